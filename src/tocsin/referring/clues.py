"""What speaks for and against two nominals naming the same: clues of an anaphor, of a candidate, of both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.referring.nominals import NOBODY, REFLEXIVE, Nominal

_NEAR = (0, 1, 2, 3, 5, 8, 12)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the two nominals: who speaks in each quoted stretch, and how often each head was named."""

    speakers: dict[int, tuple[int, int]]  # quoted stretch -> place of its speaker
    named: dict[str, int]  # lower-case head word -> how often it stands in the article
    alike: Mapping[str, frozenset[str]]  # noun -> nouns that may take it up: "report" -> document, paper
    sources: tuple[tuple[int, int], ...]  # who speaks, in text order
    speaking: frozenset[tuple[int, int]]
    told_by: Mapping[tuple[int, int], tuple[int, int]]  # what stands in indirect speech -> who speaks
    at: Mapping[tuple[int, int], int]  # sentence and head word -> which nominal stands there
    index: Mapping[str, Sequence[int]]  # words, initials, names and countries -> the nominals that have them


def anaphor_clues(one: Nominal, setting: Setting) -> Iterator[str]:
    """Clues for whether a nominal takes up anything at all."""
    shape = _shape(one)
    yield f"new {shape}"
    yield f"new {shape} {one.definite} {one.role}"
    yield f"new {one.lemma}" if one.kind == "pronoun" else f"new {one.sort} {one.number}"
    yield f"new several {one.several} {one.number}"
    yield f"new again {min(3, setting.named.get(one.lemma, 0))} {one.kind}"
    yield f"new early {one.sentence < 2} {one.kind} {one.definite}"
    yield f"new size {min(4, len(one.words))} {one.kind} {one.definite}"


def pair_clues(one: Nominal, other: Nominal, between: int, setting: Setting) -> list[str]:
    """Clues for whether `one` takes up the earlier `other`; `between` counts the nominals that stand between."""
    shape, earlier = _shape(one), _shape(other)
    apart = one.sentence - other.sentence
    far = _step(apart)
    kind = one.kind
    pronoun = one.lemma if kind == "pronoun" else kind
    clues = [
        f"pair {pronoun} {earlier}",
        f"far {pronoun} {far}",
        f"far {shape} {earlier} {far}",
        f"between {kind} {_step(between)}",
        f"first {kind} {other.role} {far}",
        f"roles {kind} {one.role} {other.role} {apart == 0}",
        f"number {kind} {one.number} {other.number} {other.sort}",
        f"gender {kind} {one.gender} {other.gender} {other.sort}",
        f"acts {one.acts} {other.acts} {kind} {other.sort} {other.number}",
        f"sorts {kind} {one.sort} {other.sort}",
        f"labels {kind} {one.label} {other.label}",
        f"definite {kind} {one.definite} {other.definite} {other.kind}",
        f"persons {one.person} {other.person} {other.kind}",
    ]
    if kind != "pronoun" and other.kind != "pronoun":
        clues += _words(one, other, setting)
    if one.identity is not NOBODY and other.identity is not NOBODY:
        clues += _identities(one, other)
    if not apart:
        clues += _syntax(one, other)
    clues += _quotes(one, other, setting, shape)
    if other.headline:
        clues.append(f"headline {kind} {other.kind}")
    if kind == "pronoun" and other.kind == "pronoun":
        clues.append(f"pronouns {one.lemma} {other.lemma} {far}")
    if kind != "pronoun":
        clues.append(f"named {min(3, setting.named.get(other.lemma, 0))} {kind} {other.kind}")
    else:
        clues.append(f"salient {min(4, setting.named.get(other.lemma, 0))} {other.kind} {far}")
    return clues


def _identities(one: Nominal, other: Nominal) -> Iterator[str]:
    """Whom the registry reads in the two: the same one, somebody of the same country, or of another."""
    mine, theirs = one.identity, other.identity
    kinds = f"{one.kind} {other.kind} {one.sort} {other.sort}"
    if mine.name and theirs.name:
        yield f"identity {mine.name == theirs.name} {kinds}"
    if mine.country and theirs.country:
        yield f"country {mine.country == theirs.country} {kinds}"
    if mine.sectors and theirs.sectors:
        shared = bool(set(mine.sectors) & set(theirs.sectors))
        yield f"sectors {shared} {kinds}"
        if mine.country and theirs.country:
            yield f"office {shared} {mine.country == theirs.country} {kinds}"


def _words(one: Nominal, other: Nominal, setting: Setting) -> Iterator[str]:
    """What the two phrases share in words."""
    mine, theirs = set(one.words), set(other.words)
    head = one.lemma == other.lemma
    kinds = f"{one.kind} {other.kind}"
    yield f"head {head} {kinds}"
    yield f"same {one.words == other.words} {kinds}"
    yield f"inside {mine <= theirs} {theirs <= mine} {kinds} {head}"
    if head:
        yield f"modified {bool(mine - theirs)} {bool(theirs - mine)} {kinds} {one.definite} {other.definite}"
        yield f"head number {one.number == other.number} {kinds}"
    yield f"head in {one.lemma in theirs} {other.lemma in mine} {kinds} {one.definite}"
    yield f"acronym {acronym(one, other)} {kinds}"
    yield f"alike {other.lemma in setting.alike.get(one.lemma, ())} {kinds} {one.definite}"
    yield f"sector word {one.lemma} {','.join(other.identity.sectors)} {other.label}"
    yield f"lemmas {one.lemma} {other.label if other.label else other.lemma}"


def acronym(one: Nominal, other: Nominal) -> bool:
    """Whether one of two names is made of the other's initials."""
    short, long = (other, one) if len(other.words) < len(one.words) else (one, other)
    if len(short.words) != 1 or len(long.words) < 2 or not 2 <= len(short.lemma) <= 6:
        return False
    return short.words[0].replace(".", "") == _initials(long.words)


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "de", "la"))


def _syntax(one: Nominal, other: Nominal) -> Iterator[str]:
    """How two nominals of one sentence stand to each other."""
    same_verb = one.verb == other.verb
    reflexive = one.lemma in REFLEXIVE
    yield f"one verb {same_verb} {reflexive} {one.role} {other.role} {one.kind}"
    first, last = other.whole
    yield f"within {first <= one.mention.head <= last} {one.role} {one.kind}"


def _quotes(one: Nominal, other: Nominal, setting: Setting, shape: str) -> list[str]:
    """Who speaks in quotation marks says "I"; whom a speaker calls "he" is seldom himself."""
    together, quoted, earlier = one.quote == other.quote, one.quote >= 0, other.quote >= 0
    here, there = one.place, other.place
    source, before = here in setting.speaking, there in setting.speaking
    at = bisect_left(setting.sources, here)
    last = setting.sources[at - 1] if at else None
    teller = setting.told_by.get(here)
    clues = [f"quotes {one.person} {quoted} {earlier} {together} {one.kind}"]
    if quoted:
        clues.append(f"speaks {setting.speakers.get(one.quote) == there} {one.person} {one.number} {one.kind}")
    clues += (
        f"source {source} {before} {there == last} {shape}",
        f"told by {teller is not None} {teller == there} {quoted} {shape} {one.role}",
        f"told together {teller is not None} {teller == setting.told_by.get(there)} {one.kind}",
    )
    if earlier and not together:
        clues.append(f"spoke {setting.speakers.get(other.quote) == here} {other.person} {one.kind}")
    return clues


def _shape(one: Nominal) -> str:
    if one.kind == "pronoun":
        return f"{one.person}{one.number}{one.gender}"
    return f"{one.kind}-{one.label or one.sort}-{one.number}"


def _step(number: int) -> int:
    return bisect_left(_NEAR, number)


def keys(one: Nominal) -> Iterator[str]:
    """What a nominal can be found again by: its words, its head, its initials, whom the registry reads in it."""
    if one.kind == "pronoun":
        return
    yield from (f"w {word}" for word in one.words)
    yield f"l {one.lemma}"
    if len(one.words) > 1:
        yield f"a {_initials(one.words)}"
    if one.identity.name:
        yield f"n {one.identity.name}"
    if one.identity.country:
        yield f"c {one.identity.country}"


def indexed(found: Sequence[Nominal]) -> dict[str, list[int]]:
    """Which nominals have a key, in text order."""
    table: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        for key in keys(one):
            table.setdefault(key, []).append(at)
    return table


def named(found: Sequence[Nominal]) -> dict[str, int]:
    """How often each head word is named."""
    counts: dict[str, int] = {}
    for one in found:
        if one.kind != "pronoun":
            counts[one.lemma] = counts.get(one.lemma, 0) + 1
    return counts
