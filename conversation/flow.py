"""How a dispatcher wants a check-in to go: order of questions, optional ones, limits.

A call is bound to its flow when it starts, and keeps it in its memory. Safety questions are not
here: they are asked whatever anybody has set.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class _Setting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Inquiry(StrEnum):
    """What a question of the check-in is after."""

    PLACE = "place"
    ETA = "eta"
    DELAY = "delay"
    REEFER = "reefer"
    CHECK_IN_TIME = "check_in_time"
    UNLOADING = "unloading"
    DOOR = "door"


class Wanted(StrEnum):
    """Whether a question is asked that not every load needs."""

    BY_LOAD = "by_load"
    ALWAYS = "always"
    NEVER = "never"


_OnRoad = Literal[Inquiry.PLACE, Inquiry.ETA, Inquiry.DELAY, Inquiry.REEFER]
_AtFacility = Literal[
    Inquiry.PLACE,
    Inquiry.CHECK_IN_TIME,
    Inquiry.UNLOADING,
    Inquiry.DOOR,
    Inquiry.DELAY,
    Inquiry.REEFER,
]


class Limits(_Setting):
    """When a call stops asking."""

    tries_per_question: int = Field(
        2, ge=1, le=3, description="a question that failed so often is left, its field empty"
    )
    fruitless_turns: int = Field(
        4, ge=2, le=10, description="so many turns in a row that tell nothing end the call"
    )
    unclear_turns: int = Field(
        3, ge=2, le=10, description="so many turns in a row without intelligible words end it"
    )
    refusals: int = Field(
        3, ge=1, le=10, description="so many turns in which the driver would not answer end it"
    )


class Reminders(_Setting):
    """When a silence is met with words, and how many of them may follow each other."""

    after_seconds: float = Field(8.0, gt=0)
    count: int = Field(3, ge=0, description="the last one says goodbye")


class FlowSettings(_Setting):
    """The check-in as it is wanted. Without a word from anybody: as it always was."""

    on_road: tuple[_OnRoad, ...] = Field(
        (),
        description="asked in this order on the road; those left out follow in their own order",
        json_schema_extra={"uniqueItems": True},
    )
    at_facility: tuple[_AtFacility, ...] = Field(
        (), description="the same at the facility", json_schema_extra={"uniqueItems": True}
    )
    reefer: Wanted = Field(Wanted.BY_LOAD, description="by load: where it has a set point")
    check_in_time: Wanted = Field(Wanted.BY_LOAD, description="by load: where it asks for it")
    delay: bool = Field(True, description="ask about delays and their reasons")
    door: bool = Field(True, description="ask in which door the truck stands")
    pod_reminder: bool = Field(True, description="remind of the POD before closing")
    limits: Limits = Limits()

    @field_validator("on_road", "at_facility")
    @classmethod
    def _each_once(cls, value: tuple[Inquiry, ...]) -> tuple[Inquiry, ...]:
        if len(set(value)) < len(value):
            raise ValueError("each question stands in it once")
        return value

    def wants(self, inquiry: Inquiry, *, load_wants: bool) -> bool:
        """Whether a question may be asked at all, given what the load wants by itself."""
        optional = {
            Inquiry.REEFER: self.reefer,
            Inquiry.CHECK_IN_TIME: self.check_in_time,
            Inquiry.DELAY: Wanted.BY_LOAD if self.delay else Wanted.NEVER,
            Inquiry.DOOR: Wanted.BY_LOAD if self.door else Wanted.NEVER,
        }.get(inquiry, Wanted.BY_LOAD)
        return load_wants if optional is Wanted.BY_LOAD else optional is Wanted.ALWAYS


class Flow(FlowSettings):
    """What a call keeps of it, with the reminders that its voice settings hold."""

    reminders: Reminders = Reminders()


#: The check-in that nobody has set anything about.
USUAL: Final = Flow()
