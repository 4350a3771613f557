"""BIO labels to spans: the best sequence in which every I- follows its own B- or I- (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class BioDecoder:
    """Decodes batches of label scores for one label set."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._begin = np.array([i for i, x in enumerate(labels) if x.startswith("B-")])
        self._inside = np.array([self.labels.index("I-" + labels[i][2:]) for i in self._begin])
        self._others = np.array([i for i, x in enumerate(labels) if not x.startswith("I-")])

    def best(self, scores: Floats, lengths: Ints) -> list[list[int]]:
        """Best label ids of N sequences: scores N x W x L (higher is better), lengths N."""
        greedy = scores.argmax(-1)
        result: list[list[int]] = []
        for n, length in enumerate(lengths.tolist()):
            row = greedy[n, :length].tolist()
            result.append(row if self._legal(row) else self._viterbi(scores[n, :length]))
        return result

    def _legal(self, row: list[int]) -> bool:
        previous = "O"
        for i in row:
            label = self.labels[i]
            if label[0] == "I" and previous[1:] != label[1:]:
                return False
            previous = label
        return True

    def _viterbi(self, scores: Floats) -> list[int]:
        """One sequence: W x L; before an I- only its own B- or I- may stand."""
        total = scores[0].astype(np.float64)
        total[self._inside] = -1e9
        back = np.zeros(scores.shape, np.int64)
        for w in range(1, len(scores)):
            top = int(total.argmax())
            arrive = np.full(len(total), total[top])
            origin = np.full(len(total), top)
            own = np.where(total[self._begin] >= total[self._inside], self._begin, self._inside)
            arrive[self._inside], origin[self._inside] = total[own], own
            back[w] = origin
            total = arrive + scores[w]
        path = [int(total.argmax())]
        for w in range(len(scores) - 1, 0, -1):
            path.append(int(back[w, path[-1]]))
        return path[::-1]

    def spans(self, row: Sequence[int]) -> list[tuple[str, int, int]]:
        """(type, first, last) of a legal label sequence."""
        found: list[tuple[str, int, int]] = []
        for i, label_id in enumerate(row):
            label = self.labels[label_id]
            if label[0] == "B":
                found.append((label[2:], i, i))
            elif label[0] == "I":
                kind, first, _ = found[-1]
                found[-1] = (kind, first, i)
        return found
