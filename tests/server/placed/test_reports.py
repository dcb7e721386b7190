"""What Retell reports of calls, in any order, and what follows: records, retries, call-backs."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import update

from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm, Forms
from server.call_object import ENDINGS, read_call
from server.placing import dial
from server.policy import NotReached
from server.signature import sign
from storage import CallSeen, CallStatus, Job, OutcomeKept
from storage.call_list import attempts_of
from storage.dialling import DIAL_CALL
from storage.tables import call_records
from tests.server.conftest import Api, House
from tests.server.fake_retell import API_KEY, CREATE, FakeRetell
from tests.server.placed_calls import (
    agent,
    initiate,
    kept,
    once_read,
    placed,
    reported,
    worked_through,
)

SAID = [
    {"role": "agent", "content": "How is it going?"},
    {"role": "user", "content": "Rolling good, near Memphis."},
]
MS = 1_790_000_000_000


def life_of(call: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """All that is reported of a call that was talked in."""
    started = {**call, "call_status": "ongoing", "start_timestamp": MS}
    ended = {
        **started,
        "call_status": "ended",
        "end_timestamp": MS + 61_000,
        "duration_ms": 61_000,
        "disconnection_reason": "user_hangup",
        "transcript_object": SAID,
        "recording_url": "https://retell/recording.wav",
    }
    analysis = {"call_summary": "All is well.", "user_sentiment": "Positive"}
    return [
        ("call_started", started),
        ("transcript_updated", {**started, "transcript_object": SAID[:1]}),
        ("call_ended", ended),
        ("call_analyzed", {**ended, "call_analysis": analysis}),
        ("something_new", started),
    ]


@pytest.mark.parametrize("known", ["placed", "unknown"])
async def test_reports_leave_the_same_record_in_every_order_and_however_often(
    api: Api, house: House, retell: FakeRetell, known: str
):
    orders = list(permutations(range(5)))[::11]
    for number, order in enumerate(orders):
        if known == "placed":
            shown = await placed(api)
            call = retell.calls[shown["retell_call_id"]]
        else:
            call = {"call_id": f"other-{number}", "call_type": "phone_call", "direction": "inbound"}
        life = life_of(call)
        for each in (*order, *order):
            assert await reported(api, *life[each]) == 204
        await worked_through(house)
        record = await house.store.call(call["call_id"])
        assert record is not None
        assert (record.status, record.end_reason, record.duration) == (
            "completed",
            "user_hangup",
            61,
        )
        assert record.answered_at == datetime.fromtimestamp(MS / 1000, UTC)
        assert record.completed_at == datetime.fromtimestamp(MS / 1000 + 61, UTC)
        assert record.raw_transcript is not None
        assert record.raw_transcript.endswith("driver: Rolling good, near Memphis.")
        assert record.report is not None
        assert record.report["call_analysis"]["call_summary"] == "All is well."
        if known == "placed":
            assert record.id == shown["id"]
    assert len(await house.store.recent_calls(limit=100)) == len(orders)


async def test_a_call_is_known_by_what_it_was_placed_with_before_retell_has_answered(
    api: Api, house: House, retell: FakeRetell
):
    """The webhooks and the socket come while the request to dial still waits."""
    retell.before_answer.clear()
    asking = asyncio.create_task(initiate(api))
    await retell.came.wait()
    (call,) = retell.calls.values()
    async with house.dial(call["call_id"]) as line:
        assert (await line.frame())["response_type"] == "config"
        await line.details(**call)
        await line.answer(0)
        await line.turn(1, "rolling good on i-40 near memphis")
        assert await reported(api, *life_of(call)[0]) == 204
        await worked_through(house)
        retell.before_answer.set()
        shown = (await asking).body
        await line.turn(2, "about five pm")
    (record,) = await (await house.on_disk()).recent_calls()
    assert (record.id, record.retell_call_id) == (shown["id"], call["call_id"])
    found = (await api.ask("GET", f"/calls/{shown['id']}")).body
    assert len(found["timeline"]) >= 3
    assert found["form"]["check_in"]["call_outcome"]


@pytest.mark.parametrize("reason", [*ENDINGS, "a_reason_of_tomorrow", ""])
def test_every_reason_means_something(reason: str):
    talked = read_call({"disconnection_reason": reason, "start_timestamp": MS}, "c")
    never = read_call({"disconnection_reason": reason, "call_status": "not_connected"}, "c")
    if reason in ENDINGS:
        assert talked.status is never.status is ENDINGS[reason].status
    else:
        assert (talked.status, never.status) == (CallStatus.COMPLETED, CallStatus.FAILED)


@pytest.mark.parametrize(
    "call",
    [
        {"start_timestamp": "soon", "end_timestamp": -1, "duration_ms": float("inf")},
        {"start_timestamp": 10**30, "duration_ms": True, "transcript_object": [None, 5, {}]},
        {"transcript_object": "x", "transcript": 5, "metadata": [], "disconnection_reason": {}},
        {"metadata": {"checkcall_call_id": "²"}, "call_status": ["ended"]},
        {"metadata": {"checkcall_call_id": True, "checkcall_dial_key": 5}},
        {"metadata": {"checkcall_call_id": str(2**70)}, "transcript": "no speaker"},
    ],
)
async def test_a_call_object_of_any_form_is_taken(api: Api, house: House, call: dict[str, Any]):
    for event in ("call_started", "call_ended", "call_analyzed", "transcript_updated"):
        assert await reported(api, event, {"call_id": "call-1", **call}) == 204
    await worked_through(house)
    record = await house.store.call("call-1")
    assert record is not None
    assert record.completed_at is not None


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("conversation", {"event": "call_started", "data": {"call_id": "c"}}, "call_started"),
        ("call-ended", {"event": "call_ended", "data": {"call_id": "c"}}, "call_ended"),
        ("call-ended", {"call_id": "c", "disconnection_reason": "user_hangup"}, "call_ended"),
        ("call-ended", {"call": {"call_id": "c"}}, "call_ended"),
        ("call-ended", {"event": "call_analyzed", "call": {"call_id": "c"}}, "call_analyzed"),
    ],
)
async def test_the_older_addresses_take_the_same_and_the_older_form(
    api: Api, house: House, path: str, body: dict[str, Any], name: str
):
    raw = json.dumps(body).encode()
    url = f"/webhooks/retell/{path}"
    assert (await api.ask("POST", url, data=raw)).status == 401
    headers = {"x-retell-signature": sign(raw, API_KEY, int(time.time() * 1000))}
    assert (await api.ask("POST", url, data=raw, headers=headers)).status == 204
    await worked_through(house)
    record = await house.store.call("c")
    assert record is not None
    assert (record.completed_at is None) == (name == "call_started")


async def test_a_call_that_reached_a_machine_says_so_on_its_form(api: Api, house: House):
    call = await placed(api)
    ended = {"call_id": call["retell_call_id"], "disconnection_reason": "voicemail_reached"}
    assert await reported(api, "call_ended", ended) == 204
    await once_read(house, call["id"])
    shown = (await api.ask("GET", f"/calls/{call['id']}")).body
    assert (shown["status"], shown["outcome"]) == ("completed", "voicemail")
    assert shown["form"]["check_in"]["call_outcome"] == "voicemail"


# Calling again


async def missed(api: Api, call: dict[str, Any], reason: str) -> None:
    ended = {"call_id": call["retell_call_id"], "disconnection_reason": reason}
    for event in ("call_ended", "call_analyzed", "call_ended"):
        assert await reported(api, event, {**ended, "call_status": "not_connected"}) == 204
    await worked_through(api.house)


async def due_now(house: House, number: int) -> Job:
    """The job that places a call, as if its time had come."""
    job = await house.store.job(DIAL_CALL, str(number))
    assert job is not None
    return Job(job.id, job.kind, job.key, job.payload, 1, job.max_attempts)


RETRIES = {"count": 2, "spacing_minutes": 10}


@pytest.mark.parametrize("reason", ["dial_no_answer", "dial_busy", "voicemail_reached"])
async def test_a_driver_who_was_missed_is_called_again_as_often_as_the_agent_says(
    api: Api, house: House, retell: FakeRetell, reason: str
):
    call = await placed(api, agent_config_id=await agent(house.store, retries=RETRIES))
    for attempt in (2, 3):
        await missed(api, call, reason)
        chain = await attempts_of(house.store, await kept(house, call["id"]))
        assert [each.attempt for each in chain] == list(range(1, attempt + 1))
        again = chain[-1]
        assert again.scheduled_at is not None
        assert timedelta(minutes=9) < again.scheduled_at - datetime.now(UTC) < timedelta(minutes=11)
        await dial(house.resources, await due_now(house, again.id))
        await dial(house.resources, await due_now(house, again.id))
        assert len(retell.requests(CREATE)) == attempt
        call = (await api.ask("GET", f"/calls/{again.id}")).body
        assert len(call["attempts"]) == attempt
    await missed(api, call, reason)
    assert len(await attempts_of(house.store, await kept(house, call["id"]))) == 3


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        ({}, "dial_no_answer"),
        ({"retries": {"count": 1, "after": [NotReached.BUSY]}}, "dial_no_answer"),
        ({"retries": RETRIES}, "invalid_destination"),
        ({"retries": RETRIES}, "user_hangup"),
    ],
)
async def test_nobody_is_called_again_where_the_agent_does_not_say_so(
    api: Api, house: House, flow: dict[str, Any], reason: str
):
    call = await placed(api, agent_config_id=await agent(house.store, **flow))
    await missed(api, call, reason)
    assert len(await house.store.recent_calls()) == 1


async def test_a_call_that_waits_is_not_placed_once_it_is_cancelled(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api, agent_config_id=await agent(house.store, retries=RETRIES))
    await missed(api, call, "dial_busy")
    _, again = await attempts_of(house.store, await kept(house, call["id"]))
    # Whoever knows only the first call can stop the next one by it.
    answer = await api.ask("POST", f"/calls/{call['id']}/cancel")
    assert answer.status == 200
    assert [each["status"] for each in answer.body["attempts"]] == ["failed", "cancelled"]
    await dial(house.resources, await due_now(house, again.id))
    assert len(retell.requests(CREATE)) == 1
    assert (await api.ask("POST", f"/calls/{again.id}/cancel")).status == 200
    assert (await api.ask("POST", f"/calls/{call['id']}/cancel")).status == 409


@pytest.mark.parametrize("why", ["cap", "update"])
async def test_a_driver_who_was_called_enough_or_gave_an_update_is_not_called_again(
    api: Api, house: House, retell: FakeRetell, why: str
):
    flow = {"retries": RETRIES, **({"gates": {"calls_per_day": 1}} if why == "cap" else {})}
    call = await placed(api, agent_config_id=await agent(house.store, **flow))
    await missed(api, call, "dial_busy")
    _, again = await attempts_of(house.store, await kept(house, call["id"]))
    if why == "update":
        now = datetime.now(UTC).timestamp()
        form = Forms(check_in=CheckInForm(call_outcome=CallOutcome.IN_TRANSIT_UPDATE))
        told = LoadFacts(load_number="7731")
        end = OutcomeKept("call-in", now, CallStatus.COMPLETED, completed_at=now, forms=form)
        await house.store.keep_now([CallSeen("call-in", now, told), end])
    await dial(house.resources, await due_now(house, again.id))
    record = await kept(house, again.id)
    assert (record.status, record.end_reason) == ("cancelled", "not_needed")
    assert len(retell.requests(CREATE)) == 1


# A driver calls back


async def inbound(api: Api, number: object, *, signed: bool = True) -> Any:
    call = {"from_number": number, "to_number": "+15550111222"}
    raw = json.dumps({"event": "call_inbound", "call_inbound": call}).encode()
    signature = sign(raw, API_KEY, int(time.time() * 1000))
    headers = {"x-retell-signature": signature} if signed else {}
    return await api.ask("POST", "/webhooks/retell/inbound", data=raw, headers=headers)


async def test_a_driver_who_calls_back_is_known_by_his_number(api: Api, house: House):
    call = await placed(api, timezone="America/Chicago")
    answer = await inbound(api, "+16155550122")
    assert answer.status == 200
    told = answer.body["call_inbound"]
    assert told["dynamic_variables"]["driver_name"] == "Wanda Oakes"
    assert told["dynamic_variables"]["load_number"] == "7731"
    assert told["metadata"]["checkcall_agent_id"] == str(call["agent_config_id"])
    assert "checkcall_call_id" not in told["metadata"]
    assert all(isinstance(each, str) for part in told.values() for each in part.values())
    assert (await inbound(api, "+16155550122", signed=False)).status == 401


@pytest.mark.parametrize("number", ["+15550999999", "", None, 5, {"x": 1}])
async def test_whoever_is_not_known_is_just_taken(api: Api, number: object):
    answer = await inbound(api, number)
    assert (answer.status, answer.body) == (200, {"call_inbound": {}})


async def test_an_old_load_is_not_what_a_driver_calls_about(api: Api, house: House):
    call = await placed(api)
    async with house.store.transaction() as connection:
        await connection.execute(
            update(call_records)
            .where(call_records.c.id == call["id"])
            .values(created_at=datetime.now(UTC) - timedelta(days=30))
        )
    told = (await inbound(api, "+16155550122")).body["call_inbound"]["dynamic_variables"]
    assert told == {"driver_name": "Wanda Oakes", "phone_number": "+16155550122"}
