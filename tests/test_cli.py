"""The commands as a user runs them, in a process of their own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Gunmen attacked a police patrol near Goma on Monday. The government denied arresting two reporters.\n"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments], input=stdin, capture_output=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "patrol.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_jsonl_articles_and_csv_tell_the_same_events(report: Path) -> None:
    done = {
        kind: run("code", str(report), "--published", "2022-12-09", "--format", kind)
        for kind in ("jsonl", "articles", "csv")
    }
    assert [d.returncode for d in done.values()] == [0, 0, 0]
    events = [json.loads(line) for line in done["jsonl"].stdout.splitlines()]
    [article] = [json.loads(line) for line in done["articles"].stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(done["csv"].stdout.decode())))
    assert {"ASSAULT", "REJECT"} <= {e["event"] for e in events}
    assert article["events"] == events
    assert article["text"] == TEXT.strip() or TEXT.strip() in article["text"]
    assert {r["id"] for r in rows} == {e["id"] for e in events}
    assert run("code", str(report), "--published", "2022-12-09", "--format", "jsonl").stdout == done["jsonl"].stdout


def test_explain_shows_rules_and_what_was_declined(report: Path) -> None:
    shown = run("code", str(report), "--explain").stdout.decode()
    assert "lexicon:assault.yml:" in shown
    assert "slot:subject" in shown
    assert "status.negating_governor" in shown


def test_stdin() -> None:
    done = run("code", "-", "--format", "jsonl", stdin=TEXT.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[0])["event"] == "ASSAULT"


def test_bad_reports_do_not_stop_the_good_one(report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (tmp_path / "cut.html").write_bytes(b"<html><body><p>Rebels shelled the town of Bria on Mon")
    bad = [str(tmp_path / n) for n in ("empty.txt", "picture.txt", "missing.txt")]
    done = run("code", *bad, str(tmp_path / "cut.html"), str(report), "http://127.0.0.1:9/x", "--format", "jsonl")
    assert done.returncode == 1
    assert any(json.loads(line)["trigger"]["text"] == "attacked" for line in done.stdout.splitlines())
    complaints = done.stderr.decode().splitlines()
    for name in ("empty.txt", "picture.txt", "missing.txt", "127.0.0.1"):
        assert sum(name in c for c in complaints) == 1, complaints
    assert "4 could not be read" in complaints[-1]
    assert "Traceback" not in done.stderr.decode()


def test_another_language_is_skipped_with_a_word(tmp_path: Path) -> None:
    path = tmp_path / "german.txt"
    path.write_text(
        "Die Regierung hat am Montag erklärt, dass die Truppen das Land verlassen werden, und die Opposition hat dagegen protestiert."
    )
    done = run("code", str(path))
    assert "only English is coded" in done.stderr.decode()


def test_a_bad_date_is_a_usage_error(report: Path) -> None:
    done = run("code", str(report), "--published", "yesterday")
    assert done.returncode == 2
    assert b"is not a date" in done.stderr


def test_an_unknown_task_names_the_tasks() -> None:
    done = run("evaluate", "sintax", "x")
    assert done.returncode == 2
    assert b"syntax" in done.stderr
