"""Placing calls: each is dialled by one process at a time, and never a second time by mistake.

Whoever is to place a call claims it for `LEASE` seconds. Where no good answer came from Retell, or
the process died, the next one first asks Retell whether it has the call. To ask does no harm before
the claim has ended, and tells sooner which call is whose; to place it again then would.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any, Final

import structlog

from conversation.events import LoadFacts
from server.calling_agent import CallingAgent, calling_agent
from server.gates import NotNeededError, check_history, check_hours, since
from server.resources import Resources
from server.retell import (
    OUR_AGENT,
    OUR_CALL,
    OUR_KEY,
    Placing,
    Retell,
    RetellAwayError,
    RetellError,
    RetellRefusedError,
    RetellUnclearError,
)
from storage import CallLinked, CallRecord, CallStatus, HopelessError, Job, TryLaterError
from storage.dialling import (
    call_history,
    call_off,
    claim_dialling,
    give_up_dialling,
    note_dialling,
)

log = structlog.get_logger(__name__)

#: Seconds that placing a call may take, all tries and look-ups included.
LEASE: Final = 75.0
#: Others look for a call at Retell, too, whose placing has taken so long (seconds).
LOOK_EARLY: Final = 20.0
#: A call that lay about for longer than this (seconds) is not placed any more.
STALE: Final = 600.0
#: Seconds between not finding a call at Retell and looking again: its list may lag behind.
LOOK_AGAIN: Final = 1.0
#: The link to Retell's call is written within this time (seconds), or soon after.
LINKING: Final = 5.0

#: Why a call was never placed.
REFUSED, AWAY, UNCLEAR = "retell_refused", "retell_unreachable", "retell_no_answer"
NEVER_DIALLED, NOT_NEEDED = "never_dialled", "not_needed"


#: Under this name a client's own metadata go along with its call.
CLIENT: Final = "client"


class CannotPlaceError(Exception):
    """This server cannot place calls; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a call is placed with: Retell, and the number that it comes from."""

    retell: Retell
    from_number: str


def line_of(resources: Resources, agent: CallingAgent) -> Line:
    """Raises `CannotPlaceError`."""
    number = agent.from_number or resources.settings.RETELL_FROM_NUMBER
    missing = [
        name
        for name, there in (("RETELL_API_KEY", resources.retell), ("RETELL_FROM_NUMBER", number))
        if not there
    ]
    if resources.retell is None or missing:
        raise CannotPlaceError(f"no calls can be placed: {' and '.join(missing)} not set")
    return Line(resources.retell, number)


def new_key() -> str:
    """A name for one placing of a call, used for no other."""
    return token_hex(16)


def dial_request(
    load: LoadFacts, agent: CallingAgent, from_number: str, client: Mapping[str, Any]
) -> dict[str, Any]:
    """What is asked of Retell for a call, less what names the call; kept with it as it was.

    The client's own metadata go under a name of their own: beside ours they could be taken for
    facts of the load.
    """
    return {
        "metadata": {OUR_AGENT: str(agent.id), **({CLIENT: dict(client)} if client else {})},
        "from_number": from_number,
        "to_number": load.phone_number,
        "agent_id": agent.retell_agent_id,
        "variables": variables(load),
    }


def variables(load: LoadFacts) -> dict[str, str]:
    """The facts that are known of a load, as text: Retell takes nothing else."""
    told = load.model_dump(exclude={"direction", "contacts", "wants_check_in_time"})
    told["contacts"] = ",".join(load.contacts)
    told["wants_check_in_time"] = "true" if load.wants_check_in_time else ""
    return {name: value for name, value in told.items() if value}


def placing_of(record: CallRecord) -> Placing:
    """How a kept call is placed."""
    named = {OUR_CALL: str(record.id), OUR_KEY: record.dial_key}
    return placing(record.dial_request or {}, record.dial_key or "", named)


def placing(asked: Mapping[str, Any], key: str, named: Mapping[str, Any]) -> Placing:
    """What `dial_request` made, with what names the call."""
    return Placing(
        from_number=asked["from_number"],
        to_number=asked["to_number"],
        key=key,
        agent_id=asked["agent_id"],
        variables=asked["variables"],
        metadata={**asked["metadata"], **named},
    )


async def place(resources: Resources, record: CallRecord) -> None:
    """Place a call that is ours to place. Raises `RetellError` where it is not placed for sure.

    What became of it stands in its record.
    """
    retell, now = _retell(resources), time.time
    try:
        call = await retell.place_call(placing_of(record))
    except (RetellRefusedError, RetellAwayError) as error:
        reason = AWAY if isinstance(error, RetellAwayError) else REFUSED
        await give_up_dialling(
            resources.store, record.id, now(), reason, str(error), surely_not_placed=True
        )
        raise
    except RetellUnclearError as error:
        log.warning("call_placed_perhaps", record=record.id, reason=str(error))
        if not await _found(resources, record, str(error)):
            await give_up_dialling(resources.store, record.id, now(), UNCLEAR, str(error))
            raise
        return
    await link(resources, record, call.call_id)


async def _found(resources: Resources, record: CallRecord, why: str) -> bool:
    """Whether Retell has the call after all. Raises `RetellError` where nobody knows."""
    try:
        for pause in (LOOK_AGAIN, None):
            if await look_up(resources, record):
                return True
            if pause is not None:
                await asyncio.sleep(pause)
    except RetellError as error:
        doubt = f"{why}; whether it was placed is being looked up"
        await note_dialling(resources.store, record.id, doubt)
        raise RetellUnclearError(doubt) from error
    return False


async def look_up(resources: Resources, record: CallRecord) -> bool:
    """Find a call at Retell by what it was placed with, and make it the record's."""
    call = await _retell(resources).find_call(OUR_KEY, record.dial_key or "")
    if call is None:
        return False
    await link(resources, record, call.call_id)
    return True


async def link(resources: Resources, record: CallRecord, call_id: str) -> None:
    """Write down which call of Retell's is the record's; hang up where it was cancelled."""
    linked = CallLinked(call_id, record.id, time.time(), record.dial_key or "")
    try:
        async with asyncio.timeout(LINKING):
            await resources.store.keep_now([linked])
            placed = await resources.store.call_by_id(record.id)
    except TimeoutError:
        # It waits to be written, and Retell's own reports name the record, too.
        log.error("call_linked_late", record=record.id, call_id=call_id)
        return
    log.info("call_placed", record=record.id, call_id=call_id)
    if placed is not None and placed.status == CallStatus.CANCELLED:
        await _retell(resources).stop_call(call_id)


def _retell(resources: Resources) -> Retell:
    if resources.retell is None:
        raise RetellAwayError("no RETELL_API_KEY is set")
    return resources.retell


async def dial(resources: Resources, job: Job) -> None:
    """Do one `DIAL_CALL` job: place a call whose time has come, or settle one that was left."""
    record = await resources.store.call_by_id(int(job.payload["record"]))
    if record is None or record.retell_call_id is not None:
        return
    if resources.retell is None:
        why = "no RETELL_API_KEY is set"
        await give_up_dialling(resources.store, record.id, time.time(), NEVER_DIALLED, why)
        raise HopelessError(why)
    if record.dialling_until is None and not await _still_wanted(resources, record):
        return
    claimed = await claim_dialling(resources.store, record.id, time.time(), time.time() + LEASE)
    if claimed is None:
        await _leave_it(resources, record)
        return
    if not claimed.tried:
        await _place_quietly(resources, claimed.record)
    elif not await look_up(resources, claimed.record):
        await _settle(resources, claimed.record)


async def _leave_it(resources: Resources, left: CallRecord) -> None:
    """The call is not ours to place now: look for it, and come back where it is not there."""
    record = await resources.store.call_by_id(left.id)
    if record is None or record.retell_call_id is not None or record.dialling_until is None:
        return
    wait = (record.dialling_until - datetime.now(UTC)).total_seconds()
    if wait <= 0:
        return
    try:
        if await look_up(resources, record):
            return
    except RetellError as error:
        log.warning("call_not_looked_up", record=record.id, reason=str(error))
    raise TryLaterError(min(wait + 1.0, LOOK_EARLY), "it is being placed")


async def _settle(resources: Resources, record: CallRecord) -> None:
    """Retell has never heard of a call that somebody began to place."""
    if record.status != CallStatus.INITIATED:
        return
    due = record.scheduled_at or record.created_at
    stale = datetime.now(UTC) - due > timedelta(seconds=STALE)
    if record.failure is None and not stale:
        # Whoever asked for it was told that it is on its way.
        await _place_quietly(resources, record)
        return
    reason, why = (UNCLEAR, record.failure) if record.failure else (NEVER_DIALLED, "too late now")
    await give_up_dialling(resources.store, record.id, time.time(), reason, why)


async def _place_quietly(resources: Resources, record: CallRecord) -> None:
    try:
        await place(resources, record)
    except RetellError as error:
        log.warning("call_not_placed", record=record.id, reason=str(error))


async def _still_wanted(resources: Resources, record: CallRecord) -> bool:
    """Whether nothing speaks against a call that waited. Raises TryLaterError in quiet hours."""
    load, now = record.load() or LoadFacts(), datetime.now(UTC)
    agent = await calling_agent(resources.store, record.agent_config_id)
    if record.status != CallStatus.INITIATED or agent is None:
        return record.status == CallStatus.INITIATED
    try:
        check_hours(agent.gates, load, now)
        counts = since(agent.gates, load, now)
        if record.attempt > 1:
            counts = replace(counts, update=min(counts.update, record.created_at))
        history = await call_history(resources.store, load, counts, besides=record.id)
        check_history(agent.gates, history)
        if record.attempt > 1 and history.updated_at is not None:
            raise NotNeededError(f"the load has an update since, by call {history.updated_by}")
    except NotNeededError as error:
        if error.until is not None:
            wait = (error.until - now).total_seconds()
            raise TryLaterError(wait, "quiet hours") from error
        await call_off(resources.store, record.id, time.time(), NOT_NEEDED, str(error))
        return False
    return True
