"""Whatever order valid frames come in: each newest request gets exactly one completion."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversation.states import Phase
from tests.server.conftest import House
from tests.server.retell_side import DETAILS, Json, Line, transcript

SAYS = st.sampled_from(
    [
        "hey going good",
        "i'm on forty near amarillo be there by six running smooth",
        "(unintelligible audio)",
        "",
        "are you a robot",
        "hold on a second",
        "somebody just rear ended me i'm bleeding",
        "it's a false alarm i was joking",
        "yes",
        "no",
        "estoy en la bodega esperando puerta",
        "gotta go bye",
        "\x00 ¿qué?",
    ]
)
FLOOR = st.sampled_from([{}, {"turntaking": "agent_turn"}, {"turntaking": "user_turn"}])
FRAMES = st.lists(
    st.one_of(
        st.tuples(st.just("driver speaks"), SAYS, FLOOR),
        st.tuples(st.just("driver goes on"), SAYS),
        st.tuples(st.just("agent is heard")),
        st.tuples(st.just("request")),
        st.tuples(st.just("reminder")),
        st.tuples(st.just("old request")),
        st.tuples(st.just("ping")),
        st.tuples(st.just("details")),
        st.tuples(st.just("unknown event")),
    ),
    max_size=25,
)

_calls = itertools.count()


class Sender:
    """Sends frames as Retell numbers and fills them; remembers the newest request."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.newest = 0

    async def request(self, event: str = "response_required", back: int = 0) -> None:
        if back == 0:
            self.newest += 1
        number = self.newest - back
        if number > 0:
            await self.line.ask(number, event=event)

    async def play(self, frame: tuple[Any, ...]) -> None:
        line = self.line
        match frame:
            case ("driver speaks", says, floor):
                line.heard += transcript(says)
                await line.update(**floor)
            case ("driver goes on", says):
                if line.heard and line.heard[-1]["role"] == "user":
                    line.heard[-1] = {"role": "user", "content": line.heard[-1]["content"] + says}
                await line.update()
            case ("agent is heard",):
                line.heard += transcript("> Something that the agent said.")
                await line.update()
            case ("request",):
                await self.request()
            case ("reminder",):
                await self.request("reminder_required")
            case ("old request",):
                await self.request(back=1)
            case ("ping",):
                await line.send(interaction_type="ping_pong", timestamp=5)
            case ("details",):
                await line.send(interaction_type="call_details", call=DETAILS)
            case ("unknown event",):
                await line.send(interaction_type="weather_changed", to={"rain": None})


def completions(frames: list[Json]) -> Counter[int]:
    responses = (frame for frame in frames if frame["response_type"] == "response")
    return Counter(frame["response_id"] for frame in responses if frame["content_complete"])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(frames=FRAMES, greeted=st.booleans())
async def test_each_newest_request_is_completed_once_and_the_call_stays_in_its_table(
    house: House, frames: list[tuple[Any, ...]], greeted: bool
):
    call_id = f"call-{next(_calls)}"
    async with house.dial(call_id) as line:
        if greeted:
            await line.opened()
        sender = Sender(line)
        for frame in frames:
            await sender.play(frame)
        await sender.request()
        frames_sent = [await line.frame()]
        while not completions(frames_sent)[sender.newest]:
            frames_sent.append(await line.frame())
        completed = completions([*frames_sent, *await line.frames_until_quiet()])
        assert completed[sender.newest] == 1
        assert set(completed.values()) <= {1}
    state = await (await house.on_disk()).load_state(call_id)
    assert state is not None
    assert state.memory["phase"] in set(Phase)
