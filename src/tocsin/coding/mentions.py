"""Participants as words: from the heads in an entry's slots to the phrases that name them."""

from __future__ import annotations

from tocsin.coding.arguments import Clause, span_head
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.lexicon import Entry, Lexicon
from tocsin.records import Act, Mention

EMPTY = frozenset({"it", "there", "this", "that", "which", "what", "these", "those"})


def mention(tree: Tree, head: int) -> Mention:
    """The noun phrase around a head as a mention."""
    first, last = tree.phrase(head)
    return Mention(tree.span(first, last), tree.number, first, last, head)


def sides(entry: Entry, clause: Clause, *, verbal: bool) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Actors and recipients of a predicate as its entry places them; reciprocal acts have actors alone.

    An act that stands as subject ("the strike killed five") lends its own actors. A verbal act (`verbal`) is directed
    at somebody: where its object is an act or a thing ("condemned the raid by the army"), the one behind it is the
    recipient, or nobody.
    """
    if entry.reciprocal:
        return _mentions(clause.tree, _parties([*entry.actor, *entry.recipient, "with"], clause)), ()
    actors, _ = _first_heads(entry.actor, clause)
    if not actors and clause.nominal:
        actors = clause.slot("subject")
    actors = [real for head in actors for real in _doers(clause, head)]
    recipients, slot = _first_heads(entry.recipient, clause)
    recipients = [r for r in recipients if r not in actors]
    if verbal and slot in ("object", "of"):
        recipients = _behind(clause, recipients)
    return _mentions(clause.tree, actors), _mentions(clause.tree, recipients)


def read_sides(tree: Tree, act: Act) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Actors and recipients as the model reads them: its token ranges without marks and case words at their edges."""
    actors = tuple(m for a, b in act.actors if (m := _ranged(tree, a, b)))
    recipients = (m for a, b in act.recipients if (m := _ranged(tree, a, b)))
    return actors, tuple(r for r in recipients if not any(r.span.overlaps(a.span) for a in actors))


def with_coordinated(tree: Tree, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The parties with those coordinated with them: of "deputies, judges and police" none acts alone."""
    found = list(mentions)
    for one in mentions:
        first = one.head
        while tree.relation(first) == "conj" and tree.head(first) >= 0:
            first = tree.head(first)
        for head in tree.coordinated(first):
            other = mention(tree, head)
            somebody = tree.tokens[head].pos in ("NOUN", "PROPN") and actor_like(tree, head, lexicon)
            if somebody and not any(other.span.overlaps(m.span) for m in found):
                found.append(other)
    return tuple(sorted(found, key=lambda m: m.span))


def _ranged(tree: Tree, first: int, last: int) -> Mention | None:
    while first < last and tree.tokens[first].pos in ("PUNCT", "ADP", "CCONJ", "SCONJ"):
        first += 1
    while first < last and tree.tokens[last].pos in ("PUNCT", "PART", "ADP", "CCONJ"):
        last -= 1
    head = span_head(tree, first, last)
    named = tree.label(head) is not None or tree.tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM")
    return Mention(tree.span(first, last), tree.number, first, last, head) if named else None


def _doers(clause: Clause, head: int) -> list[int]:
    """The head itself, or, where it names an act, who does that act."""
    tree, lexicon = clause.tree, clause.lexicon
    act = tree.label(head) is None and any(lexicon.find("noun", lemma) for lemma in tree.lemmas(head))
    if not act or actor_like(tree, head, lexicon):
        return [head]
    return _owners(Clause(tree, head, lexicon, pos="noun"))


def _owners(inner: Clause) -> list[int]:
    """Who owns or does what a noun names."""
    for found in (inner.obliques("by"), inner.possessors(), inner.modifiers()):
        owners = [f for f in found if actor_like(inner.tree, f, inner.lexicon)]
        if owners:
            return owners
    return []


def _behind(clause: Clause, heads: list[int]) -> list[int]:
    """The somebodies among the heads, or those who own or do the things and acts that the heads name."""
    somebodies = [h for h in heads if actor_like(clause.tree, h, clause.lexicon)]
    if somebodies:
        return somebodies
    for head in heads:
        inner = Clause(clause.tree, head, clause.lexicon, pos="noun")
        owners = _owners(inner) or [f for f in inner.obliques("against") if actor_like(clause.tree, f, clause.lexicon)]
        if owners:
            return owners
    return []


def _first_heads(slots: tuple[str, ...], clause: Clause) -> tuple[list[int], str]:
    """Heads in the first slot that holds somebody, and the slot; one that holds a somebody goes before a thing's."""
    best: list[int] = []
    best_slot = ""
    for slot in slots:
        found = [h for h in clause.slot(slot) if _names_somebody(clause.tree, h, clause.word)]
        if any(actor_like(clause.tree, h, clause.lexicon) for h in found):
            return found, slot
        if not best:
            best, best_slot = found, slot
    return best, best_slot


def _parties(slots: list[str], clause: Clause) -> list[int]:
    """Everybody in the slots; things only where there is nobody."""
    found: list[int] = []
    for slot in ["subject", *slots] if clause.light_verb() is not None else slots:
        found += [h for h in clause.slot(slot) if h not in found and _names_somebody(clause.tree, h, clause.word)]
    if clause.nominal and not found:
        found = [h for h in clause.slot("subject") if _names_somebody(clause.tree, h, clause.word)]
    somebodies = [h for h in found if actor_like(clause.tree, h, clause.lexicon)]
    return sorted(somebodies or found)


def _names_somebody(tree: Tree, head: int, trigger: int) -> bool:
    """Dates, sums and bare demonstratives take no side; neither does the trigger itself."""
    if head == trigger or tree.label(head) in ("DATE", "TIME", "MONEY", "EVENT"):
        return False
    return tree.tokens[head].text.lower() not in EMPTY or tree.tokens[head].text == "It"


def _mentions(tree: Tree, heads: list[int]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for head in heads:
        one = mention(tree, head)
        if not any(one.span.overlaps(m.span) for m in found):
            found.append(one)
    return tuple(found)
