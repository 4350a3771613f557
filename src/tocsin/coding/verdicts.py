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
SURE = 0.6  # chance from which a word counts that the lexicon does not know
OVERRULED = 0.75  # chance of no event at all from which an entry that fits is overruled


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
    """An entry fits, but the classifier reads no act in the word, nor this one in a word beside it."""
    fit, act = candidate.fit, candidate.act
    none = 1 - sum(p for _, _, p in act.chances) if act else 1.0
    if fit is None or none - candidate.near < OVERRULED:
        return None
    return Refusal(candidate.word, fit.event, f"{fit.origin}: the classifier reads no act here ({none:.2f})")


def agreed(candidate: Candidate) -> Verdict | None:
    """An entry fits and the classifier reads an act: the entry says which, it is right more often where they differ."""
    fit, act = candidate.fit, candidate.act
    if fit is None:
        return None
    chance = act.chance(fit.event) if act else 0.0
    fit = next((e for e in candidate.others if act and _same_mode(e, fit, act)), fit)
    mode = fit.mode or (act.mode(fit.event) if act and chance >= KNOWN else None)
    return Trigger(candidate.word, fit, mode, f"lexicon:{fit.origin}", chance, act)


def _same_mode(entry: Entry, first: Entry, act: Act) -> bool:
    """Whether another entry that fits tells the first one's event in the mode that the classifier reads."""
    read = act.mode(first.event)
    return read is not None and entry.event == first.event and entry.mode == read != first.mode


def excluded(candidate: Candidate) -> Verdict | None:
    """The lexicon knows the word as the event that the classifier reads, and rules out what stands with it here."""
    act = candidate.act
    event = act.chances[0][0] if act else None
    miss = next((m for m in candidate.misses if m.entry.event == event and m.excludes), None)
    return Refusal(candidate.word, miss.entry.event, f"{miss.entry.origin}: {miss.reason}") if miss else None


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


RULES: tuple[Rule, ...] = (no_act, agreed, excluded, construction, unknown_word, refused)


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
