"""The hand-over to a dispatcher: asked for again until it starts, and true in every word.

The contacts are tried in their order. The transfer is asked for with each answer until it is
reported to have started; when nobody is left, a call-back is promised. Whether a dispatcher is on
the line is known from reports alone, never from what we said.
"""

from __future__ import annotations

from conversation.cards import TransferStep
from conversation.draft import Draft
from conversation.events import Speaker
from conversation.facts import Topic
from conversation.forms import EmergencyType, InjuryStatus, SafetyStatus
from conversation.memory import Emergency, Ending
from conversation.states import Phase, Signal
from conversation.steps import Step

#: The place is asked for so often at most after the promise of a call-back.
PLACE_TRIES = 2


def help_is_due(draft: Draft) -> bool:
    """Whether someone is hurt or in danger."""
    notes = draft.memory.notes
    return (
        draft.emergency.type is EmergencyType.MEDICAL
        or notes.value(Topic.INJURY) == InjuryStatus.INJURED
        or notes.value(Topic.SAFETY) == SafetyStatus.UNSAFE
    )


def hand_over(draft: Draft) -> None:
    """Ask for the transfer, again if need be; or promise a call-back where nobody is left."""
    if help_is_due(draft):
        advise_911(draft)
    if draft.phase is Phase.HANDED_OVER:
        keep_company(draft)
        return
    if draft.phase is Phase.CALL_BACK and _place_is_missed(draft):
        draft.say(Step.EMERGENCY_STILL_HERE)
        draft.ask(Step.ASK_EMERGENCY_PLACE)
        return
    if draft.phase is Phase.CALL_BACK:
        draft.say(Step.REPEAT_CALL_BACK)
        draft.note(ending=Ending.EMERGENCY)
        draft.hang_up()
        return
    contacts = draft.memory.load.contacts
    if draft.emergency.contact >= len(contacts):
        _promise_call_back(draft)
        return
    contact = contacts[draft.emergency.contact]
    asked_before = any(step.contact == contact for step in draft.emergency.receipt)
    another = bool(draft.emergency.receipt) and not asked_before
    draft.say(Step.HAND_OVER_NEXT if another else Step.HAND_OVER)
    draft.note_receipt(TransferStep.REQUESTED, contact)
    draft.transfer(contact)


def advise_911(draft: Draft) -> None:
    """911 before anything else, once."""
    if not draft.emergency.advised_911:
        draft.say(Step.ADVISE_911)
        draft.note_emergency(advised_911=True)


def keep_company(draft: Draft) -> None:
    """Words while the transfer is dialled, and when somebody has answered it."""
    if draft.emergency.transfer_stands:
        draft.say(Step.HANDED_OVER)
        return
    draft.say(Step.HAND_OVER_RINGING)
    _ask_place_once(draft)


def _promise_call_back(draft: Draft) -> None:
    draft.signal(Signal.NO_CONTACT)
    if draft.emergency.receipt:
        draft.note_receipt(TransferStep.GAVE_UP, "")
    draft.note_emergency(call_back_promised=True, unclear=0)
    draft.say(Step.PROMISE_CALL_BACK)
    draft.firm = True
    draft.note(question=None)
    _ask_place_once(draft)


def _ask_place_once(draft: Draft) -> None:
    """Whoever calls back or comes on the line must know where to send help."""
    known = draft.memory.notes.emergency_place is not None
    if not known and not draft.memory.said.get(Step.ASK_EMERGENCY_PLACE):
        draft.ask(Step.ASK_EMERGENCY_PLACE)


def _place_is_missed(draft: Draft) -> bool:
    """Whether the place was asked for after the promise, and the answer did not tell it."""
    memory = draft.memory
    asked = memory.question is Step.ASK_EMERGENCY_PLACE
    tries_left = memory.said.get(Step.ASK_EMERGENCY_PLACE, 0) < PLACE_TRIES
    return asked and tries_left and memory.notes.emergency_place is None


def transfer_started(draft: Draft, contact: str) -> None:
    """The transfer is being dialled: it is not asked for again.

    Late news of one that has failed since must not keep the next from being asked for.
    """
    contact = contact or _tried(draft)
    if _has_failed(draft.emergency, contact):
        return
    draft.note_receipt(TransferStep.STARTED, contact)
    if draft.phase in (Phase.HANDING_OVER, Phase.DOUBTED, Phase.CALL_BACK):
        draft.signal(Signal.TRANSFER_STARTED)


def transfer_bridged(draft: Draft, contact: str) -> None:
    """A dispatcher is on the line. Only now is the driver handed over."""
    if draft.emergency.transfer_stands:
        return
    draft.note_receipt(TransferStep.BRIDGED, contact or _tried(draft))
    if draft.phase in (Phase.HANDING_OVER, Phase.DOUBTED, Phase.CALL_BACK):
        draft.signal(Signal.TRANSFER_STARTED)


def transfer_failed(draft: Draft, contact: str) -> None:
    """The transfer failed: the next contact is tried, or a call-back promised.

    At once, unless the driver is talking: then with the answer that he will want.
    """
    tried = _tried(draft)
    if _told_already(draft.emergency, TransferStep.CANCELLED, contact or tried):
        return
    draft.note_receipt(TransferStep.CANCELLED, contact or tried)
    if contact and contact != tried:
        # Late or repeated news of a contact that we have given up already.
        return
    if draft.phase is Phase.HANDED_OVER:
        draft.signal(Signal.TRANSFER_FAILED)
    if draft.phase is Phase.HANDING_OVER:
        draft.note_emergency(contact=draft.emergency.contact + 1)
        if draft.memory.floor is not Speaker.DRIVER:
            hand_over(draft)
    elif draft.phase is Phase.DOUBTED:
        draft.note_emergency(contact=draft.emergency.contact + 1)


def _tried(draft: Draft) -> str:
    """The contact that is being tried, which a report without a number speaks of."""
    left = draft.memory.load.contacts[draft.emergency.contact :]
    return left[0] if left else ""


def _told_already(emergency: Emergency, step: TransferStep, contact: str) -> bool:
    """Whether this is the last that is known of the contact: reports may come twice."""
    known = [done.step for done in emergency.receipt if done.contact == contact]
    return bool(known) and known[-1] is step


def _has_failed(emergency: Emergency, contact: str) -> bool:
    """Whether the last transfer to the contact that was asked for has failed."""
    known = [done.step for done in emergency.receipt if done.contact == contact]
    asked = next((step for step in reversed(known) if step in _ASKED_OR_FAILED), None)
    return asked is TransferStep.CANCELLED


_ASKED_OR_FAILED = (TransferStep.REQUESTED, TransferStep.CANCELLED)


def transfer_overdue(draft: Draft) -> None:
    """The line has closed on a transfer, and nobody has told what became of it."""
    if draft.emergency.transfer_pending:
        draft.note_emergency(transfer_overdue=True)
