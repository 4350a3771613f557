"""Fits how much each clue counts for a status, on annotated texts that the network did not train on.

    python training/status.py GOLD.jsonl… [--out src/tocsin/data/model/status.json] [--cache FILE]

The clues are read by the shipped network and the rules, through the coder; the weights maximise the likelihood of the
annotated statuses (conditional logit) under a quadratic penalty.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np

from tocsin.coding import status, verdicts
from tocsin.coding.arguments import LIGHT
from tocsin.coding.coder import _without_doubles
from tocsin.coding.tree import Tree
from tocsin.coding.verdicts import USUAL
from tocsin.coding.weighing import Weights
from tocsin.evaluating.events import gold_articles
from tocsin.language.analysis import analyse
from tocsin.pipeline import DATA, Engine, load_engine, text_report
from tocsin.reading import article
from tocsin.records import Analysis, Finding, Status

PENALTY = 4.0
RULE = 0.8
ENTRY = 4.0  # what an entry's own status counts: too rare to be fitted
STEPS = 400


def instances(gold, analysis: Analysis, engine: Engine):
    """Clues and gold status of every act whose trigger the coder reads."""
    knowledge = engine.knowledge
    events = knowledge.ontology.events
    for number, sentence in enumerate(analysis.sentences):
        tree = Tree(sentence, number)
        found, _ = verdicts.find(tree, knowledge.lexicon, knowledge.ontology, USUAL)
        kept, _ = _without_doubles(tree, found, knowledge.lexicon)
        holds = {t.word: held for t in kept if (held := events[t.entry.event].holds)}
        for trigger in kept:
            span = tree.tokens[trigger.word].span
            told = [
                g
                for g in gold.events
                if g["event"] == trigger.entry.event
                and g["trigger"]["start"] < span.end
                and span.start < g["trigger"]["end"]
            ]
            if not told:
                continue
            others = {w: s for w, s in holds.items() if w != trigger.word}
            steps = list(status.path(tree, knowledge.words, trigger.word, others, knowledge.lexicon.classes[LIGHT]))
            decision = status.decide(steps)
            if trigger.entry.implies is not None:
                decision = status.combined([*decision.findings, Finding("lexicon", span, status=trigger.entry.implies)])
            shape = status.tree_shape(tree, trigger.word)
            yield status.clues(decision, trigger.act, shape), Status(told[0]["status"])


def prior(clue: str) -> float:
    """What a clue counts before anything is seen: the network as it reads, a rule that speaks for two of its units."""
    return {"model": 1.0, "asserted": 0.5}.get(clue, RULE if clue.startswith("rule ") else 0.0)


def fit(data) -> Weights:
    """The weights of greatest penalised likelihood, by gradient steps with momentum."""
    names = sorted({name for clues, _ in data for own in clues.values() for name in own})
    rows = {n: i for i, n in enumerate(names)}
    order = list(Status)
    x = np.zeros((len(data), len(order), len(names)), np.float32)
    y = np.array([order.index(gold) for _, gold in data])
    for i, (clues, _) in enumerate(data):
        for s, own in clues.items():
            for name, value in own.items():
                x[i, order.index(s), rows[name]] = value
    start = np.array([prior(n) for n in names], np.float32)
    w, momentum = start.copy(), np.zeros(len(names), np.float32)
    for _ in range(STEPS):
        scores = x @ w
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        slope = np.einsum("is,isf->f", p, x) + PENALTY * (w - start)
        momentum = 0.9 * momentum - (0.5 / len(y)) * slope
        w = w + momentum
    fitted = {n: round(float(v), 3) for n, v in zip(names, w, strict=True) if abs(v) >= 0.0005}
    return Weights({**fitted, "rule lexicon": ENTRY})


def main() -> None:
    """Collect the clues, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "model/status.json")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    engine = load_engine()
    store = pickle.loads(args.cache.read_bytes()) if args.cache and args.cache.exists() else {}
    data = []
    for gold in gold_articles(args.gold):
        if gold.text not in store:
            store[gold.text] = analyse(article(text_report(gold.text), published=gold.published), model=engine.model)
        data += instances(gold, store[gold.text], engine)
    if args.cache:
        args.cache.write_bytes(pickle.dumps(store))
    weights = fit(data)
    right = sum(weights.best(clues) is gold for clues, gold in data)
    print(f"{right} of {len(data)} right on what it was fitted to")
    args.out.write_text(
        json.dumps(weights.table, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
