"""Every phrase group proves itself; the rules leave the report alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_pages import NEWS

from tocsin.errors import DataError
from tocsin.reading.datelines import dateline_of
from tocsin.reading.masking import RULES
from tocsin.reading.phrases import BOILERPLATE, load_phrases, shipped_phrases
from tocsin.records import Article, MaskReason

PHRASES = shipped_phrases()
EXAMPLES = [(name, text) for name, group in PHRASES.groups.items() for text in group.examples]
NEAR_MISSES = [(name, text) for name, group in PHRASES.groups.items() for text in group.near_misses]
Reading = Callable[..., Article]


def masked(found: Article) -> list[tuple[str, MaskReason]]:
    return [(mask.span.of(found.text), mask.reason) for mask in found.masked]


def around(text: str) -> str:
    return f"Army moves north as talks fail\n\n{NEWS}\n\n{text}\n\n{NEWS}"


@pytest.mark.parametrize(("group", "text"), EXAMPLES)
def test_examples_are_masked(group: str, text: str, read: Reading) -> None:
    assert (text, PHRASES[group].reason) in masked(read(around(text)))


@pytest.mark.parametrize(("group", "text"), NEAR_MISSES)
def test_near_misses_are_not(group: str, text: str, read: Reading) -> None:
    assert masked(read(around(text))) == []


@pytest.mark.parametrize("title", ["Read more books, minister tells pupils", "Watch: the army crosses the river",
                                   "Subscribe to peace, pope tells our weekly audience", "Copyright 2022 law divides parliament"])  # fmt: skip
def test_a_headline_is_never_furniture(title: str, read: Reading) -> None:
    found = read(f"{title}\n\n{NEWS}")
    assert found.title == title
    assert masked(found) == []


@pytest.mark.parametrize(
    ("text", "dateline", "place", "wire", "day"),
    [
        ("BELGRADE, Serbia (AP) — Troops moved.", "BELGRADE, Serbia (AP) —", "BELGRADE, Serbia", "AP", None),
        ("PRISTINA, Dec 9 (Reuters) - Troops moved.", "PRISTINA, Dec 9 (Reuters) -", "PRISTINA", "Reuters", None),
        ("Mitrovica, 9 December 2022 – Troops moved.", "Mitrovica, 9 December 2022 –", "Mitrovica", None, "2022-12-09"),
        ("MOSCOW, December 9. /TASS/. Troops moved.", "MOSCOW, December 9. /TASS/.", "MOSCOW", "TASS", None),
        ("DAMASCUS, Dec. 9, 2022 (Xinhua) -- Troops moved.", "DAMASCUS, Dec. 9, 2022 (Xinhua) --", "DAMASCUS", "Xinhua", "2022-12-09"),
        ("Berlin/Paris (dpa) - Troops moved.", "Berlin/Paris (dpa) -", "Berlin/Paris", "dpa", None),
        ("BEIRUT (AFP) Troops moved.", "BEIRUT (AFP)", "BEIRUT", "AFP", None),
        ("WASHINGTON, D.C. — “We will go,” he said.", "WASHINGTON, D.C. —", "WASHINGTON, D.C.", None, None),
        ("ISLAMABAD: The army moved.", "ISLAMABAD:", "ISLAMABAD", None, None),
        ("THE HAGUE, Netherlands (AP) — Judges ruled.", "THE HAGUE, Netherlands (AP) —", "THE HAGUE, Netherlands", "AP", None),
        ("GENEVA (9 December 2022) – Experts warned.", "GENEVA (9 December 2022) –", "GENEVA", None, "2022-12-09"),
        ("(Reuters) - Troops moved.", "(Reuters) -", None, "Reuters", None),
        ("9 December 2022 – Troops moved.", "9 December 2022 –", None, None, "2022-12-09"),
        ("Port-au-Prince, Haiti, Dec 9, 2022 (AFP) - Gangs fled.", "Port-au-Prince, Haiti, Dec 9, 2022 (AFP) -", "Port-au-Prince, Haiti", "AFP", "2022-12-09"),
    ],
)  # fmt: skip
def test_datelines(
    text: str, dateline: str, place: str | None, wire: str | None, day: str | None, read: Reading
) -> None:
    found = dateline_of(text, PHRASES)
    assert found is not None
    assert (found.place, found.wire, str(found.day) if found.day else None) == (place, wire, day)
    article = read(f"Army moves north\n\n{text} {NEWS}")
    assert masked(article) == [(dateline, MaskReason.DATELINE)]
    assert article.wire == wire


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance of thirty states — sent two ships on Monday to the port in the north of the country.",
        "KFOR — the mission — sent troops on Monday after the attack on the northern police station.",
        "Belgrade-based officials said the army would go north on Monday after the attack on the police.",
        "The minister (Reuters) said nothing of the attack on the northern police station on Monday.",
        "Belgrade – Pristina talks ended without a result on Monday, the mediator of the Union told reporters.",
        "EXCLUSIVE: Army to go north on Monday, says the minister of defence in the capital on Sunday.",
        "On December 9 - a holiday - the army went north, officials said in the capital on Sunday.",
        "Zoran Petrovic, 41, a guard — the first to be shot — died on Monday in the northern hospital.",
    ],
)
def test_prose_is_no_dateline(text: str, read: Reading) -> None:
    assert masked(read(f"Army moves north\n\n{text}\n\n{NEWS}")) == []


def test_links_listed_behind_a_label_go_with_it(read: Reading) -> None:
    found = read(f"Army moves north\n\n{NEWS}\n\nRelated stories\n\nWar in the south\n\nA bridge falls\n\n{NEWS}")
    assert [text for text, _ in masked(found)] == ["Related stories", "War in the south", "A bridge falls"]


def test_readers_comments_are_masked_to_the_end(read: Reading) -> None:
    comment = "They should all be shot by the army, I say, since nobody else will attack them for what they did."
    found = read(
        f"Army moves north\n\n{NEWS}\n\n{NEWS}\n\n3 Comments\n\nJane says:\n\n{comment}\n\nReply\n\nLeave a Reply\n\nName *"
    )
    assert {reason for _, reason in masked(found)} == {MaskReason.COMMENTS}
    assert [text for text, _ in masked(found)] == [
        "3 Comments",
        "Jane says:",
        comment,
        "Reply",
        "Leave a Reply",
        "Name *",
    ]


def test_more_comments_than_report_are_masked_too(read: Reading) -> None:
    long = f"{NEWS} And {NEWS} I am sure of it."
    found = read(f"Army moves north\n\n{NEWS}\n\nComments (2)\n\nJane\n\n2 hours ago\n\n{long}\n\nReply\n\n{NEWS}")
    assert (long, MaskReason.COMMENTS) in masked(found)


def test_a_comment_link_above_the_report_does_not_end_it(read: Reading) -> None:
    found = read(
        f"Army moves north\n\nA standfirst that tells in one sentence what the army did on Monday.\n\nLeave a comment\n\n{NEWS}\n\n{NEWS}"
    )
    assert masked(found) == [("Leave a comment", MaskReason.COMMENTS)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Soldiers stand guard on Monday. (Photo by A. Name/AFP)", "(Photo by A. Name/AFP)"),
        ("Soldiers stand guard on Monday. REUTERS/A. Name", "REUTERS/A. Name"),
        ("Soldiers stand guard on Monday [A. Name/AP Photo]", "[A. Name/AP Photo]"),
        (
            "Troops moved on Monday. (Reporting by Jane Doe; Editing by John Roe)",
            "(Reporting by Jane Doe; Editing by John Roe)",
        ),
        ("Troops moved on Monday, he said. — AFP", " — AFP"),
        ("Troops moved [READ MORE: Army chief quits] on Monday, officials said.", "[READ MORE: Army chief quits]"),
    ],
)
def test_only_the_credit_inside_a_paragraph_is_masked(text: str, part: str, read: Reading) -> None:
    assert [words for words, _ in masked(read(around(text)))] == [part]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  reason: related\n", "  reason: unrelated\n", "'unrelated' is no reason"),
        ("  reason: related\n", "  reson: related\n", "'reson' is no key"),
        ("related_lines:", "related_line:", "'related_line' is no group"),
        ("phrases: [see also, read more, read also,", "phrases: [see also, see also, read also,", "'see also' is listed twice"),
        ("  AFP: [AFP,", "  AFP: [Reuters,", "'Reuters' names Reuters already"),
        ("  TASS: [TASS, ITAR-TASS, Itar-Tass]", "  TASS:", "is not a list"),
    ],
)  # fmt: skip
def test_a_bad_entry_is_named_by_file_and_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    text = BOILERPLATE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "boilerplate.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(DataError) as caught:
        load_phrases(path)
    assert f"boilerplate.yml:{line}: {says}" in str(caught.value)


def test_every_rule_is_in_the_documentation() -> None:
    described = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.__name__}` | {' '.join((rule.__doc__ or '').split())} |" in described
