"""The codebook's chapter on status and attribution, from the minimal pairs of `tests/coding/pairs.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "tests/coding/pairs.yml"
MISREAD = ROOT / "tests/coding/pairs_misread.txt"
Item = dict[str, Any]

LEAD = """\
# Status and attribution

[Codebook](README.md) · made by `python docs/build.py` from
[`tests/coding/pairs.yml`](../../tests/coding/pairs.yml); `tests/coding/test_pairs.py` runs the coder on every
sentence of this page.

What a report says is not what happened. Every act has one **status**, a **negated** and a **historical** flag, and
the chain of those who say so.

| status | the report says that the act |
| --- | --- |
| actual | happened or is happening; habits, too |
| planned | is decided, scheduled or promised |
| considered | is weighed, possible, feared, expected, asked about |
| conditional | depends on something that is told beside it, or would have happened |
| demanded | is asked for by somebody |
| permitted | may be done under a rule |
| obliged | must or must not be done under a rule |
| threatened | is held out as a threat |

Where several hold, the first of conditional, threatened, demanded, permitted, obliged, planned, considered and
actual is the status; the others stand in `also`. *negated*: the innermost speaker says that it did not or will not
happen, or the attitude to it is denied. *attempted*: it was tried. *historical*: it is told as long over. *said by*
names the innermost speaker; a denial or a claim is what its speaker says, never what happened.

A pair below differs in a word or two, and in what it says of one act: the one sentence is the near miss of the
other. The rules are [here](../rules.md#status-negation-attempts-and-the-past).

**Left out.** {left_out} of {total} sentences are misread today; they and their partners stand in no table here, but
in [`tests/coding/pairs_misread.txt`](../../tests/coding/pairs_misread.txt).

"""


def page() -> str:
    """The whole chapter: a table of pairs for each construction."""
    groups: dict[str, list[list[Item]]] = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    misread = frozenset(MISREAD.read_text(encoding="utf-8").splitlines())
    sentences = [item["text"] for pairs in groups.values() for pair in pairs for item in pair]
    left_out = sum(text in misread for text in sentences)
    parts = [LEAD.format(left_out=left_out, total=len(sentences))]
    for group, pairs in groups.items():
        shown = [pair for pair in pairs if not any(item["text"] in misread for item in pair)]
        parts += [f"## {group.capitalize()}", f"{len(shown)} of {len(pairs)} pairs are read right.", ""]
        if shown:
            parts += ["| sentence | act | event | what it says |", "| --- | --- | --- | --- |"]
            parts += [row for pair in shown for row in _rows(pair)]
        parts.append("")
    return "\n".join(parts)


def _rows(pair: list[Item]) -> Iterator[str]:
    for item in pair:
        word = item["word"].partition("#")[0]
        yield f"| {plain(item['text'])} | {plain(word)} | {item['event']} | {plain('; '.join(_said(item)))} |"


def _said(item: Item) -> Iterator[str]:
    yield item.get("status", "actual")
    yield from (flag for flag in ("negated", "attempted", "historical") if item.get(flag))
    if "speaker" in item:
        yield f"said by {item['speaker']}"
    if "condition" in item:
        yield f"condition: {item['condition']}"


def plain(text: str) -> str:
    """Text that stands in a table cell."""
    return text.replace("|", "\\|")
