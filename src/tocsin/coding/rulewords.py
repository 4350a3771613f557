"""The words the status and attribution rules know, loaded and checked from `data/rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tocsin import datafiles
from tocsin.errors import DataError
from tocsin.records import Stance, Status

Words = frozenset[str]
KINDS = ("verbs", "nouns", "adjectives", "adverbs", "auxiliaries")


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Word lists of `status.yml` and `speech.yml`, turned round: word -> what it says."""

    verbs: Mapping[str, Status]
    nouns: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    adverbs: Mapping[str, Status]
    auxiliaries: Mapping[str, Status]
    negating_verbs: Words
    negating_nouns: Words
    negating_adjectives: Words
    transparent: Words
    implicative: Words
    factive: Words
    ceasing: Words
    negators: Words
    negative_determiners: Words
    without: Words
    conditions: Mapping[str, str]
    attempting_verbs: Words
    attempting_nouns: Words
    historical_nouns: Words
    speech_verbs: Mapping[str, Stance]
    speech_nouns: Mapping[str, Stance]
    documents: Words
    accounts: Words
    attitude_nouns: Words
    attitude_verbs: Words
    attitude_objects: Words
    attitude_adjectives: Words
    speech_prepositions: Mapping[str, Stance]
    hearsay: Mapping[str, Stance]

    def governs(self, lemma: str) -> bool:
        """Whether a word says anything of an act that depends on it."""
        tables = (self.verbs, self.nouns, self.adjectives, self.negating_verbs, self.negating_nouns, self.transparent)
        return any(lemma in t for t in tables) or lemma in self.attempting_verbs or lemma in self.negating_adjectives


def load_rule_words(folder: Path) -> RuleWords:
    """Load both files; raises DataError where a status or stance is unknown or a list is missing."""
    status, speech = datafiles.mapping(folder / "status.yml"), datafiles.mapping(folder / "speech.yml")
    tables = {
        kind: _turned({s.value: status[s.value][kind] for s in Status if s.value in status}, Status) for kind in KINDS
    }
    return RuleWords(
        **tables,
        negating_verbs=_words(status, "negating", "verbs"),
        negating_nouns=_words(status, "negating", "nouns"),
        negating_adjectives=_words(status, "negating", "adjectives"),
        transparent=_words(status, "transparent", "verbs"),
        implicative=_words(status, "implicative", "verbs"),
        factive=_words(status, "factive", "verbs"),
        ceasing=_words(status, "ceasing", "verbs"),
        negators=_words(status, "negators"),
        negative_determiners=_words(status, "negative_determiners"),
        without=_words(status, "without"),
        conditions=MappingProxyType({w: kind for kind, ws in status["conditions"].items() for w in ws}),
        attempting_verbs=_words(status, "attempting", "verbs"),
        attempting_nouns=_words(status, "attempting", "nouns"),
        historical_nouns=_words(status, "historical_markers"),
        speech_verbs=_turned(speech["verbs"], Stance),
        speech_nouns=_turned(speech["nouns"], Stance),
        documents=_words(speech, "documents"),
        accounts=_words(speech, "accounts"),
        attitude_nouns=_words(speech, "attitude_nouns"),
        attitude_verbs=_words(speech, "attitudes"),
        attitude_objects=_words(speech, "objects"),
        attitude_adjectives=_words(speech, "adjectives"),
        speech_prepositions=_turned(speech["prepositions"], Stance),
        hearsay=_turned(speech["hearsay"], Stance),
    )


def _turned(lists: Mapping[str, list[str]], kind: Any) -> Mapping[str, Any]:
    """word -> enumeration member; where a word is listed twice the first list holds."""
    result: dict[str, Any] = {}
    for name, words in lists.items():
        if name not in list(kind):
            raise DataError(f"rules: '{name}' is not one of {', '.join(kind)}")
        for word in words:
            result.setdefault(word, kind(name))
    return MappingProxyType(result)


def _words(data: Mapping[str, Any], *keys: str) -> Words:
    value: Any = data
    for key in keys:
        value = value[key]
    return frozenset(value)
