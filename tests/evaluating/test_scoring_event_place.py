import json
from hashlib import sha256
from typing import Any

import pytest
from coders import Told, coder, spot
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import event_place
from tocsin.evaluating.scores import Row
from tocsin.records import Span

SHOT = "Gunmen from Ostby shot a guard in the port of Amal."
FLED = "Crowds fled Ostby."
LATE = "In Ostby a man was jailed for a raid in Amal."
NAMES = {"Ostby": "GPE", "Amal": "GPE", "Gunmen": "ORG"}


def row(text: str, verb: str, *places: str) -> str:
    marks = [("VERB", verb), *(("LOCATION", place) for place in places)]
    spans = [{"label": k, "start": spot(text, w).start, "end": spot(text, w).end} for k, w in marks]
    return json.dumps({"text": text, "spans": spans})


def scored(write: Write, rows: list[str], told: dict[str, list[Told]], **options: Any) -> tuple[Any, list[Row]]:
    kept: list[Row] = []
    path = write("places.jsonl", "\n".join(rows))
    return event_place.evaluate([path], coder(told, NAMES), record=kept.append, **options), kept


def test_counts_by_hand(write: Write) -> None:
    # Right: shot (overlap), fled (no place, none found). Wrong: jailed (a place where none is), raid (no such event).
    # Never a place is right for two of four. The nearest name is right for shot? No: Ostby. For raid: Amal.
    rows = [row(SHOT, "shot", "port of Amal"), row(FLED, "fled"), row(LATE, "jailed"), row(LATE, "raid", "Amal")]
    told = {
        SHOT: [Told("ASSAULT", "shot", place="Amal")],
        FLED: [Told("RETREAT", "fled")],
        LATE: [Told("COERCE", "jailed", place="Ostby")],
    }
    result, kept = scored(write, rows, told)
    assert result == {
        "accuracy": 2 / 4,
        "with_place_accuracy": 1 / 2,
        "without_place_accuracy": 1 / 2,
        "always_none_accuracy": 2 / 4,
        "always_nearest_accuracy": 1 / 4,
        "rows": 4,
        "with_place": 2,
        "without_place": 2,
        "with_event": 3,
        "predicted": 2,
        "right": 2,
    }
    assert [k["wrong"] for k in kept] == [False, False, True, True]
    assert [k["nearest"] and k["nearest"]["text"] for k in kept] == ["Ostby", "Ostby", "Ostby", "Amal"]  # type: ignore[index]


def test_of_several_places_one_is_enough(write: Write) -> None:
    told = {SHOT: [Told("ASSAULT", "shot", place="Ostby")]}
    assert scored(write, [row(SHOT, "shot", "Amal", "Ostby")], told)[0]["accuracy"] == 1


def test_the_likeliest_event_with_a_place_answers(write: Write) -> None:
    events = [
        Told("COERCE", "shot", place="Ostby", score=0.3),
        Told("ASSAULT", "shot", place="Amal", score=0.6),
        Told("ACCUSE", "shot", score=0.9),
    ]
    assert scored(write, [row(SHOT, "shot", "Amal")], {SHOT: events})[0]["accuracy"] == 1


def test_a_text_without_words_or_names_has_no_place(write: Write) -> None:
    line = '{"text": "...", "spans": [{"label": "VERB", "start": 0, "end": 1}]}'
    result, kept = scored(write, [line, row("Crowds fled.", "fled")], {})
    assert (result["accuracy"], result["always_nearest_accuracy"], result["with_event"]) == (1, 1, 0)
    assert kept[0]["predicted"] is kept[0]["nearest"] is None


def test_dev_takes_a_tenth(write: Write) -> None:
    texts = [f"{n} men fled." for n in range(40)]
    tenth = sum(int(sha256(text.encode()).hexdigest(), 16) % 10 == 0 for text in texts)
    rows = [row(text, "fled") for text in texts]
    assert 0 < tenth < 40
    assert scored(write, rows, {}, dev=True)[0]["rows"] == tenth
    assert scored(write, rows, {})[0]["rows"] == 40


@pytest.mark.parametrize("mark", [{"start": 11, "end": 12, "text": "Amal"}, {"start": 9, "end": 9, "text": "Amal"}])
def test_where_a_mark_counts_words_its_own_words_tell(write: Write, mark: dict[str, Any]) -> None:
    spans = [{"label": "VERB", "start": 18, "end": 22, "text": "shot"}, {"label": "LOCATION", **mark}]
    path = write("places.jsonl", json.dumps({"text": SHOT, "spans": spans}))
    (found,) = event_place.rows([path])
    assert (found.verbs, found.places) == ((Span(18, 22),), (spot(SHOT, "Amal"),))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"places\.jsonl:1: is not one JSON object"),
        ("[]", r"places\.jsonl:1: has no 'text'"),
        ('{"text": "a b"}', r"places\.jsonl:1: has no span with the label VERB"),
        ('{"text": "a b", "spans": [{"label": "VERB", "end": 1}]}', r"needs whole numbers .* found None and 1"),
        ('{"text": "a b", "spans": [{"label": "VERB", "start": 2, "end": 9}]}', r"2:9 does not lie in the text of 3"),
        (
            '{"text": "a b", "spans": [{"label": "VERB", "start": 0, "end": 1, "text": "c"}]}',
            r"does not lie in the text",
        ),
    ],
)
def test_what_breaks_the_format_is_named_with_file_and_line(write: Write, line: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(event_place.rows([write("places.jsonl", line)]))
