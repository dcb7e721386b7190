"""Words that a translation left behind, and a tú where every line says usted."""

from __future__ import annotations

import pytest

from prompts import Language
from prompts.languages import foreign_words
from prompts.rendering import own_words
from prompts.usted import familiar_faults

LEFT_OVER: list[tuple[Language, str, list[str]]] = [
    ("es", "¿A qué hora llega, please?", ["please"]),
    ("es", "¿Cuál es your ETA?", ["your"]),
    ("es", "Stay on the line, le comunico con despacho.", ["Stay", "on", "the", "line"]),
    ("es", "Si alguien está hurt, llame al nueve uno uno.", ["hurt"]),
    ("es", "Eso es todo. Drive con cuidado, adiós.", ["Drive"]),
    ("es", "No cuelgue, connecting con despacho.", ["connecting"]),
    ("en", "Good, gracias.", ["gracias"]),
    ("en", "Muy bien, got it.", ["Muy", "bien"]),
    ("en", "Please llame to dispatch.", ["llame"]),
]

WORDS_OF_THE_TRADE: list[tuple[Language, str]] = [
    ("es", "¿Llega al receiver con el reefer, o va al dock?"),
    ("es", "¿A qué hora hizo su check-in, y el drop-off?"),
    ("es", "¿Ya va por The Home Depot de Kansas City?"),
    ("es", "Okay, despacho llama al broker por la load."),
    ("es", "He llamado una vez a los que come el camión."),
    ("en", "Are you past El Paso, or near Paso del Norte?"),
    ("en", "Is that en route to Las Vegas, amigo?"),
]

FAMILIAR = {
    "¿A qué hora calculas llegar?": "calculas",
    "¿Cuál es tu hora?": "tu",
    "¿Y tú?": "tú",
    "¿A qué hora te esperan?": "te",
    "¿Podrías decirme la hora?": "Podrías",
    "¿Cuándo llegarás?": "llegarás",
    "¿Ya llegaste?": "llegaste",
    "¿Eres el operador?": "Eres",
    "¿Ya has descargado?": "has",
    "Dime la hora.": "Dime",
    "Quédate en la línea.": "Quédate",
    "Avísame cuando llegue.": "Avísame",
    "No cuelgues, le comunico.": "cuelgues",
    "Maneja con cuidado.": "Maneja",
    "Si alguien está herido, cuelga y llame al nueve uno uno.": "cuelga",
    "Espera, le comunico.": "Espera",
    "Que tengas buen viaje.": "tengas",
    "Qué bien que hayas llegado.": "hayas",
}

POLITE = [
    "¿Maneja usted hoy, o espera turno?",
    "Le habla la línea automática de despacho.",
    "Habla el asistente de despacho, no le quito más tiempo.",
    "Permítame un momento, y dígame después.",
    "Buenas tardes, ¿trae las cargas de los clientes?",
    "Además, ha habido atrasos atrás de Tomás, quizás jamás.",
    "¿Insiste en que existe ese triste desgaste?",
    "Sigue marcando, no cuelgue. Espere por favor.",
    "Una disculpa, se oye mal.",
    "Llama despacho, ya casi contesta.",
    "¿Le hizo falta el té, señor?",
]


@pytest.mark.parametrize(("language", "text", "words"), LEFT_OVER)
def test_each_word_of_the_other_language_is_told(
    language: Language, text: str, words: list[str]
) -> None:
    told = [fault.what for fault in foreign_words(text, language)]

    other = "English" if language == "es" else "Spanish"
    assert told == [f'"{word}" is {other}' for word in words]


@pytest.mark.parametrize(("language", "text"), WORDS_OF_THE_TRADE)
def test_names_and_words_of_the_trade_belong_to_both(language: Language, text: str) -> None:
    assert list(foreign_words(text, language)) == []


@pytest.mark.parametrize(("text", "word"), FAMILIAR.items())
def test_tu_is_told(text: str, word: str) -> None:
    assert [fault.what for fault in familiar_faults(text)] == [
        f'"{word}" speaks to the driver as tú'
    ]


@pytest.mark.parametrize("text", POLITE)
def test_usted_is_not_taken_for_tu(text: str) -> None:
    assert list(familiar_faults(text)) == []


def test_usted_is_named_where_it_is_one_word() -> None:
    assert [fault.fix for fault in familiar_faults("¿Puedes oír?")] == [
        'Say it with usted, such as "puede"'
    ]


def test_own_words_are_those_that_may_be_said() -> None:
    source = (
        "{% if part_of_day == 'morning' %}Buenos días{% else %}Hola{% endif %}"
        " {{ destination or 'the receiver' }}"
    )

    assert own_words(source).split() == ["Buenos", "días", "Hola", "X", "the", "receiver"]
