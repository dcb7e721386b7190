"""What the facts of one answer from the road owe to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.facts import Topic
from conversation.forms import DelayReason
from conversation.hearing import hear
from conversation.hearing.spoken import listen
from conversation.hearing.times import times
from conversation.steps import Step

_SAID_OF_DELAYS = (
    "no sir", "nothing slowing me down", "nothing's held me up", "ain't lost no time", "but",
    "i'm running late", "about an hour behind", "roads are dry", "traffic's light", "no delays",
    "it's raining", "the fog burned off", "i'm good now", "sat two hours", "on time", "and", "so",
    "not really", "never been held up", "they closed forty", "voy tarde", "todo bien", "yeah",
)  # fmt: skip
_answers = st.lists(st.sampled_from(_SAID_OF_DELAYS), min_size=1, max_size=5).map(" ".join)
_asked = st.sampled_from([Step.ASK_DELAY, Step.ASK_HOW, Step.ASK_ETA, Step.OPENING])


@given(text=_answers, asked=_asked)
def test_a_driver_who_is_late_never_says_that_nothing_holds_him_up(text: str, asked: Step):
    hearing = hear(text, asked)
    late, reason = hearing.fact(Topic.LATE), hearing.fact(Topic.DELAY_REASON)
    if late is not None and late.value is True:
        assert reason is None or reason.value != DelayReason.NONE.value


@pytest.mark.parametrize("met", ["it's snowing", "there's construction", "there's fog up here"])
@pytest.mark.parametrize("outcome", ["it ain't slowing me down", "we're rolling fine"])
def test_what_costs_no_time_is_no_delay(met: str, outcome: str):
    fact = hear(f"{met} but {outcome}", Step.ASK_DELAY).fact(Topic.DELAY_REASON)
    assert fact is not None
    assert fact.value == DelayReason.NONE.value
    assert fact.words in outcome


@pytest.mark.parametrize("met", ["it's snowing", "there's construction"])
def test_time_lost_stays_lost_however_well_it_goes_now(met: str):
    told = hear(f"{met} and i lost two hours but i'm good now", Step.ASK_DELAY)
    reason, late = told.fact(Topic.DELAY_REASON), told.fact(Topic.LATE)
    assert reason is not None
    assert reason.value != DelayReason.NONE.value
    assert late is not None
    assert late.value is True


@pytest.mark.parametrize(
    "text", ["get another one", "a new one", "it's thirty eight", "on two eighty five"]
)
def test_a_number_that_is_no_hour_is_no_time(text: str):
    assert list(times(listen(text))) == []


def test_a_time_denied_and_the_time_meant_are_two():
    said = [time.value for time in times(listen("not five fifteen five fifty"))]
    assert said == ["five fifteen", "five fifty"]
