"""Calls are found, shown, read and cancelled."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm, EmergencyForm, EmergencyType, Forms
from server import cancelling
from server.cancelling import STOP_CALL, stop_call
from storage import CallSeen, CallStatus, CardRaised, Job, OutcomeKept
from tests.server.conftest import Api, House, Serve, open_api
from tests.server.fake_retell import FakeRetell
from tests.server.placed_calls import initiate, kept, placed, reported, settings, worked_through
from tests.server.retell_side import HURT, into_hand_over

AT = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
DAY = 86_400


async def some_calls(house: House) -> None:
    """Four calls on four days: one of them an emergency, one that goes on."""
    for number, (driver, load, outcome) in enumerate(
        [
            ("Wanda Oakes", "7731", CallOutcome.IN_TRANSIT_UPDATE),
            ("Bo Lund", "7732", CallOutcome.EMERGENCY),
            ("Wanda Stone", "7733", CallOutcome.VOICEMAIL),
            ("Ida Fry", "7734", None),
        ]
    ):
        call, at = f"call-{number}", AT + number * DAY
        facts = LoadFacts(driver_name=driver, load_number=load, phone_number=f"+1615555010{number}")
        await house.store.keep_now([CallSeen(call, at, facts)])
        if outcome is None:
            continue
        hurt = outcome is CallOutcome.EMERGENCY
        form = Forms(
            check_in=CheckInForm(call_outcome=outcome),
            emergency=EmergencyForm(emergency_type=EmergencyType.ACCIDENT) if hurt else None,
        )
        ended = OutcomeKept(call, at, CallStatus.COMPLETED, completed_at=at + 60, forms=form)
        await house.store.keep_now([ended])
        if hurt:
            await house.store.keep_now([CardRaised(call, 1, {"type": "accident"}, at)])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1, 0]),
        ("status=in_progress", [3]),
        ("status=in_progress&status=completed", [3, 2, 1, 0]),
        ("load=7732", [1]),
        ("driver=wanda", [2, 0]),
        ("driver=%2B16155550101", [1]),
        ("driver=%25", []),
        ("outcome=voicemail", [2]),
        ("emergency=true", [1]),
        ("emergency=false", [3, 2, 0]),
        ("from=2026-11-22", [3, 2]),
        ("to=2026-11-21", [1, 0]),
        ("from=2026-11-21&to=2026-11-22", [2, 1]),
        ("from=2026-11-21T12:00:01Z", [3, 2]),
        ("to=2026-11-20T13:00:00%2B00:00", [0]),
        ("driver=wanda&outcome=voicemail", [2]),
        ("retell_call_id=call-0", [0]),
    ],
)
async def test_calls_are_found_by_what_is_known_of_them(
    api: Api, house: House, query: str, found: list[int]
):
    await some_calls(house)
    answer = await api.ask("GET", f"/calls?{query}")
    assert answer.status == 200
    assert [each["retell_call_id"] for each in answer.body["calls"]] == [
        f"call-{number}" for number in found
    ]
    assert answer.body["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=lost", "status"),
        ("emergency=perhaps", "emergency"),
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("cursor=x", "cursor"),
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("colour=red", "colour"),
    ],
)
async def test_a_filter_that_is_none_is_named(api: Api, query: str, field: str):
    answer = await api.ask("GET", f"/calls?{query}")
    assert answer.status == 422
    assert field in answer.body["detail"]


async def test_pages_stay_as_they_are_while_calls_come_in(api: Api, house: House):
    for number in range(5):
        await house.store.keep_now([CallSeen(f"call-{number}", AT)])
    seen, cursor = [], ""
    while True:
        page = (await api.ask("GET", f"/calls?limit=2{cursor}")).body
        seen += [each["retell_call_id"] for each in page["calls"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
        await house.store.keep_now([CallSeen(f"later-{len(seen)}", AT)])
    assert seen == [f"call-{number}" for number in (4, 3, 2, 1, 0)]


async def test_an_outsider_learns_nothing(house: House):
    async with open_api(house, credential="nobody") as outsider:
        for method, path in [
            ("POST", "/calls/initiate"),
            ("GET", "/calls"),
            ("GET", "/calls/1"),
            ("GET", "/calls/1/transcript"),
            ("POST", "/calls/1/cancel"),
        ]:
            answer = await outsider.ask(method, path)
            assert (answer.status, answer.body["type"]) == (401, "UnauthenticatedError")


async def talk(api: Api, retell: FakeRetell, call: dict[str, Any], *says: str) -> None:
    """A call that is talked in, and left."""
    async with api.house.dial(call["retell_call_id"]) as line:
        assert (await line.frame())["response_type"] == "config"
        await line.details(**retell.calls[call["retell_call_id"]])
        await line.answer(0)
        for number, words in enumerate(says, 1):
            await line.turn(number, words)


async def test_a_call_is_shown_whole(api: Api, house: House, retell: FakeRetell):
    call = await placed(api)
    await talk(api, retell, call, "rolling good on i-40 east near forrest city", "about five pm")
    await house.on_disk()
    shown = (await api.ask("GET", f"/calls/{call['id']}")).body
    assert shown["driver_name"] == "Wanda Oakes"
    assert [turn["kind"] for turn in shown["timeline"]] == ["greeting", "turn", "turn"]
    assert shown["timeline"][1]["driver"] == "rolling good on i-40 east near forrest city"
    assert {fact["topic"] for fact in shown["facts"]}
    evidence = shown["form"]["evidence"]["check_in.current_location"]
    assert "forrest city" in str(evidence)
    assert shown["prompt_version"]
    assert shown["load_facts"]["destination"] == "Memphis"
    assert shown["metadata"] == {"tms": {"stop": 4}}
    assert [each["id"] for each in shown["attempts"]] == [call["id"]]


async def test_a_transcript_is_read_as_json_and_as_text(api: Api, house: House, retell: FakeRetell):
    call = await placed(api)
    await talk(api, retell, call, "rolling good")
    await house.on_disk()
    path = f"/calls/{call['id']}/transcript"
    lines = (await api.ask("GET", path)).body["lines"]
    assert [line["speaker"] for line in lines] == ["agent", "driver"]
    assert lines[1]["text"] == "rolling good"
    text = await api.ask("GET", path, headers={"Accept": "text/plain"})
    assert text.headers["Content-Type"].startswith("text/plain")
    assert text.body.splitlines()[1] == "driver: rolling good"
    assert (await api.ask("GET", "/calls/999/transcript")).status == 404


# Talking


async def test_a_call_whose_details_never_come_goes_by_its_own_record(
    serve: Serve, retell: FakeRetell
):
    house = await serve(DETAILS_DEADLINE_MS=0, **settings(retell))
    async with open_api(house) as api:
        call = await placed(api)
        async with house.dial(call["retell_call_id"]) as line:
            assert (await line.frame())["response_type"] == "config"
            greeting = (await line.answer(0))["content"]
            assert "Wanda" in greeting
            assert "7731" in greeting
            answer, _ = await into_hand_over(line)
            assert answer["transfer_number"] == "+15550100100"
        shown = (await api.ask("GET", f"/calls/{call['id']}")).body
    assert shown["agent_config_id"] == call["agent_config_id"]
    assert shown["load_facts"]["destination"] == "Memphis"


# Cancelling


async def test_a_call_that_rings_is_stopped_at_retell(api: Api, house: House, retell: FakeRetell):
    call = await placed(api)
    for _ in range(2):
        answer = await api.ask("POST", f"/calls/{call['id']}/cancel")
        assert (answer.status, answer.body["status"]) == (200, "cancelled")
    assert retell.stopped == [call["retell_call_id"]]
    ended = retell.end(call["retell_call_id"], "manual_stopped")
    assert await reported(api, "call_ended", ended) == 204
    await worked_through(house)
    record = await kept(house, call["id"])
    assert (record.status, record.end_reason) == ("cancelled", "manual_stopped")
    assert record.completed_at is not None


async def test_a_call_that_is_talked_in_is_told_goodbye_and_hung_up(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    async with house.dial(call["retell_call_id"]) as line:
        assert (await line.frame())["response_type"] == "config"
        await line.details(**retell.calls[call["retell_call_id"]])
        await line.answer(0)
        await line.turn(1, "rolling good")
        cancelling_it = asyncio.create_task(api.ask("POST", f"/calls/{call['id']}/cancel"))
        while (frame := await line.frame())["response_type"] == "update_agent":
            pass
        assert frame["response_type"] == "agent_interrupt"
        assert frame["end_call"] is True
        assert frame["content"]
    assert (await cancelling_it).status == 200
    assert retell.stopped == [call["retell_call_id"]]
    assert (await kept(house, call["id"])).status == "cancelled"


async def test_a_driver_in_an_emergency_keeps_his_line_unless_dispatch_insists(
    api: Api, house: House, retell: FakeRetell, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cancelling, "GOODBYE", 0.05)
    call = await placed(api)
    async with house.dial(call["retell_call_id"]) as line:
        assert (await line.frame())["response_type"] == "config"
        await line.details(**retell.calls[call["retell_call_id"]])
        await line.answer(0)
        await line.turn(1, HURT)
        refused = await api.ask("POST", f"/calls/{call['id']}/cancel")
        assert (refused.status, refused.body["type"]) == (409, "ConflictError")
        assert "emergency" in refused.body["detail"]
        assert not retell.stopped
        forced = await api.ask("POST", f"/calls/{call['id']}/cancel?force=1")
        assert forced.status == 200
        assert retell.stopped == [call["retell_call_id"]]


async def test_a_call_that_is_cancelled_while_it_is_being_placed_is_stopped(
    api: Api, house: House, retell: FakeRetell
):
    retell.before_answer.clear()
    asking = asyncio.create_task(initiate(api))
    await retell.came.wait()
    (call,) = (await api.ask("GET", "/calls")).body["calls"]
    answer = await api.ask("POST", f"/calls/{call['id']}/cancel")
    assert answer.body["status"] == "cancelled"
    retell.before_answer.set()
    assert (await asking).body["status"] == "cancelled"
    assert retell.stopped == list(retell.calls)


async def test_a_cancelled_call_whose_socket_opens_all_the_same_is_ended(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    assert (await api.ask("POST", f"/calls/{call['id']}/cancel")).status == 200
    async with house.dial(call["retell_call_id"]) as line:
        assert (await line.frame())["response_type"] == "config"
        await line.details(**retell.calls[call["retell_call_id"]])
        while not (frame := await line.frame()).get("end_call"):
            pass
        assert frame["response_type"] == "agent_interrupt"


async def test_a_retell_that_cannot_be_told_is_told_later(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    stop = f"/v2/stop-call/{call['retell_call_id']}"
    retell.troubles[stop] += [500, 500]
    answer = await api.ask("POST", f"/calls/{call['id']}/cancel")
    assert (answer.status, answer.body["type"]) == (502, "RetellAPIError")
    assert (await kept(house, call["id"])).status == "cancelled"
    job = await house.store.job(STOP_CALL, str(call["id"]))
    assert job is not None
    await stop_call(house.resources, Job(job.id, job.kind, job.key, job.payload, 1, 12))
    assert retell.stopped == [call["retell_call_id"]]


async def test_a_call_that_is_over_cannot_be_cancelled(api: Api, house: House, retell: FakeRetell):
    call = await placed(api)
    assert await reported(api, "call_ended", retell.end(call["retell_call_id"])) == 204
    await worked_through(house)
    answer = await api.ask("POST", f"/calls/{call['id']}/cancel")
    assert (answer.status, answer.body["type"]) == (409, "ConflictError")
    assert (await api.ask("POST", "/calls/999/cancel")).status == 404
