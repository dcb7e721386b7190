"""Cuts an utterance into words as the recogniser compares them, remembering where they stood."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHES = "'\u2019`\u00b4"
# Notes of the speech recognition, such as "(inaudible speech)", are no words of the driver.
_NOTE = r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]"
_PLAIN = str.maketrans(
    "áàâäãéèêëíìîïóòôöõúùûüñç" + _APOSTROPHES, "aaaaaeeeeiiiiooooouuuunc" + "'" * 4
)
_ENGLISH_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand"
)
_SPANISH_NUMBERS = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil"
)
_NUMBERS = frozenset((_ENGLISH_NUMBERS + " " + _SPANISH_NUMBERS).split(" "))
_MORE_DIGITS = rf"(?![ -](?:[0-9]|(?:{'|'.join(sorted(_NUMBERS))})\b))"
_CALLED = rf"\b(?i:nine[ -]one[ -]one|nueve[ -](?:once|uno[ -]uno))\b{_MORE_DIGITS}"
_WORD = re.compile(rf"{_NOTE}|({_CALLED}|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*)")
_PAUSES = frozenset(("uh", "um", "er", "ah", "hmm", "mm", "eh"))


class Word(NamedTuple):
    """A word in its comparable form, and its place in the utterance."""

    form: str
    start: int
    end: int


@lru_cache(maxsize=16384)
def comparable(word: str) -> str:
    """Lower case, no accents, numbers alike except 911; empty for a filled pause."""
    form = word.lower().translate(_PLAIN)[:24]
    if form == "911" or " " in form or "-" in form:
        return "911"
    if form in _PAUSES:
        return ""
    return "#" if form in _NUMBERS or form[0].isdigit() else form


def words_of(utterance: str) -> list[Word]:
    """The words of an utterance without pauses; runs of numbers count as one word."""
    words: list[Word] = []
    for match in _WORD.finditer(utterance):
        form = comparable(match.group()) if match.group(1) else ""
        if not form:
            continue
        if form == "911" and words and words[-1].form == "#":
            form = "#"
        if form == "#" and words and words[-1].form == "#":
            words[-1] = Word("#", words[-1].start, match.end())
            continue
        words.append(Word(form, match.start(), match.end()))
    return words
