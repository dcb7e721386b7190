"""Retell's webhooks: genuine ones are kept at once and told to their call once."""

from __future__ import annotations

import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from conversation.cards import CardStatus, TransferStep
from conversation.memory import Memory
from server.keeper import TRANSFER_OVERDUE, TRANSFER_PATIENCE
from server.live import report_overdue_transfer
from server.signature import WINDOW_MS, sign
from server.webhooks import warn_where_unsigned
from storage import Job, JobRecord
from tests.server.conftest import House, Serve, eventually, settings_for
from tests.server.retell_side import PATIENCE, Json, into_hand_over
from tests.server.test_outages import locked

KEY = "key_with_the_webhook_badge"


class Retell:
    """Posts webhooks as Retell does."""

    def __init__(self, session: aiohttp.ClientSession, house: House) -> None:
        self._session = session
        self.house = house

    async def post_raw(self, body: bytes, signature: str | None = None) -> tuple[int, Json]:
        headers = {} if signature is None else {"x-retell-signature": signature}
        url = self.house.url("/webhooks/retell")
        async with self._session.post(url, data=BytesIO(body), headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else {}

    async def signed(self, body: bytes) -> tuple[int, Json]:
        return await self.post_raw(body, sign(body, KEY, int(time.time() * 1000)))

    async def post(self, event: str, call: Json | None = None, **other: Any) -> None:
        call = {"call_id": "call-1", "start_timestamp": 1, **(call or {})}
        body = json.dumps({"event": event, "call": call, **other}).encode()
        assert (await self.signed(body))[0] == 204

    async def done(self) -> Memory:
        """The call on disk, once every event that was posted is worked through."""
        store = self.house.store

        async def idle() -> bool:
            async with store._engines.read.connect() as connection:
                rows = await connection.exec_driver_sql(
                    "SELECT 1 FROM jobs WHERE kind = 'retell_event' AND state != 'done'"
                )
                return rows.first() is None

        assert await eventually(idle)
        state = await (await self.house.on_disk()).load_state("call-1")
        assert state is not None
        return Memory.model_validate(state.memory)


@pytest.fixture
async def house(serve: Serve) -> House:
    return await serve(RETELL_WEBHOOK_KEY=KEY)


@pytest.fixture
async def retell(house: House, web: aiohttp.ClientSession) -> Retell:
    return Retell(web, house)


BODY = b'{"event":"call_started","call":{"call_id":"call-1"}}'


def _signed(body: bytes = BODY, key: str = KEY, shift: int = 0) -> str:
    return sign(body, key, int(time.time() * 1000) + shift)


@pytest.mark.parametrize(
    "signature",
    [
        lambda: None,
        lambda: "",
        lambda: "v=1,d=2",
        lambda: _signed(key="another key"),
        lambda: _signed(body=BODY + b" "),
        lambda: _signed(shift=-WINDOW_MS - 1000),
        lambda: _signed(shift=WINDOW_MS + 60_000),
        lambda: _signed().upper(),
    ],
    ids=["none", "empty", "odd", "other key", "other body", "stale", "early", "upper case"],
)
async def test_what_is_not_signed_by_retell_is_refused(retell: Retell, signature):
    status, answer = await retell.post_raw(BODY, signature())
    assert status == 401
    assert set(answer) == {"detail", "type"}


async def test_the_signature_is_over_the_bytes_as_they_came(retell: Retell):
    body = '{ "event":"call_started",\n "call":{"call_id":"call-ü", "n":1.0} }'.encode()
    assert (await retell.signed(body))[0] == 204


async def test_the_key_of_the_account_signs_where_there_is_no_other(serve: Serve, web):
    retell = Retell(web, await serve(RETELL_API_KEY=KEY))
    assert (await retell.signed(BODY))[0] == 204
    assert (await retell.post_raw(BODY))[0] == 401


async def test_without_a_key_nothing_is_taken(serve: Serve, web):
    retell = Retell(web, await serve())
    assert (await retell.signed(BODY))[0] == 401


@pytest.mark.parametrize("key", ["", KEY])
def test_a_server_that_takes_unsigned_ones_says_so_at_each_start(tmp_path: Path, key: str):
    settings = settings_for(tmp_path, ALLOW_UNSIGNED_WEBHOOKS=True, RETELL_WEBHOOK_KEY=key)
    with capture_logs() as logs:
        warn_where_unsigned(settings)
    assert [entry["event"] for entry in logs] == ([] if key else ["webhooks_unsigned"])


async def test_unsigned_ones_are_taken_where_that_is_allowed_and_no_key_is_set(serve: Serve, web):
    assert (await Retell(web, await serve(ALLOW_UNSIGNED_WEBHOOKS=True)).post_raw(BODY))[0] == 204
    with_key = await serve(ALLOW_UNSIGNED_WEBHOOKS=True, RETELL_WEBHOOK_KEY=KEY)
    assert (await Retell(web, with_key).post_raw(BODY))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"5",
        b'"x"',
        b"{}",
        b'{"event":5}',
        b'{"event":null}',
        b"\xff\x00",
        b"[" * 100_000,
    ],
    ids=str,
)
async def test_what_is_no_event_is_refused(retell: Retell, body: bytes):
    status, answer = await retell.signed(body)
    assert (status, answer["type"]) == (400, "WebhookError")


@pytest.mark.parametrize(
    "body",
    [
        b'{"event":"call_started"}',
        b'{"event":"call_ended","call":null}',
        b'{"event":"call_ended","call":[1]}',
        b'{"event":"call_ended","call":{"call_id":7}}',
        b'{"event":"call_ended","call":{"call_id":"nobody","disconnection_reason":["x"]}}',
        b'{"event":"something_new","call":{"call_id":"call-1"}}',
        b'{"event":"transfer_started","call":{"call_id":"call-1"},"transfer_destination":5}',
        b'{"event":"call_analyzed","call":{"call_id":"a\\u0000b","x":"\\ud83d"}}',
        b'{"event":"e\\u0000\\ud83d","call":{"call_id":"\\ud83d"}}',
    ],
)
async def test_odd_and_unknown_events_are_taken_and_do_no_harm(retell: Retell, body: bytes):
    with capture_logs() as logs:
        assert (await retell.signed(body))[0] == 204
        async with retell.house.dial() as line:
            await line.opened()
            await retell.done()
    assert [log for log in logs if log["log_level"] in ("error", "critical")] == []


async def test_a_body_as_of_a_long_call_is_taken(retell: Retell):
    await retell.post("call_analyzed", {"transcript_object": ["x" * (6 << 20)]})


async def test_a_body_beyond_all_calls_is_refused(retell: Retell):
    status, answer = await retell.post_raw(b"x" * (17 << 20))
    assert status == 413
    assert set(answer) == {"detail", "type"}


# What the call hears of it


def steps(memory: Memory) -> list[TransferStep]:
    assert memory.emergency is not None
    return [step.step for step in memory.emergency.receipt]


async def test_a_running_call_hears_that_its_transfer_failed_and_tries_the_next(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        await retell.post("transfer_started", transfer_destination={"number": "+15550100"})
        await retell.post("transfer_cancelled", transfer_destination={"number": "+15550100"})
        frame = await line.frame()
        while frame["response_type"] != "agent_interrupt":
            frame = await line.frame()
    assert frame["content"]
    assert frame["transfer_number"] == "+15550101"


async def test_the_same_event_again_is_told_once(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        for _ in range(4):
            await retell.post("transfer_cancelled")
        memory = await retell.done()
    assert steps(memory).count(TransferStep.CANCELLED) == 1


async def test_a_call_whose_line_is_lost_hears_of_its_transfer(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        line.reset()
    await retell.house.resources.switchboard.quiet.wait()
    await retell.post("transfer_bridged")
    assert TransferStep.BRIDGED in steps(await retell.done())


async def test_a_call_that_is_over_hears_of_its_transfer(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
    await retell.house.on_disk()
    await retell.post("transfer_started")
    await retell.post("transfer_bridged")
    await retell.post("call_ended", {"disconnection_reason": "call_transfer"})
    assert TransferStep.BRIDGED in steps(await retell.done())
    record = await retell.house.store.call("call-1")
    assert record is not None
    forms = record.forms()
    assert forms is not None
    assert forms.emergency is not None
    assert forms.emergency.escalation_status == "transferred"


async def test_what_is_told_after_the_end_does_not_undo_what_was_said_last(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        _, number = await into_hand_over(line)
        await retell.post("transfer_cancelled")
        assert await line.frames_until_quiet()
        await line.turn(number, "i'm on i-40 east at mile marker 84")
    await retell.post("transfer_cancelled")
    await retell.post("call_ended")
    memory = await retell.done()
    form = memory.emergency_form()
    assert form is not None
    assert "84" in (form.emergency_location or "")
    assert steps(memory).count(TransferStep.CANCELLED) == 1


async def test_a_call_of_another_process_hears_of_its_transfer_by_the_disk(
    serve: Serve, retell: Retell, web
):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
    await retell.house.on_disk()
    other = Retell(web, await serve(RETELL_WEBHOOK_KEY=KEY))
    await other.post("transfer_bridged")
    assert TransferStep.BRIDGED in steps(await other.done())


@pytest.mark.parametrize(
    "events",
    [
        ("transfer_bridged", "transfer_started", "call_ended"),
        ("call_ended", "transfer_bridged", "transfer_started"),
        ("call_ended", "call_started", "transfer_started", "transfer_bridged", "call_ended"),
    ],
)
async def test_events_in_any_order_come_to_the_same(retell: Retell, events: tuple[str, ...]):
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        line.reset()
    for event in events:
        await retell.post(event, {"disconnection_reason": "call_transfer"})
    memory = await retell.done()
    assert memory.emergency is not None
    assert memory.emergency.escalation == "transferred"


async def test_the_end_of_a_call_that_nobody_knows_is_taken(retell: Retell):
    async with retell.house.dial() as line:
        await line.opened()
        await retell.post("call_ended", {"call_id": "never-connected"})
        await retell.done()
        await line.turn(1, "going good")


async def test_an_event_that_cannot_be_kept_is_not_taken_but_the_running_call_hears_of_it(
    retell: Retell, tmp_path: Path
):
    retell.house.resources.webhook_patience = 0.01
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
        body = b'{"event":"transfer_cancelled","call":{"call_id":"call-1"}}'
        async with locked(tmp_path):
            for _ in range(2):
                status, answer = await retell.signed(body)
                assert (status, answer["type"]) == (503, "StorageError")
            while (await line.frame())["response_type"] != "agent_interrupt":
                pass
        retell.house.resources.webhook_patience = PATIENCE
        assert (await retell.signed(body))[0] == 204
        assert steps(await retell.done()).count(TransferStep.CANCELLED) == 1


async def test_where_others_have_waited_in_vain_nobody_is_kept_waiting(
    retell: Retell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    body = b'{"event":"call_started","call":{"call_id":"call-1"}}'
    async with locked(tmp_path):
        retell.house.resources.webhook_patience = 0.01
        assert (await retell.signed(body))[0] == 503

        async def waits(_items: object) -> None:
            raise AssertionError("it was kept waiting")

        with monkeypatch.context() as patched:
            patched.setattr(retell.house.store, "keep_soon", waits)
            status, answer = await retell.signed(body)
        assert (status, answer["type"]) == (503, "StorageError")
    retell.house.resources.webhook_patience = PATIENCE
    assert (await retell.signed(body))[0] == 204


async def test_numbers_are_not_logged(retell: Retell):
    with capture_logs() as logs:
        async with retell.house.dial() as line:
            await line.opened()
            await into_hand_over(line)
            await retell.post(
                "transfer_cancelled",
                {"from_number": "+15550111", "to_number": "+15550122"},
                transfer_destination={"number": "+15550100"},
            )
            await retell.done()
    assert "+1555" not in str(logs)


# A transfer of which nothing is heard


async def ended_in_hand_over(retell: Retell) -> JobRecord:
    """A call that closed on its transfer, and the job that looks after it."""
    async with retell.house.dial() as line:
        await line.opened()
        await into_hand_over(line)
    job = await (await retell.house.on_disk()).job(TRANSFER_OVERDUE, "call-1")
    assert job is not None
    return job


async def card_status_once_overdue(retell: Retell, record: JobRecord) -> CardStatus:
    """What the last card says once the job is done."""
    job = Job(record.id, record.kind, record.key, record.payload, 1, record.max_attempts)
    await report_overdue_transfer(retell.house.resources, job)
    # Whatever the call does about it is done before the next event is.
    await retell.post("call_analyzed")
    await retell.done()
    cards = await (await retell.house.on_disk()).cards("call-1")
    return CardStatus(cards[-1].card["status"])


async def test_a_transfer_that_nobody_confirms_is_told_to_dispatch(retell: Retell):
    job = await ended_in_hand_over(retell)
    record = await retell.house.store.call("call-1")
    assert record is not None
    assert record.completed_at is not None
    late = (job.run_at - record.completed_at).total_seconds()
    assert late == pytest.approx(TRANSFER_PATIENCE, abs=0.01)
    assert await card_status_once_overdue(retell, job) is CardStatus.UNCONFIRMED


async def test_a_transfer_that_was_confirmed_needs_no_word_more(retell: Retell):
    job = await ended_in_hand_over(retell)
    await retell.post("transfer_bridged")
    await retell.done()
    assert await card_status_once_overdue(retell, job) is CardStatus.OPEN
