"""Why a mention is read as it is: for `tocsin actors`, and for mentions given with the passage that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tocsin.records import Actor, Span
from tocsin.resolving.actors import RULES, actor_of, countries_of, readings_of
from tocsin.resolving.mentions import Mention, Reading, Setting, parse
from tocsin.resolving.registry import BODIES, Entry, Kind, Registry
from tocsin.resolving.surroundings import NOTHING_AROUND, Around, around


def resolve_in(passage: str, words: str, *, registry: Registry, on: date | None) -> Actor:
    """Whom `words` name in a passage that holds them, the passage's countries being its context.

    Words that the passage lacks are read beside it.
    """
    start = max(passage.find(words), 0)
    context, near = _beside(passage, words, registry)
    setting = near.setting(on, context)
    first = readings_of(words, registry=registry, setting=setting, tail=near.tail)[0][2]
    return actor_of(words, Span(start, start + len(words)), first)


def explain(
    words: str, *, registry: Registry, on: date | None, passage: str | None = None, context: tuple[str, ...] = ()
) -> Iterator[str]:
    """Lines that tell whom a mention names: for each actor that it joins the reading and the rule behind it, who was
    weighed and what became of each; then the known words in it and what was known beside it."""
    told, near = _beside(passage, words, registry) if passage else ((), NOTHING_AROUND)
    setting = near.setting(on, context or told)
    for start, end, reading in readings_of(words, registry=registry, setting=setting, tail=near.tail):
        yield from _reading(words[start:end], reading)
    yield from _words(parse(words, registry))
    yield from _setting(setting)


def _beside(passage: str, words: str, registry: Registry) -> tuple[tuple[str, ...], Around]:
    """The countries of a passage, and what stands around the words in it."""
    start = passage.find(words)
    near = around(passage, start, start + len(words), registry) if start >= 0 else NOTHING_AROUND
    return countries_of(passage, registry=registry), near


def _reading(words: str, reading: Reading) -> Iterator[str]:
    who = reading.name or ("unresolved" if reading.country is None and not reading.sectors else "nobody by name")
    codes = " ".join((reading.country or "no country", *reading.sectors))
    yield f"{words}"
    yield f"  is          {who} ({codes})" + (f"  {reading.wikidata}" if reading.wikidata else "")
    if reading.reason:
        yield f"  because     {reading.reason}"
    yield f"  rule        {reading.rule}: {_description(reading.rule)}"
    if reading.basis:
        yield f"  by          {reading.basis}"
    for candidate in reading.candidates:
        yield f"  candidate   {candidate.name} ({candidate.country}), fits {candidate.fit}: {candidate.fate}"


def _description(rule: str) -> str:
    for known in RULES:
        if known.__name__ == rule:
            return " ".join((known.__doc__ or "").split())
    return "joined actors share what is told once." if rule == "shared" else "no rule knows the words."


def _words(mention: Mention) -> Iterator[str]:
    """The known names in a mention with all that each can mean."""
    for name in (name for segment in mention.segments for name in segment.names):
        said = " ".join(word.text for word in mention.words[name.first : name.last + 1] if not word.mark)
        yield f"  word        {said!r}: {'; '.join(_meaning(mention.registry, entry) for entry in name.entries)}"


def _meaning(registry: Registry, entry: Entry) -> str:
    if entry.kind is Kind.ROLE:
        role = registry.roles[entry.index]
        return " ".join(("weak role" if role.weak else "role", *role.sectors))
    if entry.kind is Kind.PERSON:
        return f"person {registry.people[entry.index].name}"
    if entry.kind in BODIES:
        body = registry.body(entry)
        return f"{entry.kind} {body.name} ({' '.join((body.code, *body.sectors))})"
    state = registry.state(entry)
    return f"{entry.kind} of {state.name} ({state.iso3})" if entry.kind is not Kind.COUNTRY else f"country {state.name}"


def _setting(setting: Setting) -> Iterator[str]:
    yield f"  on          {setting.on or 'no day: nobody is in office'}"
    if setting.context:
        yield f"  about       {', '.join(setting.context)}"
    if setting.titles:
        yield f"  titled      {', '.join(sorted(setting.titles))}"
    if setting.located:
        yield "  located     it stands where only a place can"
