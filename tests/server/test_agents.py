"""Agents over HTTP: what may be set, what is refused, and what Retell is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, get_args, get_type_hints

import pytest
from retell.types.agent_create_params import AgentCreateParams
from sqlalchemy import insert

from server.retell import RetellRefusedError
from server.retell_events import EVENTS
from server.voice_settings import VoiceSettings
from storage.columns import moment
from storage.tables import call_records
from tests.server.conftest import Api, Serve, open_api
from tests.server.fake_retell import API_KEY, FakeRetell, fake_retell

PUBLIC = "https://calls.example.com"


async def added(api: Api, **settings: Any) -> dict[str, Any]:
    answer = await api.ask("POST", "/agents", {"name": "Nights", **settings})
    assert answer.status == 201, answer.body
    assert answer.headers["Location"] == f"/agents/{answer.body['id']}"
    found: dict[str, Any] = answer.body
    return found


async def test_an_agent_is_added_read_replaced_and_deleted(api: Api):
    agent = await added(api, voice_settings={"voice_speed": 1.2})
    path = f"/agents/{agent['id']}"
    assert (await api.ask("GET", path)).body == agent
    replaced = await api.ask("PUT", path, {"name": "Days", "is_active": False})
    assert replaced.status == 200
    assert (replaced.body["name"], replaced.body["is_active"]) == ("Days", False)
    # A PUT replaces all of it.
    assert replaced.body["voice_settings"]["voice_speed"] == 1.0
    assert (await api.ask("GET", path)).body == replaced.body
    assert (await api.ask("DELETE", path)).status == 204
    for method, body in (("GET", None), ("PUT", {"name": "x"}), ("DELETE", None)):
        assert (await api.ask(method, path, body)).status == 404


async def test_what_was_answered_can_be_sent_back_as_it_is(api: Api):
    agent = await added(api, conversation_flow={"contacts": ["+1 555-010-0199"]})
    assert agent["conversation_flow"]["contacts"] == ["+15550100199"]
    known = ("name", "scenario_type", "prompts", "voice_settings", "conversation_flow")
    again = await api.ask("PUT", f"/agents/{agent['id']}", {name: agent[name] for name in known})
    assert again.status == 200
    assert {name: again.body[name] for name in known} == {name: agent[name] for name in known}


async def test_the_defaults_are_those_for_calls_to_drivers(api: Api):
    agent = await added(api)
    voice, flow = agent["voice_settings"], agent["conversation_flow"]
    assert voice["voicemail_option"] == {"action": {"type": "hangup"}, "detection_prompt": None}
    assert voice["end_call_after_silence_ms"] < 600_000
    assert voice["interruption_sensitivity"] < 1
    assert all(gate is None for gate in flow["gates"].values())
    assert flow["retries"]["count"] == 0
    assert flow["redial_cut_off_tries"] == 0


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"scenario_type": "Check In"}, "scenario_type"),
        ({"is_active": "yes"}, "is_active"),
        ({"color": "red"}, "color"),
        ({"voice_settings": {"voice_speed": 3}}, "voice_settings.voice_speed"),
        ({"voice_settings": {"voice_speed": "1"}}, "voice_settings.voice_speed"),
        ({"voice_settings": {"ring_duration_ms": 4999}}, "voice_settings.ring_duration_ms"),
        ({"voice_settings": {"max_call_duration_ms": 59_999}}, "max_call_duration_ms"),
        ({"voice_settings": {"end_call_after_silence_ms": 9999}}, "end_call_after_silence_ms"),
        ({"voice_settings": {"responsiveness": 1.1}}, "responsiveness"),
        ({"voice_settings": {"interruption_sensitivity": -0.1}}, "interruption_sensitivity"),
        ({"voice_settings": {"begin_message_delay_ms": 5001}}, "begin_message_delay_ms"),
        ({"voice_settings": {"data_storage_retention_days": 731}}, "data_storage_retention_days"),
        ({"voice_settings": {"timezone": "Chicago"}}, "timezone"),
        ({"voice_settings": {"stt_mode": "custom"}}, "custom_stt_config"),
        ({"voice_settings": {"voicemail_option": {"action": {"type": "sing"}}}}, "voicemail"),
        ({"conversation_flow": {"contacts": ["5550100"]}}, "conversation_flow.contacts.0"),
        ({"conversation_flow": {"on_road": ["eta", "eta"]}}, "on_road"),
        ({"conversation_flow": {"limits": {"refusals": 0}}}, "limits.refusals"),
        ({"conversation_flow": {"gates": {"calls_per_day": 0}}}, "calls_per_day"),
        ({"conversation_flow": {"retries": {"count": 99}}}, "retries.count"),
        ({"conversation_flow": {"gates": {"quiet_hours": {"start": "21:00"}}}}, "quiet_hours.end"),
        (
            {"conversation_flow": {"gates": {"quiet_hours": {"start": "21:00Z", "end": "06:00"}}}},
            "quiet_hours.start",
        ),
        ({"prompts": {"openning": {"lines": ["Hi."]}}}, "prompts.openning"),
        ({"prompts": {"opening": {"lines": ["Hi $stranger"]}}}, "prompts.opening.lines[0]"),
        ({"prompts": {"opening": {"lines": []}}}, "prompts.opening.lines"),
        ({"prompts": {"opening": {"line": ["Hi."]}}}, "prompts.opening.line"),
    ],
    ids=str,
)
async def test_settings_that_cannot_be_are_refused_and_named(api: Api, settings, named: str):
    agent = await added(api)
    for method, path in (("POST", "/agents"), ("PUT", f"/agents/{agent['id']}")):
        answer = await api.ask(method, path, {"name": "Days", **settings})
        assert answer.status == 422
        assert named in answer.body["detail"]
    assert (await api.ask("GET", f"/agents/{agent['id']}")).body == agent


@pytest.mark.parametrize(
    ("setting", "least"),
    [
        ("reminder_trigger_ms", 1),
        ("reminder_max_count", 0),
        ("end_call_after_silence_ms", 10_000),
        ("ring_duration_ms", 5000),
    ],
)
async def test_a_voice_setting_goes_as_low_as_retell_takes_it(api: Api, setting: str, least: int):
    assert (await added(api, voice_settings={setting: least}))["voice_settings"][setting] == least
    lower = {"name": "Days", "voice_settings": {setting: least - 1}}
    assert (await api.ask("POST", "/agents", lower)).status == 422


@pytest.mark.parametrize(
    ("flow", "detail"),
    [
        (
            {"on_road": ["colour"]},
            "conversation_flow.on_road.0: Input should be 'place', 'eta', 'delay' or 'reefer'",
        ),
        (
            {"from_number": "615-555-0122"},
            "conversation_flow.from_number: a number is written like +15550100199",
        ),
    ],
)
async def test_a_refusal_tells_what_is_wanted_and_nothing_of_our_code(api: Api, flow, detail: str):
    answer = await api.ask("POST", "/agents", {"name": "Days", "conversation_flow": flow})
    assert (answer.status, answer.body["detail"]) == (422, detail)


async def test_good_words_are_kept(api: Api):
    lines = ["Safe travels.", "Drive safe now.", "Take care out there."]
    agent = await added(api, prompts={"goodbye": {"lines": lines}})
    assert agent["prompts"] == {"goodbye": {"lines": lines, "lines_es": None, "guidance": None}}


async def test_agents_are_listed_in_pages(api: Api):
    agents = [await added(api, scenario_type=kind) for kind in ("a", "b", "a")]
    first = (await api.ask("GET", "/agents?limit=2")).body
    assert first["agents"] == agents[:2]
    rest = (await api.ask("GET", f"/agents?limit=2&cursor={first['next_cursor']}")).body
    assert rest == {"agents": agents[2:], "next_cursor": None}
    chosen = (await api.ask("GET", "/agents?scenario_type=a&is_active=true")).body
    assert chosen["agents"] == [agents[0], agents[2]]
    assert (await api.ask("GET", "/agents?cursor=x")).status == 422


async def test_one_that_calls_refer_to_is_deactivated(api: Api):
    agent = await added(api)
    call = {"agent_config_id": agent["id"], "status": "completed", "created_at": moment(1e9)}
    async with api.house.store.transaction() as connection:
        await connection.execute(insert(call_records).values(call))
    assert (await api.ask("DELETE", f"/agents/{agent['id']}")).status == 204
    left = await api.ask("GET", f"/agents/{agent['id']}")
    assert (left.status, left.body["is_active"]) == (200, False)


# At Retell


@pytest.fixture
async def fake() -> AsyncIterator[FakeRetell]:
    async with fake_retell() as opened:
        yield opened


@pytest.fixture
async def synced(serve: Serve, fake: FakeRetell) -> AsyncIterator[Api]:
    """The API of a server with an account at Retell."""
    house = await serve(
        RETELL_API_KEY=API_KEY,
        RETELL_BASE_URL=fake.url,
        PUBLIC_URL=f"{PUBLIC}/",
        SOCKET_SECRET="sesame",
    )
    async with open_api(house) as api:
        yield api


async def test_an_agent_is_created_at_retell_once_and_then_updated(synced: Api, fake: FakeRetell):
    agent = await added(synced, voice_settings={"boosted_keywords": ["Lathrop"]})
    path = f"/agents/{agent['id']}"
    first = await synced.ask("POST", f"{path}/sync")
    assert first.status == 200
    (agent_id,) = fake.agents
    assert first.body["retell_agent_id"] == agent_id
    assert first.body["synced_at"] is not None
    made = dict(fake.agents[agent_id])
    assert made["agent_name"] == "Nights"
    assert made["response_engine"] == {
        "type": "custom-llm",
        "llm_websocket_url": "wss://calls.example.com/llm-websocket/sesame",
    }
    assert made["webhook_url"] == f"{PUBLIC}/webhooks/retell"
    assert made["webhook_events"] == list(EVENTS)
    assert made["boosted_keywords"] == ["Lathrop"]
    assert None not in made.values()

    await synced.ask("PUT", path, {"name": "Days"})
    second = await synced.ask("POST", f"{path}/sync")
    assert second.body["retell_agent_id"] == agent_id
    assert set(fake.agents) == {agent_id}
    assert fake.agents[agent_id]["agent_name"] == "Days"
    # What is not set any more is taken back there, too.
    assert fake.agents[agent_id]["boosted_keywords"] is None


async def test_one_that_was_deleted_at_retell_is_created_again(synced: Api, fake: FakeRetell):
    agent = await added(synced)
    await synced.ask("POST", f"/agents/{agent['id']}/sync")
    fake.agents.clear()
    again = await synced.ask("POST", f"/agents/{agent['id']}/sync")
    assert again.status == 200
    assert {again.body["retell_agent_id"]} == set(fake.agents)


@pytest.mark.parametrize("trouble", [400, 401, 422, 500, "garbage", "broken"])
async def test_what_goes_wrong_at_retell_is_told(synced: Api, fake: FakeRetell, trouble):
    agent = await added(synced)
    fake.troubles["/create-agent"].append(trouble)
    answer = await synced.ask("POST", f"/agents/{agent['id']}/sync")
    assert (answer.status, answer.body["type"]) == (502, "RetellAPIError")
    assert API_KEY not in answer.body["detail"]
    left = await synced.ask("GET", f"/agents/{agent['id']}")
    assert left.body["retell_agent_id"] is None


async def test_without_an_account_or_an_address_nothing_is_synced(serve: Serve, api: Api):
    agent = await added(api)
    answer = await api.ask("POST", f"/agents/{agent['id']}/sync")
    assert (answer.status, "PUBLIC_URL" in answer.body["detail"]) == (409, True)
    house = await serve(PUBLIC_URL=PUBLIC)
    async with open_api(house) as other:
        answer = await other.ask("POST", f"/agents/{agent['id']}/sync")
        assert (answer.status, "RETELL_API_KEY" in answer.body["detail"]) == (409, True)
        assert (await other.ask("POST", "/agents/99/sync")).status == 404


def test_every_voice_setting_is_a_field_of_retells_that_can_be_taken_back():
    theirs = get_type_hints(AgentCreateParams)
    assert set(VoiceSettings.model_fields) <= set(theirs)
    for name, field in VoiceSettings.model_fields.items():
        if type(None) in get_args(field.annotation):
            assert type(None) in get_args(theirs[name]), name


async def test_what_retell_quotes_of_our_address_is_not_passed_on(synced: Api, monkeypatch):
    async def refuses(fields: dict[str, Any]) -> None:
        url = fields["response_engine"]["llm_websocket_url"]
        raise RetellRefusedError(422, f"cannot reach {url}")

    monkeypatch.setattr(synced.house.resources.retell, "create_agent", refuses)
    agent = await added(synced)
    answer = await synced.ask("POST", f"/agents/{agent['id']}/sync")
    assert answer.status == 502
    assert "cannot reach wss://calls.example.com" in answer.body["detail"]
    assert "sesame" not in answer.body["detail"]
