"""What queries return: frozen rows, detached from the database. Times are in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conversation.events import LoadFacts
from conversation.forms import Forms
from storage.items import OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call. `duration` is in seconds; None stands for what is not known."""

    id: int
    retell_call_id: str | None
    agent_config_id: int | None
    status: str
    direction: str | None
    language: str | None
    driver_name: str | None
    phone_number: str | None
    load_number: str | None
    load_facts: Mapping[str, Any] | None
    raw_transcript: str | None
    transcript_final: bool | None
    structured_data: Mapping[str, Any] | None
    prompt_version: str | None
    duration: int | None
    created_at: datetime
    completed_at: datetime | None
    read_at: datetime | None
    outcome: str | None
    end_reason: str | None
    failure: str | None
    answered_at: datetime | None
    report: Mapping[str, Any] | None
    client_metadata: Mapping[str, Any] | None
    dial_request: Mapping[str, Any] | None
    dial_key: str | None
    dialling_until: datetime | None
    scheduled_at: datetime | None
    attempt: int
    root_call: int | None
    request_key: str | None
    request_hash: str | None

    @property
    def open(self) -> bool:
        """Whether the call is still to come or going on."""
        return self.status in OPEN_STATUSES

    def forms(self) -> Forms | None:
        """The filled forms; pydantic's ValidationError where another version wrote them."""
        return None if self.structured_data is None else Forms.model_validate(self.structured_data)

    def load(self) -> LoadFacts | None:
        """What was known of driver and load."""
        return None if self.load_facts is None else LoadFacts.model_validate(self.load_facts)


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One reading of a whole call."""

    number: int
    reader: str
    model: str | None
    prompt: str | None
    failure: str | None
    raw_answer: str | None
    dropped: int
    forms: Mapping[str, Any]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn; milliseconds count from `requested_at`."""

    connection: int
    kind: str
    number: int
    requested_at: datetime
    first_words_ms: float | None
    completed_ms: float | None
    driver_words: str
    agent_words: str
    phase_before: str
    phase_after: str
    question: str | None
    superseded: bool
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
class FactRecord:
    """One value and the driver's words that say it."""

    utterance: int
    topic: str
    nth: int
    value: str | bool
    words: str
    heard_at: datetime
    superseded: bool


@dataclass(frozen=True, slots=True)
class StateRecord:
    """What a new process needs to go on with a call."""

    connection: int
    holder: str | None
    memory: Mapping[str, Any]
    saved_at: datetime
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class CardRecord:
    """An emergency card of a call."""

    retell_call_id: str
    number: int
    card: Mapping[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """One step of the hand-over."""

    step: str
    contact: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it stands."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    lane: str | None
    for_call: str | None
    state: str
    attempts: int
    max_attempts: int
    run_at: datetime
    locked_until: datetime | None
    owner: str | None
    error: str | None
    finished_at: datetime | None
