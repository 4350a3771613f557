"""Reads CoNLL-U: sentences of syntactic words, without multiword-token lines and empty nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.evaluating.files import TextFile

SUFFIXES = (".conllu", ".conll")
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` is 0-based within the sentence, -1 for the root."""

    form: str
    lemma: str
    upos: str
    features: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class TreeSentence:
    """A sentence of a treebank. `text` is its surface; `spaced` says whether a blank follows it.

    `document` is its newdoc id where it opens a document, `paragraph` whether it opens a paragraph.
    """

    file: str
    id: str
    words: tuple[Word, ...]
    text: str
    spaced: bool
    document: str | None
    paragraph: bool


def sentences(file: TextFile) -> Iterator[TreeSentence]:
    """The file's sentences in order. Raises FormatError with file and line where a row is not CoNLL-U."""
    for comments, rows in blocks(file, columns=10):
        yield _sentence(file, comments, rows)


def blocks(file: TextFile, *, columns: int) -> Iterator[tuple[dict[str, str], list[Line]]]:
    """Comments (`key = value`, or the bare key with "") and numbered rows of at least so many columns."""
    comments: dict[str, str] = {}
    rows: list[Line] = []
    for number, line in file.lines():
        if line.startswith("#") and not rows:
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line.strip():
            rows.append((number, _row(file, number, line, columns)))
        elif rows:
            yield comments, rows
            comments, rows = {}, []
    if rows:
        yield comments, rows


def _row(file: TextFile, number: int, line: str, columns: int) -> list[str]:
    row = line.split("\t")
    if len(row) < columns:
        raise file.error(number, f"a row has {columns} columns parted by tabs, found {len(row)}")
    return row


def words_only(file: TextFile, rows: list[Line]) -> list[Line]:
    """Rows of syntactic words, numbered 1, 2, 3 …; ranges (`3-4`) and empty nodes (`5.1`) are left out."""
    kept = [(number, row) for number, row in rows if "-" not in row[0] and "." not in row[0]]
    for expected, (number, row) in enumerate(kept, 1):
        if row[0] != str(expected):
            raise file.error(number, f"word {expected} of the sentence is numbered '{row[0]}'; number the words from 1")
    return kept


def _sentence(file: TextFile, comments: dict[str, str], rows: list[Line]) -> TreeSentence:
    kept = words_only(file, rows)
    surface, spaced = _surface([row for _, row in rows])
    documents = [v or k for k, v in comments.items() if k == "newdoc" or k == "newdoc id"]
    return TreeSentence(
        file=file.name,
        id=comments.get("sent_id", ""),
        words=tuple(_word(file, number, row, len(kept)) for number, row in kept),
        text=comments.get("text") or surface,
        spaced=spaced,
        document=documents[0] if documents else None,
        paragraph=bool(documents) or "newpar" in comments or "newpar id" in comments,
    )


def _word(file: TextFile, number: int, row: list[str], size: int) -> Word:
    if not row[6].isdigit() or not int(row[6]) <= size:
        raise file.error(number, f"the head must be a word of the sentence (0 to {size}), found '{row[6]}'")
    return Word(row[1], row[2], row[3], row[5], int(row[6]) - 1, row[7])


def _surface(rows: list[list[str]]) -> tuple[str, bool]:
    """The text that the rows spell and whether a blank follows: a range's own row counts, not its words'."""
    text, blank, covered = "", "", 0
    for row in rows:
        if "." in row[0] or (row[0].isdigit() and int(row[0]) <= covered):
            continue
        if "-" in row[0]:
            covered = int(row[0].split("-")[1])
        text += blank + row[1]
        blank = "" if "SpaceAfter=No" in row[9].split("|") else " "
    return text, bool(blank)
