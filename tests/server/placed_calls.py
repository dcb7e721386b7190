"""Calls as dispatch places them: a server with a Retell of its own, and agents to place them."""

from __future__ import annotations

import json
import time
from typing import Any

from server.agent_settings import ConversationFlow
from server.agents import AgentSettings
from server.signature import sign
from storage import CallRecord, Store
from storage.agents import add_agent, note_sync
from tests.server.conftest import Answer, Api, House, eventually
from tests.server.fake_retell import API_KEY, FakeRetell

FROM = "+15550111222"
WANTED: dict[str, Any] = {
    "driver_name": "Wanda Oakes",
    "phone_number": "+1 615-555-0122",
    "load_number": "7731",
    "destination": "Memphis",
    "contacts": ["+15550100100"],
    "metadata": {"tms": {"stop": 4}},
}


def settings(retell: FakeRetell) -> dict[str, str]:
    """What a server needs to place calls."""
    return {"RETELL_API_KEY": API_KEY, "RETELL_BASE_URL": retell.url, "RETELL_FROM_NUMBER": FROM}


async def agent(store: Store, **flow: Any) -> int:
    """An agent that Retell knows; `flow` is what its dispatcher set."""
    wanted = AgentSettings(name="check calls", conversation_flow=ConversationFlow(**flow))
    made = await add_agent(store, wanted.row())
    await note_sync(store, made.id, "agent_1")
    return made.id


async def initiate(api: Api, path: str = "/calls/initiate", **other: Any) -> Answer:
    """Ask for a call; `key` names the request."""
    headers = {"Idempotency-Key": key} if (key := other.pop("key", None)) else {}
    if "agent_config_id" not in other:
        other["agent_config_id"] = await agent(api.house.store)
    return await api.ask("POST", path, json={**WANTED, **other}, headers=headers)


async def placed(api: Api, **other: Any) -> dict[str, Any]:
    """A call that Retell has placed, as it is shown."""
    answer = await initiate(api, **other)
    assert answer.status == 201, answer.body
    call: dict[str, Any] = answer.body
    return call


async def reported(
    api: Api, event: str, call: dict[str, Any], path: str = "/webhooks/retell"
) -> int:
    """Retell reports of a call; the status it gets."""
    body = json.dumps({"event": event, "call": call}).encode()
    headers = {"x-retell-signature": sign(body, API_KEY, int(time.time() * 1000))}
    return (await api.ask("POST", path, data=body, headers=headers)).status


async def worked_through(house: House) -> None:
    """All events that were reported are worked through."""

    async def idle() -> bool:
        async with house.store._engines.read.connect() as connection:
            rows = await connection.exec_driver_sql(
                "SELECT 1 FROM jobs WHERE kind = 'retell_event' AND state IN ('queued', 'running')"
            )
            return rows.first() is None

    assert await eventually(idle)


async def kept(house: House, number: int) -> CallRecord:
    """A call as it is on disk."""
    record = await house.store.call_by_id(number)
    assert record is not None
    return record


async def once_read(house: House, number: int) -> CallRecord:
    """A call as it is on disk once it was read after its end."""

    async def was_read() -> CallRecord | None:
        record = await kept(house, number)
        return record if record.read_at is not None else None

    record: CallRecord = await eventually(was_read)
    return record
