"""What an agent says about the placing of its calls."""

from __future__ import annotations

from dataclasses import dataclass

from server.agent_settings import ConversationFlow
from server.policy import Gates, Retries
from storage import Store, agents


@dataclass(frozen=True, slots=True)
class CallingAgent:
    """An agent, as far as it decides whether and how a driver is called."""

    id: int
    active: bool
    retell_agent_id: str | None
    from_number: str | None
    gates: Gates
    retries: Retries
    redial_tries: int


async def calling_agent(store: Store, agent_id: int | None) -> CallingAgent | None:
    """The agent of this number, or None where there is none."""
    record = None if agent_id is None else await agents.agent(store, agent_id)
    if record is None:
        return None
    flow = ConversationFlow.model_validate(record.conversation_flow)
    return CallingAgent(
        id=record.id,
        active=record.is_active,
        retell_agent_id=record.retell_agent_id,
        from_number=flow.from_number,
        gates=flow.gates,
        retries=flow.retries,
        redial_tries=flow.redial_cut_off_tries,
    )
