"""Scores who acts and who is acted upon, through the whole pipeline.

Columns: word and BIO label, blank lines between sentences. S is a source, T a target, R (reciprocal) either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.evaluating.coded import Coder, coded
from tocsin.evaluating.entities import running_text
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Counts, Record, Row, ignore
from tocsin.evaluating.spans import is_label, spans
from tocsin.records import Actor, Span

SUFFIXES = (".txt", ".tsv", ".bio", ".conll")
KINDS = ("S", "T", "R")
Found = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sided:
    """A sentence as running text, with its sources, its targets and those who are both. `line` is its first word's."""

    file: str
    line: int
    text: str
    sources: Found
    targets: Found
    reciprocal: Found


@dataclass(frozen=True, slots=True)
class Scored:
    """Counts of sentences by side and over both, and how many of their reciprocal parties were found."""

    source: Counts
    target: Counts
    pooled: Counts
    reciprocal: int

    def __add__(self, other: Scored) -> Scored:
        return Scored(
            self.source + other.source,
            self.target + other.target,
            self.pooled + other.pooled,
            self.reciprocal + other.reciprocal,
        )


def evaluate(paths: Sequence[Path], coder: Coder, *, record: Record = ignore) -> Row:
    """`source_f1 target_f1 f1`: actors and recipients of all coded events that overlap gold, one to one.

    A reciprocal party is gold of the side that finds it; where neither does, both sides miss it, and `f1` counts that
    once.
    """
    total, sentences, reciprocal = Scored(Counts(), Counts(), Counts(), 0), 0, 0
    for sentence in sentences_of(paths):
        sentences += 1
        reciprocal += len(sentence.reciprocal)
        actors, recipients = _participants(sentence.text, coder)
        total += scored(sentence, actors, recipients)
        record(_prediction(sentence, actors, recipients))
    return {
        "source_f1": total.source.f1,
        "target_f1": total.target.f1,
        **total.pooled.row(),
        "sentences": sentences,
        "by_side": {"source": total.source.row(), "target": total.target.row()},
        "reciprocal": reciprocal,
        "reciprocal_found": total.reciprocal,
    }


def _participants(text: str, coder: Coder) -> tuple[Found, Found]:
    """The actors and the recipients of all events of a sentence."""
    article = coded(text, coder)
    events = article.events if article else ()
    return merged([a for e in events for a in e.actors]), merged([r for e in events for r in e.recipients])


def merged(parties: Sequence[Actor]) -> Found:
    """Where parties stand; those that share words are one, named by several events."""
    result: list[Span] = []
    for span in sorted(party.span for party in parties):
        if result and result[-1].overlaps(span):
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def scored(sentence: Sided, actors: Found, recipients: Found) -> Scored:
    """The counts of one sentence."""
    acting = matches((*sentence.sources, *sentence.reciprocal), actors)
    acted_upon = matches((*sentence.targets, *sentence.reciprocal), recipients)
    both = set(sentence.reciprocal)
    missed = both - acting - acted_upon
    source = Counts(len(acting), len(actors), len(sentence.sources) + len(both & acting))
    target = Counts(len(acted_upon), len(recipients), len(sentence.targets) + len(both & acted_upon))
    unfound = Counts(gold=len(missed))
    return Scored(source + unfound, target + unfound, source + target + unfound, len(both) - len(missed))


def matches(gold: Found, predicted: Found) -> set[Span]:
    """The gold spans that a predicted one overlaps, one to one; those of most overlap are paired first."""
    pairs = sorted(((g, p) for g in gold for p in predicted if g.overlaps(p)), key=lambda pair: -_shared(*pair))
    found: set[Span] = set()
    used: set[Span] = set()
    for g, p in pairs:
        if g not in found and p not in used:
            found.add(g)
            used.add(p)
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def sentences_of(paths: Sequence[Path]) -> Iterator[Sided]:
    """The sentences of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        rows: list[tuple[int, str, str]] = []
        for number, line in file.lines():
            if line.strip():
                rows.append((number, *_word(file, number, line)))
            elif rows:
                yield _sentence(file, rows)
                rows = []
        if rows:
            yield _sentence(file, rows)


def _word(file: TextFile, number: int, line: str) -> tuple[str, str]:
    """A word and its label."""
    columns = line.split()
    if len(columns) != 2:
        raise file.error(number, f"a line has a word and its label, found '{line.strip()}'")
    word, label = columns
    if not is_label(label) or label.partition("-")[2] not in ("", *KINDS):
        raise file.error(number, f"'{label}' is no label; write O, or B- or I- and one of {', '.join(KINDS)}: B-S")
    return word, label


def _sentence(file: TextFile, rows: Sequence[tuple[int, str, str]]) -> Sided:
    text, words = running_text([word for _, word, _ in rows])
    found = list(spans([label for _, _, label in rows]))
    sources, targets, reciprocal = (
        tuple(Span(words[first].start, words[last].end) for own, first, last in found if own == kind) for kind in KINDS
    )
    return Sided(file.name, rows[0][0], text, sources, targets, reciprocal)


def _prediction(sentence: Sided, actors: Found, recipients: Found) -> Row:
    sides = {"sources": sentence.sources, "targets": sentence.targets, "reciprocal": sentence.reciprocal}
    return {
        "file": sentence.file,
        "line": sentence.line,
        "text": sentence.text,
        "gold": {name: _named(found, sentence.text) for name, found in sides.items()},
        "predicted": {"sources": _named(actors, sentence.text), "targets": _named(recipients, sentence.text)},
    }


def _named(found: Found, text: str) -> list[Row]:
    return [{"start": s.start, "end": s.end, "text": s.of(text)} for s in found]
