"""The API answers as its own description says, whatever it is sent."""

from __future__ import annotations

import asyncio
import threading
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from prompts import PromptLibrary
from server.app import ENDPOINTS, build_app
from server.endpoints import Access
from server.openapi import document
from server.resources import RESOURCES
from storage.api_keys import add_key
from tests.server.conftest import Api, House, settings_for
from tests.server.fake_retell import API_KEY, fake_retell
from tests.server.placed_calls import agent
from tests.server.retell_side import PATIENCE, dial, into_hand_over

#: Requests for each operation.
EXAMPLES = 10
DOCUMENT = document(ENDPOINTS)


class Served:
    """The real application in a thread of its own: the fuzzer knows nothing of event loops."""

    def __init__(self, folder: Path, library: PromptLibrary) -> None:
        self.url = ""
        self.key = ""
        self._folder = folder
        self._library = library
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Served:
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with self._server() as server:
            self.url = str(server.make_url("")).rstrip("/")
            store = server.app[RESOURCES].store
            self.key = await add_key(store, "fuzzer")
            # Something to be found: an agent, and a call with all that a call can leave.
            await agent(store)
            async with dial(f"{self.url.replace('http', 'ws')}/llm-websocket") as line:
                await line.opened()
                await into_hand_over(line)
            assert not await store.writer.flush(PATIENCE)
            self._ready.set()
            await self._stop.wait()

    @asynccontextmanager
    async def _server(self) -> AsyncIterator[TestServer]:
        async with fake_retell() as fake:
            chosen = settings_for(
                self._folder,
                RETELL_API_KEY=API_KEY,
                RETELL_BASE_URL=fake.url,
                RETELL_FROM_NUMBER="+15550111",
                PUBLIC_URL="https://calls.example.com",
            )
            server = TestServer(build_app(chosen, library=self._library))
            await server.start_server(shutdown_timeout=0.1)
            try:
                yield server
            finally:
                await server.close()


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, library: PromptLibrary, empty_database: bytes
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("fuzzed")
    (folder / "checkcall.db").write_bytes(empty_database)
    with Served(folder, library) as running:
        yield running


SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
#: A stream of events does not end.
OPERATIONS = [
    found.ok()
    for found in SCHEMA.exclude(path="/events").get_all_operations()
    if isinstance(found, Ok)
]


def test_what_is_there_is_answered_as_it_is_described(served: Served):
    # Before the fuzzer deletes it.
    headers = {"Authorization": f"Bearer {served.key}"}
    for path in ("/agents/1", "/calls/1", "/calls/1/transcript"):
        case = SCHEMA[path.replace("1", "{id}")]["GET"].Case(path_parameters={"id": 1})
        answer = case.call_and_validate(base_url=served.url, headers=headers)
        assert answer.status_code == 200


def can_be_asked_badly(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    """Whether there is anything in a request that could be wrong."""
    return bool(operation.body or operation.query or operation.path_parameters)


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        (each, mode)
        for each in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or can_be_asked_badly(each)
    ],
    ids=str,
)
def test_every_operation_answers_as_it_is_described(served: Served, operation, mode):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case[Any]) -> None:
        headers = {"Authorization": f"Bearer {served.key}"}
        # Not every rule can be said in a schema, such as that a question stands in a list once.
        left_out = [positive_data_acceptance]
        case.call_and_validate(base_url=served.url, headers=headers, excluded_checks=left_out)

    asked()


# What people read


def test_the_document_names_every_route():
    named = {(m.upper(), path) for path, methods in DOCUMENT["paths"].items() for m in methods}
    assert named == {(each.method, each.route) for each in ENDPOINTS}
    assert DOCUMENT["openapi"] == "3.1.0"
    fuzzed = {operation.label for operation in OPERATIONS}
    assert fuzzed == {f"{method} {path}" for method, path in named if path != "/events"}


def test_every_route_says_what_it_is_for():
    assert [each.route for each in ENDPOINTS if not each.words] == []


async def test_the_document_and_the_page_are_served(api: Api):
    told = await api.ask("GET", "/openapi.json")
    assert (told.status, told.body) == (200, DOCUMENT)
    page = await api.ask("GET", "/docs")
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")
    for each in ENDPOINTS:
        assert each.route in page.body


async def test_the_page_needs_no_other_host_and_runs_no_script(api: Api):
    page = await api.ask("GET", "/docs")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for outside in ("http://", "https://", "<script", "url(", "@import", "src="):
        assert outside not in page.body.replace("https://calls.example.com", "")


async def test_a_browser_gets_the_page_with_a_key_for_a_password(api: Api, house: House, web):
    key = await add_key(house.store, "reader")
    basic = {"Authorization": f"Basic {b64encode(f'me:{key}'.encode()).decode()}"}
    async with web.get(house.url("/docs")) as refused:
        assert refused.status == 401
        assert refused.headers["WWW-Authenticate"].startswith("Basic")
    async with web.get(house.url("/docs"), headers=basic) as shown:
        assert shown.status == 200
    # A browser would send it to other sites' requests as well.
    async with web.get(house.url("/agents"), headers=basic) as refused:
        assert refused.status == 401
    for wrong in ("Basic", "Basic x", "Basic eDp5", "Basic w6k="):
        async with web.get(house.url("/docs"), headers={"Authorization": wrong}) as refused:
            assert refused.status == 401


OPEN = {
    "/healthz",
    "/readyz",
    "/auth/login",
    "/auth/refresh",
    "/auth/logout",
}


def test_nothing_is_open_but_what_has_to_be():
    routes = {each.route for each in ENDPOINTS if each.access is Access.OPEN}
    assert {route for route in routes if not route.startswith("/webhooks/retell")} == OPEN


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (each.method, each.route.replace("{id}", "1"))
        for each in ENDPOINTS
        if each.access is not Access.OPEN
    ]
    + [("POST", "/auth/refresh"), ("POST", "/auth/logout")],
)
async def test_an_outsider_gets_401_on_every_closed_route(house: House, web, method, path):
    bodies: tuple[dict[str, Any], ...] = ({}, {"data": b"{"}, {"json": {}})
    for options in bodies:
        async with web.request(method, house.url(path), **options) as answer:
            if path.startswith("/auth/") and "data" in options:
                assert answer.status in (400, 401)
                continue
            assert answer.status == 401
            assert set(await answer.json()) == {"detail", "type"}
