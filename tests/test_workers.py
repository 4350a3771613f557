"""Work side by side: order kept, a dying process costs one item, and no process outlives its parent."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tocsin.workers import AHEAD, Crew, can_fork

forks = pytest.mark.skipif(not can_fork(), reason="this system or this process does not fork")


def crew(work, workers=2):
    return Crew(work, lambda item: f"lost {item}", workers)


def slow_at_first(item):
    time.sleep(0.2 if item == 0 else 0.01)
    return item * 10, os.getpid()


def test_results_come_in_the_order_of_the_items():
    results = list(crew(slow_at_first).over(range(20)))
    assert [value for value, _ in results] == [n * 10 for n in range(20)]


@forks
def test_two_processes_share_the_items():
    results = list(crew(slow_at_first).over(range(20)))
    processes = {process for _, process in results}
    assert len(processes) == 2
    assert os.getpid() not in processes


@pytest.mark.parametrize("items", [[], [3]])
def test_a_single_item_is_done_in_this_process(items):
    assert list(crew(slow_at_first).over(items)) == [(n * 10, os.getpid()) for n in items]


def dies_at_seven(item):
    if item == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@forks
def test_an_item_that_ends_its_process_is_lost_alone():
    expected = [f"lost {n}" if n == 7 else n for n in range(30)]
    assert list(crew(dies_at_seven).over(range(30))) == expected


@forks
def test_an_item_lost_by_chance_is_done_again(tmp_path):
    mark = tmp_path / "died"

    def dies_once(item):
        if item == 4 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert list(crew(dies_once).over(range(12))) == list(range(12))
    assert mark.exists()


def test_items_are_asked_for_as_results_are_taken():
    asked = []

    def items():
        for n in range(1000):
            asked.append(n)
            yield n

    results = crew(lambda n: n).over(items())
    next(results)
    assert len(asked) <= 2 * AHEAD + 2
    results.close()


@forks
def test_processes_end_with_a_parent_that_is_killed():
    script = """
        import os, time
        from tocsin.workers import Crew
        def work(item):
            os.write(1, b"%d\\n" % os.getpid())
            time.sleep(60)
        list(Crew(work, str, 2).over(range(4)))
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    deadline = time.monotonic() + 10
    while any(_runs(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(child) for child in children)


def _runs(process: int) -> bool:
    """Whether a process is there and no zombie."""
    status = Path(f"/proc/{process}/stat")
    try:
        return status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
