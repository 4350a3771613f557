"""Why a mention is read as it is: for `tocsin actors`, and for mentions given with the words that they stand in."""

from __future__ import annotations

from datetime import date

from tocsin.records import Actor, Span
from tocsin.resolving.actors import countries_of, resolve_actor
from tocsin.resolving.registry import Registry
from tocsin.resolving.surroundings import NOTHING_AROUND, around


def resolve_in(passage: str, words: str, *, registry: Registry, on: date | None) -> Actor:
    """Whom `words` name in a passage that holds them, the passage's countries being its context.

    Words that the passage lacks are read beside it.
    """
    start = passage.find(words)
    span = Span(start, start + len(words)) if start >= 0 else Span(0, len(words))
    near = around(passage, span.start, span.end, registry) if start >= 0 else NOTHING_AROUND
    context = countries_of(passage, registry=registry)
    return resolve_actor(words, span, registry=registry, on=on, context=context, around=near)
