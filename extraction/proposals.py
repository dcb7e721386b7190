"""What a model is asked to fill in, and what it proposes. The forms' own words instruct it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Final, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from conversation.forms import CheckInForm, EmergencyForm, EmergencyType

T = TypeVar("T")

#: Nobody says more than this (characters) to name one value; a model that rambles is cut short.
LONGEST_VALUE: Final = 120
LONGEST_QUOTE: Final = 200

_Quote = Annotated[
    str,
    Field(
        max_length=LONGEST_QUOTE,
        description="The driver's own words that say it, copied from one of his lines.",
    ),
]
_Spoken = Annotated[str, Field(max_length=LONGEST_VALUE)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Answer, Generic[T]):
    """The driver's words, and the value that they say: a model that quotes first reads better."""

    words: _Quote
    value: T


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value that a reader proposes: for `field` of `form`, by these words of the driver's."""

    form: str
    field: str
    value: str | bool
    words: str

    @property
    def name(self) -> str:
        """The field as evidence and states call it."""
        return f"{self.form}.{self.field}"


def _asked_for(form: type[BaseModel], leave_out: Collection[str] = ()) -> dict[str, Any]:
    """The fields of a form as questions to a model: each a value with its words, or null."""
    return {
        name: (Said[_one_value(field.annotation)] | None, Field(description=field.description))  # type: ignore[misc]  # the type is made at run time
        for name, field in form.model_fields.items()
        if name not in leave_out
    }


def _one_value(annotation: object) -> Any:  # noqa: ANN401  a type, made at run time
    """The type of a field that may be null, without the null."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    value = kinds[0] if kinds else annotation
    return _Spoken if value is str else value


#: What the driver says; what became of the hand-over is known from the receipt.
_ReadEmergency: type[BaseModel] = create_model(
    "ReadEmergency",
    __base__=_Answer,
    __doc__="Only where the call turned into an emergency of the driver's own, now.",
    **_asked_for(EmergencyForm, ("escalation_status",)),
)
#: The whole of a call.
ReadCall: type[BaseModel] = create_model(
    "ReadCall",
    __base__=_Answer,
    __doc__="The forms of one check call.",
    **_asked_for(CheckInForm),
    emergency=(
        _ReadEmergency | None,
        Field(description="Null unless the driver was in trouble himself during this call."),
    ),
)
#: One answer of the driver's, while the call runs.
ReadTurn: type[BaseModel] = create_model(
    "ReadTurn",
    __base__=_Answer,
    __doc__="What one answer of the driver's tells.",
    danger=(
        Said[EmergencyType] | None,
        Field(
            description="The kind of trouble that the driver, the truck, the load or someone with "
            "him is in now. Null for anything negated, past, supposed, somebody else's, or a "
            "plain delay."
        ),
    ),
    **_asked_for(CheckInForm, ("call_outcome",)),
    **_asked_for(EmergencyForm, ("escalation_status", "emergency_type")),
)

_OF_EMERGENCY: Final = frozenset(EmergencyForm.model_fields)


def proposals_of(answer: BaseModel) -> Iterator[Proposal]:
    """The values that a filled `ReadCall` or `ReadTurn` proposes."""
    for field in type(answer).model_fields:
        said = getattr(answer, field)
        if isinstance(said, Said):
            form = "emergency" if field in _OF_EMERGENCY or field == "danger" else "check_in"
            yield Proposal(form, field, said.value, said.words)
        elif isinstance(said, BaseModel):
            yield from proposals_of(said)
