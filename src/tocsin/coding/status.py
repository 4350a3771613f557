"""What the report says of an act: small rules, each looking at one construction, each leaving a finding.

A rule sees one step of the path from the act up to the top of its sentence. The rules live in `modality` and
`negation`; here is the path they are shown and how their findings are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tocsin.coding import modality, negation
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.steps import Rule, Step
from tocsin.coding.tree import Tree
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


UNSEEN = 0.45  # certainty from which the model's status counts where no rule speaks
OPPOSED = 0.75  # … where rules say another status
AS_FACT = 0.9  # … where only a weak rule says that it is no fact, and the model that it is
WEAK = frozenset({"subject_of_modal"})


def weighed(decision: Decision, act: Act | None, trigger: Span) -> Decision:
    """The rules' decision beside the model's reading: the model is heard where no rule spoke, and where it is sure.

    What a rule calls planned, asked or weighed is never made a fact, unless the rule is a weak one.
    """
    decision = _denied(decision, act, trigger)
    told_as_fact = any(f.status is Status.ACTUAL for f in decision.findings)
    if act is None or act.status[0] == decision.status.value or told_as_fact:
        return decision
    status, chance = Status(act.status[0]), act.status[1]
    if status is Status.ACTUAL and not {f.rule for f in decision.findings if f.status} <= WEAK:
        return decision
    silent = decision.status is Status.ACTUAL and not any(f.status for f in decision.findings)
    least = UNSEEN if silent else AS_FACT if status is Status.ACTUAL else OPPOSED
    if chance < least:
        return decision
    also = tuple(s for s in decision.also if s is not status)
    finding = Finding("model", trigger, status=status)
    return replace(decision, status=status, also=also, findings=(*decision.findings, finding))


DENIED = 0.7  # certainty from which the model's negation counts where no rule negates


def _denied(decision: Decision, act: Act | None, trigger: Span) -> Decision:
    """Negated where the model is sure of it and no rule speaks of negation at all."""
    if act is None or act.negated < DENIED or any(f.negates for f in decision.findings):
        return decision
    return replace(decision, negated=True, findings=(*decision.findings, Finding("model", trigger, negates=True)))


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
