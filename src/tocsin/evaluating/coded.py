"""What the tasks that score coded texts share: the coder as they see it, and how a set of texts is parted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from tocsin.errors import ReadError
from tocsin.records import CodedArticle, Event, Report, Status

READ_PARTS = 4
Coder = Callable[[str], CodedArticle]
ReportCoder = Callable[[Report], CodedArticle]
Given = TypeVar("Given", str, Report)


def coded(given: Given, coder: Callable[[Given], CodedArticle]) -> CodedArticle | None:
    """A text or report as the coder codes it; None where it holds nothing to read."""
    try:
        return coder(given)
    except ReadError:
        return None


def done(event: Event) -> bool:
    """Whether the act is told as done and not as the content of another."""
    coding = event.coding
    spoken_of = any(link.relation == "embedded_in" for link in coding.links)
    return coding.status is Status.ACTUAL and not coding.negated and not spoken_of


def english_report(text: str, *, location: str, title: str | None = None) -> Report:
    """A text in memory as a report whose language is given, so that a short text is not taken for another one."""
    from tocsin.pipeline import text_report

    fields = (("language", "en"), *((("title", title),) if title else ()))
    return replace(text_report(text), location=location, fields=fields)


def share(text: str, parts: int) -> int:
    """Which of so many parts of a set a text falls into, from 0: its sha256 mod `parts`."""
    return int(sha256(text.encode()).hexdigest(), 16) % parts


def in_quarter(text: str, quarter: str) -> bool:
    """Whether a text belongs to the quarter of its set whose errors may be read (`read`), to the rest (`kept`), or
    whether `all` are wanted."""
    return quarter == "all" or (share(text, READ_PARTS) == 0) == (quarter == "read")
