"""Plain text and Markdown -> Layout, by paragraph rules of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tocsin.reading.layout import CLOSING, STOPS, Block, Layout, Paragraph, laid_out
from tocsin.reading.masking import NEVER_TITLES
from tocsin.reading.phrases import Phrases
from tocsin.reading.titles import tail_start
from tocsin.records import Span

TITLE_LENGTH = 200  # characters
WRAP_WIDTH = 120  # longer lines are paragraphs, not the lines of a wrapped one
LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
LINE = re.compile(r"[^\n]+")
FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FRONT_FIELD = re.compile(r"^(title|date|published|url|publisher|language):\s*(.+)$", re.MULTILINE | re.IGNORECASE)
MARKDOWN = (
    (re.compile(r"<!--[^<]*?-->"), ""),
    (re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)"), ""),
    (re.compile(r"\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.MULTILINE), ""),
)
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def plain_layout(text: str, phrases: Phrases, *, publisher: str | None = None, titled: bool = True) -> Layout:
    """The text itself, line endings normalised and the lines of a wrapped paragraph joined by spaces.

    Blank lines part paragraphs; so do single line breaks, unless the lines are wrapped. The first paragraph is the
    title when it is short, has no full stop and others follow (`titled` False: there is none to look for).
    """
    text = LINE_BREAKS.sub("\n", text)
    spans = list(_paragraph_spans(text))
    joined = list(text)
    for span in spans:
        for index in range(span.start, span.end):
            if joined[index] == "\n":
                joined[index] = " "
    text = "".join(joined)
    paragraphs = tuple(Paragraph(span, span.of(text)) for span in spans)
    if not titled or not _is_title(paragraphs, phrases):
        return Layout(text, None, None, paragraphs)
    first = paragraphs[0].span
    end = first.start + tail_start(paragraphs[0].text, phrases, publisher=publisher)
    tail = Span(end, first.end) if end < first.end else None
    return Layout(text, Span(first.start, end), tail, paragraphs)


def markdown_layout(text: str, phrases: Phrases, *, publisher: str | None = None) -> Layout:
    """Markdown without its marks: headings, emphasis, links, quotes and list marks become the words they dress."""
    text = FRONT.sub("", LINE_BREAKS.sub("\n", text).lstrip("\n"), count=1)
    for pattern, words in MARKDOWN:
        text = pattern.sub(words, text)
    text = HEADING.sub(r"\n\1\n", text)
    plain = plain_layout(text, phrases, publisher=publisher)
    layout = laid_out(None, (Block(" ".join(paragraph.text.split())) for paragraph in plain.paragraphs))
    return plain_layout(layout.text, phrases, publisher=publisher)


def front_matter(text: str) -> dict[str, str]:
    """What the head of a Markdown file between `---` lines says of title, date, url, publisher and language."""
    front = FRONT.match(LINE_BREAKS.sub("\n", text))
    fields = FRONT_FIELD.findall(front.group(1)) if front else []
    named = {name.lower(): value.strip(" \"'") for name, value in fields}
    if "date" in named:
        named.setdefault("published", named.pop("date"))
    return named


def _is_title(paragraphs: Sequence[Paragraph], phrases: Phrases) -> bool:
    if len(paragraphs) < 2:
        return False
    first = paragraphs[0]
    if len(first.text) > TITLE_LENGTH or first.text.rstrip(CLOSING).endswith(STOPS):
        return False
    return not any(next(rule(first, phrases), None) for rule in NEVER_TITLES)


def _paragraph_spans(text: str) -> Iterator[Span]:
    lines = [line for found in LINE.finditer(text) if (line := _trimmed(text, found.start(), found.end()))]
    if not lines:
        return
    wrapped = _is_wrapped(text, lines)
    start = lines[0].start
    for here, after in pairwise(lines):
        if not _continues(text, here, after, wrapped=wrapped):
            yield Span(start, here.end)
            start = after.start
    yield Span(start, lines[-1].end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + len(words.rstrip())) if words.strip() else None


def _continues(text: str, here: Span, after: Span, *, wrapped: bool) -> bool:
    """Whether a line goes on in the next: never over a blank line, and only where lines are wrapped or it must."""
    if text.count("\n", here.end, after.start) != 1:
        return False
    return wrapped or (text[after.start].islower() and text[here.end - 1] not in '.!?:"”')


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether the file's lines are cut at a width: four in five lines that have a neighbour below are nearly full.

    Full means that the neighbour's first word would not have fitted.
    """
    width = max(line.end - line.start for line in lines)
    pairs = [(a, b) for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1]
    if width > WRAP_WIDTH or len(pairs) < 2:
        return False
    full = [1 for a, b in pairs if a.end - a.start + 1 + len(b.of(text).split()[0]) > width - 4]
    return len(full) >= 0.8 * len(pairs)
