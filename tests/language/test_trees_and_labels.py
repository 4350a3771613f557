import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.language.labels import BioDecoder
from tocsin.language.trees import heads, is_tree

DECODER = BioDecoder(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_heads_are_the_best_single_rooted_tree(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    for i in range(n):
        scores[i, i + 1] = -1e4
    found = heads(scores)
    assert is_tree(found)
    every = [list(t) for t in itertools.product(range(n + 1), repeat=n) if is_tree(list(t))]
    roots = {i for i, h in enumerate(scores.argmax(1)) if h == 0}
    allowed = [t for t in every if not roots or t.index(0) in roots]
    if roots:
        best = max(sum(scores[i, h] for i, h in enumerate(t)) for t in allowed)
        assert abs(sum(scores[i, h] for i, h in enumerate(found)) - best) < 1e-3


@given(st.integers(1, 6), st.integers(0, 10_000))
def test_labels_are_the_best_legal_sequence(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, n, 5)).astype(np.float32)
    [row] = DECODER.best(scores, np.array([n]))

    def legal(path: tuple[int, ...]) -> bool:
        before = (0, *path)
        return all(x not in (2, 4) or before[i] in (x - 1, x) for i, x in enumerate(path))

    best = max(sum(scores[0, i, x] for i, x in enumerate(p)) for p in itertools.product(range(5), repeat=n) if legal(p))
    assert legal(tuple(row))
    assert abs(sum(scores[0, i, x] for i, x in enumerate(row)) - best) < 1e-4


def test_spans_of_labels() -> None:
    assert DECODER.spans([1, 2, 0, 3, 1]) == [("PER", 0, 1), ("ORG", 3, 3), ("PER", 4, 4)]
