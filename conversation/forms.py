"""The two forms that a call leaves, their closed sets of words, and what stands behind a value.

`None` means "not said" and is never a default that pretends. Each field's description is written
for whoever fills the form, rules or a model.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class CallOutcome(StrEnum):
    """How the call as a whole went."""

    IN_TRANSIT_UPDATE = "in_transit_update"
    ARRIVAL_CONFIRMATION = "arrival_confirmation"
    INCOMPLETE = "incomplete"
    WRONG_PERSON = "wrong_person"
    VOICEMAIL = "voicemail"
    EMERGENCY = "emergency"


class DriverStatus(StrEnum):
    """What the driver is doing; `delayed` wins over `driving`, `unloading` over `arrived`."""

    DRIVING = "driving"
    DELAYED = "delayed"
    ARRIVED = "arrived"
    UNLOADING = "unloading"


class DelayReason(StrEnum):
    """Why the truck is late; `none` means that the driver said there is no delay."""

    HEAVY_TRAFFIC = "heavy_traffic"
    WEATHER = "weather"
    MECHANICAL = "mechanical"
    FACILITY = "facility"
    HOURS_OF_SERVICE = "hours_of_service"
    OTHER = "other"
    NONE = "none"


class UnloadingStatus(StrEnum):
    """How far the unloading is; `not_applicable` while still on the road."""

    WAITING = "waiting"
    IN_DOOR = "in_door"
    WAITING_FOR_LUMPER = "waiting_for_lumper"
    DETENTION = "detention"
    UNLOADING = "unloading"
    COMPLETED = "completed"
    NOT_APPLICABLE = "not_applicable"


class EmergencyType(StrEnum):
    """What kind of emergency; the graver one where two are told."""

    ACCIDENT = "accident"
    BREAKDOWN = "breakdown"
    MEDICAL = "medical"
    OTHER = "other"


class SafetyStatus(StrEnum):
    """Whether the driver is safe where he is."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


class InjuryStatus(StrEnum):
    """Whether anyone is hurt or ill, the driver or another."""

    NONE = "none"
    INJURED = "injured"
    UNKNOWN = "unknown"


class EscalationStatus(StrEnum):
    """What became of the hand-over to a dispatcher."""

    TRANSFERRED = "transferred"
    CALLBACK_PROMISED = "callback_promised"
    NOT_ESCALATED = "not_escalated"


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckInForm(_Form):
    """What a check call found out about the load."""

    call_outcome: CallOutcome = Field(
        description="How the call went. `incomplete`: the driver was reached but gave no usable "
        "update. `emergency` whenever the call turned into one."
    )
    driver_status: DriverStatus | None = Field(
        None,
        description="`delayed` when the driver says that the appointment or the ETA slips, or "
        "that the truck stands still because of a hold-up on the road; `unloading` once at a "
        "door or being unloaded; null if not said.",
    )
    current_location: str | None = Field(
        None, description="The place as spoken, shortened: 'I-10 near Indio'. Null if not said."
    )
    eta: str | None = Field(
        None, description="The arrival as spoken: 'tomorrow around 8 AM'. Null if not said."
    )
    delay_reason: DelayReason | None = Field(
        None,
        description="Why the truck is late; `none` only if the driver says there is no delay; "
        "null if delays were not discussed.",
    )
    unloading_status: UnloadingStatus | None = Field(
        None,
        description="How far the unloading is; `not_applicable` while the truck is on the road.",
    )
    door: str | None = Field(None, description="Door or dock number as spoken: '42'.")
    pod_reminder_acknowledged: bool | None = Field(
        None,
        description="True when the driver agreed to send the POD; false when reminded and he "
        "refused or did not answer; null when he was not reminded.",
    )


class EmergencyForm(_Form):
    """What is known of an emergency; present only when the call turned into one."""

    emergency_type: EmergencyType = Field(description="The graver thing gives the type.")
    safety_status: SafetyStatus = Field(
        SafetyStatus.UNKNOWN, description="`unknown` when never asked or never answered."
    )
    injury_status: InjuryStatus = Field(
        InjuryStatus.UNKNOWN,
        description="An ill driver is `injured`, and so is any other person who is hurt.",
    )
    emergency_location: str | None = Field(
        None, description="Where the emergency is, as spoken after it became one."
    )
    load_secure: bool | None = Field(None, description="Whether the load is secure.")
    escalation_status: EscalationStatus = Field(
        EscalationStatus.NOT_ESCALATED, description="What became of the hand-over."
    )


class FieldState(StrEnum):
    """Why a field holds what it holds, or nothing."""

    #: Nobody asked, and the driver did not tell it unasked.
    NOT_ASKED = "not_asked"
    #: The driver would not say.
    REFUSED = "refused"
    #: Asked, and no answer that can be used.
    UNCLEAR = "unclear"
    #: The driver told it, or agreed to it.
    ANSWERED = "answered"


class Evidence(_Form):
    """The driver's words behind a value."""

    words: str = Field(description="The driver's own words, verbatim.")
    utterance: int | None = Field(
        None, description="The line of the transcript they stand in, counted from 0, both sides."
    )
    text: str = Field("", description="That whole line.")


class Arrival(_Form):
    """The ETA as a moment."""

    at: AwareDatetime = Field(description="When the truck will arrive, with the zone's offset.")
    timezone: str = Field(description="The zone in which the driver's words were read.")
    minutes_late: int | None = Field(
        None,
        description="Minutes after the appointment; negative when early; null where the "
        "appointment is not known.",
    )


class Reader(StrEnum):
    """Who filled a form."""

    RULES = "rules"
    MODEL = "model"


class Forms(_Form):
    """What a call leaves. `evidence` and `states` go by `form.field`."""

    check_in: CheckInForm
    emergency: EmergencyForm | None = None
    arrival: Arrival | None = None
    evidence: Mapping[str, Evidence] = Field(default_factory=dict)
    states: Mapping[str, FieldState] = Field(default_factory=dict)
    reader: Reader = Reader.RULES
