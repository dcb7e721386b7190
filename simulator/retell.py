"""Plays Retell's side of one call: what the driver says, when answers are asked for and spoken.

What is documented is done as the Retell docs say (LLM WebSocket, Connect your LLM, Add function
calling); what they leave open is a habit that a script can set (`script.Habits`).
"""

from __future__ import annotations

from collections import deque

from simulator.answer import Answer
from simulator.dialler import CallOver
from simulator.exchange import Arrives, Exchange
from simulator.line import LineLostError
from simulator.report import Action, Ended, TurnKind
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

# How people talk, in seconds of the call.
WORD = 0.3
BEFORE_ANSWERING = 0.5
END_OF_SPEECH = 0.4
BREATH = 0.3
RINGING = 30.0
AFTER_THE_LAST_LINE = 1.0


class Retell:
    """Retell's side of one call, from the first dial to the end."""

    def __init__(self, scene: Scene) -> None:
        self._script = scene.script
        self._pace = scene.pace
        self._judge = scene.judge
        self._record = scene.record
        self._history = scene.history
        self._patience = scene.limits.patience
        self._exchange = Exchange(scene)
        self._talk = self._exchange.talk
        self._audio = 0.0
        self._reminders = 0
        self._talked_over = False
        self._transfers = deque(scene.script.transfer)
        #: What the driver has not done yet.
        self.driver = deque(scene.script.driver)

    @property
    def talk(self) -> Talk:
        """All that was said, by both."""
        return self._talk

    async def play(self) -> CallOver:
        """The whole call; says how it ended."""
        try:
            await self._exchange.dial()
            await self._history.started()
            await self._hear_first_frame()
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
        while self.driver or self._talked_over:
            await self._hear_first_frame()
            if self._talked_over:
                self._talked_over = False
                await self._get_answer("response_required")
            else:
                await self._play_turn(self.driver.popleft())
        await self._quiet(AFTER_THE_LAST_LINE)

    async def _play_turn(self, turn: DriverTurn) -> None:
        if not isinstance(turn, CutsIn):
            await self._quiet(BEFORE_ANSWERING)
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
            await self._hear_interrupt()
        else:  # the agent spoke before the driver could begin: he listens first
            await self._hear_interrupt()
            await self._says(says)

    async def _utter_all(self, line: SpokenLine, says: Says) -> bool:
        """Say all pieces; after each but the last, Retell asks too early. False when cut off."""
        *early, last = (says.says, *says.goes_on)
        for piece in early:
            if not await self._utter(line, piece, says.arrives):
                return False
            await self._asked_too_early(says)
        return await self._utter(line, last, says.arrives) and not await self._pass(END_OF_SPEECH)

    async def _utter(self, line: SpokenLine, text: str, arrives: Arrives = "once") -> bool:
        """Say `text` word by word; False when the agent cut in."""
        for word in text.split():
            if await self._pass(WORD):
                return False
            if not line.count:
                self._talk.add(line)
            line.add(word, self._audio - WORD, self._audio)
            await self._exchange.update("user_turn", arrives)
        return True

    async def _asked_too_early(self, says: Says) -> None:
        """The driver seemed to have finished, and goes on talking after the request is out."""
        if self._exchange.interrupted.is_set():
            return
        answer = await self._ask("response_required", says.arrives)
        try:
            if says.goes_on_when == "answered":
                await self._exchange.until(
                    answer, lambda: answer.complete or self._exchange.interrupted.is_set()
                )
            else:
                await self._pass(BREATH)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        self._record.agent_said(answer.as_turn("", superseded=True))
        self._discard_action(answer)

    async def _silent(self, times: int) -> None:
        for _ in range(times):
            settings = self._exchange.settings
            if await self._quiet(settings.reminder_trigger_ms / 1000):
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

    # The agent

    async def _get_answer(
        self, kind: RequestKind, arrives: Arrives = "once", *, drops: bool = False
    ) -> None:
        """Ask, and speak what comes; after a broken line ask again."""
        if await self._hear_interrupt():
            return
        answer = await self._ask(kind, arrives)
        try:
            if drops:
                await self._exchange.drop_and_redial()
            else:
                await self._hear(answer)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        unanswered = self._exchange.greeting_due and (drops or not answer.complete)
        if unanswered and self._script.retell.asks_again_after_drop:
            await self._get_answer(kind)

    async def _ask(self, kind: RequestKind, arrives: Arrives) -> Answer:
        while True:
            await self._hear_first_frame()
            try:
                return await self._exchange.ask(kind, arrives)
            except LineLostError as lost:
                await self._exchange.redial(lost)

    async def _hear_first_frame(self) -> None:
        """The server's response_id 0 on a new socket: the greeting, or nothing on a re-dial."""
        while self._exchange.greeting_due:
            self._exchange.greeting_due = False
            try:
                await self._hear(self._exchange.answer)
            except LineLostError as lost:
                await self._exchange.redial(lost)

    async def _hear_interrupt(self) -> bool:
        """Speak the words with which the server has cut in, if it has."""
        interrupt = self._exchange.take_interrupt()
        if interrupt is None:
            return False
        try:
            await self._hear(interrupt)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        return True

    async def _hear(self, answer: Answer) -> None:
        """Speak an answer, and whatever the server cuts in with. Raises LineLostError."""
        current: Answer | None = answer
        while current is not None:
            await self._speak(current)
            current = self._exchange.take_interrupt()

    async def _speak(self, answer: Answer) -> None:
        """Speak one answer word by word as it comes, then carry out its action."""
        line = SpokenLine.of("agent")
        cut_off = True
        try:
            while word := await self._next_word(answer, line.count):
                if not line.count:
                    await self._exchange.update("agent_turn")
                    self._talk.add(line)
                if await self._pass(WORD):
                    break
                line.add(word, self._audio - WORD, self._audio)
                if self._driver_cuts_in(answer, line.count):
                    if not self._is_protected(answer):
                        break
                    await self._talk_over()
            else:
                cut_off = self._exchange.interrupted.is_set()
        finally:
            self._finish_line(answer, line, cut_off=cut_off)
        if cut_off or not answer.complete:
            self._discard_action(answer)
        else:
            await self._exchange.update(None)
            await self._act(answer)

    async def _next_word(self, answer: Answer, spoken: int) -> str | None:
        """The next word to speak, once it is there; None when there is no more."""
        exchange = self._exchange

        def ready() -> bool:
            # Once the line has broken and been dialled again, the rest will never come.
            over = answer.complete or exchange.greeting_due or exchange.interrupted.is_set()
            return over or len(answer.speakable()) > spoken

        if not await exchange.until(answer, ready) or exchange.interrupted.is_set():
            return None
        words = answer.speakable()
        return words[spoken] if spoken < len(words) else None

    def _finish_line(self, answer: Answer, line: SpokenLine, *, cut_off: bool) -> None:
        heard = line.text
        if cut_off and heard:
            if not self._script.retell.trims_cut_lines:
                line.show_in_full(answer.text.strip())
        elif heard:
            self._record.found(self._judge.spoke(self._pace.timer.now(), heard, answer.turn))
        if heard or answer.kind is not TurnKind.GREETING:
            self._record.agent_said(
                answer.as_turn(heard, superseded=cut_off and not heard, cut_off=cut_off)
            )

    def _driver_cuts_in(self, answer: Answer, spoken: int) -> bool:
        """Whether the driver's next turn begins here, in the middle of this line."""
        if not self.driver or not isinstance(self.driver[0], CutsIn):
            return False
        last_chance = answer.complete and spoken >= len(answer.speakable()) - 1
        return last_chance or spoken >= self.driver[0].after_words

    def _is_protected(self, answer: Answer) -> bool:
        return answer.protected or self._exchange.settings.interruption_sensitivity == 0

    async def _talk_over(self) -> None:
        """The driver speaks, and is recognised, but the agent's words go on."""
        turn = self.driver.popleft()
        assert isinstance(turn, CutsIn)
        line = self._talk.begin("user")
        for word in turn.cuts_in.split():
            line.add(word, self._audio, self._audio)
            await self._exchange.update("user_turn")
        self._record.driver_said(line.text)
        self._talked_over = True

    # Actions

    def _discard_action(self, answer: Answer) -> None:
        if answer.action is not None:
            self._record.acted(Action(*answer.action, outcome="discarded", turn=answer.turn))

    async def _act(self, answer: Answer) -> None:
        if answer.action is None:
            return
        name, target = answer.action
        if name == "transfer":
            await self._transfer(target, answer.turn)
            return
        self._record.acted(Action(name, target, outcome="done", turn=answer.turn))
        self._talk.own_action("end_call" if name == "end_call" else "press_digit", target)
        if name == "end_call":
            raise CallOver(Ended.HANG_UP, "agent_hangup")

    async def _transfer(self, number: str, turn: int | None) -> None:
        outcome = self._transfers[0]
        if len(self._transfers) > 1:
            self._transfers.popleft()
        if self._script.call == "web":
            outcome = "cancelled"
        self._record.acted(Action("transfer", number, outcome=outcome, turn=turn))
        self._talk.own_action("transfer_call", number)
        await self._history.transfer("transfer_started", number)
        if outcome == "bridged":
            await self._history.transfer("transfer_bridged", number)
            raise CallOver(Ended.TRANSFER, "call_transfer")
        await self._quiet(RINGING if outcome == "no_answer" else RINGING / 10)
        await self._history.transfer("transfer_cancelled", number)
        if self._history.is_told:
            # The server knows now that nobody came, and may cut in to say what comes next.
            await self._pace.timer.wait(self._exchange.interrupted, self._patience)
            await self._hear_interrupt()

    # Time

    async def _pass(self, seconds: float) -> bool:
        """Let time pass in the call; True when the server cut in."""
        self._audio += seconds
        return await self._pace.spend(seconds, unless=self._exchange.interrupted)

    async def _quiet(self, seconds: float) -> bool:
        """Nobody talks, unless the server cuts in: then it is heard, and this returns True."""
        return await self._pass(seconds) and await self._hear_interrupt()
