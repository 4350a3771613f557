"""Whom the anaphors of an article stand for: chains of nominals, and for each pronoun, definite noun and acronym the
most telling nominal of its chain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin import datafiles
from tocsin.coding.quotemarks import quoted_stretches
from tocsin.coding.tree import Tree
from tocsin.records import Article, Quotation, Reference
from tocsin.referring.chains import chains, link
from tocsin.referring.clues import Setting, indexed, named
from tocsin.referring.nominals import (
    PERSONAL,
    GenderWords,
    Identify,
    Known,
    Nominal,
    load_gender_words,
    nominals,
)
from tocsin.referring.ranker import Ranker, load_ranker


@dataclass(frozen=True)
class ReferenceWords:
    """Words of gender, nouns of persons and of bodies, and which nouns may take up which."""

    genders: GenderWords
    people: frozenset[str]
    groups: frozenset[str]
    alike: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ReferenceKnowledge:
    """The words and the ranking's weights."""

    words: ReferenceWords
    ranker: Ranker


def article_nominals(
    article: Article, trees: Sequence[Tree], quotations: Sequence[Quotation], words: ReferenceWords, identify: Identify
) -> tuple[list[Nominal], Setting]:
    """Every nominal of an article, and who speaks in its quoted stretches."""
    stretches = quoted_stretches(article)
    found = nominals(trees, stretches, Known(words.genders, words.people, words.groups, identify))
    spans = sorted((one.mention.span.start, one.mention.span.end, one.place) for one in found)
    speakers: dict[int, tuple[int, int]] = {}
    sources: list[tuple[int, int]] = []
    told_by: dict[tuple[int, int], tuple[int, int]] = {}
    for quotation in sorted(quotations, key=lambda q: -sum(c.end - c.start for c in q.contents)):
        if quotation.source is None or not quotation.claims:
            continue
        place = quotation.source.sentence, quotation.source.head
        sources.append(place)
        for number, stretch in enumerate(stretches):
            told = any(c.overlaps(stretch.span) for c in quotation.contents)
            if stretch.whole and told and not stretch.span.covers(quotation.cue):
                speakers.setdefault(number, place)
        for content in quotation.contents:
            for start, end, inside in spans[bisect_left(spans, (content.start,)) :]:
                if start >= content.end:
                    break
                if end <= content.end and inside != place:
                    told_by[inside] = place
    at = {one.place: i for i, one in enumerate(found) if one.kind != "joined"}
    return found, Setting(
        speakers, named(found), words.alike, tuple(sorted(sources)), frozenset(sources), told_by, at, indexed(found)
    )


def load_reference_words(data: Path) -> ReferenceWords:
    """Load the words from the data folder; raises DataError with file and line."""
    words = datafiles.mapping(data / "rules/references.yml")
    alike: dict[str, set[str]] = {}
    for group in words["alike"]:
        for noun in group:
            alike.setdefault(noun, set()).update(n for n in group if n != noun)
    return ReferenceWords(
        load_gender_words(data / "actors/given_names.yml"),
        frozenset(words["people"]),
        frozenset(words["groups"]),
        {noun: frozenset(others) for noun, others in alike.items()},
    )


def load_references(data: Path) -> ReferenceKnowledge:
    """Load words and weights from the data folder."""
    return ReferenceKnowledge(load_reference_words(data), load_ranker(data / "model/references.npz"))


def refer(
    article: Article,
    trees: Sequence[Tree],
    quotations: Sequence[Quotation],
    *,
    knowledge: ReferenceKnowledge,
    identify: Identify,
) -> tuple[Reference, ...]:
    """Every word of the article that takes up a party named elsewhere, in text order.

    `identify` reads a phrase by the registry of actors.
    """
    found, setting = article_nominals(article, trees, quotations, knowledge.words, identify)
    linked = link(found, setting, knowledge.ranker)
    view = View(found, linked, {at: chain for chain in chains(linked) for at in chain}, setting)
    references = (_reference(view, at) for at in range(len(found)))
    return tuple(r for r in references if r is not None)


def named_alike(
    article: Article,
    trees: Sequence[Tree],
    quotations: Sequence[Quotation],
    *,
    knowledge: ReferenceKnowledge,
    identify: Identify,
) -> list[list[tuple[int, int, int]]]:
    """The chains of two nominals and more, each nominal by sentence, first and last word of all that hangs on it."""
    found, setting = article_nominals(article, trees, quotations, knowledge.words, identify)
    linked = chains(link(found, setting, knowledge.ranker))
    return [[(found[i].sentence, *found[i].whole) for i in chain] for chain in linked if len(chain) > 1]


@dataclass(frozen=True)
class View:
    """An article's nominals, what each takes up, the chain that each is in, and who speaks where."""

    found: Sequence[Nominal]
    linked: Sequence[int | None]
    chain: Mapping[int, Sequence[int]]
    setting: Setting


Rule = Callable[[View, int], tuple[int, ...]]


def speaker(view: View, at: int) -> tuple[int, ...]:
    """ "I" between quotation marks is who speaks there."""
    one = view.found[at]
    single = one.person == 1 and one.kind == "pronoun" and one.number == "s"
    place = view.setting.speakers.get(one.quote) if single else None
    who = view.setting.at.get(place) if place is not None else None
    return () if who is None else (who,)


def both(view: View, at: int) -> tuple[int, ...]:
    """ "The two countries", "both sides": the last two parties of that sort that were named before; "two policemen"
    without an article are others."""
    one = view.found[at]
    if one.several != 2 or ("two" in one.words and one.definite != "the"):
        return ()
    acting = _last_two(view, at, ("subject", "object", "possessive", "other"))
    return acting or _last_two(view, at, ("subject", "object", "possessive", "other", "oblique", "modifier"))


def _last_two(view: View, at: int, roles: Sequence[str]) -> tuple[int, ...]:
    """The last two parties before a nominal that stand in one of the roles."""
    one = view.found[at]
    parties: list[int] = []
    for other in range(at - 1, -1, -1):
        each = view.found[other]
        first = view.chain[other][0]
        if each.role in roles and _party(one, each) and first not in parties and not _known(view, parties, other):
            parties.append(first)
        if len(parties) == 2 or one.sentence - each.sentence > FAR:
            break
    return tuple(reversed(parties)) if len(parties) == 2 else ()


def _party(one: Nominal, each: Nominal) -> bool:
    """Whether a nominal can be one of the parties that "both men" or "the two countries" speak of."""
    if each.kind not in ("name", "noun") or each.number == "p" or each.several:
        return False
    if one.sort == PERSONAL:
        fits = "?" in (one.gender, each.gender) or one.gender == each.gender
        return (
            each.sort == PERSONAL
            and fits
            and (each.label == "PER" or bool(each.names) or each.definite in ("the", "poss"))
        )
    return each.label == "GPE" or (each.label == "ORG" and one.lemma not in COUNTRIES)


COUNTRIES = frozenset({"country", "nation", "state", "republic", "capital", "neighbour", "neighbor", "government"})


def _known(view: View, parties: Sequence[int], other: int) -> bool:
    """Whether a name is one of the parties already, by its head word or by whom the registry reads in it."""
    each = view.found[other]
    known = (view.found[p] for p in parties)
    return any(
        k.lemma == each.lemma or (k.identity.country and k.identity.country == each.identity.country) for k in known
    )


FAR = 8  # sentences in which two parties are looked for


def joined(view: View, at: int) -> tuple[int, ...]:
    """A plural that takes up coordinated parties stands for each: "they" for "Serbia and Kosovo"."""
    for other in view.chain[at]:
        parts = view.found[other].parts
        if other != at and parts and view.found[at].number == "p":
            sentence = view.found[other].sentence
            return tuple(
                i
                for i, n in enumerate(view.found)
                if n.sentence == sentence and n.mention.head in parts and n.kind != "joined"
            )
    return ()


def chained(view: View, at: int) -> tuple[int, ...]:
    """What the ranking leads to: the chain's most telling nominal; a noun of several is not one person."""
    chain = view.chain[at]
    if len(chain) < 2:
        return ()
    one, meant = view.found[at], view.found[_telling(view, at)]
    person = meant.label == "PER" and meant.number == "s" and meant.kind == "name"
    return () if one.kind == "noun" and one.number == "p" and person else (chain[0],)


RULES: tuple[Rule, ...] = (speaker, both, joined, chained)


def _reference(view: View, at: int) -> Reference | None:
    """The reference of one nominal by the first rule that leads anywhere; None where it is named best by itself."""
    one = view.found[at]
    if one.kind == "joined":
        return None
    for rule in RULES:
        parties = rule(view, at)
        if parties:
            telling = tuple(dict.fromkeys(_telling(view, p) for p in parties))
            if at in telling:
                return None
            mentions = tuple(view.found[p].mention for p in telling)
            return Reference(one.mention, mentions, f"{rule.__name__}.{one.kind}")
    return None


def _telling(view: View, at: int) -> int:
    """Of a chain the nominal that tells most: a name before a noun before a pronoun, then of more words, then earlier;
    a state is named best by its own name."""
    if view.found[at].label == "GPE" and view.found[at].kind == "name":
        return at
    order = {"name": 3, "noun": 2, "joined": 1, "pronoun": 0}

    def weight(i: int) -> tuple[int, int, int]:
        one = view.found[i]
        kind = order["name"] if one.names else order[one.kind]
        return kind - one.headline, min(len(one.words), 5), -i

    return max(view.chain[at], key=weight)
