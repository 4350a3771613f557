from typing import Any

import pytest
from coders import Told, coder, spot
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import participants
from tocsin.evaluating.participants import Sided, matches
from tocsin.evaluating.scores import Row
from tocsin.records import Span

GOLD = """The B-S
rebels I-S
shelled O
Port B-T
Amal I-T
. O

Norland B-R
and O
Sudland B-R
met O
. O
"""
RAID, TALKS = "The rebels shelled Port Amal.", "Norland and Sudland met."


def scored(write: Write, told: dict[str, list[Told]]) -> tuple[Any, list[Row]]:
    kept: list[Row] = []
    return participants.evaluate([write("gold.txt", GOLD)], coder(told), record=kept.append), kept


def test_counts_by_hand(write: Write) -> None:
    # The raid: the actor found, the recipient missed, one actor too many. The talks: both parties found as actors.
    told = {
        RAID: [Told("ASSAULT", "shelled", ["rebels", "shelled"])],
        TALKS: [Told("CONSULT", "met", ["Norland", "Sudland"])],
    }
    result, kept = scored(write, told)
    assert result["by_side"]["source"] == {
        "precision": 3 / 4,
        "recall": 1,
        "f1": 6 / 7,
        "tp": 3,
        "predicted": 4,
        "gold": 3,
    }
    assert (result["source_f1"], result["target_f1"], result["f1"]) == (6 / 7, 0, 6 / 8)
    assert (result["tp"], result["predicted"], result["gold"]) == (3, 4, 4)
    assert (result["sentences"], result["reciprocal"], result["reciprocal_found"]) == (2, 2, 2)
    assert (kept[0]["line"], kept[1]["line"], kept[0]["text"]) == (1, 8, RAID)


def test_a_reciprocal_party_may_be_found_on_either_side(write: Write) -> None:
    result, _ = scored(write, {TALKS: [Told("CONSULT", "met", ["Norland"], ["Sudland"])]})
    assert (result["by_side"]["source"]["tp"], result["by_side"]["target"]["tp"]) == (1, 1)
    assert (result["by_side"]["source"]["gold"], result["by_side"]["target"]["gold"]) == (2, 2)
    assert (result["tp"], result["gold"]) == (2, 4)


def test_a_reciprocal_party_that_is_found_twice_is_right_twice(write: Write) -> None:
    both = [Told("CONSULT", "met", ["Norland"], ["Sudland"]), Told("CONSULT", "met", ["Sudland"], ["Norland"])]
    result, _ = scored(write, {TALKS: both})
    assert (result["tp"], result["predicted"], result["reciprocal_found"]) == (4, 4, 2)


def test_a_reciprocal_party_that_nobody_finds_is_missed_once(write: Write) -> None:
    result, _ = scored(write, {})
    assert (result["gold"], result["tp"], result["predicted"]) == (4, 0, 0)
    assert (result["by_side"]["source"]["gold"], result["by_side"]["target"]["gold"]) == (3, 3)


def test_parties_of_several_events_that_share_words_are_one(write: Write) -> None:
    told = [Told("ASSAULT", "shelled", ["The rebels"], ["Port"]), Told("COERCE", "shelled", ["rebels"], ["Port Amal"])]
    result, kept = scored(write, {RAID: told})
    assert (result["tp"], result["predicted"]) == (2, 2)
    assert kept[0]["predicted"] == {
        "sources": [{"start": 0, "end": 10, "text": "The rebels"}],
        "targets": [{"start": 19, "end": 28, "text": "Port Amal"}],
    }


def test_one_prediction_matches_one_span() -> None:
    wide, one, other = Span(0, 20), Span(0, 5), Span(8, 18)
    assert matches((one, other), (wide,)) == {other}
    assert matches((wide,), (one, other)) == {wide}
    assert matches((one,), (other,)) == set()


def test_words_are_set_as_running_text(write: Write) -> None:
    path = write("gold.txt", "Norland|B-T\n's|I-T\narmy|I-T\nfled|O\n.|O\n")
    text = "Norland's army fled."
    assert list(participants.sentences_of([path])) == [
        Sided(str(path), 1, text, (), (spot(text, "Norland's army"),), ())
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Ana B-S\nalone\n", r"bad\.txt:2: a line has a word and its label, found 'alone'"),
        ("Ana S\n", r"bad\.txt:1: 'S' is no label"),
        ("Ana O\nBo B-PER\n", r"bad\.txt:2: 'B-PER' is no label; write O, or B- or I- and one of S, T, R"),
    ],
)
def test_malformed_lines_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        participants.evaluate([write("bad.txt", content)], coder())
