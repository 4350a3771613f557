"""The bundled reports, from their pages to their events."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.pipeline import DATA, Engine, code_reports
from tocsin.reading import reports
from tocsin.records import CodedArticle

SAMPLES = sorted(p for p in (DATA / "samples").iterdir() if p.suffix in (".html", ".txt"))


def test_there_are_five_pages_and_two_texts() -> None:
    assert sum(p.suffix == ".html" for p in SAMPLES) >= 5
    assert sum(p.suffix == ".txt" for p in SAMPLES) >= 2


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_sample_codes(path: Path, engine: Engine) -> None:
    [coded] = code_reports(reports([str(path)]), engine=engine)
    assert isinstance(coded, CodedArticle)
    assert coded.skipped is None
    assert len(coded.events) >= 10
    text = coded.article.text
    for event in coded.events:
        masked = [m for m in coded.article.masked if m.span.overlaps(event.coding.trigger)]
        assert not masked, f"{event.coding.trigger.of(text)!r} stands in masked text"
        assert len(event.coding.trigger.of(text)) > 1
