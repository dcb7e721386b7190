"""Posts webhooks as Retell does: signed, and again when they are not taken.

Source: Retell docs, Webhooks overview (10 s, up to 3 retries) and Secure the webhook (signature).
"""

from __future__ import annotations

import hashlib
import hmac
from types import TracebackType

import aiohttp
import orjson

from simulator.pace import Timer
from simulator.record import Watcher
from simulator.wire import Json

TIMEOUT = 10.0  # seconds
RETRIES = 3
PAUSE = 1.0  # seconds between attempts; Retell's spacing is not documented


def signature(body: bytes, key: str, timestamp_ms: int) -> str:
    """The value of `x-retell-signature` for a body that leaves at `timestamp_ms`."""
    message = body + str(timestamp_ms).encode()
    digest = hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
    return f"v={timestamp_ms},d={digest}"


class SignedWebhooks:
    """An async context manager whose instance is a `Webhooks` for `play`."""

    def __init__(self, url: str, key: str, timer: Timer, watcher: Watcher) -> None:
        self._url = url
        self._key = key
        self._timer = timer
        self._watcher = watcher
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> SignedWebhooks:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        self._session = aiohttp.ClientSession(timeout=timeout)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def __call__(self, body: Json) -> None:
        """Deliver one webhook. A server that never takes it is told to the watcher."""
        problem = ""
        for attempt in range(RETRIES + 1):
            if attempt:
                await self._timer.sleep(PAUSE)
            problem = await self._post(orjson.dumps(body))
            if not problem:
                return
        self._watcher.happened(f"webhook {body['event']} not taken: {problem}")

    async def _post(self, body: bytes) -> str:
        """One attempt; says what was wrong, or nothing."""
        assert self._session is not None, "used outside of its context"
        headers = {
            "content-type": "application/json",
            "x-retell-signature": signature(body, self._key, int(self._timer.unix() * 1000)),
        }
        try:
            async with self._session.post(self._url, data=body, headers=headers) as answer:
                return "" if answer.ok else f"status {answer.status}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return str(error) or type(error).__name__
