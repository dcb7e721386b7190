"""A reader of calls: a transcript in, both forms with their evidence out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, Protocol, TypeVar

from conversation.events import LoadFacts, Transcript
from conversation.forms import Forms
from conversation.memory import Memory

P = ParamSpec("P")
T = TypeVar("T")


class Aside(Protocol):
    """Somewhere to compute out of the way of running calls, as `asyncio.to_thread` is.

    What is computed there is a function of a module, and what it takes and gives can be pickled.
    """

    async def __call__(self, work: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Do `work` there. Raises what it raises."""
        ...


class ModelFailedError(Exception):
    """The model gave no answer that can be used. `raw_answer` is the last thing that it said."""

    def __init__(self, reason: str, raw_answer: str | None) -> None:
        super().__init__(reason)
        self.reason, self.raw_answer = reason, raw_answer


@dataclass(frozen=True, slots=True)
class CallToRead:
    """A call that is over.

    `called_at` is when it began (Unix time). `memory` is what the running call knew: what was asked
    and refused, the receipt of a hand-over. None for a bare transcript.
    """

    transcript: Transcript
    load: LoadFacts = field(default_factory=LoadFacts)
    called_at: float = 0.0
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class CallReading:
    """The filled forms, and how they came about.

    `dropped` counts proposed values that the driver's words do not bear out. `model` and `prompt`
    name the model and the version of what it was told, where one was asked; `failure` says why its
    answer could not be used, and `raw_answer` is the last thing that it said then.
    """

    forms: Forms
    dropped: int = 0
    model: str | None = None
    prompt: str | None = None
    failure: str | None = None
    raw_answer: str | None = None


class CallReader(Protocol):
    """Fills the forms of a call. Never raises for what stands in a transcript."""

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call."""
        ...
