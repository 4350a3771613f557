"""Our own places: what gazetteers of towns lack. Read from YAML and checked, with file and line in every error."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tocsin.datafiles import Item, items, suggestion
from tocsin.placing.features import FEATURES

KEYS = ("name", "names", "adjectives", "lat", "lon", "country", "admin1", "feature", "population", "note")


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of the supplement. `country` is None where none owns it (a sea); `admin1` a division's name."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    population: int


def load_supplement(path: Path, *, countries: Collection[str]) -> tuple[OwnPlace, ...]:
    """The places of the file, in order. Raises DataError with file and line for what is wrong with one."""
    seen: dict[tuple[object, ...], int] = {}
    places = []
    for item in items(path):
        place = _place(item, countries)
        same = (place.name, place.country, place.admin1, place.feature)
        if same in seen:
            raise item.error(f"'{place.name}' stands in line {seen[same]} already; keep one of them")
        seen[same] = item.line
        places.append(place)
    return tuple(places)


def _place(item: Item, countries: Collection[str]) -> OwnPlace:
    item.keys_within(KEYS)
    return OwnPlace(
        name=item.text("name"),
        names=item.words("names"),
        adjectives=item.words("adjectives"),
        lat=_degrees(item, "lat", 90),
        lon=_degrees(item, "lon", 180),
        country=_country(item, countries),
        admin1=item.text("admin1") if item.values.get("admin1") else None,
        feature=_feature(item),
        population=_population(item),
    )


def _degrees(item: Item, name: str, most: int) -> float:
    value = item.values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
        raise item.error(f"'{name}' must be degrees from -{most} to {most}, found {value!r}")
    return float(value)


def _country(item: Item, countries: Collection[str]) -> str | None:
    code = item.values.get("country")
    if code is None:
        return None
    if code not in countries:
        raise item.error(f"country {code!r} is no ISO 3166-1 alpha-3 code{suggestion(str(code), sorted(countries))}")
    return str(code)


def _feature(item: Item) -> str:
    feature = item.text("feature")
    if feature not in FEATURES:
        raise item.error(f"'{feature}' is no feature of data/places/README.md{suggestion(feature, sorted(FEATURES))}")
    return feature


def _population(item: Item) -> int:
    value = item.values.get("population", 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise item.error(f"'population' must be a whole number, found {value!r}")
    return value
