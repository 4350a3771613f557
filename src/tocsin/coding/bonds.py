"""Whose count it is: ties what a word tells of people to the act that did it. A rule a construction."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.coding.tellings import REACH, Passage, Telling, gerund, moved, patients, states
from tocsin.coding.tree import Tree

INSIDE = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nummod", "amod", "appos", "compound", "det"}
)  # relations of the words of one clause
ONWARD = frozenset(
    {"advcl", "conj", "parataxis", "xcomp", "ccomp", "list", "dep"}
)  # of a clause that another goes on to
STEPS = 4  # how far up from an act its verb is looked for
TROOPS, PROTESTERS = "troops", "protesters"  # kinds that the actor counts as his own


def bound(passage: Passage, telling: Telling, word: int) -> bool:
    """Whether what is told belongs to the act, by one of the bonds."""
    return any(bond(passage, telling, word) for bond in BONDS)


def same_word(passage: Passage, telling: Telling, word: int) -> bool:
    """The words that tell the act tell it: "killed five", "23 arrests", "took four hostage"."""
    if telling.word not in bearers_of(passage, word) or deferred(passage, telling, word):
        return False
    return can_tell(passage, word, telling.kind)


def deferred(passage: Passage, telling: Telling, word: int) -> bool:
    """Whether the act's name says better what became of people: "a court jailed two", "pushed 400 across the river"."""
    named = kinds_of_act(passage, word)
    vague = telling.rule == moved.__name__ and not _from_home(passage, word)
    vague = vague or telling.kind in passage.words.bonds.deferring
    return vague and bool(named) and telling.kind not in named


def _from_home(passage: Passage, word: int) -> bool:
    return not passage.words.tellings.homes.isdisjoint(passage.phrases.following(word, REACH))


def can_tell(passage: Passage, word: int, kind: str) -> bool:
    """Whether the act may do such a thing to people: harm is done by an act of force."""
    words = passage.words.bonds
    return kind not in words.harms or passage.is_act(word, words.suffered)


def outcome(passage: Passage, telling: Telling, word: int) -> bool:
    """It is what came of the act, told under its verb: "attacked …, killing five", "opened fire, with 34 dead"."""
    if not _suffered(passage, telling, word) or passage.is_act(word, passage.words.bonds.loosely):
        return False
    return _climbs_to(passage, telling.word, bearers_of(passage, word))


def doer(passage: Passage, telling: Telling, word: int) -> bool:
    """The act is what did it, or in which it was done: "the attack killed nine", "were killed in an ambush"."""
    tree = passage.tree
    people = tree.lemma(word) in passage.words.own.crowd  # "one of the protesters was shot"
    if not _suffered(passage, telling, word) or people or tree.relation(word) == "amod":
        return False
    verbs, node = clause_of(tree, telling.word), word
    verbs |= {k for v in verbs for k in tree.children(v, "conj") if passage.tells(k)}  # "were killed and 40 wounded in"
    if _misread_subject(passage, telling, word) or (_gerund_subject(tree, word) and tree.head(word) in verbs):
        return True
    for _ in range(STEPS):
        relation, up = tree.relation(node), tree.head(node)
        joined = {*tree.prepositions(node), *tree.marks(node)} & passage.words.bonds.within
        within = joined and gerund(tree, node) if relation == "advcl" else joined or relation not in ("obl", "nmod")
        if relation not in INSIDE | {"conj", "advcl"} or not within:
            return False
        if up in verbs:
            return relation != "conj"
        node = up
    return False


def _misread_subject(passage: Passage, telling: Telling, word: int) -> bool:
    """Whether the act stands right before an active verb without a subject: "a drone strike wounded …"."""
    bare = passage.tree.child(telling.word, "nsubj", "aux:pass") is None
    return telling.word == word + 1 and telling.rule == patients.__name__ and bare


def _gerund_subject(tree: Tree, word: int) -> bool:
    """Whether the act is an ing-form before a verb without another subject: "shelling by the army killed two"."""
    verb = tree.head(word)
    before = tree.relation(word) in ("csubj", "advcl") and word < verb and gerund(tree, word)
    return before and tree.child(verb, "nsubj") is None


def moment(passage: Passage, telling: Telling, word: int) -> bool:
    """It happened as the act was done: "twelve died when rebels attacked", "seven dead as gunmen storm a hotel"."""
    tree = passage.tree
    if not _suffered(passage, telling, word):
        return False
    above, when = clause_of(tree, telling.word), passage.words.bonds.when
    above |= {k for w in above for k in tree.children(w, "conj")}
    clauses = (b for b in bearers_of(passage, word) if tree.relation(b) == "advcl" and tree.head(b) in above)
    return any(when & {*tree.marks(clause), *_adverbs(tree, clause)} for clause in clauses)


def relative(passage: Passage, telling: Telling, word: int) -> bool:
    """A clause on the act tells it: "the ambush in which eleven died", "a raid that left two dead"."""
    tree = passage.tree
    if not _suffered(passage, telling, word):
        return False
    above = clause_of(tree, telling.word)
    if any(tree.relation(w) in ("acl", "acl:relcl") and tree.head(w) == word for w in above):
        return True
    pronouns = (k for w in above for k in tree.children(w, "obl", "advmod") if tree.lemma(k) in ("which", "where"))
    return any(word == max((a for a in passage.acts if a < k), default=None) for k in pronouns)


def nearest(passage: Passage, telling: Telling, word: int) -> bool:
    """Harm tied to no act belongs to the nearest act of force that tells of nobody, before it or else behind."""
    bonds = passage.words.bonds
    if telling.word in passage.acts or telling.kind not in bonds.harms or _describes(passage, telling):
        return False
    others = [w for w in passage.acts if passage.is_act(w, bonds.suffered) and not passage.is_act(w, bonds.loosely)]
    free = [w for w in others if not passage.tells(w) and not kinds_of_act(passage, w)]
    tied = (bond for bond in BONDS if bond is not nearest)
    if word not in free or any(bond(passage, telling, w) for bond in tied for w in passage.acts):
        return False
    return word == min(free, key=lambda w: (w > telling.word, abs(w - telling.word)))


def _describes(passage: Passage, telling: Telling) -> bool:
    """Whether a participle only describes somebody: "visited the wounded soldiers"."""
    before = telling.word < passage.tree.head(telling.word)
    return before and passage.tree.relation(telling.word) == "amod" and telling.rule != states.__name__


Bond = Callable[[Passage, Telling, int], bool]
BONDS: tuple[Bond, ...] = (same_word, outcome, doer, moment, relative, nearest)


def _suffered(passage: Passage, telling: Telling, word: int) -> bool:
    """Whether another word tells it of an act of force. What an act of its own tells is counted there too only if it is
    harm, and not by an act that has told of people itself."""
    words = passage.words.bonds
    if telling.word == word or not passage.is_act(word, words.suffered) or _describes(passage, telling):
        return False
    return telling.word not in passage.acts or (telling.kind in words.harms and not passage.tells(word))


def bearers_of(passage: Passage, word: int) -> set[int]:
    """The act's word with the verbs that carry it and tell no act themselves: "opened fire", "began shelling"."""
    tree, bearers, node = passage.tree, {word}, word
    while tree.relation(node) in ("obj", "xcomp", "nsubj:pass") and tree.head(node) >= 0:
        node = tree.head(node)
        if node in passage.acts:
            break
        bearers.add(node)
    return bearers


def _climbs_to(passage: Passage, word: int, bearers: set[int]) -> bool:
    """Whether one of the words stands above, with no other act of force and no clause on a noun between them."""
    tree, node = passage.tree, word
    if tree.relation(word) == "conj" and tree.head(word) in bearers and tree.tokens[word].pos == "NOUN":
        return False  # "the abduction and killing of three"
    while (up := tree.head(node)) >= 0:
        relation = tree.relation(node)
        beside = relation == "conj" and node in passage.acts and not _follows(tree, node)
        if up in bearers:
            return relation in ONWARD | INSIDE | {"acl"} and not (beside and up in passage.acts)
        if relation == "acl:relcl" or (relation == "acl" and not gerund(tree, node)):
            return False
        if passage.is_act(up, passage.words.bonds.suffered) and not passage.tells(up):
            return False
        node = up
    return False


def _follows(tree: Tree, verb: int) -> bool:
    """Whether a coordinated verb tells what followed: "…, killing five", "and nobody was hurt", "and two died"."""
    if gerund(tree, verb) and not gerund(tree, tree.head(verb)):
        return True
    active = tree.child(verb, "nsubj") is not None and tree.child(verb, "obj") is None
    return active or tree.child(verb, "nsubj:pass") is not None


def clause_of(tree: Tree, word: int) -> set[int]:
    """The word, those above it up to the verb of its clause, and the verbs with which this one shares its subject."""
    found, node = {word}, word
    while tree.head(node) >= 0:
        relation, verb = tree.relation(node), tree.tokens[node].pos == "VERB"
        apart = tree.child(node, "nsubj") is not None and tree.child(node, "obj") is not None
        alone = tree.child(node, "nsubj", "nsubj:pass") is None and tree.tokens[node - 1].pos in ("PUNCT", "CCONJ")
        beside = relation == "conj" or (relation == "parataxis" and alone)
        if (beside and apart) or (not beside and relation not in INSIDE | {"xcomp"} and (verb or node != word)):
            break
        node = tree.head(node)
        found.add(node)
    return found


def _adverbs(tree: Tree, word: int) -> set[str]:
    return {tree.tokens[k].text.lower() for k in tree.children(word, "advmod")}


def named_kinds(passage: Passage, word: int) -> tuple[str, ...]:
    """The kinds that an act counts by its name."""
    acts = passage.words.kinds.acts
    return tuple(kind for name in sorted(passage.acts[word]) for kind in acts.get(name, ()))


def kinds_of_act(passage: Passage, word: int) -> tuple[str, ...]:
    """The kinds of those to whom an act is done, by its name."""
    return tuple(k for k in named_kinds(passage, word) if k not in (TROOPS, PROTESTERS))
