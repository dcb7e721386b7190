"""One streamed answer of a model, read from the provider as text.

The SDK sends the request; what comes back is read here. Its own reading makes an object of five
models for each piece, which takes three times the processor of all the rest.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Protocol

import orjson
import structlog

from server.provider import Provider

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncStream

log = structlog.get_logger(__name__)

Message = dict[str, str]

#: An event of a stream longer than this (bytes) is no piece of a spoken sentence.
LONGEST_EVENT: Final = 256 * 1024
#: Ends of an answer that is not whole.
_CUT_SHORT: Final = frozenset({"length", "content_filter"})
#: How lively the wording may be: a phone call wants neither a poet nor a parrot.
TEMPERATURE: Final = 0.6


class Failure(StrEnum):
    """Why a model gave no words, or no more of them."""

    REFUSED = "refused"  # an HTTP status that says no
    BUSY = "busy"  # 429
    UNREACHABLE = "unreachable"
    BROKEN = "broken"  # cut off before its end
    GARBAGE = "garbage"
    EMPTY = "empty"


class CompletionError(Exception):
    """A model gave no words, or no more of them; `failure` says why."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure


@dataclass(slots=True)
class Usage:
    """What a request cost, in tokens; None where the provider does not tell."""

    prompt: int | None = None
    completion: int | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a provider takes of the protocol, learnt from what it refuses."""

    options: Mapping[str, Any] = field(
        default_factory=lambda: {
            "temperature": TEMPERATURE,
            "stream_options": {"include_usage": True},
        }
    )
    limit: str = "max_tokens"
    one_system: bool = False

    def body(self, messages: Sequence[Message], max_tokens: int) -> dict[str, Any]:
        """What is sent beside the model's name."""
        told = merged(messages) if self.one_system else list(messages)
        return {"messages": told, self.limit: max_tokens, **self.options}

    def without(self, refusal: str, *, plain: bool) -> Dialect | None:
        """The dialect without what has just been refused; None where that cannot be left out.

        `plain`: the provider refused the request as such, and did not fail over it.
        """
        said = refusal.lower()
        if plain and self.limit == "max_tokens" and "max_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if plain and (refused := next((name for name in self.options if name in said), None)):
            less = {name: value for name, value in self.options.items() if name != refused}
            return replace(self, options=less)
        if not self.one_system and (_SPEAKERS if plain else _TEMPLATE).search(said):
            # Some models' templates want one system message, and that at the beginning.
            return replace(self, one_system=True)
        return None


#: Of a refusal, and of a failure, which speaks of systems and roles in other senses, too.
_SPEAKERS: Final = re.compile(r"system|role|template")
_TEMPLATE: Final = re.compile(r"template|jinja|system (?:message|role|prompt)|roles must|alternat")


def merged(messages: Sequence[Message]) -> list[Message]:
    """The same with one system message at the beginning, and the speakers taking turns."""
    system = "\n\n".join(each["content"] for each in messages if each["role"] == "system")
    talk: list[Message] = [{"role": "system", "content": system}]
    for each in messages:
        if each["role"] == "system":
            continue
        if each["role"] == talk[-1]["role"]:
            talk[-1] = {**each, "content": f"{talk[-1]['content']} {each['content']}"}
        else:
            talk.append(each)
    return talk


class Hearer(Protocol):
    """Whoever listens to an answer."""

    def text(self, piece: str) -> None:
        """A piece of it."""
        ...

    def end(self, *, whole: bool) -> None:
        """Its last word has come; not `whole` where the bound of its length cut it off."""
        ...

    def cost(self, usage: Usage) -> None:
        """What it cost, where the provider tells."""
        ...


class Completions:
    """Asks a provider for words."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._dialect = Dialect()

    async def stream(
        self, model: str, messages: Sequence[Message], max_tokens: int, hearer: Hearer
    ) -> None:
        """Have `hearer` hear one answer. Cancelled, it closes the connection at once.

        Raises CompletionError. It returns when the body has ended, which is later than the last
        word: only then can the connection be used again.
        """
        reading = _Reading(hearer)
        async with self._response(model, messages, max_tokens) as response:
            try:
                async for data in response.aiter_bytes():
                    reading.take(data)
            except Exception as error:
                raise _failure(error, Failure.BROKEN) from error
        if not reading.ended:
            raise CompletionError(Failure.BROKEN, "the stream has no end")
        self._provider.used()

    @asynccontextmanager
    async def _response(
        self, model: str, messages: Sequence[Message], max_tokens: int
    ) -> AsyncIterator[httpx2.Response]:
        stream = await self._open(model, messages, max_tokens)
        try:
            yield stream.response
        finally:
            await stream.close()

    async def _open(
        self, model: str, messages: Sequence[Message], max_tokens: int
    ) -> AsyncStream[object]:
        """Ask, and again without what is refused; what was learnt is kept where that helped."""
        dialect = self._dialect
        while True:
            try:
                stream = await self._request(model, dialect.body(messages, max_tokens))
            except Exception as error:
                simpler = _learnt(dialect, error)
                if simpler is None:
                    raise _failure(error, Failure.UNREACHABLE) from error
                dialect = simpler
            else:
                if dialect is not self._dialect:
                    log.info("provider_takes_less", dialect=dialect)
                self._dialect = dialect
                return stream

    async def _request(self, model: str, asked: Mapping[str, Any]) -> AsyncStream[object]:
        from openai import AsyncStream  # noqa: PLC0415 - see provider

        # The SDK's method for completions walks through all that it is given, 0.15 ms for each
        # message, in which no other call gets anywhere. Below it takes the body as it is.
        body = {"model": model, "stream": True, **asked}
        return await self._provider.client.post(
            "/chat/completions",
            cast_to=object,
            content=orjson.dumps(body),
            stream=True,
            stream_cls=AsyncStream[object],
        )


def _learnt(dialect: Dialect, error: Exception) -> Dialect | None:
    from openai import BadRequestError, InternalServerError  # noqa: PLC0415 - see provider

    if not isinstance(error, BadRequestError | InternalServerError):
        return None
    return dialect.without(str(error), plain=isinstance(error, BadRequestError))


def _failure(error: Exception, otherwise: Failure) -> CompletionError:
    """Our name for what the SDK, its transport or a stream has raised."""
    from openai import APIStatusError, RateLimitError  # noqa: PLC0415 - see provider

    if isinstance(error, CompletionError):
        return error
    if isinstance(error, RateLimitError):
        return CompletionError(Failure.BUSY)
    if isinstance(error, APIStatusError):
        return CompletionError(Failure.REFUSED, str(error.status_code))
    return CompletionError(otherwise, type(error).__name__)


def _count(told: object) -> int | None:
    """So many tokens, where what is told is a number of things at all."""
    return told if type(told) is int and told >= 0 else None


class _Reading:
    """Takes in server-sent events, which may be cut anywhere."""

    def __init__(self, hearer: Hearer) -> None:
        self._hearer = hearer
        self._rest = b""
        self.ended = False

    def take(self, data: bytes) -> None:
        """Take in some bytes. Raises CompletionError."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_EVENT:
            raise CompletionError(Failure.GARBAGE, "an event without an end")
        for line in lines:
            if line.startswith(b"data:"):
                self._event(line[5:].strip())

    def _event(self, text: bytes) -> None:
        if text == b"[DONE]":
            self._end(whole=True)
            return
        try:
            event = orjson.loads(text)
            if event.get("error"):
                raise CompletionError(Failure.REFUSED, "in the stream")
            for choice in event.get("choices") or ():
                self._choice(choice)
            if usage := event.get("usage"):
                tokens = [_count(usage.get(f"{of}_tokens")) for of in ("prompt", "completion")]
                self._hearer.cost(Usage(*tokens))
        except (ValueError, AttributeError, TypeError) as error:
            raise CompletionError(Failure.GARBAGE, type(error).__name__) from error

    def _choice(self, choice: dict[str, Any]) -> None:
        content = (choice.get("delta") or {}).get("content")
        if content:
            if not isinstance(content, str):
                raise CompletionError(Failure.GARBAGE, "content is no text")
            self._hearer.text(content)
        if reason := choice.get("finish_reason"):
            # What stands for a good end is spelt in many ways.
            self._end(whole=reason not in _CUT_SHORT)

    def _end(self, *, whole: bool) -> None:
        if not self.ended:
            self.ended = True
            self._hearer.end(whole=whole)
