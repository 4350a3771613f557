"""Words to numbers: sub-word pieces and letter-case classes, in padded arrays the language model takes.

The vocabulary is uncased; `case_class` gives the letter case back (lower, Title, UPPER, mixed, digits, other).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

MAX_PIECES = 254
PAD, CLS, SEP, UNK = 0, 101, 102, 100
_CACHE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded arrays for B sentences of at most W words and T pieces (T counts [CLS] and [SEP])."""

    pieces: NDArray[np.int64]  # B x T
    cases: NDArray[np.int64]  # B x T
    firsts: NDArray[np.int64]  # B x W: where each word's first piece stands; 0 is padding
    lengths: NDArray[np.int64]  # B: words


def case_class(word: str) -> int:
    """0 lower, 1 Title, 2 UPPER, 3 mixed, 4 with digits, 5 other."""
    if word.islower():
        return 0
    if word.isalpha():
        if word.isupper():
            return 2 if len(word) > 1 else 1
        return 1 if word[0].isupper() and word[1:].islower() else 3
    if any(c.isdigit() for c in word):
        return 4
    if any(c.isalpha() for c in word):
        return 1 if word[0].isupper() else 3
    return 5


class Encoder:
    """Turns words into pieces with a cache, since news repeats its words."""

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._cache: dict[str, tuple[tuple[int, ...], int]] = {}

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The piece ids (at least one) and the case class of one word."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > _CACHE_LIMIT:
                self._cache.clear()
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:16]
            found = self._cache[word] = (tuple(ids) or (UNK,), case_class(word))
        return found

    def size(self, words: Sequence[str]) -> int:
        """How many pieces the words make."""
        return sum(len(self.word(word)[0]) for word in words)

    def fits(self, words: Sequence[str]) -> int:
        """How many of the leading words fit into one pass."""
        total = 0
        for count, word in enumerate(words):
            total += len(self.word(word)[0])
            if total > MAX_PIECES:
                return count
        return len(words)

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """Pad sentences (each within `fits`) to one batch."""
        rows = [self._row(words) for words in sentences]
        width = max(len(pieces) for pieces, _, _ in rows)
        words = max(1, max(len(firsts) for _, _, firsts in rows))
        pieces = np.zeros((len(rows), width), np.int64)
        cases = np.zeros((len(rows), width), np.int64)
        firsts = np.zeros((len(rows), words), np.int64)
        for i, (ids, kinds, starts) in enumerate(rows):
            pieces[i, : len(ids)] = ids
            cases[i, : len(kinds)] = kinds
            firsts[i, : len(starts)] = starts
        lengths = np.array([len(starts) for _, _, starts in rows], np.int64)
        return Batch(pieces, cases, firsts, lengths)

    def _row(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        ids, kinds, starts = [CLS], [5], []
        for word in words:
            pieces, kind = self.word(word)
            starts.append(len(ids))
            ids.extend(pieces)
            kinds.extend([kind] * len(pieces))
        ids.append(SEP)
        kinds.append(5)
        return ids, kinds, starts
