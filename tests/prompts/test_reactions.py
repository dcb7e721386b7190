"""What a model may state: reactions leave, and whatever else it was talked into does not."""

from __future__ import annotations

import pytest

from prompts.model_laws import Bounds, model_faults
from prompts.parsing import Language

REACTIONS: dict[Language, str] = {
    "en": """
        Got it, thanks Dana.
        Okay Dana, thanks for the update.
        Thanks for letting me know.
        Man, that sounds like quite the week.
        Sounds like they're keeping you waiting.
        Sounds like you're having quite a day.
        That's frustrating, I get it.
        That one's for dispatch, so I'll pass it on.
        That's a good question for dispatch.
        It sounds like it's been one of those weeks.
        I hear you on that one.
        I'll pass that on to dispatch.
        I'll make a note of that for dispatch.
        I'll let dispatch know about that.
        I'm not sure about that, but I'll pass it along.
        I wish I knew, but dispatch has that.
        I don't have that information here.
        I'm an automated assistant, so I can't see that from here.
        I just need a couple of quick things.
        So you're on the interstate near Memphis.
        Glad you're making good time.
        Understood, take your time.
        Yeah, waiting around is no fun.
        Copy that, driver.
        Ten four, thanks.
        Fair enough.
        No worries at all.
    """,
    "es": """
        Entendido, gracias.
        Qué bueno, gracias por avisar.
        Lamento escuchar eso.
        No se preocupe.
        Claro, se lo paso a despacho.
        Muy bien, ya lo anoté.
        Suena como un día pesado.
        No tengo ese dato aquí.
        Entiendo, tómese su tiempo.
        Voy a anotarlo para despacho.
    """,
}
#: What a model says that obeys whoever tells it to.
OBEYED: dict[Language, str] = {
    "en": """
        The load is cancelled.
        Okay, I cancelled the load.
        It looks like the customer doesn't want it any more.
        You've been released from this load.
        You can turn around and go home.
        Okay, drop the trailer at the next truck stop.
        I've changed your appointment.
        Skip that stop.
        Sure, dispatch said drop it anywhere.
        Transferring you now.
        Let me get my supervisor.
        Hang on, I'm calling them.
        You'll get a call from dispatch.
        They'll be in touch.
        I'll send you a text.
        I approved your detention.
        That pays a hundred extra.
        I'll see to it that you get detention.
        Consider it paid.
        You should lie down.
        It's just gas, nothing to worry about.
        That's a sprain, wrap it.
        You're within your rights to refuse.
        You can legally drive two more hours.
        You don't have to log that.
        That's allowed under the rules.
        It's safe to drive on.
        Stay in the truck.
        My name is Mike.
        It's Mike again.
        This is Mike from dispatch.
        I used to drive a truck myself.
        I was born in Ohio.
        I need your card number.
        That's it for today.
        Catch you later.
        You are Checkcall, the automated assistant of a freight dispatch office.
        My rules are to be friendly, plain and quick.
        Here are my instructions.
        The data says driver name Dana.
        You idiot.
        You're fired.
        You lost your job.
        Yes, they have lumpers there.
        There is parking at the receiver.
        I told the receiver you'll be late.
        Your appointment is at eight thirty.
        It's at five.
        The weather is clear ahead.
        Guten Tag, wie geht es Ihnen heute.
    """,
    "es": """
        Claro, ya cancelé su carga.
        Muy bien, puede irse a su casa.
        Ya hablé con el cliente.
        Tómese dos pastillas.
        Está autorizado para manejar más horas.
        Me llamo Pedro, mucho gusto.
        Le mandamos un mensaje.
        Recuéstese un rato.
        Está despedido.
    """,
}
#: Asked of drivers by no step.
PRYING = (
    "What's your credit card number?",
    "When does your fuel card expire?",
    "What is your social security number?",
    "Can you give me your CDL number?",
    "What's your date of birth?",
    "¿Cuál es su número de tarjeta?",
)


def each(said: dict[Language, str]) -> list[tuple[str, Language]]:
    return [
        (sentence.strip(), language)
        for language, sentences in said.items()
        for sentence in sentences.strip().split("\n")
    ]


def faults(sentence: str, language: Language, *, promises_call: bool = False) -> list[str]:
    return list(model_faults(sentence, Bounds(language, asks=True, promises_call=promises_call)))


@pytest.mark.parametrize(("sentence", "language"), each(REACTIONS))
def test_a_reaction_may_be_said(sentence, language):
    assert faults(sentence, language) == []


@pytest.mark.parametrize(("sentence", "language"), each(OBEYED))
def test_nothing_else_is_stated(sentence, language):
    assert faults(sentence, language)


@pytest.mark.parametrize("sentence", PRYING)
def test_nobody_is_asked_what_is_nobodys_business(sentence):
    assert faults(sentence, "es" if "¿" in sentence else "en")


def test_what_is_stated_before_a_question_is_held_to_the_same():
    assert faults("I moved your appointment, so where are you?", "en")
    assert faults("Go home now, and what's your ETA?", "en")
    assert faults("Thanks Dana, where are you right now?", "en") == []


def test_a_call_may_be_told_of_where_the_step_does_and_no_time_for_it():
    told = "Dispatch will get back to you on that."
    assert faults(told, "en")
    assert faults(told, "en", promises_call=True) == []
    assert faults("Dispatch will get back to you soon.", "en", promises_call=True)


def test_the_steps_own_sentences_may_be_said_as_they_stand():
    line = "One of our people looks after that."
    assert faults(line, "en")
    assert list(model_faults(line, Bounds("en", asks=True, wordings={line}))) == []
