"""The emergency: what is asked first, when the hand-over goes out, and when it was none.

Safe? Hurt? Where exactly? Load secure? Then the hand-over. Facts already heard are not asked
again. When someone is hurt or in danger the advice to call 911 comes first and the hand-over is not
held up by questions. Answers that stay unclear never loop: after one repeat the hand-over goes
ahead with what is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conversation.cards import CardStatus, EmergencyCard, TransferStep
from conversation.danger import Danger, Verdict, assess
from conversation.draft import Draft
from conversation.events import Speaker
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import EmergencyType, InjuryStatus, SafetyStatus
from conversation.memory import Emergency, Ending, Memory
from conversation.states import Phase, Signal
from conversation.steps import Step

#: A question of the emergency is said so often at most; then the hand-over goes ahead.
TIMES_ASKED = 2
#: After the promise of a call-back, so many silences in a row end the call.
PATIENCE_AFTER_PROMISE = 2

#: The graver type wins where two are told.
_GRAVITY: Final = (
    EmergencyType.BREAKDOWN,
    EmergencyType.OTHER,
    EmergencyType.ACCIDENT,
    EmergencyType.MEDICAL,
)

#: What the driver may ask in the middle of it, which a dispatcher must answer.
_ASKS: Final = frozenset({Act.ASKS_DISPATCH, Act.ASKS_WHO, Act.ASKS_IF_ROBOT})

_QUESTIONS: Final[dict[Phase, tuple[Topic, Step]]] = {
    Phase.SAFETY: (Topic.SAFETY, Step.ASK_SAFE),
    Phase.INJURY: (Topic.INJURY, Step.ASK_INJURED),
    Phase.PLACE: (Topic.PLACE, Step.ASK_EMERGENCY_PLACE),
    Phase.LOAD: (Topic.LOAD_SECURE, Step.ASK_LOAD_SECURE),
}


def suspect(draft: Draft, danger: Danger) -> None:
    """Ask the one short question that tells a scare from an emergency."""
    draft.note(
        emergency=Emergency(
            type=danger.type,
            words=danger.words,
            seen_at=draft.at,
            paused_phase=draft.phase,
            paused_question=draft.memory.question,
            utterance=draft.memory.ear.lines,
        )
    )
    draft.signal(Signal.DANGER_SUSPECTED)
    draft.ask(Step.CONFIRM_DANGER)


def accept(draft: Draft, danger: Danger, *, unfinished: bool = False) -> None:
    """Switch the call to the emergency. Nothing but a confirmed false alarm undoes this.

    `unfinished`: the driver is still talking, and may yet take his words back.
    """
    suspected = draft.memory.emergency
    emergency = suspected or Emergency(
        seen_at=draft.at, paused_phase=draft.phase, paused_question=draft.memory.question
    )
    draft.note(
        emergency=emergency.model_copy(
            update={
                "type": _graver(emergency.type, danger.type),
                "words": danger.words or emergency.words,
                "accepted": True,
                "unfinished": unfinished,
            }
        ),
        ending=None,
    )
    if suspected is not None:
        _move_place_told_with_it(draft, suspected)
    draft.signal(Signal.DANGER_ACCEPTED)


def _move_place_told_with_it(draft: Draft, suspected: Emergency) -> None:
    """The place in the words that raised the suspicion is where the emergency is."""
    note = draft.memory.notes.note(Topic.PLACE)
    if note is not None and note.utterance >= suspected.utterance and not note.vague:
        told = Hearing(facts=(Fact(Topic.PLACE, note.value, note.words),))
        notes = draft.memory.notes.with_hearing(told, note.utterance, in_emergency=True)
        draft.note(notes=notes)


def take_up(draft: Draft, lost: EmergencyCard) -> None:
    """Go on with an emergency whose line was lost, with what is already known of it."""
    draft.signal(Signal.GREETED)
    draft.note(
        emergency=Emergency(
            type=lost.emergency_type,
            words=lost.words,
            seen_at=draft.at,
            accepted=True,
            announced=True,
            paused_phase=draft.phase,
            paused_question=Step.OPENING,
        ),
        notes=draft.memory.notes.with_hearing(
            Hearing(facts=tuple(_known_from(lost))), draft.memory.ear.lines, in_emergency=True
        ),
    )
    draft.signal(Signal.DANGER_ACCEPTED)
    draft.say(Step.OPENING_CUT_OFF, place=lost.emergency_location or "")
    draft.ask(Step.ASK_SAFE)


def _known_from(card: EmergencyCard) -> Iterator[Fact]:
    """What an earlier card tells; safety is asked again, for it may have changed."""
    if card.emergency_location:
        yield Fact(Topic.PLACE, card.emergency_location, card.emergency_location)
    if card.injury_status is not InjuryStatus.UNKNOWN:
        yield Fact(Topic.INJURY, card.injury_status.value, card.words)
    if card.load_secure is not None:
        yield Fact(Topic.LOAD_SECURE, card.load_secure, card.words)


def begin(draft: Draft, hearing: Hearing) -> None:
    """First answer of an accepted emergency, to the words that gave it away."""
    _take_in(draft, hearing)
    announce(draft)


def announce(draft: Draft) -> None:
    """First words of an accepted emergency, and the first question or the hand-over."""
    draft.say(Step.EMERGENCY_HEARD)
    draft.note_emergency(announced=True)
    _go_on(draft)


def answer(draft: Draft, hearing: Hearing, words: str) -> None:
    """Answer one turn of the driver's in the emergency."""
    if draft.emergency.accepted and not draft.emergency.announced:
        _begin_with_all_words(draft, hearing, words)
    elif not words and draft.memory.question is not None:
        # Asked for again although nothing was said since, as after we cut in: the question stands.
        draft.say(Step.EMERGENCY_STILL_HERE)
    elif draft.phase is Phase.SUSPECTED:
        _answer_suspicion(draft, hearing, words)
    elif draft.phase is Phase.DOUBTED:
        _answer_doubt(draft, hearing, words)
    else:
        _answer_question(draft, hearing, words)


def _begin_with_all_words(draft: Draft, hearing: Hearing, words: str) -> None:
    danger = assess(words)
    _grow(draft, danger)
    if draft.emergency.unfinished and words and danger.verdict is Verdict.NO:
        # The end of his sentence took its beginning back. The alert is out, so he is asked.
        draft.note_emergency(announced=True, unfinished=False)
        draft.signal(Signal.FALSE_ALARM_CLAIMED)
        draft.ask(Step.CONFIRM_FALSE_ALARM)
        return
    begin(draft, hearing)


def _answer_question(draft: Draft, hearing: Hearing, words: str) -> None:
    place_before = draft.memory.notes.emergency_place
    _grow(draft, assess(words))
    _take_in(draft, hearing)
    if _claims_false_alarm(draft, hearing, words):
        return
    _read_back(draft, place_before)
    if hearing.acts & _ASKS:
        draft.say(Step.DISPATCHER_WILL_ANSWER)
        draft.note(for_dispatch=(*draft.memory.for_dispatch, words))
    if hearing.does(Act.ASKS_PERSON) and draft.phase in _QUESTIONS:
        draft.signal(Signal.HELP_NOW)
    _count_unclear(draft, hearing)
    _go_on(draft)


def remind(draft: Draft) -> None:
    """Words after a silence in the emergency: one repeat, then the hand-over."""
    if draft.phase is Phase.SUSPECTED:
        _stay_suspicious(draft)
        return
    if draft.phase is Phase.DOUBTED:
        draft.signal(Signal.EMERGENCY_STANDS)
    if not draft.emergency.announced:
        announce(draft)
        return
    draft.note_emergency(unclear=draft.emergency.unclear + 1)
    if draft.phase is Phase.CALL_BACK and draft.emergency.unclear < PATIENCE_AFTER_PROMISE:
        # Perhaps nobody can speak any more: the line stays open for a while.
        draft.say(Step.REPEAT_CALL_BACK)
        return
    if draft.phase in _QUESTIONS:
        draft.say(Step.EMERGENCY_STILL_HERE)
    _go_on(draft)


def transfer_started(draft: Draft, contact: str) -> None:
    """The transfer is being dialled: it is not asked for again."""
    draft.note_receipt(TransferStep.STARTED, contact)
    if draft.phase in (Phase.HANDING_OVER, Phase.DOUBTED, Phase.CALL_BACK):
        draft.signal(Signal.TRANSFER_STARTED)


def transfer_bridged(draft: Draft, contact: str) -> None:
    """A dispatcher is on the line. Only now is the driver handed over."""
    if draft.emergency.transfer_stands:
        return
    draft.note_receipt(TransferStep.BRIDGED, contact)
    if draft.phase in (Phase.HANDING_OVER, Phase.DOUBTED, Phase.CALL_BACK):
        draft.signal(Signal.TRANSFER_STARTED)


def transfer_failed(draft: Draft, contact: str) -> None:
    """The transfer failed: the next contact is tried, or a call-back promised.

    At once, unless the driver is talking: then with the answer that he will want.
    """
    known = draft.memory.load.contacts[draft.emergency.contact :]
    tried = known[0] if known else ""
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
            _hand_over(draft)
    elif draft.phase is Phase.DOUBTED:
        draft.note_emergency(contact=draft.emergency.contact + 1)


def _told_already(emergency: Emergency, step: TransferStep, contact: str) -> bool:
    """Whether this is the last that is known of the contact: reports may come twice."""
    known = [done.step for done in emergency.receipt if done.contact == contact]
    return bool(known) and known[-1] is step


def transfer_overdue(draft: Draft) -> None:
    """The line has closed on a transfer, and nobody has told what became of it."""
    if draft.emergency.transfer_pending:
        draft.note_emergency(transfer_overdue=True)


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
    return CardStatus.OPEN if emergency.call_back_promised else CardStatus.CUT_OFF


# Suspicion


def _answer_suspicion(draft: Draft, hearing: Hearing, words: str) -> None:
    danger = assess(words)
    if danger.verdict is Verdict.YES or _asks_for_help(hearing):
        accept(draft, danger)
        begin(draft, hearing)
    elif (
        hearing.does(Act.UNINTELLIGIBLE)
        or hearing.does(Act.ASKS_TO_REPEAT)
        or (danger.verdict is Verdict.PERHAPS and not _says_all_is_well(hearing))
    ):
        _stay_suspicious(draft)
    else:
        _deny(draft)


def _stay_suspicious(draft: Draft) -> None:
    """Ask once more; words that sounded like danger and then none are taken for danger."""
    if not draft.worn_out(Step.CONFIRM_DANGER):
        draft.ask(Step.CONFIRM_DANGER)
        return
    accept(draft, Danger(Verdict.YES, draft.emergency.type, draft.emergency.words))
    announce(draft)


def _asks_for_help(hearing: Hearing) -> bool:
    unwell = hearing.fact(Topic.SAFETY), hearing.fact(Topic.INJURY)
    if any(fact and fact.value in (SafetyStatus.UNSAFE, InjuryStatus.INJURED) for fact in unwell):
        return True
    return hearing.does(Act.YES) and not _says_all_is_well(hearing)


def _says_all_is_well(hearing: Hearing) -> bool:
    well = hearing.fact(Topic.SAFETY), hearing.fact(Topic.INJURY)
    return (
        hearing.does(Act.NO)
        or hearing.does(Act.ALL_WELL)
        or hearing.does(Act.FALSE_ALARM)
        or any(fact and fact.value in (SafetyStatus.SAFE, InjuryStatus.NONE) for fact in well)
    )


def _deny(draft: Draft) -> None:
    draft.say(Step.DANGER_DENIED)
    _resume_check_in(draft, Signal.DANGER_DENIED)


def _resume_check_in(draft: Draft, signal: Signal) -> None:
    """Back to the check-in where it was; the decision stays on record."""
    emergency = draft.emergency
    draft.signal(signal)
    draft.note(
        emergency=None,
        past_emergencies=(*draft.memory.past_emergencies, emergency),
        question=emergency.paused_question,
    )


# False alarm


def _claims_false_alarm(draft: Draft, hearing: Hearing, words: str) -> bool:
    if draft.phase is Phase.HANDED_OVER and draft.emergency.transfer_stands:
        return False
    if not hearing.does(Act.FALSE_ALARM) and not _denies_being_ill(draft, hearing, words):
        return False
    if draft.worn_out(Step.CONFIRM_FALSE_ALARM):
        return False
    draft.signal(Signal.FALSE_ALARM_CLAIMED)
    draft.ask(Step.CONFIRM_FALSE_ALARM)
    return True


def _denies_being_ill(draft: Draft, hearing: Hearing, words: str) -> bool:
    """ "No, it's just my allergies, I'm fine": about himself a driver may well know better."""
    if draft.emergency.type is not EmergencyType.MEDICAL or draft.memory.question is not None:
        return False
    well = hearing.fact(Topic.INJURY)
    fine = hearing.does(Act.ALL_WELL) or (well is not None and well.value == InjuryStatus.NONE)
    return fine and assess(words).verdict is Verdict.NO


def _answer_doubt(draft: Draft, hearing: Hearing, words: str) -> None:
    """Only a plain confirmation ends the emergency; anything else leaves it standing."""
    confirms = hearing.does(Act.YES) or hearing.does(Act.FALSE_ALARM)
    if confirms and assess(words).verdict is not Verdict.YES and not _is_unwell(hearing):
        draft.note_emergency(confirmed_false_at=draft.at)
        draft.say(Step.FALSE_ALARM_ACCEPTED)
        _resume_check_in(draft, Signal.FALSE_ALARM_CONFIRMED)
        return
    plain = hearing.does(Act.NO) or _is_unwell(hearing) or assess(words).verdict is Verdict.YES
    if not plain and not draft.worn_out(Step.CONFIRM_FALSE_ALARM):
        _take_in(draft, hearing)
        draft.ask(Step.CONFIRM_FALSE_ALARM)
        return
    draft.signal(Signal.EMERGENCY_STANDS)
    _take_in(draft, hearing)
    draft.say(Step.EMERGENCY_STILL_HERE)
    _go_on(draft)


def _is_unwell(hearing: Hearing) -> bool:
    return any(
        fact.value in (SafetyStatus.UNSAFE, InjuryStatus.INJURED)
        for fact in hearing.facts
        if fact.topic in (Topic.SAFETY, Topic.INJURY)
    )


# Facts


def _take_in(draft: Draft, hearing: Hearing) -> None:
    memory = draft.memory
    notes = memory.notes.with_hearing(
        hearing, memory.ear.lines, asked=memory.question, in_emergency=True
    )
    draft.note(notes=notes, silences=0)


def _grow(draft: Draft, danger: Danger) -> None:
    """More danger in later words makes the emergency graver, never less."""
    if danger.verdict is Verdict.YES:
        draft.note_emergency(type=_graver(draft.emergency.type, danger.type))


def _graver(known: EmergencyType | None, told: EmergencyType | None) -> EmergencyType | None:
    if known is None or told is None:
        return known or told
    return max(known, told, key=_GRAVITY.index)


def _read_back(draft: Draft, place_before: str | None) -> None:
    place = draft.memory.notes.emergency_place
    if place and place != place_before:
        draft.say(Step.READ_BACK_PLACE, place=place)


def _count_unclear(draft: Draft, hearing: Hearing) -> None:
    """An answer that cannot be used is asked for once more, not for ever."""
    if draft.phase not in _QUESTIONS or _settled(draft.memory, draft.phase):
        draft.note_emergency(unclear=0)
        return
    draft.note_emergency(unclear=draft.emergency.unclear + 1)
    if not draft.lines and (hearing.does(Act.UNINTELLIGIBLE) or not hearing.facts):
        draft.say(Step.EMERGENCY_STILL_HERE)


# Where the emergency goes


def _go_on(draft: Draft) -> None:
    """The next question, or the hand-over when nothing is left to ask or help is due now."""
    if draft.emergency.transfer_stands:
        _keep_company(draft)
        return
    while draft.phase in _QUESTIONS:
        _, question = _QUESTIONS[draft.phase]
        if _help_is_due(draft):
            draft.signal(Signal.HELP_NOW)
        elif _settled(draft.memory, draft.phase):
            draft.signal(Signal.SETTLED)
        elif draft.memory.said.get(question, 0) >= TIMES_ASKED:
            draft.signal(Signal.HELP_NOW)
        else:
            draft.ask(question)
            return
    _hand_over(draft)


def _settled(memory: Memory, phase: Phase) -> bool:
    topic, _ = _QUESTIONS[phase]
    if topic is Topic.PLACE:
        return memory.notes.emergency_place is not None
    return memory.notes.knows(topic)


def _help_is_due(draft: Draft) -> bool:
    """Whether someone is hurt or in danger."""
    notes = draft.memory.notes
    return (
        draft.emergency.type is EmergencyType.MEDICAL
        or notes.value(Topic.INJURY) == InjuryStatus.INJURED
        or notes.value(Topic.SAFETY) == SafetyStatus.UNSAFE
    )


def _hand_over(draft: Draft) -> None:
    """Ask for the transfer, again if need be; or promise a call-back where nobody is left."""
    _advise_911_once(draft)
    if draft.phase is Phase.HANDED_OVER:
        _keep_company(draft)
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


def _advise_911_once(draft: Draft) -> None:
    if _help_is_due(draft) and not draft.emergency.advised_911:
        draft.say(Step.ADVISE_911)
        draft.note_emergency(advised_911=True)


def _keep_company(draft: Draft) -> None:
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
    draft.note_emergency(call_back_promised=True)
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
    tries_left = memory.said.get(Step.ASK_EMERGENCY_PLACE, 0) < TIMES_ASKED
    return asked and tries_left and memory.notes.emergency_place is None
