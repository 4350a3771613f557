"""Opens what is to be scored: a file, a folder or an archive (.gz, .tar.gz, .tar.xz, .zip), as named texts.

Archives are read in memory, never unpacked to disk.
"""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tocsin.errors import FormatError
from tocsin.evaluating.coded import share

TARS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2")
_DAMAGE = (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error)


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file to be scored. `name` is its path, with `archive/member` for what lay in an archive."""

    name: str
    text: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Line numbers from 1 and lines without their ends."""
        for number, line in enumerate(self.text.removeprefix("\ufeff").split("\n"), 1):
            yield number, line.removesuffix("\r")

    def error(self, line: int, message: str) -> FormatError:
        """A FormatError that names file and line."""
        return FormatError(f"{self.name}:{line}: {message}")

    @property
    def in_read_quarter(self) -> bool:
        """Whether the text's sha256 is divisible by four: the quarter of a set whose errors may be read."""
        return share(self.text, 4) == 0


def files(paths: Sequence[Path], suffixes: Sequence[str]) -> Iterator[TextFile]:
    """The texts that `paths` hold, in order. In folders and archives only names that end in one of `suffixes` count;
    a file that is named itself is read whatever its name. Raises FormatError where a path holds nothing to read.
    """
    for path in paths:
        found = False
        for name, content in _contents(path, tuple(suffixes)):
            found = True
            yield TextFile(name, _decoded(name, content))
        if not found:
            names = " or ".join(suffixes)
            raise FormatError(f"{path}: holds no {names} file; name the file itself if it ends otherwise")


def _contents(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for inner in sorted(p for p in path.rglob("*") if p.is_file()):
            relative = inner.relative_to(path).as_posix()
            if _archive(relative):
                yield from _opened(inner, suffixes)
            elif _wanted(relative, suffixes):
                yield from _opened(inner, ())
    elif path.exists():
        yield from _opened(path, suffixes)
    else:
        raise FormatError(f"{path}: there is no such file or folder")


def _opened(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """One file, unpacked; a damaged one becomes a FormatError."""
    try:
        yield from _unpacked(path, suffixes)
    except _DAMAGE as error:
        raise FormatError(f"{path}: cannot be read: {error}; is it complete?") from error


def _unpacked(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    name = path.name.lower()
    if name.endswith(TARS):
        yield from _tar_members(path, suffixes)
    elif name.endswith(".zip"):
        yield from _zip_members(path, suffixes)
    elif name.endswith(".gz"):
        yield str(path), gzip.decompress(path.read_bytes())
    elif name.endswith(".xz"):
        yield str(path), lzma.decompress(path.read_bytes())
    else:
        yield str(path), path.read_bytes()


def _tar_members(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            handle = archive.extractfile(member) if member.isfile() and _wanted(member.name, suffixes) else None
            if handle is not None:
                yield f"{path}/{member.name}", _inflated(member.name, handle.read())


def _zip_members(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/") and _wanted(name, suffixes):
                yield f"{path}/{name}", _inflated(name, archive.read(name))


def _inflated(name: str, content: bytes) -> bytes:
    return gzip.decompress(content) if name.lower().endswith(".gz") else content


def _archive(name: str) -> bool:
    return name.lower().endswith((*TARS, ".zip")) and not _hidden(name)


def _wanted(name: str, suffixes: tuple[str, ...]) -> bool:
    bare = name.lower().removesuffix(".gz").removesuffix(".xz")
    return bare.endswith(suffixes) and not _hidden(name)


def _hidden(name: str) -> bool:
    """What a system leaves in folders and archives: `.DS_Store`, `__MACOSX/._article.tsv`."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(f"{name}:{line}: is not UTF-8 text; convert the file and try again") from error
