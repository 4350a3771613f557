"""The registry as one JSON file of which each part is decoded when it is first asked for.

A news report names a few hundred of the tens of thousands of names, so that building a record for each at start-up
would be most of the time that loading takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from tocsin.resolving.registry.entries import Body, Country, Entry, Kind, Office, Person, Registry, Role, Term
from tocsin.resolving.registry.facts import read_registry
from tocsin.resolving.registry.files import COMPILED, FOLDER, digest_of
from tocsin.resolving.registry.spelling import Spellings
from tocsin.resolving.registry.words import Case

Value = TypeVar("Value")
KINDS = tuple(Kind)
CASES = tuple(Case)


def load_registry(folder: Path = FOLDER) -> Registry:
    """The registry of a folder of YAML files; uses the compiled file where it fits them.

    Raises DataError naming file and line for an unknown sector or country, a name given twice, a bad date.
    """
    path = folder / COMPILED
    if path.exists():
        tables = json.loads(path.read_bytes())
        if tables["digest"] == digest_of(folder):
            return _decoded(tables)
    return read_registry(folder)


def compile_registry(folder: Path = FOLDER) -> Path:
    """Checks the YAML files and writes the compiled one."""
    tables = {"digest": digest_of(folder), **_encoded(read_registry(folder))}
    target = folder / COMPILED
    target.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return target


# --------------------------------------------------------------------------- writing


def _encoded(registry: Registry) -> dict[str, object]:
    return {
        "countries": [[c.iso3, c.name, c.sector, c.wikidata] for c in registry.countries],
        "regions": [[c.iso3, c.name, c.sector, c.wikidata] for c in registry.regions],
        "organizations": [_body_row(body) for body in registry.organizations],
        "groups": [_body_row(body) for body in registry.groups],
        "parties": [_body_row(body) for body in registry.parties],
        "people": [_person_row(person) for person in registry.people],
        "roles": [[r.noun, r.sectors, r.office, r.weak, r.plural, r.anywhere, r.country] for r in registry.roles],
        "names": {name: _entry_numbers(entries) for name, entries in registry.names.items()},
        "longest": registry.longest,
        "surnames": registry.surnames,
        "full_names": registry.full_names,
        "holders": registry.holders,
        "spelt_names": [registry.spelt_names.names, registry.spelt_names.sounds],
        "spelt_surnames": [registry.spelt_surnames.names, registry.spelt_surnames.sounds],
        "adjectives": registry.adjectives,
    }


def _body_row(body: Body) -> list[object]:
    governing = [[term.since.isoformat(), term.until.isoformat() if term.until else None] for term in body.governing]
    return [body.name, body.code, body.sectors, body.parent, body.wikidata, governing]


def _person_row(person: Person) -> list[object]:
    offices = [
        [o.title, o.of, o.country, o.since.isoformat(), o.until.isoformat() if o.until else None, o.sector]
        for o in person.offices
    ]
    return [person.name, person.country, person.common, offices, person.wikidata]


def _entry_numbers(entries: tuple[Entry, ...]) -> list[int]:
    """Kind, index and case of each entry, one after another."""
    return [n for e in entries for n in (KINDS.index(e.kind), e.index, CASES.index(e.case))]


# --------------------------------------------------------------------------- reading


def _decoded(tables: Mapping[str, Any]) -> Registry:
    return Registry(
        countries=_Rows(tables["countries"], _country),
        regions=_Rows(tables["regions"], _country),
        organizations=_Rows(tables["organizations"], _body),
        groups=_Rows(tables["groups"], _body),
        parties=_Rows(tables["parties"], _body),
        people=_Rows(tables["people"], _person),
        roles=_Rows(tables["roles"], _role),
        names=_Names(tables["names"]),
        longest=tables["longest"],
        surnames=tables["surnames"],
        full_names=tables["full_names"],
        holders=tables["holders"],
        spelt_names=Spellings(*tables["spelt_names"]),
        spelt_surnames=Spellings(*tables["spelt_surnames"]),
        adjectives=tables["adjectives"],
    )


def _country(row: list[Any]) -> Country:
    return Country(*row)


def _body(row: list[Any]) -> Body:
    name, code, sectors, parent, wikidata, governing = row
    return Body(name, code, tuple(sectors), parent, wikidata, tuple(_term(*term) for term in governing))


def _term(since: str, until: str | None) -> Term:
    return Term(date.fromisoformat(since), date.fromisoformat(until) if until else None)


def _role(row: list[Any]) -> Role:
    noun, sectors, *rest = row
    return Role(noun, tuple(sectors), *rest)


def _person(row: list[Any]) -> Person:
    name, country, common, offices, wikidata = row
    return Person(name, country, common, tuple(_office(*office) for office in offices), wikidata)


def _office(title: str, of: str | None, country: str, since: str, until: str | None, sector: str) -> Office:
    last = date.fromisoformat(until) if until else None
    return Office(title, of, country, date.fromisoformat(since), last, sector)


class _Rows(Sequence[Value], Generic[Value]):
    """A table whose records are made when they are first asked for."""

    def __init__(self, rows: list[list[Any]], make: Callable[[list[Any]], Value]) -> None:
        self._rows, self._make = rows, make
        self._made: dict[int, Value] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Value: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...

    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = self._make(self._rows[index])
        return made


class _Names(Mapping[str, tuple[Entry, ...]]):
    """The meanings of names, made when a name is first looked up."""

    def __init__(self, numbers: dict[str, list[int]]) -> None:
        self._numbers = numbers
        self._made: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Entry, ...]:
        made = self._made.get(name)
        if made is None:
            numbers = self._numbers[name]
            triples = (numbers[start : start + 3] for start in range(0, len(numbers), 3))
            made = self._made[name] = tuple(Entry(KINDS[kind], index, CASES[case]) for kind, index, case in triples)
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
