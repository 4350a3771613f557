"""How many: numbers in words and figures at a participant, with low and high."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin import datafiles
from tocsin.coding.tree import Tree
from tocsin.records import Count, Mention

_RANGE = re.compile(r"^(\d+)\s*[-–]\s*(\d+)$")


@dataclass(frozen=True, slots=True)
class CountWords:
    """The words of `counts.yml`: kinds by lemma, values of number words, bounds."""

    kinds: Mapping[str, str]
    kind_nouns: Mapping[str, str]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int | None]
    units: frozenset[str]
    none: frozenset[str]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]


def load_count_words(folder: Path) -> CountWords:
    """Load `counts.yml`."""
    data = datafiles.mapping(folder / "counts.yml")
    turned = {w: kind for kind, ws in data["kinds"].items() for w in ws}
    nouns = {w: kind for kind, ws in data["kind_nouns"].items() for w in ws}
    return CountWords(turned, nouns, data["numbers"], data["multipliers"], data["vague"],
                      frozenset(data["units"]), frozenset(data["none"]),
                      tuple(data["at_least"]), tuple(data["at_most"]))  # fmt: skip


def count(tree: Tree, words: CountWords, trigger: int, mention: Mention, side: str) -> Count | None:
    """The number a participant stands in, None where none is told or the act counts nothing."""
    kind = words.kinds.get(tree.lemma(trigger)) or words.kind_nouns.get(tree.lemma(mention.head))
    if kind is None or tree.label(mention.head) in ("GPE", "ORG", "PER", "LOC"):
        return None
    if tree.lemma(mention.head) in words.units:
        return None
    bounds = _bounds(tree, words, mention)
    return Count(kind, side, bounds[0], bounds[1], mention.span) if bounds else None


def _bounds(tree: Tree, words: CountWords, mention: Mention) -> tuple[int, int | None] | None:
    if tree.tokens[mention.first].text.lower() in words.none:
        return 0, 0
    text = " ".join(t.text.lower() for t in tree.tokens[max(0, mention.first - 3) : mention.head + 1])
    value = _value([t.text.lower() for t in tree.tokens[mention.first : mention.head + 1]], words)
    if value is None:
        vague = next((words.vague[t] for t in text.split() if words.vague.get(t) is not None), None)
        if vague is not None:
            return vague, None
        plural = "Number=Plur" in tree.tokens[mention.head].features
        article = tree.tokens[mention.first].text.lower() in ("a", "an")
        return (1, 1) if article and not plural else None
    low, high = value
    if any(text.find(w) >= 0 for w in words.at_least):
        return low, None
    if any(text.find(w) >= 0 for w in words.at_most):
        return 0, high
    return low, high


def _value(texts: list[str], words: CountWords) -> tuple[int, int] | None:
    """The value of the leading number words or figures of a phrase."""
    total, current, seen = 0, 0, False
    for text in texts:
        figure = text.replace(",", "")
        if match := _RANGE.match(figure):
            return int(match.group(1)), int(match.group(2))
        if figure.isdigit() and len(figure) < 10:
            current, seen = int(figure), True
        elif text in words.numbers and text not in ("a", "an"):
            current, seen = current + words.numbers[text], True
        elif text in words.multipliers and seen:
            total, current = total + current * words.multipliers[text], 0
        elif seen and text not in ("-", "and"):
            break
    return (total + current, total + current) if seen else None
