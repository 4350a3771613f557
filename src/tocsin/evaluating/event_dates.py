"""Scores when coded events lie, against gold in the JSON contract, through the whole pipeline.

The gold is that of the task `events`: every gold event with `date` is asked for; null says that its words give no day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tocsin.errors import FormatError
from tocsin.evaluating import events
from tocsin.evaluating.events import Coder, GoldArticle, Json
from tocsin.evaluating.scores import Record, Row, ignore, ratio

Days = tuple[date, date] | None


@dataclass(slots=True)
class _Share:
    """How many were asked for and how many were right."""

    right: int = 0
    asked: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.asked += 1

    def row(self) -> Row:
        """The share with its counts."""
        return {"accuracy": ratio(self.right, self.asked), "right": self.right, "asked": self.asked}


@dataclass(slots=True)
class _Tally:
    """What is counted over all events that are asked for."""

    dates: _Share = field(default_factory=_Share)
    precise: _Share = field(default_factory=_Share)
    historical: _Share = field(default_factory=_Share)
    missed: int = 0
    by_pattern: dict[str, _Share] = field(default_factory=dict)


def evaluate(paths: Sequence[Path], coder: Coder, *, record: Record = ignore) -> Row:
    """Score the gold events of the files that have `date` and a coded event whose trigger overlaps.

    `date_accuracy`: the coded interval shares a day with gold's and is no longer; where gold gives no day, neither does
    the coded event. `precision_accuracy` asks for the same precision besides, `historical_accuracy` for the same flag.
    `missed` are events that were not coded, which are left out; `with_missed` counts them as wrong.
    """
    tally = _Tally()
    for gold in events.gold_articles(paths):
        pairs = {id(g): c for g, c in events.matches(gold.events, events.coded_events(gold, coder))}
        for event in gold.events:
            if "date" in event:
                _add(tally, gold, event, pairs.get(id(event)))
                record(_prediction(gold, event, pairs.get(id(event))))
    return _row(tally)


def _add(tally: _Tally, gold: GoldArticle, event: Json, found: Json | None) -> None:
    wanted = _days(gold, event)
    if found is None:
        tally.missed += 1
        return
    right = agree(wanted, _days(gold, found))
    tally.dates.add(right)
    if "date_precision" in event:
        tally.precise.add(right and found["date_precision"] == event["date_precision"])
    if "historical" in event:
        tally.historical.add(bool(event["historical"]) == found["historical"])
    if gold.pattern:
        tally.by_pattern.setdefault(gold.pattern, _Share()).add(right)


def _days(gold: GoldArticle, event: Json) -> Days:
    """The interval of an event, None where it has none. Raises FormatError for what is no day."""
    first, last = event.get("date"), event.get("enddate")
    if first is None:
        return None
    try:
        days = date.fromisoformat(first), date.fromisoformat(last or first)
    except (TypeError, ValueError) as error:
        raise FormatError(f"{gold.file}:{gold.line}: 'date' or 'enddate' is no ISO day ({error})") from error
    if days[1] < days[0]:
        raise FormatError(f"{gold.file}:{gold.line}: 'enddate' {last} lies before 'date' {first}")
    return days


def agree(gold: Days, coded: Days) -> bool:
    """Whether two intervals share a day and the coded one is no longer, or neither is given."""
    if gold is None or coded is None:
        return gold is None and coded is None
    meet = coded[0] <= gold[1] and gold[0] <= coded[1]
    return meet and coded[1] - coded[0] <= gold[1] - gold[0]


def _row(tally: _Tally) -> Row:
    return {
        "date_accuracy": ratio(tally.dates.right, tally.dates.asked),
        "precision_accuracy": ratio(tally.precise.right, tally.precise.asked),
        "historical_accuracy": ratio(tally.historical.right, tally.historical.asked),
        "right": tally.dates.right,
        "asked": tally.dates.asked,
        "missed": tally.missed,
        "with_missed": ratio(tally.dates.right, tally.dates.asked + tally.missed),
        "by_pattern": {name: share.row() for name, share in sorted(tally.by_pattern.items())},
    }


def _prediction(gold: GoldArticle, event: Json, found: Json | None) -> Row:
    told = None
    if found is not None:
        told = {key: found[key] for key in ("date", "enddate", "date_precision", "date_text", "historical")}
        told["rules"] = [e["rule"] for e in found["evidence"] if e["field"] == "date"]
    return {
        "text": gold.text,
        "published": str(gold.published) if gold.published else None,
        "pattern": gold.pattern,
        "trigger": event["trigger"],
        "gold": {key: event.get(key) for key in ("date", "enddate", "date_precision", "date_text", "historical")},
        "coded": told,
        "right": found is not None and agree(_days(gold, event), _days(gold, found)),
    }
