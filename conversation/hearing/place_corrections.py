"""A milepost put right within one utterance: the road before it stays."""

from __future__ import annotations

import re
from dataclasses import replace

from conversation.hearing.numbers import read_number
from conversation.hearing.place_reader import PlaceReader, SpokenPlace
from conversation.hearing.spoken import Spoken

#: The number of an exit or a mile in a place as it is written.
_MILEPOST = re.compile(r"\b(?:mile marker|mile post|milepost|mile|exit|milla|salida) \d+")
_TAKES_BACK = (
    "(?:no|wait|sorry|i mean|i meant|actually|scratch that|correction|digo|perdon|que diga|"
    "mejor dicho|mas bien|me equivoque|corrijo|no es cierto|mentira|miento)"
)
_SAID_INSTEAD = re.compile(
    f" {_TAKES_BACK}"
    "(?: (?:no|wait|sorry|i mean|make that|that's|it's|it is|more like|uh|actually|"
    "perdon|digo|que diga|es|la|milla|mile|exit|salida|esperate|espere)){0,4}(?= )"
)
#: What ends right before a place that is said in the stead of another.
_INSTEAD = re.compile(
    f" {_TAKES_BACK}(?: (?:no|wait|sorry|uh|i'm|we're|it's|that's|it is|es|estoy|voy|ando|"
    "esperate|esperame|espere|mentira|digo|perdon|bueno|senor|senorita|a|al)){0,3} $"
)


def is_said_instead(spoken: Spoken, held: SpokenPlace, told: SpokenPlace) -> bool:
    """ "in Katy, well no, in Brookshire": nothing but a correction parts the two."""
    between = spoken.flat[spoken.starts[held.last - 1] : spoken.starts[told.first]]
    return held.weight <= told.weight and _INSTEAD.search(between) is not None


def with_milepost_of(held: SpokenPlace, told: SpokenPlace) -> SpokenPlace | None:
    """The road held with the milepost told, where no more than that was corrected."""
    milepost_only = _MILEPOST.fullmatch(told.value)
    if milepost_only is None or not _MILEPOST.search(held.value):
        return None
    return replace(held, last=told.last, value=_MILEPOST.sub(told.value, held.value))


def with_last_number(spoken: Spoken, place: SpokenPlace) -> SpokenPlace:
    """ "mile fifty, no wait, that's fifty five": the last number is the milepost's.

    What goes on behind it belongs to the place: "digo, cincuenta y dos de la diez".
    """
    held = _MILEPOST.search(place.value)
    if held is None:
        return place
    for match in _SAID_INSTEAD.finditer(spoken.flat, spoken.starts[place.last - 1]):
        _, first = spoken.words_at(*match.span())
        digits, end = read_number(spoken.words, first, spelled=True)
        if digits and (whole := _goes_on(spoken, place, end)):
            name = held.group().rpartition(" ")[0]
            value = whole.value.replace(held.group(), f"{name} {digits}")
            place = replace(whole, value=value)
    return place


def _goes_on(spoken: Spoken, place: SpokenPlace, end: int) -> SpokenPlace | None:
    """The place with what is said of it behind its new number; None where that counts things."""
    if end == len(spoken.words) or spoken.pauses[end - 1]:
        return replace(place, last=end)
    whole = PlaceReader(spoken).read_on(place, end)
    return whole if whole.last > end else None
