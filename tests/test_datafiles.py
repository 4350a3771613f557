"""The data files as they were parsed when the package was built stand for the YAML, and only while it is the same."""

import json
import shutil
from datetime import date

import pytest

from tocsin import datafiles
from tocsin.errors import DataError

FILES = sorted(
    p for folder in ("lexicon", "rules", "plover", "reading") for p in (datafiles.DATA / folder).rglob("*.yml")
)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A data folder of our own with a parsed lexicon file, from which `load` reads."""
    shutil.copy(FILES[0], tmp_path / "words.yml")
    datafiles.write_parsed(tmp_path)
    monkeypatch.setattr(datafiles, "DATA", tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_parsed_data_is_what_the_yaml_says(path, tmp_path):
    shutil.copy(path, tmp_path / path.name)
    [text] = json.loads(datafiles.write_parsed(tmp_path).read_text(encoding="utf-8")).values()
    assert json.loads(text) == datafiles._parse(path.read_bytes(), path)


def test_a_file_that_was_parsed_is_not_parsed_again(built, monkeypatch):
    expected = datafiles._parse(FILES[0].read_bytes(), FILES[0])
    monkeypatch.setattr(datafiles, "_parse", lambda content, path: pytest.fail("parsed again"))
    assert datafiles.load(built / "words.yml") == expected


def test_a_changed_file_is_parsed_anew(built):
    (built / "words.yml").write_text("- {name: other}\n", encoding="utf-8")
    assert datafiles.load(built / "words.yml") == [{"name": "other", "__line__": 1}]


def test_a_changed_file_that_is_wrong_is_named_with_its_line(built):
    (built / "words.yml").write_text("- name: one\n- name: [two\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.yml:\d: not valid YAML"):
        datafiles.load(built / "words.yml")


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_a_spoilt_file_of_parsed_data_is_not_used(built, content):
    (built / datafiles.PARSED).write_text(content, encoding="utf-8")
    datafiles._parsed.cache_clear()
    assert datafiles.load(built / "words.yml") == datafiles._parse(FILES[0].read_bytes(), FILES[0])


def test_parsed_files_keep_days_and_numbered_keys(tmp_path):
    feast = "- {names: [New Year], begins: 2024-02-10, table: {2024: 02-10, 2025: 01-29}}\n"
    (tmp_path / "feasts.yml").write_text(feast, encoding="utf-8")
    parsed = json.loads(datafiles.write_parsed(tmp_path).read_text(encoding="utf-8"))
    (text,) = parsed.values()
    expected = {"names": ["New Year"], "begins": date(2024, 2, 10), "table": {2024: "02-10", 2025: "01-29"}}
    assert datafiles.strip_lines(datafiles._read(text)) == [expected]
