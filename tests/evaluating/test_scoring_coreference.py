import numpy as np
import pytest
from readers import Write

from tocsin.evaluating.assignment import best_pairs
from tocsin.evaluating.coreference import Document, conll, documents, evaluate

ROWS = """# newdoc id = one
# newpar
1	Ana	Ana	PROPN	_	_	2	nsubj	_	Entity=(1-person-new)
2	said	say	VERB	_	_	0	root	_	_
3	she	she	PRON	_	_	4	nsubj	_	Entity=(1-person-acc)
4	left	leave	VERB	_	_	2	ccomp	_	_
5	the	the	DET	_	_	6	det	_	Entity=(2-place-new
6	town	town	NOUN	_	_	4	obj	_	Entity=2-place-new)
7	.	.	PUNCT	_	_	2	punct	_	SpaceAfter=No

# newpar
1	It	it	PRON	_	_	2	nsubj	_	Entity=(2)
2	burned	burn	VERB	_	_	0	root	_	_

"""


def document(write: Write) -> Document:
    return next(iter(documents([write("a.conllu", ROWS)])))


def test_mentions_paragraphs_and_spaces_are_read(write: Write) -> None:
    read = document(write)
    assert read.chains() == [[(0, 0, 0), (0, 2, 2)], [(0, 4, 5), (1, 0, 0)]]
    assert read.paragraphs == (0, 1)
    assert read.spaced[0][6] is False
    assert read.chain_of(0, 4, 5, 5) == "2"
    assert read.chain_of(0, 1, 1, 1) is None


def test_the_right_chains_score_one(write: Write) -> None:
    result = evaluate([write("a.conllu", ROWS)], lambda d: d.chains())
    assert result["conll_f1"] == pytest.approx(1.0)
    assert result["documents"] == 1


def test_scores_by_hand() -> None:
    # The example of Bagga & Baldwin: gold {1,2,3}, {4,5}; coded {1,2}, {3,4,5}.
    def place(n: int) -> tuple[int, int, int]:
        return 0, n, n

    gold = [[place(1), place(2), place(3)], [place(4), place(5)]]
    coded = [[place(1), place(2)], [place(3), place(4), place(5)]]
    result = conll([(gold, coded)])
    assert result["muc_recall"] == pytest.approx(2 / 3)
    assert result["muc_precision"] == pytest.approx(2 / 3)
    assert result["b3_recall"] == pytest.approx(((4 + 1) / 3 + 4 / 2) / 5)
    assert result["b3_precision"] == pytest.approx((4 / 2 + (1 + 4) / 3) / 5)
    assert result["ceafe_f1"] == pytest.approx((2 * 2 / 5 + 2 * 2 / 5) / 2)


def test_the_best_pairing_is_the_best_of_all() -> None:
    gains = np.array([[0.1, 0.9, 0.0], [0.8, 0.85, 0.0]])
    assert best_pairs(gains) == [(0, 1), (1, 0)]
    assert best_pairs(gains.T) == [(0, 1), (1, 0)]
    assert best_pairs(np.zeros((0, 3))) == []
