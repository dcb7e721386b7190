"""Calling back a driver whose line was lost in an emergency, as often as his agent wants.

A job looks what has become of him, and leaves the next look to another job, so that no crash and
no deploy ends it. Never two calls at a time; quiet hours do not count in an emergency.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import structlog

from conversation.cards import CardStatus
from conversation.events import DriverNotReached, LoadFacts, Speaker
from conversation.forms import CallOutcome
from conversation.transcripts import from_written
from server.calling_agent import CallingAgent, calling_agent
from server.keeper import REDIAL
from server.live import deliver
from server.placing import (
    LEASE,
    LOOK_EARLY,
    CannotPlaceError,
    dial_request,
    line_of,
    new_key,
    place,
)
from server.resources import Resources
from server.retell import RetellError
from storage import CallRecord, CallStatus, CardRecord, Job, JobDue
from storage.dialling import NewCall, add_call
from storage.redials import calls_since, is_redial, redial_key

log = structlog.get_logger(__name__)

#: Seconds between two tries, and between two looks at a call that goes on.
SPACING: Final = 60.0
LOOK: Final = 20.0


async def redial(resources: Resources, job: Job) -> None:
    """Do one `REDIAL` job: one look at a driver who was cut off."""
    call_id = str(job.payload["retell_call_id"])
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        record = await resources.store.call(call_id)
        agent = record and await calling_agent(resources.store, record.agent_config_id)
        if record is None or not agent or not agent.active or agent.redial_tries == 0:
            return
        cards = await resources.store.cards(call_id)
        if not cards or cards[-1].card.get("status") != CardStatus.CUT_OFF:
            log.info("redial_not_needed", reason="the emergency does not stand as it did")
            return
        later = await calls_since(resources.store, record, _lost_at(cards, job))
        wait = await _next_step(resources, job, record, agent, later)
        if wait is not None:
            await _look_again(resources, job, wait)


def _lost_at(cards: Sequence[CardRecord], job: Job) -> datetime:
    """When the line was lost, as the card tells that the job was made for."""
    lost = next((card for card in cards if card.number == job.payload["card"]), cards[-1])
    return lost.created_at


async def _next_step(
    resources: Resources,
    job: Job,
    record: CallRecord,
    agent: CallingAgent,
    later: Sequence[CallRecord],
) -> float | None:
    """Do what is to be done now; when to look again (in seconds), or None where it is over."""
    tries = [each for each in later if is_redial(each)]
    if why := _why_over(later, tries):
        log.info("redial_not_needed", reason=why)
        return None
    if (wait := _wait(later, tries)) > 0:
        return wait
    if len(tries) >= agent.redial_tries:
        await _give_up(resources, job, f"not reached in {len(tries)} tries")
        return None
    try:
        await _call_back(resources, job, record, agent, len(tries) + 1)
    except CannotPlaceError as error:
        await _give_up(resources, job, str(error))
        return None
    return SPACING


def _why_over(later: Sequence[CallRecord], tries: Sequence[CallRecord]) -> str | None:
    """Why he need not be called back any more, if so."""
    if any(_was_reached(each) for each in later):
        return "he was reached"
    if tries and tries[-1].status == CallStatus.CANCELLED:
        return "a dispatcher has cancelled it"
    return None


def _wait(later: Sequence[CallRecord], tries: Sequence[CallRecord]) -> float:
    """Seconds until the next try may be made, or looked at again."""
    if any(each.open for each in later):
        return LOOK
    if not tries:
        return 0.0
    return SPACING - (datetime.now(UTC) - tries[-1].created_at).total_seconds()


def _was_reached(call: CallRecord) -> bool:
    """Whether he has spoken in a call that is over. One that goes on is waited for."""
    if call.open or call.outcome == CallOutcome.VOICEMAIL:
        return False
    said = from_written(call.raw_transcript or "")
    return any(line.speaker is Speaker.DRIVER for line in said)


async def _call_back(
    resources: Resources, job: Job, record: CallRecord, agent: CallingAgent, number: int
) -> None:
    """Place one call with all that is known of the load. Raises CannotPlaceError."""
    line, load, now = line_of(resources, agent), record.load() or LoadFacts(), time.time()
    call_id, card = str(job.payload["retell_call_id"]), int(job.payload["card"])
    if not load.phone_number:
        raise CannotPlaceError("the number of the driver is not known")
    request = record.dial_request or dial_request(load, agent, line.from_number, {})
    if not request.get("agent_id"):
        raise CannotPlaceError("Retell does not know the agent of the call yet")
    call = NewCall(
        load=load,
        dial_request=request,
        dial_key=new_key(),
        at=now,
        job_at=now + LOOK_EARLY,
        dialling_until=now + LEASE,
        agent_config_id=agent.id,
        client_metadata={"redial_of": call_id, "try": number, "tries": agent.redial_tries},
        request_key=redial_key(call_id, card, number),
    )
    added = await add_call(resources.store, call)
    if not added.new:
        # A process died over it: the job that comes with each call sees to this one.
        return
    log.warning("redialling", record=added.record.id, number=number, of=agent.redial_tries)
    try:
        await place(resources, added.record)
    except RetellError as error:
        log.warning("redial_not_placed", record=added.record.id, reason=str(error))


async def _give_up(resources: Resources, job: Job, why: str) -> None:
    """Tell the dispatchers that nobody has reached him: they must see to it themselves."""
    log.error("redial_given_up", reason=why)
    call_id, card = str(job.payload["retell_call_id"]), job.payload["card"]
    await deliver(resources, call_id, DriverNotReached(time.time()), f"not reached/{card}")


async def _look_again(resources: Resources, job: Job, wait: float) -> None:
    look = int(job.payload["look"]) + 1
    key = f"{job.payload['retell_call_id']}/{job.payload['card']}/{look}"
    payload = {**job.payload, "look": look}
    await resources.store.keep_now([JobDue(REDIAL, key, time.time() + wait, payload)])
