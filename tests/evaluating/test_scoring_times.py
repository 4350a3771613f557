from datetime import date

import pytest
from readers import Write

from tocsin.errors import FormatError
from tocsin.evaluating import times
from tocsin.evaluating.scores import Row
from tocsin.records import Span, TimeExpression, TimeKind

TEML = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">today</TIMEX3></DCT>
<TEXT>Guards left <TIMEX3 tid="t1" type="DATE" value="2022-12-08">on Thursday</TIMEX3> after
<TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3> of talks.</TEXT></TimeML>"""


def expression(text: str, words: str, kind: TimeKind, value: str) -> TimeExpression:
    start = text.index(words)
    span = Span(start, start + len(words))
    return TimeExpression(span, 0, 0, 0, kind, value, None, None, "unanchored", "by hand", rule="by_hand")


def test_times_by_hand(write: Write) -> None:
    seen, kept = [], list[Row]()

    def coder(text: str, created: object) -> list[TimeExpression]:
        seen.append(created)
        return [
            expression(text, "Thursday", TimeKind.DATE, "2022-12-08"),
            expression(text, "two days", TimeKind.DATE, "P2D"),
            expression(text, "talks", TimeKind.SET, "P1D"),
        ]

    result = times.evaluate([write("a.tml", TEML.format(day="2022-12-09"))], coder, record=kept.append)
    assert seen == [date(2022, 12, 9)]
    assert result["relaxed"] == {
        "precision": 2 / 3, "recall": 1.0, "f1": 0.8, "tp": 2, "predicted": 3, "gold": 2,
    }  # fmt: skip
    assert (result["relaxed_f1"], result["span_f1"], result["value_f1"]) == (0.8, 0.4, 0.8)
    assert result["type_accuracy"] == 0.5
    assert [t["text"] for t in kept[0]["times"]] == ["Thursday", "two days", "talks"]  # type: ignore[attr-defined]


def test_what_is_no_timeml_is_named(write: Write) -> None:
    with pytest.raises(FormatError, match=r"a\.tml:1: is not well-formed XML"):
        times.evaluate([write("a.tml", "Guards left.")], lambda text, created: [])
    with pytest.raises(FormatError, match="the creation time 'Friday' is no ISO date"):
        times.evaluate([write("b.tml", TEML.format(day="Friday"))], lambda text, created: [])
