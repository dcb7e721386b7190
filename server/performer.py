"""Carries out a call's actions over one connection: words and actions become frames.

Nothing is ever sent under an id that is not the newest, or that is complete: Retell drops such
frames, and the driver would hear nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import structlog

from conversation.actions import (
    GREETING_TURN,
    Action,
    HangUp,
    Interrupt,
    Line,
    RaiseAlert,
    Say,
    TransferCall,
    TuneAgent,
)
from conversation.memory import Memory
from conversation.steps import Step
from server import wire
from server.keeper import Keeper
from server.voice import Voice

log = structlog.get_logger(__name__)

#: Below every id that an answer can be asked under.
NOBODY_ASKED = -1


class Performer:
    """Performs one call's actions. `send` puts a frame on the wire."""

    def __init__(
        self,
        send: Callable[[wire.Outbound], Awaitable[None]],
        voice: Voice,
        keeper: Keeper,
        first_interrupt: int,
    ) -> None:
        self._send = send
        #: Who phrases the lines; another one when the call turns out to have begun with it.
        self.voice = voice
        self._keeper = keeper
        #: The newest id that an answer was asked under; only it may still be answered.
        self.newest = NOBODY_ASKED
        self._completed = NOBODY_ASKED
        # Ids of ours, never used twice in a call: a new one drops earlier interrupts.
        self.interrupts = first_interrupt

    async def perform(self, actions: Sequence[Action], memory: Memory, at: float) -> str:
        """Carry out `actions` in their order; return the words that were sent.

        A transfer waits for the emergency card to be on disk, and words wait for nothing.
        """
        words = ""
        endings = [action for action in actions if isinstance(action, HangUp | TransferCall)]
        ending = endings[0] if endings else None
        for action in actions:
            match action:
                case RaiseAlert(card=card):
                    log.warning("emergency_card", number=card.number, status=card.status)
                    writing = self._keeper.keep_card(memory, at, card)
                    if isinstance(ending, TransferCall):
                        await self._keeper.wait_for_card(writing)
                case Say():
                    words += await self._say(action, ending, memory, at)
                case Interrupt():
                    words += await self._interrupt(action, ending, memory, at)
                case TuneAgent():
                    await self._tune(action)
                case HangUp() | TransferCall():
                    # These take effect with the words that they follow.
                    pass
        return words

    async def say_again(self, turn: int, memory: Memory, at: float) -> str:
        """Words for a turn that could not be answered by a mistake of ours: never silence.

        Does nothing where the answer has been sent already.
        """
        step = Step.WHO_WE_ARE if turn == GREETING_TURN else Step.SAY_AGAIN
        if memory.had_emergency:
            step = Step.EMERGENCY_STILL_HERE
        return await self._say(Say(turn, (Line(step),)), None, memory, at)

    async def _say(
        self, say: Say, ending: HangUp | TransferCall | None, memory: Memory, at: float
    ) -> str:
        if say.turn != self.newest or say.turn == self._completed:
            return ""
        words = self.voice.words(say.lines, memory, at)
        self._completed = say.turn
        frame = wire.Response(
            say.turn,
            words,
            content_complete=True,
            no_interruption_allowed=True if say.firm else None,
            end_call=True if isinstance(ending, HangUp) else None,
            transfer_number=ending.contact if isinstance(ending, TransferCall) else None,
        )
        await self._send(frame)
        return words

    async def _interrupt(
        self,
        interrupt: Interrupt,
        ending: HangUp | TransferCall | None,
        memory: Memory,
        at: float,
    ) -> str:
        self.interrupts += 1
        words = self.voice.words(interrupt.lines, memory, at)
        frame = wire.AgentInterrupt(
            self.interrupts,
            words,
            content_complete=True,
            no_interruption_allowed=True,
            end_call=True if isinstance(ending, HangUp) else None,
            transfer_number=ending.contact if isinstance(ending, TransferCall) else None,
        )
        await self._send(frame)
        return words

    async def _tune(self, tuning: TuneAgent) -> None:
        await self._send(
            wire.UpdateAgent(
                reminder_trigger_ms=tuning.reminder_after_ms,
                reminder_max_count=tuning.reminders,
            )
        )
