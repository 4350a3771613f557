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
from tocsin.coding.counts import CountWords, count, load_count_words
from tocsin.coding.mentions import mention, read_sides, sides
from tocsin.coding.reductions import with_reductions
from tocsin.coding.rulewords import RuleWords, load_rule_words
from tocsin.coding.scoring import Calibration, load_calibration
from tocsin.coding.status import Decision
from tocsin.coding.tree import Tree
from tocsin.coding.verdicts import USUAL, Bars, Trigger
from tocsin.lexicon import Entry, Lexicon, load_classes, load_lexicon
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

MODEL_SIDES = "model:sides"


@dataclass(frozen=True)
class Knowledge:
    """All that the coder knows: ontology, lexicon, the rules' words and the curves of its scores."""

    ontology: Ontology
    lexicon: Lexicon
    words: RuleWords
    counts: CountWords
    scores: Calibration


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
        load_count_words(data / "rules"),
        load_calibration(data / "model/scores.json"),
    )


def role_nouns(folder: Path) -> frozenset[str]:
    """The heads of the role nouns that actors are known by: "minister" of "minister of defence"."""
    nouns = (noun for item in datafiles.items(folder / "roles.yml") for noun in item.words("nouns"))
    return frozenset(re.split(r" (?:of|for|in) ", noun)[0].split()[-1].lower() for noun in nouns)


def code(
    analysis: Analysis, *, knowledge: Knowledge, bars: Bars = USUAL
) -> tuple[tuple[Coding, ...], tuple[Declined, ...]]:
    """The acts of an article in text order, and the readings that were declined with why."""
    codings: list[Coding] = []
    declined: list[Declined] = []
    speaker: Attribution | None = None
    verbal = frozenset(event.name for event in knowledge.ontology.events.values() if event.verbal)
    for number, sentence in enumerate(analysis.sentences):
        tree = Tree(sentence, number)
        found, refusals = verdicts.find(tree, knowledge.lexicon, knowledge.ontology, bars)
        kept, doubled = _without_doubles(tree, found, knowledge.lexicon)
        declined += [*verdicts.declined(tree, refusals), *doubled]
        coded = [_coding(tree, trigger, kept, knowledge) for trigger in kept]
        told, own = voices.reported(tree, (_continued(c, tree, speaker) for c in coded), verbal)
        codings += told
        declined += own
        speaker = _last_speaker(tree, knowledge, speaker)
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


def _coding(tree: Tree, trigger: Trigger, others: list[Trigger], knowledge: Knowledge) -> Coding:
    entry, word = trigger.entry, trigger.word
    clause = Clause(tree, word, knowledge.lexicon, pos=entry.pos)
    events = knowledge.ontology.events
    actors, recipients, sources = _sides(tree, trigger, clause, verbal=events[entry.event].verbal)
    holds = {t.word: held for t in others if (held := events[t.entry.event].holds)}
    steps = list(status.path(tree, knowledge.words, word, holds, knowledge.lexicon.classes[LIGHT]))
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
        score=knowledge.scores.score(trigger.by, trigger.chance),
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
    """Actors and recipients with what read them: the model says who they are, the entry's slots where it sees nobody.

    Where both see somebody, those coordinated with him in the slot act too. An entry that turns the sides round ("drew
    criticism from") knows them better than the model.
    """
    entry = trigger.entry
    slot_actors, slot_recipients = sides(entry, clause, verbal=verbal)
    read_actors, read_recipients = read_sides(tree, trigger.act) if trigger.act else ((), ())
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
