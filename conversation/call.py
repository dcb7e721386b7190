"""One call, with no network and no clock: events in, actions out.

`Call.receive` is all there is. Whoever drives a call reads events from somewhere, hands them in,
and carries out the actions in their order; what the call knows is in `Call.memory`, from which
`Call(memory)` goes on in another process.
"""

from __future__ import annotations

from conversation import alert, checkin, emergency, handover, listening, reading
from conversation.actions import (
    GREETING_TURN,
    Action,
    AskReading,
    HangUp,
    Interrupt,
    RaiseAlert,
    Say,
    TransferCall,
    TuneAgent,
)
from conversation.danger import Danger, Verdict, assess
from conversation.danger.verdict import NO_DANGER
from conversation.draft import Draft
from conversation.events import (
    AnswerCutOff,
    AnswerSent,
    CallCancelled,
    CallEnded,
    CallStarted,
    DetailsArrived,
    DriverNotReached,
    DriverSpoke,
    Event,
    LineRestored,
    ReadingArrived,
    ReminderDue,
    Speaker,
    Transcript,
    TransferBridged,
    TransferFailed,
    TransferOverdue,
    TransferStarted,
    TurnRequested,
)
from conversation.facts import Act, Hearing, Topic
from conversation.hearing import hear
from conversation.memory import Ear, Ending, Memory
from conversation.states import EMERGENCY_PHASES, Phase, Signal
from conversation.steps import Step

#: An answer of so many words at most that tells a fact is taken for just that.
PLAIN_WORDS = 8
_DISTRESS = frozenset({Topic.SAFETY, Topic.INJURY, Topic.LOAD_SECURE})
#: So many words more than before have not come one by one.
AT_ONCE = 3

#: A mailbox or a stranger can say "emergency" without being in one.
_NOT_THE_DRIVER = frozenset({Act.VOICEMAIL, Act.WRONG_PERSON})
#: A closed line may come back, and what becomes of a transfer is often known only afterwards.
_Report = TransferStarted | TransferBridged | TransferFailed | TransferOverdue | DriverNotReached
_AFTER_THE_END = LineRestored | _Report


class Call:
    """A call's memory, and what it does next."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory or Memory()
        # The call as it stood before the last answer, should nobody hear that answer.
        self._before: Memory | None = None

    @property
    def memory(self) -> Memory:
        """What the call knows now."""
        return self._memory

    def receive(self, event: Event) -> list[Action]:
        """Take in what happened; return what is to be done, in order.

        Each `TurnRequested` and `ReminderDue` is answered by exactly one `Say` of its turn, but
        for a call that has ended, which does nothing any more.
        """
        if self._memory.phase is Phase.ENDED and not isinstance(event, _AFTER_THE_END):
            return []
        match event:
            case CallStarted():
                actions = self._start(event)
            case DetailsArrived():
                bound = self._memory.bound
                self._learn_load(event)
                actions = [] if self._memory.bound == bound else [self._tuning()]
            case AnswerSent() | AnswerCutOff():
                self._settle(event)
                actions = []
            case LineRestored():
                actions = self._come_back(event)
            case DriverSpoke():
                actions = self._overhear(event)
            case TurnRequested() | ReminderDue():
                actions = self._speak(event)
            case (
                TransferStarted()
                | TransferBridged()
                | TransferFailed()
                | TransferOverdue()
                | DriverNotReached()
            ):
                actions = self._follow_up(event)
            case ReadingArrived():
                actions = self._consider(event)
            case CallCancelled():
                actions = self._cancel(event)
            case CallEnded():
                actions = self._end(event)
        return self._alert_first(actions, event.at)

    def hear_of(self, event: Event, key: str) -> list[Action]:
        """Take in what happened outside the call, as `receive` does, once under each `key`.

        However often it is told, and in whatever process the call goes on meanwhile.
        """
        if key in self._memory.taken_in:
            return []
        actions = self.receive(event)
        taken_in = (*self._memory.taken_in, key)
        self._memory = self._memory.model_copy(update={"taken_in": taken_in})
        return actions

    # The line

    def _start(self, event: CallStarted) -> list[Action]:
        if self._memory.phase is not Phase.DIALLED:
            return []
        self._learn_load(event)
        draft = Draft(self._memory, event.at)
        if event.cut_off is None:
            checkin.greet(draft)
        else:
            emergency.take_up(draft, event.cut_off)
        return [*self._spoken(draft, GREETING_TURN), self._tuning()]

    def _tuning(self) -> TuneAgent:
        """When silence is met with words."""
        reminders = self._memory.flow.reminders
        return TuneAgent(int(reminders.after_seconds * 1000), reminders.count)

    def _learn_load(self, event: CallStarted | DetailsArrived) -> None:
        memory = self._memory
        language = "es" if event.load.language.lower().startswith(("es", "spa")) else "en"
        self._memory = memory.model_copy(
            update={
                "load": event.load,
                "bound": memory.bound or event.flow,
                "started_at": memory.started_at or event.at,
                "language": language if memory.phase is Phase.DIALLED else memory.language,
            }
        )

    def _come_back(self, event: LineRestored) -> list[Action]:
        """After a dropped line: no greeting again, but no silence for a waiting driver either."""
        if self._memory.phase is Phase.DIALLED:
            return []
        self._before = None
        self._reopen(event)
        # Turns may be counted anew.
        self._memory = self._memory.model_copy(update={"answered_turn": None})
        if not self._must_speak_first():
            return [Say(GREETING_TURN, ())]
        draft = Draft(self._memory, event.at)
        draft.say(Step.BACK_AFTER_DROP)
        if draft.phase in EMERGENCY_PHASES or draft.phase is Phase.SUSPECTED:
            emergency.remind(draft)
        elif draft.phase is Phase.CLOSING:
            checkin.remind(draft)
        else:
            checkin.repeat_question(draft)
        return self._spoken(draft, GREETING_TURN)

    def _reopen(self, event: LineRestored) -> None:
        if self._memory.phase is Phase.ENDED:
            draft = Draft(self._memory, event.at)
            draft.signal(Signal.LINE_RESTORED)
            self._memory = draft.memory.model_copy(update={"closed_in": None})

    def _must_speak_first(self) -> bool:
        """Whether the driver waits for words that the dropped line has swallowed."""
        memory = self._memory
        unsaid = memory.had_emergency and not (memory.emergency and memory.emergency.announced)
        owed = memory.owed_turn is not None or not memory.ear.traced
        return owed or unsaid or memory.phase is Phase.HANDING_OVER

    def _settle(self, event: AnswerSent | AnswerCutOff) -> None:
        if isinstance(event, AnswerCutOff):
            self._take_back(event)
        elif self._memory.owed_turn == event.turn:
            self._memory = self._memory.model_copy(update={"owed_turn": None})

    def _cancel(self, event: CallCancelled) -> list[Action]:
        """Say goodbye at once. A driver in trouble is not sent away: his line is left to him."""
        phase = self._memory.phase
        if phase in EMERGENCY_PHASES or phase in (Phase.SUSPECTED, Phase.CLOSING):
            return []
        draft = Draft(self._memory, event.at)
        checkin.close(draft, Ending.CANCELLED)
        self._before = None
        self._memory = draft.memory
        return _interruption(draft)

    def _take_back(self, event: AnswerCutOff) -> None:
        """What never left us was not said: it keeps its wordings, and its question its place."""
        memory = self._memory
        said = {step: times - event.unsaid.count(step) for step, times in memory.said.items()}
        question = memory.question
        if question in event.unsaid and self._before is not None:
            question = self._before.question
        self._memory = memory.model_copy(update={"said": said, "question": question})

    def _end(self, event: CallEnded) -> list[Action]:
        draft = Draft(self._memory, event.at)
        draft.note(closed_in=draft.phase)
        draft.signal(Signal.LINE_CLOSED)
        self._memory = draft.memory
        return []

    # The driver

    def _overhear(self, event: DriverSpoke) -> list[Action]:
        """Look for danger in words that nobody waits for yet."""
        floor = self._floor_after(event)
        ear = listening.traced(event.transcript, self._memory.ear)
        self._memory = self._memory.model_copy(update={"floor": floor, "ear": ear})
        memory, _ = self._rewound(event.transcript)
        phases = {self._memory.phase, memory.phase}
        if phases & EMERGENCY_PHASES or Phase.DIALLED in phases:
            return []
        words = listening.new_words(event.transcript, memory.ear)
        danger = self._danger_overheard(words)
        if danger.verdict is not Verdict.YES:
            line = listening.line_apart(event.transcript, memory.ear)
            danger = _with_last_line(danger, self._danger_overheard(line))
        if danger.verdict is not Verdict.YES:
            danger = self._danger_missed(event.transcript, memory.ear, finished=False)
        self._memory = self._memory.model_copy(update={"overheard": len(words.split())})
        if danger.verdict is not Verdict.YES:
            return []
        # Accepted before the turn ends: the alert is out while he is still talking.
        draft = Draft(memory.model_copy(update={"floor": floor}), event.at)
        emergency.accept(draft, danger, unfinished=True)
        self._before = None
        if floor is not Speaker.AGENT and memory.phase is not Phase.CLOSING:
            # He is not talked over: the answer to the coming request says the first words. But
            # there is no such request once our goodbye has been spoken.
            self._memory = draft.memory
            return []
        emergency.begin(draft, self._hear(draft, words))
        ear = listening.answered(event.transcript, memory.ear, unheard=False)
        self._memory = draft.memory.model_copy(update={"ear": ear})
        return _interruption(draft)

    def _speak(self, event: TurnRequested | ReminderDue) -> list[Action]:
        return self._remind(event) if isinstance(event, ReminderDue) else self._answer(event)

    def _answer(self, event: TurnRequested | ReminderDue) -> list[Action]:
        memory, unheard = self._rewound(event.transcript)
        draft = Draft(memory, event.at)
        self._before = memory
        words = listening.new_words(event.transcript, self._hear_out(draft, event.transcript))
        self._respond(draft, event, words, self._danger_missed(event.transcript, memory.ear))
        ear = listening.answered(event.transcript, self._memory.ear, unheard=unheard)
        anew = unheard or memory.answered_turn is None
        draft.note(
            ear=ear,
            floor=Speaker.AGENT,
            owed_turn=event.turn,
            overheard=0,
            answered_turn=event.turn,
            readings_from=event.turn if anew else memory.readings_from,
        )
        actions = self._spoken(draft, event.turn)
        if words and not listening.is_noise(words):
            actions.append(AskReading(event.turn, words, memory.ear.lines, memory.question))
        return actions

    def _respond(
        self, draft: Draft, event: TurnRequested | ReminderDue, words: str, missed: Danger
    ) -> None:
        hearing = self._hear(draft, words)
        if draft.phase is Phase.DIALLED:
            self._open_with_answer(draft, event, hearing, words)
            if draft.lines:
                return
        line = listening.line_apart(event.transcript, draft.memory.ear)
        apart = _with_last_line(missed, self._danger_in(line))
        if apart.verdict is Verdict.YES and draft.phase in EMERGENCY_PHASES:
            # What stands in a line or a turn of its own is not taken back by the others.
            draft.note_emergency(unfinished=False)
        elif missed.verdict is Verdict.YES:
            emergency.accept(draft, missed)
        if draft.phase in EMERGENCY_PHASES or draft.phase is Phase.SUSPECTED:
            emergency.answer(draft, hearing, words)
            if draft.phase not in EMERGENCY_PHASES and draft.phase is not Phase.SUSPECTED:
                checkin.resume(draft, hearing, words)
            return
        danger = self._danger_in(words)
        if danger.verdict is Verdict.NO or apart.verdict is Verdict.YES:
            danger = apart
        if danger.verdict is Verdict.YES:
            emergency.accept(draft, danger)
            emergency.begin(draft, hearing)
        elif danger.verdict is Verdict.PERHAPS and not _is_plain_answer(hearing, words):
            checkin.take_in(draft, hearing, words)
            emergency.suspect(draft, danger)
        else:
            checkin.answer(draft, hearing, words)

    def _hear_out(self, draft: Draft, transcript: Transcript) -> Ear:
        """Take in the whole of a sentence that we cut into; the ear that has heard it.

        Its end alone may say nothing: "leg is broke" was begun with "I wrecked and my".
        """
        ear = draft.memory.ear
        whole = listening.whole_last_line(transcript, ear)
        known = draft.memory.emergency
        if not whole or known is None or not (known.accepted and known.unfinished):
            return ear
        emergency.hear_out(draft, hear(whole, None), whole)
        return ear.model_copy(update={"last_line": whole})

    def _open_with_answer(
        self, draft: Draft, event: TurnRequested | ReminderDue, hearing: Hearing, words: str
    ) -> None:
        """Greet a driver who spoke before we did, unless he has told something already."""
        checkin.greet(draft)
        greeted = bool(listening.agent_letters(event.transcript))
        told = bool(hearing.facts) or self._danger_in(words).verdict is not Verdict.NO
        if greeted or told:
            # Somebody has greeted and what became of it is lost, or a greeting can wait.
            draft.lines.clear()

    def _remind(self, event: ReminderDue) -> list[Action]:
        ear, said = self._memory.ear, len(listening.driver_lines(event.transcript))
        if said > ear.lines or listening.whole_last_line(event.transcript, ear):
            # He was not silent: a lost line, a lost process or our own words have swallowed his.
            return self._answer(event)
        draft = Draft(self._memory, event.at)
        self._before = self._memory
        if draft.phase is Phase.DIALLED:
            checkin.greet(draft)
        elif draft.phase in EMERGENCY_PHASES or draft.phase is Phase.SUSPECTED:
            emergency.remind(draft)
        else:
            checkin.remind(draft)
        ear = listening.answered(event.transcript, draft.memory.ear, unheard=False)
        draft.note(ear=ear, floor=Speaker.AGENT, owed_turn=event.turn, overheard=0)
        return self._spoken(draft, event.turn)

    def _follow_up(self, event: _Report) -> list[Action]:
        """Take in what is reported of the hand-over, or of the search for the driver."""
        if self._memory.emergency is None or not self._memory.emergency.accepted:
            return []
        draft = Draft(self._memory, event.at)
        self._before = None
        match event:
            case TransferStarted():
                handover.transfer_started(draft, event.contact)
            case TransferBridged():
                handover.transfer_bridged(draft, event.contact)
            case TransferFailed():
                handover.transfer_failed(draft, event.contact)
            case TransferOverdue():
                handover.transfer_overdue(draft)
            case DriverNotReached():
                draft.note_emergency(not_reached=True)
        self._memory = draft.memory
        return _interruption(draft) if draft.lines else []

    # The second reader

    def _consider(self, event: ReadingArrived) -> list[Action]:
        """Take in what was read of an answer that has been given; it steers the next step.

        A danger that the rules missed is one: the call cuts in, or the answer to what the driver
        is just saying begins with the emergency's first words.
        """
        memory = self._memory
        if not reading.counts(memory, event):
            return []
        if reading.alarms(memory, event):
            return self._alarm(event)
        self._memory = reading.learned_from(memory, event)
        if self._before is not None and self._memory.answered_turn != event.turn:
            self._before = reading.learned_from(self._before, event)
        return []

    def _alarm(self, event: ReadingArrived) -> list[Action]:
        draft = Draft(self._memory, event.at)
        over_goodbye = draft.phase is Phase.CLOSING
        reading.accept(draft, event)
        self._before = None
        if draft.memory.floor is Speaker.DRIVER and not over_goodbye:
            # He is not talked over: the answer to the coming request says the first words.
            self._memory = draft.memory
            return []
        emergency.announce(draft)
        ear = draft.memory.ear.model_copy(update={"traced": False})
        self._memory = draft.memory.model_copy(update={"ear": ear})
        return _interruption(draft)

    # What all of them share

    def _hear(self, draft: Draft, words: str) -> Hearing:
        hearing = hear(words, draft.memory.question) if words else Hearing()
        if hearing.does(Act.SPEAKS_SPANISH):
            draft.speak("es")
        elif hearing.does(Act.SPEAKS_ENGLISH):
            draft.speak("en")
        return hearing

    def _danger_in(self, words: str, *, finished: bool = True) -> Danger:
        danger = assess(words, finished=finished)
        if danger.verdict is Verdict.NO:
            return danger
        return NO_DANGER if hear(words, self._memory.question).acts & _NOT_THE_DRIVER else danger

    def _danger_missed(self, transcript: Transcript, ear: Ear, *, finished: bool = True) -> Danger:
        """The gravest danger in turns of the driver's of which more than one were never answered.

        Told between other things it may not be heard any more: each turn is judged by itself.
        `finished=False`: he may still be going on with the last of them.
        """
        turns = listening.new_turns(transcript, ear)
        if len(turns) < 2:
            return NO_DANGER
        *before, last = turns
        dangers = [self._danger_in(turn) for turn in before]
        dangers.append(self._danger_in(last) if finished else self._danger_overheard(last))
        return max(dangers, key=lambda danger: list(Verdict).index(danger.verdict))

    def _danger_overheard(self, words: str) -> Danger:
        """The danger in words that may still be the half of a sentence.

        "I just hit" is an alarm until "traffic" comes: while words come one by one, an alarm
        counts once it has stood for two of them. Words that come all at once are taken whole,
        and so are those over our goodbye, after which nothing more would be heard.
        """
        heard = words.split()
        at_once = len(heard) - self._memory.overheard >= AT_ONCE
        if at_once or self._memory.phase is Phase.CLOSING:
            return self._danger_in(words)
        danger = self._danger_in(words, finished=False)
        if danger.verdict is Verdict.NO:
            return danger
        stood = assess(" ".join(heard[:-1]), finished=False).verdict is Verdict.YES
        return danger if stood else NO_DANGER

    def _rewound(self, transcript: Transcript) -> tuple[Memory, bool]:
        """The memory to go on from, and whether the last answer went unheard.

        An answer that nobody heard is taken back, with all that the call thought of the words it
        answered; but never an accepted emergency, nor what has happened outside the call.
        """
        memory, before = self._memory, self._before
        if before is None or not listening.was_unheard(transcript, memory.ear):
            return memory, False
        ear = before.ear.model_copy(update={"unheard": memory.ear.unheard})
        outside = {"floor": memory.floor, "taken_in": memory.taken_in}
        before = before.model_copy(update={"ear": ear, **outside})
        return _keeping_emergency(before, memory), True

    def _floor_after(self, event: DriverSpoke) -> Speaker | None:
        if event.floor is not None:
            return event.floor
        if self._memory.floor is not None:
            return self._memory.floor
        last = event.transcript[-1].speaker if event.transcript else None
        return last if last is Speaker.AGENT else None

    def _spoken(self, draft: Draft, turn: int) -> list[Action]:
        self._memory = draft.memory
        actions: list[Action] = [Say(turn, tuple(draft.lines), draft.firm, draft.understood)]
        if draft.hangs_up:
            actions.append(HangUp(turn))
        elif draft.transfers_to is not None:
            actions.append(TransferCall(turn, draft.transfers_to))
        return actions

    def _alert_first(self, actions: list[Action], at: float) -> list[Action]:
        """Put the emergency card before everything else, whenever it has news."""
        memory = self._memory
        card = alert.card(memory, at)
        told = alert.last_card(memory)
        if card is None or (told is not None and told.tells_the_same_as(card)):
            return actions
        self._memory = alert.with_card(memory, card)
        return [RaiseAlert(card), *actions]


def _is_plain_answer(hearing: Hearing, words: str) -> bool:
    """Whether a few words tell what was asked for, and nothing that could be danger.

    Out of context "sending it over in a minute" may sound like anything; as an answer to the
    reminder it is one.
    """
    told = {fact.topic for fact in hearing.facts}
    return len(words.split()) <= PLAIN_WORDS and bool(told) and not told & _DISTRESS


def _with_last_line(danger: Danger, alone: Danger) -> Danger:
    """The danger in all new words, or the emergency that their last line tells by itself."""
    return alone if alone.verdict is Verdict.YES else danger


def _interruption(draft: Draft) -> list[Action]:
    actions: list[Action] = [Interrupt(tuple(draft.lines))]
    if draft.transfers_to is not None:
        actions.append(TransferCall(None, draft.transfers_to))
    elif draft.hangs_up:
        actions.append(HangUp(None))
    return actions


def _keeping_emergency(before: Memory, now: Memory) -> Memory:
    """`before`, but with the emergency that was accepted since, and all that happened in it."""
    known = now.emergency
    if known is None or not known.accepted:
        return before
    if before.emergency is None or not before.emergency.accepted:
        fresh = known.model_copy(update={"announced": False, "advised_911": False, "unclear": 0})
        return before.model_copy(update={"phase": Phase.SAFETY, "emergency": fresh})
    emergency = before.emergency.model_copy(
        update={"receipt": known.receipt, "card": known.card, "type": known.type}
    )
    return before.model_copy(update={"emergency": emergency})
