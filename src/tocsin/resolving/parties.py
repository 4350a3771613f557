"""Mentions -> Actors: by their own words, and where these name nobody, by what they stand for in the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tocsin.coding.tree import Tree
from tocsin.records import Actor, Evidence, Mention, Reference
from tocsin.resolving.actors import resolve_actor, resolve_actors
from tocsin.resolving.registry import Registry
from tocsin.resolving.surroundings import around

References = Mapping[tuple[int, int], Reference]


def by_head(references: tuple[Reference, ...]) -> References:
    """References by the sentence and the head word that they stand at."""
    return {(r.mention.sentence, r.mention.head): r for r in references}


@dataclass(frozen=True)
class Parties:
    """Who is meant in one article on one day: the registry, the article's countries and what its words stand for."""

    text: str
    registry: Registry
    focus: tuple[str, ...]
    references: References
    on: date | None

    def actor(self, mention: Mention, tree: Tree | None = None) -> Actor:
        """The first party that a mention names or stands for."""
        return self.actors(mention, tree)[0]

    def actors(self, mention: Mention, tree: Tree | None = None) -> tuple[Actor, ...]:
        """Every party that a mention names or stands for, each with the mention's own words."""
        own = resolve_actors(
            mention.span.of(self.text),
            mention.span,
            registry=self.registry,
            on=self.on,
            context=self.focus,
            around=around(self.text, mention.span.start, mention.span.end, self.registry),
        )
        reference = self.references.get((mention.sentence, mention.head))
        if reference is not None and len(own) == 1:
            stands_for = [a for m in reference.antecedents if (a := self._taken(own[0], m))]
            if stands_for:
                return tuple(stands_for)
        if len(own) == 1 and own[0].country is None and tree is not None:
            return (self._owned(own[0], mention, tree),)
        return own

    def _plain(self, mention: Mention) -> Actor:
        return resolve_actor(
            mention.span.of(self.text), mention.span, registry=self.registry, on=self.on, context=self.focus
        )

    def _taken(self, own: Actor, antecedent: Mention) -> Actor | None:
        """The antecedent's identity under the mention's own words; None where the words know better themselves."""
        known = self._plain(antecedent)
        better = known.name is not None and (own.name is None or own.country == known.country)
        fuller = own.country is None and (known.country is not None or bool(known.sectors))
        nobody = own.country is None and not own.sectors and own.name is None
        if not (better or fuller or nobody):
            return None
        reason = known.reason if known.name is None and known.country is None else None
        why = f"stands for {' '.join(known.text.split())!r}, {known.why}"
        return replace(
            known, text=own.text, span=own.span, sectors=known.sectors or own.sectors, reason=reason, why=why
        )

    def _owned(self, own: Actor, mention: Mention, tree: Tree) -> Actor:
        """What a pronoun owns is its owner's: "its forces" are of the country that "its" stands for."""
        for kid in tree.children(mention.head, "nmod:poss"):
            reference = self.references.get((mention.sentence, kid))
            owner = self._plain(reference.antecedents[0]) if reference and len(reference.antecedents) == 1 else None
            if owner is not None and owner.country is not None:
                return replace(own, country=owner.country, reason=None, why=f"{own.why}; its owner's country")
        return own

    def evidence(self, side: str, mentions: tuple[Mention, ...]) -> Iterator[Evidence]:
        """What the mentions of a side stand for, as evidence."""
        for mention in mentions:
            reference = self.references.get((mention.sentence, mention.head))
            for antecedent in reference.antecedents if reference else ():
                yield Evidence(side, antecedent.span, f"reference.{reference.rule}")  # type: ignore[union-attr]
