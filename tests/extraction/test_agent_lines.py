"""What an agent's line asks and does, in any agent's wording."""

from __future__ import annotations

import pytest

from conversation.forms import EscalationStatus
from conversation.memory import Language
from conversation.steps import Step
from extraction.agent_lines import escalation, handles_emergency, read_agent_line
from prompts import SHIPPED, load_prompts


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Whereabouts are you?", Step.ASK_PLACE),
        ("Thanks. What is your current location?", Step.ASK_PLACE),
        ("¿Por dónde anda?", Step.ASK_PLACE),
        ("And what's your ETA?", Step.ASK_ETA),
        ("When do you expect to be in Boise?", Step.ASK_ETA),
        ("¿A qué hora llega?", Step.ASK_ETA),
        ("Are you running into any delays?", Step.ASK_DELAY),
        ("Any traffic or weather out there?", Step.ASK_DELAY),
        ("What caused the delay?", Step.ASK_DELAY_REASON),
        ("Which door did they give you?", Step.ASK_DOOR),
        ("Have they started unloading you?", Step.ASK_UNLOADING),
        ("Are you still rolling?", Step.ASK_STATUS),
        ("Please text us the signed POD when you're empty.", Step.POD_REMINDER),
        ("Is anyone hurt?", Step.ASK_INJURED),
        ("Are you in a safe place?", Step.ASK_SAFE),
        ("Is your load still secure?", Step.ASK_LOAD_SECURE),
    ],
)
def test_a_line_asks_this_question(line: str, step: Step):
    assert step in read_agent_line(line).asked


#: What a question of ours asks, as far as others' questions are told apart.
_ASKS_AS = {
    Step.ASK_FACILITY: Step.ASK_PLACE,
    Step.ASK_PLACE_CLOSER: Step.ASK_PLACE,
    Step.ASK_EMERGENCY_PLACE: Step.ASK_PLACE,
    Step.ASK_ETA_TIME: Step.ASK_ETA,
    Step.ASK_FACILITY_DELAY: Step.ASK_DELAY,
    Step.POD_REMINDER_EMPTY: Step.POD_REMINDER,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "step",
    [
        Step.ASK_STATUS,
        Step.ASK_PLACE,
        Step.ASK_ETA,
        Step.ASK_DELAY,
        Step.ASK_DELAY_REASON,
        Step.ASK_REEFER,
        Step.ASK_CHECK_IN,
        Step.ASK_UNLOADING,
        Step.ASK_DOOR,
        Step.ASK_SAFE,
        Step.ASK_INJURED,
        Step.ASK_LOAD_SECURE,
        Step.POD_REMINDER,
        *_ASKS_AS,
    ],
)
def test_our_own_questions_are_known_for_what_they_ask(step: Step, language: Language):
    library = load_prompts(SHIPPED)
    for wording in range(library.wordings(step, language)):
        line = library.render(step, wording, language, {"destination": "Dallas"})
        assert _ASKS_AS.get(step, step) in read_agent_line(line).asked, line


def test_a_question_whether_someone_is_in_trouble_asks_for_no_delay():
    line = read_agent_line("Let me check with you. Is someone in trouble right now?")
    assert Step.ASK_DELAY not in line.asked


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("step", "done"),
    [
        (Step.HAND_OVER, EscalationStatus.TRANSFERRED),
        (Step.PROMISE_CALL_BACK, EscalationStatus.CALLBACK_PROMISED),
        (Step.REPEAT_CALL_BACK, EscalationStatus.CALLBACK_PROMISED),
        (Step.DISPATCHER_WILL_ANSWER, EscalationStatus.NOT_ESCALATED),
        (Step.EMERGENCY_HEARD, EscalationStatus.NOT_ESCALATED),
    ],
)
def test_our_own_lines_of_the_hand_over_are_known(
    step: Step, done: EscalationStatus, language: Language
):
    library = load_prompts(SHIPPED)
    for wording in range(library.wordings(step, language)):
        line = library.render(step, wording, language, {})
        assert escalation([line]) is done, line


@pytest.mark.parametrize("line", ["", "Understood.", "Thank you, drive safe.", "I see."])
def test_a_line_without_a_question_asks_nothing(line: str):
    assert read_agent_line(line).asked == ()


def test_a_question_about_anything_else_is_told_from_the_first_one():
    assert read_agent_line("Anything else slowing you down?").asks_more
    assert not read_agent_line("Any delays so far?").asks_more


@pytest.mark.parametrize(
    ("line", "makes_it"),
    [
        ("Will you make your three o'clock?", True),
        ("So the morning appointment will not work?", False),
        ("Where are you?", None),
    ],
)
def test_a_question_about_the_appointment_is_known_by_its_sense(line: str, makes_it: bool | None):
    assert read_agent_line(line).makes_it is makes_it


def test_a_yes_or_no_question_becomes_what_the_driver_would_say():
    assert (
        read_agent_line("Are you at the Sysco in Olathe?").statement == "i'm at the Sysco in Olathe"
    )
    assert read_agent_line("Where in Olathe are you?").statement == ""


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["I'm connecting you with a dispatcher now, stay on."], EscalationStatus.TRANSFERRED),
        (["Le comunico con un despachador."], EscalationStatus.TRANSFERRED),
        (["A dispatcher will call you back shortly."], EscalationStatus.CALLBACK_PROMISED),
        (
            ["I tried to transfer you but nobody picked up. Someone will call you soon."],
            EscalationStatus.CALLBACK_PROMISED,
        ),
        (["Stay in the truck. I'm going to get help."], EscalationStatus.NOT_ESCALATED),
        ([], EscalationStatus.NOT_ESCALATED),
    ],
)
def test_the_escalation_is_what_the_agent_did(lines: list[str], status: EscalationStatus):
    assert escalation(lines) is status


def test_a_check_call_is_not_taken_for_an_emergency():
    assert not handles_emergency(
        ["Where are you?", "Any delays?", "Are you safe and still rolling?"]
    )
    assert handles_emergency(["Please call 911 right now."])
    assert handles_emergency(["Are you hurt?", "Is the load secure?"])
