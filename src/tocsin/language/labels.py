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
        rows = [row[:length].tolist() for row, length in zip(scores.argmax(-1), lengths.tolist(), strict=True)]
        wrong = [n for n, row in enumerate(rows) if not self._legal(row)]
        if wrong:
            for n, row in zip(wrong, self._viterbi(scores[wrong], lengths[wrong]), strict=True):
                rows[n] = row
        return rows

    def _legal(self, row: list[int]) -> bool:
        previous = "O"
        for i in row:
            label = self.labels[i]
            if label[0] == "I" and previous[1:] != label[1:]:
                return False
            previous = label
        return True

    def _viterbi(self, scores: Floats, lengths: Ints) -> list[list[int]]:
        """All sequences at once, N x W x L; before an I- only its own B- or I- may stand."""
        count, width, labels = scores.shape
        total = scores[:, 0].astype(np.float64)
        total[:, self._inside] = -1e9
        stay = np.broadcast_to(np.arange(labels), (count, labels))
        back = np.zeros((width, count, labels), np.int64)
        for w in range(1, int(lengths.max())):
            top = total.argmax(1)[:, None]
            arrive = np.repeat(np.take_along_axis(total, top, 1), labels, 1)
            origin = np.repeat(top, labels, 1)
            begun, inside = total[:, self._begin], total[:, self._inside]
            arrive[:, self._inside] = np.maximum(begun, inside)
            origin[:, self._inside] = np.where(begun >= inside, self._begin, self._inside)
            going = (w < lengths)[:, None]
            back[w] = np.where(going, origin, stay)
            total = np.where(going, arrive + scores[:, w], total)
        return [self._path(back[:, n], total[n], length) for n, length in enumerate(lengths.tolist())]

    @staticmethod
    def _path(back: Ints, total: NDArray[np.float64], length: int) -> list[int]:
        """The best sequence, read back from its last word."""
        path = [int(total.argmax())]
        for w in range(length - 1, 0, -1):
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
