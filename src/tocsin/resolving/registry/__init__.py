"""Who acts in the news, as data: countries, organisations, groups, parties, people, roles, and every name for them.

`data/actors/*.yml` is edited by hand; `python -m tocsin.resolving.registry` checks it and compiles it to
`registry.json`, which loads fast. A compiled file that does not match the YAML is ignored.

    files → checks (names, sectors, countries, ids) → states, bodies, persons, role_nouns → facts → compiled
"""

from tocsin.resolving.registry.compiled import compile_registry, load_registry
from tocsin.resolving.registry.entries import (
    BODIES,
    INTERNATIONAL,
    Body,
    Country,
    Entry,
    Kind,
    Office,
    Person,
    Registry,
    Role,
)
from tocsin.resolving.registry.files import COMPILED, FILES, FOLDER, files_of
from tocsin.resolving.registry.persons import PARTICLES, holder_key, surnames_of
from tocsin.resolving.registry.spelling import sound
from tocsin.resolving.registry.words import Case, Word, case_of, name_key, plural, words_of

__all__ = [
    "BODIES",
    "COMPILED",
    "FILES",
    "FOLDER",
    "INTERNATIONAL",
    "PARTICLES",
    "Body",
    "Case",
    "Country",
    "Entry",
    "Kind",
    "Office",
    "Person",
    "Registry",
    "Role",
    "Word",
    "case_of",
    "compile_registry",
    "files_of",
    "holder_key",
    "load_registry",
    "name_key",
    "plural",
    "sound",
    "surnames_of",
    "words_of",
]
