"""Reading by rules in a process of its own."""

from __future__ import annotations

import multiprocessing

import pytest

from conversation.call import Call
from conversation.events import Speaker, Utterance
from extraction import apart
from extraction.apart import RulesApart
from extraction.reader import CallToRead
from extraction.reading import by_rules

CALL = CallToRead(
    (
        Utterance(Speaker.AGENT, "Where are you right now?"),
        Utterance(Speaker.DRIVER, "I'm in Amarillo, Texas, about two hours out."),
    ),
    memory=Call().memory,
)


async def test_a_call_is_read_as_it_would_be_here_whatever_becomes_of_the_process() -> None:
    with RulesApart() as rules:
        assert not multiprocessing.active_children()
        assert await rules.read(CALL) == by_rules(CALL)

        (process,) = multiprocessing.active_children()
        process.kill()
        process.join()
        assert await rules.read(CALL) == by_rules(CALL)
        # The one after that has a process again.
        assert await rules.read(CALL) == by_rules(CALL)
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


async def test_where_no_process_can_be_had_a_call_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses() -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(apart, "_pool", refuses)
    with RulesApart() as rules:
        assert await rules.read(CALL) == by_rules(CALL)
