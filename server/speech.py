"""A model phrases a step: streamed, with deadlines, and with the scripted line behind it.

The step is chosen, and the model can choose nothing: it has no tools, its words are bounded and
held to laws, and whatever becomes of it the turn gets words in time and is completed once. One that
has no useful words by the first deadline is raced by a second request; the loser is cancelled. At
the second deadline, or when all fail, the scripted line is spoken; where a sentence broke off or
stalled, what is left of the step.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from conversation.actions import GREETING_TURN, HangUp, Line, Say, TransferCall
from conversation.events import Transcript
from conversation.memory import Memory
from conversation.states import EMERGENCY_PHASES, Phase
from conversation.steps import STEP_RULES, Step
from prompts.model_laws import Bounds
from server.completions import CompletionError, Failure, Message, Usage
from server.delivery import Delivery
from server.models import Model, Models
from server.numbers_known import numbers_known
from server.prompting import LINES, Task, messages
from server.spoken import Composer, sentences
from server.timers import Timer, Timers
from server.voice import Voice, common_values

log = structlog.get_logger(__name__)

VoiceName = Literal["scripted", "hybrid", "model"]

#: Seconds after the first deadline, and since the request at most, at which the script speaks.
SECOND_AFTER, SECOND_LATEST = 0.8, 1.75
#: By then (seconds) a first whole sentence must have been sent, or the driver hears nothing yet.
SENTENCE_LATEST: Final = 1.9
#: Seconds without a word after which a stream has stalled.
STALLED: Final = 0.8
#: Seconds after a sentence by which the next one must be there: what was said is heard out by then.
NEXT_SENTENCE: Final = 2.0
#: Seconds that a request may still take to tell what it cost, once the turn is answered.
ACCOUNTING: Final = 0.3
LATE: Final = "late"
STALL: Final = "stalled"
#: Letters that it may still send then; one that goes on talking is cancelled.
LAST_WORDS: Final = 80
#: Tokens: twice what the longest spoken answer takes.
MAX_TOKENS: Final = 160

#: Spoken as they stand in every voice: what a call must disclose, what somebody hears of whom we
#: do not know who he is, what nobody listens to, and a question whose yes names a place.
_ALWAYS_SCRIPTED: Final = frozenset(
    {
        Step.OPENING,
        Step.OPENING_INBOUND,
        Step.WHO_WE_ARE,
        Step.CLOSING_WRONG_PERSON,
        Step.BACK_AFTER_DROP,
        Step.VOICEMAIL_MESSAGE,
        Step.CHECK_POSITION,
    }
)
#: What is read back, and leaves at once, whatever follows.
_READ_BACK: Final = frozenset({Step.ACK_HEARD, Step.ACK_CORRECTION, Step.REEFER_FLAGGED})
#: What leaves at once where the rules understood the driver.
_ACKNOWLEDGES: Final = _READ_BACK | {
    Step.ACK_GOOD,
    Step.ACK_DELAY,
    Step.ACK_PLAIN,
    Step.ACK_POD_REFUSED,
}
#: Steps that tell of a call by dispatch.
_PROMISES_CALL: Final = frozenset(
    {
        Step.PERSON_WANTED,
        Step.QUESTION_NOTED,
        Step.CLOSING_BAD_LINE,
        Step.CLOSING_SILENCE,
        Step.CLOSING_CALL_BACK,
        Step.CLOSING_FEW_WORDS,
        Step.CLOSING_BRIEF,
    }
)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One turn that a model phrases: `at_once` is said first, the model says `lines`."""

    at_once: tuple[Line, ...]
    lines: tuple[Line, ...]
    ends: bool

    @property
    def asks(self) -> bool:
        """Whether the driver is to be asked something."""
        return self.question is not None

    @property
    def question(self) -> Step | None:
        """The step that asks."""
        return next((line.step for line in self.lines if STEP_RULES[line.step].asks), None)

    @property
    def in_one_piece(self) -> bool:
        """Whether the model's words are sent only once all of them are there.

        So are those that nothing must follow: a question after a goodbye cannot be taken back.
        """
        return self.ends or not self.asks


@dataclass(frozen=True, slots=True)
class Talk:
    """The call as it stands in a turn; `at` is Unix time in seconds."""

    voice: Voice
    memory: Memory
    at: float
    transcript: Transcript


def told_to_model(phrasing: Phrasing, talk: Talk, already: str) -> list[Message]:
    """The messages of the request for one turn, of which `already` has been said."""
    task = Task(
        [talk.voice.guidance(line.step) for line in phrasing.lines],
        [talk.voice.words([line], talk.memory, talk.at) for line in phrasing.lines],
        already,
        asks=phrasing.asks,
        ends=phrasing.ends,
    )
    known = common_values(talk.memory.load, talk.at)
    return messages(task, talk.memory, talk.transcript, known)


def _told(talk: Talk) -> list[str]:
    """All that is known in the call, as text."""
    load, notes = talk.memory.load, talk.memory.notes
    lines = [line.text for line in talk.transcript[-LINES:]]
    bears = [load.load_number, load.origin, load.destination, load.driver_name]
    return [*lines, *bears, *(str(note.value) for note in notes.current)]


def is_phrased(step: Step) -> bool:
    """Whether a model ever phrases `step`: safety lines are spoken as they stand in every voice."""
    return step not in _ALWAYS_SCRIPTED and not STEP_RULES[step].safety


class Speech:
    """Has turns of one call phrased by `models`."""

    def __init__(self, name: VoiceName, models: Models | None) -> None:
        self._name = name
        self._models = models
        self._run: _Run | None = None

    def phrasing(
        self, say: Say, ending: HangUp | TransferCall | None, memory: Memory
    ) -> Phrasing | None:
        """What of `say` a model phrases; None where the script speaks alone."""
        if self._name == "scripted" or self._models is None or say.turn == GREETING_TURN:
            return None
        if self._name == "hybrid" and say.understood:
            return None
        if not _may_be_phrased(say, ending, memory):
            return None
        leaves = _ACKNOWLEDGES if say.understood else _READ_BACK
        head = 0
        while head < len(say.lines) and say.lines[head].step in leaves:
            head += 1
        if head == len(say.lines) or not self._models.to_ask():
            return None
        return Phrasing(say.lines[:head], say.lines[head:], ends=isinstance(ending, HangUp))

    async def phrase(
        self,
        phrasing: Phrasing,
        talk: Talk,
        delivery: Delivery,
        send: Callable[[str], Awaitable[None]],
    ) -> str | None:
        """Have a model speak through `send`; return the last words, which complete the turn.

        None where it was stopped. Cancelled, it closes the connections to the provider at once.
        """
        assert self._models is not None
        voice, memory, at = talk.voice, talk.memory, talk.at
        plain = [voice.words([line], memory, at) for line in phrasing.lines]
        bounds = Bounds(
            memory.language,
            asks=phrasing.asks,
            ends=phrasing.ends,
            promises_call=any(line.step in _PROMISES_CALL for line in phrasing.lines),
            numbers=numbers_known([*_told(talk), *plain, delivery.words]),
            question=phrasing.question,
            wordings=sentences(plain),
        )

        def compose() -> Composer:
            return Composer(bounds, already=delivery.words, at_once=phrasing.in_one_piece)

        told = told_to_model(phrasing, talk, delivery.words)
        self._run = run = _Run(self._models, told, compose, delivery, send)
        try:
            tail = await run.listen()
        except BaseException:
            run.cancel()
            raise
        if run.stopped:
            return None
        rest = _rest(phrasing, run)
        if rest:
            delivery.fallback = run.trouble or "it did not ask"
        words = voice.words(rest, memory, at)
        if not run.in_mid_sentence:
            return (tail + words).rstrip()
        return f"{tail}{'.' if run.said_a_word_of_its_own else '...'} {words}".rstrip()

    async def account(self, delivery: Delivery) -> None:
        """Wait a little for what the turn's request cost, once all its words are sent."""
        run, self._run = self._run, None
        usage = await run.account() if run is not None else None
        if usage is not None:
            delivery.prompt_tokens, delivery.completion_tokens = usage.prompt, usage.completion

    def stop(self) -> bool:
        """Say no more in the turn that is being phrased; whether there is one."""
        if self._run is None or self._run.over:
            return False
        self._run.stop()
        return True

    def close(self) -> None:
        """Say no more, and phrase nothing any more: nobody listens."""
        self.stop()
        self._models = None


def _rest(phrasing: Phrasing, run: _Run) -> Sequence[Line]:
    """What of the step the script still has to say."""
    if not run.spoke:
        return phrasing.lines
    if run.in_mid_sentence:
        over = () if run.said_a_word_of_its_own else (Line(Step.START_OVER),)
        return (*over, *phrasing.lines)
    if run.asked or not phrasing.asks:
        return ()
    return [line for line in phrasing.lines if STEP_RULES[line.step].asks]


def _may_be_phrased(say: Say, ending: HangUp | TransferCall | None, memory: Memory) -> bool:
    """Whether no word on which safety hangs is said in this turn, before or after it."""
    if isinstance(ending, TransferCall) or memory.had_emergency:
        return False
    if memory.phase in EMERGENCY_PHASES or memory.phase is Phase.SUSPECTED:
        return False
    return all(is_phrased(line.step) for line in say.lines)


class _Attempt:
    """One request to one model, and what has come of it. Hears what the provider streams."""

    def __init__(
        self, model: Model, composer: Composer, news: asyncio.Event, timers: Timers
    ) -> None:
        self.model = model
        self.composer = composer
        self._news = news
        self._timers = timers
        self.begun = self.heard_at = timers.now()
        self.task: asyncio.Task[None] | None = None
        #: What may be sent, and has not been.
        self.ready = ""
        self._after = 0
        self.ended = False
        self.dropped = False
        self.failure: str | None = None
        self.usage: Usage | None = None
        self._judged = False

    @property
    def over(self) -> bool:
        """Whether no more words will be taken from it."""
        return self.ended or self.dropped or self.failure is not None or self.composer.closed

    @property
    def useful(self) -> bool:
        """Whether it has given a useful word."""
        return self.composer.alive and not self.dropped

    @property
    def trouble(self) -> str | None:
        """Why it gave no words, or no more of them; None where it did well."""
        return self.failure or self.composer.fault

    def text(self, piece: str) -> None:
        if self.over:
            self._after += len(piece)
            if self._after > LAST_WORDS:
                self.drop()
            return
        self.heard_at = self._timers.now()
        known = self.composer.alive
        self.ready += self.composer.feed(piece)
        if self.ready or self.over or self.composer.alive is not known:
            self._news.set()

    def end(self, *, whole: bool) -> None:
        if not self.over:
            self.ready += self.composer.finish(whole=whole)
            if not self.composer.alive:
                self.failure = Failure.EMPTY
        self.ended = True
        self._news.set()

    def cost(self, usage: Usage) -> None:
        self.usage = usage

    def failed(self, failure: str) -> None:
        """It gives no more words."""
        if not self.over:
            self.failure = failure
        self._news.set()

    def drop(self) -> None:
        """Close its connection: what it says is not wanted any more."""
        self.dropped = True
        if self.task is not None:
            self.task.cancel()

    def judge(self, failure: str | None) -> None:
        """Tell the model's breaker how it did; the first word counts."""
        if self._judged:
            return
        self._judged = True
        if failure is None:
            self.model.breaker.succeeded()
        else:
            self.model.breaker.failed(failure)


class _Run:
    """The requests of one turn, and the deadlines that they are under."""

    def __init__(
        self,
        models: Models,
        told: Sequence[Message],
        compose: Callable[[], Composer],
        delivery: Delivery,
        send: Callable[[str], Awaitable[None]],
    ) -> None:
        self._models = models
        self._told = told
        self._compose = compose
        self._delivery = delivery
        self._send = send
        self._timers = models.timers
        self._begun = self._timers.now()
        self._first = models.first_deadline
        self._second = min(self._first + SECOND_AFTER, SECOND_LATEST)
        self._news = asyncio.Event()
        self._attempts: list[_Attempt] = []
        self._queue = models.to_ask()
        self._leader: _Attempt | None = None
        self._stall: Timer | None = None
        self._said_at = self._begun
        # The driver has words to listen to while a sentence is being made.
        self._has_sentence = bool(delivery.words)
        self.stopped = False
        self.over = False
        #: Words of the model's have been sent, or are about to be.
        self.spoke = False
        #: What went wrong last, in a word or a few.
        self.trouble = ""

    @property
    def asked(self) -> bool:
        """Whether the model has asked its question."""
        return self._leader is not None and self._leader.composer.asked

    @property
    def in_mid_sentence(self) -> bool:
        """Whether what the model has said ends in the middle of a sentence."""
        return self._leader is not None and self._leader.composer.in_mid_sentence

    @property
    def said_a_word_of_its_own(self) -> bool:
        """Whether the sentence broke off where it could as well have ended: "Okay"."""
        return self._leader is not None and self._leader.composer.stands_alone

    async def listen(self) -> str:
        """Send what the models say until no more is to come; return what is left to be sent."""
        deadlines = [
            self._timers.later(seconds, self._news.set)
            for seconds in (self._first, self._second, SENTENCE_LATEST)
        ]
        self._ask()
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                if self.stopped:
                    return ""
                leader = self._find_leader()
                if leader is None:
                    if self._gives_up():
                        return ""
                elif leader.over or self._is_too_slow(leader):
                    return self._conclude(leader)
                elif leader.ready:
                    await self._send(self._taken(leader))
        finally:
            self.over = True
            for timer in (*deadlines, self._stall):
                if timer is not None:
                    timer.cancel()

    def stop(self) -> None:
        """Nothing more is said: the requests end now."""
        self.stopped = True
        self.cancel()
        self._news.set()

    def cancel(self) -> None:
        """Close all connections of this turn."""
        for attempt in self._attempts:
            attempt.drop()

    async def account(self) -> Usage | None:
        """What it cost, where that is told within a little while; then nothing goes on."""
        leader = self._leader
        try:
            if leader is not None and leader.task is not None and not leader.task.done():
                enough = asyncio.Event()
                leader.task.add_done_callback(lambda _: enough.set())
                timer = self._timers.later(ACCOUNTING, enough.set)
                await enough.wait()
                timer.cancel()
        finally:
            self.cancel()
        return leader.usage if leader is not None else None

    # Asking

    def _ask(self) -> None:
        attempt = _Attempt(self._queue.pop(0), self._compose(), self._news, self._timers)
        self._attempts.append(attempt)
        self._delivery.requests += 1
        attempt.task = self._models.spawn(self._hear(attempt))

    async def _hear(self, attempt: _Attempt) -> None:
        name = attempt.model.name
        try:
            await self._models.completions.stream(name, self._told, MAX_TOKENS, attempt)
        except CompletionError as error:
            attempt.failed(error.failure)
            log.info("model_failed", model=name, failure=str(error))
        except Exception:
            attempt.failed("error")
            log.exception("model_failed", model=name)

    def _elapsed(self) -> float:
        """Seconds since the beginning; a timer may be a little early."""
        return self._timers.now() - self._begun + 0.005

    def _find_leader(self) -> _Attempt | None:
        """The first that said something useful; all others are cancelled."""
        leader = self._leader
        if leader is None:
            leader = next((each for each in self._attempts if each.useful), None)
            if leader is None:
                return None
            self._leader = leader
            self._delivery.model_ms = (self._timers.now() - leader.begun) * 1000
            for other in self._attempts:
                if other is not leader:
                    other.drop()
        if leader.trouble and not self.spoke and not leader.ready:
            # It has gone wrong before a word of it was sent: another may still do.
            self._part_with(leader)
            self._leader = None
        return self._leader

    def _gives_up(self) -> bool:
        """Ask another model where the first is late or has failed; whether none is left to ask."""
        elapsed = self._elapsed()
        for attempt in self._attempts:
            if attempt.over and not attempt.dropped:
                self._part_with(attempt)
        running = [attempt for attempt in self._attempts if not attempt.over]
        if elapsed >= self._second:
            self._miss(running)
            self.cancel()
            return True
        if running and elapsed < self._first:
            return False
        if self._queue:
            self._miss(running)
            self._ask()
            return False
        return not running

    def _miss(self, late: Sequence[_Attempt]) -> None:
        if late:
            self._delivery.deadlines_missed += 1
            self.trouble = LATE
        for attempt in late:
            attempt.judge(LATE)

    def _part_with(self, attempt: _Attempt) -> None:
        attempt.judge(attempt.failure)
        self.trouble = attempt.trouble or self.trouble
        self._delivery.withheld = attempt.composer.withheld or self._delivery.withheld
        if attempt.trouble:
            attempt.drop()

    # Concluding

    def _is_too_slow(self, leader: _Attempt) -> bool:
        """Whether the leader has said too little for too long."""
        elapsed, silence = self._elapsed(), self._timers.now() - leader.heard_at
        silent = elapsed >= self._second and not self.spoke and not leader.ready
        unfinished = elapsed >= SENTENCE_LATEST and not (
            self._has_sentence or leader.composer.has_sentence
        )
        stalled = silence + 0.005 >= STALLED
        drags = leader.composer.has_sentence and self._since_words() >= NEXT_SENTENCE
        if not (silent or unfinished or stalled or drags):
            if self._stall is None:
                self._stall = self._timers.later(STALLED - silence, self._look_again)
            return False
        leader.failed(STALL if stalled else LATE)
        self._delivery.deadlines_missed += 1
        return True

    def _since_words(self) -> float:
        return self._timers.now() - self._said_at + 0.005

    def _look_again(self) -> None:
        self._stall = None
        self._news.set()

    def _conclude(self, leader: _Attempt) -> str:
        tail = self._taken(leader)
        self._part_with(leader)
        return tail

    def _taken(self, leader: _Attempt) -> str:
        words, leader.ready = leader.ready, ""
        if words:
            self.spoke, self._said_at = True, self._timers.now()
            self._delivery.model = leader.model.name
        return words
