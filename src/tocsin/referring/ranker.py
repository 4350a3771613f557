"""Scores an anaphor's candidates: a small network over clues, each clue a row that is added up (mention ranking,
Denis & Baldridge 2008; the chance of taking up nothing is one more candidate)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
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
        find = self.rows.get
        known = [[row for row in map(find, clues) if row is not None] for clues in candidates]
        hidden = np.repeat(self.bias[None], len(candidates), 0)
        filled = [i for i, rows in enumerate(known) if rows]
        if filled:
            starts = [0, *accumulate(len(known[i]) for i in filled[:-1])]
            hidden[filled] += np.add.reduceat(self.table[list(chain.from_iterable(known))], starts)
        scores: list[float] = (np.maximum(hidden, 0) @ self.out).tolist()
        return scores


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
