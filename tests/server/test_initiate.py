"""Calls are placed once, whatever goes wrong, and not where their agent says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm, Forms
from server import placing
from server.calling_agent import calling_agent
from server.placing import LEASE, dial
from server.policy import Gates, QuietHours
from storage import CallStatus, Job, OutcomeKept, TryLaterError
from storage.dialling import DIAL_CALL, NewCall, add_call
from storage.tables import call_records
from tests.server.conftest import Api, House, Serve, open_api
from tests.server.fake_retell import API_KEY, CREATE, LIST, FakeRetell, fake_retell
from tests.server.placed_calls import FROM, agent, initiate


@pytest.fixture
async def retell() -> AsyncIterator[FakeRetell]:
    async with fake_retell() as opened:
        yield opened


@pytest.fixture
async def house(serve: Serve, retell: FakeRetell, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(placing, "LOOK_AGAIN", 0.0)
    return await serve(RETELL_API_KEY=API_KEY, RETELL_BASE_URL=retell.url, RETELL_FROM_NUMBER=FROM)


@pytest.fixture
async def api(house: House) -> AsyncIterator[Api]:
    async with open_api(house) as opened:
        yield opened


async def test_a_call_is_placed_and_its_record_answered(api: Api, retell: FakeRetell):
    number = await agent(api.house.store)
    answer = await initiate(api, agent_config_id=number)
    assert answer.status == 201
    call = answer.body
    assert (call["status"], call["phone_number"]) == ("initiated", "+16155550122")
    assert call["retell_call_id"] in retell.calls
    (asked,) = retell.requests(CREATE)
    assert (asked["from_number"], asked["to_number"]) == (FROM, "+16155550122")
    assert asked["override_agent_id"] == "agent_1"
    assert asked["metadata"]["checkcall_call_id"] == str(call["id"])
    assert asked["metadata"]["checkcall_agent_id"] == str(number)
    assert asked["metadata"]["client"] == {"tms": {"stop": 4}}
    assert asked["idempotency_key"] == asked["metadata"]["checkcall_dial_key"]
    assert asked["retell_llm_dynamic_variables"] == {
        "driver_name": "Wanda Oakes",
        "load_number": "7731",
        "destination": "Memphis",
        "phone_number": "+16155550122",
        "contacts": "+15550100100",
    }


async def test_a_call_comes_from_the_agents_own_number_where_it_has_one(
    api: Api, retell: FakeRetell
):
    number = await agent(api.house.store, from_number="+16155550199")
    await initiate(api, agent_config_id=number)
    (asked,) = retell.requests(CREATE)
    assert asked["from_number"] == "+16155550199"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("driver_name", " "),
        ("phone_number", "615-555-0122"),
        ("phone_number", "+1"),
        ("phone_number", "+1 615 555 0122 ext 5"),
        ("phone_number", "nonsense"),
        ("load_number", ""),
        ("agent_config_id", 999_999),
        ("agent_config_id", "1"),
        ("timezone", "Central"),
        ("timezone", "../etc/passwd"),
        ("appointment_at", "tomorrow at eight"),
        ("contacts", ["911"]),
        ("metadata", {"checkcall_call_id": "1"}),
        ("metadata", {"long": "x" * 50_000}),
        ("colour", "red"),
    ],
)
async def test_what_cannot_be_used_is_refused_by_its_name(
    api: Api, retell: FakeRetell, field: str, value: Any
):
    answer = await initiate(api, **{field: value})
    assert answer.status == 422
    assert field in answer.body["detail"]
    assert not retell.asked


async def test_one_request_asked_twice_is_one_call(api: Api, retell: FakeRetell):
    number = await agent(api.house.store)
    answers = await asyncio.gather(
        *(initiate(api, agent_config_id=number, key="r-1") for _ in range(5))
    )
    assert {each.status for each in answers} == {201}
    assert len({each.body["id"] for each in answers}) == 1
    assert len({each.body["retell_call_id"] for each in answers}) == 1
    assert len(retell.requests(CREATE)) == 1
    other = await initiate(api, agent_config_id=number, key="r-1", load_number="7732")
    assert (other.status, other.body["type"]) == (422, "InvalidInputError")
    assert "Idempotency-Key" in other.body["detail"]


@pytest.mark.parametrize("trouble", [400, 401, 402])
async def test_a_refusal_of_retells_stands_in_the_record(
    api: Api, retell: FakeRetell, trouble: int
):
    retell.troubles[CREATE].append(trouble)
    number = await agent(api.house.store)
    for _ in range(2):
        answer = await initiate(api, agent_config_id=number, key="r-1")
        assert (answer.status, answer.body["type"]) == (502, "RetellAPIError")
    (call,) = (await api.ask("GET", "/calls")).body["calls"]
    assert (call["status"], call["end_reason"]) == ("failed", "retell_refused")
    assert "told to refuse" in call["failure"]
    assert len(retell.requests(CREATE)) == 1
    assert not retell.requests(LIST)


@pytest.mark.parametrize("trouble", [500, "broken", "garbage"])
async def test_a_call_that_may_have_been_placed_is_looked_for_before_it_is_given_up(
    api: Api, retell: FakeRetell, trouble: int | str
):
    retell.troubles[CREATE].append(trouble)
    answer = await initiate(api)
    assert len(retell.requests(CREATE)) == 1
    assert retell.requests(LIST)
    if trouble == 500:
        assert (answer.status, answer.body["type"]) == (502, "RetellAPIError")
        (call,) = (await api.ask("GET", "/calls")).body["calls"]
        assert (call["status"], call["end_reason"]) == ("failed", "retell_no_answer")
    else:
        assert answer.status == 201
        assert answer.body["retell_call_id"] in retell.calls


async def test_without_retell_the_record_says_so(serve: Serve):
    house = await serve(
        RETELL_API_KEY=API_KEY, RETELL_BASE_URL="http://127.0.0.1:9", RETELL_FROM_NUMBER=FROM
    )
    async with open_api(house) as api:
        answer = await initiate(api)
        assert (answer.status, answer.body["type"]) == (502, "RetellAPIError")
        (call,) = (await api.ask("GET", "/calls")).body["calls"]
        assert (call["status"], call["end_reason"]) == ("failed", "retell_unreachable")


async def job_of(house: House, record: int) -> Job:
    kept = await house.store.job(DIAL_CALL, str(record))
    assert kept is not None
    return Job(kept.id, kept.kind, kept.key, kept.payload, 1, kept.max_attempts)


async def time_passes(house: House, record: int) -> None:
    """Whoever was placing a call has not been heard of for long enough."""
    async with house.store.transaction() as connection:
        await connection.execute(
            update(call_records)
            .where(call_records.c.id == record)
            .values(dialling_until=datetime.now(UTC) - timedelta(seconds=1))
        )


async def left(house: House, *, placed: bool) -> int:
    """A call whose process died while it placed it."""
    load = LoadFacts(driver_name="Wanda Oakes", phone_number="+16155550122")
    terms = await calling_agent(house.store, await agent(house.store))
    assert terms is not None
    now = datetime.now(UTC).timestamp()
    new = NewCall(
        load=load,
        dial_request=placing.dial_request(load, terms, FROM, {}),
        dial_key="key-1",
        at=now,
        job_at=now + 999,
        agent_config_id=terms.id,
        dialling_until=now + LEASE,
    )
    record = (await add_call(house.store, new)).record
    if placed and house.resources.retell is not None:
        await house.resources.retell.place_call(placing.placing_of(record))
    return record.id


@pytest.mark.parametrize("placed", [False, True])
async def test_a_call_that_a_dead_process_left_is_placed_once_in_all(
    house: House, retell: FakeRetell, placed: bool
):
    record = await left(house, placed=placed)
    # Retell cannot be asked now.
    retell.troubles[LIST] += [500] * 2
    with pytest.raises(TryLaterError):
        await dial(house.resources, await job_of(house, record))
    await time_passes(house, record)
    await dial(house.resources, await job_of(house, record))
    call = await house.store.call_by_id(record)
    assert call is not None
    assert call.retell_call_id in retell.calls
    assert len(retell.requests(CREATE)) == 1
    await dial(house.resources, await job_of(house, record))
    assert len(retell.requests(CREATE)) == 1


async def test_a_call_that_is_being_placed_is_looked_for_but_not_placed_again(
    house: House, retell: FakeRetell
):
    record = await left(house, placed=False)
    with pytest.raises(TryLaterError):
        await dial(house.resources, await job_of(house, record))
    assert not retell.requests(CREATE)
    call = await house.store.call_by_id(record)
    assert call is not None
    assert house.resources.retell is not None
    await house.resources.retell.place_call(placing.placing_of(call))
    await dial(house.resources, await job_of(house, record))
    found = await house.store.call_by_id(record)
    assert found is not None
    assert found.retell_call_id in retell.calls
    assert len(retell.requests(CREATE)) == 1


async def test_a_call_that_was_told_to_have_failed_is_found_later_but_never_placed_later(
    api: Api, retell: FakeRetell
):
    retell.troubles[CREATE].append(500)
    assert (await initiate(api)).status == 502
    (call,) = (await api.ask("GET", "/calls")).body["calls"]
    await time_passes(api.house, call["id"])
    await dial(api.house.resources, await job_of(api.house, call["id"]))
    assert len(retell.requests(CREATE)) == 1
    # Retell's list shows it only now.
    retell.place(retell.requests(CREATE)[0])
    await time_passes(api.house, call["id"])
    await dial(api.house.resources, await job_of(api.house, call["id"]))
    found = (await api.ask("GET", f"/calls/{call['id']}")).body
    assert found["retell_call_id"] in retell.calls
    assert found["status"] == "initiated"


async def test_gates_keep_a_call_from_being_placed_unless_it_is_forced(
    api: Api, retell: FakeRetell
):
    number = await agent(api.house.store, gates=Gates(calls_per_day=1))
    assert (await initiate(api, agent_config_id=number)).status == 201
    refused = await initiate(api, agent_config_id=number)
    assert (refused.status, refused.body["type"]) == (409, "CallInitiationError")
    assert "1 times today" in refused.body["detail"]
    dry = await initiate(api, "/calls/initiate?dry_run=1", agent_config_id=number)
    assert dry.status == 200
    assert (dry.body["would_call"], dry.body["missing"]) == (False, None)
    assert "today" in dry.body["refused_because"]
    forced = await initiate(api, "/calls/initiate?force=1", agent_config_id=number)
    assert forced.status == 201
    assert len(retell.requests(CREATE)) == 2


async def test_a_load_with_a_fresh_update_is_not_called_about(api: Api):
    number = await agent(api.house.store, gates=Gates(fresh_update_minutes=60))
    first = (await initiate(api, agent_config_id=number)).body
    assert (await initiate(api, agent_config_id=number)).status == 201
    now = datetime.now(UTC).timestamp()
    form = Forms(check_in=CheckInForm(call_outcome=CallOutcome.IN_TRANSIT_UPDATE))
    ended = OutcomeKept(
        first["retell_call_id"], now, CallStatus.COMPLETED, completed_at=now, forms=form
    )
    await api.house.store.keep_now([ended])
    refused = await initiate(api, agent_config_id=number)
    assert (refused.status, refused.body["type"]) == (409, "CallInitiationError")
    assert f"call {first['id']}" in refused.body["detail"]
    assert (await initiate(api, agent_config_id=number, load_number="7732")).status == 201


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Chicago"])
async def test_quiet_hours_are_the_drivers(api: Api, zone: str):
    there = datetime.now(ZoneInfo("Pacific/Auckland"))
    hours = QuietHours(
        start=(there - timedelta(minutes=90)).time(), end=(there + timedelta(minutes=90)).time()
    )
    number = await agent(api.house.store, gates=Gates(quiet_hours=hours))
    answer = await initiate(api, agent_config_id=number, timezone=zone)
    assert answer.status == (409 if zone == "Pacific/Auckland" else 201)


async def test_what_is_missing_to_place_calls_is_named(serve: Serve):
    async with open_api(await serve()) as api:
        answer = await initiate(api)
        assert (answer.status, answer.body["type"]) == (409, "CallInitiationError")
        assert "RETELL_API_KEY" in answer.body["detail"]
        assert "RETELL_FROM_NUMBER" in answer.body["detail"]
        dry = await initiate(api, "/calls/initiate?dry_run=1")
        assert (dry.status, dry.body["would_call"]) == (200, False)
        assert "RETELL_API_KEY" in dry.body["missing"]


async def test_a_dry_run_shows_the_request_and_no_secret(api: Api, retell: FakeRetell):
    dry = await initiate(api, "/calls/initiate?dry_run=1")
    assert dry.body["would_call"] is True
    assert dry.body["request"]["to_number"] == "+16155550122"
    assert API_KEY not in str(dry.body)
    assert not retell.asked
    assert (await api.ask("GET", "/calls")).body["calls"] == []
