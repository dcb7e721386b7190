"""The provider's client: there or not, warm before it is needed, and its connections kept."""

from __future__ import annotations

import pytest
from openai import AsyncOpenAI, DefaultAioHttpClient

from server.provider import Provider, open_provider
from tests.fake_provider import FakeProvider, fake_provider
from tests.server.conftest import Serve, eventually, settings_for
from tests.tiny_model import TinyModel, tiny_model

__all__ = ["tiny_model"]


async def test_a_server_without_key_and_address_has_no_provider(tmp_path):
    async with open_provider(settings_for(tmp_path)) as provider:
        assert provider is None


@pytest.mark.parametrize(
    ("settings", "base_url", "key"),
    [
        ({"OPENAI_API_KEY": "sk-1"}, "https://api.openai.com/v1/", "sk-1"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, "http://127.0.0.1:1/v1/", "none"),
        (
            {"OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"},
            "http://127.0.0.1:1/v1/",
            "sk-1",
        ),
    ],
)
async def test_a_key_or_an_address_makes_a_provider(tmp_path, monkeypatch, settings, base_url, key):
    # Nobody is asked: nothing may leave this machine.
    monkeypatch.setattr(Provider, "warm_up", lambda _: None)
    async with open_provider(settings_for(tmp_path, **settings)) as provider:
        assert provider is not None
        assert str(provider.client.base_url) == base_url
        assert provider.client.api_key == key
        assert provider.client.max_retries == 0


async def ask(provider: Provider) -> str:
    stream = await provider.client.chat.completions.create(
        model="any", messages=[{"role": "user", "content": "hello"}], stream=True
    )
    async with stream:
        pieces = [chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices]
    return "".join(pieces)


async def test_streamed_answers_share_a_connection(tmp_path):
    async with (
        fake_provider() as fake,
        open_provider(settings_for(tmp_path, OPENAI_BASE_URL=fake.url)) as provider,
    ):
        assert provider is not None
        await warmed(fake)
        for _ in range(10):
            assert await ask(provider) == "All right."
        assert len(fake.connections) < 3


async def warmed(fake: FakeProvider) -> None:
    async def has_been_asked() -> bool:
        return fake.lists_asked > 0

    await eventually(has_been_asked)


async def test_a_call_warms_a_connection_that_has_cooled_down():
    async with fake_provider() as fake:
        now = 1000.0
        client = AsyncOpenAI(api_key="k", base_url=fake.url, http_client=DefaultAioHttpClient())
        provider = Provider(client, now=lambda: now)
        try:
            provider.warm_up()
            provider.warm_up()
            await warmed(fake)
            await eventually(lambda: settled(provider))
            provider.warm_up()
            assert fake.lists_asked == 1
            now += 61.0
            provider.warm_up()
            await eventually(lambda: settled(provider))
            assert fake.lists_asked == 2
        finally:
            await provider.close()


async def settled(provider: Provider) -> bool:
    return provider._warming is None


async def test_a_provider_that_is_away_keeps_no_server_from_starting(serve: Serve):
    house = await serve(OPENAI_BASE_URL="http://127.0.0.1:1/v1")
    async with house.dial() as line:
        assert (await line.opened())["content"]


async def test_a_real_server_streams_words(tmp_path, tiny_model: TinyModel):
    settings = settings_for(tmp_path, OPENAI_BASE_URL=tiny_model.base_url)
    async with open_provider(settings) as provider:
        assert provider is not None
        stream = await provider.client.chat.completions.create(
            model=tiny_model.model,
            messages=[{"role": "user", "content": "Say hello to a truck driver."}],
            max_tokens=12,
            stream=True,
        )
        async with stream:
            said = [chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices]
    assert len(said) > 1
    assert "".join(said).strip()
