"""What an agent says about the placing of its calls."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from server.policy import Gates, Retries
from storage import Store
from storage.tables import agent_configurations


@dataclass(frozen=True, slots=True)
class CallingAgent:
    """An agent, as far as it decides whether and how a driver is called."""

    id: int
    name: str
    active: bool
    retell_agent_id: str | None
    gates: Gates
    retries: Retries


async def calling_agent(store: Store, agent_id: int | None) -> CallingAgent | None:
    """The agent of this number, or None where there is none."""
    if agent_id is None:
        return None
    table = agent_configurations.c
    query = select(
        table.id, table.name, table.is_active, table.retell_agent_id, table.conversation_flow
    ).where(table.id == agent_id)
    rows = await store.rows(query)
    if not rows:
        return None
    (row,) = rows
    flow = row["conversation_flow"] or {}
    return CallingAgent(
        id=row["id"],
        name=row["name"],
        active=row["is_active"],
        retell_agent_id=row["retell_agent_id"],
        gates=Gates.model_validate(flow.get("gates") or {}),
        retries=Retries.model_validate(flow.get("retries") or {}),
    )
