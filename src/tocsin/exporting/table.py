"""The terminal's view: one block per event, its evidence on demand."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.records import Actor, Candidate, CodedArticle, Count, Event


def lines(coded: CodedArticle, *, explain: bool) -> Iterator[str]:
    """An article's heading and its events, one line each and the words they stand on; with `explain`, why."""
    article = coded.article
    when = article.published.day.isoformat() if article.published else f"no date: {article.published_reason}"
    if coded.inferred is not None:
        when += f"; inferred {coded.inferred.first} … {coded.inferred.last or 'open'}"
    yield f"# {article.title or article.location}  [{article.publisher or article.location}, {when}]"
    if explain and coded.inferred is not None:
        for told in coded.inferred.evidence:
            yield f"  published    {told.span.of(article.text)!r} ← {told.rule}"
    if not coded.events and not coded.skipped:
        yield "  no events"
    for event in coded.events:
        yield from _event(event, coded)
        if explain:
            yield from _why(event, article.text)
            yield from _where(event, coded)
    if explain and coded.declined:
        yield "  declined:"
        for declined in coded.declined:
            yield f"    {declined.trigger.of(article.text)!r} as {declined.event}: {declined.reason}"
    yield ""


def _event(event: Event, coded: CodedArticle) -> Iterator[str]:
    coding, text = event.coding, coded.article.text
    name = coding.event + (f"/{coding.mode}" if coding.mode else "")
    flags = [coding.status.value, *(s.value for s in coding.also)]
    flags += ["negated"] if coding.negated else []
    flags += ["attempted"] if coding.attempted else []
    flags += ["historical"] if event.historical else []
    sides = " → ".join([_names(event.actors) or "UNK", *([_names(event.recipients)] if event.recipients else [])])
    yield f"  {name:24} {' '.join(flags):14} {sides}"
    assert coded.analysis is not None
    sentence = coded.analysis.sentences[coding.sentence].span
    details = []
    if event.time:
        span = f"{event.time.start}" if event.time.start == event.time.end else f"{event.time.start} … {event.time.end}"
        words = f"{event.time.text!r} = " if event.time.text else ""
        details.append(f"when {words}{span if event.time.start else f'unanchored ({event.time.anchored_by})'}")
    if event.place:
        known = event.place.name if event.place.name != event.place.text else None
        details.append(f"where {event.place.text!r}" + (f" = {known}" if known else ""))
    details += [f"{x.stance.value} by {x.speaker.text if x.speaker else 'hearsay'}" for x in event.attribution]
    if coding.condition:
        details.append(f"{coding.condition.kind}: {coding.condition.span.of(text)!r}")
    details += [f"{c.kind} {_range(c)}" for c in coding.counts]
    if details:
        yield f"      {'; '.join(details)}"
    yield f"      “{' '.join(_marked(text, sentence.start, sentence.end, event).split())}”"


def _range(count: Count) -> str:
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.high == count.low else f"{count.low}–{count.high}"


def _marked(text: str, start: int, end: int, event: Event) -> str:
    trigger = event.coding.trigger
    return f"{text[start : trigger.start]}[{trigger.of(text)}]{text[trigger.end : end]}"


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(_name(a) for a in actors)


def _name(actor: Actor) -> str:
    codes = " ".join(c for c in (actor.country, *actor.sectors) if c)
    shown = " ".join(actor.text.split())
    return f"{shown} ({codes})" if codes else shown


def _where(event: Event, coded: CodedArticle) -> Iterator[str]:
    """Why the event's place lies where it does: the candidates of its name with what speaks for each."""
    span = event.place.span if event.place else None
    for toponym in coded.toponyms if span else ():
        if span and toponym.span.overlaps(span):
            yield f"        place        {toponym.span.of(coded.article.text)!r}: {toponym.reason or 'of these'}"
            yield from (f"          {candidate_line(candidate)}" for candidate in toponym.candidates)


def candidate_line(candidate: Candidate) -> str:
    """A candidate with its score and clues."""
    where = ", ".join(part for part in (candidate.name, candidate.division, candidate.country) if part)
    clues = ", ".join(f"{name} {weight:+g}" for name, weight in candidate.clues)
    return f"{candidate.score:6.2f}  {where} ({candidate.feature}, {candidate.lat:g} {candidate.lon:g}): {clues}"


def _why(event: Event, text: str) -> Iterator[str]:
    for evidence in event.evidence:
        yield f"        {evidence.field:12} {evidence.span.of(text)!r} ← {evidence.rule}"
    for side, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            if actor.why and not actor.reason:
                yield f"        {side:12} {actor.text!r} ← {actor.why}"
    for actor in (*event.actors, *event.recipients):
        if actor.reason:
            yield f"        unresolved   {actor.text!r}: {actor.reason}"
