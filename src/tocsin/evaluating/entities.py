"""Scores named people, organisations and places on gold words.

Reads columns (word, label, more that is ignored) with BIO, IOB or BIOES labels, one article or many sentences a file,
and the five-column `.iob2` files of Universal NER (number, word, label).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from tocsin.errors import FormatError
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.reader import Reader, Reading
from tocsin.evaluating.scores import Counts, Record, Row, ignore, matched
from tocsin.evaluating.spans import LabelledSpan, is_label, spans
from tocsin.language.sentences import split
from tocsin.records import Span

Quarter = Literal["read", "kept", "all"]
SUFFIXES = (".tsv", ".iob2", ".iob", ".bio", ".conll", ".txt")
CHUNK = 512
GOLD_TYPES = {
    "person": "Person",
    "per": "Person",
    "organization": "Organization",
    "organisation": "Organization",
    "org": "Organization",
    "location": "Location",
    "loc": "Location",
    "gpe": "Location",
}
SYSTEM_TYPES = {"PER": "Person", "ORG": "Organization", "GPE": "Location", "LOC": "Location"}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NOT_TEXT = re.compile(r"readme|licen[cs]e|notice", re.IGNORECASE)
_CLOSED = re.compile(r"[.,;:!?%)\]}”’…]+|['’](?:s|d|m|ll|re|ve|t)?|n['’]t", re.IGNORECASE)
_OPEN = re.compile(r"[(\[{“‘$£€#@]")


@dataclass(frozen=True, slots=True)
class Block:
    """Gold words between blank lines, with their people, organisations and places. `line` is where the block begins
    in the file; `sentences` are first word and end of each of its sentences.
    """

    file: str
    line: int
    words: tuple[str, ...]
    gold: tuple[LabelledSpan, ...]
    sentences: tuple[tuple[int, int], ...]


def evaluate(paths: Sequence[Path], model: Reader, *, quarter: Quarter = "all", record: Record = ignore) -> Row:
    """`precision recall f1` of exact spans with their type, pooled, and the same `by_type`.

    `quarter` takes only the files whose sha256 is divisible by four (`read`, whose errors may be read), only the
    others (`kept`), or `all`.
    """
    totals = {kind: Counts() for kind in sorted(set(SYSTEM_TYPES.values()))}
    sentences = 0
    for block, found in _read(paths, model, quarter):
        sentences += len(block.sentences)
        for kind in totals:
            totals[kind] += matched([s for s in found if s[0] == kind], [s for s in block.gold if s[0] == kind])
        record(_prediction(block, found))
    pooled = sum(totals.values(), Counts())
    return pooled.row() | {
        "sentences": sentences,
        "quarter": quarter,
        "by_type": {kind: counts.row() for kind, counts in totals.items()},
    }


def _read(paths: Sequence[Path], model: Reader, quarter: Quarter) -> Iterator[tuple[Block, list[LabelledSpan]]]:
    every = (block for file in _chosen(paths, quarter) for block in blocks(file))
    while chunk := list(islice(every, CHUNK)):
        readings = iter(model.read([b.words[first:end] for b in chunk for first, end in b.sentences]))
        for block in chunk:
            yield block, [span for first, _ in block.sentences for span in _system(next(readings), first)]


def _system(reading: Reading, offset: int) -> Iterator[LabelledSpan]:
    """The reading's people, organisations and places under the gold's names, counted from the block's first word."""
    for kind, first, last, _ in reading.entities:
        if kind in SYSTEM_TYPES:
            yield SYSTEM_TYPES[kind], first + offset, last + offset


def _chosen(paths: Sequence[Path], quarter: Quarter) -> Iterator[TextFile]:
    if quarter not in ("read", "kept", "all"):
        raise FormatError(f"the quarter must be read, kept or all, found '{quarter}'")
    named = {str(path) for path in paths}
    for file in files(paths, SUFFIXES):
        wanted = quarter == "all" or file.in_read_quarter == (quarter == "read")
        if wanted and (file.name in named or not _NOT_TEXT.match(file.name.rsplit("/", 1)[-1])):
            yield file


def blocks(file: TextFile) -> Iterator[Block]:
    """The blocks of one file. A block may be a whole paragraph, so it is parted into sentences, but for `.iob2` files,
    whose blocks are sentences.
    """
    numbered = _numbered(file)
    for rows in _rows(file, numbered):
        words = tuple(word for _, word, _ in rows)
        found = spans([label for _, _, label in rows])
        gold = tuple((GOLD_TYPES[k.lower()], first, last) for k, first, last in found if k.lower() in GOLD_TYPES)
        bounds = ((0, len(words)),) if numbered else tuple(sentence_bounds(words))
        yield Block(file.name, rows[0][0], words, gold, bounds)


def _numbered(file: TextFile) -> bool:
    """Whether the file has the number of the word as its first column (`.iob2`)."""
    for _, line in file.lines():
        if line.strip() and not line.startswith("# "):
            columns = line.split("\t")
            return len(columns) >= 3 and columns[0].isdigit() and is_label(columns[2])
    return False


def _rows(file: TextFile, numbered: bool) -> Iterator[list[tuple[int, str, str]]]:
    """Line number, word and label of the words between blank lines."""
    rows: list[tuple[int, str, str]] = []
    for number, line in file.lines():
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not _aside(number, line, numbered):
            rows.append((number, *_word(file, number, line, numbered)))
    if rows:
        yield rows


def _aside(number: int, line: str, numbered: bool) -> bool:
    """Lines that are no words: comments, document marks, and the article's address at the top."""
    if line.startswith("#" if numbered else "-DOCSTART-"):
        return True
    return number == 1 and _ADDRESS.fullmatch(line.removesuffix("O").strip()) is not None


def _word(file: TextFile, number: int, line: str, numbered: bool) -> tuple[str, str]:
    columns = line.split("\t") if "\t" in line else line.split()
    if numbered:
        columns = columns[1:]
    if len(columns) < 2 or not columns[0].strip():
        raise file.error(number, f"a line has a word and its label, found '{line.strip()}'")
    label = columns[1] if "\t" in line else columns[-1]
    if not is_label(label):
        raise file.error(number, f"'{label}' is no label; write O, or B-, I-, E-, S- and a type, such as B-Person")
    return columns[0], label


def sentence_bounds(words: Sequence[str]) -> list[tuple[int, int]]:
    """First word and end of each sentence in a block of words, by the splitter on the words set as running text."""
    text, tokens = running_text(words)
    bounds, first = [], 0
    for sentence in split(text, Span(0, len(text)), tokens=tokens):
        end = first
        while end < len(tokens) and tokens[end].end <= sentence.end:
            end += 1
        bounds.append((first, end))
        first = end
    return bounds


def running_text(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Words as a text with blanks where a newspaper has them, and where each stands in it."""
    text, tokens, glued, quoted = "", [], True, False
    for word in words:
        closes = _CLOSED.fullmatch(word) is not None or (word == '"' and quoted)
        text += "" if glued or closes else " "
        tokens.append(Span(len(text), len(text) + len(word)))
        text += word
        glued = _OPEN.fullmatch(word) is not None or (word == '"' and not quoted)
        quoted = quoted != (word == '"')
    return text, tokens


def _prediction(block: Block, found: Sequence[LabelledSpan]) -> Row:
    return {
        "file": block.file,
        "line": block.line,
        "words": block.words,
        "gold": [_named(block, span) for span in block.gold],
        "predicted": [_named(block, span) for span in found],
    }


def _named(block: Block, span: LabelledSpan) -> Row:
    kind, first, last = span
    return {"type": kind, "first": first, "last": last, "text": " ".join(block.words[first : last + 1])}
