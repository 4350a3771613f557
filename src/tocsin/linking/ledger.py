"""Undertakings of one or several articles -> Commitments: one told several times is one, with all its evidence, and
with what became of it by the last article that was read.

Articles are taken by their publication; those without a date come first, in the order given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.coding.instruments import same_name
from tocsin.records import (
    Article,
    Attribution,
    Binding,
    CodedArticle,
    Commitment,
    Deadline,
    Deontic,
    Event,
    Evidence,
    Ground,
    Instrument,
    Limit,
    Mention,
    Outcome,
    Party,
    Proviso,
    Quantity,
    Quote,
    Requirement,
    Span,
    Standing,
    Status,
    Term,
    TimeKind,
    Undertaking,
    Undertakings,
    Voice,
)
from tocsin.resolving.actors import PRONOUNS
from tocsin.resolving.events import World, focus_of
from tocsin.resolving.parties import Parties, by_head

PROMISE = "promise"
SHARED = 0.5  # of the shorter act's content words that two tellings of one act share


@dataclass(frozen=True, slots=True)
class Told:
    """An undertaking with its article and its parties resolved."""

    coded: CodedArticle
    undertaking: Undertaking
    bearers: tuple[Party, ...]
    beneficiaries: tuple[Party, ...]
    binding: Binding | None


def ledger(articles: Sequence[tuple[CodedArticle, Undertakings]], *, world: World) -> tuple[Commitment, ...]:
    """The commitments that the articles tell, in the order of their first telling."""
    ordered = sorted(articles, key=lambda pair: _day(pair[0].article) or date.min)
    told = [one for coded, found in ordered for one in _resolved(coded, found, world)]
    groups = _joined(told)
    last = max((day for coded, _ in ordered if (day := _day(coded.article))), default=None)
    made = [_commitment(group, world) for group in groups]
    return tuple(_standing(one, group, ordered, last) for one, group in zip(made, groups, strict=True))


def _day(article: Article) -> date | None:
    return article.published.day if article.published else None


# --------------------------------------------------------------------------- one telling


def _resolved(coded: CodedArticle, found: Undertakings, world: World) -> Iterator[Told]:
    meant = _meant(coded, world)
    for one in found.told:
        yield Told(
            coded,
            one,
            _parties(coded.article, one.bearers, meant),
            _parties(coded.article, one.beneficiaries, meant),
            _binding(coded.article, one.instrument, meant) if one.instrument else None,
        )


def _meant(coded: CodedArticle, world: World) -> Parties:
    """Whom the words of an article name."""
    assert coded.analysis is not None
    focus = focus_of(coded.analysis, world.registry)
    return Parties(coded.article.text, world.registry, focus, by_head(coded.references), _day(coded.article))


def _parties(article: Article, mentions: Sequence[Mention], meant: Parties) -> tuple[Party, ...]:
    """Every party of the mentions, a pronoun's by the words that it stands for."""
    found: list[Party] = []
    for mention in mentions:
        reference = meant.references.get((mention.sentence, mention.head))
        pronoun = mention.span.of(article.text).lower() in PRONOUNS
        told = reference.antecedents if reference and pronoun else (mention,)
        found += [Party(_quote(article, actor.span), actor) for m in told for actor in meant.actors(m)]
    return tuple(found)


def _binding(article: Article, one: Instrument, meant: Parties) -> Binding:
    return Binding(
        _quote(article, one.span), one.kind, one.name, _parties(article, one.parties, meant),
        _parties(article, one.mediators, meant),
    )  # fmt: skip


def _quote(article: Article, span: Span) -> Quote:
    return Quote(article.id, span, span.of(article.text))


# --------------------------------------------------------------------------- one commitment told several times


def _joined(told: Sequence[Told]) -> list[list[Told]]:
    """Tellings of one commitment together: the same deontic, bearers and act, by instruments that do not differ; what
    only takes up an act told before joins the last commitment of its bearers."""
    groups: list[list[Told]] = []
    for one in told:
        same = next((g for g in groups if _same(g[0], one)), None)
        if same is None and (one.undertaking.refers or one.undertaking.rule == "leave_given"):
            same = next((g for g in reversed(groups) if _takes_up(g[0], one)), None)
        if same is None:
            groups.append([one])
        else:
            same.append(one)
    return groups


def _same(first: Told, again: Told) -> bool:
    one, other = first.undertaking, again.undertaking
    if one.deontic is not other.deontic or other.refers or one.refers:
        return False
    return _bearers_meet(first, again) and _acts_meet(one, other) and _instruments_meet(first.binding, again.binding)


def _takes_up(first: Told, again: Told) -> bool:
    """Whether "to go there" takes up what was told: leave for the same bearers."""
    permitted = first.undertaking.deontic is Deontic.MAY and again.undertaking.deontic is Deontic.MAY
    return permitted and _bearers_meet(first, again)


def _bearers_meet(first: Told, again: Told) -> bool:
    if not first.bearers or not again.bearers:
        return not first.bearers and not again.bearers
    return any(_same_party(a, b) for a in first.bearers for b in again.bearers)


def _same_party(one: Party, other: Party) -> bool:
    a, b = one.actor, other.actor
    if a.name and a.name == b.name:
        return True
    heads = {_head(one.quote.text), _head(other.quote.text)}
    alike = len(heads) == 1
    if a.country and b.country:
        return a.country == b.country and (alike or bool(set(a.sectors) & set(b.sectors)))
    return alike


def _head(words: str) -> str:
    return words.lower().partition(" of ")[0].split()[-1].removesuffix("s")


def _acts_meet(one: Undertaking, other: Undertaking) -> bool:
    """Whether two acts are told in words that agree: the head and half of the rest."""
    mine, theirs = set(one.words), set(other.words)
    shorter = min(len(mine), len(theirs))
    return one.words[:1] == other.words[:1] and len(mine & theirs) >= max(1, SHARED * shorter)


def _instruments_meet(one: Binding | None, other: Binding | None) -> bool:
    if one is None or other is None:
        return True
    if one.name and other.name:
        return same_name(one.name, other.name)
    return one.kind == other.kind


# --------------------------------------------------------------------------- the record


def _commitment(group: Sequence[Told], world: World) -> Commitment:
    first = group[0]
    one, article = first.undertaking, first.coded.article
    binding = next((t.binding for t in group if t.binding and t.binding.name), None) or next(
        (t.binding for t in group if t.binding), None
    )
    event = next((t.undertaking.event for t in group if t.undertaking.event), None)
    return Commitment(
        id=_id(article.id, one),
        instrument=binding,
        bearers=first.bearers,
        deontic=one.deontic,
        act=_quote(article, one.act),
        event=event.coding.event if event else None,
        mode=event.coding.mode if event else None,
        event_id=event.id if event else None,
        beneficiaries=next((t.beneficiaries for t in group if t.beneficiaries), ()),
        conditions=tuple(
            _requirement(t.coded.article, p, _meant(t.coded, world)) for t in group for p in t.undertaking.provisos
        ),
        limits=_once([_quantity(t.coded.article, x) for t in group for x in t.undertaking.limits]),
        deadline=next((_deadline(t.coded, x) for t in group if (x := t.undertaking.term)), None),
        attribution=tuple(_voice(article, a, _meant(first.coded, world)) for a in one.attribution),
        status=Standing.OPEN,
        sentences=tuple(_sentence(t) for t in group),
        evidence=tuple(_ground(t.coded.article, e) for t in group for e in t.undertaking.evidence),
    )


def _id(article: str, one: Undertaking) -> str:
    return hashlib.sha256(f"{article}|{one.act.start}:{one.act.end}|{one.deontic}".encode()).hexdigest()[:16]


def _once(found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Quantities, each amount once."""
    seen = {(q.low, q.high, q.unit): q for q in reversed(found)}
    return tuple(sorted(seen.values(), key=lambda q: found.index(q)))


def _requirement(article: Article, proviso: Proviso, meant: Parties) -> Requirement:
    return Requirement(_quote(article, proviso.span), proviso.kind, _parties(article, proviso.by, meant))


def _quantity(article: Article, limit: Limit) -> Quantity:
    return Quantity(_quote(article, limit.span), limit.low, limit.high, limit.unit)


def _deadline(coded: CodedArticle, term: Term) -> Deadline:
    """The last day in time: the end of what the words cover, the day before it where they say "before"."""
    quote = _quote(coded.article, term.span)
    found = max(
        (t for t in coded.times if t.span.overlaps(term.expression)),
        key=lambda t: min(t.span.end, term.expression.end) - max(t.span.start, term.expression.start),
        default=None,
    )
    if found is None:
        return Deadline(quote, None, "unanchored", "not understood")
    days = found.ahead or ((found.start, found.end) if found.start and found.end else None)
    if days is None:
        return Deadline(quote, None, "unanchored", found.anchored_by)
    if found.kind is TimeKind.DURATION:
        return Deadline(quote, days[1], "day", found.anchored_by)
    day = days[0] if term.joined_by in ("before", "ahead of", "prior to") else days[1]
    return Deadline(quote, day, found.precision, found.anchored_by)


def _voice(article: Article, link: Attribution, meant: Parties) -> Voice:
    speakers = _parties(article, (link.speaker,), meant) if link.speaker else ()
    return Voice(speakers[0] if speakers else None, _quote(article, link.cue), link.manner, link.stance)


def _sentence(told: Told) -> Quote:
    assert told.coded.analysis is not None
    return _quote(told.coded.article, told.coded.analysis.sentences[told.undertaking.sentence].span)


def _ground(article: Article, evidence: Evidence) -> Ground:
    return Ground(evidence.field, _quote(article, evidence.span), evidence.rule)


# --------------------------------------------------------------------------- what became of it


def _standing(
    one: Commitment, group: Sequence[Told], articles: Sequence[tuple[CodedArticle, Undertakings]], last: date | None
) -> Commitment:
    """The commitment with what the texts after its first telling say became of it; the last word holds."""
    place = (one.act.article, one.act.span.end)
    order = [coded.article.id for coded, _ in articles]
    for coded, found in articles:
        for outcome in found.outcomes:
            later = _later(order, place, (coded.article.id, outcome.cue.start))
            if later and _is_about(outcome, one, coded.article):
                one = _stood(one, outcome.standing, coded.article, outcome.cue, "commitments.outcome")
        for event in coded.events:
            later = _later(order, place, (coded.article.id, event.coding.trigger.start))
            standing = _by_deed(one, event) if later and coded.article.id != one.act.article else None
            if standing is not None and one.status is Standing.OPEN:
                one = _stood(one, standing, coded.article, event.coding.trigger, "commitments.deed")
    due = one.deadline.day if one.deadline else None
    if one.status is Standing.OPEN and due is not None and last is not None and due < last and one.deadline:
        ground = Ground("status", one.deadline.quote, "commitments.deadline_passed")
        return replace(one, status=Standing.EXPIRED, evidence=(*one.evidence, ground))
    return one


def _stood(one: Commitment, standing: Standing, article: Article, cue: Span, rule: str) -> Commitment:
    return replace(one, status=standing, evidence=(*one.evidence, Ground("status", _quote(article, cue), rule)))


def _later(order: Sequence[str], before: tuple[str, int], after: tuple[str, int]) -> bool:
    first, second = order.index(before[0]), order.index(after[0])
    return second > first or (second == first and after[1] > before[1])


def _is_about(outcome: Outcome, one: Commitment, article: Article) -> bool:
    """Whether what is said of an instrument or a promise is said of this one's."""
    thing = outcome.instrument
    if thing.kind == PROMISE:
        return one.instrument is None or one.instrument.kind == "agreement"
    if one.instrument is None:
        return False
    if thing.name and one.instrument.name:
        return same_name(thing.name, one.instrument.name)
    return thing.kind == one.instrument.kind and article.id == one.instrument.quote.article


def _by_deed(one: Commitment, event: Event) -> Standing | None:
    """What a later act says of a commitment: done what had to be, or what must not be."""
    coding = event.coding
    mine = {p.actor.country for p in one.bearers if p.actor.country} | {
        p.actor.name for p in one.bearers if p.actor.name
    }
    theirs = {a.country for a in event.actors if a.country} | {a.name for a in event.actors if a.name}
    if one.event != coding.event or coding.status is not Status.ACTUAL or coding.negated or not mine & theirs:
        return None
    if one.mode and coding.mode and one.mode != coding.mode:
        return None
    if one.deontic in (Deontic.MUST, Deontic.WILL):
        return Standing.FULFILLED
    if one.deontic is Deontic.MUST_NOT:
        return Standing.ALLEGED_BREACH if event.attribution else Standing.BREACHED
    return None
