"""Laws of the core, whatever happens to a call and in whatever order.

The world of these tests is a phone line: what the driver says and what he hears of us stands in
one transcript, an answer can be overtaken before it is heard, the line drops, and nothing but JSON
survives a drop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversation.actions import (
    GREETING_TURN,
    Action,
    HangUp,
    Interrupt,
    Line,
    Say,
    TransferCall,
)
from conversation.call import Call
from conversation.events import (
    AnswerSent,
    CallEnded,
    CallStarted,
    DetailsArrived,
    DriverSpoke,
    Event,
    LineRestored,
    LoadFacts,
    ReminderDue,
    Speaker,
    TransferBridged,
    TransferFailed,
    TransferOverdue,
    TransferStarted,
    TurnRequested,
    Utterance,
)
from conversation.memory import Memory
from conversation.states import TRANSITIONS, Phase
from conversation.steps import STEP_RULES, Step
from prompts import SHIPPED, load_prompts
from server.voice import Voice

VOICE = Voice(load_prompts(SHIPPED), "call_8")
LOAD = LoadFacts(
    driver_name="Fern Abbott",
    load_number="4410",
    destination="Waco",
    last_known_location="Needles, CA",
    reefer_set_point="34",
    wants_check_in_time=True,
    contacts=("+15550101", "+15550102"),
)

ORDINARY = (
    "going good",
    "i'm driving",
    "i'm on forty near amarillo",
    "still in texas",
    "around six",
    "later on",
    "no delays",
    "running late there's traffic",
    "yeah",
    "no",
    "okay i'll send it",
    "i'm here at the receiver",
    "i'm in door nine",
    "waiting on a door",
    "it's at thirty five degrees",
    "checked in at ten",
    "no idea",
    "none of your business",
    "hold on a second",
    "what did you say",
    "who is this",
    "are you a robot",
    "what's my next load",
    "gotta go bye",
    "no wait i told you wrong i'm near groom",
    "(unintelligible audio)",
    "no hablo inglés",
    "english please",
    "call me back in an hour",
    "wrong number buddy",
    "stop calling me",
    "leave a message after the tone",
)
ALARMING = (
    "i just crashed",
    "my truck is on fire",
    "i'm bleeding bad",
    "i can't breathe",
    "what happens if i hit a deer",
    "there's a wreck up ahead on its side",
    "i'm safe on the shoulder",
    "i'm not safe",
    "nobody's hurt",
    "my arm is broken",
    "mile marker sixty on eighty",
    "the doors busted open",
    "false alarm",
    "yes false alarm",
    "i was just kidding",
    "hurry up",
)
WORDS = st.sampled_from(ORDINARY) | st.sampled_from(ALARMING) | st.text(max_size=12)


@dataclass
class PhoneLine:
    """The phone line: a call, and everything that was really said and heard on it."""

    call: Call = field(default_factory=Call)
    transcript: list[Utterance] = field(default_factory=list)
    heard: list[tuple[Line, str]] = field(default_factory=list)
    turn: int = 0
    at: float = 1000.0
    # The answer that is on its way to the driver's ear.
    due: Sequence[Line] = ()
    # Some clients send no lines of ours: then nobody can tell what was heard.
    shows_ours: bool = True

    def tell(self, event: Event) -> list[Action]:
        """Hand an event in, and hold the call to its laws."""
        before = self.call.memory
        actions = self.call.receive(event)
        after = self.call.memory
        assert after.phase in TRANSITIONS
        assert Memory.model_validate_json(after.model_dump_json()) == after
        emergency_is_kept(before, after)
        if before.phase is Phase.ENDED and not isinstance(event, LineRestored):
            assert not [a for a in actions if isinstance(a, Say | Interrupt)]
        elif isinstance(event, TurnRequested | ReminderDue):
            answered_once(event.turn, actions)
            if before.emergency and before.emergency.transfer_stands:
                assert not [a for a in actions if isinstance(a, HangUp | TransferCall)]
        for action in actions:
            if isinstance(action, Say | Interrupt):
                self.due = action.lines
        return actions

    def is_heard(self) -> None:
        """The answer on its way is spoken to its end."""
        if not self.due:
            return
        memory = self.call.memory
        for line in self.due:
            self.heard.append((line, VOICE.words([line], memory, self.at)))
        words = VOICE.words(self.due, memory, self.at)
        if self.shows_ours:
            self.transcript.append(Utterance(Speaker.AGENT, words))
        self.due = ()

    def asks(self, kind: Callable[..., TurnRequested | ReminderDue]) -> None:
        """Retell asks for words."""
        self.turn += 1
        self.due = ()
        self.tell(kind(self.now(), self.turn, tuple(self.transcript)))
        self.tell(AnswerSent(self.now(), self.turn))

    def updates(self, floor: Speaker | None) -> None:
        """The transcript as it stands."""
        self.tell(DriverSpoke(self.now(), tuple(self.transcript), floor))

    def now(self) -> float:
        self.at += 1
        return self.at


def emergency_is_kept(before: Memory, after: Memory) -> None:
    if before.had_emergency and not after.had_emergency:
        assert after.past_emergencies[-1].confirmed_false_at is not None


def answered_once(turn: int, actions: Sequence[Action]) -> None:
    said = [action for action in actions if isinstance(action, Say)]
    assert [say.turn for say in said] == [turn]
    assert said[0].lines
    endings = [action for action in actions if isinstance(action, HangUp | TransferCall)]
    assert len(endings) <= 1


# What can happen


Move = Callable[[PhoneLine], None]


def speaks(words: str, floor: Speaker | None, hears_us: bool) -> Move:
    """The driver says something, and hears the answer or talks on."""

    def move(line: PhoneLine) -> None:
        if hears_us:
            line.is_heard()
        line.transcript.append(Utterance(Speaker.DRIVER, words))
        line.updates(floor)
        line.asks(TurnRequested)

    return move


def goes_on(words: str) -> Move:
    """The driver's last line grows, although an answer to it is on its way."""

    def move(line: PhoneLine) -> None:
        if not line.transcript or line.transcript[-1].speaker is not Speaker.DRIVER:
            return
        longer = f"{line.transcript[-1].text} {words}"
        line.transcript[-1] = Utterance(Speaker.DRIVER, longer)
        line.updates(Speaker.DRIVER)
        line.asks(TurnRequested)

    return move


def is_silent(line: PhoneLine) -> None:
    line.is_heard()
    line.asks(ReminderDue)


def asks_again(line: PhoneLine) -> None:
    line.asks(TurnRequested)


def hears_us(line: PhoneLine) -> None:
    line.updates(Speaker.AGENT)
    line.is_heard()
    line.updates(None)


def drops(line: PhoneLine) -> None:
    line.call = Call(Memory.model_validate_json(line.call.memory.model_dump_json()))
    line.due = ()
    line.tell(LineRestored(line.now()))
    line.tell(AnswerSent(line.now(), GREETING_TURN))


def ends(line: PhoneLine) -> None:
    line.due = ()
    line.tell(CallEnded(line.now()))


def hears_nothing_of_the_transfer(line: PhoneLine) -> None:
    line.tell(TransferOverdue(line.now()))


def learns_late(line: PhoneLine) -> None:
    line.tell(DetailsArrived(line.now(), LOAD))


def transfer(kind: Callable[[float, str], Event], contact: str) -> Move:
    def move(line: PhoneLine) -> None:
        line.tell(kind(line.now(), contact))

    return move


FLOORS = st.sampled_from([None, Speaker.AGENT, Speaker.DRIVER])
TRANSFERS = st.builds(
    transfer,
    st.sampled_from([TransferStarted, TransferBridged, TransferFailed]),
    st.sampled_from(["", *LOAD.contacts, "+15559999"]),
)
MOVES = st.one_of(
    st.builds(speaks, WORDS, FLOORS, st.booleans()),
    st.builds(speaks, WORDS, FLOORS, st.just(True)),
    st.builds(goes_on, WORDS),
    st.sampled_from([is_silent, hears_us, asks_again, drops, ends]),
    st.sampled_from([learns_late, hears_nothing_of_the_transfer]),
    TRANSFERS,
)
LOADS = st.sampled_from([LoadFacts(), LOAD, LOAD.model_copy(update={"contacts": ()})])


CALLS = st.lists(MOVES, min_size=4, max_size=25)


def played(load: LoadFacts, moves: Sequence[Move], *, shows_ours: bool = True) -> PhoneLine:
    """A call with these moves; every event is held to the laws by `PhoneLine.tell`."""
    line = PhoneLine(shows_ours=shows_ours)
    line.tell(CallStarted(line.now(), load))
    for move in moves:
        move(line)
    return line


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(load=LOADS, moves=CALLS, shows_ours=st.booleans())
def test_every_turn_is_answered_once_and_an_accepted_emergency_is_kept(load, moves, shows_ours):
    played(load, moves, shows_ours=shows_ours)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(load=LOADS, moves=CALLS)
def test_no_question_is_heard_twice_in_the_same_words(load, moves):
    line = played(load, moves)
    asked: dict[str, Step] = {}
    for said, words in line.heard:
        for question in re.findall(r"[^.!?¿]+\?", words):
            plain = question.strip().lower()
            assert plain not in asked or worn_out_by_danger(said), plain
            asked[plain] = said.step


def worn_out_by_danger(said: Line) -> bool:
    """Whether danger was suspected more often than there are words to ask about it."""
    return said.step is Step.CONFIRM_DANGER and said.wording >= STEP_RULES[said.step].wordings
