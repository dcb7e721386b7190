"""One answer of the driver's, read by a model while the call goes on, and checked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from conversation.actions import AskReading
from conversation.events import ReadingArrived
from conversation.forms import EmergencyType
from conversation.hearing import hear
from extraction.agent_lines import read_agent_line
from extraction.grounding import grounded_danger, grounded_turn
from extraction.proposals import Proposal
from extraction.rule_reader import Exchange


class TurnReader(Protocol):
    """Proposes what one answer tells."""

    async def propose_turn(self, agent: str, driver: str, deadline: float) -> list[Proposal]:
        """The proposals for the driver's words, in `deadline` seconds."""
        ...


@dataclass(frozen=True, slots=True)
class TurnReading:
    """What the driver's words bear out of a reading, and how many values they do not."""

    arrived: ReadingArrived
    dropped: int


async def read_turn(
    reader: TurnReader, asked: AskReading, agent: str, deadline: float
) -> TurnReading:
    """Have `reader` read an answer to the agent's words. Raises what the reader raises."""
    proposals = await reader.propose_turn(agent, asked.words, deadline)
    return await asyncio.to_thread(checked_turn, asked, agent, proposals)


def checked_turn(asked: AskReading, agent: str, proposals: Sequence[Proposal]) -> TurnReading:
    """The proposals that hold. The time of the event is left to whoever hands it on."""
    line = read_agent_line(agent)
    if asked.question is not None:
        line = replace(line, asked=(asked.question,))
    exchange = Exchange(asked.words, line, hear(asked.words, asked.question))
    facts, dropped = grounded_turn(proposals, exchange)
    danger = grounded_danger(proposals, exchange)
    arrived = ReadingArrived(
        0.0,
        asked.turn,
        asked.words,
        asked.utterance,
        asked.question,
        tuple(facts),
        EmergencyType(str(danger.value)) if danger else None,
        danger.words if danger else "",
    )
    doubted = sum(each.field == "danger" for each in proposals) if danger is None else 0
    return TurnReading(arrived, len(dropped) + doubted)
