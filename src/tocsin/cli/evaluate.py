"""`tocsin evaluate`: scores a task on any file of its format."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.tasknames import FOLDS, TASK_NAMES
from tocsin.errors import FormatError

if TYPE_CHECKING:
    from tocsin.evaluating import Record, Row


class Quarter(StrEnum):
    """Which part of a measuring set: the quarter whose errors may be read, the rest that is reported, or all."""

    ALL = "all"
    READ = "read"
    KEPT = "kept"


def evaluate_command(
    task: Annotated[str, typer.Argument(metavar="TASK", help=f"One of: {', '.join(TASK_NAMES)}.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, folders or archives of its format.")],
    json_output: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write every prediction as JSON lines.")
    ] = None,
    quarter: Annotated[
        Quarter, typer.Option(help="entities, places …: by sha256 of a file's text, mod 4 = 0 is 'read'.")
    ] = Quarter.ALL,
    gold_mentions: Annotated[
        bool, typer.Option("--gold-mentions", help="places: the marked names are given, not found.")
    ] = False,
    genre: Annotated[
        str | None, typer.Option(help="sentences, false-alarms: only documents whose name holds this word.")
    ] = None,
    fold: Annotated[
        int | None,
        typer.Option(min=0, max=FOLDS - 1, help="documents: one fold, by sha256 of the headline's template."),
    ] = None,
    listed: Annotated[
        Path | None,
        typer.Option(metavar="LIST", help="false-alarms, coreference: only the reports that this file names."),
    ] = None,
    worst: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="events: show the N worst articles, gold beside coded.")
    ] = None,
    ontology: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="events: code in an ontology of your own, for PLOVER.")
    ] = None,
) -> None:
    """Score the shipped model, through the real pipeline, on annotated files."""
    from tocsin.evaluating import TASKS, Options
    from tocsin.language.model import LanguageModel
    from tocsin.pipeline import DATA, WORKERS

    chosen = TASKS.get(task)
    if chosen is None:
        raise FormatError(f"'{task}' is not a task; the tasks are {', '.join(TASKS)}")
    if worst is not None and (task != "events" or json_output):
        raise typer.BadParameter("shows the articles of the task events; without --json", param_hint="--worst")
    if ontology is not None and task != "events":
        raise typer.BadParameter("is for the task events; the others speak of PLOVER", param_hint="--ontology")
    options = Options(
        quarter=quarter.value, gold_mentions=gold_mentions, genre=genre, fold=fold, listed=listed, ontology=ontology
    )
    rows: list[Row] = []
    with ExitStack() as stack:
        keep = _keeper(predictions, rows if worst else None, stack)
        result = chosen.run(files, LanguageModel(DATA / "model", threads=WORKERS), options, keep)
    if json_output:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(f"{task}: {chosen.description}\n")
    if worst:
        _browse(rows, result, worst)
    else:
        sys.stdout.writelines(f"  {line}\n" for key, value in result.items() for line in _shown(key, value))


def _keeper(path: Path | None, rows: list[Row] | None, stack: ExitStack) -> Record:
    """What is done with each prediction: written to a file, kept to be shown, both or nothing."""
    handle = stack.enter_context(path.open("w", encoding="utf-8")) if path else None

    def keep(row: Row) -> None:
        if handle:
            print(json.dumps(row, ensure_ascii=False), file=handle)
        if rows is not None:
            rows.append(row)

    return keep


def _browse(rows: Sequence[Row], result: Row, worst: int) -> None:
    """The worst articles, in colour on a terminal, as plain lines anywhere else."""
    from rich.console import Console

    from tocsin.evaluating import browser

    plain = not sys.stdout.isatty()
    width = browser.WIDTH if plain else min(browser.WIDTH, shutil.get_terminal_size().columns)
    console = Console(highlight=False, width=width, no_color=plain)
    with console.capture() as captured:
        for part in browser.page(rows, result, worst=worst):
            console.print(part)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _shown(key: str, value: object) -> Iterator[str]:
    """A figure on its line; a table on lines of its own, one a row."""
    if isinstance(value, Mapping) and value:
        yield key
        yield from (f"  {name!s:26} {_cells(row)}" for name, row in value.items())
    elif isinstance(value, list) and value:
        yield key
        yield from (f"  {_cells(row)}" for row in value)
    else:
        yield f"{key:28} {_cell(value)}"


def _cells(row: object) -> str:
    if isinstance(row, Mapping):
        return "  ".join(f"{name} {_cell(value)}" for name, value in row.items() if not isinstance(value, Mapping))
    return " ".join(_cell(value) for value in row) if isinstance(row, list) else _cell(row)


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else "–" if value is None else str(value)
