"""How many: the people whom an act counts as dead, hurt, held or moved, and those whom its actor counts as his own.

`numbers` reads numbers, `quantities` the people that a phrase counts, `tellings` what the words of a sentence tell of
people; `bonds` tie that to an act. What an act counts by what it is (an arrest, a deployment, a march) is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding.bonds import (
    PROTESTERS,
    TROOPS,
    bearers_of,
    bound,
    can_tell,
    clause_of,
    deferred,
    kinds_of_act,
    named_kinds,
)
from tocsin.coding.quantities import Quantity, Surely, people, run_on, share
from tocsin.coding.tellings import Passage, Telling, dying, least, objects, right_before, verb_kinds
from tocsin.ontology import EventType
from tocsin.records import Count, Mention

Mentions = Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of an act and the rule that read it."""

    rule: str
    count: Count


def plover_names(event: EventType, mode: str | None) -> frozenset[str]:
    """The readings of the network that tell this event, or it in this mode: "COERCE", "COERCE.arrest"."""
    told = [reading for reading, own in event.reads.items() if own in (None, mode)]
    return frozenset(f"{name}.{own}" if own else name for name, own in told) | {name for name, _ in told}


def counts(passage: Passage, word: int, actors: Mentions, recipients: Mentions) -> tuple[Counted, ...]:
    """The counts of the act that `word` tells, each once: what is told of people, then what the act itself counts."""
    found: dict[tuple[str, str, int, int | None], Counted] = {}
    for telling in passage.told:
        if bound(passage, telling, word):
            for counted in _by_side(passage, telling, word, actors):
                found.setdefault(_key(counted), counted)
    for rule in OWN:
        kinds = {kind for kind, *_ in found}
        for counted in rule(passage, word, actors, recipients):
            if counted.count.kind not in kinds:
                found.setdefault(_key(counted), counted)
    return tuple(found.values())


def _key(counted: Counted) -> tuple[str, str, int, int | None]:
    count = counted.count
    return count.kind, count.side, count.low, count.high


def _by_side(passage: Passage, telling: Telling, word: int, actors: Mentions) -> Iterator[Counted]:
    """What a telling counts, those who strike apart from the others."""
    done = telling.word == word and telling.rule != dying.__name__
    own = [] if done else [h for h in telling.heads if _strikes(passage, h, actors)]
    for side, heads in (("recipient", [h for h in telling.heads if h not in own]), ("actor", own)):
        if quantity := people(passage.phrases, heads, least(passage, telling.kind, telling.rule)):
            yield _counted(telling.rule, telling.kind, side, quantity)


def _strikes(passage: Passage, head: int, actors: Mentions) -> bool:
    """Whether a phrase names those who strike, by the actor's noun or one of the attackers'."""
    lemma = passage.tree.lemma(head)
    again = any(a.head != head and passage.tree.lemma(a.head) == lemma for a in actors)
    return again or lemma in passage.words.bonds.attackers


def _counted(rule: str, kind: str, side: str, quantity: Quantity) -> Counted:
    return Counted(rule, Count(kind, side, quantity.low, quantity.high, quantity.span))


def done_to(passage: Passage, word: int, actors: Mentions, recipients: Mentions) -> Iterator[Counted]:
    """Those to whom an act of such a kind is done, whatever word tells it: "three presenters were picked up"."""
    own = [t for t in passage.told if t.word == word]
    named = kinds_of_act(passage, word)
    if any(not deferred(passage, t, word) for t in own):
        return
    before = right_before(passage, word)
    places = [_patients(passage, word), _together(recipients), [before] if before in passage.phrases.amount_at else []]
    for kind in named if own else verb_kinds(passage, word) or named:
        quantity = _first_told(passage, places, least(passage, kind)) if can_tell(passage, word, kind) else None
        if quantity:
            yield _counted(done_to.__name__, kind, "recipient", quantity)


def _together(mentions: Mentions) -> list[int]:
    """The heads of the first mentions, as far as they are coordinated."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.first):
        if not found or mention.first - found[-1].last <= 3:
            found.append(mention)
    return [m.head for m in found]


def own_forces(passage: Passage, word: int, actors: Mentions, recipients: Mentions) -> Iterator[Counted]:
    """Forces that an actor moves are his own, though they are the object: "sent 500 soldiers", "2,000 troops left"."""
    tree, words = passage.tree, passage.words.own
    moves = TROOPS in named_kinds(passage, word)
    if not moves and not passage.is_act(word, words.lending):
        return
    places = [_patients(passage, word), [word]]
    if moves:
        clause = passage.clause(word)
        around = [k for k in tree.children(word, "obl", "nmod") if tree.lemma(k) in words.forces]
        places += [[] if clause.nominal else clause.subjects(), [m.head for m in (*actors, *recipients)], around]
    forces = [[h for h in heads if _is_force(passage, h, lent=not moves)] for heads in places]
    quantity = _first_told(passage, forces, Surely.TOLD)
    if quantity and quantity.high != 0:
        yield _counted(own_forces.__name__, TROOPS, "actor", quantity)


def bodies(passage: Passage, word: int, actors: Mentions, recipients: Mentions) -> Iterator[Counted]:
    """Troops that act as a body: "some 500 police stormed the camp"; a few soldiers are persons, no force."""
    doing = bearers_of(passage, word)
    heads = [m.head for m in actors if passage.tree.head(m.head) in doing]
    heads = [h for h in heads if passage.tree.lemma(h) in passage.words.own.bodies]
    quantity = people(passage.phrases, heads, Surely.TOLD)
    if quantity and quantity.low >= passage.words.squad and PROTESTERS not in named_kinds(passage, word):
        yield _counted(bodies.__name__, TROOPS, "actor", quantity)


def crowd(passage: Passage, word: int, actors: Mentions, recipients: Mentions) -> Iterator[Counted]:
    """The people of a protest: who protests, joins it or is drawn by it ("a rally of 2,000", "drew thousands")."""
    if PROTESTERS not in named_kinds(passage, word):
        return
    clause, words = passage.clause(word), passage.words.own
    places = [[m.head for m in actors if m.head != word]]
    named = passage.tree.lemma(word) in words.crowd and share(passage.phrases, word) is None
    if named or passage.phrases.is_group(word):
        places.append([word])
    if clause.nominal:
        places += [passage.of(word), clause.obliques("by"), _joined_by(passage, word)]
    else:
        places.append(clause.subjects())
    quantity = _first_told(passage, places, Surely.TOLD)
    if quantity and quantity.high != 0:
        yield _counted(crowd.__name__, PROTESTERS, "actor", quantity)


Own = Callable[[Passage, int, Mentions, Mentions], Iterator[Counted]]
OWN: tuple[Own, ...] = (done_to, own_forces, bodies, crowd)


def _first_told(passage: Passage, places: Sequence[Sequence[int]], surely: Surely) -> Quantity | None:
    """The people at the first of the places where somebody is counted."""
    phrases = passage.phrases
    return next((found for heads in places if (found := people(phrases, run_on(phrases, heads), surely))), None)


def _patients(passage: Passage, word: int) -> list[int]:
    return passage.of(word) if passage.clause(word).nominal else objects(passage, word)


def _is_force(passage: Passage, head: int, *, lent: bool) -> bool:
    """Whether a phrase names forces; what is lent to others may be anybody, so that only soldiers and police are."""
    lemma, words = passage.tree.lemma(head), passage.words.own
    if lent:
        return lemma in words.bodies
    return lemma in words.forces or head in passage.phrases.amount_at


def _joined_by(passage: Passage, word: int) -> list[int]:
    """Who joins a protest that is named, or is drawn by it: "5,000 people attended the rally"."""
    tree, words = passage.tree, passage.words.own
    verb = next((v for v in sorted(clause_of(tree, word) - {word}) if tree.tokens[v].pos in ("VERB", "AUX")), None)
    if verb is None:
        return []
    if tree.lemma(verb) in words.draws:
        return passage.clause(verb).plain_objects()
    return passage.clause(verb).subjects() if tree.lemma(verb) in words.joins else []
