"""Scores whom mentions name: country, sectors and name of each row of a table, without the network.

The file is tab-separated; its first line names the columns `text date context country sector name`, and `pattern` where
rows are told apart. `date` (YYYY-MM-DD) and `context` may be empty; `context` is the sentence that holds the text, or
the codes of the countries that the report is about. Several sectors are separated by semicolons; what is right
otherwise too follows a bar ("SPY | GOV"); an empty cell means none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tocsin.evaluating.files import TextFile, files
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.records import Actor

SUFFIXES = (".tsv",)
COLUMNS = ("text", "date", "context", "country", "sector", "name")
CODES = re.compile(r"[A-Z]{3}(?:[,;&/\s]+[A-Z]{3})*")
SEPARATORS = re.compile(r"[,;&/\s]+")


@dataclass(frozen=True, slots=True)
class Case:
    """One mention, what is known beside it, and whom it names; of countries, sectors and names any that is given."""

    file: str
    line: int
    text: str
    on: date | None
    context: str
    countries: tuple[str, ...]
    sectors: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    pattern: str

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The countries of the context, None where it is in words."""
        if not self.context:
            return ()
        return tuple(SEPARATORS.split(self.context)) if CODES.fullmatch(self.context) else None


Resolver = Callable[[Case], Actor]
SameName = Callable[[str, str], bool]


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    country: int = 0
    sector: int = 0
    name: int = 0
    all_three: int = 0

    def add(self, country: bool, sector: bool, name: bool) -> None:
        self.asked += 1
        self.country += country
        self.sector += sector
        self.name += name
        self.all_three += country and sector and name

    def row(self) -> Row:
        return {
            "all_three_accuracy": ratio(self.all_three, self.asked),
            "country_accuracy": ratio(self.country, self.asked),
            "sector_accuracy": ratio(self.sector, self.asked),
            "name_accuracy": ratio(self.name, self.asked),
            "asked": self.asked,
            "all_three_right": self.all_three,
            "country_right": self.country,
            "sector_right": self.sector,
            "name_right": self.name,
        }


@dataclass(slots=True)
class _Tallies:
    total: _Tally = field(default_factory=_Tally)
    by_pattern: dict[str, _Tally] = field(default_factory=dict)


def evaluate(paths: Sequence[Path], resolver: Resolver, same_name: SameName, *, record: Record = ignore) -> Row:
    """`country_accuracy`, `sector_accuracy` (the same main sector, the first, and PRE in both or in neither) and
    `name_accuracy` over all rows, those that name nobody included; `all_three_accuracy` over rows with all of them
    right; the same by pattern.

    `same_name` says whether two names are of one person or body, so that an alias counts as the name.
    """
    tallies = _Tallies()
    for case in cases(paths):
        actor = resolver(case)
        country = (actor.country or "") in case.countries
        sector = any(_agree(actor.sectors, known) for known in case.sectors)
        name = any(same_name(actor.name or "", known) for known in case.names)
        tallies.total.add(country, sector, name)
        if case.pattern:
            tallies.by_pattern.setdefault(case.pattern, _Tally()).add(country, sector, name)
        record(_prediction(case, actor, wrong=not (country and sector and name)))
    return {
        **tallies.total.row(),
        "by_pattern": {pattern: tally.row() for pattern, tally in sorted(tallies.by_pattern.items())},
    }


def _agree(sectors: Sequence[str], gold: Sequence[str]) -> bool:
    """The main sector, the first, is the same, and PRE stands in both or in neither."""
    return list(sectors[:1]) == list(gold[:1]) and ("PRE" in sectors) == ("PRE" in gold)


def _prediction(case: Case, actor: Actor, *, wrong: bool) -> Row:
    return {
        "file": case.file,
        "line": case.line,
        "pattern": case.pattern,
        "text": case.text,
        "date": case.on.isoformat() if case.on else None,
        "context": case.context,
        "gold": {"country": case.countries, "sector": list(case.sectors), "name": case.names},
        "predicted": {"country": actor.country, "sector": list(actor.sectors), "name": actor.name},
        "why": actor.why,
        "reason": actor.reason,
        "wrong": wrong,
    }


def cases(paths: Sequence[Path]) -> Iterator[Case]:
    """The rows of the files. Raises FormatError naming file and line where a column or a date is wrong."""
    for file in files(paths, SUFFIXES):
        columns: list[str] | None = None
        for number, line in file.lines():
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if columns is None:
                columns = _header(file, number, cells)
            else:
                yield _case(file, number, columns, cells)


def _header(file: TextFile, number: int, cells: list[str]) -> list[str]:
    missing = [name for name in COLUMNS if name not in cells]
    if missing:
        raise file.error(number, f"the first line must name the columns {' '.join(COLUMNS)}; {missing[0]} is missing")
    return cells


def _case(file: TextFile, number: int, columns: list[str], cells: list[str]) -> Case:
    if len(cells) > len(columns):
        raise file.error(number, f"{len(cells)} cells under {len(columns)} columns; separate them by single tabs")
    row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
    if not row["text"]:
        raise file.error(number, "'text' is empty")
    return Case(
        file.name,
        number,
        row["text"],
        _day(file, number, row["date"]),
        row["context"],
        _either(row["country"]),
        tuple(tuple(code for code in SEPARATORS.split(each) if code) for each in _either(row["sector"])),
        _either(row["name"]),
        row.get("pattern", ""),
    )


def _either(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell; an empty cell is the one alternative "nothing"."""
    return tuple(part.strip() for part in cell.split("|"))


def _day(file: TextFile, number: int, words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise file.error(number, f"'{words}' is not a date; write YYYY-MM-DD") from None
