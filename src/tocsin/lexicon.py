"""The lexicon as data: which word in which construction reports which event, each entry with its own proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tocsin import datafiles
from tocsin.datafiles import Item, suggestion
from tocsin.errors import DataError
from tocsin.ontology import Ontology, check_event
from tocsin.records import Status

KEYS = (
    "lemma", "pos", "event", "mode", "context", "particle", "object", "subject", "not_object", "not_subject",
    "oblique", "not_oblique", "complement", "modifier", "not_modifier", "actor", "recipient", "reciprocal",
    "embeds", "implies", "examples", "near_misses",
)  # fmt: skip
EXAMPLE_KEYS = ("text", "actor", "recipient", "event", "mode", "status", "negated", "historical")
POS = ("verb", "noun", "adj")
DEFAULT_ACTOR = {"verb": ("subject",), "noun": ("by", "possessive", "modifier", "of"), "adj": ("subject",)}
DEFAULT_RECIPIENT = {"verb": ("object",), "noun": ("against", "on", "of"), "adj": ()}
BUILT_IN = ("actor", "name", "place", "roles")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must code as its entry says; None means not told."""

    text: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    event: str
    mode: str | None
    status: str | None
    negated: bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One word in one construction. Word sets hold lemmas, and classes with their `@`; empty means anything goes.

    `taught`: the classifier knows such events, so that its silence means something.
    """

    origin: str
    lemma: str
    pos: str
    event: str
    mode: str | None
    contexts: tuple[str, ...]
    particle: Words
    object: Words
    subject: Words
    not_object: Words
    not_subject: Words
    oblique: tuple[tuple[str, Words], ...]
    not_oblique: tuple[tuple[str, Words], ...]
    complement: bool
    complement_lemmas: Words
    modifier: Words
    not_modifier: Words
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    embeds: bool
    implies: Status | None
    taught: bool
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]

    @property
    def specificity(self) -> int:
        """How many constraints the entry makes; the most specific entry that fits wins."""
        sets = sum(2 for words in (self.particle, self.object, self.modifier) if words) + bool(self.subject)
        obliques = sum(3 if words else 1 for _, words in self.oblique)
        return sets + obliques + (3 if self.complement_lemmas else self.complement)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by part of speech and lemma, most specific first, the word classes, and the lemmas of both."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    classes: Mapping[str, Words]
    lemmas: Words

    def __len__(self) -> int:
        return sum(len(e) for e in self.entries.values())

    def find(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """The entries of a word."""
        return self.entries.get((pos, lemma), ())

    def holds(self, words: Words, lemma: str) -> bool:
        """Whether `lemma` is one of `words` or of the classes they name (built-in classes aside)."""
        return lemma in words or any(w[0] == "@" and lemma in self.classes.get(w[1:], ()) for w in words)


def load_classes(path: Path) -> dict[str, Words]:
    """The word classes of a file; raises DataError where one is no list of words."""
    classes = datafiles.mapping(path)
    for name, words in classes.items():
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise DataError(f"{path.name}: class '{name}' must be a list of words, found {words!r}")
    return {name: frozenset(words) for name, words in classes.items()}


def load_lexicon(folder: Path, ontology: Ontology, *, more: Mapping[str, Words] | None = None) -> Lexicon:
    """Load every `*.yml` of the folder: entries, and word classes in `classes.yml`, where there is one.

    `more` are further word classes, made elsewhere; a class of the same name adds to them. Raises DataError with file
    and line.
    """
    own = load_classes(folder / "classes.yml") if (folder / "classes.yml").exists() else {}
    classes = dict(more or {})
    classes |= {name: words | classes.get(name, frozenset()) for name, words in own.items()}
    found: dict[tuple[str, str], list[Entry]] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == "classes.yml":
            continue
        for item in datafiles.items(path):
            entry = _entry(item, ontology, classes)
            found.setdefault((entry.pos, entry.lemma), []).append(entry)
    entries = {key: tuple(sorted(es, key=lambda e: -e.specificity)) for key, es in found.items()}
    _check_told(ontology, {entry.event for es in found.values() for entry in es})
    named = (*(lemma for _, lemma in found), *(word for words in own.values() for word in words))
    lemmas = frozenset(lemma for name in named for lemma in name.split())
    return Lexicon(MappingProxyType(entries), MappingProxyType(classes), lemmas)


def _check_told(ontology: Ontology, events: set[str]) -> None:
    """Raise DataError where neither an entry nor the classifier alone could tell an event."""
    for name, event in ontology.events.items():
        if name not in events and (event.needs_entry or not event.reads):
            raise DataError(f"{event.origin}: nothing can tell '{name}'; give it a lexicon entry, or 'reads'")


NOTHING: Words = frozenset()


def plain_entry(event: str, pos: str, *, embeds: bool) -> Entry:
    """An entry without constraints, for a word that is read as an event without help of the lexicon."""
    return Entry(
        origin="classifier", lemma="", pos=pos, event=event, mode=None, contexts=(), particle=NOTHING, object=NOTHING,
        subject=NOTHING, not_object=NOTHING, not_subject=NOTHING, oblique=(), not_oblique=(), complement=False,
        complement_lemmas=NOTHING, modifier=NOTHING, not_modifier=NOTHING, actor=DEFAULT_ACTOR[pos],
        recipient=DEFAULT_RECIPIENT[pos], reciprocal=False, embeds=embeds, implies=None, taught=True,
        examples=(), near_misses=(),
    )  # fmt: skip


def _entry(item: Item, ontology: Ontology, classes: Mapping[str, Words]) -> Entry:
    item.keys_within(KEYS)
    event, mode = item.text("event"), item.values.get("mode")
    check_event(item, ontology.events, event, mode)
    pos = item.values.get("pos", "verb")
    if pos not in POS:
        raise item.error(f"'pos' must be verb, noun or adj, found {pos!r}")
    complement = item.values.get("complement")
    examples = tuple(_example(item, raw, event, mode) for raw in item.values.get("examples") or ())
    if not examples:
        raise item.error(f"'{item.text('lemma')}' has no example that must code; write one")

    def words(key: str) -> Words:
        return _classed(item, item.words(key), classes) if key in item.values else NOTHING

    return Entry(
        origin=f"{item.path.name}:{item.line}",
        lemma=item.text("lemma"),
        pos=pos,
        event=event,
        mode=mode,
        contexts=_contexts(item, ontology),
        particle=words("particle"),
        object=words("object"),
        subject=words("subject"),
        not_object=words("not_object"),
        not_subject=words("not_subject"),
        oblique=_obliques(item, "oblique", classes),
        not_oblique=_obliques(item, "not_oblique", classes),
        complement=complement is not None,
        complement_lemmas=words("complement") if isinstance(complement, list) else frozenset(),
        modifier=words("modifier"),
        not_modifier=words("not_modifier"),
        actor=item.words("actor") if "actor" in item.values else DEFAULT_ACTOR[pos],
        recipient=item.words("recipient") if "recipient" in item.values else DEFAULT_RECIPIENT[pos],
        reciprocal=bool(item.values.get("reciprocal")),
        embeds=bool(item.values.get("embeds")),
        implies=_implies(item),
        taught=ontology.events[event].taught(mode),
        examples=examples,
        near_misses=item.words("near_misses"),
    )


def _classed(item: Item, words: tuple[str, ...], classes: Mapping[str, Words]) -> Words:
    for word in words:
        if word.startswith("@") and word[1:] not in classes and word[1:] not in BUILT_IN:
            raise item.error(f"'{word}' is not a word class{suggestion(word[1:], list(classes))}")
    return frozenset(words)


def _obliques(item: Item, key: str, classes: Mapping[str, Words]) -> tuple[tuple[str, Words], ...]:
    raw = item.values.get(key) or {}
    if not isinstance(raw, dict):
        raise item.error(f"'{key}' must map prepositions to words, found {raw!r}")
    result = []
    for preposition, value in raw.items():
        if not isinstance(preposition, str):
            raise item.error(f"'{key}': quote the preposition that YAML read as {preposition!r}")
        values = () if value == "any" else (value,) if isinstance(value, str) else tuple(value)
        result.append((preposition, _classed(item, values, classes)))
    return tuple(result)


def _contexts(item: Item, ontology: Ontology) -> tuple[str, ...]:
    contexts = item.words("context")
    for context in contexts:
        if context not in ontology.contexts:
            raise item.error(f"'{context}' is not a context{suggestion(context, ontology.contexts)}")
    return contexts


def _implies(item: Item) -> Status | None:
    value = item.values.get("implies")
    if value is None:
        return None
    if value not in list(Status):
        raise item.error(f"'implies' must be a status ({', '.join(Status)}), found {value!r}")
    return Status(value)


def _example(item: Item, raw: Any, event: str, mode: str | None) -> Example:
    values = {"text": raw} if isinstance(raw, str) else raw
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise item.error(f"an example must have a 'text', found {raw!r}")
    for key in values:
        if key not in EXAMPLE_KEYS:
            raise item.error(f"unknown key '{key}' in an example{suggestion(key, EXAMPLE_KEYS)}")
    example = Example(
        text=values["text"],
        actors=_sides(values.get("actor")),
        recipients=_sides(values.get("recipient")),
        event=values.get("event", event),
        mode=values.get("mode", mode if values.get("event", event) == event else None),
        status=values.get("status"),
        negated=values.get("negated"),
    )
    for side in (*example.actors, *example.recipients):
        if side not in example.text:
            raise item.error(f"'{side}' is not in the example '{example.text}'")
    return example


def _sides(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
