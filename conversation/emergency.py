"""The emergency: what is asked first, when the hand-over goes out, and when it was none.

Safe? Hurt? Where exactly? Load secure? Then the hand-over. Facts already heard are not asked
again. When someone is hurt or in danger the advice to call 911 comes first and the hand-over is not
held up by questions. Answers that stay unclear never loop: after one repeat the hand-over goes
ahead with what is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from conversation.cards import EmergencyCard
from conversation.danger import Danger, Verdict, assess
from conversation.draft import Draft
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import EmergencyType, InjuryStatus, SafetyStatus
from conversation.handover import advise_911, hand_over, help_is_due, keep_company
from conversation.memory import Emergency, Memory
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
        seen_at=draft.at,
        paused_phase=draft.phase,
        paused_question=draft.memory.question,
        utterance=draft.memory.ear.lines,
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
    _take_in(draft, _with_own_comfort(draft, hearing))
    announce(draft)


#: Emergencies that "I'm fine" does not make safe: the fire may spread, the robber may come back.
_NOT_OVER: Final = frozenset({EmergencyType.MEDICAL, EmergencyType.OTHER})


def _with_own_comfort(draft: Draft, hearing: Hearing) -> Hearing:
    """ "I'm in the ditch, I'm fine": he tells unasked that he is safe, and is not asked again."""
    well = hearing.fact(Topic.INJURY)
    fine = well is not None and well.value == InjuryStatus.NONE and hearing.does(Act.ALL_WELL)
    if not fine or hearing.fact(Topic.SAFETY) or draft.emergency.type in _NOT_OVER:
        return hearing
    assert well is not None
    safe = Fact(Topic.SAFETY, SafetyStatus.SAFE.value, well.words)
    return replace(hearing, facts=(*hearing.facts, safe))


def announce(draft: Draft) -> None:
    """First words of an accepted emergency, and the first question or the hand-over."""
    draft.say(Step.EMERGENCY_HEARD)
    draft.note_emergency(announced=True)
    _read_back(draft, None)
    if draft.emergency.type is EmergencyType.OTHER and not draft.memory.notes.knows(Topic.SAFETY):
        # Fire, violence, weather: what cannot be told apart yet may well endanger his life.
        advise_911(draft)
    _go_on(draft)


def hear_out(draft: Draft, hearing: Hearing, sentence: str) -> None:
    """Take in the whole of the sentence that the emergency's first words cut into."""
    draft.note_emergency(unfinished=False)
    if not draft.emergency.announced:
        return
    place_before = draft.memory.notes.emergency_place
    _grow(draft, assess(sentence))
    told = _with_own_comfort(draft, hearing)
    line = max(draft.memory.ear.lines - 1, 0)
    draft.note(notes=draft.memory.notes.with_hearing(told, line, in_emergency=True))
    _read_back(draft, place_before)


def answer(draft: Draft, hearing: Hearing, words: str) -> None:
    """Answer one turn of the driver's in the emergency."""
    if draft.emergency.accepted and not draft.emergency.announced:
        _begin_with_all_words(draft, hearing, words)
    elif not words and draft.memory.question is not None:
        _stay_with_question(draft)
    elif draft.phase is Phase.SUSPECTED:
        _answer_suspicion(draft, hearing, words)
    elif draft.phase is Phase.DOUBTED:
        _answer_doubt(draft, hearing, words)
    else:
        _answer_question(draft, hearing, words)


def _stay_with_question(draft: Draft) -> None:
    """Asked for again although nothing was said since, as after we cut in: the question stands.

    Unless the end of the sentence that we cut into has answered it, or calls for help at once.
    """
    if draft.phase in _QUESTIONS and (help_is_due(draft) or _settled(draft.memory, draft.phase)):
        _go_on(draft)
    else:
        draft.say(Step.EMERGENCY_STILL_HERE)


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
    if not _answers_us(draft.memory, hearing):
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
    if hearing.does(Act.DOES_NOT_KNOW) and draft.phase in _QUESTIONS:
        # "I couldn't tell you" is an answer, and not asked for again.
        draft.signal(Signal.SETTLED)
    else:
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


# Suspicion


def _answer_suspicion(draft: Draft, hearing: Hearing, words: str) -> None:
    danger = assess(words)
    if danger.verdict is Verdict.YES or _asks_for_help(hearing):
        accept(draft, danger)
        begin(draft, hearing)
    elif _tells_nothing(danger, hearing):
        _stay_suspicious(draft)
    elif (_evades(danger, hearing) and not draft.worn_out(Step.CONFIRM_DANGER)) or (
        _only_says_who_is_well(draft, hearing) and not draft.worn_out(Step.CONFIRM_DANGER)
    ):
        draft.ask(Step.CONFIRM_DANGER)
    else:
        _deny(draft)


def _tells_nothing(danger: Danger, hearing: Hearing) -> bool:
    """Whether the answer leaves the suspicion where it was: noise, or more of the same."""
    if hearing.does(Act.UNINTELLIGIBLE) or hearing.does(Act.ASKS_TO_REPEAT):
        return True
    return danger.verdict is Verdict.PERHAPS and not _says_all_is_well(hearing)


def _evades(danger: Danger, hearing: Hearing) -> bool:
    """Whether he neither says that all is well nor goes on about his trip.

    A place alone may be where help is needed. Asked again, a driver who still talks of anything
    but help needs none.
    """
    if _says_all_is_well(hearing) or danger.verdict is not Verdict.NO:
        return False
    return not any(fact.topic is not Topic.PLACE for fact in hearing.facts)


def _only_says_who_is_well(draft: Draft, hearing: Hearing) -> bool:
    """ "Nobody's hurt" does not unmake a wreck; about an illness it is the answer."""
    if draft.emergency.type is EmergencyType.MEDICAL or hearing.acts & {Act.NO, Act.FALSE_ALARM}:
        return False
    return any(fact.topic in (Topic.SAFETY, Topic.INJURY) for fact in hearing.facts)


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
    """ "No, it's just my allergies, I'm fine": about himself a driver may well know better.

    A mere "okay" only agrees with what he was told.
    """
    if len(words.split()) == 1:
        return False
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


def _answers_us(memory: Memory, hearing: Hearing) -> bool:
    """Whether these words answer our question: "mile 135 by the exit" is no accident of its own."""
    asked = next((topic for topic, step in _QUESTIONS.values() if step is memory.question), None)
    return asked is not None and hearing.fact(asked) is not None


def _grow(draft: Draft, danger: Danger) -> None:
    """More danger in later words makes the emergency graver, never less.

    An accident stays one whoever turns out to be hurt in it.
    """
    if danger.verdict is Verdict.YES and draft.emergency.type is not EmergencyType.ACCIDENT:
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
        keep_company(draft)
        return
    while draft.phase in _QUESTIONS:
        _, question = _QUESTIONS[draft.phase]
        if help_is_due(draft):
            draft.signal(Signal.HELP_NOW)
        elif _settled(draft.memory, draft.phase):
            draft.signal(Signal.SETTLED)
        elif draft.memory.said.get(question, 0) >= TIMES_ASKED:
            draft.signal(Signal.HELP_NOW)
        else:
            draft.ask(question)
            return
    hand_over(draft)


def _settled(memory: Memory, phase: Phase) -> bool:
    topic, _ = _QUESTIONS[phase]
    if topic is Topic.PLACE:
        return memory.notes.emergency_place is not None
    return memory.notes.knows(topic)
