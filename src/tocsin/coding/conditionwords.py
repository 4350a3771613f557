"""The words of conditions, loaded and checked from `data/rules/conditions.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from tocsin import datafiles
from tocsin.coding.tree import Tree
from tocsin.datafiles import Item

Words = frozenset[str]
KINDS = (
    "if", "unless", "until", "provided", "as_long_as", "once", "after", "in_return", "without", "otherwise", "depends",
    "consent", "whoever",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Openers:
    """What opens something, as words, by its first word, longest first, with the kind it opens."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def found(self, tree: Tree) -> Iterator[tuple[int, int, str]]:
        """Each place where one stands: its first word, the word behind it, the kind."""
        texts = [t.text.lower() for t in tree.tokens]
        after = 0
        for first, text in enumerate(texts):
            for words, kind in self.by_first.get(text, ()):
                if first >= after and tuple(texts[first : first + len(words)]) == words:
                    after = first + len(words)
                    yield first, after, kind
                    break


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """The lists of `conditions.yml`: openers by kind, and words."""

    clauses: Openers
    only_clauses: Openers
    negated_clauses: Openers
    phrases: Openers
    only_phrases: Openers
    references: Openers
    lacking: Openers
    leave_by: Openers
    ambiguous: Words
    manner: Words
    empty: Words
    depending: Words
    terms: Words
    leave_nouns: Words
    leave_verbs: Words
    leave_by_only: Words
    needing: Words
    giving: Words
    prices: Words
    whoever: Words
    possible: Words
    asking: Words
    happening: Words


TABLES = ("clauses", "only_clauses", "negated_clauses", "phrases", "only_phrases", "references")
FLAT = {"lacking": "without", "leave_by": "consent"}  # openers of one kind


def load_condition_words(folder: Path) -> ConditionWords:
    """Load `conditions.yml`; raises DataError with file and line where a list is missing or a kind is unknown."""
    path = folder / "conditions.yml"
    data = datafiles.load(path)
    if not isinstance(data, dict):
        raise Item(path, 1, {}).error(f"must be a mapping of lists, found {type(data).__name__}")
    whole = Item(path, data["__line__"], datafiles.strip_lines(data), data)
    names = [f.name for f in fields(ConditionWords)]
    whole.keys_within(names)
    for name in names:
        if not whole.values.get(name):
            raise whole.error(f"the list '{name}' is missing")
    openers = {name: _openers(_table(whole, name)) for name in TABLES}
    openers |= {name: _openers({kind: whole.words(name)}) for name, kind in FLAT.items()}
    words = {name: frozenset(whole.words(name)) for name in names if name not in openers}
    return ConditionWords(**openers, **words)


def _table(whole: Item, name: str) -> dict[str, tuple[str, ...]]:
    inner = whole.numbered[name]
    if not isinstance(inner, dict):
        raise whole.error(f"'{name}' must hold lists by kind, found {inner!r}")
    table = Item(whole.path, inner["__line__"], datafiles.strip_lines(inner), inner)
    table.keys_within(KINDS)
    return {kind: table.words(kind) for kind in table.values}


def _openers(table: Mapping[str, tuple[str, ...]]) -> Openers:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, kind))
    return Openers(MappingProxyType({w: tuple(sorted(all_, key=lambda p: -len(p[0]))) for w, all_ in found.items()}))
