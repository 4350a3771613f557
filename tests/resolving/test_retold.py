"""One act told twice is one event with two evidences; acts that differ in anything told stay apart."""

from datetime import date

from tocsin.pipeline import Engine, code_article, text_report
from tocsin.reading import article
from tocsin.records import CodedArticle, Event


def coded(text: str, engine: Engine) -> CodedArticle:
    return code_article(article(text_report(text), published=date(2024, 5, 2)), engine=engine)


def of_kind(result: CodedArticle, event: str) -> list[Event]:
    return [e for e in result.events if e.coding.event == event]


def retellings(event: Event, text: str) -> list[str]:
    return [e.span.of(text) for e in event.evidence if e.rule == "retold"]


def test_a_lead_and_its_detail_are_one_event(engine: Engine) -> None:
    text = (
        "Kenya expelled two Eritrean diplomats. Kenya expelled the diplomats on Tuesday, the foreign ministry in "
        "Nairobi said."
    )
    result = coded(text, engine)
    found = of_kind(result, "SANCTION")
    assert len(found) == 1
    assert retellings(found[0], result.article.text) == ["expelled"]
    assert found[0].time is not None
    assert found[0].time.start == date(2024, 4, 30)


def test_what_both_tell_is_kept_once(engine: Engine) -> None:
    text = "Gunmen killed four farmers in Zamfara. The gunmen killed the farmers on Monday."
    found = of_kind(coded(text, engine), "ASSAULT")
    assert len(found) == 1
    assert [(c.kind, c.low) for c in found[0].coding.counts] == [("dead", 4)]


def test_other_parties_are_other_acts(engine: Engine) -> None:
    text = "Gunmen killed four farmers in Zamfara. Soldiers killed three gunmen."
    assert len(of_kind(coded(text, engine), "ASSAULT")) == 2


def test_other_days_are_other_acts(engine: Engine) -> None:
    text = "Gunmen killed farmers in Zamfara on Monday. Gunmen killed farmers in Zamfara on Tuesday."
    found = of_kind(coded(text, engine), "ASSAULT")
    assert len(found) == 2
    assert not any(retellings(e, text) for e in found)


def test_a_plan_is_not_the_act(engine: Engine) -> None:
    text = "Kenya will expel two Eritrean diplomats. Kenya expelled two Eritrean diplomats in 2009."
    assert len(of_kind(coded(text, engine), "SANCTION")) == 2


def test_links_lead_to_the_event_that_is_kept(engine: Engine) -> None:
    text = "Israel bombed Rafah. Egypt condemned Israel because Israel bombed Rafah."
    result = coded(text, engine)
    kept = {(e.coding.trigger, e.coding.event) for e in result.events}
    assert all((link.to_trigger, link.to_event) in kept for e in result.events for link in e.coding.links)
