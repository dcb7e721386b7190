"""Retell's REST API, as far as we use it: a thin client over `retell-sdk`.

The package takes most of a second and 80 MB to load, so it is loaded only where there is a key,
and before the server takes calls. Answers are read from the raw JSON: the package's own models
take a phone call for a web call where a field is new or missing.

RetellError
    RetellRefusedError      Retell has understood and declined: nothing was done
    RetellAwayError         no connection could be made: nothing was done
    RetellUnclearError      no good answer came: it may have been done, or not
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import structlog

from server.settings import Settings

if TYPE_CHECKING:
    from retell import AsyncRetell

log = structlog.get_logger(__name__)

#: Seconds that Retell gets to place a call, and to answer anything else.
PLACING, ANSWERING = 15.0, 8.0
#: Retell places so many calls per second and turns others away (1 by default; Retell docs, "Make
#: outbound calls"): what is turned away so is asked for again after these pauses (seconds).
TURNED_AWAY_PAUSES: Final = (1.0, 2.0, 4.0)
#: As much of what Retell says about a refusal is kept (characters).
LONGEST_REASON: Final = 300

#: Names in the metadata of the calls that we place. They come back with every report of the call.
OUR_CALL: Final = "checkcall_call_id"
OUR_AGENT: Final = "checkcall_agent_id"
OUR_KEY: Final = "checkcall_dial_key"


class RetellError(Exception):
    """Retell has not done what it was asked for, as far as we know."""


class RetellRefusedError(RetellError):
    """Retell declined, with an HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"Retell refused ({status}): {reason}")
        self.status = status


class RetellAwayError(RetellError):
    """Retell could not be reached: it has never heard of what it was asked for."""


class RetellUnclearError(RetellError):
    """The answer did not come, or was none: nobody knows what Retell has done."""


@dataclass(frozen=True, slots=True)
class RetellCall:
    """A call as Retell knows it; `told` is all that it says of it."""

    call_id: str
    told: Mapping[str, Any]

    @property
    def over(self) -> bool:
        """Whether it has ended, be it that nobody picked up."""
        return self.told.get("call_status") in ("ended", "error", "not_connected")


@dataclass(frozen=True, slots=True)
class RetellAgent:
    """An agent as Retell knows it."""

    agent_id: str
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A call to be placed: numbers in E.164, and what its reports and its socket bring back.

    `key` names this placing: Retell does not dial twice under the same one within an hour.
    """

    from_number: str
    to_number: str
    key: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    agent_id: str | None = None
    agent_version: int | str | None = None


class Retell:
    """Asks Retell. Every method raises `RetellError`. `pause` waits for so many seconds."""

    def __init__(
        self,
        client: AsyncRetell,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        placing: float = PLACING,
        answering: float = ANSWERING,
    ) -> None:
        self._client = client
        self._pause = pause
        self._placing = placing
        self._answering = answering

    async def place_call(self, placing: Placing) -> RetellCall:
        """Have a phone called. The request is repeated only where Retell has surely not dialled."""
        request = self._client.call.with_raw_response.create_phone_call
        asked = request_of(placing)
        for pause in (*TURNED_AWAY_PAUSES, None):
            try:
                # Never more than one request: an answer that got lost may have been a yes.
                told = await _asked(request(**asked, timeout=self._placing, max_retries=0))
            except RetellRefusedError as error:
                if error.status != 429 or pause is None:
                    raise
                await self._pause(pause * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
            else:
                return _call(told)
        raise AssertionError("the last try returns or raises")

    async def find_call(self, name: str, value: str) -> RetellCall | None:
        """The call whose metadata hold `value` under `name`, or None where there is none."""
        wanted: Any = {"metadata": [{"type": "string", "op": "eq", "key": name, "value": value}]}
        request = self._client.call.with_raw_response.list
        told = await _asked(request(filter_criteria=wanted, limit=10, timeout=self._answering))
        items = told.get("items")
        if not isinstance(items, list):
            raise RetellUnclearError("Retell's list of calls is none")
        found = [
            _call(item) for item in items if isinstance(item, dict) and _has(item, name, value)
        ]
        if len(found) > 1:
            log.error("call_placed_twice", calls=[each.call_id for each in found])
        return found[0] if found else None

    async def call(self, call_id: str) -> RetellCall | None:
        """A call as it stands; None where Retell knows none by this id."""
        request = self._client.call.with_raw_response.retrieve
        try:
            return _call(await _asked(request(call_id, timeout=self._answering)))
        except RetellRefusedError as error:
            if error.status == 404:
                return None
            raise

    async def stop_call(self, call_id: str) -> bool:
        """Hang up a call; False where there is nothing to hang up, because it is over."""
        request = self._client.call.with_raw_response.stop
        try:
            await _asked(request(call_id, timeout=self._answering))
        except RetellRefusedError as error:
            if error.status in (400, 404, 409, 422):
                return False
            raise
        return True

    async def create_agent(self, fields: Mapping[str, Any]) -> RetellAgent:
        """Create an agent with `fields`, named as Retell names them (retell.md section 4)."""
        request = self._client.agent.with_raw_response.create
        # A lost answer may have been a yes: repeated, it would make a second agent.
        return _agent(await _asked(request(**fields, timeout=self._answering, max_retries=0)))

    async def update_agent(self, agent_id: str, fields: Mapping[str, Any]) -> RetellAgent:
        """Change an agent."""
        request = self._client.agent.with_raw_response.update
        return _agent(await _asked(request(agent_id, **fields, timeout=self._answering)))


def request_of(placing: Placing) -> dict[str, Any]:
    """The request that places a call, as Retell spells it; what is not known is left out."""
    request = {
        "from_number": placing.from_number,
        "to_number": placing.to_number,
        "idempotency_key": placing.key,
        "metadata": dict(placing.metadata),
        "retell_llm_dynamic_variables": dict(placing.variables),
        "override_agent_id": placing.agent_id,
        "override_agent_version": placing.agent_version,
    }
    return {name: value for name, value in request.items() if value is not None}


@asynccontextmanager
async def open_retell(settings: Settings) -> AsyncIterator[Retell | None]:
    """The client of this server, ready for use; None where there is no `RETELL_API_KEY`."""
    key = settings.RETELL_API_KEY.get_secret_value()
    if not key:
        yield None
        return
    client = await asyncio.to_thread(_client, key, settings.RETELL_BASE_URL)
    try:
        yield Retell(client)
    finally:
        await client.close()


def _client(key: str, base_url: str) -> AsyncRetell:
    import retell  # noqa: PLC0415 - loads for most of a second

    client = retell.AsyncRetell(api_key=key, base_url=base_url, timeout=ANSWERING, max_retries=1)
    # Loads what these need: later, it would hold up every call.
    assert client.call.with_raw_response
    assert client.agent.with_raw_response
    return client


async def _asked(asking: Awaitable[Any]) -> dict[str, Any]:
    """The JSON object that Retell answers with; empty where it answers with nothing."""
    import retell  # noqa: PLC0415 - loads for most of a second

    try:
        answer = await asking
        raw = await answer.read()
        told = await answer.json() if raw else {}
    except retell.APIStatusError as error:
        if error.status_code >= 500 or error.status_code in (408, 409):
            raise RetellUnclearError(f"Retell answered with {error.status_code}") from error
        raise RetellRefusedError(error.status_code, _reason(error.body)) from error
    except retell.APITimeoutError as error:
        if _never_sent(error.__cause__):
            raise RetellAwayError("Retell could not be reached in time") from error
        raise RetellUnclearError("Retell has not answered in time") from error
    except retell.APIConnectionError as error:
        if _never_sent(error.__cause__):
            raise RetellAwayError("Retell could not be reached") from error
        raise RetellUnclearError("the connection to Retell broke") from error
    except ValueError as error:
        raise RetellUnclearError("Retell's answer is not JSON") from error
    if not isinstance(told, dict):
        raise RetellUnclearError("Retell's answer is no object")
    return told


def _never_sent(cause: BaseException | None) -> bool:
    import httpx  # noqa: PLC0415 - loads for most of a second

    return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def _reason(body: object) -> str:
    said = body.get("message") or body.get("error_message") if isinstance(body, dict) else body
    return " ".join(str(said or "no reason given").split())[:LONGEST_REASON]


def _has(item: Mapping[str, Any], name: str, value: str) -> bool:
    """Whether a listed call is the one looked for. Metadata can have been scrubbed away."""
    metadata = item.get("metadata")
    return not isinstance(metadata, dict) or metadata.get(name) == value


def _call(told: Mapping[str, Any]) -> RetellCall:
    call_id = told.get("call_id")
    if not isinstance(call_id, str) or not call_id:
        raise RetellUnclearError("Retell's answer names no call")
    return RetellCall(call_id, told)


def _agent(told: Mapping[str, Any]) -> RetellAgent:
    agent_id, version = told.get("agent_id"), told.get("version")
    if not isinstance(agent_id, str) or not agent_id:
        raise RetellUnclearError("Retell's answer names no agent")
    return RetellAgent(agent_id, version if isinstance(version, int) else None)
