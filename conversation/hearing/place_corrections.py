"""A milepost put right within one utterance: the road before it stays."""

from __future__ import annotations

import re
from dataclasses import replace

from conversation.hearing.numbers import read_number
from conversation.hearing.place_reader import SpokenPlace
from conversation.hearing.spoken import Spoken

#: The number of an exit or a mile in a place as it is written.
_MILEPOST = re.compile(r"\b(?:mile marker|mile post|milepost|mile|exit|milla|salida) \d+")
_SAID_INSTEAD = re.compile(
    " (?:no|wait|sorry|i mean|actually|scratch that|digo|perdon|que diga|mejor dicho)"
    "(?: (?:no|wait|sorry|i mean|make that|that's|it's|it is|more like|uh|actually|"
    "perdon|digo|que diga|es|la)){0,4}(?= )"
)


def with_milepost_of(held: SpokenPlace, told: SpokenPlace) -> SpokenPlace | None:
    """The road held with the milepost told, where no more than that was corrected."""
    milepost_only = _MILEPOST.fullmatch(told.value)
    if milepost_only is None or not _MILEPOST.search(held.value):
        return None
    return replace(held, last=told.last, value=_MILEPOST.sub(told.value, held.value))


def with_last_number(spoken: Spoken, place: SpokenPlace) -> SpokenPlace:
    """ "mile fifty, no wait, that's fifty five": the last number is the milepost's."""
    held = _MILEPOST.search(place.value)
    if held is None:
        return place
    for match in _SAID_INSTEAD.finditer(spoken.flat, spoken.starts[place.last - 1]):
        _, first = spoken.words_at(*match.span())
        digits, end = read_number(spoken.words, first, spelled=True)
        if digits and end == len(spoken.words):
            name = held.group().rpartition(" ")[0]
            value = place.value.replace(held.group(), f"{name} {digits}")
            place = replace(place, last=end, value=value)
    return place
