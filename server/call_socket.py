"""One connection of one call: read a frame, make it an event, feed the call, perform.

Retell dials this socket once per call and again after a drop (Retell docs, "LLM WebSocket" and
"Set up your server"). Pings are answered in the read loop; answers are tasks, so that the loop
never waits for one, and whatever goes wrong the next frame is read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any, Final

import structlog
from aiohttp import web

from conversation.actions import (
    GREETING_TURN,
    Action,
    Interrupt,
    RaiseAlert,
    TuneAgent,
    raised_card,
)
from conversation.call import Call
from conversation.events import (
    AnswerCutOff,
    AnswerSent,
    CallCancelled,
    CallEnded,
    CallStarted,
    DetailsArrived,
    DriverSpoke,
    LineRestored,
    LoadFacts,
    ReadingArrived,
    ReminderDue,
    Transcript,
    TurnRequested,
)
from conversation.listening import driver_lines
from conversation.memory import Memory
from conversation.states import Phase
from prompts import PromptLibrary
from server import wire
from server.call_object import NamedAgent, OurCall, named_agent, our_call
from server.call_terms import CallTerms, TermsSearch
from server.connection import CallConnection
from server.delivery import Delivery, Tally
from server.details import Details
from server.keeper import Keeper
from server.performer import Performer
from server.resources import RESOURCES, Resources
from server.speech import Speech
from server.switchboard import CLOSED, CallEvent
from server.turn_readings import TurnReadings
from server.voice import Voice
from storage import CallLinked, CallStatus, StorageError, TurnKept, TurnKind

log = structlog.get_logger(__name__)

#: No frame at all for so long (seconds) means that nobody is there: Retell pings every 2 s.
DEAD_AFTER: Final = 120.0
#: What was said last before the connection ended is seen to within this time (seconds).
FINISH_SECONDS: Final = 1.0
#: A request this far (in ids) below the newest is not late: the counting has begun anew.
LATE: Final = 10_000
#: A call that comes back sooner (seconds) has not been with another process meanwhile.
GONE_AFTER: Final = 2.0


async def serve_call(request: web.Request, call_id: str) -> web.StreamResponse:
    """Answer one upgrade of Retell's and carry the call until the connection ends."""
    connection = CallConnection(request)
    await connection.prepare(request)
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        log.info("connection_opened")
        try:
            await CallSocket(connection, request.app[RESOURCES], call_id).carry()
        except Exception:
            log.exception("connection_failed")
        finally:
            connection.cut()
        log.info("connection_ended", in_good_order=connection.closed_by_peer)
    return connection


class CallSocket:
    """Carries one call over one connection."""

    def __init__(self, connection: CallConnection, resources: Resources, call_id: str) -> None:
        self._connection = connection
        self._resources = resources
        self._call_id = call_id
        self._opened_ms = int(time.time() * 1000)
        self._keeper = Keeper(resources.store, call_id, self._opened_ms)
        voice = Voice(resources.prompts.current, call_id)
        speech = Speech(resources.settings.voice, resources.models)
        self._performer = Performer(self._send, voice, speech, self._keeper, self._opened_ms)
        self._readings = TurnReadings(resources.second_reader, self._was_read)
        # What has been said in the turn that is being answered.
        self._delivery: Delivery | None = None
        self._tally = Tally()
        self._prompts = resources.prompts.current
        self._speak_with(self._prompts)
        # The call, once its first words are sent: before, nothing is answered.
        self._call: asyncio.Future[Call] = asyncio.get_running_loop().create_future()
        self._terms = TermsSearch(resources.store, resources.prompts)
        self._details = Details(resources.settings.DETAILS_DEADLINE_MS / 1000)
        self._transcript: Transcript = ()
        self._answering: asyncio.Task[None] | None = None
        self._last_turn: TurnKept | None = None
        self._opening: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry(self) -> None:
        """Read until the connection ends; then let the call end, or wait for its re-dial."""
        held = self._resources.switchboard.connect(self._call_id, self)
        if self._resources.provider is not None:
            self._resources.provider.warm_up()
        try:
            await self._send(wire.Config())
            self._opening = self._spawn(self._open(held))
            await self._read_all()
            await self._finish()
        finally:
            for task in self._tasks:
                task.cancel()
            self._terms.give_up()
            closed = self._connection.closed_by_peer
            self._resources.switchboard.leave(self._call_id, self, closed=closed, at_end=self._end)

    def drop(self) -> None:
        """Cut the connection without a close frame."""
        self._connection.cut()

    def happened(self, call: Call, event: CallEvent, key: str) -> asyncio.Task[None]:
        """Tell the call of what happened to it elsewhere; it may have something to say.

        The task is done when that is said, and on disk.
        """
        actions: Sequence[Action] = ()
        try:
            actions = call.hear_of(event, key)
        except Exception:
            log.exception("event_not_taken_in", call_id=self._call_id)
        return self._spawn(self._react(call, actions, event.at))

    async def _react(self, call: Call, actions: Sequence[Action], at: float) -> None:
        await self._cut_in(call, actions, at)
        await self._keeper.keep_surely(call.memory, at, None)

    def _was_read(self, event: ReadingArrived) -> None:
        """A second reader has found something in an answer that was given before."""
        call = self._call.result()
        before = call.memory
        try:
            actions = call.receive(event)
        except Exception:
            log.exception("reading_not_taken_in")
            return
        if actions or call.memory != before:
            self._spawn(self._cut_in(call, actions, event.at))

    # Reading

    async def _read_all(self) -> None:
        while True:
            try:
                text = await self._connection.read(DEAD_AFTER)
            except TimeoutError:
                log.warning("connection_dead", seconds=DEAD_AFTER)
                return
            if text is None:
                return
            try:
                await self._read(text)
            except Exception:
                log.exception("frame_not_taken_in", size=len(text))

    async def _read(self, text: bytes) -> None:
        """Take in one frame."""
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
                if (ours := our_call(call)) is not None:
                    self._spawn(self._belong_to(ours))
                self._terms.begin(named_agent(call))
                self._details.arrive(wire.load_facts(call))
            case None:
                log.debug("frame_of_unknown_event")

    def _overhear(self, frame: wire.Update) -> None:
        self._transcript = frame.transcript
        if not self._call.done():
            return
        at, call = time.time(), self._call.result()
        ear = call.memory.ear
        actions = call.receive(DriverSpoke(at, frame.transcript, frame.floor))
        if actions:
            self._spawn(self._cut_in(call, actions, at))
        elif call.memory.ear != ear:
            # What was heard decides what is said after a drop.
            self._keeper.keep_state(call.memory, at)

    def _owe(self, frame: wire.Request) -> None:
        """Start the answer to a request; what is still being answered is superseded."""
        if 0 <= self._performer.newest - frame.response_id < LATE:
            log.info("request_repeated_or_late", turn=frame.response_id)
            return
        self._performer.newest = frame.response_id
        self._details.hurry()
        self._transcript = frame.transcript
        if self._answering is not None:
            self._answering.cancel()
        self._break_off()
        event = ReminderDue if isinstance(frame, wire.ReminderRequired) else TurnRequested
        asked = event(time.time(), frame.response_id, frame.transcript)
        self._answering = self._spawn(self._answer(asked, Delivery()))

    def _break_off(self) -> None:
        """The answer being phrased is not wanted any more; the call must know what it lacks."""
        unsaid = self._performer.break_off()
        if unsaid and self._call.done():
            self._call.result().receive(AnswerCutOff(time.time(), unsaid))

    # Opening

    async def _open(self, held: Call | None) -> None:
        """Go on with the call where it was, or greet."""
        call = held
        try:
            if call is None or await self._was_elsewhere():
                call = await self._pick_up()
            else:
                self._speak_with(self._resources.switchboard.prompts_of(self._call_id))
            await self._first_words(call, *await self._begin(call))
        except Exception:
            # A mistake of ours must not silence the call: the next request is still answered.
            log.exception("opening_failed")
            call = call or self._resources.new_call(None)
            self._hold(call)
            if not self._details.hurried:
                self._performer.newest = GREETING_TURN
                await self._performer.say_again(GREETING_TURN, call.memory, time.time(), Delivery())
        self._call.set_result(call)
        await self._learn_late_details(call)

    async def _was_elsewhere(self) -> bool:
        """Whether another process has carried this call since it was here."""
        away = self._resources.switchboard.away(self._call_id)
        return away > GONE_AFTER and await self._keeper.is_elsewhere()

    async def _pick_up(self) -> Call:
        """The call as it was kept, with the texts that it began with, or a new one."""
        state = await self._keeper.earlier_state()
        if state is not None:
            version, store = state.prompt_version, self._resources.store
            self._speak_with(await self._resources.prompts.of_version(version, store))
        call = self._resources.new_call(self._keeper.memory_of(state))
        self._hold(call)
        return call

    def _speak_with(self, prompts: PromptLibrary | None) -> None:
        if prompts is not None:
            self._prompts = prompts
            self._performer.voice = Voice(prompts, self._call_id)
            self._keeper.prompt_version = prompts.version

    def _hold(self, call: Call) -> None:
        self._resources.switchboard.hold(self._call_id, self, call, self._prompts)

    async def _begin(self, call: Call) -> tuple[float, Sequence[Action]]:
        """What to do first, and when that was decided."""
        if call.memory.phase is not Phase.DIALLED:
            log.info("call_resumed", phase=call.memory.phase)
            return (at := time.time()), call.receive(LineRestored(at))
        load = await self._details.in_time()
        if load is None:
            log.warning("details_late", asked=self._details.hurried)
            load = await self._as_placed()
        # Both ask the database, and the driver waits for the slower one only.
        lost, terms = await asyncio.gather(
            self._keeper.lost_emergency(load, self._resources.settings.CUT_OFF_MINUTES),
            self._terms.in_time(),
        )
        if terms is not None:
            self._bind(call, terms)
        load = self._resources.completed(load, terms.contacts if terms else ())
        flow, at = terms.flow if terms else None, time.time()
        if self._details.hurried:
            # The answer to that request greets: a greeting of its own would come too late.
            return at, call.receive(DetailsArrived(at, load, flow))
        return at, call.receive(CallStarted(at, load, lost, flow))

    async def _as_placed(self) -> LoadFacts:
        """What our own record of the call says, where Retell has not told: we placed it."""
        record = await self._keeper.record()
        if record is None:
            return LoadFacts()
        if record.agent_config_id is not None:
            self._terms.begin(NamedAgent(record.agent_config_id, None))
        return record.load() or LoadFacts()

    def _bind(self, call: Call, terms: CallTerms) -> None:
        """From now on the call is spoken in its agent's words."""
        self._keeper.agent_config_id = terms.agent_config_id
        self._speak_with(terms.words)
        self._hold(call)

    async def _first_words(self, call: Call, at: float, actions: Sequence[Action]) -> None:
        delivery = Delivery()
        if self._details.hurried:
            # Words of our own would come too late: those of the answer follow at once.
            actions = [each for each in actions if isinstance(each, RaiseAlert | TuneAgent)]
        else:
            self._performer.newest = GREETING_TURN
        await self._performer.perform(actions, call.memory, at, delivery)
        call.receive(AnswerSent(at, GREETING_TURN))
        record = self._turn_record(TurnKind.GREETING, GREETING_TURN, at, call.memory)
        turn = self._told(record, delivery) if delivery.words else None
        self._keeper.keep(call.memory, at, turn=turn)

    async def _learn_late_details(self, call: Call) -> None:
        told = await self._details.ever()
        # What was bound before stays, whatever its agent's configuration has become since.
        load = self._resources.completed(told, call.memory.load.contacts)
        if load != call.memory.load:
            call.receive(DetailsArrived(time.time(), load))
            self._keeper.keep(call.memory, time.time())
        if call.memory.bound is None:
            terms = await self._terms.ever()
            self._bind(call, terms)
            load = self._resources.completed(told, terms.contacts)
            actions = call.receive(DetailsArrived(at := time.time(), load, terms.flow))
            await self._performer.perform(actions, call.memory, at, Delivery())
            self._keeper.keep(call.memory, at)

    async def _belong_to(self, ours: OurCall) -> None:
        """Say which record this call was placed for; end it where that has been cancelled."""
        linked = CallLinked(self._call_id, ours.record, time.time(), ours.dial_key)
        try:
            await self._resources.store.keep_now([linked])
            record = await self._resources.store.call(self._call_id)
        except StorageError as error:
            log.error("call_not_linked", reason=str(error))
            return
        if record is not None and record.status == CallStatus.CANCELLED:
            call, at = await asyncio.shield(self._call), time.time()
            self.happened(call, CallCancelled(at), "cancelled")

    # Speaking

    async def _answer(self, asked: TurnRequested | ReminderDue, delivery: Delivery) -> None:
        """Answer one request, whatever happens, with words and one completion."""
        call = await asyncio.shield(self._call)
        before, self._delivery = call.memory, delivery
        try:
            actions = call.receive(asked)
            self._readings.ask(actions, asked.transcript)
            await self._performer.perform(
                actions, call.memory, asked.at, delivery, asked.transcript
            )
        except asyncio.CancelledError:
            if delivery.words:
                delivery.cut_off = delivery.completed_ms is None
                self._keep_answer(asked, call, before, delivery)
            raise
        except Exception:
            log.exception("answer_failed", turn=asked.turn)
            await self._performer.say_again(asked.turn, call.memory, asked.at, delivery)
        call.receive(AnswerSent(asked.at, asked.turn))
        self._keep_answer(asked, call, before, delivery)
        log.info("turn_answered", turn=asked.turn, phase=call.memory.phase)

    def _keep_answer(
        self, asked: TurnRequested | ReminderDue, call: Call, before: Memory, delivery: Delivery
    ) -> None:
        kind = TurnKind.REMINDER if isinstance(asked, ReminderDue) else TurnKind.TURN
        self._mark_unheard(call.memory)
        record = replace(
            self._turn_record(kind, asked.turn, asked.at, before),
            driver_words="\n".join(driver_lines(asked.transcript)[before.ear.lines :]),
            phase_after=call.memory.phase,
            question=call.memory.question,
        )
        self._last_turn = self._told(record, delivery)
        self._keeper.keep(call.memory, asked.at, turn=self._last_turn, transcript=asked.transcript)

    async def _cut_in(self, call: Call, actions: Sequence[Action], at: float) -> None:
        delivery, before = Delivery(), call.memory
        speaks = any(isinstance(action, Interrupt) for action in actions)
        if speaks or call.memory.had_emergency:
            # No word of a model's comes before or after what is said in an emergency.
            await self._performer.make_way(call.memory, at, self._delivery, for_words=speaks)
        await self._performer.perform(actions, call.memory, at, delivery)
        number = self._performer.interrupts
        record = self._turn_record(TurnKind.INTERRUPT, number, at, before)
        turn = self._told(record, delivery) if delivery.words else None
        self._keeper.keep(call.memory, at, turn=turn)

    def _mark_unheard(self, memory: Memory) -> None:
        """The answer before this one was never spoken: its record must not claim so."""
        if memory.ear.unheard and self._last_turn is not None:
            self._keeper.keep_turn(replace(self._last_turn, superseded=True))

    def _turn_record(self, kind: TurnKind, number: int, at: float, before: Memory) -> TurnKept:
        return TurnKept(self._call_id, self._opened_ms, kind, number, at, phase_before=before.phase)

    def _told(self, record: TurnKept, delivery: Delivery) -> TurnKept:
        """The record with what was said and what it took."""
        turn = delivery.on(record)
        self._resources.metrics.turn(turn)
        self._tally.add(turn)
        return turn

    # The end

    async def _finish(self) -> None:
        """See to what the driver said last: no answer reaches him, but an alarm must still ring."""
        self._performer.fall_silent()
        self._readings.close()
        if work := self._tasks - {self._opening}:
            await asyncio.wait(work, timeout=FINISH_SECONDS)

    def _end(self, call: Call, event: CallEnded) -> None:
        if call.memory.phase is Phase.DIALLED:
            # Nothing has been said in this call: it may still begin.
            return
        if event.reason == CLOSED:
            self._finish_call(call, event)
        else:
            self._spawn(self._give_up(call, event))

    async def _give_up(self, call: Call, event: CallEnded) -> None:
        """The line is lost for good, unless another process carries the call by now."""
        switchboard = self._resources.switchboard
        if await self._keeper.is_elsewhere(patience=None):
            log.info("call_went_on_elsewhere", call_id=self._call_id)
            switchboard.hand_over(self._call_id, self)
        elif not switchboard.is_connected(self._call_id):
            self._finish_call(call, event)

    def _finish_call(self, call: Call, event: CallEnded) -> None:
        card = raised_card(call.receive(event))
        self._keeper.keep(call.memory, event.at, card=card, transcript=self._transcript)
        log.info(
            "call_ended",
            call_id=self._call_id,
            reason=event.reason,
            turns=self._tally.turns,
            turns_without_model=self._tally.without_model,
        )

    # The wire

    async def _send(self, frame: wire.Outbound) -> None:
        try:
            await self._connection.send_str(wire.write(frame))
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
