"""The ontology's own reductions: an act that is only planned may be, by `when_planned`, an event of another kind.

In PLOVER a planned CONSULT, SUPPORT, COOPERATE or AID without a speech act is AGREE; an announced RETREAT is CONCEDE.
The reduced event is coded as actual, the act is kept beside it with its own status, and the two are linked.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.ontology import Ontology
from tocsin.records import Coding, Evidence, Link, Status


def with_reductions(codings: tuple[Coding, ...], ontology: Ontology) -> tuple[Coding, ...]:
    """The codings, each planned act that no speech act embeds preceded by the event it reduces to."""
    result: list[Coding] = []
    for coding in codings:
        event = ontology.events[coding.event].when_planned
        if event is not None and _announced(coding):
            result.append(_reduced(coding, event))
            coding = replace(coding, links=(*coding.links, Link("embedded_in", coding.trigger, event)))
        result.append(coding)
    return tuple(result)


def _announced(coding: Coding) -> bool:
    """Planned, by somebody told, and not as the content of a speech act that is an event itself."""
    spoken = any(link.relation == "embedded_in" for link in coding.links)
    meant = any(f.rule == "purpose" for f in coding.findings)
    return (
        coding.status is Status.PLANNED
        and not meant
        and not coding.also
        and not coding.negated
        and not spoken
        and bool(coding.actors)
    )


def _reduced(coding: Coding, event: str) -> Coding:
    kept = tuple(e for e in coding.evidence if e.field in ("actor", "recipient", "attribution"))
    return replace(
        coding,
        event=event,
        mode=None,
        contexts=(),
        status=Status.ACTUAL,
        counts=(),
        condition=None,
        findings=(),
        links=(Link("embeds", coding.trigger, coding.event),),
        evidence=(Evidence("event", coding.trigger, f"reduction.{coding.event}"), *kept),
    )
