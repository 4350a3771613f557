"""Reads the project's YAML data with line numbers, so that an error can name file and line.

The shipped files are parsed when the package is built (`python -m tocsin.datafiles`), for parsing them takes most of a
start. A file that has changed since is parsed anew: what was parsed is found by the digest of the file's content.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.errors import DataError

DATA = Path(__file__).parent / "data"
PARSED = "parsed.json"

DAY, PAIRS = "__day__", "__pairs__"  # what JSON has no word for: a date, a mapping whose keys are no texts


@cache
def _loader() -> Any:
    """Safe YAML that remembers the line of every mapping under `__line__`."""
    import yaml  # a start from parsed files needs none

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("Loader", (base,), {})
    loader.add_constructor("tag:yaml.org,2002:map", _mapping)
    return loader


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    pairs = {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}
    pairs["__line__"] = node.start_mark.line + 1
    return pairs


@dataclass(frozen=True, slots=True)
class Item:
    """One mapping of a data file and where it stands; `numbered` holds the values with the lines of inner mappings."""

    path: Path
    line: int
    values: dict[str, Any]
    numbered: Mapping[str, Any] = field(default_factory=dict)

    def error(self, message: str) -> DataError:
        """A DataError that names file and line."""
        return DataError(f"{self.path.name}:{self.line}: {message}")

    def keys_within(self, allowed: Iterable[str]) -> None:
        """Raise DataError where a key is not one of `allowed`."""
        unknown = self.values.keys() - allowed
        for key in self.values if unknown else ():
            if key in unknown:
                raise self.error(f"unknown key '{key}'{suggestion(str(key), list(allowed))}")

    def text(self, key: str) -> str:
        """A required string."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise self.error(f"'{key}' must be a text, found {value!r}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings, a single string taken as a list of one, absent as empty."""
        value = self.values.get(key)
        if value is None:
            return ()
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.error(f'\'{key}\' must be a list of words, found {value!r}; quote words such as "on" and "no"')
        return tuple(values)

    def flag(self, key: str) -> bool:
        """True or false, absent as false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' must be true or false, found {value!r}")
        return value

    def items(self, key: str) -> list[Item]:
        """A list of mappings, each with its own line, absent as empty."""
        values = self.numbered.get(key) or []
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            raise self.error(f"'{key}' must be a list of mappings, found {strip_lines(values)!r}")
        return [_item(self.path, value) for value in values]


def _item(path: Path, numbered: dict[str, Any]) -> Item:
    return Item(path, numbered["__line__"], strip_lines(numbered), numbered)


def items(path: Path) -> list[Item]:
    """The mappings of a YAML list file, in order. Raises DataError for anything else."""
    data = load(path)
    if not isinstance(data, list):
        raise DataError(f"{path.name}:1: must be a list of entries, found {type(data).__name__}")
    result = []
    for position, value in enumerate(data, 1):
        if not isinstance(value, dict):
            raise DataError(f"{path.name}: entry {position} must be a mapping, found {value!r}")
        result.append(_item(path, value))
    return result


def mapping(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds, without line numbers."""
    data = load(path)
    if not isinstance(data, dict):
        raise DataError(f"{path.name}:1: must be a mapping, found {type(data).__name__}")
    return dict(strip_lines(data))


def load(path: Path) -> Any:
    """Parsed YAML; a syntax error becomes a DataError with file and line."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"{path}: the data file is missing; reinstall tocsin") from error
    known = _parsed(DATA / PARSED).get(_digest(content))
    return _parse(content, path) if known is None else _read(known)


def _parse(content: bytes, path: Path) -> Any:
    import yaml

    try:
        return yaml.load(content.decode(), Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise DataError(f"{path.name}:{line}: not valid YAML: {getattr(error, 'problem', error)}") from error


@cache
def _parsed(path: Path) -> dict[str, str]:
    """What was parsed when the package was built: JSON by the digest of the YAML; nothing where it was not built."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_parsed(data: Path = DATA) -> Path:
    """Parse the YAML files of a data folder into one JSON file in it; those that JSON cannot hold are left to YAML."""
    found = {}
    for path in sorted(data.rglob("*.yml")):
        content = path.read_bytes()
        value = _parse(content, path)
        try:
            text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
        except TypeError:
            continue
        if _read(text) == value:
            found[_digest(content)] = text
    out = data / PARSED
    out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return out


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return {DAY: value.isoformat()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if all(isinstance(key, str) for key in value):
        return {key: _plain(inner) for key, inner in value.items()}
    return {PAIRS: [[key, _plain(inner)] for key, inner in value.items()]}


def _read(text: str) -> Any:
    """The value of a JSON text that `_plain` was written as."""
    marked = f'"{DAY}"' in text or f'"{PAIRS}"' in text
    return json.loads(text, object_hook=_revived) if marked else json.loads(text)


def _revived(value: dict[str, Any]) -> Any:
    if DAY in value:
        return date.fromisoformat(value[DAY])
    return dict(value[PAIRS]) if PAIRS in value else value


def strip_lines(value: Any) -> Any:
    """The same structure without the remembered lines."""
    if isinstance(value, dict):
        return {k: v if isinstance(v, str) else strip_lines(v) for k, v in value.items() if k != "__line__"}
    if isinstance(value, list):
        return [v if isinstance(v, str) else strip_lines(v) for v in value]
    return value


def suggestion(word: str, known: Sequence[str]) -> str:
    """`; did you mean 'X'?` where something close is known."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


if __name__ == "__main__":
    sys.stdout.write(f"{write_parsed()}\n")
