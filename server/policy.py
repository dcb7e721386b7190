"""When a call is not to be placed, and when it is placed again: what an agent can be told of it.

Everything is off until it is set.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

#: A driver is not called more often than this for one request, whatever an agent says.
MOST_RETRIES: Final = 10


class _Policy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _without_zone(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("a time of the driver's own clock has no zone")
    return value


_ClockTime = Annotated[
    time,
    AfterValidator(_without_zone),
    # The format "time" of JSON Schema has a zone.
    WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}),
]


class QuietHours(_Policy):
    """Hours in which nobody is called, in the driver's own zone; they may go over midnight."""

    start: _ClockTime = Field(description="From this time on, as 21:00.")
    end: _ClockTime = Field(description="Until this time, as 06:30.")

    def hold(self, at: datetime) -> bool:
        """Whether it is quiet at `at`, a time in the driver's zone."""
        now = at.time()
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def over(self, at: datetime) -> datetime:
        """When the quiet hours that hold at `at` are over."""
        day = at.date() if at.time() < self.end else at.date() + timedelta(days=1)
        return datetime.combine(day, self.end, at.tzinfo)


class Gates(_Policy):
    """What makes a call unneeded or unwanted. `force` overrides all of it."""

    quiet_hours: QuietHours | None = Field(None, description="No calls in these hours.")
    fresh_update_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] | None = Field(
        None, description="No call while the load's last update is not older than this."
    )
    calls_per_day: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None, description="So many calls to one driver on one day of his, retries included."
    )


class NotReached(StrEnum):
    """How a call can miss its driver."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"


def _may_repeat(schema: JsonDict) -> None:
    """What is named twice is named: no reason to refuse."""
    schema.pop("uniqueItems", None)


class Retries(_Policy):
    """When a driver who was not reached is called again. The gates hold for those calls, too."""

    count: int = Field(0, ge=0, le=MOST_RETRIES, description="So many further calls at most.")
    spacing_minutes: int = Field(
        15, ge=1, le=24 * 60, description="Between the end of a call and the next one."
    )
    after: frozenset[NotReached] = Field(
        frozenset(NotReached),
        description="What a call is repeated after.",
        json_schema_extra=_may_repeat,
    )
