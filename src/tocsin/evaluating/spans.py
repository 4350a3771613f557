"""Labelled spans of words, read from BIO, IOB and BIOES columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LabelledSpan = tuple[str, int, int]
_LABEL = re.compile(r"O|[BIESLU]-\S+")
_SINGLE = ("S", "U")
_LAST = ("E", "L", *_SINGLE)


def is_label(label: str) -> bool:
    """Whether this is O or a kind with a B, I, E, S (or L, U) before it."""
    return _LABEL.fullmatch(label) is not None


def spans(labels: Sequence[str]) -> Iterator[LabelledSpan]:
    """Kind, first and last word (inclusive) of each span.

    A span begins at B or S, after O or another kind, and after a span that E or S has closed; so IOB1, where B only
    parts neighbours, reads as well.
    """
    first, kind = -1, ""
    for index, label in enumerate([*labels, "O"]):
        prefix, _, own = label.partition("-")
        goes_on = first >= 0 and own == kind and prefix not in ("B", *_SINGLE)
        if first >= 0 and not goes_on:
            yield kind, first, index - 1
            first = -1
        if prefix != "O" and first < 0:
            first, kind = index, own
        if prefix in _LAST:
            yield kind, first, index
            first = -1
