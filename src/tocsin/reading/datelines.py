"""Datelines: "PRISTINA, Dec 9 (Reuters) - " says where, when and by whom a report was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tocsin.reading.dating import DATE, moment_of
from tocsin.reading.phrases import Phrases

WORD = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
NAME = rf"{WORD}(?:[ /](?:(?:of|de|da|del|la|el|al|and|the)\s)?{WORD}){{0,3}}"
DATELINE = re.compile(
    rf"(?P<place>{NAME}(?:,\s+{NAME}){{0,2}}?)??"
    rf"(?:[,\s]*\(?(?P<date>{DATE})\)?\.?)?"
    r"(?:\s*(?P<open>[(/\[])(?P<wire>[^()\[\]\n]{2,40}?)[)/\]]\.?)?"
    r"(?P<dash>\s*(?:--|[-–—_:])\s+|\s+)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline tells; `end` is where the report's own words begin. `day` is None where it names no year."""

    end: int
    place: str | None
    wire: str | None
    day: date | None
    written: str | None


def dateline_of(text: str, phrases: Phrases) -> Dateline | None:
    """The dateline that a paragraph starts with, or None.

    It needs a dash and a date, a wire credit or a place in capitals; capitals and a wire credit need no dash.
    """
    found = DATELINE.match(text[:160])
    if found is None:
        return None
    place, written, credit = found["place"], found["date"], found["wire"]
    wire = phrases.wire(credit.split(",")[0]) if credit else None
    rest = text[found.end() :]
    if not rest or (credit and wire is None) or (place and (phrases["not_places"].holds(place) or phrases.wire(place))):
        return None
    if not _convincing(place, written, wire, found["dash"].strip(), rest):
        return None
    return Dateline(found.end(), place, wire, _day(written), written)


def _convincing(place: str | None, written: str | None, wire: str | None, dash: str, rest: str) -> bool:
    if wire:
        return bool(dash) or (place is not None and _in_capitals(place))
    if written and dash not in ("", ":"):
        return True
    begins = rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"'“‘«"
    return bool(place and dash and _in_capitals(place) and begins)


def _in_capitals(place: str) -> bool:
    letters = [letter for letter in place.split(",")[0] if letter.isalpha()]
    return len(letters) >= 3 and all(letter.isupper() for letter in letters)


def _day(written: str | None) -> date | None:
    moment = moment_of(written) if written else None
    return moment.date() if isinstance(moment, datetime) else moment
