"""Frames that Retell would never send: survived, logged without words, and the next is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from server import wire
from tests.server.conftest import House
from tests.server.retell_side import Line, transcript

SECRET_WORDS = "my daughter lives in tucumcari"


def request(number: Any, lines: Any = (), **other: Any) -> str:
    frame = {"interaction_type": "response_required", "response_id": number, "transcript": lines}
    return json.dumps({**frame, **other})


def padded(megabytes: int, number: int = 1) -> str:
    """A valid request, with a member of that size which nobody knows."""
    return request(number, transcript("going good"), padding="x" * (megabytes << 20))


BROKEN: dict[str, str | bytes] = {
    "nothing": "",
    "not JSON": SECRET_WORDS,
    "cut off": request(7, transcript(SECRET_WORDS))[:-5],
    "text behind": request(7) + SECRET_WORDS,
    "a list": json.dumps([SECRET_WORDS]),
    "a string": json.dumps(SECRET_WORDS),
    "a number": "1e999",
    "null": "null",
    "NaN": "NaN",
    "no type": json.dumps({"response_id": 7, "transcript": transcript(SECRET_WORDS)}),
    "type null": json.dumps({"interaction_type": None, "response_id": 7}),
    "type a list": json.dumps({"interaction_type": [SECRET_WORDS]}),
    "unknown event": json.dumps({"interaction_type": "sms_received", "content": SECRET_WORDS}),
    "no id": json.dumps({"interaction_type": "response_required", "transcript": []}),
    "id null": request(None),
    "id a text": request("7"),
    "id true": request(True),
    "id a fraction": request(7.5),
    "id a list": request([SECRET_WORDS]),
    "id negative": request(-1),
    "id far below zero": request(-(10**30)),
    "id beyond all numbers": request(10**400),
    "id of five thousand digits": '{"interaction_type":"response_required","response_id":%s}'
    % ("9" * 5000),
    "id 0 again": request(0, transcript(SECRET_WORDS)),
    "ping without time": json.dumps({"interaction_type": "ping_pong"}),
    "ping with null": json.dumps({"interaction_type": "ping_pong", "timestamp": None}),
    "ping with text": json.dumps({"interaction_type": "ping_pong", "timestamp": SECRET_WORDS}),
    "ping beyond all times": json.dumps({"interaction_type": "ping_pong", "timestamp": 10**30}),
    "details null": json.dumps({"interaction_type": "call_details", "call": None}),
    "details a text": json.dumps({"interaction_type": "call_details", "call": SECRET_WORDS}),
    "update null": json.dumps({"interaction_type": "update_only", "transcript": None}),
    "update of numbers": json.dumps({"interaction_type": "update_only", "transcript": [1, None]}),
    "update of odd lines": json.dumps(
        {"interaction_type": "update_only", "transcript": [{"role": 1}, {"content": 2}, {}]}
    ),
    "deep lists": "[" * 200_000,
    "deep objects": '{"interaction_type":"update_only","transcript":' + '{"a":' * 50_000,
    "deep and whole": '{"interaction_type":"update_only","x":' + "[" * 5000 + "]" * 5000 + "}",
    "half a character": b'{"interaction_type":"update_only","transcript":"\xe2\x82"}',
    "no characters at all": b"\xff\xfe\x00\x80" * 100,
    "half a surrogate pair": '{"interaction_type":"update_only","transcript":"\\ud83d"}',
    "NUL": '{"interaction_type":"update_only\\u0000"}',
    "NUL bytes": b"\x00" * 1000,
}


@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN.keys())
async def test_a_broken_frame_is_survived_and_the_next_request_answered(
    house: House, frame: str | bytes
):
    async with house.dial() as line:
        await line.opened()
        with capture_logs() as logs:
            await line.send_raw(frame)
            await line.nothing_comes()
            assert (await line.turn(1, "going good"))["content"]
    assert SECRET_WORDS not in str(logs)
    assert "exc_info" not in str(logs)


@pytest.mark.parametrize("size", [0, 1, 70_000, 2 << 20])
async def test_a_binary_frame_is_passed_over(house: House, size: int):
    async with house.dial() as line:
        await line.opened()
        await line.socket.send(b"\x00" * size)
        await line.nothing_comes()
        await line.turn(1, "going good")


@pytest.mark.parametrize("huge", [2**31, 2**31 - 1, 2**53 - 1])
async def test_a_huge_id_is_answered_and_does_not_make_the_next_ones_late(house: House, huge: int):
    async with house.dial() as line:
        await line.opened()
        await line.turn(huge, "going good")
        await line.turn(1, "i'm rolling")
        await line.ask(1)
        await line.nothing_comes()


@pytest.mark.parametrize("megabytes", [2, 6])
async def test_a_big_frame_is_answered(house: House, megabytes: int):
    async with house.dial() as line:
        await line.opened()
        await line.send_raw(padded(megabytes))
        assert (await line.answer(1))["content"]
        await line.turn(2, "i'm rolling")


async def test_a_frame_that_is_longer_than_is_read_is_survived(house: House):
    async with house.dial() as line:
        await line.opened()
        with capture_logs() as logs:
            await line.send_raw(padded(20))
            await line.nothing_comes()
        await line.turn(2, "going good")
    assert [log["event"] for log in logs] == ["frame_malformed"]


async def test_a_driver_who_says_a_whole_book_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, "and then i told him about it " * 70_000)
        assert (await line.answer(1))["content"]


async def test_a_whole_library_of_lines_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, *["and then i told him about it"] * 60_000)
        assert (await line.answer(1))["content"]


def test_of_more_lines_than_a_call_can_hold_the_newest_are_read():
    frame = wire.read(request(1, transcript(*(f"line {n}" for n in range(50_000)))))
    assert isinstance(frame, wire.ResponseRequired)
    assert frame.transcript[-1].text == "line 49999"
    assert 1000 < len(frame.transcript) < 10_000


def test_of_a_long_call_every_line_is_read():
    frame = wire.read(request(1, transcript(*(f"i am past exit {n} now" for n in range(2000)))))
    assert isinstance(frame, wire.ResponseRequired)
    assert len(frame.transcript) == 2000


def test_danger_at_either_end_of_a_whole_book_is_kept():
    book = "it is what it is " * 100_000
    frame = wire.read(request(1, transcript("the truck is on fire " + book + " i am bleeding")))
    assert isinstance(frame, wire.ResponseRequired)
    words = frame.transcript[0].text
    assert words.startswith("the truck is on fire")
    assert words.endswith("i am bleeding")
    assert len(words) <= wire.LONGEST_UTTERANCE + 1


async def test_a_thousand_broken_frames_in_a_row_are_survived(house: House):
    async with house.dial() as line:
        await line.opened()
        for _ in range(1000):
            await line.send_raw("{")
        await line.nothing_comes()
        await line.turn(1, "going good")


async def test_a_frame_in_a_thousand_pieces_is_one_frame(house: House):
    async with house.dial() as line:
        await line.opened()
        line.heard += transcript("going good")
        await line.socket.send(list(request(1, line.heard)), text=True)
        await line.answer(1)


async def test_pings_between_the_pieces_of_a_frame_are_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        pong = await line.socket.ping(b"still there?")
        await pong
        await line.turn(1, "going good")


async def test_half_a_character_does_not_cost_the_driver_his_answer(house: House):
    async with house.dial() as line:
        await line.opened()
        frame = request(1, [{"role": "user", "content": "CUT"}]).encode()
        await line.send_raw(frame.replace(b"CUT", b"i'm at the caf\xc3"))
        assert (await line.answer(1))["content"]


async def test_unknown_members_everywhere_are_ignored(house: House):
    async with house.dial() as line:
        await line.opened()
        lines = [{"role": "user", "content": "going good", "words": 5, "metadata": None, "x": [1]}]
        await line.send_raw(request(1, lines, timestamp=1, turntaking=5, y=None))
        await line.answer(1)


async def answered(line: Line) -> None:
    await line.opened()
    await line.turn(1, "going good")


async def test_one_calls_abuse_is_not_anothers(house: House):
    async with house.dial("abused") as abused, house.dial("other") as other:
        await abused.opened()
        await abused.send_raw(padded(20))
        await answered(other)
        abused.reset()
        await other.turn(2, "i'm rolling")
