"""What the tasks that score coded texts share: the coder as they see it, and how a set of texts is parted."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from tocsin.errors import ReadError
from tocsin.records import CodedArticle

Coder = Callable[[str], CodedArticle]


def coded(text: str, coder: Coder) -> CodedArticle | None:
    """The text as the coder codes it; None where it holds nothing to read."""
    try:
        return coder(text)
    except ReadError:
        return None


def share(text: str, parts: int) -> int:
    """Which of so many parts of a set a text falls into, from 0: its sha256 mod `parts`."""
    return int(sha256(text.encode()).hexdigest(), 16) % parts
