"""The ledger as JSON lines, CSV and a calendar that is read back."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tocsin.evaluating.coded import english_report
from tocsin.exporting import commitments
from tocsin.linking.ledger import ledger
from tocsin.pipeline import Engine, code_article, undertaken
from tocsin.reading import article
from tocsin.records import Commitment

TEXT = (
    "Germany pledged to send 18 Leopard tanks to Ukraine by 31 March 2023. "
    "Under Security Council Resolution 1701, Hezbollah must withdraw its fighters north of the Litani River."
)


@pytest.fixture(scope="module")
def found(engine: Engine) -> tuple[Commitment, ...]:
    coded = code_article(article(english_report(TEXT, location="t"), published=date(2023, 1, 26)), engine=engine)
    return ledger([(coded, undertaken(coded, engine=engine))], world=engine.world)


def test_json_quotes_the_text(found: tuple[Commitment, ...]) -> None:
    objects = [json.loads(line) for line in commitments.json_lines(found)]
    assert [o["deontic"] for o in objects] == ["will", "must"]
    assert objects[1]["instrument"]["name"] == "Resolution 1701"
    assert objects[0]["deadline"]["day"] == "2023-03-31"
    for one in objects:
        for quote in (one["act"], *one["bearer"], *one["sentences"], *one["evidence"]):
            assert TEXT[quote["start"] : quote["end"]] == quote["text"]


def test_csv_has_a_row_each(found: tuple[Commitment, ...]) -> None:
    rows = list(csv.DictReader(commitments.csv_lines(found)))
    assert tuple(rows[0]) == commitments.COLUMNS
    assert [r["bearer_country"] for r in rows] == ["DEU", "LBN"]
    assert (rows[0]["limit_low"], rows[0]["deadline"]) == ("18.0", "2023-03-31")


def test_the_calendar_is_read_back(found: tuple[Commitment, ...]) -> None:
    text = commitments.calendar(found)
    assert text == commitments.calendar(found)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    [entry] = Calendar.from_ical(text).walk("VEVENT")
    assert entry.decoded("dtstart") == date(2023, 3, 31)
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(days=1)
    assert str(entry["uid"]) == f"{found[0].id}@tocsin"
    assert "Leopard tanks" in str(entry["summary"])


def test_the_table_can_be_read(found: tuple[Commitment, ...]) -> None:
    lines = list(commitments.table_lines(found))
    assert lines[0].startswith("Germany will: send 18 Leopard tanks to Ukraine")
    assert any("Resolution 1701 (resolution)" in line for line in lines)
