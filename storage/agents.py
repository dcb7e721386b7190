"""Agent configurations: what dispatchers set, kept as JSON that the server checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.columns import moment
from storage.store import Store
from storage.tables import agent_configurations, call_records

_AGENT = agent_configurations.c


@dataclass(frozen=True, slots=True)
class AgentRecord:
    """An agent's configuration. `retell_agent_id` is None until it was made known to Retell."""

    id: int
    name: str
    scenario_type: str
    prompts: Mapping[str, Any]
    voice_settings: Mapping[str, Any]
    conversation_flow: Mapping[str, Any]
    is_active: bool
    retell_agent_id: str | None
    synced_at: datetime | None
    created_at: datetime
    updated_at: datetime


async def add_agent(store: Store, settings: Mapping[str, Any]) -> AgentRecord:
    """Add a configuration with the columns in `settings`."""
    now = moment(store.clock.now())
    row = {**settings, "created_at": now, "updated_at": now}
    async with store.transaction() as connection:
        added = await connection.execute(
            insert(agent_configurations).values(row).returning(*agent_configurations.c)
        )
        return AgentRecord(**added.mappings().one())


async def agent(store: Store, agent_id: int) -> AgentRecord | None:
    """The configuration with this number, active or not."""
    rows = await store.rows(select(agent_configurations).where(_AGENT.id == agent_id))
    return AgentRecord(**rows[0]) if rows else None


async def agent_of_retell(store: Store, retell_agent_id: str) -> AgentRecord | None:
    """The configuration that Retell knows by this id, the last one synced where several say so."""
    query = (
        select(agent_configurations)
        .where(_AGENT.retell_agent_id == retell_agent_id)
        .order_by(_AGENT.synced_at.desc(), _AGENT.id.desc())
        .limit(1)
    )
    rows = await store.rows(query)
    return AgentRecord(**rows[0]) if rows else None


async def agents(
    store: Store,
    *,
    is_active: bool | None = None,
    scenario_type: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[AgentRecord]:
    """Configurations in the order of their numbers, from the one after `after` on."""
    query = select(agent_configurations).where(_AGENT.id > after).order_by(_AGENT.id).limit(limit)
    if is_active is not None:
        query = query.where(_AGENT.is_active.is_(is_active))
    if scenario_type is not None:
        query = query.where(_AGENT.scenario_type == scenario_type)
    return [AgentRecord(**row) for row in await store.rows(query)]


async def change_agent(
    store: Store, agent_id: int, settings: Mapping[str, Any]
) -> AgentRecord | None:
    """Replace the columns in `settings`; None where there is no such configuration."""
    async with store.transaction() as connection:
        changed = await connection.execute(
            update(agent_configurations)
            .where(_AGENT.id == agent_id)
            .values({**settings, "updated_at": moment(store.clock.now())})
            .returning(*agent_configurations.c)
        )
        row = changed.mappings().one_or_none()
        return None if row is None else AgentRecord(**row)


async def remove_agent(store: Store, agent_id: int) -> bool:
    """Delete a configuration, or deactivate it where calls refer to it; whether there was one."""
    which = _AGENT.id == agent_id
    referred_to = select(call_records.c.id).where(call_records.c.agent_config_id == agent_id)
    async with store.transaction() as connection:
        gone = await connection.execute(
            delete(agent_configurations).where(which, ~referred_to.exists())
        )
        if gone.rowcount:
            return True
        kept = await connection.execute(
            update(agent_configurations)
            .where(which)
            .values(is_active=False, updated_at=moment(store.clock.now()))
        )
        return kept.rowcount > 0


async def note_sync(store: Store, agent_id: int, retell_agent_id: str) -> AgentRecord | None:
    """Remember that Retell knows a configuration by this id as it stands now."""
    async with store.transaction() as connection:
        noted = await connection.execute(
            update(agent_configurations)
            .where(_AGENT.id == agent_id)
            .values(retell_agent_id=retell_agent_id, synced_at=moment(store.clock.now()))
            .returning(*agent_configurations.c)
        )
        row = noted.mappings().one_or_none()
        return None if row is None else AgentRecord(**row)
