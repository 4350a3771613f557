"""Scores the sentence splitter on CoNLL-U documents turned back into raw text, a blank line between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import FormatError
from tocsin.evaluating import conllu
from tocsin.evaluating.conllu import TreeSentence
from tocsin.evaluating.files import files
from tocsin.evaluating.scores import Counts, Record, Row, ignore, matched
from tocsin.language.sentences import split
from tocsin.language.tokens import tokenize
from tocsin.records import Span

_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as raw text, and where its gold sentences stand in it."""

    file: str
    id: str
    text: str
    gold: tuple[Span, ...]


def evaluate(paths: Sequence[Path], *, genre: str | None = None, record: Record = ignore) -> Row:
    """`precision recall f1` of exact sentence spans, pooled over the documents whose newdoc id contains `genre`
    (or one of several, with commas between)."""
    total, count = Counts(), 0
    for document in documents(paths):
        if in_genre(document, genre):
            found = predicted(document.text)
            total += matched(found, document.gold)
            count += 1
            record(_prediction(document, found))
    if not count:
        raise FormatError(f"no newdoc id contains '{genre}'; leave the filter out or name a part of an id")
    return total.row() | {"documents": count}


def in_genre(document: Document, genre: str | None) -> bool:
    """Whether a document's name contains a genre, or one of several with commas between; any is in None."""
    return genre is None or any(part in document.id for part in genre.split(","))


def predicted(text: str) -> tuple[Span, ...]:
    """The splitter's sentences of a raw text, paragraph by paragraph."""
    return tuple(s for p in paragraphs(text) for s in split(text, p, tokens=tokenize(text, p)))


def paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines."""
    start = 0
    for gap in _BREAK.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def documents(paths: Sequence[Path]) -> Iterator[Document]:
    """The documents of CoNLL-U files; a file without `newdoc` is one document."""
    for file in files(paths, conllu.SUFFIXES):
        gathered: list[TreeSentence] = []
        for sentence in conllu.sentences(file):
            if sentence.document is not None and gathered:
                yield _document(gathered)
                gathered = []
            gathered.append(sentence)
        if gathered:
            yield _document(gathered)


def _document(gathered: Iterable[TreeSentence]) -> Document:
    text, gap, gold = "", "", []
    file, name = "", None
    for sentence in gathered:
        name = sentence.document or sentence.id if name is None else name
        file = sentence.file
        text += ("\n\n" if sentence.paragraph and text else gap) + sentence.text
        gold.append(Span(len(text) - len(sentence.text), len(text)))
        gap = " " if sentence.spaced else ""
    return Document(file, name or "", text, tuple(gold))


def _prediction(document: Document, found: Sequence[Span]) -> Row:
    return {
        "file": document.file,
        "document": document.id,
        "sentences": [{"start": s.start, "end": s.end, "text": s.of(document.text)} for s in found],
        "missed": [{"start": s.start, "end": s.end} for s in sorted(set(document.gold) - set(found))],
    }
