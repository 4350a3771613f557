"""Scores expressions of time against TimeML: where they stand, their TIMEX3 values and types, from the raw text.

A file is one document (`.tml` or `.xml`): the words of its `TEXT`, or of all of it where there is none, with TIMEX3
marks in them, and the day of its creation in the TIMEX3 that is marked as CREATION_TIME. That one is given, not scored.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from tocsin.errors import FormatError
from tocsin.evaluating.coded import in_quarter
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Counts, Record, Row, ignore, ratio
from tocsin.records import Span, TimeExpression

SUFFIXES = (".tml", ".xml")
CREATED = "CREATION_TIME"
Quarter = Literal["all", "read", "kept"]
Moment = date | datetime
Coder = Callable[[str, Moment | None], Sequence[TimeExpression]]


@dataclass(frozen=True, slots=True)
class GoldTime:
    """An annotated expression with its TIMEX3 type and value."""

    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text, when it was written, and the expressions annotated in it."""

    name: str
    text: str
    created: Moment | None
    times: tuple[GoldTime, ...]


@dataclass(slots=True)
class _Tally:
    """What is counted over all documents."""

    relaxed: Counts = field(default_factory=Counts)
    strict: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)
    types: int = 0
    by_type: dict[str, Counts] = field(default_factory=dict)


def evaluate(paths: Sequence[Path], coder: Coder, *, quarter: Quarter = "all", record: Record = ignore) -> Row:
    """`relaxed_f1`: expressions paired one to one that share a character; `span_f1`: those of the same extent;
    `value_f1`: paired and of the same value; `type_accuracy`: the share of the pairs that are of the same type. A
    quarter goes by the sha256 of a document's text.
    """
    tally, documents = _Tally(), 0
    for document in documents_of(paths):
        if not in_quarter(document.text, quarter):
            continue
        documents += 1
        found = coder(document.text, document.created)
        _count(tally, document, found)
        record(_prediction(document, found))
    return {
        "relaxed_f1": tally.relaxed.f1,
        "span_f1": tally.strict.f1,
        "value_f1": tally.value.f1,
        "type_accuracy": ratio(tally.types, tally.relaxed.tp),
        "documents": documents,
        "relaxed": tally.relaxed.row(),
        "by_type": {kind: counts.row() for kind, counts in sorted(tally.by_type.items())},
    }


def documents_of(paths: Sequence[Path]) -> Iterator[Document]:
    """The documents of the files. Raises FormatError with the place of what is wrong."""
    for file in files(paths, SUFFIXES):
        yield _document(file)


def _document(file: TextFile) -> Document:
    try:
        root = ElementTree.fromstring(file.text)
    except ElementTree.ParseError as error:
        raise file.error(error.position[0], f"is not well-formed XML: {error}; give TimeML") from error
    body = next((e for e in root.iter() if e.tag in ("TEXT", "text")), root)
    marks = [e for e in root.iter("TIMEX3") if e.get("functionInDocument") == CREATED]
    created = _moment(file, marks[0].get("value", "")) if marks else None
    times: list[GoldTime] = []
    _walk(body, 0, times)
    return Document(file.name, "".join(body.itertext()), created, tuple(times))


def _moment(file: TextFile, value: str) -> Moment | None:
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError as error:
        raise FormatError(f"{file.name}: the creation time '{value}' is no ISO date") from error


def _walk(element: ElementTree.Element, start: int, times: list[GoldTime]) -> int:
    """Collect the marks below an element that begins at a character; returns where its words end."""
    position = start + len(element.text or "")
    for child in element:
        position = _walk(child, position, times) + len(child.tail or "")
    if element.tag == "TIMEX3" and element.get("functionInDocument") != CREATED:
        times.append(GoldTime(Span(start, position), element.get("type", ""), element.get("value", "")))
    return position


def pairs_of(gold: Sequence[GoldTime], found: Sequence[TimeExpression]) -> list[tuple[int, int]]:
    """One-to-one pairs that share characters; those that share most are made first."""
    scored = [
        (min(g.span.end, f.span.end) - max(g.span.start, f.span.start), -i, -j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.span.overlaps(f.span)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(scored, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((-i, -j))
    return sorted(pairs)


def _count(tally: _Tally, document: Document, found: Sequence[TimeExpression]) -> None:
    pairs = [(document.times[i], found[j]) for i, j in pairs_of(document.times, found)]
    sizes = len(found), len(document.times)
    tally.relaxed += Counts(len(pairs), *sizes)
    tally.strict += Counts(sum(g.span == f.span for g, f in pairs), *sizes)
    tally.value += Counts(sum(g.value == f.value for g, f in pairs), *sizes)
    tally.types += sum(g.kind == f.kind for g, f in pairs)
    for kind in {*(g.kind for g in document.times), *(f.kind.value for f in found)}:
        same = sum(g.kind == f.kind == kind for g, f in pairs)
        own = Counts(same, sum(f.kind == kind for f in found), sum(g.kind == kind for g in document.times))
        tally.by_type[kind] = tally.by_type.get(kind, Counts()) + own


def _prediction(document: Document, found: Sequence[TimeExpression]) -> Row:
    return {
        "document": document.name,
        "times": [
            {
                "start": f.span.start, "end": f.span.end, "text": f.span.of(document.text), "type": f.kind.value,
                "value": f.value, "rule": f.rule, "anchored_by": f.anchored_by,
            }
            for f in found
        ],
    }  # fmt: skip
