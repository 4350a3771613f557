"""Place names as they are compared: without accents, marks and case, in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

_WORDS = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"['’ʼʻ`´]")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern upper lower inner outer central mainland occupied rural".split()
)
SETTLED = frozenset(
    "city town village suburb suburbs township borough municipality metro downtown greater metropolitan old "
    "suburban".split()
)
DIVIDED = frozenset(
    "district province state region republic governorate oblast prefecture division department territory county "
    "parish area".split()
)
SHAPED = frozenset("valley peninsula coast island islands strip border".split())
_AROUND = DIRECTIONS | SETTLED | DIVIDED | SHAPED | {"the", "of"}


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The form under which a name is stored and looked up: `Željezno Polje` and `Zeljezno Polje` are one.

    "St.", "Mt." and "Ft." before another word are written out; dots inside abbreviations vanish ("U.S." is `us`).
    """
    plain = _APOSTROPHES.sub("", anyascii(_POSSESSIVE.sub("", name))).lower()
    words = _WORDS.findall(re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", plain))
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(words)


def shorter(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Keys of a name without nouns and directions around it, the longest first, each with the words taken off:
    "northern Helmand province" gives `helmand province` and `helmand`.
    """
    words = key(name).split()
    count = len(words)
    for size in range(count - 1, 0, -1):
        for first in range(count - size, -1, -1):
            off = [*words[:first], *words[first + size :]]
            if all(word in _AROUND for word in off):
                yield " ".join(words[first : first + size]), frozenset(off)
