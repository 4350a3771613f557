"""What a text tells of commitments, through the real model: every commitment that is named, and no other.

`commitments_misread.txt` lists the texts that are misread today, strictly both ways;
`python tests/coding/test_commitments.py` writes it anew and prints what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.evaluating.coded import english_report
from tocsin.linking.ledger import ledger
from tocsin.pipeline import Engine, code_article, load_engine, undertaken
from tocsin.reading import article
from tocsin.records import Commitment, Party

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "commitments.yml").read_text(encoding="utf-8"))
MISREAD = HERE / "commitments_misread.txt"


def misread() -> frozenset[str]:
    lines = MISREAD.read_text(encoding="utf-8").splitlines() if MISREAD.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def key(case: dict[str, Any]) -> str:
    return " ".join(case["text"].split())[:110]


def test_there_are_enough_texts() -> None:
    assert len(CASES) >= 90
    assert sum(not case["ledger"] for case in CASES) >= 25
    assert misread() <= {key(case) for case in CASES}
    assert len(misread()) <= 0.25 * len(CASES)


@pytest.mark.parametrize("case", CASES, ids=key)
def test_ledger(case: dict[str, Any], engine: Engine) -> None:
    wrong = list(complaints(case, engine))
    if key(case) in misread():
        assert wrong, "read right now: take it out of commitments_misread.txt"
    else:
        assert not wrong, wrong


def read(case: dict[str, Any], engine: Engine) -> tuple[Commitment, ...]:
    published = case.get("published")
    day = date.fromisoformat(str(published)) if published else None
    coded = code_article(article(english_report(case["text"], location="case"), published=day), engine=engine)
    return ledger([(coded, undertaken(coded, engine=engine))], world=engine.world)


def complaints(case: dict[str, Any], engine: Engine) -> Iterator[str]:
    found = list(read(case, engine))
    for wanted in case["ledger"]:
        fits = [c for c in found if not list(_differences(c, wanted))]
        if fits:
            found.remove(fits[0])
        else:
            yield f"missing {wanted} among {[_shown(c) for c in found]}"
    if not case["ledger"]:
        yield from (f"too many: {_shown(c)}" for c in found)


def _differences(one: Commitment, wanted: dict[str, Any]) -> Iterator[str]:
    told = {"deontic": one.deontic.value, "event": one.event, "mode": one.mode, "status": one.status.value}
    for name, value in told.items():
        if name in wanted and wanted[name] != value:
            yield name
    kind = one.instrument.kind if one.instrument else "promise" if one.deontic else None
    name = (one.instrument.name or "") + " " + one.instrument.quote.text if one.instrument else ""
    if "kind" in wanted and wanted["kind"] != kind:
        yield "kind"
    if (
        "instrument" in wanted
        and wanted["instrument"].lower() not in name.lower()
        and one.instrument is not None
        and one.instrument.quote.text.lower() not in wanted["instrument"].lower()
    ):
        yield "instrument"
    if "act" in wanted and not one.act.text.startswith(wanted["act"]):
        yield "act"
    for side, parties in (("bearer", one.bearers), ("beneficiary", one.beneficiaries)):
        if not all(_among(words, parties) for words in wanted.get(side, ())):
            yield side
    if "mediator" in wanted and not (one.instrument and _among(wanted["mediator"], one.instrument.mediators)):
        yield "mediator"
    if "limit" in wanted and tuple(wanted["limit"]) not in [(q.low, q.high) for q in one.limits]:
        yield "limit"
    if "deadline" in wanted and (one.deadline is None or wanted["deadline"] not in one.deadline.quote.text):
        yield "deadline"
    if "by" in wanted and (one.deadline is None or str(one.deadline.day) != str(wanted["by"])):
        yield "by"
    if "condition" in wanted and not any(wanted["condition"] in r.quote.text for r in one.conditions):
        yield "condition"
    if "consent" in wanted and not any(_among(wanted["consent"], r.by) for r in one.conditions if r.kind == "consent"):
        yield "consent"
    if "speaker" in wanted and not _among(wanted["speaker"], [v.speaker for v in one.attribution if v.speaker]):
        yield "speaker"
    if "tellings" in wanted and len(one.sentences) < wanted["tellings"]:
        yield "tellings"


def _among(words: str, parties: Any) -> bool:
    return any(words in p.quote.text or p.quote.text in words for p in parties if isinstance(p, Party))


def _shown(one: Commitment) -> str:
    instrument = f"{one.instrument.kind}:{one.instrument.quote.text}" if one.instrument else None
    deadline = (one.deadline.quote.text, str(one.deadline.day)) if one.deadline else None
    return (
        f"[{one.deontic} '{one.act.text}' by {[b.quote.text for b in one.bearers]} for "
        f"{[b.quote.text for b in one.beneficiaries]} {instrument} {one.event} {deadline} "
        f"{[(q.low, q.high) for q in one.limits]} {[(r.kind, r.quote.text) for r in one.conditions]} {one.status} "
        f"{[v.speaker.quote.text for v in one.attribution if v.speaker]}]"
    )


def main() -> None:
    """Write the list of what is misread."""
    engine = load_engine()
    listed = []
    for case in CASES:
        wrong = list(complaints(case, engine))
        if wrong:
            listed.append(key(case))
            print(f"{key(case)}\n    " + "\n    ".join(wrong))
    print(f"{len(CASES) - len(listed)} of {len(CASES)} texts")
    head = "# Texts of commitments.yml that are misread today; `python tests/coding/test_commitments.py` writes this list.\n"
    MISREAD.write_text(head + "".join(f"{text}\n" for text in listed), encoding="utf-8")


if __name__ == "__main__":
    main()
