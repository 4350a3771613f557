"""Whether the clause that a time stands in looks ahead: by tense, auxiliaries and the verbs that govern it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.records import Sentence, Token

FUTURE = frozenset("will shall 'll ’ll wo sha may might should must can could".split())
# Verbs whose infinitive tells what came about: "failed to appear on Friday".
CAME_ABOUT = frozenset(
    "fail manage have force use able begin start continue try attempt decline refuse happen appear seem come go help "
    "compel oblige allow enable lead cause get choose dare rush hurry forget neglect be".split()
)
AHEAD = frozenset(
    "schedule due plan set slate expect anticipate propose await forthcoming upcoming deadline loom".split()
)
# Verbs whose present tells what is planned, where a day is named: "the summit opens on Monday".
TIMETABLED = frozenset(
    "open begin start end expire leave arrive come hold face meet resume vote go return close run take travel head "
    "visit fly depart convene reconvene host launch".split()
)
CLAUSAL = frozenset({"VERB", "AUX"})


def looks_ahead(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a time at words `first` to `last` lies ahead of the report."""
    tokens = sentence.tokens
    node = top(tokens, first, last)
    if any(token.text.lower() == "ahead" for token in tokens[max(0, node - 3) : node]):
        return True
    for _ in range(8):
        above = tokens[node].head
        if above < 0:
            break
        node = above
        if tokens[node].lemma.lower() in AHEAD:
            return True
        if tokens[node].pos in CLAUSAL or _copula(sentence, node):
            return _verb_ahead(sentence, node)
    return _verb_ahead(sentence, node)


def tells_past(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a time at words `first` to `last` is that of a main verb in the simple past, so that the story goes on
    from it. "The 2013 agreement" and "which broke away in 2008" only say which."""
    tokens = sentence.tokens
    own = tokens[top(tokens, first, last)]
    if own.head < 0 or not own.relation.startswith(("obl", "advmod", "nmod:tmod", "nsubj")):
        return False
    return is_told_past(sentence, own.head)


def is_told_past(sentence: Sentence, word: int) -> bool:
    """Whether a word is a main verb of its sentence, alone or joined to one, in the simple past or its passive."""
    tokens = sentence.tokens
    node = word
    while tokens[node].relation == "conj" and tokens[node].head >= 0:
        node = tokens[node].head
    if tokens[node].relation != "root":
        return False
    helpers = [t for t in tokens if t.head == word and t.relation.startswith(("aux", "cop"))]
    if not helpers:
        return "Tense=Past" in tokens[word].features and "VerbForm=Fin" in tokens[word].features
    return all(t.lemma in ("be", "do") for t in helpers) and any("Tense=Past" in t.features for t in helpers)


def top(tokens: Sequence[Token], first: int, last: int) -> int:
    """The word of an expression (`first` to `last`) whose head lies outside it."""
    return next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last), last)


def _copula(sentence: Sentence, node: int) -> bool:
    return any(t.head == node and t.relation == "cop" for t in sentence.tokens)


def _verb_ahead(sentence: Sentence, node: int) -> bool:
    """Whether a verb tells what is to come."""
    tokens = sentence.tokens
    verb, helpers = tokens[node], [t for t in tokens if t.head == node]
    auxiliaries = {t.lemma.lower() for t in helpers if t.relation.startswith(("aux", "cop"))}
    texts = {t.text.lower() for t in helpers if t.relation.startswith("aux")}
    if auxiliaries & FUTURE or texts & FUTURE:
        return "have" not in auxiliaries
    infinitive = "VerbForm=Inf" in verb.features or any(
        t.text.lower() == "to" and t.relation in ("mark", "aux") for t in helpers
    )
    if infinitive and not texts & {"do", "did", "does"}:
        if verb.head < 0:
            return any(t.text.lower() == "to" for t in helpers)
        governor = tokens[verb.head]
        if verb.relation == "conj":
            return _verb_ahead(sentence, verb.head)
        if verb.relation == "advcl":
            return _verb_ahead(sentence, verb.head) or "Tense=Pres" in governor.features
        return governor.lemma.lower() not in CAME_ABOUT or _verb_ahead(sentence, verb.head)
    if verb.relation == "conj" and "VerbForm=Fin" not in verb.features and not auxiliaries and verb.head >= 0:
        return _verb_ahead(sentence, verb.head)
    if "VerbForm=Ger" in verb.features and verb.relation in ("xcomp", "acl", "advcl") and verb.head >= 0:
        return tokens[verb.head].lemma.lower() in (
            "consider",
            "plan",
            "discuss",
            "mull",
            "weigh",
            "propose",
            "suggest",
            "contemplate",
        )
    return _planned_present(sentence, node, auxiliaries)


def _planned_present(sentence: Sentence, node: int, auxiliaries: set[str]) -> bool:
    """The present of a timetable ("the summit opens on Monday"), or of a plan ("is meeting on Monday")."""
    verb = sentence.tokens[node]
    if sentence.headline:
        return False
    progressive = "VerbForm=Ger" in verb.features or verb.text.lower().endswith("ing")
    present = any(
        "Tense=Pres" in t.features for t in sentence.tokens if t.head == node and t.relation.startswith(("aux", "cop"))
    )
    if progressive and present and "have" not in auxiliaries:
        return True
    finite = "Tense=Pres" in verb.features and "VerbForm=Fin" in verb.features
    return (finite or (_copula(sentence, node) and present)) and (
        verb.lemma.lower() in TIMETABLED or _copula(sentence, node)
    )
