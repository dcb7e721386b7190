"""The database fails, or we do: the call goes on, and what was to be kept is kept later."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from conversation.actions import Action
from conversation.call import Call
from conversation.events import AnswerSent, DriverSpoke, Event, TurnRequested
from storage import Store
from tests.server.conftest import House, Serve, eventually
from tests.server.retell_side import HURT, Line


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Another process holds the only right to write."""
    with closing(sqlite3.connect(folder / "checkcall.db", timeout=0)) as other:
        await eventually(partial(_lock, other))
        yield
        other.rollback()


async def _lock(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        # The server is writing.
        return False
    return True


async def _talk(line: Line) -> None:
    await line.opened()
    await line.turn(1, "going good")
    await line.turn(2, "i'm rolling on i-40 past jackson")


async def _all_is_kept(house: House) -> None:
    turns = await (await house.on_disk()).turns("call-1")
    assert [(turn.kind, turn.number) for turn in turns] == [
        ("greeting", 0),
        ("turn", 1),
        ("turn", 2),
    ]
    assert turns[2].driver_words == "i'm rolling on i-40 past jackson"


async def _is_out(house: House) -> bool:
    return house.store.writer.out


async def test_a_locked_database_gets_the_call_when_it_is_free(house: House, tmp_path: Path):
    with capture_logs() as logs:
        async with house.dial() as line, locked(tmp_path):
            await _talk(line)
            await line.nothing_comes()
            await eventually(partial(_is_out, house))
            assert not await house.store.turns("call-1")
        await _all_is_kept(house)
    assert [log["event"] for log in logs if "database" in log["event"]] == [
        "database_out",
        "database_back",
    ]


async def test_a_hand_over_does_not_wait_for_a_locked_database(house: House, tmp_path: Path):
    async with house.dial() as line:
        await line.opened()
        async with locked(tmp_path):
            await line.ask(1, HURT)
            assert "911" in (await line.part(1))["content"]
            assert "transfer_number" in await line.answer(1)
    assert await (await house.on_disk()).cards("call-1")


async def test_words_do_not_wait_for_the_card_that_a_transfer_waits_for(
    house: House, tmp_path: Path
):
    async with house.dial() as line:
        await line.opened()
        async with locked(tmp_path):
            await line.ask(1, HURT)
            words = await line.part(1)
            assert "911" in words["content"]
            assert words["no_interruption_allowed"]
            assert not words["content_complete"]
            assert "transfer_number" not in words
        hand_over = await line.answer(1)
        assert hand_over["content_complete"]
        assert hand_over["transfer_number"]
        assert await house.store.cards("call-1")


async def test_pings_are_echoed_while_a_card_is_awaited(house: House, tmp_path: Path):
    async with house.dial() as line:
        await line.opened()
        async with locked(tmp_path):
            await line.ask(1, HURT)
            assert "911" in (await line.part(1))["content"]
            await line.nothing_comes()
            assert "transfer_number" in await line.answer(1)


async def test_a_database_that_is_locked_at_the_start_is_used_when_it_is_free(
    serve: Serve, tmp_path: Path
):
    async with locked(tmp_path):
        with capture_logs() as logs:
            house = await serve()
            async with house.dial() as line:
                await _talk(line)
    assert "database_out_at_start" in [log["event"] for log in logs]
    await _all_is_kept(house)


async def test_a_database_that_cannot_be_opened_is_used_when_it_can(
    serve: Serve, tmp_path: Path, web: aiohttp.ClientSession
):
    (tmp_path / "checkcall.db").unlink()
    (tmp_path / "checkcall.db").mkdir()
    house = await serve()
    async with web.get(house.url("/readyz")) as ready:
        assert (ready.status, (await ready.json())["status"]) == (200, "degraded")
    async with house.dial() as line:
        await _talk(line)
    (tmp_path / "checkcall.db").rmdir()
    await _all_is_kept(house)


async def _pragma(store: Store, statement: str) -> None:
    async with store._engines.write.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(f"PRAGMA {statement}")


@pytest.mark.parametrize(
    ("fails", "works"),
    [
        ("query_only=on", "query_only=off"),
        ("max_page_count=1", "max_page_count=1000000"),
    ],
    ids=["read-only", "full"],
)
async def test_a_database_that_takes_nothing_gets_the_call_when_it_does(
    house: House, fails: str, works: str
):
    await _pragma(house.store, fails)
    async with house.dial() as line:
        await line.opened(metadata={"driver_name": "x" * 50_000})
        await line.turn(1, "going good")
        await line.turn(2, "i'm rolling on i-40 past jackson")
        await line.nothing_comes()
    await _pragma(house.store, works)
    await _all_is_kept(house)


class SilentStore:
    """A store whose database never answers a question."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def load_state(self, _: str) -> None:
        await asyncio.Event().wait()

    async def recent_emergency(self, **_: object) -> None:
        await asyncio.Event().wait()


async def test_a_call_begins_although_the_database_does_not_answer(house: House):
    house.resources.store = SilentStore(house.store)  # type: ignore[assignment]  # a fake
    async with house.dial() as line:
        await line.frame()
        await line.details()
        assert "Wanda" in (await line.answer(0))["content"]
        await line.turn(1, "going good")


# Mistakes of ours


class MistakeError(Exception):
    """What a bug in the call raises; its text holds what the driver said."""


class BrokenCall(Call):
    """Fails at the events of some kinds, in the worst way."""

    fails_at: tuple[type, ...] = ()

    def receive(self, event: Event) -> list[Action]:
        if isinstance(event, self.fails_at):
            raise MistakeError("he said: my daughter lives in tucumcari")
        return super().receive(event)


def failing_at(*kinds: type) -> type[BrokenCall]:
    return type("BrokenCall", (BrokenCall,), {"fails_at": kinds})


async def test_a_mistake_in_the_call_still_gives_words_and_one_completion(serve: Serve):
    house = await serve(new_call=failing_at(TurnRequested))
    async with house.dial() as line:
        await line.opened()
        for number in (1, 2, 3):
            assert (await line.turn(number, "going good"))["content"]
        await line.nothing_comes()


async def test_a_call_that_fails_at_everything_is_not_silent(serve: Serve):
    house = await serve(new_call=failing_at(object))
    async with house.dial() as line:
        assert "check-call line" in (await line.opened())["content"]
        await line.update("going good")
        assert (await line.turn(1, "going good"))["content"]
        await line.nothing_comes()


async def test_a_mistake_after_the_words_does_not_complete_them_twice(serve: Serve):
    house = await serve(new_call=failing_at(AnswerSent))
    with capture_logs() as logs:
        async with house.dial() as line:
            await line.opened()
            await line.turn(1, "going good")
            await line.nothing_comes()
    assert "task_failed" in [log["event"] for log in logs]
    assert all("exc_info" in log for log in logs if log["event"] == "task_failed")


async def test_a_mistake_in_overhearing_costs_nothing(serve: Serve):
    house = await serve(new_call=failing_at(DriverSpoke))
    with capture_logs() as logs:
        async with house.dial() as line:
            await line.opened()
            await line.update("going good")
            await line.turn(1, "going good")
    assert "frame_not_taken_in" in [log["event"] for log in logs]
