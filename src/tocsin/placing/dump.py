"""Extends a gazetteer by the dump of GeoNames (allCountries.zip, cities1000.zip or one country's, CC BY 4.0).

The dump has one place a line, nineteen cells apart by tabs: geonameid, name, ASCII name, alternate names, latitude,
longitude, feature class, feature code, country code, other country codes, four division codes, population, …
"""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tocsin.errors import DataError
from tocsin.placing.build import insert
from tocsin.placing.sources import Row, other_names, size

CELLS = 19
BATCH = 20_000  # places between two tellings of progress
CODES = {
    "ADM1": "division", "ADM2": "county", "ADM3": "municipality", "ADM4": "municipality", "PPLC": "capital",
    "STM": "river", "LK": "lake", "LKS": "lake", "RSV": "lake", "SEA": "sea", "OCN": "ocean", "GULF": "gulf",
    "BAY": "bay", "STRT": "strait", "CHN": "channel", "CNL": "canal", "ISL": "island", "ISLS": "islands",
    "MT": "mountain",
    "MTS": "mountains", "PASS": "pass", "VAL": "valley", "DSRT": "desert", "PEN": "peninsula", "CONT": "continent",
    "RGN": "region", "AREA": "region", "PRT": "port", "AIRP": "airport", "AIRB": "base", "INSM": "base", "MILB": "base",
    "CMP": "camp", "CMPRF": "camp", "BDG": "bridge", "DAM": "dam", "MN": "mine", "PPLX": "neighbourhood",
    "PRN": "prison", "CSTM": "crossing", "PSTB": "crossing", "HSP": "hospital",
    "MNMT": "monument", "FRST": "forest", "PRK": "park",
}  # fmt: skip
_CLASSES = {"P": "settlement", "A": "district", "H": "river", "L": "region", "T": "mountain", "V": "forest"}
Progress = Callable[[int], None]


def extend(base: Path, dump: Path, out: Path, *, countries: Mapping[str, str], progress: Progress) -> int:
    """Write to `out` the gazetteer `base` with the places of the dump that it lacks; how many is returned.

    `countries` give alpha-3 for alpha-2 codes. A place whose id is known keeps its names and takes the dump's degrees.
    Raises DataError where the dump is none, with file and line; `out` is then left as it was.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    shutil.copyfile(base, part)
    try:
        with sqlite3.connect(part) as file:
            added = _merged(file, dump, countries, progress)
        file.execute("VACUUM")
        file.close()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return added


def _merged(file: sqlite3.Connection, dump: Path, countries: Mapping[str, str], progress: Progress) -> int:
    known = {row[0] for row in file.execute("SELECT geonameid FROM place WHERE geonameid IS NOT NULL")}
    first = int(file.execute("SELECT max(id) FROM place").fetchone()[0]) + 1
    free, batch = first, list[Row]()
    for seen, row in enumerate(rows(dump, countries), 1):
        if row.geonameid in known:
            values = (round(row.lat, 4), round(row.lon, 4), row.geonameid)
            file.execute("UPDATE place SET lat = ?, lon = ? WHERE geonameid = ?", values)
        else:
            batch.append(row)
        if seen % BATCH == 0:
            free, batch = insert(file, batch, first=free), []
            progress(seen)
    return insert(file, batch, first=free) - first


def rows(dump: Path, countries: Mapping[str, str]) -> Iterator[Row]:
    """The places of a dump, a .zip or the text file in it. Raises DataError with file and line."""
    with _opened(dump) as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != CELLS:
                wanted = f"needs the {CELLS} cells of a GeoNames dump, apart by tabs"
                raise DataError(f"{dump.name}:{number}: {wanted}, has {len(cells)}; is it allCountries.zip?")
            try:
                row = _row(cells, countries)
            except ValueError as error:
                raise DataError(f"{dump.name}:{number}: is no place of a GeoNames dump: {error}") from error
            if row is not None:
                yield row


@contextmanager
def _opened(dump: Path) -> Iterator[IO[str]]:
    """The text of a dump; of an archive, its largest text file (the others are readmes)."""
    if not dump.is_file():
        raise DataError(f"{dump}: there is no such file; get allCountries.zip from geonames.org")
    if not zipfile.is_zipfile(dump):
        with dump.open(encoding="utf-8") as lines:
            yield lines
        return
    with zipfile.ZipFile(dump) as archive:
        members = [m for m in archive.infolist() if m.filename.endswith(".txt")]
        if not members:
            raise DataError(f"{dump}: holds no .txt file; get allCountries.zip from geonames.org")
        with archive.open(max(members, key=lambda m: m.file_size)) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8")


def _row(cells: list[str], countries: Mapping[str, str]) -> Row | None:
    """A place; None for roads, railways and what is no more (codes that end in H)."""
    geonameid, name, _, others, lat, lon, sort, code, iso = cells[:9]
    admin1, population = cells[10], int(cells[14] or 0)
    if sort in ("R", "U", "") or (code.endswith("H") and sort in ("A", "P")) or code in ("PCLI", "PCLD", "PCLS"):
        return None
    settled = sort == "P" and code not in CODES
    feature = size(population) if settled and population else CODES.get(code) or _CLASSES.get(sort, "site")
    return Row(
        name=name,
        names=other_names(others.split(",")) if others else (),
        lat=float(lat),
        lon=float(lon),
        country=countries.get(iso),
        division=f"{iso}.{admin1}" if admin1 and admin1 != "00" else None,
        feature=feature,
        population=population,
        geonameid=int(geonameid),
    )
