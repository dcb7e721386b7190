"""The reader that asks a language model: typed answers, a deadline, and the rules behind it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import instructor
from instructor.core.hooks import HookName, Hooks
from pydantic import BaseModel

from conversation.forms import Reader
from extraction.plain_asking import PlainAsking
from extraction.proposals import Proposal, ReadCall, ReadTurn, proposals_of
from extraction.reader import CallReading, CallToRead, ModelFailedError
from extraction.reading import by_rules, settled
from extraction.reading_prompt import CALL_VERSION, Message, call_messages, turn_messages

if TYPE_CHECKING:
    from openai import AsyncOpenAI

#: How the answer's form is asked for. A schema is what OpenAI, vLLM and llama.cpp all keep to.
Mode = Literal["json_schema", "tools", "json"]
_MODES: Final[dict[Mode, instructor.Mode]] = {
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "tools": instructor.Mode.TOOLS,
    "json": instructor.Mode.JSON,
}
#: An answer longer than this (tokens) goes round in circles.
_LONGEST_CALL, _LONGEST_TURN = 3000, 1200
#: The raw answer is kept for whoever looks into a failure, so much of it at most (characters).
_KEPT_ANSWER: Final = 20_000


@dataclass(frozen=True, slots=True)
class ReaderRules:
    """`deadline` is for all tries together (seconds). An answer that does not fit the form goes
    back with what is wrong with it, `retries` times; a provider that fails is asked again so
    often too, by its client, and never by both."""

    mode: Mode = "json_schema"
    deadline: float = 45.0
    retries: int = 2


class ModelReader:
    """Reads with `model`, and by rules where it fails."""

    def __init__(self, client: AsyncOpenAI, model: str, rules: ReaderRules | None = None) -> None:
        self.model = model
        self._rules = rules or ReaderRules()
        # It tells every failure as an error, answer and all; ours are told once, without words.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        patient = client.with_options(max_retries=self._rules.retries)
        mode = _MODES[self._rules.mode]
        self._patient = instructor.from_openai(patient, mode=mode)
        hasty = client.with_options(max_retries=0)
        self._hasty = instructor.from_openai(hasty, mode=mode)
        self._plain = (
            PlainAsking(hasty, model, ReadTurn, _LONGEST_TURN)
            if self._rules.mode == "json_schema"
            else None
        )

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call; by rules where the model fails."""
        try:
            proposals = await self.propose(call)
        except ModelFailedError as error:
            reading = await asyncio.to_thread(by_rules, call)
            return CallReading(
                reading.forms,
                reading.dropped,
                self.model,
                CALL_VERSION,
                failure=error.reason,
                raw_answer=error.raw_answer,
            )
        forms, dropped = await asyncio.to_thread(settled, call, proposals, Reader.MODEL)
        return CallReading(forms, dropped, self.model, CALL_VERSION)

    async def propose(self, call: CallToRead) -> list[Proposal]:
        """What the model makes of a whole call. Raises ModelFailedError."""
        asked = _Asked(ReadCall, call_messages(call), self._rules.retries, _LONGEST_CALL)
        return list(proposals_of(await self._ask(self._patient, asked, self._rules.deadline)))

    async def propose_turn(self, agent: str, driver: str, deadline: float) -> list[Proposal]:
        """What the model makes of one answer, asked once. Raises ModelFailedError."""
        if self._plain is not None:
            return await self._propose_plainly(self._plain, turn_messages(agent, driver), deadline)
        asked = _Asked(ReadTurn, turn_messages(agent, driver), 0, _LONGEST_TURN)
        return list(proposals_of(await self._ask(self._hasty, asked, deadline)))

    async def _propose_plainly(
        self, asking: PlainAsking, messages: Sequence[Message], deadline: float
    ) -> list[Proposal]:
        try:
            async with asyncio.timeout(deadline):
                form = await asking.ask(messages)
        except Exception as error:
            # As in `_ask`: the rules read on.
            raise ModelFailedError(_reason(error), None) from error
        return list(proposals_of(form))

    async def _ask(
        self, client: instructor.AsyncInstructor, asked: _Asked, deadline: float
    ) -> BaseModel:
        hooks = Hooks()
        hooks.on(HookName.COMPLETION_RESPONSE, asked.keep)
        try:
            async with asyncio.timeout(deadline):
                answer: BaseModel = await client.create(
                    model=self.model,
                    response_model=asked.form,
                    messages=asked.messages,
                    max_retries=asked.retries,
                    max_tokens=asked.longest,
                    temperature=0,
                    hooks=hooks,
                )
        except Exception as error:
            # Whatever a provider answers, and whatever the library makes of it: the rules read on.
            raise ModelFailedError(_reason(error), asked.last_answer) from error
        return answer


class _Asked:
    """One question to the model, and the last that it answered."""

    def __init__(
        self, form: type[BaseModel], messages: Sequence[Message], retries: int, longest: int
    ) -> None:
        self.form = form
        self.messages: Any = list(messages)
        self.retries = retries
        self.longest = longest
        self.last_answer: str | None = None

    def keep(self, response: Any) -> None:  # noqa: ANN401  whatever the provider sent
        choices = getattr(response, "choices", None)
        message = getattr(choices[0], "message", None) if choices else None
        content = getattr(message, "content", None)
        if isinstance(content, str):
            self.last_answer = content[:_KEPT_ANSWER]


def _reason(error: Exception) -> str:
    """Why there is no answer, without anybody's words: the kinds of errors, outermost first."""
    kinds = [type(error).__name__]
    if error.__cause__ is not None:
        kinds.append(type(error.__cause__).__name__)
    return " / ".join(kinds)
