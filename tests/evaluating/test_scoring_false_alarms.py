import json
import os
from pathlib import Path

import pytest
from coders import Told, coder
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating.false_alarms import evaluate, listed_names
from tocsin.evaluating.scores import Row

CUP = "Rovers beat City.\nThe keeper fired the ball out."
FAIR = "Bakers met in Ostby."
TOLD = {
    CUP: [Told("ASSAULT", "beat"), Told("ASSAULT", "fired")],
    "Rovers beat City . They drew .": [Told("ASSAULT", "beat")],
    FAIR: [Told("CONSULT", "met")],
}


def tree(name: str, *texts: str) -> str:
    lines = [f"# newdoc id = {name}"]
    for text in texts:
        lines += [f"# text = {text}", *(f"{i}|{w}|{w}|X|_|_|0|root|_|_" for i, w in enumerate(text.split(), 1)), ""]
    return "\n".join(lines) + "\n"


def test_counts_by_hand(write: Write) -> None:
    kept: list[Row] = []
    paths = [write("cup.txt", CUP), write("fair.txt", FAIR), write("calm.txt", "All is well.")]
    result = evaluate(paths, coder(TOLD).report, record=kept.append)
    assert result == {
        "events_per_40_sentences": 40 * 3 / 4,
        "events": 3,
        "sentences": 4,
        "documents": 3,
        "skipped": 0,
        "by_type": {"ASSAULT": 2, "CONSULT": 1},
    }
    assert [k["sentence"] for k in kept] == ["Rovers beat City.", "The keeper fired the ball out.", FAIR]
    assert kept[1]["trigger"] == {"text": "fired", "start": 29, "end": 34}
    assert str(kept[2]["file"]).endswith("fair.txt")


def test_treebanks_give_raw_documents_of_a_genre(write: Write) -> None:
    path = write("en.conllu", tree("reviews-1", "Rovers beat City .", "They drew .") + tree("news-1", "Bakers met ."))
    result = evaluate([path], coder(TOLD).report, genre="reviews-,answers-")
    assert (result["documents"], result["events"]) == (1, 1)
    assert evaluate([path], coder(TOLD).report)["documents"] == 2
    with pytest.raises(FormatError, match="no newdoc id contains 'email-'"):
        evaluate([path], coder(TOLD).report, genre="email-")


def test_rows_are_chosen_by_the_last_part_of_their_address(write: Write) -> None:
    rows = [{"text": CUP, "url": "https://a.example/wiki/Caf%C3%A9_cup/"}, {"text": FAIR, "url": "https://a.example/b"}]
    path = write("news.jsonl", "\n".join(json.dumps(row) for row in rows))
    result = evaluate([path], coder(TOLD).report, listed=write("few.list", "# ours\n\nCafé_cup\n"))
    assert (result["documents"], result["events"]) == (1, 2)
    with pytest.raises(FormatError, match=r"few\.list:2: no report is named 'c'"):
        evaluate([path], coder(TOLD).report, listed=write("few.list", "b\nc\n"))


def test_a_report_without_words_is_skipped_and_a_missing_one_is_an_error(write: Write, tmp_path: Path) -> None:
    result = evaluate([write("dots.txt", "...")], coder(TOLD).report)
    assert (result["documents"], result["skipped"], result["events_per_40_sentences"]) == (1, 1, 0)
    with pytest.raises(FormatError, match=r"gone\.txt: there is no such file"):
        evaluate([tmp_path / "gone.txt"], coder(TOLD).report)


@pytest.mark.parametrize(("content", "message"), [("# nothing\n", "holds no name"), (None, "cannot be read")])
def test_a_list_must_name_something(write: Write, tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "names.list"
    if content is not None:
        write("names.list", content)
    with pytest.raises(FormatError, match=message):
        listed_names(path)


LIST = Path(__file__).parents[2] / "benchmarks/no-act-articles.txt"
NEWS = Path(os.environ.get("TOCSIN_CORPORA", "../shared/corpora")) / "train/raw_news/wikinews_2019_2020"


def test_the_shipped_list_names_enough_articles() -> None:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(listed_names(LIST)) == len(lines) >= 40


@pytest.mark.skipif(not NEWS.exists(), reason="the Wikinews articles are not here")
def test_every_article_of_the_shipped_list_is_found() -> None:
    result = evaluate([NEWS], coder().report, listed=LIST)
    assert result["documents"] == len(listed_names(LIST))
