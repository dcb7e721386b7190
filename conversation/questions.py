"""The questions of the check-in, in their order, and which of them comes next.

What is known is not asked. A question is asked at most a few times in vain (`Limits`), each time in
other words, and then its field stays empty. The call's `Flow` may order them otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conversation.facts import Topic
from conversation.flow import Inquiry
from conversation.forms import UnloadingStatus
from conversation.memory import Memory
from conversation.states import Phase
from conversation.steps import Step


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the check-in: the topic that answers it, and when the load wants it."""

    inquiry: Inquiry | None
    topic: Topic
    steps: tuple[Step, ...]
    wanted: Callable[[Memory], bool] = lambda _: True

    def answered(self, memory: Memory) -> bool:
        """Whether what the call knows makes this question needless."""
        if self.topic is Topic.DELAY_REASON and memory.notes.value(Topic.LATE) is False:
            return True
        if self.topic is Topic.PLACE and memory.arrived_in_line is not None:
            # Where he was on the road is not where he is now.
            note = memory.notes.note(Topic.PLACE)
            return note is not None and note.utterance >= memory.arrived_in_line
        return memory.notes.knows(self.topic)


def _late_without_reason(memory: Memory) -> bool:
    return memory.notes.value(Topic.LATE) is True


def _in_a_door(memory: Memory) -> bool:
    return memory.notes.value(Topic.UNLOADING) in (
        UnloadingStatus.IN_DOOR,
        UnloadingStatus.UNLOADING,
        UnloadingStatus.WAITING_FOR_LUMPER,
    )


def _not_done(memory: Memory) -> bool:
    """At the facility, delays are asked about once it is known how far he is, and not after."""
    return memory.notes.value(Topic.UNLOADING) not in (None, UnloadingStatus.COMPLETED)


QUESTIONS: dict[Phase, tuple[Question, ...]] = {
    Phase.STATUS: (Question(None, Topic.STATUS, (Step.ASK_STATUS,)),),
    Phase.ON_ROAD: (
        Question(Inquiry.PLACE, Topic.PLACE, (Step.ASK_PLACE, Step.ASK_PLACE_CLOSER)),
        Question(Inquiry.ETA, Topic.ETA, (Step.ASK_ETA, Step.ASK_ETA_TIME)),
        Question(Inquiry.DELAY, Topic.DELAY_REASON, (Step.ASK_DELAY_REASON,), _late_without_reason),
        Question(
            Inquiry.DELAY,
            Topic.DELAY_REASON,
            (Step.ASK_DELAY,),
            lambda m: not _late_without_reason(m),
        ),
        Question(
            Inquiry.REEFER,
            Topic.REEFER,
            (Step.ASK_REEFER,),
            lambda m: bool(m.load.reefer_set_point),
        ),
    ),
    Phase.AT_FACILITY: (
        Question(Inquiry.PLACE, Topic.PLACE, (Step.ASK_FACILITY,)),
        Question(
            Inquiry.CHECK_IN_TIME,
            Topic.CHECK_IN_TIME,
            (Step.ASK_CHECK_IN,),
            lambda m: m.load.wants_check_in_time,
        ),
        Question(Inquiry.UNLOADING, Topic.UNLOADING, (Step.ASK_UNLOADING,)),
        Question(Inquiry.DOOR, Topic.DOOR, (Step.ASK_DOOR,), _in_a_door),
        Question(Inquiry.DELAY, Topic.DELAY_REASON, (Step.ASK_FACILITY_DELAY,), _not_done),
        Question(
            Inquiry.REEFER,
            Topic.REEFER,
            (Step.ASK_REEFER,),
            lambda m: bool(m.load.reefer_set_point),
        ),
    ),
}


def next_question(memory: Memory, *, moved_on: bool = False) -> Step | None:
    """The next thing worth asking in this phase, from what is known; None if nothing is.

    `moved_on`: the driver told something else than what he was asked. Then the others come first,
    and the question that he passed over comes back at their end.
    """
    tries = memory.flow.limits.tries_per_question
    left = [question for question in _open_questions(memory) if _failed(question, memory) < tries]
    left = [question for question in left if not memory.given_up.intersection(question.steps)]
    if moved_on:
        left.sort(key=lambda question: _failed(question, memory))
    return left[0].steps[0] if left else None


def _failed(question: Question, memory: Memory) -> int:
    return sum(memory.failed.get(step, 0) for step in question.steps)


def _open_questions(memory: Memory) -> Iterator[Question]:
    for question in _ordered(memory):
        if _may_be_asked(question, memory) and not question.answered(memory):
            yield question


def _ordered(memory: Memory) -> list[Question]:
    """The questions of this phase in the order of the call's flow."""
    order = {Phase.ON_ROAD: memory.flow.on_road, Phase.AT_FACILITY: memory.flow.at_facility}
    wanted = order.get(memory.phase, ())
    questions = QUESTIONS.get(memory.phase, ())
    return sorted(
        questions,
        key=lambda each: wanted.index(each.inquiry) if each.inquiry in wanted else len(wanted),
    )


def _may_be_asked(question: Question, memory: Memory) -> bool:
    wanted = question.wanted(memory)
    if question.inquiry is None:
        return wanted
    return memory.flow.wants(question.inquiry, load_wants=wanted)


def is_open(memory: Memory, step: Step) -> bool:
    """Whether a question still wants an answer; those outside the table of questions do."""
    listed = any(step in question.steps for row in QUESTIONS.values() for question in row)
    return not listed or any(step in question.steps for question in _open_questions(memory))
