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
from conversation.forms import CallOutcome
from server.call_object import HANDED_OVER, end_reason, our_call, read_call, transcript_of
from server.policy import NotReached
from server.switchboard import CallEvent
from storage import CallLinked, CallReported, Item, Job, JobDue, TranscriptSeen

#: The kind of the job that works through one event of Retell's.
RETELL_EVENT: Final = "retell_event"

STARTED, ENDED, ANALYZED = "call_started", "call_ended", "call_analyzed"
SO_FAR: Final = "transcript_updated"
#: What has to be known of a call to see to its end.
_OF_AN_END: Final = (
    "call_id", "call_status", "disconnection_reason", "duration_ms", "end_timestamp",
    "start_timestamp",
)  # fmt: skip

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
    """The same for the same event sent twice. It stands in logs, where no number may stand.

    A call whose analysis comes has ended, whether that was reported or not.
    """
    name = ENDED if event.name == ANALYZED else event.name
    other = f"{event.call.get('start_timestamp')}/{_destination(event.told)}"
    digest = hashlib.sha256(other.encode("utf-8", "replace")).hexdigest()
    return f"{name}/{event.call_id}/{digest[:16]}"


def items_of(event: RetellEvent, at: float) -> list[Item]:
    """What is kept of an event before it is answered.

    What it says of its call goes into the record at once, by rules that let events come in any
    order; there is a job only where something has to be done.
    """
    if not event.call_id:
        return [_job(event, at, event.call)]
    items: list[Item] = []
    if (ours := our_call(event.call)) is not None:
        items.append(CallLinked(event.call_id, ours.record, at, ours.dial_key))
    if (transcript := transcript_of(event.call)) is not None:
        final = event.name in (ENDED, ANALYZED)
        items.append(TranscriptSeen(event.call_id, at, transcript, final=final))
    match event.name:
        case "call_started":
            return [*items, _started(event, at)]
        case "call_ended" | "call_analyzed":
            call = {name: event.call[name] for name in _OF_AN_END if name in event.call}
            return [*items, _ended(event, at), _job(event, at, call)]
        case "transcript_updated" if transcript is not None:
            return items
    return [*items, _job(event, at, event.call)]


def _started(event: RetellEvent, at: float) -> CallReported:
    report = read_call(event.call, event.call_id)
    return CallReported(event.call_id, at, report.load, answered_at=report.started_at)


def _ended(event: RetellEvent, at: float) -> CallReported:
    report = read_call(event.call, event.call_id)
    return CallReported(
        event.call_id,
        at,
        report.load,
        answered_at=report.started_at,
        ended=True,
        status=report.status,
        end_reason=report.reason,
        ended_at=report.ended_at,
        duration=report.duration,
        whole=event.name == ANALYZED,
        outcome=CallOutcome.VOICEMAIL if report.missed is NotReached.VOICEMAIL else None,
        report=report.kept,
    )


def _job(event: RetellEvent, at: float, call: Mapping[str, Any]) -> JobDue:
    """The job that works through an event; without the words, which stand in the record."""
    name = ENDED if event.name == ANALYZED else event.name
    kept = {key: value for key, value in call.items() if "transcript" not in key}
    payload = {**event.told, "event": name, "call": kept}
    lane = event.call_id or None
    return JobDue(RETELL_EVENT, key_of(event), at, payload=payload, lane=lane, for_call=lane)


def kept_event(job: Job) -> RetellEvent:
    """The event that a job was made for."""
    return event_of(str(job.payload["event"]), job.payload)


def happening(event: RetellEvent, at: float) -> CallEvent | None:
    """What an event means to a call that may still be listening."""
    transfer = _TRANSFERS.get(event.name)
    if transfer is not None:
        return transfer(at, _destination(event.told))
    if event.name == ENDED:
        reason = end_reason(event.call)
        return TransferBridged(at) if reason in HANDED_OVER else CallEnded(at, reason)
    return None


def _destination(told: Mapping[str, Any]) -> str:
    """The number that was dialled, where the event names it."""
    destination = told.get("transfer_destination")
    if isinstance(destination, Mapping):
        destination = destination.get("number")
    return destination if isinstance(destination, str) else ""
