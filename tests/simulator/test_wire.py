"""Whatever a server sends, reading it gives a frame or a fault, and never an error."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from simulator.wire import Config, Response, encode, ping_pong, read_frame

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
TYPES = st.sampled_from(
    ["config", "ping_pong", "response", "agent_interrupt", "update_agent", "metadata", "other"]
)
NAMES = st.sampled_from(
    ["response_id", "content", "content_complete", "config", "agent_config", "end_call", "metadata"]
)


@given(st.text() | st.binary())
def test_any_message_is_a_frame_or_a_fault(data):
    reading = read_frame(data)
    assert reading.frame is None
    assert reading.faults


@given(TYPES, st.dictionaries(NAMES, VALUES))
def test_any_object_is_a_frame_or_a_fault(kind, members):
    reading = read_frame(json.dumps({"response_type": kind, **members}))
    assert (reading.frame is None) <= bool(reading.faults)


def test_a_null_for_an_optional_field_is_a_fault_but_the_rest_counts():
    reading = read_frame(
        '{"response_type": "response", "response_id": 1, "content": "Hi.",'
        ' "content_complete": true, "end_call": null}'
    )
    assert isinstance(reading.frame, Response)
    assert not reading.frame.end_call
    assert [fault.detail for fault in reading.faults] == ["end_call"]


def test_config_is_off_where_nothing_is_said():
    reading = read_frame('{"response_type": "config", "config": {"call_details": true}}')
    assert isinstance(reading.frame, Config)
    assert reading.frame.config.call_details
    assert not reading.frame.config.auto_reconnect
    assert reading.faults == ()


def test_frames_are_json_text():
    assert json.loads(encode(ping_pong(77))) == {"interaction_type": "ping_pong", "timestamp": 77}
