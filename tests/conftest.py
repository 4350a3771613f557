"""The engine is loaded once for all tests; without the shipped model the tests that need it say so and fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tocsin.exporting.wire import event_json
from tocsin.pipeline import Engine, code_article, load_engine, text_report
from tocsin.reading import article
from tocsin.records import CodedArticle

Code = Callable[..., CodedArticle]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine()


@pytest.fixture(scope="session")
def code_text(engine: Engine) -> Code:
    def run(text: str, published: date | None = None) -> CodedArticle:
        return code_article(article(text_report(text), published=published), engine=engine)

    return run


@pytest.fixture(scope="session")
def events_of(code_text: Code) -> Callable[..., list[dict[str, Any]]]:
    def run(text: str, published: date | None = None) -> list[dict[str, Any]]:
        coded = code_text(text, published)
        return [event_json(e, coded) for e in coded.events]

    return run
