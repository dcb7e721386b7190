"""The emergency card of a call: what stands on it now, and what was told last."""

from __future__ import annotations

from conversation.cards import CardStatus, EmergencyCard
from conversation.events import LoadFacts
from conversation.facts import Topic
from conversation.forms import EmergencyType, EscalationStatus, Forms
from conversation.memory import Emergency, Memory
from conversation.states import Phase


def card(memory: Memory, at: float) -> EmergencyCard | None:
    """The card as it stands now, or None where no emergency was accepted."""
    emergency = _carded(memory)
    if emergency is None:
        return None
    if emergency.card is not None and emergency.card.status is CardStatus.FALSE_ALARM:
        return emergency.card
    notes, load = memory.notes, memory.load
    form = notes.emergency_form(
        emergency_type=emergency.type or EmergencyType.OTHER, escalation=emergency.escalation
    )
    place = notes.value(Topic.PLACE)
    return EmergencyCard(
        number=emergency.card.number + 1 if emergency.card else 1,
        at=at,
        status=_card_status(memory, emergency),
        driver_name=load.driver_name,
        load_number=load.load_number,
        phone_number=load.phone_number,
        emergency_type=form.emergency_type,
        words=emergency.words,
        safety_status=form.safety_status,
        injury_status=form.injury_status,
        emergency_location=form.emergency_location,
        last_place=str(place) if place else None,
        load_secure=form.load_secure,
        escalation_status=form.escalation_status,
        call_back_promised=emergency.call_back_promised,
        receipt=emergency.receipt,
    )


def found_after(
    forms: Forms, load: LoadFacts, memory: Memory | None, at: float
) -> EmergencyCard | None:
    """The first card of a call that is over, by its forms; None where they tell of no emergency.

    It is for calls of which no card was kept. What the running call decided stands on it.
    """
    form = forms.emergency
    if form is None:
        return None
    known = card(memory, at) if memory is not None else None
    sign = forms.evidence.get("emergency.emergency_type")
    handed_over = form.escalation_status is not EscalationStatus.NOT_ESCALATED
    found = known or EmergencyCard(
        number=1,
        at=at,
        status=CardStatus.OPEN if handed_over else CardStatus.CUT_OFF,
        driver_name=load.driver_name,
        load_number=load.load_number,
        phone_number=load.phone_number,
        emergency_type=form.emergency_type,
        words=sign.words if sign else "",
        safety_status=form.safety_status,
        injury_status=form.injury_status,
        emergency_location=form.emergency_location,
        last_place=forms.check_in.current_location,
        load_secure=form.load_secure,
        escalation_status=form.escalation_status,
    )
    return found.model_copy(update={"number": 1, "found_after_call": True})


def last_card(memory: Memory) -> EmergencyCard | None:
    """The card that was raised last, if any."""
    emergency = _carded(memory)
    return emergency.card if emergency else None


def with_card(memory: Memory, raised: EmergencyCard) -> Memory:
    """The memory after this card was raised."""
    emergency = _carded(memory)
    assert emergency is not None
    kept = emergency.model_copy(update={"card": raised})
    if memory.emergency is emergency:
        return memory.model_copy(update={"emergency": kept})
    return memory.model_copy(update={"past_emergencies": (*memory.past_emergencies[:-1], kept)})


def _carded(memory: Memory) -> Emergency | None:
    """The emergency that a card would speak of: the present one, else one just taken back."""
    if memory.emergency is not None:
        return memory.emergency if memory.emergency.accepted else None
    past = memory.past_emergencies[-1:]
    return past[0] if past and past[0].accepted else None


def _card_status(memory: Memory, emergency: Emergency) -> CardStatus:
    if emergency.confirmed_false_at is not None:
        return CardStatus.FALSE_ALARM
    if memory.phase is not Phase.ENDED or emergency.transfer_stands:
        return CardStatus.OPEN
    if emergency.transfer_pending:
        return CardStatus.UNCONFIRMED if emergency.transfer_overdue else CardStatus.OPEN
    if emergency.call_back_promised:
        return CardStatus.OPEN
    return CardStatus.NOT_REACHED if emergency.not_reached else CardStatus.CUT_OFF
