"""Which known person a mention may name: full names, surnames and misspellings, by office, country and context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from tocsin.resolving.mentions import (
    GEOGRAPHIC,
    HONORIFICS,
    OF,
    STANDS_FOR,
    Candidate,
    Mention,
    Name,
    Reading,
    Segment,
    Setting,
)
from tocsin.resolving.origins import code_of, is_former
from tocsin.resolving.registry import BODIES, PARTICLES, Kind, Office, Person, Registry, Role, Word, name_key, sound

SURE = 90  # how alike (0-100) a misspelt full name must be alone
IN_OFFICE = 84  # ... and where an office agrees
AT_HOME = 78  # ... and where the country or the article's countries agree
TRUSTED = 70  # ... and where both agree
MISSPELT_SURNAME = 78
ALIKE_SURNAME = 65  # how alike the last words of a misspelt full name must be
LEADING = frozenset({"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "supreme leader"})
SHOWN = 4  # candidates that an explanation lists


@dataclass(frozen=True, slots=True)
class Clues:
    """What a mention says of a person beside the name: countries, offices, and the countries of the article."""

    countries: frozenset[str]
    offices: frozenset[str]
    context: frozenset[str]
    on: date | None

    def home(self, person: Person) -> frozenset[str]:
        """The countries of a person that the mention or the article tells."""
        return (self.countries | self.context) & _countries(person)

    def fit(self, person: Person) -> int:
        """How well a person fits; negative where the mention names another country than the person's."""
        own = _countries(person)
        if self.countries and not own & self.countries:
            return -1
        held = [office for office in person.offices if office.key in self.offices]
        now = self.on is None or any(office.held(self.on) for office in held)
        return 2 * bool(own & self.countries) + bool(held) + 2 * bool(held and now) + bool(own & self.context)

    def active(self, person: Person) -> bool:
        """Whether the person was in the news for an office around the day: two years before to five after."""
        if self.on is None:
            return True
        first, last = person.offices[0].since.year, max((office.until or date.max).year for office in person.offices)
        return first - 2 <= self.on.year <= last + 5

    def leading(self, person: Person) -> bool:
        """Whether the person heads a state or government on the day: "Karzai" is the president, not his brother."""
        on = self.on
        return on is not None and any(o.held(on) and o.of is None and o.key in LEADING for o in person.offices)

    def current(self, person: Person) -> bool:
        """Whether the person holds an office on the day."""
        return self.on is not None and any(office.held(self.on) for office in person.offices)


def _countries(person: Person) -> frozenset[str]:
    return frozenset((person.country, *(office.country for office in person.offices)))


@dataclass(frozen=True, slots=True)
class Match:
    """A person whose name is like the words: how (`basis`) and how much (`likeness`, 0 to 100)."""

    person: Person
    likeness: float
    basis: str


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name is taken for: one match, or none for a reason; and everybody who was weighed."""

    match: Match | None
    reason: str | None
    fitting: tuple[Person, ...]
    candidates: tuple[Candidate, ...]


def clues_of(mention: Mention, setting: Setting) -> Clues:
    """What the mention and the article tell of whom it may name."""
    countries: set[str | None] = set()
    offices: set[str] = set(setting.titles)
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


# --------------------------------------------------------------------------- whose name it is


def named_person(mention: Mention, segment: Segment, clues: Clues) -> Found | None:
    """Whom a segment names; None where it does not look like a name."""
    exact = _exact(mention, segment)
    if exact is not None:
        return _chosen(_bearers(mention, exact), clues, exact=True)
    words = _name_words(mention, segment)
    if not words:
        return None
    forename = _forename(mention, segment, words)
    words = [*forename, *words]
    said = " ".join(word.text for word in words)
    if len(words) > 1 and (forename or words[0].norm not in PARTICLES):
        loose = replace(clues, countries=frozenset()) if forename else clues
        return _chosen(_full_names_like(words, mention.registry, loose), loose, said=said)
    return _by_surname(" ".join(word.norm for word in words), mention.registry, clues, said)


def _exact(mention: Mention, segment: Segment) -> Name | None:
    """A full name that the segment ends with as it stands in the registry."""
    head = mention.head(segment)
    if head is None or not head.entry(Kind.PERSON) or segment.names[-1] is not head:
        return None
    return None if any(word.text[0].islower() for word in mention.after(segment, head)) else head


def _bearers(mention: Mention, name: Name) -> list[Match]:
    people = [mention.registry.people[entry.index] for entry in name.entries if entry.kind is Kind.PERSON]
    return [Match(person, 100, "full name") for person in people]


def _name_words(mention: Mention, segment: Segment) -> list[Word]:
    """The capitalised words behind the last known word of a segment, which may be an unknown name."""
    last = segment.names[-1] if segment.names else None
    if last is not None and last in mention.modifiers:
        return []
    trail = mention.after(segment, last)
    words = [word for word in trail if word.norm not in HONORIFICS and word.norm not in ("the", "acting")]
    hyphens = [word for word in mention.words if word.text == "-"]
    joined = {mark.end for mark in hyphens} | {mark.start for mark in hyphens}
    named = all(word.text[0].isupper() or word.norm in PARTICLES or joined & {word.start, word.end} for word in words)
    return words if named and any(word.text[0].isupper() for word in words) else []


def _forename(mention: Mention, segment: Segment, name: list[Word]) -> list[Word]:
    """A known name that is rather the first name of what follows: "Georgia Meloni", "Jordan Bardella"."""
    if len(name) != 1 or not segment.names:
        return []
    last = segment.names[-1]
    word = mention.words[last.last]
    free = last.first == last.last and last.entry(Kind.COUNTRY, Kind.CAPITAL, Kind.REGION) and not word.owner
    return [word] if free and not word.text.isupper() else []


def _full_names_like(words: list[Word], registry: Registry, clues: Clues) -> list[Match]:
    """People whose full name is spelt or sounds almost so, or is the same but for what stands in the middle or for the
    order; a looser spelling does where country or office agree."""
    key = " ".join(word.norm for word in words)
    found: dict[Person, Match] = {}
    for match in (*_alike(key, registry, clues), *_shortened(key, registry), *_turned(key, registry)):
        known = found.get(match.person)
        if clues.fit(match.person) >= 0 and (known is None or known.likeness < match.likeness):
            found[match.person] = match
    return list(found.values())


def _alike(key: str, registry: Registry, clues: Clues) -> Iterable[Match]:
    for name, likeness in registry.spelt_names.alike(key, cutoff=TRUSTED):
        if fuzz.ratio(sound(key.split()[-1]), sound(name.split()[-1])) < ALIKE_SURNAME:
            continue
        for index in registry.full_names[name]:
            person = registry.people[index]
            if likeness >= _least(clues, person):
                yield Match(person, likeness, f"spelt like '{name}' ({likeness:.0f} of 100)")


def _least(clues: Clues, person: Person) -> int:
    """How alike a full name must be, by what else agrees."""
    home = bool(clues.home(person))
    held = any(office.key in clues.offices for office in person.offices)
    return TRUSTED if home and held else AT_HOME if home else IN_OFFICE if held else SURE


def _shortened(key: str, registry: Registry) -> Iterable[Match]:
    """The same first and last word, others left out or added: "Recep Erdogan", "Vladimir Vladimirovich Putin"."""
    first, *_, last = key.split()
    for index in registry.surnames.get(last, ()):
        person = registry.people[index]
        own = sound(name_key(person.name).split()[0])
        if own == sound(first) or (len(first) == 1 and own.startswith(first)):
            yield Match(person, SURE, "first and last name")


def _turned(key: str, registry: Registry) -> Iterable[Match]:
    """The family name first or last against custom: "Jinping Xi", "Orban Viktor"."""
    words = key.split()
    if len(words) > 3:
        return
    for turned in (" ".join([*words[1:], words[0]]), " ".join([words[-1], *words[:-1]])):
        for index in registry.full_names.get(turned, ()):
            yield Match(registry.people[index], SURE, f"'{turned}' turned round")


def _by_surname(key: str, registry: Registry, clues: Clues, said: str) -> Found:
    """People of a surname whom country, office or context confirm, or the only one who was then in the news."""
    people = [registry.people[index] for index in registry.surnames.get(key, ())]
    matches = [Match(person, 100, f"surname '{key}'") for person in people]
    if not matches and len(key) >= 5 and (clues.countries or clues.offices or clues.context):
        matches = _surnames_alike(key, registry, clues)
    return _chosen(matches, clues, said=said, surname=True)


def _surnames_alike(key: str, registry: Registry, clues: Clues) -> list[Match]:
    """Misspelt surnames, of people whom two clues (country, office, context) confirm."""
    return [
        Match(person, likeness, f"surname like '{name}' ({likeness:.0f} of 100)")
        for name, likeness in registry.spelt_surnames.alike(key, cutoff=MISSPELT_SURNAME)
        for index in registry.surnames[name]
        if clues.fit(person := registry.people[index]) >= 2
    ]


# --------------------------------------------------------------------------- choosing


def _chosen(matches: list[Match], clues: Clues, *, said: str = "", exact: bool = False, surname: bool = False) -> Found:
    """The match that fits best; nobody where two fit alike."""
    left = _fitting(matches, clues, exact=exact, surname=surname)
    candidates = tuple(_candidate(match, clues, left) for match in sorted(matches, key=lambda m: -clues.fit(m.person)))
    people = tuple(match.person for match in left)
    if len(left) == 1:
        return Found(left[0], None, people, candidates[:SHOWN])
    if left:
        names = ", ".join(person.name for person in people)
        return Found(None, f"several people fit: {names}", people, candidates[:SHOWN])
    reason = f"'{said}' is not known" if not matches else f"nothing confirms that '{said}' is {matches[0].person.name}"
    return Found(None, reason, (), candidates[:SHOWN])


def _candidate(match: Match, clues: Clues, left: list[Match]) -> Candidate:
    fit = clues.fit(match.person)
    fate = ("fits" if len(left) > 1 else "chosen") if match in left else _lost(match.person, clues, fit, left)
    return Candidate(match.person.name, match.person.country, fit, f"{match.basis}: {fate}")


def _lost(person: Person, clues: Clues, fit: int, left: list[Match]) -> str:
    """Why a candidate was not chosen."""
    if fit < 0:
        return "another country is named"
    if not clues.active(person):
        return "not in the news then"
    return "fits less" if not left or fit < clues.fit(left[0].person) else "not in office then"


def _fitting(matches: list[Match], clues: Clues, *, exact: bool, surname: bool) -> list[Match]:
    """Whom nothing contradicts and who fits best; of several those in the news, then the one in office."""
    if exact and len(matches) == 1:
        return matches
    possible = [match for match in matches if exact or clues.fit(match.person) >= 0]
    best = max((clues.fit(match.person) + _nearness(match) for match in possible), default=0)
    if surname and best <= _nearness_of(100):
        known = clues.active if clues.on is None else clues.current
        return [match for match in possible if not match.person.common and known(match.person)]
    fitting = [match for match in possible if clues.fit(match.person) + _nearness(match) > best - 1]
    active = [match for match in fitting if clues.active(match.person)] or fitting
    current = [match for match in active if clues.current(match.person)]
    first = [match for match in current if clues.leading(match.person)]
    return current if len(current) == 1 else first if len(first) == 1 else active


def _nearness(match: Match) -> float:
    return _nearness_of(match.likeness)


def _nearness_of(likeness: float) -> float:
    """What likeness counts beside the clues: three letters in a hundred as much as one clue."""
    return (likeness - 100) / 3


# --------------------------------------------------------------------------- what the person is then


def person_reading(mention: Mention, found: Found, clues: Clues) -> Reading:
    """The reading of a mention that names a known person: with the office that the words or the day ask for."""
    assert found.match is not None
    person = found.match.person
    head = next((name for name in reversed(mention.core.names) if mention.role(name)), None)
    role = mention.role(head)
    former = head is not None and is_former(mention, head)
    office = _relevant_office(person, role, clues, former=former)
    country = office.country if office else person.country
    basis = f"{found.match.basis}; {_tenure(office)}" if office else f"{found.match.basis}; in no office listed then"
    reading = Reading(person.name, country, (), None, person.wikidata, basis, found.candidates)
    if former or (office is None and (role is None or role.weak)):
        return replace(reading, sectors=("ELI",))
    return replace(reading, sectors=sectors_in(office) if office else role.sectors if role else ())


def sectors_in(office: Office) -> tuple[str, ...]:
    """The sectors of an office; that of a partially recognised entity is its government's."""
    return ("GOV", "PRE") if office.sector == "PRE" else (office.sector,)


def refused(found: Found) -> Reading:
    """Nobody is named; of several who fit, the country and sector that they all share."""
    countries = {person.country for person in found.fitting}
    sectors = {sector for person in found.fitting for office in person.offices[-1:] for sector in sectors_in(office)}
    if len(countries) == 1 and len(found.fitting) > 1:
        shared = tuple(sectors) if len(sectors) == 1 else ()
        return Reading(None, countries.pop(), shared, found.reason, candidates=found.candidates)
    return Reading(reason=found.reason, candidates=found.candidates)


def _tenure(office: Office) -> str:
    """An office with its place and days: "president of RUS 2008-05-07 to 2012-05-07"."""
    until = f"to {office.until}" if office.until else "on"
    return f"{office.title} of {office.of or office.country} from {office.since} {until}"


def _relevant_office(person: Person, role: Role | None, clues: Clues, *, former: bool) -> Office | None:
    """The office the mention's title tells, else the one held on the day, else (no day) the last one."""
    titles = STANDS_FOR.get(role.office, (role.office,)) if role and role.office and not former else ()
    titled = [office for office in person.offices if office.key in titles]
    held = [office for office in person.offices if clues.on is None or office.held(clues.on)]
    both = [office for office in titled if office in held]
    chosen = both or titled or held
    return chosen[-1] if chosen else None
