"""Who says so: the chain of speakers above an act, outermost first, from the quotations that it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding.tree import Tree
from tocsin.records import Article, Attribution, Evidence, Manner, MaskReason, Mention, Quotation, Span, Stance

CREDITS = frozenset({MaskReason.DATELINE, MaskReason.CREDIT, MaskReason.BYLINE})


@dataclass(frozen=True, slots=True)
class Claim:
    """One link and the rule that read it."""

    rule: str
    link: Attribution


def chain(
    trees: Sequence[Tree], quotations: Sequence[Quotation], act: Span, *, acts: Collection[Span] = ()
) -> tuple[Claim, ...]:
    """The claims that an act stands under, outermost first.

    A word is no claim about itself; neither are `acts`, words that tell acts of speech: a demand or a promise embeds
    what it speaks of, it does not vouch for it.
    """
    over = [q for q in quotations if q.claims and not q.cue.overlaps(act) and any(c.covers(act) for c in q.contents)]
    over = [q for q in over if not any(q.cue.overlaps(told) for told in acts)]
    over.sort(key=lambda q: (-_depth(q, over), q.rule == "cited_source", _order(q.cue, act)))
    over = [q for i, q in enumerate(over) if not (i and _own_thought(trees, over[i - 1], q))]
    claims = [Claim(q.rule, _link(trees[q.sentence], q)) for q in over]
    return tuple(c for i, c in enumerate(claims) if not any(_same(c, outer) for outer in claims[:i]))


def _order(cue: Span, act: Span) -> int:
    """Of speakers one behind the other the last one is outermost: "…, the elder told his son, the BBC reported"."""
    return -cue.start if cue.start > act.end else cue.start


def _own_thought(trees: Sequence[Tree], outer: Quotation, inner: Quotation) -> bool:
    """Whether a speaker tells what he thinks himself: "the widow said she feared that"."""
    if inner.stance is not Stance.BELIEVES or inner.source is None or outer.source is None:
        return False
    return trees[inner.sentence].tokens[inner.source.head].pos == "PRON" and inner.sentence == outer.sentence


def _depth(quotation: Quotation, others: Sequence[Quotation]) -> int:
    """How many of the other quotations stand inside this one."""
    return sum(any(c.covers(o.cue) for c in quotation.contents) for o in others if o is not quotation)


def _same(one: Claim, other: Claim) -> bool:
    """Whether two links are told by one speaker who goes on: "he said, adding that"."""
    first, second = one.link.speaker, other.link.speaker
    return first is not None and second is not None and first.span.overlaps(second.span)


def _link(tree: Tree, quotation: Quotation) -> Attribution:
    return Attribution(_speaker(tree, quotation.source), quotation.cue, quotation.manner, quotation.stance)


def _speaker(tree: Tree, source: Mention | None) -> Mention | None:
    """The source, a relative pronoun by the noun it stands for."""
    if source is None:
        return None
    noun = tree.antecedent(source.head)
    first, last = tree.phrase(noun)
    for other in tree.children(noun, "conj"):  # "a soldier and a medic said": one speaker of two names
        last = max(last, tree.phrase(other)[1])
    return Mention(tree.span(first, last), tree.number, first, last, noun)


def wire_credit(article: Article) -> Mention | None:
    """The wire that a credit or a dateline names: it tells the whole story."""
    if article.wire is None:
        return None
    for masked in article.masked:
        if masked.reason in CREDITS:
            start = masked.span.of(article.text).find(article.wire)
            if start >= 0:
                span = Span(masked.span.start + start, masked.span.start + start + len(article.wire))
                return Mention(span, -1, -1, -1, -1)
    return None


def credited(claims: tuple[Claim, ...], wire: Mention | None) -> tuple[Claim, ...]:
    """The chain under the wire that told the story; what the story tells in its own voice stays its own."""
    if wire is None or not claims:
        return claims
    return (Claim("wire_credit", Attribution(wire, wire.span, Manner.INDIRECT, Stance.STATES)), *claims)


def evidence(claims: tuple[Claim, ...]) -> Iterator[Evidence]:
    """Each claim's cue as evidence of the attribution."""
    return (Evidence("attribution", c.link.cue, f"attribution.{c.rule}") for c in claims)
