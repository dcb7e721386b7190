"""Evidence or null: what a reader proposes is kept only where the driver's words bear it out.

Pure. A proposal names the words that it rests on. They must stand in a line of the driver's, say
the value (or agree to a question of the agent's that said it), and be the kind of words that
say such a value at all. What the driver said last counts; an emergency is never made less of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conversation.events import Speaker, Transcript
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import CallOutcome, EmergencyType
from conversation.hearing import hear
from conversation.notes import Note, Notes
from extraction.agent_lines import handles_emergency
from extraction.proposals import Proposal
from extraction.rule_reader import Exchange
from extraction.said import find_quote, said_in
from extraction.support import TOPICS, answers, may_be_danger, nobody_reached, supported

_FREE = frozenset({Topic.PLACE, Topic.ETA, Topic.DOOR})


@dataclass(frozen=True, slots=True)
class Grounded:
    """A proposal that holds: the fact, and the driver's line that says it.

    `answers`: the line answers a question for just that, or takes something back.
    """

    name: str
    fact: Fact
    utterance: int
    answers: bool


def is_grounded(value: str, transcript: Sequence[Mapping[str, str]]) -> bool:
    """Whether every word of a value was said by the driver, or confirmed by him.

    Numbers count by value ("I-40" is "forty"). An agent's question counts when the driver's next
    line agrees to it.
    """
    supported_texts: list[str] = []
    question = ""
    for line in transcript:
        if line["role"] == "agent":
            question = line["content"] if "?" in line["content"] else ""
            continue
        supported_texts.append(line["content"])
        if question and Act.YES in hear(line["content"], None).acts:
            supported_texts.append(question)
    return said_in(value, supported_texts)


def grounded(
    proposals: Iterable[Proposal], exchanges: Sequence[Exchange], begins: int | None
) -> tuple[list[Grounded], list[Proposal]]:
    """The proposals that hold, and those that do not. `begins`: where an emergency began."""
    held: list[Grounded] = []
    dropped: list[Proposal] = []
    for proposal in proposals:
        if proposal.name not in TOPICS:
            continue
        found = _ground(proposal, exchanges, begins)
        if found is None:
            dropped.append(proposal)
        else:
            held.append(found)
    return held, dropped


def _ground(
    proposal: Proposal, exchanges: Sequence[Exchange], begins: int | None
) -> Grounded | None:
    in_emergency = proposal.form == "emergency"
    for index in find_quote(proposal.words, [exchange.text for exchange in exchanges]):
        if in_emergency and (begins is None or index < begins):
            continue
        if not in_emergency and begins is not None and index > begins:
            # Said since the emergency began: its place is not the check-in's.
            continue
        before = exchanges[index - 1].text if index and TOPICS[proposal.name] is Topic.PLACE else ""
        fact = supported(proposal, exchanges[index], before)
        if fact is not None:
            return Grounded(proposal.name, fact, index, answers(proposal, exchanges[index]))
    return None


def with_grounded(notes: Notes, held: Iterable[Grounded]) -> Notes:
    """The notes with what a reader found beyond them.

    Only what was not known, or is a later answer or correction of what is known: the last word
    counts, and of one line the rules' reading does.
    """
    for found in sorted(held, key=lambda each: each.utterance):
        in_emergency = found.name.startswith("emergency.")
        known = _known(notes, found.fact.topic, in_emergency=in_emergency)
        later = known is not None and found.answers and known.utterance < found.utterance
        if known is None or known.vague or later:
            notes = notes.with_hearing(
                Hearing((found.fact,)), found.utterance, in_emergency=in_emergency
            )
    return notes


def _known(notes: Notes, topic: Topic, *, in_emergency: bool) -> Note | None:
    if not in_emergency:
        return notes.note(topic)
    return next((note for note in notes.emergency if note.topic is topic), None)


def without_unsaid(notes: Notes, transcript: Transcript) -> tuple[Notes, list[Note]]:
    """The notes less the places, times and doors that nobody said, and those that were dropped.

    The rules' values pass here too. Words noted during the call count as said, for a final
    transcript may spell them otherwise.
    """
    lines = [
        {"role": "agent" if line.speaker is Speaker.AGENT else "user", "content": line.text}
        for line in transcript
    ]
    unsaid = [
        note
        for note in (*notes.current, *notes.emergency)
        if note.topic in _FREE
        and not said_in(str(note.value), (note.words,))
        and not is_grounded(str(note.value), lines)
    ]
    if not unsaid:
        return notes, []
    kept = {
        "current": tuple(note for note in notes.current if note not in unsaid),
        "emergency": tuple(note for note in notes.emergency if note not in unsaid),
    }
    return notes.model_copy(update=kept), unsaid


# What the call was


@dataclass(frozen=True, slots=True)
class EmergencyFound:
    """An emergency that a reader found: where it began, and its kind."""

    begins: int
    type: EmergencyType


def emergency_found(
    proposals: Iterable[Proposal], exchanges: Sequence[Exchange], lines: Transcript
) -> EmergencyFound | None:
    """The emergency that a reader proposes and the rules did not see, where it can be believed.

    The driver's words must allow it, and the agent must have treated them as one: a call that
    went on as a check call turned into no emergency.
    """
    for proposal in proposals:
        if proposal.name != "emergency.emergency_type":
            continue
        for index in find_quote(proposal.words, [exchange.text for exchange in exchanges]):
            exchange = exchanges[index]
            believed = may_be_danger(proposal.words, exchange.text, exchange.hearing)
            if believed and handles_emergency(agent_lines_after(lines, index)):
                return EmergencyFound(index, EmergencyType(str(proposal.value)))
    return None


def agent_lines_after(lines: Transcript, begins: int) -> list[str]:
    """The agent's lines after the driver's line number `begins`."""
    count = -1
    after: list[str] = []
    for line in lines:
        count += line.speaker is Speaker.DRIVER
        if line.speaker is Speaker.AGENT and count >= begins:
            after.append(line.text)
    return after


def nobody_found(
    proposals: Iterable[Proposal], exchanges: Sequence[Exchange]
) -> CallOutcome | None:
    """`wrong_person` or `voicemail`, where a reader says so and a line bears it out."""
    for proposal in proposals:
        if proposal.name != "check_in.call_outcome":
            continue
        for index in find_quote(proposal.words, [exchange.text for exchange in exchanges]):
            if nobody_reached(proposal, exchanges[index]):
                return CallOutcome(str(proposal.value))
    return None


# One turn, while the call runs


def grounded_turn(
    proposals: Sequence[Proposal], exchange: Exchange
) -> tuple[list[Fact], list[Proposal]]:
    """The facts that one answer of the driver's bears out, and what it does not."""
    facts: list[Fact] = []
    dropped: list[Proposal] = []
    for proposal in proposals:
        if proposal.name not in TOPICS:
            continue
        quoted = find_quote(proposal.words, [exchange.text])
        fact = supported(proposal, exchange) if quoted else None
        if fact is None:
            dropped.append(proposal)
        else:
            facts.append(fact)
    return facts, dropped


def grounded_danger(proposals: Sequence[Proposal], exchange: Exchange) -> Proposal | None:
    """The proposal of danger that can be believed, if any."""
    return next(
        (
            proposal
            for proposal in proposals
            if proposal.field == "danger"
            and find_quote(proposal.words, [exchange.text])
            and may_be_danger(proposal.words, exchange.text, exchange.hearing)
        ),
        None,
    )
