"""GET /events: what happens in the calls, as it happens, and again for whoever comes late."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp
import pytest

from storage import CardRaised, TurnKept, TurnKind
from storage.api_keys import add_key
from tests.server.conftest import Api, House, Serve
from tests.server.retell_side import PATIENCE, into_hand_over

AT = 1_800_000_000.0


class Sent(NamedTuple):
    """One event as it came."""

    id: int
    event: str
    data: dict[str, Any]


class Stream:
    """A client that listens."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self) -> Sent | None:
        """The next event; None where the stream has ended."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            while line := (await self.answer.content.readline()).decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif "data" in fields:
                    return Sent(int(fields["id"]), fields["event"], json.loads(fields["data"]))
                else:
                    fields.clear()
        return None

    async def some(self, count: int) -> list[Sent]:
        return [sent for _ in range(count) if (sent := await self.next())]


@asynccontextmanager
async def listen(house: House, query: str = "", last: int | None = None) -> AsyncIterator[Stream]:
    key = await add_key(house.store, f"listener {id(object())} {query} {last}")
    headers = {"Authorization": f"Bearer {key}"}
    if last is not None:
        headers["Last-Event-ID"] = str(last)
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(house.url(f"/events{query}")) as answer,
    ):
        assert answer.status == 200, await answer.text()
        yield Stream(answer)


def turn(number: int) -> TurnKept:
    return TurnKept("call-1", 1, TurnKind.TURN, number, AT, agent_words="hi")


def numbers(sent: Sequence[Sent]) -> list[int]:
    return [each.data["data"]["number"] for each in sent]


async def test_a_call_can_be_followed(house: House):
    async with listen(house) as stream, house.dial() as line:
        assert stream.answer.content_type == "text/event-stream"
        assert stream.answer.headers["X-Accel-Buffering"] == "no"
        await line.opened()
        await line.turn(1, "rolling past amarillo on i-40")
        created, greeting, answer = await stream.some(3)
    assert (created.event, created.data["data"]["status"]) == ("call", "in_progress")
    assert greeting.data["data"]["kind"] == "greeting"
    assert answer.event == answer.data["type"] == "turn"
    assert answer.data["retell_call_id"] == "call-1"
    assert answer.data["data"]["driver_words"] == "rolling past amarillo on i-40"
    assert created.id < greeting.id < answer.id


async def test_the_alert_is_told_before_the_transfer_is_asked_for(house: House):
    async with listen(house, "?type=alert") as stream, house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        first = await stream.next()
    assert first is not None
    assert (first.event, first.data["data"]["number"]) == ("alert", 1)


async def test_whoever_comes_again_gets_what_he_missed(serve: Serve):
    first = await serve()
    async with listen(first, "?type=turn") as stream:
        await first.store.keep_now([turn(1)])
        last = (await stream.some(1))[0].id
    await first.store.keep_now([turn(2)])
    second = await serve()  # the next process
    async with listen(second, "?type=turn", last) as stream:
        await second.store.keep_now([turn(3)])
        assert numbers(await stream.some(2)) == [2, 3]


async def test_nothing_is_lost_or_doubled_between_the_past_and_the_present(house: House):
    async def keep_some() -> None:
        for number in range(40):
            await house.store.keep_now([turn(number)])

    keeping = asyncio.create_task(keep_some())
    async with listen(house, "?type=turn&after=0") as stream:
        assert numbers(await stream.some(40)) == list(range(40))
    await keeping


async def test_types_and_one_call_can_be_chosen(house: House):
    async with listen(house, "?type=alert,call&call=call-2") as stream:
        await house.store.keep_now([turn(1), CardRaised("call-1", 1, {"words": "no"}, AT)])
        await house.store.keep_now([CardRaised("call-2", 1, {"words": "yes"}, AT)])
        begun, alert = await stream.some(2)
    assert (begun.event, begun.data["retell_call_id"]) == ("call", "call-2")
    assert alert.data["data"] == {"words": "yes"}


async def test_a_number_of_another_database_does_not_silence_the_stream(house: House):
    async with listen(house, last=10**12) as stream:
        await house.store.keep_now([turn(1)])
        assert await stream.next()


@pytest.mark.parametrize(
    "query", ["?type=nonsense", "?after=-1", "?after=x", "?other=1", f"?after={2**70}x"]
)
async def test_a_wish_that_means_nothing_is_refused(api: Api, query: str):
    answer = await api.ask("GET", f"/events{query}")
    assert (answer.status, answer.body["type"]) == (422, "InvalidInputError")


async def test_a_last_event_that_is_no_number_is_refused(api: Api):
    answer = await api.ask("GET", "/events", headers={"Last-Event-ID": "²"})
    assert answer.status == 422
    assert "Last-Event-ID" in answer.body["detail"]


async def test_huge_numbers_do_no_harm(house: House):
    async with listen(house, f"?after={2**70}&call={2**70}") as stream:
        assert stream.answer.status == 200


async def test_an_outsider_hears_nothing(house: House, web: aiohttp.ClientSession):
    async with web.get(house.url("/events?type=nonsense")) as answer:
        assert answer.status == 401


async def test_streams_end_when_the_server_is_about_to_stop(house: House):
    async with listen(house) as stream:
        house.resources.stop_taking()
        assert await stream.next() is None
    async with aiohttp.ClientSession() as session:
        bearer = {"Authorization": f"Bearer {await add_key(house.store, 'late')}"}
        async with session.get(house.url("/events"), headers=bearer) as answer:
            assert answer.status == 503


async def test_asked_for_its_head_alone_a_stream_does_not_begin(api: Api):
    assert (await api.ask("HEAD", "/events")).status == 200
