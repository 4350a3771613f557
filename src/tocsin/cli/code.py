"""`tocsin code`: the events of reports, as a table, JSON lines, articles or CSV."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin.errors import ReadError
from tocsin.exporting import rows, table
from tocsin.exporting.selecting import at_least
from tocsin.exporting.wire import article_json, event_json
from tocsin.records import CodedArticle

PROGRESS_SECONDS = 2.0


class Format(StrEnum):
    """How the events are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    ARTICLES = "articles"
    CSV = "csv"


def code_command(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT…", help="Files, folders, web addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The reports' date (2022-12-09) or instant.")
    ] = None,
    format: Annotated[Format, typer.Option(help="table, or jsonl, articles, csv for other programs.")] = Format.TABLE,
    explain: Annotated[
        bool, typer.Option("--explain", help="Per event, the rule or model behind each field; and what was declined.")
    ] = False,
    min_score: Annotated[
        float, typer.Option(metavar="S", help="Print no event of a lower score (0 to 1); it counts as declined.")
    ] = 0.0,
    ontology: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Code in an ontology of your own: events.yml and lexicon/, for PLOVER's."),
    ] = None,
) -> None:
    """Code the events of some reports and print them."""
    from tocsin.pipeline import code_reports, load_engine
    from tocsin.reading import reports as read

    day = moment(published)
    if not 0 <= min_score <= 1:
        raise typer.BadParameter(f"{min_score:g} is no score; give a number from 0 to 1", param_hint="--min-score")
    engine = load_engine(ontology=ontology)
    write = _writer(format, explain=explain)
    tally = _Tally()
    for result in tally.watch(_scored(code_reports(read(reports), engine=engine, published=day), min_score)):
        if isinstance(result, ReadError):
            complain(str(result))
            continue
        if result.skipped:
            complain(f"{result.article.location}: skipped, {result.skipped}")
        for line in write(result):
            sys.stdout.write(line + "\n")
    tally.close()
    if tally.failed or tally.skipped:
        raise typer.Exit(1 if tally.failed else 0)


def moment(words: str | None) -> datetime | date | None:
    """A date or instant as the option gives it."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words) if len(words) <= 10 else datetime.fromisoformat(words)
    except ValueError:
        message = f"'{words}' is not a date; give YYYY-MM-DD or an ISO instant"
        raise typer.BadParameter(message, param_hint="--published") from None


def _scored(results: Iterator[CodedArticle | ReadError], score: float) -> Iterator[CodedArticle | ReadError]:
    """The results, their events of a lower score declined."""
    return (result if isinstance(result, ReadError) else at_least(result, score) for result in results)


def _writer(kind: Format, *, explain: bool) -> Callable[[CodedArticle], Iterator[str]]:
    if kind is Format.JSONL:
        return json_lines
    if kind is Format.ARTICLES:
        return lambda coded: iter([_json(article_json(coded))])
    if kind is Format.CSV:
        sys.stdout.write(rows.header() + "\n")
        return rows.rows
    return lambda coded: table.lines(coded, explain=explain)


def json_lines(coded: CodedArticle) -> Iterator[str]:
    """One JSON object per event."""
    return (_json(event_json(e, coded)) for e in coded.events)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"tocsin: {text}\n")


class _Tally:
    """Counts what went by, shows progress on a terminal, and says at the end what failed."""

    def __init__(self) -> None:
        self.articles = self.events = self.failed = self.skipped = 0
        self._shown = time.monotonic()

    def watch(self, results: Iterator[CodedArticle | ReadError]) -> Iterator[CodedArticle | ReadError]:
        """Pass results through, counting."""
        for result in results:
            if isinstance(result, ReadError):
                self.failed += 1
            else:
                self.articles += 1
                self.events += len(result.events)
                self.skipped += result.skipped is not None
            self._progress()
            yield result

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._shown > PROGRESS_SECONDS and sys.stderr.isatty():
            sys.stderr.write(f"\r{self.articles} reports, {self.events} events …")
            sys.stderr.flush()
            self._shown = now

    def close(self) -> None:
        """The summary, where there is anything to say beyond the events."""
        if self.failed or self.skipped or self.articles > 1:
            parts = [f"{self.articles} coded" if not self.skipped else f"{self.articles - self.skipped} coded"]
            parts += [f"{self.skipped} skipped"] if self.skipped else []
            parts += [f"{self.failed} could not be read"] if self.failed else []
            complain(f"{', '.join(parts)}; {self.events} events")
