"""Coding -> Event: participants resolved to actors, dates to intervals, places to countries."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tocsin.coding.tree import Tree, trigger_word
from tocsin.ontology import Ontology
from tocsin.placing.gazetteer import Gazetteer, open_gazetteer
from tocsin.records import (
    Actor,
    Analysis,
    Coding,
    Event,
    Evidence,
    InferredDate,
    Mention,
    Reference,
    Span,
    Speaker,
    TimeExpression,
    TimeValue,
    Toponym,
)
from tocsin.referring.nominals import Identify, Identity
from tocsin.resolving.actors import country_mentions, resolve_actor
from tocsin.resolving.dating import act_times, is_historical
from tocsin.resolving.parties import Parties, References, by_head
from tocsin.resolving.places import event_place
from tocsin.resolving.registry import Registry, load_registry
from tocsin.resolving.retold import merged
from tocsin.resolving.undated import INFERRED, bounded_times
from tocsin.timing.expressions import Times, load_times

FOCUS = 2


@dataclass(frozen=True)
class World:
    """What resolution knows: the registry of actors, how times are read, and the gazetteer."""

    registry: Registry
    times: Times
    gazetteer: Gazetteer


def load_world(data: Path) -> World:
    """Load the registry and the words of time from the data folder, and open the gazetteer."""
    return World(load_registry(data / "actors"), load_times(data / "times"), open_gazetteer(data))


def resolve(
    codings: tuple[Coding, ...],
    analysis: Analysis,
    trees: Sequence[Tree],
    references: tuple[Reference, ...] = (),
    times: tuple[TimeExpression, ...] = (),
    toponyms: tuple[Toponym, ...] = (),
    inferred: InferredDate | None = None,
    *,
    world: World,
    ontology: Ontology,
    focus: tuple[str, ...],
) -> tuple[Event, ...]:
    """The events of an article, in text order, each act once, with ids that depend on article, trigger and event.

    `references` say whom pronouns and definite nouns stand for, `times` are the article's time expressions, `toponyms`
    the places it names, `inferred` bounds the publication of one without a date; `focus` are its countries.
    """
    published = analysis.article.published.day if analysis.article.published else None
    meant = by_head(references)
    when = act_times(codings, analysis, trees, times)
    when = bounded_times(codings, analysis, trees, when, inferred, times=world.times)
    events = [
        _event(c, time, analysis, trees[c.sentence], meant, toponyms, published, focus, world, ontology)
        for c, time in zip(codings, when, strict=True)
    ]
    return merged(events, analysis)


def identifier(analysis: Analysis, world: World, focus: tuple[str, ...]) -> Identify:
    """Reads a phrase of an article by the registry, on the day of its publication, `focus` being its countries."""
    published = analysis.article.published.day if analysis.article.published else None

    def identify(words: str) -> Identity:
        actor = resolve_actor(words, Span(0, len(words)), registry=world.registry, on=published, context=focus)
        return Identity(actor.name, actor.country, actor.sectors)

    return identify


def event_id(article_id: str, trigger: Span, event: str) -> str:
    """Content hash of an event."""
    return hashlib.sha256(f"{article_id}|{trigger.start}:{trigger.end}|{event}".encode()).hexdigest()[:16]


def focus_of(analysis: Analysis, registry: Registry) -> tuple[str, ...]:
    """The countries the article speaks of most, most frequent first."""
    found = Counter(
        country
        for sentence in analysis.sentences
        for _, country in country_mentions(sentence.span.of(analysis.article.text), registry=registry)
    )
    return tuple(c for c, _ in sorted(found.items(), key=lambda p: (-p[1], p[0]))[:FOCUS])


def _event(
    coding: Coding,
    time: TimeValue | None,
    analysis: Analysis,
    tree: Tree,
    references: References,
    toponyms: tuple[Toponym, ...],
    published: date | None,
    focus: tuple[str, ...],
    world: World,
    ontology: Ontology,
) -> Event:
    word = trigger_word(tree, coding.trigger)
    text = analysis.article.text
    place = event_place(tree, word, text, [t for t in toponyms if t.sentence == coding.sentence])
    sure = time is not None and not time.anchored_by.startswith(INFERRED)
    when = time.start if time and time.start and sure else published
    meant = Parties(text, world.registry, focus, references, when)

    def parties(mentions: tuple[Mention, ...]) -> tuple[Actor, ...]:
        return tuple(party for m in mentions for party in meant.actors(m, tree))

    kind = ontology.events[coding.event]
    evidence = list(_time_evidence(time))
    evidence += [Evidence("event_loc", place.span, "model:place")] if place else []
    speakers = tuple(a.speaker for a in coding.attribution if a.speaker)
    for side, mentions in (("actor", coding.actors), ("recipient", coding.recipients), ("attribution", speakers)):
        evidence += meant.evidence(side, mentions)
    return Event(
        id=event_id(analysis.article.id, coding.trigger, coding.event),
        coding=coding,
        actors=parties(coding.actors),
        recipients=parties(coding.recipients),
        roles=tuple((name, meant.actor(m)) for name, m in coding.roles),
        time=time,
        place=place,
        attribution=tuple(
            Speaker(meant.actor(a.speaker) if a.speaker else None, a.cue, a.manner, a.stance)
            for a in coding.attribution
        ),
        historical=is_historical(coding, time, published),
        quad_code=kind.quad,
        event_scale=kind.scale(coding.mode),
        evidence=(*coding.evidence, *evidence),
    )


def _time_evidence(time: TimeValue | None) -> Iterator[Evidence]:
    """The words of a time and those it is reckoned from, with the rule and what it was reckoned from."""
    if time is not None and time.span is not None:
        yield Evidence("date", time.span, f"time.{time.rule}: {time.anchored_by}")
    if time is not None and time.anchor is not None:
        yield Evidence("date", time.anchor, f"time.anchor: {time.anchored_by}")
