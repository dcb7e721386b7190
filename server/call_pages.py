"""What is shown of calls: the shapes of `GET /calls` and `GET /calls/{id}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, Field, JsonValue

from conversation.forms import CallOutcome, Forms
from storage import (
    CallRecord,
    CallStatus,
    CardRecord,
    FactRecord,
    ReceiptRecord,
    Store,
    TurnKind,
    TurnRecord,
)
from storage.call_list import attempts_of


class CallSummary(BaseModel):
    """A call in a list. `duration` is in seconds."""

    id: int
    status: CallStatus
    outcome: CallOutcome | None
    driver_name: str | None
    phone_number: str | None
    load_number: str | None
    agent_config_id: int | None
    direction: str | None
    retell_call_id: str | None
    attempt: int
    created_at: datetime
    scheduled_at: datetime | None
    answered_at: datetime | None
    completed_at: datetime | None
    duration: int | None
    end_reason: str | None = Field(description="Retell's word for why it ended, or ours.")
    failure: str | None = Field(description="Why it was not placed, in words.")

    @classmethod
    def of(cls, record: CallRecord) -> Self:
        """What a list shows of `record`."""
        return cls(**{name: getattr(record, name) for name in CallSummary.model_fields})


class Turn(BaseModel):
    """One turn; milliseconds count from when words were asked for."""

    kind: str
    number: int
    at: datetime
    driver: str
    agent: str
    phase_before: str
    phase_after: str
    question: str | None
    first_words_ms: float | None
    completed_ms: float | None
    superseded: bool = Field(description="Never heard: the driver spoke on, or the line dropped.")
    cut_off: bool = Field(description="Something newer came before all of it was said.")
    model: str | None = Field(description="The model whose words were said, where one's were.")
    model_requests: int
    model_ms: float | None = Field(description="From a request to a model to its first words.")
    prompt_tokens: int | None
    completion_tokens: int | None
    deadlines_missed: int
    fallback: str | None = Field(description="Why the script spoke for a model.")
    withheld: str | None = Field(description="What a model said and was not passed on.")

    @classmethod
    def of(cls, turn: TurnRecord) -> Self:
        """What is shown of `turn`."""
        same = (
            *("kind", "number", "phase_before", "phase_after", "question", "first_words_ms"),
            *("cut_off", "model", "model_requests", "model_ms", "prompt_tokens"),
            *("completion_tokens", "deadlines_missed", "fallback", "withheld"),
        )
        return cls(
            at=turn.requested_at,
            driver=turn.driver_words,
            agent=turn.agent_words,
            completed_ms=turn.completed_ms,
            superseded=turn.superseded,
            **{name: getattr(turn, name) for name in same},
        )


class Fact(BaseModel):
    """A value, and the words that say it."""

    topic: str
    value: JsonValue
    words: str
    utterance: int
    heard_at: datetime
    superseded: bool = Field(description="Corrected later in the call.")

    @classmethod
    def of(cls, fact: FactRecord) -> Self:
        """What is shown of `fact`."""
        return cls(**{name: getattr(fact, name) for name in cls.model_fields})


class Step(BaseModel):
    """One step of the hand-over."""

    step: str
    contact: str
    at: datetime

    @classmethod
    def of(cls, step: ReceiptRecord) -> Self:
        """What is shown of `step`."""
        return cls(step=step.step, contact=step.contact, at=step.at)


class Card(BaseModel):
    """An emergency card."""

    number: int
    created_at: datetime
    card: dict[str, Any]

    @classmethod
    def of(cls, card: CardRecord) -> Self:
        """What is shown of `card`."""
        return cls(number=card.number, created_at=card.created_at, card=dict(card.card))


class Phrasing(BaseModel):
    """Who phrased the answers of a call. `share_without_model`: 1 where no model was asked."""

    answers: int
    without_model: int
    share_without_model: float | None

    @classmethod
    def of(cls, turns: Sequence[TurnRecord]) -> Self:
        """The share of `turns` that cost no model."""
        answers = [turn for turn in turns if turn.kind in (TurnKind.TURN, TurnKind.REMINDER)]
        free = sum(turn.model_requests == 0 for turn in answers)
        share = free / len(answers) if answers else None
        return cls(answers=len(answers), without_model=free, share_without_model=share)


class CallDetail(CallSummary):
    """All that is known of one call."""

    form: dict[str, Any] | None = Field(description="The forms, with the driver's own words.")
    load_facts: dict[str, Any] | None
    prompt_version: str | None
    phrasing: Phrasing
    timeline: list[Turn]
    facts: list[Fact]
    receipt: list[Step]
    cards: list[Card]
    attempts: list[CallSummary] = Field(description="All calls for the same request.")
    metadata: dict[str, JsonValue] | None
    report: dict[str, Any] | None = Field(description="What Retell reported.")


async def detail_of(store: Store, record: CallRecord) -> CallDetail:
    """The whole of `record`."""
    call = record.retell_call_id
    turns: Sequence[TurnRecord] = await store.turns(call) if call else ()
    facts: Sequence[FactRecord] = await store.facts(call) if call else ()
    receipt: Sequence[ReceiptRecord] = await store.receipt(call) if call else ()
    cards: Sequence[CardRecord] = await store.cards(call) if call else ()
    attempts = await attempts_of(store, record)
    return CallDetail(
        **CallSummary.of(record).model_dump(),
        form=_form(record.structured_data),
        load_facts=_copy(record.load_facts),
        prompt_version=record.prompt_version,
        phrasing=Phrasing.of(turns),
        timeline=[Turn.of(turn) for turn in turns],
        facts=[Fact.of(fact) for fact in facts],
        receipt=[Step.of(step) for step in receipt],
        cards=[Card.of(card) for card in cards],
        attempts=[CallSummary.of(each) for each in attempts],
        metadata=_copy(record.client_metadata),
        report=_copy(record.report),
    )


def _form(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The forms as they are now, also where an older version wrote them."""
    if kept is None:
        return None
    try:
        return Forms.model_validate(kept).model_dump(mode="json")
    except ValueError:
        return dict(kept)


def _copy(kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if kept is None else dict(kept)
