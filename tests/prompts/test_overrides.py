"""An agent's own wordings are checked like the files, and told by their place."""

from __future__ import annotations

from typing import Any

import pytest

from conversation.steps import Step
from prompts import Disclosures, Language, PromptErrors, PromptLibrary, check_overrides

ETA = {"lines": ["When do you land?", "What time there?", "Your ETA?"]}


def test_overrides_replace_what_they_name_and_nothing_else(library: PromptLibrary) -> None:
    new = library.with_overrides({"ask_eta": ETA})

    assert new.render(Step.ASK_ETA, 0, "en", {}) == "When do you land?"
    assert new.wordings(Step.ASK_ETA, "en") == 3
    assert new.guidance(Step.ASK_ETA) == library.guidance(Step.ASK_ETA)
    kept: list[tuple[Step, Language]] = [(Step.ASK_ETA, "es"), (Step.ASK_DOOR, "en")]
    for step, language in kept:
        assert new.render(step, 0, language, {}) == library.render(step, 0, language, {})
    assert new.version != library.version
    assert library.render(Step.ASK_ETA, 0, "en", {}) != "When do you land?"


def test_guidance_alone_can_be_replaced(library: PromptLibrary) -> None:
    new = library.with_overrides({"ask_eta": {"guidance": " Ask softly. "}})

    assert new.guidance(Step.ASK_ETA) == "Ask softly."
    assert new.render(Step.ASK_ETA, 0, "en", {}) == library.render(Step.ASK_ETA, 0, "en", {})


def test_no_overrides_are_the_library_itself(library: PromptLibrary) -> None:
    assert library.with_overrides({}) is library


BROKEN: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "unknown step": ({"ask_etaa": ETA}, [("ask_etaa", "no step has this name")]),
    "no object": ({"ask_eta": "When?"}, [("ask_eta", "holds no texts")]),
    "unknown key": (
        {"ask_eta": {"lines_en": ["When?"]}},
        [("ask_eta.lines_en", "unknown key")],
    ),
    "no list": ({"ask_eta": {"lines": "When?"}}, [("ask_eta.lines", "not a list")]),
    "too few": ({"ask_eta": {"lines": ["When?"]}}, [("ask_eta.lines", "has 1 wording")]),
    "no text": (
        {"ask_eta": {"lines": ["When?", 7, " "]}},
        [("ask_eta.lines[1]", "not text"), ("ask_eta.lines[2]", "empty")],
    ),
    "variable": (
        {"ask_eta": {"lines": ["When in {{ destinaton }}?", "At what time?", "Your ETA?"]}},
        [("ask_eta.lines[0]", 'unknown variable "destinaton"')],
    ),
    "same twice": (
        {"ask_eta": {"lines_es": ["¿Cuándo llega?", "¿Cuando llega?", "¿A qué hora?"]}},
        [("ask_eta.lines_es[1]", "the same as on lines_es[0]")],
    ),
    "no 911": (
        {"advise_911": {"lines": ["Call an ambulance.", "Hang up and call 911."]}},
        [("advise_911.lines[0]", "does not say 911")],
    ),
    "guidance": (
        {"ask_eta": {"guidance": "Ask {{ load_number }}."}, "ask_door": {"guidance": ""}},
        [("ask_eta.guidance", "work in wordings only"), ("ask_door.guidance", "missing")],
    ),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_every_fault_is_told_at_its_place(
    case: tuple[dict[str, Any], list[tuple[str, str]]], library: PromptLibrary
) -> None:
    overrides, expected = case
    problems = check_overrides(overrides)

    assert [problem.file for problem in problems] == [place for place, _ in expected]
    for problem, (_, what) in zip(problems, expected, strict=True):
        assert what in problem.what
        assert problem.line is None
    with pytest.raises(PromptErrors) as raised:
        library.with_overrides(overrides)
    assert list(raised.value.problems) == problems


def test_openings_disclose_what_the_settings_demand(library: PromptLibrary) -> None:
    overrides = {"opening": {"lines": ["Hi, dispatch here. How is it?", "Dispatch. All well?"]}}

    ai, _ = check_overrides(overrides)
    assert "automated (DISCLOSE_AI)" in ai.what
    assert not check_overrides(overrides, Disclosures(ai=False))
    both = check_overrides(overrides, Disclosures(recording=True))
    assert [problem.file for problem in both] == ["opening.lines[0]"] * 2 + ["opening.lines[1]"] * 2


def test_kept_texts_come_back_as_they_were(library: PromptLibrary) -> None:
    changed = library.with_overrides({"ask_eta": ETA})
    again = library.restored(changed.texts())

    assert again.version == changed.version
    assert again.render(Step.ASK_ETA, 0, "en", {}) == "When do you land?"


def test_kept_texts_of_another_release_leave_no_step_without_words(library: PromptLibrary) -> None:
    kept = library.with_overrides({"ask_eta": ETA}).texts()
    del kept["ask_door"]
    kept["ask_place"] = {"lines": ["{{ gone }}"], "lines_es": ["x"], "guidance": "x"}
    kept["no_more"] = {}
    again = library.restored(kept)

    assert again.render(Step.ASK_ETA, 0, "en", {}) == "When do you land?"
    for step in (Step.ASK_DOOR, Step.ASK_PLACE):
        assert again.render(step, 0, "en", {}) == library.render(step, 0, "en", {})
