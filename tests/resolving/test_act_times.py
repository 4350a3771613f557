from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

Events = Callable[..., list[dict[str, Any]]]
CASES = yaml.safe_load(Path(__file__).with_name("dates.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['word']}: {case['text'][:60]}" for case in CASES])
def test_when_an_act_lies(case: dict[str, Any], events_of: Events) -> None:
    published = None if case["published"] == "none" else case["published"]
    events = [e for e in events_of(case["text"], published) if case["word"] in e["trigger"]["text"]]
    first, _, last = str(case["days"]).partition("..")
    wanted = (None, None) if first == "none" else (first, last or first)
    assert (events[-1]["date"], events[-1]["enddate"]) == wanted


def test_what_is_over_long_before_the_report_is_historical(events_of: Events) -> None:
    [old] = events_of("Soldiers killed two farmers in 1999.", date(2022, 12, 9))
    [new] = events_of("Soldiers killed two farmers in November.", date(2022, 12, 9))
    assert (old["historical"], new["historical"]) == (True, False)
    [dated] = events_of("On 4 March 2016 soldiers killed two farmers.")
    [year] = events_of("In 2016 soldiers killed two farmers.")
    assert (dated["historical"], year["historical"]) == (False, True)


def test_the_evidence_names_rule_and_anchor(events_of: Events) -> None:
    text = "Voters went to the polls on 7 November. Police arrested the leader two days after the vote."
    event = events_of(text, date(2020, 11, 20))[-1]
    told = [(text[e["start"] : e["end"]], e["rule"]) for e in event["evidence"] if e["field"] == "date"]
    assert told == [("two days after the vote", "time.length.after: event"), ("on 7 November", "time.anchor: event")]


def test_no_words_date_what_lies_ahead(events_of: Events) -> None:
    event = events_of("Greece will deport the migrants.", date(2016, 2, 16))[-1]
    assert (event["date"], event["date_precision"], event["date_text"]) == (None, "unanchored", None)
