"""Coding -> Event: participants resolved to actors, dates to intervals, places to countries."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tocsin.coding.tree import Tree
from tocsin.ontology import Ontology
from tocsin.placing.gazetteer import Gazetteer, open_gazetteer
from tocsin.records import (
    Actor,
    Analysis,
    Coding,
    Event,
    Evidence,
    Mention,
    Reference,
    Span,
    Speaker,
    Status,
    TimeValue,
    Toponym,
)
from tocsin.referring.nominals import Identify, Identity
from tocsin.resolving.actors import country_mentions, resolve_actor
from tocsin.resolving.parties import Parties, References, by_head
from tocsin.resolving.places import event_place
from tocsin.resolving.registry import Registry, load_registry
from tocsin.resolving.retold import merged
from tocsin.resolving.times import TimeWords, is_historical, load_time_words, resolve_time

FORWARD = frozenset({Status.PLANNED, Status.CONDITIONAL, Status.THREATENED, Status.DEMANDED, Status.CONSIDERED})
FOCUS = 2


@dataclass(frozen=True)
class World:
    """What resolution knows: the registry of actors, the words of time and the gazetteer."""

    registry: Registry
    times: TimeWords
    gazetteer: Gazetteer


def load_world(data: Path) -> World:
    """Load the registry and the time words from the data folder, and open the gazetteer."""
    return World(load_registry(data / "actors"), load_time_words(data / "rules"), open_gazetteer(data))


def resolve(
    codings: tuple[Coding, ...],
    analysis: Analysis,
    references: tuple[Reference, ...] = (),
    toponyms: tuple[Toponym, ...] = (),
    *,
    world: World,
    ontology: Ontology,
) -> tuple[Event, ...]:
    """The events of an article, in text order, each act once, with ids that depend on article, trigger and event.

    `references` say whom pronouns and definite nouns stand for, `toponyms` which places the article names.
    """
    published = analysis.article.published.day if analysis.article.published else None
    focus = focus_of(analysis, world.registry)
    meant = by_head(references)
    events = [_event(c, analysis, meant, toponyms, published, focus, world, ontology) for c in codings]
    return merged(list(_narrated(events, analysis, published)), analysis)


def identifier(analysis: Analysis, world: World) -> Identify:
    """Reads a phrase of an article by the registry, on the day of its publication, among the article's countries."""
    published = analysis.article.published.day if analysis.article.published else None
    focus = focus_of(analysis, world.registry)

    def identify(words: str) -> Identity:
        actor = resolve_actor(words, Span(0, len(words)), registry=world.registry, on=published, context=focus)
        return Identity(actor.name, actor.country, actor.sectors)

    return identify


def _narrated(events: list[Event], analysis: Analysis, published: date | None) -> Iterator[Event]:
    """Background goes on: an undated act in the simple past takes the historical date told just before it in its
    paragraph ("The war ended in 1999. NATO had bombed …")."""
    before: Event | None = None
    for event in events:
        carried = before is not None and event.time is None and _goes_on(before, event, analysis)
        if carried and before is not None and before.time is not None:
            time = replace(before.time, anchored_by="narrative")
            evidence = (*event.evidence, Evidence("date", time.span, "time.narrative"))
            event = replace(event, time=time, historical=is_historical(time, published), evidence=evidence)
        if event.time is not None:
            before = event if event.historical and event.time.start is not None else None
        yield event


def _goes_on(before: Event, event: Event, analysis: Analysis) -> bool:
    """Whether an act stands in the next sentence of the same paragraph, told in the past as done, by the same voice."""
    near = event.coding.sentence - before.coding.sentence == 1
    if not near or event.coding.status is not Status.ACTUAL or event.coding.negated or event.attribution:
        return False
    gap = Span(before.coding.trigger.end, event.coding.trigger.start)
    paragraphs = [p for p in analysis.article.paragraphs if p.covers(gap)]
    token = next(t for t in analysis.sentences[event.coding.sentence].tokens if t.span == event.coding.trigger)
    return bool(paragraphs) and "Tense=Past" in token.features and "VerbForm=Fin" in token.features


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
    analysis: Analysis,
    references: References,
    toponyms: tuple[Toponym, ...],
    published: date | None,
    focus: tuple[str, ...],
    world: World,
    ontology: Ontology,
) -> Event:
    tree = Tree(analysis.sentences[coding.sentence], coding.sentence)
    word = next(i for i, t in enumerate(tree.tokens) if t.span == coding.trigger)
    text = analysis.article.text
    time = _time(tree, word, coding, text, world, published)
    place = event_place(tree, word, text, [t for t in toponyms if t.sentence == coding.sentence])
    when = time.start if time and time.start else published
    meant = Parties(text, world.registry, focus, references, when)

    def parties(mentions: tuple[Mention, ...]) -> tuple[Actor, ...]:
        return tuple(party for m in mentions for party in meant.actors(m, tree))

    kind = ontology.events[coding.event]
    evidence = [Evidence("date", time.span, f"time.{time.anchored_by}")] if time else []
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
        historical=coding.historical or is_historical(time, published),
        quad_code=kind.quad,
        event_scale=kind.scale(coding.mode),
        evidence=(*coding.evidence, *evidence),
    )


def _time(tree: Tree, word: int, coding: Coding, text: str, world: World, published: date | None) -> TimeValue | None:
    """The date expression that hangs on the act or on the clause it stands in."""
    for head in _attached(tree, word):
        number = tree.entity_at.get(head)
        entity = tree.sentence.entities[number] if number is not None else None
        if entity is None or entity.label not in ("DATE", "TIME"):
            continue
        span = _with_preposition(tree, entity.first, entity.last)
        words = " ".join(t.text for t in tree.tokens[entity.first : entity.last + 1])
        found = resolve_time(words, span, words=world.times, published=published, forward=coding.status in FORWARD)
        if found is not None:
            return replace(found, text=span.of(text))
    return None


def _with_preposition(tree: Tree, first: int, last: int) -> Span:
    """The expression with the preposition before it: "On Thursday"."""
    before = first - 1
    if before >= 0 and tree.tokens[before].text.lower() in ("on", "in", "since", "during"):
        first = before
    return tree.span(first, last)


def _attached(tree: Tree, word: int) -> Iterator[int]:
    """Heads of the phrases at the act, then at the clauses it is part of; speech verbs keep their own times."""
    node = word
    for _ in range(4):
        for kid in tree.children(node, "obl", "nmod", "advmod", "obl:tmod", "nummod", "compound", "nmod:poss", "amod"):
            yield kid
            yield from tree.children(kid, "nmod", "compound")
        for noun in tree.children(node, "obj", "nsubj:pass"):
            yield from tree.children(noun, "nmod")
        relation = tree.relation(node)
        if relation not in ("conj", "xcomp", "obj", "nsubj:pass", "acl") or tree.head(node) < 0:
            return
        node = tree.head(node)
