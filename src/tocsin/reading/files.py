"""Files and streams -> bytes, never more than the limit, whatever a compressed file claims."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from tocsin.errors import ReadError
from tocsin.reading.decoding import refuse_binary
from tocsin.reading.limits import SIZE_LIMIT
from tocsin.records import Report

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
}
HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<?xml", b"<!--", b"<div", b"<p>", b"<p ")


def media_type_of(path: Path) -> str | None:
    """The media type that a file's name tells, `.gz` aside; None for a name Tocsin does not know."""
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return MEDIA_TYPES.get(name.suffix.lower())


def sniffed(content: bytes) -> str:
    """`text/html` when the first thing in `content` is markup, else `text/plain`."""
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return "text/html" if head.startswith(HTML_STARTS) else "text/plain"


def report_of(location: str, content: bytes, media_type: str | None) -> Report:
    """A Report of bytes at hand. Raises ReadError when they are empty or binary."""
    refuse_binary(location, content)
    if media_type in (None, "text/plain"):  # a page is often saved under a name that ends in .txt
        media_type = sniffed(content)
    return Report(location, None, media_type or "text/plain", content, hashlib.sha256(content).hexdigest())


def file_report(path: Path) -> Report:
    """The Report of one page or text file. Raises ReadError: missing, unreadable, empty, binary, too large."""
    with opened(path) as stream:
        content = bounded(str(path), stream)
    return report_of(str(path), content, media_type_of(path))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file as a stream, unpacked if its name ends in `.gz`; every failure becomes a ReadError."""
    try:
        with path.open("rb") as raw:
            packed = path.suffix.lower() == ".gz"
            yield cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file or folder; check the name") from error
    except PermissionError as error:
        raise ReadError(f"{path}: may not be read by this user; change its permissions") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ReadError(f"{path}: is not intact gzip data ({error}); fetch or pack it again") from error
    except OSError as error:
        raise ReadError(f"{path}: could not be read ({error.strerror or error})") from error


def bounded(location: str, stream: IO[bytes], *, limit: int = SIZE_LIMIT) -> bytes:
    """All bytes of `stream`. Raises ReadError beyond `limit` bytes, having read no further than that."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise ReadError(
            f"{location}: is larger than {limit / 1e6:g} MB, which no news report is; split it, or give it as .jsonl"
        )
    return content
