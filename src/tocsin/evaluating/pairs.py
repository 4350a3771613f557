"""Scores what a given source does to a given target, through the whole pipeline.

A table parted by tabs, its first line naming the columns: sentence, source, target, gold_root, gold_penta (the quad).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.evaluating.coded import Coder, coded, done, in_quarter
from tocsin.evaluating.entities import Quarter
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, by_class, ignore, macro_f1, ratio
from tocsin.ontology import Ontology
from tocsin.records import Actor, CodedArticle, Event, Span, Status

SUFFIXES = (".tsv",)
COLUMNS = ("sentence", "source", "target", "gold_root", "gold_penta")
QUADS = ("1", "2", "3", "4")
WITHOUT_SOURCE, WITHOUT_TARGET = 0.03, 0.1  # what an event counts for that does not have the party on its side
SPOKEN_OF = 0.5  # and one that is not told as done
GOVERNED = 0.3  # and one that another event's word acts upon
OBJECTS = ("obj", "nsubj:pass", "obl", "nmod")
FLOOR = 0.05  # the least an event counts for that the lexicon alone reads
CONFLICT = 3  # the first quad of conflict
NONE = "NONE"
ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # our event: the benchmark's
ROOT_QUADS = {"YIELD": 2, NONE: 0}  # where the benchmark files what the ontology does not have


@dataclass(frozen=True, slots=True)
class Convention:
    """What the benchmark's older codebook files elsewhere: these events become another root where they are told in one
    of the `statuses`, where they speak of the event `embeds`, where `words` stand at the trigger (empty: anyhow).
    """

    because: str
    events: tuple[str, ...]
    becomes: str
    statuses: tuple[Status, ...] = ()
    embeds: str | None = None
    words: str = ""


# Taken from the description of the task, and the first from PLOVER's older codebook as other scorers of the benchmark
# quote it; the second, its counterpart, was added later from the same source. The first that holds translates.
CONVENTIONS = (
    Convention(
        "cooperation and yielding told in the future are promises",
        ("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"),
        "AGREE",
        statuses=(Status.PLANNED,),
    ),
    Convention(
        "hostile acts told in the future are threats",
        ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
        "THREATEN",
        statuses=(Status.PLANNED,),
    ),
    Convention("an announced withdrawal is a promise", ("CONCEDE",), "AGREE", embeds="RETREAT"),
    Convention(
        "the same where the announcing verb is the trigger",
        ("CONCEDE",),
        "AGREE",
        words=r"\b(?:announc|declar|promis|pledg|vow|offer|agree)\w*[^.;]{1,60}?\b(?:withdraw|pull\w* ?(?:out|back))",
    ),
    Convention(
        "imposed sanctions are coercion",
        ("SANCTION",),
        "COERCE",
        statuses=(Status.ACTUAL,),
        words=r"\bimpos\w+[^.;]{1,60}?\bsanctions?\b|\bsanctions?\b[^.;]{1,60}?\bimposed\b",
    ),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, two parties and what the first does to the second."""

    file: str
    line: int
    sentence: str
    source: str
    target: str
    root: str
    quad: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The event that was chosen for a pair, the sides it was chosen `by`, and its root plain and by the conventions."""

    event: Event | None
    by: str
    root: str
    by_convention: str


def evaluate(
    paths: Sequence[Path], coder: Coder, *, ontology: Ontology, quarter: Quarter = "all", record: Record = ignore
) -> Row:
    """`root_macro_f1 root_micro_f1 quad_macro_f1 binary_macro_f1`, and the same `_with_conventions`, with the counts
    of each class. Macro figures are means over the classes that gold has; a sentence without an event is a wrong NONE.

    `quarter` takes only the sentences whose sha256 is divisible by four (`read`, whose errors may be read), only the
    others (`kept`), or `all`.
    """
    quads = {ROOTS.get(e.name, e.name): e.quad for e in ontology.events.values()} | ROOT_QUADS
    gold, choices = [], []
    for pair in pairs(paths, quads):
        if in_quarter(pair.sentence, quarter):
            gold.append(pair)
            choices.append(choice(pair, coded(pair.sentence, coder)))
            record(_prediction(pair, choices[-1]))
    return {
        **_figures(gold, [c.root for c in choices], quads, ""),
        **_figures(gold, [c.by_convention for c in choices], quads, "_with_conventions"),
        "rows": len(gold),
        "quarter": quarter,
        "without_event": sum(c.event is None for c in choices),
        "translated": sum(c.root != c.by_convention for c in choices),
        "chosen_by": dict(Counter(c.by for c in choices).most_common()),
    }


def pairs(paths: Sequence[Path], quads: Mapping[str, int]) -> Iterator[Pair]:
    """The rows of the files. Raises FormatError with file and line."""
    for file in files(paths, SUFFIXES):
        lines = file.lines()
        names = next(lines)[1].split("\t")
        absent = [name for name in COLUMNS if name not in names]
        if absent:
            raise file.error(1, f"has no column {', '.join(absent)}; the first line names {', '.join(COLUMNS)}")
        for number, line in lines:
            if line.strip():
                yield _pair(file, number, names, [_unquoted(cell) for cell in line.split("\t")], quads)


def _pair(file: TextFile, number: int, names: list[str], cells: list[str], quads: Mapping[str, int]) -> Pair:
    if len(cells) != len(names):
        raise file.error(number, f"a row has {len(names)} columns parted by tabs, found {len(cells)}")
    row = dict(zip(names, cells, strict=True))
    root, quad = row["gold_root"], row["gold_penta"]
    if root == NONE or root not in quads:
        raise file.error(number, f"'{root}' is no root; the roots are {', '.join(k for k in quads if k != NONE)}")
    if quad not in QUADS:
        raise file.error(number, f"gold_penta is the quad, {', '.join(QUADS)}; found '{quad}'")
    return Pair(file.name, number, row["sentence"], row["source"], row["target"], root, int(quad))


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet sets around one that holds some itself."""
    quoted = re.fullmatch(r'"((?:[^"]|"")*)"', cell)
    return quoted[1].replace('""', '"') if quoted else cell


def choice(pair: Pair, article: CodedArticle | None) -> Choice:
    """The event that tells best what the source does to the target: the likeliest, where one that has the source as
    actor or the target as recipient, one that is done rather than spoken of, and one that governs another ("rejected"
    of "rejected a request") count for more.
    """
    if article is None or not article.events:
        return Choice(None, NONE, NONE, NONE)
    text = article.article.text
    source, target = _occurrences(pair.source, text), _occurrences(pair.target, text)
    sides = [_sides(event, source, target) for event in article.events]
    worth = [_worth(event, *found) for event, found in zip(article.events, sides, strict=True)]
    governed = _governed(article)
    worth = [w * (GOVERNED if e in governed else 1) for e, w in zip(article.events, worth, strict=True)]
    best = worth.index(max(worth))
    event, (acts, receives) = article.events[best], sides[best]
    by = {(True, True): "both", (True, False): "actor", (False, True): "recipient"}.get((acts, receives), "any")
    return Choice(event, by, ROOTS.get(event.coding.event, event.coding.event), translated(event, text))


def _worth(event: Event, acts: bool, receives: bool) -> float:
    """How much an event says of the pair."""
    certainty = max(event.coding.score, FLOOR)
    at_sides = (1 if acts else WITHOUT_SOURCE) * (1 if receives else WITHOUT_TARGET)
    return certainty * at_sides * (1 if done(event) else SPOKEN_OF)


def _governed(article: CodedArticle) -> list[Event]:
    """The events whose trigger is what another event's trigger acts upon."""
    assert article.analysis is not None
    triggers = {event.coding.trigger for event in article.events}
    found = []
    for event in article.events:
        tokens = article.analysis.sentences[event.coding.sentence].tokens
        token = next((t for t in tokens if t.span == event.coding.trigger), None)
        if token and token.head >= 0 and token.relation in OBJECTS and tokens[token.head].span in triggers:
            found.append(event)
    return found


def _occurrences(name: str, text: str) -> list[Span]:
    """Where a party stands in the sentence: nowhere, if it is a placeholder ("An actor", "a recipient")."""
    return [Span(*found.span()) for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def _sides(event: Event, source: Sequence[Span], target: Sequence[Span]) -> tuple[bool, bool]:
    """Whether the source acts and the target receives. Who acts without a recipient, as those who meet, does both."""
    together = event.actors if len(event.actors) > 1 else ()
    return _among(source, event.actors), _among(target, event.recipients or together)


def _among(spans: Sequence[Span], parties: Sequence[Actor]) -> bool:
    """Whether a party overlaps one of the spans; a placeholder has none and stands for anyone."""
    return not spans or any(party.span.overlaps(span) for party in parties for span in spans)


def translated(event: Event, text: str) -> str:
    """The event's root by the benchmark's conventions."""
    kind = event.coding.event
    return next((c.becomes for c in CONVENTIONS if _holds(c, event, text)), ROOTS.get(kind, kind))


def _holds(convention: Convention, event: Event, text: str) -> bool:
    coding = event.coding
    if coding.event not in convention.events:
        return False
    if convention.statuses and coding.status not in convention.statuses:
        return False
    if convention.embeds and ("embeds", convention.embeds) not in {(k.relation, k.to_event) for k in coding.links}:
        return False
    found = re.finditer(convention.words, text, re.IGNORECASE)
    return not convention.words or any(Span(*f.span()).overlaps(coding.trigger) for f in found)


def _figures(gold: Sequence[Pair], roots: Sequence[str], quads: Mapping[str, int], suffix: str) -> Row:
    """The figures of one set of predictions, with the counts by root, by quad and by cooperation or conflict."""
    by_root = by_class([p.root for p in gold], roots, none=NONE)
    by_quad = by_class([str(p.quad) for p in gold], [str(quads[r]) if quads[r] else NONE for r in roots], none=NONE)
    by_binary = by_class([_binary(p.quad) for p in gold], [_binary(quads[r]) for r in roots], none=NONE)
    named: Row = {
        "root_macro_f1": macro_f1(by_root),
        "root_micro_f1": ratio(sum(c.tp for c in by_root.values()), len(gold)),
        "quad_macro_f1": macro_f1(by_quad),
        "binary_macro_f1": macro_f1(by_binary),
        "by_root": {name: counts.row() for name, counts in by_root.items()},
        "by_quad": {name: counts.row() for name, counts in by_quad.items()},
        "by_binary": {name: counts.row() for name, counts in by_binary.items()},
    }
    return {key + suffix: value for key, value in named.items()}


def _binary(quad: int) -> str:
    return NONE if not quad else "conflict" if quad >= CONFLICT else "cooperation"


def _prediction(pair: Pair, chosen: Choice) -> Row:
    return {
        "file": pair.file,
        "line": pair.line,
        "sentence": pair.sentence,
        "source": pair.source,
        "target": pair.target,
        "gold": pair.root,
        "gold_quad": pair.quad,
        "predicted": chosen.root,
        "predicted_with_conventions": chosen.by_convention,
        "chosen_by": chosen.by,
        "event": _shown(chosen.event) if chosen.event else None,
    }


def _shown(event: Event) -> Row:
    coding = event.coding
    return {
        "event": coding.event,
        "trigger": {"start": coding.trigger.start, "end": coding.trigger.end},
        "status": coding.status.value,
        "negated": coding.negated,
        "actor": [a.text for a in event.actors],
        "recipient": [r.text for r in event.recipients],
        "score": coding.score,
    }
