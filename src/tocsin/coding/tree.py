"""A sentence as a tree that the rules can walk: children, governors, clauses, noun phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tocsin.records import Sentence, Span, Token

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
OUTSIDE_NAME = frozenset(
    {"acl", "acl:relcl", "appos", "cc", "conj", "punct", "parataxis", "dep", "advcl", "case", "mark", "cop", "orphan",
     "nsubj", "nsubj:pass", "aux", "aux:pass", "advmod", "discourse", "ccomp", "obl", "expl", "list", "vocative"}
)  # fmt: skip
# Nouns whose to- or for-phrase belongs to the name: "ambassador to Kenya", "minister for defence".
POSTS = frozenset(
    "ambassador envoy representative adviser advisor special secretary minister spokesman spokeswoman spokesperson "
    "commissioner candidate office court ministry department agency directorate rapporteur deputy".split()
)
RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where"})


@dataclass(frozen=True, eq=False)
class Tree:
    """One sentence with its number in the article. Words are named by index; -1 is above the root."""

    sentence: Sentence
    number: int

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's words, some habits of the parser mended."""
        return tuple(self._mended(i, t) for i, t in enumerate(self.sentence.tokens))

    def _mended(self, index: int, token: Token) -> Token:
        """A gerund right behind its verb is its complement ("denied attacking"); a phrase behind the verb is not its
        subject's ("The shelling drew blame from Baghdad"); a preposition is no auxiliary ("accused of shelling")."""
        words = self.sentence.tokens
        if token.relation == "aux" and token.pos in ("ADP", "SCONJ"):
            return replace(token, relation="mark")
        if token.relation == "obj" and index < token.head and token.pos in ("NOUN", "PROPN"):
            alone = not any(w.head == token.head and w.relation in SUBJECTS for w in words)
            first = all(w.pos not in ("VERB", "ADP") for w in words[: token.head])
            return replace(token, relation="nsubj") if alone and first else token  # "Svecla accused …"
        gerund = token.relation == "advcl" and token.head == index - 1 and token.text.lower().endswith("ing")
        if gerund and words[token.head].pos == "VERB":
            return replace(token, relation="xcomp")
        above = words[token.head].head if token.relation in ("obl", "nmod") and token.head >= 0 else -1
        return replace(token, head=above, relation="obl") if token.head < above < index else token

    @cached_property
    def kids(self) -> list[list[int]]:
        """Children of each word, in text order."""
        result: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                result[token.head].append(i)
        return result

    @cached_property
    def entity_at(self) -> dict[int, int]:
        """Word index to the number of the entity that covers it."""
        return {i: n for n, e in enumerate(self.sentence.entities) for i in range(e.first, e.last + 1)}

    def label(self, word: int) -> str | None:
        """The entity label of a word, or None."""
        number = self.entity_at.get(word)
        return None if number is None else self.sentence.entities[number].label

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(token.text.lower() for token in self.tokens)

    @cached_property
    def _lemmas(self) -> tuple[str, ...]:
        return tuple(token.lemma.lower() for token in self.tokens)

    def lemma(self, word: int) -> str:
        """Lower-case lemma."""
        return self._lemmas[word]

    @cached_property
    def _hyphens(self) -> tuple[int, ...]:
        """The hyphens of the sentence."""
        return tuple(i for i, token in enumerate(self.tokens) if token.text in ("-", "‑"))

    @cached_property
    def joined(self) -> dict[int, str]:
        """Head word of each hyphened group ("cease-fire") to the group's lemma."""
        found: dict[int, str] = {}
        for start, end in self._groups:
            head = next((i for i in range(start, end + 1) if not start <= self.head(i) <= end), end)
            texts = [t.text.lower() for t in self.tokens[start:end]]
            found[head] = "".join(texts) + self.tokens[end].lemma.lower()
        return found

    @cached_property
    def _groups(self) -> list[tuple[int, int]]:
        """First and last word of each run that hyphens join without blanks."""
        found: list[tuple[int, int]] = []
        for hyphen in self._hyphens:
            if not self._joins(hyphen):
                continue
            if found and found[-1][1] == hyphen - 1:
                found[-1] = (found[-1][0], hyphen + 1)
            elif not found or found[-1][1] < hyphen - 1:
                found.append((hyphen - 1, hyphen + 1))
        return found

    def _joins(self, hyphen: int) -> bool:
        """Whether the words at both sides of a hyphen stand at it without blanks."""
        if not 0 < hyphen < len(self.tokens) - 1:
            return False
        first, mark, second = (t.span for t in self.tokens[hyphen - 1 : hyphen + 2])
        return first.end == mark.start and mark.end == second.start

    def lemmas(self, word: int) -> tuple[str, ...]:
        """The word's lemma, after that of the hyphened group it heads, if any."""
        own = self.lemma(word)
        joined = self.joined.get(word)
        found = (joined, own) if joined else (own,)
        capital_plural = self.tokens[word].pos == "PROPN" and own.endswith("s") and len(own) > 4
        return (*found, own[:-1]) if capital_plural else found

    def relation(self, word: int) -> str:
        """The word's relation to its head."""
        return self.tokens[word].relation

    def head(self, word: int) -> int:
        """The word's head, -1 for the root."""
        return self.tokens[word].head

    def child(self, word: int, *relations: str) -> int | None:
        """The first child by one of the relations."""
        for kid in self.kids[word]:
            if self.tokens[kid].relation in relations:
                return kid
        return None

    def children(self, word: int, *relations: str) -> Iterator[int]:
        """All children by one of the relations."""
        return (kid for kid in self.kids[word] if self.tokens[kid].relation in relations)

    def prepositions(self, word: int) -> tuple[str, ...]:
        """The case markers of a noun, lower case: ("according", "to") comes as "according to"."""
        found = []
        for kid in self.children(word, "case"):
            parts = [kid, *self.children(kid, "fixed")]
            found.append(" ".join(self.texts[p] for p in parts))
        return tuple(found)

    def marks(self, word: int) -> tuple[str, ...]:
        """The subordinators of a clause, lower case."""
        found = []
        for kid in self.children(word, "mark"):
            parts = [kid, *self.children(kid, "fixed")]
            found.append(" ".join(self.texts[p] for p in parts))
        return tuple(found)

    def coordinated(self, word: int) -> list[int]:
        """The word and those coordinated with it."""
        return [word, *self.children(word, "conj")]

    def subtree(self, word: int) -> list[int]:
        """All words below and including `word`, sorted."""
        known = self._subtrees.get(word)
        if known is None:
            found, stack = [], [word]
            while stack:
                node = stack.pop()
                found.append(node)
                stack.extend(self.kids[node])
            known = self._subtrees[word] = tuple(sorted(found))
        return list(known)

    @cached_property
    def _subtrees(self) -> dict[int, tuple[int, ...]]:
        """The subtrees that were asked for so far."""
        return {}

    def phrase(self, head: int) -> tuple[int, int]:
        """First and last word of the noun phrase that names the participant at `head`."""
        inside = {head}
        stack = [head]
        while stack:
            node = stack.pop()
            for kid in self.kids[node]:
                if self._belongs(node, kid) and not (node == head and self.relation(kid) == "case"):
                    inside.add(kid)
                    stack.append(kid)
        number = self.entity_at.get(head)
        if number is not None:
            entity = self.sentence.entities[number]
            inside.update(range(entity.first, entity.last + 1))
        for start, end in self._groups:
            if any(start <= i <= end for i in inside):
                inside.update(range(start, end + 1))
        first = last = head
        while first - 1 in inside or self._hyphen(first - 1, inside, -1):
            first -= 1
        while last + 1 in inside or self._hyphen(last + 1, inside, 1):
            last += 1
        return first, last

    def _hyphen(self, word: int, inside: set[int], step: int) -> bool:
        """Whether `word` is a joining mark (hyphen, quote) between two words of the phrase."""
        return (
            0 <= word < len(self.tokens)
            and self.tokens[word].text in ("-", "“", "”", '"', "’", "–")
            and (word + step in inside)
        )

    def _belongs(self, node: int, kid: int) -> bool:
        relation = self.tokens[kid].relation
        if relation == "case":
            return True
        if relation == "nmod":
            markers = self.prepositions(kid)
            inside = (
                not markers or "of" in markers or (self.lemma(node) in POSTS and bool({"to", "for"} & set(markers)))
            )
            return inside and abs(kid - node) < 9
        if relation == "conj":
            return self.relation(node) in ("compound", "amod", "nummod", "nmod")
        if relation == "cc":
            inner = self.relation(node) == "conj" and self.head(node) >= 0
            return inner and self.relation(self.head(node)) in ("compound", "amod", "nummod", "nmod")
        if relation == "advmod":
            return self.tokens[node].pos in ("ADJ", "NUM", "ADV")
        return relation not in OUTSIDE_NAME

    def span(self, first: int, last: int) -> Span:
        """Characters of a word range."""
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def antecedent(self, word: int) -> int:
        """The noun a relative pronoun stands for, else the word itself."""
        if self.lemma(word) not in RELATIVE and self.tokens[word].text.lower() not in RELATIVE:
            return word
        node = word
        while node >= 0:
            if self.relation(node) == "acl:relcl":
                return self.head(node)
            node = self.head(node)
        return word

    def clause_head(self, word: int) -> int:
        """The predicate of the clause a word stands in."""
        node = word
        while self.head(node) >= 0 and self.relation(node) not in CLAUSES and self.relation(node) != "conj":
            node = self.head(node)
        return node


def trigger_word(tree: Tree, trigger: Span) -> int:
    """The word of a tree that is an act's trigger."""
    return next(i for i, token in enumerate(tree.tokens) if token.span == trigger)
