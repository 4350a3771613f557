"""Tocsin: reads news reports and keeps a crisis as a sourced, structured, queryable record of events."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.pipeline import Engine

__version__ = "0.1.0"


def code(text: str, *, published: date | datetime | str | None = None) -> list[dict[str, Any]]:
    """The events of a news text, each as the JSON contract has it (see docs/json.md).

    `published` is the report's date, as a date or as YYYY-MM-DD. The model is loaded at the first call and kept.
    Raises ReadError where the text is empty or no text.
    """
    from tocsin.exporting.wire import event_json
    from tocsin.pipeline import code_article, text_report
    from tocsin.reading import article

    moment = datetime.fromisoformat(published) if isinstance(published, str) else published
    if isinstance(moment, datetime) and isinstance(published, str) and len(published) == 10:
        moment = moment.date()
    coded = code_article(article(text_report(text), published=moment), engine=_engine())
    return [event_json(event, coded) for event in coded.events]


@lru_cache(maxsize=1)
def _engine() -> Engine:
    from tocsin.pipeline import load_engine

    return load_engine()
