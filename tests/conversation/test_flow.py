"""A check-in goes as its flow says, and keeps to it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from conversation.actions import TuneAgent
from conversation.events import DetailsArrived
from conversation.flow import USUAL, Flow, Limits
from conversation.memory import Ending
from conversation.steps import Step
from tests.conversation.core_call import NOISE, CoreCall


def flow(**settings: object) -> Flow:
    return Flow.model_validate_json(Flow.model_validate(settings).model_dump_json())


def test_questions_come_in_the_order_that_is_set_and_the_others_after_them():
    call = CoreCall(flow(on_road=["eta", "delay"]))
    assert call.says("i'm driving")[-1] is Step.ASK_ETA
    assert call.says("around six pm")[-1] is Step.ASK_DELAY
    assert call.says("no delays at all")[-1] is Step.ASK_PLACE


def test_the_order_at_the_facility_is_another():
    call = CoreCall(flow(on_road=["eta"], at_facility=["unloading", "place"]))
    assert call.says("just got to the receiver")[-1] is Step.ASK_UNLOADING


@pytest.mark.parametrize(
    ("settings", "facts", "asked"),
    [
        ({}, {}, False),
        ({}, {"reefer_set_point": "34"}, True),
        ({"reefer": "always"}, {}, True),
        ({"reefer": "never"}, {"reefer_set_point": "34"}, False),
    ],
)
def test_the_reefer_is_asked_about_where_the_load_or_the_flow_wants_it(settings, facts, asked):
    call = CoreCall(flow(**settings), **facts)
    call.says("i'm driving on forty near amarillo")
    call.says("around six pm")
    assert (Step.ASK_REEFER in call.says("no delays at all")) is asked


@pytest.mark.parametrize(
    ("settings", "facts", "asked"),
    [
        ({}, {}, False),
        ({}, {"wants_check_in_time": True}, True),
        ({"check_in_time": "always"}, {}, True),
        ({"check_in_time": "never"}, {"wants_check_in_time": True}, False),
    ],
)
def test_the_check_in_time_is_asked_where_the_load_or_the_flow_wants_it(settings, facts, asked):
    call = CoreCall(flow(**settings), **facts)
    assert (Step.ASK_CHECK_IN in call.says("just got to the receiver in memphis")) is asked


def test_what_is_not_wanted_is_not_asked():
    call = CoreCall(flow(delay=False, pod_reminder=False))
    call.says("i'm driving on forty near amarillo")
    assert call.says("around six pm")[-1] is Step.CLOSING


def test_a_door_that_nobody_wants_is_not_asked_for():
    call = CoreCall(flow(door=False))
    call.says("just got to the receiver in memphis")
    assert Step.ASK_DOOR not in call.says("backed in and they're unloading me")


def test_a_question_is_tried_as_often_as_the_flow_says():
    call = CoreCall(flow(limits={"tries_per_question": 1}))
    call.says("i'm driving")
    assert Step.ASK_ETA in call.says("well you know")


@pytest.mark.parametrize(
    ("limit", "words", "ending"),
    [
        ("unclear_turns", NOISE, Ending.BAD_LINE),
        ("fruitless_turns", "well you know", Ending.FEW_WORDS),
    ],
)
def test_a_call_ends_at_its_own_limits(limit: str, words: str, ending: Ending):
    call = CoreCall(flow(limits={limit: 2}))
    call.says(words)
    assert call.memory.ending is None
    call.says(words)
    assert call.memory.ending is ending


def test_silence_is_met_when_and_as_often_as_the_flow_says():
    call = CoreCall(flow(reminders={"after_seconds": 5, "count": 1}))
    assert TuneAgent(5000, 1) in call.actions
    call.is_silent()
    assert call.memory.ending is Ending.SILENCE


def test_a_flow_that_comes_late_counts_from_then_on_and_no_other_after_it():
    call = CoreCall(None)
    late = flow(on_road=["eta"], reminders={"after_seconds": 5, "count": 1})
    call.tell(DetailsArrived(call.at, call.memory.load, late))
    assert list(call.actions) == [TuneAgent(5000, 1)]
    call.tell(DetailsArrived(call.at, call.memory.load, flow(on_road=["delay"])))
    assert list(call.actions) == []
    assert call.says("i'm driving")[-1] is Step.ASK_ETA


def test_a_call_keeps_its_flow_over_a_dropped_line():
    call = CoreCall(flow(on_road=["eta"]))
    call.drops()
    assert call.says("i'm driving")[-1] is Step.ASK_ETA


def test_no_flow_takes_the_safety_questions_away():
    silent = {"reefer": "never", "check_in_time": "never", "delay": False, "door": False}
    call = CoreCall(flow(**silent, limits={"fruitless_turns": 2, "refusals": 1}))
    assert Step.ASK_SAFE in call.says("a truck just hit me i'm in the ditch")


@pytest.mark.parametrize(
    "settings",
    [
        {"on_road": ["eta", "eta"]},
        {"on_road": ["door"]},
        {"at_facility": ["eta"]},
        {"reefer": "sometimes"},
        {"limits": {"tries_per_question": 0}},
        {"reminders": {"after_seconds": 0}},
        {"questions": []},
    ],
)
def test_a_flow_that_makes_no_sense_is_refused(settings):
    with pytest.raises(ValidationError):
        flow(**settings)


def test_the_usual_flow_is_the_one_without_a_word():
    assert flow() == USUAL == Flow(limits=Limits())
