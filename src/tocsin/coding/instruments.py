"""What binds: the resolutions, treaties, deals, ceasefires, rulings, laws and memberships that a text names.

An instrument is a noun phrase. Its kind comes from its noun, its name from the proper words or the number in it;
mentions of one article that name the same instrument are joined, so that "a UN resolution" is "Resolution 1244".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.coding.arguments import Clause
from tocsin.coding.commitwords import CommitmentWords
from tocsin.coding.mentions import mention
from tocsin.coding.tree import Tree
from tocsin.coding.triggers import ACTOR_LABELS, actor_like
from tocsin.lexicon import Lexicon
from tocsin.records import Instrument, Sentence, Span

BETWEEN_PARTIES = frozenset({"treaty", "agreement", "ceasefire"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
NOMINAL = frozenset({"NOUN", "PROPN"})
NAME_PARTS = ("compound", "amod", "flat", "nmod", "nummod", "appos")


@dataclass(frozen=True)
class Found:
    """An instrument of a sentence: its record and the word that heads it."""

    head: int
    instrument: Instrument


def find(tree: Tree, words: CommitmentWords, lexicon: Lexicon) -> dict[int, Instrument]:
    """The instruments of a sentence by the word that heads each."""
    found: dict[int, Instrument] = {}
    for word, token in enumerate(tree.tokens):
        kind = kind_of(tree, word, words) if token.pos in NOMINAL else None
        if kind is not None and not in_longer_noun(tree, word, words):
            found[word] = _instrument(tree, word, kind, words, lexicon)
    for head, kind, first, last in _listed_names(tree, words):
        if not any(tree.span(first, last).overlaps(i.span) for i in found.values()):
            span = tree.span(first, last)
            name = " ".join(t.text for t in tree.tokens[first : last + 1])
            found[head] = Instrument(span, tree.number, kind, name, span, span)
    return found


def kind_of(tree: Tree, word: int, words: CommitmentWords) -> str | None:
    """The kind of instrument a noun names here, None where it names none."""
    lemma = next((lemma for lemma in tree.lemmas(word) if lemma in words.instruments), None)
    if lemma is None:
        return None
    if lemma in words.only_named and not _is_proper(tree, word):
        return None
    if lemma in words.only_of_courts and not _of_a_court(tree, word, words):
        return None
    inner = (tree.lemma(k) for k in tree.children(word, "compound", "amod"))
    return (
        next((words.instruments[i] for i in inner if words.instruments.get(i) == "ceasefire"), None)
        or (words.instruments[lemma])
    )


def in_longer_noun(tree: Tree, word: int, words: CommitmentWords) -> bool:
    """Whether the noun only tells which kind of another noun is meant: "ceasefire talks", "law firm"."""
    if tree.relation(word) not in ("compound", "flat") or tree.head(word) < 0:
        return tree.relation(word) == "flat"
    return tree.tokens[tree.head(word)].pos in NOMINAL


def _is_proper(tree: Tree, word: int) -> bool:
    """Whether the noun is part of a proper name: written large with another large word, or read as a law's name."""
    if tree.label(word) == "LAW":
        return True
    large = tree.tokens[word].text[0].isupper() and (tree.tokens[word].pos == "PROPN" or word > 0)
    return large and any(tree.tokens[k].text[0].isupper() for k in tree.children(word, *NAME_PARTS))


def _of_a_court(tree: Tree, word: int, words: CommitmentWords) -> bool:
    kids = tree.children(word, "nmod:poss", "compound", "amod", "nmod")
    return any(words.issuers.get(lemma) == "ruling" for k in kids for lemma in tree.lemmas(k))


def _listed_names(tree: Tree, words: CommitmentWords) -> Iterator[tuple[int, str, int, int]]:
    """Head, kind, first and last word of the instruments that the lists know by name."""
    texts = [t.text for t in tree.tokens]
    for name, kind in words.names.items():
        parts = name.split()
        for first in range(len(texts) - len(parts) + 1):
            if texts[first : first + len(parts)] == parts:
                last = first + len(parts) - 1
                inside = range(first, last + 1)
                yield next((i for i in inside if tree.head(i) not in inside), last), kind, first, last


def _instrument(tree: Tree, word: int, kind: str, words: CommitmentWords, lexicon: Lexicon) -> Instrument:
    first, last = tree.phrase(word)
    name, named = _name(tree, word, kind, words)
    span = tree.span(first, last)
    parties = tuple(mention(tree, h) for h in parties_of(tree, word, words, lexicon)) if kind in BETWEEN_PARTIES else ()
    mediators = tuple(mention(tree, h) for h in mediators_of(tree, word, words, lexicon))
    return Instrument(span, tree.number, kind, name, named, span, parties, mediators)


def _name(tree: Tree, word: int, kind: str, words: CommitmentWords) -> tuple[str | None, Span | None]:
    """The proper name or number of an instrument and where it stands; None for "the deal", "a UN resolution"."""
    if kind == "resolution":
        number = next(
            (k for k in tree.children(word, *NAME_PARTS) if k > word and tree.tokens[k].text[0].isdigit()), None
        )
        if number is None:
            return None, None
        return f"Resolution {tree.tokens[number].text}", tree.span(word, number)
    inside = [word, *(k for k in tree.children(word, *NAME_PARTS) if _names(tree, k, word, words))]
    if inside == [word] and tree.label(word) != "LAW":
        return None, None
    first = min(tree.phrase(word)[0] if tree.label(word) == "LAW" else word, *inside, word)
    last = max(*inside, tree.phrase(word)[1] if tree.label(word) == "LAW" else word)
    while first < word and tree.tokens[first].pos in ("DET", "PUNCT", "PRON"):
        first += 1
    span = tree.span(first, last)
    return " ".join(t.text for t in tree.tokens[first : last + 1]), span


def _names(tree: Tree, kid: int, word: int, words: CommitmentWords) -> bool:
    """Whether a modifier makes a name: a place or a year or a large word before it, "of Lisbon" behind it."""
    text = tree.tokens[kid].text
    if any(tree.lemma(k) in words.mediating for k in (kid, kid + 1, kid + 2) if k < word) or _mediates(
        tree, kid, words
    ):
        return False
    if kid > word:
        return tree.relation(kid) == "nmod" and "of" in tree.prepositions(kid) and text[0].isupper() and kid - word < 4
    if tree.label(kid) == "NORP" and tree.tokens[kid].pos == "ADJ":
        return False
    year = text.isdigit() and len(text) == 4
    return year or (text[0].isupper() and kid > 0 and tree.relation(kid) != "nmod") or tree.tokens[kid].pos == "PROPN"


# --------------------------------------------------------------------------- whose it is


def parties_of(tree: Tree, word: int, words: CommitmentWords, lexicon: Lexicon) -> list[int]:
    """Heads of the parties: who made it, whom it is between, with whom it is."""
    found: list[int] = []
    for kid in tree.children(word, "nmod"):
        if {"between", "with"} & set(tree.prepositions(kid)):
            found += tree.coordinated(kid)
    maker = maker_of(tree, word, words)
    if maker is not None:
        clause = Clause(tree, maker, lexicon)
        found = [*clause.subjects(), *found, *(h for h in clause.obliques("with") if h not in found)]
    found += list(tree.children(word, "nmod:poss"))
    return [h for h in dict.fromkeys(found) if actor_like(tree, h, lexicon) and tree.tokens[h].pos != "PRON"]


def maker_of(tree: Tree, word: int, words: CommitmentWords) -> int | None:
    """The verb by which the instrument is made: "reached", "signed", "agreed to"."""
    above = tree.head(word)
    while above >= 0 and tree.tokens[above].pos in NOMINAL and tree.relation(word) in ("nmod", "compound", "conj"):
        word, above = above, tree.head(above)
    if above < 0 or tree.relation(word) not in ("obj", "nsubj:pass", "obl", "nsubj"):
        return None
    verb = tree.tokens[above].pos == "VERB" and tree.lemma(above) in words.making
    if not verb or (tree.relation(word) == "nsubj" and tree.child(above, "obj") is not None):
        return None
    if tree.relation(word) == "obl" and not {"to", "on"} & set(tree.prepositions(word)):
        return None
    return above


def mediators_of(tree: Tree, word: int, words: CommitmentWords, lexicon: Lexicon) -> list[int]:
    """Heads of who mediates it: "with the mediation of X", "mediated by X", "an X-brokered deal"."""
    found: list[int] = []
    for kid in tree.children(word, "amod", "acl", "acl:relcl", "compound"):
        if tree.lemma(kid) in words.mediating:
            found += Clause(tree, kid, lexicon).obliques("by") if kid > word else _hyphened(tree, kid)
    above = maker_of(tree, word, words)
    for place in (word, *([above] if above is not None else [])):
        for kid in tree.children(place, "obl", "nmod"):
            if tree.lemma(kid) in words.mediations:
                noun = Clause(tree, kid, lexicon, pos="noun")
                found += noun.obliques("of") or noun.possessors() or noun.modifiers()
        if tree.lemma(place) in words.mediating:
            found += Clause(tree, place, lexicon).subjects()
    return [h for h in dict.fromkeys(found) if actor_like(tree, h, lexicon) or tree.label(h) in ACTOR_LABELS]


def _hyphened(tree: Tree, kid: int) -> list[int]:
    """The name before a hyphened participle: "African Union" of "African Union-brokered"."""
    if kid < 2 or tree.tokens[kid - 1].text not in ("-", "‑"):
        return []
    number = tree.entity_at.get(kid - 2)
    if number is None:
        return [kid - 2]
    entity = tree.sentence.entities[number]
    return [next((i for i in range(entity.first, kid - 1) if not entity.first <= tree.head(i) < kid - 1), kid - 2)]


def _mediates(tree: Tree, kid: int, words: CommitmentWords) -> bool:
    """Whether a modifier stands before a hyphened participle of mediation."""
    after = [i for i in range(kid + 1, min(kid + 4, len(tree.tokens) - 1)) if tree.tokens[i].text in ("-", "‑")]
    return bool(after) and tree.lemma(after[0] + 1) in words.mediating


# --------------------------------------------------------------------------- one instrument, several mentions


def joined(found: Sequence[tuple[int, Instrument]], sentences: Sequence[Sentence], text: str) -> dict[Span, Instrument]:
    """Every instrument of an article by its span, those that are mentioned again led back to their first mention.

    A definite phrase is the nearest instrument of its kind before it; an indefinite one that tells no name takes the
    only name of its kind in the article, where the two sentences share a name besides.
    """
    result: dict[Span, Instrument] = {}
    for _, one in found:
        same = _earlier(one, list(result.values()), text) or _named_elsewhere(one, found, sentences, text)
        if same is None:
            result[one.span] = one
            continue
        first = same.same or same.span
        parties = one.parties or same.parties
        result[one.span] = replace(
            one,
            name=one.name or same.name,
            named=one.named or same.named,
            same=first,
            parties=parties,
            mediators=one.mediators or same.mediators,
        )
    return _named_back(result)


def _named_back(found: dict[Span, Instrument]) -> dict[Span, Instrument]:
    """Earlier mentions learn the name that a later one tells."""
    names = {i.same: i for i in found.values() if i.name is not None}
    back = {}
    for span, one in found.items():
        named = names.get(one.same)
        back[span] = replace(one, name=named.name, named=named.named) if named and one.name is None else one
    return back


def _earlier(one: Instrument, before: list[Instrument], text: str) -> Instrument | None:
    alike = [i for i in before if i.kind == one.kind]
    if one.name is not None:
        return next((i for i in reversed(alike) if i.name is not None and same_name(i.name, one.name)), None)
    return alike[-1] if alike and is_definite(one, text) else None


def is_definite(one: Instrument, text: str) -> bool:
    """Whether the phrase takes up an instrument told before: "the deal", "its agreement"."""
    return one.span.of(text).lower().split()[0] in DEFINITE


def _named_elsewhere(
    one: Instrument, found: Sequence[tuple[int, Instrument]], sentences: Sequence[Sentence], text: str
) -> Instrument | None:
    """The only named instrument of the kind in the article; for an indefinite phrase only where a name is shared."""
    others = [i for _, i in found if i.kind == one.kind and i.name is not None and i.sentence != one.sentence]
    names = {n.lower() for i in others if (n := i.name)}
    if one.name is not None or one.kind in ("law", "ruling") or len(names) != 1:
        return None
    if is_definite(one, text):
        return others[0]
    own = _subjects_of(sentences[one.sentence])
    return next((i for i in others if own & _subjects_of(sentences[i.sentence])), None)


def _subjects_of(sentence: Sentence) -> frozenset[str]:
    """What a sentence is about: the words of its names, without those of instruments, and its concrete nouns."""
    own = frozenset(t.lemma.lower() for t in sentence.tokens if t.pos in ("PROPN", "NOUN"))
    return own - frozenset(
        {"un", "nation", "nations", "united", "resolution", "security", "council", "agreement", "deal"}
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names name one instrument: all proper words of the shorter stand in the longer."""
    first, second = _key(one), _key(other)
    return bool(first and second) and (first <= second or second <= first)


def _key(name: str) -> frozenset[str]:
    generic = frozenset(
        """the peace agreement agreements accord accords treaty convention conventions deal pact of on protocol
        memorandum law act resolution ceasefire truce""".split()
    )
    return frozenset(name.lower().split()) - generic
