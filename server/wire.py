"""Retell's messages, translated: frames to events, answers to frames. Pure.

The only place that spells Retell's fields. Facts are from the Retell docs page "LLM WebSocket"
unless a line names another. Frames are JSON objects in text messages; unknown events and fields
are ignored, and optional fields that we do not need are left out, never sent as null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    TypeAdapter,
    ValidationError,
)
from typing_extensions import TypedDict

from conversation.events import Direction, LoadFacts, Speaker, Transcript, Utterance

#: A frame longer than this (bytes) is not read: an hour of talk with all word timings is
#: about 2 MB, and reading more would hold up the other calls.
LONGEST_FRAME: Final = 16 * 1024 * 1024

#: Nobody says more at a time (characters): it is about ten minutes without a pause.
LONGEST_UTTERANCE: Final = 10_000
#: No call holds more (characters, and what a line counts at least): it is some two hours of talk.
LONGEST_TALK: Final = 100_000
SHORTEST_LINE: Final = 20

_SPEAKERS: Final = {
    "agent": Speaker.AGENT,
    "user": Speaker.DRIVER,
}


class MalformedFrameError(Exception):
    """A frame that is not what the protocol says. `problem` names what is wrong with it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


# Retell to us


def utterances(value: object) -> Transcript:
    """The lines that can be read; one bad line must not cost the driver his answer."""
    if not isinstance(value, list):
        return ()
    return _within_reason(
        [
            Utterance(_SPEAKERS.get(item["role"], Speaker.OTHER), _shortened(item["content"]))
            for item in value
            if isinstance(item, dict)
            and isinstance(item.get("role"), str)
            and isinstance(item.get("content"), str)
        ]
    )


def _shortened(words: str) -> str:
    """What is longer than anyone speaks loses its middle."""
    if len(words) <= LONGEST_UTTERANCE:
        return words
    half = LONGEST_UTTERANCE // 2
    return f"{words[:half]} {words[-half:]}"


def _within_reason(lines: Sequence[Utterance]) -> Transcript:
    """The newest lines: understanding more than a call can hold would hold up the other calls."""
    room, first = LONGEST_TALK, len(lines)
    while first and room > 0:
        first -= 1
        room -= len(lines[first].text) + SHORTEST_LINE
    return tuple(lines[first:])


class _Line(TypedDict):
    """What is read of a line. Its `words` are not: they are most of the frame, and not needed."""

    role: str
    content: str


_LINES: Final = Field(union_mode="left_to_right")
# Whatever is no list of such lines comes as it is, for `utterances` to make the best of.
_Transcript = Annotated[
    Transcript,
    GetPydanticSchema(
        lambda _source, handler: handler(
            Annotated[
                Annotated[list[Annotated[_Line | Any, _LINES]] | Any, _LINES],
                AfterValidator(utterances),
            ]
        )
    ),
]


#: Ids are whole numbers, and true ones: `true` or "7" must not be taken for an id, or the real
#: one would come as a repetition.
_Id = Annotated[int, Field(strict=True, ge=0, lt=2**53)]


class _Inbound(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


class Ping(_Inbound):
    """Retell's keepalive, every 2 s with `auto_reconnect`; the socket is closed after 5 s
    without an answer."""

    interaction_type: Literal["ping_pong"]
    timestamp: Annotated[int, Field(ge=-(2**63), lt=2**63)]


class CallDetails(_Inbound):
    """The call object as known at registration; every member but the id may be missing."""

    interaction_type: Literal["call_details"]
    call: dict[str, Any]


class Update(_Inbound):
    """The transcript so far; nothing is owed."""

    interaction_type: Literal["update_only"]
    transcript: _Transcript = ()
    turntaking: str | None = None

    @property
    def floor(self) -> Speaker | None:
        """Who has the floor, where the frame says so."""
        return {"agent_turn": Speaker.AGENT, "user_turn": Speaker.DRIVER}.get(self.turntaking or "")


class ResponseRequired(_Inbound):
    """An answer is owed under `response_id`."""

    interaction_type: Literal["response_required"]
    response_id: _Id
    transcript: _Transcript = ()


class ReminderRequired(_Inbound):
    """The driver has been silent for the agent's `reminder_trigger_ms`; an answer is owed."""

    interaction_type: Literal["reminder_required"]
    response_id: _Id
    transcript: _Transcript = ()


Request = ResponseRequired | ReminderRequired
Inbound = Ping | CallDetails | Update | ResponseRequired | ReminderRequired

_KNOWN: Final = frozenset(
    {"ping_pong", "call_details", "update_only", "response_required", "reminder_required"}
)
_INBOUND: Final[TypeAdapter[Inbound]] = TypeAdapter(
    Annotated[Inbound, Field(discriminator="interaction_type")]
)


def read(text: str | bytes) -> Inbound | None:
    """The event that a text frame holds, or None for an event type that we do not know.

    Raises `MalformedFrameError` for anything that is not a known event in its documented form.
    """
    if len(text) > LONGEST_FRAME:
        raise MalformedFrameError("the frame is longer than is read")
    try:
        return _INBOUND.validate_json(text)
    except ValidationError as error:
        return _read_with_care(text, error)


def _read_with_care(text: str | bytes, error: ValidationError) -> Inbound | None:
    """Tell an unknown event from a broken one, and read text that strict JSON refuses."""
    try:
        # Accepts what strict JSON refuses: half a character or half a surrogate pair, as badly
        # cut text has.
        message = json.loads(text if isinstance(text, str) else text.decode("utf-8", "replace"))
        mended = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError):
        raise MalformedFrameError(_problem(error)) from error
    if not isinstance(message, dict):
        raise MalformedFrameError("frame is not a JSON object") from error
    kind = message.get("interaction_type")
    if isinstance(kind, str) and kind not in _KNOWN:
        return None
    try:
        return _INBOUND.validate_json(mended)
    except ValidationError as again:
        raise MalformedFrameError(_problem(again)) from again


def _problem(error: ValidationError) -> str:
    """What is wrong, without the driver's words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "union_tag_invalid":
        return "interaction_type is not a name"
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


# What the call object tells about the load


def load_facts(call: Mapping[str, Any]) -> LoadFacts:
    """The load's facts from a call object's metadata and dynamic variables.

    Everything may be missing; web calls have no numbers and no direction. Where both name a fact
    the dynamic variable wins, because it is what the call was placed with.
    """
    told = {**_mapping(call.get("metadata")), **_mapping(call.get("retell_llm_dynamic_variables"))}
    direction = _direction(call)
    outbound = direction is Direction.OUTBOUND
    facts = {
        name: _text(told.get(name))
        for name in LoadFacts.model_fields
        if name not in ("direction", "contacts", "wants_check_in_time")
    }
    facts["phone_number"] = facts["phone_number"] or _text(
        call.get("to_number" if outbound else "from_number")
    )
    return LoadFacts(
        direction=direction,
        wants_check_in_time=_text(told.get("wants_check_in_time")).lower() in ("true", "1", "yes"),
        contacts=_contacts(told),
        **facts,
    )


def _contacts(told: Mapping[str, Any]) -> tuple[str, ...]:
    listed = told.get("contacts") or told.get("dispatch_number") or ()
    numbers = listed.split(",") if isinstance(listed, str) else listed
    if not isinstance(numbers, list | tuple):
        return ()
    return tuple(number for number in (_text(item) for item in numbers) if number)


def _direction(call: Mapping[str, Any]) -> Direction:
    if call.get("call_type") == "web_call":
        return Direction.WEB
    return Direction.INBOUND if call.get("direction") == "inbound" else Direction.OUTBOUND


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


# Us to Retell


@dataclass(frozen=True, slots=True)
class Config:
    """First frame of every connection; without it there are no keepalives and no call details."""

    auto_reconnect: bool = True
    call_details: bool = True
    transcript_with_tool_calls: bool = False


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer to a ping. Echoes its timestamp, as every official sample does."""

    timestamp: int


@dataclass(frozen=True, slots=True)
class Response:
    """Words under a response id. The actions run once all of that id's words are spoken, and are
    discarded when the driver cuts in; at most one of them per id (Retell docs, "Add function
    calling")."""

    response_id: int
    content: str
    content_complete: bool
    no_interruption_allowed: bool | None = None
    end_call: bool | None = None
    transfer_number: str | None = None
    show_transferee_as_caller: bool | None = None
    digit_to_press: str | None = None


@dataclass(frozen=True, slots=True)
class AgentInterrupt:
    """Words spoken at once, cutting off either side and any response in flight."""

    interrupt_id: int
    content: str
    content_complete: bool
    no_interruption_allowed: bool | None = None
    end_call: bool | None = None
    transfer_number: str | None = None
    digit_to_press: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateAgent:
    """Settings of the running call: both sensitivities 0-1, the trigger in milliseconds."""

    responsiveness: float | None = None
    interruption_sensitivity: float | None = None
    reminder_trigger_ms: int | None = None
    reminder_max_count: int | None = None


@dataclass(frozen=True, slots=True)
class ToolCallInvocation:
    """A tool of ours has been called; shows in Retell's transcript. `arguments` is JSON text."""

    tool_call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolCallResult:
    """What the tool returned. Without `successful` the outcome is not stated."""

    tool_call_id: str
    content: str
    successful: bool | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Anything for a web call's front end."""

    metadata: Mapping[str, Any]


Outbound = (
    Config
    | Pong
    | Response
    | AgentInterrupt
    | UpdateAgent
    | ToolCallInvocation
    | ToolCallResult
    | Metadata
)

_TYPES: Final[dict[type, str]] = {
    Config: "config",
    Pong: "ping_pong",
    Response: "response",
    AgentInterrupt: "agent_interrupt",
    UpdateAgent: "update_agent",
    ToolCallInvocation: "tool_call_invocation",
    ToolCallResult: "tool_call_result",
    Metadata: "metadata",
}
#: These two wrap their fields in an object of this name.
_WRAPPED: Final[dict[type, str]] = {Config: "config", UpdateAgent: "agent_config"}


def write(frame: Outbound) -> str:
    """The text frame for `frame`, with `response_type` and without absent fields."""
    kind = type(frame)
    fields = {
        name: value
        for name in frame.__dataclass_fields__
        if (value := getattr(frame, name)) is not None
    }
    body = {_WRAPPED[kind]: fields} if kind in _WRAPPED else fields
    return orjson.dumps({"response_type": _TYPES[kind], **body}).decode()
