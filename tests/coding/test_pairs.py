"""Minimal pairs: sentences that differ in a word or two, and in what they say of one act.

`pairs.yml` holds them by construction. What the shipped model and rules misread today is listed in
`pairs_misread.txt`, strictly both ways: `python tests/coding/test_pairs.py` writes the list anew and prints the share of
pairs that are read right as wholes, by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.evaluating.coded import english_report
from tocsin.pipeline import Engine, code_article, load_engine
from tocsin.reading import article
from tocsin.records import Event, Span, Status

HERE = Path(__file__).parent
GROUPS: dict[str, list[list[dict[str, Any]]]] = yaml.safe_load((HERE / "pairs.yml").read_text(encoding="utf-8"))
MISREAD = HERE / "pairs_misread.txt"
SENTENCES = [item for pairs in GROUPS.values() for pair in pairs for item in pair]


def misread() -> frozenset[str]:
    lines = MISREAD.read_text(encoding="utf-8").splitlines() if MISREAD.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def test_there_are_enough_pairs_and_each_differs() -> None:
    pairs = [pair for pairs in GROUPS.values() for pair in pairs]
    assert len(pairs) >= 300
    for pair in pairs:
        told = [{k: v for k, v in item.items() if k not in ("text", "word")} for item in pair]
        assert any(one != told[0] for one in told[1:]), pair
    texts = [item["text"] for item in SENTENCES]
    assert len(set(texts)) == len(texts)
    assert misread() <= set(texts)


@pytest.mark.parametrize("item", SENTENCES, ids=lambda i: i["text"][:70])
def test_sentence(item: dict[str, Any], engine: Engine) -> None:
    wrong = complaint(item, engine)
    if item["text"] in misread():
        assert wrong, "read right now: take it out of pairs_misread.txt"
    else:
        assert not wrong, wrong


def complaint(item: dict[str, Any], engine: Engine) -> str:
    """What is read otherwise than the sentence says; empty where nothing is."""
    coded = code_article(article(english_report(item["text"], location="pair")), engine=engine)
    place = occurrence(item["text"], item["word"])
    events = [e for e in coded.events if e.coding.trigger.overlaps(place) and e.coding.event == item["event"]]
    if not events:
        told = [(e.coding.trigger.of(item["text"]), e.coding.event) for e in coded.events]
        return f"no {item['event']} at '{item['word']}' among {told}"
    return "; ".join(_differences(item, events[0]))


def _differences(item: dict[str, Any], event: Event) -> Iterator[str]:
    coding = event.coding
    wanted = Status(item.get("status", "actual"))
    if coding.status is not wanted:
        yield f"status {coding.status}, not {wanted}"
    told = {"negated": coding.negated, "attempted": coding.attempted, "historical": event.historical}
    for name, value in told.items():
        if name != "attempted" and value is not bool(item.get(name)):
            yield f"{name} {value}"
        if name == "attempted" and item.get(name) and not value:
            yield "not attempted"
    speakers = [link.speaker.text for link in event.attribution if link.speaker]
    if "speaker" in item and not any(_same(s, item["speaker"]) for s in speakers[-1:]):
        yield f"speaker {speakers}"
    if "speaker" not in item and speakers:
        yield f"speaker {speakers}, none told"
    if "condition" in item and (
        coding.condition is None or not _same(coding.condition.span.of(item["text"]), item["condition"])
    ):
        yield f"condition {coding.condition}"


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def occurrence(text: str, word: str) -> Span:
    """Where the word stands; `word#2` is its second occurrence."""
    bare, _, number = word.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(bare, start + 1)
    return Span(start, start + len(bare))


def main() -> None:
    """Write the list of what is misread and print the shares."""
    engine = load_engine()
    listed, right, total = [], 0, 0
    for group, pairs in GROUPS.items():
        whole = 0
        for pair in pairs:
            wrong = [(item["text"], why) for item in pair if (why := complaint(item, engine))]
            whole += not wrong
            listed += [text for text, _ in wrong]
            for text, why in wrong:
                print(f"  {text}  [{why}]")
        print(f"{group}: {whole} of {len(pairs)} pairs")
        right, total = right + whole, total + len(pairs)
    print(f"{right} of {total} pairs, {len(SENTENCES) - len(listed)} of {len(SENTENCES)} sentences")
    head = "# Sentences of pairs.yml that are misread today; `python tests/coding/test_pairs.py` writes this list.\n"
    MISREAD.write_text(head + "".join(f"{text}\n" for text in listed), encoding="utf-8")


if __name__ == "__main__":
    main()
