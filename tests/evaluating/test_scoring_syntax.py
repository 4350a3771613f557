from pathlib import Path

import pytest
from readers import FakeReader, Write

from tocsin.errors import FormatError
from tocsin.evaluating import conllu
from tocsin.evaluating.files import files
from tocsin.evaluating.scores import Row
from tocsin.evaluating.syntax import evaluate

GOLD = """# sent_id = s1
# text = Rebels can't advance.
1|Rebels|rebel|NOUN|NNS|Number=Plur|4|nsubj:outer|_|_
2-3|can't|_|_|_|_|_|_|_|_
2|ca|can|AUX|MD|_|4|aux|_|_
3|n't|not|PART|RB|_|4|advmod|_|_
4|advance|advance|VERB|VB|_|0|root|_|SpaceAfter=No
4.1|there|there|ADV|RB|_|_|_|4:advmod|_
5|.|.|PUNCT|.|_|4|punct|_|_

# sent_id = s2
# text = Border closed
1|Border|border|NOUN|NN|_|0|root|_|_
2|closed|close|NOUN|VBN|_|1|nsubj|_|_
"""


def test_counts_by_hand(write: Write) -> None:
    # s1: the fake calls all five NOUN (1 right), heads all 0 with the first the root (none right), `advance` and `.`
    # have the right lemma, all but the first the right features. s2: all right but the lemma of `closed`.
    model, kept = FakeReader(), list[Row]()
    result = evaluate([write("gold.conllu", GOLD)], model, record=kept.append)
    assert model.seen == [["Rebels", "ca", "n't", "advance", "."], ["Border", "closed"]]
    assert result == {
        "upos": 3 / 7,
        "uas": 2 / 7,
        "las": 2 / 7,
        "lemma_accuracy": 3 / 7,
        "feature_accuracy": 6 / 7,
        "words": 7,
        "sentences": 2,
    }
    assert [row["sentence"] for row in kept] == ["s1", "s2"]
    assert kept[1]["heads"] == (-1, 0)


def test_ranges_and_empty_nodes_are_left_out_and_text_is_kept(write: Write) -> None:
    [file] = files([write("gold.conllu", GOLD)], conllu.SUFFIXES)
    first, second = conllu.sentences(file)
    assert [w.head for w in first.words] == [3, 3, 3, -1, 3]
    assert (first.text, second.text) == ("Rebels can't advance.", "Border closed")


def test_text_is_spelt_from_the_rows_where_it_is_not_given(write: Write) -> None:
    [file] = files([write("gold.conllu", GOLD.replace("# text", "# words"))], conllu.SUFFIXES)
    assert [s.text for s in conllu.sentences(file)] == ["Rebels can't advance.", "Border closed"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# text = a\n1|a|a\n", r"bad\.conllu:2: a row has 10 columns parted by tabs, found 3"),
        ("1|a|a|X|_|_|7|dep|_|_\n", r"bad\.conllu:1: the head must be a word of the sentence \(0 to 1\), found '7'"),
        ("1|a|a|X|_|_|_|dep|_|_\n", r"bad\.conllu:1: the head must be"),
        ("2|a|a|X|_|_|0|root|_|_\n", r"bad\.conllu:1: word 1 of the sentence is numbered '2'"),
    ],
)
def test_malformed_rows_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        evaluate([write("bad.conllu", content)], FakeReader())


def test_an_empty_file_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text("", encoding="utf-8")
    assert evaluate([tmp_path], FakeReader())["words"] == 0
