"""HTML -> Page: headline, main text as blocks, and what the page says of itself. trafilatura finds the main text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from tocsin.errors import ReadError
from tocsin.reading.dating import json_ld, published_of
from tocsin.reading.layout import Block, Layout, laid_out
from tocsin.reading.phrases import Phrases
from tocsin.reading.titles import tail_start
from tocsin.records import Published

PARTS = frozenset({"p", "head", "item", "quote", "cell", "code", "ab"})
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page holds: its text laid out, and what it says of itself."""

    layout: Layout
    url: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: Published | None
    wire: str | None


def page_of(location: str, html: str, phrases: Phrases, *, url: str | None, title: str | None) -> Page:
    """Read one page; `url` and `title` go before what it says itself. Raises ReadError when it holds no text."""
    from trafilatura import load_html

    tree = load_html(html if "<html" in html[:2000].lower() else f"<html><body>{html}</body></html>")
    if tree is None:
        raise ReadError(f"{location}: is not HTML that can be parsed; give a news page or its text")
    objects = json_ld(tree)
    published = published_of(tree, url)
    found = _extracted(tree, url)
    blocks = tuple(_blocks(found.body)) if found is not None else ()
    if not any(block.text for block in blocks):
        raise ReadError(f"{location}: holds no text outside its menus and scripts; save the page as text and give that")
    publisher = (found.sitename if found else None) or _name(objects, "publisher")
    return Page(
        layout=laid_out(title or _title(found.title, phrases, publisher), blocks),
        url=url or found.url,
        publisher=publisher,
        authors=_authors(objects, found.author),
        published=published or (published_of(tree, found.url) if found.url else None),
        wire=_wire(objects, found.author, phrases),
    )


def _extracted(tree: HtmlElement, url: str | None) -> Any:
    """trafilatura's Document, its text as a tree. Links are kept to tell a list of links from prose."""
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_links=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _blocks(body: etree._Element) -> Iterator[Block]:
    """The innermost parts of the body in order; text that stands outside of any part is a block too."""
    for child in body:
        if child.tag == "row":
            yield _joined_row(child)
        elif any(part.tag in PARTS for part in child.iterdescendants()):
            yield from _blocks(child)
        elif isinstance(child.tag, str):
            yield from _lines(child)
        if child.tail and child.tail.strip():
            yield Block(_plain(child.tail))


def _joined_row(row: etree._Element) -> Block:
    """A table's row as one line; its cells are seldom sentences."""
    cells = (_plain("".join(cell.itertext())) for cell in row)
    return Block(" | ".join(cell for cell in cells if cell))


def _lines(part: etree._Element) -> Iterator[Block]:
    """A part's text, cut where `<br>` ends a sentence or begins a new one in capitals."""
    pieces = list(_pieces(part))
    line: list[tuple[str, bool]] = []
    for text, linked, broken in pieces:
        if broken and line and not text.lstrip()[:1].islower():
            yield _block(line, part)
            line = []
        line.append((f" {text}" if broken else text, linked))
    yield _block(line, part)


def _pieces(part: etree._Element) -> Iterator[tuple[str, bool, bool]]:
    """Runs of text: the words, whether they are a link's, and whether a line break stands before them."""
    yield part.text or "", part.tag == "ref", False
    for child in part:
        if child.tag == "lb":
            yield child.tail or "", part.tag == "ref", True
            continue
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or "", part.tag == "ref", False


def _block(line: list[tuple[str, bool]], part: etree._Element) -> Block:
    text = _plain("".join(words for words, _ in line))
    letters = sum(len(words.strip()) for words, linked in line if linked)
    return Block(text, min(1.0, letters / len(text)) if text else 0.0, part.tag == "head")


def _plain(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def _title(title: str | None, phrases: Phrases, publisher: str | None) -> str | None:
    plain = _plain(title or "")
    return plain[: tail_start(plain, phrases, publisher=publisher)].strip() or None


def _authors(objects: tuple[dict[str, Any], ...], found: str | None) -> tuple[str, ...]:
    named = [name for item in objects for name in _names(item.get("author"))] or (found or "").split(";")
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


def _names(value: object, depth: int = 0) -> list[str]:
    if isinstance(value, list) and depth < 4:
        return [name for item in value for name in _names(item, depth + 1)]
    if isinstance(value, dict) and depth < 4:
        return _names(value.get("name"), depth + 1)
    return [value] if isinstance(value, str) and not value.startswith("http") else []


def _name(objects: tuple[dict[str, Any], ...], key: str) -> str | None:
    return next((name for item in objects for name in _names(item.get(key))), None)


def _wire(objects: tuple[dict[str, Any], ...], author: str | None, phrases: Phrases) -> str | None:
    """The agency that JSON-LD or the page's author field names as author, provider or source."""
    keys = ("author", "creator", "sourceOrganization", "provider", "publisher")
    named = [name for key in keys for item in objects for name in _names(item.get(key))]
    every = [*named, *(author or "").split(";")]
    return next((wire for name in every if (wire := phrases.wire(name))), None)
