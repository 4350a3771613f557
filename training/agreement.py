"""How far two readers agree: the second readings of a random tenth against the first.

    python training/agreement.py [--json]

Each line of `examples/second` names in `pattern` the file and line of the first reading. Agreement is given as F1 of
triggers with the same event (which reader is called gold does not change it) and, over the acts that both read alike,
as the share with the same status, negation, mode, actors and recipients, with Cohen's kappa for status.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from annotations import FOLDER, load, parsed
from gold import article
from tocsin.evaluating.events import covered, matches
from tocsin.evaluating.scores import Counts, ratio
from tocsin.ontology import Ontology, load_ontology
from tocsin.pipeline import DATA

SECOND = FOLDER.parent / "second"
Json = dict[str, Any]


def pairs(ontology: Ontology) -> Iterator[tuple[Json, Json]]:
    """First and second reading of each text, in the gold format; texts changed since are left out."""
    lines: dict[str, list[str]] = {}
    for path in sorted(SECOND.glob("*.jsonl")):
        for second in load(path, ontology):
            name, _, number = second.pattern.partition(":")
            if name not in lines:
                lines[name] = (FOLDER / name).read_text(encoding="utf-8").splitlines()
            first = parsed(lines[name][int(number) - 1], second.pattern, ontology)
            if first.text == second.text:
                yield article(first), article(second)


def agreement(readings: list[tuple[Json, Json]]) -> Json:
    """The figures with their counts."""
    counts, same, statuses = Counts(), Counter[str](), list[tuple[str, str]]()
    empty = Counter((bool(a["events"]), bool(b["events"])) for a, b in readings)
    for first, second in readings:
        alike = [(g, c) for g, c in matches(first["events"], second["events"]) if g["event"] == c["event"]]
        counts += Counts(len(alike), len(second["events"]), len(first["events"]))
        for g, c in alike:
            statuses.append((g["status"], c["status"]))
            for field in ("status", "negated", "mode"):
                same[field] += g[field] == c[field]
            for side in ("actor", "recipient"):
                same[side] += covered(g, c, side) and covered(c, g, side)
    return {
        "texts": len(readings),
        "texts_with_and_without_events_alike": ratio(empty[True, True] + empty[False, False], len(readings)),
        "type_f1": counts.f1,
        "acts_alike": counts.tp,
        "acts_first": counts.gold,
        "acts_second": counts.predicted,
        **{f"{field}_same": ratio(n, counts.tp) for field, n in sorted(same.items())},
        "status_kappa": kappa(statuses),
    }


def kappa(judgements: list[tuple[str, str]]) -> float:
    """Cohen's kappa (Cohen 1960): agreement beyond what the two readers' habits would give by chance."""
    n = len(judgements)
    if not n:
        return 0.0
    seen = sum(a == b for a, b in judgements) / n
    one, other = Counter(a for a, _ in judgements), Counter(b for _, b in judgements)
    chance = sum(one[k] * other[k] for k in one) / n**2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = agreement(list(pairs(load_ontology(DATA / "plover"))))
    if args.json:
        print(json.dumps(result))
        return
    for key, value in result.items():
        print(f"{key:40} {value:.3f}" if isinstance(value, float) else f"{key:40} {value}")


if __name__ == "__main__":
    main()
