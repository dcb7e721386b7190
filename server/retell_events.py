"""Retell's events, translated: what of one is kept at once, and what it means to its call.

Facts are from the Retell docs page "Webhooks overview". The same events come from webhooks and,
where none came, from asking Retell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from conversation.events import CallEnded, TransferBridged, TransferFailed, TransferStarted
from server.call_object import HANDED_OVER, our_call, read_call, transcript_of
from server.switchboard import CallEvent
from storage import CallLinked, Item, Job, JobDue, TranscriptSeen

#: The kind of the job that works through one event of Retell's.
RETELL_EVENT: Final = "retell_event"

STARTED, ENDED, ANALYZED = "call_started", "call_ended", "call_analyzed"
SO_FAR: Final = "transcript_updated"

_TransferEvent = type[TransferStarted] | type[TransferBridged] | type[TransferFailed]
_TRANSFERS: Final[dict[str, _TransferEvent]] = {
    "transfer_started": TransferStarted,
    "transfer_bridged": TransferBridged,
    "transfer_cancelled": TransferFailed,
}
#: What Retell is asked to report of an agent's calls. Not every turn: the socket tells of those.
EVENTS: Final = (STARTED, ENDED, ANALYZED, *_TRANSFERS, "transfer_ended")


class MalformedEventError(Exception):
    """A body that is no event; the text says why."""


@dataclass(frozen=True, slots=True)
class RetellEvent:
    """One event. `call` is the call object; `told` is the whole body, with both."""

    name: str
    call_id: str
    call: Mapping[str, Any]
    told: Mapping[str, Any]


def read_event(body: bytes, name: str | None = None) -> RetellEvent:
    """The event that a webhook's body holds. `name` stands for one that it does not name.

    An older form has `data` for `call`, or the call object alone (Retell's own demo servers).
    Raises `MalformedEventError`.
    """
    told = _json(body)
    if not isinstance(told, dict):
        raise MalformedEventError("the body is no object")
    named = told.get("event", name)
    if not isinstance(named, str):
        raise MalformedEventError("the body names no event")
    return event_of(named, told)


def event_of(name: str, told: Mapping[str, Any]) -> RetellEvent:
    """The event of this name, from its body."""
    call = next((told[key] for key in ("call", "data") if isinstance(told.get(key), dict)), None)
    if call is None:
        call = told if "call_id" in told else {}
    call_id = call.get("call_id")
    call_id = call_id if isinstance(call_id, str) else ""
    rest = {key: value for key, value in told.items() if key not in ("call", "data")}
    return RetellEvent(name, call_id, call, {} if call is told else rest)


def _json(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        # Takes half a surrogate pair, too: badly cut words must not cost the event.
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedEventError("the body is not JSON") from error


def key_of(event: RetellEvent) -> str:
    """The same for the same event sent twice. It stands in logs, where no number may stand."""
    other = f"{event.call.get('start_timestamp')}/{_destination(event.told)}"
    digest = hashlib.sha256(other.encode("utf-8", "replace")).hexdigest()
    return f"{event.name}/{event.call_id}/{digest[:16]}"


def items_of(event: RetellEvent, at: float) -> list[Item]:
    """What is kept of an event before it is answered: whose it is, what was said, and its job.

    A transcript on its way needs no job: the longest one counts, in whatever order they come.
    """
    items: list[Item] = []
    if event.call_id:
        if (ours := our_call(event.call)) is not None:
            items.append(CallLinked(event.call_id, ours.record, at, ours.dial_key))
        if (transcript := transcript_of(event.call)) is not None:
            items.append(
                TranscriptSeen(event.call_id, at, transcript, final=event.name in (ENDED, ANALYZED))
            )
        if event.name == SO_FAR and transcript is not None:
            return items
    call = {name: value for name, value in event.call.items() if "transcript" not in name}
    payload = {**event.told, "event": event.name, "call": call}
    lane = event.call_id or None
    job = JobDue(RETELL_EVENT, key_of(event), at, payload=payload, lane=lane, for_call=lane)
    return [*items, job]


def kept_event(job: Job) -> RetellEvent:
    """The event that a job was made for."""
    return event_of(str(job.payload["event"]), job.payload)


def happening(event: RetellEvent, at: float) -> CallEvent | None:
    """What an event means to a call that may still be listening."""
    transfer = _TRANSFERS.get(event.name)
    if transfer is not None:
        return transfer(at, _destination(event.told))
    if event.name == ENDED:
        reason = read_call(event.call, event.call_id).reason
        return TransferBridged(at) if reason in HANDED_OVER else CallEnded(at, reason)
    return None


def _destination(told: Mapping[str, Any]) -> str:
    """The number that was dialled, where the event names it."""
    destination = told.get("transfer_destination")
    if isinstance(destination, Mapping):
        destination = destination.get("number")
    return destination if isinstance(destination, str) else ""
