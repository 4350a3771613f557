"""People and the offices they held, read from people*.yml; who stands in two files is one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tocsin.datafiles import Item
from tocsin.resolving.registry.checks import Checks, optional
from tocsin.resolving.registry.entries import Kind, Office, Person
from tocsin.resolving.registry.terms import read_term
from tocsin.resolving.registry.words import name_key

PARTICLES = frozenset("al bin ben da de del dei di dos du el la le van von der den ter abu ibn".split())
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})
OFFICE_KEYS = ("office", "of", "country", "from", "until", "sector")


@dataclass(frozen=True, slots=True)
class People:
    """The people, and their indices by family name, by full name and by country and office (`RUS president`)."""

    people: tuple[Person, ...]
    surnames: dict[str, tuple[int, ...]]
    full_names: dict[str, tuple[int, ...]]
    holders: dict[str, tuple[int, ...]]


def read_people(checks: Checks, items: Iterable[Item]) -> People:
    """Everyone in the files, each once: somebody of a later file who has the name and country of an earlier one adds
    offices to the earlier one; an office that overlaps one of the same title is the same office, as told first."""
    people: list[Person] = []
    named: dict[str, list[int]] = {}
    seen: dict[int, dict[str, Item]] = {}
    for item in items:
        person = _person(checks, item)
        names = (person.name, *item.words("aliases"))
        index = _same(person, [i for name in names for i in named.get(name_key(name), ())], people)
        if index is None:
            index = len(people)
            people.append(person)
        else:
            _in_another_file(item, person, seen[index])
            people[index] = _joined(people[index], person)
        seen.setdefault(index, {})[item.path.name] = item
        people[index] = replace(
            people[index], wikidata=checks.wikidata(item, (Kind.PERSON, index)) or people[index].wikidata
        )
        for name in names:
            checks.add(item, Kind.PERSON, index, name)
            if index not in (indices := named.setdefault(name_key(name), [])):
                indices.append(index)
    full_names = {key: tuple(indices) for key, indices in named.items()}
    return People(tuple(people), _surnames(people, checks, full_names), full_names, _holders(people))


def _same(person: Person, candidates: list[int], people: list[Person]) -> int | None:
    """Who of the candidates, bearing one of the person's names, is the person: of one country, or in office there."""
    own = _countries(person)
    return next((index for index in candidates if own & _countries(people[index])), None)


def _countries(person: Person) -> set[str]:
    return {person.country, *(office.country for office in person.offices)}


def _in_another_file(item: Item, person: Person, seen: dict[str, Item]) -> None:
    other = seen.get(item.path.name)
    if other is not None:
        message = f"'{person.name}' already names this kind of thing (person) at {other.path.name}:{other.line}"
        raise item.error(f"{message}; keep it in one place")


def _joined(first: Person, other: Person) -> Person:
    added = [office for office in other.offices if not any(_overlap(office, known) for known in first.offices)]
    offices = tuple(sorted((*first.offices, *added), key=lambda office: office.since))
    return replace(first, common=first.common or other.common, offices=offices)


def _overlap(one: Office, other: Office) -> bool:
    if (one.key, one.of, one.country) != (other.key, other.of, other.country):
        return False
    return one.since < (other.until or date.max) and other.since < (one.until or date.max)


def _person(checks: Checks, item: Item) -> Person:
    country = checks.country(item, item.text("country"))
    return Person(item.text("name"), country, item.flag("common"), tuple(_offices(checks, item, country)))


def _offices(checks: Checks, item: Item, country: str) -> list[Office]:
    rows = item.items("offices")
    if not rows:
        raise item.error("'offices' must be a list with at least one office")
    return sorted((_office(checks, row, country) for row in rows), key=lambda office: office.since)


def _office(checks: Checks, row: Item, country: str) -> Office:
    row.keys_within(OFFICE_KEYS)
    term = read_term(row, "an office")
    return Office(
        row.text("office"),
        optional(row, "of"),
        checks.country(row, optional(row, "country") or country),
        term.since,
        term.until,
        checks.sector(row, optional(row, "sector") or "GOV"),
    )


def _holders(people: list[Person]) -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    for index, person in enumerate(people):
        keys = [holder_key(office.country, office.key) for office in person.offices]
        keys += [holder_key("of", office.of) for office in person.offices if office.of]
        for key in dict.fromkeys(keys):
            table.setdefault(key, []).append(index)
    return {key: tuple(indices) for key, indices in table.items()}


def holder_key(country: str, title: str) -> str:
    """The key of an office in the registry's `holders`; "of" and a body for every office of that body."""
    return f"{country} {title}"


def _surnames(
    people: list[Person], checks: Checks, full_names: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    for name, indices in full_names.items():
        for index in indices:
            for surname in surnames_of(name, people[index].country):
                if index not in (found := table.setdefault(surname, [])):
                    found.append(index)
    return {surname: tuple(sorted(found)) for surname, found in table.items()}


def surnames_of(name: str, country: str) -> Iterator[str]:
    """The family names that a full name may be shortened to, normalised: "de Hoop Scheffer" and "Scheffer"."""
    words = [word for word in name_key(name).split(" ") if word != "jr"]
    if len(words) < 2 or re.fullmatch(r"[ivx]+", words[-1]):
        return
    if country in FAMILY_NAME_FIRST and name.split()[0] not in ("Joseph", "William", "Dalai"):
        yield words[0]
        return
    yield words[-1]
    start = next((place for place in range(1, len(words) - 1) if words[place] in PARTICLES), None)
    if start is not None:
        yield " ".join(words[start:])
    if "-" in name.split()[-1]:
        yield name_key(name.split()[-1])
