"""Analysis -> TimeExpressions: the words that tell a time, in text order, each with its TIMEX3 value and its days."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tocsin.records import Analysis, Published, Sentence, Span, TimeExpression, TimeKind
from tocsin.timing import dates, lengths, relative
from tocsin.timing.calendars import FIRST, LAST
from tocsin.timing.direction import looks_ahead, tells_past
from tocsin.timing.guards import no_time
from tocsin.timing.patterns import Compiled, compiled, tokens_of
from tocsin.timing.readings import NO_DATE, Reading, Setting
from tocsin.timing.words import DATA, TimeWords
from tocsin.timing.words import load_times as load_words

RULES = (*dates.RULES, *relative.RULES, *lengths.RULES)
LONG_PAST = timedelta(days=180)
SCENE_SENTENCES = 2
JOINED = re.compile(r"\s*,?\s*(?:on|of|in|at|the|from)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Times:
    """The words of time and the rules made of them."""

    words: TimeWords
    rules: tuple[Compiled, ...]


def load_times(folder: Path = DATA) -> Times:
    """Load the words of time and compile the rules. Raises DataError with file and line."""
    words = load_words(folder)
    return Times(words, compiled(RULES, words))


@dataclass(frozen=True, slots=True)
class _Found:
    """Words that a rule found in a sentence, and the words of the sentence that they cover."""

    match: re.Match[str]
    rule: Compiled
    start: int
    end: int
    first: int
    last: int


def time_expressions(analysis: Analysis, *, times: Times) -> tuple[TimeExpression, ...]:
    """Every time expression of an article, in text order."""
    return tuple(_Teller(analysis, times).expressions())


class _Teller:
    """Goes through an article and keeps what time is being told of."""

    def __init__(self, analysis: Analysis, times: Times) -> None:
        self.analysis, self.times = analysis, times
        published = analysis.article.published
        self.now = published.day if published and FIRST < published.day < LAST else None
        self.instant = _instant(published)
        self.scene: tuple[int, Reading] | None = None
        self.tells = False

    def expressions(self) -> Iterator[TimeExpression]:
        """The expressions of all sentences."""
        text = self.analysis.article.text
        for number, sentence in enumerate(self.analysis.sentences):
            for found in _joined(found_in(sentence, text, self.times, self._setting(number)), sentence, text):
                yield from self._told(number, sentence, found)

    def _told(self, number: int, sentence: Sentence, found: tuple[_Found, ...]) -> Iterator[TimeExpression]:
        ahead = looks_ahead(sentence, found[0].first, found[-1].last)
        setting = self._setting(number, ahead=ahead)
        reading = _read(found, setting)
        if reading is None:
            return
        other = _read(found, replace(setting, ahead=True)) if not ahead else reading
        over = self.now is not None and reading.days is not None and reading.days[0] > self.now
        past = _read(found, replace(setting, ahead=False, behind=True)) if over else None
        if (
            reading.days
            and reading.value not in ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
            and reading.kind in (TimeKind.DATE, TimeKind.TIME)
        ):
            self.scene = (number, reading)
            before = sentence.tokens[found[0].first - 1].text.lower() if found[0].first else ""
            led_by_in = before in ("in", "on", "of", "late", "early", "")
            self.tells = led_by_in and tells_past(sentence, found[0].first, found[-1].last)
        elif reading.days is None and reading.anchored_by == NO_DATE and reading.kind is TimeKind.DATE:
            self.scene = None  # a day of its own, and nobody knows which
        start = sentence.span.start
        first, last = found[0], found[-1]
        if first.start > last.start:
            first, last = last, first
        yield TimeExpression(
            Span(start + first.start, start + last.end), number, first.first, last.last, reading.kind, reading.value,
            reading.days[0] if reading.days else None, reading.days[1] if reading.days else None, reading.precision,
            reading.anchored_by, rule="+".join(f.rule.rule.name for f in found), ahead=other.days if other else None,
            behind=past.days if past else None,
        )  # fmt: skip

    def _setting(self, number: int, *, ahead: bool = False) -> Setting:
        scene, past = None, False
        if self.scene is not None:
            told, scene = self.scene
            long_past = scene.days is not None and (self.now is None or scene.days[1] < self.now - LONG_PAST)
            words = scene.anchored_by in ("words", "narrative") and scene.precision in ("day", "month", "year")
            past = long_past and words and 0 < number - told < SCENE_SENTENCES and not ahead and self.tells
        return Setting(self.times.words, self.now, ahead, self.instant, scene, past)


def _instant(published: Published | None) -> datetime | None:
    moment = published.moment if published else None
    return moment if isinstance(moment, datetime) else None


def found_in(sentence: Sentence, text: str, times: Times, setting: Setting) -> list[_Found]:
    """What the rules find in a sentence: where two overlap the longer, of two as long the earlier rule's."""
    words = sentence.span.of(text)
    present = tokens_of(words)
    starts = [t.span.start - sentence.span.start for t in sentence.tokens]
    ends = [t.span.end - sentence.span.start for t in sentence.tokens]
    candidates = []
    for order, rule in enumerate(times.rules):
        if rule.triggers[-1].isdisjoint(present) or rule.triggers[0].isdisjoint(present):
            continue
        for match in rule.search.finditer(words):
            start, end = _extent(match)
            candidates.append((start - end, order, start, end, match, rule))
    chosen: list[_Found] = []
    taken: list[tuple[int, int]] = []
    for _, _, start, end, match, rule in sorted(candidates, key=lambda c: c[:3]):
        if any(start < until and since < end for since, until in taken):
            continue
        first, last = bisect_right(starts, start) - 1, bisect_left(ends, end)
        first, last = max(first, 0), min(last, len(starts) - 1)
        if no_time(sentence, first, last, rule.rule.name):
            taken += [(start, end)] if last > first else []
            continue
        if rule.rule.read(match, setting) is None:
            continue
        taken.append((start, end))
        chosen.append(_Found(match, rule, start, end, first, last))
    return sorted(chosen, key=lambda f: f.start)


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """The characters of the expression: the group `x` where there is one, without blanks at the edges."""
    start, end = match.span("x") if match.re.groupindex.get("x") and match["x"] else match.span()
    words = match.string[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip(" ,\n\t")))


def _joined(found: list[_Found], sentence: Sentence, text: str) -> Iterator[tuple[_Found, ...]]:
    """A time of day with the day it belongs to, as one; everything else alone."""
    words = sentence.span.of(text)
    position = 0
    while position < len(found):
        one = found[position]
        after = found[position + 1] if position + 1 < len(found) else None
        if after is not None and JOINED.fullmatch(words[one.end : after.start]) and _complete(one, after):
            yield (one, after)
            position += 2
        else:
            yield (one,)
            position += 1


CLOCKS = ("clock", "part_of_day")
DAYS = ("weekday", "calendar_day", "deictic", "iso_date", "day_range")


def _complete(one: _Found, after: _Found) -> bool:
    names = one.rule.rule.name, after.rule.rule.name
    return (names[0] in CLOCKS and names[1] in DAYS) or (names[0] in DAYS and names[1] == "clock")


def _read(found: tuple[_Found, ...], setting: Setting) -> Reading | None:
    """One expression read, or a time of day put into its day."""
    readings = [r for f in found if (r := f.rule.rule.read(f.match, setting)) is not None]
    if len(readings) < 2:
        return readings[0] if readings else None
    clock, day = readings if found[0].rule.rule.name in CLOCKS else readings[::-1]
    time = (clock.value or "").partition("T")[2]
    precision = "minute" if ":" in time else day.precision
    value = f"{(day.value or '').partition('T')[0]}T{time}"
    return Reading(TimeKind.TIME, value, day.days, precision if day.days else day.precision, day.anchored_by)
