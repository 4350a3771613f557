"""Events under the score that is asked for are declined, not lost."""

from collections.abc import Callable

import pytest

from tocsin.exporting.selecting import at_least
from tocsin.exporting.wire import article_json
from tocsin.records import CodedArticle

TEXT = "Gunmen attacked a patrol near Goma. Pristina threatened to arrest the mayors."


@pytest.fixture
def whole(code_text: Callable[..., CodedArticle]) -> CodedArticle:
    return code_text(TEXT)


def test_what_is_under_the_score_is_declined_with_the_reason(whole: CodedArticle) -> None:
    scores = sorted(event.coding.score for event in whole.events)
    assert len(set(scores)) > 1, "the test needs events of several scores"
    score = scores[-1]
    chosen = at_least(whole, score)
    assert [e.id for e in chosen.events] == [e.id for e in whole.events if e.coding.score >= score]
    assert len(chosen.declined) - len(whole.declined) == len(whole.events) - len(chosen.events)
    record = article_json(chosen)
    reasons = [d for d in record["declined"] if d["reason"].endswith(f"is less than the {score:g} asked for")]
    lost = [(e.coding.event, e.coding.trigger.start) for e in whole.events if e.coding.score < score]
    assert [(d["event"], d["trigger"]["start"]) for d in reasons] == lost
    assert all(TEXT[d["trigger"]["start"] : d["trigger"]["end"]] == d["trigger"]["text"] for d in record["declined"])


def test_no_link_leads_to_an_event_that_is_gone(whole: CodedArticle) -> None:
    for score in {event.coding.score for event in whole.events}:
        events = article_json(at_least(whole, score))["events"]
        assert {link["to"] for event in events for link in event["links"]} <= {event["id"] for event in events}


def test_a_score_that_all_have_changes_nothing(whole: CodedArticle) -> None:
    assert at_least(whole, 0) is whole
