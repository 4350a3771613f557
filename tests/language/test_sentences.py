import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import DataError
from tocsin.language.sentences import WEIGHTS, shipped_weights, split
from tocsin.language.tokens import tokenize
from tocsin.records import Span

ONE = [
    "Serbia and Kosovo agree on licence plates",
    "U.S. to send more troops to Romania",
    "U.S. Secretary of State Ana Lopez met U.N. envoy H. Brandt on Friday.",
    "The order came from a close ally, said Gen. J. Smith.",
    "The army lost 3.5 tons of fuel and 1,200 rifles at 10.30 p.m. on Sunday.",
    '"We were not told." he said.',
    '"Who fired first?" the judge asked.',
    '"Get out!" Marta Silva shouted at the deputies.',
    "“Where is the money?” asked Mr. Okello, a trader.",
    "J. R. Mbeki and T.S. Rao were named to the board of Indus Steel Co. Ltd. of Mumbai.",
    "Lt. Gen. Omar Farah and Maj. A. Yusuf resigned.",
    "Two villages fell: Qubad and Dera.",
    "The cabinet resigned; the president accepted it.",
    "Article No. 12 of the treaty, e.g. its second clause, was ignored.",
    "St. Lucia and St. Kitts voted with Washington, D.C. on Tuesday.",
    "He waited ... and then fired.",
    "Shares of Yahoo! fell.",
    "The vote is on Jan. 5 at 9 a.m. in Juba.",
    "1. Release all prisoners",
]
MANY = [
    ("Talks failed. Both sides left.", ["Talks failed.", "Both sides left."]),
    ("She lives in the U.S. The embassy helped her.", ["She lives in the U.S.", "The embassy helped her."]),
    ("Curfew begins at 9 p.m. Soldiers patrol the port.", ["Curfew begins at 9 p.m.", "Soldiers patrol the port."]),
    ("Twelve died in 2021. In 2022, none did.", ["Twelve died in 2021.", "In 2022, none did."]),
    ("The strike killed 14. 20 others were hurt.", ["The strike killed 14.", "20 others were hurt."]),
    ('"We shall return," he said. "Wait for us."', ['"We shall return," he said.', '"Wait for us."']),
    ('He called it "a trap." Nobody agreed.', ['He called it "a trap."', "Nobody agreed."]),
    ("Why did they leave? Nobody knows! Ask them.", ["Why did they leave?", "Nobody knows!", "Ask them."]),
    ("(No one was hurt.) The port reopened.", ["(No one was hurt.)", "The port reopened."]),
    ("“They lied.” With that, she left.", ["“They lied.”", "With that, she left."]),
    ("It belongs to Orion Inc. Police sealed it.", ["It belongs to Orion Inc.", "Police sealed it."]),
    ("It is over… The guns are silent.", ["It is over…", "The guns are silent."]),
    (
        "The demands are:\n- an end to the siege\n- a release of prisoners\n- talks",
        ["The demands are:", "- an end to the siege", "- a release of prisoners", "- talks"],
    ),
    ("Steps:\n1. Stop firing\n2. Withdraw", ["Steps:", "1. Stop firing", "2. Withdraw"]),
    ("Trucks left\nJuba at dawn. They\ncame late.", ["Trucks left\nJuba at dawn.", "They\ncame late."]),
    ("  Blanks around.   They stay out. ", ["Blanks around.", "They stay out."]),
]


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split(text, Span(0, len(text)), tokens=tokenize(text))]


@pytest.mark.parametrize("text", ONE)
def test_stays_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_parts_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_looks_only_inside_the_paragraph() -> None:
    text = "Headline\n\nTroops left. Calm returned.\n\nMore text."
    paragraph = Span(10, 39)
    found = split(text, paragraph, tokens=tokenize(text, paragraph))
    assert [s.of(text) for s in found] == ["Troops left.", "Calm returned."]


def test_nothing_in_a_blank_paragraph() -> None:
    assert sentences("") == []
    assert sentences(" \n\t ") == []


def test_no_sentence_ends_inside_a_token() -> None:
    text = "Talks failed. Both sides left."
    assert split(text, Span(0, len(text)), tokens=(Span(0, len(text)),)) == (Span(0, len(text)),)


MARKS = '" “ ” ( ) . ... … ? ! : ; — [1]'.split()
BLANKS = [" ", "  ", "\n", "\n- ", "\n1. ", "\u00a0", "\u2028", "\x1f"]
WORDS = "U.S. Gen. J. He said Kosovo left 3.5 etc. a é".split()
PIECES = st.sampled_from([*MARKS, *BLANKS, *WORDS])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60), st.integers(0, 5), st.integers(0, 5))
def test_sentences_are_in_order_and_hold_all_that_is_not_blank(text: str, cut: int, tail: int) -> None:
    paragraph = Span(min(cut, len(text)), max(min(cut, len(text)), len(text) - tail))
    found = split(text, paragraph, tokens=tokenize(text, paragraph))
    assert all(paragraph.covers(s) and s.of(text).strip() == s.of(text) != "" for s in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(paragraph.of(text).split())


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_token_lies_in_one_sentence(text: str) -> None:
    words = tokenize(text)
    found = split(text, Span(0, len(text)), tokens=words)
    assert all(sum(s.covers(word) for s in found) == 1 for word in words)


def test_the_shipped_weights_are_small_and_known() -> None:
    weights = shipped_weights()
    assert WEIGHTS.stat().st_size < 300_000
    assert {"l", "m", "n"} >= set(weights.cases.values())


@pytest.mark.parametrize("content", ["", "[]", json.dumps({"cues": {}}), json.dumps({"cues": {"a": "x"}, "cases": {}})])
def test_broken_weights_are_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"weights\.json"):
        shipped_weights(path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        shipped_weights(tmp_path / "none.json")
