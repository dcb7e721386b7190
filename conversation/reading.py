"""What a second reader's late word on an answer changes.

It comes while the call has gone on. It fills what is not known, and replaces nothing that the rules
have heard; it can raise an alarm, and undo none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conversation import emergency
from conversation.danger import Danger, Verdict
from conversation.draft import Draft
from conversation.events import ReadingArrived
from conversation.facts import Fact, Hearing, Topic
from conversation.hearing import hear
from conversation.memory import Memory
from conversation.notes import Notes
from conversation.states import EMERGENCY_PHASES, Phase

#: A reading of a turn that lies further back than so many has nothing to say any more.
LATE_TURNS: Final = 2


def counts(memory: Memory, event: ReadingArrived) -> bool:
    """Whether the reading is of an answer that stands, and not of one long past."""
    newest = memory.answered_turn
    if newest is None or not memory.readings_from <= event.turn <= newest:
        return False
    return newest - event.turn <= LATE_TURNS


def alarms(memory: Memory, event: ReadingArrived) -> bool:
    """Whether the reading sees a danger that nobody has seen, or been told to be none."""
    if event.danger is None or memory.phase in EMERGENCY_PHASES or memory.phase is Phase.DIALLED:
        return False
    return all(past.utterance < event.utterance for past in memory.past_emergencies)


def accept(draft: Draft, event: ReadingArrived) -> None:
    """Switch the call to the emergency that was read; what the words told belongs to it."""
    suspected = draft.memory.emergency is not None
    emergency.accept(draft, Danger(Verdict.YES, event.danger, event.danger_words))
    if not suspected:
        draft.note_emergency(utterance=event.utterance)
    told = hear(event.words, event.question)
    facts = (*told.facts, *_missing(event.facts, told))
    notes = draft.memory.notes.with_hearing(
        Hearing(facts, told.acts), event.utterance, asked=event.question, in_emergency=True
    )
    draft.note(notes=notes)


def learned_from(memory: Memory, event: ReadingArrived) -> Memory:
    """The memory with the facts that were not known."""
    in_emergency = memory.had_emergency and memory.phase in EMERGENCY_PHASES
    facts = tuple(
        fact for fact in event.facts if not _known(memory.notes, fact.topic, in_emergency)
    )
    if not facts:
        return memory
    notes = memory.notes.with_hearing(
        Hearing(facts), event.utterance, asked=event.question, in_emergency=in_emergency
    )
    return memory.model_copy(update={"notes": notes})


def _missing(facts: tuple[Fact, ...], told: Hearing) -> Iterator[Fact]:
    yield from (fact for fact in facts if told.fact(fact.topic) is None)


def _known(notes: Notes, topic: Topic, in_emergency: bool) -> bool:
    if in_emergency and topic is Topic.PLACE:
        return notes.emergency_place is not None
    return notes.knows(topic)
