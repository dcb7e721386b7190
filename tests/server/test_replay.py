"""Stored calls, played again: the same texts come to the same call, and what is lost is told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from conversation.cards import TransferStep
from conversation.events import LoadFacts
from conversation.memory import Memory
from prompts import SHIPPED, PromptErrors, PromptLibrary
from server.replay.command import NothingToReplayError, replay, since
from server.replay.comparison import compare, is_worse, summary
from server.replay.player import play
from server.replay.recording import (
    Asked,
    Dropped,
    Overheard,
    Recording,
    Transfer,
    happenings,
    recorded,
)
from server.replay.report import report
from server.retell import OUR_AGENT
from storage import Store, TurnKind, TurnRecord
from storage.agents import add_agent, change_agent
from tests.server.conftest import House, Serve, settings_for
from tests.server.retell_side import HURT, into_hand_over

AT = 1_800_000_000.0


async def stored(store: Store, call_id: str = "call-1") -> Recording:
    call = await store.call(call_id)
    assert call is not None
    recording = await recorded(store, call)
    assert recording is not None
    return recording


def said_by(house_frames: list[dict[str, Any]]) -> list[str]:
    """What the agent said, by the transcript that Retell keeps."""
    return [line["content"] for line in house_frames if line["role"] == "agent"]


async def test_an_ordinary_call_comes_out_word_for_word(house: House, library: PromptLibrary):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.turn(2, "i'm rolling on i-40 past jackson")
        await line.ask(3, event="reminder_required")
        await line.answer(3)
        await line.turn(4, "should be there around six tonight")
        heard = said_by(line.heard)
    store = await house.on_disk()
    played = play(await stored(store), library)
    assert played.said == heard
    call = await store.call("call-1")
    assert call
    forms = call.forms()
    assert forms
    assert played.forms["check_in"] == forms.check_in.model_dump(mode="json")


async def test_a_driver_who_goes_on_talking_is_heard_as_one(house: House, library: PromptLibrary):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.ask(2, "i'm on i-40")
        await line.frames_until_quiet()
        line.heard[-1]["content"] = "i'm on i-40 past jackson"
        await line.ask(3)
        await line.answer(3)
    recording = await stored(await house.on_disk())
    asked = [each for each in recording.happenings if isinstance(each, Asked)]
    assert [(each.lines, each.heard) for each in asked[1:]] == [
        (("going good", "i'm on i-40"), False),
        (("going good", "i'm on i-40 past jackson"), True),
    ]
    played = play(recording, library)
    assert played.forms["check_in"]["current_location"] == "I-40 past Jackson"
    assert played.turns == 3


async def test_an_emergency_with_its_hand_over_comes_out_again(
    house: House, library: PromptLibrary
):
    async with house.dial() as line:
        await line.opened()
        await into_hand_over(line)
    recording = await stored(await house.on_disk())
    played = play(recording, library)
    assert recording.alarm
    assert played.alarm
    assert "hand_over" in played.steps
    assert played.forms["emergency"]["injury_status"] == "injured"
    failed = Transfer(recording.ended_at, TransferStep.CANCELLED, "+15550100")
    next_tried = play(replace(recording, happenings=(*recording.happenings, failed)), library)
    assert next_tried.steps[-1] == "hand_over_next"


async def test_a_dropped_line_comes_back_without_a_greeting(house: House, library: PromptLibrary):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.update()
        await line.frames_until_quiet()
        line.reset()
    async with house.dial() as again:
        again.heard = list(line.heard)
        await again.opened()
        await again.turn(2, "i'm on i-40 past jackson")
    recording = await stored(await house.on_disk())
    assert [type(each) for each in recording.happenings] == [Asked, Dropped, Asked]
    played = play(recording, library)
    assert sum(step.startswith("opening") for step in played.steps) == 1


def recording_of(*happenings: Any, **other: Any) -> Recording:
    values = {
        "call_id": "call-1",
        "begun": Memory(load=LoadFacts(driver_name="Ana Ruiz", load_number="7")),
        "at": AT,
        "greeted": True,
        "cut_off": None,
        "happenings": happenings,
        "ended_at": AT + 100,
        "prompt_version": None,
        "agent": None,
        "forms": None,
        "alarm": False,
        **other,
    }
    return Recording(**values)


def test_a_cut_in_happens_while_the_agent_talks(library: PromptLibrary):
    recording = recording_of(Overheard(AT + 3, (HURT,)), Asked(AT + 5, (HURT,)))
    played = play(recording, library)
    assert played.alarm
    assert "emergency_heard" in played.steps


def test_a_driver_who_spoke_first_is_answered_with_the_greeting(library: PromptLibrary):
    played = play(recording_of(Asked(AT, ("hello",)), greeted=False), library)
    assert played.steps[0] == "opening"


def turn_of(kind: TurnKind, at: float, words: str = "", **other: Any) -> TurnRecord:
    values: dict[str, Any] = dict.fromkeys(field.name for field in fields(TurnRecord))
    values |= {"connection": 1, "kind": kind, "requested_at": datetime.fromtimestamp(at, UTC)}
    values |= {"driver_words": words, "agent_words": "x", "superseded": False, **other}
    return TurnRecord(**values)


CUT_INTO = [turn_of(TurnKind.INTERRUPT, AT + 1), turn_of(TurnKind.TURN, AT + 2)]
CUT_IN_BEFORE = [turn_of(TurnKind.INTERRUPT, AT + 1), turn_of(TurnKind.TURN, AT + 2, HURT)]


@pytest.mark.parametrize(
    ("turns", "happened"),
    [
        (CUT_INTO, [Overheard(AT + 1, (HURT,)), Asked(AT + 2, (HURT,))]),
        (CUT_IN_BEFORE, [Asked(AT + 2, (HURT,))]),
        (CUT_INTO[:1], [Overheard(AT + 1, (HURT,))]),
    ],
    ids=["into his words", "before them", "and nothing after"],
)
def test_what_the_agent_cut_into_is_known_by_the_turns_after_it(
    turns: list[TurnRecord], happened: list[Any]
):
    assert happenings(turns, f"agent: hello\ndriver: {HURT}", []) == happened


def test_without_a_transcript_the_turns_have_the_words():
    assert happenings([turn_of(TurnKind.TURN, AT, "one\ntwo")], None, []) == [
        Asked(AT, ("one", "two"))
    ]


# What differs


def without_question(library: PromptLibrary) -> PromptLibrary:
    """Texts that no check would let pass: nobody asks whether the driver is safe."""
    texts = library.texts()
    texts["ask_safe"]["lines"] = ["What is the weather like?", "Are you in Kansas?"]
    return library.restored(texts)


BREAKDOWN = recording_of(Asked(AT + 3, ("my engine is on fire",)))


def test_the_same_texts_make_no_difference(library: PromptLibrary):
    played = play(BREAKDOWN, library)
    difference = compare(BREAKDOWN, played, play(BREAKDOWN, library), library.version)
    assert not difference.differs
    assert not difference.worse
    assert difference.lines_changed == 0


def test_other_words_are_counted_and_are_no_fault(library: PromptLibrary):
    longer = {"opening": {"lines": ["It is the automated line here. How is it going out there?"]}}
    texts = library.texts()
    texts["opening"]["lines"] = longer["opening"]["lines"]
    before, after = play(BREAKDOWN, library), play(BREAKDOWN, library.restored(texts))
    difference = compare(BREAKDOWN, before, after, "new")
    assert (difference.differs, difference.worse, difference.lines_changed) == (False, False, 1)
    assert difference.words_before != difference.words_after


def test_a_safety_question_that_is_gone_is_told(library: PromptLibrary):
    before = play(BREAKDOWN, library)
    assert "ask_safe" in before.steps
    difference = compare(BREAKDOWN, before, play(BREAKDOWN, without_question(library)), "new")
    assert difference.worse
    assert any("ask_safe" in lost for lost in difference.lost_safety)
    assert summary("new", [difference]).worse == 1


def test_a_lost_alarm_and_a_lost_value_are_worse(library: PromptLibrary):
    before = play(BREAKDOWN, library)
    after = play(recording_of(Asked(AT + 3, ("going good",))), library)
    difference = compare(BREAKDOWN, before, after, "new")
    assert difference.alarm_before
    assert not difference.alarm_after
    assert difference.worse
    sums = summary("new", [difference])
    assert (sums.alarms_lost, sums.alarms_new) == (1, 0)
    assert summary("new", [compare(BREAKDOWN, after, before, "new")]).alarms_new == 1


@pytest.mark.parametrize(
    ("field", "before", "after", "worse"),
    [
        ("eta", "8 AM", None, True),
        ("eta", "8 AM", "9 AM", True),
        ("eta", None, "9 AM", False),
        ("safety_status", "unknown", "safe", False),
        ("safety_status", "safe", "unknown", True),
        ("call_outcome", "incomplete", "in_transit_update", False),
        ("call_outcome", "in_transit_update", "incomplete", True),
        ("escalation_status", "callback_promised", "transferred", False),
        ("escalation_status", "transferred", "callback_promised", True),
        ("load_secure", False, None, True),
    ],
)
def test_a_field_is_worse_when_what_was_said_is_not_on_it(
    field: str, before: object, after: object, worse: bool
):
    assert is_worse(field, before, after) is worse


# The command


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the prompts to be edited."""
    path = tmp_path / "edited"
    path.mkdir()
    for source in SHIPPED.glob("*.md"):
        copyfile(source, path / source.name)
    return path


async def two_calls(serve: Serve) -> None:
    house = await serve()
    for number in (1, 2):
        async with house.dial(f"call-{number}") as line:
            await line.opened()
            await line.turn(1, "my engine is on fire" if number == 2 else "going good")
    await house.on_disk()


async def test_a_replay_tells_call_by_call_and_in_sum(
    serve: Serve, edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    await two_calls(serve)
    text = (edited / "ack_good.md").read_text()
    (edited / "ack_good.md").write_text(text.replace("Good to hear.", "That is good to hear."))
    found = await _in_thread(settings_for(tmp_path), edited, (), None, 10)
    sums = found.summary
    assert (sums.calls, sums.worse, sums.reproduced) == (2, 0, 2)
    assert sums.words_before <= sums.words_after
    assert json.loads(json.dumps(found.as_json()))["summary"]["calls"] == 2
    assert "worse: 0" in report(found)
    assert "replayed 2 of 2" in capsys.readouterr().err
    [one] = (await _in_thread(settings_for(tmp_path), edited, ["call-2"], None, 10)).calls
    assert one.call_id == "call-2"
    assert one.alarm_after


async def test_an_edit_that_removes_the_safety_question_is_caught(
    serve: Serve, edited: Path, tmp_path: Path
):
    await two_calls(serve)
    text = (edited / "ask_safe.md").read_text()
    (edited / "ask_safe.md").write_text(text.replace("Are you safe where you are?", "All good?"))
    with pytest.raises(PromptErrors) as broken:
        await _in_thread(settings_for(tmp_path), edited, (), None, 10)
    assert {(each.file, each.line) for each in broken.value.problems} == {("ask_safe.md", 4)}


async def test_an_agents_settings_of_today_are_replayed_too(
    serve: Serve, edited: Path, tmp_path: Path
):
    house = await serve()
    settings = {
        "name": "road",
        "scenario_type": "check_in",
        "prompts": {"ack_good": {"guidance": "Be glad."}},
        "voice_settings": {},
        "conversation_flow": {},
    }
    agent = await add_agent(house.store, {**settings, "is_active": True})
    async with house.dial() as line:
        await line.opened(metadata={OUR_AGENT: agent.id})
        await line.turn(1, "i'm rolling on i-40 past jackson")
        await line.turn(2, "about six")
    await house.on_disk()
    [same] = (await _in_thread(settings_for(tmp_path), edited, (), None, 10)).calls
    assert not same.differs
    assert same.version_after == same.version_before
    await change_agent(house.store, agent.id, {"conversation_flow": {"delay": False}})
    [other] = (await _in_thread(settings_for(tmp_path), edited, (), None, 10)).calls
    assert "ask_delay" in other.steps_lost


async def test_what_is_not_there_cannot_be_replayed(serve: Serve, edited: Path, tmp_path: Path):
    await (await serve()).on_disk()
    for calls, words in (((), "no stored call"), (("call-9",), "no such call: call-9")):
        with pytest.raises(NothingToReplayError, match=words):
            await _in_thread(settings_for(tmp_path), edited, calls, None, 10)


async def _in_thread(*arguments: Any) -> Any:
    """`replay` runs a loop of its own, as on the command line."""
    return await asyncio.to_thread(replay, *arguments)


def test_moments_are_ages_or_dates():
    now = datetime(2026, 5, 2, 12, tzinfo=UTC)
    assert since("24h", now) == datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert since("2 w", now) == datetime(2026, 4, 18, 12, tzinfo=UTC)
    assert since("2026-05-01", now) == datetime(2026, 5, 1, tzinfo=UTC)
    assert since("2026-05-01T08:00:00-05:00", now).hour == 8
    with pytest.raises(ValueError, match="yesterday"):
        since("yesterday", now)
