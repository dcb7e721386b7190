"""A call is bound to its agent's configuration as that is when the call begins."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from conversation.flow import Flow
from server.retell import OUR_AGENT
from storage.agents import note_sync
from tests.server.conftest import Api, House, Serve, eventually, open_api
from tests.server.retell_side import into_hand_over


def by(agent: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Details of a call that we have placed with this agent."""
    return {"metadata": {OUR_AGENT: str(agent["id"]), "load_number": "7731", **facts}}


async def added(api: Api, **settings: Any) -> dict[str, Any]:
    answer = await api.ask("POST", "/agents", {"name": "Nights", **settings})
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.body
    return found


ETA_FIRST = {"conversation_flow": {"on_road": ["eta"]}}


@pytest.fixture
def own_words(library) -> dict[str, Any]:
    """The shipped opening with a greeting of one's own in front."""
    texts = library.texts()["opening"]
    return {"opening": {"lines": [f"Night desk. {line}" for line in texts["lines"]]}}


async def asked_first(line) -> str:
    """What the driver is asked when he only says that he is rolling."""
    return str((await line.turn(1, "i'm driving"))["content"])


async def test_questions_come_in_the_order_of_the_agent(api: Api, house: House):
    agent = await added(api, **ETA_FIRST)
    async with house.dial() as line:
        await line.opened(**by(agent))
        usual = await asked_first(line)
    async with house.dial("call-2") as line:
        await line.opened()
        assert await asked_first(line) != usual
    memory = house.resources.switchboard.memory_of("call-1")
    assert memory is not None
    assert memory.flow.on_road == ("eta",)
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert record.agent_config_id == agent["id"]


async def test_a_call_that_we_have_not_placed_is_known_by_retells_agent(api: Api, house: House):
    agent = await added(api, **ETA_FIRST)
    await note_sync(house.store, agent["id"], "agent_at_retell")
    async with house.dial() as line:
        await line.opened(agent_id="agent_at_retell")
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert record.agent_config_id == agent["id"]


@pytest.mark.parametrize(
    "named",
    [
        {"metadata": {OUR_AGENT: "99"}},
        {"metadata": {OUR_AGENT: "x"}},
        {"metadata": {OUR_AGENT: None}},
        {"metadata": {OUR_AGENT: 10**30}},
        {"agent_id": "unknown"},
        {"agent_id": 5},
    ],
)
async def test_a_call_of_an_agent_that_is_not_there_goes_as_usual(house: House, named):
    async with house.dial() as line:
        await line.opened(**named)
        assert await asked_first(line)
    memory = house.resources.switchboard.memory_of("call-1")
    assert memory is not None
    assert memory.bound == memory.flow


async def test_an_agent_speaks_in_its_own_words(api: Api, house: House, own_words):
    agent = await added(api, prompts=own_words)
    async with house.dial() as line:
        greeting = await line.opened(**by(agent))
    assert greeting["content"].startswith("Night desk.")
    async with house.dial("call-2") as line:
        assert "Night desk" not in (await line.opened())["content"]


async def test_a_running_call_keeps_what_it_began_with(api: Api, house: House):
    agent = await added(api, **ETA_FIRST)
    async with house.dial() as line:
        await line.opened(**by(agent))
        await api.ask("PUT", f"/agents/{agent['id']}", {"name": "Nights"})
        line.reset()
    async with house.dial() as again:
        again.heard = line.heard
        await again.frame()
        await again.details(**by(agent))
        await again.answer(0)
        await again.turn(1, "i'm driving")
        await again.nothing_comes()
    memory = house.resources.switchboard.memory_of("call-1")
    assert memory is not None
    assert memory.flow.on_road == ("eta",)


async def test_another_process_goes_on_with_the_same(
    api: Api, house: House, serve: Serve, own_words
):
    contacts = {"contacts": ["+15550100199"]}
    settings = {"on_road": ["eta"], **contacts}
    agent = await added(api, conversation_flow=settings, prompts=own_words)
    async with house.dial() as line:
        await line.opened(**by(agent))
        await house.on_disk()
        line.reset()
    await api.ask("DELETE", f"/agents/{agent['id']}")
    other = await serve()
    async with other.dial() as again:
        again.heard = line.heard
        await again.frame()
        await again.details(**by(agent))
        await again.answer(0)
        await again.turn(1, "i'm driving")
        await again.nothing_comes()
        version = other.resources.switchboard.prompts_of("call-1")
        memory = other.resources.switchboard.memory_of("call-1")
    assert memory is not None
    assert memory.flow.on_road == ("eta",)
    assert memory.load.contacts == ("+15550100199",)
    assert version is not None
    assert version.version != other.resources.prompts.current.version


@pytest.mark.parametrize(
    ("of_load", "of_agent", "dialled"),
    [
        ({}, [], "+15550100"),
        ({}, ["+15550100199"], "+15550100199"),
        ({"contacts": "+15550100177"}, ["+15550100199"], "+15550100177"),
    ],
    ids=["server's", "agent's", "load's"],
)
async def test_an_emergency_goes_to_the_nearest_contacts(
    api: Api, house: House, of_load, of_agent, dialled: str
):
    agent = await added(api, conversation_flow={"contacts": of_agent})
    async with house.dial() as line:
        await line.opened(**by(agent, **of_load))
        answer, _ = await into_hand_over(line)
    assert answer["transfer_number"] == dialled


async def test_details_that_come_late_still_bind(serve: Serve):
    house = await serve(DETAILS_DEADLINE_MS=0)
    async with open_api(house) as api:
        agent = await added(api, **ETA_FIRST)
    async with house.dial() as line:
        await line.opened(**by(agent))
        assert (await eventually(lambda: _bound(house))).on_road == ("eta",)


async def _bound(house: House) -> Flow | None:
    memory = house.resources.switchboard.memory_of("call-1")
    assert memory is not None
    return memory.bound


async def test_a_database_that_hangs_does_not_keep_the_driver_waiting(
    api: Api, house: House, monkeypatch
):
    agent = await added(api, **ETA_FIRST)
    answers = asyncio.Event()
    found = house.store.rows

    async def slow(query: Any, *values: Any, **named: Any) -> Any:
        if "agent_configurations" in str(query):
            await answers.wait()
        return await found(query, *values, **named)

    monkeypatch.setattr("server.call_terms.RESUME_DEADLINE", 0.0)
    monkeypatch.setattr(house.store, "rows", slow)

    with capture_logs() as logs:
        async with house.dial() as line:
            assert (await line.opened(**by(agent)))["content"]
            assert await _bound(house) is None
            answers.set()
            assert (await eventually(lambda: _bound(house))).on_road == ("eta",)
    assert "call_terms_late" in str(logs)


async def test_settings_that_another_version_wrote_do_not_silence_the_call(api: Api, house: House):
    agent = await added(api, **ETA_FIRST)
    async with house.store.transaction() as connection:
        await connection.exec_driver_sql(
            """UPDATE agent_configurations SET conversation_flow = '{"future": 1}'"""
        )
    with capture_logs() as logs:
        async with house.dial() as line:
            assert (await line.opened(**by(agent)))["content"]
    assert "agents_settings_unreadable" in str(logs)


async def test_words_that_have_become_bad_do_not_silence_the_call(api: Api, house: House):
    agent = await added(api)
    async with house.store.transaction() as connection:
        await connection.exec_driver_sql(
            """UPDATE agent_configurations SET prompts = '{"opening": {"lines": ["{{ x }}"]}}'"""
        )
    with capture_logs() as logs:
        async with house.dial() as line:
            assert (await line.opened(**by(agent)))["content"]
    assert "agents_words_not_used" in str(logs)
