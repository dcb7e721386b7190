"""Whether a line is in the language under whose key it stands, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from prompts.parsing import Language
from prompts.problems import Fault

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
