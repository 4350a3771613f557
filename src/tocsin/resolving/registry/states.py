"""Countries and their parts, read from countries.yml and regions.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.datafiles import Item
from tocsin.resolving.registry.checks import Checks, optional
from tocsin.resolving.registry.entries import Country, Kind
from tocsin.resolving.registry.words import name_key


def read_countries(checks: Checks, items: Iterable[Item]) -> tuple[tuple[Country, ...], dict[str, str]]:
    """The countries, and the first adjective of each by its code."""
    rows: list[Country] = []
    adjectives: dict[str, str] = {}
    for index, item in enumerate(items):
        country = _country(checks, item)
        rows.append(country)
        checks.codes.add(country.iso3)
        _add_names(checks, item, index, Kind.COUNTRY)
        for kind, key in ((Kind.CAPITAL, "capitals"), (Kind.METONYM, "metonyms")):
            for name in item.words(key):
                checks.add(item, kind, index, name)
        if country.sector is None and item.words("adjectives"):
            adjectives[country.iso3] = name_key(item.words("adjectives")[0])
    return tuple(rows), adjectives


def _country(checks: Checks, item: Item) -> Country:
    iso3, sector = item.text("iso3"), optional(item, "sector")
    if not re.fullmatch(r"[A-Z]{3}", iso3):
        raise item.error(f"'{iso3}' is not three capital letters")
    if sector is None and iso3 in checks.codes:
        raise item.error(f"'{iso3}' is given twice; only partially recognised entities (sector PRE) share a code")
    name = item.text("name")
    return Country(iso3, name, checks.sector(item, sector) if sector else None, checks.wikidata(item, name))


def read_regions(checks: Checks, items: Iterable[Item], *, offset: int) -> tuple[Country, ...]:
    """The parts of countries; a name's index counts on from the `offset` countries."""
    rows: list[Country] = []
    for index, item in enumerate(items):
        name = item.text("name")
        rows.append(Country(checks.country(item, item.text("country")), name, None, checks.wikidata(item, name)))
        _add_names(checks, item, offset + index, Kind.REGION)
    return tuple(rows)


def _add_names(checks: Checks, item: Item, index: int, kind: Kind) -> None:
    for name in (item.text("name"), *item.words("names")):
        checks.add(item, kind, index, name, item.text("iso3" if kind is Kind.COUNTRY else "country"))
    for name in item.words("adjectives"):
        checks.add(item, Kind.ADJECTIVE, index, name)
    for name in item.words("peoples"):
        checks.add(item, Kind.PEOPLE, index, name)
