"""Who a mention names: "Kosovo's Prime Minister Albin Kurdi" -> Albin Kurti, XKX, GOV.

A mention is cut into segments at commas, prepositions and conjunctions; the longest known names are found in it; then
the first rule of RULES that knows the mention reads it. Nothing is guessed: what no rule knows carries a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from tocsin.records import Actor, Span
from tocsin.resolving.mentions import (
    ARTICLES,
    GEOGRAPHIC,
    JOINS,
    OF,
    PLACED,
    STANDS_FOR,
    Mention,
    Name,
    Reading,
    Setting,
    mention_of,
    names_in,
    parse,
)
from tocsin.resolving.origins import (
    code_of,
    country_of,
    focus_country,
    is_ethnic,
    is_former,
    placed_in,
    sectors_of,
    with_partial,
)
from tocsin.resolving.people import clues_of, named_people, person_reading
from tocsin.resolving.registry import (
    INTERNATIONAL,
    Body,
    Kind,
    Office,
    Person,
    Registry,
    Role,
    Word,
    holder_key,
    words_of,
)

PRONOUNS = frozenset(
    "he she it they them him her we us i you me who which that this these those his their its one ones himself herself "
    "themselves itself myself another others someone anyone nobody what all both each some many".split()
)
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "another", "some", "no", "several", "many", "two", "three"})
DIRECTIONS = frozenset(
    "northern southern eastern western central north south east west northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern upper lower".split()
)
GENERIC = frozenset(
    {
        "group",
        "movement",
        "organization",
        "organisation",
        "party",
        "network",
        "alliance",
        "bloc",
        "militia",
        "faction",
        "coalition",
        "cartel",
        "gang",
        "company",
        "agency",
        "mission",
        "council",
    }
)
OFFICIAL = frozenset({"GOV", "LEG"})


# --------------------------------------------------------------------------- the interface


def resolve_actor(
    words: str, span: Span, *, registry: Registry, on: date | None, context: tuple[str, ...] = ()
) -> Actor:
    """Who `words` (found at `span`) names on a day, `context` being the ISO codes of the article's countries.

    A mention that joins several actors is read as its first; `resolve_actors` gives them all.
    """
    first = _readings(words, registry, on, context)[0][2]
    return _actor(words, span, first)


def resolve_actors(
    words: str, span: Span, *, registry: Registry, on: date | None, context: tuple[str, ...] = ()
) -> tuple[Actor, ...]:
    """Each actor of a mention that joins several ("EU and US officials"), with its own words and span."""
    readings = _readings(words, registry, on, context)
    if len(readings) == 1:
        return (_actor(words, span, readings[0][2]),)
    return tuple(
        _actor(words[start:end], Span(span.start + start, span.start + end), reading)
        for start, end, reading in readings
    )


def country_mentions(text: str, *, registry: Registry) -> list[tuple[Span, str]]:
    """The countries a text names, by name, adjective, people, capital, metonym or region, in order of the text."""
    words = tuple(words_of(text))
    found = []
    for name in names_in(words, registry):
        entry = name.entries[0] if name.entries[0].kind in GEOGRAPHIC else name.entry(Kind.CAPITAL)
        if entry is not None:
            end = words[name.last].start + len(words[name.last].text.split("'")[0].split("’")[0])
            found.append((Span(words[name.first].start, end), registry.state(entry).iso3))
    return found


def _actor(words: str, span: Span, reading: Reading) -> Actor:
    return Actor(words, span, reading.name, reading.country, reading.sectors, None, reading.reason)


@lru_cache(maxsize=16384)
def _readings(
    text: str, registry: Registry, on: date | None, context: tuple[str, ...]
) -> tuple[tuple[int, int, Reading], ...]:
    """Start, end and reading of each actor of a mention; one whole mention where nothing is joined."""
    mention = parse(text, registry)
    setting = Setting(on, context)
    parts = _conjuncts(mention)
    if len(parts) == 1:
        return ((0, len(text), read(mention, setting)),)
    readings = [(part.words[0].start, part.words[-1].end, read(part, setting)) for part in parts]
    return tuple(_shared(mention, parts, readings))


def read(mention: Mention, setting: Setting) -> Reading:
    """The reading of the first rule that knows the mention."""
    for rule in RULES:
        reading = rule(mention, setting)
        if reading is not None:
            return reading
    return Reading(reason="no word of it is known")


# --------------------------------------------------------------------------- joined actors


def _conjuncts(mention: Mention) -> list[Mention]:
    """A mention cut at "and" and at the commas of a list; each part keeps what follows it up to the next cut."""
    cuts = [segment.first - 1 for segment in mention.segments[1:] if segment.link in JOINS]
    if not cuts:
        return [mention]
    cuts += [segment.first - 1 for segment in mention.segments[1:] if segment.link == "," and segment.first <= cuts[0]]
    edges = [-1, *sorted(cuts), len(mention.words)]
    parts = [mention.words[start + 1 : end] for start, end in pairwise(edges)]
    return [mention_of(part, mention.registry) for part in parts if any(not word.mark for word in part)] or [mention]


def _shared(
    mention: Mention, parts: list[Mention], readings: list[tuple[int, int, Reading]]
) -> Iterator[tuple[int, int, Reading]]:
    """What joined actors share: the last one's role ("EU and US officials"), the first one's country ("Serb judges
    and prosecutors"), the last one's place ("judges and police in Kosovo")."""
    last = parts[-1]
    role = last.role(last.head(last.core))
    place = placed_in(last, PLACED) if parts[0].core.names and is_ethnic(parts[0]) else None
    shared = place or readings[0][2].country or readings[-1][2].country
    for part, (start, end, reading) in zip(parts, readings, strict=True):
        if role is not None and last.words[0].norm not in ARTICLES and part is not last and _only_modifier(part):
            yield start, end, Reading(None, reading.country, sectors_of(last, last.core, role))
        elif shared and (reading.country is None or (place and part is parts[0])) and _shares(part):
            yield start, end, replace(reading, country=shared, reason=None)
        else:
            yield start, end, reading


def _shares(part: Mention) -> bool:
    """Whether a conjunct is a role that can take the others' country: no article, nobody's name."""
    return part.role(part.head(part.core)) is not None and part.words[0].norm not in ARTICLES


def _only_modifier(part: Mention) -> bool:
    """Whether a conjunct is a country or organisation alone, without article."""
    if len(part.segments) != 1 or len(part.core.names) != 1:
        return False
    name = part.core.names[0]
    return (
        not part.after(part.core, name)
        and part.role(name) is None
        and part.before(part.core, name.first) <= {"both", "either"}
    )


# --------------------------------------------------------------------------- rules


def pronoun(mention: Mention, setting: Setting) -> Reading | None:
    """A pronoun names nobody by itself."""
    words = [word for word in mention.words if not word.mark]
    if len(words) == 1 and words[0].norm in PRONOUNS and not (words[0].text.isupper() and len(words[0].text) > 1):
        return Reading(reason="a pronoun: whom it stands for is not resolved")
    return None if words else Reading(reason="holds no word")


def person(mention: Mention, setting: Setting) -> Reading | None:
    """A person's name, full or surname, misspelt or not, with country, office and date agreeing where they are told."""
    clues = clues_of(mention, setting)
    refusal = None
    for segment in mention.segments:
        if segment.link not in ("", ",", "(", "–", "—") or (segment is not mention.core and not _can_be_named(mention)):
            continue
        people, reason = named_people(mention, segment, clues)
        if people:
            return person_reading(mention, people[0], clues)
        refusal = refusal or reason
    if refusal and not any(segment.names for segment in mention.segments):
        return Reading(reason=refusal)
    return None


def _can_be_named(mention: Mention) -> bool:
    """Whether what follows the core's comma can be its name: "Kosovo's president, …", not "Belgrade, …"."""
    return mention.role(mention.head(mention.core)) is not None


def body(mention: Mention, setting: Setting) -> Reading | None:
    """An organisation, institution, group or movement that is the mention's head: "KFOR", "the Hezbollah movement"."""
    names = mention.core.names
    head = mention.head(mention.core)
    role = mention.role(head)
    if head and role and role.noun in GENERIC and len(names) > 1 and names[-2].last >= head.first - 2:
        owned = mention.words[names[-2].last].owner or names[-2] in mention.modifiers
        head = head if owned else names[-2]
    found = mention.body(head)
    if found is None or head is None or any(word.text[0].islower() for word in _loose(mention, head)):
        return None
    if head.entry(Kind.ROLE) and setting.focus not in (None, found.code):  # "Congress" in a report about Peru
        return None
    foreign = _foreign_to(mention, found, head)
    if foreign:
        return Reading(None, foreign, found.sectors)
    return Reading(found.name, found.code, found.sectors)


def _loose(mention: Mention, head: Name) -> list[Word]:
    """Words after a head that are no generic noun such as "group"."""
    return [word for word in mention.after(mention.core, head) if word.norm not in GENERIC]


def _foreign_to(mention: Mention, found: Body, head: Name) -> str | None:
    """Another country that claims a national institution's common name: "Peru's Congress"."""
    if found.code in INTERNATIONAL or found in mention.registry.groups:
        return None
    codes = [code_of(mention, name) for name in mention.core.names if name.first < head.first]
    code = next((code for code in codes if code), None) or placed_in(mention, OF)
    return code if code != found.code else None


def holder(mention: Mention, setting: Setting) -> Reading | None:
    """An office with one holder on the day: "the Russian president" in 2009 is Dmitry Medvedev."""
    head = mention.head(mention.core)
    role = mention.role(head)
    if head is None or role is None or role.plural or is_former(mention, head):
        return None
    office = role.office or _headship(mention, role)
    before = mention.before(mention.core, head.first)
    if office is None or before & INDEFINITE or before & {"deputy", "vice", "assistant", "outgoing", "next", "future"}:
        return None
    country = country_of(mention) or (setting.focus if "the" in before else None)
    people = _holders(mention, office, country, setting.on) if country and setting.on else []
    sectors = (people[0][1].sector,) if people else role.sectors
    if country is None:
        return None
    told = len(people) == 1 and not _otherwise_named(mention, head)
    return Reading(people[0][0].name if told else None, country, with_partial(mention, sectors))


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
            return {"government": "head of government", "cabinet": "head of government", "state": "head of state"}.get(
                noun or ""
            )
    return None


def _holders(mention: Mention, office: str, country: str, on: date | None) -> list[tuple[Person, Office]]:
    """Who holds an office of a country or body on a day; the first title that anyone holds decides."""
    bodies = {found.name for segment in mention.segments for name in segment.names if (found := mention.body(name))}
    for title in STANDS_FOR.get(office, (office,)):
        holders = [
            (person, held)
            for person in _ever(mention.registry, country, title)
            for held in person.offices
            if held.key == title and held.country == country
            if on and held.held(on) and (held.of in bodies if held.of else not bodies or country in ("UNO", "EUR"))
        ]
        if holders:
            return holders
    return []


def _ever(registry: Registry, country: str, title: str) -> list[Person]:
    """Everyone who ever held an office."""
    return [registry.people[index] for index in registry.holders.get(holder_key(country, title), ())]


def role(mention: Mention, setting: Setting) -> Reading | None:
    """A role noun gives the sector; adjective, people, place or owner the country: "Kosovo police" is XKX COP."""
    head = mention.head(mention.core)
    found = mention.role(head)
    if head is None or found is None:
        return None
    sectors = sectors_of(mention, mention.core, found)
    if is_former(mention, head) and set(sectors) & OFFICIAL:
        sectors = ("ELI",)
    country = country_of(mention) or focus_country(mention, setting, sectors)
    reason = None if country else "no country is told"
    return Reading(None, country, with_partial(mention, sectors), reason)


def country(mention: Mention, setting: Setting) -> Reading | None:
    """A country, its capital or a metonym alone is its government: "Belgrade", "the Kremlin", "Serbia"."""
    head = mention.head(mention.core) or (mention.core.names[-1] if mention.core.names else None)
    entry = head.entry(Kind.COUNTRY, Kind.METONYM, Kind.CAPITAL, Kind.REGION) if head else None
    if head is None or entry is None or head in mention.modifiers or mention.after(mention.core, head):
        return None
    state = mention.registry.state(entry)
    if state.sector:
        return Reading(state.name, state.iso3, (state.sector,))
    within = mention.before(mention.core, head.first) & DIRECTIONS
    return Reading(state.name, state.iso3, () if within else ("GOV",), "a part of the country" if within else None)


def people(mention: Mention, setting: Setting) -> Reading | None:
    """A people alone is its civilians, where it lives: "Serbs", "Kosovo Serbs", "ethnic Albanians in Macedonia"."""
    head = mention.head(mention.core)
    entry = head.entry(Kind.PEOPLE, Kind.ADJECTIVE) if head else None
    if head is None or entry is None or mention.after(mention.core, head):
        return None
    own = country_of(mention)
    if own == mention.registry.state(entry).iso3 and "ethnic" in mention.before(mention.core, head.first):
        own = setting.focus or own
    return Reading(None, own, with_partial(mention, ("CVL",)))


def unknown(mention: Mention, setting: Setting) -> Reading | None:
    """Words of which only the country is known."""
    code = country_of(mention)
    if code is None:
        return None
    return Reading(None, code, with_partial(mention, ()), "only a country is known")


RULES: tuple[Callable[[Mention, Setting], Reading | None], ...] = (
    pronoun,
    person,
    body,
    holder,
    role,
    country,
    people,
    unknown,
)
