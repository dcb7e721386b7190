"""The safety laws on their own: which claims are refused, and which plain words are not."""

from __future__ import annotations

import pytest

from conversation.steps import STEP_RULES, Step
from prompts import Language
from prompts.safety import safety_faults

CLAIMS: list[tuple[Language, str]] = [
    ("en", "You are connected."),
    ("en", "You're now connected to dispatch."),
    ("en", "Okay, you've been transferred."),
    ("en", "A dispatcher is connected already."),
    ("en", "I have dispatch on the line."),
    ("en", "I've got a dispatcher on the phone for you."),
    ("en", "I've connected you with dispatch."),
    ("en", "You're through to dispatch."),
    ("en", "You are speaking with dispatch."),
    ("en", "Dispatch is on the line."),
    ("en", "A dispatcher is here with us."),
    ("en", "A dispatcher has joined."),
    ("en", "Dispatch has picked up."),
    ("es", "Ya está conectado con despacho."),
    ("es", "Queda comunicada con despacho."),
    ("es", "Ya lo comuniqué con despacho."),
    ("es", "Le he comunicado con un despachador."),
    ("es", "Tengo a un despachador en la línea."),
    ("es", "Despacho está en la línea."),
    ("es", "Despacho ya contestó."),
]

PLAIN_WORDS: list[tuple[Language, str]] = [
    ("en", "I'm connecting you now, stay on the line."),
    ("en", "Stay on the line, I'm putting you through."),
    ("en", "I'm getting a dispatcher on the line for you."),
    ("en", "I have your location, stay on the line."),
    ("en", "Nobody has picked up yet, I'm trying the next person."),
    ("en", "I can't put you through right now."),
    ("es", "Le estoy comunicando, permanezca en la línea."),
    ("es", "Todavía está marcando, permanezca en la línea."),
    ("es", "Tengo su ubicación, permanezca en la línea."),
    ("es", "No pude pasar su llamada."),
]


@pytest.mark.parametrize(("language", "text"), CLAIMS)
def test_no_emergency_line_claims_that_somebody_is_connected(language: Language, text: str) -> None:
    for step in (Step.HAND_OVER, Step.HAND_OVER_NEXT, Step.HAND_OVER_RINGING):
        [fault] = safety_faults(step, text, language)
        assert "connected already" in fault.what


@pytest.mark.parametrize(("language", "text"), PLAIN_WORDS)
def test_true_words_about_the_hand_over_are_not_refused(language: Language, text: str) -> None:
    assert list(safety_faults(Step.HAND_OVER, text, language)) == []


@pytest.mark.parametrize(
    ("language", "text", "holds"),
    [
        ("en", "Call 911 first.", True),
        ("en", "Call nine one one first.", True),
        ("en", "Call nine-one-one first.", True),
        ("en", "Call 9 1 1 first.", True),
        ("en", "Call 9112 first.", False),
        ("en", "Call the police first.", False),
        ("es", "Llame al nueve uno uno.", True),
        ("es", "Llame al nueve once.", True),
        ("es", "Llame al 911.", True),
        ("es", "Llame a la policía.", False),
    ],
)
def test_advice_says_911(language: Language, text: str, holds: bool) -> None:
    assert (not list(safety_faults(Step.ADVISE_911, text, language))) is holds


@pytest.mark.parametrize(
    ("language", "text", "holds"),
    [
        ("en", "Yes, I'm an automated assistant.", True),
        ("en", "Yes, this is an automated phone assistant, not a person.", True),
        ("en", "Well, I'm an automated assistant.", False),
        ("en", "Yes, I help dispatch.", False),
        ("en", "Yes, but I'm not an automated assistant.", False),
        ("en", "Yes and no, an automated assistant, but I'm a real person.", False),
        ("es", "Sí, soy un asistente automatizado.", True),
        ("es", "Sí, soy un sistema automático, no soy una persona.", True),
        ("es", "Si quiere, soy un asistente automatizado.", False),
        ("es", "Sí, soy una persona.", False),
        ("es", "Sí, no soy un asistente automatizado.", False),
    ],
)
def test_robot_is_told_plainly(language: Language, text: str, holds: bool) -> None:
    assert (not list(safety_faults(Step.ROBOT_ANSWER, text, language))) is holds


@pytest.mark.parametrize(
    ("language", "text", "holds"),
    [
        ("en", "I can't put you through, a dispatcher will call you back.", True),
        ("en", "A dispatcher will be with you.", False),
        ("en", "I'm connecting you now, they will call.", False),
        ("es", "No puedo pasar su llamada, un despachador le va a llamar.", True),
        ("es", "Un despachador le atiende pronto.", False),
        ("es", "Le estoy comunicando, le van a llamar.", False),
    ],
)
def test_call_back_is_promised_and_no_transfer(language: Language, text: str, holds: bool) -> None:
    for step in (Step.PROMISE_CALL_BACK, Step.REPEAT_CALL_BACK):
        assert (not list(safety_faults(step, text, language))) is holds


def test_claims_are_looked_for_in_every_line_that_is_spoken_word_for_word() -> None:
    refused = {step for step in Step if list(safety_faults(step, "You are connected.", "en"))}
    assert refused >= {step for step, rule in STEP_RULES.items() if rule.safety}
