"""Calls over HTTP: found, shown, read and cancelled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from conversation.events import Speaker
from conversation.forms import CallOutcome
from conversation.transcripts import from_written
from server.call_pages import CallDetail, CallSummary, detail_of
from server.cancelling import CannotCancelError, cancel
from server.endpoints import Asked, Endpoint, Query, Text, endpoint
from server.errors import ConflictError, NotFoundError, RetellAPIError
from server.initiate import initiate
from server.resources import Resources
from server.retell import RetellError
from storage import CallRecord, CallStatus
from storage.call_list import CallFilter, find_calls

#: Calls on a page, unless it says otherwise, and at most.
PAGE, LONGEST_PAGE = 50, 200

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _moment(value: str) -> datetime:
    """A day or a time, in UTC where it names no offset."""
    try:
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            "a day is written like 2026-11-25, a time like 2026-11-25T08:00Z"
        ) from error


def _moment_text(value: str) -> str:
    _moment(value)
    return value


_When = Annotated[str, StringConstraints(max_length=40), AfterValidator(_moment_text)]
_Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class CallQuery(Query):
    """Which calls: all conditions hold; a status or an outcome may stand there several times."""

    model_config = ConfigDict(populate_by_name=False)

    status: tuple[CallStatus, ...] = ()
    load: _Text | None = Field(None, description="The load's number.")
    driver: _Text | None = Field(None, description="A part of the name, or the whole number.")
    outcome: tuple[CallOutcome, ...] = ()
    emergency: bool | None = None
    agent: Annotated[int, Field(ge=1, lt=2**63)] | None = None
    retell_call_id: _Text | None = None
    from_: _When | None = Field(None, alias="from", description="A day or time, UTC, inclusive.")
    to: _When | None = Field(None, description="A day, inclusive, or a time, exclusive.")
    limit: int = Field(PAGE, ge=1, le=LONGEST_PAGE)
    cursor: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")] | None = Field(
        None, description="`next_cursor` of the page before."
    )

    def wanted(self) -> CallFilter:
        """The filter that this stands for."""
        return CallFilter(
            statuses=self.status,
            load_number=self.load,
            driver=self.driver,
            outcomes=self.outcome,
            emergency=self.emergency,
            agent_config_id=self.agent,
            retell_call_id=self.retell_call_id,
            since=_moment(self.from_) if self.from_ else None,
            before=_end(self.to) if self.to else None,
        )


def _end(value: str) -> datetime:
    if not _DAY.fullmatch(value):
        return _moment(value)
    day = date.fromisoformat(value)
    return datetime.combine(day, time.max, UTC) if day == date.max else _next(day)


def _next(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


class CallPage(BaseModel):
    """Some calls, the newest first; `next_cursor` leads to older ones, where there are any."""

    calls: list[CallSummary]
    next_cursor: str | None


class CallPath(Query):
    """The number that we gave to a call."""

    id: int = Field(ge=1, lt=2**63)


class CancelQuery(Query):
    """`force`: also in the middle of an emergency."""

    force: bool = False


class TranscriptLine(BaseModel):
    """What one side said."""

    speaker: Speaker
    text: str


class Transcript(BaseModel):
    """What was said. `complete`: the call is over."""

    call_id: int
    complete: bool
    lines: list[TranscriptLine]


_TEXT = Text("text/plain", "A line for each utterance: `driver: rolling good`.")


@endpoint("GET", "/calls", answers={200: CallPage})
async def list_calls(asked: Asked[None, CallQuery, None]) -> CallPage:
    """Find calls, the newest first, a page at a time."""
    query = asked.query
    older_than = int(query.cursor) if query.cursor else None
    # One more than shown tells whether there is another page.
    found = await find_calls(asked.resources.store, query.wanted(), query.limit + 1, older_than)
    page, more = found[: query.limit], len(found) > query.limit
    return CallPage(
        calls=[CallSummary.of(record) for record in page],
        next_cursor=str(page[-1].id) if more else None,
    )


@endpoint("GET", "/calls/{id}", answers={200: CallDetail})
async def get_call(asked: Asked[None, None, CallPath]) -> CallDetail:
    """All that is known of a call."""
    record = await _record(asked.resources, asked.path)
    return await detail_of(asked.resources.store, record)


@endpoint("GET", "/calls/{id}/transcript", answers={200: (Transcript, _TEXT)})
async def get_transcript(asked: Asked[None, None, CallPath]) -> Transcript | web.Response:
    """What was said, as JSON or, where that is asked for, as plain text."""
    record = await _record(asked.resources, asked.path)
    text = record.raw_transcript or ""
    if _wants_text(asked.request.headers.get("Accept", "")):
        return web.Response(text=f"{text}\n" if text else "", content_type="text/plain")
    lines = [TranscriptLine(speaker=line.speaker, text=line.text) for line in from_written(text)]
    return Transcript(call_id=record.id, complete=not record.open, lines=lines)


def _wants_text(accept: str) -> bool:
    """Whether plain text comes before JSON in what is accepted."""
    kinds = [each.partition(";")[0].strip().lower() for each in accept.split(",")]
    places = [kinds.index(kind) if kind in kinds else len(kinds) for kind in _KINDS]
    return places[0] < min(places[1:])


_KINDS: Final = ("text/plain", "application/json", "*/*")


@endpoint(
    "POST",
    "/calls/{id}/cancel",
    answers={200: CallDetail},
    errors=(ConflictError, RetellAPIError),
)
async def cancel_call(asked: Asked[None, CancelQuery, CallPath]) -> CallDetail:
    """Stop a call: one that waits is never placed, one that goes on is ended.

    In the middle of an emergency only with `force`: the driver may need the line. A call that was
    not reached and will be placed again is not placed again. Cancelled twice is cancelled.
    """
    resources = asked.resources
    record = await _record(resources, asked.path)
    try:
        record = await cancel(resources, record, force=asked.query.force)
    except CannotCancelError as error:
        raise ConflictError(str(error)) from error
    except RetellError as error:
        raise RetellAPIError(
            f"the call is cancelled here, and Retell will be told again: {error}"
        ) from error
    return await detail_of(resources.store, record)


async def _record(resources: Resources, path: CallPath) -> CallRecord:
    record = await resources.store.call_by_id(path.id)
    if record is None:
        raise NotFoundError("there is no such call")
    return record


ENDPOINTS: Final[tuple[Endpoint, ...]] = (
    initiate, list_calls, get_call, get_transcript, cancel_call,
)  # fmt: skip
