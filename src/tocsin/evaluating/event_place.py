"""Scores where given verbs happened, through the whole pipeline.

One object a line: `{"text", "spans": [{"start", "end", "label"}]}`, its labels VERB and LOCATION; a verb without a
location happened nowhere that is told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.coding.triggers import PLACE_LABELS
from tocsin.evaluating.coded import Coder, coded, share
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.records import CodedArticle, Event, Span

SUFFIXES = (".jsonl", ".json", ".ndjson")
DEV_PARTS = 10
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlacedVerb:
    """A verb in a text and the places where it happened; rarely a row marks two verbs, and either will do."""

    file: str
    line: int
    text: str
    verbs: tuple[Span, ...]
    places: tuple[Span, ...]


def evaluate(paths: Sequence[Path], coder: Coder, *, dev: bool = False, record: Record = ignore) -> Row:
    """`accuracy` of the place of the event whose trigger the verb is: it overlaps a gold place, or neither has one.

    A verb that no event has as its trigger is answered with the place that was read for it as a predicate. The same is
    told over rows with and without a place, and of two answers that need no reading: never a place, and the place name
    nearest to the verb. `dev` takes only texts whose sha256 mod 10 is 0.
    """
    asked, right = Counter[str](), Counter[str]()
    for row in rows(paths):
        if dev and share(row.text, DEV_PARTS):
            continue
        article = coded(row.text, coder)
        events = _events(row, article)
        place = _place(events) if events else _read(row, article)
        nearest = _nearest(row, article)
        asked.update(["rows", "with_place" if row.places else "without_place"])
        asked.update({"with_event": bool(events), "predicted": place is not None})
        right.update(_right(row, place, nearest))
        record(_prediction(row, place, nearest))
    return _row(asked, right)


def _events(row: PlacedVerb, article: CodedArticle | None) -> list[Event]:
    """The events whose trigger the verb is, the likeliest first."""
    events = article.events if article else ()
    found = [e for e in events if any(e.coding.trigger.overlaps(verb) for verb in row.verbs)]
    return sorted(found, key=lambda event: -event.coding.score)


def _place(events: Sequence[Event]) -> Span | None:
    return next((event.place.span for event in events if event.place), None)


def _read(row: PlacedVerb, article: CodedArticle | None) -> Span | None:
    """Where the verb happened as any predicate."""
    for sentence in article.analysis.sentences if article and article.analysis else ():
        for word, first, last in sentence.places:
            if any(sentence.tokens[word].span.overlaps(verb) for verb in row.verbs):
                return Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)
    return None


def _nearest(row: PlacedVerb, article: CodedArticle | None) -> Span | None:
    """The place name with the fewest characters between it and the verb."""
    sentences = article.analysis.sentences if article and article.analysis else ()
    names = [entity.span for s in sentences for entity in s.entities if entity.label in PLACE_LABELS]
    return min(names, key=lambda name: min(_between(name, verb) for verb in row.verbs), default=None)


def _between(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _right(row: PlacedVerb, place: Span | None, nearest: Span | None) -> dict[str, int]:
    """Which answers are right."""
    right = _agrees(row, place)
    return {
        "rows": right,
        "with_place": right and bool(row.places),
        "without_place": right and not row.places,
        "always_none": _agrees(row, None),
        "always_nearest": _agrees(row, nearest),
    }


def _agrees(row: PlacedVerb, place: Span | None) -> bool:
    return any(gold.overlaps(place) for gold in row.places) if place else not row.places


def _row(asked: Counter[str], right: Counter[str]) -> Row:
    return {
        "accuracy": ratio(right["rows"], asked["rows"]),
        "with_place_accuracy": ratio(right["with_place"], asked["with_place"]),
        "without_place_accuracy": ratio(right["without_place"], asked["without_place"]),
        "always_none_accuracy": ratio(right["always_none"], asked["rows"]),
        "always_nearest_accuracy": ratio(right["always_nearest"], asked["rows"]),
        **{name: asked[name] for name in ("rows", "with_place", "without_place", "with_event", "predicted")},
        "right": right["rows"],
    }


def rows(paths: Sequence[Path]) -> Iterator[PlacedVerb]:
    """The rows of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        for number, line in file.lines():
            if line.strip():
                yield _parsed(file, number, line)


def _parsed(file: TextFile, number: int, line: str) -> PlacedVerb:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise file.error(number, f"is not one JSON object ({error.msg}); write one object a line") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise file.error(number, "has no 'text'; write {'text': …, 'spans': […]}")
    text, marks = values["text"], values.get("spans") or ()
    verbs, places = (
        tuple(_span(file, number, text, mark) for mark in marks if mark.get("label") == label)
        for label in ("VERB", "LOCATION")
    )
    if not verbs:
        raise file.error(number, "has no span with the label VERB; a row asks where one verb happened")
    return PlacedVerb(file.name, number, text, verbs, places)


def _span(file: TextFile, number: int, text: str, mark: Json) -> Span:
    """Where a mark stands. Some count words and not characters; there the words they quote say where."""
    start, end, words = mark.get("start"), mark.get("end"), str(mark.get("text") or "")
    if not isinstance(start, int) or not isinstance(end, int):
        raise file.error(number, f"a span needs whole numbers as 'start' and 'end', found {start!r} and {end!r}")
    if 0 <= start < end <= len(text) and words in ("", text[start:end]):
        return Span(start, end)
    if not words or words not in text:
        raise file.error(number, f"the span {start}:{end} does not lie in the text of {len(text)} characters")
    found = text.index(words)
    return Span(found, found + len(words))


def _prediction(row: PlacedVerb, place: Span | None, nearest: Span | None) -> Row:
    return {
        "file": row.file,
        "line": row.line,
        "text": row.text,
        "verbs": [_words(verb, row.text) for verb in row.verbs],
        "gold": [_words(gold, row.text) for gold in row.places],
        "predicted": place and _words(place, row.text),
        "nearest": nearest and _words(nearest, row.text),
        "wrong": not _agrees(row, place),
    }


def _words(span: Span, text: str) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
