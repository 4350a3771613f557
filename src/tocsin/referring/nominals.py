"""What an article names: pronouns, names and nouns, each with the traits by which one may stand for another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii

from tocsin import datafiles
from tocsin.coding.mentions import mention
from tocsin.coding.quotemarks import Quoted
from tocsin.coding.tree import SUBJECTS, Tree
from tocsin.records import Mention

PERSONS = {
    **dict.fromkeys("i me my mine myself we us our ours ourselves".split(), 1),
    **dict.fromkeys("you your yours yourself yourselves".split(), 2),
    **dict.fromkeys(
        "he him his himself she her hers herself it its itself they them their theirs themselves".split(), 3
    ),
}
GENDERS = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("it its itself".split(), "n"),
}
PLURAL = frozenset("we us our ours ourselves they them their theirs themselves these those".split())
DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "both", "one", "former", "latter"})
REFLEXIVE = frozenset("myself yourself himself herself itself ourselves yourselves themselves".split())
INSIDE_NAMES = frozenset(
    {"compound", "flat", "fixed", "goeswith", "amod", "nummod", "advmod", "det", "case", "discourse"}
)
TIMES = frozenset({"DATE", "TIME", "MONEY"})
PERSONAL, GROUP, THING = "person", "group", "thing"
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such", "said"})
INDEFINITE = frozenset({"a", "an", "some", "any", "another", "several", "many", "no", "every", "each"})


@dataclass(frozen=True, slots=True)
class GenderWords:
    """Given names, nouns and titles that tell a gender: lower-case word -> m or f."""

    names: dict[str, str]
    nouns: dict[str, str]
    titles: dict[str, str]


def load_gender_words(path: Path) -> GenderWords:
    """Load `given_names.yml`; raises DataError where a list is missing."""
    data = datafiles.mapping(path)

    def table(kind: str) -> dict[str, str]:
        return {word: gender for gender, key in (("f", "female"), ("m", "male")) for word in data[f"{key}{kind}"]}

    return GenderWords(table(""), table("_nouns"), table("_titles"))


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the registry of actors reads in a phrase: a name, a country (ISO alpha-3), sectors."""

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


NOBODY = Identity()
Identify = Callable[[str], Identity]


@dataclass(frozen=True, slots=True)
class Nominal:
    """One pronoun, name or noun phrase. `words` are the lower-case words of its phrase without articles, `whole` the
    token range of all that hangs on it; number is `s`, `p` or `?`, gender `m`, `f`, `n` or `?`.
    """

    mention: Mention
    whole: tuple[int, int]
    kind: str  # pronoun, name, noun
    lemma: str
    words: tuple[str, ...]
    label: str | None
    sort: str  # person, group, thing or ?
    person: int
    number: str
    gender: str
    role: str  # subject, object, possessive, oblique, other
    verb: int
    definite: str  # the, a, poss, bare
    quote: int  # number of the quoted stretch it stands in, -1 outside
    headline: bool
    parts: tuple[int, ...] = ()  # heads of the phrases that it joins: "Serbia and Kosovo"
    several: int = 0  # how many parties a determiner says: 2 for "both", "neither", "the two"
    same_as: int = -1  # head of the phrase that it stands in apposition to
    identity: Identity = NOBODY
    names: frozenset[str] = frozenset()  # the words of a person's name in it
    acts: bool = False  # whether it is the subject of an active verb that is no "be"

    @property
    def sentence(self) -> int:
        """Number of its sentence."""
        return self.mention.sentence

    @property
    def place(self) -> tuple[int, int]:
        """Sentence and head word, which order an article's nominals."""
        return self.mention.sentence, self.mention.head


@dataclass(frozen=True)
class Known:
    """What the traits of a nominal are read with: words of gender, nouns of persons and of bodies, the registry."""

    genders: GenderWords
    people: frozenset[str]
    groups: frozenset[str]
    identify: Identify


def nominals(trees: Sequence[Tree], stretches: Sequence[Quoted], known: Known) -> list[Nominal]:
    """Every nominal of an article in text order."""
    found: list[Nominal] = []
    for tree in trees:
        for word in range(len(tree.tokens)):
            if _is_nominal(tree, word):
                found.append(_nominal(tree, word, stretches, known))
                joined = _joined(tree, word, found[-1])
                if joined is not None:
                    found.append(joined)
    return found


def _is_nominal(tree: Tree, word: int) -> bool:
    token = tree.tokens[word]
    text = token.text.lower()
    relation = token.relation
    if token.pos == "PRON" or (token.pos == "DET" and relation == "nmod:poss"):
        return text in PERSONS or (text in DEMONSTRATIVES and relation not in ("mark", "det"))
    if token.pos not in ("NOUN", "PROPN", "NUM"):
        return False
    if tree.label(word) in TIMES:
        return False
    if relation in INSIDE_NAMES or relation.startswith(("flat", "compound", "nmod:unmarked", "nmod:desc")):
        return False
    if token.pos == "NUM":
        return text in ("both", "one", "two", "three") and relation in SUBJECTS | {"obj", "obl", "nmod"}
    return True


def _nominal(tree: Tree, word: int, stretches: Sequence[Quoted], known: Known) -> Nominal:
    token = tree.tokens[word]
    one = _with_name(tree, mention(tree, word))
    text = token.text.lower()
    pronoun = text in PERSONS or text in DEMONSTRATIVES
    label = tree.label(word)
    kind = "pronoun" if pronoun else "name" if token.pos == "PROPN" and label is not None else "noun"
    words = tuple(
        tree.tokens[i].text.lower()
        for i in range(one.first, one.last + 1)
        if tree.tokens[i].pos not in ("PUNCT", "DET", "PART")
    )
    lemma = text if pronoun else tree.lemma(word)
    sort = _sort(kind, label, lemma, known)
    quote = next((n for n, s in enumerate(stretches) if s.whole and s.span.covers(token.span)), -1)
    return Nominal(
        mention=one,
        whole=_whole(tree, word),
        kind=kind,
        lemma=lemma,
        words=words,
        label=label,
        sort=sort,
        person=PERSONS.get(text, 3) if pronoun else 3,
        number=_number(tree, word, text, pronoun),
        gender=_gender(tree, one, lemma, pronoun, sort, known.genders),
        role=_role(tree, word),
        verb=_verb(tree, word),
        definite=_definite(tree, word),
        quote=quote,
        headline=tree.sentence.headline,
        several=_several(tree, word),
        same_as=_apposed(tree, word),
        names=frozenset(tree.tokens[i].text.lower() for i in range(one.first, one.last + 1) if tree.label(i) == "PER"),
        acts=tree.relation(word) == "nsubj" and tree.tokens[tree.head(word)].pos == "VERB",
        identity=known.identify(" ".join(t.text for t in tree.tokens[one.first : one.last + 1]))
        if not pronoun and sort in (PERSONAL, GROUP)
        else NOBODY,
    )


def _with_name(tree: Tree, one: Mention) -> Mention:
    """A title with the name right behind it, which the parser may hang elsewhere: "Lieutenant General | Somchai"."""
    after = one.last + 1
    named = tree.entity_at.get(after)
    if named is None or after >= len(tree.tokens) or tree.label(after) != "PER" or tree.label(one.head) == "PER":
        return one
    entity = tree.sentence.entities[named]
    if entity.first != after or tree.tokens[one.head].pos not in ("NOUN", "PROPN") or one.last != one.head:
        return one
    return Mention(tree.span(one.first, entity.last), one.sentence, one.first, entity.last, one.head)


def _several(tree: Tree, word: int) -> int:
    """How many parties "both", "neither", "the two" say."""
    beside = tree.children(word, "det", "det:predet", "nummod", "cc:preconj", "amod")
    own = {tree.tokens[k].text.lower() for k in (word, *beside)}
    return 2 if own & {"both", "neither", "either", "two"} else 3 if "three" in own else 0


def _apposed(tree: Tree, word: int) -> int:
    """The head of the phrase that a phrase stands in apposition to, -1 for none."""
    return tree.head(word) if tree.relation(word) == "appos" else -1


def _joined(tree: Tree, word: int, first: Nominal) -> Nominal | None:
    """Coordinated parties as one nominal of several: "Serbia and Kosovo"."""
    others = [k for k in tree.children(word, "conj") if tree.tokens[k].pos in ("NOUN", "PROPN", "PRON")]
    if not others or tree.relation(word) == "conj":
        return None
    one = first.mention
    last = max(one.last, *(tree.phrase(k)[1] for k in others))
    both = Mention(tree.span(one.first, last), tree.number, one.first, last, word)
    words = tuple(t.text.lower() for t in tree.tokens[one.first : last + 1] if t.pos not in ("PUNCT", "DET"))
    return Nominal(
        both, (first.whole[0], max(first.whole[1], *(_whole(tree, k)[1] for k in others))), "joined", first.lemma,
        words,
        first.label, first.sort, 3, "p", "?", first.role, first.verb, first.definite, first.quote, first.headline,
        (word, *others),
    )  # fmt: skip


APART = (
    "case",
    "conj",
    "cc",
    "punct",
    "parataxis",
    "appos",
    "cop",
    "nsubj",
    "mark",
    "aux",
    "advcl",
    "discourse",
    "ccomp",
)


def _whole(tree: Tree, word: int) -> tuple[int, int]:
    """All that hangs on a noun, prepositions before it, its coordinated nouns and marks at the end left out."""
    apart = [k for k in tree.children(word, *APART) if not (k < word and tree.relation(k) == "punct")]
    skipped = {w for k in apart for w in tree.subtree(k)}
    if tree.child(word, "cop", "nsubj") is not None:
        skipped |= {w for k in tree.children(word, "obl", "advmod", "expl", "csubj") for w in tree.subtree(k)}
    relative = {w for k in tree.children(word, "acl:relcl") for w in tree.subtree(k)}
    inside = sorted((set(tree.subtree(word)) - skipped) | relative)
    first = last = word
    kept = set(inside)
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept or (last + 2 in kept and tree.tokens[last + 1].pos == "PUNCT"):
        last += 1
    while last > word and tree.tokens[last].pos == "PUNCT":
        last -= 1
    while first < word and tree.tokens[first].pos == "PUNCT":
        first += 1
    return first, last


def _sort(kind: str, label: str | None, lemma: str, known: Known) -> str:
    if kind == "pronoun":
        if lemma in GENDERS:
            return THING if GENDERS[lemma] == "n" else PERSONAL
        return PERSONAL if lemma in ("i", "me", "my", "who") else "?"
    if label == "PER":
        return PERSONAL
    if label in ("ORG", "GPE", "NORP"):
        return GROUP
    if label is not None:
        return THING
    if lemma in known.people:
        return PERSONAL
    return GROUP if lemma in known.groups else THING if kind == "noun" else "?"


def _number(tree: Tree, word: int, text: str, pronoun: bool) -> str:
    if pronoun:
        return "p" if text in PLURAL or text == "both" else "?" if PERSONS.get(text) == 2 else "s"
    features = tree.tokens[word].features
    return "p" if "Number=Plur" in features else "s" if "Number=Sing" in features else "?"


def _gender(tree: Tree, one: Mention, lemma: str, pronoun: bool, sort: str, genders: GenderWords) -> str:
    if pronoun:
        return GENDERS.get(lemma, "?")
    if sort == THING:
        return "n"
    for i in range(one.first, one.last + 1):
        text = tree.tokens[i].text.lower().strip(".")
        own = tree.label(i) == "PER" or tree.tokens[i].pos == "PROPN"
        if i < one.head + 1 and text in genders.titles and i < one.last and own:
            return genders.titles[text]
        if text in genders.nouns and tree.tokens[i].pos in ("NOUN", "PROPN"):
            return genders.nouns[text]
        if tree.label(i) == "PER" and (plain := anyascii(text)) in genders.names:
            return genders.names[plain]
    return "?" if sort == PERSONAL else "n"


def _role(tree: Tree, word: int) -> str:
    relation = tree.relation(word)
    if relation == "conj":
        return _role(tree, tree.head(word))
    if relation in SUBJECTS:
        return "subject"
    if relation in ("obj", "iobj"):
        return "object"
    return {"nmod:poss": "possessive", "obl": "oblique", "obl:agent": "oblique", "nmod": "modifier"}.get(
        relation, "other"
    )


def _verb(tree: Tree, word: int) -> int:
    """The word that governs the nominal's clause."""
    node = tree.head(word)
    while node >= 0 and tree.tokens[node].pos not in ("VERB", "AUX") and tree.child(node, "cop", "nsubj") is None:
        node = tree.head(node)
    return node


def _definite(tree: Tree, word: int) -> str:
    if tree.child(word, "nmod:poss") is not None:
        return "poss"
    texts = {tree.tokens[k].text.lower() for k in tree.children(word, "det", "det:predet")}
    if texts & DEFINITE:
        return "the"
    return "a" if texts & INDEFINITE else "bare"
