"""The gazetteer: one SQLite file of places and their names, opened read-only and memory-mapped."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from tocsin.errors import DataError
from tocsin.placing.names import DIRECTIONS, SHAPED, key, shorter

FILE = "gazetteer.sqlite"
SETTLEMENTS = frozenset({"capital", "city", "town", "village"})
SIDED = 20_000  # inhabitants from which a town has a north and a south
MAPPED = 1 << 30  # bytes; the whole file
MOST = 60  # candidates of one name: the most populous; the 60th Springfield has a few hundred people
_FIND = """
SELECT p.id, p.name, p.lat, p.lon, p.country, p.division, d.name, p.feature, p.population, p.geonameid, n.kind
FROM name n JOIN place p ON p.id = n.place LEFT JOIN division d ON d.code = p.division
WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?"""


class NameKind(IntEnum):
    """How a name names a place."""

    OWN = 0
    OTHER = 1
    ADJECTIVE = 2  # adjectives and peoples: "Serbian", "Serbs"
    SHORT = 3  # "Tex.", "NSW"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer under one of its names. `country` is ISO alpha-3; `division` the code of the
    first-level division ("US.TX"), `within` its name; degrees are WGS 84.
    """

    id: int
    name: str
    lat: float
    lon: float
    country: str | None
    division: str | None
    within: str | None
    feature: str
    population: int
    geonameid: int | None
    kind: NameKind


class Gazetteer:
    """Finds places by name. May be shared between threads; opening reads nothing but the file's header."""

    def __init__(self, path: Path) -> None:
        """Open a file that `python -m tocsin.placing.build` made; DataError where there is none."""
        if not path.is_file():
            raise DataError(f"{path}: there is no gazetteer; make it with `python -m tocsin.placing.build`")
        self.path = path
        self._base = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._base.execute(f"PRAGMA mmap_size={MAPPED}")
        self._cached = lru_cache(maxsize=32768)(self._select)

    def exact(self, name: str) -> tuple[Entry, ...]:
        """The places of exactly this name, accents and case aside, the most populous first."""
        return self._cached(key(name))

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of this name, or else of the name without the nouns and directions around it, as they allow."""
        found = self.exact(name)
        if found:
            return found
        for short, off in shorter(name):
            entries = tuple(entry for entry in self._cached(short) if _allowed(entry, off))
            if entries:
                return entries
        return ()

    def about(self) -> dict[str, str]:
        """What the file says of itself: origin, licence, number of places and names."""
        return dict(self._base.execute("SELECT key, value FROM about ORDER BY key"))

    def countries(self) -> dict[str, str]:
        """The alpha-3 codes of countries by the alpha-2 codes that divisions bear."""
        query = "SELECT DISTINCT substr(division, 1, instr(division, '.') - 1), country FROM place WHERE division <> ''"
        return {iso: iso3 for iso, iso3 in self._base.execute(query) if iso3}

    def _select(self, wanted: str) -> tuple[Entry, ...]:
        if not wanted:
            return ()
        try:
            rows = self._base.execute(_FIND, (wanted, MOST)).fetchall()
        except sqlite3.DatabaseError as error:
            raise DataError(f"{self.path}: is no gazetteer ({error}); run `python -m tocsin.placing.build`") from error
        return tuple(
            Entry(*place, kind=NameKind(kind))  # type: ignore[misc]  # the columns of _FIND in their order
            for *place, kind in rows
        )


def _allowed(entry: Entry, off: frozenset[str]) -> bool:
    """Whether a place may be told with these words around its name: "northern Gaza", not a village "Midlands" for
    "West Midlands"."""
    if entry.kind is not NameKind.OWN and entry.feature in SETTLEMENTS:
        return False
    if off & SHAPED:
        return entry.feature not in SETTLEMENTS
    return not off & DIRECTIONS or entry.feature not in SETTLEMENTS or entry.population >= SIDED


def user_file() -> Path:
    """Where `tocsin places build` writes: TOCSIN_DATA_HOME, else the user's data folder."""
    base = os.environ.get("TOCSIN_DATA_HOME")
    if base:
        return Path(base) / FILE
    share = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return Path(share) / "tocsin" / FILE


def open_gazetteer(data: Path) -> Gazetteer:
    """The user's own gazetteer where there is one, else the one shipped in the folder of data."""
    own = user_file()
    return Gazetteer(own if own.is_file() else data / "places" / FILE)
