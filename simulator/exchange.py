"""What goes to and fro in one call: transcripts and requests out, answers and interrupts in."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Literal

from simulator.answer import Answer
from simulator.dialler import Dialler
from simulator.line import LineLostError
from simulator.report import TurnKind
from simulator.scene import Scene
from simulator.script import AgentSettings
from simulator.talk import Talk
from simulator.wire import (
    AgentInterrupt,
    Config,
    ConfigBody,
    Json,
    RequestKind,
    Response,
    ServerFrame,
    ToolCallInvocation,
    ToolCallResult,
    Turntaking,
    UpdateAgent,
    call_details,
    request,
    update_only,
)

Arrives = Literal["once", "twice", "late"]

_TURNS: dict[RequestKind, TurnKind] = {
    "response_required": TurnKind.ANSWER,
    "reminder_required": TurnKind.REMINDER,
}
#: Waits a little beyond the limit, so that the judge's clock has passed it too.
_MARGIN = 0.001


class Exchange:
    """The frames of one call, over all of its connections.

    `answer` is the newest answer asked for, and fills by itself. `interrupted` is set while the
    server has cut in with words that nobody has fetched yet.
    """

    def __init__(self, scene: Scene) -> None:
        self.talk = Talk()
        self.settings = scene.script.agent
        self.interrupted = asyncio.Event()
        #: A socket has been opened, and its response_id 0 has not been heard yet.
        self.greeting_due = False
        self._scene = scene
        self._timer = scene.pace.timer
        self._dialler = Dialler(scene, self._take, self._opened)
        self._config = ConfigBody()
        self._next_id = 1
        self._interrupt: Answer | None = None
        self._updates: deque[Json] = deque(maxlen=2)
        self.answer = Answer.awaited(0, TurnKind.GREETING, self._timer.now())

    # The connection

    async def dial(self) -> None:
        """Connect. Raises CallOver."""
        await self._dialler.dial()

    async def redial(self, lost: LineLostError) -> None:
        """Connect again after `lost`. Raises CallOver."""
        await self._dialler.redial(lost)

    async def drop_and_redial(self) -> None:
        """Break the connection and connect again. Raises CallOver."""
        await self._dialler.drop_and_redial()

    async def close(self) -> None:
        """Close the socket; the call is over."""
        await self._dialler.close()

    def _opened(self, again: bool) -> None:
        self.answer = Answer.awaited(0, TurnKind.GREETING, self._timer.now())
        self.greeting_due = True
        self._config = ConfigBody()
        self._interrupt = None
        self.interrupted.clear()
        if again and not self._scene.script.retell.ids_continue:
            self._next_id = 1

    # Out

    async def update(self, turntaking: Turntaking | None, arrives: Arrives = "once") -> None:
        """Send the transcript as it stands."""
        frame = self._with_tool_calls(update_only(self.talk.lines, turntaking))
        if arrives == "late":
            self._updates.append(update_only(self.talk.snapshot(), None))
        await self._dialler.tell(frame)
        if arrives == "twice":
            await self._dialler.tell(frame)

    async def ask(self, kind: RequestKind, arrives: Arrives = "once") -> Answer:
        """Ask for words under the next id; what this returns fills by itself.

        Raises LineLostError; the first frame of a new socket must be heard before asking again.
        """
        answer = Answer.awaited(self._next_id, _TURNS[kind], self._timer.now())
        frame = self._with_tool_calls(request(kind, answer.number, self.talk.lines))
        self.answer = answer
        self._next_id += 1
        await self._dialler.send(frame)
        if arrives == "twice":
            await self._dialler.send(frame)
        if arrives == "late" and self._updates:
            await self._dialler.send(self._updates[0])
        return answer

    def _with_tool_calls(self, frame: Json) -> Json:
        if self._config.transcript_with_tool_calls:
            frame["transcript_with_tool_calls"] = self.talk.with_tool_calls
        return frame

    # In

    async def until(self, answer: Answer, ready: Callable[[], bool]) -> bool:
        """Wait for `ready` while the driver has patience with `answer`. Raises LineLostError."""
        line = self._dialler.line
        while not ready():
            if line.lost is not None:
                raise LineLostError(line.lost.code)
            left = answer.waiting_since + self._scene.limits.patience + _MARGIN - self._timer.now()
            if left <= 0:
                line.tick()
                return False
            line.news.clear()
            await self._timer.wait(line.news, left)
        return True

    def take_interrupt(self) -> Answer | None:
        """The words with which the server has cut in, once."""
        if not self.interrupted.is_set():
            return None
        self.interrupted.clear()
        return self._interrupt

    async def _take(self, at: float, frame: ServerFrame) -> None:
        match frame:
            case Config():
                self._config = frame.config
                if frame.config.call_details:
                    await self._dialler.line.send(call_details(self._scene.call))
            case Response():
                self.answer.add(at, frame)
            case AgentInterrupt():
                self._take_interruption(at, frame)
            case UpdateAgent():
                self._take_settings(frame)
            case ToolCallInvocation() | ToolCallResult():
                self._take_tool_event(at, frame)
            case _:
                self.answer.last_at = at

    def _take_interruption(self, at: float, frame: AgentInterrupt) -> None:
        if self._interrupt is None or self._interrupt.number != frame.interrupt_id:
            self._interrupt = Answer.awaited(frame.interrupt_id, TurnKind.INTERRUPT, at)
            self.interrupted.set()
        self._interrupt.add(at, frame)

    def _take_settings(self, frame: UpdateAgent) -> None:
        changes = frame.agent_config.model_dump(
            exclude_none=True, include=set(AgentSettings.model_fields)
        )
        self.settings = self.settings.model_copy(update=changes)
        told = ", ".join(f"{name} {value:g}" for name, value in changes.items())
        self._scene.record.watcher.happened(f"agent settings: {told}")

    def _take_tool_event(self, at: float, frame: ToolCallInvocation | ToolCallResult) -> None:
        self.answer.last_at = at
        event = frame.model_dump(exclude_none=True, exclude={"response_type"})
        self.talk.tool_event({"role": frame.response_type, **event})
        if isinstance(frame, ToolCallInvocation):
            self._scene.record.watcher.happened(f"tool call: {frame.name}")
