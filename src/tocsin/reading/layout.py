"""The text of an article and where its title and paragraphs stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.records import Span

STOPS = (".", "…", ";", ",", ":")
CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page between line breaks; `linked` is the share of its characters inside links."""

    text: str
    linked: float = 0.0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that has its place in the article's text."""

    span: Span
    text: str
    linked: float = 0.0
    heading: bool = False

    @property
    def stopped(self) -> bool:
        """Whether it ends as a sentence does, closing quotes aside."""
        return self.text.rstrip(CLOSING).endswith((".", "!", "?", "…"))

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length with its full stop."""
        return self.stopped and len(self.text) >= 60


@dataclass(frozen=True, slots=True)
class Layout:
    """An article's text; `title` covers the headline, outlet tail excluded, and `tail` that tail.

    `paragraphs` are all of the text's paragraphs in order, the one with the title first.
    """

    text: str
    title: Span | None
    tail: Span | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs behind the title."""
        return self.paragraphs[1:] if self.title else self.paragraphs


def laid_out(title: str | None, blocks: Iterable[Block]) -> Layout:
    """`title` and `blocks` joined by blank lines; the title is not repeated when the blocks begin with it."""
    body = [block for block in blocks if block.text]
    if title and body and body[0].text.casefold() == title.casefold():
        body = body[1:]
    every = [Block(title, heading=True), *body] if title else body
    paragraphs: list[Paragraph] = []
    start = 0
    for block in every:
        span = Span(start, start + len(block.text))
        paragraphs.append(Paragraph(span, block.text, block.linked, block.heading))
        start = span.end + 2
    text = "\n\n".join(block.text for block in every)
    return Layout(text, paragraphs[0].span if title else None, None, tuple(paragraphs))


def prepended(title: str, layout: Layout) -> Layout:
    """The layout with `title` put before its text, unless the text begins with it."""
    begins = layout.text.lstrip()
    if begins.casefold().startswith(title.casefold()) and layout.paragraphs:
        first = layout.paragraphs[0].span
        end = first.start + len(title)
        if end == first.end:
            return Layout(layout.text, first, None, layout.paragraphs)
        if layout.title and layout.title.start == first.start and end <= first.end:
            return Layout(layout.text, Span(first.start, end), Span(end, first.end), layout.paragraphs)
    shift = len(title) + 2
    moved = tuple(
        Paragraph(Span(old.span.start + shift, old.span.end + shift), old.text, old.linked, old.heading)
        for old in layout.paragraphs
    )
    head = Paragraph(Span(0, len(title)), title, heading=True)
    return Layout(f"{title}\n\n{layout.text}", head.span, None, (head, *moved))
