"""What a model asks is what its step asks, so that the answer means what it is taken for."""

from __future__ import annotations

import pytest

from conversation.steps import STEP_RULES, Step
from prompts import PromptLibrary
from prompts.model_laws import Bounds, model_faults
from prompts.model_questions import TOPICS, question_faults
from prompts.parsing import LANGUAGES
from server.speech import is_phrased

ASKED = [
    (Step.ASK_HOW, "So, how's everything going with the load?"),
    (Step.ASK_STATUS, "Are you on the road at the moment?"),
    (Step.ASK_PLACE, "What town are you near?"),
    (Step.ASK_ETA, "About when do you think you'll get to Houston?"),
    (Step.ASK_DELAY, "Anything slowing you down today?"),
    (Step.ASK_DELAY_REASON, "What's holding you up?"),
    (Step.ASK_REEFER, "What temperature is the unit showing?"),
    (Step.ASK_UNLOADING, "Are they unloading you yet?"),
    (Step.ASK_DOOR, "Which door did they give you?"),
    (Step.POD_REMINDER, "Can you text us the signed POD once you're empty?"),
]
#: The answer to these would be taken for something else.
MISTAKEN = [
    (Step.ASK_ETA, "How many pallets do you have?"),
    (Step.ASK_PLACE, "How old are you?"),
    (Step.ASK_STATUS, "Have you arrived yet?"),
    (Step.ASK_STATUS, "Are you hungry?"),
    (Step.ASK_DELAY, "Is everything on time?"),
    (Step.ASK_DELAY, "Is traffic good so far?"),
    (Step.ASK_FACILITY_DELAY, "Is the wait okay?"),
    (Step.POD_REMINDER, "Is it raining?"),
    (Step.POD_REMINDER, "Are you happy with the POD?"),
]


@pytest.mark.parametrize(("step", "question"), ASKED)
def test_the_steps_question_is_asked_in_other_words(step, question):
    assert list(model_faults(question, Bounds("en", asks=True, question=step))) == []


@pytest.mark.parametrize(("step", "question"), MISTAKEN)
def test_no_other_question_is_asked(step, question):
    assert list(model_faults(question, Bounds("en", asks=True, question=step)))


def test_every_step_that_a_model_asks_has_its_topic():
    asking = {step for step, rule in STEP_RULES.items() if rule.asks and is_phrased(step)}
    assert set(TOPICS) == asking


@pytest.mark.parametrize("step", TOPICS)
def test_the_prompt_files_ask_what_the_step_asks(library: PromptLibrary, step):
    for language in LANGUAGES:
        for wording in range(STEP_RULES[step].wordings):
            line = library.render(step, wording, language, {})
            assert list(question_faults(line, step, language)) == []
