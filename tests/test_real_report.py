"""The report that started it: read from where TOCSIN_REPORTS points (default ../shared/reports), never copied here."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tocsin.exporting.wire import event_json
from tocsin.linking.ledger import ledger
from tocsin.pipeline import Engine, code_reports, undertaken
from tocsin.reading import reports
from tocsin.records import CodedArticle, Commitment, Deontic

FOLDER = Path(os.environ.get("TOCSIN_REPORTS", Path(__file__).parents[2] / "shared/reports"))
REPORT = FOLDER / "serbia-kosovo.txt"
Events = list[dict[str, Any]]

pytestmark = pytest.mark.skipif(not REPORT.exists(), reason=f"the real report is not at {REPORT}")


@pytest.fixture(scope="module")
def coded(engine: Engine) -> CodedArticle:
    [result] = code_reports(reports([str(REPORT)]), engine=engine, published=date(2022, 12, 9))
    assert isinstance(result, CodedArticle)
    return result


@pytest.fixture(scope="module")
def events(coded: CodedArticle) -> Events:
    return [event_json(e, coded) for e in coded.events]


def told(events: Events, event: str, **wanted: Any) -> Events:
    def side(e: dict[str, Any], key: str, word: str) -> bool:
        return any(word.lower() in a["text"].lower() for a in e[key])

    found = [e for e in events if e["event"] == event]
    for key, value in wanted.items():
        if key in ("actor", "recipient"):
            found = [e for e in found if side(e, key, value)]
        elif key == "words":
            found = [e for e in found if value in e["sentence"]["text"]]
        elif key == "mode":
            found = [e for e in found if value in e["mode"]]
        else:
            found = [e for e in found if e[key] == value]
    return found


def test_at_least_fifteen_events(events: Events) -> None:
    assert len(events) >= 15


def test_the_bombing_is_history(events: Events) -> None:
    [bombing] = told(events, "ASSAULT", mode="aerial", actor="NATO", recipient="Serbia")
    assert bombing["historical"]
    assert bombing["date"] is not None
    assert bombing["date"].startswith("1999")


def test_sending_troops_is_weighed_and_never_done(events: Events) -> None:
    sending = told(events, "MOBILIZE", actor="Serbia", mode="troops")
    assert any(e["status"] == "considered" for e in sending)
    assert not told(events, "MOBILIZE", mode="troops", status="actual", negated=False)


def test_accusations(events: Events) -> None:
    assert told(events, "ACCUSE", actor="Brnabic", recipient="NATO mission", status="actual")
    assert told(events, "ACCUSE", actor="head of the Serbian government", recipient="Kurdi", status="actual")


def test_refusal_and_refused_recognition(events: Events) -> None:
    assert told(events, "REJECT", actor="Serbia")
    assert told(events, "SUPPORT", actor="Serbia", negated=True, recipient="Kosovo")
    assert told(events, "MOBILIZE", negated=True) or told(events, "REJECT", actor="Osmani")


def test_the_wounding_with_its_count(events: Events) -> None:
    [wounding] = told(events, "ASSAULT", actor="gunmen", recipient="police officer")
    assert wounding["status"] == "actual"
    assert [(c["kind"], c["low"], c["high"]) for c in wounding["counts"]] == [("injured", 1, 1)]


def test_police_build_up_ban_resignations_agreement_warning(events: Events) -> None:
    assert told(events, "MOBILIZE", mode="police", words="Kosovar police presence")
    assert told(events, "COERCE", mode="ban", actor="Kosovo government")
    assert told(events, "RETREAT", mode="resign", actor="Serb representatives")
    [agreement] = told(events, "AGREE", words="reached an agreement")
    assert {a["country"] for a in agreement["actor"]} >= {"XKX", "SRB"}
    assert told(events, "THREATEN", actor="European Union") or told(events, "REQUEST", actor="European Union")


def test_nothing_from_see_also_or_the_form(coded: CodedArticle, events: Events) -> None:
    for event in events:
        assert "Kazakhstan" not in event["sentence"]["text"]
        assert "email" not in event["sentence"]["text"]
    assert {m.reason.value for m in coded.article.masked} >= {"related", "comments"}


@pytest.fixture(scope="module")
def book(coded: CodedArticle, engine: Engine) -> tuple[Commitment, ...]:
    return ledger([(coded, undertaken(coded, engine=engine))], world=engine.world)


def test_the_resolution_lets_troops_return_on_the_peacekeepers_leave(book: tuple[Commitment, ...]) -> None:
    [one] = [c for c in book if c.deontic is Deontic.MAY]
    assert one.instrument is not None
    assert one.instrument.name == "Resolution 1244"
    assert "troops" in one.bearers[0].quote.text
    assert one.act.text.startswith("return to Kosovo")
    assert [q.high for q in one.limits] == [1000]
    [consent] = [c for c in one.conditions if c.kind == "consent"]
    assert "peacekeepers" in consent.by[0].quote.text
    assert [v.speaker.quote.text for v in one.attribution if v.speaker] == ["Serbian officials"]
    assert len(one.sentences) == 2


def test_each_sides_duty_under_the_deal_on_plates(book: tuple[Commitment, ...]) -> None:
    duties = {c.bearers[0].actor.country: c for c in book if c.instrument and c.instrument.kind == "agreement"}
    assert set(duties) == {"SRB", "XKX"}
    assert duties["SRB"].act.text.startswith("stop issuing license plates")
    assert duties["XKX"].act.text.startswith("stop further measures")
    for one in duties.values():
        assert one.deontic is Deontic.WILL
        assert one.instrument is not None
        assert "European Union" in one.instrument.mediators[0].quote.text


def test_what_membership_asks_of_both(book: tuple[Commitment, ...]) -> None:
    asked = [c for c in book if c.instrument and c.instrument.kind == "membership"]
    assert {c.act.text.split()[0] for c in asked} == {"resolve", "normalize"}
    for one in asked:
        assert one.deontic is Deontic.MUST
        assert {p.actor.country for p in one.bearers} == {"SRB", "XKX"}


def test_the_ledger_quotes_the_text(book: tuple[Commitment, ...], coded: CodedArticle) -> None:
    for one in book:
        for quote in (one.act, *one.sentences, *(e.quote for e in one.evidence), *(p.quote for p in one.bearers)):
            assert quote.span.of(coded.article.text) == quote.text
