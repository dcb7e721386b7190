"""The rules at work in a process of their own, where they hold up nobody's turn.

A thread would not do: a long reading takes tens of milliseconds of plain computing, in which the
event loop gets its own turn only every few of them.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType
from typing import Final, Self

import structlog

from extraction.reader import CallReading, CallToRead, P, T
from extraction.reading import by_rules

log = structlog.get_logger(__name__)

#: How far the process stands behind those that talk to drivers.
_NICENESS: Final = 10


class RulesApart:
    """Reads calls by rules, one at a time, in a process that is started for the first of them.

    Where that process cannot be had the reading is done here; where it dies, the next one is done
    by a new one.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, once it is done with what it is at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call, by plain rules."""
        return await self.aside(by_rules, call)

    async def aside(self, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Do `work` there; see `Aside`. Raises what it raises."""
        pool, job = None, partial(work, *arguments, **named)
        try:
            pool = self._pool = self._pool or _pool()
            return await asyncio.get_running_loop().run_in_executor(pool, job)
        except (BrokenProcessPool, OSError) as error:
            log.warning("rules_process_lost", error=str(error))
        if pool is not None and pool is self._pool:
            self._pool = None
            pool.shutdown(wait=False)
        return await asyncio.to_thread(job)


def _pool() -> ProcessPoolExecutor:
    # After a kill nobody is left to tidy up after the two processes but the one that watches over
    # their semaphores: it does, and says so on standard error, where nothing but the log belongs.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    # Spawned: a fork would take along the locks of this process's threads.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Stand behind the others, outlast their signals, and end with the process that began it."""
    os.nice(_NICENESS)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(0)
