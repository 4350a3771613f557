"""How many people a noun phrase names: a rule a construction, the first that speaks is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from tocsin.coding.countwords import CountWords
from tocsin.coding.numbers import Amount, amounts
from tocsin.coding.tree import Tree
from tocsin.lexicon import Lexicon
from tocsin.records import Span

PEOPLE = frozenset({"@people", "@police", "@armed", "@roles"})
PERSONS = PEOPLE | {"@institutions"}
NO_PEOPLE = frozenset(
    {"@buildings", "@weapons", "@territory", "@aid", "@pacts", "@measures", "@written", "@talks", "@ties", "@rights"}
)
NAMES = frozenset({"GPE", "ORG", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "DATE", "TIME", "MONEY"})
MODIFIERS = frozenset({"nummod", "amod", "compound", "advmod", "det"})
HYPHENS = ("-", "‑")
NAMELESS = frozenset({"DATE", "TIME", "MONEY"})


class Surely(IntEnum):
    """How sure it is that people are meant: a number is told of them, a noun names a person, or some noun is single."""

    SINGLE = 1
    PERSON = 2
    TOLD = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many people, `high` None where it is open, and the words that say so."""

    low: int
    high: int | None
    span: Span
    surely: Surely = Surely.TOLD

    def __add__(self, other: Quantity) -> Quantity:
        high = None if self.high is None or other.high is None else self.high + other.high
        span = Span(min(self.span.start, other.span.start), max(self.span.end, other.span.end))
        return Quantity(self.low + other.low, high, span, max(self.surely, other.surely))


@dataclass(frozen=True, eq=False)
class Phrases:
    """The noun phrases of a sentence as they count people."""

    tree: Tree
    words: CountWords
    lexicon: Lexicon

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The endings of nouns that name persons."""
        return tuple(self.words.phrases.endings)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The numbers of the sentence, their characters counted from its first word."""
        text, tokens = "", self.tree.tokens
        for token in tokens:
            text = text.ljust(token.span.start - tokens[0].span.start) + token.text
        return amounts(text, self.words.numbers)

    @cached_property
    def amount_at(self) -> dict[int, Amount]:
        """Words to the number that they are part of, its bounds aside; dates, hours and ages are none."""
        found: dict[int, Amount] = {}
        for amount in self.amounts:
            inside = self._words(amount.number, amount.end)
            if not self._aged(inside[-1]) and not self._dated(inside):
                found |= dict.fromkeys(inside, amount)
        return found

    @cached_property
    def begun_at(self) -> dict[int, int]:
        """The word at which a number begins, its bounds among it, to the word that the number counts."""
        found = {}
        for last, amount in self.amount_at.items():
            head = self.tree.head(last)
            counts = self.tree.relation(last) in MODIFIERS and last < head < last + 7
            found[self._words(amount.start, amount.end)[0]] = head if counts else last
        return found

    @cached_property
    def bounds(self) -> frozenset[int]:
        """The words that bound a number: "up to", "at least"."""
        return frozenset(i for a in self.amounts for i in self._words(a.start, a.end) if i not in self.amount_at)

    def _words(self, start: int, end: int) -> list[int]:
        base = self.tree.tokens[0].span.start
        return [i for i, t in enumerate(self.tree.tokens) if t.span.start < base + end and base + start < t.span.end]

    def _dated(self, inside: list[int]) -> bool:
        """Whether the number is part of a date, an hour or a sum; a number word alone is none."""
        tree = self.tree
        if tree.label(inside[0]) not in NAMELESS:
            return False
        entity = tree.sentence.entities[tree.entity_at[inside[0]]]
        return len(inside) < entity.last - entity.first + 1 or tree.tokens[inside[0]].text.isdigit()

    def _aged(self, last: int) -> bool:
        """Whether the number is an age or a length of time: "17-year-old", "10-day"."""
        rest = self.following(last, 2)
        return bool(rest) and rest[-1] in self.words.phrases.ages and (len(rest) == 1 or rest[0] in HYPHENS)

    def following(self, word: int, count: int) -> list[str]:
        """The lemmas of up to so many words behind a word, a hyphen among them."""
        return [self.tree.lemma(i) for i in range(word + 1, min(word + 1 + count, len(self.tree.tokens)))]

    def text(self, word: int) -> str:
        """The word in lower case, nothing where there is none."""
        return self.tree.tokens[word].text.lower() if 0 <= word < len(self.tree.tokens) else ""

    def span(self, head: int, amount: Amount | None = None) -> Span:
        """The phrase of a head with the bounds of its number."""
        first, last = self.tree.phrase(head)
        whole = self.tree.span(first, last)
        if amount is None:
            return whole
        base = self.tree.tokens[0].span.start
        return Span(min(whole.start, base + amount.start), max(whole.end, base + amount.end))

    def quantity(self, head: int, amount: Amount) -> Quantity:
        """A number as the quantity of the phrase it stands in."""
        return Quantity(amount.low, amount.high, self.span(head, amount))

    def counts_things(self, head: int) -> bool:
        """Whether what the phrase names is no people."""
        tree = self.tree
        if head in self.amount_at:
            parts = [k for k in tree.children(head, "nmod", "obl") if "of" in tree.prepositions(k)]
            return any(self.is_thing(k) for k in parts)
        return (tree.label(head) in NAMELESS and not self.is_aged(head)) or self.is_thing(head)

    def is_aged(self, head: int) -> bool:
        """Whether an age stands for a person: "a 17-year-old"."""
        return (
            self.text(head) == "old"
            and self.text(head - 1) in HYPHENS
            and "Plur" not in self.tree.tokens[head].features
        )

    def is_thing(self, head: int) -> bool:
        """Whether the noun names no people."""
        lemma = self.tree.lemma(head)
        inanimate = self.lexicon.holds(NO_PEOPLE, lemma) and not self.lexicon.holds(PEOPLE, lemma)
        return lemma in self.words.phrases.things or (inanimate and not self.is_group(head))

    def is_group(self, head: int) -> bool:
        """Whether the noun holds many people: "crowd", "contingent"."""
        return self.tree.lemma(head) in self.words.phrases.groups

    def is_mass(self, head: int) -> bool:
        """Whether the noun holds many people and a number before it counts them all the same: "1,200 police"."""
        return self.tree.lemma(head) in self.words.phrases.mass

    def inclusive(self, head: int) -> bool:
        """Whether a phrase tells whom those before it include: "…, including four children"."""
        first, _ = self.tree.phrase(head)
        return not self.words.phrases.inclusive.isdisjoint(self.text(i) for i in range(first - 2, first + 1))


def people(phrases: Phrases, heads: Iterable[int], least: Surely = Surely.PERSON) -> Quantity | None:
    """The people that coordinated phrases name together, each as surely as `least`; None where nobody is counted.

    A plural without a number shares that of the phrase before it ("2,000 police and soldiers").
    """
    total: Quantity | None = None
    for head in _apart(phrases, list(heads)):
        found = how_many(phrases, head)
        if found is not None and found.surely >= least and not (total and total.span.overlaps(found.span)):
            total = found if total is None else total + found
    return total


def _apart(phrases: Phrases, heads: list[int]) -> Iterator[int]:
    """The heads without those that are among the others or behind another verb ("killed 3 and injured 10 others")."""
    for place, head in enumerate(heads):
        between = range(heads[place - 1] + 1, head) if place else range(0)
        verbs = (i for i in between if phrases.tree.lemma(i) in phrases.words.kinds.verbs)
        other = any(phrases.text(i - 1) in (",", "and", "but") for i in verbs)
        if not other and not (place and phrases.inclusive(head)):
            yield head


def run_on(phrases: Phrases, heads: Iterable[int]) -> list[int]:
    """The heads, and a numbered phrase right behind them that the parser joined elsewhere: "… and two cooks"."""
    found = list(heads)
    behind = phrases.tree.phrase(found[-1])[1] + 2 if found else 0
    more = phrases.begun_at.get(behind) if phrases.text(behind - 1) == "and" else None
    if more is None or more in found or phrases.tree.relation(more) != "conj":
        return found
    return found if phrases.text(more + 1) in phrases.words.kinds.states else [*found, more]


def how_many(phrases: Phrases, head: int) -> Quantity | None:
    """The people that one phrase names, by the first rule that speaks."""
    if phrases.counts_things(head):
        return None
    return next((found for rule in RULES if (found := rule(phrases, head)) is not None), None)


def nobody(phrases: Phrases, head: int) -> Quantity | None:
    """There was nobody: "no civilians", "nobody", "none of them", "not a single soldier", "without any casualties"."""
    tree, words = phrases.tree, phrases.words.phrases
    first, _ = tree.phrase(head)
    texts = {phrases.text(head), *(phrases.text(k) for k in tree.children(head, "det", "advmod"))}
    if texts & words.nobody or phrases.text(first - 1) in words.nobody:
        return Quantity(0, 0, phrases.span(head))
    governor = tree.head(head)
    if texts & words.anybody and governor >= 0 and _denied(phrases, governor):
        return Quantity(0, 0, phrases.span(head))
    if phrases.text(first - 1) == "not" and any(phrases.text(k) == "single" for k in tree.children(head, "amod")):
        return Quantity(0, 0, phrases.span(head))
    reports = tree.relation(head) == "nmod" and phrases.text(governor - 1) in words.nobody
    return Quantity(0, 0, phrases.span(head)) if reports and "of" in tree.prepositions(head) else None


def _denied(phrases: Phrases, verb: int) -> bool:
    """Whether a verb stands under "not" or "without"."""
    tree = phrases.tree
    said = {tree.lemma(k) for k in tree.kids[verb]} | {phrases.text(k) for k in tree.kids[verb]}
    return bool(said & {"not", "n't", "without", "never", "neither", "nor"})


def bare_number(phrases: Phrases, head: int) -> Quantity | None:
    """The number stands for those it counts: "killing six", "hundreds of women", "three of his directors"."""
    amount = phrases.amount_at.get(head)
    if amount is None or (phrases.text(head) == "one" and not _one(phrases, head)):
        return None
    excepted = (phrases.text(head - 2), phrases.text(head - 1)) == ("all", "but")
    return None if excepted else phrases.quantity(head, amount)


def _one(phrases: Phrases, head: int) -> bool:
    """Whether "one" counts: not in "a Chinese one" and "one another"."""
    return phrases.tree.child(head, "det", "amod") is None and phrases.text(head + 1) != "another"


def share(phrases: Phrases, head: int) -> Quantity | None:
    """So many of a larger number: "1,200 of the 4,000 troops"."""
    first, _ = phrases.tree.phrase(head)
    of = next((i for i in (first - 1, first) if phrases.text(i) == "of"), None)
    if of is None:
        return None
    amount = phrases.amount_at.get(of - 2 if phrases.text(of - 1) == "out" else of - 1)
    return phrases.quantity(head, amount) if amount else None


def size_of_group(phrases: Phrases, head: int) -> Quantity | None:
    """The size of a group: "a crowd of 5,000", "a 3,000-strong force", "a group of thirty teachers"."""
    tree = phrases.tree
    if not phrases.is_group(head) and not phrases.is_mass(head):
        return None
    first, _ = tree.phrase(head)
    for i in range(first, head):
        if (amount := phrases.amount_at.get(i)) and _sized(phrases, i):
            return phrases.quantity(head, amount)
    for part in tree.children(head, "nmod"):
        if "of" in tree.prepositions(part) and not phrases.counts_things(part):
            found = bare_number(phrases, part) or share(phrases, part) or counted_noun(phrases, part)
            if found:
                return Quantity(found.low, found.high, phrases.span(head))
    return None


def _sized(phrases: Phrases, word: int) -> bool:
    rest = phrases.following(word, 2)
    return len(rest) == 2 and rest[0] in HYPHENS and rest[1] in phrases.words.phrases.sizes


def counted_noun(phrases: Phrases, head: int) -> Quantity | None:
    """The number before the noun: "at least 300 herders", "his country's 5,000 soldiers"."""
    if phrases.is_group(head) and not phrases.is_mass(head):
        return None
    first, _ = phrases.tree.phrase(head)
    for i in (*range(first, head), first - 1, *phrases.tree.children(head, "nummod")):
        if (amount := phrases.amount_at.get(i)) and not _sized(phrases, i):
            return phrases.quantity(head, amount)
    return None


def apposition(phrases: Phrases, head: int) -> Quantity | None:
    """The number follows the noun: "every Afghan without papers, some 1.3 million people"."""
    for other in phrases.tree.children(head, "appos", "parataxis"):
        alone = other in phrases.amount_at and not list(phrases.tree.children(other, "nmod", "obl"))
        if not alone and not phrases.counts_things(other) and not phrases.inclusive(other):
            found = share(phrases, other) or bare_number(phrases, other) or counted_noun(phrases, other)
            if found is not None:
                return found
    return None


def one_person(phrases: Phrases, head: int) -> Quantity | None:
    """One person: "a police officer", "the mayor", a name, "he"."""
    tree, token = phrases.tree, phrases.tree.tokens[head]
    if phrases.is_aged(head):
        return Quantity(1, 1, phrases.span(head))
    if token.pos in ("PRON", "DET"):
        single = token.text.lower() in phrases.words.phrases.persons
    else:
        many = phrases.is_group(head) or phrases.is_mass(head) or "Number=Sing" not in token.features
        plural = token.text == token.lemma and token.text.endswith("s") and tree.child(head, "det") is None
        single = token.pos in ("NOUN", "PROPN") and not many and not plural and tree.label(head) not in NAMES
    if not single:
        return None
    return Quantity(1, 1, phrases.span(head), Surely.PERSON if _names_person(phrases, head) else Surely.SINGLE)


def _names_person(phrases: Phrases, head: int) -> bool:
    """Whether a single noun is known to name a person, by a list, its ending or as a name."""
    tree, lemma = phrases.tree, phrases.tree.lemma(head)
    named = tree.tokens[head].pos in ("PRON", "DET") or tree.label(head) in ("PER", "NORP")
    return named or phrases.lexicon.holds(PERSONS, lemma) or lemma.endswith(phrases.endings)


Rule = Callable[[Phrases, int], Quantity | None]
RULES: tuple[Rule, ...] = (nobody, share, bare_number, size_of_group, counted_noun, apposition, one_person)
