"""Retell's side of the frames: those that it sends are built here, the server's are read strictly.

Source of every name and type: Retell docs, LLM WebSocket, with Add function calling for actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from simulator.findings import Rule

Json = dict[str, Any]
Turntaking = Literal["agent_turn", "user_turn"]
RequestKind = Literal["response_required", "reminder_required"]

#: What Retell writes when it heard speech but recognised no words (docs, Troubleshooting).
UNINTELLIGIBLE = "(unintelligible audio)"


# What Retell sends


def ping_pong(timestamp_ms: int) -> Json:
    """A keepalive; the server echoes the timestamp."""
    return {"interaction_type": "ping_pong", "timestamp": timestamp_ms}


def call_details(call: Json) -> Json:
    """The call object, once per socket, when config asks for it."""
    return {"interaction_type": "call_details", "call": call}


def update_only(transcript: Sequence[Json], turntaking: Turntaking | None) -> Json:
    """The transcript so far; nobody waits for an answer."""
    frame: Json = {"interaction_type": "update_only", "transcript": transcript}
    if turntaking is not None:
        frame["turntaking"] = turntaking
    return frame


def request(kind: RequestKind, response_id: int, transcript: Sequence[Json]) -> Json:
    """Words are owed under `response_id`."""
    return {"interaction_type": kind, "response_id": response_id, "transcript": transcript}


def encode(frame: Json) -> str:
    """The frame as the text that goes over the socket."""
    return orjson.dumps(frame).decode()


# What the server sends


class _ServerFrame(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="allow")


class ConfigBody(_ServerFrame):
    """What the server wants from Retell; all off by default."""

    auto_reconnect: bool = False
    call_details: bool = False
    transcript_with_tool_calls: bool = False


class Config(_ServerFrame):
    """The first frame of a socket, if sent at all."""

    response_type: Literal["config"]
    config: ConfigBody


class PingPong(_ServerFrame):
    """The echo of a keepalive."""

    response_type: Literal["ping_pong"]
    timestamp: int


class _Speech(_ServerFrame):
    content: str
    content_complete: bool
    no_interruption_allowed: bool = False
    end_call: bool = False
    transfer_number: str | None = Field(None, min_length=1)
    digit_to_press: str | None = Field(None, pattern=r"^[0-9*#]+$")

    @property
    def actions(self) -> frozenset[str]:
        """The names of the actions that this frame asks for."""
        asked = {
            "end_call": self.end_call,
            "transfer_number": self.transfer_number is not None,
            "digit_to_press": self.digit_to_press is not None,
        }
        return frozenset(name for name, wanted in asked.items() if wanted)


class Response(_Speech):
    """Words, and perhaps an action, under an id that was asked for; id 0 is the greeting."""

    response_type: Literal["response"]
    response_id: int
    show_transferee_as_caller: bool = False


class AgentInterrupt(_Speech):
    """Words that were not asked for: spoken at once, whoever is talking."""

    response_type: Literal["agent_interrupt"]
    interrupt_id: int


class AgentSettings(_ServerFrame):
    """Settings that change in mid-call; None where left as they are."""

    responsiveness: Annotated[float, Field(ge=0, le=1)] | None = None
    interruption_sensitivity: Annotated[float, Field(ge=0, le=1)] | None = None
    reminder_trigger_ms: Annotated[float, Field(gt=0)] | None = None
    reminder_max_count: Annotated[int, Field(ge=0)] | None = None


class UpdateAgent(_ServerFrame):
    """Changes the agent's settings from here on."""

    response_type: Literal["update_agent"]
    agent_config: AgentSettings


class ToolCallInvocation(_ServerFrame):
    """Says that a tool was called, for the transcript with tool calls."""

    response_type: Literal["tool_call_invocation"]
    tool_call_id: str
    name: str
    arguments: str


class ToolCallResult(_ServerFrame):
    """Says what a tool gave back."""

    response_type: Literal["tool_call_result"]
    tool_call_id: str
    content: str
    successful: bool | None = None


class Metadata(_ServerFrame):
    """Passed on to a web call's page."""

    response_type: Literal["metadata"]
    metadata: Json


ServerFrame = (
    Config
    | PingPong
    | Response
    | AgentInterrupt
    | UpdateAgent
    | ToolCallInvocation
    | ToolCallResult
    | Metadata
)

_MODELS: dict[str, type[ServerFrame]] = {
    "config": Config,
    "ping_pong": PingPong,
    "response": Response,
    "agent_interrupt": AgentInterrupt,
    "update_agent": UpdateAgent,
    "tool_call_invocation": ToolCallInvocation,
    "tool_call_result": ToolCallResult,
    "metadata": Metadata,
}
_NESTED: dict[str, type[BaseModel]] = {"config": ConfigBody, "agent_config": AgentSettings}
_TYPE_ERRORS = ("value_error", "greater_than", "less_than", "string_pattern", "string_too_short")


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that one frame breaks, whatever came before it."""

    rule: Rule
    detail: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A frame as Retell takes it: None where Retell would drop it, with what is wrong with it."""

    frame: ServerFrame | None
    faults: tuple[Fault, ...] = ()


def read_frame(data: str | bytes) -> Reading:
    """Read one message of the server. Never raises: what is wrong stands in the reading."""
    if isinstance(data, bytes):
        return _dropped(Rule.BINARY_FRAME, f"{len(data)} bytes")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return _dropped(Rule.INVALID_JSON, str(error))
    if not isinstance(value, dict):
        return _dropped(Rule.INVALID_JSON, f"a {type(value).__name__}, not an object")
    kind = value.get("response_type")
    if kind is None:
        return _dropped(Rule.NO_RESPONSE_TYPE, _shortened(data))
    model = _MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return _dropped(Rule.UNKNOWN_RESPONSE_TYPE, repr(kind))
    return _read_as(model, value)


def _read_as(model: type[ServerFrame], value: Json) -> Reading:
    kept, nulls = _without_nulls(model, value, prefix="")
    try:
        frame = model.model_validate(kept)
    except ValidationError as error:
        return Reading(None, (*nulls, *(_fault(detail) for detail in error.errors())))
    return Reading(frame, (*nulls, *_unknown_fields(frame, prefix="")))


def _without_nulls(
    model: type[BaseModel], value: Json, prefix: str
) -> tuple[Json, tuple[Fault, ...]]:
    """The object without nulls for optional fields: whether Retell takes them is not stated."""
    kept: Json = {}
    faults: list[Fault] = []
    for name, member in value.items():
        field = model.model_fields.get(name)
        if member is None and field is not None and not field.is_required():
            faults.append(Fault(Rule.NULL_FIELD, prefix + name))
        elif name in _NESTED and isinstance(member, dict):
            kept[name], inner = _without_nulls(_NESTED[name], member, f"{prefix}{name}.")
            faults.extend(inner)
        else:
            kept[name] = member
    return kept, tuple(faults)


def _unknown_fields(frame: BaseModel, prefix: str) -> tuple[Fault, ...]:
    own = [Fault(Rule.UNKNOWN_FIELD, prefix + name) for name in frame.model_extra or ()]
    for name in type(frame).model_fields:
        member = getattr(frame, name)
        if isinstance(member, BaseModel):
            own.extend(_unknown_fields(member, f"{prefix}{name}."))
    return tuple(own)


def _fault(error: ErrorDetails) -> Fault:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return Fault(Rule.MISSING_FIELD, name)
    rule = Rule.OUT_OF_RANGE if error["type"].startswith(_TYPE_ERRORS) else Rule.WRONG_TYPE
    return Fault(rule, f"{name}: {error['msg']}, got {_shortened(repr(error['input']))}")


def _dropped(rule: Rule, detail: str) -> Reading:
    return Reading(None, (Fault(rule, detail),))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
