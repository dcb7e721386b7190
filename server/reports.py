"""What Retell reports of a call's life, written into its record, and what follows from it.

Reports come late, twice, out of order or not at all: each is taken by itself, and taking one twice
changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import structlog

from conversation.events import Direction, LoadFacts
from conversation.forms import CallOutcome, CheckInForm, Forms
from server.call_object import NO_REASON, CallReport, read_call
from server.policy import NotReached
from server.resources import Resources
from server.retell_events import ANALYZED, ENDED, STARTED, RetellEvent
from server.retrying import call_again
from storage import CallRecord, CallSeen, CallStatus, Item, OutcomeKept

log = structlog.get_logger(__name__)

#: What a form may say that a machine has answered: nothing better is known.
_NOTHING_BETTER = (None, CallOutcome.INCOMPLETE, CallOutcome.VOICEMAIL)


async def take_in(resources: Resources, event: RetellEvent) -> None:
    """Write down what an event tells of its call. Raises storage's errors."""
    if event.name not in (STARTED, ENDED, ANALYZED):
        return
    record = await resources.store.call(event.call_id)
    report = read_call(event.call, event.call_id)
    if event.name == STARTED:
        await resources.store.keep_now(_started(report, record))
        return
    await resources.store.keep_now(_ended(report, record))
    await _follow_up(resources, report)


def _started(report: CallReport, record: CallRecord | None) -> list[Item]:
    at = report.started_at or time.time()
    started = OutcomeKept(report.call_id, at, CallStatus.IN_PROGRESS, answered_at=at)
    return [CallSeen(report.call_id, at, _new_facts(report, record)), started]


def _new_facts(report: CallReport, record: CallRecord | None) -> LoadFacts | None:
    """The facts of a call of which nothing is known yet: what the socket told is more."""
    told = record is not None and record.load_facts is not None
    return None if told else report.load


def _ended(report: CallReport, record: CallRecord | None) -> list[Item]:
    known_end = record.completed_at.timestamp() if record and record.completed_at else None
    at = report.ended_at or known_end or time.time()
    reason = report.reason or (record.end_reason if record else None) or NO_REASON
    known = record is not None and record.end_reason is not None and not report.reason
    status = CallStatus(record.status) if known and record else report.status
    ended = OutcomeKept(
        report.call_id,
        at,
        status,
        completed_at=at,
        duration=report.duration,
        forms=_machine_answered(record) if report.missed is NotReached.VOICEMAIL else None,
        answered_at=report.started_at,
        end_reason=reason,
        report=_reported(report, record),
    )
    return [CallSeen(report.call_id, at, _new_facts(report, record)), ended]


def _reported(report: CallReport, record: CallRecord | None) -> Mapping[str, Any]:
    """All that was reported: the analysis may come before the end."""
    return {**(record.report or {} if record else {}), **report.kept}


def _machine_answered(record: CallRecord | None) -> Forms | None:
    """The form of a call that reached a machine; None where it says something better."""
    forms = _forms(record)
    if forms is None:
        return Forms(check_in=CheckInForm(call_outcome=CallOutcome.VOICEMAIL))
    if forms.check_in.call_outcome not in _NOTHING_BETTER:
        return None
    check_in = forms.check_in.model_copy(update={"call_outcome": CallOutcome.VOICEMAIL})
    return forms.model_copy(update={"check_in": check_in})


def _forms(record: CallRecord | None) -> Forms | None:
    try:
        return record.forms() if record else None
    except ValueError:
        log.warning("forms_of_another_version")
        return None


async def _follow_up(resources: Resources, report: CallReport) -> None:
    """See whether the driver is to be called again."""
    record = await resources.store.call(report.call_id)
    if record is None or record.direction != Direction.OUTBOUND or record.open:
        return
    missed = report.missed
    if missed is None and record.outcome == CallOutcome.VOICEMAIL:
        missed = NotReached.VOICEMAIL
    if missed is not None and record.status != CallStatus.CANCELLED:
        await call_again(resources, record, missed)
