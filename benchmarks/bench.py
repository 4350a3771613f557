"""Measures Tocsin on this machine and prints one JSON object.

    python benchmarks/bench.py [--copies 12]

`sentences_per_s` is end to end: report files on disk to events as JSON lines. `encoder_sentences_per_s` is the same
sentences through the shipped int8 session with nothing around it but batching, with the same threads, at its best
batch size. Both are the median of five runs, taken in turn. `cold_start_s` is a new process from its start to the
first event printed. `resident_mb` is the peak of all its processes while they code all reports (proportional set size:
what they share counts once). `install_mb` is what a fresh `pip install` of the package brings.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

from tocsin.cli.code import json_lines
from tocsin.language.analysis import sentence_words
from tocsin.pipeline import DATA, WORKERS, Engine, code_reports, load_engine
from tocsin.reading import article, reports
from tocsin.records import Article, CodedArticle, Report

RUNS = 5
BATCHES = (4, 8, 16, 32, 64)
Words = list[list[str]]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=12, help="how often the bundled samples are repeated")
    args = parser.parse_args()
    engine = load_engine()
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder), args.copies)
        print(json.dumps(measured(Path(folder), engine)))


def measured(folder: Path, engine: Engine) -> dict[str, object]:
    """All figures for the reports of a folder."""
    sentences = words_of(folder)
    size = min(BATCHES, key=lambda n: timed(lambda: encode(sentences, engine, n)))
    whole, bare = [], []
    for _ in range(RUNS):
        whole.append(len(sentences) / timed(lambda: end_to_end(folder, engine)))
        bare.append(len(sentences) / timed(lambda: encode(sentences, engine, size)))
    ours, encoder = statistics.median(whole), statistics.median(bare)
    return {
        "sentences": len(sentences),
        "sentences_per_s": round(ours, 1),
        "encoder_sentences_per_s": round(encoder, 1),
        "encoder_batch": size,
        "ratio": round(ours / encoder, 3),
        "cold_start_s": round(statistics.median(cold_start() for _ in range(RUNS)), 2),
        "resident_mb": round(resident(folder)),
        "install_mb": round(install_size() / 1e6),
        "model_mb": round(sum(p.stat().st_size for p in (DATA / "model").iterdir()) / 1e6, 1),
        "threads": WORKERS,
    }


def copied(folder: Path, copies: int) -> None:
    """The bundled samples, so often, each copy a report of its own."""
    for sample in sorted((DATA / "samples").iterdir()):
        if sample.suffix in (".html", ".txt"):
            for number in range(copies):
                (folder / f"{number:03}-{sample.name}").write_bytes(sample.read_bytes())


def words_of(folder: Path) -> Words:
    """The sentences that the pipeline reads, as words."""
    found = []
    for report in reports([str(folder)]):
        assert isinstance(report, Report)
        read: Article = article(report)
        found += [[w.of(read.text) for w in words] for _, words, _ in sentence_words(read) if words]
    return found


def end_to_end(folder: Path, engine: Engine) -> None:
    """Files to JSON lines."""
    for coded in code_reports(reports([str(folder)]), engine=engine):
        assert isinstance(coded, CodedArticle)
        for _ in json_lines(coded):
            pass


def resident(folder: Path) -> float:
    """The peak of memory in MB while the reports are coded in a process of their own, its children counted in."""
    command = [sys.executable, "-m", "tocsin", "code", str(folder), "--format", "jsonl"]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, [process.pid, *_children(process.pid)])))
            time.sleep(0.2)
    return peak


def _children(process: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _proportional(process: int) -> float:
    """MB of a process, each page divided by how many processes share it; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def encode(sentences: Words, engine: Engine, size: int) -> None:
    """The sentences, sorted by length, through the session alone."""
    ordered = sorted(sentences, key=engine.model.encoder.size)
    batches = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in pool.map(engine.model.run, batches):
            pass


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cold_start() -> float:
    """Seconds from the start of a new process to its first event."""
    sample = next(iter(sorted((DATA / "samples").glob("*.html"))))
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tocsin", "code", str(sample), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_usual()) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        seconds = time.perf_counter() - begun
        process.stdout.read()
    return seconds


def _usual() -> dict[str, str]:
    """The environment, in which Python keeps its compiled modules, as it does unless told otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def install_size() -> int:
    """Bytes of the package and of everything it requires at run time, without extras."""
    return sum(_size(name) for name in _required("tocsin", set())) + _own_size()


def _required(name: str, seen: set[str]) -> set[str]:
    for line in metadata.requires(name) or []:
        if "extra ==" in line:
            continue
        other = line.split(";")[0].split("[")[0].strip(" ()")
        for mark in "<>=!~ ":
            other = other.split(mark)[0]
        try:
            metadata.distribution(other)
        except metadata.PackageNotFoundError:
            continue
        if other.lower() not in seen:
            seen.add(other.lower())
            _required(other, seen)
    return seen


def _size(name: str) -> int:
    files = metadata.distribution(name).files or []
    paths = (Path(str(f.locate())) for f in files)
    return sum(p.stat().st_size for p in paths if p.is_file())


def _own_size() -> int:
    return sum(p.stat().st_size for p in DATA.parent.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


if __name__ == "__main__":
    main()
