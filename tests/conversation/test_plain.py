"""What the rules heard whole needs no second reader; a word that is left over needs one."""

from __future__ import annotations

import pytest

from conversation.hearing import hear
from conversation.plain import is_accounted_for
from conversation.steps import Step

PLAIN = (
    ("yeah", None),
    ("it's going good", None),
    ("hold on", None),
    ("who is this", None),
    ("alright take care", None),
    ("gracias adiós", None),
    ("yeah i'm driving", Step.ASK_STATUS),
    ("i'm at the receiver backed in at door twelve", Step.ASK_STATUS),
    ("ya llegué al yarda", Step.ASK_STATUS),
    ("i'm on forty east just past forrest city", Step.ASK_PLACE),
    ("uh right now i'm on I-40, mile marker 84", Step.ASK_PLACE),
    ("i'm rolling west on ten about a half hour this side of lake charles", Step.ASK_PLACE),
    ("voy manejando por la cuarenta cerca de little rock", Step.ASK_PLACE),
    ("about three thirty", Step.ASK_ETA),
    ("gps says quarter to four", Step.ASK_ETA),
    ("not sure", Step.ASK_ETA),
    ("como a las tres y media", Step.ASK_ETA),
    ("no delays", Step.ASK_DELAY),
    ("stuck in traffic outside dallas", Step.ASK_DELAY),
    ("no ninguna demora", Step.ASK_DELAY),
    ("they're unloading me now", Step.ASK_UNLOADING),
    ("you bet i'll text it over once they sign it", Step.POD_REMINDER),
    ("sí señor", Step.POD_REMINDER),
)
MORE_WAS_SAID = (
    ("the front end's kinda dancing on me", None),
    ("the front end's kinda dancing on me", Step.ASK_PLACE),
    ("the front end's kinda dancing on me", Step.ASK_DELAY),
    ("something popped back there", None),
    ("the trailer is leaning", None),
    ("a guy is banging on my door", None),
    ("yeah but my chest feels funny", None),
    ("you would not believe what they told me", None),
    ("i'm on forty and there's a weird smell", Step.ASK_PLACE),
    ("i'm on forty and my brakes are mushy", Step.ASK_PLACE),
    ("i'm in waco and the wife fell", Step.ASK_PLACE),
    ("about three thirty if the smoke clears", Step.ASK_ETA),
    ("no delays just this wobble", Step.ASK_DELAY),
    ("voy por la cuarenta y huele raro", Step.ASK_PLACE),
    ("ya llegué pero me siento mareado", Step.ASK_STATUS),
    ("sí pero se siente flojo el volante", None),
)


@pytest.mark.parametrize(("words", "asked"), PLAIN)
def test_what_was_heard_whole_is_accounted_for(words: str, asked: Step | None):
    assert is_accounted_for(words, hear(words, asked))


@pytest.mark.parametrize(("words", "asked"), MORE_WAS_SAID)
def test_a_word_that_nothing_accounts_for_is_left_over(words: str, asked: Step | None):
    assert not is_accounted_for(words, hear(words, asked))
