"""Rules of status: what the report says of an act by auxiliaries, adverbs, conditions and by what governs it."""

from __future__ import annotations

from tocsin.coding.steps import Rule, Step, complement_of, is_purpose
from tocsin.coding.tree import Tree
from tocsin.records import Finding, Status

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
    if own and _both_past(tree, step.word):
        return None  # "fought until the army came"
    if own and tree.relation(step.word) in ("advcl", "ccomp", "conj", "root", "parataxis"):
        return Finding("conditional_clause", step.span(step.word), status=Status.CONDITIONAL)
    if step.via is not None and tree.relation(step.via) not in ("xcomp", "ccomp", "conj"):
        return None
    for kid in tree.children(step.word, "advcl"):
        conditional = any(m in step.words.conditions for m in tree.marks(kid)) or _inverted(tree, kid) is not None
        if conditional and not _reported_fact(step):
            return Finding("conditional_clause", step.span(kid), status=Status.CONDITIONAL)
    return None


def _reported_fact(step: Step) -> bool:
    """Whether the clause already happened, so that "until" or "if" only limits it: "fought until dawn came"."""
    tree = step.tree
    return "Tense=Past" in tree.tokens[step.word].features and tree.child(step.word, "aux") is None


def inverted_condition(step: Step) -> Finding | None:
    """Should, had or were before the subject: "Should KFOR refuse, Belgrade would act"."""
    auxiliary = _inverted(step.tree, step.word)
    return None if auxiliary is None else Finding("inverted_condition", step.span(auxiliary), status=Status.CONDITIONAL)


def _inverted(tree: Tree, word: int) -> int | None:
    """The auxiliary before the subject of a clause that hangs on another and is no question."""
    subject = tree.child(word, "nsubj", "nsubj:pass")
    if subject is None or tree.tokens[-1].text == "?" or tree.relation(word) != "advcl":
        return None
    early = (k for k in tree.children(word, "aux", "aux:pass") if k < subject)
    return next((k for k in early if tree.tokens[k].text.lower() in ("should", "had", "were")), None)


def generic_condition(step: Step) -> Finding | None:
    """Whoever meets a description is meant: "will sink any ship that enters", "to jail everyone who marches"."""
    tree = step.tree
    if step.via is not None:
        return None
    if tree.relation(step.word) == "acl:relcl":
        holder = tree.head(step.word)
        if _whoever(tree, holder) and _not_told_as_fact(tree, tree.head(holder)):
            return Finding("generic_condition", step.span(holder), status=Status.CONDITIONAL)
        return None
    if tree.tokens[step.word].pos != "VERB" or not _not_told_as_fact(tree, step.word):
        return None
    for kid in tree.children(step.word, "obj", "nsubj", "nsubj:pass"):
        if _whoever(tree, kid) and tree.child(kid, "acl:relcl") is not None:
            return Finding("generic_condition", step.span(kid), status=Status.CONDITIONAL)
    return None


WHOEVER = frozenset("any anyone anybody whoever whichever every everyone everybody those".split())


def _whoever(tree: Tree, word: int) -> bool:
    determiners = (tree.tokens[k].text.lower() for k in tree.children(word, "det"))
    return tree.tokens[word].text.lower() in WHOEVER or any(d in WHOEVER for d in determiners)


def _not_told_as_fact(tree: Tree, word: int) -> bool:
    """Whether a verb stands in the infinitive or under an auxiliary of what is to come, may or must be."""
    if word < 0:
        return False
    modal = any(tree.tokens[k].text.lower() in UNREAL for k in tree.children(word, "aux"))
    return modal or "VerbForm=Inf" in tree.tokens[word].features


UNREAL = frozenset("will would shall may might must can could should 'll ’ll 'd ’d".split())


def imperative(step: Step) -> Finding | None:
    """A command: "Return our nets within 72 hours"."""
    tree = step.tree
    token = tree.tokens[step.word]
    if step.via is not None or token.pos != "VERB" or tree.child(step.word, "nsubj", "aux", "mark") is not None:
        return None
    if "Mood=Imp" not in token.features:
        return None
    return Finding("imperative", step.span(step.word), status=Status.DEMANDED)


def told_as_past(tree: Tree, word: int) -> bool:
    """Whether a clause tells its act as done: in the past or perfect, under no auxiliary of what is to come."""
    auxiliaries = [tree.tokens[k] for k in tree.children(word, "aux", "aux:pass")]
    if any(a.text.lower() in UNREAL for a in auxiliaries) or "to" in tree.marks(word):
        return False
    if not auxiliaries:
        return "Tense=Past" in tree.tokens[word].features and "VerbForm=Fin" in tree.tokens[word].features
    return any(a.text.lower() in ("had", "has", "have", "was", "were", "did") for a in auxiliaries)


def _both_past(tree: Tree, word: int) -> bool:
    above = tree.head(word)
    return above >= 0 and told_as_past(tree, word) and told_as_past(tree, above)


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
    if not complement_of(step):
        return None
    lemma = tree.lemma(step.word)
    if lemma == "call" and not _called_for(step):
        return None
    if tree.tokens[step.via].pos in ("NOUN", "PROPN") and lemma in NOT_OVER_NOUNS:
        return None
    status = step.words.verbs.get(lemma) or step.holds
    if status is None or (lemma in step.words.negating_verbs and status is not Status.OBLIGED):
        return None
    if lemma in ("tell", "expect", "think", "fear", "want", "wish") and tree.relation(step.via) == "advcl":
        return None
    if lemma == "tell" and tree.relation(step.via) == "ccomp":
        return None
    if status is not Status.CONSIDERED and tree.relation(step.via) == "ccomp" and told_as_past(tree, step.via):
        return None  # "announced that it had recalled its envoy": nothing is to come
    return Finding("governing_verb", step.span(step.word), status=status)


NOT_OVER_NOUNS = frozenset(
    {"announce", "approve", "prepare", "tell", "suggest", "order_book", "agree", "review", "study", "examine", "hope",
     "offer", "like", "challenge", "command", "lead", "press", "arrange", "determine", "choose", "doubt", "ban", "bar",
     "forbid", "prohibit"}
)  # fmt: skip


def purpose(step: Step) -> Finding | None:
    """An infinitive of purpose tells what the act was meant to bring, not that it came."""
    if step.via is None or step.tree.relation(step.via) != "advcl" or "to" not in step.tree.marks(step.via):
        return None
    if step.tree.tokens[step.word].pos not in ("VERB",) or not is_purpose(step):
        return None
    lemma = step.tree.lemma(step.word)
    if lemma in step.words.transparent or step.holds is not None:
        return None
    return Finding("purpose", step.span(step.via), status=Status.PLANNED)


def implicative(step: Step) -> Finding | None:
    """The governor says that the act came about: managed to, forced them to, prompted them to."""
    tree = step.tree
    if step.via is None or tree.relation(step.via) != "xcomp" or "to" not in tree.marks(step.via):
        return None
    if tree.tokens[step.word].pos != "VERB" or tree.lemma(step.word) not in step.words.implicative:
        return None
    return Finding("implicative", step.span(step.word), status=Status.ACTUAL)


def perfect_infinitive(step: Step) -> Finding | None:
    """What somebody is known, said or reported to have done is told as done: "is said to have rammed a boat"."""
    tree = step.tree
    if step.via is None or tree.relation(step.via) not in ("xcomp", "ccomp") or "to" not in tree.marks(step.via):
        return None
    perfect = any(tree.lemma(k) == "have" for k in tree.children(step.via, "aux"))
    if not perfect or tree.lemma(step.word) not in ("know", "say", "report", "show", "prove", "find"):
        return None
    return Finding("perfect_infinitive", step.span(step.via), status=Status.ACTUAL)


def subject_of_modal(step: Step) -> Finding | None:
    """An act is the subject of what it would or could bring: "A return of the troops would inflame the region"."""
    tree = step.tree
    above = tree.head(step.word)
    nominal = tree.tokens[step.word].pos in ("NOUN", "PROPN") and tree.relation(step.word) in ("nsubj", "nsubj:pass")
    if step.via is not None or not nominal or above < 0:
        return None
    if any("VerbForm=Part" in tree.tokens[k].features or tree.label(k) == "DATE" for k in tree.kids[step.word]):
        return None
    for kid in tree.children(above, "aux"):
        if tree.tokens[kid].text.lower() in ("would", "could", "might"):
            return Finding("subject_of_modal", step.span(kid), status=Status.CONSIDERED)
    return None


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


def _called_for(step: Step) -> bool:
    tree, via = step.tree, step.via
    assert via is not None
    marks = {*tree.prepositions(via), *tree.marks(via)}
    return bool(marks & {"for", "to"}) or tree.relation(via) == "xcomp"


RULES: tuple[Rule, ...] = (
    modal, periphrastic, be_to, imperative, adverb, attributive, question, conditional_clause, inverted_condition,
    generic_condition, would, subject_of_modal, governing_verb, implicative, perfect_infinitive, purpose,
    governing_noun, governing_adjective, rule_subject,
)  # fmt: skip
