"""Reads a lexicon's own proof: whether its examples code as their entries say, and its near misses do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.errors import FormatError
from tocsin.evaluating.coded import Coder
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.lexicon import Entry, Example, Lexicon
from tocsin.records import Article, CodedArticle, Event, Mention, Span


def evaluate(lexicon: Lexicon, coder: Coder, *, record: Record = ignore) -> Row:
    """`examples_accuracy` and `near_misses_accuracy` over the sentences of a lexicon, with counts.

    `misread` says of each sentence that is read otherwise how. Raises FormatError where the lexicon has no entries.
    """
    entries = sorted((e for found in lexicon.entries.values() for e in found), key=_place)
    if not entries:
        raise FormatError("the ontology has no lexicon entries; write some into lexicon/*.yml")
    rows = [row for entry in entries for row in _read(entry, coder)]
    for row in rows:
        record(row)
    misread = [f"{row['origin']}: {row['why']}" for row in rows if row["why"]]
    return {**_figures("examples", rows), **_figures("near_misses", rows), "entries": len(entries), "misread": misread}


def sentence(text: str) -> Article:
    """A sentence as an article of its own, in English."""
    return Article(text, "lexicon", text, (Span(0, len(text)),), None, (), None, "a sentence", "en")


def _place(entry: Entry) -> tuple[str, int]:
    file, _, line = entry.origin.rpartition(":")
    return file, int(line)


def _read(entry: Entry, coder: Coder) -> Iterator[Row]:
    for example in entry.examples:
        yield {"origin": entry.origin, "kind": "examples", "text": example.text, "why": complaint(example, coder)}
    for text in entry.near_misses:
        yield {"origin": entry.origin, "kind": "near_misses", "text": text, "why": false_alarm(entry, text, coder)}


def _figures(kind: str, rows: Sequence[Row]) -> Row:
    asked = [row for row in rows if row["kind"] == kind]
    right = sum(row["why"] is None for row in asked)
    return {f"{kind}_accuracy": ratio(right, len(asked)), kind: len(asked), f"{kind}_right": right}


def complaint(example: Example, coder: Coder) -> str | None:
    """What is wrong with the reading of an example, None where it is as its entry says."""
    coded = coder(example.text)
    if any(_as_told(event, example) for event in coded.events):
        return None
    declined = "; ".join(f"{d.trigger.of(example.text)!r} as {d.event}: {d.reason}" for d in coded.declined)
    return f"{example.text!r} codes {_told(coded)}" + (f" and declines {declined}" if declined else "")


def _as_told(event: Event, example: Example) -> bool:
    coding = event.coding
    return (
        coding.event == example.event
        and example.mode in (None, coding.mode)
        and example.status in (None, coding.status.value)
        and example.negated in (None, coding.negated)
        and _named(coding.actors, example.actors, example.text)
        and _named(coding.recipients, example.recipients, example.text)
    )


def _named(mentions: Sequence[Mention], wanted: Sequence[str], text: str) -> bool:
    """Whether each of the words wanted holds a mention's or stands in one."""
    have = [m.span.of(text).lower() for m in mentions]
    return all(any(w.lower() in h or h in w.lower() for h in have) for w in wanted)


def _told(coded: CodedArticle) -> str:
    text = coded.article.text
    return ", ".join(_shown(event, text) for event in coded.events) or "nothing"


def _shown(event: Event, text: str) -> str:
    coding = event.coding
    name = coding.event + (f"/{coding.mode}" if coding.mode else "")
    sides = " → ".join(str([m.span.of(text) for m in side]) for side in (coding.actors, coding.recipients))
    flags = f"{coding.status}{', negated' if coding.negated else ''}"
    return f"{coding.trigger.of(text)!r} as {name} ({flags}) {sides}"


def false_alarm(entry: Entry, text: str, coder: Coder) -> str | None:
    """The events of the entry's type that a near miss codes, None where it codes none."""
    coded = coder(text)
    if not any(event.coding.event == entry.event for event in coded.events):
        return None
    return f"near miss {text!r} codes {_told(coded)}"
