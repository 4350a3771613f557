"""`tocsin actors`: whom a mention names, by which rule, who else was weighed, and why."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer


def actors_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='A mention, such as "Kosovo\'s president".')],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day it is read on: offices change hands.")
    ] = None,
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="PASSAGE", help="The sentence that it stands in, whose words help to decide."),
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="CODES", help="Countries that the report is about, such as SRB,XKX.")
    ] = None,
) -> None:
    """Explain whom a mention names."""
    from tocsin.resolving.explaining import explain
    from tocsin.resolving.registry import load_registry

    day = _day(on)
    context = tuple(code.strip().upper() for code in (about or "").split(",") if code.strip())
    registry = load_registry()
    sys.stdout.writelines(
        f"{line}\n" for line in explain(text, registry=registry, on=day, passage=within, context=context)
    )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise typer.BadParameter(f"'{words}' is not a date; give YYYY-MM-DD", param_hint="--on") from None
