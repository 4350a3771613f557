"""Which known person a mention may name: full names, surnames and misspellings, by office, country and context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from tocsin.resolving.mentions import GEOGRAPHIC, HONORIFICS, OF, STANDS_FOR, Mention, Name, Reading, Segment, Setting
from tocsin.resolving.origins import code_of, is_former
from tocsin.resolving.registry import (
    BODIES,
    PARTICLES,
    Kind,
    Office,
    Person,
    Registry,
    Role,
    Word,
)

SURE = 92  # how alike (0-100) a misspelt full name must be alone
AGREED = 82  # ... and where office, country or context agree
MISSPELT_SURNAME = 80


# --------------------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class Clues:
    """What a mention says of a person beside the name: countries, offices, and the countries of the article."""

    countries: frozenset[str]
    offices: frozenset[str]
    context: frozenset[str]
    on: date | None

    def score(self, person: Person) -> int:
        """How well a person fits; negative where the mention names another country than the person's."""
        own = {person.country, *(office.country for office in person.offices)}
        if self.countries and not own & self.countries:
            return -1
        held = [office for office in person.offices if office.title.removeprefix("acting ") in self.offices]
        now = self.on is None or any(office.held(self.on) for office in held)
        return 2 * bool(own & self.countries) + bool(held) + 2 * bool(held and now) + bool(own & self.context)

    def active(self, person: Person) -> bool:
        """Whether the person was in the news for an office around the day: two years before to five after."""
        if self.on is None:
            return True
        first, last = person.offices[0].since.year, max((office.until or date.max).year for office in person.offices)
        return first - 2 <= self.on.year <= last + 5


def clues_of(mention: Mention, setting: Setting) -> Clues:
    """What the mention and the article tell of whom it may name."""
    countries: set[str | None] = set()
    offices: set[str] = set()
    for segment in mention.segments:
        if segment.link in ("", ",", *OF):
            for name in segment.names:
                role = mention.role(name)
                if role and role.office:
                    offices.update(STANDS_FOR.get(role.office, (role.office,)))
                elif name.entry(*GEOGRAPHIC, *BODIES) and not name.entry(Kind.PERSON):
                    countries.add(code_of(mention, name))
    known = frozenset(code for code in countries if code)
    return Clues(known, frozenset(offices), frozenset(setting.context), setting.on)


def named_people(mention: Mention, segment: Segment, clues: Clues) -> tuple[list[Person], str | None]:
    """The people a segment can name, and why there is none where it looks like one."""
    head = mention.head(segment)
    trail = mention.after(segment, segment.names[-1] if segment.names else None)
    entry = head.entry(Kind.PERSON) if head else None
    if entry and head and segment.names[-1] is head and not any(word.text[0].islower() for word in trail):
        return _one_of(_namesakes(mention, head, clues))
    name = [word for word in trail if word.norm not in HONORIFICS and word.norm not in ("the", "acting")]
    if not name or not all(word.text[0].isupper() or word.norm in PARTICLES for word in name):
        return [], None
    if segment.names and (segment.names[-1] in mention.modifiers):
        return [], None
    forename = _forename(mention, segment, name)
    return _people_called([*forename, *name], mention.registry, clues, forename=bool(forename))


def _namesakes(mention: Mention, name: Name, clues: Clues) -> list[Person]:
    """Whoever bears exactly this name; of several those whom country, office and context fit best."""
    people = [mention.registry.people[entry.index] for entry in name.entries if entry.kind is Kind.PERSON]
    if len(people) == 1:
        return people
    best = max(clues.score(person) for person in people)
    fitting = [person for person in people if clues.score(person) == best]
    active = [person for person in fitting if clues.active(person)]
    return active or fitting


def _one_of(people: list[Person]) -> tuple[list[Person], str | None]:
    """The only one, or nobody and why."""
    if len(people) > 1:
        return [], f"several people fit: {', '.join(person.name for person in people)}"
    return people, None


def _forename(mention: Mention, segment: Segment, name: list[Word]) -> list[Word]:
    """A known name that is rather the first name of what follows: "Georgia Meloni", "Jordan Bardella"."""
    if len(name) != 1 or not segment.names:
        return []
    last = segment.names[-1]
    word = mention.words[last.last]
    free = last.first == last.last and last.entry(Kind.COUNTRY, Kind.CAPITAL, Kind.REGION) and not word.owner
    return [word] if free and not word.text.isupper() else []


def _people_called(
    words: list[Word], registry: Registry, clues: Clues, *, forename: bool
) -> tuple[list[Person], str | None]:
    key = " ".join(word.norm for word in words)
    if len(words) > 1 and (forename or words[0].norm not in PARTICLES):
        loose = replace(clues, countries=frozenset()) if forename else clues
        people = _alike(key, registry, loose)
    else:
        people = _by_surname(key, registry, clues)
    if not people:
        return [], f"'{' '.join(word.text for word in words)}' is not known"
    return _one_of(people)


def _alike(key: str, registry: Registry, clues: Clues) -> list[Person]:
    """People whose full name is spelt almost so; a looser spelling does where country or office agree."""
    found: dict[int, float] = {}
    for name, score, _ in process.extract(key, tuple(registry.full_names), scorer=fuzz.ratio, score_cutoff=AGREED):
        if name.count(" ") == 0 or fuzz.ratio(key.split()[-1], name.split()[-1]) < 65:
            continue
        for index in registry.full_names[name]:
            fit = clues.score(registry.people[index])
            if fit >= 0 and (score >= SURE or (fit and score >= AGREED)):
                found[index] = max(found.get(index, 0.0), score + 3 * fit)
    best = max(found.values(), default=0.0)
    return [registry.people[index] for index, score in found.items() if score > best - 3]


def _by_surname(key: str, registry: Registry, clues: Clues) -> list[Person]:
    """People of a surname whom country, office or context confirm, or the only one who was then in the news."""
    indices = registry.surnames.get(key, ())
    if not indices and len(key) >= 5 and (clues.countries or clues.offices or clues.context):
        indices = tuple(_surnames_alike(key, registry, clues))
    people = [person for index in indices if clues.score(person := registry.people[index]) >= 0]
    best = max((clues.score(person) for person in people), default=0)
    if best:
        people = [person for person in people if clues.score(person) == best]
        active = [person for person in people if clues.active(person)]
        current = [person for person in active if clues.on and any(office.held(clues.on) for office in person.offices)]
        return current if len(current) == 1 else active or people
    return [person for person in people if not person.common and clues.active(person)]


def _surnames_alike(key: str, registry: Registry, clues: Clues) -> Iterator[int]:
    """Misspelt surnames, of people whom two clues (country, office, context) confirm."""
    for name, _, _ in process.extract(key, tuple(registry.surnames), scorer=fuzz.ratio, score_cutoff=MISSPELT_SURNAME):
        if name[0] == key[0]:
            yield from (index for index in registry.surnames[name] if clues.score(registry.people[index]) >= 2)


def person_reading(mention: Mention, person: Person, clues: Clues) -> Reading:
    """The reading of a mention that names a known person: with the office that the words or the day ask for."""
    head = next((name for name in reversed(mention.core.names) if mention.role(name)), None)
    role = mention.role(head)
    former = head is not None and is_former(mention, head)
    office = _relevant_office(person, role, clues, former=former)
    country = office.country if office else person.country
    if former or (office is None and (role is None or role.weak)):
        return Reading(person.name, country, ("ELI",))
    return Reading(person.name, country, (office.sector,) if office else role.sectors if role else ())


def _relevant_office(person: Person, role: Role | None, clues: Clues, *, former: bool) -> Office | None:
    """The office the mention's title tells, else the one held on the day, else (no day) the last one."""
    titles = STANDS_FOR.get(role.office, (role.office,)) if role and role.office and not former else ()
    titled = [office for office in person.offices if office.title.removeprefix("acting ") in titles]
    held = [office for office in person.offices if clues.on is None or office.held(clues.on)]
    both = [office for office in titled if office in held]
    chosen = both or titled or held
    return chosen[-1] if chosen else None
