from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import FakeReader, Write

from tocsin.errors import FormatError
from tocsin.evaluating.entities import evaluate, running_text, sentence_bounds
from tocsin.evaluating.scores import Row

ARTICLE = """https://news.example.org/story/1|O

Ana|B-Person|O
Ruiz|E-Person|O
left|O|O
Lima|S-Location|O
.|O|O
Police|O
in|O
Cusco|B-Location
Plaza|B-Facility
met|O
Oxfam|B-Organization
.|O
"""
MODEL = {"Ana": "PER", "Lima": "GPE", "Cusco": "LOC", "Plaza": "FAC", "Oxfam": "PER", "Police": "ORG"}


def test_counts_by_hand(write: Write) -> None:
    # Gold: Ana Ruiz, Lima, Cusco, Oxfam (the facility is dropped). System: Ana, Lima, Cusco, Oxfam as a person, Police.
    model, kept = FakeReader(entities=MODEL), list[Row]()
    result = evaluate([write("story.tsv", ARTICLE)], model, record=kept.append)
    assert {k: result[k] for k in ("tp", "predicted", "gold", "sentences")} == {
        "tp": 2,
        "predicted": 5,
        "gold": 4,
        "sentences": 2,
    }
    assert (result["precision"], result["recall"]) == (2 / 5, 2 / 4)
    by_type = result["by_type"]
    assert isinstance(by_type, dict)
    assert {k: (v["tp"], v["predicted"], v["gold"]) for k, v in by_type.items()} == {
        "Location": (2, 2, 2),
        "Organization": (0, 1, 1),
        "Person": (0, 2, 1),
    }
    assert [" ".join(words) for words in model.seen] == ["Ana Ruiz left Lima .", "Police in Cusco Plaza met Oxfam ."]
    assert kept[0]["line"] == 3
    predicted = kept[0]["predicted"]
    assert isinstance(predicted, list)
    assert {"type": "Location", "first": 7, "last": 7, "text": "Cusco"} in predicted


def test_numbered_columns_are_sentences(write: Write) -> None:
    gold = "# sent_id = 1\n1|In|O|-|-\n2|Goma|B-LOC|-|me\n3|.|O|-|-\n4|Yes|O|-|-\n\n1|#|O|-|-\n2|UN|B-ORG|-|me\n"
    model = FakeReader(entities={"Goma": "LOC"})
    result = evaluate([write("a.iob2", gold)], model)
    assert (result["tp"], result["predicted"], result["gold"]) == (1, 1, 2)
    assert model.seen == [["In", "Goma", ".", "Yes"], ["#", "UN"]]


def test_two_columns_with_blanks_and_inner_labels(write: Write) -> None:
    gold = "-DOCSTART- O\n\nAna I-PER\nRuiz I-PER\nand O\nOxfam I-ORG\nUSA B-ORG\n"
    result = evaluate([write("a.conll", gold)], FakeReader(entities={"Oxfam": "ORG", "USA": "ORG"}))
    assert (result["tp"], result["predicted"], result["gold"]) == (2, 2, 3)


def test_a_gold_name_that_a_sentence_end_cuts_is_still_gold(write: Write) -> None:
    gold = "He|O\nleft|O\n.|B-Organization\nThen|I-Organization\nshe|O\nleft|O\n.|O\n"
    result = evaluate([write("a.tsv", gold)], FakeReader())
    assert (result["gold"], result["sentences"]) == (1, 2)


def test_the_quarters_part_the_files(write: Write) -> None:
    contents = [f"Town{n}|B-Location\n" for n in range(12)]
    paths = [write(f"set/{n}.tsv", c) for n, c in enumerate(contents)]
    read = sum(int(sha256(p.read_bytes()).hexdigest(), 16) % 4 == 0 for p in paths)
    folder = [paths[0].parent]
    assert evaluate(folder, FakeReader(), quarter="read")["gold"] == read
    assert evaluate(folder, FakeReader(), quarter="kept")["gold"] == 12 - read
    assert evaluate(folder, FakeReader())["gold"] == 12
    with pytest.raises(FormatError, match="read, kept or all"):
        evaluate(folder, FakeReader(), quarter="half")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Goma|B-Location\nalone\n", r"bad\.tsv:2: a line has a word and its label, found 'alone'"),
        ("Goma|Location\n", r"bad\.tsv:1: 'Location' is no label"),
        ("1|Goma|B-LOC|-|-\n2|Goma|LOC|-|-\n", r"bad\.tsv:2: 'LOC' is no label"),
    ],
)
def test_malformed_lines_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        evaluate([write("bad.tsv", content)], FakeReader())


def test_words_as_running_text() -> None:
    text, tokens = running_text('" We ca n\'t stay ( here ) , " said J . B . Okello \'s aide . " Go . "'.split())
    assert text == '"We can\'t stay (here)," said J. B. Okello\'s aide. "Go."'
    assert [t.of(text) for t in tokens[:4]] == ['"', "We", "ca", "n't"]


def test_blocks_part_at_sentence_ends_only() -> None:
    words = 'The U.S. envoy met Gen . J . Smith . He said : " We agree . " Then they left .'.split()
    parts = [" ".join(words[a:b]) for a, b in sentence_bounds(words)]
    assert parts == ["The U.S. envoy met Gen . J . Smith .", 'He said : " We agree . "', "Then they left ."]


@given(st.lists(st.sampled_from(["a", "He", ".", '"', "(", ")", "'s", "?", "U.S.", "“", "”", ":"]), min_size=1))
def test_every_word_is_in_one_sentence(words: list[str]) -> None:
    bounds = sentence_bounds(words)
    assert [i for first, end in bounds for i in range(first, end)] == list(range(len(words)))
    assert all(first < end for first, end in bounds)
