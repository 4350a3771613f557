"""The chains of an article: nominals that name the same, each linked to the candidate that ranks highest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.referring.clues import Setting, acronym, anaphor_clues, keys, pair_clues
from tocsin.referring.nominals import GROUP, PERSONAL, REFLEXIVE, THING, Nominal
from tocsin.referring.ranker import Ranker

NEAR = 5  # sentences that a pronoun reaches back, THINGS one that may stand for a thing
THINGS = 2
LATEST = 6  # nominals with one key that are looked at
REACH = 14  # nominals that a definite noun reaches back where no word is shared


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier nominal with the clues for it."""

    place: int
    clues: Sequence[str]


def candidates(
    found: Sequence[Nominal], at: int, setting: Setting, *, fits: Callable[[int], bool] = lambda place: True
) -> list[Candidate]:
    """Every earlier nominal that the one `at` may take up, nearest first, among those that fit."""
    one = found[at]
    may = _may_pronoun if one.kind == "pronoun" else _may_name if one.kind in ("name", "joined") else _may_noun
    kept = []
    for j in _earlier(found, at, setting):
        other = found[j]
        if fits(j) and may(one, other, at - j, setting) and not _barred(one, other):
            kept.append(Candidate(j, pair_clues(one, other, at - j - 1, setting)))
    return kept


def _earlier(found: Sequence[Nominal], at: int, setting: Setting) -> list[int]:
    """Nominals worth a look, nearest first: all near ones, and of those further back what shares a key."""
    one = found[at]
    if one.kind == "pronoun":
        near = at
        while near and one.sentence - found[near - 1].sentence <= NEAR:
            near -= 1
        return list(range(at - 1, near - 1, -1))
    looked = set(range(max(0, at - REACH), at))
    shared = [*keys(one), *(f"l {noun}" for noun in setting.alike.get(one.lemma, ()))]
    if len(one.words) == 1:
        shared.append(f"a {one.words[0].replace('.', '')}")
    for key in shared:
        places = setting.index.get(key, ())
        looked.update(places[max(0, bisect_left(places, at) - LATEST) : bisect_left(places, at)])
    return sorted(looked, reverse=True)


def _may_pronoun(one: Nominal, other: Nominal, between: int, setting: Setting) -> bool:
    """Whether a pronoun may take up a nominal, by gender, person and what it can stand for."""
    if other.sort == THING and other.kind == "noun" and one.sentence - other.sentence > THINGS:
        return False
    if one.gender in ("m", "f"):
        if other.gender not in ("?", one.gender) and other.sort != "?":
            return False
        return other.sort not in (THING, GROUP) or other.kind == "noun"
    return not (one.gender == "n" and other.gender in ("m", "f") and other.kind == "pronoun")


def _may_name(one: Nominal, other: Nominal, between: int, setting: Setting) -> bool:
    """A name takes up what shares a word with it, its acronym, or whom the registry reads as the same."""
    if other.kind == "pronoun":
        return between <= 3
    if set(one.words) & set(other.words) or acronym(one, other):
        return True
    mine, theirs = one.identity, other.identity
    if mine.name and mine.name == theirs.name:
        return True
    same = mine.country is not None and mine.country == theirs.country
    return same and bool(mine.sectors) and mine.sectors == theirs.sectors


def _may_noun(one: Nominal, other: Nominal, between: int, setting: Setting) -> bool:
    """A noun takes up its own head, a noun like it, and, if it is definite, a near party of its sort."""
    if other.kind == "pronoun":
        return between <= 3 and one.definite == "the"
    if one.lemma == other.lemma or one.lemma in other.words:
        return True
    if one.definite not in ("the", "poss") and not one.names:
        return bool(one.names & other.names)
    if other.lemma in setting.alike.get(one.lemma, ()) or (
        one.identity.country and one.identity.country == other.identity.country
    ):
        return True
    return one.sort in (PERSONAL, GROUP) and other.sort in (one.sort, "?", GROUP) and between <= REACH


def _barred(one: Nominal, other: Nominal) -> bool:
    """Whether grammar keeps two nominals of one sentence from naming the same."""
    if one.sentence != other.sentence:
        return False
    low, high = one.whole
    if one.place == other.place or (one.kind != "pronoun" and low <= other.mention.head <= high):
        return True  # a phrase does not name what stands inside it
    if one.kind != "pronoun" or one.lemma in REFLEXIVE or one.role == "possessive" or one.verb != other.verb:
        return False
    sides = ("subject", "object", "oblique")
    return other.role in sides[:2] and one.role in sides and other.role != one.role


def link(found: Sequence[Nominal], setting: Setting, ranker: Ranker) -> list[int | None]:
    """For each nominal the earlier one it takes up, None where it names something new.

    A phrase in apposition is what it stands beside, a surname or an acronym what was named in full; a chain whose
    gender is known takes no other.
    """
    linked: list[int | None] = []
    chain: list[int] = []  # of each nominal so far the number of its chain
    traits: dict[int, Traits] = {}
    for at, one in enumerate(found):
        before = _beside(found, at)
        if before is None:
            before = _named_again(found, at, setting)
        if before is None:
            options = candidates(found, at, setting, fits=lambda j: traits[chain[j]].fits(found[at]))  # noqa: B023
            scores = ranker.scores([tuple(anaphor_clues(one, setting)), *(c.clues for c in options)])
            best = scores.index(max(scores))
            before = options[best - 1].place if best else None
        linked.append(before)
        chain.append(at if before is None else chain[before])
        traits[chain[at]] = traits.get(chain[at], Traits()).joined(one)
    return linked


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a whole chain: its gender and its country, where its nominals tell."""

    gender: str = "?"
    country: str | None = None
    name: str | None = None
    names: frozenset[str] = frozenset()

    def fits(self, one: Nominal) -> bool:
        """Whether the nominal can be of the chain."""
        gender = one.gender if one.kind == "pronoun" or one.sort == PERSONAL else "?"
        if "?" not in (self.gender, gender) and self.gender != gender and "n" not in (self.gender, gender):
            return False
        if self.names and one.names and not self.names & one.names:
            return False
        if self.name and one.identity.name and self.name != one.identity.name:
            return False
        return not (self.country and one.identity.country and self.country != one.identity.country)

    def joined(self, one: Nominal) -> Traits:
        """The chain's traits with those of one more nominal."""
        gender = one.gender if self.gender in ("?", "n") and one.gender in ("m", "f") else self.gender
        name = self.name or one.identity.name
        return Traits(gender, self.country or one.identity.country, name, self.names | one.names)


def _named_again(found: Sequence[Nominal], at: int, setting: Setting) -> int | None:
    """The last nominal that names the same person by more or fewer of his names, or that an acronym is made of."""
    one = found[at]
    if one.kind == "pronoun" or not (one.names or (len(one.words) == 1 and one.kind == "name")):
        return None
    for j in _earlier(found, at, setting):
        other = found[j]
        if one.names and other.names and (one.names <= other.names or other.names <= one.names):
            return j
        if not one.names and (one.words[0] in other.names or acronym(one, other)):
            return j
    return None


def _beside(found: Sequence[Nominal], at: int) -> int | None:
    """The nominal that one stands in apposition to."""
    one = found[at]
    if one.same_as < 0:
        return None
    near = range(at - 1, max(-1, at - 12), -1)
    return next((i for i in near if found[i].place == (one.sentence, one.same_as) and found[i].kind != "joined"), None)


def chains(linked: Sequence[int | None]) -> Iterator[list[int]]:
    """The nominals of each chain in text order."""
    heads: dict[int, list[int]] = {}
    first: dict[int, int] = {}
    for at, before in enumerate(linked):
        root = at if before is None else first[before]
        first[at] = root
        heads.setdefault(root, []).append(at)
    yield from heads.values()
