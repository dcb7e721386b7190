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
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

import structlog

from extraction.reader import CallReading, CallToRead, P, T
from extraction.reading import by_rules

log = structlog.get_logger(__name__)

#: How far the process stands behind those that talk to drivers.
_NICENESS: Final = 10
#: Seconds within which any reading is done, the process's own start included. It takes
#: milliseconds, and a second or two on a machine that is busy with better things.
PATIENCE: Final = 45.0


class RulesApart:
    """Reads calls by rules, one at a time, in a process that is started for the first of them.

    Where that process cannot be had the reading is done here; where it dies, the next one is done
    by a new one. One that is not done within `patience` seconds, or is not waited for any more, is
    ended with its process: it must hold up no other. `sleep` is how time passes.
    """

    def __init__(
        self,
        patience: float = PATIENCE,
        sleep: Callable[[float], Coroutine[Any, Any, object]] = asyncio.sleep,
    ) -> None:
        self._patience = patience
        self._sleep = sleep
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call, by plain rules. Raises TimeoutError."""
        return await self.aside(by_rules, call)

    async def aside(self, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Do `work` there; see `Aside`. Raises what it raises, and TimeoutError."""
        job = partial(work, *arguments, **named)
        async with self._turn:
            try:
                doing = self._begun(job)
                await self._done_in_time(doing)
                return doing.result()
            except TimeoutError:
                # Here it would hang, too.
                raise
            except (BrokenProcessPool, OSError) as error:
                log.warning("rules_process_lost", error=str(error))
                self._end_process()
        return await asyncio.to_thread(job)

    def _begun(self, job: Callable[[], T]) -> asyncio.Future[T]:
        self._pool = self._pool or _pool()
        return asyncio.wrap_future(self._pool.submit(job))

    async def _done_in_time(self, doing: asyncio.Future[Any]) -> None:
        late: asyncio.Future[Any] = asyncio.ensure_future(self._sleep(self._patience))
        try:
            await asyncio.wait({doing, late}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            late.cancel()
            if hangs := not doing.done():
                doing.cancel()
                self._end_process()
        if hangs:
            log.error("rules_process_hung", seconds=self._patience)
            raise TimeoutError("the rules are not done in time")

    def _end_process(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # In Python 3.14 this is `kill_workers`.
        for process in (pool._processes or {}).values():  # noqa: SLF001
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


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
