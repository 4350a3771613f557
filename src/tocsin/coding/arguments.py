"""Who stands where around a predicate: deep subject, deep object, obliques, complements.

Passives, control, relative and participial clauses, coordination and light verbs are undone here, so that the lexicon
can speak of `subject` and `object`; semantic roles fill in where the syntax tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.coding.tree import Tree
from tocsin.lexicon import Lexicon

DEPTH = 6
LIGHT = "light"  # word class: verbs that lend a noun their subject
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
WRITTEN = "written"  # word class: nouns of what is written or said, which says what its author says
OBJECT_CONTROL = "object_control"  # word class: verbs whose object does what the infinitive says


class Clause:
    """The participants of one predicate, worked out on demand; knows the word classes it needs from the lexicon."""

    def __init__(self, tree: Tree, word: int, lexicon: Lexicon, *, pos: str | None = None) -> None:
        self.tree, self.word, self.lexicon = tree, word, lexicon
        self.nominal = pos == "noun" if pos else tree.tokens[word].pos in ("NOUN", "PROPN")

    # ------------------------------------------------------------------ verbs

    @property
    def passive(self) -> bool:
        """Whether the verb is a passive, finite or reduced."""
        return is_passive(self.tree, self.word)

    def subjects(self) -> list[int]:
        """Heads of the deep subject: who does it."""
        found = _deep_subjects(self.tree, self.word, self.lexicon, DEPTH)
        return self._heads(found) or self._heads(self._role("ARG0"))

    def objects(self) -> list[int]:
        """Heads of the deep object: to whom or what it is done."""
        return self.plain_objects() or self._heads(self._role("ARG1"))

    def plain_objects(self) -> list[int]:
        """Heads of the deep object that the syntax shows, without help of the semantic roles."""
        return self._heads(_deep_objects(self.tree, self.word, DEPTH))

    def indirect_objects(self) -> list[int]:
        """Heads of the indirect object."""
        return self._heads(list(self.tree.children(self.word, "iobj")))

    def obliques(self, preposition: str) -> list[int]:
        """Heads of the phrases introduced by a preposition: at the predicate, at its object or light verb, or, where
        the parser hung them one noun too deep, further down ("the attack by rebels on the town")."""
        places = [self.word]
        if not self.nominal:
            places += _deep_objects(self.tree, self.word, 0)
        light = self.light_verb()
        if light is not None:
            places.append(light)
        for place in places:
            found = self._heads(list(self._prepositional(place, preposition)))
            if found:
                return found
        return self._heads(self._stranded(preposition) or self._nested(places, preposition))

    def _prepositional(self, word: int, preposition: str) -> Iterator[int]:
        for kid in self.tree.children(word, "obl", "nmod", "obl:agent", "advcl", "acl", "xcomp"):
            if self._introduced(kid, preposition):
                yield kid

    def _introduced(self, kid: int, preposition: str) -> bool:
        markers = (*self.tree.prepositions(kid), *self.tree.marks(kid))
        return any(m == preposition or m.endswith(f" {preposition}") for m in markers)

    def _stranded(self, preposition: str) -> list[int]:
        """The subject of a prepositional passive: "Russia was called on to withdraw"."""
        after = self.word + 1
        tree = self.tree
        here = after < len(tree.tokens) and tree.tokens[after].text.lower() == preposition
        if self.nominal or not here or not self.passive:
            return []
        alone = tree.tokens[after].relation in ("obl", "advmod", "compound:prt", "dep") or tree.head(after) == self.word
        return _deep_objects(tree, self.word, 0) if alone else []

    def _nested(self, places: list[int], preposition: str) -> list[int]:
        """Phrases one noun deeper than they belong; an of-phrase is where it is."""
        if preposition == "of" or (not self.nominal and preposition == "to"):
            return []
        for place in places:
            for kid in self.tree.children(place, "nmod", "obl", "obj"):
                deeper = [
                    k for k in self.tree.children(kid, "nmod") if self._introduced(k, preposition) and k > self.word
                ]
                if deeper:
                    return deeper
        return []

    def complements(self) -> list[int]:
        """Heads of the clauses the predicate takes: that-clauses, infinitives, gerunds after a preposition."""
        relations = ("ccomp", "xcomp", "acl") if self.nominal else ("ccomp", "xcomp")
        found = list(self.tree.children(self.word, *relations))
        if not self.nominal:
            found += [k for k in self.tree.children(self.word, "advcl") if self._complementing(k)]
            for noun in self.tree.children(self.word, "obj", "obl", "nsubj:pass"):
                for head in self.tree.coordinated(noun):
                    found += [k for k in self.tree.children(head, "acl") if "to" in self.tree.marks(k)]
        return found

    def _complementing(self, kid: int) -> bool:
        marks = self.tree.marks(kid)
        gerund = "VerbForm=Ger" in self.tree.tokens[kid].features or self.tree.tokens[kid].text.endswith("ing")
        return (gerund and bool({"of", "for", "from", "on", "with", "against", "to"} & set(marks))) or (
            "to" in marks and kid - self.word < 12 and kid > self.word
        )

    def complement_subjects(self) -> list[int]:
        """Deep subjects of the complement clauses."""
        found = []
        for kid in self.complements():
            found += Clause(self.tree, kid, self.lexicon).subjects()
        return found

    # ------------------------------------------------------------------ nouns

    def light_verb(self) -> int | None:
        """The verb that only lends the noun its subject: "launched an attack", "attacks were carried out by"."""
        if not self.nominal:
            return None
        node = self.word
        if self.tree.relation(node) == "conj":
            node = self.tree.head(node)
        governor = self.tree.head(node)
        if governor < 0 or self.tree.relation(node) not in ("obj", "nsubj:pass"):
            return None
        return governor if self.lexicon.holds(frozenset({f"@{LIGHT}"}), self.tree.lemma(governor)) else None

    def possessors(self) -> list[int]:
        """Heads of possessives: "Russia's attack"."""
        return self._heads(list(self.tree.children(self.word, "nmod:poss")))

    def modifiers(self) -> list[int]:
        """Compound and adjectival modifiers that name somebody: "Russian strikes", "NATO air raids"."""
        kids = self.tree.children(self.word, "compound", "amod", "nmod")
        return [k for k in kids if k < self.word and self.tree.label(k) in ("NORP", "GPE", "ORG", "PER", "LOC")]

    # ------------------------------------------------------------------ slots

    def slot(self, name: str) -> list[int]:
        """Heads that stand in a slot of the lexicon's `actor` and `recipient` keys."""
        if name == "subject":
            light = self.light_verb()
            if light is not None:
                return Clause(self.tree, light, self.lexicon).subjects()
            return [] if self.nominal else self.subjects()
        named = {
            "object": self.objects,
            "iobject": self.indirect_objects,
            "complement_subject": self.complement_subjects,
            "possessive": self.possessors,
            "modifier": self.modifiers,
        }
        if name in named:
            return [] if self.nominal and name == "object" else named[name]()
        if name == "by" and not self.nominal:
            return self.obliques("by")
        return self.obliques(name)

    def _role(self, label: str) -> list[int]:
        """Head of a semantic role's span."""
        for predicate in self.tree.sentence.predicates:
            if predicate.index == self.word:
                for argument in predicate.arguments:
                    if argument.label == label:
                        return [span_head(self.tree, argument.first, argument.last)]
        return []

    def _heads(self, words: list[int]) -> list[int]:
        """Coordinated heads, relative pronouns resolved, each once, in order."""
        found: list[int] = []
        for word in words:
            noun = self.tree.antecedent(word)
            for head in self.tree.coordinated(noun):
                if head not in found and self.tree.tokens[head].pos in NOMINAL:
                    found.append(head)
        return found


def span_head(tree: Tree, first: int, last: int) -> int:
    """The word of a range whose head lies outside it."""
    for i in range(first, last + 1):
        if not first <= tree.head(i) <= last:
            return i
    return last


def is_passive(tree: Tree, word: int) -> bool:
    """Whether a verb is passive: "was attacked", "troops deployed by Moscow", "to be returned"."""
    if tree.child(word, "aux:pass") is not None:
        return True
    if tree.child(word, "nsubj:pass", "csubj:pass") is not None:
        return not any(tree.child(k, "obj") is not None for k in (word, *tree.children(word, "conj")))
    token = tree.tokens[word]
    participle = "VerbForm=Part" in token.features and "Tense=Past" in token.features
    if participle and token.relation in ("acl", "amod", "advcl") and tree.child(word, "aux") is None:
        return tree.child(word, "obj") is None
    if participle and token.relation == "conj" and tree.child(word, "nsubj", "aux") is None:
        return is_passive(tree, token.head) and tree.child(word, "obj") is None
    return tree.child(word, "obl:agent") is not None


def _deep_subjects(tree: Tree, word: int, lexicon: Lexicon, depth: int) -> list[int]:
    if is_passive(tree, word):
        return list(tree.children(word, "obl:agent")) or [
            k for k in tree.children(word, "obl") if "by" in tree.prepositions(k)
        ]
    subjects = [k for k in tree.children(word, "nsubj", "nsubj:pass") if not _raised(tree, k)]
    if subjects:
        return subjects[:1]
    return _shared_subjects(tree, word, lexicon, depth) if depth else []


def _raised(tree: Tree, subject: int) -> bool:
    """Whether a subject stands before its clause's "that": it belongs to the verb above ("warned Serbia that it …")."""
    clause = tree.head(subject)
    if tree.relation(clause) != "ccomp":
        return False
    that = [k for k in tree.children(clause, "mark") if tree.tokens[k].text.lower() == "that"]
    return bool(that) and tree.head(clause) < subject < that[0]


def _misplaced_objects(tree: Tree, word: int) -> list[int]:
    """Objects that the parser took for subjects of the clause that follows."""
    return [
        subject
        for clause in tree.children(word, "ccomp")
        for subject in tree.children(clause, "nsubj", "nsubj:pass")
        if _raised(tree, subject)
    ]


def _shared_subjects(tree: Tree, word: int, lexicon: Lexicon, depth: int) -> list[int]:
    """Subjects lent by the governor: coordination, control, participles, infinitives on nouns."""
    governor, relation = tree.head(word), tree.relation(word)
    if governor < 0:
        return []
    if relation == "conj":
        if is_passive(tree, governor):
            return _deep_objects(tree, governor, depth - 1)
        return _deep_subjects(tree, governor, lexicon, depth - 1)
    if relation in ("xcomp", "advcl", "ccomp"):
        return _controllers(tree, word, governor, lexicon, depth)
    if relation == "acl":
        written = lexicon.holds(frozenset({f"@{WRITTEN}"}), tree.lemma(governor))
        if tree.marks(word) or written:
            return _owners(tree, governor, lexicon, depth) or ([governor] if written else [])
        return [governor]
    return [governor] if relation in ("acl:relcl", "amod") else []


def _controllers(tree: Tree, word: int, governor: int, lexicon: Lexicon, depth: int) -> list[int]:
    """Who does the infinitive or participle: the governor's object where it controls, else its subject."""
    if tree.tokens[governor].pos in ("NOUN", "PROPN") and tree.child(governor, "cop") is None:
        return _owners(tree, governor, lexicon, depth)
    objects = list(tree.children(governor, "obj", "iobj")) or _misplaced_objects(tree, governor)
    controls = lexicon.holds(frozenset({f"@{OBJECT_CONTROL}"}), tree.lemma(governor))
    of_gerund = tree.relation(word) == "advcl" and bool({"of", "from", "for"} & set(tree.marks(word)))
    if objects and (controls or of_gerund or tree.relation(word) == "xcomp"):
        return objects
    if is_passive(tree, governor) and tree.relation(word) in ("xcomp", "advcl"):
        return _deep_objects(tree, governor, 0)
    calls = [k for k in tree.children(governor, "obl") if {"on", "upon"} & set(tree.prepositions(k))]
    if calls and tree.lemma(governor) in ("call", "prevail", "urge"):
        return calls
    return _deep_subjects(tree, governor, lexicon, depth - 1)


def _owners(tree: Tree, noun: int, lexicon: Lexicon, depth: int) -> list[int]:
    """Whose plan, decision or threat it is: the possessor, or the subject of the verb the noun hangs on."""
    possessor = tree.child(noun, "nmod:poss")
    if possessor is not None:
        return [possessor]
    makers = [k for k in tree.children(noun, "nmod") if {"by", "of"} & set(tree.prepositions(k))]
    makers += [
        k
        for k in tree.children(noun, "compound", "amod")
        if tree.label(k) in ("NORP", "GPE", "ORG", "PER") and k < noun
    ]
    if makers:
        return makers[:1]
    governor = tree.head(noun)
    if governor >= 0 and tree.relation(noun) in ("obj", "obl") and depth:
        return _deep_subjects(tree, governor, lexicon, depth - 1)
    return []


def _deep_objects(tree: Tree, word: int, depth: int) -> list[int]:
    if is_passive(tree, word):
        subject = tree.child(word, "nsubj:pass", "nsubj")
        if subject is not None:
            return [subject]
        if tree.relation(word) in ("acl", "acl:relcl", "amod"):
            return [tree.head(word)]
        if tree.relation(word) == "conj" and depth:
            return _deep_objects(tree, tree.head(word), depth - 1)
        if tree.relation(word) in ("xcomp", "advcl") and tree.head(word) >= 0:
            governor = tree.head(word)
            return list(tree.children(governor, "obj")) or list(tree.children(governor, "nsubj", "nsubj:pass"))
        return []
    found = list(tree.children(word, "obj")) or _misplaced_objects(tree, word)
    if not found and tree.child(word, "xcomp", "ccomp") is not None:
        found = list(tree.children(word, "iobj"))
    if not found and depth:
        for sibling in tree.children(word, "conj"):
            lent = list(tree.children(sibling, "obj"))
            if lent and sibling - word < 6:
                return lent
    return found
