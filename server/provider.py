"""The language model's provider: one client for the whole server, opened and closed with it.

Whatever speaks OpenAI's protocol will do: OpenAI itself, or with `OPENAI_BASE_URL` Azure, vLLM,
llama.cpp, Ollama, Groq. A server without `OPENAI_API_KEY` and `OPENAI_BASE_URL` has no provider.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import structlog

from server.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = structlog.get_logger(__name__)

OPENAI: Final = "https://api.openai.com/v1"
#: What a server of one's own is told where no key is set; the client insists on something.
NO_KEY: Final = "none"

#: Between two turns of a call lie five to fifteen seconds, in which a connection must not be lost.
KEPT_ALIVE: Final = 120.0
#: After so many seconds without an exchange a new call opens a connection before it needs one.
COOLED_DOWN: Final = 60.0
#: Seconds for that.
WARMING: Final = 5.0
#: Seconds to a connection, and between two pieces of an answer; callers have shorter deadlines.
CONNECTING, READING = 5.0, 60.0


class Provider:
    """The provider's client. `client` retries nothing: its users have deadlines of their own.

    Who may take his time makes himself a patient one: `client.with_options(max_retries=2)`.
    """

    def __init__(self, client: AsyncOpenAI, now: Callable[[], float] = time.monotonic) -> None:
        self.client = client
        self._now = now
        self._used: float | None = None
        self._warming: asyncio.Task[None] | None = None

    def used(self) -> None:
        """An exchange has gone well just now, and has left a connection behind."""
        self._used = self._now()

    def warm_up(self) -> None:
        """Have a connection ready before the first turn of a call wants one. Does not wait."""
        warm = self._used is not None and self._now() - self._used < COOLED_DOWN
        if not warm and self._warming is None:
            self._warming = asyncio.create_task(self._connect())

    async def close(self) -> None:
        """Close every connection."""
        if self._warming is not None:
            self._warming.cancel()
        await self.client.close()

    async def _connect(self) -> None:
        """Ask for something small. An answer that says no has opened a connection, too."""
        from openai import APIConnectionError, APIError  # noqa: PLC0415 - see open_provider

        try:
            await self.client.with_options(timeout=WARMING).models.with_raw_response.list()
        except APIConnectionError as error:
            log.warning("provider_not_reached", error=type(error).__name__)
        except APIError as error:
            log.info("provider_says_no_to_a_list", error=type(error).__name__)
            self.used()
        else:
            self.used()
        finally:
            self._warming = None


@asynccontextmanager
async def open_provider(settings: Settings) -> AsyncIterator[Provider | None]:
    """The provider until the block ends, or None where the settings name none."""
    if not settings.has_provider:
        yield None
        return
    provider = Provider(_client(settings))
    try:
        provider.warm_up()
        yield provider
    finally:
        await provider.close()


def _client(settings: Settings) -> AsyncOpenAI:
    # Not at the top: a server without a model would pay a second and 80 MB for nothing.
    import httpx2  # noqa: PLC0415
    from openai import AsyncOpenAI, DefaultAioHttpClient  # noqa: PLC0415

    client = AsyncOpenAI(
        api_key=settings.OPENAI_API_KEY.get_secret_value() or NO_KEY,
        base_url=settings.OPENAI_BASE_URL or OPENAI,
        max_retries=0,
        timeout=httpx2.Timeout(READING, connect=CONNECTING),
        # Its default transport opens a new connection for each streamed answer.
        http_client=DefaultAioHttpClient(
            limits=httpx2.Limits(
                max_connections=1000, max_keepalive_connections=500, keepalive_expiry=KEPT_ALIVE
            )
        ),
    )
    # Loads what it loads late, and would otherwise load in the first turn of a call.
    _ = client.chat.completions.with_streaming_response
    return client
