import json
from typing import Any

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import counts
from tocsin.evaluating.scores import Row

TEXT = "Rebels killed two guards and shelled the town, wounding five."
Json = dict[str, Any]
DEAD = {"kind": "dead", "side": "recipient", "low": 2, "high": 2}
HURT = {"kind": "injured", "side": "recipient", "low": 5, "high": 5}
MORE = {"kind": "dead", "side": "recipient", "low": 2, "high": None}


def event(trigger: str, *told: Json, kind: str = "ASSAULT") -> Json:
    start = TEXT.index(trigger)
    place = {"text": trigger, "start": start, "end": start + len(trigger)}
    return {"event": kind, "trigger": place, "counts": list(told), "score": 0.9}


def scored(write: Write, gold: list[Json], found: list[Json], pattern: str = "plain") -> tuple[Json, list[Row]]:
    kept: list[Row] = []
    path = write("counts.jsonl", json.dumps({"text": TEXT, "events": gold, "pattern": pattern}))
    return counts.evaluate([path], lambda text, published: found, record=kept.append), kept


def test_counts_by_hand(write: Write) -> None:
    # killed: gold is open, found is not. shelled: right. town: no such event, so that even "nobody" is wrong.
    gold = [event("killed", MORE), event("shelled", HURT), event("town")]
    result, kept = scored(write, gold, [event("killed", DEAD), event("shelled", HURT)])
    assert (result["accuracy"], result["asked"], result["right"], result["missed"]) == (1 / 3, 3, 1, 1)
    assert (result["tp"], result["predicted"], result["gold"]) == (1, 2, 2)
    assert (result["precision"], result["recall"]) == (1 / 2, 1 / 2)
    assert result["by_kind"]["dead"]["recall"] == 0
    assert result["by_kind"]["injured"]["f1"] == 1
    assert result["by_pattern"] == {"plain": {"accuracy": 1 / 3, "asked": 3, "right": 1}}
    assert [row["wrong"] for row in kept] == [True, False, True]
    assert [row["predicted"] for row in kept] == [[DEAD], [HURT], None]


def test_one_count_too_many_spoils_the_event(write: Write) -> None:
    result, _ = scored(write, [event("shelled", HURT)], [event("shelled", HURT, DEAD)])
    assert (result["accuracy"], result["precision"], result["recall"]) == (0, 1 / 2, 1)


def test_nobody_is_an_answer_and_the_event_may_be_of_another_kind(write: Write) -> None:
    assert scored(write, [event("shelled")], [event("shelled", kind="COERCE")])[0]["accuracy"] == 1
    assert scored(write, [event("shelled")], [event("shelled", HURT)])[0]["accuracy"] == 0


def test_events_without_counts_are_not_asked_for_but_take_their_match(write: Write) -> None:
    silent = event("killed")
    del silent["counts"]
    result, kept = scored(write, [silent, event("shelled", HURT)], [event("killed", DEAD), event("shelled", HURT)])
    assert (result["asked"], result["right"], result["predicted"], len(kept)) == (1, 1, 1, 1)


def test_a_low_that_is_open_is_nobody(write: Write) -> None:
    assert scored(write, [event("killed", DEAD | {"low": None})], [event("killed", DEAD | {"low": 0})])[0]["right"] == 1


def test_a_high_that_is_left_out_is_open(write: Write) -> None:
    open_ = {key: value for key, value in MORE.items() if key != "high"}
    assert scored(write, [event("killed", open_)], [event("killed", MORE)])[0]["accuracy"] == 1


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"side": "both"}, {"low": "2"}, {"high": "many"}, {"low": 3}])
def test_what_breaks_the_format_is_named_with_file_and_line(write: Write, wrong: Json) -> None:
    with pytest.raises(FormatError, match=r"counts\.jsonl:1: a count needs 'kind', 'side' \(actor, recipient, other\)"):
        scored(write, [event("killed", DEAD | wrong)], [])
