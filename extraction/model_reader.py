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
from extraction.plain_asking import MisfitError, PlainAsking
from extraction.proposals import Proposal, ReadCall, ReadTurn, proposals_of
from extraction.reader import Aside, CallReading, CallToRead, ModelFailedError
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
    """Reads with `model`, and by rules where it fails.

    What is heavy computing goes `aside`, out of the way of running calls.
    """

    def __init__(
        self,
        client: AsyncOpenAI,
        model: str,
        rules: ReaderRules | None = None,
        aside: Aside = asyncio.to_thread,
    ) -> None:
        self.model = model
        self._rules = rules or ReaderRules()
        self._aside = aside
        # It tells every failure as an error, answer and all; ours are told once, without words.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        patient = client.with_options(max_retries=self._rules.retries)
        hasty = client.with_options(max_retries=0)
        self._of_calls = _Way.to(patient, self._rules.mode, model, ReadCall, _LONGEST_CALL)
        self._of_turns = _Way.to(hasty, self._rules.mode, model, ReadTurn, _LONGEST_TURN)

    async def read(self, call: CallToRead) -> CallReading:
        """The forms of this call; by rules where the model fails."""
        try:
            proposals = await self.propose(call)
        except ModelFailedError as error:
            reading = await self._aside(by_rules, call)
            return CallReading(
                reading.forms,
                reading.dropped,
                self.model,
                CALL_VERSION,
                failure=error.reason,
                raw_answer=error.raw_answer,
            )
        forms, dropped = await self._aside(settled, call, proposals, Reader.MODEL)
        return CallReading(forms, dropped, self.model, CALL_VERSION)

    async def propose(self, call: CallToRead) -> list[Proposal]:
        """What the model makes of a whole call. Raises ModelFailedError."""
        asked = _Asked(call_messages(call), self._rules.retries)
        return await self._ask(self._of_calls, asked, self._rules.deadline)

    async def propose_turn(self, agent: str, driver: str, deadline: float) -> list[Proposal]:
        """What the model makes of one answer, asked once. Raises ModelFailedError."""
        return await self._ask(self._of_turns, _Asked(turn_messages(agent, driver), 0), deadline)

    async def _ask(self, way: _Way, asked: _Asked, deadline: float) -> list[Proposal]:
        try:
            async with asyncio.timeout(deadline):
                return list(proposals_of(await way.answer(asked)))
        except Exception as error:
            # Whatever a provider answers, and whatever the library makes of it: the rules read on.
            raise ModelFailedError(_reason(error), asked.last_answer) from error


@dataclass(frozen=True, slots=True)
class _Way:
    """How a form is had from a model: plainly where that is enough, else by instructor."""

    model: str
    form: type[BaseModel]
    longest: int
    plainly: PlainAsking | None
    instructor: instructor.AsyncInstructor

    @classmethod
    def to(
        cls, client: AsyncOpenAI, mode: Mode, model: str, form: type[BaseModel], longest: int
    ) -> _Way:
        plainly = PlainAsking(client, model, form, longest) if mode == "json_schema" else None
        instructed = instructor.from_openai(client, mode=_MODES[mode])
        return cls(model, form, longest, plainly, instructed)

    async def answer(self, asked: _Asked) -> BaseModel:
        """The filled form. Raises whatever the SDK and instructor raise, and MisfitError."""
        if self.plainly is not None:
            try:
                return await self.plainly.ask(asked.messages)
            except MisfitError as misfit:
                asked.send_back(misfit)
                if asked.retries < 0:
                    raise
        hooks = Hooks()
        hooks.on(HookName.COMPLETION_RESPONSE, asked.keep)
        answer: BaseModel = await self.instructor.create(
            model=self.model,
            response_model=self.form,
            messages=asked.messages,
            max_retries=asked.retries,
            max_tokens=self.longest,
            temperature=0,
            hooks=hooks,
        )
        return answer


class _Asked:
    """One question to the model, and the last that it answered. It may be put again so often."""

    def __init__(self, messages: Sequence[Message], retries: int) -> None:
        self.messages: Any = list(messages)
        self.retries = retries
        self.last_answer: str | None = None

    def keep(self, response: Any) -> None:  # noqa: ANN401  whatever the provider sent
        choices = getattr(response, "choices", None)
        message = getattr(choices[0], "message", None) if choices else None
        content = getattr(message, "content", None)
        if isinstance(content, str):
            self.last_answer = content[:_KEPT_ANSWER]

    def send_back(self, misfit: MisfitError) -> None:
        """Put the question again, with the answer that did not fit and what is wrong with it."""
        self.retries -= 1
        self.last_answer = misfit.answer[:_KEPT_ANSWER]
        wrong = f"That does not fit the form. Correct it.\n{misfit.__cause__}"
        self.messages += [
            {"role": "assistant", "content": self.last_answer},
            {"role": "user", "content": wrong},
        ]


def _reason(error: Exception) -> str:
    """Why there is no answer, without anybody's words: the kinds of errors, outermost first."""
    kinds = [type(error).__name__]
    if error.__cause__ is not None:
        kinds.append(type(error.__cause__).__name__)
    return " / ".join(kinds)
