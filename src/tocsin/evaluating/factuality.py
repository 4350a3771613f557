"""Scores how far given predicates happened, as readers judged (Universal Decompositional Semantics, -3 to 3).

The judgements (`factuality.json`, `ud_ids.json`, gzipped or not) name the sentences of the treebank by id and its words
by number; the predicates are given, and the network's factuality is read off at their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import sqrt
from pathlib import Path
from typing import Any, Protocol

from tocsin.errors import FormatError
from tocsin.evaluating import conllu
from tocsin.evaluating.files import files
from tocsin.evaluating.scores import Record, Row, ignore

CHUNK = 256
Judged = dict[str, list[tuple[int, float]]]


class Judge(Protocol):
    """Whatever reads sentences into readings that tell each word's factuality."""

    def read(self, sentences: Sequence[Sequence[str]]) -> Sequence[Any]:
        """One reading a sentence, with `happened`: one number a word."""


def evaluate(paths: Sequence[Path], model: Judge, *, record: Record = ignore) -> Row:
    """`pearson` of read and judged factuality over the predicates, `mean_absolute_error`, and how many `predicates`."""
    judged = judgements(paths)
    treebanks = [p for p in paths if not p.is_dir() and ".json" not in p.name]
    pairs: list[tuple[float, float]] = []
    every = (s for file in files(treebanks, conllu.SUFFIXES) for s in conllu.sentences(file) if s.id in judged)
    while chunk := list(islice(every, CHUNK)):
        for sentence, reading in zip(chunk, model.read([[w.form for w in s.words] for s in chunk]), strict=True):
            for word, value in judged[sentence.id]:
                if word < len(sentence.words):
                    pairs.append((float(reading.happened[word]), value))
                    record({"sentence": sentence.id, "word": word, "gold": value, "predicted": pairs[-1][0]})
    error = sum(abs(a - b) for a, b in pairs)
    return {
        "pearson": pearson(pairs),
        "mean_absolute_error": error / len(pairs) if pairs else 0.0,
        "predicates": len(pairs),
    }


def judgements(paths: Sequence[Path]) -> Judged:
    """Of each sentence the predicates judged: word index and value. Raises FormatError where the files are not such."""
    folders = [p for p in paths if p.is_dir()] + [p.parent for p in paths if "factuality.json" in p.name]
    for folder in folders:
        try:
            numbered = _load(folder, "ud_ids.json")
            values = _load(folder, "factuality.json")["data"]
            return dict(_judged(numbered, values))
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(f"{folder}: holds no judgements of factuality ({error}); see docs/evaluate.md") from error
    raise FormatError("name the folder with factuality.json and ud_ids.json, and the treebank that they judge")


def _load(folder: Path, name: str) -> Mapping[str, Any]:
    for file in files([folder], (name,)):
        found = json.loads(file.text)
        if isinstance(found, dict):
            return found
    raise FormatError(f"{folder}: holds no {name}")


def _judged(numbered: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    for number, predicates in values.items():
        told = ((name, p["factuality"]["factual"]["value"]) for name, p in predicates.items() if "factuality" in p)
        yield numbered[number]["sentence_id"], [(int(n.rsplit("-", 1)[1]) - 1, float(v)) for n, v in told]


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's correlation; 0 where there is nothing to correlate."""
    if len(pairs) < 2:
        return 0.0
    one, other = (sum(p[i] for p in pairs) / len(pairs) for i in (0, 1))
    both = sum((a - one) * (b - other) for a, b in pairs)
    spread = sqrt(sum((a - one) ** 2 for a, _ in pairs) * sum((b - other) ** 2 for _, b in pairs))
    return both / spread if spread else 0.0
