"""The emergency card: what a dispatcher reads before the phone is picked up."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from conversation.forms import EmergencyType, EscalationStatus, InjuryStatus, SafetyStatus


class TransferStep(StrEnum):
    """A step of the hand-over that has happened."""

    REQUESTED = "requested"
    STARTED = "started"
    BRIDGED = "bridged"
    CANCELLED = "cancelled"
    GAVE_UP = "gave_up"


class ReceiptStep(BaseModel):
    """One step of the hand-over, with its time (Unix seconds) and the contact dialled."""

    model_config = ConfigDict(frozen=True)

    step: TransferStep
    contact: str = ""
    at: float


class CardStatus(StrEnum):
    """Whether the emergency still stands."""

    OPEN = "open"
    FALSE_ALARM = "false_alarm"  # the driver said so, and confirmed it
    CUT_OFF = "cut_off"  # the line was lost before anyone took over
    NOT_REACHED = "not_reached"  # cut off, and called back in vain as often as is set
    UNCONFIRMED = "unconfirmed"  # the line closed on a transfer that nobody has confirmed yet


class EmergencyCard(BaseModel):
    """All that is known of an emergency at one moment. `number` counts the cards of the call."""

    model_config = ConfigDict(frozen=True)

    number: int
    at: float
    status: CardStatus = CardStatus.OPEN
    driver_name: str = ""
    load_number: str = ""
    phone_number: str = ""
    emergency_type: EmergencyType
    words: str
    safety_status: SafetyStatus = SafetyStatus.UNKNOWN
    injury_status: InjuryStatus = InjuryStatus.UNKNOWN
    emergency_location: str | None = None
    last_place: str | None = None
    load_secure: bool | None = None
    escalation_status: EscalationStatus = EscalationStatus.NOT_ESCALATED
    call_back_promised: bool = False
    receipt: tuple[ReceiptStep, ...] = ()
    #: Nobody was told while the call went on: it was found when the call was read.
    found_after_call: bool = False

    def tells_the_same_as(self, other: EmergencyCard) -> bool:
        """Whether `other` holds no news: equal but for number, time and repeated requests."""
        return self._news() == other._news()

    def _news(self) -> EmergencyCard:
        settled = tuple(
            step
            for step in self.receipt
            if step.step not in (TransferStep.REQUESTED, TransferStep.STARTED)
        )
        return self.model_copy(update={"number": 0, "at": 0.0, "receipt": settled})
