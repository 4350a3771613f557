"""What an act depends on: the condition clause as a span, with the kind of dependence."""

from __future__ import annotations

from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.records import Condition, Span

KINDS = ("if", "unless", "until", "provided", "providing", "assuming")


def condition(tree: Tree, words: RuleWords, act: int) -> tuple[Condition, int] | None:
    """The condition that governs the act's clause, and the head word of the condition clause."""
    node = act
    while node >= 0:
        for kid in tree.children(node, "advcl"):
            marks = [m for m in tree.marks(kid) if m in words.conditions]
            if marks and act not in tree.subtree(kid):
                return Condition(_clause_span(tree, kid), _kind(marks[0])), kid
        if tree.relation(node) not in ("xcomp", "ccomp", "conj", "obj"):
            return None
        node = tree.head(node)
    return None


def _kind(mark: str) -> str:
    return mark if mark in KINDS else "if"


def _clause_span(tree: Tree, head: int) -> Span:
    """The clause's words without the comma at its edge."""
    words = [w for w in tree.subtree(head) if tree.tokens[w].pos != "PUNCT"]
    return tree.span(words[0], words[-1])
