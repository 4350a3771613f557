"""The codebook is what the script makes now, and every sentence that its pages show is read as they say.

The pages themselves are parsed, as a reader would read them; the data behind them are not asked.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coding.patterns import same
from tocsin.pipeline import Engine, code_article
from tocsin.records import Article, Coding, Span
from tocsin.resolving.actors import resolve_actor
from tocsin.resolving.registry import load_registry

FOLDER = Path(__file__).parents[1] / "docs/codebook"
LEAST_AT_WORD = 0.97  # of the examples: the event is read at the very word that the page shows


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by the names of their columns, under the page's title and the nearest heading."""

    title: str
    heading: str
    cells: dict[str, str]


def parsed(path: Path) -> Iterator[Row]:
    """The rows of all tables of a page."""
    title, heading, head = "", "", list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
            title = title or heading
        if not line.startswith("|"):
            head = []
        elif not head:
            head = cells(line)
        elif not line.startswith("| ---"):
            yield Row(title, heading, dict(zip(head, cells(line), strict=True)))


def cells(line: str) -> list[str]:
    """The cells of a table's line, without the backslashes that keep Markdown off."""
    return [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


ROWS = [row for path in sorted(FOLDER.glob("*.md")) for row in parsed(path)]
MODES = {(row.title, row.cells["mode"].split("]")[0][1:]) for row in ROWS if "mode" in row.cells}
EVENTS = sorted({row.title for row in ROWS if "passes" in row.cells})


def test_the_pages_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER.parent))
    made = runpy.run_path(str(FOLDER.parent / "codebook.py"))["pages"]()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert sorted(found) == sorted(made), "run python docs/build.py"
    assert [name for name in made if found[name] != made[name]] == [], "run python docs/build.py"


def test_every_event_and_mode_shows_sentences() -> None:
    shown = {(row.title, row.heading) for row in ROWS if "passes" in row.cells}
    assert len(EVENTS) == 16
    assert len(MODES) == 74
    assert shown >= MODES
    assert {row.title for row in ROWS if "declined" in row.cells} == set(EVENTS)


def test_no_misread_sentence_is_shown() -> None:
    misread = set((FOLDER.parents[1] / "tests/coding/misread.txt").read_text(encoding="utf-8").splitlines())
    shown = {text for row in ROWS for name in ("passes", "declined") if (text := row.cells.get(name))}
    assert len(shown) >= 1000
    assert not shown & misread


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    for file, anchor in re.findall(r"(?<!\\)\]\(([^)#\s]*)#?([^)\s]*)\)", path.read_text(encoding="utf-8")):
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name}: {file}"
        lines = target.read_text(encoding="utf-8").splitlines()
        if target.suffix == ".yml":
            assert not anchor or int(anchor[1:]) <= len(lines)
        else:
            assert not anchor or anchor in {anchor_of(line) for line in lines if line.startswith("#")}, anchor


def anchor_of(heading: str) -> str:
    """The anchor that code hosts give a heading."""
    return re.sub(r"[^\w -]", "", heading.lstrip("# ").lower()).replace(" ", "-")


@pytest.fixture(scope="module")
def read(engine: Engine) -> dict[str, list[Coding]]:
    """What the coder reads in each sentence of the pages, which stands alone."""
    texts = {row.cells[column] for row in ROWS for column in ("passes", "declined") if column in row.cells}
    return {text: coded(text, engine) for text in sorted(texts)}


def coded(text: str, engine: Engine) -> list[Coding]:
    article = Article(text, "test", text, (Span(0, len(text)),), None, (), None, "a sentence", "en")
    return [event.coding for event in code_article(article, engine=engine).events]


@pytest.mark.parametrize("event", EVENTS)
def test_what_passes_codes_as_the_page_says(event: str, read: dict[str, list[Coding]]) -> None:
    rows = [row for row in ROWS if row.title == event and "passes" in row.cells]
    assert [row.cells for row in rows if not any(as_shown(c, row) for c in read[row.cells["passes"]])] == []


def test_events_are_read_at_the_word_that_is_shown(read: dict[str, list[Coding]]) -> None:
    found = [(row, [c for c in read[row.cells["passes"]] if as_shown(c, row)]) for row in ROWS if "passes" in row.cells]
    astray = [row.cells["passes"] for row, codings in found if not any(at_word(c, row, "passes") for c in codings)]
    assert len(astray) <= (1 - LEAST_AT_WORD) * len(found), f"read at another word: {astray}"


def as_shown(coding: Coding, row: Row) -> bool:
    """Whether event, mode, sides and, where it is shown, the status are those of the row."""
    text, mode, status = row.cells["passes"], row.heading, row.cells.get("status", "")
    return (
        coding.event == row.title
        and ((row.title, mode) not in MODES or coding.mode == mode)
        and all(_has(coding.actors, side, text) for side in sides(row.cells["actor"]))
        and all(_has(coding.recipients, side, text) for side in sides(row.cells["recipient"]))
        and {*filter(None, status.split(", "))} <= {coding.status, "negated" if coding.negated else "not negated"}
    )


def sides(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def _has(mentions: tuple, side: str, text: str) -> bool:  # type: ignore[type-arg]
    return any(same(mention.span.of(text), side) for mention in mentions)


def at_word(coding: Coding, row: Row, column: str) -> bool:
    """Whether the event is read in a word that the row shows, or in a part of a hyphened one; anywhere if it shows none."""
    shown = row.cells["word"]
    return not shown or coding.trigger.of(row.cells[column]) in re.split("; |-", shown) + sides(shown)


@pytest.mark.parametrize("event", EVENTS)
def test_what_is_declined_does_not_code(event: str, read: dict[str, list[Coding]]) -> None:
    rows = [row for row in ROWS if row.title == event and "declined" in row.cells]
    found = [(row, [c for c in read[row.cells["declined"]] if c.event == event]) for row in rows]
    assert [row.cells for row, codings in found if any(at_word(c, row, "declined") for c in codings)] == []


def test_words_of_a_sector_give_it() -> None:
    registry = load_registry()
    rows = [row.cells for row in ROWS if "sector" in row.cells]
    words = [(row["sector"].strip("`"), f"a {word}") for row in rows for word in row["words"].split(", ") if word]
    assert len(words) >= 200
    found = {text: resolve_actor(text, Span(0, len(text)), registry=registry, on=None) for _, text in words}
    assert [(sector, text) for sector, text in words if found[text].sectors != (sector,)] == []
