"""Scores where place names lie, on XML as LGL (Lieberman 2010) and GeoVirus (Gritta 2018) have it.

LGL: `article/text`, `toponyms/toponym` with `start`, `end`, `phrase` and a `gaztag` with `lat`, `lon`. GeoVirus:
`article/text`, `locations/location` with `name`, `start`, `end` (counted from 1), `lat`, `lon`. Offsets that do not fit
their words are looked for nearby. Names without coordinates are left out.
"""

from __future__ import annotations

import math
import statistics
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.errors import FormatError, ReadError
from tocsin.evaluating.coded import english_report, in_quarter
from tocsin.evaluating.entities import Quarter
from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.placing.distances import kilometres
from tocsin.records import Report, Span, Toponym

SUFFIXES = (".xml",)
NEAR = 161.0  # km: a hundred miles, the field's usual bound
FARTHEST = 20038.0  # km, half of the earth's circumference
Places = Callable[[Report, Sequence[Span] | None], tuple[str, tuple[Toponym, ...]]]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A marked name and the degrees of its place."""

    span: Span
    text: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with all its marked names."""

    file: str
    text: str
    names: tuple[PlaceName, ...]


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[float] = field(default_factory=list)


def evaluate(
    paths: Sequence[Path],
    places: Places,
    *,
    gold_mentions: bool = False,
    quarter: Quarter = "all",
    record: Record = ignore,
) -> Row:
    """`accuracy_161km` over all gold names, an unresolved one counting as wrong; `accuracy_161km_resolved` over the
    resolved; `end_to_end_f1`: names found and placed within 161 km. Errors in km; `auc` is the area under the curve of
    log errors (0 is best), unresolved names at the far end of the earth.

    `places` gives a report's text and its place names, or the places of given names. `gold_mentions` gives them the
    marked names; without, they must be found. `quarter` is the text's sha256 mod 4.
    """
    tally = _Tally()
    texts = 0
    for text in marked_texts(paths):
        if not in_quarter(text.text, quarter):
            continue
        texts += 1
        _score(text, _found(text, places, gold_mentions), tally, record)
    return _row(tally, texts, gold_mentions)


def _found(text: MarkedText, places: Places, gold_mentions: bool) -> list[Toponym]:
    """The toponyms with spans in the marked text."""
    report = english_report(text.text, location=text.file)
    try:
        read, found = places(report, [name.span for name in text.names] if gold_mentions else None)
    except ReadError:
        return []
    if len(read) != len(text.text):
        raise FormatError(f"{text.file}: the text changes its length as it is read, so that its offsets do not fit")
    return list(found)


def _score(text: MarkedText, found: Sequence[Toponym], tally: _Tally, record: Record) -> None:
    tally.counts["predicted"] += sum(1 for t in found if t.chosen)
    used: set[Span] = set()
    for name in text.names:
        toponym = _overlapping(name, found)
        chosen = toponym.chosen if toponym else None
        error = float(kilometres(name.lat, name.lon, chosen.lat, chosen.lon)) if chosen else None
        right = error is not None and error <= NEAR
        tally.counts.update({"gold": 1, "found": toponym is not None, "resolved": chosen is not None, "right": right})
        if toponym is not None and right and toponym.span not in used:
            used.add(toponym.span)
            tally.counts["matched"] += 1
        tally.errors.append(FARTHEST if error is None else error)
        record(_prediction(text, name, toponym, error))


def _overlapping(name: PlaceName, found: Sequence[Toponym]) -> Toponym | None:
    """The toponym at these words: the one that begins or ends with them before any that overlaps them."""
    meeting = [t for t in found if t.span.overlaps(name.span)]
    return min(
        meeting, key=lambda t: abs(t.span.start - name.span.start) + abs(t.span.end - name.span.end), default=None
    )


def _row(tally: _Tally, texts: int, gold_mentions: bool) -> Row:
    counts = tally.counts
    known = [error for error in tally.errors if error < FARTHEST]
    logs = [math.log(error + 1) / math.log(FARTHEST + 1) for error in tally.errors]
    return {
        "accuracy_161km": ratio(counts["right"], counts["gold"]),
        "accuracy_161km_resolved": ratio(counts["right"], counts["resolved"]),
        "end_to_end_f1": ratio(2 * counts["matched"], counts["predicted"] + counts["gold"]),
        "mean_error_km": statistics.fmean(known) if known else None,
        "median_error_km": statistics.median(known) if known else None,
        "auc": statistics.fmean(logs) if logs else None,
        **{name: counts[name] for name in ("gold", "found", "resolved", "right", "predicted", "matched")},
        "texts": texts,
        "mentions": "gold" if gold_mentions else "found",
    }


def _prediction(text: MarkedText, name: PlaceName, toponym: Toponym | None, error: float | None) -> Row:
    chosen = toponym.chosen if toponym else None
    return {
        "file": text.file,
        "start": name.span.start,
        "end": name.span.end,
        "text": name.text,
        "context": text.text[max(0, name.span.start - 60) : name.span.end + 60],
        "gold": [name.lat, name.lon],
        "found": toponym is not None,
        "chosen": chosen and [chosen.name, chosen.division, chosen.country, chosen.lat, chosen.lon, chosen.feature],
        "clues": chosen and dict(chosen.clues),
        "error_km": error,
    }


def marked_texts(paths: Sequence[Path]) -> Iterator[MarkedText]:
    """The articles of the files. Raises FormatError with the file for what is no such XML."""
    for file in files(paths, SUFFIXES):
        try:
            root = ElementTree.fromstring(file.text)
        except ElementTree.ParseError as error:
            raise file.error(error.position[0], f"is not XML: {error}") from error
        articles = list(root.iter("article"))
        if not articles:
            raise file.error(1, "holds no <article>; LGL and GeoVirus have one for each text")
        for number, article in enumerate(articles, 1):
            yield _marked(file, number, article)


def _marked(file: TextFile, number: int, article: ElementTree.Element) -> MarkedText:
    text = article.findtext("text")
    if text is None:
        raise file.error(1, f"article {number} has no <text>")
    names = [_name(text, t, t.find("gaztag"), "phrase") for t in article.iter("toponym")]
    names += [_name(text, t, t, "name") for t in article.iter("location") if t.find("start") is not None]
    known = {name.span: name for name in names if name is not None}
    return MarkedText(f"{file.name}#{number}", text, tuple(known[span] for span in sorted(known)))


def _name(text: str, mark: ElementTree.Element, place: ElementTree.Element | None, words: str) -> PlaceName | None:
    """A marked name; None where it has no coordinates or its words stand nowhere near."""
    name = mark.findtext(words) or ""
    try:
        start = int(mark.findtext("start") or "")
        lat, lon = (float((place.findtext(axis) if place is not None else None) or "") for axis in ("lat", "lon"))
    except ValueError:
        return None
    span = _located(text, name, start)
    return PlaceName(span, name, lat, lon) if span else None


def _located(text: str, name: str, start: int) -> Span | None:
    """Where the words stand: at their offset, or the occurrence that is nearest to it."""
    if not name:
        return None
    places = [i for i in range(len(text)) if text.startswith(name, i)]
    found = min(places, key=lambda i: abs(i - start), default=None)
    return Span(found, found + len(name)) if found is not None else None
