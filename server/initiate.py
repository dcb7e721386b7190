"""`POST /calls/initiate`: what is asked for, whether it may be, and placing it once."""

from __future__ import annotations

import asyncio
import hashlib
import time
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from pydantic import AfterValidator, BaseModel, Field, JsonValue, StringConstraints, field_validator

from conversation.events import LoadFacts
from server.agent_settings import dialable
from server.call_pages import CallDetail, detail_of
from server.calling_agent import CallingAgent, calling_agent
from server.endpoints import Answer, Asked, Body, Query, endpoint
from server.errors import (
    CallInitiationError,
    ConflictError,
    InvalidInputError,
    RetellAPIError,
    UnavailableError,
)
from server.gates import NotNeededError, check_history, check_hours, since
from server.placing import (
    LEASE,
    LOOK_EARLY,
    CannotPlaceError,
    dial_request,
    line_of,
    new_key,
    place,
    placing,
)
from server.policy import Gates
from server.resources import Resources
from server.retell import RetellError, request_of
from storage import CallRecord, CallStatus
from storage.dialling import Added, CallHistory, NewCall, add_call, call_history

#: Bytes of metadata of a client's own; Retell takes 50 kB in all.
MOST_METADATA: Final = 40_000
#: Names in metadata that are ours.
OURS: Final = "checkcall_"
#: A second request under the same key waits so long (seconds) for what becomes of the first.
PATIENCE: Final = 20.0
#: Seconds between two looks at it.
LOOK: Final = 0.1


def _line(value: str) -> str:
    """Text on one line, as it is spoken and stored."""
    text = " ".join(value.split())
    if not text:
        raise ValueError("it is empty")
    return text


_Name = Annotated[str, StringConstraints(max_length=200), AfterValidator(_line)]
_Fact = Annotated[str, StringConstraints(max_length=300)]
_Number = Annotated[str, StringConstraints(max_length=40), AfterValidator(dialable)]


class CallRequest(Body):
    """A call to be placed: whom, about which load, by which agent, and what is known already."""

    driver_name: _Name
    phone_number: _Number = Field(description="With the country's code: +1 555 010 0199.")
    load_number: _Name
    agent_config_id: Annotated[int, Field(ge=1, lt=2**63)]
    origin: _Fact = ""
    destination: _Fact = ""
    appointment_at: str | None = Field(
        None, max_length=40, description="ISO 8601; in `timezone` where it names no offset."
    )
    timezone: str | None = Field(
        None, max_length=60, description="The driver's zone, as America/Chicago."
    )
    last_known_location: _Fact = ""
    reefer_set_point: str | int | float | None = Field(
        None, description="Asked for on the phone where it is given: -10 F."
    )
    wants_check_in_time: bool = Field(False, description="Whether the check-in time is asked for.")
    language: Literal["", "en", "es"] = ""
    contacts: tuple[_Number, ...] = Field(
        (), max_length=10, description="Who an emergency is handed to, in order."
    )
    metadata: dict[str, JsonValue] = Field(
        default_factory=dict, description="Kept with the call, and sent along with it."
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        try:
            return value and ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("no zone of this name; one is written like America/Chicago") from error

    @field_validator("appointment_at")
    @classmethod
    def _moment(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValueError(
                "a time is written like 2026-11-25T08:00 or with its offset"
            ) from error

    @field_validator("reefer_set_point")
    @classmethod
    def _set_point(cls, value: str | float | None) -> str | None:
        text = "" if value is None else " ".join(str(value).split())
        if len(text) > 40:
            raise ValueError("it has at most 40 characters")
        return text or None

    @field_validator("metadata")
    @classmethod
    def _bounded(cls, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if any(name.startswith(OURS) for name in value):
            raise ValueError(f"names that begin with {OURS} are taken")
        try:
            size = len(orjson.dumps(value))
        except orjson.JSONEncodeError as error:
            raise ValueError("it cannot be written as JSON") from error
        if size > MOST_METADATA:
            raise ValueError(f"it is longer than {MOST_METADATA} bytes")
        return value

    def load(self) -> LoadFacts:
        """What the call knows before anyone speaks."""
        return LoadFacts(
            driver_name=self.driver_name,
            phone_number=self.phone_number,
            load_number=self.load_number,
            origin=self.origin,
            destination=self.destination,
            appointment_at=self.appointment_at or "",
            timezone=self.timezone or "",
            last_known_location=self.last_known_location,
            reefer_set_point=str(self.reefer_set_point or ""),
            wants_check_in_time=self.wants_check_in_time,
            language=self.language,
            contacts=self.contacts,
        )


class HowToCall(Query):
    """`dry_run`: tell what would happen. `force`: whatever the agent's gates say."""

    dry_run: bool = False
    force: bool = False


class DryRun(BaseModel):
    """What a request would do. `refused_because` names the gate that speaks against it."""

    dry_run: Literal[True] = True
    would_call: bool
    refused_because: str | None
    missing: str | None = Field(description="What this server lacks to place calls.")
    request: dict[str, Any] | None = Field(description="What Retell would be asked for.")


@endpoint(
    "POST",
    "/calls/initiate",
    answers={201: CallDetail, 200: DryRun},
    errors=(CallInitiationError, ConflictError, RetellAPIError, UnavailableError),
    headers={"Idempotency-Key": "Names the request: asked again under it, nothing is done twice"},
)
async def initiate(asked: Asked[CallRequest, HowToCall, None]) -> BaseModel | Answer:
    """Call a driver now, unless the agent's gates speak against it."""
    resources, wanted = asked.resources, asked.body
    agent = await calling_agent(resources.store, wanted.agent_config_id)
    if agent is None:
        raise InvalidInputError("agent_config_id: there is no such agent")
    if asked.query.dry_run:
        return Answer(await _dry_run(resources, wanted, agent, force=asked.query.force), 200)
    key = _request_key(asked.request.headers.get("Idempotency-Key"))
    if resources.draining:
        raise UnavailableError("this server is shutting down")
    if not agent.active:
        raise CallInitiationError("the agent is deactivated")
    added = await _add(resources, wanted, agent, key, force=asked.query.force)
    record = await _placed(resources, added)
    return await detail_of(resources.store, record)


def _request_key(header: str | None) -> str | None:
    if header is None:
        return None
    key = header.strip()
    if not 0 < len(key) <= 255 or not key.isprintable():
        raise InvalidInputError("Idempotency-Key: 1 to 255 printable characters")
    return key


async def _add(
    resources: Resources, wanted: CallRequest, agent: CallingAgent, key: str | None, *, force: bool
) -> Added:
    """Keep the call as ours to place. Raises `CallInitiationError` where it is not to be made."""
    load, now = wanted.load(), time.time()
    gates = Gates() if force else agent.gates
    try:
        line = line_of(resources, agent)

        def allow(history: CallHistory) -> None:
            # Not before it is known to be a new request: the first answer stands.
            check_hours(gates, load, datetime.now(UTC))
            check_history(gates, history)

        new = NewCall(
            load=load,
            dial_request=dial_request(load, agent, line.from_number, wanted.metadata),
            dial_key=new_key(),
            at=now,
            job_at=now + LOOK_EARLY,
            agent_config_id=agent.id,
            client_metadata=wanted.metadata or None,
            dialling_until=now + LEASE,
            request_key=key,
            request_hash=_hash(wanted) if key else None,
        )
        added = await add_call(resources.store, new, since(gates, load, datetime.now(UTC)), allow)
    except (NotNeededError, CannotPlaceError) as error:
        raise CallInitiationError(str(error)) from error
    if not added.new and added.record.request_hash != new.request_hash:
        raise InvalidInputError("Idempotency-Key: it was used for another request")
    return added


def _hash(wanted: CallRequest) -> str:
    text = orjson.dumps(wanted.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


async def _placed(resources: Resources, added: Added) -> CallRecord:
    """The call once it is placed. Raises `RetellAPIError` where it could not be."""
    if added.new:
        try:
            await place(resources, added.record)
        except RetellError as error:
            raise RetellAPIError(f"call {added.record.id}: {error}") from error
        return await _now(resources, added.record)
    record = await _settled(resources, added.record)
    if record.status == CallStatus.FAILED and record.retell_call_id is None:
        raise RetellAPIError(f"call {record.id}: {record.failure}")
    return record


async def _settled(resources: Resources, record: CallRecord) -> CallRecord:
    """A call that another request is placing, once that is done; at the latest as it is by then."""
    for _ in range(round(PATIENCE / LOOK)):
        being_placed = (
            record.status == CallStatus.INITIATED
            and record.retell_call_id is None
            and record.failure is None
        )
        if not being_placed:
            break
        await asyncio.sleep(LOOK)
        record = await _now(resources, record)
    return record


async def _now(resources: Resources, record: CallRecord) -> CallRecord:
    return await resources.store.call_by_id(record.id) or record


async def _dry_run(
    resources: Resources, wanted: CallRequest, agent: CallingAgent, *, force: bool
) -> DryRun:
    load, now = wanted.load(), datetime.now(UTC)
    refused = missing = request = None
    gates = Gates() if force else agent.gates
    try:
        check_hours(gates, load, now)
        check_history(gates, await call_history(resources.store, load, since(gates, load, now)))
        if not agent.active:
            refused = "the agent is deactivated"
    except NotNeededError as error:
        refused = str(error)
    try:
        number = line_of(resources, agent).from_number
        asked = dial_request(load, agent, number, wanted.metadata)
        request = request_of(placing(asked, "one for each call", {}))
    except CannotPlaceError as error:
        missing = str(error)
    would_call = refused is None and missing is None
    return DryRun(would_call=would_call, refused_because=refused, missing=missing, request=request)
