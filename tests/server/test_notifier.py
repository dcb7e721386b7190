"""Emergency cards on their way to a dispatcher's server: signed, in order, until they are taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks import Webhook, WebhookVerificationError

from server.notifier import Notifier
from server.settings import Settings
from storage import HopelessError, Job, TryLaterError
from tests.server.conftest import House, Serve, eventually
from tests.server.retell_side import HURT, PATIENCE, Json, into_hand_over

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Dispatcher:
    """A server that takes cards. `answers` are the statuses of its next answers; then 200."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.seen: list[tuple[dict[str, str], bytes]] = []
        self.url = ""
        self._news = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append((headers, await request.read()))
        self._news.set()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def has_seen(self, count: int) -> list[Json]:
        async with asyncio.timeout(PATIENCE):
            while len(self.seen) < count:
                self._news.clear()
                await self._news.wait()
        return [json.loads(body) for _, body in self.seen]


@asynccontextmanager
async def hanging_server() -> AsyncIterator[str]:
    """The address of a server that takes everything and answers nothing."""
    released = asyncio.Event()

    async def hang(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        server.close()
        released.set()


@pytest.fixture
async def dispatcher() -> AsyncIterator[Dispatcher]:
    taking = Dispatcher()
    app = web.Application()
    app.router.add_post("/cards", taking.take)
    async with TestServer(app) as server:
        taking.url = f"http://127.0.0.1:{server.port}/cards"
        yield taking


@pytest.fixture
async def house(serve: Serve, dispatcher: Dispatcher) -> House:
    return await serve(NOTIFY_WEBHOOK_URL=dispatcher.url, NOTIFY_WEBHOOK_SECRET=SECRET)


async def _emergency(house: House, call_id: str = "call-1") -> None:
    async with house.dial(call_id) as line:
        await line.opened(call_id=call_id)
        _, number = await into_hand_over(line)
        await line.turn(number, "i'm on i-40 east at mile marker 84")


async def test_a_card_says_who_and_what_and_is_signed(house: House, dispatcher: Dispatcher):
    await _emergency(house)
    first = (await dispatcher.has_seen(1))[0]
    assert first["type"] == "emergency.card"
    assert first["data"]["call_id"] == "call-1"
    assert first["data"]["driver_name"] == "Wanda Oakes"
    assert first["data"]["words"] in HURT
    headers, body = dispatcher.seen[0]
    assert Webhook(SECRET).verify(body.decode(), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.decode() + " ", headers)


async def test_the_cards_of_a_call_come_in_their_order(house: House, dispatcher: Dispatcher):
    dispatcher.answers = [500]
    await _emergency(house)

    async def all_sent() -> bool:
        cards = await (await house.on_disk()).cards("call-1")
        jobs = [await house.store.job("notify_card", f"call-1/{c.number}") for c in cards]
        return len(cards) > 1 and all(job is not None and job.state == "done" for job in jobs)

    assert await eventually(all_sent)
    cards = await house.store.cards("call-1")
    numbers = [card["data"]["number"] for card in await dispatcher.has_seen(len(cards) + 1)]
    assert numbers == [1, *(card.number for card in cards)]


async def test_a_card_that_is_sent_again_has_the_same_id(house: House, dispatcher: Dispatcher):
    dispatcher.answers = [503]
    await _emergency(house)
    await dispatcher.has_seen(2)
    ids = [headers["webhook-id"] for headers, _ in dispatcher.seen[:2]]
    assert ids[0] == ids[1]


async def test_a_card_that_was_not_sent_is_sent_by_the_next_process(
    serve: Serve, dispatcher: Dispatcher
):
    nobody = "http://127.0.0.1:9/cards"
    first = await serve(NOTIFY_WEBHOOK_URL=nobody, NOTIFY_WEBHOOK_SECRET=SECRET)
    await _emergency(first)
    await first.on_disk()
    await first.server.close()
    await serve(NOTIFY_WEBHOOK_URL=dispatcher.url, NOTIFY_WEBHOOK_SECRET=SECRET)
    assert (await dispatcher.has_seen(1))[0]["data"]["number"] == 1


async def test_a_hanging_dispatcher_does_not_hold_up_a_call(serve: Serve):
    async with hanging_server() as url:
        house = await serve(NOTIFY_WEBHOOK_URL=url, ALLOW_UNSIGNED_WEBHOOKS=True)
        for n in range(6):
            await _emergency(house, f"call-{n}")
        event = b'{"event":"call_ended","call":{"call_id":"call-0"}}'
        async with aiohttp.ClientSession() as retell:
            await retell.post(house.url("/webhooks/retell"), data=event)

        async def worked_through() -> bool:
            async with house.store._engines.read.connect() as connection:
                done = "SELECT 1 FROM jobs WHERE kind = 'retell_event' AND state = 'done'"
                return (await connection.exec_driver_sql(done)).first() is not None

        assert await eventually(worked_through)


# One job


def _job(call_id: str = "call-1", number: int = 1) -> Job:
    payload = {"retell_call_id": call_id, "number": number}
    return Job(1, "notify_card", f"{call_id}/{number}", payload, 1, 5)


Send = Callable[..., Any]


@pytest.fixture
async def send(serve: Serve, dispatcher: Dispatcher) -> AsyncIterator[Send]:
    """Sends the first card of a call; no worker of the server does."""
    house = await serve()
    await _emergency(house)
    await house.on_disk()
    async with aiohttp.ClientSession() as session:

        async def send_card(job: Job | None = None, seconds: float = 10, **settings: Any) -> None:
            chosen = Settings(_env_file=None, **{"NOTIFY_WEBHOOK_URL": dispatcher.url, **settings})
            timeout = aiohttp.ClientTimeout(total=seconds)
            await Notifier(chosen, house.store, session, timeout).send_card(job or _job())

        yield send_card


@pytest.mark.parametrize("status", [400, 405, 410, 413, 415, 422])
async def test_a_card_that_is_refused_for_good_is_given_up(send: Send, dispatcher, status: int):
    dispatcher.answers = [status]
    with pytest.raises(HopelessError, match=str(status)):
        await send()


@pytest.mark.parametrize("status", [301, 302, 401, 403, 404, 408, 500, 502, 503])
async def test_a_card_that_was_not_taken_is_tried_again(send: Send, dispatcher, status: int):
    dispatcher.answers = [status]
    with pytest.raises(ConnectionError, match=str(status)):
        await send()
    assert len(dispatcher.seen) == 1


async def test_a_dispatcher_who_is_told_too_much_is_left_alone_for_a_while(send: Send, dispatcher):
    dispatcher.answers = [429]
    with pytest.raises(TryLaterError) as later:
        await send()
    assert later.value.seconds >= 10


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_good_status_is_taken(send: Send, dispatcher, status: int):
    dispatcher.answers = [status]
    await send()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://no-such-host.invalid/", "http://"])
async def test_a_dispatcher_who_cannot_be_reached_is_tried_again(send: Send, url: str):
    with pytest.raises(ConnectionError):
        await send(NOTIFY_WEBHOOK_URL=url)


async def test_a_dispatcher_who_does_not_answer_in_time_is_tried_again(send: Send):
    async with hanging_server() as url:
        with pytest.raises(ConnectionError, match="Timeout"):
            await send(seconds=0.05, NOTIFY_WEBHOOK_URL=url)


async def test_without_an_address_nothing_is_sent_and_the_job_is_done(send: Send, dispatcher):
    await send(NOTIFY_WEBHOOK_URL="")
    assert dispatcher.seen == []


async def test_without_a_secret_a_card_is_not_signed(send: Send, dispatcher):
    await send()
    headers, _ = dispatcher.seen[0]
    assert "webhook-signature" not in headers
    assert headers["webhook-id"] == "card_call-1_1"


async def test_a_card_that_does_not_exist_is_given_up(send: Send):
    with pytest.raises(HopelessError):
        await send(_job(number=99))
