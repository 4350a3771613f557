"""Rules for dates of the calendar: days, months, years, quarters, seasons, decades, centuries, holidays and eras."""

from __future__ import annotations

import re
from datetime import date
from re import Match

from tocsin.records import TimeKind
from tocsin.timing.calendars import (
    DAY,
    Days,
    Feast,
    OddYear,
    feast_in,
    half_of,
    month_of,
    quarter_of,
    real,
    season_of,
    years,
)
from tocsin.timing.patterns import Rule
from tocsin.timing.readings import (
    BY_PUBLICATION,
    BY_SCENE,
    BY_WORDS,
    Reading,
    Setting,
    dated,
    edged,
    one_day,
    season,
    undated,
    unit_value,
)

Found = Match[str]
STEPS = {"last": -1, "this": 0, "next": 1}
LONG_AGO, SOON = 290, 75  # days: "extended to Nov. 16", told in October, is the coming one, whatever the tense


def iso_date(match: Found, setting: Setting) -> Reading | None:
    """A date in digits, year first: 2022-12-09."""
    day = real(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        return None
    if match["t"]:
        return dated(f"{day}T{match['t']}", (day, day), "minute", BY_WORDS, TimeKind.TIME)
    return one_day(day, BY_WORDS)


def figures(match: Found, setting: Setting) -> Reading | None:
    """A date in figures: 12/9/2022 as month and day (day and month where the first cannot be a month), 9.12.2022 as
    day and month."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        year += 1900 if year > 50 else 2000
    month, day = (second, first) if match["s"] in ".-" or first > 12 else (first, second)
    found = real(year, month, day)
    return one_day(found, BY_WORDS) if found else None


def calendar_day(match: Found, setting: Setting) -> Reading | None:
    """A day of a month, with or without its year: "Friday, 12 March 2021", "March 12"."""
    month = _month(match["m"] or match["n"], setting)
    number = int(match["d"] or match["e"])
    if match["y"]:
        day = real(int(match["y"]), month, number)
        return one_day(day, BY_WORDS) if day else None
    if match["v"] and setting.now is not None:
        day = real(setting.now.year + STEPS[match["v"].lower()], month, number)
        return one_day(day, BY_PUBLICATION) if day else None
    return _nearest_day(month, number, setting)


def _nearest_day(month: int, number: int, setting: Setting) -> Reading | None:
    base = setting.base
    if not 1 <= number <= 31:
        return None
    if base is None:
        return undated(f"XXXX-{month:02}-{number:02}")
    near = [real(y, month, number) for y in (base.year - 1, base.year, base.year + 1)]
    day = _picked([(d, d) for d in near if d], base, setting)
    return one_day(day[0], _anchor(setting)) if day else None


def _picked(choices: list[Days], base: date, setting: Setting) -> Days | None:
    """Of the years' intervals in order: where the clause looks ahead the first that ends after the base, else the last
    that has begun; in a told past the one nearest to the scene."""
    if setting.past_scene and setting.scene_days:
        first, last = setting.scene_days
        inside = (c for c in choices if c[0] <= last and c[1] >= first)
        return next(inside, min(choices, key=lambda c: abs((c[0] - base).days), default=None))
    coming = next((c for c in choices if c[1] > base), None)
    gone = next((c for c in reversed(choices) if c[0] <= base), None)
    if setting.ahead or gone is None:
        return coming
    if setting.behind:
        return gone
    soon = coming is not None and (base - gone[1]).days > LONG_AGO and (coming[0] - base).days < SOON
    return coming if soon else gone


def _anchor(setting: Setting) -> str:
    return BY_SCENE if setting.past_scene else BY_PUBLICATION


def _month(name: str, setting: Setting) -> int:
    word = setting.words.get("month", name)
    assert word is not None
    return word.number


def day_range(match: Found, setting: Setting) -> Reading | None:
    """Some days of one month: "3-5 May", "between 3 and 5 May 2020", "May 3 to 5"."""
    month = _month(match["m"] or match["n"], setting)
    first, last = int(match["a"] or match["c"]), int(match["b"] or match["d"])
    if match["y"]:
        start, end = real(int(match["y"]), month, first), real(int(match["y"]), month, last)
    else:
        reading = _nearest_day(month, first, setting)
        start = reading.days[0] if reading and reading.days else None
        end = real(start.year, month, last) if start else None
        if reading and start is None:
            return reading
    if start is None or end is None or end < start:
        return None
    anchored = BY_WORDS if match["y"] else _anchor(setting)
    return dated(f"{start}/{end}", (start, end), "range", anchored)


def month_year(match: Found, setting: Setting) -> Reading | None:
    """A month of a year, or its early, middle or late part: "mid-November 2019", "July last year"."""
    month = _month(match["m"], setting)
    if match["y"]:
        return edged(_month_reading(int(match["y"]), month, BY_WORDS), match["edge"])
    if setting.now is None:
        return undated(f"XXXX-{month:02}")
    year = setting.now.year + STEPS[match["w"].lower()]
    return edged(_month_reading(year, month, BY_PUBLICATION), match["edge"])


def _month_reading(year: int, month: int, anchored_by: str) -> Reading:
    days = month_of(year, month)
    return dated(f"{year:04}-{month:02}", days, "month", anchored_by)


def month(match: Found, setting: Setting) -> Reading | None:
    """A month without its year: "in March", "early November", "last August"."""
    number, base = _month(match["m"], setting), setting.base
    if base is None:
        return undated(f"XXXX-{number:02}")
    choices = [month_of(y, number) for y in (base.year - 1, base.year, base.year + 1)]
    which = (match["w"] or "").lower()
    if which in ("last", "past", "previous"):
        choices = [c for c in choices if c[1] < base]
        days: Days | None = choices[-1]
    elif which in ("next", "coming"):
        days = next(c for c in choices if c[0] > base)
    elif which == "this":
        days = choices[1]
    else:
        days = _picked(choices, base, setting)
    return edged(_month_reading(days[0].year, number, _anchor(setting)), match["edge"]) if days else None


def year(match: Found, setting: Setting) -> Reading | None:
    """A year in figures, or its early, middle or late part: "1999", "the year 2000", "mid-1996"."""
    number = int(match["y"])
    return edged(dated(f"{number:04}", years(number, number), "year", BY_WORDS), match["edge"])


def short_year(match: Found, setting: Setting) -> Reading | None:
    """A year in two figures: '98."""
    number = int(match["y"])
    number += 1900 if number > 30 else 2000
    return dated(f"{number:04}", years(number, number), "year", BY_WORDS)


def spelt_year(match: Found, setting: Setting) -> Reading | None:
    """A year in words: "the year two thousand"."""
    return dated("2000", years(2000, 2000), "year", BY_WORDS)


def year_range(match: Found, setting: Setting) -> Reading | None:
    """Years from one to another: "1992-95", "2014–2018"."""
    first, last = int(match["y"]), int(match["z"])
    if last < 100:
        last += first // 100 * 100
    if last <= first:
        return None
    return dated(f"{first}/{last}", years(first, last), "range", BY_WORDS)


def odd_year(match: Found, setting: Setting) -> Reading | None:
    """A fiscal or school year, the former of the country that the sentence names: "fiscal 2019", "last school year"."""
    if "year" not in match.group().lower() and not (match["y"] or match["z"]):
        return None
    kind = "school" if match["k"].lower() in ("school", "academic") else "fiscal"
    odd = _odd_year(kind, match.string.lower(), setting)
    number = match["y"] or match["z"]
    if number:
        by_first = kind == "school" or bool(match["to"] or match["until"])
        days = odd.of(int(number)) if by_first else odd.named(int(number))
        return dated(f"{int(number):04}", days, "range", BY_WORDS)
    if setting.now is None:
        return undated("XXXX")
    which = (match["w"] or "").lower()
    step = {"last": -1, "previous": -1, "past": -1, "latest": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    days = odd.of(odd.holding(setting.now)[0].year + step)
    named = days[1].year if odd.named_by_end else days[0].year
    return dated(f"{named:04}", days, "range", BY_PUBLICATION)


def _odd_year(kind: str, text: str, setting: Setting) -> OddYear:
    """The odd year whose country's words stand in the text, else the first of its kind."""
    of_kind = [year for year in setting.words.years if year.kind == kind]
    named = (y for y in of_kind if any(re.search(rf"\b{re.escape(w)}", text) for w in y.words))
    return next(named, of_kind[0])


def decade(match: Found, setting: Setting) -> Reading | None:
    """A decade or its part: "the 1990s", "the late nineties"."""
    if match["y"]:
        first = int(match["y"])
    else:
        word = setting.words.get("decade", match["w"]) if match["w"] else None
        first = 1900 + (word.number if word else int(match["s"]))
        first += 100 if first < 1920 else 0
    days = years(first, first + 9)
    return edged(dated(f"{first // 10:03}", days, "decade", BY_WORDS), match["edge"] or match["edge2"])


def century(match: Found, setting: Setting) -> Reading | None:
    """A century: "the 19th century"."""
    word = setting.words.get("ordinal", match["w"]) if match["w"] else None
    number = word.number if word else int(match["n"])
    if not 1 <= number <= 30:
        return None
    days = years(number * 100 - 99, number * 100)
    return edged(dated(f"{number - 1:02}", days, "range", BY_WORDS), match["edge"])


def quarter(match: Found, setting: Setting) -> Reading | None:
    """A quarter or half of a year: "the third quarter of 2019", "the first half"."""
    word = setting.words.get("ordinal", match["n"])
    number = word.number if word else 1
    half = match["u"].lower() == "half"
    if number > (2 if half else 4):
        return None
    named = (match["y"] or match["v"] or "").lower().split()
    in_year = half_of if half else quarter_of
    base = setting.base
    if named and named[-1].isdigit():
        chosen, anchored = int(named[-1]), BY_WORDS
    elif base is None:
        return undated(f"XXXX-{'H' if half else 'Q'}{number}")
    else:
        step = {"last": -1, "next": 1}.get(named[0] if named else "", 0)
        chosen, anchored = base.year + step, _anchor(setting)
        if not named and not setting.ahead and in_year(chosen, number)[0] > base:
            chosen -= 1
    days = in_year(chosen, number)
    return dated(f"{chosen:04}-{'H' if half else 'Q'}{number}", days, "range", anchored)


def season_of_year(match: Found, setting: Setting) -> Reading | None:
    """A season: "last winter", "the summer of 1997", "this spring"."""
    word = setting.words.get("season", match["s"])
    assert word is not None
    if match["y"]:
        return edged(season(int(match["y"]), word.number, BY_WORDS), match["edge"])
    base = setting.base
    if base is None:
        return undated(f"XXXX-{word.code}")
    choices = [season_of(y, word.number) for y in range(base.year - 2, base.year + 2)]
    days = _season(choices, (match["w"] or "").lower(), (match["v"] or "").lower(), base, setting)
    return edged(season(days[0].year, word.number, _anchor(setting)), match["edge"]) if days else None


def _season(choices: list[Days], which: str, of_year: str, base: date, setting: Setting) -> Days | None:
    if of_year:
        year = base.year + STEPS[of_year.split()[0]]
        return next(c for c in choices if c[0].year == year)
    if which.endswith(("last", "past", "previous")):
        return next(c for c in reversed(choices) if c[1] < base)
    if which.endswith(("next", "coming")):
        return next((c for c in choices if c[0] > base), None)
    if which == "this":
        return next(c for c in choices if base.year in (c[0].year, c[1].year) and c[1] >= date(base.year, 3, 1))
    if which in ("that", "the following") and setting.scene_days:
        begun = setting.scene_days[0]
        return next((c for c in choices if c[1] >= begun), None)
    return _picked(choices, base, setting)


def holiday(match: Found, setting: Setting) -> Reading | None:
    """A holiday or religious month in a year that is named or follows from the report's date: "Ramadan", "Easter 2020",
    "the eve of Eid al-Fitr"."""
    words = setting.words
    feast = words.feasts[" ".join(match["f"].lower().replace("’", "'").split())]
    year = int(match["y"]) if match["y"] else None
    if match["v"] and setting.now is not None:
        year = setting.now.year + STEPS[match["v"].lower()]
    if year is None and setting.base is None:
        return undated(None)
    days = feast_in(feast, year, words.islamic) if year else _nearest_feast(feast, match, setting)
    if days is not None and match["eve"]:
        eve = days[0] if feast.kind == "islamic" else days[0] - DAY
        return one_day(eve, BY_WORDS if match["y"] else _anchor(setting))
    return _feast(str(year or "XXXX"), days, feast.kind, BY_WORDS if match["y"] else _anchor(setting))


def _nearest_feast(feast: Feast, match: Found, setting: Setting) -> Days | None:
    """The last, this or the next such feast; without a word, as the clause's tense has it."""
    base = setting.base
    assert base is not None
    years_near = range(base.year - 2, base.year + 3)
    choices = [d for y in years_near if (d := feast_in(feast, y, setting.words.islamic))]
    which = (match["w"] or "").lower()
    if which == "last":
        return next((c for c in reversed(choices) if c[1] < base), None)
    if which == "next":
        return next((c for c in choices if c[0] > base), None)
    if which == "this":
        return next((c for c in choices if c[0].year == base.year), None)
    return _picked(choices, base, setting)


def _feast(year: str, days: Days | None, kind: str, anchored_by: str) -> Reading:
    if days is None:
        return undated(year, "the year's date of the holiday is not known")
    first, last = days
    if first == last:
        return one_day(first, anchored_by)
    core = first + (last - first) // 2
    month = kind == "islamic" and (last - first).days > 25
    value = unit_value(core, "month") if month else core.isoformat()
    return dated(value, days, "month" if month else "range", anchored_by)


def era(match: Found, setting: Setting) -> Reading | None:
    """A period that has a name: "the Cold War"."""
    days = setting.words.eras[" ".join(match.group().lower().replace("’", "'").split())]
    return dated(f"{days[0].year}/{days[1].year}", days, "range", BY_WORDS)


def day_of_month(match: Found, setting: Setting) -> Reading | None:
    """A day of the current month: "on the 14th"."""
    base, number = setting.base, int(match["d"])
    if not 1 <= number <= 31:
        return None
    if base is None:
        return undated(f"XXXX-XX-{number:02}")
    months = [base.year * 12 + base.month - 1 + step for step in (-2, -1, 0, 1, 2)]
    days = [real(m // 12, m % 12 + 1, number) for m in months]
    found = _picked([(d, d) for d in days if d], base, setting)
    return one_day(found[0], _anchor(setting)) if found else None


_OPT_WEEKDAY = r"(?:(?:early |late )?{weekday},?~)?(?:the )?"
_YEAR = r"(?:,? (?:in )?(?:(?P<y>{year})|(?:of )?(?P<v>last|this|next) year))?"
RULES = (
    Rule(r"(?P<y>\d{4})(?P<s>[-/])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:T(?P<t>\d\d:\d\d(?::\d\d)?)\w*)?", "0", iso_date),
    Rule(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d(?=\W|$))", "0", figures),
    Rule(
        _OPT_WEEKDAY + r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<m>{month})|"
        r"(?P<n>{month}) (?:the )?(?P<e>\d{1,2})(?:st|nd|rd|th)?(?![:.,]\d|\d|%))" + _YEAR,
        "month", calendar_day,
    ),
    Rule(
        r"(?:(?:from |between )?(?:the )?(?P<a>\d{1,2})(?:st|nd|rd|th)?(?:~[-–]~| to |"
        r" and )(?:the )?(?P<b>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m>{month})|"
        r"(?P<n>{month}) (?P<c>\d{1,2})(?:st|nd|rd|th)?(?:~[-–]~| to )(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![:.,]\d|"
        r"\d))" + _YEAR,
        "month", day_range,
    ),
    Rule(
        r"(?P<edge>{edge})?(?P<m>{month}),?(?: of)? (?:(?P<y>{year})|(?P<w>last|this|next) year)",
        "month", month_year,
    ),
    Rule(r"(?:(?:the )?(?P<edge>{edge})(?:the )?)?(?:(?:the )?(?P<w>last|next|this|past|previous|coming|that|"
        r"same) )?(?P<m>{month})", "month", month),
    Rule(r"(?:(?:the )?(?P<edge>{edge}))?(?:the year )?(?P<y>{year})(?![.,]\d)", "0", year),
    Rule(r"['’](?P<y>\d\d)", "0", short_year),
    Rule(r"(?:the )?year two thousand", "thousand", spelt_year),
    Rule(r"(?P<y>{year})~[-–/]~(?P<z>{year}|\d\d)", "0", year_range),
    Rule(
        r"(?:the )?(?:(?P<w>last|this|next|past|previous|coming|current|following|"
        r"latest) )?(?:(?P<y>{year})(?P<to>~[-–/]~\d{2,4})? )?"
        r"(?P<k>fiscal|financial|school|academic)(?:[- ]years?)?(?: (?P<z>{year})(?P<until>~[-–/]~\d{2,4})?)?",
        "fiscal financial school academic", odd_year,
    ),
    Rule(r"(?:the )?(?P<edge>{edge})?(?:the )?(?P<edge2>{edge})?(?:(?P<y>1[0-9]\d0|20\d0)['’]?s|"
        r"['’]?(?P<s>[2-9]0)['’]?s|(?P<w>{decade}))", "0 decade", decade),
    Rule(
        r"(?:the )?(?P<edge>{edge})?(?:the )?(?:(?P<n>\d{1,2})(?:st|nd|rd|th)|(?P<w>{ordinal}))[- ]century",
        "century", century,
    ),
    Rule(
        r"(?:the )?(?:(?P<v>last|next|this) year['’]s )?(?P<n>{ordinal})[- ](?:fiscal[- ]|"
        r"calendar[- ])?(?P<u>quarter|half)(?:(?: of|,)? (?P<y>{year}|last year|this year|next year|the year|"
        r"(?:the )?(?:fiscal|calendar) (?:year )?{year}))?",
        "ordinal & quarter half", quarter,
    ),
    Rule(
        r"(?P<edge>{edge})?(?:(?P<w>(?:the )?(?:last|this|next|that|past|previous|following|coming)|"
        r"the) )?(?P<s>{season})(?:,?(?: of)? (?:(?P<y>{year})|(?P<v>(?:last|this|next) year)))?",
        "season", season_of_year,
    ),
    Rule(
        r"(?P<eve>(?:the )?eve of )?(?:(?P<w>last|this|next) )?(?P<f>{feast})"
        r"(?:,?(?: of| in)? (?:(?P<y>{year})|(?P<v>last|this|next) year))?"
        r"(?: (?:morning|afternoon|evening|night))?",
        "feast", holiday,
    ),
    Rule(r"(?:{era})", "era", era),
    Rule(r"on (?P<x>the (?P<d>\d{1,2})(?:st|nd|rd|th))(?! (?:anniversary|day|floor|birthday|session|round|"
        r"century|minute|hour))", "0", day_of_month),
)  # fmt: skip
