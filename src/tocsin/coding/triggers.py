"""Which words report an event: every token is held against the lexicon, the most specific entry that fits wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tocsin.coding.arguments import Clause
from tocsin.coding.readings import alone, translated
from tocsin.coding.tree import Tree
from tocsin.lexicon import Entry, Lexicon, Words
from tocsin.ontology import Ontology
from tocsin.records import Act

PLACES = frozenset({"@place", "@territory"})
PEOPLE = frozenset({"@people", "@troops", "@armed", "@who"})
ACTOR_LABELS = frozenset({"PER", "ORG", "GPE", "NORP"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
PRONOUNS = frozenset("he she they we i you who him her them us it one someone somebody".split())
NOMINAL = {"NOUN": "noun", "PROPN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj"}


@dataclass(frozen=True, slots=True)
class Miss:
    """A word the lexicon knows whose entry did not fit here, with the constraint that failed first."""

    word: int
    entry: Entry
    reason: str

    @property
    def excludes(self) -> bool:
        """Whether something stands here that the entry rules out, rather than lacks what it asks for."""
        return rules_out(self.reason)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may report an event: the most specific entry that fits, those that do not, the model's reading."""

    word: int
    pos: str
    fit: Entry | None
    misses: tuple[Miss, ...]
    act: Act | None
    others: tuple[Entry, ...] = ()  # less specific entries that fit too
    near: float = 0.0  # the chance that a word beside it in the tree tells the fitting entry's event
    embeds: bool = False  # whether the likeliest event that the model reads speaks of other acts


def candidates(tree: Tree, lexicon: Lexicon, ontology: Ontology) -> Iterator[Candidate]:
    """Words of a sentence that the lexicon knows or in which the model reads an act, in text order."""
    acts = {act.index: translated(act, ontology) for act in tree.sentence.acts}
    for word, token in enumerate(tree.tokens):
        pos = NOMINAL.get(token.pos)
        act = acts.get(word)
        if pos is None or _inside_name(tree, word):
            continue
        fits, misses = _matched(tree, word, _entries(tree, word, pos, lexicon), lexicon)
        fit = fits[0] if fits else None
        if fit is None and act is not None:
            act = alone(act, ontology)
        if fit is not None or misses or act is not None:
            near = _beside(tree, word, fit.event, acts) if fit else 0.0
            embeds = act is not None and bool(act.chances) and ontology.events[act.chances[0][0]].embeds
            yield Candidate(word, fit.pos if fit else pos, fit, tuple(misses), act, tuple(fits[1:]), near, embeds)


def _beside(tree: Tree, word: int, event: str, acts: dict[int, Act]) -> float:
    """The chance that the word's governor or a word under it tells the event: "increased" of "presence increased"."""
    words = (tree.head(word), *tree.kids[word])
    return max((acts[w].chance(event) for w in words if w in acts), default=0.0)


def _entries(tree: Tree, word: int, pos: str, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The lexicon's entries of a word: by its lemma, a gerund also as a noun, a hyphened group, a participle."""
    token = tree.tokens[word]
    entries = tuple(e for lemma in tree.lemmas(word) for e in lexicon.find(pos, lemma))
    if pos == "verb" and token.text.lower().endswith("ing") and tree.child(word, "nsubj", "aux", "mark") is None:
        entries = (*lexicon.find("noun", token.text.lower()), *entries)
    if not entries and word in tree.joined:
        entries = lexicon.find("noun", tree.joined[word])
    if pos == "adj" and not entries and "VerbForm" in token.features:
        entries = lexicon.find("verb", tree.lemma(word))
    return entries


def _matched(tree: Tree, word: int, entries: tuple[Entry, ...], lexicon: Lexicon) -> tuple[list[Entry], list[Miss]]:
    """The entries that fit, most specific first, and those that do not."""
    fits: list[Entry] = []
    misses: list[Miss] = []
    for entry in entries:
        reason = failure(entry, Clause(tree, word, lexicon, pos=entry.pos))
        if reason is None:
            fits.append(entry)
        else:
            misses.append(Miss(word, entry, reason))
    return fits, misses


def _inside_name(tree: Tree, word: int) -> bool:
    """Whether the word is part of a longer name ("the Strike Brigade"), not a word of the report."""
    number = tree.entity_at.get(word)
    if number is None:
        return False
    entity = tree.sentence.entities[number]
    return entity.label in ("PER", "ORG", "GPE", "LOC", "FAC", "LAW", "PRODUCT") and entity.score > 0.5


def failure(entry: Entry, clause: Clause) -> str | None:
    """What the entry rules out and the clause has, else what it asks for and the clause lacks; None if all is met."""
    reasons = [reason for check in CHECKS if (reason := check(entry, clause)) is not None]
    return next((r for r in reasons if rules_out(r)), reasons[0] if reasons else None)


def rules_out(reason: str) -> bool:
    """Whether a reason names something that stands here and must not ("a modifier of heart")."""
    return reason.startswith(("a ", "an "))


def particle(entry: Entry, clause: Clause) -> str | None:
    """The verb stands with the entry's particle."""
    if not entry.particle:
        return None
    tree = clause.tree
    found = {tree.tokens[k].text.lower() for k in tree.children(clause.word, "compound:prt", "advmod", "obl")}
    after = clause.word + 1
    if after < len(tree.tokens):
        found.add(tree.tokens[after].text.lower())
    return None if found & entry.particle else f"no particle {_listed(entry.particle)}"


def modifier(entry: Entry, clause: Clause) -> str | None:
    """The noun has one of the entry's modifiers, and none it excludes."""
    if not entry.modifier and not entry.not_modifier:
        return None
    words = list(_modifiers(clause.tree, clause.word))
    if _any(entry.not_modifier, words, clause):
        return f"a modifier {_listed(entry.not_modifier)}"
    if entry.modifier and not _any(entry.modifier, words, clause):
        return f"no modifier {_listed(entry.modifier)}"
    return None


def _modifiers(tree: Tree, word: int) -> Iterator[int]:
    for kid in tree.children(word, "compound", "amod", "nmod:poss", "nummod", "det", "nmod", "flat"):
        if kid < word:
            yield kid
            yield from _modifiers(tree, kid)


def objects(entry: Entry, clause: Clause) -> str | None:
    """The deep object is one of the entry's words or classes, and none it excludes."""
    if not entry.object and not entry.not_object:
        return None
    found = clause.plain_objects()
    if (found and "any" in entry.not_object) or _all(entry.not_object, found, clause):
        return f"an object {_listed(entry.not_object)}"
    if entry.object and not _any(entry.object, found, clause):
        return f"no object {_listed(entry.object)}"
    return None


def subjects(entry: Entry, clause: Clause) -> str | None:
    """The deep subject is one of the entry's words or classes, and none it excludes."""
    if not entry.subject and not entry.not_subject:
        return None
    found = clause.slot("subject")
    if _all(entry.not_subject, found, clause):
        return f"a subject {_listed(entry.not_subject)}"
    if entry.subject and not _any(entry.subject, found, clause):
        return f"no subject {_listed(entry.subject)}"
    return None


def oblique(entry: Entry, clause: Clause) -> str | None:
    """Every preposition the entry asks for introduces one of its words; none it excludes does."""
    for preposition, words in entry.not_oblique:
        found = clause.obliques(preposition)
        if found and (not words or _any(words, found, clause)):
            return f"a '{preposition}' {_listed(words)}".rstrip()
    for preposition, words in entry.oblique:
        found = clause.obliques(preposition)
        if words:
            if not _any(words, found, clause):
                return f"no '{preposition}' {_listed(words)}"
        elif not found and not list(clause._prepositional(clause.word, preposition)):
            return f"no '{preposition}'"
    return None


def complement(entry: Entry, clause: Clause) -> str | None:
    """A clause depends on the word, headed by one of the entry's words where it names some."""
    if not entry.complement:
        return None
    found = clause.complements()
    if not found:
        return "no clause"
    if entry.complement_lemmas and not any(clause.lexicon.holds(entry.complement_lemmas, clause.tree.lemma(f)) for f in
                                           [c for f in found for c in clause.tree.coordinated(f)]):  # fmt: skip
        return f"no clause of {_listed(entry.complement_lemmas)}"
    return None


CHECKS = (particle, modifier, complement, oblique, objects, subjects)


def _any(words: Words, found: list[int], clause: Clause) -> bool:
    return any(matches(words, word, clause) for word in found)


def _all(words: Words, found: list[int], clause: Clause) -> bool:
    return bool(words) and bool(found) and all(matches(words, word, clause) for word in found)


QUANTITIES = frozenset(
    "hundred thousand dozen score ten lot number group handful majority rest last ton tonne remains pair couple part "
    "half some most many several one two three four five six million".split()
)


def counted(tree: Tree, word: int) -> int:
    """What a quantity counts: "gendarmes" of "hundreds of gendarmes"; any other word is itself."""
    if tree.lemma(word) in QUANTITIES:
        for kid in tree.children(word, "nmod"):
            if "of" in tree.prepositions(kid):
                return kid
    return word


def matches(words: Words, word: int, clause: Clause) -> bool:
    """Whether a word of the sentence, or what it counts, is one of the lexicon's words or classes."""
    inner = counted(clause.tree, word)
    return _matches(words, word, clause) or (inner != word and _matches(words, inner, clause))


def _matches(words: Words, word: int, clause: Clause) -> bool:
    tree = clause.tree
    lemma = tree.lemma(word)
    if any(clause.lexicon.holds(words, each) for each in chain(tree.lemmas(word), _told_apart(tree, word))):
        return True
    if tree.label(word) == "MONEY" or tree.tokens[word].pos == "SYM":
        return any(clause.lexicon.holds(words, money) for money in ("money", "million", "billion"))
    if "@actor" in words and actor_like(tree, word, clause.lexicon):
        return True
    if "@name" in words and tree.label(word) is not None:
        return True
    if words & PLACES and _place_like(tree, word, clause.lexicon, nouns="@place" in words):
        return True
    if not words & PEOPLE:
        return False
    if lemma in PRONOUNS or tree.tokens[word].text.lower() in PRONOUNS or tree.label(word) in ("PER", "NORP"):
        return True
    unnamed = tree.label(word) is None
    number = tree.tokens[word].pos == "NUM" and unnamed
    return "@people" in words and unnamed and (number or actor_like(tree, word, clause.lexicon))


def _told_apart(tree: Tree, word: int) -> Iterator[str]:
    """The word with each one before it that says which is meant: "aid worker" of "two foreign aid workers"."""
    for kid in tree.children(word, "compound", "amod"):
        if kid < word:
            yield from (f"{tree.lemma(kid)} {lemma}" for lemma in tree.lemmas(word))


def _place_like(tree: Tree, word: int, lexicon: Lexicon, *, nouns: bool) -> bool:
    """Whether a word names a place: a recognised one, an unknown proper noun, or (`nouns`) a noun of a place."""
    if tree.label(word) in PLACE_LABELS:
        return True
    if tree.label(word) is None and tree.tokens[word].pos == "PROPN":
        return True
    return nouns and lexicon.holds(frozenset({"@territory", "@buildings"}), tree.lemma(word))


def actor_like(tree: Tree, word: int, lexicon: Lexicon) -> bool:
    """Whether a noun names somebody who can act: a recognised name, a pronoun, or a noun of the actor classes."""
    if tree.label(word) in ACTOR_LABELS:
        return True
    lemma = tree.lemma(word)
    if lemma in PRONOUNS or tree.tokens[word].text.lower() in PRONOUNS:
        return lemma != "it"
    if any(lexicon.holds(ACTOR_CLASSES, each) for each in tree.lemmas(word)):
        return True
    inner = counted(tree, word)
    return inner != word and actor_like(tree, inner, lexicon)


ACTOR_CLASSES = frozenset({"@roles", "@people", "@troops", "@police", "@armed", "@institutions"})


def _listed(words: Words) -> str:
    shown = sorted(words)[:4]
    return "of " + ", ".join(shown) + (" …" if len(words) > 4 else "")
