"""Who says so: the chain of speakers above an act, outermost first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.coding.arguments import Clause
from tocsin.coding.mentions import mention
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.lexicon import Lexicon
from tocsin.records import Attribution, Evidence, Manner, Span, Stance

OPEN, CLOSE = '“«„"', '”»“"'


@dataclass(frozen=True)
class View:
    """A word on the way up from an act, with what the rules need to know."""

    tree: Tree
    words: RuleWords
    lexicon: Lexicon
    word: int
    via: int | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One link and the rule that read it."""

    rule: str
    link: Attribution


Rule = Callable[[View], Claim | None]


def speech_clause(view: View) -> Claim | None:
    """The act stands in the clause of a speech verb: "police said that gunmen attacked"."""
    tree = view.tree
    if view.via is None or tree.tokens[view.word].pos != "VERB":
        return None
    if tree.relation(view.via) not in ("ccomp", "xcomp", "parataxis", "advcl", "obj"):
        return None
    lemma = tree.lemma(view.word)
    stance = view.words.speech_verbs.get(lemma)
    if stance is None or not _may_report(view, lemma):
        return None
    return _claim("speech_clause", view, view.word, stance)


def _may_report(view: View, lemma: str) -> bool:
    """Whether the verb reports a claim here: an infinitive after "threaten" or "ask" is an act, not a claim."""
    tree, via = view.tree, view.via
    assert via is not None
    relation = tree.relation(via)
    if relation == "xcomp":
        return lemma in ("claim", "deny", "admit", "allege", "say", "report")
    if relation == "obj":
        return lemma in ("deny", "report", "confirm", "admit", "claim", "allege", "dispute")
    if relation == "advcl":
        return lemma in ("accuse", "charge", "suspect", "deny") and bool({"of", "with"} & set(tree.marks(via)))
    demands = lemma in ("insist", "ask", "demand") and "VerbForm=Fin" not in tree.tokens[via].features
    return not demands


def trailing_speech(view: View) -> Claim | None:
    """The speech verb hangs on the act's clause: "Gunmen attacked a patrol, police said"."""
    tree = view.tree
    for kid in tree.children(view.word, "parataxis", "ccomp", "advcl", "dep"):
        stance = view.words.speech_verbs.get(tree.lemma(kid))
        own_content = tree.child(kid, "ccomp", "obj", "xcomp") is not None
        if stance is None or own_content or tree.child(kid, "nsubj") is None or tree.tokens[kid].pos != "VERB":
            continue
        if tree.relation(kid) == "parataxis" or "as" in tree.marks(kid):
            return _claim("trailing_speech", view, kid, stance)
    return None


def according_to(view: View) -> Claim | None:
    """A prepositional cue at the clause: "according to Kosovo police"."""
    tree = view.tree
    for kid in tree.children(view.word, "obl", "nmod", "advmod", "advcl"):
        for preposition in tree.prepositions(kid):
            stance = view.words.speech_prepositions.get(preposition)
            if stance is None:
                found = [w for w in tree.subtree(kid) if tree.tokens[w].text.lower() == "according"]
                stance = Stance.STATES if found and preposition in ("to", "according") else None
            if stance is not None:
                cue = next(tree.children(kid, "case"))
                link = Attribution(mention(tree, kid), tree.tokens[cue].span, Manner.INDIRECT, stance)
                return Claim("according_to", link)
    return None


def noun_of_speech(view: View) -> Claim | None:
    """The act is the content of a noun of speech: "reports that rebels fled", "the claim that"."""
    tree = view.tree
    if view.via is None or tree.tokens[view.word].pos != "NOUN":
        return None
    stance = view.words.speech_nouns.get(tree.lemma(view.word))
    marks = {*tree.marks(view.via), *tree.prepositions(view.via)}
    if stance is None or not (tree.relation(view.via) in ("acl", "ccomp", "nmod") and marks & {"that", "of"}):
        return None
    owners = Clause(tree, view.word, view.lexicon)
    speakers = owners.possessors() or owners.obliques("by") or owners.obliques("from") or owners.modifiers()
    speaker = mention(tree, speakers[0]) if speakers else None
    return Claim("noun_of_speech", Attribution(speaker, tree.tokens[view.word].span, Manner.INDIRECT, stance))


def hearsay(view: View) -> Claim | None:
    """An adverb or adjective of hearsay without a speaker: allegedly, reportedly, alleged."""
    tree = view.tree
    if view.via is not None:
        return None
    for kid in tree.children(view.word, "advmod", "amod"):
        stance = view.words.hearsay.get(tree.tokens[kid].text.lower())
        if stance is not None:
            return Claim("hearsay", Attribution(None, tree.tokens[kid].span, Manner.INDIRECT, stance))
    return None


RULES: tuple[Rule, ...] = (speech_clause, trailing_speech, according_to, noun_of_speech, hearsay)


def _claim(rule: str, view: View, cue: int, stance: Stance) -> Claim:
    tree = view.tree
    subjects = _speakers(tree, cue, view.lexicon)
    manner = Manner.DIRECT if view.quoted else Manner.INDIRECT
    speaker = mention(tree, subjects[0]) if subjects else None
    return Claim(rule, Attribution(speaker, tree.tokens[cue].span, manner, stance))


def _speakers(tree: Tree, cue: int, lexicon: Lexicon) -> list[int]:
    """Heads of the cue's subject; where that is nobody ("harassment, arguing that …"), of a clause above."""
    own = Clause(tree, cue, lexicon).subjects()
    node = cue
    while own and not actor_like(tree, own[0], lexicon):
        node = tree.head(node)
        if node < 0:
            return own
        above = Clause(tree, node, lexicon).subjects() if tree.tokens[node].pos == "VERB" else []
        if above and actor_like(tree, above[0], lexicon):
            return above
    return own


def chain(tree: Tree, words: RuleWords, lexicon: Lexicon, act: int) -> tuple[Claim, ...]:
    """The claims an act stands under, outermost first."""
    quoted = _quoted(tree, act)
    found: list[Claim] = []
    via: int | None = None
    word = act
    while word >= 0:
        view = View(tree, words, lexicon, word, via, quoted)
        for rule in RULES:
            claim = rule(view)
            if claim is not None and not _self_report(tree, claim, act) and claim not in found:
                found.append(claim)
        if tree.relation(word) == "acl:relcl" and via is not None and tree.relation(via) not in ("ccomp",):
            break
        via, word = word, tree.head(word)
    return tuple(reversed(found))


def _self_report(tree: Tree, claim: Claim, act: int) -> bool:
    """A speech act is no claim about itself."""
    return claim.link.cue == tree.tokens[act].span


def _quoted(tree: Tree, act: int) -> bool:
    """Whether the act stands between quotation marks."""
    opened = 0
    for i, token in enumerate(tree.tokens):
        if i == act:
            return opened > 0
        if token.text in ('"', "''", "``"):
            opened = 1 - opened
        elif token.text in "“«„":
            opened += 1
        elif token.text in "”»":
            opened = max(0, opened - 1)
    return False


def colon_speaker(tree: Tree, lexicon: Lexicon) -> Claim | None:
    """A headline's colon: "Kurti: barricades must go", "Belgrade police: two held"."""
    if len(tree.tokens) < 4:
        return None
    for i, token in enumerate(tree.tokens[1:7], 1):
        if token.text == ":":
            heads = [w for w in range(i) if not 0 <= tree.head(w) < i]
            if heads and tree.tokens[heads[0]].pos in ("NOUN", "PROPN") and actor_like(tree, heads[0], lexicon):
                link = Attribution(mention(tree, heads[0]), token.span, Manner.INDIRECT, Stance.STATES)
                return Claim("colon_speaker", link)
    return None


def evidence(claims: tuple[Claim, ...]) -> tuple[Evidence, ...]:
    """Each claim's cue as evidence of the attribution."""
    return tuple(Evidence("attribution", _cue(c), f"attribution.{c.rule}") for c in claims)


def _cue(claim: Claim) -> Span:
    return claim.link.cue
