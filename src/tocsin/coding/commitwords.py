"""The words of the commitments ledger, loaded and checked from `data/rules/commitments.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tocsin import datafiles
from tocsin.datafiles import Item
from tocsin.records import Deontic, Standing

Words = frozenset[str]
Phrases = tuple[str, ...]
CAP = "cap"  # a verb that sets a limit: what goes beyond it must not be
DEONTICS = tuple(Deontic)
KINDS = ("resolution", "treaty", "agreement", "ceasefire", "ruling", "law", "membership")
STANDINGS = tuple(Standing)


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """The lists of `commitments.yml`; those with sections turned round: word -> section."""

    instruments: Mapping[str, str]
    names: Mapping[str, str]
    issuers: Mapping[str, str]
    binding: Mapping[str, str]
    saying: Mapping[str, str]
    modal_words: Mapping[str, str]
    rights: Mapping[str, str]
    terms: Mapping[str, str]
    bounds: Mapping[str, str]
    outcomes: Mapping[str, str]
    outcome_nouns: Mapping[str, str]
    multipliers: Mapping[str, float]
    numbers: Mapping[str, float]
    under: Phrases
    only_with: Phrases
    in_return: Phrases
    only_named: Words
    only_of_courts: Words
    not_in_force: Words
    not_made: Words
    making: Words
    parts: Words
    giving: Words
    having: Words
    promising: Words
    committing: Words
    plain_objects: Words
    promise_nouns: Words
    carrying: Words
    hostile: Words
    empty: Words
    agreeing: Words
    sides: Words
    qualifying: Words
    unions: Words
    criteria: Words
    consents: Words
    consenting: Words
    needing: Words
    taking_up: Words
    for_somebody: Words
    mediations: Words
    mediating: Words
    outcome_prepositions: Words
    failing: Words
    charging: Words
    following: Words
    private: Words


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "instruments": KINDS,
    "names": KINDS,
    "issuers": KINDS,
    "binding": (*DEONTICS, CAP),
    "saying": (*DEONTICS, "told"),
    "modal_words": DEONTICS,
    "rights": DEONTICS,
    "terms": ("by", "before", "during"),
    "bounds": ("most", "least", "about"),
    "outcomes": STANDINGS,
    "outcome_nouns": STANDINGS,
}
NUMBERS = ("multipliers", "numbers")
PHRASES = ("under", "only_with", "in_return")


def load_commitment_words(folder: Path) -> CommitmentWords:
    """Load `commitments.yml`; raises DataError with file and line where a list, a section or a word is wrong."""
    whole = _item(folder / "commitments.yml")
    keys = [f.name for f in fields(CommitmentWords)]
    whole.keys_within(keys)
    lists: dict[str, Any] = {}
    for key in keys:
        if key not in whole.values:
            raise whole.error(f"the list '{key}' is missing")
        if key in SECTIONS:
            lists[key] = _turned(whole, key)
        elif key in NUMBERS:
            lists[key] = _numbers(whole, key)
        else:
            words = whole.words(key)
            lists[key] = words if key in PHRASES else frozenset(words)
    return CommitmentWords(**lists)


def _item(path: Path) -> Item:
    data = datafiles.load(path)
    if not isinstance(data, dict):
        raise Item(path, 1, {}).error(f"must be a mapping of lists, found {type(data).__name__}")
    return Item(path, data["__line__"], datafiles.strip_lines(data), data)


def _section(whole: Item, key: str) -> Item:
    inner = whole.numbered.get(key)
    if not isinstance(inner, dict):
        raise whole.error(f"'{key}' must hold lists by name, found {inner!r}")
    return Item(whole.path, inner["__line__"], datafiles.strip_lines(inner), inner)


def _turned(whole: Item, key: str) -> Mapping[str, str]:
    """word -> the section it stands in; a word of two sections is an error, for nobody could say which holds."""
    section = _section(whole, key)
    section.keys_within(SECTIONS[key])
    result: dict[str, str] = {}
    for name in section.values:
        for word in section.words(name):
            if result.setdefault(word, name) != name:
                raise section.error(f"'{word}' stands under '{result[word]}' and '{name}' of '{key}'")
    return MappingProxyType(result)


def _numbers(whole: Item, key: str) -> Mapping[str, float]:
    section = _section(whole, key)
    for word, value in section.values.items():
        if not isinstance(word, str) or isinstance(value, bool) or not isinstance(value, int | float):
            raise section.error(f"'{key}' must map words to numbers, found {word!r}: {value!r}")
    return MappingProxyType({word: float(value) for word, value in section.values.items()})
