"""What an act depends on: the words of the condition, the kind of dependence, where another act stands in it.

Each rule of RULES looks at one word on the way up from the act; the first that speaks gives the condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from tocsin import datafiles
from tocsin.coding.tree import Tree
from tocsin.errors import DataError
from tocsin.records import Condition, Span

UP = frozenset({"xcomp", "ccomp", "conj", "obj", "nsubj:pass", "obl", "nmod", "acl", "iobj"})
CLAUSES = ("advcl", "ccomp", "parataxis", "acl", "obl", "dep")
LONGEST = 6  # words that open a condition


@dataclass(frozen=True)
class ConditionWords:
    """The words of `conditions.yml`: what opens a condition to its kind, longest first, and what leave is told with."""

    clauses: Mapping[str, str]
    phrases: Mapping[str, str]
    depending: frozenset[str]
    leave_nouns: frozenset[str]
    leave_verbs: frozenset[str]
    prices: frozenset[str]

    @cached_property
    def stretches(self) -> Mapping[str, tuple[tuple[str, ...], str]]:
        """The openers of two words and more, each with its words and its kind."""
        openers = {**self.clauses, **self.phrases}.items()
        cut = {opener: (tuple(opener.split()), kind) for opener, kind in openers}
        return {opener: (words, kind) for opener, (words, kind) in cut.items() if len(words) > 1}


def load_condition_words(folder: Path) -> ConditionWords:
    """Load `conditions.yml`; raises DataError with file and line where a list is missing."""
    data = datafiles.mapping(folder / "conditions.yml")
    lists = ("depending", "leave_nouns", "leave_verbs", "prices")
    missing = [name for name in ("clauses", "phrases", *lists) if not data.get(name)]
    if missing:
        raise DataError(f"conditions.yml: {', '.join(missing)} must be there; see the file as it was shipped")
    return ConditionWords(_kinds(data["clauses"]), _kinds(data["phrases"]), *(frozenset(data[name]) for name in lists))


def _kinds(table: Mapping[str, list[str]]) -> dict[str, str]:
    found = {words: kind for kind, openers in table.items() for words in openers}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0].split())))


@dataclass(frozen=True)
class Site:
    """A word on the way up from an act, with the act and what the rules need to know."""

    tree: Tree
    words: ConditionWords
    word: int
    act: int


@dataclass(frozen=True, slots=True)
class Found:
    """First and last word of a condition, its kind and the head under which another act may stand."""

    first: int
    last: int
    kind: str
    head: int


Rule = Callable[[Site], Found | None]


# --------------------------------------------------------------------------- rules


def conditional_clause(site: Site) -> Found | None:
    """A clause that if, unless, until, provided, as long as, once … open: "will sail if the strait is open"."""
    for kid in site.tree.children(site.word, *CLAUSES):
        inside = site.tree.subtree(kid)
        kind = _opened(site.tree, inside, site.words.clauses)
        if kind and site.act not in inside:
            return _clause(site.tree, inside, kind, kid)
    return None


def inverted_clause(site: Site) -> Found | None:
    """Should, had or were before its subject: "Should KFOR refuse, …", "would have struck had the levy stayed"."""
    tree = site.tree
    for kid in tree.children(site.word, "advcl", "ccomp", "parataxis", "dep"):
        inside = tree.subtree(kid)
        subject = tree.child(kid, "nsubj", "nsubj:pass", "expl")
        words = [w for w in inside if tree.tokens[w].pos != "PUNCT"]
        fronted = bool(words) and tree.tokens[words[0]].text.lower() in ("should", "had", "were")
        if (
            fronted
            and subject is not None
            and words[0] < subject
            and tree.tokens[-1].text != "?"
            and site.act not in inside
        ):
            return _clause(tree, inside, "if", kid)
    return None


def opened_stretch(site: Site) -> Found | None:
    """What several words open, however the parser builds it: "as long as", "on condition that", "in return for"."""
    tree = site.tree
    texts = tree.texts
    whole = " ".join(texts)
    for opener, (words, kind) in site.words.stretches.items():
        if opener not in whole:
            continue
        for at in range(len(texts) - len(words)):
            if texts[at : at + len(words)] != words:
                continue
            inside = at < site.act and "," not in texts[at : site.act]
            top = None if inside else _top(tree, at + len(words), at, site.act)
            if top is not None and tree.head(top) == site.word:
                return _clause(tree, list(range(at, tree.subtree(top)[-1] + 1)), kind, top)
    return None


def _top(tree: Tree, word: int, start: int, act: int) -> int | None:
    """The highest node over a word that begins no earlier than `start` and does not hold the act."""
    top, node = None, word
    while node >= 0:
        inside = tree.subtree(node)
        if inside[0] < start or act in inside:
            return top
        top, node = node, tree.head(node)
    return top


def conditional_phrase(site: Site) -> Found | None:
    """A noun behind in the event of, without, subject to, in return for …: "aid in return for the hostages"."""
    tree = site.tree
    for kid in tree.children(site.word, "obl", "nmod", "advcl", "advmod", "amod", "acl", "conj"):
        inside = tree.subtree(kid)
        kind = _opened(tree, inside, site.words.phrases)
        if kind and site.act not in inside and (kind != "without" or _unreal(tree, site.word)):
            return _clause(tree, inside, kind, kid)
    return None


def price_of_refusal(site: Site) -> Found | None:
    """What follows "or" and "or else" depends on what comes before: "Leave by Friday or face prison"."""
    tree = site.tree
    if tree.relation(site.word) != "conj" or (site.word != site.act and tree.lemma(site.word) not in site.words.prices):
        return None
    joined = [tree.tokens[k].text.lower() for k in tree.children(site.word, "cc")]
    first = tree.head(site.word)
    if "or" not in joined or tree.tokens[first].pos not in ("VERB", "AUX"):
        return None
    asked = "Mood=Imp" in tree.tokens[first].features or "VerbForm=Inf" in tree.tokens[first].features
    either = min(tree.children(site.word, "cc"))
    words = [w for w in tree.subtree(first) if w < either and tree.tokens[w].pos != "PUNCT"]
    return Found(words[0], words[-1], "otherwise", first) if asked and words else None


def depending_subject(site: Site) -> Found | None:
    """The act is the subject of depend, hinge, be conditional: "the visit hinges on a truce"."""
    tree, above = site.tree, site.tree.head(site.word)
    if above < 0 or tree.relation(site.word) not in ("nsubj", "nsubj:pass", "obj"):
        return None
    heads = [above, *tree.children(above, "xcomp", "obj")]
    for head in heads:
        if not {tree.lemma(head), tree.tokens[head].text.lower()} & site.words.depending:
            continue
        for kid in tree.children(head, "obl", "advcl", "nmod"):
            if {"on", "upon"} & {*tree.prepositions(kid), *tree.marks(kid)}:
                inside = tree.subtree(kid)
                return _clause(tree, inside, "depends", kid)
    return None


def leave_to_be_given(site: Site) -> Found | None:
    """Somebody must still give leave: "must be approved by the Council", "needs NATO's consent", "NATO must give the
    green light for the troops to go"."""
    tree = site.tree
    above = tree.head(site.word)
    for verb in (site.word, above):
        if verb < 0 or tree.tokens[verb].pos not in ("VERB", "AUX"):
            continue
        required = _required(tree, verb)
        noun = next((k for k in tree.children(verb, "obj") if tree.lemma(k) in site.words.leave_nouns), None)
        approved = tree.relation(site.word) == "nsubj:pass" and tree.lemma(verb) in site.words.leave_verbs
        if required and (noun is not None or (verb == above and approved)):
            own = set(tree.subtree(_branch(tree, site.act, (verb, noun))))
            words = [w for w in tree.subtree(verb) if w not in own]
            return _clause(tree, words, "consent", verb) if words else None
    return None


def leave_phrase(site: Site) -> Found | None:
    """With whose leave alone: "only with the green light of KFOR", "with parliament's approval"."""
    tree = site.tree
    for kid in tree.children(site.word, "obl", "nmod"):
        if tree.lemma(kid) in site.words.leave_nouns and {"with", "without", "under", "upon", "on"} & set(
            tree.prepositions(kid)
        ):
            return _clause(tree, tree.subtree(kid), "consent", kid)
    return None


RULES: tuple[Rule, ...] = (
    opened_stretch, conditional_clause, inverted_clause, leave_phrase, conditional_phrase, price_of_refusal,
    depending_subject, leave_to_be_given,
)  # fmt: skip


# --------------------------------------------------------------------------- how they are asked


def condition(tree: Tree, words: ConditionWords, act: int) -> tuple[Condition, int] | None:
    """The condition that governs an act, and the head under which another act may stand."""
    for word in _way_up(tree, act):
        for rule in RULES:
            found = rule(Site(tree, words, word, act))
            if found is not None:
                return Condition(_span(tree, found), found.kind), found.head
    return None


def within(tree: Tree, words: ConditionWords, act: int) -> Span | None:
    """The opening word of the condition that an act itself stands in: "in the event of a coup", "if they leave"."""
    node = act
    for _ in range(4):
        inside = tree.subtree(node)
        clause = tree.relation(node) in CLAUSES
        kind = _opened(
            tree, inside, words.clauses if clause and tree.tokens[node].pos in ("VERB", "AUX") else words.phrases
        )
        if kind in HELD_OUT and tree.head(node) >= 0:
            return tree.tokens[inside[0]].span
        if tree.relation(node) not in UP or tree.head(node) < 0:
            return None
        node = tree.head(node)
    return None


HELD_OUT = frozenset({"if", "unless", "provided", "as_long_as", "depends", "in_return", "once"})


def _way_up(tree: Tree, act: int) -> Iterator[int]:
    """The act and what it is part of, as far as one condition governs both."""
    node = act
    for _ in range(6):
        yield node
        if tree.relation(node) not in UP or tree.head(node) < 0:
            if tree.relation(node) in ("nsubj", "advcl") and node == act and tree.head(node) >= 0 and _to(tree, node):
                yield tree.head(node)
            return
        node = tree.head(node)


def _to(tree: Tree, word: int) -> bool:
    return "to" in tree.marks(word)


def _span(tree: Tree, found: Found) -> Span:
    return tree.span(found.first, found.last)


def _clause(tree: Tree, words: list[int], kind: str, head: int) -> Found:
    """The words without the marks at their edges."""
    kept = [w for w in words if tree.tokens[w].pos != "PUNCT"]
    return Found(kept[0], kept[-1], kind, head)


def _opened(tree: Tree, inside: list[int], openers: Mapping[str, str]) -> str | None:
    """The kind of what opens a stretch of words, an "only" before it included; None for nothing."""
    words = list(islice((tree.texts[w] for w in inside if tree.tokens[w].pos != "PUNCT"), LONGEST))
    before = tree.texts[inside[0] - 1] if inside and inside[0] > 0 else ""
    text = " ".join(words) + " "
    for opener, kind in openers.items():
        if text.startswith(opener) and text[len(opener)] == " ":
            return kind
        if before == "only" and f"only {text}".startswith(f"{opener} "):
            return kind
    return None


def _unreal(tree: Tree, word: int) -> bool:
    """Whether a verb stands under would, could, will, cannot: without something it is not, or would not be."""
    texts = {tree.tokens[k].text.lower() for k in tree.children(word, "aux")}
    return bool(texts & {"would", "could", "will", "can", "may", "might", "cannot", "'d", "’d", "must", "shall"})


def _required(tree: Tree, verb: int) -> bool:
    """Whether leave is told as needed: an auxiliary of duty, or a verb of need."""
    texts = {tree.tokens[k].text.lower() for k in tree.children(verb, "aux")}
    above = tree.lemma(tree.head(verb)) if tree.head(verb) >= 0 else ""
    under = tree.relation(verb) == "xcomp" and above in ("have", "need")
    return bool(texts & {"must", "should", "shall"}) or under or tree.lemma(verb) in NEEDING


NEEDING = frozenset({"need", "require", "await", "lack"})


def _branch(tree: Tree, act: int, tops: tuple[int | None, ...]) -> int:
    """The branch under one of the tops that holds the act, the act itself where none does."""
    node = act
    while node >= 0 and tree.head(node) not in tops:
        node = tree.head(node)
    return node if node >= 0 else act
