"""Stand-ins for the whole pipeline: a coder that gives each text the events a test wrote for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.errors import ReadError
from tocsin.records import (
    Actor,
    Analysis,
    Article,
    CodedArticle,
    Coding,
    Entity,
    Event,
    Link,
    Place,
    Sentence,
    Span,
    Status,
)


@dataclass(frozen=True)
class Told:
    """An event by its words: every word named stands in the text, at its first place."""

    event: str
    trigger: str
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()
    status: Status = Status.ACTUAL
    place: str | None = None
    embeds: str | None = None
    score: float = 0.9


@dataclass(frozen=True)
class FakeCoder:
    """Codes the texts it knows as told, all others as without events; `names` are entities wherever they stand."""

    told: Mapping[str, Sequence[Told]]
    names: Mapping[str, str]

    def __call__(self, text: str) -> CodedArticle:
        if not text.strip(". "):
            raise ReadError("text: holds no words")
        article = Article("id", "text", text, (Span(0, len(text)),), None, (), None, None, "en")
        entities = tuple(Entity(k, 0, 0, spot(text, n), 1.0) for n, k in self.names.items() if n in text)
        analysis = Analysis(article, (Sentence(Span(0, len(text)), (), entities, ()),))
        return CodedArticle(article, analysis, tuple(_event(text, t) for t in self.told.get(text, ())))


def coder(told: Mapping[str, Sequence[Told]] | None = None, names: Mapping[str, str] | None = None) -> FakeCoder:
    return FakeCoder(told or {}, names or {})


def spot(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _event(text: str, told: Told) -> Event:
    trigger = spot(text, told.trigger)
    coding = Coding(
        sentence=0,
        trigger=trigger,
        event=told.event,
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        roles=(),
        status=told.status,
        also=(),
        negated=False,
        attempted=False,
        historical=False,
        attribution=(),
        condition=None,
        counts=(),
        links=(Link("embeds", trigger, told.embeds),) if told.embeds else (),
        findings=(),
        evidence=(),
        score=told.score,
    )
    where = told.place
    return Event(
        id="id",
        coding=coding,
        actors=tuple(Actor(a, spot(text, a)) for a in told.actors),
        recipients=tuple(Actor(r, spot(text, r)) for r in told.recipients),
        roles=(),
        time=None,
        place=Place(where, spot(text, where), None, None, None, None, None, "town") if where else None,
        attribution=(),
        historical=False,
        quad_code=0,
        event_scale=0.0,
    )
