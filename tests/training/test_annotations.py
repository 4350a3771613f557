"""The project's annotated event sentences keep their format, and there are enough of each kind."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
from annotations import FOLDER, AnnotatedText, found, load, parsed

ONTOLOGY = load_ontology(DATA / "plover")


@pytest.fixture(scope="module")
def texts() -> list[AnnotatedText]:
    return [text for path in sorted(FOLDER.glob("*.jsonl")) for text in load(path, ONTOLOGY)]


def test_no_text_stands_twice(texts: list[AnnotatedText]) -> None:
    twice = [text for text, n in Counter(t.text for t in texts).items() if n > 1]
    assert not twice


def test_every_event_and_mode_has_examples(texts: list[AnnotatedText]) -> None:
    events = Counter(e.event for t in texts for e in t.events)
    modes = Counter((e.event, e.mode) for t in texts for e in t.events)
    assert all(events[name] >= 80 for name in ONTOLOGY.events)
    assert all(modes[name, mode] >= 9 for name, kind in ONTOLOGY.events.items() for mode in kind.modes)
    assert sum(not t.events for t in texts) >= 1200


def test_words_are_found_as_whole_words_and_by_number() -> None:
    text = "The army rearmed the army."
    assert found(text, "army", "x").start == 4
    assert found(text, "army#2", "x").start == 21


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ('{"text": "a"}', "'pattern' must be there"),
        ('{"text": "a", "pattern": "x", "event": []}', "unknown keys"),
        ('{"text": "a", "pattern": "x", "events": [{"trigger": "a", "event": "WAR"}]}', "no event of the ontology"),
        ('{"text": "a", "pattern": "x", "events": [{"trigger": "b", "event": "AID"}]}', "does not stand in"),
        ('{"text": "a", "pattern": "x", "events": [{"trigger": "a", "event": "AID", "mode": "x"}]}', "no mode of AID"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parsed(line, "file.jsonl:3", ONTOLOGY)
