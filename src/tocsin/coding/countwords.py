"""The words the counting rules know, loaded and checked from `data/rules/counts.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from tocsin import datafiles
from tocsin.coding.numbers import NumberWords
from tocsin.datafiles import Item
from tocsin.errors import DataError

Words = frozenset[str]
KIND_KEYS = ("verbs", "subjects", "nouns", "counted", "states", "none", "acts")
PHRASES = ("at_least", "at_most", "about", "or_more")


@dataclass(frozen=True, slots=True)
class KindWords:
    """The kinds that each word of a list tells: "kill" among the verbs tells of the dead. `phrasal` has the verbs of
    several words by their first, each with the others: "gun" with "down".
    """

    verbs: Mapping[str, tuple[str, ...]]
    subjects: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    none: Mapping[str, tuple[str, ...]]
    acts: Mapping[str, tuple[str, ...]]
    phrasal: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Words that tell of harmed people together with others."""

    fatal_verbs: Words
    fatal_words: Words
    moving_verbs: Words
    moving_words: Words
    homes: Words
    tolls: Words
    totals: Words
    lives: Words
    losing: Words


@dataclass(frozen=True, slots=True)
class BondWords:
    """Words that bind harmed people to the act that harmed them."""

    harms: Words
    persons: Words
    crowds: Words
    deferring: Words
    suffered: Words
    loosely: Words
    within: Words
    when: Words
    attackers: Words


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words for the forces and the crowds that an actor counts as his own."""

    forces: Words
    bodies: Words
    lending: Words
    joins: Words
    draws: Words
    crowd: Words


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Words that decide what the number in a phrase counts."""

    groups: Words
    mass: Words
    things: Words
    inclusive: Words
    nobody: Words
    anybody: Words
    persons: Words
    endings: Words
    sizes: Words
    ages: Words


@dataclass(frozen=True, slots=True)
class CountWords:
    """The sections of `counts.yml`."""

    kinds: KindWords
    tellings: TellingWords
    bonds: BondWords
    own: OwnWords
    squad: int
    phrases: PhraseWords
    numbers: NumberWords


Section = TypeVar("Section", TellingWords, BondWords, OwnWords, PhraseWords)


def load_count_words(folder: Path) -> CountWords:
    """Load `counts.yml`; raises DataError with file and line where a key is unknown or missing or a value is wrong."""
    path = folder / "counts.yml"
    top = _item(path, datafiles.load(path))
    top.keys_within([f.name for f in fields(CountWords)])
    return CountWords(
        kinds=_kinds(top.items("kinds")),
        tellings=_lists(top, "tellings", TellingWords),
        bonds=_lists(top, "bonds", BondWords),
        own=_lists(top, "own", OwnWords),
        squad=_whole(top, "squad", top.values.get("squad")),
        phrases=_lists(top, "phrases", PhraseWords),
        numbers=_numbers(_section(top, "numbers")),
    )


def _item(path: Path, data: object) -> Item:
    if not isinstance(data, dict):
        raise DataError(f"{path.name}:1: must be a mapping, found {type(data).__name__}")
    return Item(path, data["__line__"], datafiles.strip_lines(data), data)


def _section(top: Item, name: str) -> Item:
    inner = top.numbered.get(name)
    if not isinstance(inner, dict):
        raise top.error(f"the section '{name}' must be a mapping, found {inner!r}")
    return _item(top.path, inner)


def _kinds(items: list[Item]) -> KindWords:
    found: dict[str, dict[str, tuple[str, ...]]] = {key: {} for key in KIND_KEYS}
    for item in items:
        item.keys_within(("kind", *KIND_KEYS))
        kind = item.text("kind")
        for key in KIND_KEYS:
            for word in item.words(key):
                if word in found[key] and key not in ("none", "acts"):
                    raise item.error(f"'{word}' tells of '{found[key][word][0]}' already; leave it under one kind")
                found[key][word] = (*found[key].get(word, ()), kind)
    phrasal: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for verb, kinds in found["verbs"].items():
        first, _, rest = verb.partition(" ")
        if rest:
            phrasal[first] = (*phrasal.get(first, ()), (rest, kinds))
    tables = {key: MappingProxyType(words) for key, words in found.items()}
    return KindWords(**tables, phrasal=MappingProxyType(phrasal))


def _lists(top: Item, section: str, kind: type[Section]) -> Section:
    """A section whose keys are lists of words."""
    item = _section(top, section)
    names = [f.name for f in fields(kind)]
    item.keys_within(names)
    for name in names:
        if not item.words(name):
            raise item.error(f"'{name}' is missing; give it a list of words")
    return kind(**{name: frozenset(item.words(name)) for name in names})


def _numbers(item: Item) -> NumberWords:
    names = [f.name for f in fields(NumberWords)]
    item.keys_within(names)
    tables: dict[str, Any] = {name: _table(item, name) for name in names if name not in PHRASES}
    phrases: dict[str, Any] = {name: tuple(tuple(p.split()) for p in item.words(name)) for name in PHRASES}
    return NumberWords(**tables, **phrases)


def _table(item: Item, name: str) -> Mapping[str, int]:
    values = item.values.get(name)
    if not isinstance(values, dict):
        raise item.error(f"'{name}' must give each word its number, found {values!r}")
    return MappingProxyType({str(word): _whole(item, str(word), value) for word, value in values.items()})


def _whole(item: Item, name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise item.error(f"'{name}' must be a whole number from 1 on, found {value!r}")
    return value
