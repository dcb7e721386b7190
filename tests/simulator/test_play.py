"""Retell's side is played as documented: what the server is sent, and what its words come to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from conversation.events import Speaker, Utterance
from simulator import (
    AS_FAST_AS_POSSIBLE,
    Ended,
    Limits,
    Network,
    Pace,
    Report,
    Rule,
    TurnKind,
    load_script,
    play,
    retell,
)
from simulator.command import CALLS
from simulator.pace import WallClock
from tests.simulator.fake_server import (
    CONFIG,
    Abort,
    Close,
    FakeServer,
    Frame,
    Reaction,
    echo,
    interrupt,
    is_request,
    response,
)

GOODBYE = {"content": "Thanks, drive safe.", "end_call": True}
HAND_OVER = {"content": "Putting dispatch on now.", "transfer_number": "+15550100"}


def rules(report: Report) -> list[Rule]:
    return [finding.rule for finding in report.all_findings]


def contents(frame: Frame) -> list[str]:
    return [line["content"] for line in frame.get("transcript", [])]


def ms(value: float | None) -> float:
    assert value is not None
    return value


# What Retell sends


async def test_an_ordinary_call_is_good_and_reported_in_full():
    server = FakeServer("Where are you?", "Any delays?", "Send us the POD, please?", GOODBYE)
    async with server:
        script = load_script(CALLS / "ordinary.yaml")
        report = await play(script, server.url, pace=AS_FAST_AS_POSSIBLE, call_id="call_1")
    assert report.ok
    assert report.ended is Ended.HANG_UP
    assert report.reason == "agent_hangup"
    assert server.paths == ["/llm-websocket/call_1"]
    assert report.transcript[:3] == (
        Utterance(Speaker.AGENT, "Hi Dana, how is it going?"),
        Utterance(Speaker.DRIVER, "hey yeah going good"),
        Utterance(Speaker.AGENT, "Where are you?"),
    )
    assert [turn.number for turn in report.turns] == [0, 1, 2, 3, 4]
    for turn in report.turns:
        assert 0 < ms(turn.first_words_ms) <= ms(turn.first_sentence_ms) <= ms(turn.complete_ms)
    assert [(action.name, action.outcome) for action in report.actions] == [("end_call", "done")]


async def test_the_driver_is_heard_word_by_word_and_then_an_answer_is_asked_for(play_text):
    async with FakeServer() as server:
        await play_text(server, "driver: [i'm near amarillo]")
    driver = [frame for frame in server.frames if frame.get("turntaking") == "user_turn"]
    assert [contents(frame)[-1] for frame in driver] == ["i'm", "i'm near", "i'm near amarillo"]
    asked = server.frames[server.frames.index(driver[-1]) + 1]
    assert asked["interaction_type"] == "response_required"
    assert contents(asked) == ["Hi Dana, how is it going?", "i'm near amarillo"]
    words = asked["transcript"][-1]["words"]
    assert [word["word"] for word in words] == ["i'm", "near", "amarillo"]
    assert all(word["start"] < word["end"] for word in words)
    assert words[0]["end"] <= words[1]["start"]


async def test_the_agents_turn_is_announced_before_its_words(play_text):
    async with FakeServer("Where are you?") as server:
        await play_text(server, "driver: [going good]")
    agent = [frame for frame in server.frames if frame.get("turntaking") == "agent_turn"]
    assert [contents(frame) for frame in agent] == [
        [],
        ["Hi Dana, how is it going?", "going good"],
    ]


LOAD = "load: {driver_name: Dana Whitlock, load_number: 5521, wants_check_in_time: true}"


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        (
            f"{LOAD}\ncall: outbound",
            {"call_type": "phone_call", "direction": "outbound", "to_number": "+15550123"},
        ),
        (
            "load: {phone_number: +15550177}\ncall: inbound",
            {"call_type": "phone_call", "direction": "inbound", "from_number": "+15550177"},
        ),
        (f"{LOAD}\ncall: web", {"call_type": "web_call"}),
    ],
)
async def test_the_call_is_described_as_what_it_is(play_text, script, shown):
    async with FakeServer() as server:
        await play_text(server, script)
    [details] = server.received("call_details")
    call = details["call"]
    assert {name: call.get(name) for name in shown} == shown
    assert ("direction" in call) is (call["call_type"] == "phone_call")


async def test_the_load_travels_as_metadata_and_as_texts(play_text):
    async with FakeServer() as server:
        await play_text(server, f"{LOAD}\nmetadata: {{ticket: A7}}")
    [details] = server.received("call_details")
    load = {"driver_name": "Dana Whitlock", "load_number": "5521"}
    texts = {**load, "wants_check_in_time": "true"}
    assert details["call"]["metadata"] == {**load, "wants_check_in_time": True, "ticket": "A7"}
    assert details["call"]["retell_llm_dynamic_variables"] == texts


@pytest.mark.parametrize("config", [[], [{"response_type": "config", "config": {}}]])
async def test_what_config_does_not_ask_for_is_not_sent(play_text, config):
    greeting = [*config, response(0, "Hi, how is it going?")]
    async with FakeServer(lambda _: [], opening=lambda _: greeting) as server:
        report = await play_text(
            server,
            f"{LOAD}\ndriver: [fine]",
            network=Network(ping_every=0.005),
            limits=Limits(patience=0.1),
        )
    assert rules(report) == [Rule.NO_WORDS]  # time enough for pings
    kinds = {frame["interaction_type"] for frame in server.frames}
    assert kinds == {"update_only", "response_required"}


async def test_an_empty_greeting_lets_the_driver_speak_first(play_text):
    async with FakeServer("Hello!", opening=lambda _: [CONFIG, response(0, "")]) as server:
        report = await play_text(server, "driver: [hello]")
    assert [line.text for line in report.transcript] == ["hello", "Hello!"]
    assert report.all_findings == ()


async def test_tool_calls_show_in_the_transcript_that_asked_for_them(play_text):
    config = {"response_type": "config", "config": {"transcript_with_tool_calls": True}}
    call = {"tool_call_id": "t1", "name": "look_up", "arguments": "{}"}
    result = {"tool_call_id": "t1", "content": "found", "successful": True}
    server = FakeServer(
        lambda number: [
            response(number, "One moment. ", complete=False),
            {"response_type": "tool_call_invocation", **call},
            {"response_type": "tool_call_result", **result},
            {"response_type": "metadata", "metadata": {"any": "thing"}},
            response(number, "You are on time."),
        ],
        {"content": "", "digit_to_press": "1"},
        opening=lambda _: [config, response(0, "Hi.")],
    )
    async with server:
        report = await play_text(server, "driver: [am i late, okay, thanks]")
    assert report.ok
    last = server.received("response_required")[-1]
    with_tools = last["transcript_with_tool_calls"]
    assert [line["content"] for line in with_tools if line["role"] == "agent"] == [
        "Hi.",
        "One moment. You are on time.",
    ]
    assert {"role": "tool_call_invocation", **call} in with_tools
    assert {"role": "tool_call_result", **result} in with_tools
    assert any(line.get("name") == "press_digit" for line in with_tools)
    assert {line["role"] for line in last["transcript"]} == {"agent", "user"}


# Requests that are superseded, doubled, late


@pytest.mark.parametrize("when", ["asked", "answered"])
async def test_only_the_last_request_is_answered_aloud_when_the_driver_goes_on(play_text, when):
    async with FakeServer("On forty where?", "Got it, near Amarillo.") as server:
        report = await play_text(
            server,
            f"driver: [{{says: i'm on forty, goes_on: near amarillo, goes_on_when: {when}}}]",
        )
    assert report.ok
    assert [frame["response_id"] for frame in server.received("response_required")] == [1, 2]
    assert [line.text for line in report.transcript[1:]] == [
        "i'm on forty near amarillo",
        "Got it, near Amarillo.",
    ]
    assert [turn.superseded for turn in report.turns] == [False, True, False]


async def test_an_action_of_a_superseded_answer_is_discarded(play_text):
    async with FakeServer(GOODBYE, "Sorry, go on.") as server:
        report = await play_text(
            server, "driver: [{says: that's it, goes_on: no wait, goes_on_when: answered}]"
        )
    assert report.ended is Ended.OPEN
    assert [action.outcome for action in report.actions] == ["discarded"]


async def test_doubled_frames_are_answered_once_by_a_good_server(play_text):
    seen: set[int] = set()

    def once(number):
        new = number not in seen
        seen.add(number)
        return [response(number, "Where are you?")] if new else []

    async with FakeServer(once, once) as server:
        report = await play_text(server, "driver: [{says: going good, arrives: twice}]")
    assert [frame["response_id"] for frame in server.received("response_required")] == [1, 1]
    assert report.all_findings == ()


async def test_a_server_that_answers_a_doubled_request_twice_is_found(play_text):
    async with FakeServer("Where are you?", "Where, please?") as server:
        report = await play_text(server, "driver: [{says: fine, arrives: twice}, amarillo]")
    assert rules(report) == [Rule.SECOND_COMPLETION]


async def test_a_late_update_holds_an_older_transcript_than_the_request_before_it(play_text):
    async with FakeServer() as server:
        report = await play_text(server, "driver: [{says: i'm near amarillo, arrives: late}]")
    asked = next(i for i, frame in enumerate(server.frames) if is_request(frame))
    assert contents(server.frames[asked])[-1] == "i'm near amarillo"
    assert contents(server.frames[asked + 1])[-1] == "i'm near"
    assert report.ok


# Barging in


async def test_cutting_in_stops_the_agent_and_discards_the_action(play_text):
    async with FakeServer(GOODBYE, "What is it?") as server:
        report = await play_text(server, "driver: [all good, {cuts_in: wait, after_words: 2}]")
    assert report.ended is Ended.OPEN
    assert [(a.name, a.outcome) for a in report.actions] == [("end_call", "discarded")]
    assert [line.text for line in report.transcript[2:]] == ["Thanks, drive", "wait", "What is it?"]
    assert report.turns[1].cut_off
    assert report.turns[1].heard == "Thanks, drive"


async def test_a_cut_line_can_stay_whole_in_the_transcript(play_text):
    async with FakeServer("Where are you right now?") as server:
        report = await play_text(
            server, "retell: {trims_cut_lines: false}\ndriver: [fine, {cuts_in: amarillo}]"
        )
    assert report.transcript[2].text == "Where are you right now?"


async def test_a_short_line_is_cut_before_its_action_runs(play_text):
    async with FakeServer({"content": "Bye.", "end_call": True}) as server:
        report = await play_text(server, "driver: [all good, {cuts_in: wait, after_words: 9}]")
    assert [action.outcome for action in report.actions] == ["discarded"]


@pytest.mark.parametrize("protect", ["frame", "setting"])
async def test_a_protected_line_is_spoken_to_its_end_and_its_action_survives(play_text, protect):
    goodbye = {**GOODBYE, "no_interruption_allowed": True} if protect == "frame" else GOODBYE
    sensitivity = 1 if protect == "frame" else 0
    async with FakeServer(goodbye) as server:
        report = await play_text(
            server,
            f"agent: {{interruption_sensitivity: {sensitivity}}}\n"
            "driver: [all good, {cuts_in: yeah okay}]",
        )
    assert report.ended is Ended.HANG_UP
    assert [line.text for line in report.transcript[2:]] == ["Thanks, drive safe.", "yeah okay"]
    assert len(server.received("response_required")) == 1


async def test_words_over_a_protected_line_are_answered_after_it(play_text):
    safe = {"content": "Are you safe right now?", "no_interruption_allowed": True}
    async with FakeServer(safe, "Good. Is anyone hurt?") as server:
        report = await play_text(server, "driver: [smoke, {cuts_in: yeah i'm safe}, no]")
    assert report.ok
    assert [line.text for line in report.transcript[2:5]] == [
        "Are you safe right now?",
        "yeah i'm safe",
        "Good. Is anyone hurt?",
    ]


# Silence and mumbling


async def test_silence_brings_one_reminder_by_default(play_text):
    async with FakeServer("Where are you?", "Are you still there?") as server:
        report = await play_text(server, "driver: [fine, {silent: 3}]")
    assert len(server.received("reminder_required")) == 1
    assert [turn.kind for turn in report.turns[1:]] == [TurnKind.ANSWER, TurnKind.REMINDER]


async def test_update_agent_changes_how_many_reminders_come(play_text):
    settings = {"response_type": "update_agent", "agent_config": {"reminder_max_count": 2}}
    async with FakeServer(
        opening=lambda _: [CONFIG, settings, response(0, "Hi, how is it going?")]
    ) as server:
        await play_text(server, "driver: [{silent: 3}, sorry, {silent: 1}]")
    assert len(server.received("reminder_required")) == 3


async def test_no_reminders_when_they_are_switched_off(play_text):
    async with FakeServer() as server:
        await play_text(server, "agent: {reminder_max_count: 0}\ndriver: [{silent: 1}]")
    assert not server.received("reminder_required")


async def test_mumbling_is_shown_as_unintelligible_audio(play_text):
    async with FakeServer() as server:
        report = await play_text(server, "driver: [{mumbles: 2}]")
    asked = server.received("response_required")
    assert [contents(frame)[-1] for frame in asked] == ["(unintelligible audio)"] * 2
    assert report.ok


# Actions


async def test_the_call_ends_only_after_the_goodbye_was_spoken(play_text):
    pieces = (
        lambda number: [
            response(number, "Thanks. ", complete=False, end_call=True),
            response(number, "Drive safe."),
        ],
    )
    async with FakeServer(*pieces) as server:
        report = await play_text(server, "driver: [that's all]")
    assert report.transcript[-1].text == "Thanks. Drive safe."
    assert report.ended is Ended.HANG_UP


async def test_an_empty_answer_with_end_call_hangs_up_at_once(play_text):
    async with FakeServer({"content": "", "end_call": True}) as server:
        report = await play_text(server, "driver: [bye]")
    assert report.ended is Ended.HANG_UP
    assert report.all_findings == ()


async def test_digits_are_pressed_and_the_call_goes_on(play_text):
    async with FakeServer({"content": "", "digit_to_press": "1"}, "Hello.") as server:
        report = await play_text(server, "driver: [press one, hello]")
    assert [(a.name, a.target, a.outcome) for a in report.actions] == [("digits", "1", "done")]
    assert report.ok


async def test_a_bridged_transfer_ends_the_call(play_text):
    async with FakeServer(HAND_OVER) as server:
        report = await play_text(
            server, "driver: [help]\nexpect: {ends: transfer, transfer_to: +15550100}"
        )
    assert report.ok
    assert report.reason == "call_transfer"


async def test_a_failed_transfer_leaves_the_driver_on_the_line(play_text):
    hand_over_next = {**HAND_OVER, "content": "Trying the next one now."}
    async with FakeServer(HAND_OVER, hand_over_next) as server:
        report = await play_text(server, "transfer: [no_answer, bridged]\ndriver: [help, hello]")
    assert [action.outcome for action in report.actions] == ["no_answer", "bridged"]
    assert report.ended is Ended.TRANSFER


async def test_a_web_call_is_never_transferred(play_text):
    async with FakeServer(HAND_OVER) as server:
        report = await play_text(server, "call: web\ndriver: [help]")
    assert report.ended is Ended.OPEN
    assert rules(report) == [Rule.TRANSFER_ON_WEB_CALL]


async def test_webhooks_tell_the_whole_call_in_order(play_text):
    posted = []

    async def take(body):
        posted.append(body)

    async with FakeServer(HAND_OVER) as server:
        await play_text(server, "driver: [help]", webhooks=take, call_id="call_7")
    assert [body["event"] for body in posted] == [
        "call_started",
        "transfer_started",
        "transfer_bridged",
        "call_ended",
        "call_analyzed",
    ]
    assert {body["call"]["call_id"] for body in posted} == {"call_7"}
    assert posted[1]["transfer_destination"]["number"] == "+15550100"
    ended = posted[3]["call"]
    assert ended["disconnection_reason"] == "call_transfer"
    assert ended["transcript"].endswith("User: help\nAgent: Putting dispatch on now.\n")


async def test_a_server_told_of_a_failed_transfer_can_cut_in(play_text):
    def aside(frame: Frame) -> Reaction:
        # The last update before the transfer stands for its webhook, which the fake does not take.
        failed = contents(frame)[-1:] == ["Putting dispatch on now."]
        return [interrupt(1, "Dispatch will call you back.")] if failed else []

    async def take(_):
        pass

    async with FakeServer(HAND_OVER, aside=aside) as server:
        report = await play_text(server, "transfer: no_answer\ndriver: [help]", webhooks=take)
    assert report.transcript[-1].text == "Dispatch will call you back."


# Interrupts


def smoke_alarm() -> Callable[[Frame], Reaction]:
    told: list[Frame] = []

    def aside(frame: Frame) -> Reaction:
        if told or "smoke" not in " ".join(contents(frame)):
            return []
        told.append(frame)
        return [interrupt(1, "Are you safe right now?")]

    return aside


async def test_an_interrupt_cuts_the_driver_off(play_text):
    words = " ".join(["and so on"] * 300)
    async with FakeServer(aside=smoke_alarm()) as server:
        report = await play_text(server, f"driver: [there's smoke {words}, yes i'm safe]")
    assert report.ok
    cut, agent, *_ = report.transcript[1:]
    assert cut.text.startswith("there's smoke")
    assert len(cut.text) < len(words)
    assert agent.text == "Are you safe right now?"
    assert [turn.kind for turn in report.turns][:2] == [TurnKind.GREETING, TurnKind.INTERRUPT]
    assert len(server.received("response_required")) == 1


class FirstWordIsSlow(WallClock):
    """Lets no time pass, but before the second line's first word the server may say something."""

    def __init__(self) -> None:
        self._about_to_speak = False
        self._lines = 0

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        if seconds > 1:  # not a pause in the call: the driver's patience
            return await super().wait(event, seconds)
        self._lines += self._about_to_speak
        first_word = self._about_to_speak and self._lines == 2
        self._about_to_speak = seconds == retell.BEFORE_ANSWERING
        return await super().wait(event, 5 if first_word else 0)


async def test_a_driver_who_has_not_begun_listens_first_and_then_says_his_line(play_text):
    def aside(frame: Frame) -> Reaction:
        over = contents(frame)[-1:] == ["Got it."] and "turntaking" not in frame
        return [interrupt(1, "Wait. Are you safe?")] if over else []

    async with FakeServer("Got it.", aside=aside) as server:
        report = await play_text(
            server, "driver: [fine, yes i'm safe]", pace=Pace(1, FirstWordIsSlow())
        )
    assert report.ok
    assert [line.text for line in report.transcript][1:] == [
        "fine",
        "Got it.",
        "Wait. Are you safe?",
        "yes i'm safe",
        "And what about number 2?",
    ]
    assert all("" not in contents(frame) for frame in server.frames)


async def test_an_interrupt_cuts_the_agent_off_and_cancels_what_it_owed(play_text):
    server = FakeServer(
        lambda number: [
            response(number, "Got it. And when ", complete=False),
            interrupt(1, "Wait. Are you safe?"),
            response(number, ""),
        ]
    )
    async with server:
        report = await play_text(server, "driver: [there is smoke, yes]")
    assert report.ok
    assert not report.warnings
    assert [line.text for line in report.transcript if line.speaker is Speaker.AGENT][-2:] == [
        "Wait. Are you safe?",
        "And what about number 2?",
    ]


async def test_an_interrupt_can_hang_up(play_text):
    server = FakeServer(
        lambda number: [
            response(number, "One moment. ", complete=False),
            interrupt(1, "Goodbye.", end_call=True),
        ]
    )
    async with server:
        report = await play_text(server, "driver: [that's all]")
    assert report.ended is Ended.HANG_UP


async def test_a_newer_interrupt_drops_the_older_one(play_text):
    server = FakeServer(
        lambda _: [interrupt(1, "Wait a ", complete=False), interrupt(2, "Are you safe?")]
    )
    async with server:
        report = await play_text(server, "driver: [smoke]")
    assert report.transcript[-1].text == "Are you safe?"


# The line breaks


async def test_a_dropped_line_is_dialled_again_under_the_same_call(play_text):
    async with FakeServer("Where are you?", "Any delays?") as server:
        report = await play_text(server, "driver: [fine, {line_drops: true}, near amarillo]")
    assert report.ok
    assert len(set(server.paths)) == 1
    assert len(server.paths) == 2
    assert server.close_codes[0] == 1006
    assert len(server.received("call_details")) == 2
    last = server.received("response_required")[-1]
    assert last["response_id"] == 2
    assert contents(last)[:2] == ["Hi Dana, how is it going?", "fine"]


async def test_ids_can_begin_again_after_a_redial(play_text):
    async with FakeServer("Where are you?", "Any delays?") as server:
        report = await play_text(
            server, "retell: {ids_continue: false}\ndriver: [fine, {line_drops: true}, amarillo]"
        )
    assert report.ok
    assert [frame["response_id"] for frame in server.received("response_required")] == [1, 1]


@pytest.mark.parametrize(("again", "asked"), [(True, [1, 2]), (False, [1])])
async def test_an_answer_owed_when_the_line_drops_is_asked_for_again(play_text, again, asked):
    async with FakeServer() as server:
        report = await play_text(
            server,
            f"retell: {{asks_again_after_drop: {str(again).lower()}}}\n"
            "driver: [{says: fine, line_drops: true}]",
        )
    assert report.ok
    requests = [frame["response_id"] for frame in server.received("response_required")]
    # The first request may be lost with the line.
    assert requests in (asked, asked[1:])
    assert len(server.paths) == 2


async def test_words_in_the_first_frame_after_a_redial_are_spoken(play_text):
    greetings = {1: "Hi, how is it going?", 2: "Sorry, the line dropped."}
    async with FakeServer(opening=lambda n: [CONFIG, response(0, greetings[n])]) as server:
        report = await play_text(server, "driver: [{line_drops: true}, fine]")
    assert [line.text for line in report.transcript[:2]] == list(greetings.values())


async def test_greeting_again_after_a_redial_is_noticed(play_text):
    greeting = [CONFIG, response(0, "Hi, how is it going?")]
    async with FakeServer(opening=lambda _: greeting) as server:
        report = await play_text(server, "driver: [{line_drops: true}, fine]")
    assert report.ok
    assert rules(report) == [Rule.REPEATED_LINE]


async def test_a_line_broken_by_the_server_is_dialled_again_and_the_answer_comes(play_text):
    async with FakeServer(lambda _: [Abort()], "Where are you?") as server:
        report = await play_text(server, "driver: [fine, amarillo]")
    assert report.ok
    assert rules(report) == [Rule.LINE_DROPPED]
    assert [line.text for line in report.transcript[1:3]] == ["fine", "Where are you?"]


async def test_an_answer_broken_off_with_the_line_is_asked_for_again(play_text):
    def broken_off(number: int) -> Reaction:
        return [response(number, "Got it. Where", complete=False), Abort()]

    async with FakeServer(broken_off, "Where are you?") as server:
        report = await play_text(server, "driver: [fine]")
    assert rules(report) == [Rule.LINE_DROPPED]
    assert [line.text for line in report.transcript][2:] == ["Got it.", "Where are you?"]


async def test_a_line_that_broke_between_turns_is_dialled_again_before_the_next_words(play_text):
    async with FakeServer(lambda n: [response(n, "Where are you?"), Abort()]) as server:
        report = await play_text(server, "driver: [fine, near amarillo]")
    assert report.ok
    assert rules(report) == [Rule.LINE_DROPPED]
    assert [frame["response_id"] for frame in server.received("response_required")] == [1, 2]
    assert report.transcript[-1].text == "And what about number 2?"


async def test_a_server_that_keeps_breaking_the_line_loses_the_call(play_text):
    async with FakeServer(*[lambda _: [Abort()]] * 9) as server:
        report = await play_text(server, "driver: [fine]")
    assert report.ended is Ended.LOST
    assert report.reason == "error_llm_websocket_runtime"
    assert len(server.paths) == 5  # the first dial, and four more
    assert rules(report)[-1] is Rule.CANNOT_CONNECT


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (1000, "agent_hangup"),
        (1001, "error_llm_websocket_runtime"),
        (1011, "error_llm_websocket_runtime"),
        (1012, "error_llm_websocket_runtime"),
    ],
)
async def test_a_server_that_closes_the_socket_has_ended_the_call(play_text, code, reason):
    async with FakeServer(lambda _: [Close(code)]) as server:
        report = await play_text(server, "driver: [fine, amarillo]")
    assert report.ended is Ended.LOST
    assert report.reason == reason
    assert [found.rule for found in report.findings] == [Rule.SERVER_CLOSED]


async def test_a_binary_frame_ends_the_call_with_1007(play_text):
    async with FakeServer(lambda _: [b"{}"]) as server:
        report = await play_text(server, "driver: [fine, amarillo]")
    assert report.reason == "error_llm_websocket_corrupt_payload"
    assert rules(report)[0] is Rule.BINARY_FRAME
    assert server.close_codes == [1007]


async def unwanted(_: str) -> dict[str, object]:
    raise AssertionError("a call that never was has no forms")


async def test_a_server_that_is_not_there_is_tried_three_times(play_text):
    server = FakeServer()
    async with server:
        pass
    report = await play_text(server, "driver: [fine]", forms=unwanted)
    assert report.ended is Ended.LOST
    assert report.reason == "error_llm_websocket_open"
    assert "3 attempts" in report.findings[0].detail


# Pings


async def test_pings_are_sent_with_the_time_and_their_echo_is_good(play_text):
    answered: list[int] = []

    def on_ping(timestamp: int) -> Reaction:
        answered.append(timestamp)
        return [echo(timestamp), *([response(1, "Where are you?")] if len(answered) == 2 else [])]

    async with FakeServer(lambda _: [], on_ping=on_ping) as server:
        report = await play_text(server, "driver: [fine]", network=Network(ping_every=0.01))
    assert report.all_findings == ()
    assert answered == sorted(answered)
    assert all(isinstance(timestamp, int) for timestamp in answered)


async def test_a_wrong_echo_is_found(play_text):
    def on_ping(timestamp: int) -> Reaction:
        return [echo(timestamp + 1), response(1, "Where are you?")]

    async with FakeServer(lambda _: [], on_ping=on_ping) as server:
        report = await play_text(server, "driver: [fine]", network=Network(ping_every=0.01))
    assert rules(report)[0] is Rule.PING_NOT_ECHOED


async def test_missed_pings_lose_the_line_and_after_two_redials_the_call(play_text):
    async with FakeServer(*[lambda _: []] * 9, on_ping=lambda _: []) as server:
        report = await play_text(
            server,
            "driver: [fine]",
            limits=Limits(patience=5, pong=0.02),
            network=Network(ping_every=0.01, redial_pause=0),
        )
    assert report.reason == "error_llm_websocket_lost_connection"
    told = [Rule.PING_UNANSWERED] * 3 + [Rule.CANNOT_CONNECT]
    assert [rule for rule in rules(report) if rule is not Rule.NO_FIRST_FRAME_AFTER_REDIAL] == told
    assert len(server.paths) == 3


# Silence of the server

SOON = Limits(patience=0.2)


async def test_a_server_without_an_answer_is_found_and_the_driver_goes_on(play_text):
    async with FakeServer(lambda _: [], "Where are you?") as server:
        report = await play_text(server, "driver: [fine, hello]", limits=SOON)
    assert rules(report) == [Rule.NO_WORDS]
    assert report.transcript[-1].text == "Where are you?"


async def test_an_answer_without_completion_is_spoken_as_far_as_it_goes(play_text):
    half = (lambda number: [response(number, "Got it. And", complete=False)],)
    async with FakeServer(*half) as server:
        report = await play_text(server, "driver: [fine]", limits=SOON)
    assert rules(report) == [Rule.NO_COMPLETION]
    assert report.transcript[-1].text == "Got it."


async def test_an_action_of_an_incomplete_answer_does_not_run(play_text):
    half = (lambda number: [response(number, "Bye.", complete=False, end_call=True)],)
    async with FakeServer(*half) as server:
        report = await play_text(server, "driver: [fine]", limits=SOON)
    assert report.ended is Ended.OPEN
    assert [action.outcome for action in report.actions] == ["discarded"]


async def test_an_answer_under_an_old_id_is_not_heard(play_text):
    def late(number: int) -> Reaction:
        return [response(number - 1, "Old news."), response(number, "Where now?")]

    server = FakeServer(lambda _: [], late)
    async with server:
        report = await play_text(
            server, "driver: [{says: i'm, goes_on: fine}]", limits=Limits(patience=5, in_flight=0)
        )
    assert rules(report) == [Rule.STALE_ID]
    assert "Old news." not in [line.text for line in report.transcript]


# How it ends


async def test_the_driver_can_hang_up(play_text):
    async with FakeServer() as server:
        report = await play_text(server, "driver: [fine, {hangs_up: true}]\nexpect: {ends: driver}")
    assert report.ok
    assert report.ended is Ended.DRIVER
    assert server.close_codes == [1000]


async def test_a_server_that_talks_and_talks_is_stopped_by_retell(play_text):
    endless = (lambda n: (response(n, "And so on. ", complete=False) for _ in range(12)),)
    async with FakeServer(*endless) as server:
        report = await play_text(server, "agent: {max_call_duration_ms: 3000}\ndriver: [fine]")
    assert report.ended is Ended.TOO_LONG
    assert report.reason == "max_duration_reached"
    assert rules(report) == [Rule.TOO_LONG]


async def test_lines_that_the_driver_could_not_say_are_a_warning(play_text):
    async with FakeServer(GOODBYE) as server:
        report = await play_text(server, "driver: [fine, and another thing]")
    assert report.ok
    [warning] = report.warnings
    assert warning.rule is Rule.LINES_UNSAID
    assert warning.detail == "1 left, from says: and another thing"


async def test_what_the_script_expects_of_call_and_forms_is_checked(play_text):
    async def forms(call_id):
        assert call_id == "call_9"
        return {"check_in": {"eta": "around six tonight"}, "emergency": None}

    async with FakeServer("Where are you?") as server:
        report = await play_text(
            server,
            """
            driver: [fine]
            expect:
              ends: hang_up
              hears: [Where are you]
              form: {eta: seven}
              emergency: null
            """,
            forms=forms,
            call_id="call_9",
        )
    assert [found.detail for found in report.findings] == [
        "the call should end with hang_up, it ended with open",
        "check_in.eta should be 'seven', it is 'around six tonight'",
    ]


async def test_a_cancelled_call_leaves_nothing_running(play_text):
    waiting = asyncio.Event()

    def never(_):
        waiting.set()
        return []

    before = asyncio.all_tasks()
    async with FakeServer(never) as server:
        task = asyncio.create_task(play_text(server, "driver: [fine]", limits=Limits(patience=60)))
        await waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        names = {running.get_name() for running in asyncio.all_tasks() - before}
        assert not {name for name in names if name.startswith("retell")}
    assert server.close_codes == [1000]
