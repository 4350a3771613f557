"""The one-to-one pairing of greatest sum (Kuhn 1955, in the O(n³) form with potentials)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_pairs(gains: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Row and column of each pair; the smaller side is paired completely."""
    if gains.size == 0:
        return []
    if gains.shape[0] > gains.shape[1]:
        return sorted((i, j) for j, i in best_pairs(gains.T))
    costs = gains.max() - gains
    rows, columns = costs.shape
    over_rows, over_columns = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of, before = np.zeros(columns + 1, int), np.zeros(columns + 1, int)
    for row in range(1, rows + 1):
        row_of[0], at = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, bool)
        while row_of[at]:
            used[at] = True
            own = row_of[at]
            slack = costs[own - 1] - over_rows[own] - over_columns[1:]
            better = ~used[1:] & (slack < least[1:])
            least[1:][better], before[1:][better] = slack[better], at
            free = np.flatnonzero(~used[1:]) + 1
            following = int(free[least[free].argmin()])
            step = least[following]
            over_rows[row_of[used]] += step
            over_columns[used] -= step
            least[~used] -= step
            at = following
        while at:
            row_of[at], at = row_of[before[at]], int(before[at])
    return sorted((int(row_of[j]) - 1, j - 1) for j in range(1, columns + 1) if row_of[j])
