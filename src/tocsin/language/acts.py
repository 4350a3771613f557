"""The event heads' scores to acts: which words tell an event, of which type, mode and status, by whom to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.language.labels import BioDecoder
from tocsin.records import Act

SEEN = 0.05  # events of a smaller chance are not kept
LIKELY_MODE = 0.4  # given the event; a mode of a smaller chance is not told
Floats = NDArray[np.float32]
Range = tuple[int, int, int]


class ActDecoder:
    """Decodes batches of the event heads for one set of labels."""

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._events, self._modes = tuple(labels["events"]), tuple(labels["modes"])
        self._statuses = tuple(labels["statuses"])
        self._sides, self._places = BioDecoder(labels["sides"]), BioDecoder(labels["places"])
        self._parted = len(labels["sides"])
        self._none = self._events.index("none")
        self._modes_of = {e: self._under(e) for e in self._events}

    def _under(self, event: str) -> NDArray[np.int64]:
        """Places of the labels `EVENT` and `EVENT.mode` of one event."""
        return np.array([i for i, m in enumerate(self._modes) if m.split(".")[0] == event], np.int64)

    def read(self, out: Mapping[str, Any]) -> tuple[list[list[Act]], list[list[Range]]]:
        """The acts of each sentence of a batch, and where its predicates happened: predicate, first and last word.

        `out` holds the network's outputs and `lengths`.
        """
        rows, columns = out["side_rows"], out["side_columns"]
        lengths = out["lengths"]
        chances = softmax(out["events"][rows, columns])
        statuses = softmax(out["statuses"][rows, columns])
        negated, historical = (1 / (1 + np.exp(-out[name][rows, columns])) for name in ("negated", "historical"))
        modes = out["modes"][rows, columns]
        sides = self._sides.best(out["sides"][..., : self._parted], lengths[rows])
        where = self._places.best(out["sides"][..., self._parted :], lengths[rows])
        acts: list[list[Act]] = [[] for _ in lengths]
        places: list[list[Range]] = [[] for _ in lengths]
        for n, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
            spans = self._sides.spans(sides[n])
            places[row] += [(column, a, b) for _, a, b in self._places.spans(where[n])]
            found = self._chances(chances[n], modes[n])
            if not found:
                continue
            status = int(statuses[n].argmax())
            acts[row].append(
                Act(
                    index=column,
                    chances=found,
                    status=(self._statuses[status], round(float(statuses[n, status]), 4)),
                    negated=round(float(negated[n]), 4),
                    actors=_of("ACTOR", spans),
                    recipients=_of("RECIPIENT", spans),
                    speakers=_of("SPEAKER", spans),
                    historical=round(float(historical[n]), 4),
                    happened=round(float(out["happened"][row, column]), 3),
                    statuses=tuple(zip(self._statuses, (round(float(p), 4) for p in statuses[n]), strict=True)),
                )
            )
        return acts, places

    def _chances(self, chances: Floats, modes: Floats) -> tuple[tuple[str, str | None, float], ...]:
        """Events of some chance with their likeliest mode, likeliest first."""
        likely = [i for i in np.argsort(-chances, kind="stable").tolist() if i != self._none and chances[i] >= SEEN]
        return tuple((self._events[i], self._mode(self._events[i], modes), round(float(chances[i]), 4)) for i in likely)

    def _mode(self, event: str, scores: Floats) -> str | None:
        own = self._modes_of[event]
        chances = softmax(scores[own])
        best = int(chances.argmax())
        return self._modes[own[best]].partition(".")[2] or None if chances[best] >= LIKELY_MODE else None


def _of(kind: str, spans: Sequence[tuple[str, int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for label, a, b in spans if label == kind)


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def moved(act: Act, offset: int) -> Act:
    """The act with every word index moved on by `offset`."""
    return replace(
        act,
        index=act.index + offset,
        actors=tuple((a + offset, b + offset) for a, b in act.actors),
        recipients=tuple((a + offset, b + offset) for a, b in act.recipients),
        speakers=tuple((a + offset, b + offset) for a, b in act.speakers),
    )
