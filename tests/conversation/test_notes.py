"""What a call knows: the last word counts, corrections stay visible, forms follow the rules."""

from __future__ import annotations

import pytest

from conversation.facts import Topic
from conversation.forms import (
    CallOutcome,
    DelayReason,
    DriverStatus,
    EmergencyType,
    EscalationStatus,
    InjuryStatus,
    SafetyStatus,
    UnloadingStatus,
)
from conversation.hearing import hear
from conversation.notes import Notes
from conversation.steps import Step

Line = tuple[Step | None, str]


def told(*lines: Line, notes: Notes | None = None, in_emergency: bool = False) -> Notes:
    """The notes after these driver lines, each with the question that it answers."""
    notes = notes or Notes()
    for index, (asked, text) in enumerate(lines):
        notes = notes.with_hearing(hear(text, asked), index, asked=asked, in_emergency=in_emergency)
    return notes


def test_a_value_keeps_the_words_and_the_line_that_said_it():
    notes = told((Step.OPENING, "doing good"), (Step.ASK_PLACE, "i'm on forty near amarillo"))
    note = notes.note(Topic.PLACE)
    assert note is not None
    assert (note.value, note.words, note.utterance, note.asked) == (
        "I-40 near Amarillo",
        "on forty near amarillo",
        1,
        Step.ASK_PLACE,
    )


def test_the_last_word_counts_and_the_first_stays_in_the_history():
    notes = told((Step.ASK_ETA, "about five"), (None, "actually make that six thirty"))
    assert notes.value(Topic.ETA) == "six thirty"
    assert [note.value for note in notes.history if note.topic is Topic.ETA] == ["about five"]


def test_the_same_value_again_changes_nothing():
    once = told((Step.ASK_ETA, "seven thirty"))
    assert told((Step.ASK_ETA, "seven thirty"), notes=once) == once


def test_notes_go_through_json_unchanged():
    notes = told(
        (Step.ASK_PLACE, "i'm on forty near amarillo"),
        (Step.ASK_ETA, "six"),
        (Step.ASK_ETA, "seven"),
    )
    assert Notes.model_validate_json(notes.model_dump_json()) == notes


def test_a_state_alone_is_no_usable_place_and_gives_way_to_a_town():
    notes = told((Step.ASK_PLACE, "nebraska"))
    assert not notes.knows(Topic.PLACE)
    assert notes.check_in_form().current_location == "Nebraska"
    notes = told((Step.ASK_PLACE_CLOSER, "ogallala"), notes=notes)
    assert notes.knows(Topic.PLACE)
    assert notes.value(Topic.PLACE) == "Ogallala"
    assert told((Step.ASK_PLACE, "nebraska"), notes=notes).value(Topic.PLACE) == "Ogallala"


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([(Step.ASK_PLACE, "i'm on forty near amarillo")], DriverStatus.DRIVING),
        ([(Step.ASK_HOW, "running about two hours late")], DriverStatus.DELAYED),
        (
            [(Step.ASK_HOW, "running late"), (Step.ASK_ETA, "no wait i'm on time")],
            DriverStatus.DRIVING,
        ),
        ([(Step.ASK_DELAY, "traffic's backed up for miles")], DriverStatus.DELAYED),
        ([(Step.ASK_HOW, "i'm here waiting on a door")], DriverStatus.ARRIVED),
        ([(Step.ASK_HOW, "they put me in door nine")], DriverStatus.UNLOADING),
        (
            [(Step.ASK_HOW, "they put me in door nine"), (Step.ASK_UNLOADING, "all done")],
            DriverStatus.ARRIVED,
        ),
        ([(Step.ASK_HOW, "can't complain")], None),
    ],
)
def test_the_status_on_the_form_follows_from_what_was_told(
    lines: list[Line], status: DriverStatus | None
):
    assert told(*lines).check_in_form().driver_status is status


def test_on_the_road_unloading_does_not_apply():
    form = told((Step.ASK_HOW, "rolling along on eighty by kearney")).check_in_form()
    assert form.unloading_status is UnloadingStatus.NOT_APPLICABLE


def test_waiting_for_a_door_does_not_end_detention():
    notes = told((None, "i'm on detention since noon"), (None, "no door yet still waiting"))
    assert notes.value(Topic.UNLOADING) == UnloadingStatus.DETENTION


def test_a_door_number_does_not_stop_the_unloading():
    notes = told((None, "they're unloading me now"), (Step.ASK_DOOR, "i'm in door six"))
    assert notes.value(Topic.UNLOADING) == UnloadingStatus.UNLOADING
    assert notes.value(Topic.DOOR) == "6"


def test_no_other_delay_does_not_take_back_the_one_given():
    notes = told((Step.ASK_HOW, "i'm running late traffic's terrible"), (Step.ASK_DELAY, "no"))
    assert notes.value(Topic.DELAY_REASON) == DelayReason.HEAVY_TRAFFIC


@pytest.mark.parametrize(
    ("answer", "reminded", "acknowledged"),
    [
        ("yes sir will do", True, True),
        ("my carrier handles that", True, False),
        ("bye", True, False),
        ("yes sir will do", False, None),
    ],
)
def test_the_pod_is_acknowledged_only_after_a_reminder(
    answer: str, reminded: bool, acknowledged: bool | None
):
    form = told((Step.POD_REMINDER, answer)).check_in_form(pod_reminded=reminded)
    assert form.pod_reminder_acknowledged is acknowledged


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ([(Step.ASK_PLACE, "waco")], CallOutcome.IN_TRANSIT_UPDATE),
        ([(Step.ASK_ETA, "seven")], CallOutcome.IN_TRANSIT_UPDATE),
        ([(Step.ASK_HOW, "i'm here")], CallOutcome.ARRIVAL_CONFIRMATION),
        ([(Step.ASK_HOW, "fine")], CallOutcome.INCOMPLETE),
        ([(Step.ASK_STATUS, "driving")], CallOutcome.INCOMPLETE),
    ],
)
def test_the_outcome_follows_from_what_was_told(lines: list[Line], outcome: CallOutcome):
    assert told(*lines).check_in_form().call_outcome is outcome


@pytest.mark.parametrize("outcome", [CallOutcome.VOICEMAIL, CallOutcome.WRONG_PERSON])
def test_where_the_driver_was_not_reached_nothing_else_is_on_the_form(outcome: CallOutcome):
    form = told((Step.ASK_HOW, "i'm driving")).check_in_form(outcome=outcome, pod_reminded=True)
    assert form.model_dump(exclude={"call_outcome"}, exclude_none=True) == {}


def test_an_emergency_leaves_the_check_in_as_it_was():
    before = told(
        (Step.ASK_PLACE, "eighty one south by wytheville"),
        (Step.ASK_ETA, "two"),
        (Step.ASK_DELAY, "no"),
    )
    notes = told(
        (None, "i just wrecked"),
        (Step.ASK_EMERGENCY_PLACE, "mile marker sixty on eighty one"),
        (Step.ASK_SAFE, "no i'm in the lane"),
        notes=before,
        in_emergency=True,
    )
    assert notes.check_in_form() == before.check_in_form()
    assert notes.emergency_place == "mile marker 60 on I-81"


def test_an_emergency_form_says_unknown_for_what_was_never_answered():
    form = Notes().emergency_form(
        emergency_type=EmergencyType.BREAKDOWN, escalation=EscalationStatus.NOT_ESCALATED
    )
    assert form.safety_status is SafetyStatus.UNKNOWN
    assert form.injury_status is InjuryStatus.UNKNOWN
    assert form.emergency_location is None
    assert form.load_secure is None


def test_an_ill_driver_is_injured():
    form = Notes().emergency_form(
        emergency_type=EmergencyType.MEDICAL, escalation=EscalationStatus.TRANSFERRED
    )
    assert form.injury_status is InjuryStatus.INJURED


def test_an_injury_is_not_taken_back_by_a_milder_word():
    notes = told(
        (Step.ASK_INJURED, "my leg's broke i think"),
        (Step.ASK_SAFE, "yeah i'm fine"),
        in_emergency=True,
    )
    assert notes.value(Topic.INJURY) == "injured"


def test_what_is_said_of_safety_outside_an_emergency_is_not_kept():
    notes = told((Step.ASK_HOW, "i'm parked at the rest area safe and sound"))
    assert notes.value(Topic.SAFETY) is None
