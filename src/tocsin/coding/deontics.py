"""What a clause says of its act: it may, must, must not or will be done; and who is to do it."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.coding.arguments import Clause, is_passive
from tocsin.coding.commitwords import CommitmentWords
from tocsin.coding.tree import Tree
from tocsin.lexicon import Lexicon
from tocsin.records import Deontic

MODALS = {
    "must": Deontic.MUST, "shall": Deontic.MUST, "may": Deontic.MAY, "can": Deontic.MAY, "ca": Deontic.MAY,
    "will": Deontic.WILL, "'ll": Deontic.WILL, "’ll": Deontic.WILL, "wo": Deontic.WILL, "would": Deontic.WILL,
    "'d": Deontic.WILL, "’d": Deontic.WILL,
}  # fmt: skip
UNREAL = frozenset({"could", "might", "should", "would", "may", "can", "'d", "’d"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "none", "nobody"})
OBLIGING = ("have", "need")
CLAUSES = ("xcomp", "ccomp", "advcl", "acl")


@dataclass(frozen=True, slots=True)
class Modal:
    """A deontic, the word that says so and the head of the act it says it of."""

    deontic: Deontic
    cue: int
    act: int


def modal(tree: Tree, word: int, words: CommitmentWords) -> Modal | None:
    """The modal of the clause that `word` heads, None where it tells no deontic ("could", "need not", plain tense)."""
    negated = is_negated(tree, word)
    auxiliaries = [(k, tree.tokens[k].text.lower()) for k in tree.children(word, "aux")]
    if any(text in ("could", "might", "should") or tree.lemma(k) == "have" for k, text in auxiliaries):
        return None
    phrase = _phrase(tree, word, words)
    if phrase is not None:
        return _negated(phrase) if negated else phrase
    for kid, text in auxiliaries:
        if text == "need":
            return None if negated else Modal(Deontic.MUST, kid, word)
        if text in MODALS:
            own = Modal(MODALS[text], kid, word)
            return Modal(Deontic.MUST_NOT, kid, word) if negated else own
    return _is_to(tree, word, negated=negated)


def is_negated(tree: Tree, word: int) -> bool:
    """Whether a clause is negated at its verb, its auxiliaries or its subject ("neither side would …")."""
    holders = [word, *tree.children(word, "nsubj", "nsubj:pass")]
    for holder in holders:
        if tree.tokens[holder].text.lower() in NEGATORS:
            return True
        for kid in tree.children(holder, "advmod", "det", "cc:preconj", "aux", "cc"):
            if tree.tokens[kid].text.lower() in NEGATORS and not _only(tree, kid):
                return True
    return any(tree.tokens[k].text.lower() == "longer" for k in tree.children(word, "advmod"))


def _only(tree: Tree, word: int) -> bool:
    after = word + 1
    return after < len(tree.tokens) and tree.tokens[after].text.lower() in ("only", "just", "merely")


def _phrase(tree: Tree, word: int, words: CommitmentWords) -> Modal | None:
    """Has to, needs to; is allowed to, is required to, is barred from; is free to."""
    below = [k for k in tree.children(word, *CLAUSES) if k > word and {"to", "from"} & set(tree.marks(k))]
    if not below:
        return None
    act, marks = below[0], set(tree.marks(below[0]))
    if tree.lemma(word) in OBLIGING and "to" in marks and tree.tokens[word].text.lower() != "having":
        return Modal(Deontic.MUST, word, act)
    name = words.modal_words.get(tree.lemma(word)) or words.modal_words.get(tree.tokens[word].text.lower())
    predicate = is_passive(tree, word) or tree.child(word, "cop") is not None
    if name is None or not predicate or tree.relation(word) == "amod":
        return None
    return Modal(Deontic(name), word, act)


def _is_to(tree: Tree, word: int, *, negated: bool) -> Modal | None:
    """An infinitive as predicate: "Eritrea was to withdraw", "is to be dismantled"."""
    be = tree.child(word, "cop", "aux", "aux:pass")
    if be is None or "to" not in tree.marks(word) or tree.lemma(be) != "be" or tree.child(word, "nsubj") is None:
        return None
    return Modal(Deontic.MUST_NOT if negated else Deontic.MUST, be, word)


def _negated(told: Modal) -> Modal | None:
    """May, denied, is must not; what need not be done or is not forbidden is no commitment."""
    return Modal(Deontic.MUST_NOT, told.cue, told.act) if told.deontic is Deontic.MAY else None


def subjects(tree: Tree, word: int, lexicon: Lexicon) -> list[int]:
    """Heads of the clause's subject.

    Where the noun right before the auxiliary belongs to another phrase by the tree, though another verb stands between
    the clause and its own subject, it is the subject: "X would arm the rebels and Y would lift …".
    """
    near = before_auxiliary(tree, word)
    own = tree.child(word, "nsubj", "nsubj:pass")
    if near is not None and (own is None or any(tree.tokens[i].pos == "VERB" for i in range(own, near))):
        return [near]
    return Clause(tree, word, lexicon).subjects()


def before_auxiliary(tree: Tree, word: int) -> int | None:
    """The noun that stands right before the clause's first auxiliary, if the tree does not make it its subject."""
    auxiliaries = list(tree.children(word, "aux", "aux:pass"))
    if not auxiliaries or auxiliaries[0] == 0:
        return None
    near = auxiliaries[0] - 1
    if tree.tokens[near].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    while tree.relation(near) in ("flat", "compound") and tree.head(near) >= 0:
        near = tree.head(near)
    mistaken = tree.relation(near) in ("conj", "nsubj", "nsubj:pass") and tree.head(near) != word
    return near if mistaken and near < word else None
