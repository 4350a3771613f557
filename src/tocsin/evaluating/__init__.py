"""Scores Tocsin on annotated files: one module a task, listed in `TASKS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tocsin.coding.verdicts import LENIENT, USUAL, Bars
from tocsin.errors import FormatError
from tocsin.evaluating import (
    actors,
    attribution,
    coreference,
    counts,
    documents,
    entities,
    event_dates,
    event_place,
    events,
    factuality,
    false_alarms,
    pairs,
    participants,
    places,
    proofs,
    references,
    roles,
    sentences,
    syntax,
    times,
)
from tocsin.evaluating.coded import english_report
from tocsin.evaluating.reader import Reader
from tocsin.evaluating.scores import Record, Row, ignore
from tocsin.records import Actor, Span


@dataclass(frozen=True, slots=True)
class Options:
    """What narrows a task: entities, pairs and places of the `read` quarter, the `kept` rest or `all`; sentences and
    false alarms of one `genre`; false alarms in the reports that a file has `listed`; one `fold` of documents; the
    `dev` part of event-place. `gold_mentions` gives the names of places. Events are coded in the `ontology` of a
    folder, where one is named, for PLOVER.
    """

    quarter: entities.Quarter = "all"
    genre: str | None = None
    dev: bool = False
    gold_mentions: bool = False
    fold: int | None = None
    listed: Path | None = None
    ontology: Path | None = None


if TYPE_CHECKING:
    from tocsin.language.model import LanguageModel
    from tocsin.pipeline import Engine
    from tocsin.records import CodedArticle, Quotation, Report, Span, TimeExpression, Toponym

Run = Callable[[Sequence[Path], Reader, Options, Record], Row]


@dataclass(frozen=True, slots=True)
class Task:
    """A task of `tocsin evaluate`. `run` takes paths, the language model, options and a function that is given every
    item's prediction as it is made; it returns the figures and counts. It raises FormatError for what it cannot read.
    """

    name: str
    description: str
    run: Run


def _syntax(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return syntax.evaluate(paths, model, record=record)


def _sentences(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return sentences.evaluate(paths, genre=options.genre, record=record)


def _entities(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return entities.evaluate(paths, model, quarter=options.quarter, record=record)


def _roles(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return roles.evaluate(paths, model, record=record)


def _events(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return events.evaluate(paths, _json_coder(_engine(model, ontology=options.ontology)), record=record)


def _counts(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return counts.evaluate(paths, _json_coder(_engine(model)), record=record)


def _json_coder(engine: Engine) -> events.Coder:
    """Codes a text as events of the JSON contract."""
    from tocsin.exporting.wire import event_json

    def coder(text: str, published: date | datetime | None) -> list[dict[str, object]]:
        coded = _code(text, engine, published=published)
        return [event_json(event, coded) for event in coded.events]

    return coder


def _pairs(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    engine = _engine(model)
    ontology = engine.knowledge.ontology
    coder = partial(_code, engine=engine, bars=LENIENT)  # that the source does something to the target is given
    return pairs.evaluate(paths, coder, ontology=ontology, quarter=options.quarter, record=record)


def _participants(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return participants.evaluate(paths, partial(_code, engine=_engine(model)), record=record)


def _event_place(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return event_place.evaluate(paths, partial(_code, engine=_engine(model)), dev=options.dev, record=record)


def _places(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    engine = _engine(model)
    coder = partial(_placed, engine=engine)
    return places.evaluate(paths, coder, gold_mentions=options.gold_mentions, quarter=options.quarter, record=record)


def _placed(report: Report, given: Sequence[Span] | None, *, engine: Engine) -> tuple[str, tuple[Toponym, ...]]:
    """A report's text and its place names, or the places of the given ones, without coding events."""
    from tocsin.language.analysis import analyse
    from tocsin.placing.toponyms import toponyms
    from tocsin.reading import article
    from tocsin.records import Analysis

    read = article(report)
    analysis = Analysis(read, ()) if given is not None else analyse(read, model=engine.model)
    return read.text, toponyms(analysis, gazetteer=engine.world.gazetteer, given=given)


def _documents(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    engine = _engine(model)
    coder = partial(_code_report, engine=engine)
    return documents.evaluate(paths, coder, ontology=engine.knowledge.ontology, fold=options.fold, record=record)


def _false_alarms(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    coder = partial(_code_report, engine=_engine(model))
    return false_alarms.evaluate(paths, coder, genre=options.genre, listed=options.listed, record=record)


def _attribution(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    coder = partial(_code_text, engine=_engine(model))

    def quotations(text: str) -> Sequence[Quotation]:
        return coder(text).quotations

    return attribution.evaluate(paths, quotations, quarter=options.quarter, record=record)


def _references(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return references.evaluate(paths, partial(_code_text, engine=_engine(model)), record=record)


def _coreference(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    from tocsin.pipeline import document_chains

    engine = _engine(model)

    def coder(document: coreference.Document) -> coreference.Chains:
        return document_chains(coreference.read_document(document, engine.model), engine=engine)

    return coreference.evaluate(paths, coder, listed=options.listed, record=record)


def _times(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    engine = _engine(model)

    def expressions(text: str, created: date | datetime | None) -> Sequence[TimeExpression]:
        return _code_report(english_report(text, location="text"), engine, published=created).times

    return times.evaluate(paths, expressions, quarter=options.quarter, record=record)


def _event_dates(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return event_dates.evaluate(paths, _json_coder(_engine(model)), record=record)


def _factuality(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    return factuality.evaluate(paths, cast("factuality.Judge", model), record=record)


def _actors(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    from tocsin.pipeline import DATA
    from tocsin.resolving.actors import resolve_actor, same_actor
    from tocsin.resolving.explaining import resolve_in
    from tocsin.resolving.registry import load_registry

    registry = load_registry(DATA / "actors")

    def resolver(case: actors.Case) -> Actor:
        if case.codes is not None:
            span = Span(0, len(case.text))
            return resolve_actor(case.text, span, registry=registry, on=case.on, context=case.codes)
        return resolve_in(case.context, case.text, registry=registry, on=case.on)

    return actors.evaluate(paths, resolver, partial(same_actor, registry=registry), record=record)


def _lexicon(paths: Sequence[Path], model: Reader, options: Options, record: Record) -> Row:
    from tocsin.pipeline import code_article

    if len(paths) != 1:
        raise FormatError("the task lexicon takes one folder: that of an ontology of your own")
    engine = _engine(model, ontology=paths[0])

    def coder(text: str) -> CodedArticle:
        return code_article(proofs.sentence(text), engine=engine)

    return proofs.evaluate(engine.knowledge.lexicon, coder, record=record)


def _engine(model: Reader, *, ontology: Path | None = None) -> Engine:
    from tocsin.pipeline import load_engine

    return load_engine(model=cast("LanguageModel", model), ontology=ontology)  # whatever reads sentences will do


def _code(text: str, engine: Engine, *, published: date | datetime | None = None, bars: Bars = USUAL) -> CodedArticle:
    from tocsin.pipeline import code_article, text_report
    from tocsin.reading import article

    return code_article(article(text_report(text), published=published), engine=engine, bars=bars)


def _code_text(text: str, engine: Engine) -> CodedArticle:
    """A text coded as it stands, so that its offsets are the file's."""
    return _code_report(english_report(text, location="text"), engine)


def _code_report(report: Report, engine: Engine, *, published: date | datetime | None = None) -> CodedArticle:
    from tocsin.pipeline import code_article
    from tocsin.reading import article

    return code_article(article(report, published=published), engine=engine)


_ALL = (
    Task("syntax", "parts of speech, lemmas and dependencies (CoNLL-U)", _syntax),
    Task("sentences", "sentence ends in raw text (CoNLL-U documents)", _sentences),
    Task("entities", "people, organisations and places (TSV, BIO, .iob2)", _entities),
    Task("events", "events in the JSON contract (JSONL, one article a line)", _events),
    Task("counts", "how many people events count (the gold of events)", _counts),
    Task("pairs", "what a source does to a target (TSV)", _pairs),
    Task("participants", "who acts and who is acted upon (BIO)", _participants),
    Task("attribution", "who is said to have said what (PolNeAR .txt with .ann)", _attribution),
    Task("factuality", "how far given predicates happened (UDS judgements and their treebank)", _factuality),
    Task("references", "whom pronouns and nouns stand for, who says what is quoted (JSONL)", _references),
    Task("coreference", "which mentions name the same (CoNLL-U with Entity=)", _coreference),
    Task("places", "where place names lie (LGL or GeoVirus XML)", _places),
    Task("actors", "whom mentions name: country, sector, name (TSV)", _actors),
    Task("event-place", "where a verb happened (JSONL)", _event_place),
    Task("times", "expressions of time, their values and types (TimeML)", _times),
    Task("event-dates", "when events lie (the gold of events)", _event_dates),
    Task("documents", "what a whole story is about (CSV)", _documents),
    Task("false-alarms", "events in texts that report none (CoNLL-U documents, or any report)", _false_alarms),
    Task("lexicon", "the examples and near misses of an ontology of your own (its folder)", _lexicon),
    Task("roles", "semantic roles of given predicates (PropBank columns)", _roles),
)
TASKS: dict[str, Task] = {task.name: task for task in _ALL}

__all__ = ["TASKS", "Options", "Record", "Row", "Task", "ignore"]
