"""Which files hold the actors, and a digest of them that says whether the compiled registry fits."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from tocsin import datafiles
from tocsin.datafiles import Item
from tocsin.errors import DataError

FOLDER = Path(__file__).parents[2] / "data" / "actors"
COMPILED = "registry.json"
FILES = MappingProxyType(
    {
        "countries": "countries.yml",
        "regions": "regions.yml",
        "organizations": "organizations*.yml",
        "groups": "groups*.yml",
        "parties": "parties*.yml",
        "people": "people*.yml",
        "roles": "roles.yml",
    }
)
KEYS = MappingProxyType(
    {
        "countries": (
            "iso3",
            "name",
            "names",
            "adjectives",
            "peoples",
            "capitals",
            "metonyms",
            "sector",
            "wikidata",
        ),
        "regions": ("country", "name", "names", "adjectives", "peoples", "wikidata"),
        "organizations": ("name", "code", "sectors", "aliases", "parent", "wikidata"),
        "groups": ("name", "country", "sectors", "aliases", "governing", "wikidata"),
        "parties": ("name", "names", "aliases", "country", "sectors", "wikidata"),
        "people": ("name", "country", "aliases", "common", "offices", "wikidata"),
        "roles": ("sectors", "office", "weak", "anywhere", "country", "nouns"),
    }
)
OPTIONAL = frozenset({"parties"})


def files_of(folder: Path, family: str) -> list[Path]:
    """The files of one family ("people": people.yml and every people_….yml), by name.

    Raises DataError where there is none.
    """
    found = sorted(folder.glob(FILES[family]))
    if not found and family not in OPTIONAL:
        needed = ", ".join(pattern for name, pattern in FILES.items() if name not in OPTIONAL)
        raise DataError(f"{folder / FILES[family]} is missing; the actors' folder must hold {needed}")
    return found


def items_of(folder: Path, family: str) -> Iterator[Item]:
    """The entries of a family's files, none with an unknown key."""
    for path in files_of(folder, family):
        for item in datafiles.items(path):
            item.keys_within(KEYS[family])
            yield item


def digest_of(folder: Path) -> str:
    """A digest of every file of the actors and of the code that compiles them."""
    digest = sha256()
    for family in FILES:
        for path in files_of(folder, family):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
