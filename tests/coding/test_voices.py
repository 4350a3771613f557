"""What a text's writer does, asks or thanks for is no event of a report; what people in it say of themselves is."""

from collections.abc import Callable

import pytest

from tocsin.records import CodedArticle

Code = Callable[..., CodedArticle]
OWN = ("the writer's own act", "addressed by the writer")


def own(coded: CodedArticle) -> list[str]:
    return [d.event for d in coded.declined if d.reason.startswith(OWN)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("I visited the embassy in Cairo last week.", "CONSULT"),
        ("The clerk in the office accused me of fraud.", "ACCUSE"),
        ("Thank you for supporting our little school in Leeds.", "SUPPORT"),
    ],
)
def test_the_writers_own_acts_are_declined(code_text: Code, text: str, event: str) -> None:
    coded = code_text(text)
    assert event in own(coded)
    assert event not in {e.coding.event for e in coded.events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("\u201cI condemn the raid on Goma,\u201d the Congolese president said.", "ACCUSE"),
        ("The foreign minister said that I had visited the rebels in Juba.", "CONSULT"),
        ("The president thanked the army for its help.", "SUPPORT"),
        ("Talks between Chad and Sudan resumed in Juba on Monday.", "CONSULT"),
    ],
)
def test_what_is_reported_stays(code_text: Code, text: str, event: str) -> None:
    coded = code_text(text)
    assert event in {e.coding.event for e in coded.events}
    assert not own(coded)
