"""Plays scripts, written in the test, against a fake server as fast as possible."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from simulator import AS_FAST_AS_POSSIBLE, Limits, Network, Report, parse_script, play
from tests.simulator.fake_server import FakeServer

Playing = Callable[..., Coroutine[Any, Any, Report]]


async def play_text(server: FakeServer, text: str, **options: Any) -> Report:
    """Play the script `text`; a title is added. Options are those of `play`."""
    script = parse_script("title: a test\n" + textwrap.dedent(text), Path("test.yaml"))
    settings: dict[str, Any] = {
        "pace": AS_FAST_AS_POSSIBLE,
        # Wide, so that a busy machine changes nothing; tests of a limit set their own.
        "limits": Limits(patience=5, in_flight=5),
        "network": Network(connect_pause=0, redial_pause=0),
        **options,
    }
    return await play(script, server.url, **settings)


@pytest.fixture(name="play_text")
def play_text_fixture() -> Playing:
    return play_text
