"""The project's own annotated sentences and passages as validated records.

    python training/annotations.py [FILE…]      # checks the files and prints how much of what they hold

Format and guidelines: `training/examples/events/README.md`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.errors import DataError
from tocsin.ontology import Ontology, load_ontology
from tocsin.pipeline import DATA
from tocsin.records import Span, Stance, Status

FOLDER = Path(__file__).parent / "examples/events"
EVENT_KEYS = frozenset(
    """trigger event mode contexts actor recipient roles status also negated attempted historical speakers stance
    condition place date counts embeds""".split()
)
LINE_KEYS = frozenset({"text", "pattern", "published", "events"})
COUNT_KEYS = frozenset({"kind", "side", "low", "high", "text"})
COUNT_KINDS = frozenset(
    """dead injured arrested abducted displaced troops protesters convicted deported expelled released rescued people
    destroyed""".split()
)
SIDES = frozenset({"actor", "recipient", "other"})


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    """One act as annotated; every span lies in the text, `fields` keeps what the line said beside them."""

    trigger: Span
    event: str
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: Status
    negated: bool
    speakers: tuple[Span, ...]
    fields: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One sentence or passage with every act it tells."""

    text: str
    pattern: str
    published: date | None
    events: tuple[AnnotatedEvent, ...]
    origin: str


def load(path: Path, ontology: Ontology) -> Iterator[AnnotatedText]:
    """The records of one file; raises DataError with file:line where a line breaks the format."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield parsed(line, f"{path.name}:{number}", ontology)


def parsed(line: str, origin: str, ontology: Ontology) -> AnnotatedText:
    """One line as a record."""
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{origin}: not JSON: {error}") from error
    _known(set(values), LINE_KEYS, origin)
    text = values.get("text")
    if not isinstance(text, str) or not text.strip() or not values.get("pattern"):
        raise DataError(f"{origin}: 'text' and 'pattern' must be there")
    published = values.get("published")
    return AnnotatedText(
        text=text,
        pattern=values["pattern"],
        published=date.fromisoformat(published) if published else None,
        events=tuple(_event(e, text, origin, ontology) for e in values.get("events", ())),
        origin=origin,
    )


def _event(values: dict[str, Any], text: str, origin: str, ontology: Ontology) -> AnnotatedEvent:
    _known(set(values), EVENT_KEYS, origin)
    kind = ontology.events.get(values.get("event", ""))
    if kind is None:
        raise DataError(f"{origin}: '{values.get('event')}' is no event of the ontology")
    mode = values.get("mode")
    if mode is not None and mode not in kind.modes:
        raise DataError(f"{origin}: '{mode}' is no mode of {kind.name} ({', '.join(kind.modes) or 'none'})")
    unknown = [c for c in values.get("contexts", ()) if c not in ontology.contexts]
    if unknown:
        raise DataError(f"{origin}: unknown contexts {unknown}")
    if "stance" in values:
        Stance(values["stance"])
    _check_more(values, text, origin)
    return AnnotatedEvent(
        trigger=found(text, values["trigger"], origin),
        event=kind.name,
        mode=mode,
        actors=tuple(found(text, a, origin) for a in values.get("actor", ())),
        recipients=tuple(found(text, r, origin) for r in values.get("recipient", ())),
        status=Status(values.get("status", "actual")),
        negated=bool(values.get("negated")),
        speakers=tuple(found(text, s, origin) for s in values.get("speakers", ())),
        fields=tuple(sorted(values.items())),
    )


def _check_more(values: dict[str, Any], text: str, origin: str) -> None:
    for key in ("condition", "place", "date", "embeds"):
        told = values.get(key) or ()
        for words in [told] if isinstance(told, str) else told:
            found(text, words, origin)
    for also in values.get("also", ()):
        Status(also)
    for mentions in (values.get("roles") or {}).values():
        for mention in mentions:
            found(text, mention, origin)
    for count in values.get("counts", ()):
        _known(set(count), COUNT_KEYS, origin)
        if count["kind"] not in COUNT_KINDS or count["side"] not in SIDES:
            raise DataError(f"{origin}: count {count} needs a kind of {sorted(COUNT_KINDS)}, a side of {sorted(SIDES)}")
        found(text, count["text"], origin)


def found(text: str, words: str, origin: str) -> Span:
    """Where the words stand; `word#2` is the second occurrence. Whole words are preferred to parts of words."""
    bare, _, number = words.rpartition("#")
    which = int(number) if bare and number.isdigit() else 1
    sought = bare if bare and number.isdigit() else words
    starts = [i for i in range(len(text)) if text.startswith(sought, i)]
    whole = [i for i in starts if _whole(text, i, i + len(sought))] or starts
    if not sought or len(whole) < which:
        raise DataError(f"{origin}: {words!r} does not stand in {text[:80]!r}")
    return Span(whole[which - 1], whole[which - 1] + len(sought))


def _whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after


def _known(keys: set[str], allowed: frozenset[str], origin: str) -> None:
    if keys - allowed:
        raise DataError(f"{origin}: unknown keys {sorted(keys - allowed)}")


def main() -> None:
    """Check files, count what they hold."""
    ontology = load_ontology(DATA / "plover")
    paths = [Path(p) for p in sys.argv[1:]] or sorted(FOLDER.glob("*.jsonl"))
    texts, wrong = [], 0
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                texts.append(parsed(line, f"{path.name}:{number}", ontology))
            except (DataError, ValueError, KeyError) as error:
                wrong += 1
                print(error)
    events = [e for t in texts for e in t.events]
    repeated = [t for t, n in Counter(t.text for t in texts).items() if n > 1]
    print(f"{len(texts)} texts, {sum(not t.events for t in texts)} without events, {len(events)} events, {wrong} wrong")
    print(f"repeated: {repeated[:5]}" if repeated else "no text twice")
    print(Counter(e.event for e in events).most_common())
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
