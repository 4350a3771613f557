"""Who holds an office on a day: "the Serbian president", "the head of the government", "the NATO chief"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.resolving.mentions import GEOGRAPHIC, STANDS_FOR, Candidate, Mention, Name, Reading, Setting
from tocsin.resolving.origins import with_partial
from tocsin.resolving.registry import INTERNATIONAL, Office, Person, Registry, Role, holder_key

HEADS = frozenset("head leader chief boss director chairman chairwoman chairperson chair president".split())
HEADSHIPS = frozenset(
    {
        "secretary-general",
        "secretary general",
        "general secretary",
        "president",
        "director-general",
        "director general",
        "managing director",
        "executive director",
        "chairman",
        "chairperson",
        "head",
        "leader",
        "chief",
        "high representative",
        "high commissioner",
        "supreme leader",
    }
)
GOVERNMENT = {"government": "head of government", "cabinet": "head of government", "state": "head of state"}


@dataclass(frozen=True, slots=True)
class Holding:
    """A person and the office held."""

    person: Person
    office: Office

    @property
    def told(self) -> str:
        """The office with its place and days: "president of RUS from 2008-05-07 to 2012-05-07"."""
        until = f" to {self.office.until}" if self.office.until else ""
        return f"{self.office.title} of {self.office.of or self.office.country} from {self.office.since}{until}"


def held_by(mention: Mention, head: Name, role: Role, country: str | None, setting: Setting) -> Reading | None:
    """The reading of a role that is an office, with its holder on the day if there is one; None for any other role."""
    office = role.office or _headship(mention, role)
    headed = role.noun in HEADS and bool(_told(mention))
    if (office is None and not headed) or country is None:
        return None
    holdings = _on(setting.on, _of_told(mention)) if headed else []
    if not holdings and office is not None:
        holdings = _holders(mention, office, country, setting.on)
    if not holdings and office is None:
        return None
    sectors = with_partial(mention, (_sector(holdings, role),))
    candidates = tuple(Candidate(h.person.name, country, 1, h.told) for h in holdings)
    if len({h.person.name for h in holdings}) != 1 or _otherwise_named(mention, head):
        return Reading(None, country, sectors, basis=f"{office or role.noun}: no one holder", candidates=candidates)
    person = holdings[0].person
    return Reading(person.name, country, sectors, None, person.wikidata, holdings[0].told, candidates)


def only_holder(mention: Mention, role: Role, country: str | None, setting: Setting) -> Person | None:
    """Who alone holds the office that joined countries share: "the Serbian and Kosovo prime ministers"."""
    if country is None or role.office is None:
        return None
    holdings = _holders(mention, role.office, country, setting.on)
    return holdings[0].person if len(holdings) == 1 else None


def _sector(holdings: list[Holding], role: Role) -> str:
    """The sector of the office; PRE says where it is, not what, so that it stays beside."""
    if holdings and holdings[0].office.sector != "PRE":
        return holdings[0].office.sector
    return role.sectors[0] if role.sectors else "GOV"


def _told(mention: Mention) -> frozenset[str]:
    """The organisations, entities and regions that a mention names and that may have offices of their own."""
    names = [name for segment in mention.segments for name in segment.names]
    bodies = {body.name for name in names for body in mention.bodies(name)}
    for name in names:
        entry = name.entry(*GEOGRAPHIC)
        if entry is not None:
            state = mention.registry.state(entry)
            own = state.sector is not None or entry.index >= len(mention.registry.countries)
            bodies |= {state.name} if own else set()
    return frozenset(bodies)


def _of_told(mention: Mention) -> list[Holding]:
    """Everyone who ever headed what the mention names."""
    return [
        Holding(person, office)
        for body in _told(mention)
        for person in _ever(mention.registry, "of", body)
        for office in person.offices
        if office.of == body and office.key in HEADSHIPS
    ]


def _holders(mention: Mention, office: str, country: str, on: date | None) -> list[Holding]:
    """Who holds an office of a country or body on a day; the first title that anyone holds decides."""
    told = _told(mention)
    for title in STANDS_FOR.get(office, (office,)):
        ever = [
            Holding(person, held)
            for person in _ever(mention.registry, country, title)
            for held in person.offices
            if held.key == title and held.country == country
            if (held.of in told if held.of else not told or country in INTERNATIONAL)
        ]
        if holdings := _on(on, ever):
            return holdings
    return []


def _on(on: date | None, ever: list[Holding]) -> list[Holding]:
    """Who holds office on the day; where nobody does, who held it until that day."""
    if on is None:
        return []
    now = _held(lambda office: office.held(on), ever)
    return now or _held(lambda office: office.held(on - timedelta(days=1)), ever)


def _held(test: Callable[[Office], bool], ever: list[Holding]) -> list[Holding]:
    return [holding for holding in ever if test(holding.office)]


def _ever(registry: Registry, country: str, title: str) -> Iterator[Person]:
    """Everyone who ever held an office."""
    return (registry.people[index] for index in registry.holders.get(holder_key(country, title), ()))


def _otherwise_named(mention: Mention, head: Name) -> bool:
    """Whether a name that nobody knows follows the title: "South Korean President Lee"."""
    trail = list(mention.after(mention.core, head))
    for segment in mention.segments[1:]:
        if segment.link in (",", "(", "–", "—"):
            trail += mention.after(segment, None)
    return any(word.text[0].isupper() for word in trail)


def _headship(mention: Mention, role: Role) -> str | None:
    """The office behind "the head of the Serbian government"."""
    if role.noun not in ("head", "leader", "chief"):
        return None
    for segment in mention.segments[1:]:
        if segment.link == "of":
            noun = getattr(mention.role(mention.head(segment)), "noun", None)
            return GOVERNMENT.get(noun or "")
    return None
