"""Laws of the table of phases, found by walking it."""

from __future__ import annotations

import pytest

from conversation.errors import ImpossibleSignalError
from conversation.states import EMERGENCY_PHASES, TRANSITIONS, Back, Phase, Signal, step_to

CHECK_IN = set(Phase) - EMERGENCY_PHASES - {Phase.SUSPECTED, Phase.ENDED}


def reachable_from(start: Phase) -> set[Phase]:
    seen, todo = set(), [start]
    while todo:
        phase = todo.pop()
        if phase not in seen:
            seen.add(phase)
            todo += [target for target in TRANSITIONS[phase].values() if isinstance(target, Phase)]
    return seen


def test_every_phase_has_a_row():
    assert set(TRANSITIONS) == set(Phase)


def test_every_phase_is_reached_from_the_first():
    assert reachable_from(Phase.DIALLED) == set(Phase)


def test_every_signal_is_used():
    assert {signal for row in TRANSITIONS.values() for signal in row} == set(Signal)


@pytest.mark.parametrize("phase", set(Phase) - {Phase.ENDED})
def test_the_line_can_close_in_any_phase(phase):
    assert TRANSITIONS[phase][Signal.LINE_CLOSED] is Phase.ENDED


@pytest.mark.parametrize("phase", CHECK_IN)
def test_danger_breaks_into_any_phase_of_the_check_in(phase):
    assert TRANSITIONS[phase][Signal.DANGER_ACCEPTED] is Phase.SAFETY
    assert TRANSITIONS[phase][Signal.DANGER_SUSPECTED] is Phase.SUSPECTED


def test_only_a_confirmed_false_alarm_leads_from_an_emergency_back_to_the_check_in():
    ways_back = {
        (phase, signal)
        for phase in EMERGENCY_PHASES
        for signal, target in TRANSITIONS[phase].items()
        if isinstance(target, Back) or target in CHECK_IN
    }
    assert ways_back == {(Phase.DOUBTED, Signal.FALSE_ALARM_CONFIRMED)}


@pytest.mark.parametrize("phase", [Phase.SAFETY, Phase.INJURY, Phase.PLACE, Phase.LOAD])
def test_help_is_handed_over_from_any_question_of_the_emergency(phase):
    assert TRANSITIONS[phase][Signal.HELP_NOW] is Phase.HANDING_OVER


def test_a_denied_suspicion_leads_back_to_where_the_call_was():
    back = step_to(Phase.SUSPECTED, Signal.DANGER_DENIED, where_it_was=Phase.ON_ROAD)
    assert back is Phase.ON_ROAD


def test_a_missing_cell_is_an_error_that_names_phase_and_signal():
    with pytest.raises(ImpossibleSignalError, match=r"'ended'.*'greeted'"):
        step_to(Phase.ENDED, Signal.GREETED, where_it_was=Phase.OPENING)
