"""When a page was published: JSON-LD, meta tags, `<time>`, the address; the time and zone are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tocsin.records import Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = (
    r"(?:(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d\d-\d\d))(?!\d)"
)
WRITTEN = re.compile(
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month1>{MONTH}),?\s+(?P<year1>\d{{4}})"
    rf"|(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})",
    re.IGNORECASE,
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)", re.I)
IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(\d{2})\2(\d{2})(?!\d)")
META_NAMES = frozenset(
    {
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
        "publishdate", "publish_date", "publish-date", "publication_date", "pubdate", "dc.date", "dc.date.issued",
        "dcterms.date", "dcterms.created", "dcterms.issued", "date", "article.published", "sailthru.date",
        "parsely-pub-date", "cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate",
    }
)  # fmt: skip
ARTICLE_TYPES = ("newsarticle", "reportagenewsarticle", "article", "blogposting", "liveblogposting", "webpage")


def moment_of(value: str) -> datetime | date | None:
    """The instant (with its zone) or day that `value` tells; a time without a zone is no instant, so its day.

    Reads ISO 8601, RFC 2822, "9 December 2022" and "Dec. 9, 2022"; 09/12/2022 is ambiguous and gives None.
    """
    value = " ".join(value.split())[:80]
    iso = ISO.search(value)
    moment = _iso(iso.group()) if iso else _mail(value) or _written(value)
    if moment is None or not 1900 < moment.year < 2100 or moment.isoformat().startswith("1970-01-01"):
        return None  # 1970-01-01 is what content systems print where they know no date
    return moment


def published_of(tree: HtmlElement, url: str | None) -> Published | None:
    """What the page or, failing that, its address tells; the first of JSON-LD, meta, time-element, url."""
    readers: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("json-ld", lambda: _in_json_ld(tree)),
        ("meta", lambda: _in_meta(tree)),
        ("time-element", lambda: _in_time_elements(tree)),
        ("url", lambda: _in_url(url or "")),
    )
    for known_by, values in readers:
        moment = next((moment for value in values() if (moment := moment_of(value))), None)
        if moment is not None:
            return Published(moment, known_by)
    return None


def json_ld(tree: HtmlElement) -> tuple[dict[str, Any], ...]:
    """The page's JSON-LD objects, nested graphs taken apart, articles first; malformed blocks are passed over."""
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            objects += _objects(_loaded(script.text_content()))
    return tuple(sorted(objects, key=_article_rank))


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _article_rank(item: dict[str, Any]) -> int:
    kinds = str(item.get("@type", "")).lower()
    return next((rank for rank, kind in enumerate(ARTICLE_TYPES) if kind in kinds), len(ARTICLE_TYPES))


def _in_json_ld(tree: HtmlElement) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        yield from (item[key] for item in json_ld(tree) if isinstance(item.get(key), str))


def _in_meta(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        names = (meta.get(key, "").lower() for key in ("property", "name", "itemprop"))
        if META_NAMES.intersection(names):
            yield meta.get("content") or ""


def _in_time_elements(tree: HtmlElement) -> Iterator[str]:
    """Marked times first, then the first time inside the article; a page's other times are mostly of other articles."""
    times = list(tree.iter("time"))
    marked = [time for time in times if "pub" in (time.get("itemprop", "") + time.get("class", "")).lower()]
    flagged = [time for time in times if "pubdate" in time.attrib]
    inside = [time for time in times if any(parent.tag in ("article", "main") for parent in time.iterancestors())]
    first = inside[:1] or (times if len(times) == 1 else [])
    for time in (*marked, *flagged, *first):
        yield time.get("datetime") or time.text_content()


def _in_url(url: str) -> Iterator[str]:
    found = IN_URL.search(url.split("?")[0])
    if found:
        yield f"{found.group(1)}-{found.group(3)}-{found.group(4)}"


def _iso(value: str) -> datetime | date | None:
    try:
        if len(value) <= 10:
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value.replace(" Z", "Z").replace(" +", "+").upper())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()


def _mail(value: str) -> datetime | date | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.date()


def _written(value: str) -> date | None:
    found = WRITTEN.search(value)
    if not found:
        return None
    parts = found.groupdict()
    month = MONTHS.index((parts["month1"] or parts["month2"])[:3].lower()) + 1
    try:
        return date(int(parts["year1"] or parts["year2"]), month, int(parts["day1"] or parts["day2"]))
    except ValueError:
        return None
