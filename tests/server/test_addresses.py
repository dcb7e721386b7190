"""Where the socket is, and for whom: refused before the upgrade is refused in JSON."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from yarl import URL

from tests.server.conftest import House, Serve
from tests.server.retell_side import dial

SECRET = "s3cret-path_segment.x~"


@pytest.fixture
async def guarded(serve: Serve) -> House:
    return await serve(SOCKET_SECRET=SECRET)


async def test_the_secret_opens_the_socket(guarded: House):
    async with dial(f"{guarded.socket_url}/{SECRET}") as line:
        await line.opened()


@pytest.mark.parametrize(
    "path",
    [
        "call-1",
        "wrong/call-1",
        f"{SECRET}x/call-1",
        f"{SECRET[:-1]}/call-1",
        f"{SECRET.upper()}/call-1",
        "s%C3%A9cret/call-1",
        "%ED%A0%80/call-1",
        "%00/call-1",
        f"call-1/{SECRET}",
        f"{SECRET}/",
        f"{SECRET}",
        "",
    ],
)
async def test_without_the_secret_there_is_nothing(guarded: House, web, path: str):
    address = URL(guarded.url(f"/llm-websocket/{path}"), encoded=True)
    async with web.get(address, headers={"Upgrade": "websocket"}) as refused:
        assert refused.status == 404
        assert await refused.json() == {"detail": "Not Found", "type": "NotFoundError"}


async def test_a_refused_upgrade_is_refused_before_it(guarded: House):
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{guarded.socket_url}/wrong/call-1", proxy=None):
            pass
    assert refused.value.response.status_code == 404


async def test_without_a_secret_of_ours_no_secret_is_taken(house: House, web):
    async with web.get(house.url("/llm-websocket/any/call-1")) as refused:
        assert refused.status == 404


@pytest.mark.parametrize("path", ["/llm-websocket", "/llm-websocket/a/b/c", "/", "/nothing"])
async def test_unknown_addresses_are_refused_in_json(house: House, web, path: str):
    async with web.get(house.url(path)) as refused:
        assert refused.status == 404
        assert set(await refused.json()) == {"detail", "type"}


async def test_a_slash_at_the_end_is_tolerated(house: House, guarded: House):
    async with dial(house.socket_url, "call-1/") as line:
        await line.opened()
    async with dial(f"{guarded.socket_url}/{SECRET}", "call-2/") as line:
        await line.opened()


async def test_a_query_is_ignored(house: House):
    async with dial(house.socket_url, "call-1?load=5&x") as line:
        await line.opened()
    assert await (await house.on_disk()).call("call-1")


@pytest.mark.parametrize(
    "call_id",
    [
        "a b",
        "a/b",
        "ü",
        "通話",
        "🚚" * 20,
        "x" * 200,
        "a%b",
        "a;b,c=d",
        "\x00",
        "a\nb",
        "'--",
        "💥\ufffd",
    ],
)
async def test_any_call_id_is_a_call_of_its_own(house: House, call_id: str):
    address = quote(call_id, safe="")
    async with house.dial(address) as line:
        await line.opened()
        await line.turn(1, "going good")
        line.reset()
    async with house.dial(address) as again:
        again.heard = line.heard
        await again.frame()
        await again.answer(0)
        await again.turn(2, "i'm rolling")
    turns = await (await house.on_disk()).turns(call_id.replace("\x00", "\ufffd"))
    assert [turn.number for turn in turns if turn.kind == "turn"] == [1, 2]


async def test_an_endless_call_id_is_refused(house: House, web):
    async with web.get(house.url("/llm-websocket/" + "x" * 201)) as refused:
        assert refused.status == 404


async def test_a_request_that_is_no_upgrade_is_refused(house: House, web):
    async with web.get(house.url("/llm-websocket/call-1")) as refused:
        assert refused.status == 400
        assert set(await refused.json()) == {"detail", "type"}


async def test_another_method_is_refused_with_those_that_are_not(house: House, web):
    async with web.delete(house.url("/healthz")) as refused:
        assert refused.status == 405
        assert "GET" in refused.headers["Allow"]
        assert (await refused.json())["type"] == "MethodNotAllowedError"


async def test_health_and_readiness(house: House, web):
    async with web.get(house.url("/healthz")) as healthy:
        assert await healthy.json() == {"status": "ok"}
    async with web.get(house.url("/readyz")) as ready:
        assert ready.status == 200
        assert (await ready.json())["database"] == "ok"
