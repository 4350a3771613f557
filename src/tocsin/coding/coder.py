"""Analysis -> Codings: every act of an article with its sides, status, speakers, conditions and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin import datafiles
from tocsin.coding import attribution, conditions, status, verdicts
from tocsin.coding.arguments import LIGHT, Clause
from tocsin.coding.attribution import Claim
from tocsin.coding.counts import CountWords, count, load_count_words
from tocsin.coding.mentions import mention, read_sides, sides
from tocsin.coding.reductions import with_reductions
from tocsin.coding.rulewords import RuleWords, load_rule_words
from tocsin.coding.status import Decision
from tocsin.coding.tree import Tree
from tocsin.coding.verdicts import Trigger
from tocsin.lexicon import Lexicon, load_lexicon
from tocsin.ontology import Ontology, load_ontology
from tocsin.records import (
    Analysis,
    Attribution,
    Coding,
    Count,
    Declined,
    Evidence,
    Finding,
    Link,
    Manner,
    Mention,
    Span,
    Stance,
)


@dataclass(frozen=True)
class Knowledge:
    """All that the coder knows: ontology, lexicon and the rules' words."""

    ontology: Ontology
    lexicon: Lexicon
    words: RuleWords
    counts: CountWords


def load_knowledge(data: Path) -> Knowledge:
    """Load everything from the data folder; raises DataError with file and line."""
    ontology = load_ontology(data / "plover")
    return Knowledge(
        ontology,
        load_lexicon(data / "lexicon", ontology, more={"roles": role_nouns(data / "actors")}),
        load_rule_words(data / "rules"),
        load_count_words(data / "rules"),
    )


def role_nouns(folder: Path) -> frozenset[str]:
    """The heads of the role nouns that actors are known by: "minister" of "minister of defence"."""
    nouns = (noun for item in datafiles.items(folder / "roles.yml") for noun in item.words("nouns"))
    return frozenset(re.split(r" (?:of|for|in) ", noun)[0].split()[-1].lower() for noun in nouns)


def code(analysis: Analysis, *, knowledge: Knowledge) -> tuple[tuple[Coding, ...], tuple[Declined, ...]]:
    """The acts of an article in text order, and the readings that were declined with why."""
    codings: list[Coding] = []
    declined: list[Declined] = []
    speaker: Attribution | None = None
    for number, sentence in enumerate(analysis.sentences):
        tree = Tree(sentence, number)
        found, refusals = verdicts.find(tree, knowledge.lexicon)
        kept, doubled = _without_doubles(tree, found, knowledge.lexicon)
        declined += [*verdicts.declined(tree, refusals), *doubled]
        coded = [_coding(tree, trigger, kept, knowledge) for trigger in kept]
        codings += [_continued(c, tree, speaker) for c in coded]
        speaker = _last_speaker(tree, knowledge, speaker)
    return with_reductions(with_back_links(tuple(codings))), tuple(declined)


def _without_doubles(tree: Tree, found: list[Trigger], lexicon: Lexicon) -> tuple[list[Trigger], list[Declined]]:
    """A light verb and its noun are one act: the noun stays where the verb is light, else the verb."""
    words = {t.word: t for t in found}
    dropped: dict[int, str] = {}
    for trigger in found:
        if tree.tokens[trigger.word].pos not in ("NOUN", "PROPN"):
            continue
        verb = tree.head(trigger.word)
        other = words.get(verb)
        if other is None or tree.relation(trigger.word) not in ("obj", "nsubj:pass", "obl", "xcomp"):
            continue
        light = Clause(tree, trigger.word, lexicon).light_verb() == verb
        if other.entry.event == trigger.entry.event:
            noun_tells = light and (trigger.mode is not None or other.mode is None)
            loser, winner = (other, trigger) if noun_tells else (trigger, other)
        elif light and tree.relation(trigger.word) != "obl" and other.entry.object and not other.entry.embeds:
            loser, winner = trigger, other
        else:
            continue
        dropped[loser.word] = f"told by '{tree.tokens[winner.word].text}' as {winner.entry.event}"
    declined = [Declined(tree.tokens[w].span, words[w].entry.event, why) for w, why in dropped.items()]
    return [t for t in found if t.word not in dropped], declined


def _coding(tree: Tree, trigger: Trigger, others: list[Trigger], knowledge: Knowledge) -> Coding:
    entry, word = trigger.entry, trigger.word
    clause = Clause(tree, word, knowledge.lexicon, pos=entry.pos)
    verbal = knowledge.ontology.events[entry.event].quad in (1, 3)
    actors, recipients, sources = _sides(tree, trigger, clause, verbal=verbal)
    events = {t.word: t.entry.event for t in others}
    steps = list(status.path(tree, knowledge.words, word, events, knowledge.lexicon.classes[LIGHT]))
    decision = _decision(tree, trigger, status.decide(steps))
    claims = _claims(tree, knowledge, word)
    told = conditions.condition(tree, knowledge.words, word)
    counts = _counts(tree, knowledge, clause, actors, recipients)
    span = tree.tokens[word].span
    evidence = (
        Evidence("event", span, trigger.rule),
        *((Evidence("mode", span, "classifier"),) if trigger.mode and trigger.mode != entry.mode else ()),
        *sources,
        *_status_evidence(decision, span),
        *attribution.evidence(claims),
        *((Evidence("condition", told[0].span, "condition_clause"),) if told else ()),
        *(Evidence("counts", c.span, f"count.{c.kind}") for c in counts),
    )
    return Coding(
        sentence=tree.number,
        trigger=span,
        event=entry.event,
        mode=trigger.mode,
        contexts=entry.contexts,
        actors=actors,
        recipients=recipients,
        roles=(),
        status=decision.status,
        also=decision.also,
        negated=decision.negated,
        attempted=decision.attempted,
        historical=decision.historical,
        attribution=tuple(c.link for c in claims),
        condition=told[0] if told else None,
        counts=counts,
        links=tuple(_links(tree, trigger, others, [s.word for s in steps], told[1] if told else None)),
        findings=decision.findings,
        evidence=evidence,
        score=trigger.chance,
    )


def _decision(tree: Tree, trigger: Trigger, decision: Decision) -> Decision:
    """What the entry itself implies joins the rules' findings; the model's reading is weighed against them."""
    span = tree.tokens[trigger.word].span
    if trigger.entry.implies is not None:
        own = Finding("lexicon", span, status=trigger.entry.implies)
        decision = status.combined([*decision.findings, own])
    return status.weighed(decision, trigger.act, span)


def _claims(tree: Tree, knowledge: Knowledge, word: int) -> tuple[Claim, ...]:
    claims = attribution.chain(tree, knowledge.words, knowledge.lexicon, word)
    colon = attribution.colon_speaker(tree, knowledge.lexicon)
    if colon is not None and colon.link.speaker is not None and word > colon.link.speaker.last:
        return (colon, *claims)
    return claims


def _sides(
    tree: Tree, trigger: Trigger, clause: Clause, *, verbal: bool
) -> tuple[tuple[Mention, ...], tuple[Mention, ...], tuple[Evidence, ...]]:
    """Actors and recipients with what read them: the entry's slots; the model where they are empty."""
    entry = trigger.entry
    actors, recipients = sides(entry, clause, verbal=verbal)
    read_actors, read_recipients = read_sides(tree, trigger.act) if trigger.act else ((), ())
    by = [_slot(entry.actor, clause, m) for m in actors]
    to = [_slot(entry.recipient, clause, m) for m in recipients]
    if not actors:
        actors = tuple(a for a in read_actors if not any(a.span.overlaps(r.span) for r in recipients))
        by = ["model:sides"] * len(actors)
    if not recipients and not entry.reciprocal:
        recipients = tuple(r for r in read_recipients if not any(r.span.overlaps(a.span) for a in actors))
        to = ["model:sides"] * len(recipients)
    evidence = (
        *(Evidence("actor", m.span, rule) for m, rule in zip(actors, by, strict=True)),
        *(Evidence("recipient", m.span, rule) for m, rule in zip(recipients, to, strict=True)),
    )
    return actors, recipients, evidence


def _slot(slots: tuple[str, ...], clause: Clause, mention: Mention) -> str:
    """The lexicon slot a participant was read in."""
    for slot in slots:
        if mention.head in clause.slot(slot):
            return f"slot:{slot}"
    return "slot:subject"


def _status_evidence(decision: Decision, trigger: Span) -> Iterator[Evidence]:
    if not decision.findings:
        yield Evidence("status", trigger, "asserted")
    for finding in decision.findings:
        name = "status" if finding.status else "negated" if finding.negates else "attempted"
        yield Evidence("historical" if finding.historical else name, finding.evidence, f"status.{finding.rule}")


def _counts(
    tree: Tree, knowledge: Knowledge, clause: Clause, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]
) -> tuple[Count, ...]:
    """Numbers at the sides; forces that are sent or withdrawn are the actor's own, though they are the object."""
    word = clause.word
    found = [count(tree, knowledge.counts, word, m, "actor") for m in actors]
    found += [count(tree, knowledge.counts, word, m, "recipient") for m in recipients]
    taken = {m.head for m in (*actors, *recipients)}
    objects = [] if clause.nominal else [mention(tree, h) for h in clause.plain_objects() if h not in taken]
    if (
        clause.nominal
        and tree.relation(word) in ("nsubj", "obl")
        and tree.lemma(tree.head(word)) in knowledge.counts.kinds
    ):
        verb = Clause(tree, tree.head(word), knowledge.lexicon)
        struck = [mention(tree, h) for h in verb.plain_objects()]
        found += [count(tree, knowledge.counts, verb.word, m, "recipient") for m in struck]
    own = (count(tree, knowledge.counts, word, m, "actor") for m in objects)
    return tuple(c for c in (*found, *(o for o in own if o and o.kind == "troops")) if c is not None)


def _links(
    tree: Tree, trigger: Trigger, others: list[Trigger], path: list[int], condition: int | None
) -> Iterator[Link]:
    """Speech acts and the acts they speak of; conditions and what follows from them."""
    inside = set(tree.subtree(condition)) if condition is not None else set()
    for other in others:
        target = tree.tokens[other.word].span
        if other.word == trigger.word:
            continue
        if other.word in path[1:] and other.entry.embeds:
            yield Link("embedded_in", target, other.entry.event)
        elif other.word in inside:
            yield Link("condition", target, other.entry.event)


def _continued(coding: Coding, tree: Tree, speaker: Attribution | None) -> Coding:
    """A sentence that goes on inside quotation marks is its last speaker's."""
    if coding.attribution or speaker is None or tree.tokens[0].text not in ("“", '"', "«", "„"):
        return coding
    link = replace(speaker, manner=Manner.DIRECT)
    return replace(
        coding,
        attribution=(link,),
        evidence=(*coding.evidence, Evidence("attribution", link.cue, "attribution.continued_quote")),
    )


def _last_speaker(tree: Tree, knowledge: Knowledge, before: Attribution | None) -> Attribution | None:
    """The speaker of the last speech verb of a sentence, for a quotation that goes on."""
    for i, token in reversed(list(enumerate(tree.tokens))):
        if token.pos == "VERB" and knowledge.words.speech_verbs.get(tree.lemma(i)) is Stance.STATES:
            subjects = Clause(tree, i, knowledge.lexicon).subjects()
            if subjects:
                return Attribution(mention(tree, subjects[0]), token.span, Manner.DIRECT, Stance.STATES)
    return before if tree.tokens and tree.tokens[0].text in ("“", '"') else None


def with_back_links(codings: tuple[Coding, ...]) -> tuple[Coding, ...]:
    """Every link gets its counterpart: embedded_in and embeds, condition and condition_of."""
    back = {"embedded_in": "embeds", "condition": "condition_of"}
    added: dict[tuple[Span, str], list[Link]] = {}
    for coding in codings:
        for link in coding.links:
            added.setdefault((link.to_trigger, link.to_event), []).append(
                Link(back[link.relation], coding.trigger, coding.event)
            )
    return tuple(
        replace(c, links=(*c.links, *added.get((c.trigger, c.event), ()))) if (c.trigger, c.event) in added else c
        for c in codings
    )
