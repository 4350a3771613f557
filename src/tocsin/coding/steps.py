"""The way up from an act: the act itself, then each clause or noun that it depends on, as far as they speak of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.records import Finding, Span, Status


@dataclass(frozen=True)
class Step:
    """A word on the way up from the act. `via` is the word below it on the path, None at the act itself; `holds` the
    status that the word, where it tells a speech act, gives what it speaks of.
    """

    tree: Tree
    words: RuleWords
    word: int
    via: int | None
    act: int
    holds: Status | None = None

    def span(self, word: int) -> Span:
        """Characters of a word."""
        return self.tree.tokens[word].span


Rule = Callable[[Step], Finding | None]


def complement_of(step: Step) -> bool:
    """Whether the word below is what the verb is about: its clause, or its object, or its for-phrase."""
    tree, via = step.tree, step.via
    assert via is not None
    relation = tree.relation(via)
    if relation in ("xcomp", "ccomp", "csubj:pass"):
        return True
    if relation == "advcl":
        return bool(set(tree.marks(via)) & {"to", "of", "for", "from", "on", "about", "against", "with", "into"}) and (
            via > step.word and not is_purpose(step)
        )
    if relation in ("obj", "nsubj:pass"):
        return relation == "obj" or not _is_active(tree, step.word)
    if relation == "obl":
        return bool(set(tree.prepositions(via)) & {"for", "about", "on", "of", "to", "against", "with", "in", "from"})
    return False


def _is_active(tree: Tree, word: int) -> bool:
    return tree.child(word, "aux:pass") is None


def is_purpose(step: Step) -> bool:
    """Whether an infinitive tells what something was done for: the verb has its own object and is no attitude."""
    tree, via = step.tree, step.via
    assert via is not None
    known = tree.lemma(step.word) in step.words.verbs or tree.lemma(step.word) in step.words.negating_verbs
    return not known and "to" in tree.marks(via)
