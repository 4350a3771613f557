"""Who acts in the news, as data: countries, organisations, groups, people, roles, and every name for them.

`data/actors/*.yml` is edited by hand; `python -m tocsin.resolving.registry` checks it and compiles it to
`registry.json`, which loads in a thirtieth of a second. A compiled file that does not match the YAML is ignored.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from anyascii import anyascii

from tocsin import datafiles
from tocsin.datafiles import Item, suggestion
from tocsin.errors import DataError

FOLDER = Path(__file__).parent.parent / "data" / "actors"
FILES = ("countries.yml", "regions.yml", "organizations.yml", "groups.yml", "people.yml", "roles.yml")
COMPILED = "registry.json"
INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
PARTICLES = frozenset("al bin ben da de del dei di dos du el la le van von der den ter abu ibn".split())
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})
IRREGULAR = MappingProxyType(
    {
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "persons",
        "wife": "wives",
        "thief": "thieves",
        "staff": "staff",
        "police": "police",
        "personnel": "personnel",
    }
)
WORD = re.compile(r"\d[\d.,]*\d|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*\+?['’]?|[,;:()/–—-]")


class Kind(StrEnum):
    """What a name names. The order is the order of preference where one name has several kinds."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    COUNTRY = "country"
    METONYM = "metonym"
    CAPITAL = "capital"
    REGION = "region"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    ROLE = "role"


class Case(StrEnum):
    """How a name must be written to be itself: any way, with a capital ("Kfor"), or in capitals ("WHO", not "who")."""

    ANY = "any"
    CAPITAL = "capital"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory or partially recognised entity; the last has its nominal country's `iso3` and `sector` PRE."""

    iso3: str
    name: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, institution, armed group or movement; `code` is its country or UNO, EUR, IGO, NGO …"""

    name: str
    code: str
    sectors: tuple[str, ...]
    parent: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from `since` to before `until` (None: still held). `of` names the body where it is no country."""

    title: str
    of: str | None
    country: str
    since: date
    until: date | None
    sector: str

    def held(self, on: date) -> bool:
        """Whether it is held on that day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom reports name. `common`: the surname alone says too little. `offices` are in order of time."""

    name: str
    country: str
    common: bool
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor is called ("prosecutor"). `office`: one that people hold; `weak`: other words tell the sector."""

    noun: str
    sectors: tuple[str, ...]
    office: str | None
    weak: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name can mean: `index` counts within the registry's tuple for that kind."""

    kind: Kind
    index: int
    case: Case


@dataclass(frozen=True, eq=False, slots=True)
class Registry:
    """Everything in `data/actors`. `names` maps a normalised name to its meanings; `longest` a first word to the number
    of words of the longest name that begins with it; `surnames` a family name to indices of `people`; `full_names`
    are the normalised names and aliases of people, each with the person's index."""

    countries: tuple[Country, ...]
    regions: tuple[Country, ...]
    organizations: tuple[Body, ...]
    groups: tuple[Body, ...]
    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    names: Mapping[str, tuple[Entry, ...]]
    longest: Mapping[str, int]
    surnames: Mapping[str, tuple[int, ...]]
    full_names: Mapping[str, int]
    adjectives: Mapping[str, str]

    def country_of(self, entry: Entry) -> str | None:
        """The country or international code that a name's meaning carries; None for roles."""
        if entry.kind is Kind.ROLE:
            return None
        if entry.kind is Kind.PERSON:
            return self.people[entry.index].country
        if entry.kind is Kind.ORGANIZATION:
            return self.organizations[entry.index].code
        if entry.kind is Kind.GROUP:
            return self.groups[entry.index].code
        return self.state(entry).iso3

    def state(self, entry: Entry) -> Country:
        """The country or region that a name's meaning belongs to. `entry` must be of a geographic kind."""
        if entry.index >= len(self.countries):
            return self.regions[entry.index - len(self.countries)]
        return self.countries[entry.index]

    def country_name(self, iso3: str) -> str | None:
        """The name of a country by its code, None for international codes."""
        return next((country.name for country in self.countries if country.iso3 == iso3 and not country.sector), None)


# --------------------------------------------------------------------------- words


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text: its normalised form, how it is written and where. `owner`: it ends in an apostrophe."""

    norm: str
    text: str
    start: int
    end: int
    owner: bool

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.norm


@lru_cache(maxsize=65536)
def normalise(text: str) -> tuple[str, bool]:
    """A word in lower-case ASCII without full stops and apostrophes, and whether it had a possessive ending."""
    straight = text.replace("’", "'")
    owner = straight.endswith(("'s", "'S", "'"))
    if owner:
        straight = straight.rstrip("'") if straight.endswith("'") else straight[:-2]
    plain = straight if straight.isascii() else anyascii(straight)
    return "".join(char for char in plain.lower() if char.isalnum() or char == "+"), owner


def words_of(text: str) -> list[Word]:
    """The words and marks of a text with their offsets; hyphens split words and stay as marks."""
    found = []
    for match in WORD.finditer(text):
        norm, owner = normalise(match[0])
        found.append(Word(norm, match[0], match.start(), match.end(), owner))
    return found


def name_key(name: str) -> str:
    """The form under which a name is looked up: "Côte d'Ivoire" -> "cote divoire"."""
    return " ".join(word.norm for word in words_of(name) if not word.mark)


def case_of(name: str) -> Case:
    """How strictly a name's capitals must be kept."""
    letters = [char for char in name if char.isalpha()]
    if 0 < len(letters) <= 3 and all(char.isupper() for char in letters):
        return Case.UPPER
    return Case.CAPITAL if any(char.isupper() for char in letters) else Case.ANY


# --------------------------------------------------------------------------- loading


def load_registry(folder: Path = FOLDER) -> Registry:
    """The registry of a folder of YAML files; uses the compiled file where it fits them.

    Raises DataError naming file and line for an unknown sector or country, a name given twice, a bad date.
    """
    digest = _digest(folder)
    compiled = folder / COMPILED
    if compiled.exists():
        tables = json.loads(compiled.read_text(encoding="utf-8"))
        if tables["digest"] == digest:
            return _registry(tables)
    return _registry(_tables(folder, digest))


def compile_registry(folder: Path = FOLDER) -> Path:
    """Checks the YAML files and writes the compiled one."""
    tables = json.loads(json.dumps(_tables(folder, _digest(folder)), default=_plain))
    target = folder / COMPILED
    target.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return target


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in the compiled registry")


def _digest(folder: Path) -> str:
    digest = sha256()
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise DataError(f"{path} is missing; the actors' folder must hold {', '.join(FILES)}")
        digest.update(path.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def _registry(tables: Mapping[str, Any]) -> Registry:
    """The frozen registry of checked tables."""
    names = {
        key: tuple(Entry(Kind(kind), index, Case(case)) for kind, index, case in entries)
        for key, entries in tables["names"].items()
    }
    return Registry(
        countries=tuple(Country(*row) for row in tables["countries"]),
        regions=tuple(Country(*row) for row in tables["regions"]),
        organizations=tuple(_body(row) for row in tables["organizations"]),
        groups=tuple(_body(row) for row in tables["groups"]),
        people=tuple(_person(row) for row in tables["people"]),
        roles=tuple(Role(row[0], tuple(row[1]), *row[2:]) for row in tables["roles"]),
        names=MappingProxyType(names),
        longest=MappingProxyType(_longest(names)),
        surnames=MappingProxyType({key: tuple(people) for key, people in tables["surnames"].items()}),
        full_names=MappingProxyType(tables["full_names"]),
        adjectives=MappingProxyType(tables["adjectives"]),
    )


def _body(row: list[Any]) -> Body:
    return Body(row[0], row[1], tuple(row[2]), row[3])


def _person(row: list[Any]) -> Person:
    name, country, common, offices = row
    return Person(
        name,
        country,
        common,
        tuple(
            Office(title, of, where, _date(since), None if until is None else _date(until), sector)
            for title, of, where, since, until, sector in offices
        ),
    )


def _date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _longest(names: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


# --------------------------------------------------------------------------- checking


KEYS = MappingProxyType(
    {
        "countries.yml": ("iso3", "name", "names", "adjectives", "peoples", "capitals", "metonyms", "sector"),
        "regions.yml": ("country", "name", "names", "adjectives", "peoples"),
        "organizations.yml": ("name", "code", "sectors", "aliases", "parent"),
        "groups.yml": ("name", "country", "sectors", "aliases"),
        "people.yml": ("name", "country", "aliases", "common", "offices"),
        "roles.yml": ("sectors", "office", "weak", "nouns"),
    }
)


def _items(folder: Path, file: str) -> list[Item]:
    """The entries of one YAML file, none with an unknown key."""
    items = datafiles.items(folder / file)
    for item in items:
        item.keys_within(KEYS[file])
    return items


def _optional(item: Item, key: str) -> str | None:
    return item.text(key) if item.values.get(key) is not None else None


def _sectors(folder: Path) -> frozenset[str]:
    """The names of PLOVER's sectors, from the ontology beside the actors."""
    path = folder.parent / "plover" / "sectors.yml"
    if not path.is_file():
        path = FOLDER.parent / "plover" / "sectors.yml"
    return frozenset(item.text("name") for item in datafiles.items(path))


class _Tables:
    """Collects checked entries while they are read; every name is added through `add`, which finds duplicates."""

    def __init__(self, sectors: frozenset[str]) -> None:
        self.sectors = sectors
        self.codes: set[str] = set(INTERNATIONAL)
        self.names: dict[str, list[tuple[str, int, str]]] = {}
        self.first: dict[tuple[str, Kind], Item] = {}
        self.seen: set[tuple[str, Kind]] = set()
        self.surnames: dict[str, list[int]] = {}
        self.full_names: dict[str, int] = {}
        self.adjectives: dict[str, str] = {}

    def add(self, item: Item, kind: Kind, index: int, name: str) -> None:
        """Files a name under its normalised form."""
        key = name_key(name)
        if not key:
            raise item.error(f"{name!r} holds no word")
        other = self.first.setdefault((key, kind), item)
        if other is not item or (kind is Kind.ROLE and (key, kind) in self.seen):
            where = f"{other.path.name}:{other.line}"
            raise item.error(f"'{name}' already names this kind of thing ({kind}) at {where}; keep it in one place")
        self.seen.add((key, kind))
        entry = (kind.value, index, case_of(name).value)
        if entry not in (entries := self.names.setdefault(key, [])):
            entries.append(entry)

    def sector(self, item: Item, name: str) -> str:
        """A sector that the ontology knows."""
        if name not in self.sectors:
            raise item.error(f"'{name}' is not a PLOVER sector{suggestion(name, sorted(self.sectors))}")
        return name

    def country(self, item: Item, code: str) -> str:
        """A country or international code that is known."""
        if code not in self.codes:
            others = ", ".join(sorted(INTERNATIONAL))
            raise item.error(f"'{code}' is neither a country of countries.yml nor one of {others}")
        return code


def _tables(folder: Path, digest: str) -> dict[str, Any]:
    """All files checked and brought into the shape of the compiled file."""
    tables = _Tables(_sectors(folder))
    countries = _read_countries(tables, _items(folder, "countries.yml"))
    result = {
        "digest": digest,
        "countries": countries,
        "regions": _read_regions(tables, _items(folder, "regions.yml"), len(countries)),
        "organizations": _read_bodies(tables, _items(folder, "organizations.yml"), Kind.ORGANIZATION, "code"),
        "groups": _read_bodies(tables, _items(folder, "groups.yml"), Kind.GROUP, "country"),
        "people": _read_people(tables, _items(folder, "people.yml")),
        "roles": _read_roles(tables, _items(folder, "roles.yml")),
    }
    rank = {kind.value: place for place, kind in enumerate(Kind)}
    names = {key: sorted(entries, key=lambda entry: rank[entry[0]]) for key, entries in tables.names.items()}
    return result | {
        "names": names,
        "surnames": tables.surnames,
        "full_names": tables.full_names,
        "adjectives": tables.adjectives,
    }


def _read_countries(tables: _Tables, items: list[Item]) -> list[tuple[str, str, str | None]]:
    rows = []
    for index, item in enumerate(items):
        iso3 = item.text("iso3")
        if not re.fullmatch(r"[A-Z]{3}", iso3):
            raise item.error(f"'{iso3}' is not three capital letters")
        sector = _optional(item, "sector")
        if sector is None and iso3 in tables.codes:
            raise item.error(f"'{iso3}' is given twice; only partially recognised entities (sector PRE) share a code")
        tables.codes.add(iso3)
        rows.append((iso3, item.text("name"), tables.sector(item, sector) if sector else None))
        _add_geography(tables, item, index, Kind.COUNTRY)
        for kind, key in ((Kind.CAPITAL, "capitals"), (Kind.METONYM, "metonyms")):
            for name in item.words(key):
                tables.add(item, kind, index, name)
        if sector is None and item.words("adjectives"):
            tables.adjectives[iso3] = name_key(item.words("adjectives")[0])
    return rows


def _read_regions(tables: _Tables, items: list[Item], offset: int) -> list[tuple[str, str, str | None]]:
    rows: list[tuple[str, str, str | None]] = []
    for index, item in enumerate(items):
        rows.append((tables.country(item, item.text("country")), item.text("name"), None))
        _add_geography(tables, item, offset + index, Kind.REGION)
    return rows


def _add_geography(tables: _Tables, item: Item, index: int, kind: Kind) -> None:
    for name in (item.text("name"), *item.words("names")):
        tables.add(item, kind, index, name)
    for name in item.words("adjectives"):
        tables.add(item, Kind.ADJECTIVE, index, name)
    for name in item.words("peoples"):
        tables.add(item, Kind.PEOPLE, index, name)


def _read_bodies(tables: _Tables, items: list[Item], kind: Kind, code: str) -> list[tuple[Any, ...]]:
    known = {item.text("name") for item in items}
    rows = []
    for index, item in enumerate(items):
        parent = _optional(item, "parent")
        if parent is not None and parent not in known:
            raise item.error(f"the parent '{parent}' is not in this file{suggestion(parent, sorted(known))}")
        sectors = tuple(tables.sector(item, sector) for sector in item.words("sectors"))
        rows.append((item.text("name"), tables.country(item, item.text(code)), sectors, parent))
        for name in (item.text("name"), *item.words("aliases")):
            tables.add(item, kind, index, name)
    return rows


def _read_people(tables: _Tables, items: list[Item]) -> list[tuple[Any, ...]]:
    rows = []
    for index, item in enumerate(items):
        country = tables.country(item, item.text("country"))
        offices = tuple(astuple(office) for office in _offices(tables, item, country))
        rows.append((item.text("name"), country, bool(item.values.get("common", False)), offices))
        for name in (item.text("name"), *item.words("aliases")):
            tables.add(item, Kind.PERSON, index, name)
            _add_person_name(tables, country, index, name)
    return rows


def _add_person_name(tables: _Tables, country: str, index: int, name: str) -> None:
    tables.full_names[name_key(name)] = index
    for surname in surnames_of(name, country):
        people = tables.surnames.setdefault(surname, [])
        if index not in people:
            people.append(index)


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


def _offices(tables: _Tables, item: Item, country: str) -> list[Office]:
    rows = item.values.get("offices", [])
    if not isinstance(rows, list) or not rows:
        raise item.error("'offices' must be a list with at least one office")
    offices = [_office(tables, Item(item.path, item.line, row), country) for row in rows if isinstance(row, dict)]
    return sorted(offices, key=lambda office: office.since)


def _office(tables: _Tables, row: Item, country: str) -> Office:
    row.keys_within(("office", "of", "country", "from", "until", "sector"))
    since, until = _day(row, "from"), _day(row, "until")
    if since is None:
        raise row.error("an office needs 'from'")
    if until is not None and until <= since:
        raise row.error(f"an office ends ({until}) before it begins ({since})")
    where = tables.country(row, _optional(row, "country") or country)
    return Office(
        row.text("office"),
        _optional(row, "of"),
        where,
        since,
        until,
        tables.sector(row, _optional(row, "sector") or "GOV"),
    )


def _day(row: Item, key: str) -> date | None:
    """A date written YYYY-MM-DD, or the first day (`until`: the day after the last) of a month written YYYY-MM."""
    value = row.values.get(key)
    if value is None or (isinstance(value, date)):
        return value
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        raise row.error(f"'{key}' must be YYYY-MM-DD or YYYY-MM, found {value!r}") from None
    return first if key == "from" else (first + timedelta(days=31)).replace(day=1)


def _read_roles(tables: _Tables, items: list[Item]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for item in items:
        sectors = tuple(tables.sector(item, sector) for sector in item.words("sectors"))
        for noun in item.words("nouns"):
            for word, is_plural in ((noun, False), (plural(noun), True)):
                if is_plural and name_key(word) == name_key(noun):
                    continue
                tables.add(item, Kind.ROLE, len(rows), word)
                rows.append((noun, sectors, _optional(item, "office"), bool(item.values.get("weak", False)), is_plural))
    return rows


def plural(noun: str) -> str:
    """The plural of a role: its last word's, or the first's before "of", "for" and "in" ("chiefs of police")."""
    for preposition in (" of ", " for ", " in ", " to ", "-in-"):
        head, found, rest = noun.partition(preposition)
        if found:
            return plural(head) + found + rest
    start = max(noun.rfind(" "), noun.rfind("-")) + 1
    return noun[:start] + _plural_word(noun[start:])


def _plural_word(word: str) -> str:
    for singular, many in IRREGULAR.items():
        if word == singular or (singular in ("man", "woman") and word.endswith(singular)):
            return word.removesuffix(singular) + many
    if word.isupper():
        return word + "s"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(s|x|ch|sh|z)$", word):
        return word + "es"
    return word + "s"


if __name__ == "__main__":
    try:
        sys.stdout.write(f"wrote {compile_registry(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)}\n")
    except DataError as problem:
        sys.exit(str(problem))
