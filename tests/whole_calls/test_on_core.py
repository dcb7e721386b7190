"""Every whole call, played on the bare core, in each wording with which it can begin."""

from __future__ import annotations

import pytest

from conversation.actions import RaiseAlert
from conversation.cards import CardStatus
from prompts import SHIPPED, PromptLibrary, load_prompts
from simulator.expectations import missed_in_call, missed_in_forms
from tests.whole_calls.bare_core import play_on_core
from tests.whole_calls.laws import broken_laws
from tests.whole_calls.scripts import SCRIPTS

#: Call ids whose first wordings differ: the wordings of a step are counted round from there.
CALL_IDS = ("call_0", "call_4", "call_5", "call_8")


@pytest.fixture(name="library", scope="module")
def library_fixture() -> PromptLibrary:
    return load_prompts(SHIPPED)


@pytest.mark.parametrize("call_id", CALL_IDS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_call_comes_to_what_its_script_expects(name, call_id, library):
    script = SCRIPTS[name]
    played = play_on_core(script, library, call_id)
    expect = script.expect
    missed = [
        *missed_in_call(expect, played.ended, played.transferred_to, tuple(played.heard)),
        *missed_in_forms(expect, played.forms),
        *broken_laws(played),
    ]
    assert not missed, "\n".join([*missed, "", *played.heard])


def test_a_transfer_that_nobody_confirms_is_not_on_the_form(library):
    script = SCRIPTS["emergency_hurt"]
    played = play_on_core(script, library, "call_0", tells_of_transfers=False)
    assert played.forms["emergency"]["escalation_status"] == "not_escalated"


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name.startswith("emergency")])
def test_every_emergency_raises_its_card_before_anything_else_is_done(name, library):
    played = play_on_core(SCRIPTS[name], library, "call_0")
    first = next(asked for asked in played.asked if asked.memory.had_emergency)
    assert isinstance(first.actions[0], RaiseAlert)
    assert [raised.card.number for raised in played.cards] == list(range(1, len(played.cards) + 1))


@pytest.mark.parametrize("name", [n for n, s in SCRIPTS.items() if s.expect.emergency is None])
def test_a_call_without_an_emergency_leaves_no_card_standing(name, library):
    played = play_on_core(SCRIPTS[name], library, "call_0")
    standing = [raised.card for raised in played.cards[-1:]]
    assert all(card.status is CardStatus.FALSE_ALARM for card in standing)
