"""Rules for lengths of time, repeated times, and words that leave open how far off a time is."""

from __future__ import annotations

from re import Match

from tocsin.records import TimeKind
from tocsin.timing.calendars import DAY
from tocsin.timing.patterns import Rule
from tocsin.timing.quantities import Length, length_of, length_value
from tocsin.timing.readings import BY_PUBLICATION, NO_PLACE, Reading, Setting, dated, undated

Found = Match[str]
REPEATED = "a repeated time"
ADVERBS = {
    "daily": "XXXX-XX-XX", "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H", "weekly": "XXXX-WXX", "fortnightly": "P2W",
    "biweekly": "P2W", "monthly": "XXXX-XX", "yearly": "XXXX", "annually": "XXXX",
}  # fmt: skip


def length(match: Found, setting: Setting) -> Reading | None:
    """A length of time: "three days", "a two-year term", "more than a decade"."""
    found = length_of(match["n"], match["u"], setting.words)
    if found is None:
        return None
    return undated(length_value(found), NO_PLACE, TimeKind.DURATION)


def length_and_half(match: Found, setting: Setting) -> Reading | None:
    """A length and a half: "a year and a half"."""
    found = length_of(match["n"], match["u"], setting.words)
    if found is None or found.number is None:
        return None
    return undated(length_value(Length(found.number + 0.5, found.unit, found.code)), NO_PLACE, TimeKind.DURATION)


def open_length(match: Found, setting: Setting) -> Reading | None:
    """Units without a number: "for years", "months of talks"."""
    found = length_of(None, match["u"], setting.words)
    return undated(length_value(found), NO_PLACE, TimeKind.DURATION) if found else None


def whole_length(match: Found, setting: Setting) -> Reading | None:
    """All of a unit: "all day", "the whole year"."""
    found = length_of("a", match["u"], setting.words)
    return undated(length_value(found), NO_PLACE, TimeKind.DURATION) if found else None


def every(match: Found, setting: Setting) -> Reading | None:
    """A repeated unit: "every day", "each July", "every two weeks"."""
    month = setting.words.get("month", match["m"]) if match["m"] else None
    if month is not None:
        return undated(f"XXXX-{month.number:02}", REPEATED, TimeKind.SET)
    found = length_of(match["n"] or "a", match["u"], setting.words)
    return undated(length_value(found), REPEATED, TimeKind.SET) if found else None


def rate(match: Found, setting: Setting) -> Reading | None:
    """A unit by which something is counted: "twice a week", "$5 million a year", "per day"."""
    found = length_of("a", match["u"], setting.words)
    return undated(length_value(found), REPEATED, TimeKind.SET) if found else None


def regularly(match: Found, setting: Setting) -> Reading | None:
    """Daily, weekly, annually …"""
    return undated(ADVERBS[match.group().lower()], REPEATED, TimeKind.SET)


def vague(match: Found, setting: Setting) -> Reading | None:
    """Now, recently, soon, in the past: near or far, behind or ahead."""
    name = " ".join(match.group().lower().replace("’", "'").split())
    code = setting.words.vague[name]
    if setting.now is None:
        return undated(code)
    if code == "PRESENT_REF":
        return dated(code, (setting.now - DAY, setting.now), "range", BY_PUBLICATION)
    return undated(code, "the words leave open how far off it is")


_APPROX = r"(?:(?:{approximation}|the|another|an additional|a further|every one of the) ){0,2}"
_BETWEEN = r" (?:full |consecutive |straight |whole |solid |long |more |calendar |business |working |additional )?"
_COUNTED = (
    "million billion trillion percent cent times tons tonnes barrels people dollars cents units shares "
    "cars jobs barrels euros pounds"
)
RULES = (
    Rule(
        r"(?:every|each)(?: single)? (?:(?P<n>{quantity}) |other )?(?:(?P<u>{unit})|(?P<m>{month}))",
        "every each", every,
    ),
    Rule(r"(?:per|once an?|twice an?|times an?) (?P<u>{unit})", "unit & per once twice times", rate),
    Rule(
        rf"(?:[\d%]|{'|'.join(_COUNTED.split())}) (?P<x>an? (?P<u>{{unit}}))(?! (?:ago|later|earlier|before|after))",
        "unit & a an", rate,
    ),
    Rule(r"(?P<n>{quantity})~[-‑–]~(?P<u>{unit})(?:[- ]old)?", "unit", length),
    Rule(_APPROX + r"(?P<n>{quantity})" + _BETWEEN + r"(?P<u>{unit})(?:['’](?!s))?(?: or (?:so|more|longer|"
        r"less))?", "unit", length),
    Rule(_APPROX + r"(?P<n>{quantity}) (?P<u>{unit}) and a half", "half", length_and_half),
    Rule(r"the (?P<u>year)(?= (?:ended|ending|to))", "ended ending to", whole_length),
    Rule(
        r"(?:for|in|over|after|within|take|takes|took|last|lasts|lasted|spent|spend) "
        r"(?P<x>(?:many )?(?P<u>seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries))",
        "unit & for in over after within take takes took last lasts lasted spent spend", open_length,
    ),
    Rule(r"(?P<x>(?P<u>hours|days|weeks|months|years|decades|centuries))(?= of)", "unit & of", open_length),
    Rule(
        r"(?:all|the whole|the entire|an entire|a whole|a full) (?P<u>day|night|week|weekend|month|year)",
        "unit & all whole entire full", whole_length,
    ),
    Rule(r"daily|nightly|hourly|weekly|fortnightly|biweekly|monthly|yearly|annually", " ".join(ADVERBS), regularly),
    Rule(r"(?:{vague})", "vague", vague),
)  # fmt: skip
