"""Numbers as they are spoken, in English and Spanish, one digit string for each."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "diez": 10,
    "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veintiuno": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
}  # fmt: skip
_HUNDREDS = {
    "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400,
    "quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800,
    "novecientos": 900,
}  # fmt: skip
_ZERO = frozenset({"oh", "zero", "cero"})

# "once" is left out: it is Spanish for eleven, and far more often the English word.

#: Every word that a number can consist of, beside digits.
NUMBER_WORDS = frozenset({*_UNITS, *_TEENS, *_TENS, *_HUNDREDS, *_ZERO, "hundred"})


def is_number_word(word: str) -> bool:
    """Whether the word is digits or a word for a number."""
    return word in NUMBER_WORDS or word.isdecimal()


def read_number(
    words: Sequence[str], start: int, *, most_digits: int = 3, spelled: bool = False
) -> tuple[str, int]:
    """The digits of the number that begins at `start`, and the index after it.

    Groups are strung together as they are said: "one seventeen" is 117, "two eighty five" 285;
    with `spelled`, single digits too ("one two seven"). ("", start) where no number begins.
    """
    groups: list[str] = []
    index = start
    while index < len(words):
        group, after = _group(words, index, bool(groups))
        if not group or (groups and not _goes_on(groups, group, spelled)):
            break
        if sum(map(len, groups)) + len(group) > max(most_digits, len(group)):
            break
        groups.append(group)
        index = after
    return "".join(groups), index


def _goes_on(groups: list[str], group: str, spelled: bool) -> bool:
    """Whether a group goes on the number, and does not begin another one ("ten two")."""
    if group == "0" or groups[-1] == "0":
        return len(group) == 1
    if len(groups) == 1 and len(groups[0]) == 1:
        return len(group) == 2 or spelled
    return spelled and len(group) == 1 and all(len(each) == 1 for each in groups)


def _group(words: Sequence[str], index: int, inside: bool) -> tuple[str, int]:
    word = words[index]
    if word.isdecimal():
        return word, index + 1
    if word in _ZERO:
        return ("0", index + 1) if inside else ("", index)
    if word in _HUNDREDS:
        return _with_rest(words, index + 1, _HUNDREDS[word])
    if word in _UNITS and _word(words, index + 1) == "hundred":
        return _with_rest(words, index + 2, _UNITS[word] * 100)
    return _below_hundred(words, index)


def _with_rest(words: Sequence[str], index: int, hundreds: int) -> tuple[str, int]:
    skip = index + 1 if _word(words, index) == "and" else index
    rest, after = _below_hundred(words, skip)
    return (str(hundreds + int(rest)), after) if rest else (str(hundreds), index)


def _below_hundred(words: Sequence[str], index: int) -> tuple[str, int]:
    word = _word(words, index)
    if word in _TENS:
        unit_at = index + 2 if _word(words, index + 1) == "y" else index + 1
        unit = _UNITS.get(_word(words, unit_at), 0)
        return (str(_TENS[word] + unit), unit_at + 1) if unit else (str(_TENS[word]), index + 1)
    value = _TEENS.get(word) or _UNITS.get(word)
    return (str(value), index + 1) if value else ("", index)


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""
