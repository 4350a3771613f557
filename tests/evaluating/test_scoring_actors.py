from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from readers import FakeReader

from tocsin.errors import FormatError
from tocsin.evaluating import TASKS, Options, Row, actors, ignore
from tocsin.evaluating.actors import Case
from tocsin.records import Actor, Span

Write = Callable[[str, str], Path]
HEAD = "text\tdate\tcontext\tcountry\tsector\tname\tpattern\n"
ROWS = (
    "Kosovo police\t2022-12-08\tKosovo police said no.\tXKX\tCOP\t\tinstitution\n"
    "Daesh\t2015-01-01\t\tIMG\tREB\tIslamic State | ISIS\talias\n"
    "striking teachers\t\tMEX\tMEX\tEDU;LAB\t\tgeneric\n"
    "they\t\tMEX, USA\t\t\t\tgeneric\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file as it is: bars separate alternatives here."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def scored(write: Write, answer: dict[str, Actor], text: str = HEAD + ROWS, kept: list[Row] | None = None) -> Any:
    def resolver(case: Case) -> Actor:
        return answer.get(case.text, Actor(case.text, Span(0, 1)))

    def same(one: str, other: str) -> bool:
        return one.casefold() == other.casefold()

    return actors.evaluate([write("a.tsv", text)], resolver, same, record=ignore if kept is None else kept.append)


def test_counts_by_hand(write: Write) -> None:
    kept: list[Row] = []
    answer = {
        "Kosovo police": Actor("", Span(0, 1), None, "XKX", ("COP",)),
        "Daesh": Actor("", Span(0, 1), "isis", "SYR", ("REB",)),  # the country is wrong, the second name will do
        "striking teachers": Actor("", Span(0, 1), None, "MEX", ("EDU",)),  # the first sector is what is compared
    }
    result = scored(write, answer, kept=kept)
    assert (result["asked"], result["country_right"], result["sector_right"], result["name_right"]) == (4, 3, 4, 4)
    assert result["all_three_accuracy"] == 0.75
    assert result["by_pattern"]["alias"]["all_three_right"] == 0
    assert [row["wrong"] for row in kept] == [False, True, False, False]


def test_pre_must_be_there_exactly_where_gold_has_it(write: Write) -> None:
    text = HEAD + "Abkhazia\t\t\tGEO\tGOV;PRE\tAbkhazia\tpre\n"
    for sectors, right in ((("GOV", "PRE"), 1), (("GOV",), 0), (("PRE", "GOV"), 0)):
        answer = {"Abkhazia": Actor("", Span(0, 1), "Abkhazia", "GEO", sectors)}
        assert scored(write, answer, text)["sector_right"] == right


def test_the_context_is_a_sentence_or_codes(write: Write) -> None:
    found = list(actors.cases([write("a.tsv", HEAD + ROWS)]))
    assert [case.codes for case in found] == [None, (), ("MEX",), ("MEX", "USA")]
    assert found[0].on == date(2022, 12, 8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text\tdate\n", "a.tsv:1: .* context is missing"),
        (HEAD + "Daesh\t2015-13-01\n", "a.tsv:2: '2015-13-01' is not a date"),
        (HEAD + "\t2015-12-01\n", "a.tsv:2: 'text' is empty"),
        (HEAD + "a\t\t\t\t\t\t\t\t\n", "a.tsv:2: 9 cells under 7 columns"),
    ],
)
def test_errors_name_the_line(write: Write, text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        scored(write, {}, text)


def test_the_task_resolves_with_the_sentence_around(write: Write) -> None:
    text = HEAD + (
        "Kabul\t2018-01-27\tA bomb went off near a mosque in Kabul.\t\t\t\tcity\n"
        "Serbian\t2013-04-19\tThe Serbian and Kosovo prime ministers met.\tSRB\tGOV\tIvica Dačić\tjoined\n"
        "the prime minister\t2013-04-19\tSRB\tSRB\tGOV\tIvica Dačić\tcodes\n"
    )
    result = TASKS["actors"].run([write("a.tsv", text)], FakeReader(), Options(), ignore)
    assert (result["asked"], result["all_three_right"]) == (3, 3)
