"""How alike two names sound: one form for the ways in which news agencies and translation machines spell a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

SPELT = (  # one sound a group; at last vowels that Arabic does not tell apart
    "c: schtsch shch tsch tch ch ts tz", "s: sch sh z", "h: kh", "g: gh", "f: ph", "t: th", "d: dh dj",
    "k: ck q", "v: w", "ks: x", "i: dsch dzh zh ee ie y j", "u: ou oo o", "a: e",
)  # fmt: skip
SOUNDS = MappingProxyType(
    {letters: same for group in SPELT for same, _, spelt in [group.partition(": ")] for letters in spelt.split()}
)
SPELLING = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
DOUBLED = re.compile(r"(.)\1+")
NEAR = 4  # a likeness in sound alone counts less than one in letters, by so much


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """How a normalised name sounds, roughly: "wladimir" and "vladimir", "hussein" and "husain" are one."""
    return DOUBLED.sub(r"\1", SPELLING.sub(lambda spelt: SOUNDS[spelt[0]], name))


@dataclass(frozen=True, eq=False, slots=True)
class Spellings:
    """Names and how they sound, side by side, by the first letter that their last words sound like."""

    names: Mapping[str, Sequence[str]]
    sounds: Mapping[str, Sequence[str]]

    def alike(self, name: str, *, cutoff: int) -> Iterator[tuple[str, float]]:
        """Names that are spelt or sound like this one, with how much (0 to 100), likest first."""
        own = sound(name)
        known = self.names.get(_initial(own), ())
        sounds = self.sounds.get(_initial(own), ())
        spelt = process.extract(name, known, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None)
        found = {place: score for _, score, place in spelt}
        for _, score, place in process.extract(own, sounds, scorer=fuzz.ratio, score_cutoff=cutoff + NEAR, limit=None):
            found[place] = max(found.get(place, 0.0), score - NEAR)
        for place, score in sorted(found.items(), key=lambda pair: -pair[1]):
            yield known[place], score


def spellings(names: Iterable[str]) -> Spellings:
    """Normalised names, sorted by how they sound."""
    buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in names:
        own = sound(name)
        buckets[_initial(own)].append((name, own))
    return Spellings(
        {initial: [name for name, _ in pairs] for initial, pairs in buckets.items()},
        {initial: [own for _, own in pairs] for initial, pairs in buckets.items()},
    )


def _initial(own: str) -> str:
    return own[own.rfind(" ") + 1 :][:1]
