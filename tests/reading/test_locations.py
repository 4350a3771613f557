"""Files, folders, rows and pipes: one problem is one line, the others go on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from pathlib import Path

import pytest
from sample_pages import NEWS, page

from tocsin.errors import ReadError
from tocsin.reading import article, reports
from tocsin.records import Report


def problem(location: Path | str) -> str:
    found = list(reports([str(location)]))
    assert len(found) == 1
    assert isinstance(found[0], ReadError), found[0]
    assert "\n" not in str(found[0])
    return str(found[0])


def texts(location: Path | str, **options: object) -> list[str]:
    return [
        str(found) if isinstance(found, ReadError) else article(found).text
        for found in reports([str(location)], **options)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("report.txt", b"%PDF-1.4\n%\xe2\xe3", "a PDF document"),
        ("report.html", b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
        ("report.md", b"PK\x03\x04....", "a zip archive"),
        ("nul.txt", b"The army\x00\x01\x02moved\x00", "NUL bytes"),
        ("big.txt", b"The army moved.\n" * 1_300_000, "larger than 20 MB"),
        ("bomb.txt.gz", gzip.compress(b"a" * 60_000_000), "larger than 20 MB"),
        ("broken.txt.gz", b"no gzip at all", "not intact gzip data"),
        ("cut.txt.gz", gzip.compress(os.urandom(1000))[:500], "not intact gzip data"),
        ("empty.jsonl", b"\n", "holds no rows"),
        ("empty.csv", b"", "is empty"),
        ("columns.csv", b"headline,day\nx,y\n", "no column 'text' or 'html' (found: headline, day)"),
        ("binary.jsonl", b"\x89PNG\r\n", "a PNG picture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_report_is_one_clear_line(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in problem(path)
    assert problem(path).startswith(str(path))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    assert "there is no such file" in problem(tmp_path / "absent.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(NEWS)
    path.chmod(0)
    assert "may not be read" in problem(path)


def test_a_permission_error_becomes_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(self: Path, mode: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert "may not be read by this user" in problem(tmp_path / "secret.txt")


@pytest.mark.parametrize("location", ["ftp://example.org/a.txt", "", "a\x00b"])
def test_what_is_no_location_says_so(location: str) -> None:
    assert problem(location)


def test_a_folder_is_read_in_order_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("Hidden.")
    (tmp_path / "b" / "one.txt").write_text("One moved.")
    (tmp_path / "a.html").write_text(page())
    (tmp_path / "broken.txt").write_bytes(b"")
    (tmp_path / "z.txt.gz").write_bytes(gzip.compress(b"Zet moved."))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = texts(tmp_path)
    assert len(found) == 4
    assert found[0].startswith("Army moves north")
    assert found[1] == "One moved."
    assert "is empty" in found[2]
    assert found[3] == "Zet moved."


def test_a_folder_without_reports_says_so(tmp_path: Path) -> None:
    assert "holds no .html" in problem(tmp_path)


def test_jsonl_rows_go_on_after_a_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = {"text": "The army moved.", "title": "Army moves", "published": "2022-12-09T10:00:00+01:00",
            "url": "https://news.example/1", "publisher": "Example", "language": "en", "more": {"x": 1}}  # fmt: skip
    rows = [json.dumps(good), "{broken", "[1]", '{"title": "no text"}', '{"text": 3}', '{"text": " "}', "",
            '{"html": "<p>The army moved.</p>"}', '{"text": "\\ud800 moved"}', "[" * 100_000]  # fmt: skip
    path.write_text("\n".join(rows))
    found = list(reports([str(path)]))
    first = found[0]
    assert isinstance(first, Report)
    read = article(first)
    assert (read.text, read.title, read.publisher) == ("Army moves\n\nThe army moved.", "Army moves", "Example")
    assert read.published is not None
    assert (read.published.known_by, read.published.moment.isoformat()) == ("field", "2022-12-09T10:00:00+01:00")
    problems = [str(item) for item in found if isinstance(item, ReadError)]
    assert [text.split(" ")[0] for text in problems] == [f"{path}:{line}:" for line in (2, 3, 4, 5, 6, 10)]
    assert len([item for item in found if isinstance(item, Report)]) == 3


def test_csv_rows_keep_line_breaks_and_go_on(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(
        [
            ["title", "text", "published"],
            ["A", "One.\n\nTwo moved.", ""],
            ["only one"],
            ["B", "x" * 200_000, "2022-12-09"],
        ]
    )
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    found = list(reports([str(path)]))
    assert isinstance(found[0], Report)
    assert article(found[0]).text == "A\n\nOne.\n\nTwo moved."
    assert str(found[1]).startswith(f"{path}:5: has 1 columns")
    assert isinstance(found[2], Report)
    assert found[2].location == f"{path}:6"


def test_an_open_quote_does_not_swallow_rows_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('text\n"One moved."\n"Two moved.\nThree moved.\n')
    found = list(reports([str(path)]))
    assert isinstance(found[0], Report)
    assert "is not CSV" in str(found[1])


def test_one_bad_byte_spoils_no_other_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "It\x92s war."}\n' + '{"text": "Zvečan burns."}\n'.encode())
    assert texts(path) == ["It’s war.", "Zvečan burns."]


def test_a_pipe_is_sniffed() -> None:
    assert texts("-", stdin=io.BytesIO(page().encode()))[0].startswith("Army moves north\n\nThe army")
    assert texts("-", stdin=io.BytesIO(b"The army moved.")) == ["The army moved."]
    assert texts("-", stdin=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')) == ["One.", "Two."]
    assert "is empty" in texts("-", stdin=io.BytesIO(b""))[0]


def test_an_endless_pipe_is_given_up() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    assert "larger than 20 MB" in texts("-", stdin=io.BufferedReader(Endless()))[0]


def test_the_limit_of_csv_fields_is_left_as_it_was(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    path = tmp_path / "rows.csv"
    path.write_text("text\nOne.\n")
    list(reports([str(path)]))
    assert csv.field_size_limit() == before
