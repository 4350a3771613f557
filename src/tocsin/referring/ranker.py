"""Scores an anaphor's candidates: a small network over clues, each clue a row that is added up (mention ranking,
Denis & Baldridge 2008; the chance of taking up nothing is one more candidate)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import DataError

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Ranker:
    """`rows` maps a clue to its row of `table` (clues x hidden); hidden units are rectified and weighed by `out`."""

    rows: dict[str, int]
    table: Floats
    bias: Floats
    out: Floats

    def scores(self, candidates: Sequence[Sequence[str]]) -> list[float]:
        """One score a candidate, higher is likelier; clues that training never saw add nothing."""
        known = [[self.rows[c] for c in clues if c in self.rows] for clues in candidates]
        hidden = np.tile(self.bias, (len(candidates), 1))
        filled = [i for i, rows in enumerate(known) if rows]
        if filled:
            starts = np.cumsum([0, *(len(known[i]) for i in filled[:-1])])
            hidden[filled] += np.add.reduceat(self.table[[row for rows in known for row in rows]], starts)
        return [float(x) for x in np.maximum(hidden, 0) @ self.out]


def load_ranker(path: Path) -> Ranker:
    """Load `references.npz`; raises DataError where it is missing or damaged."""
    try:
        data = np.load(path)
        names = [str(n) for n in data["clues"]]
        scale = data["scale"].astype(np.float32)
        table = data["table"].astype(np.float32) * scale
        return Ranker({n: i for i, n in enumerate(names)}, table, data["bias"], data["out"])
    except FileNotFoundError as error:
        raise DataError(f"{path}: the weights of the references are missing; reinstall tocsin") from error
    except (ValueError, KeyError, OSError) as error:
        raise DataError(f"{path}: not the weights of the references; run training/references.py") from error
