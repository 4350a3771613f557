"""Analysis -> Toponym: every place that an article names, and where it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.placing.choosing import Clues, choose
from tocsin.placing.gazetteer import Entry, Gazetteer, NameKind
from tocsin.placing.mentions import PlaceWords, given_words, place_words
from tocsin.placing.names import key
from tocsin.records import Analysis, Candidate, Span, Toponym

UNKNOWN = "no place of this name is in the gazetteer"
SHOWN = 5  # candidates that are kept beside the chosen one
_BETWEEN = re.compile(r"\s*[,(]\s*|\s*,?\s+in\s+(?:the\s+)?|\s*/\s*")
_ABBREVIATED = re.compile(r"\s*[,(]\s*((?:[A-Z]\.){2,4}|[A-Z]{2}\b|[A-Z][a-z]{1,4}\.|W\.Va\.)")


def toponyms(analysis: Analysis, *, gazetteer: Gazetteer, given: Sequence[Span] | None = None) -> tuple[Toponym, ...]:
    """The place names of an article in text order, each with the likeliest of its candidates.

    `given` are words that are known to name places; they are then taken as they are, and no others are looked for.
    """
    words = place_words(analysis, gazetteer) if given is None else given_words(analysis, list(given), gazetteer)
    text = analysis.article.text
    containers = _containers(words, text, gazetteer)
    choices = choose(words, containers)
    result = []
    for each in words:
        choice = choices.get(key(each.text)) if each.entries else None
        candidates = tuple(_candidate(*ranked) for ranked in choice.ranked[:SHOWN]) if choice else ()
        chosen = candidates[0] if candidates else None
        reason = None if chosen else UNKNOWN
        result.append(Toponym(each.span, each.sentence, each.first, each.last, chosen, candidates, each.acts, reason))
    return tuple(result)


def _candidate(entry: Entry, score: float, clues: Clues) -> Candidate:
    return Candidate(
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        division=entry.within,
        geonameid=entry.geonameid,
        feature=entry.feature,
        population=entry.population,
        score=score,
        clues=clues,
    )


def _containers(words: Sequence[PlaceWords], text: str, gazetteer: Gazetteer) -> dict[str, list[PlaceWords]]:
    """For each name, what follows it as that which holds it: "Paris, Texas", "Paris (Texas)", "Paris in Texas"."""
    found: dict[str, list[PlaceWords]] = defaultdict(list)
    for number, each in enumerate(words):
        for holder in _following(each, words[number + 1 :][:2], text, gazetteer):
            found[key(each.text)].append(holder)
    return found


def _following(each: PlaceWords, after: Sequence[PlaceWords], text: str, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    short = _ABBREVIATED.match(text, each.span.end)
    if short is not None:
        entries = tuple(e for e in gazetteer.exact(short[1]) if e.kind is NameKind.SHORT or e.feature == "country")
        if entries:
            yield replace(each, entries=entries)
    end = each.span.end
    for other in after:
        if not _BETWEEN.fullmatch(text[end : other.span.start]):
            return
        yield other
        end = other.span.end
