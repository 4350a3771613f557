"""Lexicon and classifier together: whether a word reports an event, and which.

The lexicon is evidence, the classifier is evidence; a verdict is one of the rules below, in this order. Chances are the
classifier's, calibrated on sentences it was not trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.coding.tree import Tree
from tocsin.coding.triggers import Candidate, candidates
from tocsin.lexicon import Entry, Lexicon, plain_entry
from tocsin.records import Act, Declined

KNOWN = 0.4  # chance from which a known word counts though its entry's construction was not found
SURE = 0.5  # chance from which a word counts that the lexicon does not know
OVERRULED = 0.7  # chance of another event, or of none, from which an entry that fits is overruled


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event: the entry that says how, the event's mode, the rule that decided, the reading."""

    word: int
    entry: Entry
    mode: str | None
    rule: str
    chance: float
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that reports no event, and why."""

    word: int
    event: str
    reason: str


Verdict = Trigger | Refusal
Rule = Callable[[Candidate], Verdict | None]


def no_act(candidate: Candidate) -> Verdict | None:
    """An entry fits, but the classifier reads no act in the word."""
    fit, act = candidate.fit, candidate.act
    none = 1 - sum(p for _, _, p in act.chances) if act else 1.0
    if fit is None or none < OVERRULED:
        return None
    return Refusal(candidate.word, fit.event, f"{fit.origin}: the classifier reads no act here ({none:.2f})")


def another(candidate: Candidate) -> Verdict | None:
    """An entry fits, but the classifier reads another event."""
    fit, act = candidate.fit, candidate.act
    if fit is None or act is None:
        return None
    event, _, chance = act.chances[0]
    if event == fit.event or chance < OVERRULED:
        return None
    known = next((m.entry for m in candidate.misses if m.entry.event == event), None)
    return _read(candidate, known, f"classifier:{event} {chance:.2f} over {fit.origin}")


def agreed(candidate: Candidate) -> Verdict | None:
    """An entry fits and the classifier does not object."""
    fit, act = candidate.fit, candidate.act
    if fit is None:
        return None
    chance = act.chance(fit.event) if act else 0.0
    mode = fit.mode or (act.mode(fit.event) if act and chance >= SURE else None)
    return Trigger(candidate.word, fit, mode, f"lexicon:{fit.origin}", chance, act)


def construction(candidate: Candidate) -> Verdict | None:
    """The lexicon knows the word as this event; its construction was not found, but the classifier reads the event."""
    act = candidate.act
    if act is None or act.chances[0][2] < KNOWN:
        return None
    event, _, chance = act.chances[0]
    miss = next((m for m in candidate.misses if m.entry.event == event), None)
    return _read(candidate, miss.entry, f"classifier:{event} {chance:.2f} with {miss.entry.origin}") if miss else None


def unknown_word(candidate: Candidate) -> Verdict | None:
    """The lexicon has no such entry; the classifier alone reads the event."""
    act = candidate.act
    if act is None or act.chances[0][2] < SURE:
        return None
    return _read(candidate, None, f"classifier:{act.chances[0][0]} {act.chances[0][2]:.2f}")


def refused(candidate: Candidate) -> Verdict | None:
    """Nothing speaks for an event strongly enough."""
    if candidate.misses:
        miss = candidate.misses[0]
        return Refusal(candidate.word, miss.entry.event, f"{miss.entry.origin}: {miss.reason}")
    assert candidate.act is not None
    event, _, chance = candidate.act.chances[0]
    return Refusal(candidate.word, event, f"classifier: {chance:.2f} is less than {SURE}")


RULES: tuple[Rule, ...] = (no_act, another, agreed, construction, unknown_word, refused)


def _read(candidate: Candidate, entry: Entry | None, rule: str) -> Trigger:
    """A trigger of the classifier's likeliest event."""
    assert candidate.act is not None
    event, mode, chance = candidate.act.chances[0]
    return Trigger(candidate.word, entry or plain_entry(event, candidate.pos), mode, rule, chance, candidate.act)


def find(tree: Tree, lexicon: Lexicon) -> tuple[list[Trigger], list[Refusal]]:
    """Triggers of a sentence in text order, and the readings that were declined."""
    triggers: list[Trigger] = []
    refusals: list[Refusal] = []
    for candidate in candidates(tree, lexicon):
        verdict = decided(candidate)
        if isinstance(verdict, Trigger):
            triggers.append(verdict)
        else:
            refusals.append(verdict)
    return triggers, refusals


def decided(candidate: Candidate) -> Verdict:
    """What the first rule that speaks says."""
    return next(verdict for rule in RULES if (verdict := rule(candidate)) is not None)


def declined(tree: Tree, refusals: list[Refusal]) -> Iterator[Declined]:
    """Refusals as they are kept with the article."""
    for refusal in refusals:
        yield Declined(tree.tokens[refusal.word].span, refusal.event, refusal.reason)
