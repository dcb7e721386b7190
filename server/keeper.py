"""What a call leaves in the store, item by item, without the call ever waiting for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from conversation import cards
from conversation.cards import CardStatus, EmergencyCard
from conversation.events import LoadFacts, Transcript
from conversation.evidence import told_since
from conversation.filled import forms_of
from conversation.memory import Memory
from conversation.states import Phase
from conversation.transcripts import written
from storage import (
    CallRecord,
    CallSeen,
    CallStatus,
    CardRaised,
    DatabaseUnavailableError,
    FactHeard,
    Item,
    JobDue,
    OutcomeKept,
    ReceiptStep,
    StateKept,
    StateRecord,
    Store,
    TurnKept,
)
from storage.presence import keep_if_still_ours, take_call

log = structlog.get_logger(__name__)

#: A transfer waits so long (seconds) for the cards to be on disk: its words, and then, where other
#: words could be said meanwhile, the transfer itself, which goes ahead without in the end.
WORDS_WAIT, TRANSFER_WAIT = 0.25, 1.25
#: A transfer of which so long (seconds) after the call nothing was heard is told to dispatch.
TRANSFER_PATIENCE = 60.0
#: The kind of the job that sees to it.
TRANSFER_OVERDUE = "transfer_overdue"
#: The kind of the job that brings a late step of a hand-over onto the form.
RECEIPT_GREW = "receipt_grew"
#: A call is picked up from the store within this time (seconds), or begins anew: a server that has
#: just been started again is slow to answer, and a driver in an emergency is not to be greeted.
PICK_UP_DEADLINE = 1.25
#: Anything else that is asked before the first words is told within this time (seconds), or not.
RESUME_DEADLINE = 0.75
#: Seconds after which a database that was away is asked again.
ASK_AGAIN = 1.0


#: The kind of the job that calls back a driver whose line was lost in an emergency.
REDIAL = "redial"
#: Seconds that he gets to call in himself before.
REDIAL_AFTER = 15.0


def redial_due(call_id: str, card: int, at: float) -> JobDue:
    """The first look whether the driver is to be called back; `card` tells that he was cut off."""
    payload = {"retell_call_id": call_id, "card": card, "look": 1}
    return JobDue(REDIAL, f"{call_id}/{card}/1", at + REDIAL_AFTER, payload)


class Keeper:
    """Keeps one call over one connection. `connection` grows from one to the next."""

    def __init__(self, store: Store, call_id: str, connection: int) -> None:
        self._store = store
        self._call_id = call_id
        self._connection = connection
        self._kept: Memory | None = None
        self._seen: CallSeen | None = None
        # The newest transcript: the words of the forms stand in its lines.
        self._transcript: Transcript = ()
        #: The version of the texts that the call is spoken with.
        self.prompt_version: str | None = None
        #: The configuration that the call is bound to.
        self.agent_config_id: int | None = None
        self._writing: set[asyncio.Future[None]] = set()

    async def earlier_state(self) -> StateRecord | None:
        """This call as another process last kept it, taken over from it; None where it is new."""
        state = None
        try:
            async with asyncio.timeout(PICK_UP_DEADLINE):
                state = await self._store.load_state(self._call_id)
                if state is None:
                    return None
                # From now on whatever happens to the call is told here. What was told before may
                # have changed it since.
                taken = await take_call(self._store, self._call_id, self._connection)
                return state if taken is None else replace(state, memory=taken.memory)
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.error("call_not_taken_over", known=state is not None, reason=type(error).__name__)
            return state

    async def is_elsewhere(self, patience: float | None = RESUME_DEADLINE) -> bool:
        """Whether another process has carried this call since.

        A database that does not say so within `patience` (seconds) is taken for a no; None waits.
        """
        while True:
            try:
                async with asyncio.timeout(patience):
                    state = await self._store.load_state(self._call_id)
            except (DatabaseUnavailableError, TimeoutError) as error:
                if patience is not None:
                    log.error("call_perhaps_elsewhere", reason=type(error).__name__)
                    return False
                await asyncio.sleep(ASK_AGAIN)
            else:
                return state is not None and state.holder not in (None, self._store.process)

    async def kept_memory(self) -> Memory | None:
        """What this call knew, however long that takes. Raises DatabaseUnavailableError."""
        return self.memory_of(await self._store.load_state(self._call_id))

    def memory_of(self, state: StateRecord | None) -> Memory | None:
        """What the call knew by `state`, where that can be read."""
        if state is None:
            return None
        try:
            return Memory.model_validate(state.memory)
        except ValueError as error:
            log.error("kept_memory_unreadable", problem=type(error).__name__)
            return None

    async def record(self) -> CallRecord | None:
        """The call's record, where there is one and the database tells soon enough."""
        try:
            async with asyncio.timeout(RESUME_DEADLINE):
                return await self._store.call(self._call_id)
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.error("record_unknown", reason=type(error).__name__)
            return None

    async def lost_emergency(self, load: LoadFacts, minutes: float) -> EmergencyCard | None:
        """The last card of an emergency whose line was lost, of this driver or load."""
        since = datetime.now(UTC) - timedelta(minutes=minutes)
        try:
            async with asyncio.timeout(RESUME_DEADLINE):
                record = await self._store.recent_emergency(
                    phone_number=load.phone_number, load_number=load.load_number, since=since
                )
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.error("lost_emergency_unknown", reason=type(error).__name__)
            return None
        if record is None or record.retell_call_id == self._call_id:
            return None
        card = EmergencyCard.model_validate(record.card)
        lost = card.status in (CardStatus.CUT_OFF, CardStatus.NOT_REACHED, CardStatus.UNCONFIRMED)
        return card if lost else None

    def keep(
        self,
        memory: Memory,
        at: float,
        *,
        turn: TurnKept | None = None,
        card: EmergencyCard | None = None,
        transcript: Transcript = (),
    ) -> None:
        """Have the call's present state written soon, with the turn or card that led to it."""
        self._store.writer.keep(*self._items(memory, at, turn, card, transcript))

    async def keep_surely(self, memory: Memory, at: float, card: EmergencyCard | None) -> None:
        """Return when the call's state is on disk. Raises storage's errors."""
        await self._store.keep_now(self._items(memory, at, None, card, ()))

    async def keep_unless_taken(
        self, memory: Memory, at: float, card: EmergencyCard | None
    ) -> bool:
        """As `keep_surely`, but not where another connection has taken the call; whether kept."""
        items = self._items(memory, at, None, card, ())
        return await keep_if_still_ours(self._store, self._call_id, self._connection, items)

    def keep_state(self, memory: Memory, at: float) -> None:
        """Have nothing written soon but what another process needs to go on."""
        self._store.writer.keep(self._state(memory, at))

    def keep_turn(self, turn: TurnKept) -> None:
        """Write a turn's record again, corrected."""
        self._store.writer.keep(turn)

    def keep_card(self, memory: Memory, at: float, card: EmergencyCard) -> asyncio.Future[None]:
        """Have `card` written before all that other calls have waiting; done when on disk."""
        items = self._items(memory, at, None, card, ())
        writing = asyncio.ensure_future(self._store.keep_first(items))
        self._writing.add(writing)
        writing.add_done_callback(self._written)
        return writing

    async def cards_kept(self, within: float) -> bool:
        """Whether all cards of this call that were raised are on disk, or failed, `within` seconds.

        Those of earlier answers, too, for which no words have waited.
        """
        if not self._writing:
            return True
        _, late = await asyncio.wait(self._writing, timeout=within)
        return not late

    def _written(self, writing: asyncio.Future[None]) -> None:
        self._writing.discard(writing)
        error = None if writing.cancelled() else writing.exception()
        if error is not None:
            log.error("card_not_kept", reason=str(error))

    def _items(
        self,
        memory: Memory,
        at: float,
        turn: TurnKept | None,
        card: EmergencyCard | None,
        transcript: Transcript,
    ) -> list[Item]:
        items: list[Item] = []
        seen = CallSeen(
            self._call_id,
            memory.started_at or at,
            memory.load,
            agent_config_id=self.agent_config_id,
            prompt_version=self.prompt_version,
        )
        if self._seen is None or replace(self._seen, at=seen.at) != seen:
            items.append(seen)
        self._seen = seen
        if turn is not None:
            items.append(turn)
        items += self._new_facts(memory, at)
        items += self._new_receipt_steps(memory)
        if card is not None:
            items.append(CardRaised(self._call_id, card.number, card, at))
            if card.status is CardStatus.CUT_OFF:
                items.append(redial_due(self._call_id, card.number, at))
        items.append(self._outcome(memory, at, transcript))
        if memory.phase is Phase.ENDED and (steps := len(_receipt(memory))):
            # The form may have been filled by now, and must say what became of it.
            payload = {"retell_call_id": self._call_id}
            key = f"{self._call_id}/{steps}"
            items.append(JobDue(RECEIPT_GREW, key, at, payload=payload, max_attempts=24))
        if memory.phase is Phase.ENDED and memory.emergency and memory.emergency.transfer_pending:
            items.append(self._look_after_transfer(at))
        items.append(self._state(memory, at))
        self._kept = memory
        return items

    def _state(self, memory: Memory, at: float) -> StateKept:
        return StateKept(self._call_id, self._connection, memory, at, self._store.process)

    def _look_after_transfer(self, at: float) -> JobDue:
        """See later whether anybody has told what became of the transfer."""
        return JobDue(
            TRANSFER_OVERDUE,
            self._call_id,
            at + TRANSFER_PATIENCE,
            payload={"retell_call_id": self._call_id},
            for_call=self._call_id,
        )

    def _new_facts(self, memory: Memory, at: float) -> list[FactHeard]:
        before = self._kept.notes if self._kept else None
        return [
            FactHeard(
                self._call_id,
                utterance=told.note.utterance,
                topic=told.note.topic,
                value=told.note.value,
                words=told.note.words,
                at=at,
                nth=told.nth,
                superseded=told.superseded,
            )
            for told in told_since(memory.notes, before)
        ]

    def _new_receipt_steps(self, memory: Memory) -> list[ReceiptStep]:
        known = _receipt(self._kept)
        return [
            ReceiptStep(self._call_id, step.step, step.at, step.contact)
            for step in _receipt(memory)
            if step not in known
        ]

    def _outcome(self, memory: Memory, at: float, transcript: Transcript) -> OutcomeKept:
        ended = memory.phase is Phase.ENDED
        self._transcript = transcript or self._transcript
        return OutcomeKept(
            self._call_id,
            at,
            CallStatus.COMPLETED if ended else CallStatus.IN_PROGRESS,
            completed_at=at if ended else None,
            duration=round(at - memory.started_at) if ended and memory.started_at else None,
            transcript=written(transcript) or None,
            forms=forms_of(memory, self._transcript),
        )


def _receipt(memory: Memory | None) -> tuple[cards.ReceiptStep, ...]:
    if memory is None:
        return ()
    past = [step for emergency in memory.past_emergencies for step in emergency.receipt]
    return (*past, *(memory.emergency.receipt if memory.emergency else ()))
