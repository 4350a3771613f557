import json
from datetime import date, datetime
from typing import Any

import pytest
from readers import Write

from tocsin.errors import FormatError, ReadError
from tocsin.evaluating import events

TEXT = "Rebels attacked the town. The mayor met the bishop."
Json = dict[str, Any]


def span(words: str) -> Json:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def event(kind: str, trigger: str, **more: Any) -> Json:
    return {"event": kind, "trigger": span(trigger), **more}


def coded(kind: str, trigger: str, **more: Any) -> Json:
    plain = {"mode": [], "status": "actual", "negated": False, "actor": [], "recipient": [], "attribution": []}
    plain["score"] = 0.9
    return event(kind, trigger, **(plain | more))


def scored(write: Write, gold: list[Json], found: list[Json]) -> Json:
    line = json.dumps({"text": TEXT, "published": "2022-12-09", "events": gold, "pattern": "plain"})
    seen: list[date | datetime | None] = []

    def coder(text: str, published: date | datetime | None) -> list[Json]:
        seen.append(published)
        return found

    result = events.evaluate([write("gold.jsonl", line)], coder)
    assert seen == [date(2022, 12, 9)]
    return result


def test_a_perfect_reading(write: Write) -> None:
    gold = [
        event("ASSAULT", "attacked", actor=[span("Rebels")], recipient=[span("the town")], status="actual", mode=[])
    ]
    found = [coded("ASSAULT", "attacked", actor=[span("Rebels")], recipient=[span("town")])]
    result = scored(write, gold, found)
    assert (result["type_f1"], result["event_f1"], result["status_accuracy"], result["mode_accuracy"]) == (1, 1, 1, 1)
    assert result["by_pattern"]["plain"]["f1"] == 1
    assert result["confusion"] == []


def test_a_missing_side_spoils_the_event_and_not_its_type(write: Write) -> None:
    gold = [event("ASSAULT", "attacked", actor=[span("Rebels")], recipient=[span("the town")])]
    result = scored(write, gold, [coded("ASSAULT", "attacked", actor=[span("Rebels")])])
    assert (result["type_f1"], result["event_f1"]) == (1, 0)
    assert (result["actor_accuracy"], result["recipient_accuracy"]) == (1, 0)


def test_other_event_missed_event_and_false_alarm(write: Write) -> None:
    gold = [event("ASSAULT", "attacked"), event("CONSULT", "met")]
    result = scored(write, gold, [coded("COERCE", "attacked"), coded("SUPPORT", "bishop")])
    assert result["type_f1"] == 0
    assert sorted(map(tuple, result["confusion"])) == [
        ("ASSAULT", "COERCE", 1),
        ("CONSULT", "none", 1),
        ("none", "SUPPORT", 1),
    ]


def test_fields_left_out_are_not_asked(write: Write) -> None:
    result = scored(write, [event("CONSULT", "met")], [coded("CONSULT", "met", status="planned")])
    assert result["status_asked"] == result["mode_asked"] == result["actor_asked"] == 0
    wrong = scored(write, [event("CONSULT", "met", status="actual")], [coded("CONSULT", "met", status="planned")])
    assert (wrong["status_accuracy"], wrong["by_status"]["actual"]["gold"]) == (0, 1)


def test_statuses_are_averaged_over_those_that_gold_names(write: Write) -> None:
    gold = [event("ASSAULT", "attacked", status="actual"), event("CONSULT", "met", status="planned")]
    found = [coded("ASSAULT", "attacked"), coded("CONSULT", "met")]
    result = scored(write, gold, found)
    assert result["status_accuracy"] == 1 / 2
    assert result["status_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)
    assert (result["by_status"]["planned"]["accuracy"], result["by_status"]["actual"]["precision"]) == (0, 0.5)


def test_scores_are_held_against_type_matches(write: Write) -> None:
    gold = [event("ASSAULT", "attacked"), event("CONSULT", "met")]
    found = [coded("ASSAULT", "attacked", score=0.8), coded("SUPPORT", "met", score=0.3)]
    result = scored(write, gold, found)
    assert result["expected_calibration_error"] == pytest.approx((0.2 + 0.3) / 2)
    assert [(row["from"], row["precision"]) for row in result["calibration"] if row["n"]] == [(0.3, 0), (0.8, 1)]
    at = {row["score"]: (row["precision"], row["recall"]) for row in result["by_threshold"]}
    assert at == {k / 10: (0.5, 0.5) if k <= 3 else (1, 0.5) if k <= 8 else (0, 0) for k in range(1, 10)}


def test_a_threshold_matches_anew(write: Write) -> None:
    # Two coded events stand for one gold event; when the one goes the other is left to match.
    gold = [event("ASSAULT", "attacked")]
    found = [coded("ASSAULT", "Rebels attacked", score=0.2), coded("ASSAULT", "attacked", score=0.6)]
    at = {row["score"]: (row["tp"], row["predicted"]) for row in scored(write, gold, found)["by_threshold"]}
    assert (at[0.1], at[0.2], at[0.3], at[0.6], at[0.7]) == ((1, 2), (1, 2), (1, 1), (1, 1), (0, 0))


def test_two_events_on_one_trigger_match_by_event(write: Write) -> None:
    gold = [event("REJECT", "met"), event("CONSULT", "met")]
    assert scored(write, gold, [coded("CONSULT", "met"), coded("REJECT", "met")])["type_f1"] == 1


def test_speakers_are_compared_by_the_innermost(write: Write) -> None:
    gold = [event("ASSAULT", "attacked", attribution=[{"speaker": span("The mayor")}])]
    said = [{"speaker": span("mayor")}]
    assert scored(write, gold, [coded("ASSAULT", "attacked", attribution=said)])["speaker_accuracy"] == 1
    assert scored(write, gold, [coded("ASSAULT", "attacked")])["speaker_accuracy"] == 0


def test_a_text_that_cannot_be_read_holds_no_event(write: Write) -> None:
    def fails(text: str, published: object) -> list[Json]:
        raise ReadError("x: holds no words")

    result = events.evaluate([write("gold.jsonl", json.dumps({"text": "…", "events": []}))], fails)
    assert (result["articles"], result["predicted"]) == (1, 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"gold.jsonl:1: is not one JSON object"),
        ('{"events": []}', r"gold.jsonl:1: has no 'text'"),
        ('{"text": "a b", "events": [{"event": "AID"}]}', r"gold.jsonl:1: an event needs"),
        (
            '{"text": "a b", "events": [{"event": "AID", "trigger": {"start": 2, "end": 9}}]}',
            r"does not lie in the text",
        ),
        ('{"text": "a b", "published": "soon"}', r"'soon', which is no ISO date"),
    ],
)
def test_what_breaks_the_format_is_named_with_file_and_line(write: Write, line: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(events.gold_articles([write("gold.jsonl", line)]))
