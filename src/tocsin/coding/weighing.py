"""How much each clue counts for a status: a log-linear model whose weights are data (`data/model/status.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import DataError
from tocsin.records import Status


@dataclass(frozen=True, slots=True)
class Weights:
    """Clue -> weight; a clue without a weight counts nothing. Made by `training/status.py`."""

    table: Mapping[str, float]

    def best(self, clues: Mapping[Status, Mapping[str, float]]) -> Status:
        """The status whose clues sum highest; of equals the first one named."""
        return max(clues, key=lambda status: self.total(clues[status]))

    def total(self, clues: Mapping[str, float]) -> float:
        """The weighted sum of a status's clues."""
        return sum(self.table.get(name, 0.0) * value for name, value in clues.items())


def load_weights(path: Path) -> Weights:
    """Load the weights; raises DataError where the file is missing or not a table of numbers."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Weights({str(name): float(value) for name, value in table.items()})
    except FileNotFoundError as error:
        raise DataError(f"{path}: the weights of the statuses are missing; reinstall tocsin") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a table of weights; run training/status.py") from error
