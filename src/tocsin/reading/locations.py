"""Locations (files, folders, `-`, web addresses) -> Reports; one that fails is one error, the others go on."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from tocsin.errors import ReadError
from tocsin.reading.files import bounded, file_report, media_type_of, opened, report_of
from tocsin.reading.limits import FETCH_LIMITS, FetchLimits
from tocsin.reading.rows import csv_reports, jsonl_reports
from tocsin.records import Report

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
ROWS: dict[str, Callable[[str, IO[bytes]], Iterator[Report | ReadError]]] = {
    "application/x-ndjson": jsonl_reports,
    "text/csv": csv_reports,
}


def reports(
    locations: Iterable[str], *, stdin: IO[bytes] | None = None, limits: FetchLimits = FETCH_LIMITS
) -> Iterator[Report | ReadError]:
    """Every report that `locations` lead to, in their order, folders by path.

    A location is a file (.html .htm .txt .md .jsonl .csv, each also as .gz; other names are read as a page or a
    text), a folder (searched with its subfolders for those names), `-` for `stdin`, or an http(s) address, fetched
    within `limits`. Whatever cannot be read comes as a ReadError value with one clear line; the rest is still read.
    """
    for location in locations:
        try:
            yield from _located(location, stdin, limits)
        except ReadError as error:
            yield error


def _located(location: str, stdin: IO[bytes] | None, limits: FetchLimits) -> Iterator[Report | ReadError]:
    scheme = SCHEME.match(location)
    if location == "-":
        yield from _piped(stdin or sys.stdin.buffer)
    elif scheme and scheme.group(1).lower() in ("http", "https"):
        from tocsin.reading.fetching import fetch  # httpx takes a tenth of a second to import

        yield fetch(location, limits=limits)
    elif scheme:
        raise ReadError(f"{location}: {scheme.group(1)} addresses are not read; give http, https or a file's path")
    elif not location or "\x00" in location:
        raise ReadError(f"{location!r}: is not a file name; give a file, a folder, '-' or a web address")
    elif os.path.isdir(location):
        yield from _folder(Path(location))
    else:
        yield from _file(Path(location))


def _piped(stdin: IO[bytes]) -> Iterator[Report | ReadError]:
    content = bounded("-", stdin)
    if content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        yield from jsonl_reports("-", io.BytesIO(content))
    else:
        yield report_of("-", content, None)


def _file(path: Path) -> Iterator[Report | ReadError]:
    rows = ROWS.get(media_type_of(path) or "")
    if rows is None:
        yield file_report(path)
        return
    with opened(path) as stream:
        yield from rows(str(path), stream)


def _folder(folder: Path) -> Iterator[Report | ReadError]:
    problems: list[ReadError] = []
    paths = _within(folder, problems)
    yield from problems
    if not paths and not problems:
        yield ReadError(f"{folder}: holds no .html, .txt, .md, .jsonl or .csv file (or .gz of these); name the files")
    for path in paths:
        try:
            yield from _file(path)
        except ReadError as error:
            yield error


def _within(folder: Path, problems: list[ReadError]) -> list[Path]:
    def unreadable(error: OSError) -> None:
        problems.append(ReadError(f"{error.filename}: the folder could not be read ({error.strerror})"))

    found: list[Path] = []
    for parent, children, names in os.walk(folder, onerror=unreadable):
        children[:] = [child for child in children if not child.startswith(".")]
        paths = [Path(parent, name) for name in names if not name.startswith(".")]
        found += [path for path in paths if media_type_of(path)]
    return sorted(found)
