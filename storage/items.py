"""What can be kept: frozen items that the writer puts on disk.

Each item is written by its natural key, named in its docstring, so that writing it twice does no
harm. `at` is Unix time in seconds. Mappings handed in must not change afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel

from conversation.cards import TransferStep
from conversation.events import LoadFacts
from conversation.forms import CallOutcome, Forms

#: The kind of the job that carries an emergency card to the dispatcher.
NOTIFY_CARD = "notify_card"
#: The kind of the job that reads a whole call once it is over; its key is the call.
READ_CALL = "read_call"
#: The kind of the job that carries the form of a call to the dispatcher; its key is the call.
NOTIFY_FORM = "notify_form"


class CallStatus(StrEnum):
    """How far a call is."""

    INITIATED = "initiated"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: A call in one of these has not ended.
OPEN_STATUSES = (CallStatus.INITIATED, CallStatus.IN_PROGRESS)


class TurnKind(StrEnum):
    """Why we spoke."""

    GREETING = "greeting"
    TURN = "turn"
    REMINDER = "reminder"
    INTERRUPT = "interrupt"


@dataclass(frozen=True, slots=True)
class CallSeen:
    """A call exists; what is known of its load. Key: the call. Unknown never wipes out known."""

    retell_call_id: str
    at: float
    load: LoadFacts | None = None
    status: CallStatus = CallStatus.IN_PROGRESS
    agent_config_id: int | None = None
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class PromptsKept:
    """The texts of one version of the prompts. Key: the version; the first one counts."""

    version: str
    texts: Mapping[str, object]
    at: float


@dataclass(frozen=True, slots=True)
class CallLinked:
    """The call that we placed as our record `record` is the one that Retell knows by its own id.

    `dial_key` is that of the record, where whoever tells this knows it. Key: both ids. Whatever
    was kept of the call before we knew whose it is becomes the record's.
    """

    retell_call_id: str
    record: int
    at: float
    dial_key: str = ""


@dataclass(frozen=True, slots=True)
class PromptsJudged:
    """An edit of the prompt files was checked: `version` is in use, `problems` are the edit's.

    Leaves an event and nothing else. `edit` names the edit, which other processes check too.
    """

    version: str
    problems: tuple[str, ...]
    edit: str
    at: float


@dataclass(frozen=True, slots=True)
class TurnKept:
    """One turn. Key: call, connection, kind, number; kept again, the newest counts.

    `connection` grows from one connection of a call to the next; the Unix time in milliseconds
    at which the socket opened does, and needs no database. `first_words_ms` and `completed_ms`
    count from `at`, when the words were asked for. `cut_off`: something newer came before all was
    said, and `agent_words` are what was sent.

    Where a model was asked: `model` whose words were sent, `model_ms` from the request to its first
    useful words, `deadlines_missed` by models, `fallback` why the script spoke for them, `withheld`
    what they said and was not sent.
    """

    #: May be given up while the database is away: the call's last transcript has the words.
    expendable: ClassVar[bool] = True

    retell_call_id: str
    connection: int
    kind: TurnKind
    number: int
    at: float
    driver_words: str = ""
    agent_words: str = ""
    phase_before: str = ""
    phase_after: str = ""
    question: str | None = None
    first_words_ms: float | None = None
    completed_ms: float | None = None
    superseded: bool = False
    cut_off: bool = False
    model: str | None = None
    model_requests: int = 0
    model_ms: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    deadlines_missed: int = 0
    fallback: str | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class FactHeard:
    """One value with its words. Key: call, utterance, topic, nth; kept again, the newest counts.

    `utterance` is the line of the transcript, `nth` tells apart several facts on one topic in one
    line. Recognition still changes its last line: kept again, its facts follow. A fact that a
    later one corrects is kept again with `superseded`.
    """

    expendable: ClassVar[bool] = True

    retell_call_id: str
    utterance: int
    topic: str
    value: str | bool
    words: str
    at: float
    nth: int = 0
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class StateKept:
    """What a new process needs to go on. Key: the call; an older connection never overwrites.

    Of several that wait to be written only the newest is. `holder` is the process that has the
    call, as `Store.process` names it.
    """

    retell_call_id: str
    connection: int
    memory: Mapping[str, object] | BaseModel
    at: float
    holder: str = ""


@dataclass(frozen=True, slots=True)
class CardRaised:
    """An emergency card for the dispatcher. Key: call, number.

    In the same transaction a job `NOTIFY_CARD` is enqueued, in the call's lane: cards of one call
    go out in their order. Its payload is `{"retell_call_id": …, "number": …}`.
    """

    retell_call_id: str
    number: int
    card: Mapping[str, object] | BaseModel
    at: float


@dataclass(frozen=True, slots=True)
class ReceiptStep:
    """A step of the hand-over. Key: all of it."""

    retell_call_id: str
    step: TransferStep
    at: float
    contact: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeKept:
    """What is known of a call's end. Key: the call. `None` leaves what is there.

    With `completed_at` the call has ended, and stays ended whatever is kept later. One that was
    cancelled stays cancelled. `duration` is in seconds. In the same transaction a job `READ_CALL`
    is enqueued, due at once where Retell's word of the end has come (`end_reason`). Once the whole
    call has been read, `forms` leaves what is there.
    """

    retell_call_id: str
    at: float
    status: CallStatus
    completed_at: float | None = None
    duration: int | None = None
    transcript: str | None = None
    forms: Forms | None = None
    end_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CallReported:
    """What Retell reports of a call. Key: the call; in whatever order reports come.

    `status` is what it comes to where the call has `ended`. `load` counts where nothing is known
    of the load, and `outcome` where nothing better is. A `whole` report replaces others; an empty
    `end_reason` says nothing.
    """

    retell_call_id: str
    at: float
    load: LoadFacts | None = None
    answered_at: float | None = None
    ended: bool = False
    status: CallStatus | None = None
    end_reason: str = ""
    ended_at: float | None = None
    duration: int | None = None
    whole: bool = False
    outcome: CallOutcome | None = None
    report: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class TranscriptSeen:
    """The transcript as Retell has it by now. Key: the call; the longest counts.

    A `final` one counts before any that is not.
    """

    expendable: ClassVar[bool] = True

    retell_call_id: str
    at: float
    transcript: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class CallRead:
    """A whole call was read. Key: call, number; number 1 is the reading after the call.

    Its forms become the call's. With number 1 a job `NOTIFY_FORM` is enqueued in the same
    transaction. `dropped` counts values without support; `failure` and `raw_answer` tell of a
    model that could not be used.
    """

    retell_call_id: str
    at: float
    number: int
    forms: Forms
    dropped: int = 0
    model: str | None = None
    prompt: str | None = None
    failure: str | None = None
    raw_answer: str | None = None


@dataclass(frozen=True, slots=True)
class JobDue:
    """Work to be done at least once, from `at` on. Key: kind, key; the first one counts.

    Kept again for an earlier time, it is due at that, unless it has begun. Jobs of one `lane` run
    one after the other, in the order in which they were kept. A job that is `for_call` is left to
    the process that has this call, for as long as that process lives.
    """

    kind: str
    key: str
    at: float
    payload: Mapping[str, object] = field(default_factory=dict)
    lane: str | None = None
    max_attempts: int = 5
    for_call: str | None = None


Item = (
    CallSeen
    | CallLinked
    | PromptsKept
    | PromptsJudged
    | TurnKept
    | FactHeard
    | StateKept
    | CardRaised
    | ReceiptStep
    | OutcomeKept
    | CallReported
    | TranscriptSeen
    | CallRead
    | JobDue
)
