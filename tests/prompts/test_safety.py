"""The safety laws on their own: which claims are refused, and which plain words are not."""

from __future__ import annotations

import pytest

from conversation.steps import Step
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


def claims_connection(step: Step, text: str, language: Language) -> bool:
    """Whether the check says that `text` claims somebody is connected."""
    return any("connected already" in f.what for f in safety_faults(step, text, language))


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
    for step in set(Step) - {Step.HANDED_OVER}:
        assert claims_connection(step, text, language)


@pytest.mark.parametrize(("language", "text"), PLAIN_WORDS)
def test_true_words_about_the_hand_over_are_not_refused(language: Language, text: str) -> None:
    assert not claims_connection(Step.HAND_OVER, text, language)


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


def test_what_retell_has_reported_may_be_said() -> None:
    assert not list(safety_faults(Step.HANDED_OVER, "You're connected to dispatch now.", "en"))


# What ops might write in good faith or by mistake. The shipped lines are tried elsewhere.
HARMLESS: list[tuple[Step, Language, str]] = [
    (Step.ADVISE_911, "en", "Please call 911 right now if anybody is hurt."),
    (Step.ADVISE_911, "en", "If it's bad, hang up and dial nine one one."),
    (Step.ADVISE_911, "en", "Call 9-1-1 first, and don't wait for us."),
    (Step.ADVISE_911, "es", "Si alguien está mal, marque primero al 911."),
    (Step.ADVISE_911, "es", "Cuelgue y llame al nueve once si hay heridos."),
    (Step.ASK_SAFE, "en", "Are you and the truck in a safe place?"),
    (Step.ASK_SAFE, "en", "Is it safe where you are?"),
    (Step.ASK_SAFE, "en", "Did you get out of danger?"),
    (Step.ASK_SAFE, "en", "Are you out of the truck and safe?"),
    (Step.ASK_SAFE, "en", "Are you in a safe place, away from the truck?"),
    (Step.ASK_SAFE, "es", "¿Están usted y su camión en un lugar seguro?"),
    (Step.ASK_SAFE, "es", "¿Está a salvo fuera del camión, con la carga?"),
    (Step.ASK_SAFE, "es", "¿Está en un lugar seguro con su troca?"),
    (Step.ADVISE_911, "en", "Call 911 as soon as you can if anyone is hurt."),
    (Step.HUMAN_ANSWER, "en", "No sir, I'm an automated assistant."),
    (Step.ASK_SAFE, "es", "¿Se encuentra fuera de peligro?"),
    (Step.ASK_INJURED, "en", "Did anybody get injured?"),
    (Step.ASK_INJURED, "en", "Are you or anyone else hurt?"),
    (Step.ASK_INJURED, "es", "¿Hubo lesionados?"),
    (Step.ASK_EMERGENCY_PLACE, "en", "What road are you on, and which mile marker?"),
    (Step.ASK_EMERGENCY_PLACE, "es", "¿Me dice su ubicación exacta?"),
    (Step.ASK_LOAD_SECURE, "en", "Is the cargo still tied down?"),
    (Step.ASK_LOAD_SECURE, "es", "¿La mercancía sigue intacta?"),
    (Step.CONFIRM_DANGER, "en", "Is anyone in danger?"),
    (Step.CONFIRM_DANGER, "es", "¿Tiene una emergencia?"),
    (Step.CONFIRM_FALSE_ALARM, "en", "So it was all a false alarm?"),
    (Step.CONFIRM_FALSE_ALARM, "es", "¿Entonces fue falsa alarma?"),
    (Step.HAND_OVER, "en", "Don't hang up, I'm calling dispatch for you."),
    (Step.HAND_OVER, "en", "One moment, I'm transferring you."),
    (Step.HAND_OVER, "es", "Espere, lo comunico con despacho."),
    (Step.HAND_OVER_NEXT, "en", "Nobody picked up, I'm trying someone else. Hold on."),
    (Step.HAND_OVER_RINGING, "es", "Sigo marcando, aguarde por favor."),
    (Step.HANDED_OVER, "en", "Dispatch is on the line with you."),
    (Step.PROMISE_CALL_BACK, "en", "I couldn't connect you. A dispatcher will call you."),
    (Step.REPEAT_CALL_BACK, "en", "If it gets worse, hang up and call 911. Dispatch will call."),
    (Step.ROBOT_ANSWER, "en", "Yes, I'm a robot that works for dispatch."),
    (Step.ROBOT_ANSWER, "en", "Yes, I'm an AI assistant."),
    (Step.ROBOT_ANSWER, "es", "Sí, soy un asistente virtual de despacho."),
    (Step.ROBOT_ANSWER, "en", "Yes, you're talking to an automated system."),
    (Step.PERSON_WANTED, "en", "No problem, a dispatcher will give you a call."),
    (Step.HUMAN_ANSWER, "en", "No, I'm not a person, I'm an automated assistant."),
    (Step.HUMAN_ANSWER, "es", "No, no soy una persona, soy un sistema automático."),
    (Step.ASK_DELAY, "en", "Is traffic or anything else holding you up?"),
    (Step.ASK_STATUS, "en", "Still out on the road?"),
    (Step.POD_REMINDER, "en", "Can you send in the paperwork after you unload?"),
    (Step.ACK_DELAY, "en", "Thanks, I'll tell the receiver."),
    (Step.CLOSING, "en", "You're good to go. Drive safe, goodbye."),
    (Step.EMERGENCY_HEARD, "en", "I'm here, and I'm going to help."),
    (Step.QUESTION_NOTED, "en", "I'll have dispatch get back to you on that."),
    (Step.TAKE_YOUR_TIME, "en", "I'm not going anywhere."),
    (Step.ADVISE_911, "en", "Don't wait for us, call 911 if anyone is hurt."),
    (Step.ADVISE_911, "en", "Have someone call 911 if you cannot."),
    (Step.ADVISE_911, "es", "No espere, llame al nueve uno uno si hay heridos."),
    (Step.ADVISE_911, "es", "Si alguien está herido llame al nueve uno uno."),
    (Step.ROBOT_ANSWER, "es", "Sí, está hablando con un asistente automatizado."),
    (Step.HUMAN_ANSWER, "en", "No, you're talking to dispatch's automated assistant."),
]

#: Each with a part of what the check must say.
HARMFUL: list[tuple[Step, Language, str, str]] = [
    (Step.ADVISE_911, "en", "Do not call 911.", "against calling 911"),
    (Step.ADVISE_911, "en", "Don\u2019t call 911, talk to me.", "against calling 911"),
    (Step.ADVISE_911, "en", "There's no need to call 911.", "against calling 911"),
    (Step.ADVISE_911, "en", "Wait for dispatch before calling 911.", "against calling 911"),
    (Step.ADVISE_911, "en", "Stay with me instead of calling 911.", "against calling 911"),
    (Step.ADVISE_911, "en", "Calling 911 is not necessary.", "against calling 911"),
    (Step.ADVISE_911, "en", "Call 911 later.", "against calling 911"),
    (Step.ADVISE_911, "en", "We are not 911.", "does not tell to call"),
    (Step.ADVISE_911, "en", "Call 912 first.", "does not say 911"),
    (Step.ADVISE_911, "es", "No llame al nueve uno uno.", "against calling 911"),
    (Step.ADVISE_911, "es", "Llame al 911 después.", "against calling 911"),
    (Step.ADVISE_911, "es", "Llame a la ambulancia.", "does not say 911"),
    (Step.ADVISE_911, "en", "Call 911 only if dispatch says so.", "against calling 911"),
    (Step.ADVISE_911, "en", "There is no reason to call 911.", "against calling 911"),
    (Step.ADVISE_911, "en", "Call 911 if you want, but first answer.", "against calling 911"),
    (Step.CLOSING, "en", "Thanks for that.", "does not say goodbye"),
    (Step.GOODBYE, "es", "Muchas gracias.", "does not say goodbye"),
    (Step.HAND_OVER, "en", "Stay on the line, transfer complete.", "connected already"),
    (Step.PROMISE_CALL_BACK, "en", "Dispatch will call you at 5 p.m.", "promises a time"),
    (Step.PROMISE_CALL_BACK, "en", "Please call dispatch back.", "promises no call"),
    (Step.ROBOT_ANSWER, "en", "Yes, an automated assistant, just kidding.", "denies being"),
    (Step.CLOSING, "en", "Never call 911 from the truck.", "against calling 911"),
    (Step.ASK_SAFE, "en", "Are you in danger?", "whether the driver is safe"),
    (Step.ASK_SAFE, "en", "Are you unsafe?", "whether the driver is safe"),
    (Step.ASK_SAFE, "en", "Is the load safe?", "about the driver"),
    (Step.ASK_SAFE, "en", "Aren't you safe?", "the opposite"),
    (Step.ASK_SAFE, "en", "Is your trailer in a safe spot?", "truck or the load"),
    (Step.ASK_SAFE, "en", "Did you leave your truck in a safe spot?", "truck or the load"),
    (Step.ASK_SAFE, "en", "Do you have a safety vest?", "whether the driver is safe"),
    (Step.ASK_SAFE, "en", "Where are you safe?", "yes or no"),
    (Step.ASK_SAFE, "es", "¿Está en un lugar seguro el camión?", "truck or the load"),
    (Step.ASK_SAFE, "es", "¿Está seguro de eso?", "whether the driver is safe"),
    (Step.ASK_SAFE, "es", "¿Qué tan seguro está?", "yes or no"),
    (Step.ASK_INJURED, "en", "Who is hurt?", "yes or no"),
    (Step.ADVISE_911, "en", "Call 911 when we are finished.", "against calling 911"),
    (Step.ADVISE_911, "en", "Call 911 unless you feel fine.", "against calling 911"),
    (Step.ADVISE_911, "en", "You might want to call 911.", "leaves open"),
    (Step.ADVISE_911, "es", "Llame al nueve uno uno cuando terminemos.", "against calling 911"),
    (Step.ADVISE_911, "es", "Quizás llame al nueve uno uno.", "leaves open"),
    (Step.PROMISE_CALL_BACK, "en", "Dispatch will call within the hour.", "promises a time"),
    (Step.EMERGENCY_HEARD, "en", "An ambulance will be there.", "do not know"),
    (Step.EMERGENCY_HEARD, "es", "La ambulancia ya va.", "do not know"),
    (Step.EMERGENCY_HEARD, "en", "Don't move him.", "medical advice"),
    (Step.EMERGENCY_HEARD, "es", "Haga presión en la herida.", "medical advice"),
    (Step.QUESTION_NOTED, "en", "Detention will be paid.", "promises pay"),
    (Step.HUMAN_ANSWER, "en", "No worries, I'm an automated assistant.", "plain no"),
    (Step.ROBOT_ANSWER, "en", "Yes and no, I'm an automated assistant.", "plain yes"),
    (Step.ASK_DELAY, "en", "Everything going smoothly?", "no delay"),
    (Step.WHO_WE_ARE, "en", "This is Mike, one of the dispatchers.", "denies being automated"),
    (Step.ASK_SAFE, "es", "¿Corre peligro?", "whether the driver is safe"),
    (Step.ASK_SAFE, "es", "¿No está a salvo?", "the opposite"),
    (Step.ASK_INJURED, "en", "Is everyone okay?", "whether anyone is hurt"),
    (Step.ASK_INJURED, "en", "Is nobody hurt?", "the opposite"),
    (Step.ASK_INJURED, "es", "¿Están todos bien?", "whether anyone is hurt"),
    (Step.ASK_EMERGENCY_PLACE, "en", "What happened?", "where the driver is"),
    (Step.ASK_LOAD_SECURE, "en", "Is anything leaking?", "whether the load is secure"),
    (Step.ASK_LOAD_SECURE, "es", "¿Qué trae?", "whether the load is secure"),
    (Step.CONFIRM_DANGER, "en", "Are you okay?", "all is well"),
    (Step.CONFIRM_DANGER, "es", "¿Está usted bien?", "all is well"),
    (Step.CONFIRM_FALSE_ALARM, "en", "Is it a real emergency?", "the emergency is real"),
    (Step.CONFIRM_FALSE_ALARM, "en", "Are you sure?", "was a false alarm"),
    (Step.HAND_OVER, "en", "I'm connecting you to dispatch.", "stay on the line"),
    (Step.HAND_OVER, "en", "Stay on the line.", "a dispatcher is being called"),
    (Step.HAND_OVER, "en", "Hang up, I'm calling dispatch. Hold on.", "loses the hand-over"),
    (Step.HAND_OVER, "es", "Le estoy comunicando.", "stay on the line"),
    (Step.HAND_OVER_RINGING, "en", "A dispatcher is listening, hold on.", "connected already"),
    (Step.HAND_OVER_RINGING, "en", "Hold on, dispatch picks up in a minute.", "promises a time"),
    (Step.HAND_OVER_RINGING, "es", "No cuelgue, ya le escucha despacho.", "connected already"),
    (Step.PROMISE_CALL_BACK, "en", "A dispatcher will call in five minutes.", "promises a time"),
    (Step.PROMISE_CALL_BACK, "en", "Someone will call you shortly.", "promises a time"),
    (Step.PROMISE_CALL_BACK, "en", "Dispatch can't call you.", "nobody will call"),
    (Step.PROMISE_CALL_BACK, "es", "Le llaman en diez minutos.", "promises a time"),
    (Step.EMERGENCY_HEARD, "en", "Help is on the way.", "do not know"),
    (Step.EMERGENCY_HEARD, "en", "I've called an ambulance for you.", "do not know"),
    (Step.EMERGENCY_HEARD, "en", "You'll be fine.", "do not know"),
    (Step.EMERGENCY_HEARD, "en", "I promise to get you out.", "do not know"),
    (Step.EMERGENCY_HEARD, "es", "La ayuda va en camino.", "do not know"),
    (Step.EMERGENCY_HEARD, "es", "Todo va a salir bien.", "do not know"),
    (Step.QUESTION_NOTED, "en", "You'll be paid for it.", "promises pay"),
    (Step.QUESTION_NOTED, "en", "Dispatch will answer right away.", "promises a time"),
    (Step.ROBOT_ANSWER, "en", "Yes, but I'm a real person.", "denies being automated"),
    (Step.ROBOT_ANSWER, "en", "No, I'm an automated assistant.", "plain yes"),
    (Step.HUMAN_ANSWER, "en", "No, I'm a human.", "denies being automated"),
    (Step.HUMAN_ANSWER, "en", "Yes, I'm an automated assistant.", "plain no"),
    (Step.WHO_WE_ARE, "en", "This is a real person from dispatch.", "denies being automated"),
    (Step.WHO_WE_ARE, "en", "I'm not a robot.", "denies being automated"),
    (Step.WHO_WE_ARE, "es", "No soy un robot.", "denies being automated"),
    (Step.WHO_WE_ARE, "es", "Soy una persona.", "denies being automated"),
    (Step.ASK_DELAY, "en", "Are you still on time?", "no delay"),
    (Step.ASK_DELAY, "es", "¿Va a tiempo?", "no delay"),
    (Step.ASK_STATUS, "en", "Have you arrived?", "has arrived"),
    (Step.POD_REMINDER, "en", "Can you confirm that?", "name the POD"),
    (Step.PERSON_WANTED, "en", "You are connected to a dispatcher.", "connected already"),
    (Step.WHO_WE_ARE, "en", "This is Sara, a human dispatcher.", "denies being automated"),
    (Step.WHO_WE_ARE, "es", "Le habla Sara, su despachadora.", "denies being automated"),
    (Step.ADVISE_911, "en", "Dispatch will call 911 for you.", "to somebody else"),
    (Step.ADVISE_911, "es", "Despacho va a llamar al nueve uno uno.", "to somebody else"),
    (Step.ADVISE_911, "en", "Don't wait for 911, call 911 later.", "against calling 911"),
    (Step.ASK_SAFE, "es", "¿Está segura la carga?", "whether the truck or the load"),
]


@pytest.mark.parametrize(("step", "language", "text"), HARMLESS)
def test_harmless_words_pass(step: Step, language: Language, text: str) -> None:
    assert [fault.what for fault in safety_faults(step, text, language)] == []


@pytest.mark.parametrize(("step", "language", "text", "what"), HARMFUL)
def test_harmful_words_are_refused(step: Step, language: Language, text: str, what: str) -> None:
    assert any(what in fault.what for fault in safety_faults(step, text, language))
