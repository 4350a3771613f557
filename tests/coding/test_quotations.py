"""Source, cue and content of quotations, through the real model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.evaluating.coded import english_report
from tocsin.pipeline import Engine, code_article
from tocsin.reading import article
from tocsin.records import Quotation

CASES = yaml.safe_load((Path(__file__).parent / "quotations.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_quotation(case: dict[str, Any], engine: Engine) -> None:
    text = case["text"]
    quotations = code_article(article(english_report(text, location="case")), engine=engine).quotations
    for wanted in case["said"]:
        assert any(_same(q, wanted, text) for q in quotations), [_shown(q, text) for q in quotations]


def _same(quotation: Quotation, wanted: dict[str, Any], text: str) -> bool:
    """Whether a quotation is as the case says: the content holds the words, everything else is the same."""
    shown = _shown(quotation, text)
    content = wanted.get("content", "")
    return any(content in c for c in shown["content"]) and all(
        shown[key] == value for key, value in wanted.items() if key != "content"
    )


def _shown(quotation: Quotation, text: str) -> dict[str, Any]:
    return {
        "source": quotation.source.span.of(text) if quotation.source else None,
        "cue": quotation.cue.of(text),
        "content": [c.of(text) for c in quotation.contents],
        "manner": quotation.manner.value,
        "stance": quotation.stance.value,
        "claims": quotation.claims,
    }
