"""Work side by side: items in, results out in their order, in processes of their own where the system can fork.

Half of coding is Python, which one process does on one core at a time; a forked process has the loaded model and data
already, shares their memory, and needs no start of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

AHEAD = 4  # items under way or waiting to be handed out, per worker

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Crew(Generic[Item, Result]):
    """What to do with an item, what to give for one whose process died, and by how many at once.

    `work` must not raise; `lost` makes the result of an item that ended the process working on it.
    """

    work: Callable[[Item], Result]
    lost: Callable[[Item], Result]
    workers: int

    def over(self, items: Iterable[Item]) -> Iterator[Result]:
        """The result of each item, in the items' order; a single item is done in this process."""
        coming = iter(items)
        first = list(islice(coming, 2))
        if len(first) < 2 or self.workers < 2:
            yield from map(self.work, first)
            yield from map(self.work, coming)
            return
        pool = self._pool(self.workers)
        under_way: deque[tuple[Item, Future[Result]]] = deque()
        try:
            for item in chain(first, coming):
                pool = self._handed(item, under_way, pool)
                if len(under_way) > self.workers * AHEAD:
                    pool, result = self._next(under_way, pool)
                    yield result
            while under_way:
                pool, result = self._next(under_way, pool)
                yield result
        finally:
            pool.shutdown(cancel_futures=True)  # waited for: a thread of it would keep the next from forking

    def _handed(self, item: Item, under_way: deque[tuple[Item, Future[Result]]], pool: Executor) -> Executor:
        """Put the item under way, in a new pool where the old one has lost a process."""
        try:
            under_way.append((item, self._submitted(pool, item)))
        except BrokenProcessPool:
            pool = self._anew(under_way, pool)
            under_way.append((item, self._submitted(pool, item)))
        return pool

    def _next(self, under_way: deque[tuple[Item, Future[Result]]], pool: Executor) -> tuple[Executor, Result]:
        """The eldest item's result. One that broke the pool is tried once more, alone, before it counts as lost."""
        item, future = under_way.popleft()
        try:
            return pool, future.result()
        except BrokenProcessPool:
            pool.shutdown()
            result = self._alone(item)
            return self._anew(under_way, pool), result

    def _alone(self, item: Item) -> Result:
        if not can_fork():
            return self.lost(item)
        with self._pool(1) as pool:
            try:
                return self._submitted(pool, item).result()
            except BrokenProcessPool:
                return self.lost(item)

    def _anew(self, under_way: deque[tuple[Item, Future[Result]]], broken: Executor) -> Executor:
        """A new pool, to which what the broken one left undone is handed again."""
        broken.shutdown()
        pool = self._pool(self.workers)
        for n, (item, future) in enumerate(under_way):
            if not (future.done() and not future.cancelled() and future.exception() is None):
                under_way[n] = (item, self._submitted(pool, item))
        return pool

    def _submitted(self, pool: Executor, item: Item) -> Future[Result]:
        return pool.submit(_do, item) if isinstance(pool, ProcessPoolExecutor) else pool.submit(self.work, item)

    def _pool(self, workers: int) -> Executor:
        if not can_fork():
            return ThreadPoolExecutor(workers)
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(self.work,))


def can_fork() -> bool:
    """Whether a process may be forked: on Linux, and while no other thread of Python's could hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


_WORK: list[Callable[[Any], Any]] = []  # of a forked process: what it was forked for


def _begin(work: Callable[[Any], Any]) -> None:
    """Set up a forked process, which leaves interrupts to its parent and ends when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _WORK.append(work)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _do(item: Any) -> Any:
    return _WORK[0](item)
