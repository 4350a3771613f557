import pytest
from readers import FakeReader, Write

from tocsin.errors import FormatError
from tocsin.evaluating.roles import evaluate
from tocsin.evaluating.scores import Row

GOLD = """# sent_id = s1
1|The|the|DET|DT|2|det|_|B-ARG0|O
2|army|army|NOUN|NN|3|nsubj|_|I-ARG0|O
3|freed|free|VERB|VBD|0|root|free.01|B-V|O
4|men|man|NOUN|NNS|3|obj|_|B-ARG1|B-ARG1
5|who|who|PRON|WP|6|nsubj|_|I-ARG1|B-R-ARG1
6|starved|starve|VERB|VBD|4|acl:relcl|starve.01|I-ARG1|B-V
7|yesterday|yesterday|NOUN|NN|3|obl:tmod|_|B-ARGM-TMP|O

# sent_id = s2
1|Silence|silence|NOUN|NN|0|root|_
"""


def test_counts_by_hand(write: Write) -> None:
    # freed: ARG0 right, ARG1 one word short, ARGM-TMP right, V not counted. starved: R-ARG1 right, ARG1 with another
    # label. Gold has 3 + 2 arguments, the system 3 + 2, three match. The sentence without predicates is not read.
    arguments = {
        "freed": (("ARG0", 0, 1), ("V", 2, 2), ("ARG1", 3, 4), ("ARGM-TMP", 6, 6)),
        "starved": (("ARG0", 3, 3), ("R-ARG1", 4, 4)),
    }
    model, kept = FakeReader(arguments=arguments), list[Row]()
    result = evaluate([write("gold.conllu", GOLD)], model, record=kept.append)
    assert result == {
        "precision": 0.6,
        "recall": 0.6,
        "f1": 0.6,
        "tp": 3,
        "predicted": 5,
        "gold": 5,
        "predicates": 2,
        "sentences": 1,
    }
    assert len(model.seen) == 1
    predicates = kept[0]["predicates"]
    assert isinstance(predicates, list)
    assert [p["index"] for p in predicates] == [2, 5]


def test_the_same_span_of_two_predicates_counts_twice(write: Write) -> None:
    arguments = {"freed": (("ARG1", 3, 3),), "starved": (("ARG1", 3, 3),)}
    result = evaluate([write("gold.conllu", GOLD)], FakeReader(arguments=arguments))
    assert (result["tp"], result["predicted"]) == (1, 2)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1|a|a|X|_|0|root\n", r"bad\.conllu:1: a row has 8 columns parted by tabs, found 7"),
        ("1|a|a|X|_|0|root|go.01\n", r"bad\.conllu:1: the sentence has 1 predicates .* found 0"),
        ("1|a|a|X|_|0|root|go.01|B-V\n2|b|b|X|_|1|dep|_|ARG1\n", r"bad\.conllu:2: 'ARG1' is no label"),
        ("1|a|a|X|_|0|root|_|O\n2|b|b|X|_|1|dep|_|O\n3|c|c|X|_|1|dep|c.01|O|O\n", r"bad\.conllu:3: .*found 2"),
    ],
)
def test_malformed_rows_are_named(write: Write, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        evaluate([write("bad.conllu", content)], FakeReader())
