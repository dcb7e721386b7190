"""Plays Retell's side of one call: what the driver says, when answers are asked for and spoken.

What is documented is done as the Retell docs say (LLM WebSocket, Connect your LLM, Add function
calling); what they leave open is a habit that a script can set (`script.Habits`).
"""

from __future__ import annotations

from collections import deque

from simulator.agent import Agent
from simulator.answer import Answer
from simulator.exchange import Arrives, Exchange
from simulator.line import LineLostError
from simulator.pace import WORD, CallClock
from simulator.report import CallOver, Ended
from simulator.scene import Scene
from simulator.script import (
    CutsIn,
    DriverTurn,
    HangsUp,
    LineDrops,
    Mumbles,
    Says,
    Silent,
)
from simulator.talk import SpokenLine, Talk
from simulator.wire import RequestKind

# How the driver talks, in seconds of the call.
BEFORE_ANSWERING = 0.5
END_OF_SPEECH = 0.4
BREATH = 0.3
AFTER_THE_LAST_LINE = 1.0


class Retell:
    """Retell's side of one call, from the first dial to the end."""

    def __init__(self, scene: Scene) -> None:
        self._habits = scene.script.retell
        self._judge = scene.judge
        self._record = scene.record
        self._history = scene.history
        self._exchange = Exchange(scene)
        self._talk = self._exchange.talk
        self._clock = CallClock(scene.pace, self._exchange.interrupted, scene.script.agent)
        self._reminders = 0
        #: What the driver has not done yet.
        self.driver = deque(scene.script.driver)
        self._agent = Agent(scene, self._exchange, self._clock, self.driver)

    @property
    def talk(self) -> Talk:
        """All that was said, by both."""
        return self._talk

    async def play(self) -> CallOver:
        """The whole call; says how it ended."""
        try:
            await self._exchange.dial()
            await self._history.started()
            await self._agent.hear_first_frame()
            await self._play_driver()
            over = CallOver(Ended.OPEN, "user_hangup")
        except CallOver as call_over:
            over = call_over
        finally:
            self._judge.call_is_over()
            await self._exchange.close()
        await self._history.ended(over.reason, self._talk)
        return over

    # The driver

    async def _play_driver(self) -> None:
        while self.driver or self._agent.talked_over:
            await self._agent.hear_first_frame()
            if self._agent.talked_over:
                self._agent.talked_over = False
                await self._get_answer("response_required")
            else:
                await self._play_turn(self.driver.popleft())
        await self._agent.quiet(AFTER_THE_LAST_LINE)

    async def _play_turn(self, turn: DriverTurn) -> None:
        if not isinstance(turn, CutsIn):
            await self._agent.quiet(BEFORE_ANSWERING)
        match turn:
            case Says():
                await self._says(turn)
            case CutsIn():
                await self._says(Says(says=turn.cuts_in))
            case Silent():
                await self._silent(turn.silent)
            case Mumbles():
                await self._mumbles(turn.mumbles)
            case LineDrops():
                await self._exchange.drop_and_redial()
            case HangsUp():
                raise CallOver(Ended.DRIVER, "user_hangup")

    async def _says(self, says: Says) -> None:
        self._reminders = 0
        line = SpokenLine.of("user")
        finished = await self._utter_all(line, says)
        if finished:
            self._record.driver_said(line.text)
            await self._get_answer("response_required", says.arrives, drops=says.line_drops)
        elif line.count:
            self._record.driver_said(f"{line.text} —")
            await self._agent.hear_interrupt()
        else:  # the agent spoke before the driver could begin: he listens first
            await self._agent.hear_interrupt()
            self.driver.appendleft(says)

    async def _utter_all(self, line: SpokenLine, says: Says) -> bool:
        """Say all pieces; after each but the last, Retell asks too early. False when cut off."""
        *early, last = (says.says, *says.goes_on)
        for piece in early:
            if not await self._utter(line, piece, says.arrives):
                return False
            await self._asked_too_early(line, says)
        finished = await self._utter(line, last, says.arrives)
        return finished and not await self._clock.spend(END_OF_SPEECH)

    async def _utter(self, line: SpokenLine, text: str, arrives: Arrives = "once") -> bool:
        """Say `text` word by word; False when the agent cut in."""
        for word in text.split():
            if await self._clock.spend(WORD):
                return False
            if not line.count:
                self._talk.add(line)
            line.add(word, self._clock.seconds - WORD, self._clock.seconds)
            await self._exchange.update("user_turn", arrives)
        return True

    async def _asked_too_early(self, line: SpokenLine, says: Says) -> None:
        """The driver seemed to have finished, and goes on talking after the request is out."""
        if self._exchange.interrupted.is_set():
            return
        self._record.driver_said(f"{line.text} …")
        answer = await self._ask("response_required", says.arrives)
        try:
            if says.goes_on_when == "answered":
                await self._exchange.until(
                    answer, lambda: answer.complete or self._exchange.interrupted.is_set()
                )
            else:
                await self._clock.spend(BREATH)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        self._record.agent_said(answer.as_turn("", superseded=True))
        self._agent.discard_action(answer)

    async def _silent(self, times: int) -> None:
        for _ in range(times):
            settings = self._exchange.settings
            if await self._agent.quiet(settings.reminder_trigger_ms / 1000):
                continue
            if self._reminders >= settings.reminder_max_count:
                told = f"silence; no reminder, reminder_max_count is {settings.reminder_max_count}"
                self._record.watcher.happened(told)
                continue
            self._reminders += 1
            self._record.watcher.happened("silence")
            await self._get_answer("reminder_required")

    async def _mumbles(self, times: int) -> None:
        for _ in range(times):
            self._reminders = 0
            self._talk.mumbled()
            self._record.watcher.happened("the driver mumbles")
            await self._exchange.update("user_turn")
            await self._get_answer("response_required")

    # Requests

    async def _get_answer(
        self, kind: RequestKind, arrives: Arrives = "once", *, drops: bool = False
    ) -> None:
        """Ask, and speak what comes; after a broken line ask again."""
        if await self._agent.hear_interrupt():
            return
        answer = await self._ask(kind, arrives)
        try:
            if drops:
                await self._exchange.drop_and_redial()
            else:
                await self._agent.hear(answer)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        unanswered = self._exchange.greeting_due and (drops or not answer.complete)
        if unanswered and self._habits.asks_again_after_drop:
            await self._get_answer(kind)

    async def _ask(self, kind: RequestKind, arrives: Arrives) -> Answer:
        while True:
            await self._agent.hear_first_frame()
            try:
                return await self._exchange.ask(kind, arrives)
            except LineLostError as lost:
                await self._exchange.redial(lost)
