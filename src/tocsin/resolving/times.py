"""When: explicit dates of an act as intervals of days, with the precision of the words.

Weekdays, "yesterday" and dates without a year need the report's own date; without it they stay unanchored.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tocsin import datafiles
from tocsin.records import Span, TimeValue

HISTORICAL_DAYS = 90
Interval = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Month, weekday and unit names of `times.yml`, and the patterns made of them."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    units: Mapping[str, int]
    parts: Mapping[str, list[int]]
    numbers: Mapping[str, int]


def load_time_words(folder: Path) -> TimeWords:
    """Load `times.yml`."""
    data: dict[str, Any] = datafiles.mapping(folder / "times.yml")
    return TimeWords(**data)


def resolve_time(
    text: str, span: Span, *, words: TimeWords, published: date | None, forward: bool = False
) -> TimeValue | None:
    """The interval that a date expression covers, unanchored where the report's date is needed and unknown.

    `forward` says that the act lies ahead, so that "on Friday" is the coming one. None where the words are no date.
    """
    lower = text.lower().strip()
    for reader in (_iso, _day_month_year, _month_year, _years):
        found = reader(lower, words)
        if found is not None:
            return TimeValue(text, span, *found, anchored_by="words")
    if not _relative_like(lower, words):
        return None
    if published is None:
        return TimeValue(text, span, None, None, "unanchored", "no publication date")
    relative = _relative(lower, words, published, forward=forward)
    return TimeValue(text, span, *relative, anchored_by="publication date") if relative else None


def is_historical(value: TimeValue | None, published: date | None) -> bool:
    """Whether the interval was over more than 90 days before the report, or, without a date, lies in a named year."""
    if value is None or value.end is None:
        return False
    if published is None:
        return value.anchored_by == "words" and value.precision in ("year", "decade")
    return value.end < published - timedelta(days=HISTORICAL_DAYS)


def _iso(text: str, words: TimeWords) -> Interval | None:
    match = re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", text)
    return _one_day(*(int(g) for g in match.groups())) if match else None


def _one_day(year: int, month: int, day: int) -> Interval | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found, "day"


def _month_names(words: TimeWords) -> str:
    return "|".join(sorted(words.months, key=len, reverse=True))


def _day_month_year(text: str, words: TimeWords) -> Interval | None:
    months = _month_names(words)
    match = re.search(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({months})\.?,?\s+(\d{{4}})\b", text)
    if match:
        return _one_day(int(match.group(3)), words.months[match.group(2)], int(match.group(1)))
    match = re.search(rf"\b({months})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", text)
    return _one_day(int(match.group(3)), words.months[match.group(1)], int(match.group(2))) if match else None


def _month_year(text: str, words: TimeWords) -> Interval | None:
    match = re.search(rf"\b({_month_names(words)})\.?,?\s+(?:of\s+)?(\d{{4}})\b", text)
    return _month(int(match.group(2)), words.months[match.group(1)], text, words) if match else None


def _month(year: int, month: int, text: str, words: TimeWords) -> Interval:
    """A month, or its early, middle or late part."""
    last = calendar.monthrange(year, month)[1]
    for part, (first, end) in words.parts.items():
        if re.search(rf"\b{part}\b", text):
            return date(year, month, first), date(year, month, min(end, last)), "range"
    return date(year, month, 1), date(year, month, last), "month"


def _years(text: str, words: TimeWords) -> Interval | None:
    if match := re.search(r"\b(1[89]\d0|20\d0)s\b", text):
        year = int(match.group(1))
        return date(year, 1, 1), date(year + 9, 12, 31), "decade"
    if match := re.search(r"\b(1[89]\d\d|20\d\d)\s*(?:-|–|to|and)\s*(1[89]\d\d|20\d\d)\b", text):
        first, last = sorted(int(g) for g in match.groups())
        return date(first, 1, 1), date(last, 12, 31), "range"
    if match := re.search(r"\b(1[89]\d\d|20\d\d)\b", text):
        year = int(match.group(1))
        return date(year, 1, 1), date(year, 12, 31), "year"
    return None


def _relative_like(text: str, words: TimeWords) -> bool:
    tokens = set(re.findall(r"[a-z]+", text))
    return bool(tokens & (words.weekdays.keys() | words.days.keys() | words.months.keys())) or bool(
        re.search(r"\b(ago|last|this|next|past|earlier|previous)\b", text)
    )


def _relative(text: str, words: TimeWords, published: date, *, forward: bool) -> Interval | None:
    tokens = re.findall(r"[a-z]+|\d+", text)
    for token in tokens:
        if token in words.days:
            day = published + timedelta(days=words.days[token])
            return day, day, "day"
    for token in tokens:
        if token in words.weekdays and len(token) > 2:
            return _weekday(words.weekdays[token], published, ahead=forward or "next" in tokens or "coming" in tokens)
    for i, token in enumerate(tokens):
        if token in words.months:
            return _dated_month(text, tokens, i, words, published, forward=forward)
    return _counted(tokens, words, published) or _calendar_unit(tokens, published)


def _weekday(number: int, published: date, *, ahead: bool) -> Interval:
    """The nearest such day behind the report (its own day counts), or ahead of it."""
    days = (number - published.weekday()) % 7 if ahead else -((published.weekday() - number) % 7)
    day = published + timedelta(days=days or (7 if ahead else 0))
    return day, day, "day"


def _dated_month(
    text: str, tokens: list[str], place: int, words: TimeWords, published: date, *, forward: bool
) -> Interval | None:
    """A month, or a day of it, in the year that brings it nearest to the report."""
    month = words.months[tokens[place]]
    days = [int(t) for t in tokens[max(0, place - 2) : place + 2] if t.isdigit() and 1 <= int(t) <= 31]
    years = (published.year - 1, published.year, published.year + 1)
    middle = {y: abs((date(y, month, 15) - published).days) for y in years}
    year = min(middle, key=lambda y: (middle[y], y if forward else -y))
    if days:
        return _one_day(year, month, days[0])
    return _month(year, month, text, words)


def _counted(tokens: list[str], words: TimeWords, published: date) -> Interval | None:
    """Three days ago, a decade earlier."""
    if "ago" not in tokens:
        return None
    for i, token in enumerate(tokens):
        unit = token.removesuffix("s")
        if unit in words.units and i:
            before = tokens[i - 1]
            number = int(before) if before.isdigit() else words.numbers.get(before)
            if number is None or number * words.units[unit] > 700_000:
                return None
            day = published - timedelta(days=number * words.units[unit])
            precision = unit if unit in ("day", "week", "month", "year", "decade") else "day"
            slack = timedelta(days=words.units[unit] // 2 if unit != "day" else 0)
            return day - slack, day + slack, precision
    return None


def _calendar_unit(tokens: list[str], published: date) -> Interval | None:
    """Last week, this month, next year."""
    shift = -1 if {"last", "previous", "past"} & set(tokens) else 1 if "next" in tokens else 0
    if "week" in tokens:
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        last = published if shift == 0 and "earlier" in tokens else monday + timedelta(days=6)
        return monday, last, "week"
    if "month" in tokens:
        year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]), "month"
    if "year" in tokens:
        year = published.year + shift
        return date(year, 1, 1), date(year, 12, 31), "year"
    return None
