"""Retell's call object, translated: whose call it is, how it ended and what it leaves. Pure.

The same object comes with webhooks and from the REST API (retell.md section 3.3: Get Call). Any
member may be missing, new or of another form than documented; what cannot be read is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from conversation.events import LoadFacts, Speaker, Transcript, Utterance
from conversation.transcripts import written
from server import wire
from server.policy import NotReached
from server.retell import OUR_AGENT, OUR_CALL, OUR_KEY
from storage import CallStatus

#: A number that can be one of our records: the databases count up to this.
_LAST_ID: Final = 2**63 - 1
#: Milliseconds since 1970 that can be a time of this or the next century.
_FIRST_MS, _LAST_MS = 10**11, 10**13

#: Members that are kept with a call as they come: what a dispatcher may want to look up.
_REPORTED: Final = (
    "agent_id", "agent_version", "call_analysis", "call_cost", "call_status", "call_type",
    "collected_dynamic_variables", "direction", "from_number", "latency", "public_log_url",
    "recording_multi_channel_url", "recording_url", "telephony_identifier", "to_number",
    "transfer_destination",
)  # fmt: skip


class Ending(NamedTuple):
    """What a reason means. `missed`: how the driver was not reached, where that is so."""

    status: CallStatus
    missed: NotReached | None = None


_OVER: Final = Ending(CallStatus.COMPLETED)
_MACHINE: Final = Ending(CallStatus.COMPLETED, NotReached.VOICEMAIL)
_FAILED: Final = Ending(CallStatus.FAILED)
_CANCELLED: Final = Ending(CallStatus.CANCELLED)

#: Retell's reasons (retell.md section 3.4: "Debug call disconnection"); the list grows.
ENDINGS: Final[Mapping[str, Ending]] = {
    "user_hangup": _OVER,
    "agent_hangup": _OVER,
    "call_transfer": _OVER,
    "voicemail_reached": _MACHINE,
    "ivr_reached": _MACHINE,
    "inactivity": _OVER,
    "max_duration_reached": _OVER,
    "no_concurrency_fallback": _FAILED,
    "dial_busy": Ending(CallStatus.FAILED, NotReached.BUSY),
    "dial_failed": _FAILED,
    "dial_no_answer": Ending(CallStatus.FAILED, NotReached.NO_ANSWER),
    "invalid_destination": _FAILED,
    "telephony_provider_permission_denied": _FAILED,
    "telephony_provider_unavailable": _FAILED,
    "sip_routing_error": _FAILED,
    "marked_as_spam": _FAILED,
    "user_declined": Ending(CallStatus.FAILED, NotReached.BUSY),
    "concurrency_limit_reached": _FAILED,
    "no_valid_payment": _FAILED,
    "scam_detected": _FAILED,
    "error_llm_websocket_open": _FAILED,
    "error_llm_websocket_lost_connection": _FAILED,
    "error_llm_websocket_runtime": _FAILED,
    "error_llm_websocket_corrupt_payload": _FAILED,
    "error_no_audio_received": _FAILED,
    "error_asr": _FAILED,
    "error_retell": _FAILED,
    "error_unknown": _FAILED,
    "error_user_not_joined": _FAILED,
    "registered_call_timeout": _FAILED,
    "user_requested_dnc": _OVER,
    "user_requested_callback": _OVER,
    "credit_exhausted": _FAILED,
    "budget_reached": _FAILED,
    "network_blocked": _FAILED,
    "transfer_bridged": _OVER,
    "transfer_cancelled": _OVER,
    "manual_stopped": _CANCELLED,
    "call_take_over": _OVER,
}
#: Reasons which say that the driver was handed over.
HANDED_OVER: Final = frozenset({"call_transfer", "transfer_bridged"})


class OurCall(NamedTuple):
    """Which of our records a call was placed for; the key is empty where only the number came."""

    record: int
    dial_key: str


def our_call(call: Mapping[str, Any]) -> OurCall | None:
    """The record that a call was placed for, from the metadata that we placed it with."""
    metadata = call.get("metadata")
    if not isinstance(metadata, Mapping):
        return None
    number, key = _our_number(metadata.get(OUR_CALL)), metadata.get(OUR_KEY)
    if number is None:
        return None
    return OurCall(number, key if isinstance(key, str) else "")


def _our_number(number: object) -> int | None:
    """A number of one of our rows, which may come as text."""
    if isinstance(number, str) and number.isascii() and number.isdecimal() and len(number) < 20:
        number = int(number)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= _LAST_ID:
        return None
    return number


class NamedAgent(NamedTuple):
    """Which agent a call is made by: our number of its configuration, and Retell's id of it."""

    config_id: int | None
    retell_agent_id: str | None


def named_agent(call: Mapping[str, Any]) -> NamedAgent:
    """The agent of a call. Calls that we have not placed name Retell's alone."""
    metadata, retell_agent_id = call.get("metadata"), call.get("agent_id")
    ours = _our_number(metadata.get(OUR_AGENT)) if isinstance(metadata, Mapping) else None
    return NamedAgent(ours, retell_agent_id if isinstance(retell_agent_id, str) else None)


class Life(StrEnum):
    """How far a call is, as Retell sees it."""

    RINGING = "registered"
    GOING_ON = "ongoing"
    ENDED = "ended"
    NOT_CONNECTED = "not_connected"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CallReport:
    """What a call object says. Times are Unix times in seconds; None stands for what is not known.

    `missed` tells how the driver was not reached.
    """

    call_id: str
    life: Life | None
    load: LoadFacts
    started_at: float | None
    ended_at: float | None
    duration: int | None
    reason: str
    status: CallStatus
    missed: NotReached | None
    kept: Mapping[str, Any]


def read_call(call: Mapping[str, Any], call_id: str) -> CallReport:
    """What `call` says of the call with this id."""
    started_at, ended_at = _time(call, "start_timestamp"), _time(call, "end_timestamp")
    duration = _duration(call, started_at, ended_at)
    reason = end_reason(call)
    life = call.get("call_status")
    life = Life(life) if isinstance(life, str) and life in set(Life) else None
    ending = ENDINGS.get(reason) or _guessed(life, started_at, duration)
    return CallReport(
        call_id=call_id,
        life=life,
        load=wire.load_facts(call),
        started_at=started_at,
        ended_at=ended_at,
        duration=duration,
        reason=reason,
        status=ending.status,
        missed=ending.missed,
        kept={name: call[name] for name in _REPORTED if call.get(name) is not None},
    )


def end_reason(call: Mapping[str, Any]) -> str:
    """Retell's word for why a call has ended; empty where it says none."""
    reason = call.get("disconnection_reason")
    return reason if isinstance(reason, str) else ""


def _guessed(life: Life | None, started_at: float | None, duration: int | None) -> Ending:
    """What a reason that we do not know means: a call that was talked in has been completed."""
    if life in (Life.ERROR, Life.NOT_CONNECTED):
        return _FAILED
    return _OVER if started_at is not None or duration or life is Life.ENDED else _FAILED


def transcript_of(call: Mapping[str, Any]) -> str | None:
    """The transcript in our own form, or None where there is none."""
    lines = wire.utterances(call.get("transcript_object"))
    if not lines:
        lines = wire.utterances(call.get("transcript_with_tool_calls"))
    if not lines:
        lines = _from_text(call.get("transcript"))
    return written(lines) or None


def _from_text(text: object) -> Transcript:
    """Retell's own text: "Agent: …" and "User: …", line by line."""
    if not isinstance(text, str):
        return ()
    lines = []
    for line in text.splitlines():
        name, colon, said = line.partition(": ")
        speaker = {"Agent": Speaker.AGENT, "User": Speaker.DRIVER}.get(name) if colon else None
        if speaker is not None:
            lines.append(Utterance(speaker, said.strip()))
        elif line.strip():
            lines.append(Utterance(Speaker.OTHER, line.strip()))
    return tuple(lines)


def _time(call: Mapping[str, Any], name: str) -> float | None:
    value = call.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value / 1000 if _FIRST_MS <= value <= _LAST_MS else None


def _duration(
    call: Mapping[str, Any], started_at: float | None, ended_at: float | None
) -> int | None:
    value = call.get("duration_ms")
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**9:
        return round(value / 1000)
    if started_at is not None and ended_at is not None and ended_at >= started_at:
        return round(ended_at - started_at)
    return None
