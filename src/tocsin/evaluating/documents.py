"""Scores what a whole story is about, through the whole pipeline.

A CSV table whose first line names at least the columns text, title and label: the story, the template of its headline
and the event it was written to tell. The first line of `prompt` is the headline where there is such a column.

The type of a story is, by the rule set down before anything was scored, the event whose scores sum highest over the
story. Only what is told as done counts: no act that is denied, not (yet) actual, background, or the content of another
event; where nothing is told as done, every event counts. Of equals the first told is taken. The second rule, `lead`,
asks only the headline, and where that tells nothing the first sentence that tells an event.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.evaluating.coded import ReportCoder, coded, done, english_report, share
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, by_class, ignore, macro_f1, ratio
from tocsin.ontology import Ontology
from tocsin.records import CodedArticle, Event

SUFFIXES = (".csv",)
COLUMNS = ("text", "title", "label")
FOLDS = 5
CELL_LIMIT = 10_000_000  # characters
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Story:
    """A headline and a text, the `template` that the headline was filled in from and the event the story tells."""

    file: str
    line: int
    headline: str
    text: str
    template: str
    label: str

    @property
    def fold(self) -> int:
        """Which of the five folds the story falls into; all stories of one template fall into one."""
        return share(self.template, FOLDS)


@dataclass(frozen=True, slots=True)
class Typed:
    """A story's fold and event with what the two rules say of it, NONE where no event is coded."""

    fold: int
    label: str
    summed: str
    lead: str


def evaluate(
    paths: Sequence[Path], coder: ReportCoder, *, ontology: Ontology, fold: int | None = None, record: Record = ignore
) -> Row:
    """`macro_f1 accuracy` of the stories' types, the same by the `lead` rule, with counts by type and figures by fold.

    Macro figures are means over the types that gold has; a story without an event is a wrong NONE. `fold` takes only
    the stories of one of the five folds, counted from 0.
    """
    typed, skipped = [], 0
    for story in stories(paths, ontology):
        if fold is None or story.fold == fold:
            article = coded(english_report(story.text, location=story.file, title=story.headline), coder)
            skipped += article is None or article.skipped is not None
            typed.append(Typed(story.fold, story.label, summed(article), lead(article)))
            record(_prediction(story, typed[-1], article))
    types = by_class([t.label for t in typed], [t.summed for t in typed], none=NONE)
    folds = {f: [t for t in typed if t.fold == f] for f in range(FOLDS)}
    return {
        **_figures(typed),
        "documents": len(typed),
        "without_event": sum(t.summed == NONE for t in typed),
        "skipped": skipped,
        "by_type": {name: counts.row() for name, counts in types.items()},
        "by_fold": {str(f): {**_figures(inside), "documents": len(inside)} for f, inside in folds.items() if inside},
    }


def stories(paths: Sequence[Path], ontology: Ontology) -> Iterator[Story]:
    """The stories of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        rows = _rows(file)
        number, names = next(rows, (1, []))
        absent = [name for name in COLUMNS if name not in names]
        if absent:
            raise file.error(number, f"has no column {', '.join(absent)}; the first line names {', '.join(COLUMNS)}")
        for number, cells in rows:
            yield _story(file, number, names, cells, ontology)


def _rows(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins in."""
    before = csv.field_size_limit()
    rows = csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""), strict=True)
    while True:
        number = rows.line_num + 1
        csv.field_size_limit(CELL_LIMIT)  # a global of the csv module, so it is put back at once
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise file.error(rows.line_num, f"is not CSV ({error}); mend its quotes") from error
        finally:
            csv.field_size_limit(before)
        if row:
            yield number, row


def _story(file: TextFile, number: int, names: list[str], cells: list[str], ontology: Ontology) -> Story:
    if len(cells) != len(names):
        raise file.error(number, f"a row has {len(names)} columns, found {len(cells)}; mend its commas and quotes")
    row = dict(zip(names, cells, strict=True))
    if row["label"] not in ontology.events:
        raise file.error(number, f"'{row['label']}' is no event; the events are {', '.join(ontology.events)}")
    filled = row.get("prompt", "").strip().split("\n")[0].strip()
    return Story(file.name, number, filled or row["title"], row["text"], row["title"], row["label"])


def summed(article: CodedArticle | None) -> str:
    """The event whose scores sum highest over the story."""
    return _highest(_told(article))


def lead(article: CodedArticle | None) -> str:
    """The same over the headline alone; over the first sentence that tells an event, if the headline tells none."""
    told = _told(article)
    if article is None or article.analysis is None or not told:
        return NONE
    headline = [e for e in told if article.analysis.sentences[e.coding.sentence].headline]
    first = min(e.coding.sentence for e in told)
    return _highest(headline or [e for e in told if e.coding.sentence == first])


def _told(article: CodedArticle | None) -> Sequence[Event]:
    """The events that are told as done, all events where there is none."""
    events = article.events if article else ()
    return [e for e in events if done(e) and not e.historical] or events


def _highest(events: Sequence[Event]) -> str:
    """The event with the highest sum of scores, of equals the first told."""
    sums: dict[str, float] = {}
    for event in events:
        sums[event.coding.event] = sums.get(event.coding.event, 0.0) + event.coding.score
    return max(sums, key=sums.__getitem__, default=NONE)


def _figures(typed: Sequence[Typed]) -> Row:
    gold, by_sum, by_lead = [t.label for t in typed], [t.summed for t in typed], [t.lead for t in typed]
    return {
        "macro_f1": macro_f1(by_class(gold, by_sum, none=NONE)),
        "accuracy": ratio(sum(t.summed == t.label for t in typed), len(typed)),
        "lead_macro_f1": macro_f1(by_class(gold, by_lead, none=NONE)),
        "lead_accuracy": ratio(sum(t.lead == t.label for t in typed), len(typed)),
    }


def _prediction(story: Story, typed: Typed, article: CodedArticle | None) -> Row:
    return {
        "file": story.file,
        "line": story.line,
        "headline": story.headline,
        "text": story.text,
        "fold": story.fold,
        "gold": story.label,
        "predicted": typed.summed,
        "predicted_lead": typed.lead,
        "wrong": typed.summed != story.label,
        "events": [
            {"event": e.coding.event, "score": e.coding.score, "counted": done(e) and not e.historical}
            for e in (article.events if article else ())
        ],
    }
