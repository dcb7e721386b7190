"""Retell's frames in, ours out."""

from __future__ import annotations

import json

import pytest

from conversation.events import Direction, Speaker, Utterance
from server import wire


def test_a_request_becomes_its_id_and_transcript():
    frame = wire.read(
        '{"interaction_type": "response_required", "response_id": 7, "timestamp": 1, "transcript":'
        ' [{"role": "agent", "content": "Where are you?"},'
        ' {"role": "user", "content": "waco", "words": [{"word": "waco", "start": 1.5}]}]}'
    )
    assert isinstance(frame, wire.ResponseRequired)
    assert frame.response_id == 7
    assert frame.transcript == (
        Utterance(Speaker.AGENT, "Where are you?"),
        Utterance(Speaker.DRIVER, "waco"),
    )


@pytest.mark.parametrize(
    ("turntaking", "floor"),
    [("agent_turn", Speaker.AGENT), ("user_turn", Speaker.DRIVER), ("later_turn", None)],
)
def test_turntaking_says_who_has_the_floor(turntaking, floor):
    frame = wire.read(
        json.dumps({"interaction_type": "update_only", "transcript": [], "turntaking": turntaking})
    )
    assert isinstance(frame, wire.Update)
    assert frame.floor is floor


def test_other_roles_are_nobodys_words():
    frame = wire.read(
        '{"interaction_type": "update_only",'
        ' "transcript": [{"role": "transfer_target", "content": "dispatch"}]}'
    )
    assert isinstance(frame, wire.Update)
    assert frame.transcript == (Utterance(Speaker.OTHER, "dispatch"),)


def test_an_unknown_event_is_ignored():
    assert wire.read('{"interaction_type": "node_transition", "anything": [1]}') is None


@pytest.mark.parametrize(
    "transcript", ["null", '"words"', "[null]", '[{"role": "user", "content": null}]', '[{"x": 1}]']
)
def test_a_request_with_an_unreadable_transcript_is_still_a_request(transcript):
    frame = wire.read(
        f'{{"interaction_type": "response_required", "response_id": 3, "transcript": {transcript}}}'
    )
    assert isinstance(frame, wire.ResponseRequired)
    assert (frame.response_id, frame.transcript) == (3, ())


def test_a_lone_surrogate_and_a_nul_do_not_cost_the_answer():
    frame = wire.read(
        '{"interaction_type": "response_required", "response_id": 4,'
        ' "transcript": [{"role": "user", "content": "wa\\ud83dco \\u0000"}]}'
    )
    assert isinstance(frame, wire.ResponseRequired)
    assert frame.transcript == (Utterance(Speaker.DRIVER, "wa?co \x00"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "NaN",
        "[" * 100_000,
        '{"interaction_type": 5}',
        '{"no_type": 1}',
        '{"interaction_type": "ping_pong", "timestamp": "soon"}',
        '{"interaction_type": "response_required", "response_id": "one", "transcript": []}',
        '{"interaction_type": "response_required", "transcript": []}',
        '{"interaction_type": "call_details", "call": [1]}',
        " " * (wire.LONGEST_FRAME + 1),
    ],
)
def test_a_frame_that_is_none_of_the_protocols_is_malformed(text):
    with pytest.raises(wire.MalformedFrameError):
        wire.read(text)


def test_what_is_wrong_with_a_frame_is_told_without_the_drivers_words():
    with pytest.raises(wire.MalformedFrameError) as caught:
        wire.read(
            '{"interaction_type": "response_required", "response_id": "x",'
            ' "transcript": [{"role": "user", "content": "my phone is 555"}]}'
        )
    assert "response_id" in caught.value.problem
    assert "555" not in caught.value.problem


@pytest.mark.parametrize(
    ("frame", "written"),
    [
        (
            wire.Config(),
            {
                "response_type": "config",
                "config": {
                    "auto_reconnect": True,
                    "call_details": True,
                    "transcript_with_tool_calls": False,
                },
            },
        ),
        (wire.Pong(1700000000000), {"response_type": "ping_pong", "timestamp": 1700000000000}),
        (
            wire.Response(2, "Okay.", True),
            {
                "response_type": "response",
                "response_id": 2,
                "content": "Okay.",
                "content_complete": True,
            },
        ),
        (
            wire.Response(
                3, "Stay on.", True, no_interruption_allowed=True, transfer_number="+15550100"
            ),
            {
                "response_type": "response",
                "response_id": 3,
                "content": "Stay on.",
                "content_complete": True,
                "no_interruption_allowed": True,
                "transfer_number": "+15550100",
            },
        ),
        (
            wire.AgentInterrupt(9, "Stop.", True, end_call=True),
            {
                "response_type": "agent_interrupt",
                "interrupt_id": 9,
                "content": "Stop.",
                "content_complete": True,
                "end_call": True,
            },
        ),
        (
            wire.UpdateAgent(reminder_trigger_ms=8000, reminder_max_count=3),
            {
                "response_type": "update_agent",
                "agent_config": {"reminder_trigger_ms": 8000, "reminder_max_count": 3},
            },
        ),
        (
            wire.ToolCallInvocation("t1", "look_up", "{}"),
            {
                "response_type": "tool_call_invocation",
                "tool_call_id": "t1",
                "name": "look_up",
                "arguments": "{}",
            },
        ),
        (
            wire.ToolCallResult("t1", "none", successful=False),
            {
                "response_type": "tool_call_result",
                "tool_call_id": "t1",
                "content": "none",
                "successful": False,
            },
        ),
        (wire.Metadata({"page": 1}), {"response_type": "metadata", "metadata": {"page": 1}}),
    ],
)
def test_frames_are_written_as_the_protocol_spells_them(frame, written):
    assert json.loads(wire.write(frame)) == written


def test_the_loads_facts_come_from_metadata_and_dynamic_variables():
    load = wire.load_facts(
        {
            "call_id": "c1",
            "call_type": "phone_call",
            "direction": "outbound",
            "to_number": "+15550142",
            "metadata": {"driver_name": "Dana  Whitlock", "load_number": 5521, "origin": None},
            "retell_llm_dynamic_variables": {"destination": "Nashville", "load_number": "5522"},
        }
    )
    assert load.direction is Direction.OUTBOUND
    assert (load.driver_name, load.load_number) == ("Dana Whitlock", "5522")
    assert (load.origin, load.destination) == ("", "Nashville")
    assert load.phone_number == "+15550142"


def test_a_web_call_has_no_numbers_and_no_direction():
    load = wire.load_facts({"call_id": "c2", "call_type": "web_call", "agent_id": "a"})
    assert load.direction is Direction.WEB
    assert not load.known


def test_an_inbound_call_knows_the_callers_number():
    load = wire.load_facts(
        {"call_type": "phone_call", "direction": "inbound", "from_number": "+1", "to_number": "+2"}
    )
    assert (load.direction, load.phone_number) == (Direction.INBOUND, "+1")


@pytest.mark.parametrize(
    "contacts",
    ["+15550100, +15550101", ["+15550100", "+15550101", ""], ("+15550100", "+15550101")],
)
def test_several_contacts_may_be_listed(contacts):
    load = wire.load_facts({"metadata": {"contacts": contacts}})
    assert load.contacts == ("+15550100", "+15550101")


@pytest.mark.parametrize("told", [{"metadata": 5}, {"metadata": {"contacts": 7}}, {}])
def test_a_call_object_may_hold_anything(told):
    assert wire.load_facts(told).contacts == ()
