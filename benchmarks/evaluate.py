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
    """One set of files, the task that scores it and the figures that are shown, some with a floor, or with a ceiling
    where less is better.
    """

    name: str
    task: str
    files: tuple[str, ...]
    shown: tuple[str, ...]
    floors: tuple[tuple[str, float], ...] = ()
    options: Options = field(default_factory=Options)
    ceilings: tuple[tuple[str, float], ...] = ()


OWN = {  # held-out constructions of training/examples/events, by the names of their files
    "own held-out constructions that rules and bars were set on": "*-[abcd].jsonl",
    "own held-out constructions that nobody looked at": "*-[ef].jsonl",
}
TESTS = Path(__file__).parents[1] / "tests/data"
DATES = Path(__file__).parents[1] / "training/examples/dates"
UD = "train/ud_english"
PAIRS = "measure/plover_pairs"
ALARMS = ("events_per_40_sentences", "events", "sentences")
RARE = (("events_per_40_sentences", 1.0),)
GUM_DEV = Path(__file__).with_name("gum-open-dev.txt")
NO_ACTS = Path(__file__).with_name("no-act-articles.txt")
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
    *(Set(f"events, {own}", "events", (own,),
          ("type_f1", "event_f1", "status_accuracy", "status_macro_f1", "mode_accuracy", "negated_accuracy",
           "speaker_accuracy", "expected_calibration_error"),
          (("type_f1", 0.88), ("event_f1", 0.78), ("mode_accuracy", 0.80), ("status_accuracy", 0.93),
           ("status_macro_f1", 0.88))) for own in OWN),
    Set("counts, own held-out sentences", "counts", (str(TESTS / "counts.jsonl"),), ("accuracy", "right", "asked"),
        (("accuracy", 0.90),)),
    Set("actors, own held-out mentions", "actors", (str(TESTS.parent / "resolving/heldout_actors.tsv"),),
        ("country_accuracy", "sector_accuracy", "name_accuracy", "all_three_accuracy", "asked"),
        (("country_accuracy", 0.93), ("sector_accuracy", 0.93), ("name_accuracy", 0.93))),
    Set("references and speakers, own held-out passages", "references", (str(TESTS / "passages.jsonl"),),
        ("reference_accuracy", "references_right", "references", "speaker_accuracy", "quoted_right", "quoted_coded"),
        (("reference_accuracy", 0.85), ("speaker_accuracy", 0.92))),
    Set("coreference, OntoGUM, documents of GUM-open dev", "coreference",
        ("train/gum_coreference/ontogum_coref_conllu.tar.xz",),
        ("conll_f1", "muc_f1", "b3_f1", "ceafe_f1", "documents"),
        options=Options(listed=GUM_DEV)),
    Set("attribution, PolNeAR dev (kept three quarters)", "attribution", ("measure/attribution_polnear/dev.tar.xz",),
        ("source_f1", "cue_f1", "content_f1", "triple_f1", "texts"),
        (("content_f1", 0.78), ("cue_f1", 0.78), ("source_f1", 0.72), ("triple_f1", 0.58)), Options(quarter="kept")),
    Set("times, TimeBank (kept three quarters)", "times", ("measure/times_timebank/TimeBank.tar.xz",),
        ("relaxed_f1", "span_f1", "value_f1", "type_accuracy", "documents"), options=Options(quarter="kept")),
    Set("times, TimeBank", "times", ("measure/times_timebank/TimeBank.tar.xz",),
        ("relaxed_f1", "span_f1", "value_f1", "type_accuracy", "documents"),
        (("relaxed_f1", 0.90), ("value_f1", 0.78), ("type_accuracy", 0.88))),
    Set("dates of events, own held-out texts", "event-dates", (str(DATES / "heldout-a.jsonl"),),
        ("date_accuracy", "precision_accuracy", "historical_accuracy", "right", "asked", "missed"),
        (("date_accuracy", 0.90), ("historical_accuracy", 0.95))),
    Set("factuality, UDS dev", "factuality", ("train/uds_factuality", f"{UD}/en_ewt-ud-dev.conllu.gz"),
        ("pearson", "mean_absolute_error", "predicates"), (("pearson", 0.75),)),
    Set("pairs, PLOVER (kept three quarters)", "pairs", (f"{PAIRS}/plv_train_clean.tsv",),
        tuple(f"{figure}_f1{rules}" for rules in ("", "_with_conventions")
              for figure in ("root_macro", "root_micro", "quad_macro", "binary_macro")),
        (("root_macro_f1", 0.80), ("quad_macro_f1", 0.90), ("binary_macro_f1", 0.96)), Options(quarter="kept")),
    Set("participants, CAMEO", "participants", (f"{PAIRS}/cameo_ner_train_clean.txt",),
        ("source_f1", "target_f1", "f1"), (("f1", 0.70),)),
    Set("event-place, dev", "event-place", ("train/event_location/labeled_text.jsonl.gz",),
        ("accuracy", "always_none_accuracy", "always_nearest_accuracy"), (("accuracy", 0.80),), Options(dev=True)),
    *(Set(f"places, {name}, {'names given' if given else 'names found'}", "places", (f"measure/places/{file}",),
          ("accuracy_161km", "accuracy_161km_resolved", "end_to_end_f1", "median_error_km", "gold"),
          (("accuracy_161km", floor),), Options(gold_mentions=given))
      for name, file, floor in (("LGL", "lgl.xml.gz", 0.70), ("GeoVirus", "GeoVirus.xml.gz", 0.85))
      for given in (True, False)),
    Set("documents, machine-written stories (fold 0)", "documents",
        ("train/plover_synthetic/gpt_synthetic_events_2023-10-19_19.csv.gz",),
        ("macro_f1", "accuracy", "lead_macro_f1", "lead_accuracy"), options=Options(fold=0)),
    Set("false alarms, EWT dev reviews + answers", "false-alarms", (f"{UD}/en_ewt-ud-dev.conllu.gz",), ALARMS,
        options=Options(genre="reviews-,answers-"), ceilings=RARE),
    Set("false alarms, Wikinews without an act", "false-alarms", ("train/raw_news/wikinews_2019_2020",), ALARMS,
        options=Options(listed=NO_ACTS), ceilings=RARE),
)  # fmt: skip


def main() -> None:
    """Score every set; exit status 1 where a figure misses its floor or ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--model", type=Path, default=DATA / "model", help="another model folder, such as the fp32 one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missed = score(LanguageModel(args.model, threads=WORKERS), held_out(Path(folder)), as_json=args.json)
    for line in missed:
        sys.stderr.write(f"MISSED: {line}\n")
    sys.exit(1 if missed else 0)


def held_out(folder: Path) -> dict[str, Path]:
    """The project's held-out sentences as gold files."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
    from events import annotated
    from gold import article

    paths = {}
    for number, (name, files) in enumerate(OWN.items()):
        paths[name] = folder / f"held-out-{number}.jsonl"
        lines = (json.dumps(article(text), ensure_ascii=False) + "\n" for text in annotated(measured=True, files=files))
        paths[name].write_text("".join(lines), encoding="utf-8")
    return paths


def score(model: LanguageModel, own: dict[str, Path], *, as_json: bool) -> list[str]:
    """Score and print every set; the figures that miss their floors or ceilings."""
    results: dict[str, object] = {}
    missed: list[str] = []
    for each in SETS:
        paths = [own.get(f, CORPORA / f) for f in each.files]
        absent = [str(p) for p in paths if not p.exists()]
        if absent:
            sys.stderr.write(f"NOT SCORED: {each.name}: {', '.join(absent)} is absent; set TOCSIN_CORPORA\n")
            continue
        begun = time.perf_counter()
        result = TASKS[each.task].run(paths, model, each.options, ignore)
        results[each.name] = result
        missed += [f"{each.name}: {miss}" for miss in _misses(each, result)]
        if not as_json:
            figures = "  ".join(f"{k} {_shown(result[k])}" for k in each.shown)
            print(f"{each.name:52} {figures}  ({_count(result)}, {time.perf_counter() - begun:.0f} s)", flush=True)
    if as_json:
        print(json.dumps(results, ensure_ascii=False))
    return missed


def _misses(each: Set, result: dict[str, object]) -> list[str]:
    """The figures of a set that are under their floor or over their ceiling."""
    figures = {k: float(str(result[k])) for k, _ in (*each.floors, *each.ceilings)}
    low = [f"{k} {figures[k]:.4f} < {floor}" for k, floor in each.floors if figures[k] < floor]
    return low + [f"{k} {figures[k]:.4f} > {ceiling}" for k, ceiling in each.ceilings if figures[k] > ceiling]


def _shown(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _count(result: dict[str, object]) -> str:
    counts = ("words", "rows", "gold", "predicted", "tp", "documents")
    return ", ".join(f"{k} {result[k]}" for k in counts if k in result)


if __name__ == "__main__":
    main()
