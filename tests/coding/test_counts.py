"""How many: every sentence of `counts.yml` counts as it says, through the real model and coder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from patterns import same

from tocsin.coding import bonds, counts, quantities, tellings
from tocsin.coding.countwords import load_count_words
from tocsin.errors import DataError
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA

CASES = yaml.safe_load(Path(__file__).with_name("counts.yml").read_text(encoding="utf-8"))
MISREAD = frozenset(  # no event is coded, or another: nothing that a rule of counting could mend
    {
        "About 40 people were injured when police charged the crowd.",
        "Six Ukrainian children taken to Russia were returned to their families on Tuesday.",
        "Hundreds of thousands of Rohingya were driven into Bangladesh by the Burmese army.",
        "Nobody was injured when shots were fired at the Israeli embassy in Stockholm, police said.",
        "Without firing a shot, 300 special-forces soldiers took control of the airport.",
    }
)
MOST_MISREAD = 0.03
Json = dict[str, Any]
Count = tuple[str, str, int, int | None]


def test_there_are_enough_cases_and_few_are_misread() -> None:
    assert len(CASES) >= 120
    assert {case["text"] for case in CASES} >= MISREAD
    assert len(MISREAD) <= MOST_MISREAD * len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_case(case: Json, events_of: Callable[..., list[Json]]) -> None:
    text, wanted = case["text"], {tuple(count) for count in case["counts"]}
    triggers = [case["trigger"]] if isinstance(case["trigger"], str) else case["trigger"]
    events = events_of(text)
    right = any(found(e) == wanted for e in events if any(same(e["trigger"]["text"], t) for t in triggers))
    told = [(e["trigger"]["text"], e["event"], found(e)) for e in events]
    assert right != (text in MISREAD), f"wanted {wanted} at {triggers} among {told}"


def found(event: Json) -> set[Count]:
    return {(c["kind"], c["side"], c["low"], c["high"]) for c in event["counts"]}


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Rebels killed at least 18 people, including four children, in Beni.", "at least 18 people", "patients"),
        ("Gunmen killed two soldiers and a medic in Arauca.", "two soldiers and a medic", "patients"),
        ("Serbia deployed up to 1,000 soldiers along the boundary.", "up to 1,000 soldiers", "own_forces"),
        ("A crowd of 5,000 protested outside the Georgian parliament.", "A crowd of 5,000", "crowd"),
        ("Police made 23 arrests during the protest in Lyon.", "23 arrests", "counted_acts"),
    ],
)
def test_the_span_is_the_counted_phrase_and_the_evidence_names_the_rule(
    text: str, words: str, rule: str, events_of: Callable[..., list[Json]]
) -> None:
    event = next(e for e in events_of(text) if e["counts"])
    (count,) = event["counts"]
    assert (count["text"], text[count["start"] : count["end"]]) == (words, words)
    (evidence,) = (e for e in event["evidence"] if e["field"] == "counts")
    assert (evidence["start"], evidence["end"], evidence["rule"]) == (count["start"], count["end"], f"count.{rule}")


def test_one_word_leaves_another_its_count(events_of: Callable[..., list[Json]]) -> None:
    events = events_of("Gunmen killed three guards and wounded five in Quetta.")
    assert [found(e) for e in events] == [{("dead", "recipient", 3, 3)}, {("injured", "recipient", 5, 5)}]


def test_every_rule_says_what_it_reads() -> None:
    rules = (*quantities.RULES, *tellings.RULES, *bonds.BONDS, *counts.OWN)
    assert all(rule.__doc__ for rule in rules)
    assert len({rule.__name__ for rule in rules}) == len(rules)


def test_the_acts_of_the_words_are_acts_of_plover() -> None:
    events, words = load_ontology(DATA / "plover").events, load_count_words(DATA / "rules")
    named = {*words.kinds.acts, *words.bonds.suffered, *words.bonds.loosely, *words.own.lending}
    for name in named:
        event, _, mode = name.partition(".")
        assert event in events, name
        assert not mode or mode in events[event].modes, name
    kinds = {kind for table in (words.kinds.verbs, words.kinds.acts) for told in table.values() for kind in told}
    assert {*words.bonds.harms, *words.bonds.persons, *words.bonds.crowds, *words.bonds.deferring} <= kinds


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kinds:", "kind:", r"counts\.yml:\d+: unknown key 'kind'; did you mean 'kinds'\?"),
        ("    states:", "    state:", r"counts\.yml:\d+: unknown key 'state'; did you mean 'states'\?"),
        ("verbs: [arrest,", "verbs: [kill, arrest,", r"counts\.yml:\d+: 'kill' tells of 'dead' already"),
        (
            "{several: 3,",
            "{several: many,",
            r"counts\.yml:\d+: 'several' must be a whole number from 1 on, found 'many'",
        ),
        ("squad: 10", "squad: none", r"counts\.yml:\d+: 'squad' must be a whole number from 1 on, found 'none'"),
        ("tolls: [toll]", "tolls: []", r"counts\.yml:\d+: 'tolls' is missing; give it a list of words"),
        ("crowds: [displaced]", "crowds: [no]", r"counts\.yml:\d+: 'crowds' must be a list of words"),
        ("\nown:", "\nown: []\nrest:", r"counts\.yml:\d+: .*unknown key 'rest'"),
    ],
)
def test_what_is_wrong_in_the_words_is_named_with_file_and_line(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    text = (DATA / "rules/counts.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "counts.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_count_words(tmp_path)
