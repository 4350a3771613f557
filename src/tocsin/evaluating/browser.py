"""Shows where coded events and gold part: the worst articles of `tocsin evaluate events`, side by side.

An article is its text with the triggers bracketed and numbered, and a table with one block an event: gold on the left,
coded on the right. Marks stand before the coded side, so that they can be read without colours: `=` the same event, `≠`
another event or another field, `-` missed, `+` coded though gold has none.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.evaluating.events import CHECKS, matches
from tocsin.evaluating.scores import Row
from tocsin.records import Span

Json = dict[str, Any]
WIDTH = 100  # columns
QUOTED = 70  # characters kept on either side of a trigger where the text between two of them is cut
STYLES = {"=": "green", "≠": "yellow", "-": "red", "+": "magenta"}
SEVERITY = "=≠+-"  # of events on one trigger the last of these colours it
NONE = "none"
FIELDS = ("event", "mode", "status", "negated", "actor", "recipient", "attribution", "score")
LEGEND = "= the same event   ≠ another event or field   - missed   + not in gold"


@dataclass(frozen=True, slots=True)
class Block:
    """A gold event, the event coded for it, or the one of both that there is."""

    gold: Json | None
    coded: Json | None

    @property
    def mark(self) -> str:
        """How the coded side stands to gold."""
        if self.gold is None:
            return "+"
        if self.coded is None:
            return "-"
        return "=" if self.gold["event"] == self.coded["event"] else "≠"

    @property
    def span(self) -> Span:
        """Where the trigger stands, as the one or the other has it."""
        sides = [side["trigger"] for side in (self.gold, self.coded) if side]
        return Span(min(s["start"] for s in sides), max(s["end"] for s in sides))

    def lines(self, text: str) -> Iterator[tuple[str, bool, str]]:
        """Field by field, gold's words, whether the coded event has it otherwise, and the coded words."""
        left = _fields(self.gold, text) if self.gold else {"event": NONE}
        right = _fields(self.coded, text) if self.coded else {"event": NONE}
        for name in [n for n in FIELDS if n in left or n in right]:
            differs = self.gold is not None and self.coded is not None and _differs(name, self.gold, self.coded)
            yield left.get(name, ""), differs, right.get(name, NONE if differs else "")


def page(rows: Sequence[Row], result: Mapping[str, object], *, worst: int) -> Iterator[RenderableType]:
    """The worst articles of the predictions of `events`, the worst first, and the confusion table of its result."""
    chosen = heapq.nsmallest(worst, enumerate(rows), key=lambda item: (*_badness(item[1]), item[0]))
    yield Text(f"the {len(chosen)} worst of {len(rows)} articles\n{LEGEND}\n")
    for _, row in chosen:
        yield article(row)
    yield confusion(result)


def _badness(row: Row) -> tuple[int, int]:
    """Wrong and missed events, then differing fields, the most first."""
    text = str(row["text"])
    fields = sum(differs for block in blocks(row) if block.mark == "=" for _, differs, _ in block.lines(text))
    return -int(cast(int, row["wrong"])), -fields


def blocks(row: Row) -> list[Block]:
    """The events of one prediction, those that stand for one act paired, in text order."""
    gold, coded = cast("list[Json]", row["gold"]), cast("list[Json]", row["predicted"])
    pairs = matches(gold, coded)
    used = {id(event) for pair in pairs for event in pair}
    found = [Block(g, c) for g, c in pairs]
    found += [Block(g, None) for g in gold if id(g) not in used]
    found += [Block(None, c) for c in coded if id(c) not in used]
    return sorted(found, key=lambda block: (block.span, block.mark))


def article(row: Row) -> RenderableType:
    """One article: where it stands, its text with the triggers marked, its events side by side."""
    found = blocks(row)
    heading = Rule(Text(f"{row['file']}:{row['line']}  {row['wrong']} wrong"), align="left", characters="─")
    text = str(row["text"])
    events = _table(found, text) if found else Text("  no events\n")
    return Group(heading, Padding(marked(text, found), (0, 2)), Text(), events)


def marked(text: str, found: Sequence[Block]) -> Text:
    """The text with `[number trigger]` for every event; long stretches without one are cut to `…`."""
    shown, at = Text(), 0
    for numbers, span, mark in _regions(found):
        shown.append(_cut(text[at : span.start], first=at == 0, last=False))
        label = ",".join(str(n) for n in numbers)
        shown.append(f"[{label} {' '.join(span.of(text).split())}]", style=f"bold {STYLES[mark]}")
        at = span.end
    return shown.append(_cut(text[at:], first=at == 0, last=True))


def _regions(found: Sequence[Block]) -> Iterator[tuple[list[int], Span, str]]:
    """Stretches that triggers cover together, with the numbers of their events and the gravest mark."""
    end, region, keys = -1, -1, []
    for block in found:
        region += block.span.start >= end
        end = max(end, block.span.end)
        keys.append(region)
    for _, group in groupby(zip(keys, enumerate(found, 1), strict=True), key=lambda item: item[0]):
        inside = [item for _, item in group]
        span = Span(min(b.span.start for _, b in inside), max(b.span.end for _, b in inside))
        yield [n for n, _ in inside], span, max((b.mark for _, b in inside), key=SEVERITY.index)


def _cut(text: str, *, first: bool, last: bool) -> str:
    """A stretch between triggers, its middle left out where it is long; the whole text where there is no trigger."""
    if (first and last) or len(text) <= 3 * QUOTED:
        return text
    head, tail = text[:QUOTED].rsplit(" ", 1)[0], text[-QUOTED:].split(" ", 1)[-1]
    return f"{'' if first else head} … {'' if last else tail}"


def _table(found: Sequence[Block], text: str) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1))
    table.add_column("", width=3, justify="right")
    table.add_column("gold", ratio=1, overflow="fold")
    table.add_column("", width=1)
    table.add_column("coded", ratio=1, overflow="fold")
    for number, block in enumerate(found, 1):
        for index, (left, differs, right) in enumerate(block.lines(text)):
            mark = "" if index and not differs else "≠" if differs else block.mark
            style = STYLES.get(mark, "dim") if index else f"bold {STYLES[mark]}"
            label = "" if index else str(number)
            table.add_row(label, Text(left), Text(mark, style=style), Text(right, style=style))
        table.add_row()
    return table


def _fields(event: Json, text: str) -> dict[str, str]:
    """What is shown of an event, field by field; fields that it does not tell are left out."""
    speakers = [link.get("speaker") for link in event.get("attribution") or ()]
    shown = {
        "event": f"{event['event']} {_words(event['trigger'], text)!r}",
        "mode": f"mode {', '.join(event['mode'])}" if event.get("mode") else "",
        "status": str(event.get("status") or ""),
        "negated": "negated" if event.get("negated") else "",
        "actor": _party("by", event.get("actor"), text),
        "recipient": _party("to", event.get("recipient"), text),
        "attribution": _party("said by", [s for s in speakers if s], text) or ("said by hearsay" if speakers else ""),
        "score": f"score {event['score']:.2f}" if event.get("score") is not None else "",
    }
    return {name: words for name, words in shown.items() if words}


def _party(words: str, parties: Sequence[Json] | None, text: str) -> str:
    return f"{words} {', '.join(_words(p, text) for p in parties)}" if parties else ""


def _words(span: Json, text: str) -> str:
    return " ".join(text[span["start"] : span["end"]].split())


def _differs(name: str, gold: Json, coded: Json) -> bool:
    """Whether gold tells a field and the coded event has it otherwise; of two events that differ only that counts."""
    if gold["event"] != coded["event"]:
        return name == "event"
    return name in gold and name in CHECKS and not CHECKS[name](gold, coded)


def confusion(result: Mapping[str, object]) -> RenderableType:
    """How often each gold event (rows) was coded as which (columns); the diagonal is right, `none` no event at all."""
    by_type = cast("Mapping[str, Mapping[str, int]]", result["by_type"])
    cells = {(kind, kind): row["tp"] for kind, row in by_type.items()}
    cells |= {(g, c): n for g, c, n in cast("Sequence[tuple[str, str, int]]", result["confusion"])}
    kinds = [*sorted({name for pair in cells for name in pair} - {NONE}), NONE]
    wide = max(map(len, kinds)) + 1
    table = Text("gold ↓  coded →\n", style="bold")
    table.append(" " * wide + "".join(f"{kind[:4]:>5}" for kind in kinds) + "\n")
    for gold in kinds:
        table.append(gold.ljust(wide))
        for coded in kinds:
            count = cells.get((gold, coded), 0)
            style = "green" if gold == coded else "red" if count else "dim"
            table.append(f"{count or '·':>5}", style=style)
        table.append("\n")
    return Group(Rule(Text("confusion"), align="left", characters="─"), table)
