"""`/agents`: the configurations of agents, and making them known to Retell."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from prompts import check_overrides
from server.agent_settings import ConversationFlow
from server.endpoints import Answer, Asked, Body, Query, endpoint
from server.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RetellAPIError,
)
from server.resources import Resources
from server.retell import Retell, RetellAgent, RetellError, RetellRefusedError
from server.retell_events import EVENTS
from server.voice_settings import VoiceSettings
from storage import agents as storage
from storage.agents import AgentRecord

#: The greatest number that a row can have.
LAST_ID: Final = 2**63 - 1

_Wording = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
_Wordings = Annotated[tuple[_Wording, ...], Field(min_length=1, max_length=20)]


class StepWords(Body):
    """What replaces the prompt file of one step; what is left out stands as it is there."""

    lines: _Wordings | None = Field(None, description="what is said, one wording each")
    lines_es: _Wordings | None = Field(None, description="the same in Spanish")
    guidance: _Wording | None = Field(None, description="what a model is told of this step")


class AgentSettings(Body):
    """An agent's configuration. What is left out has the values that suit most drivers."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    scenario_type: Annotated[
        str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)
    ] = Field("check_in", description="the kind of call, for whoever chooses among agents")
    prompts: dict[str, StepWords] = Field(
        {}, description="own words for steps, by their names, such as opening"
    )
    voice_settings: VoiceSettings = VoiceSettings()
    conversation_flow: ConversationFlow = ConversationFlow()
    is_active: bool = Field(True, description="calls are placed with active agents only")

    def row(self) -> dict[str, Any]:
        """The columns that are kept of this."""
        kept = self.model_dump(mode="json")
        return {**kept, "prompts": self.overrides()}

    def overrides(self) -> dict[str, Any]:
        """The words that replace those of the prompt files."""
        return {
            name: words.model_dump(mode="json", exclude_none=True)
            for name, words in self.prompts.items()
        }


class Agent(AgentSettings):
    """An agent as it stands. `retell_agent_id`: what it is at Retell, once it was synced."""

    id: int
    retell_agent_id: str | None
    synced_at: datetime | None
    created_at: datetime
    updated_at: datetime


class Agents(Body):
    """A page of agents. `next_cursor` asks for the next one; None on the last."""

    agents: tuple[Agent, ...]
    next_cursor: str | None


class AgentPath(Query):
    """One agent."""

    id: int = Field(ge=1, le=LAST_ID)


class AgentFilter(Query):
    """Which agents."""

    is_active: bool | None = None
    scenario_type: str | None = Field(None, max_length=100)
    limit: int = Field(50, ge=1, le=100)
    cursor: Annotated[str, StringConstraints(pattern=r"^\d{1,18}$")] | None = None


@endpoint("GET", "/agents", answers={200: Agents})
async def list_agents(asked: Asked[None, AgentFilter, None]) -> Agents:
    """The agents, in the order in which they were added."""
    wanted = asked.query
    found = await storage.agents(
        asked.resources.store,
        is_active=wanted.is_active,
        scenario_type=wanted.scenario_type,
        after=int(wanted.cursor or 0),
        limit=wanted.limit + 1,
    )
    page = found[: wanted.limit]
    more = str(page[-1].id) if len(found) > wanted.limit else None
    return Agents(agents=tuple(shown(each) for each in page), next_cursor=more)


@endpoint("POST", "/agents", answers={201: Agent})
async def create_agent(asked: Asked[AgentSettings, None, None]) -> Answer:
    """Add an agent. Its own words are checked like the prompt files."""
    await _check_words(asked.body, asked.resources)
    added = await storage.add_agent(asked.resources.store, asked.body.row())
    return Answer(shown(added), 201, {"Location": f"/agents/{added.id}"})


@endpoint("GET", "/agents/{id}", answers={200: Agent})
async def get_agent(asked: Asked[None, None, AgentPath]) -> Agent:
    """One agent."""
    return shown(await _existing(asked.resources, asked.path.id))


@endpoint("PUT", "/agents/{id}", answers={200: Agent})
async def replace_agent(asked: Asked[AgentSettings, None, AgentPath]) -> Agent:
    """Replace an agent's settings. Calls that have begun go on with those they began with."""
    await _check_words(asked.body, asked.resources)
    changed = await storage.change_agent(asked.resources.store, asked.path.id, asked.body.row())
    if changed is None:
        raise NotFoundError(_NO_AGENT)
    return shown(changed)


@endpoint("DELETE", "/agents/{id}", answers={204: None})
async def delete_agent(asked: Asked[None, None, AgentPath]) -> None:
    """Delete an agent. One that calls refer to stays to be read, and is not active any more."""
    if not await storage.remove_agent(asked.resources.store, asked.path.id):
        raise NotFoundError(_NO_AGENT)


@endpoint("POST", "/agents/{id}/sync", answers={200: Agent}, errors=(ConflictError, RetellAPIError))
async def sync_agent(asked: Asked[None, None, AgentPath]) -> Agent:
    """Create this agent at Retell, or bring the one there to these settings."""
    resources = asked.resources
    async with resources.syncing:
        record = await _existing(resources, asked.path.id)
        fields = retell_fields(record, resources)
        if resources.retell is None:
            raise ConflictError("RETELL_API_KEY is not set: Retell cannot be asked")
        try:
            made = await _made_known(resources.retell, record, fields)
        except RetellError as error:
            # Retell may quote what it refuses, and our socket's address holds a secret.
            secret = resources.settings.SOCKET_SECRET.get_secret_value()
            said = str(error).replace(secret, "…") if secret else str(error)
            raise RetellAPIError(said) from error
        noted = await storage.note_sync(resources.store, record.id, made.agent_id)
    if noted is None:
        raise NotFoundError(_NO_AGENT)
    return shown(noted)


_NO_AGENT: Final = "there is no such agent"


def shown(record: AgentRecord) -> Agent:
    """A stored agent as it is answered."""
    return Agent.model_validate(
        {name: getattr(record, name) for name in AgentRecord.__dataclass_fields__}
    )


def retell_fields(record: AgentRecord, resources: Resources) -> dict[str, Any]:
    """The agent object of Retell's that a configuration asks for.

    Raises `ConflictError` where this server does not know its own address.
    """
    settings = resources.settings
    if not settings.PUBLIC_URL:
        raise ConflictError("PUBLIC_URL is not set: Retell would not find this server")
    voice = shown(record).voice_settings
    return {
        **voice.fields(),
        "agent_name": record.name,
        "response_engine": {"type": "custom-llm", "llm_websocket_url": settings.socket_url},
        "webhook_url": f"{settings.PUBLIC_URL}/webhooks/retell",
        "webhook_events": list(EVENTS),
    }


async def _made_known(
    retell: Retell, record: AgentRecord, fields: Mapping[str, Any]
) -> RetellAgent:
    if record.retell_agent_id is not None:
        try:
            return await retell.update_agent(record.retell_agent_id, fields)
        except RetellRefusedError as error:
            if error.status != 404:
                raise
            # Somebody deleted it there.
    return await retell.create_agent(
        {name: value for name, value in fields.items() if value is not None}
    )


async def _existing(resources: Resources, agent_id: int) -> AgentRecord:
    record = await storage.agent(resources.store, agent_id)
    if record is None:
        raise NotFoundError(_NO_AGENT)
    return record


async def _check_words(settings: AgentSettings, resources: Resources) -> None:
    disclosures = resources.prompts.current.disclosures
    # Takes a while, in which no driver should wait.
    found = await asyncio.to_thread(check_overrides, settings.overrides(), disclosures)
    if found:
        raise InvalidInputError("; ".join(f"prompts.{problem}" for problem in found))


ENDPOINTS: Final = (
    list_agents,
    create_agent,
    get_agent,
    replace_agent,
    delete_agent,
    sync_agent,
)
