"""Whether the place that a driver names fits where the tracking last saw the truck."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = re.compile(r"[a-z]{3,}|\d+")
# Words that say how a place lies, not which place it is.
_NOT_NAMES: Final = frozenset(
    re.split(
        r"\s+",
        "about after around before behind between close coming down east exit far from getting "
        "going headed heading highway hour hours interstate into just marker mile miles near north "
        "off out outside past right route side somewhere south still the then toward towards west",
    )
)


def contradicts(place: str, last_known: str) -> bool:
    """Whether `place` shares no name and no road number with `last_known`.

    Only words are compared, so a truck that has simply driven on looks like a contradiction too:
    whoever acts on this may ask, but must not accuse.
    """
    named, tracked = _names(place), _names(last_known)
    return bool(named) and bool(tracked) and not named & tracked


def _names(place: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(place.lower())) - _NOT_NAMES
