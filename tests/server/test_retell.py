"""What we ask of Retell's REST API, and what becomes of what goes wrong there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import retell as sdk

from server.retell import (
    OUR_KEY,
    Placing,
    Retell,
    RetellAwayError,
    RetellError,
    RetellRefusedError,
    RetellUnclearError,
    open_retell,
)
from server.settings import Settings
from tests.server.fake_retell import API_KEY, CREATE, LIST, FakeRetell, fake_retell

PLACING = Placing(
    from_number="+15550111",
    to_number="+15550122",
    key="key-1",
    metadata={OUR_KEY: "key-1"},
    variables={"driver_name": "Wanda Oakes"},
    agent_id="agent_1",
)


@pytest.fixture
async def fake() -> AsyncIterator[FakeRetell]:
    async with fake_retell() as opened:
        yield opened


class Pauses(list[float]):
    """Remembers how long was to be waited, and does not."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
async def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def retell(fake: FakeRetell, pauses: Pauses) -> AsyncIterator[Retell]:
    client = sdk.AsyncRetell(api_key=API_KEY, base_url=fake.url, max_retries=0, timeout=5)
    yield Retell(client, pauses, placing=0.2, answering=0.2)
    await client.close()


async def test_a_call_is_placed_with_what_brings_it_back_to_us(fake: FakeRetell, retell: Retell):
    call = await retell.place_call(PLACING)
    assert fake.requests(CREATE) == [
        {
            "from_number": "+15550111",
            "to_number": "+15550122",
            "idempotency_key": "key-1",
            "metadata": {OUR_KEY: "key-1"},
            "retell_llm_dynamic_variables": {"driver_name": "Wanda Oakes"},
            "override_agent_id": "agent_1",
        }
    ]
    assert call.call_id in fake.calls
    assert call.told["opt_out"] == {"reason": "future"}


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (400, RetellRefusedError),
        (401, RetellRefusedError),
        (402, RetellRefusedError),
        (422, RetellRefusedError),
        (409, RetellUnclearError),
        (500, RetellUnclearError),
        (503, RetellUnclearError),
        ("lost", RetellUnclearError),
        ("late", RetellUnclearError),
        ("broken", RetellUnclearError),
        ("garbage", RetellUnclearError),
    ],
)
async def test_a_request_to_dial_is_never_repeated_unless_it_was_turned_away(
    fake: FakeRetell, retell: Retell, trouble: int | str, error: type[RetellError]
):
    fake.troubles[CREATE].append(trouble)
    with pytest.raises(error):
        await retell.place_call(PLACING)
    assert len(fake.requests(CREATE)) == 1


async def test_what_comes_too_fast_for_retell_is_asked_for_again(
    fake: FakeRetell, retell: Retell, pauses: Pauses
):
    fake.troubles[CREATE] += [429, 429]
    assert (await retell.place_call(PLACING)).call_id
    assert len(pauses) == 2
    fake.troubles[CREATE] += [429] * 4
    with pytest.raises(RetellRefusedError):
        await retell.place_call(PLACING)


async def test_a_retell_that_is_not_there_has_not_dialled(pauses: Pauses):
    client = sdk.AsyncRetell(api_key=API_KEY, base_url="http://127.0.0.1:9", max_retries=0)
    with pytest.raises(RetellAwayError):
        await Retell(client, pauses).place_call(PLACING)
    await client.close()


async def test_a_call_is_found_by_what_it_was_placed_with(fake: FakeRetell, retell: Retell):
    assert await retell.find_call(OUR_KEY, "key-1") is None
    placed = await retell.place_call(PLACING)
    found = await retell.find_call(OUR_KEY, "key-1")
    assert found is not None
    assert found.call_id == placed.call_id
    assert await retell.find_call(OUR_KEY, "key-2") is None
    assert fake.requests(LIST)[0]["filter_criteria"] == {
        "metadata": [{"type": "string", "op": "eq", "key": OUR_KEY, "value": "key-1"}]
    }


async def test_a_list_without_the_filter_does_not_find_another_call(
    fake: FakeRetell, retell: Retell
):
    await retell.place_call(PLACING)
    fake._listed = lambda body: list(fake.calls.values())  # type: ignore[method-assign]
    assert await retell.find_call(OUR_KEY, "key-2") is None


async def test_calls_are_asked_about_and_stopped(fake: FakeRetell, retell: Retell):
    placed = await retell.place_call(PLACING)
    assert await retell.call("call_unknown") is None
    assert await retell.stop_call(placed.call_id)
    assert not await retell.stop_call("call_unknown")
    fake.end(placed.call_id)
    call = await retell.call(placed.call_id)
    assert call is not None
    assert call.over


async def test_an_agent_is_created_once_and_then_changed(fake: FakeRetell, retell: Retell):
    engine = {"type": "custom-llm", "llm_websocket_url": "wss://x/llm-websocket"}
    agent = await retell.create_agent(
        {"response_engine": engine, "voice_id": "v", "language": "en-US"}
    )
    assert fake.agents[agent.agent_id]["response_engine"] == engine
    assert (await retell.update_agent(agent.agent_id, {"voice_id": "w"})).version == 1
    assert fake.agents[agent.agent_id]["voice_id"] == "w"


async def test_without_a_key_there_is_no_client():
    async with open_retell(Settings(_env_file=None)) as none:
        assert none is None


async def test_with_a_key_the_client_asks_where_the_settings_say(fake: FakeRetell):
    settings = Settings(_env_file=None, RETELL_API_KEY=API_KEY, RETELL_BASE_URL=fake.url)
    async with open_retell(settings) as opened:
        assert opened is not None
        assert (await opened.place_call(PLACING)).call_id in fake.calls


async def test_what_retell_says_against_it_is_told_and_no_secret(fake: FakeRetell):
    settings = Settings(_env_file=None, RETELL_API_KEY="wrong", RETELL_BASE_URL=fake.url)
    async with open_retell(settings) as opened:
        assert opened is not None
        with pytest.raises(RetellRefusedError, match="Invalid API Key") as caught:
            await opened.place_call(PLACING)
    assert "wrong" not in str(caught.value)
