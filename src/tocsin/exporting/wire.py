"""The event record on the wire: PLOVER's field names first, ours after; `text[start:end] == value`, always."""

from __future__ import annotations

from typing import Any

from tocsin.records import (
    Actor,
    Article,
    CodedArticle,
    Coding,
    Event,
    InferredDate,
    Published,
    Quotation,
    Reference,
    Span,
    Speaker,
    TimeExpression,
)
from tocsin.resolving.events import event_id

Json = dict[str, Any]


def article_json(coded: CodedArticle) -> Json:
    """One object per article, also for one without events."""
    article = coded.article
    result: Json = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "published": published_text(article.published),
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "masked": [{**_words(m.span, article.text), "reason": m.reason.value} for m in article.masked],
        "events": [event_json(e, coded) for e in coded.events],
        "quotations": [_quotation(q, article.text) for q in coded.quotations],
        "references": [_reference(r, article.text) for r in coded.references],
        "times": [_expression(t, article.text) for t in coded.times],
        "declined": [
            {"event": d.event, "trigger": _words(d.trigger, article.text), "reason": d.reason} for d in coded.declined
        ],
    }
    if article.published is None:
        result["published_reason"] = article.published_reason
    if coded.inferred is not None:
        result["published_inferred"] = _inferred(coded.inferred)
    if coded.skipped:
        result["skipped"] = coded.skipped
    return result


def event_json(event: Event, coded: CodedArticle) -> Json:
    """One event as the JSON contract has it."""
    article, coding, text = coded.article, event.coding, coded.article.text
    assert coded.analysis is not None
    return {
        "id": event.id,
        "event": coding.event,
        "mode": [coding.mode] if coding.mode else [],
        "context": list(coding.contexts),
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "status": coding.status.value,
        "also": [s.value for s in coding.also],
        "negated": coding.negated,
        "attempted": coding.attempted,
        "historical": event.historical,
        "asserted_by": "attributed" if event.attribution else "article",
        "trigger": _words(coding.trigger, text),
        "actor": [_actor(a) for a in event.actors],
        "recipient": [_actor(a) for a in event.recipients],
        "roles": _roles(event),
        **_time(event),
        "event_loc": _place(event),
        "attribution": [_speaker(s, text) for s in event.attribution],
        "condition": {**_words(coding.condition.span, text), "kind": coding.condition.kind}
        if coding.condition
        else None,
        "counts": [
            {"kind": c.kind, "side": c.side, "low": c.low, "high": c.high, **_words(c.span, text)}
            for c in coding.counts
        ],
        "links": _links(coding, article),
        "evidence": [
            {"field": e.field, "start": e.span.start, "end": e.span.end, "rule": e.rule} for e in event.evidence
        ],
        "sentence": _words(coded.analysis.sentences[coding.sentence].span, text),
        "article": {
            "id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": published_text(article.published),
            "url": article.url,
        },
        "score": coding.score,
    }


def published_text(published: Published | None) -> str | None:
    """ISO date or instant."""
    return published.moment.isoformat() if published else None


def _inferred(inferred: InferredDate) -> Json:
    """The days between which a report without a date was published, and what says so."""
    return {
        "date": inferred.first.isoformat(),
        "enddate": inferred.last.isoformat() if inferred.last else None,
        "evidence": [{"start": e.span.start, "end": e.span.end, "rule": e.rule} for e in inferred.evidence],
    }


def _quotation(quotation: Quotation, text: str) -> Json:
    return {
        "source": _words(quotation.source.span, text) if quotation.source else None,
        "cue": _words(quotation.cue, text),
        "content": [_words(c, text) for c in quotation.contents],
        "manner": quotation.manner.value,
        "stance": quotation.stance.value,
        "claims": quotation.claims,
        "rule": quotation.rule,
    }


def _reference(reference: Reference, text: str) -> Json:
    return {
        **_words(reference.mention.span, text),
        "antecedents": [_words(m.span, text) for m in reference.antecedents],
        "rule": reference.rule,
    }


def _expression(time: TimeExpression, text: str) -> Json:
    return {
        **_words(time.span, text),
        "type": time.kind.value,
        "value": time.value,
        "date": time.start.isoformat() if time.start else None,
        "enddate": time.end.isoformat() if time.end else None,
        "precision": time.precision,
        "anchored_by": time.anchored_by,
        "rule": time.rule,
    }


def _words(span: Span, text: str) -> Json:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _actor(actor: Actor) -> Json:
    return {
        "text": actor.text,
        "start": actor.span.start,
        "end": actor.span.end,
        "name": actor.name,
        "country": actor.country,
        "sector": list(actor.sectors),
        "wikidata_id": actor.wikidata_id,
    }


def _roles(event: Event) -> dict[str, list[Json]]:
    result: dict[str, list[Json]] = {}
    for name, actor in event.roles:
        result.setdefault(name, []).append(_actor(actor))
    return result


def _time(event: Event) -> Json:
    time = event.time
    if time is None:
        return {"date": None, "enddate": None, "date_precision": "unanchored", "date_text": None}
    return {
        "date": time.start.isoformat() if time.start else None,
        "enddate": time.end.isoformat() if time.end else None,
        "date_precision": time.precision,
        "date_text": {"text": time.text, "start": time.span.start, "end": time.span.end} if time.span else None,
    }


def _place(event: Event) -> Json | None:
    place = event.place
    if place is None:
        return None
    return {
        "text": place.text,
        "start": place.span.start,
        "end": place.span.end,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "geonameid": place.geonameid,
        "precision": place.precision,
    }


def _speaker(link: Speaker, text: str) -> Json:
    return {
        "speaker": _actor(link.speaker) if link.speaker else None,
        "cue": _words(link.cue, text),
        "manner": link.manner.value,
        "stance": link.stance.value,
    }


def _links(coding: Coding, article: Article) -> list[Json]:
    return [
        {"to": event_id(article.id, link.to_trigger, link.to_event), "relation": link.relation} for link in coding.links
    ]
