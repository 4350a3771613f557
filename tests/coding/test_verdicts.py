"""Lexicon and classifier together: which rule decides, and what is kept of the other's word."""

from __future__ import annotations

import pytest

from tocsin.coding.triggers import Candidate, Miss
from tocsin.coding.verdicts import Refusal, Trigger, decided
from tocsin.lexicon import Entry, load_lexicon
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA
from tocsin.records import Act

LEXICON = load_lexicon(DATA / "lexicon", load_ontology(DATA / "plover"))
DETAIN: Entry = next(e for e in LEXICON.find("verb", "detain") if e.mode == "arrest")
ATTACK: Entry = next(e for e in LEXICON.find("verb", "attack") if e.event == "ASSAULT")


def act(*chances: tuple[str, str | None, float]) -> Act:
    return Act(index=3, chances=chances, status=("actual", 0.9), negated=0.1)


def candidate(fit: Entry | None, reading: Act | None, *misses: Entry) -> Candidate:
    return Candidate(3, "verb", fit, tuple(Miss(3, entry, "no object") for entry in misses), reading)


@pytest.mark.parametrize(
    ("given", "event", "mode", "rule"),
    [
        (candidate(DETAIN, act(("COERCE", "seize", 0.9))), "COERCE", "arrest", f"lexicon:{DETAIN.origin}"),
        (candidate(DETAIN, act(("ASSAULT", "abduct", 0.6))), "COERCE", "arrest", f"lexicon:{DETAIN.origin}"),
        (candidate(DETAIN, act(("ASSAULT", "abduct", 0.9))), "ASSAULT", "abduct", "classifier:ASSAULT 0.90 against"),
        (candidate(DETAIN, act(("ASSAULT", "abduct", 0.7), ("COERCE", "arrest", 0.2))), "COERCE", "arrest", "lexicon:"),
        (candidate(ATTACK, act(("ASSAULT", "drone", 0.9))), "ASSAULT", ATTACK.mode or "drone", "lexicon:"),
        (candidate(None, act(("COERCE", "arrest", 0.45)), DETAIN), "COERCE", "arrest", "classifier:COERCE 0.45 with"),
        (candidate(None, act(("PROTEST", "riot", 0.65))), "PROTEST", "riot", "classifier:PROTEST 0.65"),
    ],
)
def test_a_trigger_and_the_rule_that_made_it(given: Candidate, event: str, mode: str, rule: str) -> None:
    verdict = decided(given)
    assert isinstance(verdict, Trigger)
    assert (verdict.entry.event, verdict.mode) == (event, mode)
    assert verdict.rule.startswith(rule)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (candidate(DETAIN, None), "the classifier reads no act here (1.00)"),
        (candidate(DETAIN, act(("COERCE", "arrest", 0.2))), "the classifier reads no act here (0.80)"),
        (candidate(None, act(("COERCE", "arrest", 0.3)), DETAIN), f"{DETAIN.origin}: no object"),
        (candidate(None, act(("COERCE", "arrest", 0.3))), "classifier: 0.30 is less than 0.5"),
    ],
)
def test_a_refusal_says_why(given: Candidate, reason: str) -> None:
    verdict = decided(given)
    assert isinstance(verdict, Refusal)
    assert reason in verdict.reason


def test_what_an_entry_rules_out_is_refused_whatever_the_classifier_reads() -> None:
    given = Candidate(3, "verb", None, (Miss(3, DETAIN, "an object of delegation"),), act(("COERCE", "arrest", 0.99)))
    verdict = decided(given)
    assert isinstance(verdict, Refusal)
    assert verdict.reason == f"{DETAIN.origin}: an object of delegation"
