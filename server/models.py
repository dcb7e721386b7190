"""The models that phrase, and which of them may be asked now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from server.breaker import Breaker
from server.completions import CompletionError, Completions, Failure, Usage
from server.provider import Provider
from server.settings import Settings
from server.timers import LoopTimers, Timers

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its name, and how it does."""

    name: str
    breaker: Breaker


class Models:
    """Asks the models of a provider for words. `first_deadline` is in seconds."""

    def __init__(
        self, provider: Provider, settings: Settings, timers: Timers | None = None
    ) -> None:
        self.completions = Completions(provider)
        self.timers = timers or LoopTimers()
        self.first_deadline = settings.FIRST_WORDS_DEADLINE_MS / 1000
        names = dict.fromkeys(
            (settings.LLM_MODEL, settings.LLM_FALLBACK_MODEL or settings.LLM_MODEL)
        )
        self._models = [self._model(name) for name in names]
        self._at_work: set[asyncio.Task[None]] = set()

    def to_ask(self) -> list[Model]:
        """The model to ask first and the one to ask second; empty while all are left alone."""
        well = [model for model in self._models if model.breaker.closed]
        return [well[0], well[-1]] if well else []

    @property
    def left_alone(self) -> int:
        """How many models fail so often that they are not asked now."""
        return sum(not model.breaker.closed for model in self._models)

    @property
    def at_work(self) -> int:
        """How many requests are running."""
        return len(self._at_work)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a request, which may end a little later than the turn that it was made for."""
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        return task

    async def close(self) -> None:
        """End all requests and probes."""
        for model in self._models:
            model.breaker.stop()
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)

    def _model(self, name: str) -> Model:
        async def probe() -> None:
            hearer = _Probe()
            async with asyncio.timeout(self.first_deadline * 2):
                await self.completions.stream(name, _HELLO, 4, hearer)
            if not hearer.heard:
                raise CompletionError(Failure.EMPTY)

        return Model(name, Breaker(name, probe, self.timers))


@asynccontextmanager
async def open_models(
    provider: Provider | None, settings: Settings
) -> AsyncIterator[Models | None]:
    """The models until the block ends; None where there is no provider."""
    if provider is None:
        yield None
        return
    models = Models(provider, settings)
    try:
        yield models
    finally:
        await models.close()


_HELLO = [{"role": "user", "content": "Say ok."}]


class _Probe:
    heard = False

    def text(self, piece: str) -> None:
        self.heard = self.heard or bool(piece.strip())

    def end(self, *, whole: bool) -> None:
        pass

    def cost(self, usage: Usage) -> None:
        pass
