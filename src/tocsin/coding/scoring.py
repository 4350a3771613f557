"""How likely a coded event is right: the classifier's chance, calibrated for each rule that made the verdict.

A curve is a logistic one over the log-odds of the chance (Platt 1999), fitted on annotated sentences that did not train
the network: `training/calibrate.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tocsin.errors import DataError

LEAST = 0.005  # chances are kept so far away from 0 and 1


@dataclass(frozen=True, slots=True)
class Curve:
    """The probability of being right, by the log-odds of the classifier's chance."""

    intercept: float
    slope: float

    def at(self, chance: float) -> float:
        """The calibrated probability, 0 to 1."""
        return 1 / (1 + math.exp(-(self.intercept + self.slope * log_odds(chance))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve for each kind of verdict: `lexicon`, `construction`, `classifier`."""

    curves: Mapping[str, Curve]

    def score(self, kind: str, chance: float) -> float:
        """The probability that an event of this verdict is right, to four places; an unknown kind keeps its chance."""
        curve = self.curves.get(kind)
        return round(curve.at(chance) if curve else chance, 4)


def log_odds(chance: float) -> float:
    """ln(p / (1 - p)), kept finite."""
    kept = min(max(chance, LEAST), 1 - LEAST)
    return math.log(kept / (1 - kept))


def load_calibration(path: Path) -> Calibration:
    """Read the curves that belong to a network; raises DataError where the file is not of its form."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        curves = {kind: Curve(float(c["intercept"]), float(c["slope"])) for kind, c in values.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{path}: no curves of scores ({error}); run training/calibrate.py") from error
    return Calibration(MappingProxyType(curves))
