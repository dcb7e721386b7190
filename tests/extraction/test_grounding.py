"""Evidence or null: what a lying reader proposes does not get onto a form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conversation.call import Call
from conversation.events import CallEnded, CallStarted, Speaker, TurnRequested, Utterance
from conversation.forms import CallOutcome, EscalationStatus, FieldState, Reader
from conversation.notes import Note, Notes
from extraction.grounding import is_grounded, without_unsaid
from extraction.proposals import Proposal
from extraction.reader import CallToRead
from extraction.reading import by_rules, settled
from extraction.said import find_quote, said_in
from tests.conversation.core_call import load
from tests.extraction.calls_told import call, transcript

_OWN_CALLS = Path(__file__).parent / "calls" / "own.jsonl"

ROAD = (
    "Hi Dana, check call on load 5521, Dallas to Nashville. How's it going?",
    "it's going good",
    "Where are you now?",
    "i'm on forty east past forrest city",
    "And your ETA in Nashville?",
    "about one thirty my appointment is at three",
    "Any delays?",
    "nope none",
)


def proposes(name: str, value: str | bool, words: str) -> Proposal:
    form, field = name.split(".")
    return Proposal(form, field, value, words)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        # Invented, with invented evidence, with evidence of something else, and with hardly any.
        ("check_in.current_location", "I-95 near Savannah", "i'm on ninety five near savannah"),
        ("check_in.current_location", "I-95 near Savannah", "i'm on forty east past forrest city"),
        ("check_in.current_location", "I-95 near Savannah", "nope none"),
        ("check_in.current_location", "going good", "it's going good"),
        # The agent's words, and where the driver is not.
        ("check_in.current_location", "Dallas", "load 5521, Dallas to Nashville"),
        ("check_in.current_location", "Nashville", "nope none"),
        ("check_in.eta", "three", "my appointment is at three"),
        ("check_in.eta", "4 PM", "about one thirty"),
        ("check_in.door", "42", "door forty two"),
        ("check_in.door", "forty", "i'm on forty east past forrest city"),
        # Closed sets, with words that were said and say no such thing.
        ("check_in.delay_reason", "weather", "it's going good"),
        ("check_in.delay_reason", "mechanical", "nope none"),
        ("check_in.driver_status", "arrived", "i'm on forty east past forrest city"),
        ("check_in.driver_status", "delayed", "it's going good"),
        ("check_in.unloading_status", "completed", "it's going good"),
        ("check_in.pod_reminder_acknowledged", True, "it's going good"),
        ("check_in.call_outcome", "voicemail", "it's going good"),
        ("check_in.call_outcome", "wrong_person", "nope none"),
        ("check_in.call_outcome", "arrival_confirmation", "i'm on forty east past forrest city"),
        ("check_in.call_outcome", "emergency", "it's going good"),
        ("emergency.emergency_type", "accident", "i'm on forty east past forrest city"),
        ("emergency.emergency_location", "forty east", "i'm on forty east past forrest city"),
        ("emergency.injury_status", "injured", "nope none"),
    ],
)
def test_a_lie_is_dropped_and_counted(name: str, value: str | bool, words: str):
    honest, _ = settled(call(*ROAD))
    forms, dropped = settled(call(*ROAD), [proposes(name, value, words)], Reader.MODEL)
    assert (forms.check_in, forms.emergency) == (honest.check_in, honest.emergency)
    assert dropped == 1


def test_no_driver_of_our_own_calls_is_made_late_who_is_not():
    for line in _OWN_CALLS.read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        if labelled["check_in"]["driver_status"] == "delayed":
            continue
        speakers = {"agent": Speaker.AGENT, "user": Speaker.DRIVER}
        told = CallToRead(
            tuple(
                Utterance(speakers[each["role"]], each["content"])
                for each in labelled["transcript"]
            )
        )
        late = [
            proposes("check_in.driver_status", "delayed", each.text)
            for each in told.transcript
            if each.speaker is Speaker.DRIVER
        ]
        forms, _ = settled(told, late, Reader.MODEL)
        assert forms.check_in.driver_status != "delayed", labelled["id"]


def test_a_hold_up_told_when_asked_for_delays_makes_him_late():
    words = "sitting in traffic by joliet"
    late = proposes("check_in.driver_status", "delayed", words)
    forms, _ = settled(call("Any delays?", words), [late], Reader.MODEL)
    assert forms.check_in.driver_status == "delayed"


def test_no_lie_about_our_own_calls_gets_through():
    for line in _OWN_CALLS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)["transcript"]
        speakers = {"agent": Speaker.AGENT, "user": Speaker.DRIVER}
        lines = tuple(Utterance(speakers[each["role"]], each["content"]) for each in told)
        honest, _ = settled(CallToRead(lines))
        driver = [each.text for each in lines if each.speaker is Speaker.DRIVER]
        lies = [
            proposes(name, value, words)
            for words in (*driver, "", "nobody said this")
            for name, value in (
                ("check_in.current_location", "Springfield, Ohio"),
                ("check_in.eta", "eleven forty seven"),
                ("check_in.door", "913"),
                ("emergency.emergency_location", "Springfield, Ohio"),
            )
        ]
        forms, dropped = settled(CallToRead(lines), lies, Reader.MODEL)
        assert (forms.check_in, forms.emergency) == (honest.check_in, honest.emergency)
        assert dropped >= len(lies)


def test_a_value_that_the_rules_missed_is_taken():
    told = call("Where are you?", "yeah uh", "Sorry, where?", "just outside of waco on thirty five")
    place = proposes(
        "check_in.current_location",
        "outside of Waco on I-35",
        "just outside of waco on thirty five",
    )
    forms, dropped = settled(told, [place], Reader.MODEL)
    assert dropped == 0
    assert "waco" in str(forms.check_in.current_location).lower()
    assert forms.reader is Reader.MODEL


def test_the_drivers_correction_wins_over_what_a_reader_cites():
    told = call(
        "Where are you?",
        "i'm on two eighty five by spaghetti junction",
        "Okay.",
        "no wait i told you wrong i'm still on seventy five at mcdonough",
    )
    stale = proposes(
        "check_in.current_location",
        "I-285 by spaghetti junction",
        "i'm on two eighty five by spaghetti junction",
    )
    forms, _ = settled(told, [stale], Reader.MODEL)
    assert "mcdonough" in str(forms.check_in.current_location).lower()


def test_a_yes_confirms_what_the_agent_asked_and_a_no_does_not():
    asked = "You're at the Kroger distribution center in Delaware, Ohio?"
    place = proposes("check_in.current_location", "Kroger in Delaware, Ohio", "yep sure am")
    agreed, dropped = settled(call(asked, "yep sure am"), [place], Reader.MODEL)
    assert (agreed.check_in.current_location, dropped) != (None, 1)
    denied, dropped = settled(
        call(asked, "nope not yet"),
        [proposes("check_in.current_location", "Kroger in Delaware, Ohio", "nope not yet")],
        Reader.MODEL,
    )
    assert (denied.check_in.current_location, dropped) == (None, 1)


def test_the_half_of_the_day_is_not_taken_from_a_reader():
    told = call("What time will you be there?", "about one thirty")
    guessed = proposes("check_in.eta", "1:30 AM", "about one thirty")
    forms, _ = settled(told, [guessed], Reader.MODEL)
    assert "AM" not in str(forms.check_in.eta)
    assert forms.arrival is not None
    assert forms.arrival.at.strftime("%H:%M") == "13:30"


CRASH = (
    "How's the trip going?",
    "i just jackknifed i'm in the median",
    "Are you safe where you are?",
    "yeah i'm out of the truck",
    "Is anyone hurt?",
    "no nobody's hurt",
    "I'm connecting you with a dispatcher now.",
)


def test_an_emergency_is_never_made_less_of():
    forms, dropped = settled(
        call(*CRASH),
        [
            proposes("check_in.call_outcome", "in_transit_update", "yeah i'm out of the truck"),
            proposes("emergency.emergency_type", "breakdown", "i just jackknifed"),
            proposes("emergency.injury_status", "injured", "no nobody's hurt"),
        ],
        Reader.MODEL,
    )
    assert forms.check_in.call_outcome is CallOutcome.EMERGENCY
    assert forms.emergency is not None
    assert forms.emergency.emergency_type == "accident"
    assert forms.emergency.injury_status == "none"
    assert dropped == 3


def played(*driver: str, ends: bool = True) -> tuple[Call, tuple[Utterance, ...]]:
    """A call on the core, and its transcript as it grew."""
    running = Call()
    running.receive(CallStarted(1000.0, load()))
    lines: list[Utterance] = []
    for turn, words in enumerate(driver, 1):
        lines += [Utterance(Speaker.AGENT, "Yes?"), Utterance(Speaker.DRIVER, words)]
        running.receive(TurnRequested(1000.0 + turn, turn, tuple(lines)))
    if ends:
        running.receive(CallEnded(1100.0))
    return running, tuple(lines)


def test_the_escalation_comes_from_the_receipt_and_not_from_the_agents_words():
    running, lines = played("i just rolled the truck over my arm is broken")
    claimed = (*lines, Utterance(Speaker.AGENT, "I'm connecting you with a dispatcher now."))
    forms = by_rules(CallToRead(claimed, memory=running.memory)).forms
    assert forms.emergency is not None
    assert forms.emergency.escalation_status is EscalationStatus.NOT_ESCALATED
    bare = by_rules(CallToRead(claimed)).forms
    assert bare.emergency is not None
    assert bare.emergency.escalation_status is EscalationStatus.TRANSFERRED


def test_what_a_running_call_knew_stands_on_the_form():
    running, lines = played("i'm driving", "none of your business")
    forms = by_rules(CallToRead(lines, memory=running.memory)).forms
    assert forms.check_in == running.memory.check_in_form()
    assert forms.states["check_in.current_location"] is FieldState.REFUSED


def test_words_that_the_running_call_did_not_hear_are_read_too():
    running, lines = played("i'm driving")
    asked = Utterance(Speaker.AGENT, "Where are you now?")
    last = Utterance(Speaker.DRIVER, "i'm on forty east past forrest city")
    forms = by_rules(CallToRead((*lines, asked, last), memory=running.memory)).forms
    assert forms.check_in.current_location == "I-40 east past Forrest City"


def test_the_rules_values_must_have_been_said_too():
    invented = Notes(
        current=(Note(topic="place", value="Springfield", words="uh yeah", utterance=0),)
    )
    kept, unsaid = without_unsaid(invented, transcript("Where?", "uh yeah"))
    assert kept.current == ()
    assert [note.value for note in unsaid] == ["Springfield"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("I-40 east past Forrest City", "forty east just went past forrest city"),
        ("US 285", "two eighty five"),
        ("mile 214", "MILE two fourteen"),
        ("1:30", "one thirty"),
        ("one thirty", "1:30"),
        ("Amarilo", "in Amarillo, Texas."),
        ("door 42", "door forty-two"),
    ],
)
def test_spelling_numbers_and_slips_make_no_difference(value: str, said: str):
    assert said_in(value, [said])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("I-45", "forty east"),
        ("Austin", "boston"),
        ("mile 215", "mile two fourteen"),
        ("near", "near"),
        ("", "anything"),
    ],
)
def test_another_number_or_name_was_not_said(value: str, said: str):
    assert not said_in(value, [said])


def test_a_quote_is_found_word_by_word_and_nowhere_else():
    lines = ["i'm at the TA in rawlins", "yeah", "two eighty five", "yeah sure"]
    assert find_quote("I'm at the T.A", lines) == []
    assert find_quote("at the TA", lines) == [0]
    assert find_quote("yeah", lines) == [3, 1]
    assert find_quote("285", lines) == [2]
    assert find_quote("at rawlins", lines) == []
    assert find_quote("...", lines) == []


def test_an_agents_question_counts_when_the_driver_agrees():
    lines = [
        {"role": "agent", "content": "Are you in Waco?"},
        {"role": "user", "content": "yes ma'am"},
    ]
    assert is_grounded("Waco", lines)
    assert not is_grounded("Waco", [lines[0], {"role": "user", "content": "no ma'am"}])
