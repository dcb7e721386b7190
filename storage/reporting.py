"""How what Retell reports changes the row of a call, in whatever order reports come."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Executable,
    and_,
    bindparam,
    case,
    func,
    or_,
    true,
    update,
)

from conversation.forms import CallOutcome
from storage.columns import moment
from storage.items import CallReported, CallStatus, TranscriptSeen
from storage.tables import call_records

#: Why a call has ended where nobody says it.
NO_REASON = "unknown"

_calls = call_records.c
#: What is taken from a report only where nothing is known.
_IF_UNKNOWN = (
    "direction",
    "language",
    "driver_name",
    "phone_number",
    "load_number",
    "load_facts",
)


def reported_row(item: CallReported, call_id: int) -> dict[str, Any]:
    """The parameters of `tell_report`."""
    load = item.load
    return {
        "this_call": call_id,
        "is_end": item.ended,
        "is_whole": item.whole,
        "new_status": item.status,
        "new_at": moment(item.at),
        "new_end_reason": item.end_reason or None,
        "new_completed_at": None if item.ended_at is None else moment(item.ended_at),
        "new_answered_at": None if item.answered_at is None else moment(item.answered_at),
        "new_duration": item.duration,
        "new_report": item.report,
        "new_outcome": item.outcome,
        "new_direction": load and load.direction,
        "new_language": (load and load.language) or None,
        "new_driver_name": (load and load.driver_name) or None,
        "new_phone_number": (load and load.phone_number) or None,
        "new_load_number": (load and load.load_number) or None,
        "new_load_facts": load,
    }


def tell_report() -> Executable:
    """The statement that adds a report to a call.

    A reason that Retell gave is not undone by a report without one, a cancelled call stays
    cancelled, and a whole report, which comes with the analysis, is not replaced by half of one.
    """
    ends = bindparam("is_end", type_=Boolean())
    reason, at = _new("end_reason"), _new("at", "completed_at")
    news_of_end = and_(ends, func.coalesce(reason, _unless_known()).is_not(None))
    nothing_better = func.coalesce(_calls.outcome, CallOutcome.INCOMPLETE) == CallOutcome.INCOMPLETE
    begins = and_(~ends, _calls.status == CallStatus.INITIATED)
    status = case(
        (_calls.status == CallStatus.CANCELLED, _calls.status),
        (news_of_end, _new("status")),
        (begins, CallStatus.IN_PROGRESS.value),
        else_=_calls.status,
    )
    values: dict[str, ColumnElement[Any]] = {
        "status": status,
        "end_reason": case(
            (ends, func.coalesce(reason, _calls.end_reason, NO_REASON)), else_=_calls.end_reason
        ),
        "completed_at": case(
            (ends, func.coalesce(_new("completed_at"), _calls.completed_at, at)),
            else_=_calls.completed_at,
        ),
        "duration": func.coalesce(_new("duration"), _calls.duration),
        "answered_at": func.coalesce(
            _new("answered_at"), _calls.answered_at, case((~ends, at), else_=None)
        ),
        "report": case(
            (bindparam("is_whole", type_=Boolean()), _new("report")),
            else_=func.coalesce(_calls.report, _new("report")),
        ),
        "outcome": case(
            (nothing_better, func.coalesce(_new("outcome"), _calls.outcome)), else_=_calls.outcome
        ),
        **{name: func.coalesce(_calls[name], _new(name)) for name in _IF_UNKNOWN},
    }
    return update(call_records).where(_calls.id == bindparam("this_call")).values(values)


def transcript_row(item: TranscriptSeen, call_id: int) -> dict[str, Any]:
    """The parameters of `tell_transcript`."""
    return {
        "this_call": call_id,
        "new_status": None,
        "is_final": item.final,
        "new_raw_transcript": item.transcript,
    }


def tell_transcript() -> Executable:
    """The statement that adds a transcript to a call, where it counts.

    Most come several times over, and long; nothing is written for those.
    """
    heard, final = _new("raw_transcript"), bindparam("is_final", type_=Boolean())
    longer = func.length(heard) > func.coalesce(func.length(_calls.raw_transcript), 0)
    counts = case((_calls.transcript_final, and_(final, longer)), else_=or_(final, longer))
    begins = and_(
        _calls.status == CallStatus.INITIATED,
        _calls.completed_at.is_(None),
        _calls.end_reason.is_(None),
    )
    values: dict[str, ColumnElement[Any]] = {
        "status": case((begins, CallStatus.IN_PROGRESS.value), else_=_calls.status),
        "raw_transcript": case((counts, heard), else_=_calls.raw_transcript),
        "transcript_final": case((final, true()), else_=_calls.transcript_final),
    }
    same = _calls.id == bindparam("this_call")
    return update(call_records).where(same, or_(counts, begins)).values(values)


def _unless_known() -> ColumnElement[Any]:
    """A reason that stands for one, where none is known."""
    return case((_calls.end_reason.is_(None), NO_REASON), else_=None)


def _new(name: str, column: str | None = None) -> BindParameter[Any]:
    return bindparam(f"new_{name}", type_=_calls[column or name].type)
