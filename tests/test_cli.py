"""The commands as a user runs them, in a process of their own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli.tasknames import FOLDS, TASK_NAMES
from tocsin.evaluating import TASKS, documents

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


def test_events_under_the_score_asked_for_are_declined(report: Path) -> None:
    every = [json.loads(line) for line in run("code", str(report), "--format", "jsonl").stdout.splitlines()]
    score = max(event["score"] for event in every)
    done = run("code", str(report), "--format", "articles", "--min-score", str(score))
    assert done.returncode == 0
    article = json.loads(done.stdout)
    assert [e["id"] for e in article["events"]] == [e["id"] for e in every if e["score"] >= score]
    declined = [d for d in article["declined"] if "asked for" in d["reason"]]
    assert len(declined) == len(every) - len(article["events"])
    assert all(article["text"][d["trigger"]["start"] : d["trigger"]["end"]] == d["trigger"]["text"] for d in declined)
    shown = run("code", str(report), "--explain", "--min-score", "1").stdout.decode()
    assert "is less than the 1 asked for" in shown


@pytest.mark.parametrize("score", ["1.5", "-0.1", "nan", "high"])
def test_a_score_is_a_number_from_0_to_1(report: Path, score: str) -> None:
    done = run("code", str(report), "--min-score", score)
    assert done.returncode == 2
    assert b"--min-score" in done.stderr


def test_the_worst_articles_are_shown_without_colours_and_with_the_confusions(tmp_path: Path) -> None:
    gold = [{"event": "AID", "trigger": {"start": 7, "end": 15}}]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT.strip(), "events": gold}) for _ in range(3)))
    shown = run("evaluate", "events", str(path), "--worst", "2").stdout.decode()
    assert shown.count("≠  ASSAULT 'attacked'") == 2
    assert "confusion ─" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_only_events_have_worst_articles(tmp_path: Path) -> None:
    for arguments in (["pairs", "--worst", "2"], ["events", "--worst", "2", "--json"], ["events", "--worst", "0"]):
        done = run("evaluate", arguments[0], str(tmp_path), *arguments[1:])
        assert done.returncode == 2
        assert b"--worst" in done.stderr


def test_help_names_the_tasks_there_are() -> None:
    assert tuple(TASKS) == TASK_NAMES
    assert documents.FOLDS == FOLDS
