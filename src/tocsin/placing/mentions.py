"""Which words name places: spans of the entity head, peoples and adjectives, places inside the names of bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tocsin.placing.gazetteer import Entry, Gazetteer, NameKind
from tocsin.placing.names import DIVIDED, SETTLED, key
from tocsin.records import Analysis, Entity, MaskReason, Sentence, Span, Token

PLACES = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 4  # words of a place inside the name of a body
KNOWN_CITY = 100_000  # inhabitants from which a town is expected outside the spans that the network reads
GOVERNING = frozenset({"country", "capital", "division"})
ACTING = frozenset({"nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "iobj"})
BODIES = frozenset(
    "police county city fire school high hospital university college airport council department district court "
    "township village town mayor regional community elementary middle municipal sheriff prison jail church".split()
)
WHERE = frozenset("in at near from around outside inside across throughout into toward towards over on".split())


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words that may name a place, where they stand, and the entries of their name.

    `sentence`, `first` and `last` are -1 in a dateline, which no sentence holds; `label` is the entity's, `GIVEN` for
    words that are known to name a place. `told` says that the words or those beside them call it a division or a
    settlement ("Homs province", "the city of Homs").
    """

    span: Span
    sentence: int
    first: int
    last: int
    label: str
    text: str
    entries: tuple[Entry, ...]
    acts: bool = False
    told: str | None = None

    @property
    def adjective(self) -> bool:
        """Whether the words are an adjective or a people."""
        return bool(self.entries) and all(e.kind is NameKind.ADJECTIVE for e in self.entries)


def place_words(analysis: Analysis, gazetteer: Gazetteer) -> tuple[PlaceWords, ...]:
    """The words of an article that name places, in text order, none inside another."""
    found: list[PlaceWords] = list(_dateline(analysis, gazetteer))
    for number, sentence in enumerate(analysis.sentences):
        taken: set[int] = set()
        for rule in RULES:
            for words in rule(sentence, number, analysis.article.text, gazetteer):
                inside = set(range(words.first, words.last + 1))
                if not inside & taken:
                    taken |= inside
                    found.append(words)
    return tuple(sorted(found, key=lambda words: words.span))


def given_words(analysis: Analysis, spans: list[Span], gazetteer: Gazetteer) -> tuple[PlaceWords, ...]:
    """Words that are known to name places, as where a reader has marked them."""
    text = analysis.article.text
    return tuple(
        PlaceWords(
            span,
            -1,
            -1,
            -1,
            "GIVEN",
            span.of(text),
            entries_of(span.of(text), gazetteer, anything=True),
            told=told_as(text, span),
        )
        for span in sorted(spans)
    )


# --------------------------------------------------------------------------- rules


def named(sentence: Sentence, number: int, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """The network reads a state, town, region or site; a site counts where the gazetteer knows it."""
    for entity in sentence.entities:
        if entity.label not in PLACES:
            continue
        whole = _words(sentence, number, entity.first, entity.last, entity.label, text, gazetteer)
        parts = () if whole.entries else tuple(_parts(sentence, number, entity, text, gazetteer))
        if parts:
            yield from parts
        elif whole.entries or entity.label != "FAC":
            yield whole


def people(sentence: Sentence, number: int, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """A nationality or people that is named after a place: "Serbian", "Serbs"."""
    for entity in sentence.entities:
        if entity.label == "NORP":
            words = _words(sentence, number, entity.first, entity.last, entity.label, text, gazetteer)
            if words.entries:
                yield words


def within_body(sentence: Sentence, number: int, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """A place inside the name of a body or site: "the Boston Police Department", "University of Texas"."""
    for entity in sentence.entities:
        if entity.label in ("ORG", "FAC", "EVENT"):
            yield from _inner(sentence, number, entity, text, gazetteer)


def unread(sentence: Sentence, number: int, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """A well-known name that the network reads as nothing: a country, people, division or large city."""
    inside = {i for entity in sentence.entities for i in range(entity.first, entity.last + 1)}
    first = 0
    while first < len(sentence.tokens):
        word = _longest(sentence, number, first, len(sentence.tokens) - 1, "NONE", text, gazetteer, inside)
        if word is not None:
            yield word
        first = word.last + 1 if word is not None else first + 1


Rule = Callable[[Sentence, int, str, Gazetteer], Iterator[PlaceWords]]
RULES: tuple[Rule, ...] = (named, people, within_body, unread)


# --------------------------------------------------------------------------- the words


def _words(
    sentence: Sentence, number: int, first: int, last: int, label: str, text: str, gazetteer: Gazetteer
) -> PlaceWords:
    """The words from first to last, without an article before them."""
    while first < last and sentence.tokens[first].pos in ("DET", "ADP", "PUNCT"):
        first += 1
    span = Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)
    entries = entries_of(span.of(text), gazetteer, anything=label != "GPE")
    acts = label in ("ORG", "NORP") or _acts(sentence, first, last)
    told = told_as(text, span)
    return PlaceWords(span, number, first, last, label, span.of(text), entries, acts, told)


def told_as(text: str, span: Span) -> str | None:
    """What the words at a name call the place: "Homs province" a division, "the city of Homs" a settlement."""
    around = [*key(span.of(text)).split()[::-1][:1], *key(text[span.end : span.end + 24].split(",")[0]).split()[:1]]
    before = key(text[max(0, span.start - 24) : span.start]).split()[-2:]
    around += before[:1] if before[-1:] == ["of"] else []
    told = (name for name, nouns in (("division", DIVIDED - {"area"}), ("settlement", SETTLED)) if nouns & set(around))
    return next(told, None)


def entries_of(words: str, gazetteer: Gazetteer, *, anything: bool) -> tuple[Entry, ...]:
    """The places of a name. An abbreviation of two letters needs a place before it, so it is none by itself."""
    letters = sum(c.isalpha() for c in words)
    found = gazetteer.find(words)
    kept = tuple(e for e in found if e.kind is not NameKind.SHORT or letters > 2)
    if not anything and any(e.kind is not NameKind.ADJECTIVE for e in kept):
        kept = tuple(e for e in kept if e.kind is not NameKind.ADJECTIVE)
    return kept


def _parts(sentence: Sentence, number: int, entity: Entity, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """The names in a span that joins several: "Dresden, Germany", "Java and Sumatra"."""
    cuts = [i for i in range(entity.first, entity.last + 1) if sentence.tokens[i].pos in ("PUNCT", "CCONJ", "ADP")]
    edges = [entity.first - 1, *cuts, entity.last + 1]
    for start, end in pairwise(edges):
        if cuts and end - start > 1:
            words = _words(sentence, number, start + 1, end - 1, entity.label, text, gazetteer)
            if words.entries:
                yield words


def _inner(sentence: Sentence, number: int, entity: Entity, text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    first = entity.first
    while first <= entity.last:
        word = _longest(sentence, number, first, entity.last, "ORG", text, gazetteer, set())
        if word is not None:
            yield word
        first = word.last + 1 if word is not None else first + 1


def _longest(
    sentence: Sentence, number: int, first: int, end: int, label: str, text: str, gazetteer: Gazetteer, taken: set[int]
) -> PlaceWords | None:
    """The longest well-known name from a word on, of words that begin with a capital."""
    tokens = sentence.tokens
    for last in range(min(end, first + LONGEST - 1), first - 1, -1):
        if any(i in taken or not _capital(tokens[i]) for i in range(first, last + 1)):
            continue
        span = Span(tokens[first].span.start, tokens[last].span.end)
        name = span.of(text)
        body = label == "ORG" and last < end and tokens[last + 1].lemma.lower() in BODIES
        proper = any(token.pos == "PROPN" for token in tokens[first : last + 1])
        entries = tuple(e for e in gazetteer.exact(name) if _expected(e, name, proper=proper, body=body))
        if entries:
            acts = label == "ORG" or entries[0].kind is NameKind.ADJECTIVE or _acts(sentence, first, last)
            return PlaceWords(span, number, first, last, label, name, entries, acts, told_as(text, span))
    return None


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in ("PROPN", "ADJ", "NOUN")


def _expected(entry: Entry, name: str, *, proper: bool, body: bool) -> bool:
    """Whether a place is so well known that its name is expected anywhere, or has a body named after it."""
    if entry.kind is NameKind.SHORT or not (proper or entry.kind is NameKind.ADJECTIVE):
        return False
    if entry.kind is NameKind.ADJECTIVE:
        return True
    if len(name) < 4:
        return entry.feature == "country" and name.replace(".", "").isupper()
    if body and entry.kind is NameKind.OWN:
        return True
    return entry.feature in GOVERNING or (entry.feature == "county" and " " in name) or entry.population >= KNOWN_CITY


def _acts(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words stand for who acts or is acted upon, not for where: no preposition of place before them."""
    head = next((i for i in range(first, last + 1) if not first <= sentence.tokens[i].head <= last), last)
    cases = {t.text.lower() for t in sentence.tokens if t.head == head and t.relation == "case"}
    if cases & WHERE:
        return False
    sides = [side for act in sentence.acts for side in (*act.actors, *act.recipients, *act.speakers)]
    if any(low <= head <= high and high - low <= last - first + 2 for low, high in sides):
        return True
    return sentence.tokens[head].relation in ACTING - {"nmod:poss"} and head >= 0


def _dateline(analysis: Analysis, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """The place that a masked dateline begins with: "PRISTINA, Dec 9 (Reuters) -"."""
    text = analysis.article.text
    for mask in analysis.article.masked:
        if mask.reason is not MaskReason.DATELINE:
            continue
        words = mask.span.of(text)
        name = words.split("(")[0].split(",")[0].rstrip(" -–—:.")
        start = mask.span.start + len(words) - len(words.lstrip())
        entries = tuple(e for e in gazetteer.find(name) if e.kind is not NameKind.ADJECTIVE) if name.strip() else ()
        if entries:
            yield PlaceWords(Span(start, start + len(name.strip())), -1, -1, -1, "DATELINE", name.strip(), entries)
