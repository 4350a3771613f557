"""Scores semantic roles in PropBank columns with gold words and gold predicates.

Columns: ID FORM LEMMA UPOS XPOS HEAD DEPREL FRAME, then one BIO column for each predicate (where FRAME is not `_`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tocsin.evaluating import conllu
from tocsin.evaluating.conllu import Line
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.reader import Reader
from tocsin.evaluating.scores import Counts, Record, Row, ignore, matched
from tocsin.evaluating.spans import LabelledSpan, is_label, spans

CHUNK = 512
FRAME = 7
VERBS = ("V", "C-V", "R-V")


@dataclass(frozen=True, slots=True)
class RoleSentence:
    """Words, the index of each predicate, and its gold arguments (label, first and last word)."""

    file: str
    id: str
    words: tuple[str, ...]
    predicates: tuple[int, ...]
    arguments: tuple[tuple[LabelledSpan, ...], ...]


def evaluate(paths: Sequence[Path], model: Reader, *, record: Record = ignore) -> Row:
    """`precision recall f1` of exact argument spans with their label, pooled over all predicates.

    The verb itself (V) is left out; references (R-) and continuations (C-) are arguments of their own.
    """
    total, predicates, sentences = Counts(), 0, 0
    for sentence, found in _read(paths, model):
        sentences += 1
        predicates += len(sentence.predicates)
        for gold, predicted in zip(sentence.arguments, found, strict=True):
            total += matched(predicted, gold)
        record(_prediction(sentence, found))
    return total.row() | {"predicates": predicates, "sentences": sentences}


def _read(paths: Sequence[Path], model: Reader) -> Iterator[tuple[RoleSentence, list[tuple[LabelledSpan, ...]]]]:
    every = (s for file in files(paths, conllu.SUFFIXES) for s in role_sentences(file) if s.predicates)
    while chunk := list(islice(every, CHUNK)):
        readings = model.read([s.words for s in chunk], forced=[s.predicates for s in chunk])
        for sentence, reading in zip(chunk, readings, strict=True):
            found = dict(reading.predicates)
            yield sentence, [_arguments(found.get(index, ())) for index in sentence.predicates]


def _arguments(found: Sequence[LabelledSpan]) -> tuple[LabelledSpan, ...]:
    return tuple(span for span in found if span[0] not in VERBS)


def role_sentences(file: TextFile) -> Iterator[RoleSentence]:
    """The file's sentences. Raises FormatError with file and line where columns and predicates do not agree."""
    for comments, rows in conllu.blocks(file, columns=FRAME + 1):
        kept = conllu.words_only(file, rows)
        indices = tuple(i for i, (_, row) in enumerate(kept) if row[FRAME] != "_")
        columns = [_column(file, kept, len(indices), n) for n in range(len(indices))]
        yield RoleSentence(
            file=file.name,
            id=comments.get("sent_id", ""),
            words=tuple(row[1] for _, row in kept),
            predicates=indices,
            arguments=tuple(_arguments(tuple(spans(column))) for column in columns),
        )


def _column(file: TextFile, rows: list[Line], predicates: int, position: int) -> list[str]:
    """The labels of one predicate."""
    labels = []
    for number, row in rows:
        found = row[FRAME + 1 :]
        if len(found) != predicates:
            message = f"the sentence has {predicates} predicates (FRAME is not _), so a row has as many label columns"
            raise file.error(number, f"{message}; found {len(found)}")
        if not is_label(found[position]):
            raise file.error(number, f"'{found[position]}' is no label; write O, or B- or I- and a role: B-ARG0")
        labels.append(found[position])
    return labels


def _prediction(sentence: RoleSentence, found: Sequence[Sequence[LabelledSpan]]) -> Row:
    return {
        "file": sentence.file,
        "sentence": sentence.id,
        "words": sentence.words,
        "predicates": [
            {"index": index, "gold": gold, "predicted": predicted}
            for index, gold, predicted in zip(sentence.predicates, sentence.arguments, found, strict=True)
        ],
    }
