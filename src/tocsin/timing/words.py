"""The words of time and what they stand for, from `data/times`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tocsin.datafiles import Item, items
from tocsin.timing.calendars import Days, Feast, IslamicYear, OddYear, month_day

DATA = Path(__file__).parents[1] / "data" / "times"
KINDS = (
    "month", "weekday", "season", "unit", "part", "clock", "zone", "number", "ordinal", "decade", "some",
    "approximation",
)  # fmt: skip
VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word of the calendar stands for: its kind, its number, its TIMEX3 code, the unit's name."""

    kind: str
    number: int
    code: str
    name: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All words of time. `of` leads from a kind and a name in small letters to what it stands for; `exact` holds the
    names that need their capital, and whether a full stop may follow; `feasts` and `eras` have small names.
    """

    of: Mapping[str, Mapping[str, TimeWord]]
    exact: Mapping[str, bool]
    vague: Mapping[str, str]
    feasts: Mapping[str, Feast]
    eras: Mapping[str, Days]
    islamic: tuple[IslamicYear, ...]
    years: tuple[OddYear, ...]
    capitals: frozenset[str] = field(default=frozenset())

    def get(self, kind: str, name: str) -> TimeWord | None:
        """What a name stands for, with or without its full stop."""
        return self.of[kind].get(" ".join(name.lower().split()).removesuffix("."))

    def pattern(self, kind: str) -> str:
        """An alternation of the names of a kind, longest first."""
        if kind == "vague":
            return _alternation(self.vague)
        if kind == "feast":
            return "|".join(f"(?-i:{_spaced(n)})" for n in sorted(self.capitals, key=len, reverse=True))
        if kind == "era":
            return _alternation(self.eras)
        return "|".join(self._name(kind, name) for name in sorted(self.of[kind], key=len, reverse=True))

    def _name(self, kind: str, name: str) -> str:
        short = self.exact.get(f"{kind}:{name}")
        if short is None:
            return _spaced(name)
        stop = r"\.?" if short else ""
        return f"(?-i:{name.capitalize()}{stop}|{name.upper()}{stop})"


def _spaced(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")


def _alternation(names: Mapping[str, object]) -> str:
    return "|".join(_spaced(n) for n in sorted(names, key=len, reverse=True))


def load_times(folder: Path = DATA) -> TimeWords:
    """Load and check the words of time. Raises DataError with file and line."""
    of: dict[str, dict[str, TimeWord]] = {kind: {} for kind in KINDS}
    exact: dict[str, bool] = {}
    for item in items(folder / "calendar.yml"):
        item.keys_within(("kind", "number", "code", "name", "names", "plural", "capital", "short"))
        kind = item.text("kind")
        if kind not in KINDS:
            raise item.error(f"'{kind}' is no kind of time word; the kinds are {', '.join(KINDS)}")
        for name, word, key in _named(item, kind):
            if name in of[kind]:
                raise item.error(f"'{name}' stands twice among the words of kind {kind}")
            of[kind][name] = word
            if key in ("capital", "short"):
                exact[f"{kind}:{name}"] = key == "short"
    feasts, capitals = _feasts(folder)
    return TimeWords(of, exact, _vague(folder), feasts, _eras(folder), _islamic(folder), _years(folder), capitals)


def _named(item: Item, kind: str) -> Iterator[tuple[str, TimeWord, str]]:
    """Every name of an entry with what it stands for, and the key under which it stands."""
    number = item.values.get("number", 1)
    if not isinstance(number, int):
        raise item.error(f"'number' must be a whole number, found {number!r}")
    code = str(item.values.get("code", ""))
    for key in ("names", "plural", "capital", "short"):
        for name in item.words(key):
            word = TimeWord(kind, number, code, str(item.values.get("name", name)), key == "plural")
            yield name.lower(), word, key


def _vague(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in items(folder / "vague.yml"):
        item.keys_within(("code", "names"))
        code = item.text("code")
        if code not in VAGUE:
            raise item.error(f"'{code}' is no TIMEX3 reference; give one of {', '.join(VAGUE)}")
        found |= {name.lower(): code for name in item.words("names")}
    return found


FEAST_KEYS = (
    "names", "month", "day", "days", "core", "core_offset", "easter", "orthodox", "hebrew", "islamic", "weekday", "nth",
    "table", "capital",
)  # fmt: skip


def _feasts(folder: Path) -> tuple[dict[str, Feast], frozenset[str]]:
    found: dict[str, Feast] = {}
    names: set[str] = set()
    for item in items(folder / "holidays.yml"):
        item.keys_within(FEAST_KEYS)
        feast = _feast(item)
        for name in item.words("names"):
            if name.lower() in found:
                raise item.error(f"'{name}' is the name of two holidays")
            found[name.lower()] = feast
            names.add(name)
    return found, frozenset(names)


def _feast(item: Item) -> Feast:
    """One entry of holidays.yml, checked to say in one way when it is."""
    value = item.values
    ways = [key for key in ("easter", "hebrew", "islamic", "nth", "table") if key in value]
    if len(ways) > 1 or (not ways and not ("month" in value and "day" in value)):
        raise item.error(
            "a holiday needs one of: month and day; easter; hebrew; islamic; weekday, nth and month; table"
        )
    kind = ways[0] if ways else "fixed"
    table = value.get("table") or {}
    try:
        days = {int(year): month_day(str(day), int(year)) for year, day in table.items()}
    except ValueError as error:
        raise item.error(f"the table holds no month and day ({error}); write 2024: 02-10") from error
    offset = value.get("easter", value.get("hebrew", value.get("islamic", 0)))
    return Feast(
        kind, month=int(value.get("month", 0)), day=int(value.get("day", 0)), days=int(value.get("days", 1)),
        offset=int(offset), orthodox=item.flag("orthodox"), weekday=int(value.get("weekday", 0)),
        nth=int(value.get("nth", 0)), table=days,
    )  # fmt: skip


def _eras(folder: Path) -> dict[str, Days]:
    found: dict[str, Days] = {}
    for item in items(folder / "eras.yml"):
        item.keys_within(("names", "from", "until"))
        first, last = item.values.get("from"), item.values.get("until")
        if not (isinstance(first, date) and isinstance(last, date) and first <= last):
            raise item.error(f"'from' and 'until' must be days in order, found {first!r} and {last!r}")
        for name in item.words("names"):
            found[name.lower()] = (first, last)
    return found


def _islamic(folder: Path) -> tuple[IslamicYear, ...]:
    found = []
    for item in items(folder / "islamic.yml"):
        item.keys_within(("year", "begins", "long"))
        begins, long = item.values.get("begins"), item.text("long")
        if not isinstance(begins, date) or not re.fullmatch("[01]{12}", long):
            raise item.error("a year needs the day it 'begins' on and 'long': twelve times 0 (29 days) or 1 (30 days)")
        found.append(IslamicYear(int(item.values["year"]), begins, tuple(29 + int(c) for c in long)))
    return tuple(found)


def _years(folder: Path) -> tuple[OddYear, ...]:
    found = []
    for item in items(folder / "years.yml"):
        item.keys_within(("kind", "from", "until", "named_by", "countries", "adjectives"))
        try:
            first = month_day(item.text("from"), 2001)
            last = month_day(item.text("until"), 2001) if "until" in item.values else None
        except ValueError as error:
            raise item.error(f"'from' and 'until' must be a month and a day such as 10-01 ({error})") from error
        named_by = item.text("named_by")
        if named_by not in ("start", "end"):
            raise item.error(f"'named_by' must be start or end, found '{named_by}'")
        words = frozenset(item.words("adjectives"))
        found.append(OddYear(item.text("kind"), first, last, named_by == "end", words))
    return tuple(found)
