"""`tocsin commitments`: who may, must, must not or will do what, as some reports tell it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tocsin.cli.code import complain, moment
from tocsin.errors import ReadError
from tocsin.exporting import commitments
from tocsin.records import CodedArticle, Undertakings


class Ledger(StrEnum):
    """How the ledger is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    ICS = "ics"


def commitments_command(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT…", help="Files, folders, web addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The reports' date (2022-12-09) or instant.")
    ] = None,
    format: Annotated[
        Ledger, typer.Option(help="table, jsonl, csv, or ics: a calendar of the deadlines.")
    ] = Ledger.TABLE,
) -> None:
    """Read the commitments that some reports tell, and what became of them."""
    from tocsin.linking.ledger import ledger
    from tocsin.pipeline import code_reports, load_engine, undertaken
    from tocsin.reading import reports as read

    day = moment(published)
    engine = load_engine()
    read_articles: list[tuple[CodedArticle, Undertakings]] = []
    failed = 0
    for result in code_reports(read(reports), engine=engine, published=day):
        if isinstance(result, ReadError):
            failed += 1
            complain(str(result))
            continue
        if result.skipped:
            complain(f"{result.article.location}: skipped, {result.skipped}")
        read_articles.append((result, undertaken(result, engine=engine)))
    found = ledger(read_articles, world=engine.world)
    if format is Ledger.ICS:
        sys.stdout.write(commitments.calendar(found))
    else:
        writers = {
            Ledger.TABLE: commitments.table_lines,
            Ledger.JSONL: commitments.json_lines,
            Ledger.CSV: commitments.csv_lines,
        }
        sys.stdout.writelines(f"{text}\n" for text in writers[format](found))
    if failed or len(read_articles) > 1:
        lost = f", {failed} could not be read" if failed else ""
        complain(f"{len(read_articles)} reports{lost}; {len(found)} commitments")
    if failed:
        raise typer.Exit(1)
