"""Scores which mentions of a document name the same: CoNLL-U with `Entity=` (GUM, OntoGUM).

`conll_f1` is the mean of MUC (Vilain et al. 1995), B-cubed (Bagga & Baldwin 1998) and CEAF over entities (Luo 2005),
over exact mention spans, chains of one mention left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tocsin.evaluating.assignment import best_pairs
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Counts, Record, Row, ignore
from tocsin.language.analysis import read_sentences
from tocsin.language.model import LanguageModel
from tocsin.records import Analysis, Article, Span

SUFFIXES = (".conllu",)
Place = tuple[int, int, int]  # sentence, first and last word
Chains = Sequence[Sequence[Place]]
Coder = Callable[["Document"], Chains]
_MARK = re.compile(r"\(?([^\s()]+?)(\)|(?=\()|$)|\(")


@dataclass(frozen=True)
class Document:
    """A document's sentences as words with the blanks after them, its paragraphs' first sentences, its mentions."""

    name: str
    sentences: tuple[tuple[str, ...], ...]
    spaced: tuple[tuple[bool, ...], ...]
    paragraphs: tuple[int, ...]
    mentions: tuple[tuple[Place, str], ...]

    def chains(self) -> list[list[Place]]:
        """Gold chains of two mentions and more."""
        found: dict[str, list[Place]] = {}
        for place, key in self.mentions:
            found.setdefault(key, []).append(place)
        return [places for places in found.values() if len(places) > 1]

    def chain_of(self, sentence: int, first: int, last: int, head: int) -> str | None:
        """The chain of the mention at exactly these words, else of the smallest one that has this head inside."""
        same = [(p, key) for p, key in self.mentions if p[0] == sentence and p[1] <= head <= p[2]]
        exact = [key for p, key in same if p[1:] == (first, last)]
        if exact:
            return exact[0]
        near = [(p[2] - p[1], key) for p, key in same if p[1] == first or p[2] == last]
        return min(near)[1] if near else None


def evaluate(paths: Sequence[Path], coder: Coder, *, listed: Path | None = None, record: Record = ignore) -> Row:
    """`conll_f1` and the three scores that it is the mean of, over all documents of the files, or those `listed`."""
    scored = []
    wanted = names_of(listed) if listed else None
    for document in documents(paths):
        if wanted is not None and document.name not in wanted:
            continue
        coded = coder(document)
        scored.append((document.chains(), coded))
        record({"document": document.name, "gold": document.chains(), "predicted": [list(c) for c in coded]})
    return {**conll(scored), "documents": len(scored)}


# --------------------------------------------------------------------------- reading


def names_of(listed: Path) -> frozenset[str]:
    """The document names of a file, one a line; lines with # are remarks."""
    lines = (line.strip() for line in listed.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def documents(paths: Sequence[Path]) -> Iterator[Document]:
    """The documents of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        rows: list[tuple[int, str]] = []
        name = file.name
        for number, line in file.lines():
            if line.startswith("# newdoc"):
                if rows:
                    yield _document(file, name, rows)
                rows, name = [], line.partition("=")[2].strip()
            rows.append((number, line))
        if any(line.strip() for _, line in rows):
            yield _document(file, name, rows)


def _document(file: TextFile, name: str, rows: list[tuple[int, str]]) -> Document:
    sentences: list[list[str]] = [[]]
    spaced: list[list[bool]] = [[]]
    paragraphs: list[int] = [0]
    mentions: list[tuple[Place, str]] = []
    opened: list[tuple[str, int, int]] = []
    for number, line in rows:
        if line.startswith("# newpar") and len(sentences) - 1 not in paragraphs:
            paragraphs.append(len(sentences) - 1)
        if not line.strip() and sentences[-1]:
            sentences.append([])
            spaced.append([])
            opened = []
        columns = line.split("\t")
        if line.startswith("#") or len(columns) == 1 or not columns[0].isdigit():
            continue
        if len(columns) != 10:
            raise file.error(number, f"a word has ten columns, found {len(columns)}")
        sentences[-1].append(columns[1])
        spaced[-1].append("SpaceAfter=No" not in columns[9])
        here = len(sentences) - 1, len(sentences[-1]) - 1
        entity = next((p[7:] for p in columns[9].split("|") if p.startswith("Entity=")), "")
        mentions += _closed(entity, opened, *here)
    kept = len(sentences) - (not sentences[-1])
    return Document(
        name, tuple(map(tuple, sentences[:kept])), tuple(map(tuple, spaced[:kept])),
        tuple(p for p in paragraphs if p < kept), tuple(mentions),
    )  # fmt: skip


def _closed(entity: str, opened: list[tuple[str, int, int]], sentence: int, word: int) -> Iterator[tuple[Place, str]]:
    """The mentions that end at a word; those that begin there are put on the stack."""
    for part in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
        key = part.strip("()").split("-")[0]
        if part.startswith("("):
            opened.append((key, sentence, word))
        if part.endswith(")"):
            at = next((i for i in reversed(range(len(opened))) if opened[i][0] == key), None)
            if at is not None:
                _, begun, first = opened.pop(at)
                if begun == sentence:
                    yield (sentence, first, word), key


def read_document(document: Document, model: LanguageModel) -> Analysis:
    """The document's own sentences and words, read by the language model as an article."""
    text, spans, sentence_spans = "", [], []
    for number, (words, blanks) in enumerate(zip(document.sentences, document.spaced, strict=True)):
        if number:
            text = text.rstrip() + ("\n\n" if number in document.paragraphs else " ")
        own = []
        for word, blank in zip(words, blanks, strict=True):
            own.append(Span(len(text), len(text) + len(word)))
            text += word + (" " if blank else "")
        spans.append(own)
        sentence_spans.append(Span(own[0].start, own[-1].end))
    starts = [p for p in document.paragraphs if p < len(sentence_spans)]
    ends = [*starts[1:], len(sentence_spans)]
    paragraphs = tuple(
        Span(sentence_spans[a].start, sentence_spans[b - 1].end) for a, b in zip(starts, ends, strict=True)
    )
    article = Article(document.name, document.name, text, paragraphs, None, (), None, "none is told", "en")
    cut = [(whole, tuple(own), False) for whole, own in zip(sentence_spans, spans, strict=True)]
    return Analysis(article, read_sentences(text, cut, model=model))


# --------------------------------------------------------------------------- scores


def conll(scored: Sequence[tuple[Chains, Chains]]) -> Row:
    """MUC, B-cubed, CEAF-e and their mean over documents given as gold and coded chains."""
    kinds = {"muc": _muc, "b3": _b_cubed, "ceafe": _ceaf}
    rows: Row = {}
    f1 = []
    for name, count in kinds.items():
        sums = [0.0, 0.0, 0.0, 0.0]
        for gold, coded in scored:
            sums = [a + b for a, b in zip(sums, count(gold, coded), strict=True)]
        recall, precision = _share(sums[0], sums[1]), _share(sums[2], sums[3])
        f1.append(_share(2 * precision * recall, precision + recall))
        rows |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1[-1]}
    found = Counts()
    for gold, coded in scored:
        one, other = {m for c in gold for m in c}, {m for c in coded for m in c}
        found += Counts(len(one & other), len(other), len(one))
    return {
        "conll_f1": sum(f1) / 3,
        **rows,
        "mention_f1": found.f1,
        "gold_mentions": found.gold,
        "mentions": found.predicted,
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _muc(gold: Chains, coded: Chains) -> tuple[float, float, float, float]:
    return (*_links(gold, coded), *_links(coded, gold))


def _links(of: Chains, by: Chains) -> tuple[float, float]:
    """Links of the chains that the others' partition keeps, and all of them."""
    where = {tuple(m): i for i, chain in enumerate(by) for m in chain}
    kept = total = 0
    for chain in of:
        parts = {where.get(tuple(m), -1 - i) for i, m in enumerate(chain)}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return kept, total


def _b_cubed(gold: Chains, coded: Chains) -> tuple[float, float, float, float]:
    return (*_cubed(gold, coded), *_cubed(coded, gold))


def _cubed(of: Chains, by: Chains) -> tuple[float, float]:
    kept = total = 0.0
    others = [set(map(tuple, c)) for c in by]
    for chain in of:
        own = set(map(tuple, chain))
        kept += sum(len(own & other) ** 2 for other in others) / len(own)
        total += len(own)
    return kept, total


def _ceaf(gold: Chains, coded: Chains) -> tuple[float, float, float, float]:
    one, other = [set(map(tuple, c)) for c in gold], [set(map(tuple, c)) for c in coded]
    table = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in other] for a in one]).reshape(len(one), len(other))
    same = float(sum(table[i, j] for i, j in best_pairs(table)))
    return same, len(one), same, len(other)
