"""Reading a call again, and all that was read of it: `extract` and `readings` under a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Self

from pydantic import BaseModel, Field

from conversation.forms import Reader
from server.calls import CallPath
from server.endpoints import Asked, endpoint
from server.errors import ConflictError, DataExtractionError, NotFoundError
from server.reading import NotOverError, read_again
from server.resources import Resources
from storage import CallRecord, ReadingRecord, readings_of


class Reading(BaseModel):
    """One reading of a whole call: the forms, and how they came about."""

    number: int = Field(description="1 is the reading right after the call.")
    read_at: datetime
    reader: Reader = Field(description="Who filled the forms.")
    model: str | None = Field(description="The model that was asked, if any.")
    prompt: str | None = Field(description="The version of what it was told.")
    failure: str | None = Field(description="Why its answer could not be used.")
    raw_answer: str | None = Field(description="The last that it said then.")
    dropped: int = Field(description="Values that the driver's words do not bear out.")
    forms: dict[str, Any]

    @classmethod
    def of(cls, record: ReadingRecord) -> Self:
        """What is shown of `record`."""
        return cls(**{name: getattr(record, name) for name in cls.model_fields})


class Readings(BaseModel):
    """All readings of a call, the first one first; the last one's forms are the call's."""

    call_id: int
    readings: list[Reading]


@endpoint(
    "POST",
    "/calls/{id}/extract",
    answers={200: Reading},
    errors=(ConflictError, DataExtractionError),
)
async def extract(asked: Asked[None, None, CallPath]) -> Reading:
    """Read a call that is over again, with the reader as it is now. Earlier forms are kept."""
    resources = asked.resources
    record = await _record(resources, asked.path)
    try:
        number = await read_again(resources, record)
    except NotOverError as error:
        raise ConflictError(str(error)) from error
    except TimeoutError as error:
        raise DataExtractionError("the reading took too long") from error
    readings = await readings_of(resources.store, record.retell_call_id or "")
    return Reading.of(next(each for each in readings if each.number == number))


@endpoint("GET", "/calls/{id}/readings", answers={200: Readings})
async def list_readings(asked: Asked[None, None, CallPath]) -> Readings:
    """All that was ever read from a call."""
    record = await _record(asked.resources, asked.path)
    readings = await readings_of(asked.resources.store, record.retell_call_id or "")
    return Readings(call_id=record.id, readings=[Reading.of(each) for each in readings])


async def _record(resources: Resources, path: CallPath) -> CallRecord:
    record = await resources.store.call_by_id(path.id)
    if record is None:
        raise NotFoundError("there is no such call")
    return record


ENDPOINTS: Final = (extract, list_readings)
