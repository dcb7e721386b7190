"""The loaded library: what is said for a step, and that values are data."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.steps import Step
from prompts import LANGUAGES, SHIPPED, Language, PromptLibrary, load_prompts
from prompts.rendering import compile_line
from tests.prompts.conftest import PromptFolder

ECHO = compile_line("Got it{% if place %}, {{ place }}{% endif %}.", ("place",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_come_round_and_round(language: Language, library: PromptLibrary) -> None:
    count = library.wordings(Step.ACK_PLAIN, language)
    said = [library.render(Step.ACK_PLAIN, n, language, {}) for n in range(-count, 2 * count)]
    assert said[:count] == said[count : 2 * count] == said[2 * count :]
    assert len(set(said)) == count


def test_missing_values_count_as_empty_and_others_are_ignored(library: PromptLibrary) -> None:
    empty = library.render(Step.ACK_HEARD, 0, "en", {"place": "", "eta": "", "door": ""})
    assert library.render(Step.ACK_HEARD, 0, "en", {}) == empty
    assert library.render(Step.ACK_HEARD, 0, "en", {"colour": "red"}) == empty


@pytest.mark.parametrize(
    ("value", "heard"),
    [
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("{% raw %}", "{% raw %}"),
        ("{{ load_number }}", "{{ load_number }}"),
        ("A & B <i>", "A & B <i>"),
        ("I-40\r\nnear\tAmarillo", "I-40 near Amarillo"),
        ("I-40\x00\x1b\u200b\u2028Amarillo", "I-40 Amarillo"),
        ("I-40\ud83d Amarillo", "I-40 Amarillo"),
        ("  I-40  ", "I-40"),
        ("I-40, ", "I-40"),
        ("the Flying J?", "the Flying J"),
    ],
)
def test_values_are_data_on_one_line(value: str, heard: str) -> None:
    assert ECHO.render({"place": value}) == f"Got it, {heard}."


def test_value_that_ends_in_a_stop_gets_no_second_one() -> None:
    assert ECHO.render({"place": "8 a.m."}) == "Got it, 8 a.m."


def test_value_of_nothing_but_blanks_is_empty() -> None:
    assert ECHO.render({"place": " \n\t\u200b "}) == "Got it."


@settings(deadline=None)
@given(st.text())
def test_whatever_a_driver_says_is_read_back_on_one_line(value: str) -> None:
    said = ECHO.render({"place": value})

    assert said.startswith("Got it")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|\s\s", said)
    assert said == said.strip()


def test_guidance_is_the_text_below_the_front_matter(folder: PromptFolder) -> None:
    folder.put("ask_eta.md", 12, "Ask for the time.\n\nLightly.")
    folder.cut("ask_eta.md", 15, 99)

    assert load_prompts(folder.path).guidance(Step.ASK_ETA) == "Ask for the time.\n\nLightly."


def test_version_names_the_texts_and_nothing_else(
    folder: PromptFolder, library: PromptLibrary
) -> None:
    assert load_prompts(folder.path).version == load_prompts(SHIPPED).version == library.version

    folder.put("ask_eta.md", 1, "--- ")
    folder.put("ask_eta.md", 2, "# a comment for the next editor\nlines:")
    assert load_prompts(folder.path).version == library.version

    seen = {library.version}
    for file, line, text in [
        ("goodbye.md", 3, '  - "Many thanks, goodbye."'),
        ("goodbye.md", 7, '  - "Muchas gracias, adiós."'),
        ("goodbye.md", 12, "Two or three words."),
    ]:
        folder.put(file, line, text)
        seen.add(load_prompts(folder.path).version)
    assert len(seen) == 4


def test_library_keeps_its_words_when_the_files_change(folder: PromptFolder) -> None:
    library = load_prompts(folder.path)
    before = library.render(Step.GOODBYE, 0, "en", {})
    folder.put("goodbye.md", 3, "  - broken {{")

    assert library.render(Step.GOODBYE, 0, "en", {}) == before
