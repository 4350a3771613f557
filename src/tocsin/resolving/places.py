"""Where an act happened: the place that the model reads for it, and the place in the gazetteer that its words name."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.tree import Tree
from tocsin.coding.triggers import PLACE_LABELS
from tocsin.placing.features import COUNTRY, DISTRICT, EXACT, PROVINCE, REGION, TOWN, precision_of
from tocsin.records import Candidate, Place, Span, Toponym

FINEST = (EXACT, TOWN, DISTRICT, PROVINCE, REGION, COUNTRY)
PEOPLE, BODIES = frozenset({"PER", "NORP"}), frozenset({"ORG", "PRODUCT", "LAW", "EVENT"})
WITHIN = frozenset(("in", "at", "near", "outside", "inside", "around", "from", "by"))
UNPLACED = {"GPE": TOWN, "FAC": EXACT}  # what words that the gazetteer lacks are taken for


def event_place(tree: Tree, word: int, text: str, toponyms: Sequence[Toponym]) -> Place | None:
    """Where the act at `word` happened: of the place names in the words that the model reads as its place the most
    precise, else the words themselves, placed by the names inside them. `toponyms` are the sentence's.
    """
    ranges = [(first, last) for predicate, first, last in tree.sentence.places if predicate == word]
    for first, last in ranges:
        named = [t for t in toponyms if first <= t.first <= last and _label(tree, t) in PLACE_LABELS]
        if named:
            best = min(named, key=_fineness)
            site = _site(tree, first, best.first - 1, toponyms)
            if site is not None:
                return placed(site, text, best.chosen, EXACT)
            return placed(best.span, text, best.chosen, UNPLACED.get(_label(tree, best), REGION))
    for first, last in ranges:
        if all(token.pos != "PROPN" for token in tree.tokens[first : last + 1]):
            continue  # "on the ground", "the town": of 19 such answers on event_location's dev, 18 were wrong
        if _names_somebody(tree, first, last):
            continue
        span = _trimmed(tree, first, last)
        within = [t for t in toponyms if t.chosen and span.overlaps(t.span)]
        return placed(span, text, min(within, key=_fineness).chosen if within else None, EXACT)
    return None


def _names_somebody(tree: Tree, first: int, last: int) -> bool:
    """Whether all names in the words are of people or bodies: "apologised to Biden", "praised on Twitter"; a body that
    something happens in or at is a site: "in the Al-Quds Hospital"."""
    labels = {tree.label(i) for i in range(first, last + 1) if tree.tokens[i].pos == "PROPN"}
    before = tree.tokens[first if tree.tokens[first].pos == "ADP" or not first else first - 1].text.lower()
    return labels <= PEOPLE or (labels <= PEOPLE | BODIES and before not in WITHIN)


def _site(tree: Tree, first: int, last: int, toponyms: Sequence[Toponym]) -> Span | None:
    """A site of its own name before the name of where it lies: "the Al-Quds Hospital in Aleppo"."""
    if last <= first or tree.tokens[last].pos != "ADP":
        return None
    if any(first <= t.first <= last for t in toponyms) or all(t.pos != "PROPN" for t in tree.tokens[first:last]):
        return None
    return _trimmed(tree, first, last)


def placed(span: Span, text: str, chosen: Candidate | None, unknown: str) -> Place:
    """The words with the gazetteer's entry; where there is none, `unknown` is the precision."""
    if chosen is None:
        return Place(span.of(text), span, None, None, None, None, None, unknown)
    precision = precision_of(chosen.feature)
    return Place(
        span.of(text),
        span,
        chosen.name,
        chosen.lat,
        chosen.lon,
        chosen.country,
        chosen.geonameid,
        precision,
        chosen.feature,
    )


def _label(tree: Tree, toponym: Toponym) -> str:
    """The label of the entity that the words are; a site or town that no entity holds counts as a place."""
    number = tree.entity_at.get(toponym.first)
    return "GPE" if number is None else tree.sentence.entities[number].label


def _fineness(toponym: Toponym) -> int:
    return FINEST.index(precision_of(toponym.chosen.feature)) if toponym.chosen else 1


def _trimmed(tree: Tree, first: int, last: int) -> Span:
    """The words without prepositions and marks at their edges: "a checkpoint" of "at a checkpoint near"."""
    while first < last and tree.tokens[first].pos in ("ADP", "PUNCT"):
        first += 1
    while first < last and tree.tokens[last].pos in ("ADP", "PUNCT"):
        last -= 1
    return tree.span(first, last)
