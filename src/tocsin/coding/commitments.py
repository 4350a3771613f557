"""Analysis -> Undertakings: who may, must, must not or will do what, by which instrument, as one article tells it.

Each rule of RULES looks at one word of a sentence and reads an act with its bearer; what is told beside it (quantities,
deadline, provisos) is read the same way for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.coding import attribution, instruments
from tocsin.coding.arguments import Clause, is_passive
from tocsin.coding.commitdetails import act_range, consenting, lemmas, limits, provisos, takes_up, term
from tocsin.coding.commitwords import CAP, CommitmentWords
from tocsin.coding.deontics import is_negated, modal, subjects
from tocsin.coding.mentions import mention
from tocsin.coding.modality import told_as_past
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.lexicon import Lexicon
from tocsin.records import (
    Analysis,
    Deontic,
    Event,
    Evidence,
    Instrument,
    Limit,
    Mention,
    Outcome,
    Proviso,
    Quotation,
    Span,
    Standing,
    Status,
    Undertaking,
    Undertakings,
)

PROMISE = "promise"


@dataclass(frozen=True)
class Site:
    """A word of a sentence with the instruments named there and what the rules know."""

    tree: Tree
    word: int
    named: Mapping[int, Instrument]
    words: CommitmentWords
    rules: RuleWords
    lexicon: Lexicon

    @property
    def lemma(self) -> str:
        """Lower-case lemma of the word."""
        return self.tree.lemma(self.word)


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule reads: the deontic and its cue, the head of the act, the heads of who bears it, the instrument, the
    act's own subject where that is not the bearer, whom it is for."""

    deontic: Deontic
    cue: int
    act: int
    bearers: tuple[int, ...]
    instrument: Instrument | None = None
    subject: int | None = None
    beneficiaries: tuple[int, ...] = ()
    proviso: Proviso | None = None
    rule: str = ""


Rule = Callable[[Site], Iterator[Told]]


# --------------------------------------------------------------------------- rules


def binding_verb(site: Site) -> Iterator[Told]:
    """An instrument or its issuer binds somebody: "the resolution obliges Syria to destroy", "a court barred the army
    from entering", "a memorandum committing Algiers to take back"."""
    tree, word = site.tree, site.word
    kind = site.words.binding.get(site.lemma)
    if kind is None or tree.tokens[word].pos != "VERB" or is_passive(tree, word) or _only_possible(tree, word):
        return
    holder = _binder(site)
    if holder is None or not _in_force(site, word):
        return
    denied = is_negated(tree, word)
    objects = list(tree.children(word, "obj", "iobj"))
    below = [
        k for k in tree.children(word, "xcomp", "ccomp", "advcl", "acl", "obl") if k > word and _infinitive(tree, k)
    ]
    for noun in objects:
        below += [k for k in tree.children(noun, "acl", "advcl") if k > noun and _infinitive(tree, k)]
    if kind == CAP:
        numbers = [k for k in tree.children(word, "obl") if {"to", "at"} & set(tree.prepositions(k))]
        bound = [o for each in objects for o in _capped(site, each)]
        yield from (Told(Deontic.MUST_NOT, word, k, tuple(bound), holder) for k in numbers if bound)
        return
    deontic = _denied(Deontic(kind)) if denied else Deontic(kind)
    if deontic is None:
        return
    for act in below[:1]:
        own = tree.child(act, "nsubj", "nsubj:pass")
        bearers = objects[:1] or ([own] if own is not None else [])
        for each in _coordinated_acts(tree, act):
            yield Told(deontic, word, each, tuple(h for b in bearers for h in tree.coordinated(b)), holder)
    if not below and objects and deontic in (Deontic.MUST_NOT,) and not actor_like(tree, objects[0], site.lexicon):
        yield Told(deontic, word, objects[0], (), holder)


def _capped(site: Site, noun: int) -> list[int]:
    """Whom a limit binds: those named, or who owns the thing that is limited."""
    tree = site.tree
    if actor_like(tree, noun, site.lexicon) or tree.label(noun) is not None:
        return tree.coordinated(noun)
    return Clause(tree, noun, site.lexicon, pos="noun").possessors()


def _only_possible(tree: Tree, word: int) -> bool:
    return any(tree.tokens[k].text.lower() in ("could", "might", "may") for k in tree.children(word, "aux"))


def instrument_says(site: Site) -> Iterator[Told]:
    """What an instrument or a court says must be: "a resolution demanding that the rebels withdraw", "the court ruled
    that the government must hold elections"."""
    tree, word = site.tree, site.word
    kind = site.words.saying.get(site.lemma)
    if kind is None or tree.tokens[word].pos != "VERB" or is_passive(tree, word) or is_negated(tree, word):
        return
    holder = _binder(site)
    if holder is None or not _in_force(site, word):
        return
    for clause in tree.children(word, "ccomp"):
        for head in _coordinated_acts(tree, clause):
            told = modal(tree, head, site.words)
            who = subjects(tree, head, site.lexicon)
            if told is not None:
                yield Told(told.deontic, told.cue, told.act, tuple(who), holder)
            elif kind != "told" and not told_as_past(tree, head):
                deontic = Deontic.MUST_NOT if is_negated(tree, head) else Deontic(kind)
                yield Told(deontic, word, head, tuple(who), holder)


def under_instrument(site: Site) -> Iterator[Told]:
    """A modal clause under an instrument: "Under the truce, Hamas will release 33 hostages"."""
    tree, word = site.tree, site.word
    told = modal(tree, word, site.words)
    if told is None or not _clause_head(tree, word):
        return
    under = _under(site, word) or _under(site, told.act) or _party_of(site, told.act)
    if under is None or not _in_force(site, word):
        return
    who = _bearers(site, told.act) or _bearers(site, word)
    somebody = [
        h
        for h in who
        if actor_like(tree, h, site.lexicon) or tree.label(h) is not None or tree.lemma(h) in site.words.sides
    ]
    if somebody:
        yield Told(told.deontic, told.cue, told.act, tuple(somebody), under)


def _party_of(site: Site, word: int) -> Instrument | None:
    """The instrument whose signatories a clause speaks of: "Signatories of the Ottawa Treaty may not use"."""
    tree = site.tree
    for head in _bearers(site, word):
        if tree.lemma(head) in site.words.sides or tree.lemma(head) == "member":
            for kid in tree.children(head, "nmod"):
                if kid in site.named and {"of", "to"} & set(tree.prepositions(kid)):
                    return site.named[kid]
    return None


def instrument_whereby(site: Site) -> Iterator[Told]:
    """What a deal holds, told behind it: "a deal whereby India will buy power", "an accord to protect civilians"."""
    tree, word = site.tree, site.word
    deal = site.named.get(word)
    if deal is None or not _made(site, word):
        return
    clauses = [k for k in tree.children(word, "acl", "acl:relcl", "ccomp", "advcl") if k > word]
    above = tree.head(word)
    if above >= 0 and tree.lemma(above) in site.words.making:
        clauses += [k for k in tree.children(above, "advcl", "ccomp") if k > word]
    seen: set[int] = set()
    for clause in clauses:
        opened = {tree.tokens[w].text.lower() for w in tree.subtree(clause)[:3]}
        if not opened & {"whereby", "which", "that", "to"}:
            continue
        for head in [w for w in tree.subtree(clause) if tree.tokens[w].pos in ("VERB", "AUX", "ADJ") and w not in seen]:
            told = modal(tree, head, site.words)
            if told is not None and _clause_head(tree, head):
                seen.add(told.act)
                who = [h for h in subjects(tree, head, site.lexicon) if h != word]
                yield Told(told.deontic, told.cue, told.act, tuple(who), deal)
        if "to" in tree.marks(clause) and tree.relation(clause) in ("acl", "advcl") and not seen:
            parties = tuple(m.head for m in deal.parties if m.sentence == tree.number)
            if parties and not is_negated(tree, clause):
                yield Told(Deontic.WILL, word, clause, parties, deal)


def agreed(site: Site) -> Iterator[Told]:
    """What parties agree to do, or to keep: "Armenia and Azerbaijan agreed to withdraw", "agreed to a truce"."""
    tree, word = site.tree, site.word
    if site.lemma not in site.words.agreeing or tree.tokens[word].pos != "VERB" or not _asserted(site, word):
        return
    who = _bearers(site, word)
    if not who or not all(actor_like(tree, h, site.lexicon) or tree.label(h) for h in who):
        return
    partner = tuple(Clause(tree, word, site.lexicon).obliques("with"))
    deal = Instrument(tree.tokens[word].span, tree.number, "agreement", parties=tuple(mention(tree, h) for h in who))
    for clause in tree.children(word, "xcomp", "ccomp", "advcl"):
        if clause < word or not ({"to", "that", "not"} & set(tree.marks(clause)) or tree.relation(clause) == "ccomp"):
            continue
        for head in _coordinated_acts(tree, clause):
            own = subjects(tree, head, site.lexicon) if tree.relation(clause) == "ccomp" else []
            told = modal(tree, head, site.words) if own else None
            if tree.relation(clause) == "ccomp" and told is None:
                continue
            deontic = told.deontic if told else Deontic.MUST_NOT if is_negated(tree, head) else Deontic.WILL
            bearers = _parties(site, own, who)
            yield Told(deontic, word, told.act if told else head, bearers, deal, beneficiaries=partner)


def instrument_made(site: Site) -> Iterator[Told]:
    """A ceasefire that is declared, agreed to or extended binds who makes it."""
    tree, word = site.tree, site.word
    truce = site.named.get(word)
    if truce is None or truce.kind != "ceasefire" or not _made(site, word):
        return
    above = instruments.maker_of(tree, word, site.words)
    if above is None or not _asserted(site, above):
        return
    who = _bearers(site, above)
    if who:
        yield Told(Deontic.WILL, above, word, tuple(who), truce)


def promised(site: Site) -> Iterator[Told]:
    """What a party promises: "Germany pledged to send 18 tanks", "the junta's promise to hold elections"."""
    tree, word = site.tree, site.word
    verb = site.lemma in site.words.promising and tree.tokens[word].pos == "VERB"
    noun = site.lemma in site.words.promise_nouns and tree.tokens[word].pos in ("NOUN", "PROPN")
    if not (verb or noun) or not _asserted(site, word):
        return
    owners = Clause(tree, word, site.lexicon, pos="noun" if noun else None)
    who = (owners.slot("subject") or owners.possessors()) if noun else _bearers(site, word)
    who = [h for h in who if actor_like(tree, h, site.lexicon) or tree.label(h) is not None]
    if not who or any(tree.lemma(h) in site.words.private for h in who):
        return
    for_whom = tuple(k for k in tree.children(word, "obj", "iobj") if actor_like(tree, k, site.lexicon)) if verb else ()
    found = False
    for clause in tree.children(word, "xcomp", "ccomp", "acl", "advcl"):
        told = modal(tree, clause, site.words) if tree.relation(clause) in ("ccomp", "acl") else None
        infinitive = _infinitive(tree, clause)
        if clause < word or not (told or infinitive) or (tree.relation(clause) == "advcl" and not infinitive):
            continue
        for head in _coordinated_acts(tree, clause):
            if tree.lemma(head) in site.words.hostile | site.words.empty:
                continue
            deontic = told.deontic if told else Deontic.WILL
            if is_negated(tree, head) or (not infinitive and deontic is Deontic.MUST_NOT):
                deontic = Deontic.MUST_NOT
            own = subjects(tree, head, site.lexicon) if told else []
            other = own[0] if own and tree.tokens[own[0]].pos != "PRON" and own[0] not in who else None
            found = True
            yield Told(deontic, word, told.act if told and head == clause else head, tuple(who), None, other, for_whom)
    if found or not verb:
        return
    for thing in tree.children(word, "obj"):
        if not actor_like(tree, thing, site.lexicon) and (
            tree.label(thing) == "MONEY" or for_whom or _to(tree, word, thing)
        ):
            to = for_whom or tuple(_to(tree, word, thing))
            yield Told(Deontic.WILL, word, thing, tuple(who), None, None, tuple(k for k in to if k != thing))


def membership_condition(site: Site) -> Iterator[Told]:
    """What must be done to become a member: "must resolve their conflicts to qualify for EU membership"."""
    tree, word = site.tree, site.word
    told = modal(tree, word, site.words)
    if told is None or told.deontic not in (Deontic.MUST, Deontic.MUST_NOT):
        return
    goal = _membership(site, word) or _membership(site, told.act)
    who = _bearers(site, told.act) or _bearers(site, word)
    if goal is None or not who:
        return
    for head in _coordinated_acts(tree, told.act):
        if head != told.act and tree.child(head, "nsubj", "aux") is not None:
            continue
        yield Told(told.deontic, told.cue, head, tuple(who), goal)


def leave_given(site: Site) -> Iterator[Told]:
    """Who must give leave, and to what: "NATO must give the green light for Serbian police to enter the north"."""
    tree, word = site.tree, site.word
    told = modal(tree, word, site.words)
    if told is None or told.deontic is not Deontic.MUST:
        return
    noun = next((k for k in tree.children(told.act, "obj") if tree.lemma(k) in site.words.consents), None)
    if noun is not None:
        acts = [
            k for k in (*tree.children(noun, "acl", "nmod", "advcl"), *tree.children(told.act, "advcl")) if k > noun
        ]
    elif tree.lemma(told.act) in site.words.consenting:
        acts = list(tree.children(told.act, "obj"))
    else:
        return
    givers = tuple(mention(tree, h) for h in _bearers(site, told.act))
    for act in acts:
        who = subjects(tree, act, site.lexicon) if tree.tokens[act].pos in ("VERB", "AUX") else _owners(site, act)
        stretch = tree.span(tree.phrase(_bearers(site, told.act)[0])[0], noun or told.act) if givers else None
        if stretch is not None and who:
            yield Told(Deontic.MAY, word, act, tuple(who), None, proviso=Proviso(stretch, "consent", givers))


def leave_needed(site: Site) -> Iterator[Told]:
    """May do something only with somebody's leave: "may enter Mali only with the consent of parliament"."""
    tree, word = site.tree, site.word
    told = modal(tree, word, site.words)
    if told is None or told.deontic not in (Deontic.MAY, Deontic.MUST_NOT) or _under(site, word) is not None:
        return
    for kid in tree.children(told.act, "obl", "nmod"):
        if tree.lemma(kid) in site.words.consents and {"with", "without", "after", "upon", "under"} & set(
            tree.prepositions(kid)
        ):
            who = _bearers(site, told.act)
            if who and consenting(tree, kid, site.lexicon):
                yield Told(told.deontic, told.cue, told.act, tuple(who))


def right_or_duty(site: Site) -> Iterator[Told]:
    """A right or a duty by an instrument: "the agreement gives Belfast the right to hold a vote"."""
    tree, word = site.tree, site.word
    deontic = site.words.rights.get(site.lemma)
    above = tree.head(word)
    if deontic is None or tree.tokens[word].pos != "NOUN" or above < 0 or tree.relation(word) != "obj":
        return
    acts = [k for k in tree.children(word, "acl", "advcl") if _infinitive(tree, k)]
    acts += [k for k in tree.children(above, "advcl", "xcomp") if k > word and _infinitive(tree, k)]
    giving = tree.lemma(above) in site.words.giving
    holder = (
        _binder(Site(tree, above, site.named, site.words, site.rules, site.lexicon)) if giving else _under(site, above)
    )
    holder = holder or _under(site, word)
    who = list(tree.children(above, "iobj")) if giving else _bearers(site, above)
    if acts and holder is not None and who and not is_negated(tree, above):
        yield Told(Deontic(deontic), word, acts[0], tuple(who), holder)


RULES: tuple[Rule, ...] = (
    membership_condition, binding_verb, instrument_says, right_or_duty, instrument_whereby, under_instrument,
    leave_given, leave_needed, agreed, instrument_made, promised,
)  # fmt: skip


# --------------------------------------------------------------------------- what the rules share


def _binder(site: Site) -> Instrument | None:
    """The instrument that a verb speaks for: its subject, the noun its participle stands on, a court that rules."""
    tree, word = site.tree, site.word
    heads = list(tree.children(word, "nsubj"))
    if tree.relation(word) in ("acl", "acl:relcl", "conj", "advcl") and not heads:
        heads = [tree.head(word)]
    heads += [tree.antecedent(h) for h in heads]
    heads += [k for h in heads if tree.lemma(h) in site.words.parts for k in tree.children(h, "nmod")]
    if not heads:
        heads = Clause(tree, word, site.lexicon).subjects()
    for head in (*heads, *_raised(site)):
        if head in site.named:
            return site.named[head]
    for head in heads:
        first, last = tree.phrase(head)
        texts = {tree.lemma(i) for i in range(first, last + 1)}
        kind = next((site.words.issuers[t] for t in texts if t in site.words.issuers), None)
        if kind is not None:
            span = tree.span(first, last)
            return Instrument(span, tree.number, kind)
    return None


def _raised(site: Site) -> list[int]:
    """Nouns before a clause without a subject that the parser hung on the verb above: "say a resolution … allowed"."""
    tree, word = site.tree, site.word
    above = tree.head(word)
    if tree.relation(word) != "ccomp" or above < 0 or tree.child(word, "nsubj", "nsubj:pass") is not None:
        return []
    return [k for k in tree.children(above, "obj", "nsubj", "obl") if above < k < word]


def _in_force(site: Site, word: int) -> bool:
    """Whether nothing says that the instrument is only a draft, asked for or refused."""
    tree = site.tree
    node = word
    while node >= 0:
        if node in site.named and not _made(site, node):
            return False
        governs = tree.lemma(node) in site.words.not_made or (node != word and is_negated(tree, node))
        if node != word and tree.tokens[node].pos == "VERB" and governs and tree.lemma(node) not in site.words.making:
            return False
        node = tree.head(node)
    return all(_made(site, k) for k in tree.subtree(word) if k in site.named and tree.head(k) == word)


def _made(site: Site, noun: int) -> bool:
    """Whether an instrument is told as there: no draft, none that somebody wants or refuses, none that may come."""
    tree = site.tree
    beside = tree.children(noun, "amod", "compound", "acl")
    if any({tree.lemma(k), tree.tokens[k].text.lower()} & site.words.not_in_force for k in beside):
        return False
    verb = tree.head(noun)
    while verb >= 0 and tree.tokens[verb].pos not in ("VERB", "AUX"):
        verb = tree.head(verb)
    if verb < 0 or tree.lemma(verb) not in site.words.not_made | site.words.making:
        return not any(tree.tokens[k].text.lower() in ("could", "might", "would") for k in tree.children(noun, "aux"))
    if tree.lemma(verb) in site.words.not_made and tree.relation(noun) in ("obj", "nsubj:pass", "obl", "nmod"):
        return False
    above = tree.head(verb)
    failed = (
        above >= 0
        and tree.relation(verb) == "xcomp"
        and tree.lemma(above) in site.rules.negating_verbs | site.words.not_made
    )
    return not failed and not is_negated(tree, verb)


def _asserted(site: Site, word: int) -> bool:
    """Whether a promise or an agreement is told as given: not denied, refused, wished or only possible."""
    tree = site.tree
    if is_negated(tree, word):
        return False
    texts = {tree.tokens[k].text.lower() for k in tree.children(word, "aux")}
    if texts & {"could", "might", "may", "would", "should", "must", "will"}:
        return False
    above = tree.head(word)
    if above >= 0 and tree.relation(word) in ("xcomp", "ccomp", "advcl"):
        lemma = tree.lemma(above)
        if lemma in site.rules.negating_verbs | site.words.not_made or site.rules.verbs.get(lemma):
            return False
    private = {tree.lemma(w) for w in tree.subtree(tree.clause_head(word))} & site.words.private
    return not private


def _denied(deontic: Deontic) -> Deontic | None:
    """May, denied, is must not; other duties denied are none."""
    return Deontic.MUST_NOT if deontic is Deontic.MAY else None


def _infinitive(tree: Tree, word: int) -> bool:
    """Whether a clause is an infinitive, or a gerund behind from, of, to."""
    token = tree.tokens[word]
    marks = {*tree.marks(word), *tree.prepositions(word)}
    bare = "VerbForm=Inf" in token.features and tree.child(word, "nsubj") is None
    return token.pos in ("VERB", "AUX", "ADJ") and (bool(marks & {"to", "from"}) or bare)


def _coordinated_acts(tree: Tree, head: int) -> list[int]:
    """An act and those that share its bearer: "reform their courts and curb corruption"."""
    return [
        head,
        *(
            k
            for k in tree.children(head, "conj")
            if tree.tokens[k].pos == tree.tokens[head].pos and tree.child(k, "nsubj", "nsubj:pass") is None
        ),
    ]


def _clause_head(tree: Tree, word: int) -> bool:
    return tree.tokens[word].pos in ("VERB", "AUX", "ADJ", "NOUN") and tree.relation(word) not in ("aux", "cop")


def _bearers(site: Site, word: int) -> list[int]:
    tree = site.tree
    found = subjects(tree, word, site.lexicon)
    passive = is_passive(tree, word) and tree.child(word, "nsubj:pass") is not None and not found
    return found or (list(tree.children(word, "nsubj:pass")) if passive else [])


def _parties(site: Site, own: Sequence[int], who: Sequence[int]) -> tuple[int, ...]:
    """Who bears a clause agreed to: its subject; "both sides" are those who agree."""
    tree = site.tree
    sides = any(tree.lemma(h) in site.words.sides or tree.tokens[h].pos == "PRON" for h in own)
    return tuple(who if sides or not own else own)


def _owners(site: Site, noun: int) -> list[int]:
    found = Clause(site.tree, noun, site.lexicon, pos="noun")
    return found.obliques("of") or found.possessors() or found.modifiers()


def _to(tree: Tree, *places: int) -> list[int]:
    return [k for place in places for k in tree.children(place, "obl", "nmod") if "to" in tree.prepositions(k)]


def _under(site: Site, word: int) -> Instrument | None:
    """The instrument that a clause stands under: "under the truce", "by the terms of the accord"."""
    tree = site.tree
    node = word
    for _ in range(3):
        for kid in tree.children(node, "obl", "nmod", "advcl"):
            markers = " ".join((*tree.prepositions(kid), *tree.marks(kid)))
            first = tree.subtree(kid)[0]
            opening = " ".join(t.text.lower() for t in tree.tokens[first : first + 3])
            if not any(markers == p or opening.startswith(f"{p} ") for p in site.words.under):
                continue
            inside = [kid, *tree.children(kid, "nmod")]
            for noun in inside:
                if noun in site.named and _made(site, noun):
                    return site.named[noun]
        if tree.relation(node) not in ("xcomp", "ccomp", "conj") or tree.head(node) < 0:
            return None
        node = tree.head(node)
    return None


def _membership(site: Site, word: int) -> Instrument | None:
    """The membership that an act is to lead to, or is a condition of."""
    tree = site.tree
    for kid in tree.subtree(word):
        inside = tree.subtree(kid)
        opening = {tree.tokens[w].text.lower() for w in inside[:3]}
        goal = tree.lemma(kid) in site.words.qualifying and kid != word and opening & {"to", "before", "order"}
        condition = tree.lemma(kid) in site.words.criteria and {"as", "of"} & set(tree.prepositions(kid))
        if not goal and not condition:
            continue
        for noun in inside:
            if noun in site.named and site.named[noun].kind == "membership":
                return site.named[noun]
        unions = [w for w in inside if w != kid and (tree.lemma(w) in site.words.unions or tree.label(w) == "ORG")]
        if unions:
            head = next((w for w in unions if not set(range(tree.phrase(w)[0], w)) & set(unions)), unions[0])
            return Instrument(tree.span(*tree.phrase(head)), tree.number, "membership")
    return None


# --------------------------------------------------------------------------- one article


def undertakings(
    analysis: Analysis,
    trees: Sequence[Tree],
    said: Sequence[Quotation],
    events: Sequence[Event],
    *,
    words: CommitmentWords,
    rules: RuleWords,
    lexicon: Lexicon,
) -> Undertakings:
    """All that an article tells of commitments, in text order."""
    text = analysis.article.text
    found = [instruments.find(tree, words, lexicon) for tree in trees]
    joined = instruments.joined([(h, i) for each in found for h, i in each.items()], analysis.sentences, text)
    told: list[Undertaking] = []
    outcomes: list[Outcome] = []
    for tree, own in zip(trees, found, strict=True):
        named = {head: joined.get(one.span, one) for head, one in own.items()}
        told += _told(tree, trees, named, said, events, words, rules, lexicon)
        outcomes += _outcomes(tree, trees, named, said, words, rules, lexicon)
    return Undertakings(analysis.article, tuple(told), tuple(outcomes))


def _told(
    tree: Tree,
    trees: Sequence[Tree],
    named: Mapping[int, Instrument],
    said: Sequence[Quotation],
    events: Sequence[Event],
    words: CommitmentWords,
    rules: RuleWords,
    lexicon: Lexicon,
) -> Iterator[Undertaking]:
    """The undertakings of one sentence; of two readings of one act the first rule's stays."""
    acts: set[int] = set()
    for rule in RULES:
        for word in range(len(tree.tokens)):
            site = Site(tree, word, named, words, rules, lexicon)
            for one in rule(site):
                about = {*tree.subtree(word), *one.bearers}
                nouns = {tree.lemma(w) for w in about if tree.tokens[w].pos in ("NOUN", "PROPN")}
                if one.act in acts or nouns & words.private:
                    continue
                acts.add(one.act)
                yield _undertaking(site, one, rule.__name__, trees, said, events)


def _undertaking(
    site: Site, told: Told, rule: str, trees: Sequence[Tree], said: Sequence[Quotation], events: Sequence[Event]
) -> Undertaking:
    tree = site.tree
    deadline = term(tree, told.act, site.words, plain=told.deontic is Deontic.WILL)
    beside = [p for p, _ in provisos(tree, (told.act, site.word, told.cue), site.words, site.rules, site.lexicon)]
    if told.proviso is not None:
        beside = [told.proviso, *beside]
    outside = [p.span for p in beside]
    outside += [deadline.span] if deadline else []
    if told.instrument is not None and told.instrument.sentence == tree.number:
        span = told.instrument.span
        outside += [] if span.overlaps(tree.tokens[told.act].span) else [_with_case(tree, span)]
        for kid in tree.subtree(site.word) if told.instrument.kind == "membership" else ():
            clause = tree.span(tree.subtree(kid)[0], tree.subtree(kid)[-1])
            goal = tree.lemma(kid) in site.words.qualifying and kid not in (told.act, site.word)
            outside += [clause] if goal and clause.overlaps(span) else []
    first, last = act_range(tree, told.act, outside, subject=told.subject)
    bearers = tuple(mention(tree, h) for h in told.bearers)
    ranges = [(first, last), *((m.first, m.last) for m in bearers)]
    act = tree.span(first, last)
    event = _event(events, act, tree.tokens[told.act].span)
    claims = attribution.chain(trees, said, tree.tokens[told.act].span, acts=(tree.tokens[told.cue].span,))
    evidence = (
        Evidence("deontic", tree.tokens[told.cue].span, f"commitments.{rule}"),
        Evidence("act", act, f"commitments.{rule}"),
        *(Evidence("bearer", m.span, f"commitments.{rule}") for m in bearers),
        *((Evidence("instrument", told.instrument.span, "commitments.instrument"),) if told.instrument else ()),
        *(Evidence("condition", p.span, f"commitments.{p.kind}") for p in beside),
        *((Evidence("deadline", deadline.span, "commitments.term"),) if deadline else ()),
    )
    return Undertaking(
        sentence=tree.number,
        rule=rule,
        cue=tree.tokens[told.cue].span,
        deontic=told.deontic,
        instrument=told.instrument,
        bearers=bearers,
        act=act,
        words=lemmas(tree, first, last, told.act),
        refers=takes_up(tree, first, last, site.words),
        event=event,
        beneficiaries=tuple(mention(tree, h) for h in told.beneficiaries) or tuple(_for_whom(site, told)),
        provisos=tuple(beside),
        limits=tuple(_capping(x, site) for x in limits(tree, ranges, site.words)),
        term=deadline,
        attribution=tuple(c.link for c in claims),
        evidence=evidence,
    )


def _capping(limit: Limit, site: Site) -> Limit:
    """What a verb of limiting allows at most."""
    capped = site.words.binding.get(site.lemma) == CAP
    return replace(limit, low=None) if capped else limit


def _event(events: Sequence[Event], act: Span, head: Span) -> Event | None:
    """The event coded at an act, first of all at its head; of an act and what it reduces to, the act."""
    inside = [e for e in events if act.covers(e.coding.trigger)]
    return min(
        inside,
        key=lambda e: (not e.coding.trigger.overlaps(head), e.coding.status is Status.ACTUAL, e.coding.trigger.start),
        default=None,
    )


def _with_case(tree: Tree, span: Span) -> Span:
    """An instrument's words with the preposition before them."""
    before = [t.span for t in tree.tokens if t.span.end <= span.start and t.pos == "ADP"]
    near = before[-1] if before and span.start - before[-1].end <= 1 else None
    return Span(near.start, span.end) if near else span


def _for_whom(site: Site, told: Told) -> Iterator[Mention]:
    """Whom an act that gives, sends or frees something is for."""
    tree = site.tree
    if tree.lemma(told.act) not in site.words.for_somebody:
        return
    for kid in (*tree.children(told.act, "iobj"), *_to(tree, told.act)):
        if actor_like(tree, kid, site.lexicon) or tree.label(kid) is not None:
            yield mention(tree, kid)


def _outcomes(
    tree: Tree,
    trees: Sequence[Tree],
    named: Mapping[int, Instrument],
    said: Sequence[Quotation],
    words: CommitmentWords,
    rules: RuleWords,
    lexicon: Lexicon,
) -> Iterator[Outcome]:
    """What is said of an instrument or a promise: broken, kept, left, lapsed."""
    for word, token in enumerate(tree.tokens):
        verb = words.outcomes.get(tree.lemma(word)) if token.pos == "VERB" else None
        noun = words.outcome_nouns.get(tree.lemma(word)) if token.pos == "NOUN" else None
        name = verb or noun
        if name is None:
            continue
        objects = list(tree.children(word, "obj", "nsubj:pass", "obl", "nmod"))
        objects += [k for o in objects for k in tree.children(o, "nmod")]
        if Standing(name) is Standing.EXPIRED:
            objects += list(tree.children(word, "nsubj"))
        hit = next((k for k in objects if k in named or tree.lemma(k) in words.promise_nouns), None)
        if hit is None or any(
            tree.tokens[k].text.lower() in ("will", "would", "may", "might", "could")
            for k in tree.children(word, "aux")
        ):
            continue
        standing = _stands(tree, word, Standing(name), words)
        if standing is None:
            continue
        claims = attribution.chain(trees, said, token.span)
        charged = _charged(tree, word, words)
        if standing is Standing.BREACHED and (claims or charged):
            standing = Standing.ALLEGED_BREACH
        who = _accused(tree, word, lexicon)
        thing = named.get(hit) or Instrument(tree.span(*tree.phrase(hit)), tree.number, PROMISE)
        yield Outcome(
            tree.number, "outcome", token.span, standing, thing, tuple(mention(tree, h) for h in who),
            attribution=tuple(c.link for c in claims),
        )  # fmt: skip


def _stands(tree: Tree, word: int, standing: Standing, words: CommitmentWords) -> Standing | None:
    """The standing as told, turned round under failing, None where it is denied or only wished."""
    above = tree.head(word)
    infinitive = "to" in tree.marks(word)
    if above >= 0 and tree.relation(word) in ("xcomp", "advcl", "ccomp") and tree.lemma(above) in words.failing:
        return Standing.BREACHED if standing is Standing.FULFILLED else None
    if is_negated(tree, word):
        return Standing.BREACHED if standing is Standing.FULFILLED else None
    return None if infinitive and standing is not Standing.WITHDRAWN else standing


def _charged(tree: Tree, word: int, words: CommitmentWords) -> bool:
    node = tree.head(word)
    while node >= 0:
        if tree.lemma(node) in words.charging:
            return True
        node = tree.head(node)
    return False


def _accused(tree: Tree, word: int, lexicon: Lexicon) -> list[int]:
    """Who kept or broke it, or is charged with it: the subject."""
    found = Clause(tree, word, lexicon).subjects() if tree.tokens[word].pos == "VERB" else []
    return [
        h for h in found if actor_like(tree, h, lexicon) or tree.label(h) is not None or tree.tokens[h].pos == "PRON"
    ]
