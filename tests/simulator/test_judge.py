"""Each breach of the protocol is named; each thing that is legal is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pytest

from simulator.findings import MEANINGS, Finding, Rule, Severity, severity_of
from simulator.judge import Judge, Limits, reason_for_close
from simulator.wire import ping_pong, request, update_only
from tests.simulator.fake_server import CONFIG, Frame, interrupt, response

Event = Callable[[Judge], Iterable[Finding]]


def opened(at: float = 0.0, *, redial: bool = False) -> Event:
    def event(judge: Judge) -> Iterable[Finding]:
        judge.connected(at, redial=redial)
        return ()

    return event


def got(at: float, message: Frame | str | bytes) -> Event:
    data = json.dumps(message) if isinstance(message, dict) else message
    return lambda judge: judge.received(at, data).findings


def asked(at: float, number: int, kind: str = "response_required") -> Event:
    return sent(at, request(kind, number, []))  # type: ignore[arg-type]  # a plain str in tables


def sent(at: float, frame: Frame) -> Event:
    def event(judge: Judge) -> Iterable[Finding]:
        judge.sent(at, frame)
        return ()

    return event


def tick(at: float) -> Event:
    return lambda judge: judge.tick(at)


def closed(at: float, code: int) -> Event:
    return lambda judge: judge.closed(at, code)


def spoke(at: float, text: str) -> Event:
    return lambda judge: judge.spoke(at, text, 1)


def judged(*events: Event, web_call: bool = False) -> list[Rule]:
    judge = Judge(Limits(patience=2.0, in_flight=0.05, pong=5.0), web_call=web_call)
    return [finding.rule for event in events for finding in event(judge)]


GREETED = (opened(), got(0.1, CONFIG), got(0.2, response(0, "Hi, how is it going?")))
DRIVER_TALKS = sent(0.5, update_only([], "user_turn"))

GOOD = {
    "a turn": (asked(1, 1), got(1.1, response(1, "Where are you?"))),
    "a turn in pieces": (
        asked(1, 1),
        got(1.1, response(1, "Got it. ", complete=False)),
        got(2.9, response(1, "Where are you?", complete=False)),
        tick(4.8),
        got(4.9, response(1, "")),
    ),
    "a request that is superseded before any answer": (
        asked(1, 1),
        asked(1.5, 2),
        got(1.6, response(2, "Where are you?")),
    ),
    "the same request twice, answered once": (
        asked(1, 1),
        asked(1, 1),
        got(1.1, response(1, "Where are you?")),
    ),
    "a tool call between two pieces": (
        asked(1, 1),
        got(1.1, response(1, "One moment. ", complete=False)),
        got(
            2.9,
            {
                "response_type": "tool_call_invocation",
                "tool_call_id": "t1",
                "name": "look_up",
                "arguments": "{}",
            },
        ),
        got(4.8, {"response_type": "tool_call_result", "tool_call_id": "t1", "content": "ok"}),
        tick(6.7),
        got(6.7, response(1, "Here it is.")),
    ),
    "silence while the driver talks": (asked(1, 1), DRIVER_TALKS, tick(9)),
    "an interrupt, and the next turn": (
        got(1, interrupt(1, "Are you safe?")),
        asked(2, 1),
        got(2.1, response(1, "Is anyone hurt?")),
    ),
    "an interrupt that cancels what was owed": (
        asked(1, 1),
        got(1.2, interrupt(1, "Are you safe?")),
        tick(9),
    ),
    "settings and metadata": (
        got(1, {"response_type": "update_agent", "agent_config": {"reminder_max_count": 3}}),
        got(1, {"response_type": "metadata", "metadata": {"step": None}}),
    ),
    "an echoed ping": (
        sent(1, ping_pong(77)),
        got(1.1, {"response_type": "ping_pong", "timestamp": 77}),
        tick(9),
    ),
    "hanging up at once": (asked(1, 1), got(1.1, response(1, "", end_call=True))),
    "digits without words": (asked(1, 1), got(1.1, response(1, "", digit_to_press="1#"))),
    "an empty first frame after a re-dial": (
        opened(3, redial=True),
        got(3.1, CONFIG),
        got(3.2, response(0, "")),
        asked(4, 1),
        got(4.1, response(1, "Where are you?")),
    ),
}


@pytest.mark.parametrize("events", GOOD.values(), ids=GOOD.keys())
def test_what_the_protocol_allows_is_not_found(events):
    assert judged(*GREETED, *events) == []


def turn(*frames: Frame | str | bytes) -> tuple[Event, ...]:
    return (asked(1, 1), *(got(1.1, frame) for frame in frames))


SPEECH = {"response_type": "response", "response_id": 1, "content_complete": True}

BAD: dict[str, tuple[Rule, tuple[Event, ...]]] = {
    "binary": (Rule.BINARY_FRAME, turn(b'{"response_type": "config"}')),
    "not JSON": (Rule.INVALID_JSON, turn("Where are you?")),
    "NaN": (Rule.INVALID_JSON, turn('{"response_type": "metadata", "metadata": {"a": NaN}}')),
    "a list": (Rule.INVALID_JSON, turn("[]")),
    "no response_type": (Rule.NO_RESPONSE_TYPE, turn({"response_id": 1, "content": "Hi"})),
    "null response_type": (Rule.NO_RESPONSE_TYPE, turn({"response_type": None})),
    "strange response_type": (Rule.UNKNOWN_RESPONSE_TYPE, turn({"response_type": "speech"})),
    "numeric response_type": (Rule.UNKNOWN_RESPONSE_TYPE, turn({"response_type": 1})),
    "no content": (Rule.MISSING_FIELD, turn(SPEECH)),
    "null content": (Rule.WRONG_TYPE, turn({**SPEECH, "content": None})),
    "numeric content": (Rule.WRONG_TYPE, turn({**SPEECH, "content": 5})),
    "id as text": (Rule.WRONG_TYPE, turn({**SPEECH, "content": "Hi", "response_id": "1"})),
    "id as bool": (Rule.WRONG_TYPE, turn({**SPEECH, "content": "Hi", "response_id": True})),
    "complete as number": (
        Rule.WRONG_TYPE,
        turn({**SPEECH, "content": "Hi", "content_complete": 1}),
    ),
    "end_call as text": (Rule.WRONG_TYPE, turn(response(1, "Bye.", end_call="yes"))),
    "null end_call": (Rule.NULL_FIELD, turn(response(1, "Bye.", end_call=None))),
    "null transfer_number": (Rule.NULL_FIELD, turn(response(1, "Bye.", transfer_number=None))),
    "null setting": (
        Rule.NULL_FIELD,
        turn({"response_type": "update_agent", "agent_config": {"responsiveness": None}}),
    ),
    "sensitivity beyond 1": (
        Rule.OUT_OF_RANGE,
        turn({"response_type": "update_agent", "agent_config": {"interruption_sensitivity": 1.5}}),
    ),
    "empty transfer_number": (Rule.OUT_OF_RANGE, turn(response(1, "Bye.", transfer_number=""))),
    "words as digits": (Rule.OUT_OF_RANGE, turn(response(1, "Hi.", digit_to_press="one"))),
    "unknown field": (Rule.UNKNOWN_FIELD, turn(response(1, "Bye.", hang_up=True))),
    "unknown setting": (
        Rule.UNKNOWN_FIELD,
        turn({"response_type": "update_agent", "agent_config": {"voice_speed": 1}}),
    ),
    "config later": (Rule.CONFIG_NOT_FIRST, (got(1, CONFIG),)),
    "an old id": (
        Rule.STALE_ID,
        (asked(1, 1), asked(2, 2), got(2.1, response(1, "Hm?")), got(2.2, response(2, "Yes?"))),
    ),
    "an old id, in flight": (
        Rule.IN_FLIGHT,
        (asked(1, 1), asked(2, 2), got(2.04, response(1, "Hm?")), got(2.2, response(2, "Yes?"))),
    ),
    "an id from before the re-dial": (
        Rule.STALE_ID,
        (asked(1, 1), opened(2, redial=True), got(2.01, response(1, "Where are you?"))),
    ),
    "an id nobody asked for": (Rule.UNASKED_ID, turn(response(1, "Yes?"), response(2, "No?"))),
    "words after completion": (
        Rule.FRAME_AFTER_COMPLETION,
        turn(response(1, "Yes?"), response(1, "And?", complete=False)),
    ),
    "two completions": (Rule.SECOND_COMPLETION, turn(response(1, "Yes?"), response(1, ""))),
    "two greetings": (Rule.SECOND_COMPLETION, (got(1, response(0, "Hi, how is it going?")),)),
    "two completions of an interrupt": (
        Rule.SECOND_COMPLETION,
        turn(interrupt(4, "Safe?"), interrupt(4, "")),
    ),
    "an old interrupt": (Rule.STALE_ID, turn(interrupt(4, "Safe?"), interrupt(3, "Hurt?"))),
    "words after one's own interrupt": (
        Rule.CUT_BY_OWN_INTERRUPT,
        (asked(1, 1), got(2, interrupt(1, "Safe?")), got(2.1, response(1, "And the ETA?"))),
    ),
    "an answer that crossed an interrupt": (
        Rule.CROSSED_OWN_INTERRUPT,
        (asked(1, 1), got(1.01, interrupt(1, "Safe?")), got(1.02, response(1, "And the ETA?"))),
    ),
    "no answer": (Rule.NO_WORDS, (asked(1, 1), tick(2.9), tick(3.1), tick(4))),
    "no answer to a reminder": (Rule.NO_WORDS, (asked(1, 1, "reminder_required"), tick(3.1))),
    "only empty pieces": (
        Rule.NO_WORDS,
        (asked(1, 1), got(2.9, response(1, " ", complete=False)), tick(3.1)),
    ),
    "no completion": (
        Rule.NO_COMPLETION,
        (asked(1, 1), got(2, response(1, "Well,", complete=False)), tick(3.9), tick(4.1)),
    ),
    "no completion of an interrupt": (
        Rule.NO_COMPLETION,
        (got(1, interrupt(1, "Are you", complete=False)), tick(3.1)),
    ),
    "no first frame after a re-dial": (
        Rule.NO_FIRST_FRAME_AFTER_REDIAL,
        (opened(3, redial=True), tick(5.1)),
    ),
    "an empty answer": (Rule.EMPTY_ANSWER, turn(response(1, " "))),
    "an empty answer in pieces": (
        Rule.EMPTY_ANSWER,
        turn(response(1, "", complete=False), response(1, "")),
    ),
    "the same line again": (
        Rule.REPEATED_LINE,
        (spoke(1, "Where are you right now?"), spoke(2, "where are you right now")),
    ),
    "the same question in another line": (
        Rule.REPEATED_LINE,
        (spoke(1, "Okay. Where are you now?"), spoke(2, "Thanks. Where are you now?")),
    ),
    "end_call and transfer_number": (
        Rule.TWO_ACTIONS,
        turn(response(1, "Bye.", end_call=True, transfer_number="+15550100")),
    ),
    "two actions in two pieces": (
        Rule.TWO_ACTIONS,
        turn(
            response(1, "Bye. ", complete=False, transfer_number="+15550100"),
            response(1, "Bye.", end_call=True),
        ),
    ),
    "a transfer without words": (
        Rule.BARE_TRANSFER,
        turn(
            response(1, "One moment. ", complete=False),
            response(1, "", transfer_number="+15550100"),
        ),
    ),
    "another timestamp": (
        Rule.PING_NOT_ECHOED,
        (
            sent(1, ping_pong(77)),
            got(1.1, {"response_type": "ping_pong", "timestamp": 78}),
            got(1.2, {"response_type": "ping_pong", "timestamp": 77}),
        ),
    ),
    "an echo twice": (
        Rule.PING_NOT_ECHOED,
        (
            sent(1, ping_pong(77)),
            got(1.1, {"response_type": "ping_pong", "timestamp": 77}),
            got(1.2, {"response_type": "ping_pong", "timestamp": 77}),
        ),
    ),
    "no echo": (Rule.PING_UNANSWERED, (sent(1, ping_pong(77)), tick(5.9), tick(6.1), tick(7))),
    "a broken line": (Rule.LINE_DROPPED, (closed(1, 1006),)),
}


@pytest.mark.parametrize(("rule", "events"), BAD.values(), ids=BAD.keys())
def test_each_breach_is_found_once_and_nothing_else(rule, events):
    assert judged(*GREETED, *events) == [rule]


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1008, 1009, 1011, 1012])
def test_closing_the_socket_of_a_live_call_is_a_breach(code):
    assert judged(*GREETED, closed(1, code)) == [Rule.SERVER_CLOSED]


def test_a_transfer_on_a_web_call_is_found():
    moment = response(1, "One moment.", transfer_number="+15550100")
    assert judged(*GREETED, *turn(moment), web_call=True) == [Rule.TRANSFER_ON_WEB_CALL]


def test_a_greeting_that_never_comes_is_found():
    assert judged(opened(), tick(1.9), tick(2.1), tick(9)) == [Rule.NO_WORDS]


def test_an_empty_greeting_waits_for_the_driver_and_is_legal():
    assert judged(opened(), got(0.1, CONFIG), got(0.2, response(0, "")), tick(9)) == []


def test_ids_may_begin_again_after_a_redial():
    answers = [
        event
        for number in (1, 2)
        for event in (asked(1, number), got(1.1, response(number, f"Question {number}?")))
    ]
    again = [
        opened(3, redial=True),
        got(3, CONFIG),
        got(3, response(0, "")),
        asked(4, 1),
        got(4.1, response(1, "Question three?")),
    ]
    assert judged(*GREETED, *answers, *again) == []


def test_nothing_is_found_once_the_call_is_over():
    judge = Judge()
    judge.connected(0)
    judge.call_is_over()
    assert judge.received(1, b"binary").findings == ()
    assert judge.received(1, json.dumps(CONFIG)).frame is None
    assert judge.closed(1, 1000) == ()
    assert judge.tick(9) == ()


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        (response(1, "Where are you?"), True),
        (response(1, "Where are you?", end_call=None), True),
        (response(0, "Hello again?"), False),
        (response(2, "Where are you?"), False),
        (response(1, "Where are you?", content_complete="true"), False),
        (response(1, "Where are you?", response_type="speech"), False),
    ],
)
def test_only_frames_that_retell_takes_count(message, counts):
    judge = Judge()
    for event in (*GREETED, asked(1, 1)):
        event(judge)
    assert (judge.received(1.1, json.dumps(message)).frame is not None) is counts


def test_every_rule_has_a_meaning_and_a_severity():
    assert set(MEANINGS) == set(Rule)
    assert {severity_of(rule) for rule in Rule} == set(Severity)


def test_every_rule_of_the_socket_is_covered_by_a_case_here():
    elsewhere = {
        Rule.CANNOT_CONNECT,
        Rule.TOO_LONG,
        Rule.EXPECTATION,
        Rule.LINES_UNSAID,
    }  # not the judge's
    own_tests = {Rule.SERVER_CLOSED, Rule.TRANSFER_ON_WEB_CALL}
    assert {rule for rule, _ in BAD.values()} | own_tests == set(Rule) - elsewhere


def test_a_close_code_gives_the_reason_that_retell_gives():
    assert reason_for_close(1000) == "agent_hangup"
    assert reason_for_close(1011) == "error_llm_websocket_runtime"
