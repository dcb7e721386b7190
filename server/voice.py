"""Lines in words: the prompt files' wordings, filled with what is known about the load."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from conversation.actions import Line
from conversation.events import LoadFacts
from conversation.memory import Memory
from conversation.steps import Step
from prompts import PromptLibrary


class Voice:
    """Speaks the lines of one call. Calls differ in their wordings, each call is consistent."""

    def __init__(self, library: PromptLibrary, call_id: str) -> None:
        self._library = library
        # Not every call should open with the same words; the same call, re-dialled, must not
        # repeat itself: the first wording depends on the call's id and on nothing else.
        self._first = zlib.crc32(call_id.encode())

    @property
    def version(self) -> str:
        """The version of the texts that this call is spoken with."""
        return self._library.version

    def words(self, lines: Sequence[Line], memory: Memory, at: float) -> str:
        """What the driver hears for `lines`; `at` is Unix time in seconds."""
        known = common_values(memory.load, at)
        said = (
            self._library.render(
                line.step,
                self._first + line.wording,
                memory.language,
                {**known, **line.values},
            )
            for line in lines
        )
        return " ".join(words for words in said if words)

    def guidance(self, step: Step) -> str:
        """What a model is told before it phrases `step`."""
        return self._library.guidance(step)


def common_values(load: LoadFacts, at: float) -> dict[str, str]:
    """The variables that every line may use."""
    return {
        "driver_first_name": load.driver_name.split(" ", 1)[0],
        "driver_name": load.driver_name,
        "load_number": load.load_number,
        "origin": load.origin,
        "destination": load.destination,
        "part_of_day": part_of_day(load.timezone, at),
    }


def part_of_day(timezone: str, at: float) -> str:
    """Morning, afternoon or evening in an IANA `timezone`; empty where that is not known."""
    if not timezone:
        return ""
    try:
        hour = datetime.fromtimestamp(at, ZoneInfo(timezone)).hour
    except (KeyError, ValueError, OSError):
        return ""
    if 4 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"
