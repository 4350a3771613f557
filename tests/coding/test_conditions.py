"""What an act depends on, through the real model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.coding.conditions import load_condition_words
from tocsin.errors import DataError
from tocsin.evaluating.coded import english_report
from tocsin.pipeline import DATA, Engine, code_article
from tocsin.reading import article

CASES = yaml.safe_load((Path(__file__).parent / "conditions.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_condition(case: dict[str, Any], engine: Engine) -> None:
    text = case["text"]
    coded = code_article(article(english_report(text, location="case")), engine=engine)
    acts = [e.coding for e in coded.events if e.coding.trigger.of(text) == case["act"]]
    assert acts, [(e.coding.trigger.of(text), e.coding.event) for e in coded.events]
    found = [c for c in acts if c.condition is not None]
    status = case.get("status", "conditional")
    if case["condition"] is None:
        assert not found or case.get("loose")
        assert acts[-1].status.value == status
        return
    [one] = found
    assert (one.condition.span.of(text), one.condition.kind) == (case["condition"], case["kind"])
    assert status is None or one.status.value == status
    if "holds" in case:
        assert case["holds"] in [link.to_trigger.of(text) for link in one.links if link.relation == "condition"]
        held = [e.coding for e in coded.events if e.coding.trigger.of(text) == case["holds"]]
        assert any(link.relation == "condition_of" and link.to_trigger == one.trigger for c in held for link in c.links)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    text = (DATA / "rules/conditions.yml").read_text(encoding="utf-8")
    (tmp_path / "conditions.yml").write_text(text.replace("prices:", "price:"), encoding="utf-8")
    with pytest.raises(DataError, match="prices"):
        load_condition_words(tmp_path)
