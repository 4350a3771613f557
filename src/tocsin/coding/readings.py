"""The network's readings in the ontology that is coded: the one place where PLOVER's names become those of another."""

from __future__ import annotations

from dataclasses import replace

from tocsin.ontology import Ontology
from tocsin.records import Act


def translated(act: Act, ontology: Ontology) -> Act:
    """The act with the ontology's events for PLOVER's.

    An event's chance is the sum over the readings that count as evidence for it, its mode that of the likeliest one.
    The chance of no act at all stays what it was: an act that this ontology has no name for is an act still.
    """
    chances: dict[str, float] = {}
    modes: dict[str, str | None] = {}
    for event, mode, chance in act.chances:
        for name, told in ontology.told_by.get((event, mode), ontology.told_by.get((event, None), ())):
            chances[name] = round(chances.get(name, 0.0) + chance, 4)
            modes.setdefault(name, told)
    likeliest = sorted(chances, key=lambda name: -chances[name])
    return replace(act, chances=tuple((n, modes[n], chances[n]) for n in likeliest), told=1 - act.none)


def alone(act: Act, ontology: Ontology) -> Act | None:
    """The act with those events alone that need no entry of the lexicon, None where there are none."""
    chances = tuple(c for c in act.chances if not ontology.events[c[0]].needs_entry)
    return replace(act, chances=chances) if chances else None
