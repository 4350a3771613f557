"""How many: the people that a sentence counts as dead, hurt, held or moved, and the act that each count belongs to.

What a word tells of people (`TELLINGS`) is read once for the sentence; a bond (`BONDS`) ties it to an act. Forces and crowds
that an actor counts as his own are read at the act itself (`OWN`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.coding.arguments import Clause
from tocsin.coding.countwords import CountWords
from tocsin.coding.quantities import Phrases, Quantity, people
from tocsin.coding.tree import CLAUSES, Tree
from tocsin.lexicon import Lexicon
from tocsin.ontology import EventType
from tocsin.records import Count, Mention

NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nummod", "amod", "appos", "compound", "det"})
LOOSE = frozenset({"advcl", "conj", "parataxis", "acl", "acl:relcl", "xcomp", "ccomp", "list", "dep"})
TROOPS, PROTESTERS = "troops", "protesters"


@dataclass(frozen=True, eq=False)
class Passage:
    """A sentence with its acts: the word that tells each, and the names that PLOVER has for it (see `plover_names`)."""

    tree: Tree
    words: CountWords
    lexicon: Lexicon
    acts: Mapping[int, frozenset[str]]
    phrases: Phrases = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", Phrases(self.tree, self.words, self.lexicon))

    def clause(self, word: int) -> Clause:
        """The participants of a word."""
        return Clause(self.tree, word, self.lexicon)

    def is_act(self, word: int, names: Iterable[str]) -> bool:
        """Whether the word tells an act of one of the names."""
        return not self.acts.get(word, frozenset()).isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells what became of people: their kind, and the heads of the phrases that name them."""

    rule: str
    kind: str
    word: int
    heads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of an act and the rule that read it."""

    rule: str
    count: Count


def plover_names(event: EventType, mode: str | None) -> frozenset[str]:
    """The readings of the network that tell this event, or it in this mode: "COERCE", "COERCE.arrest"."""
    told = [reading for reading, own in event.reads.items() if own in (None, mode)]
    return frozenset(f"{name}.{own}" if own else name for name, own in told) | {name for name, _ in told}


def counts(
    passage: Passage, word: int, actors: Sequence[Mention], recipients: Sequence[Mention]
) -> tuple[Counted, ...]:
    """The counts of the act that `word` tells, each once."""
    found: dict[tuple[str, str, int, int | None], Counted] = {}
    for telling in told(passage):
        if any(bond(passage, telling, word) for bond in BONDS) or nearest(passage, telling, word):
            for counted in _sided(passage, telling, word, actors):
                found.setdefault(_key(counted.count), counted)
    for rule in OWN:
        for counted in rule(passage, word, actors, recipients):
            if not any(c.count.kind == counted.count.kind for c in found.values()):
                found.setdefault(_key(counted.count), counted)
    return tuple(found.values())


def _key(count: Count) -> tuple[str, str, int, int | None]:
    return count.kind, count.side, count.low, count.high


def _sided(passage: Passage, telling: Telling, word: int, actors: Sequence[Mention]) -> Iterator[Counted]:
    """What a telling counts, those of the actor apart from the others."""
    tree = passage.tree
    struck = [h for h in telling.heads if telling.word == word or not _strikes(tree, h, actors, passage.words)]
    for side, heads in (("recipient", struck), ("actor", [h for h in telling.heads if h not in struck])):
        quantity = people(passage.phrases, heads)
        if quantity:
            yield Counted(telling.rule, _count(telling.kind, side, quantity))


def _strikes(tree: Tree, head: int, actors: Sequence[Mention], words: CountWords) -> bool:
    lemma = tree.lemma(head)
    return lemma in words.bonds.attackers or any(a.head != head and tree.lemma(a.head) == lemma for a in actors)


def _count(kind: str, side: str, quantity: Quantity) -> Count:
    return Count(kind, side, quantity.low, quantity.high, quantity.span)


# --------------------------------------------------------------------------- what words tell of people


def told(passage: Passage) -> list[Telling]:
    """All that the words of a sentence tell of people."""
    found: list[Telling] = []
    for word in range(len(passage.tree.tokens)):
        for rule in TELLINGS:
            tellings = list(rule(passage, word))
            if tellings:
                found += tellings
                break
    return found


def _told(rule: Callable[..., object], kinds: Iterable[str], word: int, heads: Sequence[int]) -> Iterator[Telling]:
    if heads:
        yield from (Telling(rule.__name__, kind, word, tuple(heads)) for kind in kinds)


def patients(passage: Passage, word: int) -> Iterator[Telling]:
    """Whom a verb is done to: "killed five", "two were abducted", "the officers detained in June", "gun down"."""
    tree, kinds = passage.tree, passage.words.kinds.verbs
    if tree.tokens[word].pos not in ("VERB", "ADJ", "NOUN") or not (own := _of_verb(passage, word, kinds)):
        return
    clause = passage.clause(word)
    if clause.nominal:
        return
    heads = clause.plain_objects() or (clause.obliques("of") if _gerund(tree, word) else [])
    yield from _told(patients, own, word, heads)


def _of_verb(passage: Passage, word: int, kinds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The kinds of a verb by itself, with its particle, or with the word that makes it fatal."""
    tree, words = passage.tree, passage.words.tellings
    lemma = tree.lemma(word)
    particle = tree.child(word, "compound:prt", "advmod")
    if particle is not None and (found := kinds.get(f"{lemma} {passage.phrases.text(particle)}")):
        return found
    if lemma in words.fatal_verbs and _followed(tree, word, words.fatal_words):
        return ("dead",)
    if lemma in words.moving_verbs and _followed(tree, word, words.moving_words):
        return ("displaced",)
    return kinds.get(lemma, ())


def _followed(tree: Tree, word: int, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands behind a verb, in its clause."""
    for i in range(word + 1, min(word + 13, len(tree.tokens))):
        token = tree.tokens[i]
        if token.text in (",", ";", ":", "—", "–") or (token.pos == "VERB" and token.relation != "conj" and i > word + 1):
            return any(p in ("flee", "leave") and token.lemma == p for p in phrases)
        rest = " ".join(t.text.lower() for t in tree.tokens[i : i + 2])
        if any(rest == p or token.text.lower() == p for p in phrases):
            return True
    return False


def _gerund(tree: Tree, word: int) -> bool:
    return tree.tokens[word].text.lower().endswith("ing")


def dying(passage: Passage, word: int) -> Iterator[Telling]:
    """Who died or fled: "twelve people died", "families who fled"."""
    tree = passage.tree
    kinds = passage.words.kinds.subjects.get(tree.lemma(word), ())
    if kinds and tree.tokens[word].pos == "VERB":
        yield from _told(dying, kinds, word, passage.clause(word).subjects())


def victims_of(passage: Passage, word: int) -> Iterator[Telling]:
    """Whom an act told as a noun is done to: "the arrest of 12 students", "the deaths of two guards"."""
    tree = passage.tree
    kinds = passage.words.kinds.nouns.get(_noun(tree, word), ())
    if kinds and tree.tokens[word].pos in ("NOUN", "PROPN", "VERB"):
        yield from _told(victims_of, kinds, word, Clause(tree, word, passage.lexicon, pos="noun").obliques("of"))


def _noun(tree: Tree, word: int) -> str:
    text = tree.tokens[word].text.lower()
    return text if text.endswith("ing") else tree.lemma(word)


def counted_acts(passage: Passage, word: int) -> Iterator[Telling]:
    """The acts are counted for those they befell: "23 arrests", "two more deaths", "no injuries", "no casualties"."""
    tree, kinds = passage.tree, passage.words.kinds
    if tree.tokens[word].pos not in ("NOUN", "PROPN"):
        return
    own = kinds.counted.get(_noun(tree, word), ()) or kinds.none.get(_noun(tree, word), ())
    quantity = people(passage.phrases, [word], singly=False) if own else None
    if quantity and (quantity.high == 0 or tree.lemma(word) not in kinds.none):
        yield from _told(counted_acts, own, word, [word])


def states(passage: Passage, word: int) -> Iterator[Telling]:
    """A number with what became of them: "left 5 dead and 30 wounded", "seven people injured", "the six dead"."""
    tree, phrases = passage.tree, passage.phrases
    kinds = passage.words.kinds.states.get(phrases.text(word), ())
    if not kinds or (tree.tokens[word].pos == "VERB" and tree.child(word, "obj") is not None):
        return
    before = word - 1
    while before > 0 and tree.tokens[before].pos in ("ADV", "AUX") and before not in phrases.amount_at:
        before -= 1
    noun = before >= 0 and tree.tokens[before].pos in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
    if before in phrases.amount_at or (noun and people(phrases, [before], singly=_left(tree, word))):
        yield from _told(states, kinds, word, [before])
    elif word in phrases.amount_at:
        yield from _told(states, kinds, word, [word])


def _left(tree: Tree, word: int) -> bool:
    """Whether somebody is left in the state: only there a single person counts ("left a guard dead")."""
    return any(tree.lemma(i) == "leave" for i in range(max(0, word - 6), word))


def tolls(passage: Passage, word: int) -> Iterator[Telling]:
    """The toll of the dead: "the death toll rose to 34", "a death toll of 12", "put the toll at 58"."""
    tree, phrases = passage.tree, passage.phrases
    if tree.lemma(word) not in passage.words.tellings.tolls:
        return
    verb = tree.head(word)
    places = list(tree.children(word, "nmod", "nummod"))
    if verb >= 0:
        places += [k for k in tree.children(verb, "obj", "obl", "nummod", "xcomp", "advmod") if k != word]
        places += [verb]
    numbers = [p for p in places if p in phrases.amount_at]
    to = [n for n in numbers if {"to", "at", "of"} & set(tree.prepositions(n))]
    yield from _told(tolls, ("dead",), word, (to or numbers)[:1])


def lives(passage: Passage, word: int) -> Iterator[Telling]:
    """Lives that an act cost and those who lost theirs: "claimed 46 lives", "17 soldiers lost their lives"."""
    tree, words = passage.tree, passage.words.tellings
    if tree.lemma(word) not in words.lives or tree.relation(word) not in ("obj", "nsubj:pass", "conj"):
        return
    if people(passage.phrases, [word], singly=False):
        yield from _told(lives, ("dead",), word, [word])
    elif tree.lemma(tree.head(word)) in words.losing:
        yield from _told(lives, ("dead",), word, passage.clause(tree.head(word)).subjects())
    else:
        yield from _told(lives, ("dead",), word, Clause(tree, word, passage.lexicon, pos="noun").obliques("of"))


# --------------------------------------------------------------------------- whose count it is


def same_word(passage: Passage, telling: Telling, word: int) -> bool:
    """The word that tells the act tells it: "killed five", "23 arrests"."""
    return telling.word == word


def outcome(passage: Passage, telling: Telling, word: int) -> bool:
    """It is what came of the act, told under its verb: "attacked …, killing five", "opened fire, with 34 dead"."""
    if telling.word == word or not _suffered(passage, telling, word):
        return False
    return _climbs_to(passage, telling.word, _bearers(passage, word))


def _suffered(passage: Passage, telling: Telling, word: int) -> bool:
    """Whether the act is of force, and what is told harm; held or taken people only where no act of its own tells it."""
    words = passage.words.bonds
    harm = telling.kind in words.harms or telling.word not in passage.acts
    return harm and passage.is_act(word, words.suffered)


def _bearers(passage: Passage, word: int) -> set[int]:
    """The act's word with the verbs that carry it and tell no act themselves: "opened fire", "began shelling"."""
    tree, bearers, node = passage.tree, {word}, word
    while tree.relation(node) in ("obj", "xcomp", "nsubj:pass") and tree.head(node) >= 0:
        node = tree.head(node)
        if node in passage.acts:
            break
        bearers.add(node)
    return bearers


def _climbs_to(passage: Passage, word: int, bearers: set[int]) -> bool:
    """Whether one of the words stands above, with no other act of force between them."""
    tree, node = passage.tree, word
    while (up := tree.head(node)) >= 0:
        relation = tree.relation(node)
        beside = relation == "conj" and node in passage.acts and up in passage.acts
        if up in bearers:
            return relation in LOOSE | NOMINAL and not beside
        if up in passage.acts and not beside and passage.is_act(up, passage.words.bonds.suffered) and not _harms(passage, up):
            return False
        node = up
    return False


def _harms(passage: Passage, word: int) -> bool:
    return bool(_of_verb(passage, word, passage.words.kinds.verbs))


def doer(passage: Passage, telling: Telling, word: int) -> bool:
    """The act is what did it, or in which it was done: "the attack killed nine", "were killed in an ambush"."""
    tree = passage.tree
    if telling.word == word or not _suffered(passage, telling, word):
        return False
    verbs = _above(tree, telling.word)
    node, steps = word, 0
    while tree.relation(node) in NOMINAL | {"conj"} and steps < 4:
        up = tree.head(node)
        if tree.relation(node) in ("obl", "nmod") and not set(tree.prepositions(node)) & passage.words.bonds.within:
            return False
        if up in verbs:
            return tree.relation(node) != "conj"
        node, steps = up, steps + 1
    return False


def _above(tree: Tree, word: int) -> set[int]:
    """The word and those above it up to the verb of its clause, and the verbs that this one goes on from."""
    found, node = {word}, word
    while tree.head(node) >= 0 and (tree.relation(node) in NOMINAL | {"xcomp", "conj", "nsubj"} or node == word):
        if tree.tokens[node].pos == "VERB" and tree.relation(node) not in ("conj", "xcomp"):
            break
        node = tree.head(node)
        found.add(node)
    return found


def moment(passage: Passage, telling: Telling, word: int) -> bool:
    """It happened as the act was done: "twelve died when rebels attacked", "seven dead as gunmen storm a hotel"."""
    tree = passage.tree
    if telling.word == word or not _suffered(passage, telling, word):
        return False
    above = _above(tree, telling.word)
    for bearer in _bearers(passage, word):
        if tree.relation(bearer) == "advcl" and set(tree.marks(bearer)) | _adverbs(tree, bearer) & passage.words.bonds.when:
            if (set(tree.marks(bearer)) | _adverbs(tree, bearer)) & passage.words.bonds.when and tree.head(bearer) in above:
                return True
    return False


def _adverbs(tree: Tree, word: int) -> set[str]:
    return {tree.tokens[k].text.lower() for k in tree.children(word, "advmod")}


def relative(passage: Passage, telling: Telling, word: int) -> bool:
    """A clause on the act tells it: "the ambush in which eleven died", "a raid that left two dead"."""
    tree = passage.tree
    if telling.word == word or not _suffered(passage, telling, word):
        return False
    return any(tree.relation(w) in ("acl", "acl:relcl") and tree.head(w) == word for w in _above(tree, telling.word))


def nearest(passage: Passage, telling: Telling, word: int) -> bool:
    """Harm that is tied to no act belongs to the nearest act of force, before it or else behind it."""
    bonds, tree = passage.words.bonds, passage.tree
    if telling.word in passage.acts or telling.kind not in bonds.harms or tree.relation(telling.word) == "amod":
        return False
    forceful = [w for w in passage.acts if passage.is_act(w, bonds.suffered)]
    if word not in forceful or any(bond(passage, telling, w) for w in forceful for bond in BONDS):
        return False
    return word == min(forceful, key=lambda w: abs(w - telling.word) + (1000 if w > telling.word else 0))


# --------------------------------------------------------------------------- what an actor counts as his own


def _at_sides(passage: Passage, word: int, mentions: Sequence[Mention], objects: bool) -> list[int]:
    """The heads of the mentions, and of the objects that none of them covers."""
    clause = passage.clause(word)
    nominal = clause.nominal
    heads = [m.head for m in mentions]
    more = (clause.slot("of") if nominal else clause.plain_objects()) if objects else []
    return [*(h for h in more if h not in heads), *heads]


def recipients(
    passage: Passage, word: int, actors: Sequence[Mention], recipients_: Sequence[Mention]
) -> Iterator[Counted]:
    """Those to whom an act of such a kind is done, whatever word tells it: "three presenters were picked up"."""
    kinds = passage.words.kinds.acts
    for name in sorted(passage.acts[word]):
        for kind in kinds.get(name, ()):
            if kind not in (TROOPS, PROTESTERS):
                objects = passage.clause(word).plain_objects() if not passage.clause(word).nominal else []
                heads = objects or [m.head for m in recipients_]
                quantity = people(passage.phrases, heads) or people(passage.phrases, [m.head for m in recipients_])
                if quantity:
                    yield Counted("recipients", _count(kind, "recipient", quantity))


def own_forces(
    passage: Passage, word: int, actors: Sequence[Mention], recipients_: Sequence[Mention]
) -> Iterator[Counted]:
    """Forces that an actor moves are his own, though they are the object: "sent 500 soldiers", "2,000 troops left"."""
    if not any(TROOPS in passage.words.kinds.acts.get(name, ()) for name in passage.acts[word]):
        return
    clause = passage.clause(word)
    places = [
        clause.plain_objects() if not clause.nominal else clause.slot("of"),
        [] if clause.nominal else clause.subjects(),
        [m.head for m in (*actors, *recipients_)],
    ]
    for heads in places:
        forces = [h for h in heads if passage.tree.lemma(h) in passage.words.own.forces or h in passage.phrases.amount_at or passage.phrases.is_group(h)]
        quantity = people(passage.phrases, forces, singly=False)
        if quantity:
            yield Counted("own_forces", _count(TROOPS, "actor", quantity))
            return


def bodies(
    passage: Passage, word: int, actors: Sequence[Mention], recipients_: Sequence[Mention]
) -> Iterator[Counted]:
    """Troops that act as a body: "some 500 police stormed the camp"; a few soldiers are persons, no force."""
    heads = [m.head for m in actors if passage.tree.lemma(m.head) in passage.words.own.bodies]
    quantity = people(passage.phrases, heads, singly=False)
    if quantity and quantity.low >= passage.words.squad and not passage.is_act(word, {"PROTEST"}):
        yield Counted("bodies", _count(TROOPS, "actor", quantity))


def crowd(
    passage: Passage, word: int, actors: Sequence[Mention], recipients_: Sequence[Mention]
) -> Iterator[Counted]:
    """The people of a protest: who protests, joins it or is drawn by it ("a rally of 2,000", "drew thousands")."""
    tree, words = passage.tree, passage.words.own
    if not any(PROTESTERS in passage.words.kinds.acts.get(name, ()) for name in passage.acts[word]):
        return
    clause = passage.clause(word)
    places = [[m.head for m in actors]]
    if tree.lemma(word) in words.crowd or passage.phrases.is_group(word):
        places.append([word])
    if clause.nominal:
        places += [clause.obliques("of"), clause.obliques("by")]
        verb = next((v for v in sorted(_above(tree, word) - {word}) if tree.tokens[v].pos in ("VERB", "AUX")), None)
        if verb is not None and tree.lemma(verb) in words.joins:
            places.append(passage.clause(verb).subjects())
        if verb is not None and tree.lemma(verb) in words.draws:
            places.append(passage.clause(verb).plain_objects())
    else:
        places.append(clause.subjects())
    for heads in places:
        quantity = people(passage.phrases, heads, singly=False)
        if quantity:
            yield Counted("crowd", _count(PROTESTERS, "actor", quantity))
            return


Tells = Callable[[Passage, int], Iterator[Telling]]
Binds = Callable[[Passage, Telling, int], bool]
Counts = Callable[[Passage, int, Sequence[Mention], Sequence[Mention]], Iterator[Counted]]
TELLINGS: tuple[Tells, ...] = (patients, dying, victims_of, counted_acts, lives, tolls, states)
BONDS: tuple[Binds, ...] = (same_word, outcome, doer, moment, relative)
OWN: tuple[Counts, ...] = (recipients, own_forces, bodies, crowd)
