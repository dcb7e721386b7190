"""Places told one after the other as one: a road, and then its milepost."""

from __future__ import annotations

import re
from typing import Final

_MILEPOST: Final = r"(?:mile marker|mile post|milepost|mile|exit|milla|salida) \d+[a-z]?"
_ROAD: Final = (
    r"(?:I-|US-|SR-|FM |Highway |Route |State Route |Loop )\d+"
    r"(?: (?:north|south|east|west)(?:bound)?)?"
)
_MILEPOST_ONLY: Final = re.compile(_MILEPOST)
_MILEPOST_IN: Final = re.compile(rf"\b{_MILEPOST}")
_ROAD_ONLY: Final = re.compile(_ROAD)
_ROAD_IN: Final = re.compile(rf"\b{_ROAD}")


def completed(held: str, told: str) -> str:
    """The place that `told` makes of `held`: both together where one lacks what the other has.

    "mile marker 150" and then "I-40" is "I-40 mile marker 150"; a milepost alone keeps the road
    that was told before it. Anything else is a place of its own, and stands as it was told.
    """
    if _MILEPOST_ONLY.fullmatch(told):
        if _MILEPOST_IN.search(held):
            return _MILEPOST_IN.sub(told, held, count=1) if _ROAD_IN.search(held) else told
        road = _ROAD_IN.match(held)
        return f"{road.group()} {told}" if road else told
    if _ROAD_ONLY.fullmatch(told) and not _ROAD_IN.search(held):
        milepost = _MILEPOST_IN.search(held)
        return f"{told} {held}" if milepost and milepost.start() == 0 else told
    return told
