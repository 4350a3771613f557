import gzip
import io
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tocsin.errors import FormatError
from tocsin.evaluating.files import TextFile, files


def texts(*paths: Path) -> list[tuple[str, str]]:
    return [(f.name.rsplit("/", 1)[-1], f.text) for f in files(paths, (".tsv", ".bio"))]


def tar(path: Path, members: dict[str, bytes], mode: str) -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "gold.dat"
    path.write_text("x", encoding="utf-8")
    assert texts(path) == [("gold.dat", "x")]


def test_a_folder_gives_its_files_in_order_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.tsv").write_text("b", encoding="utf-8")
    (tmp_path / "deep/a.bio.gz").write_bytes(gzip.compress(b"a"))
    (tmp_path / "README.md").write_text("no", encoding="utf-8")
    (tmp_path / ".hidden.tsv").write_text("no", encoding="utf-8")
    tar(tmp_path / "c.tar.gz", {"c.tsv": b"c"}, "w:gz")
    assert texts(tmp_path) == [("b.tsv", "b"), ("c.tsv", "c"), ("a.bio.gz", "a")]


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.xz", "w:xz")]
)
def test_tar_members_are_named(tmp_path: Path, name: str, mode: str) -> None:
    members = {"d/2.tsv": b"two", "d/1.tsv": b"one", "__MACOSX/._1.tsv": b"\xff", "notes.md": b"\xff"}
    path = tar(tmp_path / name, members, mode)
    assert [(f.name, f.text) for f in files([path], (".tsv",))] == [
        (f"{path}/d/1.tsv", "one"),
        (f"{path}/d/2.tsv", "two"),
    ]


def test_zip_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.tsv", "x")
        archive.writestr("y.tsv.gz", gzip.compress(b"y"))
    assert texts(tmp_path / "a.zip") == [("x.tsv", "x"), ("y.tsv.gz", "y")]


def test_lines_without_mark_and_carriage_returns() -> None:
    assert list(TextFile("f", "\ufeffa\r\nb").lines()) == [(1, "a"), (2, "b")]


def test_the_read_quarter_goes_by_the_hash() -> None:
    for text in ("a", "b", "c", "d", "e", "f"):
        assert TextFile("f", text).in_read_quarter == (int(sha256(text.encode()).hexdigest(), 16) % 4 == 0)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"none\.tsv: there is no such file"):
        texts(tmp_path / "none.tsv")


def test_a_folder_without_such_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"holds no \.tsv or \.bio file"):
        texts(tmp_path)


@pytest.mark.parametrize("name", ["a.tar.gz", "a.gz", "a.zip", "a.tar.xz", "a.xz"])
def test_a_damaged_archive_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not an archive")
    with pytest.raises(FormatError, match=f"{name}: cannot be read"):
        texts(tmp_path / name)


def test_a_cut_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress(b"a" * 999)[:-9])
    with pytest.raises(FormatError, match="cannot be read"):
        texts(tmp_path / "a.tsv.gz")


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes("è\n".encode() + b"ok\n\xe8\n")
    with pytest.raises(FormatError, match=r"a\.tsv:3: is not UTF-8"):
        texts(tmp_path / "a.tsv")
