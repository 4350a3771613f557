"""`tocsin evaluate`: scores a task on any file of its format."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.errors import FormatError
from tocsin.evaluating import TASKS, Options, ignore


class Quarter(StrEnum):
    """Which part of a measuring set: the quarter whose errors may be read, the rest that is reported, or all."""

    ALL = "all"
    READ = "read"
    KEPT = "kept"


def evaluate_command(
    task: Annotated[str, typer.Argument(metavar="TASK", help=f"One of: {', '.join(TASKS)}.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, folders or archives of its format.")],
    json_output: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write every prediction as JSON lines.")
    ] = None,
    quarter: Annotated[
        Quarter, typer.Option(help="entities: by sha256 of a file's text, mod 4 = 0 is 'read'.")
    ] = Quarter.ALL,
    genre: Annotated[str | None, typer.Option(help="sentences: only documents whose name holds this word.")] = None,
) -> None:
    """Score the shipped model, through the real pipeline, on annotated files."""
    from tocsin.language.model import LanguageModel
    from tocsin.pipeline import DATA, WORKERS

    chosen = TASKS.get(task)
    if chosen is None:
        raise FormatError(f"'{task}' is not a task; the tasks are {', '.join(TASKS)}")
    options = Options(quarter=quarter.value, genre=genre)
    with ExitStack() as stack:
        record = ignore if predictions is None else _recorder(predictions, stack)
        result = chosen.run(files, LanguageModel(DATA / "model", threads=WORKERS), options, record)
    if json_output:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(f"{task}: {chosen.description}\n")
    for key, value in result.items():
        sys.stdout.write(f"  {key:24} {_shown(value)}\n")


def _recorder(path: Path, stack: ExitStack) -> Callable[[Any], None]:
    handle = stack.enter_context(path.open("w", encoding="utf-8"))
    return lambda row: print(json.dumps(row, ensure_ascii=False), file=handle)


def _shown(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
