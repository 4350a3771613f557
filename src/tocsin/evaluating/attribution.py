"""Scores who is said to have said or thought what: source, cue and content of each attribution (PolNeAR).

A text lies beside its annotations: `NAME.txt` and `NAME.ann` or `NAME_ANNOTATOR.ann`, in one folder or in two. Of
several annotators of a text the first by name counts. Marks of discussion are left out, and so is what lies within the
content of another attribution: outermost links alone are scored, gold and coded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Counts, Record, Row, ignore
from tocsin.records import Quotation, Span

SUFFIXES = (".txt", ".ann")
PARTS = ("Source", "Cue", "Content")
LINKS = ("Attribution", "Attribution-no-source")
Spans = tuple[Span, ...]
Quarter = Literal["all", "read", "kept"]
Coder = Callable[[str], Sequence[Quotation]]


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as spans; a part that is not told has none."""

    source: Spans
    cue: Spans
    content: Spans

    def part(self, name: str) -> Spans:
        """The spans of `source`, `cue` or `content`."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its outermost attributions."""

    file: TextFile
    attributions: tuple[Attributed, ...]


def evaluate(paths: Sequence[Path], coder: Coder, *, quarter: Quarter = "all", record: Record = ignore) -> Row:
    """`source_f1 cue_f1 content_f1`: spans matched one to one where they share a character; `triple_f1`: attributions
    of which every part that gold tells is matched by one coded attribution.
    """
    names = ("source", "cue", "content")
    counts = dict.fromkeys((*names, "triple"), Counts())
    texts = 0
    for text in texts_of(paths):
        if quarter != "all" and text.file.in_read_quarter is not (quarter == "read"):
            continue
        texts += 1
        coded = outermost([_coded(q) for q in coder(text.file.text)])
        for name in names:
            gold = [a.part(name) for a in text.attributions if a.part(name)]
            found = [a.part(name) for a in coded if a.part(name)]
            counts[name] += Counts(len(matches(gold, found)), len(found), len(gold))
        whole = triples(text.attributions, coded)
        counts["triple"] += Counts(len(whole), len(coded), len(text.attributions))
        record(_prediction(text, coded))
    return {
        **{f"{name}_f1": count.f1 for name, count in counts.items()},
        "texts": texts,
        "by_part": {name: count.row() for name, count in counts.items()},
    }


def _coded(quotation: Quotation) -> Attributed:
    source = (quotation.source.span,) if quotation.source else ()
    return Attributed(source, (quotation.cue,), quotation.contents)


def matches(gold: Sequence[Spans], found: Sequence[Spans]) -> list[tuple[int, int]]:
    """Pairs that share characters, one to one; those that share most are made first."""
    shared = [(_shared(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for size, i, j in sorted(shared, reverse=True):
        if size > 0 and -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def triples(gold: Sequence[Attributed], coded: Sequence[Attributed]) -> list[tuple[int, int]]:
    """One-to-one pairs of which every part that gold tells shares characters with the coded part."""
    whole = [
        (_shared(g.cue, c.cue) + _shared(g.content, c.content), -i, -j)
        for i, g in enumerate(gold)
        for j, c in enumerate(coded)
        if all(not g.part(n) or _shared(g.part(n), c.part(n)) for n in ("source", "cue", "content"))
        and bool(g.source) >= bool(c.source)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(whole, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def _shared(some: Spans, others: Spans) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def outermost(found: Sequence[Attributed]) -> list[Attributed]:
    """The attributions whose cue lies in no other one's content."""
    return [a for a in found if not any(a is not b and _within(a, b) for b in found)]


def _within(inner: Attributed, outer: Attributed) -> bool:
    return bool(inner.cue) and all(any(c.covers(cue) for c in outer.content) for cue in inner.cue)


# --------------------------------------------------------------------------- reading


def texts_of(paths: Sequence[Path]) -> Iterator[Annotated]:
    """The texts that have annotations, by name. Raises FormatError with file and line."""
    texts: dict[str, TextFile] = {}
    marked: dict[str, list[TextFile]] = {}
    for file in files(paths, SUFFIXES):
        path = PurePosixPath(file.name)
        if path.suffix == ".txt":
            texts[path.stem] = file
        else:
            marked.setdefault(path.stem, []).append(file)
    for stem in sorted(texts):
        annotators = [f for name, fs in sorted(marked.items()) if _of(name, stem, texts) for f in fs]
        if annotators:
            yield Annotated(texts[stem], tuple(outermost(list(_attributions(annotators[0], texts[stem])))))


def _of(name: str, stem: str, texts: dict[str, TextFile]) -> bool:
    """Whether an annotation belongs to a text: its own name, or that with an annotator's behind it."""
    return name == stem or (name.rpartition("_")[0] == stem and name not in texts)


def _attributions(file: TextFile, text: TextFile) -> Iterator[Attributed]:
    spans: dict[str, Spans] = {}
    links: list[list[str]] = []
    for number, line in file.lines():
        if line.startswith("T"):
            key, _, told = line.partition("\t")
            spans[key] = _span(file, number, told, len(text.text))
        elif line.startswith("E"):
            links.append(line.partition("\t")[2].split())
    for link in links:
        if not link or link[0].partition(":")[0] not in LINKS:
            continue
        parts: dict[str, list[Span]] = {name: [] for name in PARTS}
        for part in link[1:]:
            kind, _, key = part.partition(":")
            name = kind.rstrip("0123456789")
            if name in parts:
                parts[name] += spans.get(key, ())
        if parts["Cue"] or parts["Content"]:
            yield Attributed(*(tuple(sorted(parts[name])) for name in PARTS))


def _span(file: TextFile, number: int, told: str, length: int) -> Spans:
    """The character ranges of an annotation: `Cue 4 9` or `Content 4 9;14 20`."""
    ranges = told.partition("\t")[0].partition(" ")[2]
    try:
        pairs = [tuple(int(x) for x in each.split()) for each in ranges.split(";")]
        found = tuple(Span(start, end) for start, end in pairs)
    except ValueError as error:
        raise file.error(
            number, f"'{ranges}' are no character ranges; write 'Cue 4 9' or 'Content 4 9;14 20'"
        ) from error
    if any(span.end > length for span in found):
        raise file.error(number, f"'{ranges}' reaches beyond the text of {length} characters")
    return found


def _prediction(text: Annotated, coded: Sequence[Attributed]) -> Row:
    def shown(attribution: Attributed) -> Row:
        return {
            name: [{"start": s.start, "end": s.end, "text": s.of(text.file.text)} for s in attribution.part(name)]
            for name in ("source", "cue", "content")
        }

    return {
        "file": text.file.name,
        "gold": [shown(a) for a in text.attributions],
        "predicted": [shown(a) for a in coded],
    }
