"""Every lexicon entry proves itself: its examples code as it says, its near misses do not.

`misread.txt` lists the examples and near misses that the coder is known to misread: every entry keeps at least one example
and, where it has any, one near miss that it does not, and a sentence that is read right again must leave the list. `python tests/coding/test_lexicon.py` writes the list anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from patterns import same

from tocsin.errors import DataError
from tocsin.evaluating import proofs
from tocsin.lexicon import Entry, Example, load_lexicon
from tocsin.ontology import load_ontology
from tocsin.pipeline import DATA, Engine, code_article, load_engine
from tocsin.records import CodedArticle

ONTOLOGY = load_ontology(DATA / "plover")
LEXICON = load_lexicon(DATA / "lexicon", ONTOLOGY)
MISREAD_FILE = Path(__file__).parent / "misread.txt"
MISREAD = frozenset(MISREAD_FILE.read_text(encoding="utf-8").splitlines())
MOST_MISREAD = 0.065  # of all examples and near misses
ENTRIES = [entry for entries in LEXICON.entries.values() for entry in entries]


def sentence(text: str, engine: Engine) -> CodedArticle:
    return code_article(proofs.sentence(text), engine=engine)


def test_size_and_cover() -> None:
    assert len(ENTRIES) >= 600
    assert {e.event for e in ENTRIES} == set(ONTOLOGY.events)
    covered = {(e.event, e.mode) for e in ENTRIES}
    assert all((k, m) in covered for k, v in ONTOLOGY.events.items() for m in v.modes)


def complaint(entry: Entry, example: Example, engine: Engine) -> str | None:
    """What is wrong with the reading of an example, None where it is as the entry says."""
    coded = sentence(example.text, engine)
    events = [e for e in coded.events if e.coding.event == example.event and example.mode in (None, e.coding.mode)]
    if any(_sides(e.coding, example) for e in events):
        return None
    told = [(e.coding.trigger.of(example.text), e.coding.event, e.coding.mode) for e in coded.events]
    sides = [([a.text for a in e.actors], [r.text for r in e.recipients]) for e in events]
    return f"{entry.origin}: {example.text!r} codes {told} with {sides}; declined {[d.reason for d in coded.declined]}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.origin}:{e.lemma}")
def test_examples_code(entry: Entry, engine: Engine) -> None:
    found = {example.text: complaint(entry, example, engine) for example in entry.examples}
    wrong = {text: why for text, why in found.items() if why and text not in MISREAD}
    assert not wrong, "; ".join(str(why) for why in wrong.values())
    mended = [text for text, why in found.items() if why is None and text in MISREAD]
    assert not mended, f"now read right, take it off misread.txt: {mended}"
    assert not all(found.values()), f"{entry.origin}: no example of this entry codes"


def false_alarm(entry: Entry, text: str, engine: Engine) -> str | None:
    """The events of the entry's type that a near miss codes, None where it codes none."""
    events = [e.coding for e in sentence(text, engine).events if e.coding.event == entry.event]
    return f"{entry.origin}: {text!r} codes {[(c.trigger.of(text), c.event) for c in events]}" if events else None


def test_few_examples_are_misread() -> None:
    texts = {x.text for entry in ENTRIES for x in entry.examples} | {t for e in ENTRIES for t in e.near_misses}
    assert texts >= MISREAD
    assert len(MISREAD) <= MOST_MISREAD * len(texts)


def _sides(coding: object, example: Example) -> bool:
    text = example.text
    actors = [m.span.of(text) for m in coding.actors]  # type: ignore[attr-defined]
    recipients = [m.span.of(text) for m in coding.recipients]  # type: ignore[attr-defined]
    return all(any(same(a, w) for a in actors) for w in example.actors) and all(
        any(same(r, w) for r in recipients) for w in example.recipients
    )


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.near_misses], ids=lambda e: f"{e.origin}:{e.lemma}")
def test_near_misses_do_not_code(entry: Entry, engine: Engine) -> None:
    found = {text: false_alarm(entry, text, engine) for text in entry.near_misses}
    wrong = {text: why for text, why in found.items() if why and text not in MISREAD}
    assert not wrong, "; ".join(str(why) for why in wrong.values())
    mended = [text for text, why in found.items() if why is None and text in MISREAD]
    assert not mended, f"now read right, take it off misread.txt: {mended}"


def test_an_unknown_event_names_file_line_and_the_likely_one(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "classes.yml").write_text("people: [man]\n")
    (tmp_path / "coerce.yml").write_text("\n- lemma: detain\n  event: COERSE\n  examples: [Police detained a man.]\n")
    with pytest.raises(DataError, match=r"coerce.yml:2: 'COERSE' is not an event .*; did you mean 'COERCE'\?"):
        load_lexicon(tmp_path, ONTOLOGY)


def main() -> None:
    """Write the list of misread examples."""
    engine = load_engine()
    wrong = {x.text for entry in ENTRIES for x in entry.examples if complaint(entry, x, engine)}
    wrong |= {text for entry in ENTRIES for text in entry.near_misses if false_alarm(entry, text, engine)}
    MISREAD_FILE.write_text("".join(f"{text}\n" for text in sorted(wrong)), encoding="utf-8")


if __name__ == "__main__":
    main()
