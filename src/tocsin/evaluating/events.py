"""Scores coded events against gold in the JSON contract, through the whole pipeline.

One object per article and line: `{"text", "title", "published", "events": [{"event", "trigger", "actor", …}]}`. Any
field of a gold event but `event` and `trigger` may be left out; what is left out is not scored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tocsin.errors import ReadError
from tocsin.evaluating.calibration import THRESHOLDS, Scored, reliability
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Counts, Record, Row, by_class, ignore, macro_f1, ratio

SUFFIXES = (".jsonl", ".json", ".ndjson")
Json = dict[str, Any]
Coder = Callable[[str, date | datetime | None], list[Json]]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text, when it was published, and the events it tells; `pattern` is the construction where one is named."""

    file: str
    line: int
    text: str
    published: date | datetime | None
    events: tuple[Json, ...]
    pattern: str | None


@dataclass(slots=True)
class _Tally:
    """What is counted over all articles."""

    types: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counts] = field(default_factory=dict)
    statuses: list[tuple[str, str]] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_pattern: dict[str, Counts] = field(default_factory=dict)
    scored: list[Scored] = field(default_factory=list)
    by_threshold: dict[float, Counts] = field(default_factory=dict)


def evaluate(paths: Sequence[Path], coder: Coder, *, record: Record = ignore) -> Row:
    """Score every article of the files.

    `type_f1`: triggers that overlap one to one and have the same event. `event_f1`: besides, every gold actor and
    recipient is overlapped by a coded one. `status_accuracy`, `mode_accuracy`, `negated_accuracy` and
    `speaker_accuracy` are over type matches whose gold tells the field; each comes with the number it was asked of, and
    `status_macro_f1` is the mean over the statuses that those golds name. `expected_calibration_error` and its table
    hold the coded events' scores against being a type match; `by_threshold` scores what would be left of the events if
    those of a lower score were dropped.
    """
    tally, articles = _Tally(), 0
    for gold in gold_articles(paths):
        articles += 1
        coded = coded_events(gold, coder)
        pairs = matches(gold.events, coded)
        _count(tally, gold, coded, pairs)
        record(_prediction(gold, coded, pairs))
    return _row(tally, articles)


def gold_articles(paths: Sequence[Path]) -> Iterator[GoldArticle]:
    """The articles of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        for number, line in file.lines():
            if line.strip():
                yield _gold(file, number, line)


def _gold(file: TextFile, number: int, line: str) -> GoldArticle:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise file.error(number, f"is not one JSON object ({error.msg}); write one object a line") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise file.error(number, "has no 'text'; write {'text': …, 'events': […]}")
    text = values["text"]
    events = tuple(values.get("events") or ())
    for event in events:
        trigger = event.get("trigger")
        if not isinstance(trigger, dict) or not event.get("event"):
            raise file.error(number, "an event needs 'event' and 'trigger' with 'start' and 'end'")
        start, end = trigger.get("start"), trigger.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            raise file.error(number, f"the trigger {trigger} does not lie in the text of {len(text)} characters")
    published = values.get("published")
    return GoldArticle(file.name, number, text, _moment(file, number, published), events, values.get("pattern"))


def _moment(file: TextFile, number: int, value: str | None) -> date | datetime | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError as error:
        raise file.error(number, f"'published' holds '{value}', which is no ISO date") from error


def coded_events(gold: GoldArticle, coder: Coder) -> list[Json]:
    """The coder's events; a text it cannot read holds none."""
    try:
        return coder(gold.text, gold.published)
    except ReadError:
        return []


def matches(gold: Sequence[Json], coded: Sequence[Json]) -> list[tuple[Json, Json]]:
    """One-to-one pairs whose triggers overlap; pairs of the same event are made first, then those of most overlap."""
    scored = [
        (g["event"] == c["event"], _overlap(g["trigger"], c["trigger"]), -i, -j)
        for i, g in enumerate(gold)
        for j, c in enumerate(coded)
        if _overlap(g["trigger"], c["trigger"]) > 0
    ]
    used_gold: set[int] = set()
    used_coded: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(scored, reverse=True):
        if -i not in used_gold and -j not in used_coded:
            used_gold.add(-i)
            used_coded.add(-j)
            pairs.append((gold[-i], coded[-j]))
    return pairs


def _overlap(one: Json, other: Json) -> int:
    return min(int(one["end"]), int(other["end"])) - max(int(one["start"]), int(other["start"]))


def _count(tally: _Tally, gold: GoldArticle, coded: list[Json], pairs: list[tuple[Json, Json]]) -> None:
    same = [(g, c) for g, c in pairs if g["event"] == c["event"]]
    whole = [1 for g, c in same if covered(g, c, "actor") and covered(g, c, "recipient")]
    counts = Counts(len(same), len(coded), len(gold.events))
    tally.types += counts
    tally.whole += Counts(len(whole), len(coded), len(gold.events))
    if gold.pattern:
        tally.by_pattern[gold.pattern] = tally.by_pattern.get(gold.pattern, Counts()) + counts
    for g, c in same:
        _count_fields(tally, g, c)
    _count_scores(tally, gold.events, coded, {id(c) for _, c in same})
    for kind in {e["event"] for e in (*gold.events, *coded)}:
        own = Counts(
            sum(g["event"] == kind for g, _ in same),
            sum(c["event"] == kind for c in coded),
            sum(g["event"] == kind for g in gold.events),
        )
        tally.by_type[kind] = tally.by_type.get(kind, Counts()) + own
    paired_gold, paired_coded = {id(g) for g, _ in pairs}, {id(c) for _, c in pairs}
    tally.confused.update((g["event"], c["event"]) for g, c in pairs if g["event"] != c["event"])
    tally.confused.update((g["event"], "none") for g in gold.events if id(g) not in paired_gold)
    tally.confused.update(("none", c["event"]) for c in coded if id(c) not in paired_coded)


def _count_fields(tally: _Tally, gold: Json, coded: Json) -> None:
    for name, same in CHECKS.items():
        if name in gold:
            tally.asked[name] += 1
            tally.right[name] += same(gold, coded)
    if "status" in gold:
        tally.statuses.append((gold["status"], coded["status"]))


def _count_scores(tally: _Tally, gold: Sequence[Json], coded: Sequence[Json], right: set[int]) -> None:
    """The score of each coded event with whether it is `right`, and what each threshold leaves, matched anew."""
    tally.scored += [(float(c["score"]), id(c) in right) for c in coded]
    for threshold in THRESHOLDS:
        left = [c for c in coded if c["score"] >= threshold]
        same = sum(g["event"] == c["event"] for g, c in matches(gold, left))
        counts = Counts(same, len(left), len(gold))
        tally.by_threshold[threshold] = tally.by_threshold.get(threshold, Counts()) + counts


def covered(gold: Json, coded: Json, side: str) -> bool:
    """Whether every gold participant of a side is overlapped by a coded one."""
    return all(any(_overlap(g, c) > 0 for c in coded[side]) for g in gold.get(side) or ())


def same_speaker(gold: Json, coded: Json) -> bool:
    """Whether the innermost speakers overlap, or both have none."""
    one, other = _speaker(gold), _speaker(coded)
    return one is other is None or (one is not None and other is not None and _overlap(one, other) > 0)


def _speaker(event: Json) -> Json | None:
    chain = event.get("attribution") or []
    return chain[-1].get("speaker") if chain else None


CHECKS: dict[str, Callable[[Json, Json], bool]] = {  # field of gold: whether the coded event has it so
    "status": lambda gold, coded: bool(gold["status"] == coded["status"]),
    "negated": lambda gold, coded: bool(gold["negated"]) == bool(coded["negated"]),
    "mode": lambda gold, coded: bool(list(gold["mode"] or []) == coded["mode"]),
    "actor": lambda gold, coded: covered(gold, coded, "actor"),
    "recipient": lambda gold, coded: covered(gold, coded, "recipient"),
    "attribution": same_speaker,
}


def _row(tally: _Tally, articles: int) -> Row:
    names = {"status": "status", "mode": "mode", "negated": "negated", "actor": "actor", "recipient": "recipient",
             "attribution": "speaker"}  # fmt: skip
    fields = {f"{shown}_accuracy": ratio(tally.right[name], tally.asked[name]) for name, shown in names.items()}
    asked = {f"{shown}_asked": tally.asked[name] for name, shown in names.items()}
    statuses = by_class([g for g, _ in tally.statuses], [c for _, c in tally.statuses])
    calibration = reliability(tally.scored)
    return {
        "type_precision": tally.types.precision,
        "type_recall": tally.types.recall,
        "type_f1": tally.types.f1,
        "event_f1": tally.whole.f1,
        **fields,
        "status_macro_f1": macro_f1(statuses),
        "expected_calibration_error": calibration["expected_calibration_error"],
        "articles": articles,
        "gold": tally.types.gold,
        "predicted": tally.types.predicted,
        "tp": tally.types.tp,
        **asked,
        "by_type": {k: v.row() for k, v in sorted(tally.by_type.items())},
        "by_status": {k: {"accuracy": v.recall, **v.row()} for k, v in statuses.items()},
        "by_pattern": {k: v.row() for k, v in sorted(tally.by_pattern.items())},
        "calibration": calibration["calibration"],
        "by_threshold": [{"score": k, **v.row()} for k, v in tally.by_threshold.items()],
        "confusion": [[g, c, n] for (g, c), n in tally.confused.most_common()],
    }


def _prediction(gold: GoldArticle, coded: list[Json], pairs: list[tuple[Json, Json]]) -> Row:
    wrong = len(gold.events) + len(coded) - 2 * sum(g["event"] == c["event"] for g, c in pairs)
    return {
        "file": gold.file,
        "line": gold.line,
        "text": gold.text,
        "wrong": wrong,
        "gold": list(gold.events),
        "predicted": coded,
    }
