"""Reading by rules in a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading

import pytest

from conversation.call import Call
from conversation.events import Speaker, Utterance
from extraction import apart
from extraction.apart import RulesApart
from extraction.reader import CallToRead
from extraction.reading import by_rules

CALL = CallToRead(
    (
        Utterance(Speaker.AGENT, "Where are you right now?"),
        Utterance(Speaker.DRIVER, "I'm in Amarillo, Texas, about two hours out."),
    ),
    memory=Call().memory,
)


async def test_a_call_is_read_as_it_would_be_here_whatever_becomes_of_the_process() -> None:
    with RulesApart() as rules:
        assert not multiprocessing.active_children()
        assert await rules.read(CALL) == by_rules(CALL)

        (process,) = multiprocessing.active_children()
        process.kill()
        process.join()
        assert await rules.read(CALL) == by_rules(CALL)
        # The one after that has a process again.
        assert await rules.read(CALL) == by_rules(CALL)
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


async def test_where_no_process_can_be_had_a_call_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses() -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(apart, "_pool", refuses)
    with RulesApart() as rules:
        assert await rules.read(CALL) == by_rules(CALL)


def hang() -> None:
    """What a mistake in a rule may do."""
    threading.Event().wait()


class Sleeper:
    """Time that passes for the first who waits, once it is told to, and for nobody else."""

    def __init__(self) -> None:
        self.passed = asyncio.Event()
        self.waits = 0

    async def sleep(self, _seconds: float) -> None:
        self.waits += 1
        await (self.passed if self.waits == 1 else asyncio.Event()).wait()


async def test_a_reading_that_hangs_is_ended_and_holds_up_no_other() -> None:
    time = Sleeper()
    with RulesApart(sleep=time.sleep) as rules:
        hanging = asyncio.create_task(rules.aside(hang))
        reading = asyncio.create_task(rules.read(CALL))
        time.passed.set()
        with pytest.raises(TimeoutError):
            await hanging
        assert await reading == by_rules(CALL)
    assert not multiprocessing.active_children()


async def test_a_reading_that_nobody_waits_for_any_more_holds_up_no_other() -> None:
    with RulesApart() as rules:
        await rules.read(CALL)
        (before,) = multiprocessing.active_children()
        hanging = asyncio.create_task(rules.aside(hang))
        await asyncio.sleep(0)
        hanging.cancel()
        assert await rules.read(CALL) == by_rules(CALL)
        (after,) = multiprocessing.active_children()
        assert after.pid != before.pid
