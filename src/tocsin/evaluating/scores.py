"""What scoring counts, and the figures that follow from the counts. All figures are fractions of 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

Row = dict[str, object]
Record = Callable[[Row], None]


def ignore(row: Row) -> None:
    """Keep no prediction."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, and how many items were predicted and how many are gold."""

    tp: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 0 where nothing was predicted."""
        return ratio(self.tp, self.predicted)

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 where there is no gold."""
        return ratio(self.tp, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return ratio(2 * self.tp, self.predicted + self.gold)

    def row(self) -> Row:
        """Figures and counts, as `--json` prints them."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "tp": self.tp,
            "predicted": self.predicted,
            "gold": self.gold,
        }


def matched(predicted: Collection[Hashable], gold: Collection[Hashable]) -> Counts:
    """Counts of exact matches; an item given twice counts once."""
    one, other = set(predicted), set(gold)
    return Counts(len(one & other), len(one), len(other))


def by_class(gold: Sequence[str], predicted: Sequence[str], *, none: str | None = None) -> dict[str, Counts]:
    """Counts of each class that gold or prediction names, item by item; `none` is no class."""
    both, one, other = Counter(zip(gold, predicted, strict=True)), Counter(predicted), Counter(gold)
    return {c: Counts(both[c, c], one[c], other[c]) for c in sorted({*gold, *predicted} - {none})}


def macro_f1(classes: Mapping[str, Counts]) -> float:
    """The mean of the f1 of the classes that gold has; 0 where it has none."""
    scores = [counts.f1 for counts in classes.values() if counts.gold]
    return sum(scores) / len(scores) if scores else 0.0


def ratio(part: int, whole: int) -> float:
    """`part / whole`, 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0
