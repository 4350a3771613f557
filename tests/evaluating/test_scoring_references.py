import json
from typing import Any

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import references
from tocsin.evaluating.coded import english_report
from tocsin.reading import article
from tocsin.records import CodedArticle, Mention, Reference, Span

TEXT = "Ana Lopez and Bo met. She left. It rained. The two women argued."
GOLD = {
    "text": TEXT,
    "references": [
        {"text": "She", "start": 22, "end": 25, "antecedents": ["Ana Lopez"]},
        {"text": "It", "start": 32, "end": 34, "antecedents": []},
        {"text": "The two women", "start": 43, "end": 56, "antecedents_all": [["Ana Lopez"], ["Bo"]]},
    ],
    "quoted": [{"trigger": {"text": "left", "start": 26, "end": 30}, "event": "RETREAT", "speaker": ["Bo"]}],
}


def mention(start: int, end: int) -> Mention:
    return Mention(Span(start, end), 0, 0, 0, 0)


def coded(*found: Reference) -> CodedArticle:
    return CodedArticle(article(english_report(TEXT, location="t")), None, (), references=found)


def scored(write: Write, *found: Reference) -> Any:
    return references.evaluate([write("a.jsonl", json.dumps(GOLD))], lambda text: coded(*found))


def test_counts_by_hand(write: Write) -> None:
    # She is led to Ana, the two women to Ana alone, "it" to nobody; no event is coded, so no speaker is asked for.
    she = Reference(mention(22, 25), (mention(0, 9),), "chained.pronoun")
    women = Reference(mention(43, 56), (mention(0, 9),), "both.noun")
    result = scored(write, she, women)
    assert (result["references"], result["references_right"]) == (3, 2)
    assert result["by_kind"]["several parties"]["right"] == 0
    assert (result["quoted"], result["quoted_coded"], result["speaker_accuracy"]) == (1, 0, 0.0)


def test_several_parties_need_each_of_them(write: Write) -> None:
    women = Reference(mention(43, 56), (mention(0, 9), mention(14, 16)), "both.noun")
    assert scored(write, women)["by_kind"]["several parties"]["right"] == 1


def test_what_stands_for_nobody_must_not_be_led_anywhere(write: Write) -> None:
    led = Reference(mention(32, 34), (mention(0, 9),), "chained.pronoun")
    assert scored(write, led)["by_kind"]["stands for nobody"]["right"] == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"references": [{"text": "He", "start": 22, "end": 25, "antecedents": []}]}, "does not stand at"),
        ({"references": [{"text": "She", "start": 22, "end": 25}]}, "has neither"),
        ({"text": 3}, "has no 'text'"),
    ],
)
def test_a_wrong_line_is_named(write: Write, change: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        references.evaluate([write("a.jsonl", json.dumps({**GOLD, **change}))], lambda text: None)
