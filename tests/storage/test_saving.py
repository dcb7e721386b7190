"""Written twice, or late, or in pieces: the rows are the same."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text
from structlog.testing import capture_logs

from conversation.cards import TransferStep
from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm, Forms
from storage import (
    NOTIFY_CARD,
    CallRead,
    CallSeen,
    CallStatus,
    CardRaised,
    FactHeard,
    Item,
    JobDue,
    OutcomeKept,
    PromptsJudged,
    PromptsKept,
    ReceiptStep,
    StateKept,
    Store,
    TranscriptSeen,
    TurnKept,
    TurnKind,
    open_store,
)
from storage.saving import save
from storage.tables import metadata

AT = 1_800_000_000.5
FORMS = Forms(check_in=CheckInForm(call_outcome=CallOutcome.INCOMPLETE))

ONE_OF_EACH: list[Item] = [
    CallSeen("call", AT, LoadFacts(driver_name="Ana")),
    TurnKept("call", 1, TurnKind.TURN, 1, AT),
    FactHeard("call", 1, "eta", "8 AM", "around 8", AT),
    StateKept("call", 1, {"n": 1}, AT),
    CardRaised("call", 1, {"n": 1}, AT),
    ReceiptStep("call", TransferStep.REQUESTED, AT, "+1"),
    OutcomeKept("call", AT, CallStatus.COMPLETED, AT, 9, "words", FORMS),
    CallRead("call", AT, 1, FORMS, dropped=2, failure="TimeoutError", raw_answer="{"),
    TranscriptSeen("call", AT, "driver: words", final=True),
    JobDue("look", "call", AT),
    PromptsJudged("v1", ("goodbye.md:3: bad",), "an edit", AT),
    PromptsKept("v1", {"goodbye": {"lines": ["Bye."]}}, AT),
]


async def _everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    async with store.transaction() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(table.select().order_by(*table.primary_key))
            found[table.name] = [tuple(row) for row in rows]
    return found


async def test_each_item_leaves_a_row(store: Store):
    await store.keep_now(ONE_OF_EACH)
    rows = await _everything(store)
    assert {name: len(group) for name, group in rows.items() if group} == {
        "call_records": 1,
        "turns": 1,
        "facts": 1,
        "call_states": 1,
        "emergency_cards": 1,
        "receipt_steps": 1,
        # The one that was kept, and those for the card, the reading and the form.
        "jobs": 4,
        "form_readings": 1,
        "prompt_versions": 1,
        "events": 6,
    }


@pytest.mark.parametrize("item", ONE_OF_EACH, ids=lambda item: type(item).__name__)
async def test_written_twice_is_written_once(store: Store, item: Item):
    await store.keep_now([item])
    once = await _everything(store)
    await store.keep_now([item])
    await store.keep_now([item, item])
    assert await _everything(store) == once


async def test_items_come_before_their_call_without_loss(store: Store):
    await store.keep_now([FactHeard("call", 1, "eta", "8 AM", "around 8", AT)])
    await store.keep_now([CallSeen("call", AT + 1, LoadFacts(driver_name="Ana"))])
    call = await store.call("call")
    assert call is not None
    assert call.driver_name == "Ana"
    assert len(await store.facts("call")) == 1


async def test_unknown_never_wipes_out_known(store: Store):
    await store.keep_now([CallSeen("call", AT, LoadFacts(driver_name="Ana", load_number="L"))])
    await store.keep_now([OutcomeKept("call", AT, CallStatus.COMPLETED, AT, 9, "words", FORMS)])
    before = await store.call("call")
    await store.keep_now([CallSeen("call", AT + 5)])
    await store.keep_now([OutcomeKept("call", AT + 5, CallStatus.COMPLETED)])
    assert await store.call("call") == before


async def test_news_adds_to_what_is_known(store: Store):
    await store.keep_now([CallSeen("call", AT, LoadFacts(driver_name="Ana"))])
    await store.keep_now([CallSeen("call", AT, LoadFacts(load_number="L"))])
    call = await store.call("call")
    assert call is not None
    assert (call.driver_name, call.load_number) == ("Ana", "L")


@pytest.mark.parametrize(
    "late",
    [
        CallSeen("call", AT + 9),
        OutcomeKept("call", AT + 9, CallStatus.IN_PROGRESS, forms=FORMS),
    ],
)
async def test_a_call_that_has_ended_stays_ended(store: Store, late: Item):
    await store.keep_now([OutcomeKept("call", AT, CallStatus.COMPLETED, completed_at=AT)])
    await store.keep_now([late])
    call = await store.call("call")
    assert call is not None
    assert call.status == "completed"


async def test_the_newest_state_counts(store: Store):
    for n in (1, 2):
        await store.keep_now([StateKept("call", 5, {"n": n}, AT)])
    state = await store.load_state("call")
    assert state is not None
    assert state.memory == {"n": 2}


async def test_a_state_of_an_older_connection_comes_too_late(store: Store):
    await store.keep_now([StateKept("call", 6, {"n": "successor"}, AT)])
    await store.keep_now([StateKept("call", 5, {"n": "late"}, AT + 9)])
    state = await store.load_state("call")
    assert state is not None
    assert state.memory == {"n": "successor"}


async def test_a_turn_kept_again_is_completed(store: Store):
    await store.keep_now([TurnKept("call", 1, TurnKind.TURN, 4, AT, driver_words="hi")])
    await store.keep_now(
        [TurnKept("call", 1, TurnKind.TURN, 4, AT, driver_words="hi", agent_words="Hello.")]
    )
    [turn] = await store.turns("call")
    assert turn.agent_words == "Hello."


async def test_the_same_number_on_another_connection_is_another_turn(store: Store):
    await store.keep_now([TurnKept("call", c, TurnKind.TURN, 4, AT) for c in (1, 2)])
    assert len(await store.turns("call")) == 2


async def test_a_fact_follows_its_line_while_recognition_changes_it(store: Store):
    await store.keep_now([FactHeard("call", 1, "place", "I-40", "on 40", AT)])
    await store.keep_now([FactHeard("call", 1, "place", "I-40 near Tulsa", "on 40 by Tulsa", AT)])
    [fact] = await store.facts("call")
    assert fact.value == "I-40 near Tulsa"


async def test_a_corrected_fact_stays_with_its_mark(store: Store):
    wrong = FactHeard("call", 1, "eta", "8 AM", "at 8", AT)
    await store.keep_now([wrong])
    await store.keep_now(
        [
            FactHeard("call", 1, "eta", "8 AM", "at 8", AT, superseded=True),
            FactHeard("call", 1, "eta", "9 AM", "no, 9", AT, nth=1),
        ]
    )
    assert [(f.value, f.superseded) for f in await store.facts("call")] == [
        ("8 AM", True),
        ("9 AM", False),
    ]


async def test_a_card_enqueues_its_job_once(store: Store):
    await store.keep_now([CardRaised("call", 1, {"n": 1}, AT)])
    await store.keep_now([CardRaised("call", 1, {"n": 2}, AT + 9)])
    job = await store.job(NOTIFY_CARD, "call/1")
    assert job is not None
    assert job.payload == {"retell_call_id": "call", "number": 1}
    assert (job.lane, job.state) == ("cards/call", "queued")
    assert (job.run_at.timestamp(), job.attempts) == (AT, 0)
    [card] = await store.cards("call")
    assert card.card == {"n": 2}


async def test_what_belongs_to_a_call_goes_with_it(store: Store):
    await store.keep_now(ONE_OF_EACH)
    async with store.transaction() as connection:
        await connection.execute(metadata.tables["call_records"].delete())
    rows = await _everything(store)
    assert {name for name, group in rows.items() if group} == {"events", "jobs", "prompt_versions"}


@pytest.mark.parametrize("known", [True, False])
async def test_two_processes_that_write_of_the_same_calls_do_not_wait_for_each_other(
    postgres_store_url: str, known: bool
):
    async with open_store(postgres_store_url) as here, open_store(postgres_store_url) as there:
        if known:
            await here.keep_now([CallSeen("a", AT), CallSeen("b", AT)])
        async with here.transaction() as connection:
            await save(connection, [TranscriptSeen("a", AT, "driver: first")])
            # What is first in here comes last over there.
            writing = asyncio.create_task(
                there.keep_now([TranscriptSeen(call, AT, "driver: hi") for call in ("b", "a")])
            )
            while not await here.rows(_WAITING, {"name": there.process}):
                pass
            await save(connection, [TranscriptSeen("b", AT, "driver: second")])
        with capture_logs() as logs:
            await writing
        assert not logs
        for call, words in (("a", "first"), ("b", "second")):
            record = await here.call(call)
            assert record is not None
            assert record.raw_transcript == f"driver: {words}"


_WAITING = (
    select(text("pid"))
    .select_from(text("pg_stat_activity"))
    .where(text("application_name = :name AND wait_event_type = 'Lock'"))
)
