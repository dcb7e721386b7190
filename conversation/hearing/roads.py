"""Highways, exits and mileposts, by number as drivers say them."""

from __future__ import annotations

from dataclasses import dataclass

from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.place_words import DIRECTIONS, INTERSTATES
from conversation.hearing.word_sets import word_set

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a place, up to the word with index `end`.

    `weight` is how much it tells: 0 nothing by itself, 1 too wide, 2 a road, 3 a town or a
    milepost. `road`: the truck is on the road there, and not at somebody's gate.
    """

    end: int
    text: str
    weight: int
    road: bool = False


MILE_WORDS = frozenset(
    {"mile", "milepost", "mm", "marker", "milla", "exit", "salida", "kilometro", "milemarker"}
)
_MILE_NAMES = {"mm": "mile marker", "milemarker": "mile marker", "marker": "mile marker"}
_AFTER_MILE = frozenset({"marker", "market", "post", "number", "uh", "is", "like", "it's"})

_ROADS = {
    "i": "I-", "interstate": "I-", "us": "US-", "highway": "Highway ", "hwy": "Highway ",
    "route": "Route ", "rt": "Route ", "ruta": "Route ", "sr": "SR-", "state": "State Route ",
    "county": "County Road ", "interestatal": "I-", "loop": "Loop ", "fm": "FM ",
    "autopista": "", "carretera": "",
}  # fmt: skip
ROAD_NAMES = frozenset(_ROADS)
_JOINED_PREFIXES = (("i", "I-"), ("us", "US-"), ("hwy", "Highway "), ("sr", "SR-"), ("fm", "FM "))
#: Numbers that drivers say bare for a US highway; other numbers stay bare.
_US_ROADS = word_set("93 287 101 395 380 281 412 550 191 219 231 431 321")
_ARTICLES = frozenset({"the", "la", "el"})
_UNITS_OF_MEASURE = word_set(
    """
    mile miles minute minutes mins hour hours hr percent degrees pallets trucks days day
    weeks o'clock am pm feet gallons dollars bucks pounds thousand hundred loads stops times
    mph more something or guys people cars millas minutos horas
    """
)


def milepost(words: Words, index: int) -> Piece | None:
    """ "mile marker seventy three", "exit one forty three", "mile one forty nine"."""
    word = word_at(words, index)
    if word not in MILE_WORDS:
        return None
    name = _MILE_NAMES.get(word, word)
    after = index + 1
    while word_at(words, after) in _AFTER_MILE:
        if words[after] in {"marker", "market", "post"}:
            name = "mile post" if words[after] == "post" else "mile marker"
        after += 1
    digits, end = read_number(words, after, spelled=True)
    return Piece(end, f"{name} {digits}", 3) if digits else None


def highway(words: Words, index: int, *, sure: bool) -> Piece | None:
    """A highway by its number; `sure` when the words before it say that a road is meant.

    A bare number that is not an interstate's is kept as it was said: nobody said "US".
    """
    start = index
    if word_at(words, start) in _ARTICLES:
        start += 1
        sure = True
    joined = _joined_name(words, start)
    if joined is not None:
        return joined
    named = ""
    while word_at(words, start) in _ROADS:
        if not named or word_at(words, start) in {"route", "highway", "hwy"}:
            named = named if named == "us" else words[start]
        start += 1
    if named in {"state", "county"} and word_at(words, start) == "road":
        start += 1
    bare = not named and start > index
    digits, end = read_number(words, start)
    if not digits or digits.startswith("0") or _is_measure(words, start, end):
        return None
    if not (named or sure or word_at(words, end) in DIRECTIONS or _is_with_milepost(words, end)):
        return None
    if bare and digits in _US_ROADS:
        # "the 101": a road that is called by its number and nothing else.
        return _with_direction(words, end, digits)
    return _with_direction(words, end, _written(named, digits))


def _is_measure(words: Words, start: int, end: int) -> bool:
    """Whether the number counts something, or is no number: "the one in Nashville"."""
    if words[start:end] == ("one",) and word_at(words, start - 1) in {"the", "this", "that"}:
        return True
    return word_at(words, end) in _UNITS_OF_MEASURE and not _is_with_milepost(words, end)


def _is_with_milepost(words: Words, index: int) -> bool:
    """Whether a milepost begins here: "forty mile marker ninety" is a road with its milepost."""
    return word_at(words, index) != "marker" and milepost(words, index) is not None


def names_highway(words: Words, index: int) -> bool:
    """Whether a highway begins here that needs no other words to be one."""
    word = words[index]
    candidate = is_number_word(word) or word in _ROADS or (word[:1] in "iu" and word[-1:].isdigit())
    return candidate and highway(words, index, sure=False) is not None


def is_unit(word: str) -> bool:
    """Whether the word makes the number before it a measure: "forty miles"."""
    return word in _UNITS_OF_MEASURE


def word_at(words: Words, index: int) -> str:
    """The word at `index`, or empty text where there is none."""
    return words[index] if 0 <= index < len(words) else ""


def _joined_name(words: Words, index: int) -> Piece | None:
    """ "i-40" and "us93", which recognition writes as one word."""
    word = word_at(words, index).replace("-", "")
    for prefix, kind in _JOINED_PREFIXES:
        digits = word.removeprefix(prefix)
        if digits != word and digits.isdecimal():
            return _with_direction(words, index + 1, f"{kind}{digits}")
    return None


def _written(named: str, digits: str) -> str:
    if named:
        return f"{_ROADS[named]}{digits}"
    if digits in INTERSTATES:
        return f"I-{digits}"
    return f"US-{digits}" if digits in _US_ROADS else digits


def _with_direction(words: Words, end: int, road: str) -> Piece:
    direction = word_at(words, end)
    if direction not in DIRECTIONS or word_at(words, end + 1) in {"of", "side"}:
        return Piece(end, road, 2, road=True)
    if word_at(words, end + 1) == "bound":
        return Piece(end + 2, f"{road} {direction}bound", 2, road=True)
    return Piece(end + 1, f"{road} {direction}", 2, road=True)
