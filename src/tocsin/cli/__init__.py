"""The commands: thin, over the functions of the packages below. Only here is anything printed."""

from __future__ import annotations

import sys

import typer

from tocsin.cli.actors import actors_command
from tocsin.cli.code import code_command
from tocsin.cli.commitments import commitments_command
from tocsin.cli.evaluate import evaluate_command
from tocsin.cli.places import app as places_app
from tocsin.errors import TocsinError

app = typer.Typer(
    name="tocsin",
    help="Reads news reports and keeps a crisis as a sourced, structured, queryable record of events.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("code")(code_command)
app.command("actors")(actors_command)
app.command("commitments")(commitments_command)
app.command("evaluate")(evaluate_command)
app.add_typer(places_app, name="places")


@app.callback()
def _root() -> None:
    """Tocsin."""


def main() -> None:
    """Entry point: errors a user can mend are one line, exit status 2; an interrupted run ends with 130."""
    try:
        app()
    except TocsinError as error:
        sys.stderr.write(f"tocsin: {error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("tocsin: interrupted\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
