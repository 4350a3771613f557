"""The whole flow on one page: location -> Report -> Article -> Analysis -> Quotation -> Coding -> Reference -> Event.

Each step is one function from one frozen record to the next. What the steps know is loaded once into an `Engine` and
passed in. This is the only place that records a bad report and goes on.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from tocsin.coding.coder import Knowledge, code, load_knowledge, trees_of
from tocsin.coding.commitments import undertakings
from tocsin.coding.commitwords import CommitmentWords, load_commitment_words
from tocsin.coding.quotations import quotations
from tocsin.coding.verdicts import USUAL, Bars
from tocsin.errors import ReadError
from tocsin.language.analysis import analyse
from tocsin.language.model import LanguageModel
from tocsin.placing.toponyms import toponyms
from tocsin.reading import article
from tocsin.records import Analysis, Article, CodedArticle, Report, Undertakings
from tocsin.referring.references import ReferenceKnowledge, load_references, named_alike, refer
from tocsin.resolving.events import World, focus_of, identifier, load_world, resolve
from tocsin.resolving.undated import inferred_date
from tocsin.timing.expressions import time_expressions
from tocsin.workers import Crew

DATA = Path(__file__).parent / "data"
WORKERS = 2

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Engine:
    """The language model and everything the stages know."""

    model: LanguageModel
    knowledge: Knowledge
    references: ReferenceKnowledge
    commitments: CommitmentWords
    world: World


def load_engine(data: Path = DATA, *, model: LanguageModel | None = None, ontology: Path | None = None) -> Engine:
    """Load model (unless one is given), lexicon, rules and registry; raises DataError where a file is wrong.

    `ontology` is a folder with an ontology of one's own and its lexicon, which are coded in PLOVER's place.
    """
    with ThreadPoolExecutor(1) as beside:
        opened = beside.submit(lambda: model or LanguageModel(data / "model"))
        knowledge = load_knowledge(data, ontology=ontology)
        reader = opened.result()
    return Engine(
        reader.knowing(knowledge.lexicon.lemmas),
        knowledge,
        load_references(data),
        load_commitment_words(data / "rules"),
        load_world(data),
    )


def code_article(article: Article, *, engine: Engine, bars: Bars = USUAL) -> CodedArticle:
    """Code one article. One that is not in English is returned without events, `skipped` saying why."""
    if article.language != "en":
        return CodedArticle(article, None, (), skipped=f"language is '{article.language}', only English is coded")
    analysis = analyse(article, model=engine.model)
    trees = trees_of(analysis)
    world = engine.world
    focus = focus_of(analysis, world.registry)
    said = quotations(article, trees, engine.knowledge.words, engine.knowledge.lexicon)
    codings, declined = code(analysis, trees, said, knowledge=engine.knowledge, bars=bars)
    identify = identifier(analysis, world, focus)
    references = refer(article, trees, said, knowledge=engine.references, identify=identify)
    times = time_expressions(analysis, times=world.times)
    places = toponyms(analysis, gazetteer=world.gazetteer)
    inferred = inferred_date(analysis, trees, times, registry=world.registry, focus=focus)
    events = resolve(
        codings, analysis, trees, references, times, places, inferred,
        world=world, ontology=engine.knowledge.ontology, focus=focus,
    )  # fmt: skip
    return CodedArticle(article, analysis, events, declined, None, said, references, times, places, inferred)


def undertaken(coded: CodedArticle, *, engine: Engine) -> Undertakings:
    """What a coded article tells of commitments."""
    if coded.analysis is None:
        return Undertakings(coded.article, ())
    return undertakings(
        coded.analysis,
        trees_of(coded.analysis),
        coded.quotations,
        coded.events,
        words=engine.commitments,
        rules=engine.knowledge.words,
        lexicon=engine.knowledge.lexicon,
    )


def document_chains(analysis: Analysis, *, engine: Engine) -> list[list[tuple[int, int, int]]]:
    """The mentions of a read document that name the same: sentence, first and last word of each."""
    trees = trees_of(analysis)
    said = quotations(analysis.article, trees, engine.knowledge.words, engine.knowledge.lexicon)
    identify = identifier(analysis, engine.world, focus_of(analysis, engine.world.registry))
    return named_alike(analysis.article, trees, said, knowledge=engine.references, identify=identify)


def text_report(text: str) -> Report:
    """A text in memory as a report."""
    content = text.encode("utf-8", errors="replace")
    return Report("text", None, "text/plain", content, hashlib.sha256(content).hexdigest(), charset="utf-8")


def code_reports(
    reports: Iterable[Report | ReadError],
    *,
    engine: Engine,
    published: datetime | date | None = None,
    workers: int = WORKERS,
) -> Iterator[CodedArticle | ReadError]:
    """Code reports side by side and give them back in their order; what could not be read comes as its ReadError."""
    crew = Crew(partial(_coded, engine=engine, published=published), _lost, workers)
    return crew.over(reports)


def _lost(report: Report | ReadError) -> CodedArticle | ReadError:
    """What stands for a report that ended the process coding it, twice."""
    if isinstance(report, ReadError):
        return report
    return ReadError(
        f"{report.location}: the process coding it was ended, perhaps for want of memory; split the report"
    )


def _coded(
    report: Report | ReadError, *, engine: Engine, published: datetime | date | None
) -> CodedArticle | ReadError:
    """One report coded; whatever is wrong with it becomes its ReadError, so that the others go on."""
    if isinstance(report, ReadError):
        return report
    try:
        return code_article(article(report, published=published), engine=engine)
    except ReadError as error:
        return error
    except Exception as error:
        log.exception("%s: could not be coded", report.location)
        return ReadError(f"{report.location}: could not be coded ({type(error).__name__}: {error}); please report this")
