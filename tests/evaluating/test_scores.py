import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.evaluating.scores import Counts, matched, ratio
from tocsin.evaluating.spans import is_label, spans


def test_figures_by_hand() -> None:
    counts = Counts(tp=3, predicted=4, gold=6)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)
    assert Counts(1, 2, 3) + Counts(4, 5, 6) == Counts(5, 7, 9)


def test_nothing_scores_nought() -> None:
    assert Counts().row() == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "tp": 0, "predicted": 0, "gold": 0}
    assert ratio(1, 0) == 0.0


def test_an_item_given_twice_counts_once() -> None:
    assert matched(["a", "a", "b"], ["a", "c"]) == Counts(1, 2, 2)


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_f1_is_the_harmonic_mean(predicted: list[int], gold: list[int]) -> None:
    counts = matched(predicted, gold)
    total = counts.precision + counts.recall
    assert counts.f1 == pytest.approx(2 * counts.precision * counts.recall / total if total else 0.0)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("O B-PER I-PER O", [("PER", 1, 2)]),
        ("B-PER B-PER I-PER", [("PER", 0, 0), ("PER", 1, 2)]),
        ("I-PER I-PER O I-LOC", [("PER", 0, 1), ("LOC", 3, 3)]),
        ("I-PER I-LOC B-LOC", [("PER", 0, 0), ("LOC", 1, 1), ("LOC", 2, 2)]),
        ("S-PER S-PER B-LOC E-LOC", [("PER", 0, 0), ("PER", 1, 1), ("LOC", 2, 3)]),
        ("B-LOC E-LOC I-LOC", [("LOC", 0, 1), ("LOC", 2, 2)]),
        ("U-PER B-LOC I-LOC L-LOC", [("PER", 0, 0), ("LOC", 1, 3)]),
        ("B-ARG1 I-ARG1 B-C-ARG1", [("ARG1", 0, 1), ("C-ARG1", 2, 2)]),
        ("", []),
    ],
)
def test_spans_of_any_scheme(labels: str, expected: list[tuple[str, int, int]]) -> None:
    assert list(spans(labels.split())) == expected


def test_what_a_label_is() -> None:
    assert all(is_label(x) for x in ("O", "B-PER", "I-R-ARG0", "S-Person"))
    assert not any(is_label(x) for x in ("", "PER", "B-", "X-PER", "o", "NNP", "B PER"))
