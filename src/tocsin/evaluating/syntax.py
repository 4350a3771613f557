"""Scores parts of speech, features, lemmas and dependencies on CoNLL-U with gold words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from tocsin.evaluating import conllu
from tocsin.evaluating.conllu import TreeSentence, Word
from tocsin.evaluating.files import files
from tocsin.evaluating.reader import Reader, Reading
from tocsin.evaluating.scores import Record, Row, ignore, ratio

CHUNK = 512
MEASURES = {"upos": "upos", "uas": "head", "las": "arc", "lemma_accuracy": "lemma", "feature_accuracy": "features"}


def evaluate(paths: Sequence[Path], model: Reader, *, record: Record = ignore) -> Row:
    """Accuracies over all words of all files: `upos uas las lemma_accuracy feature_accuracy`, with counts.

    Punctuation counts; subtypes of relations (`nsubj:pass`) do not.
    """
    totals: Counter[str] = Counter()
    for sentence, reading in _read(paths, model):
        totals["sentences"] += 1
        totals["words"] += len(sentence.words)
        for index, word in enumerate(sentence.words):
            totals.update(right(word, reading, index))
        record(_prediction(sentence, reading))
    shares: Row = {name: ratio(totals[key], totals["words"]) for name, key in MEASURES.items()}
    return shares | {"words": totals["words"], "sentences": totals["sentences"]}


def _read(paths: Sequence[Path], model: Reader) -> Iterator[tuple[TreeSentence, Reading]]:
    every = (s for file in files(paths, conllu.SUFFIXES) for s in conllu.sentences(file) if s.words)
    while chunk := list(islice(every, CHUNK)):
        readings = model.read([[w.form for w in s.words] for s in chunk])
        yield from zip(chunk, readings, strict=True)


def right(word: Word, reading: Reading, index: int) -> list[str]:
    """What the reading has right about one word."""
    head = reading.heads[index] == word.head
    arc = head and plain(reading.relations[index]) == plain(word.relation)
    checks = {
        "upos": reading.upos[index] == word.upos,
        "features": reading.features[index] == word.features,
        "lemma": reading.lemmas[index] == word.lemma,
        "head": head,
        "arc": arc,
    }
    return [name for name, holds in checks.items() if holds]


def plain(relation: str) -> str:
    """The relation without its subtype."""
    return relation.split(":")[0]


def _prediction(sentence: TreeSentence, reading: Reading) -> Row:
    return {
        "file": sentence.file,
        "sentence": sentence.id,
        "words": [w.form for w in sentence.words],
        "upos": reading.upos,
        "features": reading.features,
        "lemmas": reading.lemmas,
        "heads": reading.heads,
        "relations": reading.relations,
    }
