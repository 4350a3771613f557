"""What the report says of an act: small rules, each looking at one construction, each leaving a finding.

A rule sees one step of the path from the act up to the top of its sentence. The rules live in `modality` and
`negation`; here is the path they are shown and how their findings are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import log

from tocsin.coding import modality, negation
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.steps import Rule, Step
from tocsin.coding.tree import Tree
from tocsin.coding.weighing import Weights
from tocsin.records import Act, Finding, Span, Status

NOUN_LINKS = frozenset({"obj", "nsubj:pass", "obl", "nmod", "nsubj", "iobj", "obl:agent"})
COMPLEMENT_MARKS = frozenset({"to", "of", "for", "from", "on", "that", "about", "against", "with", "in", "into"})
LIMIT = 8


@dataclass(frozen=True, slots=True)
class Decision:
    """The status put together from the findings, strongest first."""

    status: Status
    also: tuple[Status, ...]
    negated: bool
    attempted: bool
    historical: bool
    findings: tuple[Finding, ...]


RULES: tuple[Rule, ...] = (*modality.RULES, *negation.RULES)
DOUBTING = ("question", "governing_verb", "governing_noun", "governing_adjective")
TENSES = ("modal", "would", "periphrastic", "be_to", "purpose")
SHARED = (modality.governing_verb, modality.purpose, modality.governing_noun, modality.conditional_clause)


def path(tree: Tree, words: RuleWords, act: int, holds: Mapping[int, Status], light: frozenset[str]) -> Iterator[Step]:
    """The act and what it depends on, upwards, as far as the governors still speak of the act.

    `holds` is the status that triggers of the sentence give what they speak of; `light` are the verbs that only carry
    a noun.
    """
    via: int | None = None
    word = act
    for _ in range(LIMIT):
        yield Step(tree, words, word, via, act, holds.get(word))
        above = _above(tree, words, word, act)
        carried = above is not None and _carried(tree, word, above, light)
        if above is None or not (carried or _speaks_of(tree, words, above, word, holds)):
            return
        via, word = word, above


def _carried(tree: Tree, word: int, above: int, light: frozenset[str]) -> bool:
    """Whether the word above only carries the act: a light verb its noun, a sum what it is spent on."""
    if tree.relation(word) in ("obj", "nsubj:pass") and tree.lemma(above) in light:
        return True
    return tree.relation(word) == "nmod" and (tree.label(above) == "MONEY" or tree.tokens[above].pos in ("NUM", "SYM"))


def _above(tree: Tree, words: RuleWords, word: int, act: int) -> int | None:
    """The next word up, None where the path ends: at the root, at a relative clause, at a speech verb's own clause."""
    relation, head = tree.relation(word), tree.head(word)
    if head < 0 or relation in ("acl:relcl", "parataxis", "appos", "dep", "list"):
        return None
    if relation == "conj":
        return _over_conjunct(tree, word)
    if relation in ("ccomp", "xcomp", "csubj", "csubj:pass"):
        return head
    if relation in ("advcl", "acl"):
        marks = set(tree.marks(word))
        return head if marks & COMPLEMENT_MARKS or "VerbForm=Ger" in tree.tokens[word].features else None
    if relation in NOUN_LINKS and tree.tokens[word].pos in ("NOUN", "PROPN"):
        if relation in ("nsubj", "obl:agent") and word == act:
            return head if tree.child(head, "cop") is not None or tree.lemma(head) in ("be", "remain") else None
        return head
    return None


def _speaks_of(tree: Tree, words: RuleWords, above: int, word: int, holds: Mapping[int, Status]) -> bool:
    """Whether the governor tells anything of the act: factives and mere speech verbs do not."""
    lemma = tree.lemma(above)
    if tree.relation(word) == "conj" or above in holds:
        return True
    if lemma in words.factive or (lemma in words.ceasing and "from" not in tree.marks(word)):
        return False
    if lemma in words.speech_verbs and not words.governs(lemma):
        return False
    clause = tree.relation(word) in ("ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl")
    return clause or words.governs(lemma)


def _over_conjunct(tree: Tree, word: int) -> int | None:
    """Coordination: what governs the first conjunct governs the others too."""
    first = tree.head(word)
    while tree.relation(first) == "conj":
        first = tree.head(first)
    own = tree.child(word, "nsubj", "nsubj:pass", "aux", "mark")
    if own is not None and tree.tokens[own].pos != "PART":
        return None
    return first


def decide(steps: list[Step]) -> Decision:
    """Apply every rule to every step; the strongest status wins, negations cancel in pairs, attempts stay."""
    findings: list[Finding] = []
    for step in steps:
        shared = step.via is not None and step.tree.relation(step.via) == "conj"
        for rule in RULES:
            if shared and rule in SHARED:
                continue
            found = rule(step)
            if found is not None:
                findings.append(found)
    return combined(list(dict.fromkeys(findings)))


def weighed(decision: Decision, act: Act | None, shape: str, trigger: Span, weights: Weights) -> Decision:
    """The status that the rules' findings and the network's readings make likeliest together.

    `shape` is the form of the word that tells the act (`tree_shape`). Where no rule found the status that wins, the
    network did, and a finding says so.
    """
    decision = _long_past(_denied(decision, act, trigger), act, trigger)
    options = clues(decision, act, shape)
    if _never_a_fact(decision):
        del options[Status.ACTUAL]
    best = weights.best(options)
    if best is decision.status:
        return decision
    told = {f.status for f in decision.findings if f.status is not None}
    also = tuple(dict.fromkeys(s for s in (decision.status, *decision.also) if s not in (best, Status.ACTUAL)))
    findings = decision.findings if best in told else (*decision.findings, Finding("model", trigger, status=best))
    return replace(decision, status=best, also=also, findings=findings)


def clues(decision: Decision, act: Act | None, shape: str) -> dict[Status, dict[str, float]]:
    """What speaks for each status: the network's log probability and factuality, the rules that found it, the shape of
    the word for a fact.
    """
    read = dict(act.statuses) if act is not None else {}
    found: dict[Status, dict[str, float]] = {}
    silent = not any(f.status for f in decision.findings)
    for status in Status:
        own = {f"bias {status}": 1.0, "model": log(read.get(status.value, 1 / len(Status)) + FLOOR)}
        own[f"happened {status}"] = act.happened if act is not None else 0.0
        for finding in decision.findings:
            if finding.status is status:
                own[f"rule {finding.rule}"] = 1.0
                own[f"rule {finding.rule} {status}"] = 1.0
        if status is Status.ACTUAL:
            own[f"shape {shape}"] = 1.0
            own["asserted"] = float(silent)
            own["negated"] = float(any(f.negates for f in decision.findings))
        found[status] = own
    return found


FIRM = frozenset({"modal", "adverb", "periphrastic", "lexicon", "imperative", "inverted_condition"})


def _never_a_fact(decision: Decision) -> bool:
    """Whether the act's own auxiliary or adverb, or its entry, says that it is no fact, and no rule that it is one: no
    certainty of the network makes it one then.
    """
    told = {f.status for f in decision.findings}
    unreal = any(f.status not in (None, Status.ACTUAL) and f.rule in FIRM for f in decision.findings)
    return unreal and Status.ACTUAL not in told


FLOOR = 0.01  # added to the network's probabilities, so that none rules a status out


def tree_shape(tree: Tree, word: int) -> str:
    """The form in which a word tells its act: past, present, modal, infinitive, gerund, participle, noun or other."""
    token = tree.tokens[word]
    if token.pos in ("NOUN", "PROPN"):
        return "noun"
    auxiliaries = {tree.tokens[k].text.lower() for k in tree.children(word, "aux", "aux:pass")}
    if auxiliaries & modality.UNREAL:
        return "modal"
    if modality.told_as_past(tree, word):
        return "past"
    if "to" in tree.marks(word) or "VerbForm=Inf" in token.features:
        return "infinitive"
    if "VerbForm=Ger" in token.features:
        return "gerund"
    if "VerbForm=Part" in token.features:
        return "participle"
    return "present" if token.pos in ("VERB", "AUX") else "other"


DENIED = 0.7  # certainty from which the model's negation counts where no rule negates


def _denied(decision: Decision, act: Act | None, trigger: Span) -> Decision:
    """Negated where the model is sure of it and no rule speaks of negation at all."""
    if act is None or act.negated < DENIED or any(f.negates for f in decision.findings):
        return decision
    return replace(decision, negated=True, findings=(*decision.findings, Finding("model", trigger, negates=True)))


PAST = 0.6  # certainty from which the model's reading that an act is long past counts


def _long_past(decision: Decision, act: Act | None, trigger: Span) -> Decision:
    """Historical where the model is sure of it."""
    if act is None or act.historical < PAST or decision.historical:
        return decision
    finding = Finding("model", trigger, historical=True)
    return replace(decision, historical=True, findings=(*decision.findings, finding))


def _without_shadowed(findings: list[Finding]) -> list[Finding]:
    """What is asked, feared or expected is not planned: "Will it ratify?", "fear that he will jail them"."""
    doubted = any(f.status is Status.CONSIDERED and f.rule in DOUBTING for f in findings)
    return [f for f in findings if not (doubted and f.status is Status.PLANNED and f.rule in TENSES)]


def combined(findings: list[Finding]) -> Decision:
    """The decision that findings of any source give together."""
    findings = _without_shadowed(findings)
    order = list(Status)
    told = sorted({f.status for f in findings if f.status not in (None, Status.ACTUAL)}, key=order.index)
    negations = sum(f.negates for f in findings)
    status = told[0] if told else Status.ACTUAL
    if negations and negations % 2 == 0 and not told:
        status = Status.CONSIDERED
    return Decision(
        status=status,
        also=tuple(s for s in told[1:] if s is not status),
        negated=negations % 2 == 1,
        attempted=any(f.attempted for f in findings),
        historical=any(f.historical for f in findings),
        findings=tuple(findings),
    )
