"""What Prometheus is told."""

from __future__ import annotations

from tests.server.conftest import House, open_api


async def scraped(house: House) -> dict[str, float]:
    async with open_api(house) as api:
        answer = await api.ask("GET", "/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    lines = [line for line in answer.body.splitlines() if line[:1] not in ("", "#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


async def test_calls_and_turns_are_counted(house: House):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.nothing_comes()
        meters = await scraped(house)
    assert meters["checkcall_calls"] == 1
    assert meters['checkcall_first_words_seconds_count{kind="greeting"}'] == 1
    assert meters['checkcall_first_words_seconds_count{kind="turn"}'] == 1
    assert meters['checkcall_completed_seconds_count{kind="turn"}'] == 1


async def test_each_server_counts_for_itself(serve):
    first, second = await serve(), await serve()
    async with first.dial() as line:
        await line.opened()
        await line.nothing_comes()
    meters = await scraped(second)
    assert meters['checkcall_first_words_seconds_count{kind="greeting"}'] == 0
