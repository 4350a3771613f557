"""data/reading/boilerplate.yml -> Phrases: the words that the masking rules look for, validated on load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tocsin.errors import DataError
from tocsin.records import MaskReason

BOILERPLATE = Path(__file__).parent.parent / "data" / "reading" / "boilerplate.yml"
GROUPS = (
    "related_labels related_lines related_alone comment_forms subscriptions subscription_targets notices "
    "share_words tag_labels photo_labels file_photos staff_credits contributions bylines stamps rights "
    "rights_anywhere republished title_tails outlet_words outlets not_places"
).split()
KEYS = frozenset({"reason", "phrases", "examples", "near_misses"})


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one rule, with paragraphs that they must and must not mask."""

    reason: MaskReason
    phrases: frozenset[str]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]

    def starts(self, text: str) -> int | None:
        """The length of the phrase that `text` starts with, or None."""
        found = self.pattern.match(text)
        return found.end() if found else None

    def within(self, text: str) -> bool:
        """Whether `text` holds a phrase anywhere."""
        return self.pattern.search(text) is not None

    def holds(self, words: str) -> bool:
        """Whether `words`, all of them, are a phrase."""
        return " ".join(words.split()).casefold() in self.phrases

    def made_of(self, text: str) -> bool:
        """Whether `text` holds phrases and punctuation only."""
        return re.search(r"\w", self.pattern.sub("", text)) is None and re.search(r"\w", text) is not None


@dataclass(frozen=True, slots=True)
class Phrases:
    """Every group by its name, and the wire agencies by the names they are credited by."""

    groups: Mapping[str, Group]
    wires: Mapping[str, str]

    def __getitem__(self, name: str) -> Group:
        return self.groups[name]

    def wire(self, words: str) -> str | None:
        """The short name of the agency that `words` name, or None."""
        return self.wires.get(" ".join(words.split()).strip(" .").casefold())


@lru_cache(maxsize=1)
def shipped_phrases() -> Phrases:
    """The phrases that come with Tocsin."""
    return load_phrases(BOILERPLATE)


def load_phrases(path: Path) -> Phrases:
    """Read and check a file of phrases. Raises DataError with file and line for anything unknown, missing or double."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_loader())
    except yaml.YAMLError as error:
        raise DataError(f"{path.name}: is not YAML: {' '.join(str(error).split())}") from error
    items = dict(_pairs(path, root))
    for name, (key, _) in items.items():
        if name not in (*GROUPS, "wires"):
            raise _wrong(path, key, f"'{name}' is no group; the groups are {', '.join(GROUPS)} and wires")
    missing = [name for name in (*GROUPS, "wires") if name not in items]
    if missing:
        raise DataError(f"{path.name}:1: the group '{missing[0]}' is missing; add it with its phrases")
    groups = {name: _group(path, items[name]) for name in GROUPS}
    return Phrases(MappingProxyType(groups), MappingProxyType(_wires(path, items["wires"][1])))


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _group(path: Path, item: tuple[yaml.Node, yaml.Node]) -> Group:
    key, node = item
    parts = dict(_pairs(path, node))
    for name, (part, _) in parts.items():
        if name not in KEYS:
            raise _wrong(path, part, f"'{name}' is no key of a group; the keys are {', '.join(sorted(KEYS))}")
    if "reason" not in parts or "phrases" not in parts:
        raise _wrong(path, key, f"'{key.value}' needs a reason and phrases")
    reason = parts["reason"][1]
    if reason.value not in list(MaskReason):
        raise _wrong(path, reason, f"'{reason.value}' is no reason; the reasons are {', '.join(MaskReason)}")
    phrases = [phrase.casefold() for phrase in _strings(path, parts["phrases"][1], distinct=True)]
    texts = {
        name: tuple(_strings(path, parts[name][1])) if name in parts else () for name in ("examples", "near_misses")
    }
    return Group(
        MaskReason(reason.value), frozenset(phrases), _pattern(phrases), texts["examples"], texts["near_misses"]
    )


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first; any white space and either apostrophe will do."""
    longest = sorted(phrases, key=len, reverse=True)
    written = (re.escape(phrase).replace("\\ ", r"\s+").replace("'", "['’]") for phrase in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


def _wires(path: Path, node: yaml.Node) -> dict[str, str]:
    wires: dict[str, str] = {}
    for name, (_, aliases) in _pairs(path, node):
        for alias in _strings(path, aliases):
            if wires.setdefault(alias.casefold(), name) != name:
                raise _wrong(path, aliases, f"'{alias}' names {wires[alias.casefold()]} already; keep one")
    return wires


def _pairs(path: Path, node: yaml.Node | None) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, node, "is not a mapping of names to values")
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise _wrong(path, key, f"'{key.value}' stands here a second time; keep one")
        seen.add(key.value)
        yield key.value, (key, value)


def _strings(path: Path, node: yaml.Node, *, distinct: bool = False) -> list[str]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _wrong(path, node, "is not a list with at least one text")
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
            raise _wrong(path, item, "is not a text; write one, in quotes if it holds a colon")
    values = [item.value for item in node.value]
    double = next((item for item in node.value if values.count(item.value) > 1), None) if distinct else None
    if double is not None:
        raise _wrong(path, double, f"'{double.value}' is listed twice; keep one")
    return values


def _wrong(path: Path, node: yaml.Node | None, problem: str) -> DataError:
    line = node.start_mark.line + 1 if node is not None else 1
    return DataError(f"{path.name}:{line}: {problem}")
