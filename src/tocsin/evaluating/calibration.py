"""Whether scores mean what they say: how often events of a score are right, and what a threshold would keep."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.evaluating.scores import Row, ratio

BINS = 10
THRESHOLDS = tuple(round(tenth / 10, 1) for tenth in range(1, 10))
Scored = tuple[float, bool]  # an event's score, and whether it is right


def reliability(scored: Sequence[Scored]) -> Row:
    """The `expected_calibration_error` and the table it is made of, ten bins of equal width.

    The error is the mean over all events of how far their bin's mean score is from its precision (Naeini et al. 2015);
    0 where there are no events. A score of 1 belongs to the last bin.
    """
    bins: list[list[Scored]] = [[] for _ in range(BINS)]
    for score, right in scored:
        bins[min(int(score * BINS), BINS - 1)].append((score, right))
    table = [_bin(number, inside) for number, inside in enumerate(bins)]
    off = sum(abs(sum(score - right for score, right in inside)) for inside in bins)
    return {"expected_calibration_error": off / len(scored) if scored else 0.0, "calibration": table}


def _bin(number: int, inside: Sequence[Scored]) -> Row:
    """One line of the table; an empty bin has neither mean score nor precision."""
    return {
        "from": number / BINS,
        "to": (number + 1) / BINS,
        "n": len(inside),
        "mean_score": sum(score for score, _ in inside) / len(inside) if inside else None,
        "precision": ratio(sum(right for _, right in inside), len(inside)) if inside else None,
    }
