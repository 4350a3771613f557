"""CSV: one row per actor-recipient pair of an event; an event without one side keeps a row with that side empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import product

from tocsin.exporting.wire import published_text
from tocsin.placing.features import acled_code, ucdp_code
from tocsin.records import Actor, CodedArticle, Event, Place

COLUMNS = (
    "id", "event", "mode", "quad_code", "event_scale", "status", "negated", "attempted", "historical", "asserted_by",
    "speaker", "actor", "actor_name", "actor_country", "actor_sector", "recipient", "recipient_name",
    "recipient_country", "recipient_sector", "date", "enddate", "date_precision", "date_text", "place",
    "place_name", "place_lat", "place_lon", "place_country", "place_geonameid", "place_precision",
    "acled_geo_precision", "ucdp_where_prec", "trigger", "trigger_start", "trigger_end", "sentence", "article_id",
    "title", "publisher", "published", "url", "score",
)  # fmt: skip


def header() -> str:
    """The column line."""
    return line(COLUMNS)


def rows(coded: CodedArticle) -> Iterator[str]:
    """The lines of an article's events."""
    for event in coded.events:
        for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
            yield line(_values(event, coded, actor, recipient))


def line(values: Sequence[object]) -> str:
    """One CSV line without its end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(["" if v is None else v for v in values])
    return buffer.getvalue()


def _values(event: Event, coded: CodedArticle, actor: Actor | None, recipient: Actor | None) -> list[object]:
    coding, article, time, place = event.coding, coded.article, event.time, event.place
    assert coded.analysis is not None
    speaker = event.attribution[-1].speaker if event.attribution else None
    return [
        event.id, coding.event, coding.mode, event.quad_code, event.event_scale, coding.status.value,
        _flag(coding.negated), _flag(coding.attempted), _flag(event.historical),
        "attributed" if event.attribution else "article", speaker.text if speaker else None,
        *_side(actor), *_side(recipient),
        time.start if time else None, time.end if time else None, time.precision if time else "unanchored",
        time.text if time else None, *_where(place),
        coding.trigger.of(article.text), coding.trigger.start, coding.trigger.end,
        " ".join(coded.analysis.sentences[coding.sentence].span.of(article.text).split()),
        article.id, article.title, article.publisher, published_text(article.published), article.url, coding.score,
    ]  # fmt: skip


def _where(place: Place | None) -> list[object]:
    """The columns of a place, the codes of ACLED and UCDP last. Both are empty where the gazetteer lacks the place."""
    if place is None:
        return [None] * 9
    known = place.lat is not None
    return [
        place.text, place.name, place.lat, place.lon, place.country, place.geonameid, place.precision,
        acled_code(place.precision) if known else None,
        ucdp_code(place.precision, place.feature, place.country) if known else None,
    ]  # fmt: skip


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _side(actor: Actor | None) -> list[object]:
    if actor is None:
        return [None, None, None, None]
    return [actor.text, actor.name, actor.country, ";".join(actor.sectors)]
