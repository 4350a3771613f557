import csv
import io
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from coders import Told, coder
from readers import Write

import tocsin
from tocsin.errors import FormatError
from tocsin.evaluating import documents
from tocsin.evaluating.scores import Row
from tocsin.ontology import load_ontology
from tocsin.records import Status

ONTOLOGY = load_ontology(Path(tocsin.__file__).parent / "data/plover")
HEADLINE = "Norland Shells Ostby"
TEXT = "Norland fired on Ostby.\nThe mayor met envoys and blamed Norland."


def table(*rows: tuple[str, str, str, str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("text", "title", "prompt", "label"), *rows])
    return buffer.getvalue()


def scored(write: Write, rows: list[tuple[str, str, str, str]], told: dict[str, list[Told]], **options: Any) -> Any:
    kept: list[Row] = []
    path = write("stories.csv", table(*rows))
    result = documents.evaluate([path], coder(told).report, ontology=ONTOLOGY, record=kept.append, **options)
    return result, kept


def types(write: Write, *told: Told) -> tuple[object, object]:
    """What the two rules make of the story."""
    _, kept = scored(write, [(TEXT, "t", f"{HEADLINE}\n\n(Wire) --", "ASSAULT")], {TEXT: list(told)})
    return kept[0]["predicted"], kept[0]["predicted_lead"]


def test_counts_by_hand(write: Write) -> None:
    # Right by the sum: the first. By the lead: the first two. The third has no event, the fourth no words.
    rows = [(TEXT, "t", HEADLINE, "ASSAULT"), ("Ana met Bo.\nBo cheered.", "u", "", "CONSULT"),
            ("All is well.", "v", "", "AID"), ("...", "w", "", "AID")]  # fmt: skip
    told = {
        TEXT: [Told("ASSAULT", "Shells")],
        rows[1][0]: [Told("CONSULT", "met", score=0.5), Told("SUPPORT", "cheered", score=0.8)],
    }
    result, kept = scored(write, rows, told)
    assert [k["predicted"] for k in kept] == ["ASSAULT", "SUPPORT", "NONE", "NONE"]
    assert [k["predicted_lead"] for k in kept] == ["ASSAULT", "CONSULT", "NONE", "NONE"]
    assert (result["accuracy"], result["lead_accuracy"]) == (1 / 4, 2 / 4)
    assert (result["macro_f1"], result["lead_macro_f1"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (result["documents"], result["without_event"], result["skipped"]) == (4, 2, 1)
    assert result["by_type"]["SUPPORT"] == {"precision": 0, "recall": 0, "f1": 0, "tp": 0, "predicted": 1, "gold": 0}


def test_scores_are_summed_over_the_story_and_of_equals_the_first_told_is_taken(write: Write) -> None:
    twice = [Told("ACCUSE", "blamed", score=0.5), Told("ACCUSE", "envoys", score=0.4)]
    assert types(write, Told("ASSAULT", "fired", score=0.8), *twice)[0] == "ACCUSE"
    assert types(write, Told("ASSAULT", "fired", score=0.5), Told("CONSULT", "met", score=0.5))[0] == "ASSAULT"


def test_the_lead_is_the_headline_and_else_the_first_sentence_that_tells_an_event(write: Write) -> None:
    likely = Told("CONSULT", "met", score=0.9)
    assert types(write, Told("ASSAULT", "Shells", score=0.2), likely) == ("CONSULT", "ASSAULT")
    assert types(write, Told("ASSAULT", "fired", score=0.2), likely) == ("CONSULT", "ASSAULT")
    assert types(write, likely) == ("CONSULT", "CONSULT")


@pytest.mark.parametrize(
    "told",
    [
        Told("ASSAULT", "fired", status=Status.PLANNED),
        Told("ASSAULT", "fired", negated=True),
        Told("ASSAULT", "fired", historical=True),
        Told("ASSAULT", "fired", embedded_in="ACCUSE"),
    ],
)
def test_what_is_not_told_as_done_counts_only_where_nothing_is(write: Write, told: Told) -> None:
    assert types(write, told, Told("CONSULT", "met", score=0.1)) == ("CONSULT", "CONSULT")
    assert types(write, told) == ("ASSAULT", "ASSAULT")


def test_folds_part_the_templates(write: Write) -> None:
    rows = [(f"Ana {n}.", f"template {n % 9}", "", "AID") for n in range(18)]
    in_fold = [sum(int(sha256(r[1].encode()).hexdigest(), 16) % 5 == fold for r in rows) for fold in range(5)]
    assert [scored(write, rows, {}, fold=fold)[0]["documents"] for fold in range(5)] == in_fold
    by_fold = scored(write, rows, {})[0]["by_fold"]
    assert {int(k): v["documents"] for k, v in by_fold.items()} == {k: n for k, n in enumerate(in_fold) if n}


def test_the_title_stands_in_for_a_prompt(write: Write) -> None:
    path = write("stories.csv", 'text,title,label\n"One.\n\nTwo.",Norland Shells Ostby,ASSAULT\nThree.,War,AID\n')
    first, second = documents.stories([path], ONTOLOGY)
    assert (first.headline, first.text, first.line, second.line) == (HEADLINE, "One.\n\nTwo.", 2, 5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"stories\.csv:1: has no column text, title, label"),
        ("text,label\n", r"stories\.csv:1: has no column title; the first line names text, title, label"),
        ("text,title,label\na,b\n", r"stories\.csv:2: a row has 3 columns, found 2"),
        ('text,title,label\n"a\nb",b,WAR\n', r"stories\.csv:2: 'WAR' is no event; the events are ACCUSE|AGREE"),
        ('text,title,label\n"a,b,AID\n', r"stories\.csv:2: is not CSV \(.+\); mend its quotes"),
    ],
)
def test_malformed_tables_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(documents.stories([write("stories.csv", content)], ONTOLOGY))
