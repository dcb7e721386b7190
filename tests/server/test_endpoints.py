"""What holds for every route: who may use it, and how it refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from aiohttp import web as aiohttp_web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import Field
from structlog.testing import capture_logs

from server.cors import Origins
from server.endpoints import Access, Answer, Asked, Body, Endpoint, Query, endpoint, guard
from server.errors import ConflictError, TooManyRequestsError, answer_errors
from server.resources import RESOURCES
from storage.api_keys import add_key, revoke_key
from tests.server.conftest import Api, House, Serve


class Load(Body):
    """A load, as a body and as an answer."""

    number: str = Field(min_length=1)
    weight: int = Field(0, ge=0)


class Which(Query):
    """Which loads."""

    limit: int = Field(10, ge=1, le=100)
    status: tuple[str, ...] = ()


class LoadPath(Query):
    """One load."""

    id: int = Field(ge=1)


@endpoint("POST", "/loads", answers={201: Load}, access=Access.OPEN, longest_body=100)
async def add(asked: Asked[Load, None, None]) -> Load:
    """Add a load."""
    return asked.body


@endpoint("GET", "/loads", answers={200: Load, 202: Load}, access=Access.OPEN)
async def listed(asked: Asked[None, Which, None]) -> Answer:
    """List loads."""
    number = ",".join([str(asked.query.limit), *asked.query.status])
    return Answer(Load(number=number), 202, {"Location": "/loads/7"})


@endpoint("GET", "/loads/{id}", answers={200: Load}, access=Access.OPEN)
async def one(asked: Asked[None, None, LoadPath]) -> Load:
    """One load."""
    return Load(number=str(asked.path.id))


@endpoint("DELETE", "/loads/{id}", answers={204: None}, access=Access.OPEN)
async def delete(asked: Asked[None, None, LoadPath]) -> None:
    """Delete a load."""
    if asked.path.id == 2:
        raise ConflictError("it is rolling")
    if asked.path.id == 3:
        raise TooManyRequestsError("slowly", retry_after=7)
    if asked.path.id == 4:
        raise ZeroDivisionError


@endpoint("GET", "/guarded/{id}", answers={200: Load})
async def guarded(asked: Asked[None, None, LoadPath]) -> Load:
    """A load that not everybody may see."""
    assert asked.caller is not None
    return Load(number=asked.caller.name)


@endpoint("POST", "/loads/tender", answers={200: Load}, access=Access.OPEN)
async def tender(_: Asked[None, None, None]) -> Load:
    """Tender a load."""
    return Load(number="1")


ROUTES: tuple[Endpoint, ...] = (add, listed, one, delete, guarded, tender)


@pytest.fixture
async def client(house: House):
    origins = Origins(["https://dispatch.example.com"])
    app = aiohttp_web.Application(middlewares=[origins.middleware(), answer_errors, guard(ROUTES)])
    app.on_response_prepare.append(origins.mark)
    app[RESOURCES] = house.resources
    app.add_routes([each.definition() for each in ROUTES])
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def test_input_that_is_good_reaches_the_handler_as_its_models(client):
    async with client.post("/loads", json={"number": "7731"}) as answer:
        assert answer.status == 201
        assert await answer.json() == {"number": "7731", "weight": 0}
    async with client.post("/loads", data=b'{"number": "7731", "weight": 5.0}') as answer:
        assert await answer.json() == {"number": "7731", "weight": 5}
    async with client.get("/loads?limit=3&status=a&status=b") as answer:
        assert (answer.status, answer.headers["Location"]) == (202, "/loads/7")
        assert (await answer.json())["number"] == "3,a,b"
    async with client.get("/loads/5") as answer:
        assert (await answer.json())["number"] == "5"
    async with client.delete("/loads/5") as answer:
        assert (answer.status, await answer.text()) == (204, "")


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        (b"", 422, "number"),
        (b"{", 400, "JSON"),
        (b"\xff", 400, "JSON"),
        (b"[" * 99, 400, "JSON"),
        (b'{"number": "\\ud800"}', 400, "JSON"),
        (b"[]", 422, "object"),
        (b"null", 422, "object"),
        (b"{}", 422, "number"),
        (b'{"number": 5}', 422, "number"),
        (b'{"number": ""}', 422, "number"),
        (b'{"number": "1", "weight": "5"}', 422, "weight"),
        (b'{"number": "1", "weight": -1}', 422, "weight"),
        (b'{"number": "1", "weight": 5.5}', 422, "weight"),
        (b'{"number": "1", "weight": 1e400}', 422, "weight"),
        (b'{"number": "1", "weight": NaN}', 422, "weight"),
        (b'{"number": "1", "wieght": 1}', 422, "wieght"),
        (b'{"number": "' + b"1" * 100 + b'"}', 413, "100 bytes"),
    ],
    ids=str,
)
async def test_a_bad_body_is_refused_and_what_is_wrong_is_named(
    client, body: bytes, status: int, named: str
):
    async with client.post("/loads", data=body) as answer:
        assert answer.status == status
        told = await answer.json()
        assert set(told) == {"detail", "type"}
        assert named in told["detail"]


async def test_what_was_sent_is_not_sent_back(client):
    async with client.post("/loads", json={"number": "1", "weight": "hunter2"}) as answer:
        assert "hunter2" not in await answer.text()


async def test_a_body_of_unknown_length_is_not_read_for_ever(client):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b"x" * 50

    async with client.post("/loads", data=endless()) as answer:
        assert answer.status == 413


async def test_a_body_that_is_no_gzip_is_refused(client):
    headers = {"Content-Encoding": "gzip"}
    async with client.post("/loads", data=b"no gzip at all", headers=headers) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1&limit=2", "limt=5", "limit="])
async def test_a_bad_query_is_refused_and_named(client, query: str):
    async with client.get(f"/loads?{query}") as answer:
        assert answer.status == 422
        assert query.partition("=")[0] in (await answer.json())["detail"]


@pytest.mark.parametrize("path", ["0", "x", "-1", "1.5", "%00", "9" * 5000])
async def test_an_id_that_can_be_none_is_not_found(client, path: str):
    async with client.get(f"/loads/{path}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("path", "status", "type_"),
    [(2, 409, "ConflictError"), (3, 429, "TooManyRequestsError"), (4, 500, "InternalError")],
)
async def test_errors_have_one_shape(client, path: int, status: int, type_: str):
    async with client.delete(f"/loads/{path}") as answer:
        assert answer.status == status
        told = await answer.json()
        assert set(told) == {"detail", "type"}
        assert told["type"] == type_
        assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)


# Who may use it


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/guarded/1"),
        ("GET", "/guarded/x"),
        ("POST", "/guarded/1"),
        ("GET", "/guarded"),
        ("GET", "/guarded/"),
        ("GET", "/guarded/1/more"),
        ("OPTIONS", "/guarded/1"),
        ("GET", "/%67uarded/1/more"),
    ],
)
@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer cck_x",
        "Bearer a.b.c",
        "Basic eDp5",
        "Bearer \udcff",
    ],
)
async def test_an_outsider_gets_401_and_learns_nothing_else(client, method, path, header):
    headers = {} if header is None else {"Authorization": header}
    async with client.request(method, path, headers=headers) as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "Allow" not in answer.headers
        assert await answer.json() == {
            "detail": "an access token or an API key is needed",
            "type": "UnauthenticatedError",
        }


async def test_whoever_has_a_key_gets_in_until_it_is_revoked(client, house: House):
    headers = {"Authorization": f"bearer {await add_key(house.store, 'tms')}"}
    async with client.get("/guarded/1", headers=headers) as answer:
        assert (await answer.json())["number"] == "tms"
    async with client.get("/guarded/1/more", headers=headers) as answer:
        assert answer.status == 404
    async with client.post("/guarded/1", headers=headers) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    await revoke_key(house.store, "tms")
    async with client.get("/guarded/1", headers=headers) as answer:
        assert answer.status == 401


# Other origins

PAGE = {"Origin": "https://dispatch.example.com"}
ASKS = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}


async def test_a_page_of_an_allowed_origin_may_ask_and_read(client):
    async with client.options("/guarded/1", headers={**PAGE, **ASKS}) as answer:
        assert answer.status == 204
        assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
    async with client.get("/guarded/1", headers=PAGE) as answer:
        assert answer.status == 401
        assert answer.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
        assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example.com", "null", "http://dispatch.example.com", "*"]
)
async def test_a_page_of_another_origin_is_told_nothing(client, origin: str):
    for headers in ({"Origin": origin}, {"Origin": origin, **ASKS}):
        async with client.options("/loads", headers=headers) as answer:
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Access-Control-Allow-Methods" not in answer.headers


async def test_where_all_origins_are_allowed_each_is_answered_by_name(serve: Serve, web):
    house = await serve(ALLOWED_ORIGINS="*")
    async with web.get(house.url("/healthz"), headers={"Origin": "https://a.example"}) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "https://a.example"


async def test_a_word_beside_numbers_is_a_route_of_its_own(client):
    async with client.get("/loads/tender") as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_who_asked_for_what_is_logged_and_outsiders_are_not(api: Api):
    with capture_logs() as logs:
        await api.ask("GET", "/agents/99?scenario_type=x")
        await api.ask("GET", "/agents/99")
        await api.ask("GET", "/agents/99/more")
        async with ClientSession() as outsider:
            await outsider.get(api.house.url("/agents/99"))
            await outsider.get(api.house.url("/healthz"))
    told = [(log["route"], log["status"], log["key"]) for log in logs if log["event"] == "request"]
    assert told == [("/agents/{id}", 404, 1), ("/agents/{id}", 404, 1), (None, 404, 1)]
