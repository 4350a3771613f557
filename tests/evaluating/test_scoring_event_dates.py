import json
from typing import Any

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import event_dates

TEXT = "Rebels killed two guards and shelled the town after they seized it."
Json = dict[str, Any]


def event(trigger: str, first: str | None, last: str | None = None, **more: object) -> Json:
    start = TEXT.index(trigger)
    place = {"text": trigger, "start": start, "end": start + len(trigger)}
    days = {"date": first, "enddate": last or first, "date_precision": "day", "date_text": None, "historical": False}
    return {"event": "ASSAULT", "trigger": place, "evidence": [], **days, **more}


def scored(write: Write, gold: list[Json], found: list[Json]) -> Json:
    path = write("dates.jsonl", json.dumps({"text": TEXT, "events": gold, "pattern": "plain"}))
    return event_dates.evaluate([path], lambda text, published: found)


def test_dates_by_hand(write: Write) -> None:
    gold = [event("killed", "2020-05-01", "2020-05-03"), event("shelled", None), event("seized", "2020-05-01")]
    found = [event("killed", "2020-05-02"), event("shelled", "2020-05-01", historical=True)]
    result = scored(write, gold, found)
    assert (result["date_accuracy"], result["right"], result["asked"], result["missed"]) == (1 / 2, 1, 2, 1)
    assert (result["historical_accuracy"], result["with_missed"]) == (1 / 2, 1 / 3)
    assert result["by_pattern"] == {"plain": {"accuracy": 1 / 2, "right": 1, "asked": 2}}


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("2020-05-01", "2020-05-03", 1),
        ("2020-05-03", "2020-05-05", 1),  # no longer, and a day in common
        ("2020-04-30", "2020-05-03", 0),  # longer
        ("2020-05-04", "2020-05-04", 0),  # beside it
        (None, None, 0),
    ],
)
def test_an_interval_must_meet_gold_and_be_no_longer(write: Write, first: str, last: str, right: int) -> None:
    assert (
        scored(write, [event("killed", "2020-05-01", "2020-05-03")], [event("killed", first, last)])["right"] == right
    )


def test_an_end_before_the_start_is_named(write: Write) -> None:
    with pytest.raises(FormatError, match=r"dates\.jsonl:1: 'enddate' 2020-05-01 lies before"):
        scored(write, [event("killed", "2020-05-02", "2020-05-01")], [])
