"""JSONL and CSV -> one Report per row; a malformed row is one error, and the rows after it are still read."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
from collections.abc import Iterator
from typing import IO, Protocol

from tocsin.errors import ReadError
from tocsin.reading.decoding import decode, refuse_binary
from tocsin.reading.limits import SIZE_LIMIT
from tocsin.records import Report

FIELDS = ("title", "published", "url", "publisher", "language")
MEDIA = {"text": "text/plain", "html": "text/html"}
WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class _Rows(Protocol):
    """What csv.reader returns."""

    line_num: int

    def __next__(self) -> list[str]: ...


def jsonl_reports(location: str, stream: IO[bytes]) -> Iterator[Report | ReadError]:
    """One Report (or ReadError) per line of JSON objects that hold `text` or `html`."""
    seen = False
    for number, line in enumerate(_lines(location, stream), start=1):
        if isinstance(line, ReadError):
            yield line
            return
        if line.strip():
            seen = True
            yield _json_row(f"{location}:{number}", line)
    if not seen:
        yield ReadError(f"{location}: holds no rows; put one JSON object with a 'text' on each line")


def csv_reports(location: str, stream: IO[bytes]) -> Iterator[Report | ReadError]:
    """One Report (or ReadError) per row of a CSV file whose header names `text` or `html`."""
    problems: list[ReadError] = []
    rows = csv.reader(_only_text(_lines(location, stream), problems), strict=True)
    header = _next(rows, location)
    if header is None or isinstance(header, ReadError):
        yield header or ReadError(f"{location}: is empty; give a CSV file with a header row")
        return
    names = [name.strip().lower() for name in header]
    if not set(names) & set(MEDIA):
        yield ReadError(f"{location}:1: has no column 'text' or 'html' (found: {', '.join(names)[:120]}); add one")
        return
    yield from _csv_rows(location, rows, names)
    yield from problems


def _csv_rows(location: str, rows: _Rows, names: list[str]) -> Iterator[Report | ReadError]:
    while True:
        first = rows.line_num + 1
        row = _next(rows, location)
        if row is None:
            return
        if isinstance(row, ReadError):
            yield row
            return
        if row:
            yield _csv_row(f"{location}:{first}", names, row)


def _next(rows: _Rows, location: str) -> list[str] | ReadError | None:
    """The next row. The field size limit is a global of the csv module, so it is put back at once."""
    before = csv.field_size_limit(SIZE_LIMIT)
    try:
        return next(rows)
    except StopIteration:
        return None
    except csv.Error as error:
        where = f"{location}:{rows.line_num}"
        return ReadError(f"{where}: is not CSV ({error}); the rest of the file was not read, mend its quotes")
    finally:
        csv.field_size_limit(before)


def _csv_row(location: str, names: list[str], row: list[str]) -> Report | ReadError:
    if len(row) != len(names):
        return ReadError(f"{location}: has {len(row)} columns, the header has {len(names)}; mend its commas and quotes")
    return _report(location, {name: value for name, value in zip(names, row, strict=True) if value})


def _json_row(location: str, line: str) -> Report | ReadError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ReadError(f"{location}: is not JSON ({error}); put one object on each line")
    if not isinstance(row, dict):
        return ReadError(f'{location}: is a JSON {type(row).__name__}, not an object; write {{"text": …}}')
    return _report(location, row)


def _report(location: str, row: dict[str, object]) -> Report | ReadError:
    kind = next((name for name in MEDIA if row.get(name)), None)
    if kind is None:
        return ReadError(f"{location}: has no 'text' or 'html' (found: {', '.join(row)[:120]}); add one")
    text = row[kind]
    if not isinstance(text, str):
        return ReadError(f"{location}: '{kind}' is a {type(text).__name__}, not a string; put the report's text there")
    if not text.strip():
        return ReadError(f"{location}: '{kind}' is empty; put the report's text there")
    content = text.encode("utf-8", "replace")
    fields = tuple((name, str(row[name]).strip()) for name in FIELDS if row.get(name) not in (None, ""))
    return Report(location, None, MEDIA[kind], content, hashlib.sha256(content).hexdigest(), "utf-8", fields)


def _lines(location: str, stream: IO[bytes]) -> Iterator[str | ReadError]:
    """Lines one by one, each decoded by itself, so that one bad byte spoils one row; a bad file ends in an error."""
    first = stream.readline(SIZE_LIMIT + 1)
    wide = WIDE.get(first[:2])
    if wide:
        whole = first + stream.read(SIZE_LIMIT + 1)
        yield from whole[2:].decode(wide, "replace").splitlines(keepends=True)
        return
    try:
        refuse_binary(location, first.strip() or b"-")
    except ReadError as error:
        yield error
        return
    number, line = 1, first.removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) > SIZE_LIMIT:
            yield ReadError(f"{location}:{number}: is longer than {SIZE_LIMIT / 1e6:g} MB; split the file")
            return
        yield decode(line)
        number, line = number + 1, stream.readline(SIZE_LIMIT + 1)


def _only_text(lines: Iterator[str | ReadError], problems: list[ReadError]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, ReadError):
            problems.append(line)
        else:
            yield line
