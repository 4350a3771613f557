"""The words of a name: how they are cut out of a text, normalised, compared and brought into the plural."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from anyascii import anyascii

WORD = re.compile(r"\d[\d.,]*\d|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*\+?['’]?|[,;:()/–—-]")
IRREGULAR = MappingProxyType(
    {
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "persons",
        "wife": "wives",
        "thief": "thieves",
        "staff": "staff",
        "police": "police",
        "personnel": "personnel",
    }
)


class Case(StrEnum):
    """How a name must be written to be itself: any way, with a capital ("Kfor"), or in capitals ("WHO", not "who")."""

    ANY = "any"
    CAPITAL = "capital"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text: its normalised form, how it is written and where. `owner`: it ends in an apostrophe."""

    norm: str
    text: str
    start: int
    end: int
    owner: bool

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.norm


@lru_cache(maxsize=65536)
def normalise(text: str) -> tuple[str, bool]:
    """A word in lower-case ASCII without full stops and apostrophes, and whether it had a possessive ending."""
    straight = text.replace("’", "'")
    owner = straight.endswith(("'s", "'S", "'"))
    if owner:
        straight = straight.rstrip("'") if straight.endswith("'") else straight[:-2]
    plain = straight if straight.isascii() else anyascii(straight)
    return "".join(char for char in plain.lower() if char.isalnum() or char == "+"), owner


def words_of(text: str) -> list[Word]:
    """The words and marks of a text with their offsets; hyphens split words and stay as marks."""
    found = []
    for match in WORD.finditer(text):
        norm, owner = normalise(match[0])
        found.append(Word(norm, match[0], match.start(), match.end(), owner))
    return found


def name_key(name: str) -> str:
    """The form under which a name is looked up: "Côte d'Ivoire" -> "cote divoire"."""
    return " ".join(word.norm for word in words_of(name) if not word.mark)


def case_of(name: str) -> Case:
    """How strictly a name's capitals must be kept."""
    letters = [char for char in name if char.isalpha()]
    if 0 < len(letters) <= 3 and all(char.isupper() for char in letters):
        return Case.UPPER
    return Case.CAPITAL if any(char.isupper() for char in letters) else Case.ANY


def plural(noun: str) -> str:
    """The plural of a role: its last word's, or the first's before "of", "for" and "in" ("chiefs of police")."""
    for preposition in (" of ", " for ", " in ", " to ", "-in-"):
        head, found, rest = noun.partition(preposition)
        if found:
            return plural(head) + found + rest
    start = max(noun.rfind(" "), noun.rfind("-")) + 1
    return noun[:start] + _plural_word(noun[start:])


def _plural_word(word: str) -> str:
    for singular, many in IRREGULAR.items():
        if word == singular or (singular in ("man", "woman") and word.endswith(singular)):
            return word.removesuffix(singular) + many
    if word.isupper():
        return word + "s"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(s|x|ch|sh|z)$", word):
        return word + "es"
    return word + "s"
