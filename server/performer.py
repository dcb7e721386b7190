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
    AskReading,
    HangUp,
    Interrupt,
    Line,
    RaiseAlert,
    Say,
    TransferCall,
    TuneAgent,
)
from conversation.events import Transcript
from conversation.memory import Memory
from conversation.steps import Step
from server import wire
from server.delivery import Delivery
from server.keeper import TRANSFER_WAIT, WORDS_WAIT, Keeper
from server.speech import Phrasing, Speech, Talk
from server.voice import Voice

log = structlog.get_logger(__name__)

#: Below every id that an answer can be asked under.
NOBODY_ASKED = -1


class Performer:
    """Performs one call's actions. `send` puts a frame on the wire.

    What is sent under an id is told to the `Delivery` that comes with it.
    """

    def __init__(
        self,
        send: Callable[[wire.Outbound], Awaitable[None]],
        voice: Voice,
        speech: Speech,
        keeper: Keeper,
        first_interrupt: int,
    ) -> None:
        self._send = send
        #: Who words the lines; another one when the call turns out to have begun with it.
        self.voice = voice
        self._speech = speech
        self._keeper = keeper
        #: The newest id that an answer was asked under; only it may still be answered.
        self.newest = NOBODY_ASKED
        self._completed = NOBODY_ASKED
        #: The steps of the answer being phrased whose words have not been sent.
        self._unsaid: tuple[Step, ...] = ()
        # Ids of ours, never used twice in a call: a new one drops earlier interrupts.
        self.interrupts = first_interrupt

    async def perform(
        self,
        actions: Sequence[Action],
        memory: Memory,
        at: float,
        delivery: Delivery,
        transcript: Transcript = (),
    ) -> None:
        """Carry out `actions` in their order.

        A transfer waits for the emergency cards to be on disk, for a while, and words wait for
        nothing: what stands before the hand-over leaves meanwhile.
        """
        endings = [action for action in actions if isinstance(action, HangUp | TransferCall)]
        ending = endings[0] if endings else None
        for action in actions:
            match action:
                case RaiseAlert(card=card):
                    log.warning("emergency_card", number=card.number, status=card.status)
                    self._keeper.keep_card(memory, at, card)
                case Say():
                    phrasing = self._speech.phrasing(action, ending, memory)
                    if phrasing is None:
                        await self._say(action, ending, memory, at, delivery)
                    else:
                        talk = Talk(self.voice, memory, at, transcript)
                        await self._phrase(action, phrasing, talk, delivery)
                case Interrupt():
                    await self._interrupt(action, ending, memory, at, delivery)
                case TuneAgent():
                    await self._tune(action)
                case HangUp() | TransferCall() | AskReading():
                    # The first two take effect with the words that they follow; what is asked of
                    # a second reader is no matter of the turn.
                    pass

    async def say_again(self, turn: int, memory: Memory, at: float, delivery: Delivery) -> None:
        """Words for a turn that could not be answered by a mistake of ours: never silence.

        Does nothing where the answer has been sent already.
        """
        step = Step.WHO_WE_ARE if turn == GREETING_TURN else Step.SAY_AGAIN
        if memory.had_emergency:
            step = Step.EMERGENCY_STILL_HERE
        await self._say(Say(turn, (Line(step),)), None, memory, at, delivery)

    def fall_silent(self) -> None:
        """Nobody listens any more: end what is being phrased, and phrase no more."""
        self._speech.close()

    def break_off(self) -> tuple[Step, ...]:
        """End what is being phrased, for something newer; the steps that were not said."""
        self._speech.stop()
        unsaid, self._unsaid = self._unsaid, ()
        return unsaid

    async def make_way(
        self, memory: Memory, at: float, delivery: Delivery | None, *, for_words: bool
    ) -> None:
        """End what is being phrased before an emergency is spoken to, and complete its turn.

        With `for_words`, words that follow at once. Where nothing has been said yet and none
        follow, the driver hears that we are here.
        """
        turn = self.newest
        if not self._speech.stop() or turn == self._completed or delivery is None:
            return
        delivery.cut_off = True
        if delivery.words or for_words:
            self._completed, self._unsaid = turn, ()
            await self._send(wire.Response(turn, "", content_complete=True))
        else:
            await self.say_again(turn, memory, at, delivery)

    async def _say(
        self,
        say: Say,
        ending: HangUp | TransferCall | None,
        memory: Memory,
        at: float,
        delivery: Delivery,
    ) -> None:
        lines = say.lines
        if isinstance(ending, TransferCall) and not await self._keeper.cards_kept(WORDS_WAIT):
            # What the hand-over ends in goes with its own words; those before them go at once.
            self._unsaid = tuple(line.step for line in lines)
            if len(lines) > 1:
                before, lines = self.voice.words(lines[:-1], memory, at), lines[-1:]
                await self._send_part(say, f"{before} ", delivery)
                self._unsaid = tuple(line.step for line in lines)
            await self._wait_for_cards()
        await self._complete(say, ending, self.voice.words(lines, memory, at), delivery)

    async def _wait_for_cards(self) -> None:
        """Return when the cards are on disk, or when their time is up: help cannot wait longer."""
        if not await self._keeper.cards_kept(TRANSFER_WAIT):
            log.error("transfer_before_card", seconds=TRANSFER_WAIT)

    async def _send_part(self, say: Say, words: str, delivery: Delivery) -> None:
        """Send words of a turn that others follow, unless something newer has come."""
        if say.turn != self.newest or say.turn == self._completed:
            return
        delivery.sent(words)
        firm = True if say.firm else None
        await self._send(
            wire.Response(say.turn, words, content_complete=False, no_interruption_allowed=firm)
        )

    async def _phrase(self, say: Say, phrasing: Phrasing, talk: Talk, delivery: Delivery) -> None:
        """Say at once what can be said, have a model go on, and end with what is left."""

        async def send(words: str) -> None:
            await self._send_part(say, words, delivery)

        self._unsaid = tuple(line.step for line in say.lines)
        if at_once := self.voice.words(phrasing.at_once, talk.memory, talk.at):
            # The space tells Retell that a sentence is complete, and more comes.
            await send(f"{at_once} ")
        self._unsaid = tuple(line.step for line in phrasing.lines)
        last = await self._speech.phrase(phrasing, talk, delivery, send)
        if last is None:
            delivery.cut_off = True
            return
        ending = HangUp(say.turn) if phrasing.ends else None
        await self._complete(say, ending, last, delivery)
        await self._speech.account(delivery)

    async def _complete(
        self,
        say: Say,
        ending: HangUp | TransferCall | None,
        words: str,
        delivery: Delivery,
    ) -> None:
        """Send the last words of a turn, and what they end in."""
        if say.turn != self.newest or say.turn == self._completed:
            return
        self._completed, self._unsaid = say.turn, ()
        delivery.sent(words)
        delivery.complete()
        frame = wire.Response(
            say.turn,
            words,
            content_complete=True,
            no_interruption_allowed=True if say.firm else None,
            end_call=True if isinstance(ending, HangUp) else None,
            transfer_number=ending.contact if isinstance(ending, TransferCall) else None,
        )
        await self._send(frame)

    async def _interrupt(
        self,
        interrupt: Interrupt,
        ending: HangUp | TransferCall | None,
        memory: Memory,
        at: float,
        delivery: Delivery,
    ) -> None:
        if isinstance(ending, TransferCall):
            await self._wait_for_cards()
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
        delivery.sent(words)
        delivery.complete()
        await self._send(frame)

    async def _tune(self, tuning: TuneAgent) -> None:
        await self._send(
            wire.UpdateAgent(
                reminder_trigger_ms=tuning.reminder_after_ms,
                reminder_max_count=tuning.reminders,
            )
        )
