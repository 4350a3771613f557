"""What people and bodies are called, read from roles.yml: each noun in the singular and the plural."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.datafiles import Item
from tocsin.resolving.registry.checks import Checks, optional
from tocsin.resolving.registry.entries import Kind, Role
from tocsin.resolving.registry.words import name_key, plural


def read_roles(checks: Checks, items: Iterable[Item]) -> tuple[Role, ...]:
    """A role for every noun and its plural."""
    rows: list[Role] = []
    for item in items:
        sectors, office, weak = checks.sectors_of(item), optional(item, "office"), item.flag("weak")
        code = optional(item, "country")
        country = checks.country(item, code) if code else None
        for noun in item.words("nouns"):
            forms = [noun] if name_key(plural(noun)) == name_key(noun) else [noun, plural(noun)]
            for form in forms:
                checks.add(item, Kind.ROLE, len(rows), form)
                rows.append(Role(noun, sectors, office, weak, form is not noun, item.flag("anywhere"), country))
    return tuple(rows)
