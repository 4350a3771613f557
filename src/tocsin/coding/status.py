"""What the report says of an act: small rules, each looking at one construction, each leaving a finding.

A rule sees one step of the path from the act up to the top of its sentence: the act itself, then each clause or noun
that it depends on. The findings are put together in `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.records import Finding, Span, Status

COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "acl", "advcl"})
NOUN_LINKS = frozenset({"obj", "nsubj:pass", "obl", "nmod", "nsubj", "iobj", "obl:agent"})
COMPLEMENT_MARKS = frozenset({"to", "of", "for", "from", "on", "that", "about", "against", "with", "in", "into"})
LIMIT = 8


@dataclass(frozen=True)
class Step:
    """A word on the way up from the act. `via` is the word below it on the path, None at the act itself."""

    tree: Tree
    words: RuleWords
    word: int
    via: int | None
    act: int
    event: str | None = None

    def span(self, word: int) -> Span:
        """Characters of a word."""
        return self.tree.tokens[word].span


@dataclass(frozen=True, slots=True)
class Decision:
    """The status put together from the findings, strongest first."""

    status: Status
    also: tuple[Status, ...]
    negated: bool
    attempted: bool
    historical: bool
    findings: tuple[Finding, ...]


Rule = Callable[[Step], Finding | None]
_EVENT_STATUS = {"REQUEST": Status.DEMANDED, "THREATEN": Status.THREATENED, "AGREE": Status.PLANNED}


# --------------------------------------------------------------------------- rules on every step


def modal(step: Step) -> Finding | None:
    """An auxiliary says that the act is possible, to come, asked for or a duty: may, will, should, must."""
    for kid in step.tree.children(step.word, "aux"):
        status = step.words.auxiliaries.get(step.tree.tokens[kid].text.lower())
        if status is not None and not _overridden(step, status):
            return Finding("modal", step.span(kid), status=status)
    return None


def _overridden(step: Step, status: Status) -> bool:
    """A modal above a denied or demanded act speaks of the attitude, except that what is possible stays possible."""
    return step.via is not None and status not in (Status.CONSIDERED, Status.PLANNED, Status.OBLIGED, Status.DEMANDED)


def periphrastic(step: Step) -> Finding | None:
    """The act is to come or a duty by a fixed phrase: is going to, is about to, is to meet, has to, needs to."""
    if step.via is None or step.tree.relation(step.via) not in ("xcomp", "advcl", "ccomp"):
        return None
    lemma = step.tree.lemma(step.word)
    infinitive = "to" in step.tree.marks(step.via)
    if infinitive and lemma in ("have", "need"):
        return Finding("periphrastic", step.span(step.word), status=Status.OBLIGED)
    going = lemma == "go" and step.tree.tokens[step.word].text.lower() == "going"
    if infinitive and (going or lemma in ("about", "be")):
        return Finding("periphrastic", step.span(step.word), status=Status.PLANNED)
    return None


def be_to(step: Step) -> Finding | None:
    """A headline's or a schedule's infinitive: "Serbia to send troops", "The presidents are to meet"."""
    tree, word = step.tree, step.word
    own = tree.relation(word) in ("root", "parataxis", "conj", "ccomp") or _headline_infinitive(tree, word)
    if own and "to" in tree.marks(word) and "VerbForm=Inf" in tree.tokens[word].features:
        return Finding("be_to", step.span(word), status=Status.PLANNED)
    return None


def _headline_infinitive(tree: Tree, word: int) -> bool:
    """Whether the infinitive hangs on a bare noun that is all the sentence has: "Serbia to send troops"."""
    head = tree.head(word)
    bare = tree.relation(word) == "acl" and head >= 0 and tree.head(head) < 0 and head < word
    return (
        bare
        and tree.tokens[head].pos in ("NOUN", "PROPN")
        and not any("VerbForm=Fin" in t.features for t in tree.tokens)
    )


def adverb(step: Step) -> Finding | None:
    """An adverb at the clause says that the act is possible or to come: possibly, perhaps."""
    if step.via is not None:
        return None
    for kid in step.tree.children(step.word, "advmod"):
        status = step.words.adverbs.get(step.tree.lemma(kid))
        past = "Tense=Past" in step.tree.tokens[step.word].features
        if status is not None and not (past and status is Status.PLANNED):
            return Finding("adverb", step.span(kid), status=status)
    return None


def attributive(step: Step) -> Finding | None:
    """An adjective at the noun of action: a possible attack, planned talks, threatened strikes."""
    if step.via is not None or step.tree.tokens[step.word].pos not in ("NOUN", "PROPN"):
        return None
    for kid in step.tree.children(step.word, "amod", "compound", "acl"):
        lemma = step.tree.lemma(kid)
        if step.tree.relation(kid) == "acl" and "Tense=Past" not in step.tree.tokens[kid].features:
            continue
        status = step.words.adjectives.get(lemma) or step.words.verbs.get(lemma)
        participle = step.tree.tokens[kid].pos in ("ADJ", "VERB")
        if status is not None and participle:
            return Finding("attributive", step.span(kid), status=status)
    return None


def question(step: Step) -> Finding | None:
    """The act stands in a question, asked outright or after whether."""
    tree = step.tree
    if "whether" in tree.marks(step.word):
        return Finding("question", step.span(step.word), status=Status.CONSIDERED)
    if tree.head(step.word) < 0 and tree.tokens[-1].text == "?" and not _inside_quote_only(tree):
        return Finding("question", tree.tokens[-1].span, status=Status.CONSIDERED)
    return None


def _inside_quote_only(tree: Tree) -> bool:
    return tree.tokens[0].text in ("?",)


def conditional_clause(step: Step) -> Finding | None:
    """The act stands in an if-clause, or in the clause that an if-clause governs."""
    tree = step.tree
    own = next((m for m in tree.marks(step.word) if m in step.words.conditions), None)
    if own and tree.relation(step.word) in ("advcl", "ccomp", "conj", "root", "parataxis"):
        return Finding("conditional_clause", step.span(step.word), status=Status.CONDITIONAL)
    if step.via is not None and tree.relation(step.via) not in ("xcomp", "ccomp", "conj"):
        return None
    for kid in tree.children(step.word, "advcl"):
        if any(m in step.words.conditions for m in tree.marks(kid)) and not _reported_fact(step):
            return Finding("conditional_clause", step.span(kid), status=Status.CONDITIONAL)
    return None


def _reported_fact(step: Step) -> bool:
    """Whether the clause already happened, so that "until" or "if" only limits it: "fought until dawn came"."""
    tree = step.tree
    return "Tense=Past" in tree.tokens[step.word].features and tree.child(step.word, "aux") is None


def inverted_condition(step: Step) -> Finding | None:
    """Should, had or were before the subject: "Should KFOR refuse, Belgrade would act"."""
    tree = step.tree
    for kid in tree.children(step.word, "aux"):
        subject = tree.child(step.word, "nsubj", "nsubj:pass")
        early = subject is not None and kid < subject and tree.tokens[kid].text.lower() in ("should", "had", "were")
        if early and tree.tokens[-1].text != "?" and tree.relation(step.word) == "advcl":
            return Finding("inverted_condition", step.span(kid), status=Status.CONDITIONAL)
    return None


def would(step: Step) -> Finding | None:
    """Would: the future of reported speech is planned; beside a condition, conditional; else considered."""
    for kid in step.tree.children(step.word, "aux"):
        if step.tree.tokens[kid].text.lower() in ("would", "'d", "’d"):
            perfect = any(step.tree.lemma(k) == "have" for k in step.tree.children(step.word, "aux"))
            if perfect:
                return Finding("would", step.span(kid), status=Status.CONDITIONAL, negates=True)
            reported = step.tree.relation(step.word) in ("ccomp", "parataxis") or step.via is not None
            return Finding("would", step.span(kid), status=Status.PLANNED if reported else Status.CONSIDERED)
    return None


# --------------------------------------------------------------------------- rules on what governs the act


def governing_verb(step: Step) -> Finding | None:
    """The act is the object or complement of a verb of attitude: consider, plan, demand, allow, threaten."""
    tree = step.tree
    if step.via is None or tree.tokens[step.word].pos not in ("VERB", "AUX"):
        return None
    if not _complement_of(step):
        return None
    lemma = tree.lemma(step.word)
    if lemma == "call" and not _called_for(step):
        return None
    if tree.tokens[step.via].pos in ("NOUN", "PROPN") and lemma in NOT_OVER_NOUNS:
        return None
    status = step.words.verbs.get(lemma) or _EVENT_STATUS.get(step.event or "")
    if status is None or lemma in step.words.negating_verbs:
        return None
    if lemma in ("tell", "expect", "think", "fear", "want", "wish") and tree.relation(step.via) == "advcl":
        return None
    if lemma == "tell" and tree.relation(step.via) == "ccomp":
        return None
    return Finding("governing_verb", step.span(step.word), status=status)


NOT_OVER_NOUNS = frozenset(
    {"announce", "approve", "prepare", "tell", "suggest", "order_book", "agree", "review", "study", "examine", "hope",
     "offer", "like", "challenge", "command", "lead", "press", "arrange", "determine", "choose", "doubt"}
)  # fmt: skip


def _complement_of(step: Step) -> bool:
    """Whether the word below is what the verb is about: its clause, or its object, or its for-phrase."""
    tree, via = step.tree, step.via
    assert via is not None
    relation = tree.relation(via)
    if relation in ("xcomp", "ccomp", "csubj:pass"):
        return True
    if relation == "advcl":
        return bool(set(tree.marks(via)) & {"to", "of", "for", "from", "on", "about", "against", "with", "into"}) and (
            via > step.word and not _purpose(step)
        )
    if relation in ("obj", "nsubj:pass"):
        return relation == "obj" or not _active(tree, step.word)
    if relation == "obl":
        return bool(set(tree.prepositions(via)) & {"for", "about", "on", "of", "to", "against", "with", "in", "from"})
    return False


def _active(tree: Tree, word: int) -> bool:
    return tree.child(word, "aux:pass") is None


def _called_for(step: Step) -> bool:
    tree, via = step.tree, step.via
    assert via is not None
    marks = {*tree.prepositions(via), *tree.marks(via)}
    return bool(marks & {"for", "to"}) or tree.relation(via) == "xcomp"


def _purpose(step: Step) -> bool:
    """Whether an infinitive tells what something was done for: the verb has its own object and is no attitude."""
    tree, via = step.tree, step.via
    assert via is not None
    known = tree.lemma(step.word) in step.words.verbs or tree.lemma(step.word) in step.words.negating_verbs
    return not known and "to" in tree.marks(via)


def purpose(step: Step) -> Finding | None:
    """An infinitive of purpose tells what the act was meant to bring, not that it came."""
    if step.via is None or step.tree.relation(step.via) != "advcl" or "to" not in step.tree.marks(step.via):
        return None
    if step.tree.tokens[step.word].pos not in ("VERB",) or not _purpose(step):
        return None
    lemma = step.tree.lemma(step.word)
    if lemma in step.words.transparent or step.event in _EVENT_STATUS:
        return None
    return Finding("purpose", step.span(step.via), status=Status.PLANNED)


def governing_noun(step: Step) -> Finding | None:
    """The act is the complement of a noun of attitude: a plan to, fears of, calls for, the right to."""
    tree = step.tree
    if step.via is None or tree.tokens[step.word].pos not in ("NOUN", "PROPN"):
        return None
    relation = tree.relation(step.via)
    linked = relation in ("acl", "ccomp", "xcomp", "nmod", "obl", "advcl")
    marks = {*tree.prepositions(step.via), *tree.marks(step.via)}
    if not linked or not marks & {"to", "of", "for", "that", "on", "against"}:
        return None
    status = step.words.nouns.get(tree.lemma(step.word))
    return Finding("governing_noun", step.span(step.word), status=status) if status else None


def governing_adjective(step: Step) -> Finding | None:
    """The act depends on an adjective: ready to, likely to, due to, close to, obliged to."""
    tree = step.tree
    if step.via is None or tree.tokens[step.word].pos not in ("ADJ", "ADV", "VERB"):
        return None
    if tree.relation(step.via) not in ("xcomp", "ccomp", "advcl", "csubj", "obl"):
        return None
    text = tree.tokens[step.word].text.lower()
    status = step.words.adjectives.get(text) or step.words.adjectives.get(tree.lemma(step.word))
    marks = {*tree.prepositions(step.via), *tree.marks(step.via)}
    if status is None or (tree.relation(step.via) == "obl" and not marks & {"to", "for", "of"}):
        return None
    if tree.tokens[step.word].pos == "VERB" and not _passive_here(tree, step.word):
        return None
    return Finding("governing_adjective", step.span(step.word), status=status)


def _passive_here(tree: Tree, word: int) -> bool:
    return tree.child(word, "aux:pass", "cop") is not None or "VerbForm=Part" in tree.tokens[word].features


def rule_subject(step: Step) -> Finding | None:
    """A subject noun speaks of the act as predicate: "the plan is to send troops"."""
    tree = step.tree
    subject = tree.child(step.word, "nsubj")
    if step.via is not None or subject is None or tree.child(step.word, "cop") is None:
        return None
    status = step.words.nouns.get(tree.lemma(subject))
    infinitive = "VerbForm=Inf" in tree.tokens[step.word].features
    return Finding("rule_subject", step.span(subject), status=status) if status and infinitive else None


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
    after = word + 1
    return after < len(tree.tokens) and tree.tokens[after].text.lower() in ("only", "just", "merely", "even")


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
    if lemma not in step.words.negating_verbs or not _complement_of(step):
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
    modal, periphrastic, be_to, adverb, attributive, question, conditional_clause, inverted_condition, would,
    governing_verb, purpose, governing_noun, governing_adjective, rule_subject, negator, no_longer,
    negative_participant, without, negating_governor, attempt, attempted_noun, long_past,
)  # fmt: skip


# --------------------------------------------------------------------------- putting together


def path(tree: Tree, words: RuleWords, act: int, events: dict[int, str], light: frozenset[str]) -> Iterator[Step]:
    """The act and what it depends on, upwards, as far as the governors still speak of the act.

    `events` names the event of every trigger of the sentence; `light` are the verbs that only carry a noun.
    """
    via: int | None = None
    word = act
    for _ in range(LIMIT):
        yield Step(tree, words, word, via, act, events.get(word))
        above = _above(tree, words, word, act)
        carried = above is not None and tree.relation(word) in ("obj", "nsubj:pass") and tree.lemma(above) in light
        if above is None or not (carried or _speaks_of(tree, words, above, word, events)):
            return
        via, word = word, above


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


def _speaks_of(tree: Tree, words: RuleWords, above: int, word: int, events: dict[int, str]) -> bool:
    """Whether the governor tells anything of the act: factives and mere speech verbs do not."""
    lemma = tree.lemma(above)
    if tree.relation(word) == "conj" or events.get(above) in _EVENT_STATUS:
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
            if shared and rule in (governing_verb, purpose, governing_noun, conditional_clause):
                continue
            found = rule(step)
            if found is not None:
                findings.append(found)
    return combined(list(dict.fromkeys(findings)))


def combined(findings: list[Finding]) -> Decision:
    """The decision that findings of any source give together."""
    order = list(Status)
    told = sorted({f.status for f in findings if f.status is not None}, key=order.index)
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
