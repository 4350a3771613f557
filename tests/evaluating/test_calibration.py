import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.evaluating.calibration import reliability

SCORED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_figures_by_hand() -> None:
    # Bins: .9–1 holds .9 right, 1 right, .95 wrong (mean .95, precision 2/3); .1–.2 holds .1 wrong.
    result = reliability([(0.9, True), (1.0, True), (0.95, False), (0.1, False)])
    assert result["expected_calibration_error"] == pytest.approx((3 * (0.95 - 2 / 3) + 0.1) / 4)
    table = result["calibration"]
    assert isinstance(table, list)
    assert [row["n"] for row in table] == [0, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert table[9]["precision"] == pytest.approx(2 / 3)
    assert table[9]["mean_score"] == pytest.approx(0.95)
    assert (table[0]["mean_score"], table[0]["precision"]) == (None, None)
    assert (table[1]["from"], table[1]["to"]) == (0.1, 0.2)


def test_nothing_coded_is_calibrated() -> None:
    assert reliability([])["expected_calibration_error"] == 0


@given(SCORED)
def test_every_event_is_in_one_bin_and_the_error_is_a_share(scored: list[tuple[float, bool]]) -> None:
    result = reliability(scored)
    table = result["calibration"]
    assert isinstance(table, list)
    assert sum(row["n"] for row in table) == len(scored)
    assert all(row["from"] <= row["mean_score"] <= row["to"] + 1e-12 for row in table if row["n"])
    error = result["expected_calibration_error"]
    assert isinstance(error, float)
    assert 0 <= error <= 1
