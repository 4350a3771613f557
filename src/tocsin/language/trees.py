"""Dependency trees from arc scores: the greedy choice where it is a tree, else the best tree.

The best single-rooted tree is found by Chu-Liu/Edmonds on the scores (Chu & Liu 1965; Edmonds 1967), trying each
root the greedy choice proposes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def heads(scores: Scores) -> list[int]:
    """Head of each of n words from n x (n+1) scores; column 0 is the root, and 0 in the result means root."""
    greedy: list[int] = scores.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    n = len(greedy)
    best: list[int] = []
    best_total = -np.inf
    candidates = [i for i, h in enumerate(greedy) if h == 0] or [int(scores[:, 0].argmax())]
    for root in candidates[:4]:
        square = np.full((n + 1, n + 1), -1e9, np.float64)
        square[1:, :] = scores
        square[1:, 0] = -1e9
        square[root + 1, :] = -1e9
        square[root + 1, 0] = scores[root, 0]
        tree = _edmonds(square)
        total = float(sum(square[i, tree[i]] for i in range(1, n + 1)))
        if total > best_total:
            best, best_total = tree[1:], total
    return best


def is_tree(heads: list[int]) -> bool:
    """Whether 1-based heads (0 = root) form a tree with exactly one root."""
    if heads.count(0) != 1:
        return False
    state = [0] * (len(heads) + 1)  # 0 unseen, 1 on the path, 2 reaches the root
    state[0] = 2
    for start in range(1, len(heads) + 1):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node - 1]
        if state[node] == 1:
            return False
        for seen in path:
            state[seen] = 2
    return True


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Best arborescence rooted at 0: `scores[dependent, head]`."""
    size = len(scores)
    masked = scores.copy()
    np.fill_diagonal(masked, -1e18)
    head = masked.argmax(1)
    head[0] = 0
    cycle = _cycle(head)
    if not cycle:
        return [int(h) for h in head]
    inside = np.zeros(size, bool)
    inside[cycle] = True
    rest = [i for i in range(size) if not inside[i]]
    kept = {old: new for new, old in enumerate(rest)}
    joined = len(rest)
    smaller = np.full((joined + 1, joined + 1), -1e18)
    smaller[:joined, :joined] = masked[np.ix_(rest, rest)]
    cycle_scores = np.array([masked[i, head[i]] for i in cycle])
    entering = masked[np.ix_(cycle, rest)] - cycle_scores[:, None]
    leaving = masked[np.ix_(rest, cycle)]
    smaller[joined, :joined] = entering.max(0)
    smaller[:joined, joined] = leaving.max(1)
    solved = _edmonds(smaller)
    result = [int(h) for h in head]
    for old in rest[1:] if rest[0] == 0 else rest:
        above = solved[kept[old]]
        result[old] = cycle[int(leaving[kept[old]].argmax())] if above == joined else rest[above]
    broken = solved[joined]
    result[cycle[int(entering[:, broken].argmax())]] = rest[broken]
    return result


def _cycle(head: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle, empty where there is none."""
    state = [0] * len(head)
    for start in range(1, len(head)):
        node, path = start, []
        while node != 0 and state[node] == 0:
            state[node] = start
            path.append(node)
            node = int(head[node])
        if node != 0 and state[node] == start and node in path:
            return path[path.index(node) :]
    return []
