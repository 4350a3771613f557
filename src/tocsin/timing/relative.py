"""Rules for times reckoned from the report's day or from a time told before: weekdays, parts of the day, "last week",
"three days ago", "a day later"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from re import Match

from tocsin.records import TimeKind
from tocsin.timing.calendars import DAY, Days, shifted, unit_of, years
from tocsin.timing.patterns import Rule
from tocsin.timing.quantities import Length, length_of, length_value
from tocsin.timing.readings import (
    BY_PUBLICATION,
    BY_SCENE,
    NO_ANCHOR,
    NO_DATE,
    NO_PLACE,
    Reading,
    Setting,
    dated,
    edged,
    one_day,
    span_before,
    undated,
    whole_unit,
)

Found = Match[str]
DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
BACK = frozenset("last past previous preceding prior".split())
ON = frozenset("next coming following upcoming".split())
FROM_SCENE = frozenset("that same following previous preceding prior".split())
RECENT = {"day": ("day", 7), "week": ("day", 28), "month": ("month", 6), "year": ("year", 5), "hour": ("day", 1)}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}


def deictic(match: Found, setting: Setting) -> Reading | None:
    """Today, yesterday, tomorrow, with the part of the day: "yesterday morning", "late tonight"."""
    word = match["w"].lower()
    part = setting.words.get("part", match["part"]) if match["part"] else None
    code = part.code if part else "NI" if word == "tonight" else None
    if setting.now is None:
        return undated(f"XXXX-XX-XXT{code}" if code else "XXXX-XX-XX", kind=_kind(code))
    return _in_day(setting.now + DAY * DEICTIC[word], code, BY_PUBLICATION)


def _kind(code: str | None) -> TimeKind:
    return TimeKind.TIME if code else TimeKind.DATE


def _in_day(day: date, code: str | None, anchored_by: str) -> Reading:
    """A day, or a part of it."""
    if code is None:
        return one_day(day, anchored_by)
    return dated(f"{day}T{code}", (day, day), "day", anchored_by, TimeKind.TIME)


def two_days_off(match: Found, setting: Setting) -> Reading | None:
    """The day before yesterday, the day after tomorrow."""
    if setting.now is None:
        return undated("XXXX-XX-XX")
    return one_day(setting.now + DAY * (2 if match["w"].lower() == "after" else -2), BY_PUBLICATION)


def weekday(match: Found, setting: Setting) -> Reading | None:
    """A weekday, behind or ahead by its clause's tense: "on Friday", "last Tuesday night", "Monday of last week"."""
    word = setting.words.get("weekday", match["d"])
    assert word is not None
    part = setting.words.get("part", match["part"]) if match["part"] else None
    code = part.code if part else None
    which = " ".join((match["w"] or "").lower().split())
    if which in ("every", "each") or (match["s"] and not which):
        return undated(f"XXXX-WXX-{word.number + 1}" + (f"T{code}" if code else ""), "a repeated time", TimeKind.SET)
    base, anchored_by = _weekday_base(which, setting)
    if base is None:
        return undated(f"XXXX-WXX-{word.number + 1}" + (f"T{code}" if code else ""), kind=_kind(code))
    week = (match["week"] or "").lower()
    if week:
        monday = unit_of(base, "week")[0] + 7 * DAY * {"last": -1, "this": 0, "next": 1}[week]
        return _in_day(monday + DAY * word.number, code, anchored_by)
    return _in_day(_weekday(word.number, which, base, setting), code, anchored_by)


def _weekday_base(which: str, setting: Setting) -> tuple[date | None, str]:
    told = which.split()[-1] in FROM_SCENE if which else False
    past = setting.in_past_day
    if (told or past) and setting.scene_days:
        return setting.scene_days[0 if past else 1], BY_SCENE
    return setting.now, BY_PUBLICATION


def _weekday(number: int, which: str, base: date, setting: Setting) -> date:
    back, on = (base.weekday() - number) % 7, (number - base.weekday()) % 7
    last = which.split()[-1] if which else ""
    if last in BACK:
        return base - DAY * (back or 7)
    if last == "next":
        return unit_of(base, "week")[1] + DAY * (number + 1)
    if last in ON:
        return base + DAY * (on or 7)
    if last == "this" and not setting.in_past_day:
        return unit_of(base, "week")[0] + DAY * number
    if setting.in_past_day:
        return base + DAY * on
    return base + DAY * (on or 7) if setting.ahead else base - DAY * back


def weekday_ago(match: Found, setting: Setting) -> Reading | None:
    """A weekday counted in weeks: "a week ago on Monday", "Monday a week ago"."""
    word = setting.words.get("weekday", match["d"] or match["e"])
    length = length_of(match["n"] or match["m"], "week", setting.words)
    if word is None or length is None or length.number is None:
        return None
    if setting.now is None:
        return undated(f"XXXX-WXX-{word.number + 1}")
    monday = unit_of(setting.now, "week")[0] - 7 * DAY * int(length.number)
    return one_day(monday + DAY * word.number, BY_PUBLICATION)


def overnight(match: Found, setting: Setting) -> Reading | None:
    """Overnight, last night: from the day before to the day of the report."""
    if setting.now is None:
        return undated("XXXX-XX-XXTNI", kind=TimeKind.TIME)
    before = setting.now - DAY
    return dated(f"{before}TNI", (before, setting.now), "range", BY_PUBLICATION, TimeKind.TIME)


def night_between(match: Found, setting: Setting) -> Reading | None:
    """A night that two days share: "overnight into Tuesday", "the night of Monday to Tuesday"."""
    word = setting.words.get("weekday", match["d"])
    if word is None or setting.now is None:
        return undated("XXXX-XX-XXTNI", kind=TimeKind.TIME)
    day = _weekday(word.number, "", setting.now, setting)
    before = day - DAY
    return dated(f"{before}TNI", (before, day), "range", BY_PUBLICATION, TimeKind.TIME)


def part_of_day(match: Found, setting: Setting) -> Reading | None:
    """A part of the day by itself: "this morning", "the next morning", "the same evening", "before dawn", "by
    evening"; the morning after an evening told is the next day's."""
    part = setting.words.get("part", match["part"] or "morning")  # "the early hours"
    assert part is not None
    which = " ".join((match["w"] or "").lower().split())
    if which in ("every", "each"):
        return undated(f"XXXX-XX-XXT{part.code}", "a repeated time", TimeKind.SET)
    word = which.split()[-1] if which else ""
    if word == "last" and part.code == "NI":
        return overnight(match, setting)
    told = setting.told_days
    if word in ("this", "last") or (word in ("the", "by", "") and told is None):
        if setting.now is None:
            return undated(f"XXXX-XX-XXT{part.code}", kind=TimeKind.TIME)
        return _in_day(setting.now - DAY * (word == "last"), part.code, BY_PUBLICATION)
    if told is None:
        return undated(f"XXXX-XX-XXT{part.code}", NO_ANCHOR, TimeKind.TIME)
    step = {"next": 1, "following": 1, "previous": -1}.get(word, 0)
    if word == "by" and part.code == "MO" and setting.scene and (setting.scene.value or "").endswith(("TEV", "TNI")):
        step = 1
    return _in_day(told[0] + DAY * step, part.code, BY_SCENE)


def clock(match: Found, setting: Setting) -> Reading | None:
    """A time of the clock: "at 3 p.m.", "10:30 GMT", "noon". Alone it is the latest such time (the next one ahead)."""
    hour, minute = _hour_minute(match, setting)
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    if setting.now is None:
        return undated(f"XXXX-XX-XXT{hour:02}:{minute:02}", kind=TimeKind.TIME)
    day = setting.now
    if setting.instant is not None:
        passed = (hour, minute) <= (setting.instant.hour, setting.instant.minute)
        day += DAY if setting.ahead and passed else -DAY if not setting.ahead and not passed else timedelta(0)
    return dated(f"{day}T{hour:02}:{minute:02}", (day, day), "minute", BY_PUBLICATION, TimeKind.TIME)


def _hour_minute(match: Found, setting: Setting) -> tuple[int, int]:
    if match["w"]:
        word = setting.words.get("clock", match["w"])
        assert word is not None
        return int(word.code[:2]), int(word.code[3:])
    hour = int(match["h"] or match["h2"] or match["h3"] or match["h4"])
    minute = int(match["mi"] or match["mi2"] or match["mi4"] or 0)
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return hour, minute


def calendar_unit(match: Found, setting: Setting) -> Reading | None:
    """The last, this or the next week, month, year …, or a part of it: "late last month", "the end of the year"."""
    which = (match["w"] or "the").lower().split()[-1]
    edge = match["edge"] or next((w for w in ("early", "late") if (match["w"] or "").lower().startswith(w)), None)
    unit = _unit(match["u"], setting)
    if unit in ("day", "night"):
        return _that_day(which, setting, edge)
    onward = which == "next" and match.group().lower().startswith("the ") and not setting.ahead
    from_scene = which in FROM_SCENE or (onward and setting.scene is not None)
    anchored_by = BY_SCENE if from_scene else BY_PUBLICATION
    base = setting.now
    if from_scene:
        base = setting.scene_days[0] if setting.scene_days else None
        if base is None and which in ("previous", "preceding", "following") and setting.now:
            base, anchored_by = setting.now, BY_PUBLICATION
    if base is None:
        return undated(f"XXXX-{'WXX' if unit in ('week', 'weekend') else 'XX'}", NO_ANCHOR if from_scene else NO_DATE)
    step = -1 if which in BACK else 1 if which in ON else 0
    if unit == "weekend":
        return _weekend(which, base, setting, anchored_by)
    return edged(whole_unit(shifted(base, unit, step), unit, anchored_by), edge)


def _unit(name: str, setting: Setting) -> str:
    word = setting.words.get("unit", name)
    assert word is not None
    return word.name


def _that_day(which: str, setting: Setting, edge: str | None) -> Reading | None:
    """That day, the next day, the previous night: reckoned from the time told before."""
    if which in ("this", "past", "coming", "current", "last"):
        return None
    if setting.told_days is None:
        return undated("XXXX-XX-XX", NO_ANCHOR)
    first, last = setting.told_days
    if which in ON:
        return one_day(last + DAY, BY_SCENE)
    return one_day(first - DAY if which in BACK else first, BY_SCENE)


def _weekend(which: str, base: date, setting: Setting, anchored_by: str) -> Reading:
    saturday = unit_of(base, "weekend")[0]
    if which in ON or (setting.ahead and which in ("this", "the")):
        begun = saturday + 7 * DAY * (saturday <= base)
    elif which in ("same", "that"):
        begun = saturday
    else:
        begun = saturday - 7 * DAY * (saturday >= base)
    return whole_unit(begun, "weekend", anchored_by)


def weekend_before_last(match: Found, setting: Setting) -> Reading | None:
    """The weekend, week, month or year before last."""
    unit = _unit(match["u"], setting)
    if setting.now is None:
        return undated("XXXX-XX")
    if unit == "weekend":
        last = _weekend("last", setting.now, replace(setting, ahead=False), BY_PUBLICATION)
        assert last.days is not None
        return whole_unit(last.days[0] - 7 * DAY, unit, BY_PUBLICATION)
    return whole_unit(shifted(setting.now, unit, -2), unit, BY_PUBLICATION)


def plain_weekend(match: Found, setting: Setting) -> Reading | None:
    """The weekend: the last one that began, ahead the coming one."""
    if setting.now is None:
        return undated("XXXX-WXX-WE")
    return _weekend("the", setting.now, setting, BY_PUBLICATION)


def the_unit(match: Found, setting: Setting) -> Reading | None:
    """The year, the month, the quarter, the week: the one that is being told of."""
    unit = _unit(match["u"], setting)
    if setting.now is None:
        return undated("XXXX")
    if setting.past_scene and setting.scene_days:
        return edged(whole_unit(setting.scene_days[0], unit, BY_SCENE), match["edge"])
    if unit == "quarter":
        return whole_unit(shifted(setting.now, "quarter", -1), unit, BY_PUBLICATION)
    return edged(whole_unit(setting.now, unit, BY_PUBLICATION), match["edge"])


def unit_end(match: Found, setting: Setting) -> Reading | None:
    """The end of the year or month: "year-end", "by month's end"."""
    if setting.now is None:
        return undated("XXXX")
    reading = whole_unit(setting.now, _unit(match["u"], setting), BY_PUBLICATION)
    return edged(reading, "late")


def ago(match: Found, setting: Setting) -> Reading | None:
    """So long before the report: the unit of the calendar that lies there ("three weeks ago", "a decade ago")."""
    length = length_of(match["n"], match["u"], setting.words)
    if length is None:
        return None
    if length.number is None:
        return _vaguely_ago(length, setting)
    if setting.now is None:
        return undated("PAST_REF")
    quarter = _year_before(setting) if length == Length(1, "year", "Y") else None
    return quarter or _counted(setting.now, length, -1, BY_PUBLICATION)


def _vaguely_ago(length: Length, setting: Setting) -> Reading:
    """ "Several years ago", "days ago": two to seven units before the report."""
    if setting.now is None:
        return undated("PAST_REF")
    if length.unit in ("hour", "minute", "second"):
        return dated("PAST_REF", (setting.now, setting.now), "day", BY_PUBLICATION)
    last = shifted(setting.now, length.unit, -1 if length.unit != "day" else -2)
    return dated("PAST_REF", (shifted(setting.now, length.unit, -9), last), "range", BY_PUBLICATION)


def _counted(base: date, length: Length, sign: int, anchored_by: str) -> Reading:
    """The calendar unit so many units before (-1) or after a day."""
    assert length.number is not None
    number, unit = length.number, length.unit
    if unit in ("hour", "minute", "second"):
        hours = timedelta(hours=number / {"hour": 1, "minute": 60, "second": 3600}[unit])
        return one_day(base + sign * timedelta(days=round(hours / DAY)), anchored_by)
    if number != int(number):
        day = shifted(base, "month" if unit in ("year", "decade") else "day",
                      sign * number * {"year": 12, "decade": 120, "week": 7, "month": 30}.get(unit, 1))  # fmt: skip
        return whole_unit(day, "month" if unit in ("year", "decade") else "week", anchored_by)
    day = shifted(base, unit, sign * number)
    if unit == "night":
        return one_day(day, anchored_by)
    reading = whole_unit(day, unit, anchored_by)
    if unit == "week":
        return replace(reading, value=day.isoformat())
    return reading


def later(match: Found, setting: Setting) -> Reading | None:
    """So long after or before a time told earlier: "two days later", "a year earlier", "hours later"."""
    sign = -1 if match["w"].lower() in ("earlier", "before", "previously", "beforehand") else 1
    length = length_of(match["n"] or "some", match["u"], setting.words)
    if length is None:
        return None
    if sign < 0 and length == Length(1, "year", "Y") and (quarter := _year_before(setting)):
        return quarter
    base, anchored_by = _told(setting, sign)
    if base is None:
        return undated("PAST_REF" if sign < 0 else "FUTURE_REF", anchored_by)
    if length.number is None or length.unit in ("hour", "minute", "second"):
        return _vaguely_later(base, length, sign, anchored_by)
    return _counted(base[1] if sign > 0 else base[0], length, sign, anchored_by)


def _told(setting: Setting, sign: int) -> tuple[Days | None, str]:
    """What "later" and "earlier" are reckoned from: the scene; "a year earlier" without one from the report's day."""
    if setting.scene_days:
        return setting.scene_days, BY_SCENE
    if setting.now is not None and sign < 0:
        return (setting.now, setting.now), BY_PUBLICATION
    return None, NO_ANCHOR


def _vaguely_later(base: Days, length: Length, sign: int, anchored_by: str) -> Reading:
    value = "PAST_REF" if sign < 0 else "FUTURE_REF"
    first, last = base
    if length.unit in ("hour", "minute", "second"):
        return dated(value, base, "day" if first == last else "range", anchored_by)
    unit, number = RECENT.get(length.unit, ("year", 5))
    if sign > 0:
        return dated(value, (last + DAY, shifted(last, unit, number)), "range", anchored_by)
    return dated(value, (shifted(first, unit, -number), first - DAY), "range", anchored_by)


def next_in_story(match: Found, setting: Setting) -> Reading | None:
    """The day before, the day after, a day before or after, without saying what: reckoned from the scene."""
    sign = -1 if match["w"].lower() in ("before", "earlier") else 1
    if setting.told_days is None:
        return undated("XXXX-XX-XX", NO_ANCHOR)
    first, last = setting.told_days
    part = setting.words.get("part", match["u"])
    day = last + DAY if sign > 0 else first - DAY
    return _in_day(day, part.code if part else None, BY_SCENE)


def beside(match: Found, setting: Setting) -> Reading | None:
    """The day, week or month next to something told: "the day after the vote", "the eve of the vote"."""
    unit = (match["u"] or "day").lower()
    code = {"week": "W", "month": "M", "year": "Y"}.get(unit, "D")
    return undated(f"P1{code}", NO_ANCHOR, TimeKind.DURATION)


def ahead_by(match: Found, setting: Setting) -> Reading | None:
    """In so long, from the report's day: "in two weeks", where the clause looks ahead."""
    length = length_of(match["n"], match["u"], setting.words)
    if length is None:
        return None
    value = length_value(length)
    if not setting.ahead or length.number is None:
        return undated(value, NO_PLACE, TimeKind.DURATION)
    if setting.now is None:
        return undated(value, kind=TimeKind.DURATION)
    counted = _counted(setting.now, length, 1, BY_PUBLICATION)
    return replace(counted, kind=TimeKind.DURATION, value=value)


def within(match: Found, setting: Setting) -> Reading | None:
    """Within so long: from the report's day on where the clause looks ahead, else up to it."""
    length = length_of(match["n"], match["u"], setting.words)
    if length is None:
        return None
    return _stretch(length, setting, ahead=setting.ahead)


def _stretch(length: Length, setting: Setting, *, ahead: bool) -> Reading:
    """A length up to the report, or from it on."""
    value = length_value(length)
    if setting.now is None:
        return undated(value, kind=TimeKind.DURATION)
    unit, number = length.unit, length.number
    if number is None:
        unit, number = RECENT.get(unit, (unit, 5))
    if unit in ("hour", "minute", "second"):
        unit, number = "day", -(-number // {"hour": 24, "minute": 1440, "second": 86400}[unit])
    days = (setting.now, shifted(setting.now, unit, number)) if ahead else span_before(setting.now, unit, number)
    return dated(value, days, "range", BY_PUBLICATION, TimeKind.DURATION)


def past_stretch(match: Found, setting: Setting) -> Reading | None:
    """So long up to the report, or from it on: "the past two weeks", "recent months", "the coming days"."""
    which = match["w"].lower().split()[-1]
    length = length_of(match["n"] or "some", match["u"], setting.words)
    if length is None:
        return None
    if which in ("first", "final", "opening", "closing"):
        return undated(length_value(length), NO_PLACE, TimeKind.DURATION)
    return _stretch(length, setting, ahead=which in ON)


def year_earlier(match: Found, setting: Setting) -> Reading | None:
    """The same period a year before the one told of: "the year-earlier quarter"."""
    quarter = _year_before(setting)
    if quarter is not None:
        return quarter
    if setting.now is None:
        return undated("PAST_REF")
    return whole_unit(shifted(setting.now, "year", -1), "year", BY_PUBLICATION)


def _year_before(setting: Setting) -> Reading | None:
    """A quarter's or half's counterpart a year before, where one was told of last."""
    scene = setting.scene
    if scene is None or scene.days is None or not re.fullmatch(r"\d{4}-[QH]\d", scene.value or ""):
        return None
    first, last = (shifted(d, "year", -1) for d in scene.days)
    return dated(f"{first.year:04}{(scene.value or '')[4:]}", (first, last), "range", BY_SCENE)


def latest(match: Found, setting: Setting) -> Reading | None:
    """The latest quarter or period: the one that ended last, or the one told of."""
    unit = (match["u"] or match["v"]).lower()
    if setting.now is None:
        return undated("XXXX")
    scene = setting.scene
    if unit == "period":
        told = scene is not None and re.fullmatch(r"\d{4}-[QH]\d", scene.value or "")
        return scene if told else None
    return whole_unit(shifted(setting.now, unit, -1 if unit == "quarter" else 0), unit, BY_PUBLICATION)


def turn_of_century(match: Found, setting: Setting) -> Reading | None:
    """The turn of the century."""
    return dated("2000", years(1999, 2001), "range", BY_PUBLICATION) if setting.now else undated("XXXX")


_N = r"(?P<n>{quantity})"
_THIS = (
    r"(?:(?:the )?(?P<w>(?:early |late |earlier |later )?(?:last|this|next|past|previous|coming|current|"
    r"following|same|that|upcoming|preceding|prior)) )"
)
_WEEKDAY_WHICH = (
    r"(?:the )?(?P<w>last|next|this past|this coming|this|past|previous|following|coming|same|"
    r"that same|that|every|each)"
)
_ZONE = r"(?:,? \(?{zone}\)?| \(\d{4} GMT\))?"
RULES = (
    Rule(r"(?:{edge})?(?P<w>today|yesterday|tomorrow|tonight)(?:,?(?: in the)? (?P<part>{part}))?", "today "
        "yesterday tomorrow tonight", deictic),
    Rule(r"the day (?P<w>before|after) (?:yesterday|tomorrow)", "yesterday tomorrow", two_days_off),
    Rule(
        r"(?:(?:{edge})|(?:early|earlier|late|later) )?(?:" + _WEEKDAY_WHICH + r" )?(?P<d>{weekday})(?P<s>s)"
        r"?(?:,? (?:in the )?(?:early |late )?(?P<part>{part}))?(?:s)?"
        r"(?:,?(?: of)? (?P<week>last|this|next) week)?",
        "weekday", weekday,
    ),
    Rule(r"(?P<n>{quantity}) weeks? ago,?(?: on)? (?P<d>{weekday})|"
        r"(?P<e>{weekday}) (?P<m>{quantity}) weeks? ago", "ago", weekday_ago),
    Rule(r"overnight|last night", "overnight night", overnight),
    Rule(
        r"(?:overnight|the night|night)(?: (?:of|from))?(?: (?:{weekday}))?(?:~[-–/]~| to | into |"
        r" until )(?P<d>{weekday})",
        "overnight night", night_between,
    ),
    Rule(
        r"(?:the )?(?P<w>this|that same|that|same|last|next|previous|following|the|every|each) (?:very |early |"
        r"late )?(?P<part>{part})",
        "part", part_of_day,
    ),
    Rule(r"(?:at|before|after|by|around|until|near|since|toward|towards) (?P<x>(?P<w>early |late )?(?P<part>dawn|"
        r"dusk|daybreak|sunrise|sunset|nightfall|midday|night))", "part", part_of_day),
    Rule(r"(?P<w>by )(?P<part>morning|mid-morning|afternoon|evening)", "by & part", part_of_day),
    Rule(
        r"(?P<w>the )?(?:early|small|wee) (?P<part>morning)(?: hours)?|(?:the )?(?:early|small|wee) hours",
        "early small wee", part_of_day,
    ),
    Rule(
        r"(?:(?P<h>\d{1,2})(?:[:.](?P<mi>\d\d))?~(?P<half>[ap]\.?~m\b\.?)|"
        r"(?P<h2>\d{1,2}):(?P<mi2>\d\d)(?::\d\d)?(?: hours)?|"
        r"(?P<h4>[012]\d)(?P<mi4>[0-5]\d) (?:hours|(?={zone}))|(?P<h3>\d{1,2}) o['’]clock|(?P<w>{clock}))" + _ZONE,
        "0 clock", clock,
    ),
    Rule(r"(?:(?P<edge>{edge})(?:the )?)?" + _THIS + r"(?P<u>{unit})",
        "unit & last this next past previous coming current following same that upcoming preceding prior",
        calendar_unit),
    Rule(r"the (?P<u>{unit}) before last", "unit & before", weekend_before_last),
    Rule(r"the weekend", "weekend", plain_weekend),
    Rule(
        r"(?P<edge>{edge})?(?:the )(?:(?:full|whole|entire) )?(?P<u>week|month|quarter|year)(?!\s*-?\s*(?:ago|"
        r"earlier|later|before|after|old|end|ended|ending|that|when|of|in which)\b| to {month})",
        "unit", the_unit,
    ),
    Rule(r"(?:the )?(?P<u>year|month|week)(?:['’]s[- ]|~-~| )end", "end", unit_end),
    Rule(r"(?:{approximation} )?(?:(?P<n>{quantity}) )?(?P<u>{unit})(?: or (?:so|more))? ago", "unit & ago", ago),
    Rule(
        r"(?:{approximation} )?(?:(?P<n>{quantity})[- ])?(?P<u>{unit})[- ](?P<w>earlier|later|afterwards?|"
        r"beforehand|previously|thereafter)",
        "unit & earlier later afterwards afterward beforehand previously thereafter", later,
    ),
    Rule(
        r"(?:the|a) (?P<u>day|{part}|night) (?P<w>before|after|earlier)(?=\W*(?:[.,;!?)\"”]|$|and\b|but\b))",
        "before after earlier", next_in_story,
    ),
    Rule(
        r"the (?P<u>day|week|month|year|weekend|{part})(?= (?:after|before|following) (?!last\b|yesterday|"
        r"tomorrow|that\b))|"
        r"the (?P<v>eve)(?= of)",
        "after before following eve", beside,
    ),
    Rule(r"in (?P<x>(?:{approximation} )?(?:the )?" + _N + r" (?P<u>{unit})(?:['’]s? time)?)", "unit & in", ahead_by),
    Rule(r"within (?P<x>(?:{approximation} )?(?:the )?" + _N + r" (?P<u>{unit}))", "unit & within", within),
    Rule(
        r"(?:the |these |its |their |his |her )?(?P<w>past|last|next|coming|following|previous|recent|preceding|"
        r"upcoming|most recent) (?:(?P<n>{quantity}) )?(?P<u>{unit})(?: or so)?",
        "unit & past last next coming following previous recent preceding upcoming most", past_stretch,
    ),
    Rule(r"(?:the |its |their )(?P<w>first|final|opening|closing) (?P<n>{quantity}) (?P<u>{unit})", "first final "
        "opening closing", past_stretch),
    Rule(r"(?:the )?year[- ](?:ago|earlier)(?: (?:quarter|period|level))?", "year", year_earlier),
    Rule(
        r"(?:the )?latest (?P<u>quarter|period|month|week|year)|the (?P<v>quarter|period)(?= (?:a )?year)",
        "latest quarter period", latest,
    ),
    Rule(r"the turn of the century", "turn", turn_of_century),
)  # fmt: skip
