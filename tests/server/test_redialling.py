"""Calling back a driver whose line was lost in an emergency."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import update

from server import redialling
from server.keeper import REDIAL
from server.redialling import redial
from storage import CallRecord, CallStatus, Job, OutcomeKept
from storage.columns import moment
from storage.redials import calls_since
from storage.tables import call_records, emergency_cards
from tests.server.conftest import Api, House, Serve, eventually, open_api
from tests.server.fake_retell import CREATE, FakeRetell, fake_retell
from tests.server.placed_calls import agent, kept, placed, settings

#: Bad enough for an alarm, and not for a hand-over at once.
DITCH = "i slid off the road and i am in the ditch"


@pytest.fixture
async def retell() -> AsyncIterator[FakeRetell]:
    async with fake_retell() as opened:
        yield opened


@pytest.fixture
async def house(serve: Serve, retell: FakeRetell) -> House:
    return await serve(REDIAL_GRACE_SECONDS=0, **settings(retell))


@pytest.fixture
async def api(house: House) -> AsyncIterator[Api]:
    async with open_api(house) as opened:
        yield opened


class Lost:
    """An emergency whose line was lost, and the looks at its driver since."""

    def __init__(self, house: House, retell: FakeRetell, record: int) -> None:
        self.house, self.retell, self.record = house, retell, record
        self.looks = 0

    @property
    def dialled(self) -> int:
        """How many calls Retell was asked for since."""
        return len(self.retell.requests(CREATE)) - 1

    async def look(self) -> None:
        self.looks += 1
        payload = {"retell_call_id": await self._name(), "card": 1, "look": self.looks}
        await redial(self.house.resources, Job(1, REDIAL, "key", payload, 1, 5))

    async def _name(self) -> str:
        return (await kept(self.house, self.record)).retell_call_id or ""

    async def tries(self) -> list[CallRecord]:
        lost = await kept(self.house, self.record)
        return await calls_since(self.house.store, lost, moment(0.0))

    async def ended(self, number: int = -1, *, said: str | None = None, **other: Any) -> None:
        """A try is over; and a minute has passed."""
        call = (await self.tries())[number]
        assert call.retell_call_id
        status = CallStatus.COMPLETED if said else CallStatus.FAILED
        outcome = OutcomeKept(
            call.retell_call_id, time.time(), status, time.time(), transcript=said, **other
        )
        await self.house.store.keep_now([outcome])
        await self._made_earlier(call.id)

    async def _made_earlier(self, record: int) -> None:
        before = moment(time.time() - redialling.SPACING - 1)
        lost_before = moment(time.time() - 2 * redialling.SPACING)
        async with self.house.store.transaction() as connection:
            changed = update(call_records).where(call_records.c.id == record)
            await connection.execute(changed.values(created_at=before))
            await connection.execute(update(emergency_cards).values(created_at=lost_before))

    async def statuses(self) -> list[str]:
        cards = await self.house.store.cards(await self._name())
        return [card.card["status"] for card in cards]


@pytest.fixture
async def lose(house: House, api: Api, retell: FakeRetell):
    """Loses the line of a call of an agent that wants so many tries."""

    async def lose(tries: int) -> Lost:
        configured = await agent(house.store, redial_cut_off_tries=tries)
        call = await placed(api, agent_config_id=configured)
        async with house.dial(call["retell_call_id"]) as line:
            await line.opened(
                call_id=call["retell_call_id"],
                to_number="+16155550122",
                metadata={"load_number": "7731"},
            )
            await line.turn(1, DITCH)
            line.reset()
        lost = Lost(house, retell, call["id"])

        async def told() -> bool:
            return "cut_off" in await lost.statuses()

        await eventually(told)
        cards = await house.store.cards(call["retell_call_id"])
        assert cards[-1].card["status"] == "cut_off"
        lost.looks = 0
        return lost

    return lose


async def test_off_unless_it_is_set(lose):
    lost = await lose(0)
    await lost.look()
    assert lost.dialled == 0


async def test_he_is_called_back_with_all_that_is_known(lose, house: House):
    lost = await lose(2)
    await lost.look()
    assert lost.dialled == 1
    (again,) = await lost.tries()
    first = await kept(house, lost.record)
    assert again.load() == first.load()
    async with house.dial(again.retell_call_id) as line:
        greeting = await line.opened(
            call_id=again.retell_call_id,
            to_number="+16155550122",
            metadata={"load_number": "7731"},
        )
    assert "cut off" in greeting["content"]


async def test_never_two_calls_at_a_time(lose):
    lost = await lose(3)
    await lost.look()
    await lost.look()
    assert lost.dialled == 1


async def test_after_so_many_tries_the_dispatchers_are_told(lose):
    lost = await lose(2)
    for number in (1, 2):
        await lost.look()
        assert lost.dialled == number
        await lost.ended(end_reason="dial_no_answer")
    await lost.look()
    await lost.look()
    assert lost.dialled == 2
    assert (await lost.statuses())[-2:] == ["cut_off", "not_reached"]


async def test_a_driver_who_was_reached_is_left_alone(lose):
    lost = await lose(3)
    await lost.look()
    await lost.ended(said="agent: are you safe\ndriver: yes i am out of the truck")
    await lost.look()
    assert lost.dialled == 1
    assert (await lost.statuses())[-1] == "cut_off"


async def test_a_machine_that_answers_is_not_the_driver(lose):
    lost = await lose(3)
    await lost.look()
    await lost.ended(end_reason="voicemail_reached")
    await lost.look()
    assert lost.dialled == 2


async def test_a_call_back_that_was_cancelled_is_the_last(lose, api: Api):
    lost = await lose(3)
    await lost.look()
    (again,) = await lost.tries()
    await api.ask("POST", f"/calls/{again.id}/cancel")
    await lost.look()
    assert lost.dialled == 1


async def test_the_loss_of_the_line_leaves_the_first_look(lose, house: House):
    lost = await lose(1)
    number = (await house.store.cards(await lost._name()))[-1].number
    job = await house.store.job(REDIAL, f"{await lost._name()}/{number}/1")
    assert job is not None
    assert job.state == "queued"
