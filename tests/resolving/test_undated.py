from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tocsin.exporting.table import lines
from tocsin.exporting.wire import article_json
from tocsin.records import CodedArticle

Code = Callable[..., CodedArticle]
Events = Callable[..., list[dict[str, Any]]]
SARKOZY = "French President Nicolas Sarkozy condemned the attack."


def bounds(coded: CodedArticle) -> tuple[str, str] | None:
    found = coded.inferred
    return (str(found.first), str(found.last)) if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (SARKOZY, ("2007-05-16", "2012-05-15")),
        ("Former French President Nicolas Sarkozy condemned the attack.", None),
        ("In 2008 French President Nicolas Sarkozy condemned the attack.", ("2008-01-01", "None")),
        (f"{SARKOZY} U.S. President Barack Obama also condemned it.", ("2009-01-20", "2012-05-15")),
        (f"{SARKOZY} Rebels attacked the base in June 2009.", ("2009-06-01", "2012-05-15")),
        (f"{SARKOZY} The ministers will meet on 4 March 2010.", ("2007-05-16", "2010-03-04")),
        (f"{SARKOZY} Gunmen killed two farmers in 2019.", None),
        ("Gunmen killed two soldiers on Friday.", None),
    ],
)
def test_offices_and_dated_events_bound_the_publication(
    text: str, wanted: tuple[str, str] | None, code_text: Code
) -> None:
    assert bounds(code_text(text)) == wanted


def test_a_report_with_a_date_infers_none(code_text: Code) -> None:
    assert code_text(SARKOZY, date(2010, 5, 7)).inferred is None


def test_bounds_date_relative_times_and_are_marked(events_of: Events) -> None:
    text = f"{SARKOZY} Gunmen killed two soldiers on Friday."
    event = events_of(text)[-1]
    told = [(text[e["start"] : e["end"]], e["rule"]) for e in event["evidence"] if e["field"] == "date"]
    assert (event["date"], event["enddate"], event["date_precision"]) == ("2007-05-11", "2012-05-11", "range")
    assert told == [
        ("on Friday", "time.weekday: inferred: office terms"),
        ("French President Nicolas Sarkozy", "time.anchor: inferred: office terms"),
    ]


def test_without_both_ends_relative_times_stay_unanchored(events_of: Events) -> None:
    event = events_of("Gunmen attacked the mine in June 2009. They killed two guards on Friday.")[-1]
    assert (event["date"], event["date_precision"]) == (None, "unanchored")


def test_json_and_explanation_tell_the_bounds(code_text: Code) -> None:
    coded = code_text(SARKOZY)
    assert article_json(coded)["published_inferred"] == {
        "date": "2007-05-16",
        "enddate": "2012-05-15",
        "evidence": [{"start": 0, "end": 32, "rule": "inferred: office terms"}],
    }
    heading, why, *_ = lines(coded, explain=True)
    assert "inferred 2007-05-16 … 2012-05-15" in heading
    assert why == "  published    'French President Nicolas Sarkozy' ← inferred: office terms"
