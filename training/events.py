"""The project's annotated event sentences, and the lexicon's examples, as training examples of the event heads.

A word of an annotated sentence is the trigger of one event or of none. A lexicon example tells of one word alone, so
that all other words stay open; a near miss tells what its word is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations import FOLDER, AnnotatedEvent, AnnotatedText, load
from data import Example
from tocsin.evaluating.coded import share
from tocsin.language.lemmas import Lemmatizer, load_lemmatizer
from tocsin.language.sentences import split
from tocsin.language.tokens import tokenize
from tocsin.lexicon import Entry, load_lexicon
from tocsin.ontology import Ontology, load_ontology
from tocsin.pipeline import DATA
from tocsin.records import Span, Status

NONE = "none"
STATUSES = tuple(s.value for s in Status)
SIDES = ("O", "B-ACTOR", "I-ACTOR", "B-RECIPIENT", "I-RECIPIENT")
HELD_OUT = 10  # one pattern in so many is kept for measuring
POS = {"verb": ("VERB",), "noun": ("NOUN",), "adj": ("ADJ", "VERB")}


@dataclass(slots=True)
class TriggerLabel:
    """What is known of one trigger word."""

    index: int
    event: str
    mode: str | None
    status: str
    negated: bool
    sides: list[str]


def held_out(pattern: str) -> bool:
    """Whether sentences of this pattern are kept for measuring (sha256 of its name mod 10 = 0)."""
    return share(pattern, HELD_OUT) == 0


def event_labels(ontology: Ontology) -> list[str]:
    """`none` and every event type."""
    return [NONE, *sorted(ontology.events)]


def mode_labels(ontology: Ontology) -> list[str]:
    """`EVENT` for an event without mode and `EVENT.mode` for each mode."""
    return [x for e in sorted(ontology.events) for x in (e, *(f"{e}.{m}" for m in sorted(ontology.events[e].modes)))]


def annotated(folder: Path = FOLDER, *, measured: bool = False) -> Iterator[AnnotatedText]:
    """The annotated texts that train, or (`measured`) those that are held out."""
    ontology = load_ontology(DATA / "plover")
    for path in sorted(folder.glob("*.jsonl")):
        yield from (t for t in load(path, ontology) if held_out(t.pattern) is measured)


def examples(texts: Iterator[AnnotatedText]) -> Iterator[Example]:
    """One training example a sentence."""
    for text in texts:
        whole = Span(0, len(text.text))
        words = tokenize(text.text, whole)
        for sentence in split(text.text, whole, tokens=words):
            inside = [w for w in words if sentence.covers(w)]
            events = [e for e in text.events if sentence.covers(e.trigger)]
            if inside:
                yield _example(text.text, inside, events)


def _example(text: str, words: list[Span], events: list[AnnotatedEvent]) -> Example:
    example = Example([w.of(text) for w in words], origin="events")
    example.events = [frozenset({NONE}) for _ in words]
    example.triggers = []
    for event in events:
        at = next((i for i, w in enumerate(words) if w.overlaps(event.trigger)), None)
        if at is None:
            continue
        sides = ["O"] * len(words)
        for kind, mentions in (("ACTOR", event.actors), ("RECIPIENT", event.recipients)):
            for mention in mentions:
                inside = [i for i, w in enumerate(words) if w.overlaps(mention)]
                for n, i in enumerate(inside):
                    sides[i] = f"{'B' if n == 0 else 'I'}-{kind}"
        previous = example.events[at]
        example.events[at] = frozenset({event.event}) if previous == {NONE} else previous | {event.event}
        label = TriggerLabel(at, event.event, event.mode, event.status.value, event.negated, sides)
        example.triggers.append(label)
    return example


def lexicon_examples() -> Iterator[Example]:
    """What the lexicon's examples and near misses tell of their own word."""
    ontology = load_ontology(DATA / "plover")
    lexicon = load_lexicon(DATA / "lexicon", ontology)
    lemmatizer = load_lemmatizer(DATA / "model")
    every = frozenset(event_labels(ontology))
    for entries in lexicon.entries.values():
        for entry in entries:
            for told in entry.examples:
                if told.event == entry.event:
                    yield from _own_word(told.text, entry, lemmatizer, frozenset({entry.event}), told.mode)
            for miss in entry.near_misses:
                yield from _own_word(miss, entry, lemmatizer, every - {entry.event}, None)


def _own_word(
    text: str, entry: Entry, lemmatizer: Lemmatizer, allowed: frozenset[str], mode: str | None
) -> Iterator[Example]:
    words = [w.of(text) for w in tokenize(text, Span(0, len(text)))]
    at = [i for i, w in enumerate(words) if _is_form(w, entry, lemmatizer)]
    if len(at) != 1:
        return
    example = Example(words, origin="lexicon")
    example.events = [frozenset() for _ in words]
    example.events[at[0]] = allowed
    if len(allowed) == 1:
        example.triggers = [TriggerLabel(at[0], entry.event, mode, "", False, [])]
    yield example


def _is_form(word: str, entry: Entry, lemmatizer: Lemmatizer) -> bool:
    return any(lemmatizer.lemma(word, pos, "l|0|") == entry.lemma for pos in POS[entry.pos])


def load_all(folder: Path = FOLDER) -> list[Example]:
    """Every example of the event heads."""
    assert folder.exists(), f"{folder}: the annotated examples are missing"
    return [*examples(annotated(folder)), *lexicon_examples()]
