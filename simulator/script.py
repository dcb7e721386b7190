"""A call as a script: what is known of the load, what the driver says, what should come of it.

The models hold no I/O beyond `load_script`: whoever plays a script, with a socket or without,
reads the same frozen values. The format is described for people in `README.md` beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)

from conversation.events import LoadFacts
from conversation.forms import CheckInForm, EmergencyForm
from simulator.plain_yaml import Document, PlainYamlError

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ScriptError(ValueError):
    """A script that cannot be played. The text names file, line and what was expected."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


SeveralWords = Annotated[tuple[Words, ...], BeforeValidator(_as_tuple)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# What the driver does, one thing after the other


class Says(_Part):
    """The driver answers. A plain text in the script is short for this.

    `goes_on`: Retell thinks that he has finished and asks, but he talks on; each piece makes one
    more request, and only the last one is answered aloud. `goes_on_when` says how far the server
    has come by then: just `asked`, or already `answered` in full.
    `arrives`: `twice` doubles every frame; `late` lets an old update arrive after the request.
    `line_drops`: the connection breaks while the answer is owed.
    """

    says: Words
    goes_on: SeveralWords = ()
    goes_on_when: Literal["asked", "answered"] = "asked"
    arrives: Literal["once", "twice", "late"] = "once"
    line_drops: bool = False

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: object) -> object:
        return {"says": value} if isinstance(value, str) else value


class CutsIn(_Part):
    """The driver talks into the line that is being spoken, after some words of it."""

    cuts_in: Words
    after_words: int = Field(3, ge=1)


class Silent(_Part):
    """The driver says nothing, long enough for this many reminders."""

    silent: int = Field(ge=1)


class Mumbles(_Part):
    """The driver speaks this many times, but no words can be made out."""

    mumbles: int = Field(ge=1)


class LineDrops(_Part):
    """The connection between Retell and the server breaks between two turns."""

    line_drops: Literal[True]


class HangsUp(_Part):
    """The driver hangs up."""

    hangs_up: Literal[True]


_KINDS: dict[str, type[_Part]] = {
    "says": Says,
    "cuts_in": CutsIn,
    "silent": Silent,
    "mumbles": Mumbles,
    "hangs_up": HangsUp,
    "line_drops": LineDrops,  # last: `says` has a key of this name too
}


def _kind(value: object) -> str | None:
    if isinstance(value, str):
        return "says"
    if isinstance(value, _Part):
        return next(name for name, kind in _KINDS.items() if isinstance(value, kind))
    if isinstance(value, Mapping):
        return next((name for name in _KINDS if name in value), None)
    return None


DriverTurn = Annotated[
    Annotated[Says, Tag("says")]
    | Annotated[CutsIn, Tag("cuts_in")]
    | Annotated[Silent, Tag("silent")]
    | Annotated[Mumbles, Tag("mumbles")]
    | Annotated[HangsUp, Tag("hangs_up")]
    | Annotated[LineDrops, Tag("line_drops")],
    Discriminator(
        _kind,
        custom_error_type="driver_turn",
        custom_error_message="the driver's turn must be text, or have one of the keys "
        + ", ".join(_KINDS)
        + " (a line with a colon in it needs quotes)",
    ),
]


# What should come of it

FormValue = bool | str | tuple[str, ...] | None


def _one_of(known: set[str]) -> AfterValidator:
    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"not known here; known are {', '.join(sorted(known))}")
        return name

    return AfterValidator(check)


CheckInField = Annotated[str, _one_of(set(CheckInForm.model_fields))]
EmergencyField = Annotated[str, _one_of(set(EmergencyForm.model_fields))]


class Expect(_Part):
    """What the call must come to; what is left out is not checked.

    `hears` are phrases that the driver must hear, in this order; a phrase between slashes is a
    regular expression; case never matters. `emergency: null` means that there must be none.
    """

    ends: Literal["hang_up", "transfer", "open", "driver"] | None = None
    transfer_to: Words | None = None
    hears: SeveralWords = ()
    never_hears: SeveralWords = ()
    form: Mapping[CheckInField, FormValue] = Field(default_factory=dict)
    emergency: Mapping[EmergencyField, FormValue] | None = None

    @property
    def checks_emergency(self) -> bool:
        """Whether the script says anything about an emergency form, if only that there is none."""
        return "emergency" in self.model_fields_set

    @field_validator("hears", "never_hears")
    @classmethod
    def _compiles(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in phrases:
            phrase_pattern(phrase)
        return phrases


class AgentSettings(_Part):
    """The agent's settings at Retell when the call begins (defaults as in Retell's docs)."""

    responsiveness: float = Field(1.0, ge=0, le=1)
    interruption_sensitivity: float = Field(1.0, ge=0, le=1)
    reminder_trigger_ms: float = Field(10_000, gt=0)
    reminder_max_count: int = Field(1, ge=0)
    max_call_duration_ms: float = Field(3_600_000, gt=0)


class Habits(_Part):
    """What Retell's documentation leaves open, so that a call can be played either way.

    `ids_continue`: response ids go on counting after a re-dial. `asks_again_after_drop`: an answer
    that was owed when the line broke is asked for again. `trims_cut_lines`: the transcript holds
    only those words of a cut-off line that were spoken.
    """

    ids_continue: bool = True
    asks_again_after_drop: bool = True
    trims_cut_lines: bool = True


TransferOutcome = Literal["bridged", "cancelled", "no_answer"]

#: What a load may say: the facts that a call knows, and whom to hand an emergency over to.
LoadField = Annotated[
    str, _one_of((set(LoadFacts.model_fields) - {"direction"}) | {"dispatch_number"})
]
LoadValue = bool | str | tuple[str, ...]


class CallScript(_Part):
    """One whole call, as a file tells it."""

    title: Words
    about: str = ""
    load: Mapping[LoadField, LoadValue] = Field(default_factory=dict)
    metadata: Mapping[str, Any] = Field(default_factory=dict)
    call: Literal["outbound", "inbound", "web"] = "outbound"
    agent: AgentSettings = AgentSettings()
    retell: Habits = Habits()
    transfer: Annotated[
        tuple[TransferOutcome, ...], BeforeValidator(_as_tuple), Field(min_length=1)
    ] = ("bridged",)
    driver: tuple[DriverTurn, ...] = ()
    expect: Expect = Expect()

    @field_validator("driver")
    @classmethod
    def _nothing_after_hang_up(cls, turns: tuple[DriverTurn, ...]) -> tuple[DriverTurn, ...]:
        if any(isinstance(turn, HangsUp) for turn in turns[:-1]):
            raise ValueError("nothing can follow hangs_up")
        return turns


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """The pattern for a phrase of `hears` or `never_hears`. Raises ValueError."""
    if len(phrase) > 2 and phrase.startswith("/") and phrase.endswith("/"):
        try:
            return re.compile(phrase[1:-1], re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"{phrase} is no regular expression: {error}") from error
    return re.compile(r"\s+".join(map(re.escape, phrase.split())), re.IGNORECASE)


def load_script(path: Path | str) -> CallScript:
    """The call that `path` tells. Raises ScriptError with file and line."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(path, 1, f"cannot be read: {error}") from error
    return parse_script(text, path)


def parse_script(text: str, path: Path) -> CallScript:
    """The call that `text` tells; `path` is named in errors. Raises ScriptError."""
    try:
        document = Document(text)
    except PlainYamlError as error:
        raise ScriptError(path, error.line, error.problem) from error
    if not isinstance(document.value, dict):
        raise ScriptError(path, 1, "a script is a mapping with title, load, driver, expect")
    try:
        return CallScript.model_validate(document.value)
    except ValidationError as error:
        first = error.errors()[0]
        where = _written(first["loc"])
        name = ".".join(map(str, where))
        raise ScriptError(path, document.line_of(where), _problem(name, first["msg"])) from error


def _written(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The location as the file has it: pydantic adds the kind of a driver's turn, and [key]."""
    if len(loc) > 3 and loc[0] == "driver":
        loc = (*loc[:2], *loc[3:])
    return tuple(part for part in loc if part != "[key]")


def _problem(where: str, message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
