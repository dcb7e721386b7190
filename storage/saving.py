"""How items become rows: one transaction's worth of them, each written by its natural key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, singledispatch
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import moment, storable
from storage.items import (
    NOTIFY_CARD,
    NOTIFY_FORM,
    READ_CALL,
    CallLinked,
    CallRead,
    CallReported,
    CallSeen,
    CallStatus,
    CardRaised,
    FactHeard,
    Item,
    JobDue,
    OutcomeKept,
    PromptsJudged,
    PromptsKept,
    ReceiptStep,
    StateKept,
    TranscriptSeen,
    TurnKept,
)
from storage.linking import link_calls
from storage.news import news_of
from storage.publishing import JOBS_CHANNEL, Told, notify, parted, publish, statuses_of
from storage.reporting import reported_row, tell_report, tell_transcript, transcript_row
from storage.tables import (
    call_records,
    call_states,
    emergency_cards,
    facts,
    form_readings,
    jobs,
    prompt_versions,
    receipt_steps,
    turns,
)

Row = dict[str, Any]

#: A card is tried for about an hour and a half before its job is given up.
CARD_ATTEMPTS = 24
#: So is a reading: each kill of its process costs a try.
READ_ATTEMPTS = 24
#: Retell's word of the end, and its transcript, come within this time (seconds) of the socket's.
READ_AFTER = 5.0

# What makes a row the same row again. A second row replaces the first, except in _FIRST_COUNTS.
_KEYS: dict[Table, tuple[str, ...]] = {
    turns: ("call_id", "connection", "kind", "number"),
    facts: ("call_id", "utterance", "topic", "nth"),
    call_states: ("call_id",),
    emergency_cards: ("call_id", "number"),
    receipt_steps: ("call_id", "at", "step", "contact"),
    jobs: ("kind", "key"),
    prompt_versions: ("version",),
    form_readings: ("call_id", "number"),
}
_FIRST_COUNTS = frozenset({receipt_steps, prompt_versions})

# What of a call is replaced by news, and only by news: unknown never wipes out known.
_NEWS = (
    "agent_config_id",
    "direction",
    "language",
    "driver_name",
    "phone_number",
    "load_number",
    "load_facts",
    "raw_transcript",
    "structured_data",
    "read_at",
    "prompt_version",
    "duration",
    "completed_at",
    "outcome",
    "end_reason",
)
#: Beside the tables: what Retell reports of a call goes into its row by other rules.
_REPORT, _TRANSCRIPT = "report", "transcript"
_OF_CALLS = frozenset({call_records, _REPORT, _TRANSCRIPT})


@dataclass(frozen=True, slots=True)
class _Known:
    """The row of a call before anything is written; no status: it was made just now."""

    id: int = 0
    status: str | None = None

    def may_become(self, status: str | None) -> bool:
        """Whether news may change the status: to this one, or else to that of a call under way."""
        return self.status == CallStatus.INITIATED if status is None else self.status != status


async def save(connection: AsyncConnection, items: Sequence[Item]) -> None:
    """Write `items` within the transaction of `connection`. Writing them twice does no harm.

    What they are worth telling is kept with them; nothing may be written after that.
    """
    moved = await link_calls(connection, items)
    calls = await _calls(connection, items)
    rows: defaultdict[Table | str, list[Row]] = defaultdict(list)
    told: list[Told] = []
    for item in items:
        call = calls.get(storable(_call_of(item)), _Known())
        for table, row in rows_of(item, call.id):
            rows[table].append(row)
            if table in _OF_CALLS and call.may_become(row["new_status"]):
                moved.add(call.id)
        told += [(news, call.id or None) for news in news_of(item)]
    for table, group in rows.items():
        await connection.execute(_statement(table, connection.dialect.name), group)
    moved |= {call.id for call in calls.values() if call.status is None}
    statuses = await statuses_of(connection, moved, max(item.at for item in items))
    begun, ended = parted(statuses)
    await publish(connection, [*begun, *told, *ended])
    if enqueued(items):
        await notify(connection, JOBS_CHANNEL)


def enqueued(items: Iterable[Item]) -> set[str]:
    """The kinds of the jobs that writing `items` leaves to be done."""
    kinds = set()
    for item in items:
        match item:
            case JobDue(kind=kind):
                kinds.add(kind)
            case CardRaised():
                kinds.add(NOTIFY_CARD)
            case OutcomeKept(completed_at=float()) | CallReported(ended=True):
                kinds.add(READ_CALL)
            case CallRead():
                kinds.add(NOTIFY_FORM)
    return kinds


def _call_of(item: Item) -> str:
    return getattr(item, "retell_call_id", "")


async def _calls(connection: AsyncConnection, items: Iterable[Item]) -> dict[str, _Known]:
    """The row of each call, made where there is none: no item is lost for want of another."""
    first_seen: dict[str, float] = {}
    for item in items:
        if call := storable(_call_of(item)):
            first_seen.setdefault(call, item.at)
    known = await _known_calls(connection, first_seen)
    missing = [
        {"retell_call_id": call, "status": CallStatus.IN_PROGRESS, "created_at": moment(at)}
        for call, at in sorted(first_seen.items())
        if call not in known
    ]
    if not missing:
        return known
    new = _insert(connection.dialect.name, call_records).on_conflict_do_nothing()
    await connection.execute(new, missing)
    made = await _known_calls(connection, [str(call["retell_call_id"]) for call in missing])
    return known | {call: _Known(row.id) for call, row in made.items()}


async def _known_calls(connection: AsyncConnection, calls: Iterable[str]) -> dict[str, _Known]:
    rows = await connection.execute(_named_calls(), {"calls": list(calls)})
    return {row.retell_call_id: _Known(row.id, row.status) for row in rows}


@cache
def _named_calls() -> Select[Any]:
    columns = call_records.c
    named = columns.retell_call_id.in_(bindparam("calls", expanding=True))
    # Until this is written nobody makes another record's what is kept under these numbers. Two
    # processes that write of the same calls take them in one order, or each would wait for the
    # other.
    return (
        select(columns.retell_call_id, columns.id, columns.status)
        .where(named)
        .order_by(columns.id)
        .with_for_update(key_share=True)
    )


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _statement(table: Table | str, dialect: str) -> Executable:
    if table is call_records:
        return _tell_call()
    if not isinstance(table, Table):
        return tell_report() if table == _REPORT else tell_transcript()
    new = _insert(dialect, table)
    key = _KEYS[table]
    if table is jobs:
        not_begun = and_(jobs.c.state == "queued", jobs.c.attempts == 0)
        sooner = new.excluded.run_at < jobs.c.run_at
        return new.on_conflict_do_update(
            index_elements=key,
            set_={"run_at": new.excluded.run_at},
            where=and_(not_begun, sooner),
        )
    if table in _FIRST_COUNTS:
        return new.on_conflict_do_nothing(index_elements=key)
    replaced = {
        column.name: new.excluded[column.name]
        for column in table.c
        if column.name not in key and column.name != "id"
    }
    # An old process that still has something to write must not undo what its successor knows.
    where = table.c.connection <= new.excluded.connection if table is call_states else None
    return new.on_conflict_do_update(index_elements=key, set_=replaced, where=where)


def _tell_call() -> Executable:
    """The statement that adds news to a call.

    A call that has ended stays ended, one that was cancelled stays cancelled, and how a call ended
    is what Retell says of it, where it has said anything. Once the call has been read, its form is
    the reading's, and a final transcript counts before any other.
    """
    columns = call_records.c

    def new(name: str, column: str) -> BindParameter[Any]:
        return bindparam(f"new_{name}", type_=columns[column].type)

    news: dict[str, ColumnElement[Any]] = {
        name: func.coalesce(new(name, name), columns[name]) for name in _NEWS
    }
    news["raw_transcript"] = case(
        (columns.transcript_final, columns.raw_transcript), else_=news["raw_transcript"]
    )
    was_read = and_(columns.read_at.is_not(None), new("read_at", "read_at").is_(None))
    for name in ("structured_data", "outcome"):
        news[name] = case((was_read, func.coalesce(columns[name], news[name])), else_=news[name])
    settled = and_(columns.end_reason.is_not(None), new("end_reason", "end_reason").is_(None))
    for name in ("completed_at", "duration"):
        news[name] = case((settled, func.coalesce(columns[name], news[name])), else_=news[name])
    stays = or_(
        columns.status == CallStatus.CANCELLED,
        settled,
        and_(columns.completed_at.is_not(None), new("completed_at", "completed_at").is_(None)),
    )
    news["status"] = case((stays, columns.status), else_=new("status", "status"))
    return update(call_records).where(columns.id == bindparam("this_call")).values(news)


def _news(call_id: int, status: CallStatus, **news: object) -> tuple[Table, Row]:
    row = {f"new_{name}": news.get(name) for name in _NEWS}
    return call_records, {"this_call": call_id, "new_status": status, **row}


@singledispatch
def rows_of(item: object, _call_id: int) -> Iterable[tuple[Table | str, Row]]:
    """The rows that `item` leaves for the call with row number `call_id`."""
    raise TypeError(f"{type(item).__name__} cannot be kept")


@rows_of.register
def _(item: CallSeen, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    load = item.load
    if load is None:
        yield _news(
            call_id,
            item.status,
            agent_config_id=item.agent_config_id,
            prompt_version=item.prompt_version,
        )
        return
    yield _news(
        call_id,
        item.status,
        agent_config_id=item.agent_config_id,
        direction=load.direction,
        language=load.language or None,
        driver_name=load.driver_name or None,
        phone_number=load.phone_number or None,
        load_number=load.load_number or None,
        # Facts that name neither driver nor load are those of a call that we know nothing of.
        load_facts=load if load.known else None,
        prompt_version=item.prompt_version,
    )


@rows_of.register
def _(item: PromptsKept, _call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        prompt_versions,
        {"version": item.version, "texts": item.texts, "kept_at": moment(item.at)},
    )


@rows_of.register
def _(_item: CallLinked, _call_id: int) -> Iterable[tuple[Table | str, Row]]:
    """Nothing beside what `link_calls` has done."""
    return ()


@rows_of.register
def _(item: TranscriptSeen, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield _TRANSCRIPT, transcript_row(item, call_id)


@rows_of.register
def _(item: CallRead, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        form_readings,
        {
            "call_id": call_id,
            "number": item.number,
            "reader": item.forms.reader,
            "model": item.model,
            "prompt": item.prompt,
            "failure": item.failure,
            "raw_answer": item.raw_answer,
            "dropped": item.dropped,
            "forms": item.forms,
            "read_at": moment(item.at),
        },
    )
    yield _news(
        call_id,
        CallStatus.COMPLETED,
        structured_data=item.forms,
        outcome=item.forms.check_in.call_outcome,
        read_at=moment(item.at),
    )
    if item.number == 1:
        form = JobDue(
            NOTIFY_FORM,
            item.retell_call_id,
            item.at,
            payload={"retell_call_id": item.retell_call_id},
            max_attempts=CARD_ATTEMPTS,
        )
        yield from rows_of(form, call_id)


@rows_of.register
def _(_item: PromptsJudged, _call_id: int) -> Iterable[tuple[Table | str, Row]]:
    return ()


@rows_of.register
def _(item: OutcomeKept, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield _news(
        call_id,
        item.status,
        raw_transcript=item.transcript,
        structured_data=item.forms,
        duration=item.duration,
        completed_at=None if item.completed_at is None else moment(item.completed_at),
        outcome=item.forms.check_in.call_outcome if item.forms else None,
        end_reason=item.end_reason,
    )
    if item.completed_at is not None:
        soon = item.at + (READ_AFTER if item.end_reason is None else 0.0)
        yield from rows_of(_reading(item.retell_call_id, soon), call_id)


@rows_of.register
def _(item: CallReported, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield _REPORT, reported_row(item, call_id)
    if item.ended:
        yield from rows_of(_reading(item.retell_call_id, item.at), call_id)


def _reading(call: str, at: float) -> JobDue:
    """The job that reads a call once it is over; the earliest time that is asked for counts."""
    return JobDue(READ_CALL, call, at, {"retell_call_id": call}, max_attempts=READ_ATTEMPTS)


@rows_of.register
def _(item: TurnKept, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        turns,
        {
            "call_id": call_id,
            "connection": item.connection,
            "kind": item.kind,
            "number": item.number,
            "requested_at": moment(item.at),
            "first_words_ms": item.first_words_ms,
            "completed_ms": item.completed_ms,
            "driver_words": item.driver_words,
            "agent_words": item.agent_words,
            "phase_before": item.phase_before,
            "phase_after": item.phase_after,
            "question": item.question,
            "superseded": item.superseded,
            "cut_off": item.cut_off,
            "model": item.model,
            "model_requests": item.model_requests,
            "model_ms": item.model_ms,
            "prompt_tokens": item.prompt_tokens,
            "completion_tokens": item.completion_tokens,
            "deadlines_missed": item.deadlines_missed,
            "fallback": item.fallback,
            "withheld": item.withheld,
        },
    )


@rows_of.register
def _(item: FactHeard, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        facts,
        {
            "call_id": call_id,
            "utterance": item.utterance,
            "topic": item.topic,
            "nth": item.nth,
            "value": item.value,
            "words": item.words,
            "heard_at": moment(item.at),
            "superseded": item.superseded,
        },
    )


@rows_of.register
def _(item: StateKept, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        call_states,
        {
            "call_id": call_id,
            "connection": item.connection,
            "holder": item.holder or None,
            "memory": item.memory,
            "saved_at": moment(item.at),
        },
    )


@rows_of.register
def _(item: CardRaised, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        emergency_cards,
        {
            "call_id": call_id,
            "number": item.number,
            "card": item.card,
            "created_at": moment(item.at),
        },
    )
    yield from rows_of(
        JobDue(
            kind=NOTIFY_CARD,
            key=f"{item.retell_call_id}/{item.number}",
            at=item.at,
            payload={"retell_call_id": item.retell_call_id, "number": item.number},
            lane=f"cards/{item.retell_call_id}",
            max_attempts=CARD_ATTEMPTS,
        ),
        call_id,
    )


@rows_of.register
def _(item: ReceiptStep, call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        receipt_steps,
        {
            "call_id": call_id,
            "step": item.step,
            "contact": item.contact,
            "at": moment(item.at),
        },
    )


@rows_of.register
def _(item: JobDue, _call_id: int) -> Iterable[tuple[Table | str, Row]]:
    yield (
        jobs,
        {
            "kind": item.kind,
            "key": item.key,
            "payload": item.payload,
            "lane": item.lane,
            "for_call": item.for_call,
            "state": "queued",
            "attempts": 0,
            "max_attempts": item.max_attempts,
            "run_at": moment(item.at),
        },
    )
