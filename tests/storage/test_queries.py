"""What was kept is what is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conversation.cards import TransferStep
from conversation.events import Direction, LoadFacts
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    EmergencyForm,
    EmergencyType,
    Evidence,
    Forms,
)
from storage import (
    CallSeen,
    CallStatus,
    CardRaised,
    FactHeard,
    OutcomeKept,
    ReceiptStep,
    StateKept,
    Store,
    TurnKept,
    TurnKind,
)

AT = 1_800_000_000.25
LOAD = LoadFacts(
    direction=Direction.INBOUND,
    driver_name="Ana Ruiz",
    load_number="L-77",
    phone_number="+15550001111",
    language="es",
)
FORMS = Forms(
    check_in=CheckInForm(call_outcome=CallOutcome.EMERGENCY, current_location="I-40 near Amarillo"),
    emergency=EmergencyForm(emergency_type=EmergencyType.BREAKDOWN),
    evidence={"check_in.current_location": Evidence(words="about Amarillo on 40")},
)


async def test_a_call_tells_its_load_and_its_forms(store: Store):
    await store.keep_now([CallSeen("call", AT, LOAD)])
    await store.keep_now(
        [OutcomeKept("call", AT, CallStatus.COMPLETED, AT + 61, 61, "Driver: hi", FORMS)]
    )
    call = await store.call("call")
    assert call is not None
    assert (call.driver_name, call.phone_number, call.load_number) == (
        "Ana Ruiz",
        "+15550001111",
        "L-77",
    )
    assert (call.direction, call.language, call.status) == ("inbound", "es", "completed")
    assert (call.duration, call.raw_transcript) == (61, "Driver: hi")
    assert call.load() == LOAD
    assert call.forms() == FORMS
    assert await store.call_by_id(call.id) == call


async def test_times_come_back_in_utc(store: Store):
    await store.keep_now([OutcomeKept("call", AT, CallStatus.COMPLETED, completed_at=AT + 1)])
    call = await store.call("call")
    assert call is not None
    assert call.created_at == datetime.fromtimestamp(AT, UTC)
    assert call.completed_at == datetime.fromtimestamp(AT + 1, UTC)
    assert call.created_at.tzinfo is UTC


async def test_turns_come_in_the_order_in_which_they_were_asked_for(store: Store):
    second = TurnKept(
        "call",
        connection=1,
        kind=TurnKind.TURN,
        number=1,
        at=AT + 4,
        driver_words="on 40",
        agent_words="Got it.",
        phase_before="road",
        phase_after="closing",
        question="ask_place",
        first_words_ms=1.5,
        completed_ms=20.0,
    )
    await store.keep_now([second, TurnKept("call", 1, TurnKind.GREETING, 0, AT)])
    greeting, turn = await store.turns("call")
    assert (greeting.kind, greeting.question, greeting.superseded) == ("greeting", None, False)
    assert (turn.driver_words, turn.agent_words) == ("on 40", "Got it.")
    assert (turn.phase_before, turn.phase_after, turn.question) == ("road", "closing", "ask_place")
    assert (turn.first_words_ms, turn.completed_ms) == (1.5, 20.0)


@pytest.mark.parametrize("value", ["I-40", True, False, ""])
async def test_a_fact_keeps_its_value_and_its_words(store: Store, value: str | bool):
    await store.keep_now([FactHeard("call", 3, "late", value, "running behind", AT)])
    [fact] = await store.facts("call")
    assert (fact.utterance, fact.topic, fact.words) == (3, "late", "running behind")
    assert fact.value is value or fact.value == value
    assert type(fact.value) is type(value)


async def test_a_state_comes_back_with_its_connection(store: Store):
    await store.keep_now([StateKept("call", 7, {"asked": ["ask_eta"], "greeted": True}, AT)])
    state = await store.load_state("call")
    assert state is not None
    assert (state.connection, state.memory) == (7, {"asked": ["ask_eta"], "greeted": True})


async def test_cards_and_receipts_come_in_order(store: Store):
    await store.keep_now([CardRaised("call", 2, {"b": 1, "a": 2}, AT)])
    await store.keep_now([CardRaised("call", 1, {}, AT)])
    await store.keep_now(
        [
            ReceiptStep("call", TransferStep.STARTED, AT + 2, "+1555"),
            ReceiptStep("call", TransferStep.REQUESTED, AT + 1, "+1555"),
        ]
    )
    cards = await store.cards("call")
    assert [card.number for card in cards] == [1, 2]
    assert list(cards[1].card) == ["b", "a"]
    assert [step.step for step in await store.receipt("call")] == ["requested", "started"]


async def test_of_an_unknown_call_nothing_is_found(store: Store):
    await store.keep_now([StateKept("another", 1, {}, AT), CardRaised("another", 1, {}, AT)])
    assert await store.call("call") is None
    for number in (4711, 0, -1, 2**63, 2**80):
        assert await store.call_by_id(number) is None
    assert await store.load_state("call") is None
    for query in (store.turns, store.facts, store.cards, store.receipt):
        assert await query("call") == []


async def test_recent_calls_go_from_the_newest_page_by_page(store: Store):
    for name in "abc":
        await store.keep_now([CallSeen(name, AT)])
    newest, middle = await store.recent_calls(limit=2)
    [oldest] = await store.recent_calls(limit=2, before=middle.id)
    assert len(await store.recent_calls(before=2**80)) == 3
    assert await store.recent_calls(before=-(2**80)) == []
    assert [newest.retell_call_id, middle.retell_call_id, oldest.retell_call_id] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"phone_number": "+15550001111"}, 2),
        ({"load_number": "L-77"}, 2),
        ({"phone_number": "+15550001111", "load_number": "other"}, 2),
        ({"phone_number": "+15559999999"}, None),
        ({"phone_number": "", "load_number": ""}, None),
    ],
)
async def test_a_recent_emergency_is_found_by_phone_or_load(
    store: Store, asked: dict[str, str], found: int | None
):
    await store.keep_now(
        [
            CallSeen("call", AT, LOAD),
            CardRaised("call", 1, {}, AT),
            CardRaised("call", 2, {}, AT + 9),
        ]
    )
    card = await store.recent_emergency(since=datetime.fromtimestamp(AT, UTC), **asked)
    assert (card and card.number) == found


async def test_an_emergency_of_long_ago_is_not_recent(store: Store):
    await store.keep_now([CallSeen("call", AT, LOAD), CardRaised("call", 1, {}, AT)])
    since = datetime.fromtimestamp(AT, UTC) + timedelta(seconds=1)
    assert await store.recent_emergency(load_number="L-77", since=since) is None


async def test_a_call_without_phone_is_no_recent_emergency_of_another(store: Store):
    await store.keep_now([CallSeen("call", AT, LoadFacts()), CardRaised("call", 1, {}, AT)])
    since = datetime.fromtimestamp(AT, UTC)
    assert await store.recent_emergency(phone_number="", since=since) is None


async def test_find_or_create_finds_what_it_created(store: Store):
    created = await store.find_or_create_call(CallSeen("call", AT, LOAD))
    found = await store.find_or_create_call(CallSeen("call", AT + 60))
    assert found == created


async def test_the_database_answers(store: Store):
    assert await store.answers()
