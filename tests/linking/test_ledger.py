"""One commitment told several times, and what became of it."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.evaluating.coded import english_report
from tocsin.linking.ledger import ledger
from tocsin.pipeline import Engine, code_article, undertaken
from tocsin.reading import article
from tocsin.records import Commitment, Deontic, Standing


def book(engine: Engine, *reports: tuple[str, str]) -> tuple[Commitment, ...]:
    read = []
    for number, (day, text) in enumerate(reports):
        one = article(english_report(text, location=f"report {number}"), published=date.fromisoformat(day))
        coded = code_article(one, engine=engine)
        read.append((coded, undertaken(coded, engine=engine)))
    return ledger(read, world=engine.world)


PLEDGE = "2023-01-10", "Germany pledged to send 18 Leopard tanks to Ukraine by 31 March 2023."


def test_two_articles_tell_one_commitment(engine: Engine) -> None:
    again = "2023-01-12", "Germany has pledged to send 18 Leopard tanks to Ukraine, a spokesman said."
    [one] = book(engine, again, PLEDGE)
    assert len(one.sentences) == 2
    assert one.deadline is not None
    assert one.deadline.day == date(2023, 3, 31)
    assert one.status is Standing.OPEN
    assert one.act.article == one.sentences[0].article  # the earlier report tells it first


def test_another_act_is_another_commitment(engine: Engine) -> None:
    other = "2023-01-12", "Germany pledged to host a conference on Ukraine."
    assert len(book(engine, PLEDGE, other)) == 2


def test_a_deadline_that_passed_is_expired(engine: Engine) -> None:
    later = "2023-05-01", "Talks on the war went on in Geneva."
    [one] = book(engine, PLEDGE, later)
    assert one.status is Standing.EXPIRED
    assert [e.rule for e in one.evidence if e.field == "status"] == ["commitments.deadline_passed"]


def test_a_broken_promise_is_breached(engine: Engine) -> None:
    [one] = book(
        engine,
        ("2023-01-10", "In May, Hungary pledged to stop buying the gas. Two months later it broke that promise."),
    )
    assert one.status is Standing.BREACHED


def test_a_charge_of_breaking_is_no_breach(engine: Engine) -> None:
    text = (
        "Azerbaijan and Armenia agreed to a ceasefire on Friday. "
        "On Sunday, Azerbaijan accused Armenia of violating the ceasefire."
    )
    [one] = book(engine, ("2022-09-19", text))
    assert one.status is Standing.ALLEGED_BREACH


def test_leaving_a_deal_withdraws_it(engine: Engine) -> None:
    text = (
        "Russia agreed with Turkey in July 2022 to let grain ships leave Odesa. "
        "A year later Moscow withdrew from the agreement."
    )
    [one] = book(engine, ("2023-08-01", text))
    assert one.status is Standing.WITHDRAWN


def test_what_was_promised_and_done_is_fulfilled(engine: Engine) -> None:
    promise = "2024-02-01", "The European Court of Human Rights ordered Turkey to release the jailed activist."
    deed = "2024-03-01", "Turkey released the jailed activist on Friday."
    [one] = [c for c in book(engine, promise, deed) if c.deontic is Deontic.MUST]
    assert one.status is Standing.FULFILLED


@pytest.mark.parametrize("text", ["The treaty was signed in Rome in 1957.", "Rain must fall soon, farmers said."])
def test_nothing_binds_nobody(engine: Engine, text: str) -> None:
    assert book(engine, ("2024-01-01", text)) == ()
