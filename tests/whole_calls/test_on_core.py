"""Every whole call, played on the bare core, in each wording with which it can begin."""

from __future__ import annotations

import pytest

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
