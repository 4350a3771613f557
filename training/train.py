"""Trains the language model: one command, fixed seed, resumable.

    python training/train.py --corpora ../shared/corpora --run runs/base [--epochs 14] [--minutes 600]

Writes `checkpoint.pt` after every epoch (and every few minutes); run it again to go on. `export.py` makes what ships.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

import events
import frames
import shipped
from data import (
    ENTITY_LABELS,
    Example,
    bio_file,
    own_entities,
    propbank,
    treebank,
    vocabulary,
)
from model import Model, Shape
from names import Abroad, Swapper
from tocsin.evaluating.factuality import judgements
from tocsin.language.encoding import Encoder
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
HERE = Path(__file__).parent
SEED = 20221209
Labels = dict[str, list[str]]


def load_examples(corpora: Path, sentences: Path) -> list[Example]:
    """Every training sentence with what is known of it; EWT carries roles, GUM names, the rest entities alone."""
    train = corpora / "train"
    roles = propbank(train / "propbank_ewt/ewt-propbank-train.conllu.gz")
    examples = []
    judged = judgements([train / "uds_factuality"])
    for key, example in treebank(train / "ud_english/en_ewt-ud-train.conllu.gz", origin="ewt"):
        inside = [(i, value) for i, value in judged.get(key, ()) if i < len(example.words)]
        examples.append(replace(example, predicates=roles.get(key), factuality=inside))
    examples += [e for _, e in treebank(train / "ud_english/gum-open-train.conllu.gz", origin="gum")]
    for example in examples:
        example.events = events.function_words(example.upos)
    measured = treebank(train / "ud_english/en_ewt-ud-dev.conllu.gz", origin="dev")
    without = frozenset(frames.squeezed(e.words) for _, e in measured)
    examples += frames.examples(train / "propbank_frames/frames.tar.xz", without=without)
    entities = train / "entities"
    examples += bio_file(entities / "wikigold/CONLL-format/data/wikigold.conll.txt", origin="wikigold")
    examples += bio_file(entities / "re3d/CONLL-format/data/train/re3d-train.conll", origin="re3d")
    for name in "ef":
        examples += bio_file(entities / f"BTC/CONLL-format/data/{name}.conll", origin="BTC")
    examples += events.placed(train / "event_location/labeled_text.jsonl.gz")
    examples += events.synthetic(train / "plover_synthetic/gpt_synthetic_events_2023-10-19_19.csv.gz")
    own = list(own_entities(HERE / "examples/entities"))
    return [e for e in examples if e.words] + own + events.load_all(sentences)


def make_labels(examples: list[Example]) -> Labels:
    """The label inventory of each head."""

    def of(name: str) -> list[str]:
        return [v for e in examples for v in (getattr(e, name) or ())]

    bare = ("O", "B-V", "I-V")
    roles = (label for e in examples for _, ls in (e.predicates or ()) for label in ls if label not in bare)
    return {
        "upos": UPOS,
        "features": vocabulary(iter(of("features")), at_least=3),
        "scripts": vocabulary(iter(of("scripts")), at_least=3),
        "relations": vocabulary(iter(of("relations")), at_least=2),
        "entities": list(ENTITY_LABELS),
        "roles": ["O", *_paired(vocabulary(roles, at_least=15))],
        **event_label_sets(),
    }


def event_label_sets() -> Labels:
    """The label sets of the event heads, from the ontology."""
    ontology = load_ontology(DATA / "plover")
    return {
        "events": events.event_labels(ontology),
        "modes": events.mode_labels(ontology),
        "statuses": list(events.STATUSES),
        "sides": list(events.SIDES),
        "places": list(events.PLACES),
    }


def _paired(labels: list[str]) -> list[str]:
    kinds = sorted({label[2:] for label in labels})
    return [f"{p}-{k}" for k in kinds for p in "BI"]


# How often an example is seen in one pass, on average. Stories of which only some word tells an event are left out:
# they spread it over all words (docs/model-card.md).
PASSES = {"events": 1.6, "lexicon": 1.6, "frames": 0.6, "gum": 0.4, "BTC": 0.3, "places": 0.5, "synthetic": 0.0}


def _times(example: Example, rng: random.Random) -> int:
    """How often the example is seen in this pass."""
    return int(PASSES.get(example.origin, 1.0) + rng.random())


class Batcher:
    """Shuffled batches of similar length, as tensors with -100 where nothing is known."""

    def __init__(self, examples: list[Example], labels: Labels, encoder: Encoder, *, tokens: int) -> None:
        self.examples = [e for e in examples if encoder.fits(e.words) == len(e.words)]
        self.labels = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
        self.encoder, self.tokens = encoder, tokens
        self.swapper = Swapper(examples)
        self.abroad = Abroad()

    def epoch(self, seed: int) -> list[list[Example]]:
        """One pass over the examples, cut into batches."""
        rng = random.Random(seed)
        chosen = [e for e in self.examples for _ in range(_times(e, rng))]
        ready = [self.swapper.varied(e, rng) if e.mentions else e for e in chosen]
        ready = [self.abroad.moved(e, rng) if e.triggers or e.told else e for e in ready]
        ready = [e for e in ready if self.encoder.fits(e.words) == len(e.words)]
        sized = [(sum(len(self.encoder.word(w)[0]) for w in e.words) + 2, e) for e in ready]
        sized.sort(key=lambda pair: pair[0] + rng.uniform(0, 4))
        batches, current, width = [], [], 0
        for size, example in sized:
            width = max(width, size)
            if current and width * (len(current) + 1) > self.tokens:
                batches.append(current)
                current, width = [], size
            current.append(example)
        batches.append(current)
        rng.shuffle(batches)
        return batches

    def tensors(self, batch: list[Example]) -> dict[str, Tensor]:
        """Arrays of one batch."""
        arrays = self.encoder.batch([e.words for e in batch])
        b, w = arrays.firsts.shape
        out = {n: torch.from_numpy(getattr(arrays, n)) for n in ("pieces", "cases", "firsts", "lengths")}
        for name in ("upos", "features", "scripts", "relations"):
            out[name] = self._column(batch, name, w)
        out["heads"] = torch.full((b, w), -100)
        out["allowed"] = torch.zeros(b, w, len(ENTITY_LABELS), dtype=torch.bool)
        out["is_predicate"] = torch.full((b, w), -100.0)
        rows, columns, roles = [], [], []
        for i, e in enumerate(batch):
            if e.heads is not None:
                out["heads"][i, : len(e.heads)] = torch.tensor(e.heads)
            for j, allowed in enumerate(e.entities or ()):
                out["allowed"][i, j, list(allowed)] = True
            if e.predicates is not None:
                if e.origin != "frames":  # which marks one predicate of several
                    out["is_predicate"][i, : len(e.words)] = 0.0
                for index, tags in e.predicates:
                    out["is_predicate"][i, index] = 1.0
                    rows.append(i)
                    columns.append(index)
                    ids = [self.labels["roles"].get(t, 0) for t in tags]
                    roles.append(ids + [-100] * (w - len(ids)))
        self._add_events(batch, out, w)
        out["rows"], out["columns"] = torch.tensor(rows, dtype=torch.long), torch.tensor(columns, dtype=torch.long)
        out["roles"] = torch.tensor(roles, dtype=torch.long).view(-1, w)
        return out

    def _add_events(self, batch: list[Example], out: dict[str, Tensor], w: int) -> None:
        """Allowed event labels of every word, and what is known of each trigger."""
        ids = self.labels
        out["told"] = torch.zeros(len(batch), w, len(ids["events"]), dtype=torch.bool)
        out["somewhere"] = torch.tensor([ids["events"].get(e.told, -100) for e in batch])
        out["happened"] = torch.full((len(batch), w), -100.0)
        rows, columns, modes, statuses, negated, historical = [], [], [], [], [], []
        marks: dict[str, list[list[int]]] = {"sides": [], "places": []}
        for i, e in enumerate(batch):
            for j, allowed in enumerate(e.events or ()):
                out["told"][i, j, [ids["events"][a] for a in allowed]] = True
            for j, value in e.factuality or ():
                out["happened"][i, j] = value
            for t in e.triggers or ():
                rows.append(i)
                columns.append(t.index)
                modes.append(ids["modes"].get(f"{t.event}.{t.mode}" if t.mode else t.event, -100))
                statuses.append(ids["statuses"].get(t.status, -100))
                negated.append(float(t.negated) if t.status else -100.0)
                historical.append(float(t.historical) if t.status else -100.0)
                for name, kept in marks.items():
                    row = [ids[name][label] for label in getattr(t, name)]
                    kept.append(row + [-100] * (w - len(row)))
        for name, values in (("t_rows", rows), ("t_columns", columns), ("modes", modes), ("statuses", statuses)):
            out[name] = torch.tensor(values, dtype=torch.long)
        out["negated"], out["historical"] = torch.tensor(negated), torch.tensor(historical)
        for name, kept in marks.items():
            out[name] = torch.tensor(kept, dtype=torch.long).view(-1, w)

    def _column(self, batch: list[Example], name: str, width: int) -> Tensor:
        ids = self.labels[name]
        rows = []
        for e in batch:
            values = getattr(e, name)
            row = [ids.get(v, -100) for v in values] if values is not None else []
            rows.append(row + [-100] * (width - len(row)))
        return torch.tensor(rows)


WEIGHTS = {"upos": 0.6, "features": 0.4, "scripts": 0.4, "arcs": 1.0, "relations": 0.7, "entities": 1.2,
           "predicates": 0.4, "roles": 1.0,
           "events": 2.0, "modes": 0.4, "statuses": 0.8, "negated": 0.3, "historical": 0.2, "sides": 1.0, "places": 1.0,
           "somewhere": 0.1, "happened": 0.3}  # fmt: skip


def losses(model: Model, t: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every head that the batch has labels for."""
    tags, syntax, names, roles, acts = model.read(t["pieces"], t["cases"], t["firsts"])
    result: dict[str, Tensor] = {}
    known = t["heads"] >= 0
    valid = torch.arange(known.shape[1])[None, :] < t["lengths"][:, None]
    if known.any():
        for name in ("upos", "features", "scripts"):
            scores = getattr(model, name)(tags[known]).float()
            result[name] = F.cross_entropy(scores, t[name][known], ignore_index=-100)
        arc_word, arc_head, rel_word, rel_head = model.parser.project(syntax)
        arcs = model.parser.arcs(arc_word, arc_head, valid)
        result["arcs"] = F.cross_entropy(arcs[known].float(), t["heads"][known])
        gold = t["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, rel_head.shape[-1])
        scores = model.parser.labels(rel_word[known], rel_head.gather(1, gold)[known])
        result["relations"] = F.cross_entropy(scores.float(), t["relations"][known], ignore_index=-100)
    named = t["allowed"].any(-1) & ~t["allowed"].all(-1)
    if named.any():
        scores = model.entity_scores(names)[named].float().log_softmax(-1)
        result["entities"] = -scores.masked_fill(~t["allowed"][named], -1e4).logsumexp(-1).mean()
    told = t["is_predicate"] >= 0
    if told.any():
        natural = model.is_predicate(roles).squeeze(-1)[told].float()
        result["predicates"] = F.binary_cross_entropy_with_logits(natural, t["is_predicate"][told])
    if len(t["rows"]):
        best, labels = own_tree(model, syntax, valid)
        scores = model.roles(roles, t["rows"], t["columns"], valid, best, labels).float()
        result["roles"] = F.cross_entropy(scores.flatten(0, 1), t["roles"].flatten(), ignore_index=-100)
    return {**result, **event_losses(model, t, acts, syntax, valid)}


def own_tree(model: Model, syntax: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
    """The model's own greedy heads and relations: B x W each."""
    with torch.no_grad():
        arc_word, arc_head, rel_word, rel_head = model.parser.project(syntax)
        best = model.parser.arcs(arc_word, arc_head, valid).argmax(-1)
        chosen = rel_head.gather(1, best.unsqueeze(-1).expand(-1, -1, rel_head.shape[-1]))
        return best * valid, model.parser.labels(rel_word, chosen).argmax(-1)


def event_losses(model: Model, t: dict[str, Tensor], acts: Tensor, syntax: Tensor, valid: Tensor) -> dict[str, Tensor]:
    """Type of every word of which it is known; mode, status, negation and sides of the triggers."""
    told = t["told"].any(-1)
    at = t["t_rows"], t["t_columns"]
    bags = t["somewhere"] >= 0
    judged = (t["happened"] > -100) & valid
    if not (told.any() or len(at[0]) or bags.any() or judged.any()):
        return {}
    heads, relations = own_tree(model, syntax, valid)
    types, modes, statuses, negated, historical, happened = model.events(acts, heads, relations)
    result = {}
    if told.any():
        scores = types[told].float().log_softmax(-1)
        result["events"] = -scores.masked_fill(~t["told"][told], -1e4).logsumexp(-1).mean()
    if bags.any():
        result["somewhere"] = somewhere(types[bags].float(), t["somewhere"][bags], valid[bags])
    if judged.any():
        result["happened"] = F.smooth_l1_loss(happened[judged].float(), t["happened"][judged])
    if (t["modes"] >= 0).any():
        result["modes"] = F.cross_entropy(modes[at].float(), t["modes"], ignore_index=-100)
    known = t["statuses"] >= 0
    if known.any():
        result["statuses"] = F.cross_entropy(statuses[at].float()[known], t["statuses"][known])
        for name, scores in (("negated", negated), ("historical", historical)):
            result[name] = F.binary_cross_entropy_with_logits(scores[at].float()[known], t[name][known])
    sided = (t["sides"] >= 0).any(-1) | (t["places"] >= 0).any(-1)
    if sided.any():
        both = model.sides(acts, at[0][sided], at[1][sided], valid, heads, relations).float()
        parts = both.split([model.shape.sides, model.shape.places], -1)
        for name, scores in zip(("sides", "places"), parts, strict=True):
            gold = t[name][sided].flatten()
            if (gold >= 0).any():
                result[name] = F.cross_entropy(scores.flatten(0, 1), gold, ignore_index=-100)
    return result


def somewhere(types: Tensor, told: Tensor, valid: Tensor) -> Tensor:
    """The loss of sentences of which it is known alone that some word tells an event (noisy-or over the words)."""
    chances = types.log_softmax(-1).gather(2, told[:, None, None].expand(-1, types.shape[1], 1)).squeeze(-1).exp()
    nowhere = torch.log1p(-chances.clamp(max=0.999)).masked_fill(~valid, 0.0).sum(-1)
    return -torch.log((1 - nowhere.exp()).clamp(min=1e-6)).mean()


def optimizer_for(model: Model, *, encoder_lr: float, head_lr: float) -> torch.optim.Optimizer:
    """AdamW; lower layers of the encoder learn more slowly."""
    groups = []
    depth = model.shape.layers
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.stack."):
            lr = encoder_lr * 0.9 ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.cases"):
            lr = head_lr
        elif name.startswith("encoder."):
            lr = encoder_lr * 0.9**depth
        else:
            lr = head_lr
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": lr, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def main() -> None:
    """Train until the last epoch or the given minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--base", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--events", type=Path, default=HERE / "examples/events", help="the annotated event sentences")
    parser.add_argument("--vocabulary", type=Path, default=HERE.parent / "src/tocsin/data/model/vocab.txt")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a finished run, or a folder with a shipped network, to go on from")
    parser.add_argument("--only", choices=list(ONLY), help="train these heads alone, all else frozen")
    parser.add_argument("--frozen", type=int, default=0, help="embeddings and so many lower layers stay as they are")
    parser.add_argument("--passes", type=json.loads, default={}, help='passes of an origin, as {"ewt": 0.3}')
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--tokens", type=int, default=2600, help="pieces a batch, with padding")
    parser.add_argument("--encoder-lr", type=float, default=1.5e-4)
    parser.add_argument("--head-lr", type=float, default=1.5e-3)
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    examples = load_examples(args.corpora, args.events)
    labels = make_labels(examples)
    if args.start is not None:
        started = json.loads((args.start / "labels.json").read_text())
        labels = {**labels, **started, **event_label_sets()}
    (args.run / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0))
    if args.only is not None:
        examples = [e for e in examples if (e.predicates if args.only == "roles" else e.events)]
    PASSES.update(args.passes)
    batcher = Batcher(examples, labels, Encoder(args.vocabulary), tokens=args.tokens)
    model = Model(Shape(**{k: len(v) for k, v in labels.items()}))
    model.encoder.load_minilm(load_file(args.base))
    if args.start is not None:
        take_over(model, args.start, labels)
    if args.only is not None:
        freeze(model, args.only)
    if args.frozen:
        freeze_lower(model, args.frozen)
    run(model, batcher, args)


ONLY = {"roles": ("roles.",), "acts": ("events.", "sides.")}


def freeze(model: Model, heads: str) -> None:
    """Leave some heads to learn; the encoder and the other heads stay as they are, dropout apart."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(ONLY[heads]))


def freeze_lower(model: Model, layers: int) -> None:
    """Leave the embeddings and the lowest layers as they are, their dropout out: quicker, and less is unlearnt."""
    lower = tuple(f"encoder.stack.{i}." for i in range(layers))
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.") and (not name.startswith("encoder.stack.") or name.startswith(lower)):
            parameter.requires_grad_(False)


def take_over(model: Model, start: Path, labels: Labels) -> None:
    """Load the averaged weights of another run, or those of a shipped network, wherever names and sizes agree.

    What is new stays as initialised; a head that is new mixes the layers as the last one did.
    """
    checkpoint = start / "checkpoint.pt"
    weights = torch.load(checkpoint, weights_only=False)["average"] if checkpoint.exists() else shipped.weights(start)
    own = model.state_dict()
    more = len(own["mix"]) - len(weights["mix"])
    if more > 0:
        weights["mix"] = torch.cat([weights["mix"], weights["mix"][-1:].expand(more, -1)])
    known = json.loads((start / "labels.json").read_text())
    known, wanted = known["sides"] + known.get("places", []), labels["sides"] + labels["places"]
    for name in ("sides.out.weight", "sides.out.bias"):  # row by row: the labels have changed
        rows = [weights[name][known.index(label)] if label in known else own[name][i] for i, label in enumerate(wanted)]
        weights[name] = torch.stack(rows)
    fitting = {k: v for k, v in weights.items() if k in own and own[k].shape == v.shape}
    model.load_state_dict({**own, **fitting})
    print("new:", sorted(set(own) - set(fitting)), flush=True)


def run(model: Model, batcher: Batcher, args: argparse.Namespace) -> None:
    """The loop: linear warm-up, cosine decay, an exponential moving average of the weights."""
    optimizer = optimizer_for(model, encoder_lr=args.encoder_lr, head_lr=args.head_lr)
    rates = [g["lr"] for g in optimizer.param_groups]
    average = {k: v.clone() for k, v in model.state_dict().items()}
    checkpoint = args.run / "checkpoint.pt"
    first, done = 0, 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, first, done = saved["average"], saved["epoch"], saved["step"]
    per_epoch = len(batcher.epoch(0))
    total = per_epoch * args.epochs
    begun, step = time.time(), first * per_epoch
    for epoch in range(first, args.epochs):
        sums: dict[str, list[float]] = {}
        for batch in batcher.epoch(SEED + epoch):
            step += 1
            if step <= done:
                continue
            factor = min(step / (0.06 * total), 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast_bfloat16()):
                parts = losses(model, batcher.tensors(batch))
            learnt = [WEIGHTS[k] * v for k, v in parts.items() if v.requires_grad]
            if not learnt:
                continue
            sum(learnt).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step % 5 == 0:
                blend(average, model, keep=min(0.995, 1 - 1 / (1 + step / 50)))
            for k, v in parts.items():
                sums.setdefault(k, []).append(v.item())
            if step % 100 == 0:
                tail = {k: round(sum(v[-100:]) / len(v[-100:]), 3) for k, v in sums.items()}
                print(f"epoch {epoch} step {step}/{total} {time.time() - begun:.0f}s {tail}", flush=True)
            if step % 500 == 0 or (time.time() - begun) / 60 > args.minutes:
                save(checkpoint, model, optimizer, average, epoch, step)
            if (time.time() - begun) / 60 > args.minutes:
                return
        save(checkpoint, model, optimizer, average, epoch + 1, step)


def fast_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 faster than float32."""
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def blend(average: dict[str, Tensor], model: Model, *, keep: float) -> None:
    """Move the average towards the model's weights."""
    with torch.no_grad():
        for key, value in model.state_dict().items():
            average[key].lerp_(value, 1 - keep)


def save(path: Path, model: Model, optimizer: torch.optim.Optimizer, average: dict, epoch: int, step: int) -> None:
    """Write the state so that a later run goes on from here."""
    temporary = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average,
                "epoch": epoch, "step": step, "shape": model.shape.asdict()}, temporary)  # fmt: skip
    temporary.replace(path)


if __name__ == "__main__":
    main()
