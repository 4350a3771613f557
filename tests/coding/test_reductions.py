"""A planned meeting is an agreement to meet; a coming withdrawal is a concession."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Events = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("text", "act", "reduced"),
    [
        ("The presidents of Chad and Sudan will meet in Cairo on Monday.", "CONSULT", "AGREE"),
        ("Norway will send food aid to Malawi next month.", "AID", "AGREE"),
        ("Ethiopia will withdraw its troops from the border town of Badme in June.", "RETREAT", "CONCEDE"),
    ],
)
def test_a_planned_act_gives_the_reduced_event_and_is_kept(
    events_of: Events, text: str, act: str, reduced: str
) -> None:
    events = {e["event"]: e for e in events_of(text)}
    assert events[act]["status"] == "planned"
    assert events[reduced]["status"] == "actual"
    assert {"to": events[act]["id"], "relation": "embeds"} in events[reduced]["links"]
    assert {"to": events[reduced]["id"], "relation": "embedded_in"} in events[act]["links"]


def test_an_act_that_happened_is_not_reduced(events_of: Events) -> None:
    assert [e["event"] for e in events_of("The presidents of Chad and Sudan met in Cairo on Monday.")] == ["CONSULT"]


def test_a_promise_is_the_event_itself(events_of: Events) -> None:
    events = events_of("France promised to send tanks to Ukraine.")
    assert sum(e["event"] == "AGREE" for e in events) == 1
