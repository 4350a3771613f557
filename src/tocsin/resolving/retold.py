"""One act that an article tells twice (headline and lead, lead and detail) is one event with two evidences.

Two events are one where they agree in event, status and negation, contradict each other in nothing (mode, parties,
time, place, counts), share a party, and the same word tells both or the first stands in the headline. What either knows
is kept; the other's trigger stays as evidence, by the rule `retold`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.records import Actor, Analysis, Count, Event, Evidence, Link, Place, Span, TimeValue

Key = tuple[Span, str]
ARTICLES = ("the ", "a ", "an ")


def merged(events: Sequence[Event], analysis: Analysis) -> tuple[Event, ...]:
    """The events in text order, each act once; links to an act told again lead to the one that is kept."""
    kept: list[Event] = []
    moved: dict[Key, Key] = {}
    for event in events:
        place = next((i for i, earlier in enumerate(kept) if _same(earlier, event, analysis)), None)
        if place is None:
            kept.append(event)
            continue
        moved[_key(event)] = _key(kept[place])
        kept[place] = _joined(kept[place], event)
    return tuple(_relinked(event, moved) for event in kept) if moved else tuple(kept)


def _same(one: Event, other: Event, analysis: Analysis) -> bool:
    first, second = one.coding, other.coding
    if first.sentence == second.sentence or first.event != second.event:
        return False
    if (first.status, first.negated) != (second.status, second.negated) or one.historical != other.historical:
        return False
    told_alike = _lemma(one, analysis) == _lemma(other, analysis) or analysis.sentences[first.sentence].headline
    modes = first.mode is None or second.mode is None or first.mode == second.mode
    return told_alike and modes and _parties_agree(one, other) and _details_agree(one, other)


def _parties_agree(one: Event, other: Event) -> bool:
    """No side contradicts the other event's, and one side is the same somebody."""
    sides = [_shared(one.actors, other.actors), _shared(one.recipients, other.recipients)]
    return False not in sides and True in sides


def _shared(some: Sequence[Actor], others: Sequence[Actor]) -> bool | None:
    """Whether two sides name the same somebody; None where one of them is not told."""
    if not some or not others:
        return None
    return any(_identity(a) & _identity(b) or _named_again(a, b) for a in some for b in others)


def _named_again(first: Actor, again: Actor) -> bool:
    """Whether a definite phrase takes up the noun of an earlier one: "four farmers", "the farmers"."""
    return again.text.lower().startswith("the ") and _noun(first) == _noun(again)


def _noun(actor: Actor) -> str:
    return actor.text.lower().partition(" of ")[0].split()[-1]


def _identity(actor: Actor) -> frozenset[str]:
    """What a party may be known by: its words, its name, its country with its sectors."""
    words = actor.text.lower()
    for article in ARTICLES:
        words = words.removeprefix(article)
    known = {words}
    if actor.name:
        known.add(f"name:{actor.name}")
    if actor.country and actor.sectors:
        known.add(f"kind:{actor.country}:{','.join(actor.sectors)}")
    return frozenset(known)


def _details_agree(one: Event, other: Event) -> bool:
    return (
        _times_meet(one.time, other.time)
        and _places_meet(one.place, other.place)
        and _counts_meet(one.coding.counts, other.coding.counts)
    )


def _times_meet(one: TimeValue | None, other: TimeValue | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None:
        return True
    if one.span is None or other.span is None:
        return True  # what no words date may well lie elsewhere
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)


def _worded(time: TimeValue | None) -> bool:
    """Whether words say when it was."""
    return time is not None and time.span is not None and time.start is not None


def _places_meet(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.text == other.text:
        return True
    return one.country is not None and one.country == other.country and "country" in (one.precision, other.precision)


def _counts_meet(some: Sequence[Count], others: Sequence[Count]) -> bool:
    """No kind and side is counted twice with ranges that do not meet."""
    for a in some:
        for b in others:
            if (a.kind, a.side) == (b.kind, b.side) and (_high(a) < b.low or _high(b) < a.low):
                return False
    return True


def _high(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _joined(first: Event, again: Event) -> Event:
    """The first telling with what only the second one knows."""
    one, two = first.coding, again.coding
    told = Evidence("event", two.trigger, "retold")
    counted = {(c.kind, c.side) for c in one.counts}
    coding = replace(
        one,
        mode=one.mode or two.mode,
        counts=(*one.counts, *(c for c in two.counts if (c.kind, c.side) not in counted)),
        condition=one.condition or two.condition,
        links=(*one.links, *(link for link in two.links if link not in one.links)),
        score=max(one.score, two.score),
    )
    taken = {
        "mode": one.mode is None, "actor": not first.actors, "recipient": not first.recipients,
        "date": not _worded(first.time), "event_loc": first.place is None, "attribution": not first.attribution,
        "condition": one.condition is None,
    }  # fmt: skip
    return replace(
        first,
        coding=coding,
        actors=first.actors or again.actors,
        recipients=first.recipients or again.recipients,
        time=again.time if taken["date"] and _worded(again.time) else first.time,
        place=first.place or again.place,
        attribution=first.attribution or again.attribution,
        event_scale=first.event_scale if one.mode or not two.mode else again.event_scale,
        evidence=(*first.evidence, told, *(e for e in again.evidence if taken.get(e.field))),
    )


def _relinked(event: Event, moved: dict[Key, Key]) -> Event:
    links = [_led(link, moved) for link in event.coding.links]
    own = _key(event)
    kept = tuple(dict.fromkeys(link for link in links if (link.to_trigger, link.to_event) != own))
    return replace(event, coding=replace(event.coding, links=kept))


def _led(link: Link, moved: dict[Key, Key]) -> Link:
    trigger, event = moved.get((link.to_trigger, link.to_event), (link.to_trigger, link.to_event))
    return replace(link, to_trigger=trigger, to_event=event)


def _key(event: Event) -> Key:
    return event.coding.trigger, event.coding.event


def _lemma(event: Event, analysis: Analysis) -> str:
    tokens = analysis.sentences[event.coding.sentence].tokens
    return next((t.lemma for t in tokens if t.span == event.coding.trigger), "")
