"""Who fills the forms, by the settings: a model where there is one, else the rules."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING

from conversation.forms import Reader
from extraction.evaluation import Reads
from extraction.reader import Aside, CallReading, CallToRead
from extraction.reading import by_rules
from server.provider import Provider, open_provider
from server.settings import Settings

if TYPE_CHECKING:
    from extraction.model_reader import ModelReader


class NoProviderError(Exception):
    """A model was asked for, and the settings name no provider of any."""


def model_reader(
    settings: Settings, provider: Provider | None, aside: Aside = asyncio.to_thread
) -> ModelReader | None:
    """The reader that asks a model; None where there is no provider."""
    if provider is None:
        return None
    # Not at the top: a server without a model need not load what talks to one.
    from extraction.model_reader import ModelReader, ReaderRules  # noqa: PLC0415

    return ModelReader(
        provider.client,
        settings.READER_MODEL or settings.LLM_MODEL,
        ReaderRules(mode=settings.READER_MODE, deadline=settings.READER_DEADLINE_SECONDS),
        aside,
    )


@contextmanager
def reads_of(reader: Reader, settings: Settings) -> Iterator[Reads]:
    """That reader as a plain function, for measuring. Raises NoProviderError."""
    if reader is Reader.RULES:
        yield by_rules
        return
    with asyncio.Runner() as runner:
        open_now = AsyncExitStack()
        provider = runner.run(open_now.enter_async_context(open_provider(settings)))
        try:
            model = model_reader(settings, provider)
            if model is None:
                raise NoProviderError(
                    "a model is read with OPENAI_API_KEY or OPENAI_BASE_URL; neither is set"
                )

            def read(call: CallToRead) -> CallReading:
                return runner.run(model.read(call))

            yield read
        finally:
            runner.run(open_now.aclose())
