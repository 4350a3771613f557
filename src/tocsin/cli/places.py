"""`tocsin places`: looks names up in the gazetteer, and extends it by the dump of GeoNames."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.errors import FormatError

app = typer.Typer(help="The gazetteer: look a name up, or extend it by the dump of GeoNames.", no_args_is_help=True)


@app.command("find")
def find_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place's name, in any spelling.")],
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="Show so many at most.")] = 10,
) -> None:
    """Show the places of a name, the most populous first: name, division, country, kind, degrees, GeoNames id."""
    from tocsin.pipeline import DATA
    from tocsin.placing.gazetteer import open_gazetteer

    found = open_gazetteer(DATA).find(name)
    if not found:
        raise FormatError(f"no place is called '{name}'; docs/how-to/add-a-place.md says how to add one")
    for entry in found[:most]:
        where = ", ".join(part for part in (entry.name, entry.within, entry.country) if part)
        numbers = f"{entry.lat:g} {entry.lon:g}  {entry.population} inhabitants  geonameid {entry.geonameid or '-'}"
        sys.stdout.write(f"{where}  ({entry.feature}, {entry.kind.name.lower()} name)  {numbers}\n")


@app.command("build")
def build_command(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="allCountries.zip, or one country's, of geonames.org.")],
) -> None:
    """Extend the gazetteer by a GeoNames dump, for this user: rivers, hills, bases, every hamlet."""
    from tocsin.pipeline import DATA
    from tocsin.placing.dump import extend
    from tocsin.placing.gazetteer import FILE, open_gazetteer, user_file

    shipped = DATA / "places" / FILE
    countries = open_gazetteer(DATA).countries()
    added = extend(shipped, dump, user_file(), countries=countries, progress=_progress)
    sys.stdout.write(f"{added} places added; the gazetteer of this user is {user_file()}\n")


def _progress(seen: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{seen} places read …")
        sys.stderr.flush()
