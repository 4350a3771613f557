"""A mention taken apart: its words, the known names in it, its segments at prepositions and conjunctions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.resolving.registry import (
    BODIES,
    Body,
    Case,
    Entry,
    Kind,
    Registry,
    Role,
    Word,
    words_of,
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
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir lord lady dame gen col lt maj capt sgt adm prof mr. mx hon sen rep gov "
    "rev sheikh sheik".split()
)
STANDS_FOR = {
    "head of government": ("prime minister", "chancellor", "premier", "president"),
    "head of state": ("president", "king", "queen", "emir", "sultan", "supreme leader", "pope"),
}
GEOGRAPHIC = frozenset({Kind.COUNTRY, Kind.CAPITAL, Kind.METONYM, Kind.REGION, Kind.ADJECTIVE, Kind.PEOPLE})


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
        """The organisation, group or party a name stands for; the likeliest of several."""
        entry = name.entry(*BODIES) if name else None
        return self.registry.body(entry) if entry else None

    def bodies(self, name: Name) -> tuple[Body, ...]:
        """Every organisation, group or party that bears a name: there is a Labour Party in many a country."""
        return tuple(self.registry.body(entry) for entry in name.entries if entry.kind in BODIES)

    def before(self, segment: Segment, end: int) -> frozenset[str]:
        """The words of a segment before position `end`, normalised."""
        return frozenset(word.norm for word in self.words[segment.first : end])

    def after(self, segment: Segment, name: Name | None) -> tuple[Word, ...]:
        """The words of a segment after a name, or all of them."""
        start = segment.first if name is None else name.last + 1
        return tuple(word for word in self.words[start : segment.end] if not word.mark)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who a name may be, how well country, office, context and day fit (higher is better), and what became of it."""

    name: str
    country: str
    fit: int
    fate: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of a mention: `basis` says by what, `candidates` who was weighed, `rule` which one it was."""

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    reason: str | None = None
    wikidata: str | None = None
    basis: str | None = None
    candidates: tuple[Candidate, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the words: the day, the countries that the report is about, the offices told just before the
    mention (`titles`), and whether it stands where only a place can ("in Kabul", `located`)."""

    on: date | None
    context: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    located: bool = False

    @property
    def focus(self) -> str | None:
        """The country the report is about, if it is exactly one."""
        return self.context[0] if len(set(self.context)) == 1 else None


# --------------------------------------------------------------------------- taking a mention apart


@lru_cache(maxsize=8192)
def parse(text: str, registry: Registry) -> Mention:
    """The words, names and segments of a mention."""
    return mention_of(tuple(words_of(text)), registry)


def mention_of(words: tuple[Word, ...], registry: Registry) -> Mention:
    """Words with the names and segments found in them."""
    names: list[Name] = []
    modifiers: set[Name] = set()
    for name in names_in(words, registry):
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


def names_in(words: tuple[Word, ...], registry: Registry, *, below: int = 0) -> Iterator[Name]:
    """The known names of a text, longest first from the left, none overlapping; of fewer than `below` words, if so."""
    place = 0
    while place < len(words):
        name = _name_at(words, place, registry, below)
        if name is None:
            place += 1
        else:
            yield name
            place = name.last + 1


def _name_at(words: tuple[Word, ...], place: int, registry: Registry, below: int) -> Name | None:
    """The longest name that begins at a word."""
    longest = registry.longest.get(words[place].norm, 0)
    if below:
        longest = min(longest, below - 1)
    if not longest:
        return None
    run, key = _run(words, place, longest), ""
    candidates = []
    for index in run:
        key = f"{key} {words[index].norm}" if key else words[index].norm
        candidates.append((index, key))
    for last, key in reversed(candidates):
        if key in registry.names:
            written = tuple(entry for entry in registry.names[key] if _written(words, place, last, entry.case))
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
        if index in inside or not _links(word) or _hyphened(words, index):
            continue
        if index > first or link == "":
            yield _segment(link, first, index, names)
        link, first = word.norm or word.text, index + 1
    yield _segment(link, first, len(words), names)


def _hyphened(words: tuple[Word, ...], index: int) -> bool:
    """Whether a word hangs on a hyphen: "Abdel Fattah as-Sisi"."""
    return any(words[place].text == "-" for place in (index - 1, index + 1) if 0 <= place < len(words))


def _links(word: Word) -> bool:
    return word.norm in LINKS or word.norm in JOINS or (word.mark and word.text != "-")


def _segment(link: str, first: int, end: int, names: list[Name]) -> Segment:
    return Segment(link, first, end, tuple(name for name in names if first <= name.first < end))
