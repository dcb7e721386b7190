"""The agent as the driver hears it: answers spoken word by word, and then acted on."""

from __future__ import annotations

from collections import deque

from simulator.answer import Answer
from simulator.exchange import Exchange
from simulator.line import LineLostError
from simulator.pace import WORD, CallClock
from simulator.report import Action, CallOver, Ended, TurnKind
from simulator.scene import Scene
from simulator.script import CutsIn, DriverTurn
from simulator.talk import SpokenLine

RINGING = 30.0  # seconds of the call until nobody has answered a transfer


class Agent:
    """Speaks what the server says. Shares the `driver`'s turns, because he may cut in."""

    def __init__(
        self, scene: Scene, exchange: Exchange, clock: CallClock, driver: deque[DriverTurn]
    ) -> None:
        self._script = scene.script
        self._timer = scene.pace.timer
        self._judge = scene.judge
        self._record = scene.record
        self._history = scene.history
        self._patience = scene.limits.patience
        self._exchange = exchange
        self._talk = exchange.talk
        self._clock = clock
        self._driver = driver
        self._transfers = deque(scene.script.transfer)
        #: The driver has spoken over a protected line, and is owed an answer.
        self.talked_over = False

    async def hear_first_frame(self) -> None:
        """The server's response_id 0 on a new socket: the greeting, or nothing on a re-dial."""
        while self._exchange.greeting_due:
            self._exchange.greeting_due = False
            try:
                await self.hear(self._exchange.answer)
            except LineLostError as lost:
                await self._exchange.redial(lost)

    async def hear_interrupt(self) -> bool:
        """Speak the words with which the server has cut in, if it has."""
        interrupt = self._exchange.take_interrupt()
        if interrupt is None:
            return False
        try:
            await self.hear(interrupt)
        except LineLostError as lost:
            await self._exchange.redial(lost)
        return True

    async def hear(self, answer: Answer) -> None:
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
                if await self._clock.spend(WORD):
                    break
                if not line.count:
                    self._talk.add(line)
                line.add(word, self._clock.seconds - WORD, self._clock.seconds)
                if self._driver_cuts_in(answer, line.count):
                    if not self._is_protected(answer):
                        break
                    await self._talk_over()
            else:
                cut_off = self._exchange.interrupted.is_set()
        finally:
            self._finish_line(answer, line, cut_off=cut_off)
        if cut_off or not answer.complete:
            self.discard_action(answer)
        else:
            await self._exchange.update(None)
            await self._act(answer)

    async def _next_word(self, answer: Answer, spoken: int) -> str | None:
        """The next word to speak, once it is there; None when there is no more."""
        exchange = self._exchange

        def ready() -> bool:
            # Once the line has broken and been dialled again, the rest will never come.
            over = answer.complete or exchange.greeting_due or exchange.interrupted.is_set()
            return over or len(answer.speakable) > spoken

        if not await exchange.until(answer, ready) or exchange.interrupted.is_set():
            return None
        words = answer.speakable
        return words[spoken] if spoken < len(words) else None

    def _finish_line(self, answer: Answer, line: SpokenLine, *, cut_off: bool) -> None:
        heard = line.text
        if cut_off and heard:
            if not self._script.retell.trims_cut_lines:
                line.show_in_full(answer.text.strip())
        elif heard:
            self._record.found(self._judge.spoke(self._timer.now(), heard, answer.turn))
        if heard or answer.kind is not TurnKind.GREETING:
            self._record.agent_said(
                answer.as_turn(heard, superseded=cut_off and not heard, cut_off=cut_off)
            )

    def _driver_cuts_in(self, answer: Answer, spoken: int) -> bool:
        """Whether the driver's next turn begins here, in the middle of this line."""
        if not self._driver or not isinstance(self._driver[0], CutsIn):
            return False
        last_chance = answer.complete and spoken >= len(answer.speakable) - 1
        return last_chance or spoken >= self._driver[0].after_words

    def _is_protected(self, answer: Answer) -> bool:
        return answer.protected or self._exchange.settings.interruption_sensitivity == 0

    async def _talk_over(self) -> None:
        """The driver speaks, and is recognised, but the agent's words go on."""
        turn = self._driver.popleft()
        assert isinstance(turn, CutsIn)
        line = self._talk.begin("user")
        for word in turn.cuts_in.split():
            line.add(word, self._clock.seconds, self._clock.seconds)
            await self._exchange.update("user_turn")
        self._record.driver_said(line.text)
        self.talked_over = True

    # Actions

    def discard_action(self, answer: Answer) -> None:
        """Note that an answer's action will not run, if it has one."""
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
        await self.quiet(RINGING if outcome == "no_answer" else RINGING / 10)
        await self._history.transfer("transfer_cancelled", number)
        if self._history.is_told:
            # The server knows now that nobody came, and may cut in to say what comes next.
            await self._timer.wait(self._exchange.interrupted, self._patience)
            await self.hear_interrupt()

    async def quiet(self, seconds: float) -> bool:
        """Nobody talks, unless the server cuts in: then it is heard, and this returns True."""
        return await self._clock.spend(seconds) and await self.hear_interrupt()
