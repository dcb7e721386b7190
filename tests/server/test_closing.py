"""A close frame from our side ends a call: we send none but in answer to Retell's own."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs
from websockets.frames import Frame, Opcode

from conversation.call import Call
from server.connection import LONGEST_MESSAGE
from server.switchboard import Connection, Switchboard
from tests.server.conftest import House, Serve, eventually
from tests.server.retell_side import Line

CUT = 1006


async def _gone(house: House) -> None:
    """Return once no call is connected any more."""
    await asyncio.wait_for(house.resources.switchboard.quiet.wait(), 10)


def _raw(line: Line, data: bytes) -> None:
    line.socket.transport.write(data)


def _frame(opcode: Opcode, data: bytes, **flags: bool) -> bytes:
    return Frame(opcode, data, **flags).serialize(mask=True)


@pytest.mark.parametrize("code", [1000, 1001, 1011, 3000, 4999])
async def test_retells_close_is_answered_with_its_code(house: House, code: int):
    async with house.dial() as line:
        await line.opened()
        await line.socket.close(code)
        assert line.socket.close_code == code
        await _gone(house)


async def test_a_close_without_a_code_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        _raw(line, _frame(Opcode.CLOSE, b""))
        assert await line.close_code() == 1000


async def test_a_closed_call_is_over(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.socket.close()
    await _gone(house)
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert record.status == "completed"


async def test_a_reset_call_waits_for_its_re_dial(house: House):
    async with house.dial() as line:
        await line.opened()
        line.reset()
    await _gone(house)
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert record.status == "in_progress"


async def test_a_reset_call_is_over_when_nobody_dials_again(serve: Serve):
    house = await serve(REDIAL_GRACE_SECONDS=0)
    async with house.dial() as line:
        await line.opened()
        line.reset()

    async def over() -> bool:
        record = await (await house.on_disk()).call("call-1")
        return record is not None and record.completed_at is not None

    assert await eventually(over)


@pytest.mark.parametrize("floor", ["agent_turn", "user_turn", None])
async def test_danger_in_the_last_words_before_the_line_is_lost_raises_its_card(
    house: House, floor: str | None
):
    async with house.dial() as line:
        await line.opened()
        await line.update("the truck is on fire", turntaking=floor)
        line.reset()
    await _gone(house)
    cards = await (await house.on_disk()).cards("call-1")
    assert [card.number for card in cards] == [1]


@pytest.mark.parametrize("end", ["reset", "close"])
async def test_what_was_said_last_before_the_line_ended_is_kept(house: House, end: str):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, "i'm rolling on i-40 past jackson")
        if end == "reset":
            line.reset()
    await _gone(house)
    store = await house.on_disk()
    assert "place" in {fact.topic for fact in await store.facts("call-1")}


PROTOCOL_BREACHES = {
    "unknown opcode": b"\x83\x80\x00\x00\x00\x00",
    "reserved bits": b"\xf1\x80\x00\x00\x00\x00",
    "a piece of nothing": _frame(Opcode.CONT, b"{}"),
    "a frame within a frame": _frame(Opcode.TEXT, b"{", fin=False) + _frame(Opcode.TEXT, b"}"),
    "a ping that is too long": b"\x89\xfe\x00\xff" + b"\x00" * 259,
    "a forbidden close code": _frame(Opcode.CLOSE, b"\x03\xed"),
    "a close of one byte": _frame(Opcode.CLOSE, b"\x03"),
    "longer than is read": b"\x81\xff" + (LONGEST_MESSAGE + 1).to_bytes(8, "big") + bytes(4),
    "longer than anything": b"\x81\xff" + (2**62).to_bytes(8, "big") + bytes(4),
}


async def test_lines_that_are_cut_do_not_trouble_the_server(house: House):
    with capture_logs() as logs:
        for n in range(20):
            async with house.dial(f"call-{n}") as line:
                await line.frame()
                line.reset()
        async with house.dial() as line:
            await line.opened()
    await _gone(house)
    assert {log["log_level"] for log in logs} <= {"info", "warning"}


@pytest.mark.parametrize("data", PROTOCOL_BREACHES.values(), ids=PROTOCOL_BREACHES.keys())
async def test_a_breach_of_the_socket_protocol_cuts_the_line_so_that_it_is_dialled_again(
    house: House, data: bytes
):
    async with house.dial() as line:
        await line.opened()
        _raw(line, data)
        assert await line.close_code() == CUT
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")


async def test_the_end_of_the_server_cuts_the_line(house: House):
    async with house.dial() as line:
        await line.opened()
        await house.server.close()
        assert await line.close_code() == CUT


async def test_a_mistake_of_ours_cuts_the_line_and_is_logged(house: House):
    house.resources.switchboard = BrokenSwitchboard(30)
    with capture_logs() as logs:
        async with house.dial() as line:
            assert await line.close_code() == CUT
    assert "connection_failed" in [log["event"] for log in logs]


class BrokenSwitchboard(Switchboard):
    """Fails as soon as a line comes in."""

    def connect(self, call_id: str, connection: Connection) -> Call | None:
        raise ZeroDivisionError


async def test_a_line_that_is_dropped_before_the_greeting_is_forgotten(house: House):
    async with house.dial() as line:
        await line.frame()
        line.reset()
    await _gone(house)
    async with house.dial() as line:
        assert "Wanda" in (await line.opened())["content"]


async def test_a_line_that_is_closed_before_the_greeting_can_begin_anew(house: House):
    async with house.dial() as line:
        await line.frame()
    await _gone(house)
    async with house.dial() as line:
        assert "Wanda" in (await line.opened())["content"]


async def test_no_new_call_is_taken_while_the_running_ones_finish(house: House, web):
    async with house.dial("running") as running:
        await running.opened()
        house.resources.draining = True
        url = house.url("/llm-websocket/new")
        async with web.get(url, headers={"upgrade": "websocket"}) as refused:
            assert refused.status == 503
            assert (await refused.json())["type"] == "UnavailableError"
        async with web.get(house.url("/readyz")) as ready:
            assert ready.status == 503
        await running.turn(1, "going good")
