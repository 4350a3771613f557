"""Report -> Article: the text that counts, what is masked in it, and when, by whom and in which language it is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.errors import ReadError
from tocsin.reading.datelines import dateline_of
from tocsin.reading.dating import moment_of
from tocsin.reading.decoding import decode
from tocsin.reading.language import language_of
from tocsin.reading.layout import Layout, prepended
from tocsin.reading.masking import masks
from tocsin.reading.phrases import Phrases, shipped_phrases
from tocsin.reading.texts import front_matter, markdown_layout, plain_layout
from tocsin.records import Article, Masked, MaskReason, Published, Report

NO_DATE = "neither the option, a field nor a dateline gives a date"
NO_DATE_ON_PAGE = "neither the option, JSON-LD, meta tags, a time element, the address nor a dateline gives a date"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A report's text laid out, with what its page or file says of it."""

    layout: Layout
    url: str | None
    publisher: str | None
    language: str | None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    reason: str = NO_DATE
    wire: str | None = None


def article(report: Report, *, published: datetime | date | None = None) -> Article:
    """The article that a report holds, offset-true and masked in place. Raises ReadError when there is no text.

    `published` goes before every date that the report gives; of those, a row's field, JSON-LD, meta tags, time
    elements, the address and the dateline count in this order. A time without a zone counts as its day.
    """
    phrases = shipped_phrases()
    draft = _drafted(report, decode(report.content, charset=report.charset), phrases)
    text = draft.layout.text
    if not any(letter.isalnum() for letter in text):
        raise ReadError(f"{report.location}: holds no words; give a file or page that holds a report")
    masked = masks(draft.layout, phrases)
    known, reason = _published(published, draft, masked, phrases)
    return Article(
        id=article_id(text, url=draft.url, publisher=draft.publisher),
        location=report.location,
        text=text,
        paragraphs=tuple(paragraph.span for paragraph in draft.layout.paragraphs),
        title_span=draft.layout.title,
        masked=masked,
        published=known,
        published_reason=reason,
        language=draft.language or language_of(_unmasked(text, masked)),
        url=draft.url,
        publisher=draft.publisher,
        authors=draft.authors,
        wire=_wire(draft, masked, phrases),
    )


def article_id(text: str, *, url: str | None = None, publisher: str | None = None) -> str:
    """Sixteen hex characters that only the words, the address and the publisher decide; white space does not count."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    parts = "\x1f".join((words, (url or "").strip(), " ".join((publisher or "").split())))
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def _drafted(report: Report, text: str, phrases: Phrases) -> _Draft:
    fields = dict(report.fields)
    if report.media_type == "text/html":
        return _from_page(report, text, fields, phrases)
    if report.media_type == "text/markdown":
        fields = {**front_matter(text), **fields}
        layout = markdown_layout(text, phrases, publisher=fields.get("publisher"))
    else:
        layout = plain_layout(text, phrases, publisher=fields.get("publisher"), titled="title" not in fields)
    if title := " ".join(fields.get("title", "").split()):
        layout = prepended(title, layout)
    published, reason = _in_field(fields.get("published"))
    return _Draft(
        layout,
        fields.get("url"),
        fields.get("publisher"),
        fields.get("language"),
        published=published,
        reason=reason or NO_DATE,
    )


def _from_page(report: Report, html: str, fields: dict[str, str], phrases: Phrases) -> _Draft:
    from tocsin.reading.pages import page_of

    page = page_of(report.location, html, phrases, url=fields.get("url"), title=fields.get("title"))
    published, reason = _in_field(fields.get("published"))
    return _Draft(
        page.layout,
        page.url,
        fields.get("publisher") or page.publisher,
        fields.get("language"),
        page.authors,
        published or page.published,
        reason or NO_DATE_ON_PAGE,
        page.wire,
    )


def _in_field(value: str | None) -> tuple[Published | None, str | None]:
    if not value:
        return None, None
    moment = moment_of(value)
    if moment is None:
        return None, f"the field 'published' holds '{value[:40]}', which is no date; write it as 2022-12-09"
    return Published(moment, "field"), None


def _published(
    option: datetime | date | None, draft: _Draft, masked: Sequence[Masked], phrases: Phrases
) -> tuple[Published | None, str | None]:
    if option is not None:
        naive = isinstance(option, datetime) and option.tzinfo is None
        return Published(option.date() if isinstance(option, datetime) and naive else option, "option"), None
    if draft.published is not None:
        return draft.published, None
    return _in_dateline(draft, masked, phrases)


def _in_dateline(draft: _Draft, masked: Sequence[Masked], phrases: Phrases) -> tuple[Published | None, str | None]:
    """The date of a dateline or a "Published:" line; a dateline without a year gives none, and says so."""
    reason = draft.reason
    for mask in masked:
        words = mask.span.of(draft.layout.text)
        if mask.reason is MaskReason.BYLINE and (stamped := _stamped(words)):
            return Published(stamped, "dateline"), None
        found = dateline_of(f"{words} X", phrases) if mask.reason is MaskReason.DATELINE else None
        if found and found.day:
            return Published(found.day, "dateline"), None
        if found and found.written:
            reason = f"the dateline says '{found.written}' without a year, and nothing else gives a date"
    return None, reason


def _stamped(words: str) -> datetime | date | None:
    return None if words.lower().startswith(("updated", "last ", "modified")) else moment_of(words)


def _wire(draft: _Draft, masked: Sequence[Masked], phrases: Phrases) -> str | None:
    """The agency that a dateline, a byline, a closing credit or the page's own data names, in this order."""
    credited: dict[MaskReason, list[str]] = {MaskReason.DATELINE: [], MaskReason.BYLINE: [], MaskReason.CREDIT: []}
    for mask in masked:
        if mask.reason in credited:
            credited[mask.reason].append(mask.span.of(draft.layout.text))
    for words in credited[MaskReason.DATELINE]:
        found = dateline_of(f"{words} X", phrases)
        if found and found.wire:
            return found.wire
    lines = (*credited[MaskReason.BYLINE], *credited[MaskReason.CREDIT])
    named = (part for words in lines for part in _credited_parts(words))
    return next((wire for part in named if (wire := phrases.wire(part))), None) or draft.wire


def _credited_parts(words: str) -> list[str]:
    """Who a byline or a credit may name: "By Jane Doe, AFP" gives Jane Doe and AFP; a picture's agency is not given."""
    bare = re.sub(r"^(?:by|source:)\s+", "", words.strip("()[]/ -–—"), flags=re.IGNORECASE)
    return [bare, *bare.split(","), *bare.split("|")]


def _unmasked(text: str, masked: Sequence[Masked]) -> str:
    kept, start = [], 0
    for mask in masked:
        kept.append(text[start : mask.span.start])
        start = mask.span.end
    return " ".join((*kept, text[start:]))
