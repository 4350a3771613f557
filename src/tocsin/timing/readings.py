"""What a time expression is read as, what it is reckoned from, and the shapes that most readings have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tocsin.records import TimeKind
from tocsin.timing.calendars import DAY, SEASONS, Days, month_of, season_of, shifted, unit_of, years
from tocsin.timing.words import TimeWords

FEW_DAYS = timedelta(days=14)
BY_WORDS, BY_PUBLICATION, BY_SCENE = "words", "publication date", "narrative"
NO_DATE, NO_ANCHOR, NO_PLACE = "no publication date", "no dated anchor", "a length without a place in time"


@dataclass(frozen=True, slots=True)
class Reading:
    """What words say of time: TIMEX3 type and value, the days covered, the precision and what it was reckoned from."""

    kind: TimeKind
    value: str | None
    days: Days | None
    precision: str
    anchored_by: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where words stand: the day of publication, whether their clause looks ahead, and the time that is being told of.

    `instant` is the moment of publication where it is known. `scene` is the last time told before, `past_scene` says
    that a passage of the past is being told, whose dates count from the scene; `behind` that the act is surely over.
    """

    words: TimeWords
    now: date | None
    ahead: bool
    instant: datetime | None = None
    scene: Reading | None = None
    past_scene: bool = False
    behind: bool = False

    @property
    def scene_days(self) -> Days | None:
        """The days of the scene, None where it has none or there is no scene."""
        return self.scene.days if self.scene else None

    @property
    def in_past_day(self) -> bool:
        """Whether the past that is being told is that of one day."""
        return self.past_scene and self.scene is not None and self.scene.precision == "day"

    @property
    def told_days(self) -> Days | None:
        """The days told of last, of which "that day" and "the next morning" speak; None where a month or year was."""
        days = self.scene_days
        return days if days and days[1] - days[0] <= FEW_DAYS else None

    @property
    def base(self) -> date | None:
        """The day that words such as "12 March" are nearest to: the scene's where the past is told."""
        if self.past_scene and self.scene_days:
            return self.scene_days[1]
        return self.now


def dated(value: str, days: Days, precision: str, anchored_by: str, kind: TimeKind = TimeKind.DATE) -> Reading:
    """A reading with its days."""
    return Reading(kind, value, days, precision, anchored_by)


def undated(value: str | None, anchored_by: str = NO_DATE, kind: TimeKind = TimeKind.DATE) -> Reading:
    """A reading without days, with the reason."""
    return Reading(kind, value, None, "unanchored", anchored_by)


def one_day(day: date, anchored_by: str) -> Reading:
    """A single day."""
    return dated(day.isoformat(), (day, day), "day", anchored_by)


def whole_unit(day: date, unit: str, anchored_by: str) -> Reading:
    """The week, month, year … in which a day lies."""
    days = unit_of(day, unit)
    precision = unit if unit in ("day", "week", "month", "year", "decade") else "range"
    return dated(unit_value(days[0], unit), days, precision, anchored_by)


def unit_value(day: date, unit: str) -> str:
    """The TIMEX3 value of a calendar unit that begins on a day."""
    iso = day.isocalendar()
    return {
        "week": f"{iso.year}-W{iso.week:02}",
        "fortnight": f"{iso.year}-W{iso.week:02}",
        "weekend": f"{iso.year}-W{iso.week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def season(year: int, first_month: int, anchored_by: str) -> Reading:
    """A season of a year."""
    return dated(f"{year:04}-{SEASONS[first_month]}", season_of(year, first_month), "season", anchored_by)


THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def edged(reading: Reading, edge: str | None) -> Reading:
    """The early, middle or late part of what was read; the TIMEX3 value stays that of the whole."""
    part = _part(edge)
    if part is None or reading.days is None:
        return reading
    first, last = reading.days
    narrowed = _narrowed(first, last, reading.precision, part)
    return replace(reading, days=narrowed, precision="range") if narrowed else reading


def _part(edge: str | None) -> str | None:
    words = " ".join((edge or "").lower().replace("-", " ").split())
    if not words or words.startswith(("earlier", "later")):
        return None  # "earlier this year" may be any time before
    if words.startswith("mid") or "middle" in words:
        return "mid"
    for half in ("first half", "second half", "latter half"):
        if half in words:
            return "first half" if half == "first half" else "second half"
    late = ("late", "end", "close", "last", "final", "latter")
    return "late" if any(w in words.split() for w in late) or words.startswith("late") else "early"


def _narrowed(first: date, last: date, precision: str, part: str) -> Days | None:
    if part in ("first half", "second half"):
        return _half(first, last, precision, part)
    if precision == "month":
        low, high = THIRDS[part]
        return first.replace(day=low), first.replace(day=min(high, last.day))
    if precision == "year" and first.year == last.year:
        low, high = YEAR_PARTS[part]
        return date(first.year, low, 1), month_of(first.year, high)[1]
    if precision == "decade":
        low, high = DECADE_PARTS[part]
        return years(first.year + low, first.year + high)
    if precision == "week":
        low, high = {"early": (0, 2), "mid": (2, 3), "late": (3, 6)}[part]
        return first + DAY * low, first + DAY * high
    if precision in ("season", "range") and (last - first).days > 60:
        third = (last - first) // 3
        return {"early": (first, first + third), "mid": (first + third, last - third), "late": (last - third, last)}[
            part
        ]
    return None


def _half(first: date, last: date, precision: str, part: str) -> Days:
    if precision == "month":
        middle = first.replace(day=15)
    elif precision == "year":
        middle = date(first.year, 6, 30)
    else:
        middle = first + (last - first) // 2
    return (first, middle) if part == "first half" else (middle + DAY, last)


def span_before(now: date, unit: str, number: float) -> Days:
    """So many units up to a day."""
    return (now - timedelta(days=number), now) if unit == "day" else (shifted(now, unit, -number), now)
