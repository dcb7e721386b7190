"""Calling a driver again who was not reached, as often and as late as the agent says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import structlog

from conversation.events import LoadFacts
from server.calling_agent import calling_agent
from server.gates import NotNeededError, check_hours
from server.placing import new_key
from server.policy import NotReached
from server.resources import Resources
from storage import CallRecord
from storage.dialling import NewCall, add_call
from storage.redials import is_redial

log = structlog.get_logger(__name__)


async def call_again(resources: Resources, record: CallRecord, missed: NotReached) -> None:
    """Have the driver of an ended call called again, where his agent wants that.

    Asked twice for the same call, it is still one call more. Raises storage's errors.
    """
    if is_redial(record):
        # Whoever calls him back sees to that himself.
        return
    agent = await calling_agent(resources.store, record.agent_config_id)
    if agent is None or not agent.active or record.dial_request is None:
        return
    retries, load = agent.retries, record.load() or LoadFacts()
    if missed not in retries.after or record.attempt > retries.count:
        return
    now = datetime.now(UTC)
    due = max(now, (record.completed_at or now) + timedelta(minutes=retries.spacing_minutes))
    try:
        check_hours(agent.gates, load, due)
    except NotNeededError as error:
        due = error.until or due
    again = NewCall(
        load=load,
        dial_request=record.dial_request,
        dial_key=new_key(),
        at=now.timestamp(),
        job_at=due.timestamp(),
        agent_config_id=record.agent_config_id,
        client_metadata=record.client_metadata,
        scheduled_at=due.timestamp(),
        attempt=record.attempt + 1,
        root_call=record.root_call or record.id,
    )
    added = await add_call(resources.store, again)
    if added.new:
        log.info("call_again", record=added.record.id, attempt=added.record.attempt, due=str(due))
