"""How many people a noun phrase names: a rule a construction, the first that speaks is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from tocsin.coding.countwords import CountWords
from tocsin.coding.numbers import Amount, amounts
from tocsin.coding.tree import Tree
from tocsin.lexicon import Lexicon
from tocsin.records import Span

PERSONS = frozenset({"@people", "@police", "@armed", "@roles", "@institutions", "@troops"})
NAMES = frozenset({"GPE", "ORG", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "DATE", "TIME", "MONEY"})
NAMELESS = frozenset({"DATE", "TIME", "MONEY"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many people, `high` None where it is open, and the words that say so; `told` unless a single noun does."""

    low: int
    high: int | None
    span: Span
    told: bool = True

    def __add__(self, other: Quantity) -> Quantity:
        high = None if self.high is None or other.high is None else self.high + other.high
        span = Span(min(self.span.start, other.span.start), max(self.span.end, other.span.end))
        return Quantity(self.low + other.low, high, span, self.told or other.told)


@dataclass(frozen=True, eq=False)
class Phrases:
    """The noun phrases of a sentence as they count people."""

    tree: Tree
    words: CountWords
    lexicon: Lexicon

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
            inside = [i for i, t in enumerate(self.tree.tokens) if self._overlaps(amount.number, amount.end, t.span)]
            if not self._aged(inside[-1]) and self.tree.label(inside[0]) not in NAMELESS:
                found |= dict.fromkeys(inside, amount)
        return found

    def _overlaps(self, start: int, end: int, span: Span) -> bool:
        base = self.tree.tokens[0].span.start
        return span.start < base + end and base + start < span.end

    def _aged(self, last: int) -> bool:
        """Whether the number is an age or a length of time: "17-year-old", "10-day"."""
        rest = self.following(last, 2)
        return bool(rest) and rest[-1] in self.words.phrases.ages and (len(rest) == 1 or rest[0] in ("-", "‑"))

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
        if tree.label(head) in NAMELESS or tree.lemma(head) in self.words.phrases.things:
            return True
        parts = [k for k in tree.children(head, "nmod", "obl") if "of" in tree.prepositions(k)]
        return head in self.amount_at and any(tree.lemma(k) in self.words.phrases.things for k in parts)

    def is_group(self, head: int) -> bool:
        """Whether the noun holds many people: "crowd", "contingent"."""
        return self.tree.lemma(head) in self.words.phrases.groups

    def names_person(self, head: int) -> bool:
        """Whether a noun names one person."""
        tree, lemma = self.tree, self.tree.lemma(head)
        if tree.label(head) == "PER":
            return True
        return self.lexicon.holds(PERSONS, lemma) or lemma.endswith(tuple(self.words.phrases.endings))


def people(phrases: Phrases, heads: Iterable[int], *, singly: bool = True) -> Quantity | None:
    """The people that coordinated phrases name together; None where no number is told of them.

    A plural without a number shares that of the phrase before it ("2,000 police and soldiers"). `singly` counts single
    persons as one each.
    """
    total: Quantity | None = None
    for head in heads:
        found = how_many(phrases, head)
        if found is not None and (found.told or singly):
            total = found if total is None else total + found
    return total


def how_many(phrases: Phrases, head: int) -> Quantity | None:
    """The people that one phrase names, by the first rule that speaks."""
    if phrases.counts_things(head):
        return None
    return next((found for rule in RULES if (found := rule(phrases, head)) is not None), None)


def nobody(phrases: Phrases, head: int) -> Quantity | None:
    """There was nobody: "no civilians", "nobody", "none of the passengers", "without … any casualties"."""
    tree, words = phrases.tree, phrases.words.phrases
    first, _ = tree.phrase(head)
    texts = {phrases.text(head), *(phrases.text(k) for k in tree.children(head, "det", "advmod"))}
    if texts & words.nobody or f"{phrases.text(first - 1)}" in words.nobody:
        return Quantity(0, 0, phrases.span(head))
    governor = tree.head(head)
    if texts & words.anybody and governor >= 0 and _denied(phrases, governor):
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
    return phrases.quantity(head, amount) if amount else None


def share(phrases: Phrases, head: int) -> Quantity | None:
    """So many of a larger number: "1,200 of the 4,000 troops"."""
    first, _ = phrases.tree.phrase(head)
    of = next((i for i in (first - 1, first) if phrases.text(i) == "of"), None)
    amount = phrases.amount_at.get(of - 1) if of else None
    return phrases.quantity(head, amount) if amount else None


def size_of_group(phrases: Phrases, head: int) -> Quantity | None:
    """The size of a group: "a crowd of 5,000", "a 3,000-strong force", "a group of thirty teachers"."""
    tree = phrases.tree
    if not phrases.is_group(head):
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
    return len(rest) == 2 and rest[0] in ("-", "‑") and rest[1] in phrases.words.phrases.sizes


def counted_noun(phrases: Phrases, head: int) -> Quantity | None:
    """The number before the noun: "at least 300 herders", "his country's 5,000 soldiers"."""
    if phrases.is_group(head) and not phrases.tree.lemma(head) in phrases.words.own.forces:
        return None
    first, _ = phrases.tree.phrase(head)
    for i in range(first, head):
        if (amount := phrases.amount_at.get(i)) and not _sized(phrases, i):
            return phrases.quantity(head, amount)
    amount = phrases.amount_at.get(first - 1)
    return phrases.quantity(head, amount) if amount else None


def one_person(phrases: Phrases, head: int) -> Quantity | None:
    """One person: "a police officer", "the mayor", a name, "he"."""
    tree = phrases.tree
    token = tree.tokens[head]
    if token.pos == "PRON":
        single = token.text.lower() in phrases.words.phrases.persons
    elif phrases.is_group(head) or tree.label(head) in NAMES or "Number=Plur" in token.features:
        single = False
    else:
        single = token.pos in ("NOUN", "PROPN", "ADJ") and phrases.names_person(head)
    return Quantity(1, 1, phrases.span(head), told=False) if single else None


Rule = Callable[[Phrases, int], Quantity | None]
RULES: tuple[Rule, ...] = (nobody, share, bare_number, size_of_group, counted_noun, one_person)
