"""A driver calls back: who he is, told to Retell before it picks up.

The phone rings for as long as we take, and one value that Retell cannot take spoils the whole
answer (Retell docs, "Inbound call & SMS webhook"): so it is answered soon, and with text only.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

import orjson
import structlog
from pydantic import BaseModel

from conversation.events import Direction, LoadFacts
from server.errors import WebhookError
from server.placing import variables
from server.resources import Resources
from server.retell import OUR_AGENT
from storage import CallRecord, DatabaseUnavailableError
from storage.call_list import newest_call_of

log = structlog.get_logger(__name__)

#: The database gets so long (seconds) to tell who calls: the phone is ringing.
LOOKING_UP: Final = 1.5
#: A load that nobody has called about for longer than this is not what a driver calls about.
CURRENT: Final = timedelta(days=14)
#: What is true of a driver whatever he carries.
_OF_THE_DRIVER: Final = ("driver_name", "phone_number", "language")
#: Our name, in metadata, for the call that told us who this is.
EARLIER_CALL: Final = "checkcall_earlier_call_id"


class InboundAnswer(BaseModel):
    """What Retell is told. The object is empty where the caller is nobody we know."""

    call_inbound: dict[Literal["dynamic_variables", "metadata"], dict[str, str]]


async def answer_to(resources: Resources, body: bytes) -> InboundAnswer:
    """What Retell is told of the caller. Raises `WebhookError` for a body that is none."""
    caller = _caller(body)
    record = await _known(resources, caller) if caller else None
    if record is None:
        return InboundAnswer(call_inbound={})
    return _told(record, datetime.now(UTC))


def _caller(body: bytes) -> str:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise WebhookError("the body is not JSON", status=400) from error
    call = told.get("call_inbound") if isinstance(told, dict) else None
    if not isinstance(call, dict):
        raise WebhookError("the body tells of no inbound call", status=400)
    number = call.get("from_number")
    return number if isinstance(number, str) else ""


async def _known(resources: Resources, number: str) -> CallRecord | None:
    try:
        async with asyncio.timeout(LOOKING_UP):
            return await newest_call_of(resources.store, number)
    except (DatabaseUnavailableError, TimeoutError) as error:
        log.error("caller_not_looked_up", reason=type(error).__name__)
        return None


def _told(record: CallRecord, now: datetime) -> InboundAnswer:
    load = record.load() or LoadFacts()
    known = load.model_copy(
        update={
            "direction": Direction.INBOUND,
            "driver_name": record.driver_name or load.driver_name,
            "phone_number": record.phone_number or load.phone_number,
        }
    )
    facts = variables(known)
    if now - record.created_at > CURRENT:
        facts = {name: value for name, value in facts.items() if name in _OF_THE_DRIVER}
    agent = record.agent_config_id
    whose = {OUR_AGENT: str(agent)} if agent is not None else {}
    metadata = {**whose, EARLIER_CALL: str(record.id)}
    return InboundAnswer(call_inbound={"dynamic_variables": facts, "metadata": metadata})
