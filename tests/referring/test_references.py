"""Whom pronouns, definite nouns and acronyms stand for, through the real model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.evaluating.coded import english_report
from tocsin.pipeline import Engine, code_article
from tocsin.reading import article
from tocsin.records import CodedArticle, Span

CASES = yaml.safe_load((Path(__file__).parent / "references.yml").read_text(encoding="utf-8"))


def coded(text: str, engine: Engine) -> CodedArticle:
    return code_article(article(english_report(text, location="case")), engine=engine)


def place(text: str, words: str) -> Span:
    bare, _, number = words.partition("#")
    found = list(re.finditer(rf"\b{re.escape(bare)}\b", text))[int(number or 1) - 1]
    return Span(*found.span())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_reference(case: dict[str, Any], engine: Engine) -> None:
    text = case["text"]
    references = coded(text, engine).references
    for words, parties in case["means"].items():
        found = [r for r in references if r.mention.span.overlaps(place(text, words))]
        assert found, [r.mention.span.of(text) for r in references]
        antecedents = [m.span.of(text) for m in found[0].antecedents]
        assert len(antecedents) == len(parties)
        assert all(any(party in a for a in antecedents) for party in parties), antecedents


def test_a_pronoun_as_actor_is_who_it_stands_for(engine: Engine) -> None:
    text = "Serbia's president, Aleksandar Vucic, spoke in Belgrade on Monday. He condemned the attack on the mosque."
    events = [e for e in coded(text, engine).events if e.coding.event == "ACCUSE"]
    [actor] = events[0].actors
    assert (actor.text, actor.country) == ("He", "SRB")
    assert any(e.field == "actor" and e.rule.startswith("reference.") for e in events[0].evidence)


def test_what_a_pronoun_owns_is_of_its_owners_country(engine: Engine) -> None:
    text = "Azerbaijan denied the report. Its forces shelled a school in Goris, witnesses said."
    shelling = [e for e in coded(text, engine).events if e.coding.trigger.of(text) == "shelled"]
    assert shelling[0].actors[0].country == "AZE"


def test_every_antecedent_is_a_span_of_the_text(engine: Engine) -> None:
    text = "Ana left. She wept. They laughed. Both sides met. It rained on the two countries."
    for reference in coded(text, engine).references:
        for mention in (reference.mention, *reference.antecedents):
            assert mention.span.of(text).strip()


def test_two_without_an_article_are_others_than_those_named_before(engine: Engine) -> None:
    text = (
        "A court freed Nikola Petrovic on Friday. His mother thanked the judge. Two policemen were wounded in Zvecan."
    )
    assert not [r for r in coded(text, engine).references if r.mention.span.of(text) == "Two policemen"]
