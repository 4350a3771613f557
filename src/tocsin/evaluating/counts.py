"""Scores how many people events count, against gold in the JSON contract, through the whole pipeline.

The gold is that of the task `events`: every gold event with `counts` is asked for (an empty list says that it counts
nobody). A count is its kind, its side, and the lowest and highest number, null where that is open; a lowest number that
is null is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.errors import FormatError
from tocsin.evaluating import events
from tocsin.evaluating.events import Coder, GoldArticle, Json
from tocsin.evaluating.scores import Counts, Record, Row, ignore, matched, ratio

Count = tuple[str, str, int, int | None]
SIDES = ("actor", "recipient", "other")


@dataclass(slots=True)
class _Tally:
    """What is counted over all events that are asked for."""

    right: Counts = field(default_factory=Counts)  # as many predicted and gold as are asked for
    missed: int = 0
    single: Counts = field(default_factory=Counts)
    by_kind: dict[str, Counts] = field(default_factory=dict)
    by_pattern: dict[str, Counts] = field(default_factory=dict)


def evaluate(paths: Sequence[Path], coder: Coder, *, record: Record = ignore) -> Row:
    """Score every gold event of the files that has `counts`.

    `accuracy`: the share of the `asked` events whose counts are all `right` and no more; the coded event is the one
    whose trigger overlaps, matched one to one as in the task `events`. Where there is none, it is wrong (`missed`).
    `precision`, `recall` and `f1` are over single counts, also by kind; figures by pattern are over events.
    """
    tally = _Tally()
    for gold in events.gold_articles(paths):
        pairs = {id(g): c for g, c in events.matches(gold.events, events.coded_events(gold, coder))}
        for event in gold.events:
            if "counts" in event:
                found = pairs.get(id(event))
                _add(tally, gold, event, found)
                record(_prediction(gold, event, found))
    return _row(tally)


def _add(tally: _Tally, gold: GoldArticle, event: Json, found: Json | None) -> None:
    wanted, told = _wanted(gold, event), _told(found)
    right = Counts(int(_agree(wanted, found)), 1, 1)
    tally.right += right
    tally.missed += found is None
    tally.single += matched(told, wanted)
    for kind in {kind for kind, *_ in (*wanted, *told)}:
        own = matched(_of_kind(told, kind), _of_kind(wanted, kind))
        tally.by_kind[kind] = tally.by_kind.get(kind, Counts()) + own
    if gold.pattern:
        tally.by_pattern[gold.pattern] = tally.by_pattern.get(gold.pattern, Counts()) + right


def _wanted(gold: GoldArticle, event: Json) -> frozenset[Count]:
    """The counts that gold tells. Raises FormatError where one lacks a kind, a side or a number."""
    for count in event["counts"] or ():
        low, high = count.get("low"), count.get("high")
        numbers = isinstance(low or 0, int) and (high is None or (isinstance(high, int) and high >= (low or 0)))
        if not count.get("kind") or count.get("side") not in SIDES or not numbers:
            raise FormatError(
                f"{gold.file}:{gold.line}: a count needs 'kind', 'side' ({', '.join(SIDES)}), 'low' and, unless it "
                f"is open, a 'high' that is not lower; found {count}"
            )
    return _keys(event["counts"] or ())


def _told(found: Json | None) -> frozenset[Count]:
    return _keys(found["counts"]) if found else frozenset()


def _keys(counts: Iterable[Json]) -> frozenset[Count]:
    return frozenset((str(c["kind"]), str(c["side"]), int(c.get("low") or 0), c.get("high")) for c in counts)


def _agree(wanted: frozenset[Count], found: Json | None) -> bool:
    return found is not None and _told(found) == wanted


def _of_kind(counts: frozenset[Count], kind: str) -> frozenset[Count]:
    return frozenset(c for c in counts if c[0] == kind)


def _row(tally: _Tally) -> Row:
    return {
        "accuracy": tally.right.recall,
        "asked": tally.right.gold,
        "right": tally.right.tp,
        "missed": tally.missed,
        **tally.single.row(),
        "by_kind": {kind: counts.row() for kind, counts in sorted(tally.by_kind.items())},
        "by_pattern": {
            pattern: {"accuracy": ratio(counts.tp, counts.gold), "asked": counts.gold, "right": counts.tp}
            for pattern, counts in sorted(tally.by_pattern.items())
        },
    }


def _prediction(gold: GoldArticle, event: Json, found: Json | None) -> Row:
    return {
        "file": gold.file,
        "line": gold.line,
        "pattern": gold.pattern,
        "text": gold.text,
        "trigger": event["trigger"],
        "gold": list(event["counts"] or ()),
        "predicted": list(found["counts"]) if found else None,
        "wrong": not _agree(_wanted(gold, event), found),
    }
