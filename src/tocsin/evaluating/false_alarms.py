"""Counts the events that are coded in texts that report no political act, through the whole pipeline.

Treebanks (CoNLL-U) are read as raw documents, as the task `sentences` reads them; everything else (text, pages, JSON
lines, CSV) as `tocsin code` reads it. Every event that is coded is one too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from tocsin.errors import FormatError, ReadError
from tocsin.evaluating import conllu
from tocsin.evaluating.coded import ReportCoder, coded, english_report
from tocsin.evaluating.scores import Record, Row, ignore, ratio
from tocsin.evaluating.sentences import documents, in_genre
from tocsin.records import CodedArticle, Event, Report

PER = 40  # sentences: about two news reports


def evaluate(
    paths: Sequence[Path],
    coder: ReportCoder,
    *,
    genre: str | None = None,
    listed: Path | None = None,
    record: Record = ignore,
) -> Row:
    """`events_per_40_sentences`, with the number of sentences read, of events, and of events `by_type`.

    Treebanks give the documents whose name contains `genre` (or one of several, with commas between). `listed` names a
    file of names, one a line, and only the reports so named are read: by the last part of their address, or their file.
    """
    names = None if listed is None else listed_names(listed)
    seen, kinds = Counter[str](), Counter[str]()
    for report in _chosen(reports(paths, genre=genre), names, listed):
        article = coded(report, coder)
        seen["documents"] += 1
        if article is None or article.analysis is None:
            seen["skipped"] += 1
            continue
        seen["sentences"] += len(article.analysis.sentences)
        seen["events"] += len(article.events)
        kinds.update(event.coding.event for event in article.events)
        for event in article.events:
            record(_prediction(report, article, event))
    return {
        "events_per_40_sentences": PER * ratio(seen["events"], seen["sentences"]),
        **{name: seen[name] for name in ("events", "sentences", "documents", "skipped")},
        "by_type": dict(kinds.most_common()),
    }


def reports(paths: Sequence[Path], *, genre: str | None = None) -> Iterator[Report]:
    """The documents of treebanks and the reports of all other files. Raises FormatError for what cannot be read."""
    from tocsin.reading import reports as read

    for path in paths:
        if _is_treebank(path):
            yield from _documents(path, genre)
        elif genre is not None:
            raise FormatError(f"{path}: only the documents of a CoNLL-U file have a genre; leave the filter out")
        else:
            for report in read([str(path)]):
                if isinstance(report, ReadError):
                    raise FormatError(str(report))
                yield report


def _is_treebank(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").removesuffix(".xz").endswith(conllu.SUFFIXES)


def _documents(path: Path, genre: str | None) -> Iterator[Report]:
    found = False
    for document in documents([path]):
        if in_genre(document, genre):
            found = True
            yield english_report(document.text, location=f"{document.file}/{document.id}")
    if not found:
        raise FormatError(f"{path}: no newdoc id contains '{genre}'; leave the filter out or name a part of an id")


def listed_names(path: Path) -> dict[str, int]:
    """The names that a list holds, each with its line; lines that begin with # are comments. Raises FormatError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: cannot be read ({error}); give a text file with one name a line") from error
    names = {line.strip(): number for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"}
    if not names:
        raise FormatError(f"{path}: the list holds no name; write one a line")
    return names


def name_of(report: Report) -> str:
    """The last part of a report's address, or the name of its file."""
    address = dict(report.fields).get("url") or report.location
    return unquote(address.rstrip("/").rsplit("/", 1)[-1])


def _chosen(every: Iterator[Report], names: dict[str, int] | None, listed: Path | None) -> Iterator[Report]:
    """The reports that are named; all of them where there is no list. Raises FormatError for a name without one."""
    if names is None:
        yield from every
        return
    found = set()
    for report in every:
        name = name_of(report)
        if name in names:
            found.add(name)
            yield report
    for name in names.keys() - found:
        raise FormatError(f"{listed}:{names[name]}: no report is named '{name}'; correct the name or take it out")


def _prediction(report: Report, article: CodedArticle, event: Event) -> Row:
    assert article.analysis is not None
    coding, text = event.coding, article.article.text
    return {
        "file": report.location,
        "report": name_of(report),
        "event": coding.event,
        "mode": coding.mode,
        "status": coding.status.value,
        "negated": coding.negated,
        "trigger": {"text": coding.trigger.of(text), "start": coding.trigger.start, "end": coding.trigger.end},
        "sentence": article.analysis.sentences[coding.sentence].span.of(text),
        "rule": next((e.rule for e in event.evidence if e.field == "event"), None),
        "score": coding.score,
    }
