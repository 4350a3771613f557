"""Bytes -> text: what is not text is refused, what is badly declared is read as what it really is."""

from __future__ import annotations

import codecs
import re

from tocsin.errors import ReadError

MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"wOF2", "a font"),
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})
WESTERN_SHARE = 0.03  # English in cp1252 holds few bytes beyond ASCII: curly quotes, dashes, some names
PEEK = 8192
GUESS_BYTES = 65_536


def refuse_binary(location: str, content: bytes) -> None:
    """Raise ReadError when `content` is empty or is not text at all (a picture, an archive, NUL bytes)."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ReadError(f"{location}: is empty; give a file or page that holds a report")
    for magic, kind in MAGIC:
        if content.startswith(magic):
            raise ReadError(f"{location}: is {kind}, not a text; give its text or HTML instead")
    if _bom(content) is None and _wide(content) is None and b"\x00" in content[:PEEK]:
        raise ReadError(f"{location}: holds NUL bytes, so it is binary data; give a text or HTML file")


def decode(content: bytes, *, charset: str | None = None) -> str:
    """Text of `content`, without its byte order mark.

    Tried in this order: byte order mark, UTF-8 (valid UTF-8 is hardly ever anything else, whatever is declared), the
    declared charset (`charset`, else the page's own `<meta>`), cp1252 for nearly ASCII bytes, a guess by
    charset-normalizer; only then are undecodable bytes replaced by U+FFFD.
    """
    marked = _bom(content)
    if marked is not None:
        return content[marked[1] :].decode(marked[0], "replace")
    for name in _candidates(content, charset):
        text = _strictly(content, name)
        if text is not None:
            return text
    return content.decode(_guess(content) or "utf-8", "replace")


def _bom(content: bytes) -> tuple[str, int] | None:
    return next(((name, len(mark)) for mark, name in BOMS if content.startswith(mark)), None)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is NUL, and always on the same side."""
    head = content[:PEEK]
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else None


def _candidates(content: bytes, charset: str | None) -> list[str]:
    declared = _known(charset) or _known(_declared(content))
    first = [declared] if declared and declared.startswith(("utf-16", "utf-32", "iso2022")) else []
    names = [_wide(content), *first, "utf-8", declared, _western(content)]
    return [name for name in names if name]


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:PEEK])
    return found.group(1).decode("ascii") if found else None


def _known(charset: str | None) -> str | None:
    """Python's name of a text encoding; Latin-1 is read as cp1252, as browsers do."""
    try:
        info = codecs.lookup((charset or "").strip(" \"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in WESTERN else info.name


def _western(content: bytes) -> str | None:
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    return "cp1252" if high <= max(2, WESTERN_SHARE * len(content)) else None


def _strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, ValueError):
        return None


def _guess(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:GUESS_BYTES]).best()
    return best.encoding if best is not None else None
