"""The forms of a call, settled from the rules' reading, its memory and a model's proposals."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conversation.danger import assess
from conversation.events import Speaker, Transcript
from conversation.facts import Act, Topic
from conversation.filled import Background, filled
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    EmergencyForm,
    EmergencyType,
    EscalationStatus,
    Evidence,
    Forms,
    Reader,
)
from conversation.memory import Memory
from conversation.notes import Notes
from conversation.steps import Step
from extraction.agent_lines import escalation, read_agent_line
from extraction.grounding import (
    agent_lines_after,
    emergency_found,
    grounded,
    nobody_found,
    with_grounded,
    without_unsaid,
)
from extraction.proposals import Proposal
from extraction.reader import CallReading, CallToRead
from extraction.rule_reader import Exchange, Reading, fold, read_transcript

#: Outcomes of calls in which the driver was not reached.
_NOBODY = frozenset({CallOutcome.WRONG_PERSON, CallOutcome.VOICEMAIL})
_USABLE = (Topic.PLACE, Topic.ETA, Topic.STATUS, Topic.UNLOADING, Topic.LATE)


class RuleReader:
    """The reader that needs no model."""

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call, by plain rules."""
        return await asyncio.to_thread(by_rules, call)


def by_rules(call: CallToRead) -> CallReading:
    """The forms of a call by plain rules and what the call itself knew."""
    forms, dropped = settled(call)
    return CallReading(forms, dropped)


@dataclass(frozen=True, slots=True)
class _Emergency:
    """The emergency that a call turned into: from which line of the driver's on, and its kind."""

    begins: int
    type: EmergencyType
    escalation: EscalationStatus


def settled(
    call: CallToRead, proposals: Sequence[Proposal] = (), reader: Reader = Reader.RULES
) -> tuple[Forms, int]:
    """The forms, and how many values were dropped on the way.

    Every value passes grounding, whoever proposed it. What a running call decided stands: its
    emergency, its receipt, its ending.
    """
    rules = read_transcript(_lines(call.transcript))
    emergency = _emergency(call, rules, proposals)
    begins = emergency.begins if emergency else None
    notes = _notes(call, rules, begins)
    notes, unsaid = without_unsaid(notes, call.transcript)
    held, dropped = grounded(proposals, rules.exchanges, begins)
    notes = with_grounded(notes, held)
    reminded = rules.reminded or (call.memory is not None and call.memory.pod_reminded)
    check_in = notes.check_in_form(
        outcome=_outcome(call.memory, rules, notes, emergency, proposals), pod_reminded=reminded
    )
    emergency_form = None
    if emergency is not None:
        emergency_form = notes.emergency_form(
            emergency_type=emergency.type, escalation=emergency.escalation
        )
    behind = _background(call, rules, notes, begins)
    forms = filled(check_in, emergency_form, behind, reader)
    if emergency is not None and (sign := _sign(call.transcript, emergency.begins)) is not None:
        evidence = {**forms.evidence, "emergency.emergency_type": sign}
        forms = forms.model_copy(update={"evidence": evidence})
    overruled = _overruled(proposals, check_in, emergency_form)
    return forms, len(dropped) + len(unsaid) + overruled


def _lines(transcript: Transcript) -> list[dict[str, str]]:
    roles = {Speaker.AGENT: "agent", Speaker.DRIVER: "user"}
    return [
        {"role": roles[line.speaker], "content": line.text}
        for line in transcript
        if line.speaker in roles
    ]


def _notes(call: CallToRead, rules: Reading, begins: int | None) -> Notes:
    """What was told: as the running call noted it, and by rules what it did not hear."""
    told = rules.notes if begins == rules.begins else fold(rules.exchanges, begins)
    if call.memory is None:
        return told
    notes, heard = call.memory.notes, call.memory.ear.lines
    for index, exchange in enumerate(rules.exchanges[heard:], heard):
        asked = exchange.agent.asked[0] if exchange.agent.asked else None
        in_emergency = begins is not None and index >= begins
        notes = notes.with_hearing(exchange.hearing, index, asked=asked, in_emergency=in_emergency)
    return notes


def _emergency(
    call: CallToRead, rules: Reading, proposals: Sequence[Proposal]
) -> _Emergency | None:
    memory = call.memory
    if memory is not None and memory.had_emergency and memory.emergency is not None:
        known = memory.emergency
        begins = known.utterance if rules.begins is None else rules.begins
        return _Emergency(begins, known.type or EmergencyType.OTHER, known.escalation)
    # What a running call has once suspected it has weighed; then only what came after is news.
    suspected = memory is not None and (memory.emergency or memory.past_emergencies)
    heard = memory.ear.lines if memory is not None and suspected else 0
    found: tuple[int, EmergencyType] | None = None
    if rules.begins is not None and rules.emergency is not None:
        found = rules.begins, rules.emergency.emergency_type
    elif (seen := emergency_found(proposals, rules.exchanges, call.transcript)) is not None:
        found = seen.begins, seen.type
    if found is None or found[0] < heard:
        return None
    done = escalation(agent_lines_after(call.transcript, found[0]))
    return _Emergency(*found, done if memory is None else EscalationStatus.NOT_ESCALATED)


def _outcome(
    memory: Memory | None,
    rules: Reading,
    notes: Notes,
    emergency: _Emergency | None,
    proposals: Sequence[Proposal],
) -> CallOutcome | None:
    """The outcome, or None where what was told decides it."""
    if emergency is not None:
        return CallOutcome.EMERGENCY
    if memory is not None:
        decided = memory.check_in_form().call_outcome
        return decided if decided in _NOBODY else None
    if rules.check_in.call_outcome in _NOBODY:
        return rules.check_in.call_outcome
    if any(notes.knows(topic) for topic in _USABLE):
        return None
    return nobody_found(proposals, rules.exchanges)


def _sign(transcript: Transcript, begins: int) -> Evidence | None:
    """The words with which an emergency began, in the driver's line number `begins`."""
    spoken = [
        (index, line.text)
        for index, line in enumerate(transcript)
        if line.speaker is Speaker.DRIVER
    ]
    if not 0 <= begins < len(spoken):
        return None
    index, text = spoken[begins]
    return Evidence(words=assess(text).words or text, utterance=index, text=text)


def _overruled(
    proposals: Sequence[Proposal], check_in: CheckInForm, emergency: EmergencyForm | None
) -> int:
    """How many proposals about the call as a whole the forms contradict."""
    decided = {"check_in.call_outcome": check_in.call_outcome.value}
    decided["emergency.emergency_type"] = emergency.emergency_type.value if emergency else ""
    return sum(decided.get(each.name, each.value) != each.value for each in proposals)


def _background(call: CallToRead, rules: Reading, notes: Notes, begins: int | None) -> Background:
    memory = call.memory
    asked = frozenset(_asked(call.transcript, begins))
    refused = frozenset(_refused(rules.exchanges))
    return Background(
        notes=notes,
        transcript=call.transcript,
        asked=asked if memory is None else asked | memory.said.keys(),
        refused=refused if memory is None else refused | memory.refused,
        load=call.load,
        called_at=call.called_at,
    )


def _asked(transcript: Transcript, begins: int | None) -> Iterator[Step]:
    """The questions that the agent put; where an emergency is, its place is asked for."""
    spoken = 0
    for line in transcript:
        spoken += line.speaker is Speaker.DRIVER
        if line.speaker is not Speaker.AGENT:
            continue
        for step in read_agent_line(line.text).asked:
            urgent = begins is not None and spoken > begins and step is Step.ASK_PLACE
            yield Step.ASK_EMERGENCY_PLACE if urgent else step


def _refused(exchanges: Sequence[Exchange]) -> Iterator[Step]:
    for exchange in exchanges:
        if exchange.hearing.does(Act.REFUSES):
            yield from exchange.agent.asked[:1]
