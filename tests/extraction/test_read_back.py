"""What the agent reads back, and the driver lets stand, is the value, in the driver's words."""

from __future__ import annotations

import pytest

from extraction.rule_reader import Reading, read_transcript


def _call(*lines: str) -> Reading:
    """A call whose lines alternate, the agent's first."""
    roles = ("agent", "user")
    return read_transcript(
        {"role": roles[index % 2], "content": line} for index, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("says", "reply", "eta"),
    [
        (
            "it's either five or it's six depending on the scale house",
            "So six o'clock, thank you.",
            "six",
        ),
        (
            "me duermo a las diez y son cuatro horas, a las nueve entonces, mañana",
            "Mañana a las nueve. Gracias.",
            "a las nueve entonces, mañana",
        ),
        (
            "about two. appointment's four so i got time",
            "Your appointment is at four, so that works.",
            "about two",
        ),
    ],
)
def test_the_time_read_back_is_the_arrival(says, reply, eta):
    read = _call("What time will you be there?", says, reply, "yep")
    assert read.check_in.eta == eta


def test_a_time_that_the_driver_never_said_cannot_be_read_back():
    read = _call("What time will you be there?", "about four", "So five o'clock.", "okay")
    assert read.check_in.eta == "about four"


def test_what_the_driver_objects_to_does_not_count():
    read = _call(
        "What time will you be there?",
        "it's four or it's five depending",
        "Okay, four o'clock.",
        "no no five",
    )
    assert read.check_in.eta == "five"


def test_the_door_read_back_is_the_door():
    read = _call(
        "Which door are you in?",
        "they told me twelve then fourteen then it was twelve again",
        "Door twelve, thank you. Have they started?",
        "yeah about half done",
    )
    assert read.check_in.door == "12"


def test_the_place_of_an_emergency_is_read_back_in_the_drivers_words():
    read = _call(
        "How's it going?",
        "i blew out my steer tire and i'm stuck on the shoulder",
        "I'm sorry. What is your exact location?",
        "uh there's a sign here says salt flat cafe one mile",
        "Salt Flat Cafe, one mile. Is anyone hurt?",
        "no just me and i'm fine",
    )
    assert read.emergency is not None
    assert read.emergency.emergency_location == "salt flat cafe one mile"
