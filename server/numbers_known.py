"""The numbers that a model may name: those that somebody has said, or that the load bears."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from conversation.hearing.numbers import NUMBER_WORDS, read_number
from prompts.model_laws import named_numbers


def numbers_known(told: Iterable[str]) -> frozenset[str]:
    """Every number in `told`, in digits and in the words that it is said with."""
    known: set[str] = set()
    for text in told:
        named = named_numbers(text)
        for index, word in enumerate(named):
            known.add(word)
            for number in {read_number(named, index)[0], read_number([word], 0)[0]}:
                if number:
                    known |= _said(number)
    return frozenset(known)


@lru_cache(maxsize=1000)
def _said(number: str) -> frozenset[str]:
    """A number as one says it: whole, in pairs, digit by digit, and by the twelve-hour clock."""
    pairs = {number[max(0, end - 2) : end] for end in range(len(number), 0, -2)}
    values = {int(each) for each in (number, *pairs)}
    values |= {value - 12 for value in values if 12 < value < 24}
    # "Eighty five" is two words.
    parts = {int(digit) for digit in number} | {value // 10 * 10 for value in values if value > 20}
    words = {word for word, value in _VALUES.items() if value in values | parts}
    return frozenset({number, *map(str, values), *words})


_VALUES = {word: int(read_number([word], 0)[0] or -1) for word in NUMBER_WORDS}
