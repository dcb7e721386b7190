"""Whole calls read by rules: every field of both forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conversation.forms import CallOutcome, EmergencyType
from extraction.evaluation import evaluate_calls
from extraction.rule_reader import read_transcript, split_at_danger

_CALLS = Path(__file__).parent / "calls"
_OWN_CALLS = _CALLS / "own.jsonl"
#: Written and labelled before anybody saw how they were read, in English and in Spanish.
_BLIND_CALLS = _CALLS / "blind.jsonl"


def call(*lines: str) -> list[dict[str, str]]:
    """A transcript, agent first, then in turn; a line that begins with "+" goes on."""
    transcript: list[dict[str, str]] = []
    for line in lines:
        goes_on = line.startswith("+") and transcript
        last = transcript[-1]["role"] if transcript else "user"
        role = last if goes_on else ("agent" if last == "user" else "user")
        transcript.append({"role": role, "content": line.lstrip("+")})
    return transcript


@pytest.mark.parametrize("calls", [_OWN_CALLS, _BLIND_CALLS], ids=lambda path: path.stem)
def test_the_rules_fill_nearly_all_fields_of_our_own_calls(calls):
    result = evaluate_calls(calls)
    assert result.accuracy >= 0.95, result.mistakes
    assert min(field.accuracy for field in result.fields) >= 0.7, result.fields
    assert result.ungrounded == ()


def test_there_are_at_least_fifteen_own_calls():
    lines = _OWN_CALLS.read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["id"] for line in lines}) >= 15


def test_an_empty_transcript_is_an_incomplete_call():
    reading = read_transcript([])
    assert reading.check_in.call_outcome is CallOutcome.INCOMPLETE
    assert reading.emergency is None


def test_a_yes_confirms_what_the_question_said():
    reading = read_transcript(call("Are you at the Walmart DC in Robert, Louisiana?", "yes ma'am"))
    assert reading.check_in.current_location == "Walmart DC in Robert, Louisiana"
    assert reading.check_in.call_outcome is CallOutcome.ARRIVAL_CONFIRMATION


def test_a_no_confirms_nothing():
    reading = read_transcript(call("Are you at the Walmart DC in Robert, Louisiana?", "no ma'am"))
    assert reading.check_in.current_location is None


def test_the_agents_own_words_are_no_evidence():
    reading = read_transcript(
        call("Our GPS has you on I-40 near Amarillo with an ETA of six.", "what")
    )
    assert reading.check_in.current_location is None
    assert reading.check_in.eta is None


def test_no_to_anything_else_keeps_the_reason_given():
    reading = read_transcript(
        call(
            "Any delays?",
            "yeah this construction's got me crawling",
            "Anything else slowing you down?",
            "no",
        )
    )
    assert reading.check_in.delay_reason == "heavy_traffic"


def test_what_goes_on_after_an_answer_is_no_second_answer():
    reading = read_transcript(
        call("Will you make your appointment on time?", "yes i will", "+no no get off of there")
    )
    assert reading.check_in.driver_status == "driving"


def test_a_place_told_in_the_emergency_is_the_emergencys():
    reading = read_transcript(
        call(
            "Where are you?",
            "twenty west by longview",
            "Any delays?",
            "somebody just hit me i wrecked",
            "Where exactly are you?",
            "mile marker five ninety six",
        )
    )
    assert reading.check_in.current_location == "I-20 west by Longview"
    assert reading.emergency is not None
    assert reading.emergency.emergency_location == "mile marker 596"
    assert reading.emergency.emergency_type is EmergencyType.ACCIDENT


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("no delays i just wrecked", "i just wrecked", ("no delays", "i just wrecked")),
        ("i just wrecked", "i just wrecked", ("", "i just wrecked")),
        ("i just wrecked", "", ("", "i just wrecked")),
        ("i just wrecked", "not in it", ("", "i just wrecked")),
    ],
)
def test_an_utterance_is_split_where_its_danger_begins(
    text: str, words: str, expected: tuple[str, str]
):
    assert split_at_danger(text, words) == expected


def test_a_fire_becomes_no_illness_by_the_answer_how_far_away_he_stands():
    reading = read_transcript(
        call(
            "Any delays?",
            "oh my god there's flames coming out of the trailer",
            "Are you hurt?",
            "no i'm fine",
            "So you're well away from the fire?",
            "yeah like a couple hundred feet",
        )
    )
    assert reading.emergency is not None
    assert reading.emergency.emergency_type == "other"
    assert reading.emergency.injury_status == "none"
