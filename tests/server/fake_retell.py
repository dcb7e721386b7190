"""Retell's REST API as we use it, in small: it answers from a dict and remembers what it was asked.

`troubles` holds what goes wrong with the next requests to a path, in order: a status, or a word:
"lost" does what was asked and never answers, "late" neither, "broken" drops the connection after
doing it, "garbage" answers with what is no JSON.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Json = dict[str, Any]

API_KEY = "key_of_the_account"
CREATE, LIST = "/v2/create-phone-call", "/v3/list-calls"


class FakeRetell:
    """The account: its calls, its agents, and every request that came."""

    def __init__(self) -> None:
        self.calls: dict[str, Json] = {}
        self.agents: dict[str, Json] = {}
        self.asked: list[tuple[str, Json]] = []
        self.stopped: list[str] = []
        self.troubles: defaultdict[str, deque[int | str]] = defaultdict(deque)
        self.url = ""
        #: A call is asked for: what the test does before the answer leaves.
        self.before_answer = asyncio.Event()
        self.before_answer.set()
        self.came = asyncio.Event()
        self._keys: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._closing = asyncio.Event()

    def requests(self, path: str) -> list[Json]:
        """The bodies of all requests to `path`."""
        return [body for at, body in self.asked if at == path]

    def end(self, call_id: str, reason: str = "user_hangup", **told: Any) -> Json:
        """A call is over."""
        ended = {"call_status": "ended", "disconnection_reason": reason, **told}
        self.calls[call_id].update(ended)
        return self.calls[call_id]

    def place(self, body: Json) -> Json:
        """Dial, unless that was asked for under the same key before."""
        key = str(body.get("idempotency_key"))
        if key in self._keys:
            return self.calls[self._keys[key]]
        call_id = f"call_{next(self._numbers):04}"
        self._keys[key] = call_id
        self.calls[call_id] = {
            "call_id": call_id,
            "call_type": "phone_call",
            "call_status": "registered",
            "direction": "outbound",
            "from_number": body["from_number"],
            "to_number": body["to_number"],
            "agent_id": body.get("override_agent_id", "agent_bound"),
            "metadata": body.get("metadata"),
            "retell_llm_dynamic_variables": body.get("retell_llm_dynamic_variables"),
            # New since the package was made: its own models know no such value.
            "opt_out": {"reason": "future"},
        }
        return self.calls[call_id]

    # What is served

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        self.asked.append((request.path, body))
        self.came.set()
        if request.headers.get("authorization") != f"Bearer {API_KEY}":
            return _no(401, "Invalid API Key")
        trouble = self.troubles[request.path].popleft() if self.troubles[request.path] else None
        if isinstance(trouble, int):
            return _no(trouble, "told to refuse")
        if trouble == "late":
            await self._closing.wait()
        answer = self._answer(request.method, request.path, body)
        await self.before_answer.wait()
        if trouble == "lost":
            await self._closing.wait()
        if trouble == "broken" and request.transport is not None:
            request.transport.abort()
        if trouble == "garbage":
            return web.Response(text="<html>", content_type="text/html")
        return answer

    def _answer(self, method: str, path: str, body: Json) -> web.Response:
        """What Retell answers where nothing goes wrong; None stands for no content."""
        answer: Json | None = None
        match method, path.split("/")[1:]:
            case "POST", ["v2", "create-phone-call"]:
                answer = self.place(body)
            case "POST", ["v3", "list-calls"]:
                answer = {"items": self._listed(body), "has_more": False}
            case "GET", ["v2", "get-call", call_id] if call_id in self.calls:
                answer = self.calls[call_id]
            case "POST", ["v2", "stop-call", call_id] if call_id in self.calls:
                self.stopped.append(call_id)
            case "POST", ["create-agent"]:
                agent_id = f"agent_{next(self._numbers):04}"
                self.agents[agent_id] = body
                answer = {"agent_id": agent_id, "version": 0, **body}
            case "PATCH", ["update-agent", agent_id] if agent_id in self.agents:
                self.agents[agent_id].update(body)
                answer = {"agent_id": agent_id, "version": 1}
            case _:
                return _no(404, "not found")
        return web.Response(status=204) if answer is None else web.json_response(answer)

    def _listed(self, body: Json) -> list[Json]:
        wanted = body.get("filter_criteria", {}).get("metadata", [])
        return [
            call
            for call in self.calls.values()
            if all((call["metadata"] or {}).get(each["key"]) == each["value"] for each in wanted)
        ]


def _no(status: int, message: str) -> web.Response:
    return web.json_response({"status": "error", "message": message}, status=status)


@asynccontextmanager
async def fake_retell() -> AsyncIterator[FakeRetell]:
    """A Retell of its own, reached at `url`."""
    fake = FakeRetell()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", fake._serve)
    async with TestServer(app) as server:
        await server.start_server(shutdown_timeout=0.1)
        fake.url = str(server.make_url("")).rstrip("/")
        yield fake
        fake._closing.set()
