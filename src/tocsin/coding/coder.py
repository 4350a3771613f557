"""Analysis -> Codings: every act of an article with its sides, status, speakers, conditions and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin import datafiles
from tocsin.coding import attribution, conditions, status, verdicts, voices
from tocsin.coding.arguments import LIGHT, Clause
from tocsin.coding.attribution import Claim
from tocsin.coding.conditions import ConditionWords, load_condition_words
from tocsin.coding.counts import counts, plover_names
from tocsin.coding.countwords import CountWords, load_count_words
from tocsin.coding.mentions import read_sides, sides, with_coordinated
from tocsin.coding.modality import told_as_past
from tocsin.coding.reductions import with_reductions
from tocsin.coding.rulewords import RuleWords, load_rule_words
from tocsin.coding.scoring import Calibration, load_calibration
from tocsin.coding.status import Decision
from tocsin.coding.tellings import Passage
from tocsin.coding.tree import Tree
from tocsin.coding.verdicts import USUAL, Bars, Trigger
from tocsin.coding.weighing import Weights, load_weights
from tocsin.lexicon import Entry, Lexicon, load_classes, load_lexicon
from tocsin.ontology import EventType, Ontology, load_ontology
from tocsin.records import (
    Analysis,
    Coding,
    Condition,
    Declined,
    Evidence,
    Finding,
    Link,
    Mention,
    Quotation,
    Span,
    Status,
)

MODEL_SIDES = "model:sides"


@dataclass(frozen=True)
class Knowledge:
    """All that the coder knows: ontology, lexicon, the rules' words, the scores' curves, the statuses' weights."""

    ontology: Ontology
    lexicon: Lexicon
    words: RuleWords
    conditions: ConditionWords
    counts: CountWords
    scores: Calibration
    weights: Weights


def load_knowledge(data: Path, *, ontology: Path | None = None) -> Knowledge:
    """Load everything from the data folder, ontology and lexicon from a folder of one's own where `ontology` names it;
    raises DataError with file and line.
    """
    plover = load_ontology(data / "plover")
    roles = {"roles": role_nouns(data / "actors")}
    if ontology is None:
        coded, lexicon = plover, load_lexicon(data / "lexicon", plover, more=roles)
    else:
        coded = load_ontology(ontology, plover=plover)
        lexicon = load_lexicon(ontology / "lexicon", coded, more=load_classes(data / "lexicon/classes.yml") | roles)
    return Knowledge(
        coded,
        lexicon,
        load_rule_words(data / "rules"),
        load_condition_words(data / "rules"),
        load_count_words(data / "rules"),
        load_calibration(data / "model/scores.json"),
        load_weights(data / "model/status.json"),
    )


def role_nouns(folder: Path) -> frozenset[str]:
    """The heads of the role nouns that actors are known by: "minister" of "minister of defence"."""
    nouns = (noun for item in datafiles.items(folder / "roles.yml") for noun in item.words("nouns"))
    return frozenset(re.split(r" (?:of|for|in) ", noun)[0].split()[-1].lower() for noun in nouns)


def trees_of(analysis: Analysis) -> tuple[Tree, ...]:
    """The analysis' sentences as trees that the rules can walk."""
    return tuple(Tree(sentence, number) for number, sentence in enumerate(analysis.sentences))


def code(
    analysis: Analysis,
    trees: tuple[Tree, ...],
    said: tuple[Quotation, ...],
    *,
    knowledge: Knowledge,
    bars: Bars = USUAL,
) -> tuple[tuple[Coding, ...], tuple[Declined, ...]]:
    """The acts of an article in text order, and the readings that were declined with why.

    `trees` are its sentences, `said` its quotations.
    """
    codings: list[Coding] = []
    declined: list[Declined] = []
    wire = attribution.wire_credit(analysis.article)
    verbal = frozenset(event.name for event in knowledge.ontology.events.values() if event.verbal)
    for tree in trees:
        found, refusals = verdicts.find(tree, knowledge.lexicon, knowledge.ontology, bars)
        kept, doubled = _without_doubles(tree, found, knowledge.lexicon)
        declined += [*verdicts.declined(tree, refusals), *doubled]
        spans = {t.word: tree.tokens[t.word].span for t in kept}
        acts = [spans[t.word] for t in kept if knowledge.ontology.events[t.entry.event].holds]
        chains = {w: attribution.chain(trees, said, span, acts=acts) for w, span in spans.items()}
        claims = {w: attribution.credited(found, wire) for w, found in chains.items()}
        passage = _passage(tree, kept, knowledge)
        coded = [_coding(passage, trigger, kept, claims[trigger.word], knowledge) for trigger in kept]
        told, own = voices.reported(tree, coded, verbal)
        codings += told
        declined += own
    return with_reductions(with_back_links(tuple(codings)), knowledge.ontology), tuple(declined)


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
            noun_tells = noun_tells or bool(trigger.entry.lemma and not other.entry.lemma)  # known against unknown word
            loser, winner = (other, trigger) if noun_tells else (trigger, other)
        elif light and tree.relation(trigger.word) != "obl" and other.entry.object and not other.entry.embeds:
            loser, winner = trigger, other
        else:
            continue
        dropped[loser.word] = f"told by '{tree.tokens[winner.word].text}' as {winner.entry.event}"
    declined = [Declined(tree.tokens[w].span, words[w].entry.event, why) for w, why in dropped.items()]
    return [t for t in found if t.word not in dropped], declined


def _passage(tree: Tree, triggers: list[Trigger], knowledge: Knowledge) -> Passage:
    """The sentence as what tells of people, with its acts."""
    events = knowledge.ontology.events
    acts = {t.word: plover_names(events[t.entry.event], t.mode) for t in triggers}
    return Passage(tree, knowledge.counts, knowledge.lexicon, acts)


def _coding(
    passage: Passage, trigger: Trigger, others: list[Trigger], claims: tuple[Claim, ...], knowledge: Knowledge
) -> Coding:
    tree, entry, word = passage.tree, trigger.entry, trigger.word
    clause = Clause(tree, word, knowledge.lexicon, pos=entry.pos)
    events = knowledge.ontology.events
    actors, recipients, sources = _sides(tree, trigger, clause, verbal=events[entry.event].verbal)
    holds = {t.word: held for t in others if (held := events[t.entry.event].holds)}
    steps = list(status.path(tree, knowledge.words, word, holds, knowledge.lexicon.classes[LIGHT]))
    told = conditions.condition(tree, knowledge.conditions, word)
    found = [*status.decide(steps).findings, *_depends(tree, knowledge, word, told[0] if told else None)]
    decision = _decision(tree, trigger, status.combined(found), events[entry.event], knowledge.weights)
    counted = counts(passage, word, actors, recipients)
    span = tree.tokens[word].span
    evidence = (
        Evidence("event", span, trigger.rule),
        *((Evidence("mode", span, "classifier"),) if trigger.mode and trigger.mode != entry.mode else ()),
        *sources,
        *_status_evidence(decision, span),
        *attribution.evidence(claims),
        *((Evidence("condition", told[0].span, "condition_clause"),) if told else ()),
        *(Evidence("counts", c.count.span, f"count.{c.rule}") for c in counted),
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
        counts=tuple(c.count for c in counted),
        links=tuple(_links(tree, trigger, others, [s.word for s in steps], told[1] if told else None)),
        findings=decision.findings,
        evidence=evidence,
        score=knowledge.scores.score(trigger.by, trigger.chance),
    )


def _depends(tree: Tree, knowledge: Knowledge, word: int, told: Condition | None) -> Iterator[Finding]:
    """What depends on a condition, or stands in one, is conditional, unless it is told as done or needs leave alone."""
    if told_as_past(tree, word):
        return
    inside = conditions.within(tree, knowledge.conditions, word)
    if inside is not None:
        yield Finding("conditional_clause", inside, status=Status.CONDITIONAL)
    elif told is not None and told.kind != "consent":
        yield Finding("conditional_clause", told.span, status=Status.CONDITIONAL)


def _decision(tree: Tree, trigger: Trigger, decision: Decision, event: EventType, weights: Weights) -> Decision:
    """What the entry itself implies joins the rules' findings; the model's reading is weighed against them."""
    span = tree.tokens[trigger.word].span
    if trigger.entry.implies is not None:
        own = Finding("lexicon", span, status=trigger.entry.implies)
        decision = status.combined([*decision.findings, own])
    if decision.attempted and not event.tried_is_done and not decision.negated:
        decision = status.combined([*decision.findings, Finding("only_tried", span, negates=True)])
    return status.weighed(decision, trigger.act, status.tree_shape(tree, trigger.word), span, weights)


def _sides(
    tree: Tree, trigger: Trigger, clause: Clause, *, verbal: bool
) -> tuple[tuple[Mention, ...], tuple[Mention, ...], tuple[Evidence, ...]]:
    """Actors and recipients with what read them: the model says who they are, the entry's slots where it sees nobody.

    Where both see somebody, those coordinated with him in the slot act too. An entry that turns the sides round ("drew
    criticism from") knows them better than the model.
    """
    entry = trigger.entry
    slot_actors, slot_recipients = sides(entry, clause, verbal=verbal)
    read_actors, read_recipients = read_sides(tree, trigger.act) if trigger.act else ((), ())
    read_actors = with_coordinated(tree, read_actors, clause.lexicon)
    if _turned(entry):
        read_actors, read_recipients = () if slot_actors else read_actors, () if slot_recipients else read_recipients
    actors = _seen(read_actors, slot_actors)
    recipients = _seen(_apart(read_recipients, actors), _apart(slot_recipients, actors))
    recipients = () if entry.reciprocal else recipients
    by = [_slot(entry.actor, clause, m) if m in slot_actors else MODEL_SIDES for m in actors]
    to = [_slot(entry.recipient, clause, m) if m in slot_recipients else MODEL_SIDES for m in recipients]
    evidence = (
        *(Evidence("actor", m.span, rule) for m, rule in zip(actors, by, strict=True)),
        *(Evidence("recipient", m.span, rule) for m, rule in zip(recipients, to, strict=True)),
    )
    return actors, recipients, evidence


def _turned(entry: Entry) -> bool:
    """Whether an entry of a verb places the actor elsewhere than as its subject, or the recipient there."""
    return entry.pos == "verb" and (entry.actor[:1] != ("subject",) or "subject" in entry.recipient)


def _seen(read: tuple[Mention, ...], in_slots: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The parties that the model reads; the slots' where it reads none or one of them, with whom else it reads."""
    more = tuple(r for r in read if not any(r.span.overlaps(m.span) for m in in_slots))
    return (*in_slots, *more) if len(more) < len(read) or not read else read


def _apart(some: tuple[Mention, ...], others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(m for m in some if not any(m.span.overlaps(o.span) for o in others))


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
