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
        kinds = {label[2:]: number for number, label in enumerate(labels) if label.startswith("B-")}
        self._kinds = np.array([kinds.get(label[2:], -1) for label in labels])
        self._is_inside = np.array([label.startswith("I-") for label in labels])

    def best(self, scores: Floats, lengths: Ints) -> list[list[int]]:
        """Best label ids of N sequences: scores N x W x L (higher is better), lengths N."""
        greedy = scores.argmax(-1)
        rows = [row[:length] for row, length in zip(greedy.tolist(), lengths.tolist(), strict=True)]
        wrong = np.flatnonzero(self._illegal(greedy, lengths))
        if wrong.size:
            for n, row in zip(wrong.tolist(), self._viterbi(scores[wrong], lengths[wrong]), strict=True):
                rows[n] = row
        return rows

    def _illegal(self, rows: Ints, lengths: Ints) -> NDArray[np.bool_]:
        """Which of N sequences (N x W) hold an I- behind anything but its own B- or I-."""
        kinds = self._kinds[rows]
        before = np.full_like(kinds, -1)
        before[:, 1:] = kinds[:, :-1]
        told = np.arange(rows.shape[1]) < lengths[:, None]
        return np.asarray((self._is_inside[rows] & (kinds != before) & told).any(1))

    def _viterbi(self, scores: Floats, lengths: Ints) -> list[list[int]]:
        """All sequences at once, N x W x L; before an I- only its own B- or I- may stand."""
        totals = scores.transpose(1, 0, 2).astype(np.float64)
        totals[0][:, self._inside] = -1e9
        for w in range(1, int(lengths.max())):
            before = totals[w - 1]
            arrive = np.repeat(before.max(1)[:, None], before.shape[1], 1)
            arrive[:, self._inside] = np.maximum(before[:, self._begin], before[:, self._inside])
            totals[w] += arrive
        origins = np.repeat(totals.argmax(-1)[..., None], totals.shape[-1], -1)
        begun = totals[..., self._begin] >= totals[..., self._inside]
        origins[..., self._inside] = np.where(begun, self._begin, self._inside)
        return [self._path(origins[:, n], totals[length - 1, n], length) for n, length in enumerate(lengths.tolist())]

    @staticmethod
    def _path(origins: Ints, total: NDArray[np.float64], length: int) -> list[int]:
        """The best sequence, read back from its last word; `origins` (W x L) say which label a label came from."""
        back = origins[:length].tolist()
        path = [int(total.argmax())]
        for w in range(length - 1, 0, -1):
            path.append(back[w - 1][path[-1]])
        return path[::-1]

    def spans(self, row: Sequence[int]) -> list[tuple[str, int, int]]:
        """(type, first, last) of a legal label sequence."""
        found: list[tuple[str, int, int]] = []
        for i, label in enumerate(map(self.labels.__getitem__, row)):
            if label == "O":
                continue
            if label[0] == "B":
                found.append((label[2:], i, i))
            else:
                kind, first, _ = found[-1]
                found[-1] = (kind, first, i)
        return found
