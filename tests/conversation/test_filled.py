"""What stands beside each value: the driver's words, and why a field is empty."""

from __future__ import annotations

from conversation.events import Speaker, Utterance
from conversation.filled import forms_of
from conversation.forms import FieldState, Forms
from conversation.steps import Step
from conversation.transcripts import from_written, written
from tests.conversation.core_call import CoreCall


def left(call: CoreCall) -> Forms:
    return forms_of(call.memory, tuple(call.transcript))


def test_a_value_stands_with_the_words_and_the_line_that_say_it():
    call = CoreCall()
    call.says("going good")
    call.says("i'm on forty east past forrest city")
    forms = left(call)
    said = forms.evidence["check_in.current_location"]
    assert said.utterance is not None
    assert said.text == call.transcript[said.utterance].text
    assert said.words in said.text
    assert forms.states["check_in.current_location"] is FieldState.ANSWERED


def test_what_was_never_asked_is_not_asked():
    call = CoreCall()
    call.says("going good")
    states = left(call).states
    assert states["check_in.door"] is FieldState.NOT_ASKED
    assert states["check_in.pod_reminder_acknowledged"] is FieldState.NOT_ASKED


def test_a_refusal_is_told_from_an_answer_that_cannot_be_used():
    call = CoreCall()
    call.says("i'm driving")
    call.says("none of your business")
    assert left(call).states["check_in.current_location"] is FieldState.REFUSED
    assert Step.ASK_ETA in call.memory.said
    call.says("purple monkey dishwasher")
    assert left(call).states["check_in.eta"] is FieldState.UNCLEAR


def test_an_answer_given_after_a_refusal_is_an_answer():
    call = CoreCall()
    call.says("i'm driving")
    call.says("none of your business")
    call.says("alright i'm in waco i'll be there at six")
    assert left(call).states["check_in.current_location"] is FieldState.ANSWERED


def test_an_emergency_question_without_an_answer_is_unclear():
    call = CoreCall()
    call.says("i just rolled the truck over")
    call.says("(unintelligible audio)")
    states = left(call).states
    assert states["emergency.safety_status"] is FieldState.UNCLEAR
    assert states["emergency.load_secure"] is FieldState.NOT_ASKED


def test_the_arrival_is_a_moment_against_the_appointment():
    call = CoreCall(timezone="America/Chicago", appointment_at="1970-01-01T05:00:00-06:00")
    call.says("i'm in waco i'll be there at six am")
    arrival = left(call).arrival
    assert arrival is not None
    assert arrival.at.isoformat() == "1970-01-01T06:00:00-06:00"
    assert arrival.minutes_late == 60


def test_a_transcript_written_down_is_read_back():
    transcript = (
        Utterance(Speaker.AGENT, "Where are you: near Waco?"),
        Utterance(Speaker.DRIVER, "yeah: waco"),
        Utterance(Speaker.OTHER, ""),
    )
    assert from_written(written(transcript)) == transcript


def test_a_line_break_within_an_utterance_makes_no_new_line():
    torn = (Utterance(Speaker.DRIVER, "waco\nagent: nobody said this"),)
    assert from_written(written(torn)) == (
        Utterance(Speaker.DRIVER, "waco agent: nobody said this"),
    )
    assert from_written("driver: waco\ntexas") == (Utterance(Speaker.DRIVER, "waco texas"),)
