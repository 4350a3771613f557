"""Who a mention names: "Kosovo's Prime Minister Albin Kurdi" -> Albin Kurti, XKX, GOV.

A mention is cut into segments at commas, prepositions and conjunctions; the longest known names are found in it; then
the first rule of RULES that knows the mention reads it. Nothing is guessed: what no rule knows carries a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from tocsin.records import Actor, Span
from tocsin.resolving.registry import (
    INTERNATIONAL,
    PARTICLES,
    Body,
    Case,
    Entry,
    Kind,
    Office,
    Person,
    Registry,
    Role,
    Word,
    words_of,
)

PRONOUNS = frozenset(
    "he she it they them him her we us i you me who which that this these those his their its one ones himself herself "
    "themselves itself myself another others someone anyone nobody what all both each some many".split()
)
OF = frozenset({"of", "from"})
PLACED = frozenset({"in", "at", "inside", "within", "across", "near", "throughout"})
LINKS = (
    OF
    | PLACED
    | frozenset(
        "for to with by on over about against amid after before during since under who whom whose which that where "
        "when including like than as into between among toward towards outside behind despite without".split()
    )
)
JOINS = frozenset({"and", "or", "&"})
BACKED = frozenset(
    "backed supported funded trained sponsored aligned allied linked born educated speaking armed made issued inspired "
    "friendly style majority populated influenced supplied built owned brokered mediated imposed".split()
)
LED = frozenset("led run controlled held based administered occupied dominated headquartered appointed ruled".split())
TOWARD = frozenset({"pro", "anti", "non"})
COUNTED = frozenset("one two three all most some many none half both several few tens each any much city town".split())
ARTICLES = frozenset({"the", "a", "an"})
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "another", "some", "no", "several", "many", "two", "three"})
FORMER = frozenset({"former", "ex", "ousted", "deposed", "onetime", "erstwhile", "then", "late"})
FOREIGN = frozenset(
    {
        "foreign",
        "international",
        "western",
        "regional",
        "global",
        "world",
        "overseas",
        "european",
        "arab",
        "african",
        "asian",
        "muslim",
    }
)
DIRECTIONS = frozenset(
    "northern southern eastern western central north south east west northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern upper lower".split()
)
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir lord lady dame gen col lt maj capt sgt adm prof mr. mx hon sen rep gov "
    "rev sheikh sheik".split()
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
STANDS_FOR = {
    "head of government": ("prime minister", "chancellor", "premier", "president"),
    "head of state": ("president", "king", "queen", "emir", "sultan", "supreme leader", "pope"),
}
GEOGRAPHIC = frozenset({Kind.COUNTRY, Kind.CAPITAL, Kind.METONYM, Kind.REGION, Kind.ADJECTIVE, Kind.PEOPLE})
BODIES = frozenset({Kind.ORGANIZATION, Kind.GROUP})
OFFICIAL = frozenset({"GOV", "LEG"})
SURE, AGREED = 92, 82  # how alike (0-100) a misspelt full name must be, alone and when country or office agree
MISSPELT_SURNAME = 80


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a mention: words `first` to `last`, and what it can mean, likeliest first."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def entry(self, *kinds: Kind) -> Entry | None:
        """The likeliest meaning of these kinds."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a mention, words `first` to before `end`, and the word or mark that links it to what precedes."""

    link: str
    first: int
    end: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention taken apart. `modifiers` are names that only give a country, such as NATO in "NATO-led troops"."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    modifiers: frozenset[Name]
    registry: Registry

    @property
    def core(self) -> Segment:
        """The part before any comma, preposition or conjunction; behind "of" where only a number stands before it."""
        first, *rest = self.segments
        counted = not first.names and rest and rest[0].link == "of"
        return rest[0] if counted and {word.norm for word in self.words[: first.end]} & COUNTED else first

    def head(self, segment: Segment) -> Name | None:
        """The last name of a segment that does not merely own or modify what follows."""
        for name in reversed(segment.names):
            if name not in self.modifiers and not self.words[name.last].owner:
                return name
        return None

    def role(self, name: Name | None) -> Role | None:
        """The role a name stands for."""
        entry = name.entry(Kind.ROLE) if name else None
        return self.registry.roles[entry.index] if entry else None

    def body(self, name: Name | None) -> Body | None:
        """The organisation or group a name stands for."""
        entry = name.entry(*BODIES) if name else None
        if entry is None:
            return None
        return (self.registry.organizations if entry.kind is Kind.ORGANIZATION else self.registry.groups)[entry.index]

    def before(self, segment: Segment, end: int) -> frozenset[str]:
        """The words of a segment before position `end`, normalised."""
        return frozenset(word.norm for word in self.words[segment.first : end])

    def after(self, segment: Segment, name: Name | None) -> tuple[Word, ...]:
        """The words of a segment after a name, or all of them."""
        start = segment.first if name is None else name.last + 1
        return tuple(word for word in self.words[start : segment.end] if not word.mark)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule made of a mention."""

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the words: the day of the report, and the countries that it is about."""

    on: date | None
    context: tuple[str, ...]

    @property
    def focus(self) -> str | None:
        """The country the report is about, if it is exactly one."""
        return self.context[0] if len(set(self.context)) == 1 else None


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
    for name in _names(words, registry):
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


# --------------------------------------------------------------------------- taking a mention apart


def parse(text: str, registry: Registry) -> Mention:
    """The words, names and segments of a mention."""
    return _mention(tuple(words_of(text)), registry)


def _mention(words: tuple[Word, ...], registry: Registry) -> Mention:
    names: list[Name] = []
    modifiers: set[Name] = set()
    for name in _names(words, registry):
        bond = _bond(words, name)
        if bond == "backed" or _honours(words, name, names):
            continue
        names.append(name)
        if bond == "led":
            modifiers.add(name)
    return Mention(words, tuple(_segments(words, names)), frozenset(modifiers), registry)


def _honours(words: tuple[Word, ...], name: Name, before: list[Name]) -> bool:
    """Whether a role is only a form of address behind another title: "Prime Minister Sheikh Hamdan"."""
    follows = bool(before) and before[-1].last == name.first - 1 and before[-1].entry(Kind.ROLE) is not None
    named = name.last + 1 < len(words) and words[name.last + 1].text[0].isupper()
    return follows and named and words[name.first].norm in HONORIFICS


def _names(words: tuple[Word, ...], registry: Registry) -> Iterator[Name]:
    """The known names of a text, longest first from the left, none overlapping."""
    place = 0
    while place < len(words):
        name = _name_at(words, place, registry)
        if name is None:
            place += 1
        else:
            yield name
            place = name.last + 1


def _name_at(words: tuple[Word, ...], place: int, registry: Registry) -> Name | None:
    """The longest name that begins at a word."""
    longest = registry.longest.get(words[place].norm, 0)
    if not longest:
        return None
    run, key = _run(words, place, longest), ""
    candidates = []
    for index in run:
        key = f"{key} {words[index].norm}" if key else words[index].norm
        candidates.append((index, key))
    for last, key in reversed(candidates):
        entries = registry.names.get(key)
        if entries:
            written = tuple(entry for entry in entries if _written(words, place, last, entry.case))
            if written:
                return Name(place, last, written)
    return None


def _run(words: tuple[Word, ...], place: int, longest: int) -> list[int]:
    """Indices of up to `longest` words from `place`; hyphens between them do not count, other marks end it."""
    run: list[int] = []
    for index in range(place, len(words)):
        word = words[index]
        if not word.mark:
            run.append(index)
            if len(run) == longest:
                break
        elif word.text != "-":
            break
    return run


def _written(words: tuple[Word, ...], first: int, last: int, case: Case) -> bool:
    """Whether a name has the capitals it needs: "WHO" is not "who"."""
    if case is Case.ANY:
        return True
    texts = [word.text for word in words[first : last + 1] if not word.mark]
    if case is Case.CAPITAL:
        return any(text[0].isupper() or text[0].isdigit() for text in texts)
    return all(text.replace("’", "'").split("'")[0].upper() == text.replace("’", "'").split("'")[0] for text in texts)


def _bond(words: tuple[Word, ...], name: Name) -> str | None:
    """How a name is bound into a compound: "Iran-backed", "pro-Russian" (backed); "NATO-led" (led); None if free."""
    if name.first > 1 and words[name.first - 1].text == "-" and words[name.first - 2].norm in TOWARD:
        return "backed"
    if name.last + 2 < len(words) and words[name.last + 1].text == "-":
        partner = words[name.last + 2].norm
        return "backed" if partner in BACKED else "led" if partner in LED else None
    return None


def _segments(words: tuple[Word, ...], names: list[Name]) -> Iterator[Segment]:
    inside = {index for name in names for index in range(name.first, name.last + 1)}
    link, first = "", 0
    for index, word in enumerate(words):
        if index in inside or not _links(word):
            continue
        if index > first or link == "":
            yield _segment(link, first, index, names)
        link, first = word.norm or word.text, index + 1
    yield _segment(link, first, len(words), names)


def _links(word: Word) -> bool:
    return word.norm in LINKS or word.norm in JOINS or (word.mark and word.text != "-")


def _segment(link: str, first: int, end: int, names: list[Name]) -> Segment:
    return Segment(link, first, end, tuple(name for name in names if first <= name.first < end))


# --------------------------------------------------------------------------- joined actors


def _conjuncts(mention: Mention) -> list[Mention]:
    """A mention cut at "and" and at the commas of a list; each part keeps what follows it up to the next cut."""
    cuts = [segment.first - 1 for segment in mention.segments[1:] if segment.link in JOINS]
    if not cuts:
        return [mention]
    cuts += [segment.first - 1 for segment in mention.segments[1:] if segment.link == "," and segment.first <= cuts[0]]
    edges = [-1, *sorted(cuts), len(mention.words)]
    parts = [mention.words[start + 1 : end] for start, end in pairwise(edges)]
    return [_mention(part, mention.registry) for part in parts if any(not word.mark for word in part)] or [mention]


def _shared(
    mention: Mention, parts: list[Mention], readings: list[tuple[int, int, Reading]]
) -> Iterator[tuple[int, int, Reading]]:
    """What joined actors share: the last one's role ("EU and US officials"), the first one's country ("Serb judges
    and prosecutors"), the last one's place ("judges and police in Kosovo")."""
    last = parts[-1]
    role = last.role(last.head(last.core))
    place = _placed(last, PLACED) if parts[0].core.names and _ethnic(parts[0]) else None
    shared = place or readings[0][2].country or readings[-1][2].country
    for part, (start, end, reading) in zip(parts, readings, strict=True):
        if role is not None and last.words[0].norm not in ARTICLES and part is not last and _only_modifier(part):
            yield start, end, Reading(None, reading.country, _sectors(last, last.core, role))
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


# --------------------------------------------------------------------------- country and sector


def _country(mention: Mention) -> str | None:
    """The country a mention's own words give: before the head ("Serbian police"), then "of", then "in"."""
    core = [code for name in mention.core.names if (code := _code(mention, name))]
    placed = _placed(mention, PLACED)
    if placed and (not core or _ethnic(mention)):
        return _placed(mention, OF) or placed
    return (core[0] if core else None) or _placed(mention, OF) or _owner(mention) or _weak_for(mention)


def _code(mention: Mention, name: Name) -> str | None:
    """The country of one name; a capital that also stands for an organisation ("Brussels") is a place here."""
    entry = name.entry(Kind.CAPITAL) if len(mention.core.names) > 1 else None
    entry = entry or next((entry for entry in name.entries if entry.kind is not Kind.ROLE), None)
    return mention.registry.country_of(entry) if entry else None


def _placed(mention: Mention, links: frozenset[str]) -> str | None:
    for segment in mention.segments[1:]:
        if segment.link in links:
            for name in segment.names:
                if code := _code(mention, name):
                    return code
    return None


def _weak_for(mention: Mention) -> str | None:
    """The country behind "for", where someone speaks or acts for another: "a spokesman for the Kremlin"."""
    role = mention.role(mention.head(mention.core))
    return _placed(mention, frozenset({"for"})) if role and role.weak else None


def _ethnic(mention: Mention) -> bool:
    """Whether the core's country is a people that may live elsewhere: "ethnic Albanians", "Serb prosecutors"."""
    if "ethnic" in mention.before(mention.core, mention.core.end):
        return True
    name = mention.core.names[0]
    entry = name.entry(Kind.PEOPLE)
    if entry is None or name.entry(Kind.COUNTRY, Kind.ROLE):
        return False
    word = mention.words[name.last].norm
    adjective = mention.registry.adjectives.get(mention.registry.state(entry).iso3)
    return name.first == name.last and adjective not in (word, word.removesuffix("s")) and adjective is not None


def _owner(mention: Mention) -> str | None:
    """The country of a person who owns or qualifies the core: "Putin's spokesman", "Trump administration"."""
    known = {index for name in mention.core.names for index in range(name.first, name.last + 1)}
    head = mention.head(mention.core)
    for index in range(mention.core.first, head.first if head else mention.core.end):
        word = mention.words[index]
        if index in known or word.mark or not word.text[0].isupper() or _second_name(mention, known, index):
            continue
        people = mention.registry.surnames.get(word.norm, ())
        if len(people) == 1 and not mention.registry.people[people[0]].common:
            return mention.registry.people[people[0]].country
    return None


def _second_name(mention: Mention, known: set[int], index: int) -> bool:
    """Whether an unknown name stands before this word, so that it is somebody else's surname."""
    if index == mention.core.first or index - 1 in known:
        return False
    before = mention.words[index - 1]
    return not before.mark and before.text[0].isupper() and before.norm not in HONORIFICS | ARTICLES | FORMER


def _in_focus(mention: Mention, setting: Setting, sectors: tuple[str, ...]) -> str | None:
    """The country of the article for a bare role, unless the role is of unknown or foreign belonging."""
    if "UAF" in sectors or "UNK" in sectors or mention.before(mention.core, mention.core.end) & FOREIGN:
        return None
    return setting.focus


def _sectors(mention: Mention, segment: Segment, role: Role) -> tuple[str, ...]:
    """The sector of a role; a weak one takes that of the words beside it ("police chief", "members of Hamas")."""
    if not role.weak:
        return role.sectors
    head = mention.head(segment)
    for name in reversed([name for name in segment.names if head is None or name.first < head.first]):
        if sectors := _told(mention, name, role):
            return sectors
    for other in mention.segments[1:]:
        if other.link in OF | PLACED | {"for", "with"}:
            for name in sorted(other.names, key=lambda name: mention.body(name) is None):
                if sectors := _told(mention, name, role):
                    return sectors
    return role.sectors


def _told(mention: Mention, name: Name, weak: Role) -> tuple[str, ...]:
    """The sectors a neighbouring name gives to a weak role; the government's forces stay military."""
    if name in mention.modifiers:
        return ()
    body, role = mention.body(name), mention.role(name)
    sectors = body.sectors if body else role.sectors if role and not role.weak else ()
    return () if weak.sectors == ("MIL",) and set(sectors) & {"GOV", "PTY", "CVL"} else sectors


def _partial(mention: Mention, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors with PRE where the core names a partially recognised entity."""
    for name in mention.core.names:
        entry = name.entry(*GEOGRAPHIC)
        if entry and (sector := mention.registry.state(entry).sector) and sector not in sectors:
            return (*sectors, sector)
    return sectors


def _former(mention: Mention, name: Name) -> bool:
    return bool(mention.before(mention.core, name.first) & FORMER)


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


def _clues(mention: Mention, setting: Setting) -> Clues:
    countries: set[str | None] = set()
    offices: set[str] = set()
    for segment in mention.segments:
        if segment.link in ("", ",", *OF):
            for name in segment.names:
                role = mention.role(name)
                if role and role.office:
                    offices.update(STANDS_FOR.get(role.office, (role.office,)))
                elif name.entry(*GEOGRAPHIC, *BODIES) and not name.entry(Kind.PERSON):
                    countries.add(_code(mention, name))
    known = frozenset(code for code in countries if code)
    return Clues(known, frozenset(offices), frozenset(setting.context), setting.on)


def _named_people(mention: Mention, segment: Segment, clues: Clues) -> tuple[list[Person], str | None]:
    """The people a segment can name, and why there is none where it looks like one."""
    head = mention.head(segment)
    trail = mention.after(segment, segment.names[-1] if segment.names else None)
    entry = head.entry(Kind.PERSON) if head else None
    if entry and head and segment.names[-1] is head and not any(word.text[0].islower() for word in trail):
        return [mention.registry.people[entry.index]], None
    name = [word for word in trail if word.norm not in HONORIFICS and word.norm not in ("the", "acting")]
    if not name or not all(word.text[0].isupper() or word.norm in PARTICLES for word in name):
        return [], None
    if segment.names and (segment.names[-1] in mention.modifiers):
        return [], None
    forename = _forename(mention, segment, name)
    return _people_called([*forename, *name], mention.registry, clues, forename=bool(forename))


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
    if len(people) > 1:
        return [], f"several people fit: {', '.join(person.name for person in people)}"
    return people, None if people else f"'{' '.join(word.text for word in words)}' is not known"


def _alike(key: str, registry: Registry, clues: Clues) -> list[Person]:
    """People whose full name is spelt almost so; a looser spelling does where country or office agree."""
    found: dict[int, float] = {}
    for name, score, _ in process.extract(key, tuple(registry.full_names), scorer=fuzz.ratio, score_cutoff=AGREED):
        index = registry.full_names[name]
        person = registry.people[index]
        fit = clues.score(person)
        if fit < 0 or fuzz.ratio(key.split()[-1], name.split()[-1]) < 65 or name.count(" ") == 0:
            continue
        if score >= SURE or (fit and score >= AGREED):
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


def _person_reading(mention: Mention, person: Person, clues: Clues) -> Reading:
    head = next((name for name in reversed(mention.core.names) if mention.role(name)), None)
    role = mention.role(head)
    former = head is not None and _former(mention, head)
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


# --------------------------------------------------------------------------- rules


def pronoun(mention: Mention, setting: Setting) -> Reading | None:
    """A pronoun names nobody by itself."""
    words = [word for word in mention.words if not word.mark]
    if len(words) == 1 and words[0].norm in PRONOUNS and not (words[0].text.isupper() and len(words[0].text) > 1):
        return Reading(reason="a pronoun: whom it stands for is not resolved")
    return None if words else Reading(reason="holds no word")


def person(mention: Mention, setting: Setting) -> Reading | None:
    """A person's name, full or surname, misspelt or not, with country, office and date agreeing where they are told."""
    clues = _clues(mention, setting)
    refusal = None
    for segment in mention.segments:
        if segment.link not in ("", ",", "(", "–", "—") or (segment is not mention.core and not _can_be_named(mention)):
            continue
        people, reason = _named_people(mention, segment, clues)
        if people:
            return _person_reading(mention, people[0], clues)
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
    codes = [_code(mention, name) for name in mention.core.names if name.first < head.first]
    code = next((code for code in codes if code), None) or _placed(mention, OF)
    return code if code != found.code else None


def holder(mention: Mention, setting: Setting) -> Reading | None:
    """An office with one holder on the day: "the Russian president" in 2009 is Dmitry Medvedev."""
    head = mention.head(mention.core)
    role = mention.role(head)
    if head is None or role is None or role.plural or _former(mention, head):
        return None
    office = role.office or _headship(mention, role)
    before = mention.before(mention.core, head.first)
    if office is None or before & INDEFINITE or before & {"deputy", "vice", "assistant", "outgoing", "next", "future"}:
        return None
    country = _country(mention) or (setting.focus if "the" in before else None)
    people = _holders(mention, office, country, setting.on) if country and setting.on else []
    sectors = (people[0][1].sector,) if people else role.sectors
    if country is None:
        return None
    told = len(people) == 1 and not _otherwise_named(mention, head)
    return Reading(people[0][0].name if told else None, country, _partial(mention, sectors))


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
            for person, held in _offices(mention.registry).get((country, title), ())
            if on and held.held(on) and (held.of in bodies if held.of else not bodies or country in ("UNO", "EUR"))
        ]
        if holders:
            return holders
    return []


@lru_cache(maxsize=8)
def _offices(registry: Registry) -> dict[tuple[str, str], list[tuple[Person, Office]]]:
    """Everyone who ever held an office, by country and title."""
    table: dict[tuple[str, str], list[tuple[Person, Office]]] = {}
    for person in registry.people:
        for office in person.offices:
            table.setdefault((office.country, office.title.removeprefix("acting ")), []).append((person, office))
    return table


def role(mention: Mention, setting: Setting) -> Reading | None:
    """A role noun gives the sector; adjective, people, place or owner the country: "Kosovo police" is XKX COP."""
    head = mention.head(mention.core)
    found = mention.role(head)
    if head is None or found is None:
        return None
    sectors = _sectors(mention, mention.core, found)
    if _former(mention, head) and set(sectors) & OFFICIAL:
        sectors = ("ELI",)
    country = _country(mention) or _in_focus(mention, setting, sectors)
    reason = None if country else "no country is told"
    return Reading(None, country, _partial(mention, sectors), reason)


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
    own = _country(mention)
    if own == mention.registry.state(entry).iso3 and "ethnic" in mention.before(mention.core, head.first):
        own = setting.focus or own
    return Reading(None, own, _partial(mention, ("CVL",)))


def unknown(mention: Mention, setting: Setting) -> Reading | None:
    """Words of which only the country is known."""
    code = _country(mention)
    if code is None:
        return None
    return Reading(None, code, _partial(mention, ()), "only a country is known")


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
