"""Scores: curves over the log-odds of the classifier's chance."""

from pathlib import Path

import pytest

from tocsin.coding.scoring import Calibration, Curve, load_calibration
from tocsin.coding.verdicts import RULES
from tocsin.errors import DataError
from tocsin.pipeline import DATA


def test_a_curve_without_slant_keeps_the_chance() -> None:
    plain = Calibration({"agreed": Curve(0.0, 1.0)})
    assert plain.score("agreed", 0.3) == pytest.approx(0.3)
    assert plain.score("no such rule", 0.3) == 0.3


def test_scores_rise_with_the_chance_and_stay_between_0_and_1() -> None:
    curves = load_calibration(DATA / "model/scores.json")
    assert set(curves.curves) <= {rule.__name__ for rule in RULES}
    for kind in curves.curves:
        scores = [curves.score(kind, tenth / 10) for tenth in range(11)]
        assert scores == sorted(scores)
        assert 0 < scores[0] < scores[-1] < 1


@pytest.mark.parametrize(
    "content", ["[]", "{}}", '{"agreed": {"slope": 1}}', '{"agreed": {"slope": 1, "intercept": "x"}}']
)
def test_a_damaged_file_says_what_to_run(tmp_path: Path, content: str) -> None:
    file = tmp_path / "scores.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"scores.json: no curves of scores .*training/calibrate.py"):
        load_calibration(file)
