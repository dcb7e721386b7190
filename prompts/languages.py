"""Whether a line is in the language under whose key it stands, by its commonest words.

A line as a whole, and single words that are left over of a translation: a voice reads them as words
of its own language. Words of the trade that drivers use in both languages (reefer, dock, load) and
names, which begin with a capital, are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from prompts.parsing import Language
from prompts.problems import Fault, excerpt

#: So many common words of the other language, and none of its own, make a line foreign.
ENOUGH: Final = 2

_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(re.split(r"\s+", words))
    for language, words in {
        "en": "the you are is what your and to it i'm i'll you're we of for that this with have "
        "where when how on they be will can there was did do thanks okay good goodbye get",
        "es": "el la los las está usted que su de y en con por para una le se ya es cómo dónde "
        "cuándo qué hay muy más gracias bueno hasta luego lo al del como va",
    }.items()
}
# Words that are never Spanish, nor drivers' Spanish, and the other way round.
_FOREIGN: dict[str, frozenset[str]] = {
    language: frozenset(re.split(r"\s+", words))
    for language, words in {
        "es": "the you your yours are is am was were been be being i'm i'll i've you're we're it's "
        "that's don't didn't can't won't isn't we they he's she he'll them their his him her us my "
        "of and or but if so to for from with without at by on off into onto out about around "
        "near over under up down back again this that these those there here where when why who "
        "which what how will would should could can may might must did does done doing have had "
        "got get getting go going gone went coming please thanks thank sorry good great fine "
        "well bad right left now today tomorrow tonight soon later still yet already always never "
        "not nobody anyone anybody someone somebody everyone everybody anything something nothing "
        "everything any some all every each both more less much many very just only also too than "
        "then hello hi hey goodbye morning afternoon evening night day days week hour hours "
        "minute minutes time call calling called calls hear heard listen tell told say said ask "
        "asked know let make made take taken keep stay hold hang wait waiting need needs help safe "
        "hurt danger drive driving running arrive arrived arriving leave leaving late delayed send "
        "sent sending signed number name place town city road line phone one two three first last "
        "next new other another old own long little big same "
        "connecting transferring putting trying reach reached follow",
        "en": "una unas unos usted ustedes está están estoy estamos que para por "
        "pero porque muy más también sí gracias favor bueno buenos buenas buena bien hola adiós "
        "hasta luego qué cómo cuándo dónde quién cuál cuánto ahora ahorita hoy mañana tarde noche "
        "días aquí ahí allá ya todavía siempre nunca nada alguien algo "
        "todo todos puede tiene necesita llega llegar llamada llame llamar línea despacho carga "
        "camino carretera viaje ayuda peligro herido cuelgue espere disculpe perdone entiendo "
        "entendido claro listo perfecto copiado cuídese",
    }.items()
}
_NAMED_IN: dict[Language, str] = {"en": "Spanish", "es": "English"}
_OTHER: dict[Language, Language] = {"en": "es", "es": "en"}
_FIX: dict[Language, str] = {
    "en": "Say it in English under lines:, and in Spanish under lines_es:",
    "es": "Say it in Spanish under lines_es:, and in English under lines:",
}


def language_faults(text: str, language: Language) -> Iterator[Fault]:
    """Whether `text` is plainly in the other language."""
    words = re.findall(r"[\w']+", text.lower().replace("\u2019", "'"))
    own = sum(word in _COMMON[language] for word in words)
    other = sum(word in _COMMON[_OTHER[language]] for word in words)
    if other >= ENOUGH and own * 2 < other:
        name = "English" if language == "en" else "Spanish"
        yield Fault(f"the wording is not in {name}", _FIX[language])


def foreign_words(text: str, language: Language) -> Iterator[Fault]:
    """Words of the other language in `text`, which holds no value of a variable."""
    sentence_begins = True
    told: set[str] = set()
    for found in re.finditer(r"[\w'\u2019-]+|[.?!¿¡:]", text):
        word: str = found[0].replace("\u2019", "'")
        is_name = word[0].isupper() and not sentence_begins
        sentence_begins = not word[0].isalnum()
        plain = word.lower().strip("'")
        if plain in _FOREIGN[language] and not is_name and plain not in told:
            told.add(plain)
            yield Fault(f"{excerpt(word)} is {_NAMED_IN[language]}", _FIX[language])
