"""The JSON contract: exact offsets on any text, stable ids, byte-identical re-runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tocsin
from tocsin.errors import ReadError
from tocsin.exporting.wire import article_json
from tocsin.records import CodedArticle

FIELDS = (
    "id", "event", "mode", "context", "quad_code", "event_scale", "status", "also", "negated", "attempted",
    "historical", "asserted_by", "trigger", "actor", "recipient", "roles", "date", "enddate", "date_precision",
    "date_text", "event_loc", "attribution", "condition", "counts", "links", "evidence", "sentence", "article", "score",
)  # fmt: skip
PIECES = st.sampled_from(
    ["Serbia", "NATO", " bombed ", " the U.S. ", "“We will attack”, ", "he said. ", "Kosovo’s army ", "\n\n", "•  ",
     " killed 1,000 soldiers ", " on Dec. 9, 2022", "\tdid n't ", "🙂", "é", "\u202e", "- ", "!?", "J. R. Smith ",
     "See also  War", "If ", ", police said.", " demanded that KFOR withdraw ", "\r\n", "\x00", "İ", "ﬁ"]
)  # fmt: skip


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("".join))
def test_offsets_are_exact_on_arbitrary_text(code_text: Callable[..., CodedArticle], text: str) -> None:
    try:
        coded = code_text(text)
    except ReadError:
        return
    record = article_json(coded)
    for span in spans(record["events"]):
        assert record["text"][span["start"] : span["end"]] == span["text"]
    for event in record["events"]:
        assert tuple(event) == FIELDS
        for evidence in event["evidence"]:
            assert 0 <= evidence["start"] <= evidence["end"] <= len(record["text"])


def test_the_contracts_example(events_of: Callable[..., list[dict[str, Any]]]) -> None:
    text = "On Thursday gunmen wounded a police officer near Zvečan, Kosovo police said."
    [event] = events_of(text, date(2022, 12, 9))
    assert (event["event"], event["status"], event["asserted_by"]) == ("ASSAULT", "actual", "attributed")
    assert event["trigger"] == {"text": "wounded", "start": 19, "end": 26}
    assert event["actor"][0]["text"] == "gunmen"
    assert event["actor"][0]["sector"] == ["UAF"]
    assert event["recipient"][0]["text"] == "a police officer"
    assert event["attribution"][0]["speaker"]["country"] == "XKX"
    assert (event["date"], event["enddate"], event["date_precision"]) == ("2022-12-08", "2022-12-08", "day")
    assert event["date_text"]["text"] == "On Thursday"
    assert [(c["kind"], c["low"], c["high"]) for c in event["counts"]] == [("injured", 1, 1)]


def test_runs_are_identical_and_ids_depend_on_content(events_of: Callable[..., list[dict[str, Any]]]) -> None:
    text = "Rebels attacked a convoy near Goma. The army denied shelling the town."
    first, second = events_of(text), events_of(text)
    assert json.dumps(first) == json.dumps(second)
    assert len({e["id"] for e in first}) == len(first)
    assert {e["id"] for e in events_of(text + " More followed.")}.isdisjoint(e["id"] for e in first)


def test_the_python_call(events_of: Callable[..., list[dict[str, Any]]]) -> None:
    text = "Police detained forty protesters in Minsk on Sunday."
    events = tocsin.code(text, published="2022-12-09")
    assert events == events_of(text, date(2022, 12, 9))
    assert (events[0]["event"], events[0]["date"]) == ("COERCE", "2022-12-04")


@pytest.mark.parametrize("text", ["", "   \n", "\x00"])
def test_no_words_is_a_read_error(text: str) -> None:
    with pytest.raises(ReadError):
        tocsin.code(text)
