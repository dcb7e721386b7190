"""The words that come with Checkcall: what a driver must and must not hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from conversation.steps import COMMON_VARIABLES, STEP_RULES, Step
from prompts import LANGUAGES, SHIPPED, Language, PromptLibrary, check_prompts
from prompts.checks import SAMPLES

FULL = {name: samples[0] for name, samples in SAMPLES.items()}
EMPTY = dict.fromkeys(SAMPLES, "")
STEPS = list(Step)

# A preposition or article with nothing behind it, in either language.
HANGING = re.compile(
    r"\b(about|(?<!your )(?<!the )load|at|from|in|near|of|the|to|with)[,.;:]"
    r"|\b(con|de|del|en|la|para|por|su)[,.;:]"
    r"|\b(to|from|of|de|del|para|con) (to|for|and|y|por)\b",
    re.IGNORECASE,
)
STRAY = re.compile(r"\s[,.;:?!]|\s\s|[,;:][,.;:?!]|\.\.|^\W|\s$")
FIRST_SENTENCE = re.compile(r".*?[.?!](?=\s|$)")


def spoken(library: PromptLibrary, step: Step, language: Language) -> Iterator[str]:
    """All that can be heard of a step: all values, none, each one missing, each one alone."""
    alone = [{**EMPTY, name: sample} for name, samples in SAMPLES.items() for sample in samples]
    missing = [{**FULL, name: ""} for name in SAMPLES]
    for wording in range(library.wordings(step, language)):
        for values in (FULL, EMPTY, *alone, *missing):
            yield library.render(step, wording, language, values)


def first_sentence(text: str) -> str:
    found = FIRST_SENTENCE.match(text)
    assert found, f"no sentence ends in {text!r}"
    return found[0]


def test_shipped_prompts_have_no_problem() -> None:
    assert [str(problem) for problem in check_prompts(SHIPPED)] == []


def test_every_variable_has_a_sample() -> None:
    own = {name for rule in STEP_RULES.values() for name in rule.variables}
    assert set(SAMPLES) == own | set(COMMON_VARIABLES)


@pytest.mark.parametrize("step", STEPS)
def test_lines_read_well_whatever_is_missing(step: Step, library: PromptLibrary) -> None:
    for language in LANGUAGES:
        for text in spoken(library, step, language):
            opening_mark = text.removeprefix("¿")
            assert not STRAY.search(opening_mark), text
            assert not HANGING.search(text), text
            assert text[-1] in ".?", text
            assert text.count("?") == (1 if STEP_RULES[step].asks else 0), text


@pytest.mark.parametrize("step", STEPS)
def test_each_line_is_heard_as_its_own(step: Step, library: PromptLibrary) -> None:
    for language, values in product(LANGUAGES, (FULL, EMPTY)):
        count = library.wordings(step, language)
        texts = {library.render(step, wording, language, values) for wording in range(count)}
        assert len(texts) == count >= STEP_RULES[step].wordings


@pytest.mark.parametrize("step", STEPS)
def test_first_sentence_is_short_enough_to_come_at_once(step: Step, library: PromptLibrary) -> None:
    # Without values that the driver's own words make long; about five seconds of speech.
    values = {**FULL, "place": "I-40", "eta": "at eight", "last_known_location": "US-287"}
    for language in LANGUAGES:
        for wording in range(library.wordings(step, language)):
            text = library.render(step, wording, language, values)
            assert len(first_sentence(text)) <= 100, text


@pytest.mark.parametrize("step", STEPS)
def test_nobody_shouts(step: Step, library: PromptLibrary) -> None:
    for language in LANGUAGES:
        assert not any("!" in text for text in spoken(library, step, language))


def test_spanish_says_usted(library: PromptLibrary) -> None:
    familiar = re.compile(
        r"\b(tú|tu|tus|te|ti|contigo|estás|tienes|puedes|eres|vas|vienes|llegas|andas|sigues|"
        r"espera un|cuídate|maneja|dime|mira|perdona|(?<!una )disculpa)\b",
        re.IGNORECASE,
    )
    for step in Step:
        for text in spoken(library, step, "es"):
            assert not familiar.search(text), text


def test_opening_says_who_calls_before_anything_else(library: PromptLibrary) -> None:
    for step in (Step.OPENING, Step.OPENING_INBOUND, Step.VOICEMAIL_MESSAGE):
        for text in spoken(library, step, "en"):
            assert re.search(
                r"automated .*\bfor dispatch|dispatch.*\bautomated",
                first_sentence(text),
                re.IGNORECASE,
            )
        for text in spoken(library, step, "es"):
            assert re.search(
                r"automática.*\bdespacho|despacho.*\bautomatizado",
                first_sentence(text),
                re.IGNORECASE,
            )


def test_opening_names_the_load_and_ends_on_its_question(library: PromptLibrary) -> None:
    for language, wording in product(LANGUAGES, range(2)):
        text = library.render(Step.OPENING, wording, language, FULL)
        assert FULL["load_number"] in text
        assert FULL["destination"] in text
        assert text.endswith("?")


@pytest.mark.parametrize(
    ("step", "may_name"),
    [
        (Step.OPENING, {"driver_first_name", "load_number", "destination", "part_of_day"}),
        (Step.OPENING_INBOUND, {"driver_first_name", "load_number"}),
        (Step.WHO_WE_ARE, {"load_number"}),
        (Step.VOICEMAIL_MESSAGE, {"driver_first_name", "load_number", "part_of_day"}),
        (Step.CLOSING_WRONG_PERSON, set()),
        (Step.CLOSING_STOP_CALLING, set()),
    ],
)
def test_strangers_learn_no_more_than_they_must(
    step: Step, may_name: set[str], library: PromptLibrary
) -> None:
    telling = {name: f"qz{name.replace('_', '')}" for name in SAMPLES}
    for language in LANGUAGES:
        for wording in range(library.wordings(step, language)):
            text = library.render(step, wording, language, telling)
            told = {name for name, value in telling.items() if value in text}
            assert told <= may_name


@pytest.mark.parametrize("language", LANGUAGES)
def test_hand_over_asks_to_stay_on_the_line(language: Language, library: PromptLibrary) -> None:
    stay = re.compile(
        r"stay (on the line|with me)|hold on|no cuelgue|permanezca en la línea|siga conmigo"
        r"|un momento más",
        re.IGNORECASE,
    )
    for step in (Step.HAND_OVER, Step.HAND_OVER_NEXT, Step.HAND_OVER_RINGING):
        for text in spoken(library, step, language):
            assert stay.search(text) or "stay with me" in text, text


def test_call_back_is_promised_without_a_time(library: PromptLibrary) -> None:
    promise = {"en": r"\bcall\b", "es": r"\bllama(r|da)\b"}
    time = r"\b(minutes?|soon|shortly|right away|moment|minutos?|pronto|enseguida)\b"
    for step, language in product((Step.PROMISE_CALL_BACK, Step.REPEAT_CALL_BACK), LANGUAGES):
        for text in spoken(library, step, language):
            assert re.search(promise[language], text), text
            assert not re.search(time, text.replace("en este momento", "")), text


def test_voicemail_asks_for_a_call_back_with_place_and_arrival(library: PromptLibrary) -> None:
    for text in spoken(library, Step.VOICEMAIL_MESSAGE, "en"):
        assert re.search(r"call (us )?back with (your location|where you are)", text)
        assert "ETA" in text
    for text in spoken(library, Step.VOICEMAIL_MESSAGE, "es"):
        assert "llámenos" in text
        assert re.search(r"llegada|llega", text)


@pytest.mark.parametrize("step", [step for step in Step if step.startswith("closing")])
def test_every_closing_says_goodbye(step: Step, library: PromptLibrary) -> None:
    farewell = re.compile(r"\b(goodbye|bye|bye now|hasta luego|adiós)\.$")
    for language in LANGUAGES:
        assert all(farewell.search(text) for text in spoken(library, step, language))


def test_apologies_are_made_where_we_are_in_the_wrong(library: PromptLibrary) -> None:
    sorry = re.compile(r"sorry|disculp|perdone", re.IGNORECASE)
    for step in (Step.CLOSING_STOP_CALLING, Step.CLOSING_WRONG_PERSON):
        for language in LANGUAGES:
            assert all(sorry.search(text) for text in spoken(library, step, language))


def test_guidance_is_two_to_seven_sentences(library: PromptLibrary) -> None:
    for step in Step:
        sentences = re.findall(r"[.?!](?:\s|$)", library.guidance(step))
        assert 2 <= len(sentences) <= 7, step
