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
from tocsin.ontology import Ontology
from tocsin.records import Act, Declined


@dataclass(frozen=True, slots=True)
class Bars:
    """How likely a reading must be. `known`: the chance from which a known word counts though its entry's construction
    was not found; `sure`: from which a word counts that the lexicon does not know; `overruled`: the chance of no event
    at all from which an entry that fits is overruled; `other`: that of another event from which it is.
    """

    known: float = 0.4
    sure: float = 0.5
    overruled: float = 0.75
    other: float = 0.7


USUAL = Bars()
LENIENT = Bars(known=0.1, sure=0.1, overruled=0.97)  # where it is known beforehand that something is told
UNLIKELY = 0.15  # the chance up to which the classifier hardly reads an entry's event
UNWEIGHED = 0.5  # the chance of an event that an entry alone tells; its curve says how often entries are right


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event: the entry that says how, the event's mode, the rule that decided (`by` its name,
    `rule` with what it decided on), the reading and the chance it gives the event.
    """

    word: int
    entry: Entry
    mode: str | None
    rule: str
    by: str
    chance: float
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that reports no event, and why."""

    word: int
    event: str
    reason: str


Verdict = Trigger | Refusal
Rule = Callable[[Candidate, Bars], Verdict | None]


def entry_alone(candidate: Candidate, bars: Bars) -> Verdict | None:
    """An entry fits whose event the classifier was never taught (an ontology of one's own): the entry alone decides."""
    fit = candidate.fit
    if fit is None or fit.taught:
        return None
    return Trigger(candidate.word, fit, fit.mode, f"lexicon:{fit.origin}", "entry_alone", UNWEIGHED, candidate.act)


def no_act(candidate: Candidate, bars: Bars) -> Verdict | None:
    """An entry fits, but the classifier reads no act in the word, nor this one in a word beside it."""
    fit, act = candidate.fit, candidate.act
    none = act.none if act else 1.0
    if fit is None or none - candidate.near < bars.overruled:
        return None
    return Refusal(candidate.word, fit.event, f"{fit.origin}: the classifier reads no act here ({none:.2f})")


def outweighed(candidate: Candidate, bars: Bars) -> Verdict | None:
    """An entry fits, but the classifier surely reads another event in the word, and hardly this one."""
    fit, act = candidate.fit, candidate.act
    if fit is None or act is None or not act.chances:
        return None
    event, _, chance = act.chances[0]
    if event == fit.event or chance < bars.other or act.chance(fit.event) > UNLIKELY:
        return None
    known = (*candidate.others, *(m.entry for m in candidate.misses))
    entry = next((e for e in known if e.event == event), None)
    return _read(candidate, entry, f"classifier:{event} {chance:.2f} against {fit.origin}", "outweighed")


def agreed(candidate: Candidate, bars: Bars) -> Verdict | None:
    """An entry fits and the classifier reads an act: the entry says which, it is right more often where they differ."""
    fit, act = candidate.fit, candidate.act
    if fit is None:
        return None
    chance = act.chance(fit.event) if act else 0.0
    fit = next((e for e in candidate.others if act and _same_mode(e, fit, act)), fit)
    mode = fit.mode or (act.mode(fit.event) if act and chance >= bars.known else None)
    return Trigger(candidate.word, fit, mode, f"lexicon:{fit.origin}", "agreed", chance, act)


def _same_mode(entry: Entry, first: Entry, act: Act) -> bool:
    """Whether another entry that fits tells the first one's event in the mode that the classifier reads."""
    read = act.mode(first.event)
    return read is not None and entry.event == first.event and entry.mode == read != first.mode


def excluded(candidate: Candidate, bars: Bars) -> Verdict | None:
    """The lexicon knows the word as the event that the classifier reads, and rules out what stands with it here."""
    act = candidate.act
    event = act.chances[0][0] if act else None
    miss = next((m for m in candidate.misses if m.entry.event == event and m.excludes), None)
    return Refusal(candidate.word, miss.entry.event, f"{miss.entry.origin}: {miss.reason}") if miss else None


def construction(candidate: Candidate, bars: Bars) -> Verdict | None:
    """The lexicon knows the word as this event; its construction was not found, but the classifier reads the event."""
    act = candidate.act
    if act is None or act.chances[0][2] < bars.known:
        return None
    event, _, chance = act.chances[0]
    miss = next((m for m in candidate.misses if m.entry.event == event), None)
    if miss is None:
        return None
    return _read(candidate, miss.entry, f"classifier:{event} {chance:.2f} with {miss.entry.origin}", "construction")


def unknown_word(candidate: Candidate, bars: Bars) -> Verdict | None:
    """The lexicon has no such entry; the classifier alone reads the event."""
    act = candidate.act
    if act is None or act.chances[0][2] < bars.sure:
        return None
    return _read(candidate, None, f"classifier:{act.chances[0][0]} {act.chances[0][2]:.2f}", "unknown_word")


def refused(candidate: Candidate, bars: Bars) -> Verdict | None:
    """Nothing speaks for an event strongly enough."""
    if candidate.misses:
        miss = candidate.misses[0]
        return Refusal(candidate.word, miss.entry.event, f"{miss.entry.origin}: {miss.reason}")
    assert candidate.act is not None
    event, _, chance = candidate.act.chances[0]
    return Refusal(candidate.word, event, f"classifier: {chance:.2f} is less than {bars.sure}")


RULES: tuple[Rule, ...] = (entry_alone, no_act, outweighed, agreed, excluded, construction, unknown_word, refused)


def _read(candidate: Candidate, entry: Entry | None, rule: str, by: str) -> Trigger:
    """A trigger of the classifier's likeliest event."""
    assert candidate.act is not None
    event, mode, chance = candidate.act.chances[0]
    entry = entry or plain_entry(event, candidate.pos, embeds=candidate.embeds)
    return Trigger(candidate.word, entry, mode, rule, by, chance, candidate.act)


def find(tree: Tree, lexicon: Lexicon, ontology: Ontology, bars: Bars = USUAL) -> tuple[list[Trigger], list[Refusal]]:
    """Triggers of a sentence in text order, and the readings that were declined."""
    triggers: list[Trigger] = []
    refusals: list[Refusal] = []
    for candidate in candidates(tree, lexicon, ontology):
        verdict = decided(candidate, bars)
        if isinstance(verdict, Trigger):
            triggers.append(verdict)
        else:
            refusals.append(verdict)
    return triggers, refusals


def decided(candidate: Candidate, bars: Bars = USUAL) -> Verdict:
    """What the first rule that speaks says."""
    return next(verdict for rule in RULES if (verdict := rule(candidate, bars)) is not None)


def declined(tree: Tree, refusals: list[Refusal]) -> Iterator[Declined]:
    """Refusals as they are kept with the article."""
    for refusal in refusals:
        yield Declined(tree.tokens[refusal.word].span, refusal.event, refusal.reason)
