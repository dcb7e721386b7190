"""The check-in: what an answer means for the call, and where the call goes from there."""

from __future__ import annotations

import re
from typing import Final

from conversation.acknowledging import acknowledge, learned, newly_heard, say_back
from conversation.draft import Draft
from conversation.facts import Act, Hearing, Topic
from conversation.forms import UnloadingStatus
from conversation.memory import Ending, Memory
from conversation.position import contradicts
from conversation.questions import is_open, next_question
from conversation.states import Phase, Signal
from conversation.steps import Step

_HUMAN: Final = re.compile(
    r"\b(?:human|person|real|alive|somebody|persona|humano|humana)\b", re.IGNORECASE
)
_MACHINE: Final = re.compile(
    r"\b(?:robot|machine|computer|recording|bot|ai|automated|m[aá]quina|grabaci[oó]n)\b",
    re.IGNORECASE,
)

#: More words than this are a story, whatever of it was understood; fewer will do where nothing was.
STORY, PLAIN_REMARK = 30, 8


def greet(draft: Draft) -> None:
    """First words of the call."""
    load = draft.memory.load
    ours = load.known and load.direction != "inbound"
    draft.signal(Signal.GREETED)
    draft.ask(Step.OPENING if ours else Step.OPENING_INBOUND)
    # The greeting ends in the open question: if that is asked again, it is for the second time.
    draft.note(said={**draft.memory.said, Step.ASK_HOW: 1})


def answer(draft: Draft, hearing: Hearing, words: str) -> None:
    """Answer one turn of the driver's in the check-in."""
    if draft.phase is Phase.CLOSING:
        _answer_after_goodbye(draft, hearing, words)
    elif not words:
        # Asked for again although nothing was said since: our question stands.
        draft.say(Step.ARE_YOU_THERE)
    elif _ends_the_call(draft, hearing):
        pass
    elif hearing.does(Act.UNINTELLIGIBLE):
        _answer_noise(draft)
    else:
        _answer_words(draft, hearing, words)


def _answer_words(draft: Draft, hearing: Hearing, words: str) -> None:
    before = draft.memory
    take_in(draft, hearing, words)
    if _wants_a_moment(draft, hearing):
        return
    _count_failures(draft, before, hearing)
    if _wants_more_than_a_plain_line(draft, before, hearing, words):
        draft.understood = False
    limits = draft.memory.flow.limits
    if draft.memory.fruitless >= limits.fruitless_turns or draft.memory.refusals >= limits.refusals:
        close(draft, Ending.FEW_WORDS)
        return
    _reply_to_driver(draft, hearing, words)
    acknowledge(draft, before, hearing)
    if _checks_position(draft, before, hearing):
        return
    if hearing.does(Act.SAYS_GOODBYE) and draft.phase is not Phase.POD:
        close(draft, Ending.DRIVER_HAD_TO_GO)
    else:
        _move(draft, before, hearing)


def _wants_more_than_a_plain_line(
    draft: Draft, before: Memory, hearing: Hearing, words: str
) -> bool:
    """Whether somebody who listens would say more than the next question: to a story, or a no."""
    told = learned(before, draft.memory)
    return hearing.does(Act.REFUSES) or len(words.split()) > (STORY if told else PLAIN_REMARK)


def remind(draft: Draft) -> None:
    """Words after a silence."""
    if draft.phase is Phase.CLOSING:
        draft.say(Step.GOODBYE)
        draft.hang_up()
        return
    silences = draft.memory.silences + 1
    draft.note(silences=silences)
    if silences >= draft.memory.flow.reminders.count:
        close(draft, Ending.SILENCE)
        return
    draft.say(Step.ARE_YOU_THERE)
    repeat_question(draft)


_CLOSING_STEPS: dict[Ending, Step] = {
    Ending.COMPLETE: Step.CLOSING,
    Ending.DRIVER_HAD_TO_GO: Step.CLOSING_BRIEF,
    Ending.BAD_LINE: Step.CLOSING_BAD_LINE,
    Ending.SILENCE: Step.CLOSING_SILENCE,
    Ending.FEW_WORDS: Step.CLOSING_FEW_WORDS,
    Ending.CALL_BACK_ASKED: Step.CLOSING_CALL_BACK,
    Ending.STOP_CALLING: Step.CLOSING_STOP_CALLING,
    Ending.WRONG_PERSON: Step.CLOSING_WRONG_PERSON,
    Ending.VOICEMAIL: Step.VOICEMAIL_MESSAGE,
    Ending.CANCELLED: Step.CLOSING_BRIEF,
}


def close(draft: Draft, ending: Ending, **values: str) -> None:
    """Say goodbye for this reason, and hang up."""
    if draft.phase is not Phase.CLOSING:
        draft.signal(Signal.GOODBYE)
    draft.note(ending=ending)
    draft.say(_CLOSING_STEPS[ending], **values)
    draft.hang_up()


def resume(draft: Draft, hearing: Hearing, words: str) -> None:
    """Go on where an emergency, denied or taken back, broke in."""
    take_in(draft, hearing, words)
    if draft.phase is Phase.CLOSING:
        draft.say(Step.GOODBYE)
        draft.hang_up()
        return
    _settle_status(draft)
    if draft.phase is Phase.POD:
        repeat_question(draft)
    else:
        go_on(draft)


def repeat_question(draft: Draft) -> None:
    """Ask what was asked last once more, in other words; or go on where those are used up."""
    question = draft.memory.question
    if question in (Step.OPENING, Step.OPENING_INBOUND):
        question = Step.ASK_HOW
    if question is not None and not draft.worn_out(question) and is_open(draft.memory, question):
        draft.ask(question)
        return
    go_on(draft)


def go_on(draft: Draft, *, moved_on: bool = False) -> None:
    """Ask the next question of this phase, or of the next phase that has one."""
    while True:
        following = next_question(draft.memory, moved_on=moved_on)
        if following is not None and not draft.worn_out(following):
            draft.ask(following)
            return
        if following is not None:
            draft.note(given_up=draft.memory.given_up | {following})
            continue
        if draft.phase is Phase.POD:
            close(draft, Ending.COMPLETE)
            return
        if draft.phase is Phase.OPENING:
            draft.signal(Signal.NOTHING_TOLD)
            continue
        if draft.phase is Phase.AT_FACILITY or draft.phase is Phase.ON_ROAD:
            draft.signal(Signal.SETTLED)
            _remind_of_pod(draft)
            return
        draft.signal(Signal.SETTLED)


# What the driver wants beside answering


def _ends_the_call(draft: Draft, hearing: Hearing) -> bool:
    """Endings that the driver, or whoever answered, decides."""
    for act, ending in (
        (Act.VOICEMAIL, Ending.VOICEMAIL),
        (Act.STOP_CALLING, Ending.STOP_CALLING),
        (Act.WRONG_PERSON, Ending.WRONG_PERSON),
    ):
        if hearing.does(act):
            close(draft, ending)
            return True
    if hearing.does(Act.ASKS_CALL_BACK):
        when = hearing.fact(Topic.CALL_BACK_TIME)
        draft.note(notes=draft.memory.notes.with_hearing(hearing, draft.memory.ear.lines))
        close(draft, Ending.CALL_BACK_ASKED, call_back_time=str(when.value) if when else "")
        return True
    return False


def _answer_noise(draft: Draft) -> None:
    draft.note(unclear=draft.memory.unclear + 1, silences=0)
    limits = draft.memory.flow.limits
    if draft.memory.unclear >= limits.unclear_turns:
        close(draft, Ending.BAD_LINE)
        return
    draft.understood = False
    _count_failed_try(draft)
    question = draft.memory.question
    draft.say(Step.SAY_AGAIN)
    if question is None or draft.memory.failed.get(question, 0) >= limits.tries_per_question:
        go_on(draft)
    else:
        repeat_question(draft)


def _wants_a_moment(draft: Draft, hearing: Hearing) -> bool:
    """ "Hold on a second": nothing is asked until the driver speaks again."""
    if not hearing.does(Act.ASKS_TO_WAIT) or hearing.facts:
        return False
    draft.say(Step.TAKE_YOUR_TIME)
    return True


def _asks_for_human(words: str) -> bool:
    """Whether "yes" would say the untrue: "are you a real person?", not "are you a robot?"."""
    return bool(_HUMAN.search(words)) and not _MACHINE.search(words)


def _reply_to_driver(draft: Draft, hearing: Hearing, words: str) -> None:
    """Answer the driver's own questions before ours."""
    if hearing.does(Act.ASKS_PERSON):
        draft.say(Step.PERSON_WANTED)
    elif hearing.does(Act.ASKS_IF_ROBOT):
        draft.say(Step.HUMAN_ANSWER if _asks_for_human(words) else Step.ROBOT_ANSWER)
    elif hearing.does(Act.ASKS_WHO) or _missed_the_greeting(draft, hearing):
        draft.say(Step.WHO_WE_ARE)
    elif hearing.does(Act.ASKS_DISPATCH):
        draft.understood = False
        draft.say(Step.QUESTION_NOTED)


def _missed_the_greeting(draft: Draft, hearing: Hearing) -> bool:
    """Whether the greeting went by the driver: not heard, or not in his language."""
    switched = draft.switched_language and not hearing.does(Act.ALL_WELL)
    missed = hearing.does(Act.ASKS_TO_REPEAT) or switched
    return draft.phase is Phase.OPENING and missed and not hearing.facts


# What was told


def take_in(draft: Draft, hearing: Hearing, words: str) -> None:
    """Note what was told, and what the driver wants passed on."""
    memory = draft.memory
    notes = memory.notes.with_hearing(hearing, memory.ear.lines, asked=memory.question)
    draft.note(notes=notes, silences=0, unclear=0)
    if hearing.acts & {Act.ASKS_DISPATCH, Act.ASKS_PERSON}:
        draft.note(for_dispatch=(*memory.for_dispatch, words))
    if hearing.does(Act.REFUSES):
        draft.note(refusals=memory.refusals + 1)
        note_refusal(draft)
    if hearing.does(Act.REFUSES) or hearing.does(Act.DOES_NOT_KNOW) or _stands(draft, hearing):
        _give_up_open_question(draft)


def note_refusal(draft: Draft) -> None:
    """The driver would not answer the question that he was asked."""
    if draft.memory.question is not None:
        draft.note(refused=draft.memory.refused | {draft.memory.question})


def _stands(draft: Draft, hearing: Hearing) -> bool:
    """ "Are you rolling?" "No": where he stands is the next question, and not that one again."""
    asked = draft.memory.question is Step.ASK_STATUS
    return asked and hearing.does(Act.NO) and not draft.memory.notes.knows(Topic.STATUS)


def _give_up_open_question(draft: Draft) -> None:
    question = draft.memory.question
    if question is not None:
        draft.note(given_up=draft.memory.given_up | {question})


_ASKS_BACK = frozenset(
    {
        Act.ASKS_IF_ROBOT,
        Act.ASKS_WHO,
        Act.ASKS_PERSON,
        Act.ASKS_DISPATCH,
        Act.ASKS_TO_REPEAT,
        Act.GREETS,
    }
)


def _count_failures(draft: Draft, before: Memory, hearing: Hearing) -> None:
    """Count turns that told nothing; a driver who asked something back has not failed."""
    if learned(before, draft.memory) or draft.phase is Phase.POD:
        draft.note(fruitless=0)
    elif not hearing.acts & _ASKS_BACK:
        draft.understood = draft.phase is Phase.OPENING
        draft.note(fruitless=draft.memory.fruitless + 1)
    if not hearing.acts & _ASKS_BACK:
        _count_failed_try(draft)


def _count_failed_try(draft: Draft) -> None:
    question = draft.memory.question
    if question is not None:
        failed = draft.memory.failed
        draft.note(failed={**failed, question: failed.get(question, 0) + 1})


def _checks_position(draft: Draft, before: Memory, hearing: Hearing) -> bool:
    """Ask once, without confronting, about a place that the tracking does not bear out."""
    memory = draft.memory
    place, last = memory.notes.value(Topic.PLACE), memory.load.last_known_location
    if before.question is Step.CHECK_POSITION:
        _drop_denied_place(draft, before, hearing)
        return False
    if not place or not last or memory.notes.value(Topic.PLACE) == before.notes.value(Topic.PLACE):
        return False
    if not contradicts(str(place), last) or memory.said.get(Step.CHECK_POSITION):
        return False
    draft.note(position_doubtful=True)
    draft.lines.clear()
    draft.ask(Step.CHECK_POSITION, place=str(place), last_known_location=last)
    return True


def _drop_denied_place(draft: Draft, before: Memory, hearing: Hearing) -> None:
    """He says that the place we read back is wrong, and not which one is right."""
    same = draft.memory.notes.value(Topic.PLACE) == before.notes.value(Topic.PLACE)
    if hearing.does(Act.NO) and not hearing.does(Act.YES) and same:
        draft.note(notes=draft.memory.notes.without(Topic.PLACE))


# Where the call goes


def _move(draft: Draft, before: Memory, hearing: Hearing) -> None:
    if draft.phase is Phase.POD:
        _after_pod_reminder(draft, hearing)
        return
    _settle_status(draft)
    if not learned(before, draft.memory) and _wants_the_question_again(draft, hearing):
        repeat_question(draft)
    elif not _asks_closer(draft, hearing):
        # A correction goes back; it does not pass the open question over.
        passed_over = learned(before, draft.memory) and not hearing.does(Act.CORRECTS)
        go_on(draft, moved_on=passed_over)


def _wants_the_question_again(draft: Draft, hearing: Hearing) -> bool:
    """Whether the driver missed our question, or met the open one with a question of his own."""
    if hearing.does(Act.ASKS_TO_REPEAT) or _missed_the_greeting(draft, hearing):
        return True
    own = hearing.acts & {Act.ASKS_WHO, Act.ASKS_IF_ROBOT, Act.ASKS_DISPATCH}
    return draft.phase is Phase.OPENING and bool(own)


def _asks_closer(draft: Draft, hearing: Hearing) -> bool:
    """A state for a place or "later" for a time: ask for what can be used, once."""
    for act, topic, step in (
        (Act.VAGUE_PLACE, Topic.PLACE, Step.ASK_PLACE_CLOSER),
        (Act.VAGUE_ETA, Topic.ETA, Step.ASK_ETA_TIME),
    ):
        vague = hearing.does(act) and not draft.memory.notes.knows(topic)
        if vague and draft.phase is Phase.ON_ROAD and not draft.memory.said.get(step):
            draft.ask(step)
            return True
    return False


def _settle_status(draft: Draft) -> None:
    """Follow what is known of the truck: rolling, or arrived."""
    notes = draft.memory.notes
    status = notes.value(Topic.STATUS)
    if status in ("arrived", "unloading") or notes.knows(Topic.UNLOADING):
        if draft.phase in (Phase.OPENING, Phase.STATUS, Phase.ON_ROAD):
            draft.signal(Signal.ARRIVED)
            draft.note(arrived_in_line=draft.memory.ear.lines)
        return
    on_the_way = status == "driving" or any(
        notes.knows(topic) for topic in (Topic.PLACE, Topic.ETA, Topic.LATE)
    )
    if on_the_way and draft.phase in (Phase.OPENING, Phase.STATUS, Phase.AT_FACILITY):
        draft.signal(Signal.ROLLING)


def _remind_of_pod(draft: Draft) -> None:
    if draft.memory.notes.value(Topic.POD) is True or not draft.memory.flow.pod_reminder:
        # He has promised it already, or nobody wants it said.
        close(draft, Ending.COMPLETE)
        return
    empty = draft.memory.notes.value(Topic.UNLOADING) == UnloadingStatus.COMPLETED
    draft.note(pod_reminded=True)
    draft.ask(Step.POD_REMINDER_EMPTY if empty else Step.POD_REMINDER)


def _after_pod_reminder(draft: Draft, hearing: Hearing) -> None:
    """Close on any answer; ask once more only when the driver did not get the question."""
    if hearing.does(Act.ASKS_TO_REPEAT) or (
        hearing.acts & {Act.ASKS_IF_ROBOT, Act.ASKS_WHO} and not hearing.fact(Topic.POD)
    ):
        repeat_question(draft)
        return
    pod = draft.memory.notes.value(Topic.POD)
    if pod is False:
        draft.say(Step.ACK_POD_REFUSED)
    close(draft, Ending.COMPLETE)


def _answer_after_goodbye(draft: Draft, hearing: Hearing, words: str) -> None:
    """The driver cut into our goodbye, which discarded the hang-up: take in, and end again."""
    before = draft.memory
    take_in(draft, hearing, words)
    _reply_to_driver(draft, hearing, words)
    changed = newly_heard(before, draft.memory)
    if changed:
        say_back(draft, changed)
    draft.say(Step.GOODBYE)
    draft.hang_up()
