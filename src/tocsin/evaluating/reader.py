"""The language model as evaluation sees it, so that a test can stand in for the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Words = Sequence[str]
Spans = tuple[tuple[str, int, int], ...]


class Reading(Protocol):
    """One sentence read: word-wise labels, 0-based heads (-1 the root), entities and predicates with inclusive ends."""

    @property
    def upos(self) -> tuple[str, ...]:
        """Universal parts of speech."""

    @property
    def features(self) -> tuple[str, ...]:
        """Morphological features as in CoNLL-U, `_` for none."""

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Lemmas."""

    @property
    def heads(self) -> tuple[int, ...]:
        """Index of each word's head, -1 for the root."""

    @property
    def relations(self) -> tuple[str, ...]:
        """Universal relations, with or without subtype."""

    @property
    def entities(self) -> tuple[tuple[str, int, int, float], ...]:
        """Label, first and last word, score."""

    @property
    def predicates(self) -> tuple[tuple[int, Spans], ...]:
        """Word index and arguments (label, first and last word)."""


class Reader(Protocol):
    """Whatever reads sentences of words."""

    def read(self, sentences: Sequence[Words], *, forced: Sequence[Sequence[int]] | None = None) -> Sequence[Reading]:
        """One reading a sentence; `forced` gives each sentence's predicates instead of the reader's own."""
