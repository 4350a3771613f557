"""Fits the curves that turn the classifier's chances into scores that mean what they say.

    python training/calibrate.py [--files GLOB] [--out src/tocsin/data/model/scores.json]

Runs the coder over annotated sentences that are held out from training and fits, for each kind of verdict, a logistic
curve over the log-odds of the chance (Platt 1999, with his smoothed targets), by Newton's method.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from annotations import AnnotatedText
from events import annotated
from tocsin.coding import verdicts
from tocsin.coding.scoring import log_odds
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import candidates
from tocsin.language.analysis import analyse
from tocsin.language.model import LanguageModel
from tocsin.lexicon import Entry
from tocsin.pipeline import DATA, Engine, load_engine, text_report
from tocsin.reading import article

LONGEST = 0.5  # of a step of Newton's method: from afar it would leap beyond all bounds
FEWEST = 20
RIDGE = 0.1  # pulls a curve towards the bare chance where a kind of verdict is rare
Pairs = list[tuple[float, bool]]


def judged(texts: list[AnnotatedText], engine: Engine) -> dict[str, Pairs]:
    """For each kind of verdict the chances of its triggers, and whether the annotation has the event there.

    `entry_alone` is what entries are worth where the classifier is not asked: every entry that fits counts.
    """
    lexicon, ontology = engine.knowledge.lexicon, engine.knowledge.ontology
    found: dict[str, Pairs] = defaultdict(list)
    for text in texts:
        analysis = analyse(article(text_report(text.text)), model=engine.model)
        for number, sentence in enumerate(analysis.sentences):
            tree = Tree(sentence, number)
            for candidate in candidates(tree, lexicon, ontology):
                verdict = verdicts.decided(candidate)
                if isinstance(verdict, verdicts.Trigger):
                    right = _right(text, tree, verdict.word, verdict.entry)
                    found[verdict.by].append((verdict.chance, right))
                if candidate.fit is not None:
                    right = _right(text, tree, candidate.word, candidate.fit)
                    found["entry_alone"].append((verdicts.UNWEIGHED, right))
    return found


def _right(text: AnnotatedText, tree: Tree, word: int, entry: Entry) -> bool:
    span = tree.tokens[word].span
    return any(e.event == entry.event and e.trigger.overlaps(span) for e in text.events)


def curve(pairs: Pairs) -> tuple[float, float]:
    """Intercept and slope that make the pairs likeliest; the bare chance where there are too few to tell."""
    if len(pairs) < FEWEST:
        return 0.0, 1.0
    x = np.array([[1.0, log_odds(chance)] for chance, _ in pairs])
    right = np.array([float(r) for _, r in pairs])
    target = np.where(right > 0, (right.sum() + 1) / (right.sum() + 2), 1 / (len(right) - right.sum() + 2))
    start = weights = np.array([0.0, 1.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - target) + RIDGE * (weights - start)
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + RIDGE * np.eye(2), slope)
        weights = weights - step * min(1.0, LONGEST / max(float(np.abs(step).max()), 1e-9))
    return float(weights[0]), float(weights[1])


def main() -> None:
    """Fit and write the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", default="*.jsonl", help="only annotated files of such a name")
    parser.add_argument("--model", type=Path, default=DATA / "model")
    parser.add_argument("--out", type=Path, default=DATA / "model/scores.json")
    args = parser.parse_args()
    engine = load_engine(model=LanguageModel(args.model, threads=2))
    curves = {}
    for kind, pairs in sorted(judged(list(annotated(measured=True, files=args.files)), engine).items()):
        intercept, slope = curve(pairs)
        curves[kind] = {"intercept": round(intercept, 4), "slope": round(slope, 4)}
        print(kind, len(pairs), "of which right", sum(r for _, r in pairs), curves[kind])
    args.out.write_text(json.dumps(curves) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
