"""The ontology as data: events with their modes, contexts and sectors, loaded and cross-checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tocsin import datafiles
from tocsin.datafiles import Item, suggestion

EVENT_KEYS = ("name", "quad", "score", "definition", "takes", "gives_away", "needs_recipient", "modes")


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event is done; lives under its event. `score` is its own or its event's."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One event of the ontology. `quad`: 1 verbal cooperation … 4 material conflict; `score`: -10 … 10."""

    name: str
    quad: int
    score: float
    definition: str
    takes: tuple[str, ...]
    needs_recipient: bool
    modes: Mapping[str, Mode]

    def scale(self, mode: str | None) -> float:
        """The score of the event in this mode."""
        return self.modes[mode].score if mode else self.score


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything an event may be called."""

    events: Mapping[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]


def load_ontology(folder: Path) -> Ontology:
    """Load `events.yml`, `contexts.yml` and `sectors.yml`; raises DataError with file and line."""
    events = [_event(item) for item in datafiles.items(folder / "events.yml")]
    return Ontology(
        events=MappingProxyType({e.name: e for e in events}),
        contexts=tuple(i.text("name") for i in datafiles.items(folder / "contexts.yml")),
        sectors=tuple(i.text("name") for i in datafiles.items(folder / "sectors.yml")),
    )


def check_event(item: Item, ontology: Ontology, event: str, mode: str | None) -> None:
    """Raise DataError where the ontology has no such event or mode."""
    if event not in ontology.events:
        raise item.error(f"'{event}' is not an event of the ontology{suggestion(event, list(ontology.events))}")
    modes = list(ontology.events[event].modes)
    if mode is not None and mode not in modes:
        listed = ", ".join(modes) or "none"
        raise item.error(f"'{mode}' is not a mode of {event} ({listed}){suggestion(mode, modes)}")


def _event(item: Item) -> EventType:
    item.keys_within(EVENT_KEYS)
    quad, score = item.values.get("quad"), item.values.get("score")
    if quad not in (1, 2, 3, 4):
        raise item.error(f"'quad' must be 1, 2, 3 or 4, found {quad!r}")
    if not isinstance(score, int | float) or not -10 <= score <= 10:
        raise item.error(f"'score' must be a number from -10 to 10, found {score!r}")
    modes = {m["name"]: Mode(m["name"], float(m.get("score", score)), m.get("definition", "")) for m in
             item.values.get("modes") or ()}  # fmt: skip
    return EventType(
        name=item.text("name"),
        quad=int(quad),
        score=float(score),
        definition=item.text("definition").strip(),
        takes=item.words("takes"),
        needs_recipient=bool(item.values.get("needs_recipient")),
        modes=MappingProxyType(modes),
    )
