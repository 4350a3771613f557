"""Reads the open corpora and the project's own examples into one shape: sentences with whatever labels they carry."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tocsin.language.lemmas import script
from tocsin.language.tokens import tokenize

ENTITY_TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "DATE", "TIME", "MONEY")
ENTITY_LABELS = ("O", *(f"{p}-{t}" for t in ENTITY_TYPES for p in "BI"))
_EID = {label: i for i, label in enumerate(ENTITY_LABELS)}
ANY = frozenset(range(len(ENTITY_LABELS)))


@dataclass(slots=True)
class Example:
    """One training sentence; absent annotation is None. `entities` holds the allowed label ids of each word."""

    words: list[str]
    upos: list[str] | None = None
    features: list[str] | None = None
    scripts: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    predicates: list[tuple[int, list[str]]] | None = None
    entities: list[frozenset[int]] | None = None
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    events: list[frozenset[str]] | None = None  # allowed event labels of each word; empty where nothing is known
    triggers: list[Any] | None = None  # what is known of the trigger words: `events.TriggerLabel`
    told: str | None = None  # an event that some word of the sentence tells, it is not known which
    factuality: list[tuple[int, float]] | None = None  # how sure readers are that a predicate happened, -3 to 3
    origin: str = ""


def _open(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        yield from handle


def blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Comment fields and rows of each CoNLL-U sentence, words only."""
    meta: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in _open(path):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield meta, rows
            meta, rows = {}, []
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
        elif line.split("\t", 1)[0].isdigit():
            rows.append(line.split("\t"))
    if rows:
        yield meta, rows


def treebank(path: Path, *, origin: str) -> Iterator[tuple[str, Example]]:
    """Sentence id and example of each sentence of a UD treebank; GUM's named entities as partial labels."""
    for meta, rows in blocks(path):
        example = Example(
            words=[r[1] for r in rows],
            upos=[r[3] for r in rows],
            features=[r[5] for r in rows],
            scripts=[script(r[1], r[2]) for r in rows],
            heads=[int(r[6]) for r in rows],
            relations=[r[7].split(":")[0] if r[7] not in KEPT_SUBTYPES else r[7] for r in rows],
            origin=origin,
        )
        if origin == "gum":
            example.entities = _gum_entities(rows)
        yield meta.get("sent_id", ""), example


KEPT_SUBTYPES = frozenset(
    {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "nmod:poss", "compound:prt", "acl:relcl", "flat:name"}
)
_GUM_TYPES = {"person": ("PER",), "organization": ("ORG",), "place": ("GPE", "LOC", "FAC")}
_TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. dr dr. president minister prime general sir lord lady king queen prince
    princess pope senator judge justice professor prof. captain colonel rev. saint st. secretary
    chancellor emperor
    """.split()
)


def _gum_entities(rows: list[list[str]]) -> list[frozenset[int]]:
    """Named spans of GUM as allowed label sets: the run of proper nouns around the head, the rest O."""
    allowed = [frozenset({0}) if r[3] not in ("PROPN", "NUM", "SYM") else ANY for r in rows]
    for row_index, row in enumerate(rows):
        if row[3] in ("ADJ", "NOUN", "X") and row[1][:1].isupper():
            allowed[row_index] = ANY
        if row[3] == "PROPN" and row[1].lower() in _TITLES:
            allowed[row_index] = frozenset({0, *(_EID[f"{p}-ORG"] for p in "BI")})
    stack: list[tuple[str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        match = re.search(r"Entity=([^|]*)", row[9])
        if not match:
            continue
        for part in re.findall(r"\(?[^()]+\)?|\)", match.group(1)):
            name = part.strip("()")
            bits = name.split("-")
            if part.startswith("("):
                stack.append((bits[0], bits[1] if len(bits) > 1 else "", i))
            if part.endswith(")"):
                for j in range(len(stack) - 1, -1, -1):
                    if stack[j][0] == bits[0]:
                        spans.append((stack[j][2], i, stack[j][1]))
                        del stack[j]
                        break
    taken = [False] * len(rows)
    for first, last, kind in sorted(spans, key=lambda s: s[1] - s[0], reverse=True):
        if kind == "time":
            for i in range(first, last + 1):
                allowed[i] = frozenset({0, *(_EID[f"{p}-{t}"] for p in "BI" for t in ("DATE", "TIME"))})
        elif kind in _GUM_TYPES and not any(taken[first : last + 1]):
            _mark_name(rows, first, last, _GUM_TYPES[kind], allowed, taken)
    return allowed


_LINKS = frozenset({"of", "for", "the", "and", "on", "in", "-", "&", "de", "'s", "’s", "to", "del", "la", "."})


def _mark_name(
    rows: list[list[str]],
    first: int,
    last: int,
    types: tuple[str, ...],
    allowed: list[frozenset[int]],
    taken: list[bool],
) -> None:
    """Mark a span whose head is a proper noun: from its first to its last proper noun, titles out, where only linking
    words stand between; where anything else does, or it names a people, its words are left open."""
    inside = range(first, last + 1)
    heads = [i for i in inside if not first <= int(rows[i][6]) - 1 <= last]
    if not heads or rows[heads[0]][3] != "PROPN":
        return
    proper = [i for i in inside if rows[i][3] == "PROPN"]
    low, high = proper[0], proper[-1]
    if types == ("PER",):
        while low < high and rows[low][1].lower() in _TITLES:
            allowed[low] = frozenset({0})
            low += 1
    words = [rows[i] for i in range(low, high + 1)]
    clean = all(r[3] in ("PROPN", "NUM") or r[1].lower() in _LINKS for r in words)
    people = types == ("PER",) and (rows[heads[0]][4] == "NNPS" or rows[heads[0]][1].lower() in _TITLES)
    linked = types != ("PER",) or all(r[3] == "PROPN" or r[1] in ("-", ".") for r in words)
    for i in range(low, high + 1):
        taken[i] = True
        kinds = (f"{'B' if i == low else 'I'}-{t}" for t in types)
        allowed[i] = frozenset(_EID[k] for k in kinds) if clean and linked and not people else ANY


def propbank(path: Path) -> dict[str, list[tuple[int, list[str]]]]:
    """Predicates of each EWT sentence: word index and one BIO label a word."""
    result = {}
    for meta, rows in blocks(path):
        found = []
        indices = [i for i, r in enumerate(rows) if r[7] != "_"]
        for column, index in enumerate(indices):
            labels = [r[8 + column] if len(r) > 8 + column else "O" for r in rows]
            found.append((index, labels))
        result[meta["sent_id"]] = found
    return result


_OUTSIDE = {
    "wikigold": ("DATE", "TIME", "MONEY"),
    "BTC": ("NORP", "EVENT", "LAW", "PRODUCT", "DATE", "TIME", "MONEY"),
    "re3d": ("EVENT", "LAW", "PRODUCT", "FAC"),
}
_MAPPED = {
    "PER": ("PER",), "Person": ("PER",), "ORG": ("ORG",), "Organisation": ("ORG",),
    "LOC": ("GPE", "LOC", "FAC"), "Location": ("GPE", "LOC", "FAC"), "Nationality": ("NORP",),
    "MISC": ("NORP", "EVENT", "LAW", "PRODUCT"), "Temporal": ("DATE", "TIME"), "Money": ("MONEY",),
}  # fmt: skip


def bio_file(path: Path, *, origin: str) -> Iterator[Example]:
    """Sentences of a two-column BIO (or IO) entity file as partial labels in our types."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*_open(path), "\n"]:
        parts = line.split()
        if len(parts) >= 2:
            words.append(parts[0])
            tags.append(parts[-1])
        elif words:
            yield Example(words, entities=_allowed(words, tags, origin), origin=origin)
            words, tags = [], []


def _allowed(words: list[str], tags: list[str], origin: str) -> list[frozenset[int]]:
    outside = frozenset({0, *(_EID[f"{p}-{t}"] for t in _OUTSIDE[origin] for p in "BI")})
    result: list[frozenset[int]] = []
    i = 0
    while i < len(words):
        if tags[i] == "O":
            result.append(outside)
            i += 1
            continue
        kind = tags[i][2:]
        end = i + 1
        while end < len(words) and tags[end] == f"I-{kind}":
            end += 1
        result.extend(_span_labels(words[i:end], kind))
        i = end
    return result


def _span_labels(words: list[str], kind: str) -> list[frozenset[int]]:
    """Labels of one annotated span; leading articles and titles are out, unnamed mentions are left open."""
    types = _MAPPED.get(kind)
    if types is None or not (any(w[:1].isupper() for w in words) or "MONEY" in types or "DATE" in types):
        return [ANY] * len(words)
    skip = 0
    while skip < len(words) - 1 and (
        words[skip].lower() in ("the", "a", "an") or (types == ("PER",) and words[skip].lower() in _TITLES)
    ):
        skip += 1
    labels = [frozenset({0})] * skip
    labels.append(frozenset(_EID[f"B-{t}"] for t in types))
    labels.extend([frozenset(_EID[f"I-{t}"] for t in types)] * (len(words) - skip - 1))
    return labels


_MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


def marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Plain text and (start, end, type) spans of a line with inline `[TYPE words]` marks."""
    text, spans, position = "", [], 0
    for match in _MARK.finditer(line):
        text += line[position : match.start()]
        spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        position = match.end()
    return text + line[position:], spans


def own_entities(folder: Path) -> Iterator[Example]:
    """The project's own annotated sentences."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                text, spans = marked(line.strip())
                yield from_spans(text, spans, origin=f"own:{path.stem}")


def from_spans(text: str, spans: list[tuple[int, int, str]], *, origin: str) -> Example:
    """An example whose entity labels are fully known."""
    tokens = tokenize(text)
    labels = [0] * len(tokens)
    mentions = []
    for start, end, kind in spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        for n, i in enumerate(inside):
            labels[i] = _EID[f"{'B' if n == 0 else 'I'}-{kind}"]
        if inside:
            mentions.append((inside[0], inside[-1], kind))
    words = [t.of(text) for t in tokens]
    return Example(words, entities=[frozenset({i}) for i in labels], mentions=mentions, origin=origin)


def entity_id(label: str) -> int:
    """The id of an entity label such as B-PER."""
    return _EID[label]


def vocabulary(values: Iterator[str], *, at_least: int) -> list[str]:
    """Labels seen at least so often, most frequent first, ties by name."""
    counts = Counter(values)
    return [v for v, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= at_least]
