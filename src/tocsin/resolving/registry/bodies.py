"""Organisations, armed groups and parties, read from organizations*.yml, groups*.yml and parties*.yml."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.datafiles import Item, suggestion
from tocsin.resolving.registry.checks import Checks, optional
from tocsin.resolving.registry.entries import Body, Kind
from tocsin.resolving.registry.terms import read_term

PARTY = ("PTY",)  # who governs changes with every election; that it is a party does not


def read_bodies(checks: Checks, items: Iterable[Item], kind: Kind) -> tuple[Body, ...]:
    """The bodies of one kind; a parent must be one of them."""
    found = list(items)
    known = {item.text("name") for item in found}
    rows = []
    for index, item in enumerate(found):
        body = _body(checks, item, kind)
        if body.parent is not None and body.parent not in known:
            raise item.error(f"the parent '{body.parent}' is not in this file{suggestion(body.parent, sorted(known))}")
        rows.append(body)
        for name in (body.name, *item.words("names"), *item.words("aliases")):
            checks.add(item, kind, index, name, body.code)
    return tuple(rows)


def _body(checks: Checks, item: Item, kind: Kind) -> Body:
    name = item.text("name")
    code = checks.country(item, item.text("code" if kind is Kind.ORGANIZATION else "country"))
    sectors = checks.sectors_of(item) or (PARTY if kind is Kind.PARTY else ())
    governing = tuple(read_term(row, "a term of government") for row in item.items("governing"))
    return Body(name, code, sectors, optional(item, "parent"), checks.wikidata(item, (kind, name, code)), governing)
