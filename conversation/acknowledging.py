"""Short answers to what the driver has just told, before the next question.

What matters is read back, so that a mistake is heard at once; good and bad news get a word.
"""

from __future__ import annotations

import re
from typing import Final

from conversation.draft import Draft
from conversation.facts import Act, Hearing, Topic
from conversation.forms import DelayReason
from conversation.memory import Memory
from conversation.states import Phase
from conversation.steps import Step

#: A reefer so many degrees away from its set point is flagged for dispatch.
REEFER_TOLERANCE = 4.0
_READ_BACK: Final[dict[Topic, str]] = {
    Topic.PLACE: "place",
    Topic.ETA: "eta",
    Topic.DOOR: "door",
    Topic.REEFER: "reefer",
}


def acknowledge(draft: Draft, before: Memory, hearing: Hearing) -> None:
    """Read back what matters of what was just told, or show that it was heard."""
    read_back = newly_heard(before, draft.memory)
    if draft.phase is Phase.POD and not read_back:
        return
    if any(before.notes.knows(topic) for topic in read_back):
        draft.say(Step.ACK_CORRECTION)
    if Topic.REEFER in read_back and _flags_reefer(draft, read_back[Topic.REEFER]):
        del read_back[Topic.REEFER]
    if read_back:
        say_back(draft, read_back)
    if _told_of_delay(before, draft.memory):
        draft.say(Step.ACK_DELAY)
    elif not draft.lines:
        _acknowledge_plainly(draft, before, hearing)


def _acknowledge_plainly(draft: Draft, before: Memory, hearing: Hearing) -> None:
    good_news = hearing.does(Act.ALL_WELL) and before.question in _ASKED_HOW_IT_GOES
    if good_news or _told_of_no_delay(before, draft.memory):
        draft.say(Step.ACK_GOOD)
    elif (
        learned(before, draft.memory)
        or hearing.acts & {Act.REFUSES, Act.DOES_NOT_KNOW}
        or before.question is Step.CHECK_POSITION
    ):
        draft.say(Step.ACK_PLAIN)


#: Where "all good" is news, and not just a way of saying yes.
_ASKED_HOW_IT_GOES = frozenset(
    {
        Step.OPENING,
        Step.OPENING_INBOUND,
        Step.ASK_HOW,
        Step.ASK_DELAY,
        Step.ASK_FACILITY_DELAY,
    }
)


def _flags_reefer(draft: Draft, reading: str) -> bool:
    """Whether the reefer reads so far off its set point that dispatch must hear of it."""
    told, wanted = _degrees(reading), _degrees(draft.memory.load.reefer_set_point)
    if told is None or wanted is None or abs(told - wanted) < REEFER_TOLERANCE:
        return False
    note = f"reefer reads {reading}, set point {draft.memory.load.reefer_set_point}"
    draft.note(for_dispatch=(*draft.memory.for_dispatch, note))
    draft.say(Step.REEFER_FLAGGED, reading=reading)
    return True


def _degrees(text: str) -> float | None:
    number = re.search(r"-?\d+(?:\.\d+)?", text)
    return float(number[0]) if number else None


def newly_heard(before: Memory, now: Memory) -> dict[Topic, str]:
    """Places, times, doors and temperatures that this turn told or changed."""
    return {
        topic: str(now.notes.value(topic))
        for topic in _READ_BACK
        if now.notes.knows(topic) and now.notes.value(topic) != before.notes.value(topic)
    }


def _told_of_delay(before: Memory, now: Memory) -> bool:
    reason, known = now.notes.value(Topic.DELAY_REASON), before.notes.value(Topic.DELAY_REASON)
    late = now.notes.value(Topic.LATE) is True and before.notes.value(Topic.LATE) is not True
    told = reason != known and reason not in (None, DelayReason.NONE)
    return told or (late and known in (None, DelayReason.NONE))


def _told_of_no_delay(before: Memory, now: Memory) -> bool:
    reason = now.notes.value(Topic.DELAY_REASON)
    return reason == DelayReason.NONE and before.notes.value(Topic.DELAY_REASON) != reason


def learned(before: Memory, now: Memory) -> bool:
    """Whether the turn between told anything."""
    return now.notes != before.notes


def say_back(draft: Draft, heard: dict[Topic, str]) -> None:
    """Read back what was heard."""
    draft.say(Step.ACK_HEARD, **{name: heard.get(topic, "") for topic, name in _READ_BACK.items()})
