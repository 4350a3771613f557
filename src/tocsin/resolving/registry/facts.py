"""The YAML files of `data/actors`, read, checked against each other and brought together."""

from __future__ import annotations

from pathlib import Path

from tocsin.resolving.registry.bodies import read_bodies
from tocsin.resolving.registry.checks import Checks, known_sectors, longest
from tocsin.resolving.registry.entries import Kind, Registry
from tocsin.resolving.registry.files import items_of
from tocsin.resolving.registry.persons import read_people
from tocsin.resolving.registry.role_nouns import read_roles
from tocsin.resolving.registry.spelling import spellings
from tocsin.resolving.registry.states import read_countries, read_regions


def read_registry(folder: Path) -> Registry:
    """The registry of a folder of YAML files.

    Raises DataError naming file and line for an unknown sector or country, a name given twice, a bad date.
    """
    checks = Checks(known_sectors(folder))
    countries, adjectives = read_countries(checks, items_of(folder, "countries"))
    regions = read_regions(checks, items_of(folder, "regions"), offset=len(countries))
    organizations = read_bodies(checks, items_of(folder, "organizations"), Kind.ORGANIZATION)
    groups = read_bodies(checks, items_of(folder, "groups"), Kind.GROUP)
    parties = read_bodies(checks, items_of(folder, "parties"), Kind.PARTY)
    found = read_people(checks, items_of(folder, "people"))
    roles = read_roles(checks, items_of(folder, "roles"))
    return Registry(
        countries=countries,
        regions=regions,
        organizations=organizations,
        groups=groups,
        parties=parties,
        people=found.people,
        roles=roles,
        names=checks.ranked(),
        longest=longest(checks.names),
        surnames=found.surnames,
        full_names=found.full_names,
        holders=found.holders,
        spelt_names=spellings(name for name in found.full_names if " " in name),
        spelt_surnames=spellings(found.surnames),
        adjectives=adjectives,
    )
