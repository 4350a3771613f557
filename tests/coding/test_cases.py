"""What a report says is not what happened: sentences with what must be coded and what must not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from patterns import matches

FILES = sorted(Path(__file__).parent.glob("cases*.yml"))
CASES = [case for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 36


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_case(case: dict[str, Any], events_of: Callable[..., list[dict[str, Any]]]) -> None:
    published = case.get("published")
    events = events_of(case["text"], date.fromisoformat(str(published)) if published else None)
    told = [(e["trigger"]["text"], e["event"], e["mode"], e["status"], e["negated"]) for e in events]
    for wanted in case.get("must") or []:
        assert any(matches(e, wanted) for e in events), f"missing {wanted} among {told}"
    for unwanted in case.get("must_not") or []:
        assert not any(matches(e, unwanted) for e in events), f"found {unwanted} among {told}"
