"""How a call begins: config, the details, and one greeting."""

from __future__ import annotations

import pytest

from tests.server.conftest import House, Serve

CONFIG = {
    "response_type": "config",
    "config": {"auto_reconnect": True, "call_details": True, "transcript_with_tool_calls": False},
}


async def test_config_is_the_first_frame(house: House):
    async with house.dial() as line:
        assert await line.frame() == CONFIG


async def test_the_greeting_waits_for_the_details_and_uses_them(house: House):
    async with house.dial() as line:
        await line.frame()
        await line.nothing_comes()
        await line.details()
        greeting = await line.answer(0)
    assert "Wanda" in greeting["content"]
    assert "7731" in greeting["content"]


async def test_a_greeting_does_not_wait_longer_than_its_deadline(serve: Serve):
    house = await serve(DETAILS_DEADLINE_MS=0)
    async with house.dial() as line:
        await line.frame()
        assert (await line.answer(0))["content"]


async def test_details_that_come_after_the_greeting_are_still_learnt(serve: Serve):
    house = await serve(DETAILS_DEADLINE_MS=0)
    async with house.dial() as line:
        await line.opened()
        await line.nothing_comes()
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert (record.driver_name, record.load_number) == ("Wanda Oakes", "7731")


async def test_there_is_one_greeting(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.details()
        await line.nothing_comes()


async def test_a_request_before_the_greeting_is_answered_and_greets(house: House):
    async with house.dial() as line:
        await line.frame()
        await line.ask(1, "hello?")
        assert "check-call line" in (await line.answer(1))["content"]
        await line.details()
        await line.nothing_comes()


async def test_details_are_learnt_although_a_request_came_first(house: House):
    async with house.dial() as line:
        await line.frame()
        await line.ask(1, "hello?")
        await line.answer(1)
        await line.details()
        await line.nothing_comes()
    record = await (await house.on_disk()).call("call-1")
    assert record is not None
    assert record.driver_name == "Wanda Oakes"


async def test_the_connection_test_of_retells_docs_gets_an_answer(house: House):
    async with house.dial("any-id-at-all") as line:
        await line.send(interaction_type="response_required", response_id=1, transcript=[])
        await line.frame()
        assert (await line.answer(1))["content"]


@pytest.mark.parametrize(
    "call",
    [
        {"call_type": "web_call", "call_id": "call-1", "direction": None},
        {"metadata": None, "retell_llm_dynamic_variables": None},
        {"metadata": [1], "retell_llm_dynamic_variables": "x", "from_number": 7},
        {"metadata": {"driver_name": None, "contacts": {"a": 1}, "language": 5}},
        {"direction": "inbound"},
        {"metadata": {"driver_name": "x" * 100_000, "timezone": "../../etc/passwd"}},
    ],
)
async def test_odd_details_do_not_keep_the_call_from_being_greeted(house: House, call):
    async with house.dial() as line:
        assert (await line.opened(**call))["content"]


async def test_details_without_a_call_object_are_passed_over(house: House):
    async with house.dial() as line:
        await line.frame()
        await line.send(interaction_type="call_details")
        await line.send(interaction_type="call_details", call=None)
        await line.details()
        assert "Wanda" in (await line.answer(0))["content"]
