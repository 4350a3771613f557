"""Days and the units of the calendar: weeks, months, quarters, seasons, years, and the days on which feasts fall.

Intervals are pairs of days, both inclusive. Easter by the method of Butcher (1876) and Meeus (1991), the Jewish New
Year by that of Gauss.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

Days = tuple[date, date]
DAY = timedelta(days=1)
FIRST, LAST = date(100, 1, 1), date(9900, 12, 31)  # what is reckoned stays within, so that days about it exist
LENGTHS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday or religious season: `kind` is how its days are found: fixed, easter, hebrew, islamic, nth, table."""

    kind: str
    month: int = 0
    day: int = 0
    days: int = 1
    offset: int = 0
    orthodox: bool = False
    weekday: int = 0
    nth: int = 0
    table: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IslamicYear:
    """A year of the Islamic calendar: its number, its first day and the lengths of its months."""

    year: int
    begins: date
    lengths: tuple[int, ...]

    def first_of(self, month: int) -> date:
        """The first day of a month."""
        return self.begins + timedelta(days=sum(self.lengths[: month - 1]))


@dataclass(frozen=True, slots=True)
class OddYear:
    """A fiscal or school year: its first day, its last where it is shorter, whether its end names it, whose it is."""

    kind: str
    first: date
    last: date | None
    named_by_end: bool
    words: frozenset[str]

    def of(self, year: int) -> Days:
        """The year that begins in the calendar year `year`."""
        begins = self.first.replace(year=year)
        if self.last is not None:
            return begins, self.last.replace(year=year + 1)
        return begins, self.first.replace(year=year + 1) - DAY

    def named(self, year: int) -> Days:
        """The year that a single number names."""
        return self.of(year - 1 if self.named_by_end else year)

    def holding(self, day: date) -> Days:
        """The year in which a day lies, or the next where it lies between two."""
        return next(span for y in (day.year - 1, day.year) if (span := self.of(y))[1] >= day)


def month_day(words: str, year: int) -> date:
    """ "02-10" in a year. Raises ValueError."""
    month, day = (int(part) for part in words.split("-"))
    return date(year, month, day)


def shifted(day: date, unit: str, number: float) -> date:
    """The day so many units later (earlier where negative), kept between FIRST and LAST."""
    if unit in MONTHS:
        index = day.year * 12 + day.month - 1 + round(number * MONTHS[unit])
        year, month = divmod(index, 12)
        if not FIRST.year <= year < LAST.year:
            return LAST if year >= LAST.year else FIRST
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    try:
        return min(max(day + timedelta(days=round(number * LENGTHS[unit])), FIRST), LAST)
    except OverflowError:
        return LAST if number > 0 else FIRST


def unit_of(day: date, unit: str) -> Days:
    """The week (from Monday), weekend, month, quarter, year, decade or century in which a day lies; else the day."""
    if unit in ("week", "fortnight"):
        monday = day - DAY * day.weekday()
        return monday, monday + 6 * DAY
    if unit == "weekend":
        saturday = day - DAY * day.weekday() + 5 * DAY
        return saturday, saturday + DAY
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit in ("year", "decade"):
        first = day.year if unit == "year" else day.year // 10 * 10
        return years(first, first + (0 if unit == "year" else 9))
    if unit == "century":
        first = (day.year - 1) // 100 * 100 + 1
        return years(first, first + 99)
    return day, day


def month_of(year: int, month: int) -> Days:
    """A month's days."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> Days:
    """A quarter's days; quarters from 1."""
    return date(year, quarter * 3 - 2, 1), month_of(year, quarter * 3)[1]


def half_of(year: int, half: int) -> Days:
    """A half year's days; halves from 1."""
    return date(year, half * 6 - 5, 1), month_of(year, half * 6)[1]


def season_of(year: int, month: int) -> Days:
    """The season that begins in a month of a year: three months."""
    later = year + (month + 2 > 12)
    return date(year, month, 1), month_of(later, (month + 1) % 12 + 1)[1]


def years(first: int, last: int) -> Days:
    """Whole years."""
    return date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31)


def real(year: int, month: int, day: int) -> date | None:
    """A date, None where there is no such day."""
    if not FIRST.year < year < LAST.year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def feast_in(feast: Feast, year: int, islamic: Iterable[IslamicYear]) -> Days | None:
    """The days of a feast that begins in a year of our calendar, None where they are not known."""
    if feast.kind == "islamic":
        return _islamic_feast(feast, year, islamic)
    first = _first_day(feast, year)
    return (first, first + DAY * (feast.days - 1)) if first else None


def _first_day(feast: Feast, year: int) -> date | None:
    if feast.kind == "fixed":
        return real(year, feast.month, feast.day)
    if feast.kind == "table":
        return feast.table.get(year)
    if feast.kind == "nth":
        return nth_weekday(year, feast.month, feast.weekday, feast.nth)
    sunday = easter(year, orthodox=feast.orthodox) if feast.kind == "easter" else jewish_new_year(year)
    return sunday + DAY * feast.offset


def _islamic_feast(feast: Feast, year: int, islamic: Iterable[IslamicYear]) -> Days | None:
    """A month or feast with a day more at both ends, since sightings of the moon differ."""
    for one in islamic:
        first = one.first_of(feast.offset) + DAY * max(feast.day - 1, 0)
        length = feast.days if feast.day else one.lengths[feast.offset - 1]
        if first.year == year:
            return first - DAY, first + DAY * length
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    first, last = month_of(year, month)
    if nth > 0:
        return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return last - DAY * ((last.weekday() - weekday) % 7)


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday in our calendar, the Western or the Orthodox one (years 1900 to 2099 for the latter)."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + 13 * DAY
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    return date(year, month, day + 1)


def jewish_new_year(year: int) -> date:
    """The first day of Rosh Hashanah in a year of our calendar (1900 to 2099)."""
    golden = year % 19 + 1
    turn = (12 * golden) % 19
    value = 13 + 765433 / 492480 * turn + year % 4 / 4 - (313 * year + 89081) / 98496
    part = value - int(value)
    first = date(year, 9, 1) + DAY * (int(value) - 1)
    weekday = first.weekday()
    if weekday in (6, 2, 4):  # never on a Sunday, Wednesday or Friday
        return first + DAY
    if weekday == 0 and part >= 23269 / 25920 and turn > 11:
        return first + DAY
    if weekday == 1 and part >= 1367 / 2160 and turn > 6:
        return first + 2 * DAY
    return first
