"""What must hold for every call, whatever its script."""

from __future__ import annotations

import re
from collections import Counter

from conversation.actions import HangUp, Say, TransferCall
from conversation.events import ReminderDue, TurnRequested
from conversation.facts import Topic
from conversation.memory import Memory
from conversation.states import TRANSITIONS
from conversation.steps import Step
from simulator import Ended
from tests.whole_calls.bare_core import Asked, Played

#: The topic that each question is about; of an emergency's place, see below.
ASKS_ABOUT: dict[Step, Topic] = {
    Step.ASK_STATUS: Topic.STATUS,
    Step.ASK_PLACE: Topic.PLACE,
    Step.ASK_PLACE_CLOSER: Topic.PLACE,
    Step.ASK_FACILITY: Topic.PLACE,
    Step.ASK_ETA: Topic.ETA,
    Step.ASK_ETA_TIME: Topic.ETA,
    Step.ASK_DELAY: Topic.DELAY_REASON,
    Step.ASK_FACILITY_DELAY: Topic.DELAY_REASON,
    Step.ASK_DELAY_REASON: Topic.DELAY_REASON,
    Step.ASK_REEFER: Topic.REEFER,
    Step.ASK_CHECK_IN: Topic.CHECK_IN_TIME,
    Step.ASK_UNLOADING: Topic.UNLOADING,
    Step.ASK_DOOR: Topic.DOOR,
    Step.ASK_SAFE: Topic.SAFETY,
    Step.ASK_INJURED: Topic.INJURY,
    Step.ASK_LOAD_SECURE: Topic.LOAD_SECURE,
}

GOODBYES = frozenset(
    {
        Step.CLOSING,
        Step.CLOSING_BRIEF,
        Step.CLOSING_BAD_LINE,
        Step.CLOSING_SILENCE,
        Step.CLOSING_FEW_WORDS,
        Step.CLOSING_CALL_BACK,
        Step.CLOSING_STOP_CALLING,
        Step.CLOSING_WRONG_PERSON,
        Step.VOICEMAIL_MESSAGE,
        Step.GOODBYE,
        Step.REPEAT_CALL_BACK,
    }
)
HAND_OVERS = frozenset({Step.HAND_OVER, Step.HAND_OVER_NEXT})

Broken = list[str]


def broken_laws(played: Played) -> Broken:
    """Each law that the call broke, in words; nothing when all is well."""
    broken = [line for asked in played.asked for line in _broken_by_answer(asked)]
    broken += repeated_questions(played.heard)
    broken += _bad_end(played)
    return broken


def _broken_by_answer(asked: Asked) -> Broken:
    broken = []
    memory = asked.memory
    if isinstance(asked.event, TurnRequested | ReminderDue):
        said = [action for action in asked.actions if isinstance(action, Say)]
        if [say.turn for say in said] != [asked.event.turn] or not said[0].lines:
            broken.append(f"turn {asked.event.turn} is answered by {said}")
        endings = [a for a in asked.actions if isinstance(a, HangUp | TransferCall)]
        if len(endings) > 1:
            broken.append(f"turn {asked.event.turn} ends twice: {endings}")
    for action in asked.actions:
        if isinstance(action, Say):
            broken += [f"asks for {s}, which is known" for s in asked_in_vain(action, memory)]
    if memory.phase not in TRANSITIONS:
        broken.append(f"unknown phase {memory.phase}")
    if Memory.model_validate_json(memory.model_dump_json()) != memory:
        broken.append("the memory does not survive JSON")
    return broken


def asked_in_vain(say: Say, memory: Memory) -> list[Step]:
    """The questions of `say` whose answers the call knows already."""
    notes = memory.notes
    vain = [
        line.step
        for line in say.lines
        if line.step in ASKS_ABOUT and notes.knows(ASKS_ABOUT[line.step])
    ]
    if any(line.step is Step.ASK_EMERGENCY_PLACE for line in say.lines) and notes.emergency_place:
        vain.append(Step.ASK_EMERGENCY_PLACE)
    return vain


def repeated_questions(heard: list[str]) -> Broken:
    """The questions that were spoken whole more than once in the same words."""
    questions = Counter(
        question.strip().lower() for line in heard for question in re.findall(r"[^.!?¿]+\?", line)
    )
    return [f"asked {times} times: {q!r}" for q, times in questions.items() if times > 1]


def _bad_end(played: Played) -> Broken:
    if played.ended is Ended.DRIVER or played.ended is Ended.OPEN:
        return []
    last = {line.step for line in played.spoken[-1]}
    polite = GOODBYES if played.ended is Ended.HANG_UP else HAND_OVERS
    return [] if last & polite else [f"ended by {played.ended} after {sorted(last)}"]
