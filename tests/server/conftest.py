"""A server on a real socket, in this process, with a database of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    closing,
)
from json import loads
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

import prompts
from conversation.call import Call
from conversation.memory import Memory
from prompts import PromptLibrary, load_prompts
from server.app import build_app
from server.resources import RESOURCES, Resources
from server.settings import Settings
from storage import Store, upgrade_database
from storage.api_keys import add_key
from tests.server.retell_side import PATIENCE, Line, dial

SECRET_KEY = "of these tests alone, and good for nothing"
SHIPPED = Path(prompts.__file__).parent


class House:
    """A running server, and how to reach it."""

    def __init__(self, server: TestServer, settings: Settings) -> None:
        self.server = server
        self.settings = settings

    @property
    def resources(self) -> Resources:
        return self.server.app[RESOURCES]

    @property
    def store(self) -> Store:
        return self.resources.store

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.server.port}/llm-websocket"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.port}{path}"

    def dial(self, call_id: str = "call-1") -> AbstractAsyncContextManager[Line]:
        return dial(self.socket_url, call_id)

    async def on_disk(self) -> Store:
        """The store, once all that was kept is on disk."""
        assert not await self.store.writer.flush(PATIENCE)
        return self.store


class Api:
    """The HTTP API, asked with a credential."""

    def __init__(self, house: House, session: aiohttp.ClientSession) -> None:
        self.house = house
        self._session = session

    async def ask(self, method: str, path: str, json: Any = None, **options: Any) -> Answer:
        """Ask, and read the whole answer."""
        url = self.house.url(path)
        async with self._session.request(method, url, json=json, **options) as answer:
            text = await answer.text()
            found = loads(text) if answer.content_type == "application/json" else text
            return Answer(answer.status, found, answer.headers)


class Answer(NamedTuple):
    """What came back: JSON parsed, anything else as text."""

    status: int
    body: Any
    headers: Mapping[str, str]


@asynccontextmanager
async def open_api(house: House, credential: str | None = None) -> AsyncIterator[Api]:
    """The API of any house; with a new machine key where no credential is given."""
    given = credential or await add_key(house.store, token_hex(8))
    bearer = {"Authorization": f"Bearer {given}"}
    async with aiohttp.ClientSession(headers=bearer) as session:
        yield Api(house, session)


Serve = Callable[..., Awaitable[House]]


def settings_for(folder: Path, **other: Any) -> Settings:
    """Settings of a test: a database that hardly waits for locks, details that always come."""
    return Settings(
        _env_file=None,
        **{
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/checkcall.db?busy_timeout=100",
            "DETAILS_DEADLINE_MS": 60_000,
            "DISPATCH_NUMBER": "+15550100,+15550101",
            "OPENAI_API_KEY": "",
            "OPENAI_BASE_URL": "",
            "SECRET_KEY": SECRET_KEY,
            **other,
        },
    )


@pytest.fixture(scope="session")
def library() -> PromptLibrary:
    """The texts that come along; checking them all takes a while."""
    return load_prompts(SHIPPED)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with all tables, which take a while to make."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    asyncio.run(upgrade_database(f"sqlite:///{file}"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


@pytest.fixture
async def serve(
    tmp_path: Path, library: PromptLibrary, empty_database: bytes
) -> AsyncIterator[Serve]:
    """Starts servers; a second one on the same database is the next process."""
    database = tmp_path / "checkcall.db"
    if not database.exists():
        database.write_bytes(empty_database)
    async with AsyncExitStack() as stack:

        async def start(new_call: Callable[[Memory | None], Call] = Call, **settings: Any) -> House:
            chosen = settings_for(tmp_path, **settings)
            server = TestServer(build_app(chosen, library=library, new_call=new_call))
            await server.start_server(shutdown_timeout=0.1)
            stack.push_async_callback(server.close)
            return House(server, chosen)

        yield start


@pytest.fixture
async def house(serve: Serve) -> House:
    return await serve()


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def api(house: House) -> AsyncIterator[Api]:
    """`house` as a machine with a key uses it."""
    async with open_api(house) as opened:
        yield opened


async def eventually(asked: Callable[[], Awaitable[Any]]) -> Any:
    """Ask again and again until the answer is yes."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if answer := await asked():
                return answer
            # No time passes: whoever is at work gets his turn.
            await asyncio.sleep(0)
