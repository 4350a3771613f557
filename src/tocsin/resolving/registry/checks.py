"""What every entry must keep to: known sectors and countries, no name or Wikidata id given twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tocsin import datafiles
from tocsin.datafiles import Item, suggestion
from tocsin.resolving.registry.entries import BODIES, INTERNATIONAL, Entry, Kind
from tocsin.resolving.registry.files import FOLDER
from tocsin.resolving.registry.words import case_of, name_key

SHARED = BODIES | {Kind.PERSON, Kind.COUNTRY}  # kinds of which two in different countries may bear one name


def known_sectors(folder: Path) -> frozenset[str]:
    """The names of PLOVER's sectors, from the ontology beside the actors."""
    path = folder.parent / "plover" / "sectors.yml"
    if not path.is_file():
        path = FOLDER.parent / "plover" / "sectors.yml"
    return frozenset(item.text("name") for item in datafiles.items(path))


def optional(item: Item, key: str) -> str | None:
    """A text that may be absent."""
    return item.text(key) if item.values.get(key) is not None else None


class Checks:
    """Collects what the entries name while they are read, so that each can be checked against those before it."""

    def __init__(self, sectors: frozenset[str]) -> None:
        self.sectors = sectors
        self.codes: set[str] = set(INTERNATIONAL)
        self.names: dict[str, list[Entry]] = {}
        self._first: dict[tuple[str, Kind, str], Item] = {}
        self._roles: set[str] = set()
        self._ids: dict[str, tuple[Item, object]] = {}

    def add(self, item: Item, kind: Kind, index: int, name: str, country: str = "") -> None:
        """Files a name under its normalised form. Bodies and people of different countries may share one."""
        key = name_key(name)
        if not key:
            raise item.error(f"{name!r} holds no word")
        owner = self._first.setdefault((key, kind, country if kind in SHARED else ""), item)
        if kind is not Kind.PERSON and (owner is not item or (kind is Kind.ROLE and key in self._roles)):
            raise self._twice(item, owner, name, kind)
        if kind is Kind.ROLE:
            self._roles.add(key)
        entry = Entry(kind, index, case_of(name))
        if entry not in (entries := self.names.setdefault(key, [])):
            entries.append(entry)

    def _twice(self, item: Item, owner: Item, name: str, kind: Kind) -> Exception:
        where = f"{owner.path.name}:{owner.line}"
        return item.error(f"'{name}' already names this kind of thing ({kind}) at {where}; keep it in one place")

    def sector(self, item: Item, name: str) -> str:
        """A sector that the ontology knows."""
        if name not in self.sectors:
            raise item.error(f"'{name}' is not a PLOVER sector{suggestion(name, sorted(self.sectors))}")
        return name

    def sectors_of(self, item: Item) -> tuple[str, ...]:
        """The sectors of an entry, all known."""
        return tuple(self.sector(item, name) for name in item.words("sectors"))

    def country(self, item: Item, code: str) -> str:
        """A country or international code that is known."""
        if code not in self.codes:
            others = ", ".join(sorted(INTERNATIONAL))
            raise item.error(f"'{code}' is neither a country of countries.yml nor one of {others}")
        return code

    def wikidata(self, item: Item, owner: object) -> str | None:
        """The Wikidata id of an entry, well-formed and given to nobody but `owner`."""
        found = optional(item, "wikidata")
        if found is None:
            return None
        if not re.fullmatch(r"Q[1-9]\d*", found):
            raise item.error(f"'{found}' is not a Wikidata id; write Q and digits, such as Q403")
        other, whose = self._ids.setdefault(found, (item, owner))
        if whose != owner:
            raise item.error(f"{found} is already the Wikidata id of {other.path.name}:{other.line}")
        return found

    def ranked(self) -> dict[str, tuple[Entry, ...]]:
        """Every name with its meanings, likeliest kind first."""
        rank = {kind: place for place, kind in enumerate(Kind)}
        return {key: tuple(sorted(found, key=lambda entry: rank[entry.kind])) for key, found in self.names.items()}


def longest(names: Iterable[str]) -> dict[str, int]:
    """The first word of each name, with the number of words of the longest name that begins with it."""
    lengths: dict[str, int] = {}
    for name in names:
        first, *rest = name.split(" ")
        lengths[first] = max(lengths.get(first, 0), 1 + len(rest))
    return lengths
