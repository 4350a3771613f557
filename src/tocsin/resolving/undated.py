"""Reports without a date: when they can have been published, by the terms of those named in office and by the dated
events in them, and what that makes of their relative times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tocsin.coding.tree import Tree
from tocsin.records import (
    Analysis,
    Coding,
    Evidence,
    InferredDate,
    Published,
    Span,
    TimeExpression,
    TimeKind,
    TimeValue,
)
from tocsin.resolving.actors import readings_of
from tocsin.resolving.dating import act_times
from tocsin.resolving.mentions import GEOGRAPHIC, STANDS_FOR, Name, Setting, names_in
from tocsin.resolving.origins import FORMER
from tocsin.resolving.registry import Kind, Office, Registry, Word, name_key, words_of
from tocsin.timing.direction import looks_ahead, top
from tocsin.timing.expressions import Times, time_expressions
from tocsin.timing.readings import BY_WORDS, NO_DATE

INFERRED = "inferred: "
OFFICE_TERMS, DATED_EVENTS = f"{INFERRED}office terms", f"{INFERRED}dated events"
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
HAD = frozenset({"had", "'d", "’d"})
Bound = tuple[date | None, date | None, Evidence]


def inferred_date(
    analysis: Analysis,
    trees: Sequence[Tree],
    expressions: Sequence[TimeExpression],
    *,
    registry: Registry,
    focus: tuple[str, ...],
) -> InferredDate | None:
    """The days between which a report without a date was published; None where it has one, where nothing tells, or
    where what tells disagrees. `focus` are the ISO codes of the article's countries."""
    if analysis.article.published is not None:
        return None
    bounds = [*_by_offices(analysis, trees, expressions, registry, focus), *_by_events(trees, expressions)]
    first = max((low for low, _, _ in bounds if low), default=None)
    last = min((high for _, high, _ in bounds if high), default=None)
    if first is None or (last is not None and last < first):
        return None
    deciding = (told for low, high, told in bounds if low == first or (high is not None and high == last))
    return InferredDate(first, last, tuple(dict.fromkeys(deciding)))


# --------------------------------------------------------------------------- by offices


def _by_offices(
    analysis: Analysis,
    trees: Sequence[Tree],
    expressions: Sequence[TimeExpression],
    registry: Registry,
    focus: tuple[str, ...],
) -> Iterator[Bound]:
    """From the start to the end of the terms of each whom the report names in office. A sentence with a date of its own
    may tell of an earlier office and does not count."""
    dated = {one.sentence for one in expressions if one.anchored_by == BY_WORDS}
    for number, sentence in enumerate(analysis.sentences):
        if number in dated or _in_pluperfect(trees[number]):
            continue
        words = tuple(words_of(sentence.span.of(analysis.article.text)))
        for first, last, office in _titled(words, registry):
            terms = _terms(words, first, last, office, registry, focus)
            if terms:
                since = min(term.since for term in terms)
                until = None if any(t.until is None for t in terms) else max(t.until for t in terms if t.until)
                start = sentence.span.start
                span = Span(start + words[first].start, start + words[last].end)
                yield since, until, Evidence("published", span, OFFICE_TERMS)


def _in_pluperfect(tree: Tree) -> bool:
    return any(
        tree.tokens[i].text.lower() in HAD and tree.relation(i).startswith("aux") for i in range(len(tree.tokens))
    )


def _titled(words: tuple[Word, ...], registry: Registry) -> Iterator[tuple[int, int, str]]:
    """First and last word and office of every "French President Emmanuel Macron": a title right before a name."""
    names = list(names_in(words, registry))
    for place, name in enumerate(names):
        entry = name.entry(Kind.ROLE)
        office = registry.roles[entry.index].office if entry else None
        last = _name_end(words, name.last)
        if office is None or last == name.last:
            continue
        first = _with_country(names[:place], name)
        before = {word.norm for word in words[max(0, first - 2) : name.first]}
        if not before & FORMER:
            yield first, last, office


def _name_end(words: tuple[Word, ...], last: int) -> int:
    """The last of the capitalised words behind a title; one that ends in an apostrophe is the last."""
    while last + 1 < len(words) and words[last + 1].text[:1].isupper() and not words[last].owner:
        last += 1
    return last


def _with_country(before: list[Name], title: Name) -> int:
    """Where a title begins, with the country right before it."""
    if before and before[-1].last == title.first - 1 and before[-1].entry(*GEOGRAPHIC):
        return before[-1].first
    return title.first


def _terms(
    words: tuple[Word, ...], first: int, last: int, office: str, registry: Registry, focus: tuple[str, ...]
) -> list[Office]:
    """All terms in an office of the only person whom title and name can mean."""
    phrase = " ".join(word.text for word in words[first : last + 1]).removesuffix("'s").removesuffix("’s")
    name = readings_of(phrase, registry=registry, setting=Setting(None, focus))[0][2].name
    people = [registry.people[i] for i in registry.full_names.get(name_key(name or ""), ())]
    titles = STANDS_FOR.get(office, (office,))
    return [term for p in people if p.name == name for term in p.offices if term.key in titles]


# --------------------------------------------------------------------------- by dated events


def _by_events(trees: Sequence[Tree], expressions: Sequence[TimeExpression]) -> Iterator[Bound]:
    """Not before the days of what is told in the past, not after those of what is still to come."""
    for one in expressions:
        if one.anchored_by != BY_WORDS or one.kind not in (TimeKind.DATE, TimeKind.TIME) or "era" in one.rule:
            continue
        tree = trees[one.sentence]
        node = top(tree.tokens, one.first, one.last)
        verb = tree.clause_head(node)
        helpers = {tree.tokens[kid].text.lower() for kid in tree.children(verb, "aux", "aux:pass", "cop")}
        told = Evidence("published", one.span, DATED_EVENTS)
        if looks_ahead(tree.sentence, one.first, one.last):
            if helpers & WILL and one.end:
                yield None, one.end, told
        elif _past(tree, verb) and one.start:
            yield one.start, None, told


def _past(tree: Tree, verb: int) -> bool:
    """Whether a verb or its auxiliary stands in the past."""
    helpers = tree.children(verb, "aux", "aux:pass", "cop")
    finite = [tree.tokens[i].features for i in (verb, *helpers)]
    return any("Tense=Past" in features and "VerbForm=Fin" in features for features in finite)


# --------------------------------------------------------------------------- what it makes of times


def bounded_times(
    codings: Sequence[Coding],
    analysis: Analysis,
    trees: Sequence[Tree],
    known: Sequence[TimeValue | None],
    inferred: InferredDate | None,
    *,
    times: Times,
) -> tuple[TimeValue | None, ...]:
    """The times of acts, those that only want the report's date read from its first and its last possible day: "last
    year" lies between the year before the one and the year before the other. Where either is unknown they stay."""
    if inferred is None or inferred.last is None:
        return tuple(known)
    early, late = (_as_of(codings, analysis, trees, day, times) for day in (inferred.first, inferred.last))
    by = inferred.evidence[0]
    return tuple(_spread(now, low, high, by) for now, low, high in zip(known, early, late, strict=True))


def _as_of(
    codings: Sequence[Coding], analysis: Analysis, trees: Sequence[Tree], day: date, times: Times
) -> tuple[TimeValue | None, ...]:
    """The times of acts if the report were of a certain day."""
    dated = replace(analysis, article=replace(analysis.article, published=Published(day, "inferred")))
    return act_times(codings, dated, trees, time_expressions(dated, times=times))


def _spread(known: TimeValue | None, low: TimeValue | None, high: TimeValue | None, by: Evidence) -> TimeValue | None:
    """From the first day of the earlier reading to the last of the later, of the same words by the same rule."""
    if known is not None and (known.start is not None or known.anchored_by != NO_DATE):
        return known
    if low is None or high is None or low.start is None or high.end is None:
        return known
    if (low.span, low.rule) != (high.span, high.rule) or high.end < low.start:
        return known
    return TimeValue(low.text, low.span, low.start, high.end, "range", by.rule, low.rule, low.anchor or by.span)
