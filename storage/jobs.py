"""Work that must happen at least once, whatever happens to the process that does it.

A worker leases a job, says now and then that it is still at it, and finishes only what it still
owns. A lease that lapses frees the job for another try. Handlers may run twice for one job and
must do no harm by it. The clocks of all workers must agree to within the lease.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import and_, update

from storage.clock import Clock, happens_within
from storage.columns import moment
from storage.errors import StorageError
from storage.leasing import burying, claiming, looking, settling
from storage.store import Store
from storage.tables import jobs

log = structlog.get_logger(__name__)


class TryLaterError(Exception):
    """Raised by a handler: try again in `seconds`, as the other side asked for."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(reason or f"again in {seconds:g} s")
        self.seconds = seconds


class HopelessError(Exception):
    """Raised by a handler: no further try can help."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job in a worker's hands. `attempts` counts this try."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    attempts: int
    max_attempts: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Who claims how many jobs of which kinds, when (Unix time) and for how long (seconds).

    `process` is the worker's, as `Store.process` names it.
    """

    owner: str
    process: str
    kinds: tuple[str, ...]
    now: float
    lease: float
    limit: int


Handler = Callable[[Job], Awaitable[None]]


def _jitter() -> float:
    return random.uniform(-0.2, 0.2)  # noqa: S311  spreads retries, keeps no secret


@dataclass(frozen=True, slots=True)
class WorkerRules:
    """Times are in seconds. `jitter` gives the share by which a pause is made longer or shorter.

    `gather`: how long jobs that come, and jobs that end, wait for others to share a transaction.
    """

    concurrency: int = 4
    lease: float = 30.0
    poll: float = 1.0
    first_pause: float = 0.5
    last_pause: float = 300.0
    grace: float = 5.0
    gather: float = 0.0
    jitter: Callable[[], float] = _jitter

    def pause_after(self, attempts: int) -> float:
        """How long to wait after the `attempts`-th try has failed."""
        pause = self.first_pause * 2.0 ** min(attempts - 1, 32)
        return min(self.last_pause, pause) * (1 + self.jitter())


async def run_jobs(
    store: Store,
    handlers: Mapping[str, Handler],
    clock: Clock,
    stop: asyncio.Event,
    rules: WorkerRules | None = None,
) -> None:
    """Do the jobs that `handlers` are for until `stop` is set; then let go of what is in hand.

    A handler that raises is tried again later, up to the job's `max_attempts`.
    """
    await Worker(store, handlers, clock, rules or WorkerRules()).run(stop)


class Worker:
    """Does the jobs of one process."""

    def __init__(
        self, store: Store, handlers: Mapping[str, Handler], clock: Clock, rules: WorkerRules
    ) -> None:
        self.name = f"{store.process}/{secrets.token_hex(4)}"
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._rules = rules
        self._bell = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._leaving = asyncio.Event()
        self._out = False
        # The endings that are written next, and whoever writes them.
        self._endings: list[tuple[Job, Mapping[str, Any]]] | None = None
        self._writing: asyncio.Task[None]

    async def run(self, stop: asyncio.Event) -> None:
        """Claim and do jobs until `stop` is set."""
        self._store.job_bells[self._bell] = frozenset(self._handlers)
        stopping = asyncio.create_task(self._ring_at(stop))
        try:
            while not stop.is_set():
                self._bell.clear()
                free = self._rules.concurrency - len(self._running)
                claimed = await self._claim_some(free) if free else ()
                for job in claimed:
                    self._start(job)
                if len(claimed) < free or not free:
                    # There were no more: whatever comes, or frees its lane, rings the bell.
                    await self._rest()
            await self._finish_running()
        finally:
            stopping.cancel()
            self._store.job_bells.pop(self._bell, None)
            await self._let_go()

    async def _rest(self) -> None:
        """Wait until there may be a job, and then for more of them."""
        rung = await happens_within(self._bell, self._rules.poll, self._clock)
        if rung and self._rules.gather:
            await self._clock.sleep(self._rules.gather)

    async def _ring_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _claim_some(self, free: int) -> Sequence[Job]:
        try:
            claimed = await claim(self._store, self._terms(free))
        except StorageError as exc:
            if not self._out:
                log.error("jobs_out", error=str(exc))
            self._out = True
            return ()
        if self._out:
            log.warning("jobs_back")
        self._out = False
        return claimed

    def _terms(self, limit: int) -> Terms:
        return Terms(
            owner=self.name,
            process=self._store.process,
            kinds=tuple(self._handlers),
            now=self._clock.now(),
            lease=self._rules.lease,
            limit=limit,
        )

    def _start(self, job: Job) -> None:
        task = asyncio.create_task(self._do(job), name=f"job-{job.kind}-{job.id}")
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._bell.set()

    async def _do(self, job: Job) -> None:
        """Run the handler under a lease that is kept alive, and write down how it ended."""
        handling = asyncio.ensure_future(self._handlers[job.kind](job))
        beating = asyncio.create_task(self._keep_lease(job, handling))
        try:
            await asyncio.wait([handling])
        except asyncio.CancelledError:
            handling.cancel()
            await asyncio.gather(handling, return_exceptions=True)
            await self._settle(job, _released(self._clock.now()))
            raise
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        if handling.cancelled():
            log.warning("job_lease_lost", kind=job.kind, key=job.key, attempts=job.attempts)
            return
        await self._settle(job, self._ending(job, handling.exception()))

    async def _keep_lease(self, job: Job, handling: asyncio.Future[None]) -> None:
        while True:
            await self._clock.sleep(self._rules.lease / 3)
            until = moment(self._clock.now() + self._rules.lease)
            try:
                still_ours = await self.change(job, {"locked_until": until})
            except StorageError:
                continue  # the next beat may get through; if none does, the lease lapses
            if not still_ours:
                handling.cancel()
                return

    def _ending(self, job: Job, error: BaseException | None) -> dict[str, Any]:
        now = self._clock.now()
        if error is None:
            return _finished("done", now, None)
        reason = f"{type(error).__name__}: {error}"
        if isinstance(error, HopelessError) or job.attempts >= job.max_attempts:
            log.error("job_dead", kind=job.kind, key=job.key, attempts=job.attempts, error=reason)
            return _finished("dead", now, reason)
        pause = self._rules.pause_after(job.attempts)
        if isinstance(error, TryLaterError):
            pause = max(pause, error.seconds)
        log.warning("job_failed", kind=job.kind, key=job.key, attempts=job.attempts, error=reason)
        return _queued(now + pause) | {"error": reason}

    async def _settle(self, job: Job, ending: Mapping[str, Any]) -> None:
        """Write down how a try ended, even when cancelled: what is done must not be done again."""
        writing = asyncio.create_task(self._write_ending(job, ending))
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            await writing
            raise

    async def _write_ending(self, job: Job, ending: Mapping[str, Any]) -> None:
        """Try for as long as the job is ours and the worker stays; a lapsed lease ends it too."""
        gives_up_at = self._clock.now() + self._rules.lease
        while self._clock.now() <= gives_up_at:
            try:
                await self._write_with_others(job, ending)
            except StorageError:
                if await happens_within(self._leaving, self._rules.poll, self._clock):
                    break
            else:
                return
        log.error("job_ending_unwritten", kind=job.kind, key=job.key)

    async def _write_with_others(self, job: Job, ending: Mapping[str, Any]) -> None:
        """Write down how a try ended, in one transaction with those that end about now."""
        if self._endings is None:
            self._endings = []
            self._writing = asyncio.create_task(self._write_endings(self._endings))
        self._endings.append((job, ending))
        await asyncio.shield(self._writing)

    async def _write_endings(self, endings: list[tuple[Job, Mapping[str, Any]]]) -> None:
        await asyncio.sleep(0)
        if self._rules.gather and not self._leaving.is_set():
            await self._clock.sleep(self._rules.gather)
        self._endings = None
        alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for job, ending in endings:
            which = {"job": job.id, "tries": job.attempts, "owned_by": self.name}
            alike[tuple(ending)].append({**which, **{f"new_{k}": v for k, v in ending.items()}})
        async with self._store.transaction() as connection:
            for names, rows in alike.items():
                await connection.execute(settling(names), rows)

    async def change(self, job: Job, values: Mapping[str, Any]) -> bool:
        """Change a job if this try still owns it; return whether it does."""
        ours = and_(
            jobs.c.id == job.id,
            jobs.c.state == "running",
            jobs.c.owner == self.name,
            jobs.c.attempts == job.attempts,
        )
        async with self._store.transaction() as connection:
            return (await connection.execute(update(jobs).where(ours).values(values))).rowcount == 1

    async def _finish_running(self) -> None:
        """Give the handlers in hand a last while."""
        emptied = asyncio.Event()

        async def watch() -> None:
            await asyncio.wait(self._running)
            emptied.set()

        if self._running:
            watching = asyncio.create_task(watch())
            await happens_within(emptied, self._rules.grace, self._clock)
            watching.cancel()

    async def _let_go(self) -> None:
        self._leaving.set()
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _finished(state: str, at: float, error: str | None) -> dict[str, Any]:
    return {"state": state, "locked_until": None, "finished_at": moment(at), "error": error}


def _queued(at: float) -> dict[str, Any]:
    return {"state": "queued", "run_at": moment(at), "locked_until": None, "owner": None}


def _released(now: float) -> dict[str, Any]:
    """A try that was broken off counts, so that work which kills its process ends some day."""
    return _queued(now) | {"error": "let go at shutdown"}


async def claim(store: Store, terms: Terms) -> Sequence[Job]:
    """Lease due jobs, the longest due first; each goes to one worker.

    A job whose lease lapsed is due again, or dead when that was its last try. Where nothing is due,
    which is most of the time, nobody who writes has to wait for us to find that out.
    """
    at = moment(terms.now)
    (seen,) = await store.rows(looking(terms.kinds), {"at": at})
    if not seen["due"]:
        return []
    leasing = {
        "at": at,
        "until": moment(terms.now + terms.lease),
        "new_owner": terms.owner,
        "process": terms.process,
        "limit": terms.limit,
    }
    async with store.transaction() as connection:
        lapsed = await connection.execute(burying(), {"at": at}) if seen["lapsed"] else None
        buried = lapsed.mappings().all() if lapsed is not None else ()
        rows = (await connection.execute(claiming(terms.kinds), leasing)).mappings().all()
    for row in buried:
        log.error("job_dead", error="its last lease lapsed", **row)
    ordered = sorted(rows, key=lambda row: (row["run_at"], row["id"]))
    return [Job(**{name: row[name] for name in Job.__dataclass_fields__}) for row in ordered]
