"""Whether words were said: numbers by value, case and punctuation aside, slips allowed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.spoken import listen
from conversation.hearing.word_sets import word_set

#: Words that the form adds to what was said or spells its own way: kinds of roads, relations.
UNSAID: Final = word_set("i us highway route the of in at from past near up on by marker")

#: Shorter words are too easily taken for each other.
_SLIPS_FROM: Final = 6
_ALIKE: Final = 0.85


def said_in(value: str, texts: Iterable[str]) -> bool:
    """Whether every word of `value` stands in `texts`, beside those that a form may add.

    "I-40" is "forty", and "Amarilo" is "Amarillo". A value without a word of its own is not said.
    """
    heard = frozenset(word for text in texts for word in heard_words(text))
    words = value_words(value)
    own = [word for word in words if word not in UNSAID]
    if not own:
        return False
    if "".join(words) in heard:
        return True
    return all(_is_heard(word, heard) for word in own)


def value_words(value: str) -> list[str]:
    """The folded words of a value; "1:30", "I-40" and the door "C14" are two each."""
    split = (
        [_spelled(word)]
        if _SPELLED.fullmatch(word)
        else _LETTERED.sub(r"\1 \2", word.replace("-", " ").replace(":", " ")).split()
        for word in listen(value).words
    )
    return [part for parts in split for part in parts]


#: "H-E-B", which is one word to whoever says it.
_SPELLED = re.compile(r"[a-z](?:-[a-z])+")


def _spelled(word: str) -> str:
    return word.replace("-", "")


_LETTERED = re.compile(r"^([a-z])(\d+)$")


def heard_words(text: str) -> list[str]:
    """Folded words, and the numbers among them as digits beside their words."""
    words = [word for each in listen(text).words for word in _parts(each)]
    numbers = [
        read_number(some, index, spelled=spelled)[0]
        for index in range(len(words))
        for some, spelled in ((words, True), (words, False), (words[: index + 1], False))
    ]
    whole = [each.replace("-", "") for each in listen(text).words]
    return words + [number for number in numbers if number] + whole


def _parts(word: str) -> list[str]:
    return word.replace("-", " ").replace(":", " ").split()


def _is_heard(word: str, heard: frozenset[str]) -> bool:
    if word in heard:
        return True
    if is_number_word(word):
        digits = read_number([word], 0)[0] or word
        return (digits.lstrip("0") or digits) in heard
    return len(word) >= _SLIPS_FROM and any(_alike(word, other) for other in heard)


def _alike(word: str, other: str) -> bool:
    """Whether recognition may have written one for the other."""
    if len(other) < _SLIPS_FROM or word[0] != other[0] or word.isdecimal() or other.isdecimal():
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE


def find_quote(quote: str, texts: Sequence[str]) -> list[int]:
    """The lines in which `quote` stands word by word, the last one first.

    A quote with dots in it is of several pieces, which must all stand in the line.
    """
    pieces = [_units(piece) for piece in quote.replace("...", "…").split("…")]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return []
    return [
        index
        for index in range(len(texts) - 1, -1, -1)
        if all(_stands(piece, _units(texts[index])) for piece in pieces)
    ]


def _units(text: str) -> list[str]:
    """The words of a text with each number as one unit in digits."""
    words = [word for each in listen(text).words for word in _parts(each)]
    units: list[str] = []
    index = 0
    while index < len(words):
        number, after = read_number(words, index) if is_number_word(words[index]) else ("", index)
        units.append(number or words[index])
        index = max(after, index + 1)
    return units


def _stands(piece: Sequence[str], line: Sequence[str]) -> bool:
    last = len(line) - len(piece)
    return any(
        all(_same(ours, theirs) for ours, theirs in zip(piece, line[at:], strict=False))
        for at in range(last + 1)
    )


def _same(ours: str, theirs: str) -> bool:
    return ours == theirs or (len(ours) >= _SLIPS_FROM and _alike(ours, theirs))
