"""Rules of negation, attempts and the past: whether the report says that an act was not, was tried, is long over."""

from __future__ import annotations

from tocsin.coding.steps import Rule, Step, complement_of
from tocsin.coding.tree import Tree
from tocsin.records import Finding

# --------------------------------------------------------------------------- negation


def negator(step: Step) -> Finding | None:
    """Not, never, no longer at the act or at what governs it."""
    for kid in step.tree.children(step.word, "advmod", "cc:preconj", "det", "aux", "dep"):
        if step.tree.tokens[kid].text.lower() in step.words.negators:
            if _not_only(step.tree, kid):
                continue
            return Finding("negator", step.span(kid), negates=True)
    return None


def _not_only(tree: Tree, word: int) -> bool:
    """Not only, not until, not before: what follows did happen."""
    after = word + 1
    only = ("only", "just", "merely", "until", "before", "till")
    return after < len(tree.tokens) and tree.tokens[after].text.lower() in only


def nearly(step: Step) -> Finding | None:
    """Nearly, almost, narrowly avoided: it did not come about."""
    if step.via is not None or step.tree.tokens[step.word].pos in ("NUM",):
        return None
    for kid in step.tree.children(step.word, "advmod"):
        if step.tree.tokens[kid].text.lower() in ("nearly", "almost", "narrowly") and kid < step.word:
            return Finding("nearly", step.span(kid), negates=True)
    return None


def in_vain(step: Step) -> Finding | None:
    """In vain, to no avail: it was tried and came to nothing."""
    tree = step.tree
    for kid in tree.children(step.word, "obl", "advmod"):
        phrase = " ".join(tree.tokens[w].text.lower() for w in tree.subtree(kid))
        if phrase in ("in vain", "to no avail", "without success", "vainly", "unsuccessfully"):
            return Finding("in_vain", step.span(kid), negates=True)
    return None


def at_no_time(step: Step) -> Finding | None:
    """At no time, under no circumstances, nowhere, in no case: it did not happen."""
    tree = step.tree
    for kid in tree.children(step.word, "obl", "advmod"):
        if tree.tokens[kid].text.lower() == "nowhere":
            return Finding("at_no_time", step.span(kid), negates=True)
        no = [k for k in tree.children(kid, "det") if tree.tokens[k].text.lower() == "no"]
        if no and tree.lemma(kid) in ("time", "circumstance", "case", "point", "event", "account", "way", "condition"):
            return Finding("at_no_time", step.span(kid), negates=True)
    return None


def no_longer(step: Step) -> Finding | None:
    """No longer, no more: the act has ended or will not be."""
    for kid in step.tree.children(step.word, "advmod"):
        if step.tree.tokens[kid].text.lower() == "longer":
            return Finding("no_longer", step.span(kid), negates=True)
    return None


def negative_participant(step: Step) -> Finding | None:
    """No at the subject, the object or the noun of action itself: "no soldiers attacked", "there was no attack"."""
    tree = step.tree
    holders = [step.word] if tree.tokens[step.word].pos in ("NOUN", "PROPN") else []
    holders += list(tree.children(step.word, "nsubj", "nsubj:pass", "obj"))
    if step.via is not None:
        holders = [h for h in holders if h == step.via or tree.relation(h) in ("nsubj", "nsubj:pass")]
    for holder in holders:
        word = tree.tokens[holder].text.lower()
        if word in ("nobody", "none", "nothing", "neither") or word == "no":
            return Finding("negative_participant", step.span(holder), negates=True)
        for kid in tree.children(holder, "det", "cc", "advmod"):
            if tree.tokens[kid].text.lower() in step.words.negative_determiners:
                return Finding("negative_participant", step.span(kid), negates=True)
    return None


def without(step: Step) -> Finding | None:
    """The act stands under without, instead of, rather than."""
    tree = step.tree
    for marker in (*tree.marks(step.word), *tree.prepositions(step.word)):
        if marker in step.words.without:
            return Finding("without", step.span(step.word), negates=True)
    return None


def negating_governor(step: Step) -> Finding | None:
    """The governor says that the act did not happen: failed to, refused to, denied, thwarted, refusal to."""
    tree = step.tree
    if step.via is None:
        return None
    lemma, pos = tree.lemma(step.word), tree.tokens[step.word].pos
    if pos in ("NOUN", "PROPN"):
        listed = lemma in step.words.negating_nouns and tree.relation(step.via) in ("acl", "nmod", "ccomp", "obl")
        return Finding("negating_governor", step.span(step.word), negates=True) if listed else None
    if pos == "ADJ":
        listed = lemma in step.words.negating_adjectives and tree.relation(step.via) in ("xcomp", "ccomp", "csubj")
        return Finding("negating_governor", step.span(step.word), negates=True) if listed else None
    if lemma == "keep" and "from" in {*tree.marks(step.via), *tree.prepositions(step.via)}:
        return Finding("negating_governor", step.span(step.word), negates=True)
    if lemma not in step.words.negating_verbs or not complement_of(step):
        return None
    if lemma == "rule" and not _ruled_out(tree, step.word):
        return None
    if lemma in ("reject", "dismiss", "block", "ban", "suspend", "halt", "stop", "end") and _happened_object(step):
        return None
    return Finding("negating_governor", step.span(step.word), negates=True)


def _ruled_out(tree: Tree, word: int) -> bool:
    return word + 1 < len(tree.tokens) and tree.tokens[word + 1].text.lower() == "out"


def _happened_object(step: Step) -> bool:
    """Halting or banning something under way does not say that it never was; rejecting a demand leaves it made."""
    tree, via = step.tree, step.via
    assert via is not None
    return tree.tokens[via].pos in ("NOUN", "PROPN")


# --------------------------------------------------------------------------- attempts and the past


def attempt(step: Step) -> Finding | None:
    """Tried to, attempted to, an attempt to: the act was attempted."""
    tree = step.tree
    if step.via is None:
        return None
    if tree.tokens[step.word].pos == "VERB":
        listed = tree.lemma(step.word) in step.words.attempting_verbs and tree.relation(step.via) in ("xcomp", "advcl")
    else:
        marks = {*tree.marks(step.via), *tree.prepositions(step.via)}
        listed = tree.lemma(step.word) in step.words.attempting_nouns and bool(marks & {"to", "at"})
    return Finding("attempt", step.span(step.word), attempted=True) if listed else None


def attempted_noun(step: Step) -> Finding | None:
    """An attempted, foiled or failed act: "an attempted coup", "the foiled attack"."""
    if step.via is not None:
        return None
    for kid in step.tree.children(step.word, "amod"):
        lemma = step.tree.tokens[kid].text.lower()
        if lemma in ("attempted", "foiled", "failed", "thwarted"):
            return Finding("attempted_noun", step.span(kid), attempted=True, negates=lemma != "attempted")
    return None


def long_past(step: Step) -> Finding | None:
    """A marker of a past that is over: "a decade ago", "centuries earlier"."""
    tree = step.tree
    if step.via is not None:
        return None
    for kid in tree.children(step.word, "advmod", "obl", "nmod", "obl:tmod"):
        words = {tree.lemma(w) for w in tree.subtree(kid)}
        if words & step.words.historical_nouns and words & {"ago", "earlier", "before", "previous"}:
            return Finding("long_past", step.span(kid), historical=True)
    return None


RULES: tuple[Rule, ...] = (
    negator, nearly, in_vain, at_no_time, no_longer, negative_participant, without, negating_governor, attempt,
    attempted_noun, long_past,
)  # fmt: skip
