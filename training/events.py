"""The project's annotated event sentences, and the lexicon's examples, as training examples of the event heads.

A word of an annotated sentence is the trigger of one event or of none. A lexicon example tells of one word alone, so
that all other words stay open; a near miss tells what its word is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations import FOLDER, AnnotatedEvent, AnnotatedText, found, load
from data import Example
from tocsin.evaluating.coded import share
from tocsin.evaluating.documents import stories
from tocsin.evaluating.event_place import DEV_PARTS, PlacedVerb, rows
from tocsin.language.lemmas import Lemmatizer, load_lemmatizer
from tocsin.language.sentences import split
from tocsin.language.tokens import tokenize
from tocsin.lexicon import Entry, load_lexicon
from tocsin.ontology import Ontology, load_ontology
from tocsin.pipeline import DATA
from tocsin.records import Span, Status

NONE = "none"
STATUSES = tuple(s.value for s in Status)
KINDS = ("ACTOR", "RECIPIENT", "SPEAKER")  # of two that share a word the first stays
SIDES = ("O", *(f"{p}-{kind}" for kind in KINDS for p in "BI"))
PLACES = ("O", "B-PLACE", "I-PLACE")  # beside the sides: the town that is shelled is the place, too
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
    sides: list[str]  # empty where it is not known who they are
    places: list[str]  # empty where it is not known what is the place
    historical: bool = False


def held_out(pattern: str) -> bool:
    """Whether sentences of this pattern are kept for measuring (sha256 of its name mod 10 = 0)."""
    return share(pattern, HELD_OUT) == 0


def event_labels(ontology: Ontology) -> list[str]:
    """`none` and every event type."""
    return [NONE, *sorted(ontology.events)]


def mode_labels(ontology: Ontology) -> list[str]:
    """`EVENT` for an event without mode and `EVENT.mode` for each mode."""
    return [x for e in sorted(ontology.events) for x in (e, *(f"{e}.{m}" for m in sorted(ontology.events[e].modes)))]


def annotated(folder: Path = FOLDER, *, measured: bool = False, files: str = "*.jsonl") -> Iterator[AnnotatedText]:
    """The annotated texts that train, or (`measured`) those that are held out."""
    ontology = load_ontology(DATA / "plover")
    for path in sorted(folder.glob(files)):
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
        told = dict(event.fields)
        place = told.get("place")
        places = [found(text, each, "") for each in ([place] if isinstance(place, str) else place or ())]
        sides = _marked(words, list(zip(KINDS, (event.actors, event.recipients, event.speakers), strict=True)))
        previous = example.events[at]
        example.events[at] = frozenset({event.event}) if previous == {NONE} else previous | {event.event}
        example.triggers.append(
            TriggerLabel(
                at, event.event, event.mode, event.status.value, event.negated, sides,
                _marked(words, [("PLACE", places)]) if places else [], bool(told.get("historical")),
            )
        )  # fmt: skip
    return example


def _marked(words: list[Span], mentions: Sequence[tuple[str, Sequence[Span]]]) -> list[str]:
    """A BIO label for every word, from the mentions of each kind; of two that share a word the first kind stays."""
    labels = ["O"] * len(words)
    for kind, spans in reversed(mentions):
        for span in spans:
            for n, i in enumerate(i for i, w in enumerate(words) if w.overlaps(span)):
                labels[i] = f"{'B' if n == 0 else 'I'}-{kind}"
    return labels


def placed(path: Path) -> Iterator[Example]:
    """Verbs with the place where each happened, or none (event_location); texts whose sha256 mod 10 is 0 measure.

    Only verbs whose place stands in their own sentence train.
    """
    for row in rows([path]):
        if share(row.text, DEV_PARTS) == 0:
            continue
        whole = Span(0, len(row.text))
        words = tokenize(row.text, whole)
        for sentence in split(row.text, whole, tokens=words):
            if sentence.covers(row.verbs[0]) and all(sentence.covers(p) for p in row.places):
                yield from _placed([w for w in words if sentence.covers(w)], row)


def _placed(words: list[Span], row: PlacedVerb) -> Iterator[Example]:
    at = [i for i, w in enumerate(words) if w.overlaps(row.verbs[0])]
    if not at:
        return
    example = Example([w.of(row.text) for w in words], origin="places")
    example.events = [frozenset() for _ in words]
    example.triggers = [TriggerLabel(at[0], "", None, "", False, [], _marked(words, [("PLACE", row.places)]))]
    yield example


def synthetic(path: Path) -> Iterator[Example]:
    """First sentences and headlines of the machine-written stories, which tell the story's event somewhere; those of
    fold 0 measure.
    """
    for story in stories([path], load_ontology(DATA / "plover")):
        for text in (story.headline, story.text) if story.fold else ():
            whole = Span(0, len(text))
            words = tokenize(text, whole)
            first = next(iter(split(text, whole, tokens=words)), whole)
            inside = [w.of(text) for w in words if first.covers(w)]
            if 3 < len(inside) < 80:
                yield Example(inside, told=story.label, origin="synthetic")


FUNCTION = frozenset("ADP AUX CCONJ DET INTJ NUM PART PRON PUNCT SCONJ SYM".split())


def function_words(upos: list[str]) -> list[frozenset[str]]:
    """What is known of the words of a treebank sentence as triggers: function words tell no event."""
    return [frozenset({NONE}) if pos in FUNCTION else frozenset() for pos in upos]


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
        example.triggers = [TriggerLabel(at[0], entry.event, mode, "", False, [], [])]
    yield example


def _is_form(word: str, entry: Entry, lemmatizer: Lemmatizer) -> bool:
    return any(lemmatizer.lemma(word, pos, "l|0|") == entry.lemma for pos in POS[entry.pos])


def load_all(folder: Path = FOLDER) -> list[Example]:
    """Every example of the event heads."""
    assert folder.exists(), f"{folder}: the annotated examples are missing"
    return [*examples(annotated(folder)), *lexicon_examples()]
