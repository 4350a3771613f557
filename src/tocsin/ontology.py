"""The ontology as data: events with their modes, contexts and sectors, loaded and cross-checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tocsin import datafiles
from tocsin.datafiles import Item, suggestion
from tocsin.errors import DataError
from tocsin.records import Status

EVENT_KEYS = (
    "name", "quad", "score", "definition", "takes", "gives_away", "needs_recipient", "embeds", "holds", "when_planned",
    "tried_is_done",
    "reads", "needs_entry", "modes",
)  # fmt: skip
MODE_KEYS = ("name", "score", "definition", "reads")
NAME_KEYS = ("name", "definition")
COOPERATION, VERBAL = (1, 2), (1, 3)  # quads
HIGHEST_CONFLICT = 1  # a request for help stands a little above 0

Reading = tuple[str, str | None]  # an event that the network knows and a mode of it, None for whatever mode


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event is done; lives under its event. `score` is its own or its event's."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One event of the ontology. `quad`: 1 verbal cooperation … 4 material conflict; `score`: -10 … 10.

    `reads` maps each of the network's readings that counts as evidence for the event to the mode it tells (None: no
    mode); with `needs_entry` a reading bears an entry of the lexicon out and never stands alone. A speech act `embeds`
    the act it speaks of and may give it a status, which it `holds`. `tried_is_done` says that an attempt is itself the
    kind of act (storming, seizing). `when_planned` names the event that a planned act
    of this kind is.
    """

    name: str
    origin: str
    quad: int
    score: float
    definition: str
    takes: tuple[str, ...]
    needs_recipient: bool
    modes: Mapping[str, Mode]
    reads: Mapping[Reading, str | None]
    needs_entry: bool
    embeds: bool
    holds: Status | None
    when_planned: str | None
    tried_is_done: bool

    @property
    def verbal(self) -> bool:
        """Whether it is done in words, towards somebody."""
        return self.quad in VERBAL

    def scale(self, mode: str | None) -> float:
        """The score of the event in this mode."""
        return self.modes[mode].score if mode else self.score

    def taught(self, mode: str | None) -> bool:
        """Whether the network was taught anything of the event in this mode, so that its silence means something."""
        return any(mode is None or told in (None, mode) for told in self.reads.values())


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything an event may be called; `told_by` has the events and modes that each reading of the network tells."""

    events: Mapping[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    told_by: Mapping[Reading, tuple[tuple[str, str | None], ...]]


def load_ontology(folder: Path, *, plover: Ontology | None = None) -> Ontology:
    """Load `events.yml`, `contexts.yml` and `sectors.yml`; raises DataError with file and line.

    The network was taught the names of PLOVER. Without `plover` the folder holds PLOVER itself, whose events read
    themselves. With it the folder is an ontology of one's own: what the network says counts where `reads` names it,
    and contexts and sectors may be left out, for PLOVER's.
    """
    if plover is not None and not (folder / "events.yml").is_file():
        raise DataError(f"{folder}: has no events.yml; an ontology is a folder with events.yml and lexicon/*.yml")
    events: dict[str, EventType] = {}
    found = datafiles.items(folder / "events.yml")
    for item in found:
        event = _event(item, plover)
        _once(item, event.name, events)
        events[event.name] = event
    for item in found:
        _check_others(item, events)
    return Ontology(
        events=MappingProxyType(events),
        contexts=_names(folder / "contexts.yml", plover.contexts if plover else None),
        sectors=_names(folder / "sectors.yml", plover.sectors if plover else None),
        told_by=MappingProxyType(_told_by(events, plover.events if plover else events)),
    )


def check_event(
    item: Item, events: Mapping[str, EventType], event: str, mode: str | None, *, of: str = "the ontology"
) -> None:
    """Raise DataError where an ontology, called `of` in the error, has no such event or mode."""
    if event not in events:
        raise item.error(f"'{event}' is not an event of {of}{suggestion(event, list(events))}")
    modes = list(events[event].modes)
    if mode is not None and mode not in modes:
        listed = ", ".join(modes) or "none"
        raise item.error(f"'{mode}' is not a mode of {event} ({listed}){suggestion(mode, modes)}")


def _event(item: Item, plover: Ontology | None) -> EventType:
    item.keys_within(EVENT_KEYS)
    quad = item.values.get("quad")
    if quad not in (1, 2, 3, 4):
        raise item.error(f"'quad' must be 1, 2, 3 or 4, found {quad!r}")
    name, score = item.text("name"), _score(item, quad, None)
    modes: dict[str, Mode] = {}
    for each in item.items("modes"):
        each.keys_within(MODE_KEYS)
        mode = Mode(each.text("name"), _score(each, quad, score), each.text("definition").strip())
        _once(each, mode.name, modes)
        modes[mode.name] = mode
    return EventType(
        name=name,
        origin=f"{item.path.name}:{item.line}",
        quad=quad,
        score=score,
        definition=item.text("definition").strip(),
        takes=item.words("takes"),
        needs_recipient=item.flag("needs_recipient"),
        modes=MappingProxyType(modes),
        reads=MappingProxyType(_reads(item, plover) if plover else _itself(item, name, modes)),
        needs_entry=item.flag("needs_entry"),
        embeds=item.flag("embeds"),
        holds=_holds(item),
        when_planned=item.text("when_planned") if "when_planned" in item.values else None,
        tried_is_done=item.flag("tried_is_done"),
    )


def _score(item: Item, quad: int, default: float | None) -> float:
    """The score of an event or a mode: cooperation is never below 0, conflict not above what a request for help is."""
    score = item.values.get("score", default)
    if not isinstance(score, int | float) or isinstance(score, bool) or not -10 <= score <= 10:
        raise item.error(f"'score' must be a number from -10 to 10, found {score!r}")
    if quad in COOPERATION and score < 0:
        raise item.error(f"'score' {score} is below 0, but quad {quad} is cooperation; mend the one or the other")
    if quad not in COOPERATION and score > HIGHEST_CONFLICT:
        raise item.error(f"'score' {score} is above 1, but quad {quad} is conflict; mend the one or the other")
    return float(score)


def _once(item: Item, name: str, known: Mapping[str, object]) -> None:
    if name in known:
        raise item.error(f"'{name}' stands here for the second time; names must differ")


def _holds(item: Item) -> Status | None:
    value = item.values.get("holds")
    if value is None:
        return None
    if value not in list(Status):
        raise item.error(f"'holds' must be a status ({', '.join(Status)}), found {value!r}")
    if not item.flag("embeds"):
        raise item.error("'holds' is the status of what the event embeds; add 'embeds: true'")
    return Status(value)


def _itself(item: Item, event: str, modes: Mapping[str, Mode]) -> dict[Reading, str | None]:
    """What an event of PLOVER reads: itself, in each of its modes."""
    for each in (item, *item.items("modes")):
        if "reads" in each.values:
            raise each.error("'reads' is for an ontology of one's own; the network knows PLOVER's names already")
    return {(event, None): None} | {(event, mode): mode for mode in modes}


def _reads(item: Item, plover: Ontology) -> dict[Reading, str | None]:
    """The readings that an event of one's own names, and those that its modes name; a mode's go before the event's."""
    found: dict[Reading, str | None] = dict.fromkeys(_readings(item, plover))
    for each in item.items("modes"):
        mode = each.text("name")
        for reading in _readings(each, plover):
            if found.get(reading) is not None:
                raise each.error(f"'{'.'.join(x for x in reading if x)}' is read by mode '{found[reading]}' already")
            found[reading] = mode
    return found


def _readings(item: Item, plover: Ontology) -> Iterator[Reading]:
    for text in item.words("reads"):
        event, dot, mode = text.partition(".")
        check_event(item, plover.events, event, mode if dot else None, of="PLOVER, whose events 'reads' must name")
        yield event, mode or None


def _told_by(
    events: Mapping[str, EventType], known: Mapping[str, EventType]
) -> dict[Reading, tuple[tuple[str, str | None], ...]]:
    """What each event and mode that the network knows tells; an event that reads a mode reads it there first."""
    readings = [(name, mode) for name, kind in known.items() for mode in (None, *kind.modes)]
    return {
        (event, mode): tuple(
            (name, kind.reads.get((event, mode), kind.reads.get((event, None))))
            for name, kind in events.items()
            if (event, mode) in kind.reads or (event, None) in kind.reads
        )
        for event, mode in readings
    }


def _check_others(item: Item, events: Mapping[str, EventType]) -> None:
    """Raise DataError where an event names another that there is not."""
    for each in item.items("gives_away"):
        for name in each.words("to"):
            check_event(each, events, name, None)
    planned = item.values.get("when_planned")
    if planned is not None:
        check_event(item, events, planned, None)
    if planned == item.values["name"]:
        raise item.error("'when_planned' must name another event")


def _names(path: Path, instead: tuple[str, ...] | None) -> tuple[str, ...]:
    """The names that a file lists, each once and defined; `instead` where there is no file."""
    if instead is not None and not path.exists():
        return instead
    names: dict[str, str] = {}
    for item in datafiles.items(path):
        item.keys_within(NAME_KEYS)
        _once(item, item.text("name"), names)
        names[item.text("name")] = item.text("definition")
    return tuple(names)
