"""Stand-ins for the whole pipeline: a coder that gives each text the events a test wrote for it."""

import re
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
    Report,
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
    negated: bool = False
    historical: bool = False
    embedded_in: str | None = None


@dataclass(frozen=True)
class FakeCoder:
    """Codes the texts it knows as told, all others as without events; `names` are entities wherever they stand.

    Every line of a text is a sentence. A report is known by its text; its title is a headline before it.
    """

    told: Mapping[str, Sequence[Told]]
    names: Mapping[str, str]

    def __call__(self, text: str) -> CodedArticle:
        if not text.strip(". "):
            raise ReadError("text: holds no words")
        return self._coded(text, self.told.get(text, ()), None)

    def report(self, report: Report) -> CodedArticle:
        """Code a report as the pipeline does."""
        text, title = report.content.decode(), dict(report.fields).get("title")
        if not text.strip(". "):
            raise ReadError(f"{report.location}: holds no words")
        return self._coded(f"{title}\n\n{text}" if title else text, self.told.get(text, ()), title)

    def _coded(self, text: str, told: Sequence[Told], title: str | None) -> CodedArticle:
        headline = Span(0, len(title)) if title else None
        article = Article("id", "text", text, (Span(0, len(text)),), headline, (), None, None, "en")
        entities = tuple(Entity(k, 0, 0, spot(text, n), 1.0) for n, k in self.names.items() if n in text)
        lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
        sentences = tuple(Sentence(line, (), entities, (), line == headline) for line in lines)
        events = tuple(_event(text, t, lines) for t in told)
        return CodedArticle(article, Analysis(article, sentences), events)


def coder(told: Mapping[str, Sequence[Told]] | None = None, names: Mapping[str, str] | None = None) -> FakeCoder:
    return FakeCoder(told or {}, names or {})


def spot(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _event(text: str, told: Told, sentences: Sequence[Span]) -> Event:
    trigger = spot(text, told.trigger)
    links = (("embeds", told.embeds), ("embedded_in", told.embedded_in))
    coding = Coding(
        sentence=next(n for n, sentence in enumerate(sentences) if sentence.covers(trigger)),
        trigger=trigger,
        event=told.event,
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        roles=(),
        status=told.status,
        also=(),
        negated=told.negated,
        attempted=False,
        historical=False,
        attribution=(),
        condition=None,
        counts=(),
        links=tuple(Link(relation, trigger, event) for relation, event in links if event),
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
        historical=told.historical,
        quad_code=0,
        event_scale=0.0,
    )
