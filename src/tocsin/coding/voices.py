"""Whose story it is: a report tells what others did; what its writer does, asks or thanks for is no event of it."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.coding.tree import Tree
from tocsin.records import Coding, Declined

WRITER = frozenset({"i", "me", "my", "myself", "you", "your", "yourself", "u"})
THANKS = ("thank", "thanks")
QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "‘", "``", "''"})


def own_voice(tree: Tree, coding: Coding, *, verbal: bool) -> str | None:
    """Why an act is the writer's own: outside quotation marks, said by nobody else, "I" or "you" does it or suffers it,
    or an act of words stands at the head of its sentence without anybody who does it ("Thank you!").
    """
    if coding.attribution or any(token.text in QUOTES for token in tree.tokens):
        return None
    parties = (*coding.actors, *coding.recipients)
    if any(tree.tokens[m.head].text.lower() in WRITER for m in parties):
        return "the writer's own act, not one that is reported"
    first = next((i for i, t in enumerate(tree.tokens) if t.pos != "PUNCT"), 0)
    token = tree.tokens[first]
    alone = token.span == coding.trigger and not coding.actors and not tree.sentence.headline
    thanks = token.pos == "NOUN" and token.lemma.lower() in THANKS
    addressed = (token.pos in ("VERB", "INTJ") or thanks) and "VerbForm=Ger" not in token.features
    if verbal and alone and addressed:
        return "addressed by the writer to a reader, not reported"
    return None


def reported(tree: Tree, codings: Iterable[Coding], verbal: frozenset[str]) -> tuple[list[Coding], list[Declined]]:
    """The codings of a sentence that are reported, and those in the writer's own voice as declined readings."""
    kept: list[Coding] = []
    declined: list[Declined] = []
    for coding in codings:
        why = own_voice(tree, coding, verbal=coding.event in verbal)
        if why is None:
            kept.append(coding)
        else:
            declined.append(Declined(coding.trigger, coding.event, why))
    return kept, declined
