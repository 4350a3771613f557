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
LEADING = frozenset(
    "the city town village district province state region republic county of greater downtown central north south "
    "east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern upper lower inner outer mainland occupied metropolitan suburban rural old".split()
)
TRAILING = frozenset(
    "city town village district province state region republic governorate oblast area valley peninsula coast border "
    "metro suburb suburbs municipality prefecture parish county island islands territory strip division department "
    "township borough airport".split()
)


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


def shorter(name: str) -> Iterator[str]:
    """Keys of a name without the nouns and directions around it, the longest first: "northern Helmand province"."""
    words = key(name).split()
    first, last = 0, len(words)
    while last - first > 1 and words[first] in LEADING:
        first += 1
        yield " ".join(words[first:last])
    first = 0
    while last - first > 1 and words[last - 1] in TRAILING:
        last -= 1
        yield " ".join(words[first:last])
        inner = first
        while last - inner > 1 and words[inner] in LEADING:
            inner += 1
            yield " ".join(words[inner:last])
