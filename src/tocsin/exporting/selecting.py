"""Which of an article's events are shown."""

from __future__ import annotations

from dataclasses import replace

from tocsin.records import CodedArticle, Declined, Event, Span


def at_least(coded: CodedArticle, score: float) -> CodedArticle:
    """The article with the events of at least this score; the others stand among what was declined, with the reason.

    Links of the events that stay lead only to events that stay.
    """
    low = [event for event in coded.events if event.coding.score < score]
    if not low:
        return coded
    gone = {(event.coding.trigger, event.coding.event) for event in low}
    kept = tuple(_linked(event, gone) for event in coded.events if event.coding.score >= score)
    declined = (*coded.declined, *(_declined(event, score) for event in low))
    return replace(coded, events=kept, declined=tuple(sorted(declined, key=lambda d: d.trigger)))


def _declined(event: Event, score: float) -> Declined:
    coding = event.coding
    return Declined(coding.trigger, coding.event, f"score {coding.score:g} is less than the {score:g} asked for")


def _linked(event: Event, gone: set[tuple[Span, str]]) -> Event:
    """The event without its links to those that are gone."""
    links = tuple(link for link in event.coding.links if (link.to_trigger, link.to_event) not in gone)
    return event if links == event.coding.links else replace(event, coding=replace(event.coding, links=links))
