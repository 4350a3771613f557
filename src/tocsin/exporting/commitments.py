"""The commitments ledger for people and programs: table, JSON lines, CSV, and a calendar of deadlines (RFC 5545)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.exporting.rows import line
from tocsin.records import Commitment, Party, Quote

Json = dict[str, Any]
COLUMNS = (
    "id", "status", "deontic", "instrument", "instrument_kind", "bearer", "bearer_name", "bearer_country", "act",
    "event", "mode", "event_id", "beneficiary", "beneficiary_country", "condition", "consent_of", "limit_low",
    "limit_high", "limit_unit", "deadline", "deadline_text", "speaker", "tellings", "article_id", "act_start",
    "act_end", "sentence",
)  # fmt: skip


def commitment_json(one: Commitment) -> Json:
    """One commitment as an object; every quote has `article`, `text`, `start`, `end`, exact in its article's text."""
    return {
        "id": one.id,
        "status": one.status.value,
        "deontic": one.deontic.value,
        "instrument": _instrument(one),
        "bearer": [_party(p) for p in one.bearers],
        "act": _quote(one.act),
        "event": one.event,
        "mode": one.mode,
        "event_id": one.event_id,
        "beneficiary": [_party(p) for p in one.beneficiaries],
        "conditions": [{**_quote(c.quote), "kind": c.kind, "by": [_party(p) for p in c.by]} for c in one.conditions],
        "limits": [{**_quote(q.quote), "low": q.low, "high": q.high, "unit": q.unit} for q in one.limits],
        "deadline": {
            **_quote(one.deadline.quote),
            "day": one.deadline.day.isoformat() if one.deadline.day else None,
            "precision": one.deadline.precision,
            "anchored_by": one.deadline.anchored_by,
        }
        if one.deadline
        else None,
        "attribution": [
            {
                "speaker": _party(v.speaker) if v.speaker else None,
                "cue": _quote(v.cue),
                "manner": v.manner.value,
                "stance": v.stance.value,
            }
            for v in one.attribution
        ],
        "sentences": [_quote(q) for q in one.sentences],
        "evidence": [{"field": e.field, "rule": e.rule, **_quote(e.quote)} for e in one.evidence],
    }


def _instrument(one: Commitment) -> Json | None:
    binding = one.instrument
    if binding is None:
        return None
    parties = {"parties": [_party(p) for p in binding.parties], "mediators": [_party(p) for p in binding.mediators]}
    return {**_quote(binding.quote), "kind": binding.kind, "name": binding.name, **parties}


def _party(party: Party) -> Json:
    actor = party.actor
    known = {"name": actor.name, "country": actor.country, "sector": list(actor.sectors)}
    return {**_quote(party.quote), **known}


def _quote(quote: Quote) -> Json:
    return {"article": quote.article, "text": quote.text, "start": quote.span.start, "end": quote.span.end}


def json_lines(found: Sequence[Commitment]) -> Iterator[str]:
    """One JSON object per commitment."""
    return (json.dumps(commitment_json(one), ensure_ascii=False) for one in found)


def csv_lines(found: Sequence[Commitment]) -> Iterator[str]:
    """The column line and one line per commitment; several parties, conditions and limits are joined by "; "."""
    yield line(COLUMNS)
    for one in found:
        yield line(_values(one))


def _values(one: Commitment) -> list[object]:
    first = one.limits[0] if one.limits else None
    speakers = [v.speaker for v in one.attribution if v.speaker]
    return [
        one.id, one.status, one.deontic, _named(one), one.instrument.kind if one.instrument else "promise",
        _texts(one.bearers), _known(one.bearers, "name"), _known(one.bearers, "country"), _flat(one.act.text),
        one.event,
        one.mode, one.event_id, _texts(one.beneficiaries), _known(one.beneficiaries, "country"),
        "; ".join(_flat(c.quote.text) for c in one.conditions),
        "; ".join(p.quote.text for c in one.conditions for p in c.by),
        first.low if first else None, first.high if first else None, first.unit if first else None,
        one.deadline.day if one.deadline else None, one.deadline.quote.text if one.deadline else None,
        _texts(speakers), len(one.sentences), one.act.article, one.act.span.start, one.act.span.end,
        _flat(one.sentences[0].text),
    ]  # fmt: skip


def _named(one: Commitment) -> str | None:
    return (one.instrument.name or _flat(one.instrument.quote.text)) if one.instrument else None


def _texts(parties: Sequence[Party]) -> str:
    return "; ".join(_flat(p.quote.text) for p in parties)


def _known(parties: Sequence[Party], field: str) -> str:
    return "; ".join(dict.fromkeys(str(v) for p in parties if (v := getattr(p.actor, field))))


def _flat(text: str) -> str:
    return " ".join(text.split())


def calendar(found: Sequence[Commitment]) -> str:
    """An iCalendar file with one all-day event for every commitment whose deadline is a day; the same ledger gives the
    same bytes."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    book = Calendar()
    book.add("prodid", "-//Tocsin//commitments//EN")
    book.add("version", "2.0")
    for one in found:
        if one.deadline is None or one.deadline.day is None:
            continue
        entry = Entry()
        entry.add("uid", f"{one.id}@tocsin")
        entry.add("dtstamp", _stamp(one.deadline.day))
        entry.add("dtstart", one.deadline.day)
        entry.add("dtend", one.deadline.day + timedelta(days=1))
        entry.add("summary", headline(one))
        entry.add("description", _flat(one.sentences[0].text))
        entry.add("categories", [one.status.value, one.deontic.value])
        book.add_component(entry)
    return str(book.to_ical().decode("utf-8"))


def _stamp(day: date) -> datetime:
    """The stamp of an entry: its own day, so that runs are identical."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def headline(one: Commitment) -> str:
    """A commitment in one line: "Serbia will: stop issuing licence plates"."""
    who = _texts(one.bearers) or "nobody named"
    return f"{who} {one.deontic.value.replace('_', ' ')}: {_flat(one.act.text)}"


def table_lines(found: Sequence[Commitment]) -> Iterator[str]:
    """The ledger to be read: one block a commitment."""
    for one in found:
        yield f"{headline(one)}   [{one.status.value.replace('_', ' ')}]"
        yield from (f"    {name:11} {value}" for name, value in _details(one) if value)
        yield ""


def _details(one: Commitment) -> Iterator[tuple[str, str]]:
    yield "by", f"{_named(one)} ({one.instrument.kind})" if one.instrument else "a promise"
    yield "mediated by", _texts(one.instrument.mediators) if one.instrument else ""
    yield "event", " ".join(filter(None, (one.event, one.mode))) if one.event else ""
    yield "for", _texts(one.beneficiaries)
    yield from (("condition", f"{_flat(c.quote.text)} ({c.kind})") for c in one.conditions)
    yield "at most", "; ".join(f"{q.high:g}" for q in one.limits if q.high is not None)
    if one.deadline:
        yield "deadline", f"{one.deadline.quote.text} = {one.deadline.day or one.deadline.anchored_by}"
    yield "said by", " ← ".join(_flat(v.speaker.quote.text) for v in one.attribution if v.speaker)
    for quote in one.sentences:
        yield "told in", f"“{_flat(quote.text)}”"
