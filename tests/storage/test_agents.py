"""Agents' configurations, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from storage import Store
from storage.agents import (
    AgentRecord,
    add_agent,
    agent,
    agent_of_retell,
    agents,
    change_agent,
    note_sync,
    remove_agent,
)
from storage.columns import moment
from storage.tables import call_records
from tests.storage.fake_clock import FakeClock


def settings(**other: Any) -> dict[str, Any]:
    return {
        "name": "Nights",
        "scenario_type": "check_in",
        "prompts": {},
        "voice_settings": {"voice_speed": 1.5},
        "conversation_flow": {"contacts": ["+15550100199"]},
        "is_active": True,
        **other,
    }


@pytest.fixture
async def added(store: Store) -> AgentRecord:
    return await add_agent(store, settings())


async def test_what_was_added_is_there(store: Store, added: AgentRecord):
    assert await agent(store, added.id) == added
    assert added.voice_settings == {"voice_speed": 1.5}
    assert (added.retell_agent_id, added.created_at) == (None, added.updated_at)
    assert await agent(store, added.id + 1) is None


async def test_what_was_changed_is_changed_and_when(
    store: Store, added: AgentRecord, clock: FakeClock
):
    clock.advance(60)
    changed = await change_agent(store, added.id, settings(name="Days", is_active=False))
    assert changed == await agent(store, added.id)
    assert changed is not None
    assert (changed.name, changed.is_active) == ("Days", False)
    assert (changed.created_at, changed.updated_at) == (
        added.created_at,
        moment(clock.now()),
    )
    assert await change_agent(store, added.id + 1, settings()) is None


async def test_agents_come_in_pages_and_by_what_is_asked_for(store: Store, added: AgentRecord):
    second = await add_agent(store, settings(is_active=False))
    third = await add_agent(store, settings(scenario_type="detention"))
    assert await agents(store, limit=2) == [added, second]
    assert await agents(store, after=second.id) == [third]
    assert await agents(store, is_active=False) == [second]
    assert await agents(store, is_active=True, scenario_type="detention") == [third]


async def test_one_that_no_call_refers_to_goes(store: Store, added: AgentRecord):
    assert await remove_agent(store, added.id)
    assert await agent(store, added.id) is None
    assert not await remove_agent(store, added.id)


async def test_one_that_calls_refer_to_stays_and_is_not_active(store: Store, added: AgentRecord):
    call = {
        "agent_config_id": added.id,
        "status": "completed",
        "created_at": added.created_at,
    }
    async with store.transaction() as connection:
        await connection.execute(insert(call_records).values(call))
    for _ in range(2):
        assert await remove_agent(store, added.id)
        left = await agent(store, added.id)
        assert left is not None
        assert not left.is_active


async def test_what_it_is_at_retell_is_remembered(
    store: Store, added: AgentRecord, clock: FakeClock
):
    clock.advance(60)
    noted = await note_sync(store, added.id, "agent_1")
    assert noted is not None
    assert (noted.retell_agent_id, noted.synced_at) == ("agent_1", moment(clock.now()))
    assert noted.updated_at == added.updated_at
    assert await agent_of_retell(store, "agent_1") == noted
    assert await agent_of_retell(store, "agent_2") is None
    assert await note_sync(store, added.id + 1, "agent_1") is None
