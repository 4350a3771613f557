"""What stands between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.records import Article, Span

OPEN, CLOSE = "“«„", "”»"
WORDS = 4  # fewer words between marks are a term, not a quotation


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks, the marks included. `whole` says that it is long enough to be somebody's words;
    `goes_on` that the paragraph before it left its quotation open."""

    span: Span
    paragraph: int
    whole: bool
    goes_on: bool


def quoted_stretches(article: Article) -> tuple[Quoted, ...]:
    """The quoted stretches of an article in text order; a mark that is never closed reaches to the paragraph's end."""
    found: list[Quoted] = []
    left_open = False
    for number, paragraph in enumerate(article.paragraphs):
        still_open = False
        for span, closed in _stretches(article.text, paragraph):
            words = len(span.of(article.text).split())
            first = span.start == paragraph.start
            found.append(Quoted(span, number, words >= WORDS, left_open and first))
            still_open = not closed
        left_open = still_open
    return tuple(found)


def _stretches(text: str, paragraph: Span) -> Iterator[tuple[Span, bool]]:
    """Stretches between marks and whether each is closed; straight marks open and close by turns."""
    start: int | None = None
    kind = ""
    for i in range(paragraph.start, paragraph.end):
        mark = '"' if text.startswith("''", i) else text[i]
        if text[i] == "'" and i > 0 and text[i - 1] == "'":
            continue
        if start is None and (mark in OPEN or mark == '"' or (mark == "”" and _at_word(text, i))):
            start, kind = i, mark
        elif start is not None and (mark in CLOSE or (mark == '"' and kind == '"')):
            if i > start + 1:
                yield Span(start, i + 1), True
            start = None
    if start is not None and paragraph.end > start + 1:
        yield Span(start, paragraph.end), False


def _at_word(text: str, mark: int) -> bool:
    """Whether a closing mark stands where only an opening one can: before a word, after a blank."""
    before = mark == 0 or text[mark - 1].isspace()
    return before and mark + 1 < len(text) and text[mark + 1].isalnum()
