"""One typed answer of a model, asked for once and without detours.

An answer that does not fit its form is instructor's matter, with its second tries. It would hold up
all calls for some 15 ms with each answer: it walks through the form anew each time, and the SDK
through every message. Here the form's schema is made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import httpx2
import orjson
from pydantic import BaseModel

from extraction.reading_prompt import Message

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class MisfitError(ValueError):
    """The model's `answer` is no such form; the cause says why, where it was text at all."""

    def __init__(self, answer: str) -> None:
        super().__init__("the answer does not fit the form")
        self.answer = answer


class PlainAsking:
    """Asks `model` to fill `form`, held to its schema by the provider."""

    def __init__(
        self, client: AsyncOpenAI, model: str, form: type[BaseModel], longest: int
    ) -> None:
        self._client = client
        self._model = model
        self._form = form
        schema = {"name": form.__name__, "schema": form.model_json_schema()}
        self._options = {
            "max_tokens": longest,
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    async def ask(self, messages: Sequence[Message]) -> BaseModel:
        """The filled form. Raises the SDK's errors, and MisfitError."""
        # The SDK's method for completions would walk through each of the messages.
        body = {"model": self._model, "messages": list(messages), **self._options}
        raw = await self._client.post(
            "/chat/completions", cast_to=httpx2.Response, content=orjson.dumps(body)
        )
        try:
            answer = str(orjson.loads(raw.content)["choices"][0]["message"]["content"])
        except (LookupError, TypeError, ValueError) as error:
            raise MisfitError("") from error
        try:
            return self._form.model_validate_json(answer)
        except ValueError as error:
            raise MisfitError(answer) from error
