"""One connection of one call: read a frame, make it an event, feed the call, perform.

Retell dials this socket once per call and again after a drop (Retell docs, "LLM WebSocket" and
"Set up your server"). Pings are answered in the read loop; answers are tasks, so that the loop
never waits for one. The socket is never closed by us while a call is on it: a close frame from
our side ends the call, a dropped connection is re-dialled.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import structlog
from aiohttp import WSMsgType, web

from conversation.actions import GREETING_TURN, Action, RaiseAlert
from conversation.call import Call
from conversation.events import (
    AnswerSent,
    CallEnded,
    CallStarted,
    DetailsArrived,
    DriverSpoke,
    LineRestored,
    LoadFacts,
    ReminderDue,
    Transcript,
    TurnRequested,
)
from conversation.listening import driver_lines
from conversation.memory import Memory
from server import wire
from server.keeper import Keeper
from server.performer import Performer
from server.resources import RESOURCES, Resources
from server.switchboard import CallEvent
from server.voice import Voice
from storage import TurnKept, TurnKind

log = structlog.get_logger(__name__)

#: No frame at all for so long (seconds) means that nobody is there: Retell pings every 2 s.
DEAD_AFTER: Final = 120.0
#: A longer message (bytes) closes the connection; up to here it is read, or passed over.
LONGEST_MESSAGE: Final = 64 * 1024 * 1024


async def serve_call(request: web.Request, call_id: str) -> web.StreamResponse:
    """Answer one upgrade of Retell's and carry the call until the connection ends."""
    ws = web.WebSocketResponse(max_msg_size=LONGEST_MESSAGE, compress=False)
    await ws.prepare(request)
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        log.info("connection_opened")
        await CallSocket(ws, request.transport, request.app[RESOURCES], call_id).carry()
    return ws


class CallSocket:
    """Carries one call over one connection."""

    def __init__(
        self,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        resources: Resources,
        call_id: str,
    ) -> None:
        self._ws = ws
        self._transport = transport
        self._resources = resources
        self._call_id = call_id
        self._opened_ms = int(time.time() * 1000)
        self._keeper = Keeper(resources.store, call_id, self._opened_ms)
        voice = Voice(resources.prompts, call_id)
        self._performer = Performer(self._send, voice, self._keeper, self._opened_ms)
        loop = asyncio.get_running_loop()
        self._call: asyncio.Future[Call] = loop.create_future()
        self._details: asyncio.Future[LoadFacts] = loop.create_future()
        self._asked = False
        self._details_or_request = asyncio.Event()
        self._transcript: Transcript = ()
        self._answering: asyncio.Task[None] | None = None
        self._last_turn: TurnKept | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry(self) -> None:
        """Read until the connection ends; then let the call end, or wait for its re-dial."""
        closed = False
        try:
            await self._send(wire.Config())
            self._spawn(self._open())
            closed = await self._read_all()
        finally:
            for task in self._tasks:
                task.cancel()
            self._leave(closed=closed)
            if not closed:
                self.drop()

    def drop(self) -> None:
        """Cut the connection without a close frame."""
        if self._transport is not None:
            self._transport.abort()

    def happened(self, event: CallEvent) -> None:
        """Tell the call of what happened to it elsewhere; it may have something to say."""
        if not self._call.done():
            return
        call = self._call.result()
        actions = call.receive(event)
        self._spawn(self._cut_in(call, actions, event.at))

    # Reading

    async def _read_all(self) -> bool:
        """Read frames to the end; return whether the other side closed in good order."""
        while True:
            try:
                message = await self._ws.receive(timeout=DEAD_AFTER)
            except TimeoutError:
                log.warning("connection_dead", seconds=DEAD_AFTER)
                return False
            match message.type:
                case WSMsgType.TEXT:
                    await self._read(message.data)
                case WSMsgType.BINARY:
                    log.warning("binary_frame_ignored", size=len(message.data))
                case _:
                    log.info("connection_ended", code=self._ws.close_code)
                    return message.type is WSMsgType.CLOSE

    async def _read(self, text: str) -> None:
        """Take in one frame. Whatever is wrong with it, the next one is read."""
        try:
            frame = wire.read(text)
        except wire.MalformedFrameError as error:
            log.warning("frame_malformed", problem=error.problem, size=len(text))
            return
        match frame:
            case wire.Ping(timestamp=timestamp):
                await self._send(wire.Pong(timestamp))
            case wire.Update():
                self._overhear(frame)
            case wire.ResponseRequired() | wire.ReminderRequired():
                self._owe(frame)
            case wire.CallDetails(call=call):
                self._take_details(call)
            case None:
                log.debug("frame_of_unknown_event")

    def _take_details(self, call: dict[str, Any]) -> None:
        load = self._resources.completed(wire.load_facts(call))
        if not self._details.done():
            self._details.set_result(load)
            self._details_or_request.set()

    def _overhear(self, frame: wire.Update) -> None:
        self._transcript = frame.transcript
        if not self._call.done():
            return
        at, call = time.time(), self._call.result()
        try:
            actions = call.receive(DriverSpoke(at, frame.transcript, frame.floor))
        except Exception:
            log.exception("overhearing_failed")
            return
        if actions:
            self._spawn(self._cut_in(call, actions, at))

    def _owe(self, frame: wire.Request) -> None:
        """Start the answer to a request; what is still being answered is superseded."""
        if frame.response_id <= self._performer.newest:
            log.info("request_repeated_or_late", turn=frame.response_id)
            return
        self._performer.newest = frame.response_id
        self._asked = True
        self._details_or_request.set()
        self._transcript = frame.transcript
        if self._answering is not None:
            self._answering.cancel()
        event = ReminderDue if isinstance(frame, wire.ReminderRequired) else TurnRequested
        asked = event(time.time(), frame.response_id, frame.transcript)
        self._answering = self._spawn(self._answer(asked, time.perf_counter()))

    # Opening

    async def _open(self) -> None:
        try:
            await self._pick_up()
        except Exception:
            # A mistake of ours must not silence the call: the next request is still answered.
            log.exception("opening_failed")
            if not self._call.done():
                self._call.set_result(Call())

    async def _pick_up(self) -> None:
        """Go on with the call where it was, or greet."""
        call = self._resources.switchboard.take_over(self._call_id, self)
        if call is None:
            earlier = await self._keeper.earlier_memory()
            call = Call(earlier)
            self._resources.switchboard.add(self._call_id, call, self)
            if earlier is None:
                await self._begin(call)
                return
        log.info("call_resumed", phase=call.memory.phase)
        await self._first_words(call, call.receive(LineRestored(time.time())))

    async def _begin(self, call: Call) -> None:
        """Greet, as soon as the details are here or their time is up, unless words came first."""
        load = await self._load()
        minutes = self._resources.settings.CUT_OFF_MINUTES
        lost = (
            await self._keeper.lost_emergency(load, minutes)
            if load.known or load.phone_number
            else None
        )
        if self._asked:
            # The answer to that request greets: a greeting of its own would come too late.
            call.receive(DetailsArrived(time.time(), load))
            self._call.set_result(call)
            return
        await self._first_words(call, call.receive(CallStarted(time.time(), load, lost)))
        self._spawn(self._learn_late_details(call))

    async def _load(self) -> LoadFacts:
        """The load's facts; without them when their time is up or the driver cannot wait."""
        deadline = self._resources.settings.DETAILS_DEADLINE_MS / 1000
        with suppress(TimeoutError):
            async with asyncio.timeout(deadline):
                await self._details_or_request.wait()
        if self._details.done():
            return self._details.result()
        log.warning("details_late", asked=self._asked)
        return self._resources.completed(LoadFacts())

    async def _learn_late_details(self, call: Call) -> None:
        load = await self._details
        if load != call.memory.load:
            call.receive(DetailsArrived(time.time(), load))
            self._keeper.keep(call.memory, time.time())

    async def _first_words(self, call: Call, actions: Sequence[Action]) -> None:
        at, started = time.time(), time.perf_counter()
        if not self._asked:
            self._performer.newest = GREETING_TURN
        words = await self._performer.perform(actions, call.memory, at)
        call.receive(AnswerSent(at, GREETING_TURN))
        self._call.set_result(call)
        record = self._turn_record(TurnKind.GREETING, GREETING_TURN, at, call.memory)
        self._keeper.keep(call.memory, at, turn=_timed(record, words, started))

    # Speaking

    async def _answer(self, asked: TurnRequested | ReminderDue, started: float) -> None:
        """Answer one request, whatever happens, with words and one completion."""
        call = await asyncio.shield(self._call)
        before = call.memory
        try:
            actions = call.receive(asked)
            words = await self._performer.perform(actions, call.memory, asked.at)
        except Exception:
            log.exception("answer_failed", turn=asked.turn)
            words = await self._performer.say_again(asked.turn, call.memory, asked.at)
        call.receive(AnswerSent(asked.at, asked.turn))
        kind = TurnKind.REMINDER if isinstance(asked, ReminderDue) else TurnKind.TURN
        self._mark_unheard(call.memory)
        record = self._turn_record(kind, asked.turn, asked.at, before)
        self._last_turn = replace(
            _timed(record, words, started),
            driver_words="\n".join(driver_lines(asked.transcript)[before.ear.lines :]),
            phase_after=call.memory.phase,
            question=call.memory.question,
        )
        self._keeper.keep(call.memory, asked.at, turn=self._last_turn, transcript=asked.transcript)
        log.info("turn_answered", turn=asked.turn, kind=kind, phase=call.memory.phase)

    async def _cut_in(self, call: Call, actions: Sequence[Action], at: float) -> None:
        started, before = time.perf_counter(), call.memory
        words = await self._performer.perform(actions, call.memory, at)
        turn = None
        if words:
            number = self._performer.interrupts
            record = self._turn_record(TurnKind.INTERRUPT, number, at, before)
            turn = _timed(record, words, started)
        self._keeper.keep(call.memory, at, turn=turn)

    def _mark_unheard(self, memory: Memory) -> None:
        """The answer before this one was never spoken: its record must not claim so."""
        if memory.ear.unheard and self._last_turn is not None:
            self._keeper.keep_turn(replace(self._last_turn, superseded=True))

    def _turn_record(self, kind: TurnKind, number: int, at: float, before: Memory) -> TurnKept:
        return TurnKept(self._call_id, self._opened_ms, kind, number, at, phase_before=before.phase)

    # The end

    def _leave(self, *, closed: bool) -> None:
        if not self._call.done():
            return
        call, transcript = self._call.result(), self._transcript

        def end(event: CallEnded) -> None:
            card = next((a.card for a in call.receive(event) if isinstance(a, RaiseAlert)), None)
            self._keeper.keep(call.memory, event.at, card=card, transcript=transcript)
            log.info("call_ended", call_id=self._call_id, reason=event.reason)

        self._resources.switchboard.leave(self._call_id, self, closed=closed, at_end=end)

    # The wire

    async def _send(self, frame: wire.Outbound) -> None:
        try:
            await self._ws.send_str(wire.write(frame))
        except ConnectionError as error:
            # The read loop meets the same end, and lets the call wait for its re-dial.
            log.info("frame_not_sent", error=type(error).__name__)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task_failed", exc_info=error)


def _timed(record: TurnKept, words: str, started: float) -> TurnKept:
    """The record with our words and how long they took. Scripted words leave all at once."""
    took = (time.perf_counter() - started) * 1000
    return replace(record, agent_words=words, first_words_ms=took, completed_ms=took)
