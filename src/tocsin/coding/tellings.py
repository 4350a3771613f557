"""What the words of a sentence tell of people: who died, was hurt, held or moved. A rule a construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.coding.arguments import NOMINAL, Clause
from tocsin.coding.countwords import CountWords
from tocsin.coding.quantities import Phrases, Surely, people, run_on, share
from tocsin.coding.tree import RELATIVE, Tree
from tocsin.lexicon import Lexicon

Kinds = tuple[str, ...]
TELLING = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "INTJ"})  # what tells of people is one of these
REACH = 12  # words behind a verb in which the rest of a phrase is looked for
STOPS = (",", ";", ":", "—", "–", "-")
DEAD, DISPLACED = ("dead",), ("displaced",)


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells what became of people: their kind, and the heads of the phrases that name them."""

    rule: str
    kind: str
    word: int
    heads: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Passage:
    """A sentence with its acts: the word that tells each, and PLOVER's names for it ("COERCE", "COERCE.arrest")."""

    tree: Tree
    words: CountWords
    lexicon: Lexicon
    acts: Mapping[int, frozenset[str]]

    @cached_property
    def phrases(self) -> Phrases:
        """The noun phrases of the sentence."""
        return Phrases(self.tree, self.words, self.lexicon)

    @cached_property
    def told(self) -> tuple[Telling, ...]:
        """All that the words of the sentence tell of people: of each word, what the first rule reads."""
        words = [i for i, token in enumerate(self.tree.tokens) if token.pos in TELLING]
        read = (next((t for rule in RULES if (t := tuple(rule(self, word)))), ()) for word in words)
        return tuple(telling for tellings in read for telling in tellings)

    def clause(self, word: int, *, pos: str | None = None) -> Clause:
        """The participants of a word; what is inflected as a verb is one, however it is tagged."""
        features = self.tree.tokens[word].features
        inflected = "Mood=" in features or "VerbForm=Inf" in features or self.tree.tokens[word].text.endswith("ed")
        return Clause(self.tree, word, self.lexicon, pos=pos or ("verb" if inflected else None))

    def of(self, word: int) -> list[int]:
        """The heads of the of-phrases of a noun."""
        found = self.clause(word, pos="noun").obliques("of")
        return found or [k for k in self.tree.kids[word] if k > word and "of" in self.tree.prepositions(k)]

    def is_act(self, word: int, names: Iterable[str]) -> bool:
        """Whether the word tells an act of one of the names."""
        return not self.acts.get(word, frozenset()).isdisjoint(names)

    def tells(self, word: int) -> bool:
        """Whether the word tells of people."""
        return any(telling.word == word for telling in self.told)


def patients(passage: Passage, word: int) -> Iterator[Telling]:
    """Whom a verb is done to: "killed five", "two were abducted", "the officers detained in June", "shot dead"."""
    yield from _told(patients, passage, word, verb_kinds(passage, word), _done_to(passage, word))


def moved(passage: Passage, word: int) -> Iterator[Telling]:
    """People who are driven away: "forced 7,000 people from their homes", "drove them across the river"."""
    words = passage.words.tellings
    away = not words.moving_verbs.isdisjoint(forms(passage.tree, word)) and _followed(passage, word, words.moving_words)
    yield from _told(moved, passage, word, DISPLACED if away else (), _done_to(passage, word))


def dying(passage: Passage, word: int) -> Iterator[Telling]:
    """Who died or fled: "twelve people died", "families who fled"; "died with three guards" counts the guards."""
    tree = passage.tree
    kinds = _first(passage.words.kinds.subjects, forms(tree, word)) if tree.tokens[word].pos == "VERB" else ()
    if kinds:
        beside = passage.clause(word).obliques("with")
        if not people(passage.phrases, beside, Surely.PERSON):
            beside = [meant(tree, h) for h in passage.clause(word).subjects()]
        yield from _told(dying, passage, word, kinds, beside)


def victims_of(passage: Passage, word: int) -> Iterator[Telling]:
    """Whom an act told as a noun is done to: "the arrest of 12 students", "inflicted injuries on an officer"."""
    kinds = passage.words.kinds.nouns.get(_noun(passage.tree, word), ())
    if kinds and passage.tree.tokens[word].pos in ("NOUN", "PROPN", "VERB"):
        clause = passage.clause(word, pos="noun")
        yield from _told(victims_of, passage, word, kinds, passage.of(word) or clause.obliques("on"))


def counted_acts(passage: Passage, word: int) -> Iterator[Telling]:
    """The acts are counted for those they befell: "23 arrests", "two more deaths", "no injuries", "no casualties"."""
    noun, kinds = _noun(passage.tree, word), passage.words.kinds
    own = kinds.counted.get(noun, ()) or kinds.none.get(noun, ())
    if not own or passage.tree.tokens[word].pos not in ("NOUN", "PROPN"):
        return
    quantity = people(passage.phrases, [word], Surely.TOLD)
    if quantity and (quantity.high == 0 or noun not in kinds.none):
        yield from _told(counted_acts, passage, word, own, [word])


def lives(passage: Passage, word: int) -> Iterator[Telling]:
    """Lives that were lost, or those who lost theirs: "claimed 46 lives", "17 lost their lives"."""
    tree, words, verb = passage.tree, passage.words.tellings, passage.tree.head(word)
    if tree.lemma(word) not in words.lives or tree.relation(word) not in ("obj", "nsubj:pass", "conj"):
        return
    losers = passage.clause(verb).subjects() if tree.lemma(verb) in words.losing else []
    others = [k for k in tree.children(verb, "iobj", "obj") if k != word]
    places = [[word], losers, others, passage.of(word)]
    told = (h for h in places if people(passage.phrases, h, Surely.TOLD if h is places[0] else Surely.PERSON))
    yield from _told(lives, passage, word, DEAD, next(told, []))


def tolls(passage: Passage, word: int) -> Iterator[Telling]:
    """The toll of the dead: "the death toll rose to 34", "put the toll at 58", "the number of wounded reached 70"."""
    tree, phrases = passage.tree, passage.phrases
    poss = tree.child(word, "nmod:poss")
    kinds = _toll(passage, word)
    if not kinds or (poss is not None and tree.label(poss) == "DATE"):
        return
    end = next((i for i in range(word, len(tree.tokens)) if tree.tokens[i].text in STOPS), len(tree.tokens))
    numbers = [i for i in range(word, end) if i in phrases.amount_at]
    reached = [i for i in numbers if phrases.text(i - 1) in ("to", "at", "of")]
    yield from _told(tolls, passage, word, kinds, (reached or numbers)[:1])


def _toll(passage: Passage, word: int) -> Kinds:
    """Of what a noun gives the number: a toll of the dead, a number of what stands behind "of"."""
    words, phrases = passage.words, passage.phrases
    if passage.tree.lemma(word) in words.tellings.tolls:
        return DEAD
    if passage.tree.lemma(word) not in words.tellings.totals or phrases.text(word + 1) != "of":
        return ()
    behind = range(word + 2, word + 5)
    kinds = (words.kinds.states.get(phrases.text(i)) for i in behind)
    return next((found for found in kinds if found), ())


def states(passage: Passage, word: int) -> Iterator[Telling]:
    """A number with what became of them: "left 5 dead and 30 wounded", "seven people injured", "the six dead"."""
    tree, phrases = passage.tree, passage.phrases
    kinds = _state(passage, word)
    before = right_before(passage, word) if kinds else None
    surely = Surely.SINGLE if _left(tree, word) else Surely.TOLD
    if before is not None and tree.tokens[before].pos in NOMINAL and people(phrases, [before], surely):
        yield from _told(states, passage, word, kinds, [before])
    elif word in phrases.amount_at:
        yield from _told(states, passage, word, kinds, [word])


Rule = Callable[[Passage, int], Iterator[Telling]]
RULES: tuple[Rule, ...] = (patients, moved, dying, victims_of, counted_acts, lives, tolls, states)


def verb_kinds(passage: Passage, word: int) -> Kinds:
    """The kinds a verb tells of: by itself, with what follows it ("gun down", "shot dead"), or with the verb that it
    shares its object with ("shot and wounded").
    """
    tree, kinds, words = passage.tree, passage.words.kinds, passage.words.tellings
    if tree.tokens[word].pos not in ("VERB", "ADJ", "NOUN"):
        return ()
    own = forms(tree, word)
    fatal = not words.fatal_verbs.isdisjoint(own)
    if fatal and _followed(passage, word, words.fatal_words):
        return DEAD
    for rest, told in (pair for form in own for pair in kinds.phrasal.get(form, ())):
        if _followed(passage, word, (rest,)):
            return told
    found = _first(kinds.verbs, own)
    partner = _partner(tree, word) if fatal and not found else None
    return found if partner is None else _first(kinds.verbs, forms(tree, partner))


def _partner(tree: Tree, word: int) -> int | None:
    """The verb right behind "and" or "or" with which a verb shares its object."""
    behind = word + 2
    joined = behind < len(tree.tokens) and tree.tokens[word + 1].text in ("and", "or")
    return behind if joined and tree.tokens[behind].pos in ("VERB", "ADJ") and tree.head(behind) == word else None


def forms(tree: Tree, word: int) -> Kinds:
    """The lemma of a word, and what it would be if the parser had not got it wrong ("bludgeone", "chok", "wounded")."""
    lemma, text = tree.lemma(word), tree.tokens[word].text.lower()
    stems = (text.removesuffix("ed"), text.removesuffix("d")) if text == lemma and text.endswith("ed") else ()
    return (lemma, lemma.removesuffix("e"), f"{lemma}e", *stems)


def objects(passage: Passage, word: int) -> list[int]:
    """The deep objects of a verb, or a share of many ("1,200 of the 4,000"), which the parser takes for an oblique."""
    tree, phrases = passage.tree, passage.phrases
    if _detached(tree, word):
        return passage.clause(tree.head(word)).subjects()
    plain = [meant(tree, h) for h in passage.clause(word).plain_objects() if not _adjunct(passage, h)]
    if not plain and tree.relation(word) == "acl:relcl" and _own_subject(tree, word):
        return [tree.head(word)]
    shares = (k for k in tree.children(word, "obl") if tree.prepositions(k) == ("of",) and share(phrases, k))
    return [h for h in plain if h > word] or plain or list(shares)


def _adjunct(passage: Passage, head: int) -> bool:
    """Whether a preposition stands before a phrase that the parser took for an object."""
    cases = (k for k in passage.tree.children(head, "case") if k not in passage.phrases.bounds)
    return any(passage.phrases.text(k) != "of" for k in cases)


def _own_subject(tree: Tree, word: int) -> bool:
    """Whether a verb has a subject that is no relative pronoun: "the 500 police it has sent"."""
    subject = tree.child(word, "nsubj")
    return subject is not None and tree.tokens[subject].text.lower() not in RELATIVE


def _detached(tree: Tree, word: int) -> bool:
    """Whether a participle stands before the clause whose subject it is of: "Freed on Monday, the two thanked …"."""
    past = {"VerbForm=Part", "Tense=Past"} <= set(tree.tokens[word].features.split("|"))
    return past and tree.relation(word) == "advcl" and word < tree.head(word)


def meant(tree: Tree, head: int) -> int:
    """The noun right before a relative pronoun whose clause the parser hung elsewhere, else the head itself."""
    stray = head > 0 and tree.tokens[head].text.lower() in RELATIVE and tree.tokens[head - 1].pos in ("NOUN", "PROPN")
    return head - 1 if stray else head


def _told(rule: Rule, passage: Passage, word: int, kinds: Kinds, heads: Iterable[int]) -> Iterator[Telling]:
    """The tellings of a rule, where its phrases count anybody."""
    found = tuple(run_on(passage.phrases, heads)) if kinds else ()
    for kind in kinds if found else ():
        if people(passage.phrases, found, least(passage, kind, rule.__name__)):
            yield Telling(rule.__name__, kind, word, found)


def least(passage: Passage, kind: str, rule: str = "") -> Surely:
    """How sure it must be that people are meant: what kills and holds does so to people; a crowd has a number."""
    words = passage.words.bonds
    if kind in words.crowds:
        return Surely.TOLD
    return Surely.SINGLE if kind in words.persons and rule in (patients.__name__, states.__name__) else Surely.PERSON


def _done_to(passage: Passage, word: int) -> Iterator[int]:
    """The heads of a verb's patients; worked out only when asked for."""
    tree, clause = passage.tree, passage.clause(word)
    if clause.nominal:
        return
    if _numbered(passage, word):
        yield word - 1  # "500 killed and thousands injured"
        return
    found = objects(passage, word) or (passage.of(word) if gerund(tree, word) else [])
    if not found and tree.child(word, "aux:pass") is None:
        found = [passage.phrases.begun_at[word + 1]] if word + 1 in passage.phrases.begun_at else []
    yield from found or (clause.subjects() if _headlined(tree, word) else [])


def _numbered(passage: Passage, word: int) -> bool:
    """Whether a participle stands behind a number that counts nobody else: "thousands injured"."""
    tree, before = passage.tree, word - 1
    beyond = tree.relation(before) == "nummod" and tree.head(before) > word
    bare = tree.child(word, "obj") is None and not gerund(tree, word)
    return before in passage.phrases.amount_at and bare and not beyond


def _headlined(tree: Tree, word: int) -> bool:
    """Whether a verb without an object may be a passive without "was": "Opposition leader shot dead in Dhaka"."""
    token = tree.tokens[word]
    bare = tree.child(word, "aux", "aux:pass", "obj", "ccomp") is None
    return bare and "Tense=Past" in token.features and tree.child(word, "nsubj") == word - 1


def _state(passage: Passage, word: int) -> Kinds:
    """The kinds of a state, or of a participle that nothing else depends on as its subject or object."""
    tree, states = passage.tree, passage.words.kinds.states
    if tree.tokens[word].pos != "VERB":
        return states.get(passage.phrases.text(word), ())
    if tree.child(word, "obj") is not None:
        return ()
    participle = tree.child(word, "nsubj", "nsubj:pass", "aux") is None
    return states.get(passage.phrases.text(word), ()) or (verb_kinds(passage, word) if participle else ())


def right_before(passage: Passage, word: int) -> int | None:
    """The word before another, adverbs and auxiliaries between them aside."""
    before = word - 1
    while before > 0 and passage.tree.tokens[before].pos in ("ADV", "AUX") and before not in passage.phrases.amount_at:
        before -= 1
    return before if before >= 0 else None


def _left(tree: Tree, word: int) -> bool:
    """Whether somebody is left in the state: only there a single person counts ("left a guard dead")."""
    return any(tree.lemma(i) == "leave" for i in range(max(0, word - 6), word))


def _followed(passage: Passage, word: int, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands behind a verb, in its clause."""
    tokens = passage.tree.tokens
    for i in range(word + 1, min(word + 1 + REACH, len(tokens))):
        if tokens[i].text in STOPS:
            return False
        for phrase in phrases:
            parts = phrase.split()
            if [t.text.lower() for t in tokens[i : i + len(parts)]] == parts or tokens[i].lemma == phrase:
                return True
        if tokens[i].pos == "VERB" and tokens[i].relation != "conj" and i > word + 1:
            return False
    return False


def gerund(tree: Tree, word: int) -> bool:
    """Whether a word is an ing-form."""
    return tree.tokens[word].text.lower().endswith("ing")


def _noun(tree: Tree, word: int) -> str:
    return tree.tokens[word].text.lower() if gerund(tree, word) else tree.lemma(word)


def _first(kinds: Mapping[str, Kinds], own: Iterable[str]) -> Kinds:
    return next((kinds[form] for form in own if form in kinds), ())
