"""The event stream: what happens in all calls, as server-sent events that can be resumed.

The format is that of the HTML standard, "Server-sent events": a client that comes again names the
last event it had in the header `Last-Event-ID`, and gets all that came after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing, suppress
from typing import Annotated, Final

import orjson
from aiohttp import web
from pydantic import BeforeValidator, Field

from server.endpoints import Asked, Query, Text, endpoint
from server.errors import InvalidInputError, UnavailableError
from server.resources import Resources
from storage import DatabaseUnavailableError
from storage.event_queries import EventRecord, Wanted, events_after, newest_event
from storage.feed import PAGE, ListenerLostError
from storage.news import EventType

#: Seconds of silence after which we say that we are still there.
PING: Final = 15.0
#: Seconds after which a stream ends and the client comes again: whoever may no longer listen then
#: finds out.
LONGEST_STREAM: Final = 900.0
#: Milliseconds that a client waits before it comes again.
RETRY: Final = 1000

_HEADERS: Final[Mapping[str, str]] = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # Proxies such as nginx would hold events back until a buffer is full.
    "X-Accel-Buffering": "no",
}


def _listed(value: object) -> list[str]:
    """One name, several names, or names separated by commas."""
    values = value if isinstance(value, list) else [value]
    return [each for part in values for each in str(part).split(",")]


class EventsWanted(Query):
    """Which events, and from where on."""

    type: Annotated[list[EventType], BeforeValidator(_listed)] = Field(
        [], description="only these types, separated by commas or given several times"
    )
    call: str = Field("", description="only this call: our number of it, or Retell's name")
    after: int | None = Field(
        None,
        ge=0,
        description="begin after this event instead of now; Last-Event-ID goes before it",
    )


@endpoint(
    "GET",
    "/events",
    answers={200: Text("text/event-stream", "Server-sent events: id, event and data (JSON)")},
    errors=(InvalidInputError, UnavailableError),
    headers={"Last-Event-ID": "the last event that was received: go on after it"},
)
async def events(asked: Asked[None, EventsWanted, None]) -> web.StreamResponse:
    """Tell what happens, as it happens: events `call`, `turn`, `alert`, `receipt`, `form` and
    `prompts`.

    Each `data` is a JSON object with `id`, `type`, `at`, `call_id`, `retell_call_id` and `data`,
    whose fields depend on the type. Events come in the order of their ids, each once. A stream
    ends now and then, and when its client reads too slowly or the server stops: come again with
    `Last-Event-ID`, as browsers do by themselves.
    """
    resources = asked.resources
    if resources.draining:
        raise UnavailableError("this server is about to stop")
    wanted = Wanted(frozenset(asked.query.type), asked.query.call)
    after = await _beginning(resources, asked)
    response = web.StreamResponse(headers=_HEADERS)
    await response.prepare(asked.request)
    if asked.request.method == "HEAD":
        return response
    with suppress(ConnectionError, TimeoutError, ListenerLostError, DatabaseUnavailableError):
        async with (
            asyncio.timeout(LONGEST_STREAM),
            aclosing(_stream(resources, wanted, after)) as stream,
        ):
            await response.write(b"retry: %d\n\n" % RETRY)
            async for some in stream:
                await response.write(_written(some))
    return response


async def _beginning(resources: Resources, asked: Asked[None, EventsWanted, None]) -> int:
    """The number after which to begin. Raises `InvalidInputError` and storage's errors."""
    newest = await newest_event(resources.store)
    last = asked.request.headers.get("Last-Event-ID", "").strip()
    if last and not (last.isascii() and last.isdecimal()):
        raise InvalidInputError("Last-Event-ID: not the number of an event")
    after = int(last) if last else asked.query.after
    # A number from another database would otherwise keep all events back until it is reached.
    return newest if after is None else min(after, newest)


async def _stream(
    resources: Resources, wanted: Wanted, after: int
) -> AsyncGenerator[list[EventRecord], None]:
    """What came after `after`, then what comes; an empty list where nothing has for a while."""
    store = resources.store
    # Whoever is far behind reads the past first: while he does, the present would pile up.
    while page := await events_after(store, after, PAGE, wanted):
        yield page
        after = page[-1].id
    async with resources.feed.listening(wanted) as listener:
        while page := await events_after(store, after, PAGE, wanted):
            yield page
            after = page[-1].id
        while True:
            some = await listener.some(PING)
            yield [event for event in some if event.id > after]


def _written(some: Iterable[EventRecord]) -> bytes:
    """Events as they are on the wire; a comment where there are none."""
    return (
        b"".join(
            b"id: %d\nevent: %b\ndata: %b\n\n"
            % (event.id, event.type.encode(), orjson.dumps(event))
            for event in some
        )
        or b": ping\n\n"
    )


ENDPOINTS: Final = (events,)
