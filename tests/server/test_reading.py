"""Calls that are over: one form and one notification for each, whoever tells of the end."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from aiohttp import web as aiohttp_web
from aiohttp.test_utils import TestServer

from conversation.call import Call
from conversation.cards import CardStatus, EmergencyCard, TransferStep
from conversation.events import (
    CallEnded,
    CallStarted,
    LoadFacts,
    Speaker,
    TransferBridged,
    TransferStarted,
    TurnRequested,
    Utterance,
)
from conversation.forms import CallOutcome, Forms, Reader
from conversation.memory import Memory
from conversation.transcripts import written
from extraction.reader import CallReading, CallToRead
from extraction.reading import by_rules
from server.keeper import REDIAL, Keeper
from server.reading import read_missed
from storage import (
    NOTIFY_CARD,
    READ_CALL,
    CallStatus,
    OutcomeKept,
    StateKept,
    TranscriptSeen,
    readings_of,
)
from storage.event_queries import Wanted, events_after
from storage.news import EventType
from storage.tables import jobs
from tests.server.conftest import Api, House, Serve, eventually
from tests.server.retell_side import Json

AGO = time.time() - 3600
LINES = (
    Utterance(Speaker.AGENT, "Where are you now?"),
    Utterance(Speaker.DRIVER, "i'm on forty east past forrest city"),
)
CRASH = "i just rolled the truck over i'm hurt"


def ended(call_id: str, transcript: Sequence[Utterance] = LINES) -> OutcomeKept:
    """A call that Retell says is over, as it is kept."""
    return OutcomeKept(
        call_id,
        AGO,
        CallStatus.COMPLETED,
        completed_at=AGO,
        duration=60,
        transcript=written(tuple(transcript)),
        end_reason="user_hangup",
    )


async def form_of(house: House, call_id: str) -> Forms | None:
    record = await house.store.call(call_id)
    return record.forms() if record is not None and record.read_at is not None else None


async def is_read(house: House, call_id: str = "call-1"):
    return await eventually(lambda: form_of(house, call_id))


async def test_a_call_that_is_over_is_read(house: House):
    await house.store.keep_now([ended("call-1")])
    forms = await is_read(house)
    assert forms.check_in.current_location == "I-40 east past Forrest City"
    assert forms.reader is Reader.RULES
    assert forms.evidence["check_in.current_location"].text == LINES[1].text


async def test_the_ends_that_others_tell_of_change_nothing_any_more(house: House):
    await house.store.keep_now([ended("call-1")])
    forms = await is_read(house)
    late = OutcomeKept("call-1", AGO, CallStatus.COMPLETED, completed_at=AGO, transcript="driver: ")
    await house.store.keep_now([late, ended("call-1")])
    record = await house.store.call("call-1")
    assert record is not None
    assert record.forms() == forms
    assert len(await readings_of(house.store, "call-1")) == 1


async def test_a_final_transcript_counts_before_the_sockets(house: House):
    final = written((LINES[0], Utterance(Speaker.DRIVER, "i'm in waco")))
    await house.store.keep_now([ended("call-1"), TranscriptSeen("call-1", AGO, final, final=True)])
    await house.store.keep_now([ended("call-1")])
    record = await house.store.call("call-1")
    assert record is not None
    assert record.raw_transcript == final


def played(*driver: str) -> tuple[Call, list[Utterance]]:
    running = Call()
    running.receive(CallStarted(AGO - 60, LoadFacts(driver_name="Ana", contacts=("+15550100",))))
    lines: list[Utterance] = []
    for turn, words in enumerate(driver, 1):
        lines += [Utterance(Speaker.AGENT, "Yes?"), Utterance(Speaker.DRIVER, words)]
        running.receive(TurnRequested(AGO - 60 + turn, turn, tuple(lines)))
    running.receive(CallEnded(AGO))
    return running, lines


async def test_what_the_running_call_knew_is_on_the_form(house: House):
    running, lines = played(CRASH)
    state = StateKept("call-1", 1, running.memory, AGO)
    await house.store.keep_now([state, ended("call-1", lines)])
    forms = await is_read(house)
    assert forms.check_in.call_outcome is CallOutcome.EMERGENCY
    assert forms.emergency is not None
    assert forms.emergency.escalation_status == "not_escalated"


async def test_a_hand_over_that_is_reported_late_comes_onto_the_form(house: House):
    running, lines = played(CRASH)
    await house.store.keep_now(
        [StateKept("call-1", 1, running.memory, AGO), ended("call-1", lines)]
    )
    await is_read(house)
    running.receive(TransferStarted(AGO + 1, "+15550100"))
    running.receive(TransferBridged(AGO + 2, "+15550100"))
    await Keeper(house.store, "call-1", 2).keep_surely(running.memory, AGO + 2, None)

    async def told() -> bool:
        record = await house.store.call("call-1")
        forms = record.forms() if record else None
        escalation = forms.emergency.escalation_status if forms and forms.emergency else None
        return escalation == "transferred"

    assert await eventually(told)
    assert running.memory.emergency is not None
    assert running.memory.emergency.receipt[-1].step is TransferStep.BRIDGED
    assert len(await readings_of(house.store, "call-1")) == 1


async def test_a_call_that_never_took_place_has_no_form(house: House):
    nothing = OutcomeKept(
        "call-1", AGO, CallStatus.FAILED, completed_at=AGO, end_reason="dial_no_answer"
    )
    await house.store.keep_now([nothing])

    async def done() -> bool:
        job = await house.store.job(READ_CALL, "call-1")
        return job is not None and job.state == "done"

    assert await eventually(done)
    record = await house.store.call("call-1")
    assert record is not None
    assert (record.read_at, record.structured_data) == (None, None)


class Poisoned:
    """A reader that falls over one call, again and again."""

    def __init__(self) -> None:
        self.tries = 0

    async def read(self, call: CallToRead) -> CallReading:
        if "poison" in call.transcript[-1].text:
            self.tries += 1
            raise RuntimeError("cannot be read")
        return by_rules(call)


async def test_a_poisoned_call_holds_up_no_other(house: House):
    house.resources.reader = reader = Poisoned()
    poison = (LINES[0], Utterance(Speaker.DRIVER, "poison"))
    await house.store.keep_now(
        [
            *(ended(f"bad-{n}", poison) for n in range(8)),
            *(ended(f"call-{n}") for n in range(8)),
        ]
    )
    for n in range(8):
        await is_read(house, f"call-{n}")
    assert reader.tries >= 1
    job = await house.store.job(READ_CALL, "bad-0")
    assert job is not None
    assert job.state != "done"


async def test_an_unreadable_memory_costs_no_form(house: House):
    await house.store.keep_now([StateKept("call-1", 1, {"phase": 7}, AGO), ended("call-1")])
    forms = await is_read(house)
    assert forms.check_in.current_location == "I-40 east past Forrest City"


# Emergencies of which nobody was told


async def the_cards(house: House) -> list[EmergencyCard]:
    kept = await house.store.cards("call-1")
    return [EmergencyCard.model_validate(each.card) for each in kept]


def crashed(*lines: Utterance) -> OutcomeKept:
    return ended("call-1", (*LINES, Utterance(Speaker.AGENT, "And your ETA?"), *lines))


async def test_an_emergency_that_the_process_died_over_is_told_when_the_call_is_read(house: House):
    running, _ = played("i'm on forty east past forrest city")
    state = StateKept("call-1", 1, running.memory, AGO)
    await house.store.keep_now([state, crashed(Utterance(Speaker.DRIVER, CRASH))])
    await is_read(house)
    (card,) = await the_cards(house)
    assert card.found_after_call
    assert (card.number, card.status) == (1, CardStatus.CUT_OFF)
    assert (card.driver_name, card.emergency_type) == ("Ana", "accident")
    assert card.words
    assert card.words in CRASH
    assert await house.store.job(NOTIFY_CARD, "call-1/1")
    assert await house.store.job(REDIAL, "call-1/1/1")
    told = await events_after(house.store, 0, 9, Wanted(frozenset({EventType.ALERT})))
    assert [each.data["found_after_call"] for each in told] == [True]


async def test_an_emergency_that_only_the_final_transcript_shows_is_told(house: House):
    running, _ = played("i'm on forty east past forrest city", "i'll be there around four")
    state = StateKept("call-1", 1, running.memory, AGO)
    await house.store.keep_now([state, crashed(Utterance(Speaker.DRIVER, CRASH))])
    forms = await is_read(house)
    assert forms.check_in.call_outcome is CallOutcome.EMERGENCY
    assert forms.evidence["emergency.emergency_type"].text == CRASH
    assert len(await the_cards(house)) == 1


async def test_a_card_that_was_kept_is_not_raised_again(house: House):
    running, lines = played(CRASH)
    assert running.memory.emergency is not None
    known = running.memory.emergency.card
    assert known is not None
    await Keeper(house.store, "call-1", 1).keep_surely(running.memory, AGO, known)
    await house.store.keep_now([ended("call-1", lines)])
    await is_read(house)
    cards = await the_cards(house)
    assert cards[0] == known
    assert not any(card.found_after_call for card in cards)


async def test_a_card_that_only_the_memory_knows_is_raised(house: House):
    running, lines = played(CRASH)
    state = StateKept("call-1", 1, running.memory, AGO)
    await house.store.keep_now([state, ended("call-1", lines)])
    await is_read(house)
    assert [card.number for card in await the_cards(house)] == [1]


async def test_a_plain_call_raises_no_card(house: House):
    await house.store.keep_now([ended("call-1")])
    await is_read(house)
    assert await the_cards(house) == []


# Again


async def test_reading_again_keeps_the_earlier_form(house: House, api: Api):
    await house.store.keep_now([ended("call-1")])
    await is_read(house)
    record = await house.store.call("call-1")
    assert record is not None
    first = await api.ask("GET", f"/calls/{record.id}/readings")
    again = await api.ask("POST", f"/calls/{record.id}/extract")
    assert (again.status, again.body["number"]) == (200, 2)
    both = (await api.ask("GET", f"/calls/{record.id}/readings")).body["readings"]
    assert both[0] == first.body["readings"][0]
    assert [each["number"] for each in both] == [1, 2]


async def test_a_call_that_goes_on_cannot_be_read_again(house: House, api: Api):
    await house.store.keep_now([StateKept("call-1", 1, Memory(), AGO)])
    record = await house.store.call("call-1")
    assert record is not None
    assert (await api.ask("POST", f"/calls/{record.id}/extract")).status == 409
    assert (await api.ask("POST", "/calls/999/extract")).status == 404


# The sweep


async def test_the_sweep_finds_calls_that_nobody_ended(house: House):
    running = Call()
    running.receive(CallStarted(AGO, LoadFacts(driver_name="Ana")))
    running.receive(TurnRequested(AGO + 1, 1, LINES))
    await Keeper(house.store, "call-1", 1).keep_surely(running.memory, AGO, None)
    await house.store.keep_now([TranscriptSeen("call-1", AGO, written(LINES))])
    await read_missed(house.resources)
    await is_read(house)
    record = await house.store.call("call-1")
    assert record is not None
    assert record.status == CallStatus.COMPLETED


async def test_the_sweep_finds_calls_that_were_never_read(house: House):
    await house.store.keep_now([ended("call-1")])
    await is_read(house)
    async with house.store.transaction() as connection:
        await connection.execute(jobs.delete())
        await connection.exec_driver_sql("UPDATE call_records SET read_at = NULL")
    await read_missed(house.resources)
    await is_read(house)


# The notification


@pytest.fixture
async def dispatcher() -> object:
    """Takes notifications, after refusing each one once."""
    taken: list[tuple[str, Json]] = []
    refused: set[str] = set()

    async def take(request: aiohttp_web.Request) -> aiohttp_web.Response:
        message_id = request.headers["webhook-id"]
        if message_id not in refused:
            refused.add(message_id)
            return aiohttp_web.Response(status=503)
        taken.append((message_id, await request.json()))
        return aiohttp_web.Response(status=204)

    app = aiohttp_web.Application()
    app.router.add_post("/", take)
    server = TestServer(app)
    await server.start_server()
    yield taken, f"http://127.0.0.1:{server.port}/"
    await server.close()


async def test_the_form_is_told_once(serve: Serve, dispatcher):
    taken, url = dispatcher
    house = await serve(NOTIFY_WEBHOOK_URL=url)
    await house.store.keep_now([ended("call-1"), ended("call-2")])

    async def both() -> bool:
        return len(taken) == 2

    assert await eventually(both)
    assert {message_id for message_id, _ in taken} == {"form_call-1", "form_call-2"}
    told = next(body for message_id, body in taken if message_id == "form_call-1")
    assert told["type"] == "call.form"
    location = told["data"]["forms"]["check_in"]["current_location"]
    assert location == "I-40 east past Forrest City"


async def test_the_stream_of_events_tells_of_the_reading(house: House):
    await house.store.keep_now([ended("call-1")])
    await is_read(house)
    told = await events_after(house.store, 0, 9, Wanted(frozenset({EventType.FORM})))
    assert len(told) == 1
    assert told[0].data["forms"]["check_in"]["current_location"] == "I-40 east past Forrest City"
