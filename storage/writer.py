"""The one task that writes. The live path hands items over and never waits.

A database that is slow, locked, read-only, full or gone costs memory, not calls: items wait, are
tried again, and are written in their order when it is back. An item that the database will never
take is set aside alone.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

import structlog

from storage.clock import Clock, happens_within
from storage.errors import DatabaseUnavailableError, ItemRefusedError, is_refusal
from storage.items import Item, StateKept

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """`batch`: units in a transaction. Seconds between tries: from `first_pause` to `last_pause`.

    `linger`: seconds that an item waits for others to share its transaction, unless somebody
    waits for it; what is lost by a crash is never older than that.

    From `expendable_waiting` units on, turns and facts are no longer taken; from `waiting` on,
    nothing is.
    """

    batch: int = 200
    linger: float = 0.0
    first_pause: float = 0.1
    last_pause: float = 5.0
    expendable_waiting: int = 50_000
    waiting: int = 100_000


@dataclass(eq=False, slots=True)
class _Unit:
    """Items that are written together or not at all, and whoever waits for them."""

    items: tuple[Item, ...]
    #: When it came (Unix time).
    at: float
    waiters: list[asyncio.Future[None]] = field(default_factory=list)
    settled: bool = False
    calls: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.calls = frozenset(getattr(item, "retell_call_id", "") for item in self.items)

    def lone_state(self) -> StateKept | None:
        """The state, where this is nothing but a state."""
        only = self.items[0] if len(self.items) == 1 else None
        return only if isinstance(only, StateKept) else None

    def expendable(self) -> bool:
        return not self.waiters and all(getattr(i, "expendable", False) for i in self.items)

    def settle(self, error: Exception | None = None) -> None:
        self.settled = True
        for waiter in self.waiters:
            if waiter.done():
                continue
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(error)


@dataclass(slots=True)
class _Outage:
    """What the log tells once at its start and once at its end."""

    since: float
    failures: int = 0
    written: int = 0


class Writer:
    """Writes what it is handed with `commit`, which takes the items of one transaction."""

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Awaitable[None]],
        clock: Clock,
        limits: WriterLimits | None = None,
    ) -> None:
        self._commit = commit
        self._clock = clock
        self._limits = limits or WriterLimits()
        self._waiting: deque[_Unit] = deque()
        self._in_hand: list[_Unit] = []
        # Per call the waiting state that a newer one may still replace.
        self._newest_state: dict[str, _Unit] = {}
        self._work = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._hurry = asyncio.Event()
        # Calls whose items must not wait for those of others.
        self._urgent: frozenset[str] = frozenset()
        self._outage: _Outage | None = None
        self._dropped: Counter[str] = Counter()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many units are not on disk yet."""
        return len(self._waiting) + len(self._in_hand)

    @property
    def behind(self) -> float:
        """How long (seconds) the next to be written has waited: what comes now waits about as long.

        While the database is away, that is since it went.
        """
        oldest = self._in_hand[0] if self._in_hand else self._waiting[0] if self._waiting else None
        if oldest is None:
            return 0.0
        since = min(oldest.at, self._outage.since) if self._outage else oldest.at
        return max(0.0, self._clock.now() - since)

    @property
    def out(self) -> bool:
        """Whether the last try to write has failed."""
        return self._outage is not None

    def keep(self, *items: Item) -> None:
        """Have `items` written soon, all in one transaction. Never waits, never raises."""
        if items:
            self._admit(self._unit(items))

    async def keep_now(self, *items: Item) -> None:
        """Return when `items` are on disk. What this call had waiting is written first.

        Raises ItemRefusedError when they never will be, and DatabaseUnavailableError when the
        writer is closed or full. A caller who stops waiting does not stop the writing.
        """
        if not items:
            return
        unit = self._unit(items)
        unit.waiters.append(asyncio.get_running_loop().create_future())
        written = unit.waiters[0]
        if not self._admit(unit):
            raise DatabaseUnavailableError("the writer takes nothing any more")
        self._promote(unit.calls)
        self._hurry_up()
        await written

    async def keep_first(self, *items: Item) -> None:
        """As `keep_now`, and what other calls have waiting is left to the next transaction."""
        self._urgent |= self._unit(items).calls
        await self.keep_now(*items)

    async def keep_soon(self, *items: Item) -> None:
        """Return when `items` are on disk, which they share with whatever comes meanwhile.

        Raises as `keep_now` does.
        """
        unit = self._unit(items)
        unit.waiters.append(asyncio.get_running_loop().create_future())
        written = unit.waiters[0]
        if not self._admit(unit):
            raise DatabaseUnavailableError("the writer takes nothing any more")
        await written

    async def flush(self, deadline: float) -> Counter[str]:
        """Write all that waits, for at most `deadline` seconds; return what is not written.

        The counts are by kind of item, and go to the log.
        """
        self._hurry_up()
        if await happens_within(self._idle, deadline, self._clock):
            return Counter()
        unwritten = _kinds([*self._in_hand, *self._waiting])
        log.error("writer_not_flushed", deadline=deadline, unwritten=dict(unwritten))
        return unwritten

    async def run(self) -> None:
        """Write until cancelled."""
        try:
            while True:
                await self._work.wait()
                if self._limits.linger:
                    await happens_within(self._hurry, self._limits.linger, self._clock)
                    self._hurry.clear()
                await self._write_some()
        finally:
            self._closed = True
            for unit in (*self._in_hand, *self._waiting):
                unit.settle(DatabaseUnavailableError("the writer has been closed"))

    # Taking in

    def _unit(self, items: tuple[Item, ...]) -> _Unit:
        return _Unit(items, self._clock.now())

    def _admit(self, unit: _Unit) -> bool:
        state = unit.lone_state()
        older = self._newest_state.get(state.retell_call_id) if state else None
        if older and not self._closed:
            older.items = unit.items
            older.waiters += unit.waiters
            return True
        if self._closed or self._full_for(unit):
            self._drop(unit)
            return False
        if state:
            self._newest_state[state.retell_call_id] = unit
        else:
            self._fix_states_within(unit)
        self._waiting.append(unit)
        self._work.set()
        self._idle.clear()
        return True

    def _fix_states_within(self, unit: _Unit) -> None:
        """A state within a larger unit stays where it is: a newer one must come after it."""
        for item in unit.items:
            if isinstance(item, StateKept):
                self._newest_state.pop(item.retell_call_id, None)

    def _full_for(self, unit: _Unit) -> bool:
        limits = self._limits
        bound = limits.expendable_waiting if unit.expendable() else limits.waiting
        return self.waiting >= bound

    def _drop(self, unit: _Unit) -> None:
        if not self._dropped:
            log.error("writer_drops", waiting=self.waiting, closed=self._closed)
        self._dropped += _kinds([unit])

    def _promote(self, calls: frozenset[str]) -> int:
        """Move all that waits for `calls` to the front, in its order; how many units that is."""
        first: deque[_Unit] = deque()
        rest: list[_Unit] = []
        for unit in self._waiting:
            (rest if calls.isdisjoint(unit.calls) else first).append(unit)
        count = len(first)
        first.extend(rest)
        self._waiting = first
        return count

    def _hurry_up(self) -> None:
        """End the pause between two tries, and begin again with short ones."""
        self._hurry.set()
        if self._outage:
            self._outage.failures = 0

    # Writing

    async def _write_some(self) -> None:
        self._take()
        try:
            await self._write(self._in_hand)
        except Exception as exc:  # noqa: BLE001  whatever it is, the writer must live on
            self._put_back()
            await self._wait_out(exc)
        else:
            self._in_hand = []
            self._recovered()
        if not self._waiting:
            self._work.clear()
            self._idle.set()

    def _take(self) -> None:
        count = min(self._limits.batch, len(self._waiting))
        if self._urgent:
            count = min(count, self._promote(self._urgent) or count)
            self._urgent = frozenset()
        self._in_hand = [self._waiting.popleft() for _ in range(count)]
        for unit in self._in_hand:
            state = unit.lone_state()
            if state and self._newest_state.get(state.retell_call_id) is unit:
                del self._newest_state[state.retell_call_id]

    async def _write(self, units: Sequence[_Unit]) -> None:
        """Write `units`; where some are refused, halve until these stand alone."""
        try:
            await self._commit([item for unit in units for item in unit.items])
        except Exception as exc:
            if not is_refusal(exc):
                raise
            if len(units) == 1:
                _set_aside(units[0], exc)
                return
            middle = len(units) // 2
            await self._write(units[:middle])
            await self._write(units[middle:])
            return
        for unit in units:
            unit.settle()
        if self._outage:
            self._outage.written += len(units)

    def _put_back(self) -> None:
        """Return to the queue what is not written, less the states that newer ones replace."""
        for unit in reversed(self._in_hand):
            if unit.settled:
                continue
            state = unit.lone_state()
            newer = self._newest_state.get(state.retell_call_id) if state else None
            if newer:
                newer.waiters += unit.waiters
                continue
            if state:
                self._newest_state[state.retell_call_id] = unit
            self._waiting.appendleft(unit)
        self._in_hand = []

    async def _wait_out(self, error: Exception) -> None:
        if self._outage is None:
            self._outage = _Outage(since=self._clock.now())
            log.error("database_out", error=str(error), waiting=self.waiting)
        limits = self._limits
        pause = min(limits.last_pause, limits.first_pause * 2 ** min(self._outage.failures, 16))
        self._outage.failures += 1
        self._hurry.clear()
        await happens_within(self._hurry, pause, self._clock)

    def _recovered(self) -> None:
        outage, self._outage = self._outage, None
        if outage is None:
            return
        log.warning(
            "database_back",
            seconds=round(self._clock.now() - outage.since, 1),
            written=outage.written,
            waiting=self.waiting,
            dropped=dict(self._dropped),
        )
        self._dropped.clear()


def _set_aside(unit: _Unit, error: Exception) -> None:
    """Give one unit up. The log names the kinds and the call, never the driver's words."""
    log.error(
        "item_set_aside",
        kinds=sorted(_kinds([unit])),
        calls=sorted(unit.calls),
        error=type(error).__name__,
        cause=type(getattr(error, "orig", error)).__name__,
    )
    refused = ItemRefusedError(f"cannot be written: {', '.join(sorted(_kinds([unit])))}")
    refused.__cause__ = error
    unit.settle(refused)


def _kinds(units: Iterable[_Unit]) -> Counter[str]:
    return Counter(type(item).__name__ for unit in units for item in unit.items)
