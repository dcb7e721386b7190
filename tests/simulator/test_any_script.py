"""Whatever a driver does, a good server is found good, and the call comes to an end."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.events import Speaker
from simulator import AS_FAST_AS_POSSIBLE, CallScript, Limits, Report, play
from simulator.script import AgentSettings, CutsIn, Habits, LineDrops, Mumbles, Says, Silent
from tests.simulator.fake_server import FakeServer, Reaction, response

LINES = st.sampled_from(["fine", "near amarillo", "be there by six or so"])
TURNS = st.one_of(
    st.builds(
        Says,
        says=LINES,
        goes_on=st.lists(LINES, max_size=2).map(tuple),
        goes_on_when=st.sampled_from(["asked", "answered"]),
        arrives=st.sampled_from(["once", "twice", "late"]),
        line_drops=st.booleans(),
    ),
    st.builds(CutsIn, cuts_in=LINES, after_words=st.integers(1, 5)),
    st.builds(Silent, silent=st.integers(1, 3)),
    st.builds(Mumbles, mumbles=st.integers(1, 2)),
    st.builds(LineDrops, line_drops=st.just(True)),
)
SCRIPTS = st.builds(
    CallScript,
    title=st.just("any call"),
    call=st.sampled_from(["outbound", "inbound", "web"]),
    driver=st.lists(TURNS, max_size=6).map(tuple),
    agent=st.builds(AgentSettings, reminder_max_count=st.integers(0, 2)),
    retell=st.builds(Habits),
)


def good_server(protected: bool) -> FakeServer:
    """Answers each request once, in two pieces, never twice in the same words."""
    answered: set[tuple[int, int]] = set()
    server = FakeServer()

    def answer(number: int) -> Reaction:
        key = (len(server.paths), number)
        if key in answered:
            return []
        answered.add(key)
        return [
            response(number, f"Okay, that is {len(answered)}. ", complete=False),
            response(number, f"And number {len(answered)}?", no_interruption_allowed=protected),
        ]

    server.lines = [answer] * 200
    return server


async def played(script: CallScript, protected: bool) -> tuple[Report, FakeServer]:
    async with good_server(protected) as server:
        limits = Limits(patience=10, in_flight=10)
        return await play(script, server.url, pace=AS_FAST_AS_POSSIBLE, limits=limits), server


@settings(max_examples=60, deadline=None)
@given(SCRIPTS, st.booleans())
def test_a_good_server_is_found_good(script, protected):
    report, server = asyncio.run(played(script, protected))
    assert report.ok, report.findings
    assert report.warnings == ()
    said = [line.text for line in report.transcript if line.speaker is Speaker.DRIVER]
    for turn in script.driver:
        if isinstance(turn, Says):
            assert " ".join((turn.says, *turn.goes_on)) in said
        if isinstance(turn, CutsIn):
            assert turn.cuts_in in said
    ids = [frame["response_id"] for frame in server.frames if "response_id" in frame]
    assert Path(server.paths[0]).name == report.call_id
    if script.retell.ids_continue:
        assert ids == sorted(ids)
