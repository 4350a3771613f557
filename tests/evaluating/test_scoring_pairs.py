from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from coders import Told, coder
from readers import Write

import tocsin
from tocsin.errors import FormatError
from tocsin.evaluating import pairs
from tocsin.evaluating.scores import Row
from tocsin.ontology import load_ontology
from tocsin.records import Status

ONTOLOGY = load_ontology(Path(tocsin.__file__).parent / "data/plover")
HEAD = "sentence|source|target|gold_root|gold_penta|modality"
RAID = "Rebels shelled Port Amal after the mayor of Port Amal insulted the rebels' envoy."
TALKS = "Norland and Sudland met in Ostby."


def scored(write: Write, rows: list[str], told: dict[str, list[Told]], **options: Any) -> tuple[Any, list[Row]]:
    kept: list[Row] = []
    path = write("pairs.tsv", "\n".join([HEAD, *rows, ""]))
    return pairs.evaluate([path], coder(told), ontology=ONTOLOGY, record=kept.append, **options), kept


def chosen(write: Write, source: str, target: str, *told: Told, text: str = RAID) -> tuple[object, object]:
    _, kept = scored(write, [f"{text}|{source}|{target}|ASSAULT|4|past"], {text: list(told)})
    return kept[0]["predicted"], kept[0]["chosen_by"]


def test_counts_by_hand(write: Write) -> None:
    # Right: ASSAULT, YIELD from RETREAT. Wrong: REJECT for REQUEST (its quad is right), no event at all for CONSULT.
    texts = ["Ana hit Bo.", "Ana left Bo.", "Ana asked Bo.", "Ana met Bo."]
    gold = ["ASSAULT|4", "YIELD|2", "REQUEST|3", "CONSULT|1"]
    rows = [f"{text}|Ana|Bo|{answer}|past" for text, answer in zip(texts, gold, strict=True)]
    told = {
        texts[0]: [Told("ASSAULT", "hit", ["Ana"], ["Bo"])],
        texts[1]: [Told("RETREAT", "left", ["Ana"], ["Bo"])],
        texts[2]: [Told("REJECT", "asked", ["Ana"], ["Bo"])],
    }
    result, kept = scored(write, rows, told)
    assert result["root_macro_f1"] == pytest.approx(2 / 4)
    assert result["root_micro_f1"] == pytest.approx(2 / 4)
    assert result["quad_macro_f1"] == pytest.approx(3 / 4)
    assert result["binary_macro_f1"] == pytest.approx((1 + 2 / 3) / 2)
    assert (result["rows"], result["without_event"], result["translated"]) == (4, 1, 0)
    assert result["by_root"]["REJECT"] == {"precision": 0, "recall": 0, "f1": 0, "tp": 0, "predicted": 1, "gold": 0}
    assert result["by_quad"]["2"]["f1"] == result["by_binary"]["conflict"]["f1"] == 1
    assert result["chosen_by"] == {"both": 3, "NONE": 1}
    assert [k["predicted"] for k in kept] == ["ASSAULT", "YIELD", "REJECT", "NONE"]
    assert kept[3]["event"] is None


def test_concessions_count_as_material_yielding(write: Write) -> None:
    text = "Ana apologised to Bo."
    result, _ = scored(write, [f"{text}|Ana|Bo|YIELD|2|past"], {text: [Told("CONCEDE", "apologised", ["Ana"], ["Bo"])]})
    assert result["root_macro_f1"] == result["quad_macro_f1"] == result["root_macro_f1_with_conventions"] == 1


def test_both_sides_go_before_one_and_the_actor_before_the_recipient(write: Write) -> None:
    both = Told("ASSAULT", "shelled", ["Rebels"], ["Port Amal"], score=0.1)
    actor = Told("MOBILIZE", "shelled", ["Rebels"], score=0.2)
    recipient = Told("COERCE", "shelled", ["envoy"], ["Port Amal"], score=0.3)
    other = Told("ACCUSE", "insulted", ["the mayor"], ["envoy"], score=0.9)
    sides = ("Rebels", "Port Amal")
    assert chosen(write, *sides, other, recipient, actor, both) == ("ASSAULT", "both")
    assert chosen(write, *sides, other, recipient, actor) == ("MOBILIZE", "actor")
    assert chosen(write, *sides, other, recipient) == ("COERCE", "recipient")
    assert chosen(write, *sides, other) == ("ACCUSE", "any")
    assert chosen(write, *sides) == ("NONE", "NONE")


def test_of_equals_the_highest_score_is_taken(write: Write) -> None:
    low, high = Told("COERCE", "shelled", ["Rebels"], score=0.4), Told("ASSAULT", "shelled", ["Rebels"], score=0.6)
    assert chosen(write, "Rebels", "Port Amal", low, high) == ("ASSAULT", "actor")


def test_a_party_is_found_wherever_it_stands_as_a_word_of_its_own(write: Write) -> None:
    text = "Unrest: the UN accused Ur, and Ur thanked the UN."
    late = Told("SUPPORT", "thanked", ["Ur, and Ur"], ["UN."])
    assert chosen(write, "Ur", "UN", late, text=text) == ("SUPPORT", "both")
    assert chosen(write, "UN", "Ur", Told("ACCUSE", "accused", ["Unrest"]), text=text) == ("ACCUSE", "any")


def test_a_placeholder_stands_for_anyone(write: Write) -> None:
    passive = Told("ASSAULT", "shelled", (), ["Port Amal"], score=0.1)
    other = Told("ACCUSE", "insulted", ["the mayor"], ["envoy"])
    assert chosen(write, "An actor", "Port Amal", other, passive) == ("ASSAULT", "both")
    assert chosen(write, "the mayor", "a recipient", passive, other) == ("ACCUSE", "both")


def test_those_who_meet_are_on_both_sides(write: Write) -> None:
    meeting = Told("CONSULT", "met", ["Norland", "Sudland"])
    assert chosen(write, "Sudland", "Norland", meeting, text=TALKS) == ("CONSULT", "both")
    assert chosen(write, "Norland", "Sudland", Told("CONSULT", "met", ["Norland"]), text=TALKS) == ("CONSULT", "actor")


@pytest.mark.parametrize(
    ("text", "told", "root"),
    [
        ("Norland will help Sudland.", Told("AID", "help", status=Status.PLANNED), "AGREE"),
        ("Norland helped Sudland.", Told("AID", "helped"), "AID"),
        ("Norland will quit Sudland.", Told("CONCEDE", "quit", embeds="RETREAT"), "AGREE"),
        ("Norland announced a swift withdrawal.", Told("CONCEDE", "announced"), "AGREE"),
        ("Norland pledged a pullout.", Told("CONCEDE", "pullout"), "AGREE"),
        ("Norland apologised. Sudland announced a withdrawal.", Told("CONCEDE", "apologised"), "YIELD"),
        ("Norland withdrew.", Told("RETREAT", "withdrew"), "YIELD"),
        ("Norland imposed new sanctions on Sudland.", Told("SANCTION", "imposed"), "COERCE"),
        ("Sanctions were imposed by Norland.", Told("SANCTION", "Sanctions"), "COERCE"),
        ("Norland may impose sanctions.", Told("SANCTION", "impose", status=Status.CONSIDERED), "SANCTION"),
        ("Norland cut ties with Sudland.", Told("SANCTION", "cut"), "SANCTION"),
    ],
)
def test_conventions(text: str, told: Told, root: str) -> None:
    coded = coder({text: [told]})(text)
    assert pairs.translated(coded.events[0], text) == root


def test_conventions_name_events_and_roots_that_exist() -> None:
    assert {e for c in pairs.CONVENTIONS for e in c.events} <= set(ONTOLOGY.events)
    assert {c.becomes for c in pairs.CONVENTIONS} <= set(ONTOLOGY.events) - set(pairs.ROOTS)
    assert all(c.because for c in pairs.CONVENTIONS)


def test_both_figures_are_told(write: Write) -> None:
    text = "Norland imposed sanctions on Sudland."
    told = {text: [Told("SANCTION", "imposed", ["Norland"], ["Sudland"])]}
    result, kept = scored(write, [f"{text}|Norland|Sudland|COERCE|4|past"], told)
    assert (result["root_macro_f1"], result["root_macro_f1_with_conventions"], result["translated"]) == (0, 1, 1)
    assert result["quad_macro_f1"] == result["quad_macro_f1_with_conventions"] == 1
    assert (kept[0]["predicted"], kept[0]["predicted_with_conventions"]) == ("SANCTION", "COERCE")


def test_the_quarters_part_the_sentences(write: Write) -> None:
    texts = [f"Ana met {n} envoys." for n in range(12)]
    rows = [f"{text}|Ana|a recipient|CONSULT|1|past" for text in texts]
    read = sum(int(sha256(text.encode()).hexdigest(), 16) % 4 == 0 for text in texts)
    assert scored(write, rows, {}, quarter="read")[0]["rows"] == read
    assert scored(write, rows, {}, quarter="kept")[0]["rows"] == 12 - read
    assert scored(write, rows, {})[0]["rows"] == 12


def test_what_cannot_be_read_holds_no_event_and_quoted_cells_are_opened(write: Write) -> None:
    result, kept = scored(write, ["...|Ana|Bo|AID|2|past", '"He said ""no"" to Bo."|He|Bo|REJECT|3|past'], {})
    assert (result["rows"], result["without_event"]) == (2, 2)
    assert kept[1]["sentence"] == 'He said "no" to Bo.'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"pairs\.tsv:1: has no column sentence, source"),
        ("sentence|source|gold_root|gold_penta\n", r"pairs\.tsv:1: has no column target; the first line names"),
        (f"{HEAD}\nA b.|A|b|AID|2\n", r"pairs\.tsv:2: a row has 6 columns parted by tabs, found 5"),
        (f"{HEAD}\nA b.|A|b|HELP|2|past\n", r"pairs\.tsv:2: 'HELP' is no root; the roots are AGREE"),
        (f"{HEAD}\nA b.|A|b|RETREAT|2|past\n", r"pairs\.tsv:2: 'RETREAT' is no root"),
        (f"{HEAD}\n\nA b.|A|b|AID|5|past\n", r"pairs\.tsv:3: gold_penta is the quad, 1, 2, 3, 4; found '5'"),
    ],
)
def test_malformed_rows_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        pairs.evaluate([write("pairs.tsv", content)], coder(), ontology=ONTOLOGY)
