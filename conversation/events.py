"""What happens to a call, as past happenings. The time of each stands on it.

`at` is Unix time in seconds. `turn` is the number under which an answer is owed: it grows within
one connection, and only the newest is still waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from conversation.cards import EmergencyCard
from conversation.facts import Fact
from conversation.flow import Flow
from conversation.forms import EmergencyType
from conversation.steps import Step


class Speaker(StrEnum):
    """Whose words a line of the transcript holds."""

    AGENT = "agent"
    DRIVER = "driver"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of the transcript."""

    speaker: Speaker
    text: str


#: The complete conversation so far, oldest first, as it comes with each event.
Transcript = tuple[Utterance, ...]


class Direction(StrEnum):
    """Who placed the call."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"
    WEB = "web"


class LoadFacts(BaseModel):
    """What is known about driver and load before anyone speaks; empty text where unknown."""

    model_config = ConfigDict(frozen=True)

    direction: Direction = Direction.OUTBOUND
    driver_name: str = ""
    load_number: str = ""
    origin: str = ""
    destination: str = ""
    appointment_at: str = ""
    timezone: str = ""
    last_known_location: str = ""
    phone_number: str = ""
    reefer_set_point: str = ""
    wants_check_in_time: bool = False
    language: str = ""
    contacts: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether this is a call about a load that we know."""
        return bool(self.driver_name or self.load_number)


@dataclass(frozen=True, slots=True)
class CallStarted:
    """The line is open, and what is known about the load has come (or its deadline has).

    `cut_off` is the last card of an emergency in which this driver's line was lost; `flow` is how
    this check-in is wanted; the first one that a call is told counts.
    """

    at: float
    load: LoadFacts
    cut_off: EmergencyCard | None = None
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class DetailsArrived:
    """The load's facts came after the greeting had to go out without them."""

    at: float
    load: LoadFacts
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class LineRestored:
    """The connection dropped and came back; the call is the same one."""

    at: float


@dataclass(frozen=True, slots=True)
class DriverSpoke:
    """Words so far, while nobody waits for an answer; `floor` says who talks, where known."""

    at: float
    transcript: Transcript
    floor: Speaker | None = None


@dataclass(frozen=True, slots=True)
class TurnRequested:
    """The driver seems to have finished: an answer is owed under `turn`."""

    at: float
    turn: int
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """The driver has been silent for a while: words are owed under `turn`."""

    at: float
    turn: int
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """All words of `turn` have left us."""

    at: float
    turn: int


@dataclass(frozen=True, slots=True)
class AnswerCutOff:
    """Something newer came while our last answer was being made: `unsaid` never left us."""

    at: float
    unsaid: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ReadingArrived:
    """A second reader has read the driver's words of `turn`, some time ago.

    `facts` and `danger`, which rests on `danger_words`, have been checked against what he said:
    whoever hands this in answers for that.
    """

    at: float
    turn: int
    words: str
    utterance: int
    question: Step | None = None
    facts: tuple[Fact, ...] = ()
    danger: EmergencyType | None = None
    danger_words: str = ""


@dataclass(frozen=True, slots=True)
class TransferStarted:
    """The hand-over that we asked for is being dialled."""

    at: float
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TransferBridged:
    """A dispatcher is on the line with the driver."""

    at: float
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TransferFailed:
    """The hand-over was cancelled or nobody answered."""

    at: float
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TransferOverdue:
    """Long after the line closed on a transfer, nothing was heard of what became of it."""

    at: float


@dataclass(frozen=True, slots=True)
class CallCancelled:
    """Dispatch does not want this call any more."""

    at: float


@dataclass(frozen=True, slots=True)
class DriverNotReached:
    """After a lost line the driver was called back as often as wanted, and never reached."""

    at: float


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The call is over; nothing can be said any more. `transcript` where its last state came."""

    at: float
    reason: str = ""


Event = (
    CallStarted
    | DetailsArrived
    | LineRestored
    | DriverSpoke
    | TurnRequested
    | ReminderDue
    | AnswerSent
    | AnswerCutOff
    | ReadingArrived
    | TransferStarted
    | TransferBridged
    | TransferFailed
    | TransferOverdue
    | DriverNotReached
    | CallCancelled
    | CallEnded
)
