from pathlib import Path

import tocsin
from tocsin.language.encoding import Encoder, case_class

VOCABULARY = Path(tocsin.__file__).parent / "data/model/vocab.txt"


def test_case_classes() -> None:
    assert [case_class(w) for w in ("army", "Serbia", "KFOR", "McDonald", "2022", ",", "A")] == [0, 1, 2, 3, 4, 5, 1]


def test_batch_points_at_first_pieces() -> None:
    encoder = Encoder(VOCABULARY)
    batch = encoder.batch([["Osmani", "spoke"], ["Yes"]])
    assert batch.lengths.tolist() == [2, 1]
    assert batch.pieces[0, 0] == 101
    first, second = batch.firsts[0].tolist()
    assert first == 1
    assert second == 1 + len(encoder.word("Osmani")[0])
    assert batch.pieces.shape == batch.cases.shape
