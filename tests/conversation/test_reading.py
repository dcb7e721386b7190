"""A second reader's late word: it steers the next step, raises alarms, and undoes nothing."""

from __future__ import annotations

from typing import Any

from conversation.actions import AskReading
from conversation.events import ReadingArrived, Speaker
from conversation.facts import Fact, Topic
from conversation.forms import EmergencyType
from conversation.states import Phase
from conversation.steps import Step
from tests.conversation.core_call import FIRST, NOISE, CoreCall

#: No rule hears anything in these.
ODD = "you would not believe what they told me"
PLACE = Fact(Topic.PLACE, "the old Dixie plant", "the old dixie plant")


def asked(call: CoreCall) -> AskReading | None:
    return next((each for each in call.actions if isinstance(each, AskReading)), None)


def read(call: CoreCall, of: AskReading, **found: Any) -> list[Step]:
    """The reading of an answer arrives."""
    event = ReadingArrived(call._now(), of.turn, of.words, of.utterance, of.question, **found)
    return call.tell(event)


def rolling(words: str = "i'm driving") -> CoreCall:
    call = CoreCall()
    call.says(words)
    return call


def says(call: CoreCall, words: str) -> AskReading:
    call.says(words)
    reading = asked(call)
    assert reading is not None
    return reading


def test_an_answer_that_the_rules_do_not_hear_is_given_to_a_second_reader():
    call = rolling()
    reading = says(call, ODD)
    assert (reading.words, reading.question) == (ODD, Step.ASK_PLACE)
    assert call.transcript[3].text == ODD
    assert reading.utterance == 1


def test_noise_and_silence_are_not_read():
    call = rolling()
    call.says(NOISE)
    assert asked(call) is None
    call.is_silent()
    assert asked(call) is None


def test_what_was_read_is_not_asked_again():
    call = rolling()
    reading = says(call, ODD)
    assert read(call, reading, facts=(PLACE,)) == []
    call.says("yeah like i said")
    assert Step.ASK_ETA in call.memory.said
    assert call.memory.check_in_form().current_location == "the old Dixie plant"


def test_a_reading_replaces_nothing_that_the_rules_heard():
    call = rolling()
    reading = says(call, "i'm in waco")
    read(call, reading, facts=(PLACE,))
    assert call.memory.notes.value(Topic.PLACE) == "Waco"


def test_a_late_reading_of_a_turn_long_past_changes_nothing():
    call = rolling()
    reading = says(call, ODD)
    for words in ("what", "huh", "say again"):
        call.says(words)
    before = call.memory
    assert read(call, reading, facts=(PLACE,), danger=EmergencyType.ACCIDENT) == []
    assert call.memory == before


def test_a_reading_of_words_that_were_heard_again_changes_nothing():
    call = CoreCall()
    call.says("i'm driving")
    call.says("well nobody", unheard=True)
    reading = asked(call)
    assert reading is not None
    call.goes_on("said a thing nothing to report")
    before = call.memory
    assert read(call, reading, danger=EmergencyType.ACCIDENT, danger_words="well nobody") == []
    assert call.memory == before


def test_danger_that_the_rules_missed_cuts_in():
    call = rolling()
    reading = says(call, ODD)
    steps = read(call, reading, danger=EmergencyType.ACCIDENT, danger_words=ODD)
    assert call.cuts_in
    assert steps[0] is Step.EMERGENCY_HEARD
    assert call.phase is Phase.SAFETY
    assert [card.words for card in call.alerts] == [ODD]


def test_a_driver_who_is_talking_is_not_talked_over_and_nothing_he_says_is_lost():
    call = rolling()
    reading = says(call, ODD)
    call.talks("i'm on forty")
    assert read(call, reading, danger=EmergencyType.ACCIDENT, danger_words=ODD) == []
    assert call.alerts
    call.transcript.pop()
    steps = call.says("i'm on forty at mile marker eighty four i'm out of the truck safe")
    assert steps[0] is Step.EMERGENCY_HEARD
    assert call.memory.notes.emergency_place == "I-40 at mile marker 84"


def test_words_between_the_answer_and_the_alarm_are_heard():
    call = rolling()
    reading = says(call, ODD)
    call.talks("nobody is hurt", floor=Speaker.AGENT)
    assert read(call, reading, danger=EmergencyType.ACCIDENT, danger_words=ODD)
    call.transcript.insert(-1, call.transcript.pop())
    call.is_asked_again()
    assert call.memory.notes.value(Topic.INJURY) == "none"


def test_a_reading_adds_to_an_emergency_and_ends_none():
    call = rolling()
    call.says("i just rolled the truck over")
    reading = says(call, ODD)
    hurt = Fact(Topic.INJURY, "injured", ODD)
    read(call, reading, facts=(hurt,))
    assert call.memory.notes.value(Topic.INJURY) == "injured"
    assert call.alerts[0].injury_status == "injured"
    assert call.memory.had_emergency
    call.says("ok")
    assert call.transfers_to == FIRST


def test_a_denial_that_came_meanwhile_stands():
    call = rolling()
    reading = says(call, "i think something hit me back there")
    assert Step.CONFIRM_DANGER in call.memory.said
    call.says("no no i'm fine nothing happened")
    assert read(call, reading, danger=EmergencyType.ACCIDENT, danger_words="hit me") == []
    assert not call.memory.had_emergency


def test_a_suspicion_that_the_reading_bears_out_is_an_emergency():
    call = rolling()
    reading = says(call, "i think something hit me back there")
    assert Step.CONFIRM_DANGER in call.memory.said
    steps = read(call, reading, danger=EmergencyType.ACCIDENT, danger_words="hit me")
    assert steps[0] is Step.EMERGENCY_HEARD
    assert call.memory.had_emergency


def test_danger_after_the_goodbye_still_cuts_in():
    call = rolling()
    reading = says(call, f"i gotta go bye {ODD}")
    assert call.hangs_up
    assert read(call, reading, danger=EmergencyType.OTHER, danger_words=ODD)
    assert call.memory.had_emergency


def test_a_dropped_line_voids_what_was_being_read():
    call = rolling()
    reading = says(call, ODD)
    call.drops()
    before = call.memory
    assert read(call, reading, danger=EmergencyType.ACCIDENT, danger_words=ODD) == []
    assert call.memory == before


def test_the_place_told_with_the_danger_is_the_emergencys():
    call = rolling()
    reading = says(call, f"{ODD} i'm on forty at mile marker eighty four")
    read(call, reading, danger=EmergencyType.ACCIDENT, danger_words=ODD)
    assert call.memory.notes.emergency_place == "I-40 at mile marker 84"
