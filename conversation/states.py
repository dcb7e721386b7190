"""The whole call as one table: phases, signals, and where each signal leads.

A call starts in `DIALLED` and ends in `ENDED`. The check-in is a walk from `OPENING` to `CLOSING`.
An emergency is a switch of protocol: a suspicion can be denied, and the check-in goes on where
it was; an accepted emergency leaves only by hand-over, promised call-back, a lost line, or a false
alarm that the driver confirmed.

    call ──▶ DIALLED ─▶ OPENING ─▶ STATUS ─▶ ON_ROAD | AT_FACILITY ─▶ POD ─▶ CLOSING ─▶ ENDED
                            │ danger, from any of them
                            ▼
             SUSPECTED ─▶ SAFETY ─▶ INJURY ─▶ PLACE ─▶ LOAD ─▶ HANDING_OVER ─▶ HANDED_OVER
                                         DOUBTED ◀─┘                └─▶ CALL_BACK

A missing cell is our own mistake and raises `ImpossibleSignalError`, which names both.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from conversation.errors import ImpossibleSignalError


class Phase(StrEnum):
    """Where a call stands."""

    # Nothing has been said yet.
    DIALLED = "dialled"
    # The greeting with its open question is out; the driver has told nothing yet.
    OPENING = "opening"
    # We asked whether the truck rolls or has arrived.
    STATUS = "status"
    # The truck has not arrived: place, ETA, delay and its reason are being asked.
    ON_ROAD = "on_road"
    # The truck is at the facility: check-in, door, unloading and delay are being asked.
    AT_FACILITY = "at_facility"
    # The reminder to send the signed POD is out.
    POD = "pod"
    # Goodbye is said and the hang-up asked for; asked for again at every later turn.
    CLOSING = "closing"
    # Something sounded like danger; the confirming question is out. Still deniable.
    SUSPECTED = "suspected"
    # An emergency is accepted, from here to CALL_BACK; safety is being settled.
    SAFETY = "safety"
    # Whether anyone is hurt is being settled.
    INJURY = "injury"
    # The exact place is being settled.
    PLACE = "place"
    # Whether the load is secure is being settled.
    LOAD = "load"
    # The driver says that it is a false alarm; asked once to be sure.
    DOUBTED = "doubted"
    # The transfer is asked for; asked for again at every turn until it starts.
    HANDING_OVER = "handing_over"
    # The transfer is being dialled or stands; we only keep the driver company.
    HANDED_OVER = "handed_over"
    # No contact could be reached: a call-back is promised.
    CALL_BACK = "call_back"
    # The line is closed. Only a line that comes back leads out, to where the call was.
    ENDED = "ended"


class Signal(StrEnum):
    """What moves a call from one phase to another."""

    GREETED = "greeted"
    NOTHING_TOLD = "nothing told"
    ROLLING = "rolling"
    ARRIVED = "arrived"
    # All that this phase wants to know is known, or was asked often enough.
    SETTLED = "settled"
    # The call is to end politely, for whatever reason.
    GOODBYE = "goodbye"
    DANGER_SUSPECTED = "danger suspected"
    DANGER_DENIED = "danger denied"
    DANGER_ACCEPTED = "danger accepted"
    # Someone is hurt or in danger, or answers stay unclear: no more questions first.
    HELP_NOW = "help now"
    NO_CONTACT = "no contact"
    FALSE_ALARM_CLAIMED = "false alarm claimed"
    FALSE_ALARM_CONFIRMED = "false alarm confirmed"
    EMERGENCY_STANDS = "emergency stands"
    TRANSFER_STARTED = "transfer started"
    TRANSFER_FAILED = "transfer failed"
    LINE_CLOSED = "line closed"
    # A line that was taken for closed came back.
    LINE_RESTORED = "line restored"


class Back(StrEnum):
    """A target that depends on the call: the phase that something else broke into."""

    WHERE_IT_WAS = "where it was"


_P, _S = Phase, Signal

_DANGER: Final[dict[Signal, Phase | Back]] = {
    _S.DANGER_SUSPECTED: _P.SUSPECTED,
    _S.DANGER_ACCEPTED: _P.SAFETY,
    _S.LINE_CLOSED: _P.ENDED,
}
_CHECK_IN: Final[dict[Signal, Phase | Back]] = {**_DANGER, _S.GOODBYE: _P.CLOSING}
_EMERGENCY: Final[dict[Signal, Phase | Back]] = {
    _S.HELP_NOW: _P.HANDING_OVER,
    _S.FALSE_ALARM_CLAIMED: _P.DOUBTED,
    _S.LINE_CLOSED: _P.ENDED,
}

TRANSITIONS: Final[dict[Phase, dict[Signal, Phase | Back]]] = {
    _P.DIALLED: {**_CHECK_IN, _S.GREETED: _P.OPENING},
    _P.OPENING: {
        **_CHECK_IN,
        _S.NOTHING_TOLD: _P.STATUS,
        _S.ROLLING: _P.ON_ROAD,
        _S.ARRIVED: _P.AT_FACILITY,
    },
    _P.STATUS: {
        **_CHECK_IN,
        _S.ROLLING: _P.ON_ROAD,
        _S.ARRIVED: _P.AT_FACILITY,
        _S.SETTLED: _P.ON_ROAD,
    },
    _P.ON_ROAD: {**_CHECK_IN, _S.ARRIVED: _P.AT_FACILITY, _S.SETTLED: _P.POD},
    _P.AT_FACILITY: {**_CHECK_IN, _S.ROLLING: _P.ON_ROAD, _S.SETTLED: _P.POD},
    _P.POD: {**_CHECK_IN},
    _P.CLOSING: {**_CHECK_IN},
    _P.SUSPECTED: {
        _S.DANGER_DENIED: Back.WHERE_IT_WAS,
        _S.DANGER_ACCEPTED: _P.SAFETY,
        _S.LINE_CLOSED: _P.ENDED,
    },
    _P.SAFETY: {**_EMERGENCY, _S.SETTLED: _P.INJURY},
    _P.INJURY: {**_EMERGENCY, _S.SETTLED: _P.PLACE},
    _P.PLACE: {**_EMERGENCY, _S.SETTLED: _P.LOAD},
    _P.LOAD: {**_EMERGENCY, _S.SETTLED: _P.HANDING_OVER},
    _P.DOUBTED: {
        _S.FALSE_ALARM_CONFIRMED: Back.WHERE_IT_WAS,
        _S.EMERGENCY_STANDS: _P.SAFETY,
        _S.TRANSFER_STARTED: _P.HANDED_OVER,
        _S.LINE_CLOSED: _P.ENDED,
    },
    _P.HANDING_OVER: {
        _S.NO_CONTACT: _P.CALL_BACK,
        _S.FALSE_ALARM_CLAIMED: _P.DOUBTED,
        _S.TRANSFER_STARTED: _P.HANDED_OVER,
        _S.LINE_CLOSED: _P.ENDED,
    },
    _P.HANDED_OVER: {
        _S.TRANSFER_FAILED: _P.HANDING_OVER,
        _S.FALSE_ALARM_CLAIMED: _P.DOUBTED,
        _S.LINE_CLOSED: _P.ENDED,
    },
    _P.CALL_BACK: {
        _S.FALSE_ALARM_CLAIMED: _P.DOUBTED,
        _S.TRANSFER_STARTED: _P.HANDED_OVER,
        _S.LINE_CLOSED: _P.ENDED,
    },
    _P.ENDED: {_S.LINE_RESTORED: Back.WHERE_IT_WAS},
}

#: An emergency is accepted and not undone in these phases.
EMERGENCY_PHASES: Final = frozenset(
    {_P.SAFETY, _P.INJURY, _P.PLACE, _P.LOAD, _P.DOUBTED}
    | {_P.HANDING_OVER, _P.HANDED_OVER, _P.CALL_BACK}
)


def step_to(phase: Phase, signal: Signal, *, where_it_was: Phase) -> Phase:
    """The phase that `signal` leads to from `phase`.

    `where_it_was` is the phase that an emergency, or the end of the line, broke into. Raises
    `ImpossibleSignalError` where the table has no cell.
    """
    target = TRANSITIONS[phase].get(signal)
    if target is None:
        raise ImpossibleSignalError(phase, signal)
    return where_it_was if isinstance(target, Back) else target
