"""`checkcall simulate`: what it shows, and how it ends."""

from __future__ import annotations

import io
import math
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from rich.console import Console

from simulator.command import CALLS, ExitStatus, Options, find_script, simulate
from simulator.pace import WallClock
from simulator.record import Nobody
from simulator.scene import Network
from simulator.webhooks import SignedWebhooks, signature
from tests.simulator.fake_server import FakeServer, interrupt, response

ANSWERS = ("Where are you?", "Any delays?", "Send us the POD, please?")
GOODBYE = {"content": "Thanks, drive safe.", "end_call": True}


async def shown(
    server: FakeServer, script: Path | str = "ordinary", **options: Any
) -> tuple[ExitStatus, str]:
    out = io.StringIO()
    settings: dict[str, Any] = {"speed": math.inf, "url": server.url, **options}
    status = await simulate(script, Options(**settings), console=Console(file=out, width=60))
    return status, out.getvalue()


async def test_a_good_call_is_shown_line_by_line_with_times():
    async with FakeServer(*ANSWERS, GOODBYE) as server:
        status, text = await shown(server)
    assert status is ExitStatus.GOOD
    lines = [line.strip() for line in text.splitlines()]
    assert "Driver  no delays traffic's been light" in lines
    agent = next(line for line in lines if "Where are you?" in line)
    assert agent.startswith("Agent  Where are you?")
    assert agent.endswith(" ms")
    assert "— end_call: done —" in lines
    assert lines[-1].startswith("good: ended with hang_up, 0 breaches, 0 warnings; first sentence")


async def test_what_was_not_spoken_in_full_is_shown_as_such(tmp_path):
    script = tmp_path / "cut.yaml"
    script.write_text(
        "title: cut short\ndriver:\n"
        "  - {says: i'm on forty, goes_on: near amarillo, goes_on_when: answered}\n"
        "  - {cuts_in: wait, after_words: 2}\n"
        "  - {silent: 1}\n"
    )
    last = (lambda number: [interrupt(1, "Is that smoke?")],)
    async with FakeServer("Where?", "And the ETA, please?", "What is it?", *last) as server:
        _, text = await shown(server, script)
    lines = [re.sub(r"  \d.* ms$", "  TIME", line.strip()) for line in text.splitlines()]
    assert lines[2:-1] == [
        "Driver  i'm on forty …",
        "Agent  (superseded)",
        "Driver  i'm on forty near amarillo",
        "Agent  And the —  TIME",
        "Driver  wait",
        "Agent  What is it?  TIME",
        "— silence —",
        "Agent  (superseded)  [reminder]",
        "Agent  Is that smoke?  [interrupt]",
    ]


async def test_a_breach_is_shown_where_it_happens_and_fails_the_call():
    twice = [response(1, "Where are you?"), response(1, "Hm?")]
    async with FakeServer(lambda _: twice, *ANSWERS[1:], GOODBYE) as server:
        status, text = await shown(server)
    assert status is ExitStatus.FAILED
    assert "✗  a second content_complete for one id [id 1]" in text
    assert "failed: ended with hang_up, 1 breach, 0 warnings" in text


async def test_words_in_square_brackets_are_shown_as_they_are():
    async with FakeServer("Where [bold]are[/bold] you?", *ANSWERS[1:], GOODBYE) as server:
        _, text = await shown(server)
    assert "Where [bold]are[/bold] you?" in text


async def test_a_broken_script_is_not_played(tmp_path):
    script = tmp_path / "broken.yaml"
    script.write_text("title: a call\ndriver: [{silent: never}]\n")
    async with FakeServer() as server:
        status, text = await shown(server, script)
    assert status is ExitStatus.NOT_PLAYED
    assert f"{script}:2: driver.0.silent" in text
    assert server.paths == []


async def test_without_a_server_the_call_is_not_played():
    server = FakeServer()
    async with server:
        pass
    status, text = await shown(server, network=Network(connect_pause=0))
    assert status is ExitStatus.NOT_PLAYED
    assert "attempt 3 of 3 to connect failed" in text


def test_a_bare_name_is_a_script_that_comes_along(tmp_path, monkeypatch):
    assert find_script("ordinary") == CALLS / "ordinary.yaml"
    assert find_script("./ordinary.yaml").name == "ordinary.yaml"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ordinary").write_text("title: mine")
    assert str(find_script("ordinary")) == "ordinary"


# The vector of the official SDK's own tests.
def test_webhooks_are_signed_as_retell_signs_them():
    signed = signature(b'{"event":"call_ended"}', "test-api-key", 1700000000000)
    digest = "07024cabe7dd8f6d1c6e4a8324ca92c812e6ad4a7ee506c04f7e462e3321823e"
    assert signed == f"v=1700000000000,d={digest}"


class Impatient(WallClock):
    """Pauses between attempts take no time."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(0)


@pytest.fixture
async def webhook_server(aiohttp_server):
    taken: list[tuple[str, bytes]] = []
    statuses: list[int] = []

    async def take(request: web.Request) -> web.Response:
        taken.append((request.headers["x-retell-signature"], await request.read()))
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/webhooks/retell", take)
    server = await aiohttp_server(app)
    return str(server.make_url("/webhooks/retell")), taken, statuses


async def test_a_webhook_that_is_not_taken_is_sent_again(webhook_server):
    url, taken, statuses = webhook_server
    statuses.append(503)
    async with SignedWebhooks(url, "key", Impatient(), Nobody()) as post:
        await post({"event": "call_started", "call": {"call_id": "call_1"}})
    assert [body for _, body in taken] == [
        b'{"event":"call_started","call":{"call_id":"call_1"}}'
    ] * 2
    sent, body = taken[0]
    assert sent == signature(body, "key", int(sent.split(",")[0].removeprefix("v=")))


async def test_a_webhook_that_nobody_takes_is_told_and_the_call_goes_on(unused_tcp_port):
    told: list[str] = []

    class Ears(Nobody):
        def happened(self, what: str) -> None:
            told.append(what)

    url = f"http://127.0.0.1:{unused_tcp_port}/"
    async with SignedWebhooks(url, "key", Impatient(), Ears()) as post:
        await post({"event": "call_started"})
    assert len(told) == 1
    assert "webhook call_started not taken" in told[0]


async def test_a_simulated_call_posts_its_webhooks(webhook_server):
    url, taken, _ = webhook_server
    async with FakeServer(*ANSWERS, GOODBYE) as server:
        taken_status, _ = await shown(server, webhook_url=url, webhook_key="key")
    assert taken_status is ExitStatus.GOOD
    assert b'"call_ended"' in taken[-2][1]
