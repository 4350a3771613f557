import json
from typing import Any

from readers import Write
from rich.console import Console

from tocsin.evaluating import browser, events
from tocsin.evaluating.scores import Row

Json = dict[str, Any]
TEXT = "Rebels attacked the town. The mayor met the bishop."
CALM = "The fair opened. " * 30 + "Nobody spoke of war."


def span(words: str, text: str = TEXT) -> Json:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def event(kind: str, trigger: str, text: str = TEXT, **more: Any) -> Json:
    return {"event": kind, "trigger": span(trigger, text), **more}


def coded(kind: str, trigger: str, text: str = TEXT, **more: Any) -> Json:
    plain = {"mode": [], "status": "actual", "negated": False, "actor": [], "recipient": [], "attribution": []}
    return event(kind, trigger, text, **(plain | {"score": 0.75} | more))


GOLD = [
    event("ASSAULT", "attacked", actor=[span("Rebels")], status="actual", mode=["firearms"]),
    event("CONSULT", "met", status="actual"),
]
CODED = {
    TEXT: [coded("ASSAULT", "attacked", actor=[span("Rebels")], status="planned"), coded("SUPPORT", "bishop")],
    CALM: [coded("ACCUSE", "spoke", CALM)],
}


def shown(write: Write, *, worst: int, texts: list[tuple[str, list[Json]]]) -> list[str]:
    """The page as it is printed where there is no terminal."""
    rows: list[Row] = []
    path = write("gold.jsonl", "\n".join(json.dumps({"text": t, "events": g}) for t, g in texts))
    result = events.evaluate([path], lambda text, published: CODED.get(text, []), record=rows.append)
    console = Console(width=browser.WIDTH, highlight=False, no_color=True)
    with console.capture() as captured:
        for part in browser.page(rows, result, worst=worst):
            console.print(part)
    return [line.rstrip() for line in captured.get().splitlines()]


def test_text_events_and_differences_stand_side_by_side(write: Write) -> None:
    lines = shown(write, worst=1, texts=[(TEXT, GOLD)])
    assert "  Rebels [1 attacked] the town. The mayor [2 met] the [3 bishop]." in lines
    table = [line.split("  ") for line in lines]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in table]
    for expected in (
        ["1", "ASSAULT 'attacked'", "=", "ASSAULT 'attacked'"],
        ["mode firearms", "≠", "none"],
        ["actual", "≠", "planned"],
        ["by Rebels", "by Rebels"],
        ["score 0.75"],
        ["2", "CONSULT 'met'", "-", "none"],
        ["3", "none", "+", "SUPPORT 'bishop'"],
    ):
        assert expected in cells
    assert all(len(line) <= browser.WIDTH for line in lines)
    assert "\x1b" not in "".join(lines)


def test_the_worst_come_first(write: Write) -> None:
    lines = shown(write, worst=2, texts=[("Nothing.", []), (CALM, []), (TEXT, GOLD)])
    headings = [line.split()[0].rsplit(":", 1)[-1] for line in lines if " wrong ─" in line]
    assert headings == ["3", "2"]
    assert lines[0] == "the 2 worst of 3 articles"


def test_stretches_without_a_trigger_are_cut(write: Write) -> None:
    text = " ".join(shown(write, worst=1, texts=[(CALM, [])]))
    assert "… " in text
    assert "[1 spoke] of war." in text
    assert text.count("The fair opened") < 10


def test_an_article_without_events_says_so(write: Write) -> None:
    assert "  no events" in shown(write, worst=1, texts=[("Nothing.", [])])


def test_events_on_one_trigger_are_numbered_together() -> None:
    found = [browser.Block(None, coded("AGREE", "met")), browser.Block(None, coded("CONSULT", "met"))]
    assert browser.marked(TEXT, found).plain.endswith("The mayor [1,2 met] the bishop.")


def test_the_confusions_end_the_page(write: Write) -> None:
    lines = shown(write, worst=1, texts=[(TEXT, GOLD)])
    rows = {line.split()[0]: line.split()[1:] for line in lines[lines.index("gold ↓  coded →") + 1 :] if line}
    assert rows == {
        "ASSA": ["CONS", "SUPP", "none"],
        "ASSAULT": ["1", "·", "·", "·"],
        "CONSULT": ["·", "·", "·", "1"],
        "SUPPORT": ["·", "·", "·", "·"],
        "none": ["·", "·", "1", "·"],
    }
