"""One typed answer of a model, asked for while a call goes on: no tries again, and no detours.

For a whole call, afterwards, instructor does this, with its second tries. Beside a running call it
would hold up all the others for some 15 ms with each answer: it walks through the form anew each
time, and the SDK through every message. Here the form's schema is made once.
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
        """The filled form.

        Raises the SDK's errors, and ValueError for an answer that is no such form.
        """
        # The SDK's method for completions would walk through each of the messages.
        body = {"model": self._model, "messages": list(messages), **self._options}
        raw = await self._client.post(
            "/chat/completions", cast_to=httpx2.Response, content=orjson.dumps(body)
        )
        try:
            answer = str(orjson.loads(raw.content)["choices"][0]["message"]["content"])
        except (LookupError, TypeError) as error:
            raise ValueError("the provider's answer holds no message") from error
        return self._form.model_validate_json(answer)
