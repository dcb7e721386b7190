"""A line that drops and is dialled again: the call goes on, and nobody is greeted twice."""

from __future__ import annotations

import pytest

from tests.server.conftest import House, Serve
from tests.server.retell_side import Json, Line, into_hand_over

EMPTY = {"response_type": "response", "response_id": 0, "content": "", "content_complete": True}


async def _first_turns(line: Line) -> Json:
    await line.opened()
    await line.turn(1, "going good")
    answer = await line.turn(2, "i'm rolling on i-40 past jackson")
    await _is_heard(line)
    return answer


async def _is_heard(line: Line) -> None:
    """The answer is spoken: its words stand in the transcript."""
    await line.update()
    await line.frames_until_quiet()


async def _come_back(line: Line, before: Line) -> Json:
    line.heard = list(before.heard)
    assert (await line.frame())["response_type"] == "config"
    return await line.frame()


@pytest.mark.parametrize("number", [3, 1], ids=["ids go on", "ids begin again"])
async def test_the_same_process_goes_on_where_the_call_was(house: House, number: int):
    async with house.dial() as line:
        await _first_turns(line)
        line.reset()
    async with house.dial() as again:
        assert await _come_back(again, line) == EMPTY
        answer = await again.turn(number, "should be there around six tonight")
    assert "check-call line" not in answer["content"]


@pytest.mark.parametrize("number", [3, 1], ids=["ids go on", "ids begin again"])
async def test_another_process_goes_on_where_the_call_was(serve: Serve, number: int):
    first = await serve()
    async with first.dial() as line:
        await _first_turns(line)
        line.reset()
    await first.on_disk()
    second = await serve()
    async with second.dial() as again:
        assert await _come_back(again, line) == EMPTY
        answer = await again.turn(number, "should be there around six tonight")
    assert "check-call line" not in answer["content"]
    facts = {fact.topic for fact in await (await second.on_disk()).facts("call-1")}
    assert {"place", "eta"} <= facts


async def test_the_details_of_the_first_connection_are_still_known(serve: Serve):
    first = await serve()
    async with first.dial() as line:
        await _first_turns(line)
        line.reset()
    await first.on_disk()
    second = await serve()
    async with second.dial() as again:
        await _come_back(again, line)
        await again.turn(3, "should be there around six")
    record = await (await second.on_disk()).call("call-1")
    assert record is not None
    assert record.load_number == "7731"


async def test_a_request_right_after_the_re_dial_is_answered(house: House):
    async with house.dial() as line:
        await _first_turns(line)
        line.reset()
    async with house.dial() as again:
        again.heard = list(line.heard)
        await again.ask(3, "should be there around six")
        await again.frame()
        frames = await again.frames_until_quiet()
    assert frames[-1]["response_id"] == 3
    assert frames[-1]["content_complete"] is True
    assert [f["response_id"] for f in frames] in ([3], [0, 3])


async def test_an_answer_that_the_drop_has_swallowed_is_made_good(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, "going good")
        line.reset()
    async with house.dial() as again:
        words = await _come_back(again, line)
    assert words["response_id"] == 0
    assert words["content"]
    assert "check-call line" not in words["content"]


async def test_an_emergency_is_still_one_after_the_drop(serve: Serve):
    first = await serve()
    async with first.dial() as line:
        await line.opened()
        await into_hand_over(line)
        line.reset()
    await first.on_disk()
    second = await serve()
    async with second.dial() as again:
        words = await _come_back(again, line)
    assert words["content"]
    assert words["transfer_number"] == "+15550100"


async def test_of_two_connections_of_a_call_the_newer_one_carries_it(house: House):
    async with house.dial() as older, house.dial() as newer:
        await older.frame()
        await newer.frame()
        assert await older.close_code() == 1006
        await newer.details()
        assert "Wanda" in (await newer.answer(0))["content"]
        await newer.turn(1, "going good")
        assert house.resources.switchboard.connected == 1


async def test_a_newer_connection_takes_a_running_call_over(house: House):
    async with house.dial() as older:
        await _first_turns(older)
        async with house.dial() as newer:
            assert await _come_back(newer, older) == EMPTY
            assert await older.close_code() == 1006
            await newer.turn(3, "should be there around six")
    assert house.resources.switchboard.connected == 0


async def test_many_drops_are_one_call(house: House):
    line: Line | None = None
    for number in range(1, 5):
        async with house.dial() as again:
            if line is None:
                await again.opened()
            else:
                assert (await _come_back(again, line))["content"] == ""
            await again.turn(number, "going good")
            await _is_heard(again)
            again.reset()
            line = again
    turns = await (await house.on_disk()).turns("call-1")
    assert [turn.kind for turn in turns] == ["greeting", "turn", "turn", "turn", "turn"]
