"""A word that may tell of speech or thought, and who speaks: what the rules of quotation share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.coding.arguments import Clause, is_passive
from tocsin.coding.rulewords import RuleWords
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import actor_like
from tocsin.lexicon import Lexicon
from tocsin.records import Span, Stance

PHRASE = 5  # words from the first to the last of a cue
ABOUT = frozenset({"about", "on", "over", "of", "for", "as", "with", "against"})
DIRECTED = frozenset(
    {"respond", "react", "object", "point", "refer", "allude", "reply", "agree", "decline"}
)  # … to something


@dataclass(frozen=True)
class Cue:
    """A word that may tell of speech or thought, with what the rules need to know."""

    tree: Tree
    words: RuleWords
    lexicon: Lexicon
    word: int
    quoted: tuple[Span, ...] = ()

    @property
    def lemma(self) -> str:
        """Lower-case lemma of the word."""
        return self.tree.lemma(self.word)

    @property
    def pos(self) -> str:
        """Part of speech of the word."""
        return self.tree.tokens[self.word].pos


@dataclass(frozen=True, slots=True)
class Read:
    """What a rule reads: the words of the cue, the head of the source, the words of the content, how the source stands
    to it, whether it is a claim."""

    cue: tuple[int, int]
    source: int | None
    content: frozenset[int]
    stance: Stance
    claims: bool
    rule: str = ""


QUOTING = frozenset({"quote", "cite", "report"})
SAYING = frozenset(
    {
        "say",
        "tell",
        "praise",
        "accuse",
        "call",
        "describe",
        "warn",
        "claim",
        "add",
        "confirm",
        "deny",
        "declare",
        "insist",
        "announce",
    }
)


def as_saying_of(tree: Tree, word: int) -> int | None:
    """The "as saying" of a verb of quoting."""
    kids = tree.children(word, "advcl", "xcomp", "obl", "ccomp")
    return next((k for k in kids if tree.lemma(k) in SAYING and "as" in {*tree.marks(k), *tree.prepositions(k)}), None)


def read(cue: Cue, heads: Sequence[int], stance: Stance, *, claims: bool, source: int | None = None) -> Read | None:
    """What hangs on the cue as content; None where nothing does."""
    tree = cue.tree
    content = frozenset(w for head in heads for w in tree.subtree(head))
    escaped = {verb for head in heads for verb in _escaping(cue, head)}
    content -= {w for verb in escaped for w in tree.subtree(verb)}
    content -= {cue.word, *(w for k in tree.children(cue.word, "nsubj") for w in tree.subtree(k))}
    if not content:
        return None
    who = source if source is not None or cue.pos == "NOUN" else source_of(cue)
    return Read(_cue_words(cue), who, content, stance, claims)


def _cue_words(cue: Cue) -> tuple[int, int]:
    """First and last word of the cue: a verb with its particle; a noun with the verb that lends it its subject
    ("expressed outrage"); a participle with what it stands on ("issued a statement calling")."""
    tree, word = cue.tree, cue.word
    if cue.pos == "NOUN":
        light = Clause(tree, word, cue.lexicon, pos="noun").light_verb()
        return (light, word) if light is not None and 0 < word - light <= PHRASE else (word, word)
    noun = tree.head(word)
    if tree.relation(word) == "acl" and tree.lemma(noun) in cue.words.documents and tree.relation(noun) == "obj":
        verb = tree.head(noun)
        return (verb, word) if 0 < word - verb <= PHRASE else (word, word)
    particles = [k for k in tree.children(word, "compound:prt") if k == word + 1]
    return word, particles[0] if particles else word


def _escaping(cue: Cue, head: int) -> Iterator[int]:
    """Verbs of speech that the parser hung on what was said: "said it was alarmed and warned the North"."""
    tree = cue.tree
    if cue.lemma not in cue.words.speech_verbs or "Tense=Past" not in tree.tokens[cue.word].features:
        return
    if head < cue.word:
        return
    beside = [k for k in tree.children(cue.word, "ccomp") if k > head and tree.child(k, "cc") is not None]
    for kid in (*tree.children(head, "conj"), *beside):
        told = tree.lemma(kid) in cue.words.speech_verbs or tree.lemma(kid) in cue.words.attitude_objects
        past = "Tense=Past" in tree.tokens[kid].features
        if told and past and tree.child(kid, "nsubj", "nsubj:pass", "aux", "aux:pass") is None:
            yield kid


def _cue_above(cue: Cue) -> Cue | None:
    """The verb of speech that a verb hung on what it said belongs beside."""
    tree, first = cue.tree, cue.tree.head(cue.word)
    if first < 0 or tree.relation(cue.word) not in ("conj", "ccomp"):
        return None
    if tree.relation(cue.word) == "ccomp":
        above, told = replace(cue, word=first), [k for k in tree.children(first, "ccomp") if k < cue.word]
        return above if told and cue.word in _escaping(above, told[0]) else None
    if tree.relation(first) != "ccomp":
        return None
    above = replace(cue, word=tree.head(first))
    return above if cue.word in _escaping(above, first) else None


def source_of(cue: Cue) -> int | None:
    """Who speaks: the cue's subject as it stands, who or which included, else the one that it is lent."""
    tree = cue.tree
    above = _cue_above(cue)
    if above is not None:
        return source_of(above)
    quoting = tree.head(cue.word)
    if quoting >= 0 and as_saying_of(tree, quoting) == cue.word and tree.lemma(quoting) in QUOTING:
        quoted = None if is_passive(tree, quoting) else tree.child(quoting, "obj", "iobj")
        return tree.child(quoting, "nsubj:pass", "nsubj") if quoted is None else quoted
    if is_passive(tree, cue.word):
        agents = [k for k in tree.children(cue.word, "obl:agent", "obl") if "by" in tree.prepositions(k)]
        agents = [k for k in agents if somebody(cue, k)]
        return agents[0] if agents else None
    own = [k for k in tree.children(cue.word, "nsubj") if not _inside(cue, k) and not _raised(tree, cue.word, k)]
    if own:
        return min(own, key=lambda k: abs(k - cue.word))
    lent = [k for k in _lent(cue) if not _inside(cue, k)]
    return lent[0] if lent else _neighbour(cue)


def _raised(tree: Tree, cue: int, subject: int) -> bool:
    """Whether what the parser hung on the verb is the subject of the clause behind: "asked …, said he had"."""
    clause = tree.child(cue, "ccomp")
    between = clause is not None and cue < subject < clause and tree.child(clause, "nsubj", "nsubj:pass") is None
    return between and tree.tokens[subject].pos == "PRON"


def _lent(cue: Cue) -> list[int]:
    """Subjects that the clause is lent; where that is nobody ("harassment, arguing that …"), of a clause above."""
    tree = cue.tree
    own = Clause(tree, cue.word, cue.lexicon).subjects()
    node = cue.word
    while own and not somebody(cue, own[0]):
        node = tree.head(node)
        if node < 0:
            return own
        above = Clause(tree, node, cue.lexicon).subjects() if tree.tokens[node].pos == "VERB" else []
        if above and somebody(cue, above[0]):
            return above
    return own


def _inside(cue: Cue, word: int) -> bool:
    """Whether a word stands between marks that the cue stands outside of: it is quoted, it does not quote."""
    tokens = cue.tree.tokens
    return any(q.covers(tokens[word].span) and not q.overlaps(tokens[cue.word].span) for q in cue.quoted)


def _neighbour(cue: Cue) -> int | None:
    """The noun right behind or before a verb of speech that stands beside a quotation: "said the minister"."""
    tree = cue.tree
    if not any(_beside_verb(tree, cue.word, q) for q in cue.quoted):
        return None
    for step in (1, -1):
        word = cue.word + step
        while 0 <= word < len(tree.tokens) and abs(word - cue.word) < 6 and not _inside(cue, word):
            token = tree.tokens[word]
            if token.pos in ("PUNCT", "VERB", "SCONJ"):
                break
            if token.pos in ("PRON", "PROPN", "NOUN"):
                while (
                    0 <= tree.head(word) != cue.word
                    and abs(tree.head(word) - cue.word) < 7
                    and tree.tokens[tree.head(word)].pos in ("NOUN", "PROPN")
                ):
                    word = tree.head(word)
                return word
            word += step
    return None


def _beside_verb(tree: Tree, word: int, quoted: Span) -> bool:
    return min(abs(tree.tokens[word].span.start - quoted.end), abs(quoted.start - tree.tokens[word].span.end)) < 80


def judged_as(cue: Cue) -> bool:
    """Whether a passive without an agent says as what or of what somebody is judged: "was accused of", "is seen as"."""
    tree = cue.tree
    if tree.child(cue.word, "xcomp", "ccomp") is not None:
        return True
    return any(
        {"as", "of", "for"} & {*tree.prepositions(k), *tree.marks(k)} for k in tree.children(cue.word, "obl", "advcl")
    )


def somebody(cue: Cue, word: int) -> bool:
    """Whether a word names somebody or something that can say or think: a party, a name, a document."""
    tree = cue.tree
    who = tree.antecedent(word)
    if tree.lemma(who) in cue.words.documents or tree.tokens[who].pos in ("PROPN", "PRON", "NUM"):
        return True
    owners = tree.children(who, "nmod:poss", "compound")
    return actor_like(tree, who, cue.lexicon) or any(tree.label(k) in ("PER", "ORG", "GPE", "NORP") for k in owners)


def gerund(cue: Cue, word: int) -> bool:
    """Whether a word ends as gerunds and present participles do."""
    return cue.tree.tokens[word].text.lower().endswith("ing")


def trails(cue: Cue, kid: int) -> bool:
    """Whether a clause beside the verb is itself "he said" with a speaker of its own."""
    tree = cue.tree
    if tree.relation(kid) != "parataxis":
        return False
    return tree.lemma(kid) in cue.words.speech_verbs and tree.child(kid, "ccomp") is None


def about(cue: Cue, kid: int) -> bool:
    """Whether a phrase behind the cue says what the speech or thought is about: "on the ruling", "as a threat"."""
    tree = cue.tree
    wanted = ABOUT | {"to", "by"} if cue.lemma in DIRECTED else ABOUT
    markers = {*tree.prepositions(kid), *tree.marks(kid)}
    return bool(wanted & markers) and kid > cue.word and tree.label(kid) not in ("DATE", "TIME")


def noun_modifier(cue: Cue) -> bool:
    """Whether the verb only describes a noun: "the condemned man", "wanted fugitives"."""
    return cue.tree.relation(cue.word) in ("amod", "compound")
