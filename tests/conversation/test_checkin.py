"""What the check-in decides, where whole calls do not pin it."""

from __future__ import annotations

import pytest

from conversation.actions import Say
from conversation.call import Call
from conversation.events import (
    CallStarted,
    DetailsArrived,
    LoadFacts,
    Speaker,
    TurnRequested,
    Utterance,
)
from conversation.facts import Topic
from conversation.memory import Ending
from conversation.states import Phase
from conversation.steps import Step
from tests.conversation.core_call import NOISE, CoreCall, load

# Questions


def test_a_question_that_was_not_understood_is_asked_again_in_other_words():
    call = CoreCall()
    call.says("i'm driving")
    (asked,) = [line for line in call.lines if line.step is Step.ASK_PLACE]
    assert call.says("what did you say") == [Step.ASK_PLACE]
    assert call.lines[0].wording == asked.wording + 1


def test_a_question_that_failed_twice_is_left():
    call = CoreCall()
    call.says("i'm driving")
    assert Step.ASK_PLACE in call.says("well you know")
    assert Step.ASK_ETA in call.says("well you know")
    assert not call.memory.notes.knows(Topic.PLACE)


def test_a_driver_who_does_not_know_is_not_asked_again():
    call = CoreCall()
    call.says("i'm driving on forty near amarillo")
    assert Step.ASK_DELAY in call.says("no idea")


def test_a_place_too_wide_is_asked_for_closer_once():
    call = CoreCall()
    call.says("i'm driving")
    assert Step.ASK_PLACE_CLOSER in call.says("somewhere in texas")
    assert Step.ASK_PLACE_CLOSER not in call.says("somewhere in texas")


def test_an_arrival_without_a_time_is_asked_for_a_time_once():
    call = CoreCall()
    call.says("i'm driving on forty near amarillo")
    assert Step.ASK_ETA_TIME in call.says("when i get there")
    assert Step.ASK_ETA_TIME not in call.says("when i get there")


def test_facts_told_while_something_else_was_asked_are_not_asked_for():
    call = CoreCall()
    call.says("i'm driving")
    assert Step.ASK_ETA not in call.says("i'll be there at six i'm on forty near amarillo")


@pytest.mark.parametrize("greeting", ["who is this", "am i talking to a robot"])
def test_who_meets_the_greeting_with_a_question_gets_the_open_question_again(greeting):
    assert CoreCall().says(greeting)[-1] is Step.ASK_HOW


def test_a_driver_who_speaks_no_english_is_greeted_again_in_spanish():
    call = CoreCall()
    assert call.says("no hablo inglés") == [Step.WHO_WE_ARE, Step.ASK_HOW]
    assert call.memory.language == "es"


def test_a_driver_greeted_in_spanish_is_not_greeted_again():
    call = CoreCall(language="es")
    assert Step.WHO_WE_ARE not in call.says("todo bien gracias")


def test_the_open_question_is_not_asked_again_in_the_words_of_the_greeting():
    call = CoreCall()
    greeting = call.lines[0]
    call.is_silent()
    assert call.lines[-1].step is Step.ASK_HOW
    assert call.lines[-1].wording != greeting.wording


def test_after_hold_on_nothing_is_asked_until_the_driver_speaks():
    call = CoreCall()
    call.says("i'm driving")
    assert call.says("hold on a second") == [Step.TAKE_YOUR_TIME]
    assert call.is_silent() == [Step.ARE_YOU_THERE, Step.ASK_PLACE]


def test_asked_again_without_a_new_word_costs_the_driver_no_try():
    call = CoreCall()
    call.says("i'm driving")
    before = call.memory
    assert call.is_asked_again() == [Step.ARE_YOU_THERE]
    assert call.memory.failed == before.failed
    assert call.memory.question is before.question


# Endings


@pytest.mark.parametrize(
    ("words", "closing", "ending"),
    [
        ("you have the wrong number", Step.CLOSING_WRONG_PERSON, Ending.WRONG_PERSON),
        ("take me off your list", Step.CLOSING_STOP_CALLING, Ending.STOP_CALLING),
        ("call me back in an hour", Step.CLOSING_CALL_BACK, Ending.CALL_BACK_ASKED),
        ("leave a message after the tone", Step.VOICEMAIL_MESSAGE, Ending.VOICEMAIL),
        ("gotta go bye", Step.CLOSING_BRIEF, Ending.DRIVER_HAD_TO_GO),
    ],
)
def test_the_driver_can_end_the_call(words, closing, ending):
    call = CoreCall()
    assert closing in call.says(words)
    assert call.hangs_up
    assert call.memory.ending is ending


def test_the_time_to_call_back_is_said_as_the_driver_said_it():
    call = CoreCall()
    call.says("call me back in an hour")
    assert call.lines[-1].values["call_back_time"] == "in an hour"


def test_three_unintelligible_turns_end_the_call():
    call = CoreCall()
    call.says(NOISE)
    call.says(NOISE)
    assert call.says(NOISE) == [Step.CLOSING_BAD_LINE]
    assert call.hangs_up


def test_intelligible_words_begin_the_count_of_bad_turns_anew():
    call = CoreCall()
    for words in (NOISE, NOISE, "i'm driving", NOISE, NOISE):
        call.says(words)
    assert call.phase is not Phase.CLOSING


def test_the_third_silence_in_a_row_ends_the_call():
    call = CoreCall()
    call.is_silent()
    call.is_silent()
    assert call.is_silent() == [Step.CLOSING_SILENCE]
    assert call.hangs_up


def test_who_speaks_again_after_the_goodbye_is_answered_and_hung_up_on_again():
    call = CoreCall()
    call.says("gotta go bye")
    assert call.says("oh and thanks")[-1] is Step.GOODBYE
    assert call.hangs_up


def test_a_correction_after_the_goodbye_is_noted_and_read_back():
    call = CoreCall()
    call.says("i'm driving on forty near amarillo gotta go bye")
    assert Step.ACK_HEARD in call.says("no wait i'm near groom")
    assert "groom" in str(call.memory.notes.value(Topic.PLACE)).lower()


def test_silence_after_the_goodbye_hangs_up_too():
    call = CoreCall()
    call.says("gotta go bye")
    assert call.is_silent() == [Step.GOODBYE]
    assert call.hangs_up


def test_nothing_is_said_once_the_line_is_closed():
    call = CoreCall()
    call.ends()
    assert call.says("hello") == []
    assert call.is_silent() == []


# What else the driver wants


def test_a_question_for_dispatch_is_kept_word_for_word():
    call = CoreCall()
    call.says("i'm driving")
    assert Step.QUESTION_NOTED in call.says("what's my next load gonna be")
    assert call.memory.for_dispatch == ("what's my next load gonna be",)


def test_a_place_that_the_tracking_does_not_bear_out_is_asked_about_once():
    call = CoreCall(last_known_location="Needles, CA")
    assert call.says("i'm on forty near amarillo") == [Step.CHECK_POSITION]
    assert call.memory.position_doubtful
    assert Step.CHECK_POSITION not in call.says("no wait i'm near groom")


def test_a_place_that_fits_the_tracking_is_not_asked_about():
    call = CoreCall(last_known_location="Amarillo, TX")
    assert Step.CHECK_POSITION not in call.says("i'm on forty near amarillo")
    assert not call.memory.position_doubtful


def test_the_set_point_asks_for_the_reading_and_its_lack_does_not():
    told = "i'm on forty near amarillo be there at six no delays"
    assert Step.ASK_REEFER in CoreCall(reefer_set_point="34").says(told)
    assert Step.ASK_REEFER not in CoreCall().says(told)


# The line


def test_an_answer_that_nobody_heard_is_taken_back_with_what_was_thought_of_it():
    call = CoreCall()
    call.says("i'm driving")
    call.says("i'm near", unheard=True)
    call.goes_on("amarillo")
    assert call.memory.failed.get(Step.ASK_PLACE, 0) <= 1
    assert "amarillo" in str(call.memory.notes.value(Topic.PLACE)).lower()


def test_a_line_that_drops_between_two_turns_comes_back_without_a_word():
    call = CoreCall()
    call.says("i'm driving")
    assert call.drops() == []


def test_a_question_that_the_dropped_line_swallowed_is_asked_when_it_is_back():
    call = CoreCall()
    call.says("i'm driving", unheard=True)
    assert call.drops() == [Step.BACK_AFTER_DROP, Step.ASK_PLACE]


def test_a_goodbye_that_the_dropped_line_swallowed_is_said_when_it_is_back():
    call = CoreCall()
    call.says("gotta go bye", unheard=True)
    assert call.drops() == [Step.BACK_AFTER_DROP, Step.GOODBYE]
    assert call.hangs_up


def test_a_line_taken_for_closed_goes_on_where_it_was():
    call = CoreCall()
    call.says("i'm driving")
    call.ends()
    call.drops()
    assert call.phase is Phase.ON_ROAD
    assert Step.ASK_ETA in call.says("i'm on forty near amarillo")


def test_a_call_is_greeted_once():
    call = CoreCall()
    assert call.tell(CallStarted(call.at, load())) == []


def test_details_that_come_late_are_used_and_greet_nobody():
    call = CoreCall()
    assert call.tell(DetailsArrived(call.at, load(reefer_set_point="34"))) == []
    told = "i'm on forty near amarillo be there at six no delays"
    assert Step.ASK_REEFER in call.says(told)


def test_a_request_before_anything_else_is_answered_with_the_greeting():
    call = Call()
    (say,) = call.receive(TurnRequested(1000.0, 1, ()))
    assert isinstance(say, Say)
    assert [line.step for line in say.lines] == [Step.OPENING_INBOUND]


def test_a_request_in_mid_call_whose_memory_is_lost_does_not_greet_again():
    talk = (
        Utterance(Speaker.AGENT, "How is the trip going?"),
        Utterance(Speaker.DRIVER, "i'm driving on forty near amarillo"),
    )
    say, *_ = Call().receive(TurnRequested(1000.0, 3, talk))
    assert isinstance(say, Say)
    assert [line.step for line in say.lines] == [Step.ACK_HEARD, Step.ASK_ETA]


def test_an_unknown_call_is_not_told_about_any_load():
    assert CoreCall(driver_name="", load_number="").lines[0].step is Step.OPENING_INBOUND
    assert Call().receive(CallStarted(1.0, LoadFacts()))


@pytest.mark.parametrize(
    ("asks", "answer"),
    [
        ("are you a robot", Step.ROBOT_ANSWER),
        ("am i talking to a machine or a person", Step.ROBOT_ANSWER),
        ("are you a real person", Step.HUMAN_ANSWER),
        ("are you human", Step.HUMAN_ANSWER),
    ],
)
def test_what_we_are_is_answered_truly_however_it_is_asked(asks, answer):
    assert CoreCall().says(asks)[0] is answer
