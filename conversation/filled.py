"""The forms as they are kept: the values, and beside each its evidence and its state."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from conversation.arrival import resolve_arrival
from conversation.events import LoadFacts, Transcript
from conversation.evidence import evidence
from conversation.forms import (
    CheckInForm,
    EmergencyForm,
    FieldState,
    Forms,
    InjuryStatus,
    Reader,
    SafetyStatus,
)
from conversation.memory import Memory
from conversation.notes import Notes
from conversation.steps import Step

#: The questions that ask for each field. The first greeting asks how it goes.
_ASKED_BY: Final[dict[str, frozenset[Step]]] = {
    "check_in.driver_status": frozenset(
        {Step.OPENING, Step.OPENING_INBOUND, Step.ASK_HOW, Step.ASK_STATUS}
    ),
    "check_in.current_location": frozenset(
        {Step.ASK_PLACE, Step.ASK_PLACE_CLOSER, Step.CHECK_POSITION, Step.ASK_FACILITY}
    ),
    "check_in.eta": frozenset({Step.ASK_ETA, Step.ASK_ETA_TIME}),
    "check_in.delay_reason": frozenset(
        {Step.ASK_DELAY, Step.ASK_DELAY_REASON, Step.ASK_FACILITY_DELAY}
    ),
    "check_in.unloading_status": frozenset({Step.ASK_UNLOADING}),
    "check_in.door": frozenset({Step.ASK_DOOR}),
    "check_in.pod_reminder_acknowledged": frozenset({Step.POD_REMINDER, Step.POD_REMINDER_EMPTY}),
    "emergency.safety_status": frozenset({Step.ASK_SAFE}),
    "emergency.injury_status": frozenset({Step.ASK_INJURED}),
    "emergency.emergency_location": frozenset({Step.ASK_EMERGENCY_PLACE}),
    "emergency.load_secure": frozenset({Step.ASK_LOAD_SECURE}),
}
#: What the call itself decides, from all that was said and done.
_DECIDED: Final = frozenset(
    {"check_in.call_outcome", "emergency.emergency_type", "emergency.escalation_status"}
)
_POD: Final = "check_in.pod_reminder_acknowledged"


@dataclass(frozen=True, slots=True)
class Background:
    """What stands behind the values of one call.

    `asked` are the questions that were put to the driver, `refused` those that he would not
    answer. `called_at` is when the call began (Unix time).
    """

    notes: Notes
    transcript: Transcript
    asked: Set[Step]
    refused: Set[Step]
    load: LoadFacts
    called_at: float


def filled(
    check_in: CheckInForm,
    emergency: EmergencyForm | None,
    behind: Background,
    reader: Reader = Reader.RULES,
) -> Forms:
    """The two forms with all that stands beside them."""
    values = _values(check_in, emergency)
    told = evidence(behind.notes, behind.transcript)
    arrival = None
    if check_in.eta is not None:
        arrival = resolve_arrival(
            check_in.eta,
            called_at=behind.called_at,
            timezone=behind.load.timezone,
            appointment_at=behind.load.appointment_at,
        )
    return Forms(
        check_in=check_in,
        emergency=emergency,
        arrival=arrival,
        evidence={name: said for name, said in told.items() if values.get(name) is not None},
        states={
            name: _state(name, value, behind, told=name in told) for name, value in values.items()
        },
        reader=reader,
    )


def forms_of(memory: Memory, transcript: Transcript = ()) -> Forms:
    """The forms of a call as far as they are known now."""
    behind = Background(
        notes=memory.notes,
        transcript=transcript,
        asked=memory.said.keys(),
        refused=memory.refused,
        load=memory.load,
        called_at=memory.started_at,
    )
    return filled(memory.check_in_form(), memory.emergency_form(), behind)


def _values(check_in: CheckInForm, emergency: EmergencyForm | None) -> dict[str, object]:
    values = {f"check_in.{name}": getattr(check_in, name) for name in CheckInForm.model_fields}
    if emergency is not None:
        values |= {
            f"emergency.{name}": getattr(emergency, name) for name in EmergencyForm.model_fields
        }
    return values


def _state(name: str, value: object, behind: Background, *, told: bool) -> FieldState:
    if name in _DECIDED:
        return FieldState.ANSWERED
    if name == _POD and value is False:
        # The form says false for a refusal and for no answer alike.
        return FieldState.REFUSED if told else FieldState.UNCLEAR
    if value not in {None, SafetyStatus.UNKNOWN, InjuryStatus.UNKNOWN}:
        return FieldState.ANSWERED
    questions = _ASKED_BY[name]
    if questions & behind.refused:
        return FieldState.REFUSED
    return FieldState.UNCLEAR if questions & behind.asked else FieldState.NOT_ASKED
