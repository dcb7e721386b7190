"""What is told of calls to whoever listens: one event for each thing that has happened.

Each kind has a model of its data. An event is kept in the same transaction as what it tells of,
and once: its key says what makes it the same event again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from conversation.cards import TransferStep
from conversation.forms import CallOutcome, Forms
from storage.columns import dump_json
from storage.items import (
    CallRead,
    CallStatus,
    CardRaised,
    PromptsJudged,
    ReceiptStep,
    TurnKept,
    TurnKind,
)


class EventType(StrEnum):
    """What an event tells of."""

    CALL = "call"
    TURN = "turn"
    ALERT = "alert"
    RECEIPT = "receipt"
    FORM = "form"
    PROMPTS = "prompts"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True)


class CallNews(_Data):
    """A call was created, has started, has ended or was cancelled: it has this status now."""

    status: CallStatus
    direction: str | None = None
    driver_name: str | None = None
    phone_number: str | None = None
    load_number: str | None = None
    agent_config_id: int | None = None
    attempt: int = Field(1, description="counts the calls that stand for one request")
    outcome: CallOutcome | None = None
    end_reason: str | None = Field(None, description="Retell's word for why it ended, or ours")
    failure: str | None = None
    duration: int | None = Field(None, description="seconds")


class TurnNews(_Data):
    """We spoke: what the driver had said, and what we answered or asked.

    A turn that is told again with `superseded` was never heard by the driver.
    """

    connection: int
    kind: TurnKind
    number: int
    driver_words: str
    agent_words: str
    phase_before: str
    phase_after: str
    question: str | None = None
    first_words_ms: float | None = None
    superseded: bool = False


class ReceiptNews(_Data):
    """A step of the hand-over to a dispatcher has happened."""

    step: TransferStep
    contact: str


class FormNews(_Data):
    """A call was read after its end: its form; and again whenever it was read anew, or its
    hand-over has become known.
    """

    number: int = Field(description="counts the readings of the call")
    forms: Forms
    model: str | None = Field(None, description="who has read it; none: the rules")


class PromptsNews(_Data):
    """An edit of the prompt files was checked: calls that start now are spoken with `version`.

    Where the edit has problems it is not used, and the version is the last good one.
    """

    version: str
    problems: list[str] = Field(description="file, line, what is wrong and what would be right")


@dataclass(frozen=True, slots=True)
class News:
    """One event to be kept. `at` is Unix time; `key` is the same for the same event."""

    type: EventType
    key: str
    at: float
    data: BaseModel | Mapping[str, object]


@singledispatch
def news_of(_item: object) -> Iterable[News]:
    """What the keeping of `item` is worth telling; of most items nothing."""
    return ()


@news_of.register
def _(item: TurnKept) -> Iterator[News]:
    key = f"turn/{item.retell_call_id}/{item.connection}/{item.kind}/{item.number}"
    yield News(
        EventType.TURN,
        f"{key}/superseded" if item.superseded else key,
        item.at,
        TurnNews(
            connection=item.connection,
            kind=item.kind,
            number=item.number,
            driver_words=item.driver_words,
            agent_words=item.agent_words,
            phase_before=item.phase_before,
            phase_after=item.phase_after,
            question=item.question,
            first_words_ms=item.first_words_ms,
            superseded=item.superseded,
        ),
    )


@news_of.register
def _(item: CardRaised) -> Iterator[News]:
    key = f"alert/{item.retell_call_id}/{item.number}"
    yield News(EventType.ALERT, key, item.at, item.card)


@news_of.register
def _(item: ReceiptStep) -> Iterator[News]:
    key = f"receipt/{item.retell_call_id}/{item.at!r}/{item.step}/{item.contact}"
    data = ReceiptNews(step=item.step, contact=item.contact)
    yield News(EventType.RECEIPT, key, item.at, data)


@news_of.register
def _(item: PromptsJudged) -> Iterator[News]:
    data = PromptsNews(version=item.version, problems=list(item.problems))
    yield News(EventType.PROMPTS, f"prompts/{item.edit}", item.at, data)


@news_of.register
def _(item: CallRead) -> Iterator[News]:
    same = hashlib.sha256(dump_json(item.forms).encode()).hexdigest()[:16]
    key = f"form/{item.retell_call_id}/{item.number}/{same}"
    data = FormNews(number=item.number, forms=item.forms, model=item.model)
    yield News(EventType.FORM, key, item.at, data)


def call_news(call: RowMapping, at: float) -> News:
    """That a call has the status which its row says; each status of a call is told once."""
    name = call["retell_call_id"] or f"#{call['id']}"
    data = CallNews.model_validate({name: call[name] for name in CallNews.model_fields})
    return News(EventType.CALL, f"call/{name}/{data.status}", at, data)
