"""Plays a script against a server and reports: the simulator for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from simulator.call_history import CallHistory, Webhooks
from simulator.call_object import call_object, new_call_id
from simulator.expectations import missed_in_call, missed_in_forms
from simulator.findings import Finding, Rule
from simulator.judge import Judge, Limits
from simulator.pace import Pace
from simulator.record import Nobody, Record, Watcher
from simulator.report import Ended, Report
from simulator.retell import Retell
from simulator.scene import Network, Scene
from simulator.script import CallScript, DriverTurn

#: Gives the stored forms of a call: `{"check_in": {...} | None, "emergency": {...} | None}`.
Forms = Callable[[str], Awaitable[Mapping[str, Any]]]


async def play(  # noqa: PLR0913 - each is an option of its own, given by name
    script: CallScript,
    url: str,
    *,
    pace: Pace,
    call_id: str | None = None,
    forms: Forms | None = None,
    webhooks: Webhooks | None = None,
    limits: Limits | None = None,
    network: Network | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Play `script` against the server at `url`, to which the call id is added, and judge it.

    Never raises for what the server does on the socket: that is in the report. What `forms` and
    `webhooks` raise is passed on. Can be cancelled at any point; the socket is closed then.
    """
    call_id = call_id or new_call_id()
    limits = limits or Limits()
    record = Record(watcher or Nobody())
    call = call_object(script, call_id)
    history = CallHistory(call, pace.timer, webhooks)
    retell = Retell(
        Scene(
            script=script,
            url=f"{url.rstrip('/')}/{call_id}",
            call=call,
            pace=pace,
            limits=limits,
            network=network or Network(),
            judge=Judge(limits, web_call=script.call == "web"),
            record=record,
            history=history,
        )
    )
    over = await retell.play()
    stored = await forms(call_id) if forms is not None and history.has_started else None
    now = pace.timer.now()
    if over.ended is Ended.TOO_LONG:
        record.found([Finding(Rule.TOO_LONG, now)])
    record.found(_shortfalls(script, record, over.ended, stored, now))
    record.found(_unsaid(retell.driver, now))
    return Report(
        title=script.title,
        call_id=call_id,
        ended=over.ended,
        reason=over.reason,
        turns=tuple(record.turns),
        actions=tuple(record.actions),
        transcript=retell.talk.utterances(),
        all_findings=tuple(record.findings),
        forms=stored,
    )


def _shortfalls(
    script: CallScript,
    record: Record,
    ended: Ended,
    stored: Mapping[str, Any] | None,
    now: float,
) -> list[Finding]:
    bridged = (action.target for action in record.actions if action.outcome == "bridged")
    heard = tuple(turn.heard for turn in record.turns if turn.heard)
    missed = [*missed_in_call(script.expect, ended, next(bridged, None), heard)]
    if stored is not None:
        missed.extend(missed_in_forms(script.expect, stored))
    return [Finding(Rule.EXPECTATION, now, sentence) for sentence in missed]


def _unsaid(turns: Sequence[DriverTurn], now: float) -> list[Finding]:
    if not turns:
        return []
    kind, what = next(iter(turns[0]))  # its first field says what the driver does
    return [Finding(Rule.LINES_UNSAID, now, f"{len(turns)} left, from {kind}: {what}")]
