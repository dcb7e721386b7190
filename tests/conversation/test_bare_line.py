"""A line without a socket tells a call what Retell would."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from conversation.actions import Action, Say
from conversation.bare_line import BareLine, cuts_in
from conversation.events import (
    CallStarted,
    DriverSpoke,
    Event,
    LoadFacts,
    ReminderDue,
    Speaker,
    TurnRequested,
)
from conversation.memory import Memory
from conversation.states import Phase

LOAD = LoadFacts(driver_name="Fern Abbott", load_number="4410", contacts=("+15550101",))


class Watched:
    """A line that has greeted, and each event on it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        ticks = count(1000)
        self.line = BareLine(lambda: float(next(ticks)), self._note)
        self.line.tell(CallStarted(999.0, LOAD))
        self.line.answered(0)
        self.line.speaks("How is it going?")
        self.events.clear()

    def _note(self, event: Event, _: Memory, __: Sequence[Action]) -> None:
        self.events.append(event)


def test_the_driver_is_heard_word_by_word_and_goes_on_in_his_line():
    watched = Watched()
    assert watched.line.hears("going good") == ()
    watched.line.hears("so far", line=1)
    texts = [each.transcript[-1].text for each in watched.events if isinstance(each, DriverSpoke)]
    assert texts == ["going", "going good", "going good so", "going good so far"]


def test_a_request_holds_all_that_was_said_under_the_next_number():
    line = Watched().line
    line.hears("going good")
    [first] = [each for each in line.asks(TurnRequested) if isinstance(each, Say)]
    line.answered()
    line.speaks("Glad to hear it.")
    [second] = [each for each in line.asks(ReminderDue) if isinstance(each, Say)]
    assert (first.turn, second.turn) == (1, 2)
    speakers = [said.speaker for said in line.transcript]
    assert speakers == [Speaker.AGENT, Speaker.DRIVER, Speaker.AGENT]


def test_words_behind_a_cut_in_are_not_said():
    line = Watched().line
    actions = line.hears("my chest hurts bad and so on and on", floor=Speaker.AGENT)
    assert cuts_in(actions)
    assert "my chest hurts bad and so on".startswith(line.transcript[-1].text)


def test_a_line_that_drops_keeps_the_memory_and_nothing_else():
    watched = Watched()
    watched.line.hears("my chest hurts bad")
    watched.line.asks(TurnRequested)
    kept, call = watched.line.memory, watched.line.call
    assert kept.phase is Phase.HANDING_OVER
    watched.line.drops()
    assert watched.line.call is not call
    assert watched.line.memory.phase is Phase.HANDING_OVER
    assert watched.line.memory.started_at == kept.started_at


def test_the_agent_is_heard_to_the_end_unless_he_hangs_up():
    watched = Watched()
    watched.line.speaks("Bye now.", hangs_up=True)
    watched.line.speaks("Still here.")
    floors = [each.floor for each in watched.events if isinstance(each, DriverSpoke)]
    assert floors == [Speaker.AGENT, Speaker.AGENT, None]
