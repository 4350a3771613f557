"""The language model: one pass of the shipped int8 network over sentences of words, decoded into readings."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tocsin.errors import DataError
from tocsin.language.acts import ActDecoder, Range, moved
from tocsin.language.encoding import Encoder
from tocsin.language.labels import BioDecoder
from tocsin.language.lemmas import load_lemmatizer
from tocsin.language.trees import heads
from tocsin.records import Act

BATCH = 6  # sentences a pass: little padding within one article, measured fastest on two cores
FORCE = 1e4
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model reads in one sentence. `heads` are word indices, -1 the root; entities and arguments carry
    first and last word (inclusive); an entity's score is the mean probability of its labels. `places` are predicate,
    first and last word of where it happened; `happened` is each word's factuality as a predicate, -3 to 3."""

    upos: tuple[str, ...]
    features: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[tuple[str, int, int, float], ...]
    predicates: tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...]
    acts: tuple[Act, ...] = ()
    places: tuple[Range, ...] = ()
    happened: tuple[float, ...] = ()


class LanguageModel:
    """Holds the network, its labels and the encoder; opened once and passed in."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        network, labels = folder / "tocsin.onnx", folder / "labels.json"
        for path in (network, labels, folder / "lemmas.json", folder / "relations.npy"):
            if not path.exists():
                raise DataError(f"{path}: the model file is missing; reinstall tocsin or run training/export.py")
        self.labels: dict[str, list[str]] = json.loads(labels.read_text(encoding="utf-8"))
        self.encoder = Encoder(folder / "vocab.txt")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        self._lemmatizer = load_lemmatizer(folder)
        self._entities = BioDecoder(self.labels["entities"])
        self._roles = BioDecoder(self.labels["roles"])
        self._acts = ActDecoder(self.labels)
        self._bilinear: NDArray[np.float32] = np.load(folder / "relations.npy")

    def knowing(self, words: Collection[str]) -> LanguageModel:
        """The same model, whose lemmatiser knows further words to be lemmas: those of a lexicon."""
        other = copy(self)
        other._lemmatizer = self._lemmatizer.knowing(words)
        return other

    def read(self, sentences: Sequence[Words], *, forced: Sequence[Sequence[int]] | None = None) -> list[Reading]:
        """Read sentences; `forced` gives each sentence's predicates instead of the model's own.

        Sentences longer than one pass (about 250 pieces) are read in parts, each a tree of its own.
        """
        pieces = [(i, first, last) for i, words in enumerate(sentences) for first, last in self._parts(words)]
        sizes = [self.encoder.size(sentences[i][a:b]) for i, a, b in pieces]
        order = sorted(range(len(pieces)), key=lambda p: (sizes[p], p))
        done: dict[int, Reading] = {}
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            parts = [pieces[p] for p in chosen]
            given = None if forced is None else [[x - a for x in forced[i] if a <= x < b] for i, a, b in parts]
            readings = self._batch([sentences[i][a:b] for i, a, b in parts], given)
            done.update(zip(chosen, readings, strict=True))
        whole: list[list[Reading]] = [[] for _ in sentences]
        for p, (i, _, _) in enumerate(pieces):
            whole[i].append(done[p])
        return [_joined(parts) for parts in whole]

    def _parts(self, words: Words) -> Iterator[tuple[int, int]]:
        first = 0
        while first < len(words):
            size = max(1, self.encoder.fits(words[first:]))
            yield first, first + size
            first += size

    def run(self, sentences: Sequence[Words], forced: Sequence[Sequence[int]] | None = None) -> dict[str, Any]:
        """The network's raw outputs for one batch, and the batch's lengths."""
        batch = self.encoder.batch(sentences)
        pushed = np.zeros(batch.firsts.shape, np.float32)
        if forced is not None:
            pushed -= FORCE
            for row, indices in enumerate(forced):
                pushed[row, list(indices)] = FORCE
        pushed[0, 0] += 2 * FORCE  # one predicate at least: an empty batch of them cannot be quantised
        inputs = {"pieces": batch.pieces, "cases": batch.cases, "firsts": batch.firsts, "lengths": batch.lengths}
        names = [o.name for o in self.session.get_outputs()]
        values = self.session.run(names, {**inputs, "forced": pushed})
        return {**dict(zip(names, values, strict=True)), "lengths": batch.lengths}

    def _batch(self, sentences: Sequence[Words], forced: Sequence[Sequence[int]] | None) -> list[Reading]:
        out = self.run(sentences, forced)
        lengths = out["lengths"]
        entities = self._entities.best(out["entities"], lengths)
        roles = self._decoded_roles(out, forced)
        acts, places = self._acts.read(out)
        tables = {n: out[n].tolist() for n in ("upos", "features", "scripts")}
        return [
            self._reading(words, i, out, tables, entities[i], roles[i], acts[i], places[i])
            for i, words in enumerate(sentences)
        ]

    def _decoded_roles(
        self, out: dict[str, Any], forced: Sequence[Sequence[int]] | None
    ) -> list[list[tuple[int, tuple[tuple[str, int, int], ...]]]]:
        """Predicates of each sentence with their arguments."""
        lengths = out["lengths"]
        result: list[list[tuple[int, tuple[tuple[str, int, int], ...]]]] = [[] for _ in lengths]
        rows, columns = out["rows"], out["columns"]
        best = self._roles.best(out["roles"], lengths[rows])
        natural = out["predicates"]
        for n, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
            unwanted = natural[row, column] <= 0 if forced is None else column not in forced[row]
            if (row, column) == (0, 0) and unwanted:
                continue
            spans = [(k, a, b) for k, a, b in self._roles.spans(best[n]) if not a <= column <= b]
            result[row].append((column, tuple(_each_core_once(spans, column))))
        return result

    def _reading(
        self,
        words: Words,
        i: int,
        out: dict[str, Any],
        tables: dict[str, list[list[int]]],
        entity_row: list[int],
        predicates: list[tuple[int, tuple[tuple[str, int, int], ...]]],
        acts: list[Act],
        places: list[Range],
    ) -> Reading:
        n = len(words)
        arcs = out["arcs"][i, :n, : n + 1]
        tree = heads(arcs)
        greedy = arcs.argmax(1)
        relations = out["relations"][i, :n].tolist()
        for word, head in enumerate(tree):
            if head != greedy[word]:
                relations[word] = self._relation(out["rel_words"][i, word], out["rel_heads"][i, head])
        names = self.labels["relations"]
        scripts = self.labels["scripts"]
        upos = tuple(self.labels["upos"][x] for x in tables["upos"][i][:n])
        lemma = self._lemmatizer.lemma
        return Reading(
            upos=upos,
            features=tuple(self.labels["features"][x] for x in tables["features"][i][:n]),
            lemmas=tuple(
                lemma(w, p, scripts[x]) for w, p, x in zip(words, upos, tables["scripts"][i][:n], strict=True)
            ),
            heads=tuple(h - 1 for h in tree),
            relations=tuple(_rooted(names[r], h) for r, h in zip(relations, tree, strict=True)),
            entities=self._named(entity_row, out["entities"][i, :n]),
            predicates=tuple(predicates),
            acts=tuple(acts),
            places=tuple(places),
            happened=tuple(round(x, 3) for x in out["happened"][i, :n].tolist()),
        )

    def _named(self, row: list[int], scores: NDArray[np.float32]) -> tuple[tuple[str, int, int, float], ...]:
        found = []
        for kind, first, last in self._entities.spans(row):
            part = scores[first : last + 1]
            part = np.exp(part - part.max(-1, keepdims=True))
            chances = part[np.arange(last - first + 1), row[first : last + 1]] / part.sum(-1)
            found.append((kind, first, last, round(float(chances.mean()), 4)))
        return tuple(found)

    def _relation(self, word: NDArray[np.float32], head: NDArray[np.float32]) -> int:
        """Relation of one pair that the tree chose against the greedy head."""
        w, h = np.append(word, 1.0), np.append(head, 1.0)
        return int(np.einsum("i,rij,j->r", w, self._bilinear, h).argmax())


def _each_core_once(spans: list[tuple[str, int, int]], predicate: int) -> list[tuple[str, int, int]]:
    """A predicate has one of each numbered argument: of two the nearer one is kept (Punyakanok et al. 2008)."""
    nearest: dict[str, tuple[int, int]] = {}
    for place, (kind, first, last) in enumerate(spans):
        distance = min(abs(first - predicate), abs(last - predicate))
        if kind not in nearest or distance < nearest[kind][0]:
            nearest[kind] = (distance, place)
    core = {kind for kind in nearest if kind.startswith("ARG") and kind[3:4].isdigit()}
    return [span for place, span in enumerate(spans) if span[0] not in core or nearest[span[0]][1] == place]


def _rooted(relation: str, head: int) -> str:
    """`root` for the root and for no other word."""
    if head == 0:
        return "root"
    return "dep" if relation == "root" else relation


def _joined(parts: list[Reading]) -> Reading:
    """Parts of an overlong sentence as one: later roots hang on the first as `parataxis`."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Reading((), (), (), (), (), (), ())
    root = parts[0].heads.index(-1)
    offset, all_heads, relations = 0, [], []
    entities, predicates, acts, places = [], [], [], []
    for part in parts:
        for head, relation in zip(part.heads, part.relations, strict=True):
            later_root = head < 0 and offset > 0
            all_heads.append(root if later_root else head + offset if head >= 0 else -1)
            relations.append("parataxis" if later_root else relation)
        entities += [(k, a + offset, b + offset, s) for k, a, b, s in part.entities]
        predicates += [
            (p + offset, tuple((k, a + offset, b + offset) for k, a, b in args)) for p, args in part.predicates
        ]
        acts += [moved(act, offset) for act in part.acts]
        places += [(word + offset, a + offset, b + offset) for word, a, b in part.places]
        offset += len(part.heads)
    return Reading(
        upos=tuple(x for p in parts for x in p.upos),
        features=tuple(x for p in parts for x in p.features),
        lemmas=tuple(x for p in parts for x in p.lemmas),
        heads=tuple(all_heads),
        relations=tuple(relations),
        entities=tuple(entities),
        predicates=tuple(predicates),
        acts=tuple(acts),
        places=tuple(places),
        happened=tuple(x for p in parts for x in p.happened),
    )
