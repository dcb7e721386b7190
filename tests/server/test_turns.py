"""What is owed to each request: words, and one completion under the newest id."""

from __future__ import annotations

import pytest

from tests.server.conftest import House
from tests.server.retell_side import Json, Line, transcript


def completed(frames: list[Json]) -> list[int]:
    return [f["response_id"] for f in frames if f["response_type"] == "response"]


async def test_each_request_gets_words_and_one_completion(house: House):
    async with house.dial() as line:
        await line.opened()
        for number in range(1, 9):
            answer = await line.turn(number, "well i don't know about that")
            assert answer["content"]
            if answer.get("end_call"):
                break
        await line.nothing_comes()


async def test_a_reminder_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, event="reminder_required")
        assert (await line.answer(1))["content"]


async def test_an_update_owes_nothing(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.update("i'm on forty", turntaking="user_turn")
        await line.update("i'm on forty past jackson", turntaking="agent_turn")
        await line.nothing_comes()


async def test_the_same_request_twice_is_answered_once(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.ask(1)
        await line.nothing_comes()


async def test_a_late_request_is_not_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(5, "going good")
        await line.answer(5)
        for late in (0, 1, 4):
            await line.ask(late)
        await line.nothing_comes()
        await line.turn(6, "i'm rolling")


async def test_of_a_burst_of_requests_the_newest_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        line.heard += transcript("going good")
        for number in range(1, 201):
            await line.ask(number)
        frames = await line.frames_until_quiet()
    ids = completed(frames)
    assert ids[-1] == 200
    assert ids == sorted(set(ids))


async def test_of_requests_in_the_opening_only_the_newest_is_answered(house: House):
    async with house.dial() as line:
        for number in (1, 2, 3):
            await line.send(interaction_type="response_required", response_id=number, transcript=[])
        await line.frame()
        await line.answer(3)
        await line.nothing_comes()


async def test_nothing_comes_under_an_id_that_a_newer_one_has_overtaken(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, "we got hit by a truck i'm bleeding")
        await line.ask(2)
        ids: list[int] = []
        while 2 not in ids:
            ids += completed([await line.frame()])
        ids += completed(await line.frames_until_quiet())
    assert ids in ([2], [1, 2])


async def test_a_reminder_supersedes_a_request(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.ask(1, "going good")
        await line.ask(2, event="reminder_required")
        assert completed(await line.frames_until_quiet())[-1] == 2


@pytest.mark.parametrize("timestamp", [0, 1_760_000_000_123, -1, 2**53])
async def test_a_ping_is_echoed_with_its_timestamp(house: House, timestamp):
    async with house.dial() as line:
        await line.frame()
        await line.send(interaction_type="ping_pong", timestamp=timestamp)
        assert await line.frame() == {"response_type": "ping_pong", "timestamp": timestamp}


async def test_pings_are_echoed_while_the_details_are_awaited(house: House):
    async with house.dial() as line:
        await line.frame()
        for _ in range(5):
            await line.nothing_comes()


async def test_danger_in_an_update_is_answered_at_once(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.update("the truck is on fire", turntaking="agent_turn")
        frames = await line.frames_until_quiet()
    cut_in = [f for f in frames if f["response_type"] == "agent_interrupt"]
    assert len(cut_in) == 1
    assert cut_in[0]["no_interruption_allowed"] is True


async def test_a_request_without_a_transcript_is_answered(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.send(interaction_type="response_required", response_id=1)
        assert (await line.answer(1))["content"]


@pytest.mark.parametrize(
    "words", ["", " ", "(unintelligible audio)", "\x00", "🚚" * 500, "ー" * 3000, "<b>&amp;"]
)
async def test_any_words_are_answered(house: House, words):
    async with house.dial() as line:
        await line.opened()
        assert (await line.turn(1, words))["content"]


async def test_calls_do_not_get_in_each_others_way(house: House):
    async with house.dial("one") as one, house.dial("two") as two:
        await one.opened(retell_llm_dynamic_variables={"driver_name": "Ana"})
        await two.opened(retell_llm_dynamic_variables={"driver_name": "Bo"})
        await one.turn(1, "going good")
        await two.turn(1, "going good")
        await one.nothing_comes()
        await two.nothing_comes()


async def _hang_up(line: Line) -> Json:
    await line.opened()
    for number in range(1, 20):
        answer = await line.turn(number, "stop calling me")
        if answer.get("end_call"):
            return answer
    raise AssertionError("a driver who wants no calls was not let go")


async def test_the_call_is_ended_by_end_call_and_the_line_stays_open(house: House):
    async with house.dial() as line:
        assert (await _hang_up(line))["content"]
        await line.nothing_comes()
