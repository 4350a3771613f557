"""Trains the ranking of references on OntoGUM (documents of GUM dev left out) and writes `references.npz`.

    python training/references.py --corpora ../shared/corpora --out src/tocsin/data/model [--score]

The sentences are read by the shipped network, so that the clues are those of the pipeline.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import nn

from tocsin.coding.coder import trees_of
from tocsin.coding.quotations import quotations
from tocsin.evaluating.coded import english_report
from tocsin.evaluating.coreference import Document, conll, documents, names_of, read_document
from tocsin.evaluating.references import Passage, passages_of
from tocsin.language.analysis import analyse
from tocsin.pipeline import DATA, Engine, load_engine
from tocsin.reading import article
from tocsin.records import Analysis
from tocsin.referring.chains import candidates, chains, link
from tocsin.referring.clues import Setting, anaphor_clues
from tocsin.referring.nominals import Nominal
from tocsin.referring.ranker import Ranker, load_ranker
from tocsin.referring.references import ReferenceWords, article_nominals, load_reference_words
from tocsin.resolving.events import focus_of, identifier

SEED = 20221209
OWN_TIMES = 3  # how often our own passages are seen in one pass
HIDDEN = 32
BATCH = 200
NEW_KEPT = 0.5  # of the nominals that take up nothing, seen in one pass
LEAST = 5  # clues seen less often are not kept
EPOCHS = 6


def prepared(document: Document, analysis: Analysis, engine: Engine, words: ReferenceWords):
    """Nominals of a document, their gold chain (None outside of any), and the setting."""
    found, setting = nominals_of(analysis, engine, words)
    gold = [document.chain_of(n.sentence, *n.whole, n.mention.head) for n in found]
    return found, gold, setting


def nominals_of(analysis: Analysis, engine: Engine, words: ReferenceWords):
    """Nominals of a read text and the setting that their clues are taken in."""
    trees = trees_of(analysis)
    said = quotations(analysis.article, trees, engine.knowledge.words, engine.knowledge.lexicon)
    identify = identifier(analysis, engine.world, focus_of(analysis, engine.world.registry))
    return article_nominals(analysis.article, trees, said, words, identify)


def own_passages(paths, engine: Engine, words: ReferenceWords):
    """The same of the project's own passages, whose references name all phrases for a party."""
    for passage in passages_of(paths):
        analysis = analyse(article(english_report(passage.text, location="x")), model=engine.model)
        found, setting = nominals_of(analysis, engine, words)
        yield found, own_gold(passage, found), setting


def own_gold(passage: Passage, found: list[Nominal]) -> list[str | None]:
    """The party of each nominal: the most telling phrase for it."""
    party: dict[int, str] = {}
    names: dict[str, str] = {}
    for reference in passage.references:
        phrases = reference.get("antecedents") or ()
        if not phrases:
            continue
        key = next((names[p] for p in phrases if p in names), phrases[0])
        names.update(dict.fromkeys(phrases, key))
        spans = [(reference["start"], reference["end"])]
        spans += [m.span() for p in phrases for m in re.finditer(rf"(?<!\w){re.escape(p)}(?!\w)", passage.text)]
        for at, one in enumerate(found):
            span = one.mention.span
            if one.kind != "joined" and any(
                a <= span.start and span.end <= b + 2 and b - a < 2 * (span.end - span.start) + 8 for a, b in spans
            ):
                party.setdefault(at, key)
    return [party.get(at) for at in range(len(found))]


def instances(found: list[Nominal], gold: list[int | None], setting: Setting):
    """For each nominal the clues of every option (the first: nothing) and which options are right."""
    for at, one in enumerate(found):
        options = candidates(found, at, setting)
        right = [gold[at] is not None and gold[c.place] == gold[at] for c in options]
        yield [tuple(anaphor_clues(one, setting)), *(c.clues for c in options)], [not any(right), *right]


class Net(nn.Module):
    """The ranker as it trains: `Ranker` with dropout."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(size, HIDDEN, mode="sum")
        nn.init.normal_(self.table.weight, std=0.05)
        self.bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Linear(HIDDEN, 1, bias=False)
        self.dropout = nn.Dropout(0.4)

    def forward(self, flat: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        """Clue rows of all candidates, where each one begins -> one score a candidate."""
        return self.out(self.dropout(torch.relu(self.table(flat, offsets) + self.bias))).squeeze(-1)


def train(data, *, epochs: int = EPOCHS) -> Ranker:
    """Maximise the chance of the right options together (Durrett & Klein 2013)."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    counts = Counter(c for document in data for options, _ in document for clues in options for c in clues)
    names = sorted(c for c, n in counts.items() if n >= LEAST)
    rows = {c: i for i, c in enumerate(names)}
    ready = []
    for options, right in (each for document in data for each in document):
        ids = [np.array([rows[c] for c in clues if c in rows], np.int32) for clues in options]
        ready.append((np.concatenate(ids), np.array([len(i) for i in ids]), np.array(right)))
    data.clear()
    net = Net(len(names))
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    steps = epochs * (len(ready) // BATCH + 1)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.02, 1 - s / steps))
    for epoch in range(epochs):
        rng.shuffle(ready)
        chosen = [r for r in ready if not r[2][0] or rng.random() < NEW_KEPT]
        total, number = 0.0, 0
        for i in range(0, len(chosen), BATCH):
            batch = chosen[i : i + BATCH]
            flat = torch.from_numpy(np.concatenate([b[0] for b in batch]).astype(np.int64))
            sizes = np.concatenate([b[1] for b in batch])
            offsets = torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]]))
            scores = net(flat, offsets)
            group = torch.from_numpy(np.repeat(np.arange(len(batch)), [len(b[1]) for b in batch]))
            right = torch.from_numpy(np.concatenate([b[2] for b in batch]))
            top = scores.detach().max()
            raised = (scores - top).exp()
            every = torch.zeros(len(batch)).index_add(0, group, raised)
            good = torch.zeros(len(batch)).index_add(0, group, raised * right)
            loss = -((good + 1e-9).log() - (every + 1e-9).log()).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            total, number = total + loss.item(), number + 1
        print(f"epoch {epoch} loss {total / number:.4f}", flush=True)
    return Ranker(
        rows, net.table.weight.detach().numpy(), net.bias.detach().numpy(), net.out.weight.detach().numpy()[0]
    )


def save(ranker: Ranker, path: Path) -> None:
    """Write the weights, the table as int8."""
    scale = float(np.abs(ranker.table).max()) / 127
    np.savez_compressed(
        path, clues=np.array(list(ranker.rows)), table=np.round(ranker.table / scale).astype(np.int8),
        scale=np.float32(scale), bias=ranker.bias, out=ranker.out,
    )  # fmt: skip


def main() -> None:
    """Read, train, write, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=DATA / "model")
    parser.add_argument("--own", nargs="*", type=Path, help="passages of our own")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    engine = load_engine()
    dev = names_of(Path(__file__).parents[1] / "benchmarks/gum-open-dev.txt")
    words = load_reference_words(DATA)
    data, kept = [], []
    store = pickle.loads(args.cache.read_bytes()) if args.cache and args.cache.exists() else {}
    for document in documents([args.corpora / "train/gum_coreference/ontogum_coref_conllu.tar.xz"]):
        if document.name not in store:
            store[document.name] = read_document(document, engine.model)
        ready = prepared(document, store[document.name], engine, words)
        if document.name in dev:
            kept.append((document, ready))
        else:
            data.append(list(instances(*ready)))
    if args.cache and not args.cache.exists():
        args.cache.write_bytes(pickle.dumps(store))
    print(len(data), "documents to train on,", len(kept), "to measure")
    for ready in own_passages(args.own, engine, words) if args.own else ():
        data += [list(instances(*ready))] * OWN_TIMES
    ranker = train(data)
    save(ranker, args.out / "references.npz")
    ranker = load_ranker(args.out / "references.npz")
    scored = []
    for document, (found, _, setting) in kept:
        coded = [
            [(found[i].sentence, *found[i].whole) for i in chain]
            for chain in chains(link(found, setting, ranker))
            if len(chain) > 1
        ]
        scored.append((document.chains(), coded))
    print(conll(scored))


if __name__ == "__main__":
    main()
