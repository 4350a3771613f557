"""Trains the sentence splitter: a logistic model on treebank documents as raw text, in well under a minute.

    python training/sentences.py --corpora ../shared/corpora [--out src/tocsin/data/model/sentences.json]

Reads EWT and the open genres of GUM (their training parts) and our own examples: `examples/sentences.txt`, paragraphs
of hard cases, and `examples/entities`, where a line is a sentence. Prints precision, recall and F1 on the development
parts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import marked
from tocsin.evaluating.sentences import Document, documents, evaluate, paragraphs
from tocsin.language import sentences
from tocsin.language.tokens import tokenize
from tocsin.records import Span

HERE = Path(__file__).parent
TREEBANKS = {"gum-open-train.conllu.gz": 2.0, "en_ewt-ud-train.conllu.gz": 1.0}
OWN_WEIGHT = 3.0
STEPS, RATE, DECAY = 400, 0.05, 2e-5
SMALLEST = 0.04
MARK = "‖"
_STOPPED = re.compile(r"[.!?][\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Sample:
    """The cues of one candidate, whether a sentence ends there, and how much it counts."""

    cues: tuple[str, ...]
    ends: bool
    weight: float


def own(path: Path) -> Iterator[Document]:
    """Our own paragraphs, one a line, with ` ‖ ` where a sentence ends."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield _joined(f"{path.name}:{number}", [part.strip() for part in line.split(MARK)])


def own_lines(folder: Path) -> Iterator[Document]:
    """Our own annotated sentences, three at a time as a paragraph; headlines stand alone."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [marked(line.strip())[0] for line in lines if line.strip() and not line.startswith("#")]
        whole = [t for t in texts if _STOPPED.search(t)]
        groups = [whole[i : i + 3] for i in range(0, len(whole), 3)] + [[t] for t in texts if not _STOPPED.search(t)]
        for group in groups:
            yield _joined(path.name, group)


def _joined(name: str, parts: Iterable[str]) -> Document:
    text, gold = "", []
    for part in parts:
        text += " " * bool(text) + part
        gold.append(Span(len(text) - len(part), len(text)))
    return Document(name, "", text, tuple(gold))


def samples(document: Document, cases: Mapping[str, str], weight: float) -> Iterator[Sample]:
    """The candidates of a document, each sentence begun where it truly begins."""
    starts = sorted(s.start for s in document.gold)
    ends = {s.end for s in document.gold}
    for paragraph in paragraphs(document.text):
        for match in sentences.candidates(document.text, paragraph, tokenize(document.text, paragraph)):
            if match["stop"] is not None:
                start = starts[np.searchsorted(starts, match.start(), side="right") - 1]
                found = sentences.cues(document.text, paragraph, start, match, cases)
                yield Sample(found, match.end() in ends, weight)


def word_cases(texts: Iterable[Document]) -> dict[str, str]:
    """How words are written inside sentences: `l` mostly lower-case, `m` both ways, `n` mostly with a capital."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for document in texts:
        for span in document.gold:
            for word in re.findall(r"[\w'’-]+", span.of(document.text))[1:]:
                (lower if word.islower() else upper)[word.lower()] += 1
    result = {}
    for word in sorted(set(lower) | set(upper)):
        total = lower[word] + upper[word]
        if total >= 3 and not word[0].isdigit():
            share = lower[word] / total
            result[word] = "l" if share > 0.9 else "n" if share < 0.1 else "m"
    return result


def fit(rows: Sequence[Sample]) -> dict[str, float]:
    """Weights of the cues seen at least twice, by Adam on the weighted logistic loss."""
    counts = Counter(cue for row in rows for cue in row.cues)
    names = sorted(cue for cue, n in counts.items() if n >= 2)
    ids = {name: i for i, name in enumerate(names)}
    row_ids = np.repeat(np.arange(len(rows)), [sum(c in ids for c in r.cues) for r in rows])
    cue_ids = np.array([ids[c] for r in rows for c in r.cues if c in ids])
    ends = np.array([r.ends for r in rows], np.float64)
    share = np.array([r.weight for r in rows], np.float64)
    values = _adam(row_ids, cue_ids, ends, share / share.sum(), len(names))
    return {n: round(float(v), 2) for n, v in zip(names, values, strict=True) if abs(v) >= SMALLEST}


def _adam(
    row_ids: NDArray[np.int64],
    cue_ids: NDArray[np.int64],
    ends: NDArray[np.float64],
    share: NDArray[np.float64],
    size: int,
) -> NDArray[np.float64]:
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        scores = np.bincount(row_ids, weights[cue_ids], len(ends))
        error = share * (1 / (1 + np.exp(-scores)) - ends)
        slope = np.bincount(cue_ids, error[row_ids], size) + DECAY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def save(path: Path, weights: Mapping[str, float], cases: Mapping[str, str]) -> None:
    """Write the splitter's data file."""
    grouped = {kind: " ".join(w for w, k in cases.items() if k == kind) for kind in "lmn"}
    path.write_text(json.dumps({"cases": grouped, "cues": weights}, ensure_ascii=False, indent=0), encoding="utf-8")


def train(corpora: Path, out: Path) -> None:
    """Fit and write the weights."""
    folder = corpora / "train/ud_english"
    texts = [(d, weight) for name, weight in TREEBANKS.items() for d in documents([folder / name])]
    cases = word_cases(d for d, _ in texts)
    texts += [(d, OWN_WEIGHT) for d in own(HERE / "examples/sentences.txt")]
    texts += [(d, 1.0) for d in own_lines(HERE / "examples/entities")]
    rows = [s for document, weight in texts for s in samples(document, cases, weight)]
    save(out, fit(rows), cases)
    print(f"{len(rows)} candidates -> {out}, {out.stat().st_size // 1000} kB")


def report(corpora: Path) -> None:
    """Print what the written weights reach on the development parts."""
    folder = corpora / "train/ud_english"
    gum, ewt = [folder / "gum-open-dev.conllu.gz"], [folder / "en_ewt-ud-dev.conllu.gz"]
    for label, paths, genre in (
        ("GUM news", gum, "_news_"),
        ("GUM interview", gum, "_interview_"),
        ("GUM speech", gum, "_speech_"),
        ("GUM, all", gum, None),
        ("EWT, all", ewt, None),
    ):
        row = evaluate(paths, genre=genre)
        print(f"{label:14}", *(f"{name} {row[name]:.4f}" for name in ("precision", "recall", "f1")), row["gold"])


def main() -> None:
    """Train and report."""
    parser = argparse.ArgumentParser(description="Train the sentence splitter.")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=sentences.WEIGHTS)
    options = parser.parse_args()
    train(options.corpora, options.out)
    report(options.corpora)


if __name__ == "__main__":
    main()
