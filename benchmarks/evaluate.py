"""Scores the shipped model on every corpus there is, through the real pipeline, and says loudly what is absent.

    python benchmarks/evaluate.py [--json]

The corpora lie where TOCSIN_CORPORA points (default ../shared/corpora). Nothing of them is in this repository.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.evaluating import TASKS, Options, ignore
from tocsin.language.model import LanguageModel
from tocsin.pipeline import DATA, WORKERS

CORPORA = Path(os.environ.get("TOCSIN_CORPORA", Path(__file__).parents[2] / "shared/corpora"))


@dataclass(frozen=True)
class Set:
    """One set of files, the task that scores it and the figures that are shown, with the floor of one of them."""

    name: str
    task: str
    files: tuple[str, ...]
    shown: tuple[str, ...]
    floors: tuple[tuple[str, float], ...] = ()
    options: Options = field(default_factory=Options)


OWN = "own held-out sentences"  # made when asked for, from training/examples/events
UD = "train/ud_english"
PAIRS = "measure/plover_pairs"
SETS = (
    Set("syntax, EWT + GUM-open dev", "syntax", (f"{UD}/en_ewt-ud-dev.conllu.gz", f"{UD}/gum-open-dev.conllu.gz"),
        ("upos", "uas", "las", "lemma_accuracy", "feature_accuracy"), (("upos", 0.965), ("las", 0.895))),
    *(Set(f"sentences, GUM-open dev {genre}", "sentences", (f"{UD}/gum-open-dev.conllu.gz",),
          ("precision", "recall", "f1"), options=Options(genre=genre)) for genre in ("news", "interview", "speech")),
    Set("sentences, GUM-open dev news + interview + speech", "sentences", (f"{UD}/gum-open-dev.conllu.gz",),
        ("precision", "recall", "f1"), (("f1", 0.95),), Options(genre="news,interview,speech")),
    Set("entities, worldwide newswire (kept three quarters)", "entities", ("measure/entities_worldwide",),
        ("precision", "recall", "f1"), (("f1", 0.74),), Options(quarter="kept")),
    Set("entities, EWT dev", "entities", ("measure/entities_ewt_dev/en_ewt-ud-dev.iob2",),
        ("precision", "recall", "f1")),
    Set("roles, EWT PropBank dev", "roles", ("train/propbank_ewt/ewt-propbank-dev.conllu.gz",),
        ("precision", "recall", "f1"), (("f1", 0.78),)),
    Set("events, own held-out patterns", "events", (OWN,),
        ("type_f1", "event_f1", "status_accuracy", "mode_accuracy", "negated_accuracy", "speaker_accuracy")),
    Set("pairs, PLOVER (kept three quarters)", "pairs", (f"{PAIRS}/plv_train_clean.tsv",),
        tuple(f"{figure}_f1{rules}" for rules in ("", "_with_conventions")
              for figure in ("root_macro", "root_micro", "quad_macro", "binary_macro")),
        options=Options(quarter="kept")),
    Set("participants, CAMEO", "participants", (f"{PAIRS}/cameo_ner_train_clean.txt",),
        ("source_f1", "target_f1", "f1")),
    Set("event-place, dev", "event-place", ("train/event_location/labeled_text.jsonl.gz",),
        ("accuracy", "always_none_accuracy", "always_nearest_accuracy"), options=Options(dev=True)),
)  # fmt: skip


def main() -> None:
    """Score every set; exit status 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--model", type=Path, default=DATA / "model", help="another model folder, such as the fp32 one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        below = score(LanguageModel(args.model, threads=WORKERS), held_out(Path(folder)), as_json=args.json)
    for line in below:
        sys.stderr.write(f"BELOW ITS FLOOR: {line}\n")
    sys.exit(1 if below else 0)


def held_out(folder: Path) -> Path:
    """The project's held-out sentences as a gold file."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
    from events import annotated
    from gold import article

    path = folder / "held-out.jsonl"
    lines = (json.dumps(article(text), ensure_ascii=False) + "\n" for text in annotated(measured=True))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def score(model: LanguageModel, own: Path, *, as_json: bool) -> list[str]:
    """Score and print every set; the figures that are below their floors."""
    results: dict[str, object] = {}
    below: list[str] = []
    for each in SETS:
        paths = [own if f == OWN else CORPORA / f for f in each.files]
        absent = [str(p) for p in paths if not p.exists()]
        if absent:
            sys.stderr.write(f"NOT SCORED: {each.name}: {', '.join(absent)} is absent; set TOCSIN_CORPORA\n")
            continue
        begun = time.perf_counter()
        result = TASKS[each.task].run(paths, model, each.options, ignore)
        results[each.name] = result
        missed = [f"{k} {result[k]:.4f} < {floor}" for k, floor in each.floors if float(str(result[k])) < floor]
        below += [f"{each.name}: {m}" for m in missed]
        if not as_json:
            figures = "  ".join(f"{k} {float(str(result[k])):.4f}" for k in each.shown)
            print(f"{each.name:52} {figures}  ({_count(result)}, {time.perf_counter() - begun:.0f} s)", flush=True)
    if as_json:
        print(json.dumps(results, ensure_ascii=False))
    return below


def _count(result: dict[str, object]) -> str:
    return ", ".join(f"{k} {result[k]}" for k in ("words", "rows", "gold", "predicted", "tp") if k in result)


if __name__ == "__main__":
    main()
