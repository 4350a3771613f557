"""What the event heads are told of each word."""

import csv
import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import events
from annotations import parsed
from tocsin.evaluating.coded import share
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA

ONTOLOGY = load_ontology(DATA / "plover")


def labels(**event: object) -> tuple[dict[str, str], dict[str, str]]:
    """The sides and the place of one event of a sentence, by word."""
    text = "On Friday rebels near Goma freed three nurses, the UN said."
    line = {"text": text, "pattern": "p", "events": [{"trigger": "freed", "event": "RETREAT", **event}]}
    (example,) = events.examples(iter([parsed(json.dumps(line), "here:1", ONTOLOGY)]))
    assert example.triggers is not None
    label = example.triggers[0]
    return dict(zip(example.words, label.sides, strict=True)), dict(zip(example.words, label.places, strict=False))


def test_sides_and_speaker_are_marked() -> None:
    found, _ = labels(actor=["rebels"], recipient=["three nurses"], speakers=["the UN"], place="Goma")
    assert found["rebels"] == "B-ACTOR"
    assert (found["three"], found["nurses"]) == ("B-RECIPIENT", "I-RECIPIENT")
    assert (found["the"], found["UN"]) == ("B-SPEAKER", "I-SPEAKER")
    assert found["Goma"] == found["Friday"] == "O"


def test_the_place_may_be_a_side_too() -> None:
    sides, places = labels(actor=[], recipient=["Goma"], place="Goma")
    assert sides["Goma"] == "B-RECIPIENT"
    assert [word for word, label in places.items() if label != "O"] == ["Goma"]


def test_without_a_place_it_is_not_known_what_is_one() -> None:
    assert labels(actor=["rebels"], recipient=["three nurses"])[1] == {}


def test_who_acts_goes_before_who_speaks() -> None:
    assert labels(actor=["rebels"], recipient=[], speakers=["rebels"])[0]["rebels"] == "B-ACTOR"


def in_part(text: str, parts: int, part: int) -> str:
    """The text with a number that puts it into this part of a set."""
    return next(t for n in range(999) if share(t := f"{text} {n}.", parts) == part)


def test_places_train_outside_dev_and_tell_nothing_else(tmp_path: Path) -> None:
    texts = [in_part("Gunmen shot a man in Goma", 10, part) for part in (0, 1)]
    mark = {"start": 7, "end": 11, "label": "VERB"}, {"start": 21, "end": 25, "label": "LOCATION"}
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps({"text": t, "spans": mark}) + "\n" for t in texts), encoding="utf-8")
    (example,) = events.placed(file)
    assert example.words == [*texts[1].removesuffix(".").split(), "."]
    assert example.triggers is not None
    label = example.triggers[0]
    assert (label.index, label.status) == (1, "")
    assert label.places[5] == "B-PLACE"
    assert label.sides == []
    assert example.events == [frozenset()] * len(example.words)


@pytest.mark.parametrize(("fold", "found"), [(0, 0), (1, 2)])
def test_stories_of_the_first_fold_do_not_train(tmp_path: Path, fold: int, found: int) -> None:
    file = tmp_path / "stories.csv.gz"
    title = in_part("Rebels free {country_1} nurses", 5, fold)
    with gzip.open(file, "wt", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["text", "title", "prompt", "label"])
        writer.writerow(
            ["Rebels freed three nurses. They left.", title, "Rebels free Kenyan nurses\n(Wire) --", "RETREAT"]
        )
    told = list(events.synthetic(file))
    assert [e.told for e in told] == ["RETREAT"] * found
    assert all("They" not in e.words for e in told)
