"""Every opening line of every language tells what the settings demand."""

from __future__ import annotations

import pytest

from conversation.steps import Step
from prompts import LANGUAGES, SHIPPED, Disclosures, Language, check_prompts, load_prompts
from tests.prompts.conftest import PromptFolder

OPENINGS = (Step.OPENING, Step.OPENING_INBOUND, Step.OPENING_CUT_OFF)


@pytest.mark.parametrize("step", OPENINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_openings_tell_of_recording_once_the_setting_demands_it(
    step: Step, language: Language
) -> None:
    silent = load_prompts(SHIPPED)
    telling = load_prompts(SHIPPED, Disclosures(recording=True))

    for wording in range(silent.wordings(step, language)):
        assert "record" not in silent.render(step, wording, language, {})
        assert "grabada" not in silent.render(step, wording, language, {})
        told = telling.render(step, wording, language, {})
        assert ("recorded" if language == "en" else "grabada") in told


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (3, '  - "Hi, this is dispatch. How is it going?"'),
        (7, '  - "Hola, le habla despacho. ¿Cómo va el viaje?"'),
        (3, '  - "Hi, this is {% if origin %}the automated line{% else %}us{% endif %}. Okay?"'),
    ],
)
def test_opening_that_hides_the_machine_is_told(line: int, text: str, folder: PromptFolder) -> None:
    folder.put("opening.md", line, text)

    [problem] = check_prompts(folder.path)

    assert (problem.file, problem.line) == ("opening.md", line)
    assert "automated (DISCLOSE_AI)" in problem.what
    assert check_prompts(folder.path, Disclosures(ai=False)) == []


@pytest.mark.parametrize(
    "text",
    [
        '  - "Hi, this is the automated line for dispatch. How is it going?"',
        '  - "Hi, the automated line. This call is not recorded. How is it going?"',
        '  - "The automated line.{% if origin %} This is recorded.{% endif %} All well?"',
    ],
)
def test_opening_that_hides_the_recording_is_told(text: str, folder: PromptFolder) -> None:
    folder.put("opening.md", 3, text)

    [problem] = check_prompts(folder.path, Disclosures(recording=True))

    assert (problem.file, problem.line) == ("opening.md", 3)
    assert "recorded (DISCLOSE_RECORDING)" in problem.what
    assert check_prompts(folder.path) == []
