"""Scores whom pronouns, role nouns and acronyms stand for, and who says what is quoted (JSONL, one passage a line).

    {"text": …, "references": [{"text", "start", "end", "antecedents": ["Ana Lopez", "the mayor"]}, …],
     "quoted": [{"trigger": {"text", "start", "end"}, "speaker": ["Ana Lopez", "She"]}, …]}

`antecedents` are all phrases of the text that name the same party; none for an "it" that stands for nobody.
`antecedents_all` holds one list for each of several parties ("both sides").
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.records import CodedArticle, Span

SUFFIXES = (".jsonl", ".ndjson")
Coder = Callable[[str], CodedArticle | None]
Json = dict[str, Any]
POSSESSIVE = frozenset({"his", "her", "hers", "its", "their", "theirs", "our", "my", "your"})
PERSONAL = frozenset("he him himself she herself it itself they them themselves we us i me you who whom both".split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its references and its quoted acts."""

    file: str
    line: int
    text: str
    references: tuple[Json, ...]
    quoted: tuple[Json, ...]


def evaluate(paths: Sequence[Path], coder: Coder, *, record: Record = ignore) -> Row:
    """`reference_accuracy`: references led to the right party, over all and by kind; `party_reference_accuracy`: over
    those that are a party or a speaker of a coded event; `speaker_accuracy`: quoted acts whose innermost speaker is the
    right party, over those for which an event is coded.
    """
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    spoken = coded_acts = gold_acts = passages = parties = parties_right = 0
    for passage in passages_of(paths):
        passages += 1
        coded = coder(passage.text)
        wrong: list[Row] = []
        for gold in passage.references:
            kind = _kind(gold)
            asked[kind] += 1
            found = _resolved(gold, coded)
            of_party = _is_party(gold, coded)
            parties += of_party
            if _led(gold, found, passage.text):
                right[kind] += 1
                parties_right += of_party
            else:
                wrong.append({"reference": gold, "found": [s.of(passage.text) for s in found]})
        for gold in passage.quoted:
            gold_acts += 1
            chains = _chains(gold, coded)
            coded_acts += bool(chains)
            if any(_names(s, gold["speaker"], passage.text) for s in chains):
                spoken += 1
            elif chains:
                wrong.append({"quoted": gold, "found": [s.of(passage.text) for s in chains]})
        record({"file": passage.file, "line": passage.line, "text": passage.text, "wrong": wrong})
    total = sum(asked.values())
    return {
        "reference_accuracy": ratio(sum(right.values()), total),
        "party_reference_accuracy": ratio(parties_right, parties),
        "speaker_accuracy": ratio(spoken, coded_acts),
        "party_references": parties,
        "party_references_right": parties_right,
        "references": total,
        "references_right": sum(right.values()),
        "quoted": gold_acts,
        "quoted_coded": coded_acts,
        "quoted_right": spoken,
        "passages": passages,
        "by_kind": {
            k: {"accuracy": ratio(right[k], n), "right": right[k], "asked": n} for k, n in sorted(asked.items())
        },
    }


def _is_party(gold: Json, coded: CodedArticle | None) -> bool:
    """Whether the reference is a party or a speaker of a coded event."""
    place = Span(gold["start"], gold["end"])
    for event in coded.events if coded else ():
        coding = event.coding
        speakers = [a.speaker for a in coding.attribution if a.speaker]
        if any(m.span == place for m in (*coding.actors, *coding.recipients, *speakers)):
            return True
    return False


def _kind(gold: Json) -> str:
    words = gold["text"].lower().split()
    if "antecedents_all" in gold:
        return "several parties"
    if not gold["antecedents"]:
        return "stands for nobody"
    if len(words) == 1 and words[0] in POSSESSIVE:
        return "possessive pronoun"
    if len(words) == 1 and words[0] in PERSONAL:
        return "personal pronoun"
    return "acronym" if len(words) == 1 and words[0].upper() == gold["text"] else "noun"


def _resolved(gold: Json, coded: CodedArticle | None) -> list[Span]:
    """The phrases that the reference at gold's words is led to."""
    place = Span(gold["start"], gold["end"])
    references = [r for r in coded.references if r.mention.span.overlaps(place)] if coded else []
    references.sort(key=lambda r: (-_shared(r.mention.span, place), r.mention.span.end - r.mention.span.start))
    return [m.span for m in references[0].antecedents] if references else []


def _led(gold: Json, found: Sequence[Span], text: str) -> bool:
    if "antecedents_all" in gold:
        return all(any(_names(s, names, text) for s in found) for names in gold["antecedents_all"])
    if not gold["antecedents"]:
        return not found
    own = Span(gold["start"], gold["end"])
    return any(_names(s, gold["antecedents"], text) for s in found if s != own)


def _names(span: Span, phrases: Sequence[str], text: str) -> bool:
    """Whether a span shares characters with an occurrence of one of the phrases, or says the same words."""
    own = span.of(text).lower()
    for phrase in phrases:
        if own == phrase.lower():
            return True
        for match in re.finditer(re.escape(phrase), text):
            if span.start < match.end() and match.start() < span.end:
                return True
    return False


def _chains(gold: Json, coded: CodedArticle | None) -> list[Span]:
    """The innermost speakers of the events whose trigger shares words with gold's; a place before the text for none."""
    trigger = Span(gold["trigger"]["start"], gold["trigger"]["end"])
    events = [e for e in coded.events if e.coding.trigger.overlaps(trigger)] if coded else []
    same = [e for e in events if e.coding.event == gold.get("event")] or events
    found = []
    for event in same[:1]:
        speaker = event.coding.attribution[-1].speaker if event.coding.attribution else None
        found.append(speaker.span if speaker else Span(0, 0))
    return found


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def passages_of(paths: Sequence[Path]) -> Iterator[Passage]:
    """The passages of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        for number, line in file.lines():
            if line.strip():
                yield _passage(file, number, line)


def _passage(file: TextFile, number: int, line: str) -> Passage:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise file.error(number, f"is not one JSON object ({error.msg}); write one object a line") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise file.error(number, "has no 'text'; write {'text': …, 'references': […], 'quoted': […]}")
    text = values["text"]
    for item in (*values.get("references", ()), *(q.get("trigger", {}) for q in values.get("quoted", ()))):
        start, end = item.get("start"), item.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and text[start:end] == item.get("text")):
            raise file.error(number, f"{item.get('text')!r} does not stand at {start}:{end}")
    for item in values.get("references", ()):
        if "antecedents" not in item and "antecedents_all" not in item:
            raise file.error(number, f"the reference {item['text']!r} has neither 'antecedents' nor 'antecedents_all'")
    return Passage(file.name, number, text, tuple(values.get("references", ())), tuple(values.get("quoted", ())))
