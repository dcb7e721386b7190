"""A stored call as a sequence of happenings, from its turns, its transcript and its receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from conversation.cards import EmergencyCard, TransferStep
from conversation.events import LoadFacts, Speaker
from conversation.memory import Memory
from conversation.steps import Step
from conversation.transcripts import from_written, spoken_by
from storage import CallRecord, ReceiptRecord, Store, TurnKind, TurnRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer was asked for at `at`, with the driver's `lines` so far; `heard`: it was spoken.

    `reminder`: the driver had been silent.
    """

    at: float
    lines: tuple[str, ...]
    heard: bool = True
    reminder: bool = False


@dataclass(frozen=True, slots=True)
class Overheard:
    """The agent cut into the driver's `lines`, and no answer was asked for."""

    at: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """The line dropped and came back."""

    at: float


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something was heard of the hand-over."""

    at: float
    step: TransferStep
    contact: str


Happening = Asked | Overheard | Dropped | Transfer

_REPORTED = frozenset({TransferStep.STARTED, TransferStep.BRIDGED, TransferStep.CANCELLED})


@dataclass(frozen=True, slots=True)
class Recording:
    """A call to be played again. `begun`: what it knew before anybody spoke.

    `greeted`: we spoke first. `cut_off` is the card that it opened with after a lost emergency.
    `forms` are those that were stored, `alarm` tells whether an emergency was.
    """

    call_id: str
    begun: Memory
    at: float
    greeted: bool
    cut_off: EmergencyCard | None
    happenings: tuple[Happening, ...]
    ended_at: float
    prompt_version: str | None
    agent: int | None
    forms: Mapping[str, Any] | None
    alarm: bool


async def recorded(store: Store, call: CallRecord) -> Recording | None:
    """What is needed to play `call` again; None where nothing was said in it.

    Raises DatabaseUnavailableError.
    """
    call_id = call.retell_call_id
    turns = await store.turns(call_id) if call_id else []
    if call_id is None or not turns:
        return None
    state = await store.load_state(call_id)
    memory = _memory(state.memory) if state else None
    cards = [EmergencyCard.model_validate(card.card) for card in await store.cards(call_id)]
    load = memory.load if memory else call.load() or LoadFacts()
    opened_cut_off = memory is not None and bool(memory.said.get(Step.OPENING_CUT_OFF))
    at = turns[0].requested_at.timestamp()
    ended = (
        call.completed_at.timestamp() if call.completed_at else turns[-1].requested_at.timestamp()
    )
    return Recording(
        call_id=call_id,
        begun=Memory(load=load, bound=memory.bound) if memory else Memory(load=load),
        at=at,
        greeted=turns[0].kind == TurnKind.GREETING,
        cut_off=cards[0] if cards and opened_cut_off else None,
        happenings=tuple(happenings(turns, call.raw_transcript, await store.receipt(call_id))),
        ended_at=max(ended, at),
        prompt_version=call.prompt_version,
        agent=call.agent_config_id,
        forms=call.structured_data,
        alarm=bool(cards),
    )


def _memory(kept: Mapping[str, Any]) -> Memory | None:
    try:
        return Memory.model_validate(kept)
    except ValidationError:
        return None  # of another release: the call's own record has what is needed


def happenings(
    turns: Sequence[TurnRecord], transcript: str | None, receipt: Sequence[ReceiptRecord]
) -> list[Happening]:
    """What happened in a call after its first words, in order."""
    transfers = [
        Transfer(step.at.timestamp(), TransferStep(step.step), step.contact)
        for step in receipt
        if step.step in _REPORTED
    ]
    told = {transfer.at for transfer in transfers}
    spoken = [turn for turn in turns if not _is_of_transfer(turn, told)]
    answered = _Lines(transcript).happenings(spoken)
    # At the same time the report comes first: the words answer it.
    return sorted([*transfers, *answered], key=lambda each: each.at)


def _is_of_transfer(turn: TurnRecord, told: set[float]) -> bool:
    """Whether these words answered a report about the transfer, which brings them about again."""
    return turn.kind == TurnKind.INTERRUPT and turn.requested_at.timestamp() in told


class _Lines:
    """Gives each turn the driver's lines that it answered.

    A turn holds the lines that were new to it; when the driver went on talking in the same line,
    only the transcript has the whole of it.
    """

    def __init__(self, transcript: str | None) -> None:
        self._whole = spoken_by(from_written(transcript or ""), Speaker.DRIVER)
        self._said: list[str] = []

    def happenings(self, turns: Sequence[TurnRecord]) -> list[Happening]:
        """What happened, turn by turn; the greeting is what the call begins with."""
        found: list[Happening] = []
        connection = turns[0].connection if turns else 0
        for number, turn in enumerate(turns):
            at = turn.requested_at.timestamp()
            if turn.connection != connection:
                connection = turn.connection
                found.append(Dropped(at))
            if turn.kind == TurnKind.INTERRUPT:
                found += self._cut_in(at, turns[number + 1 :])
            elif turn.kind != TurnKind.GREETING:
                found.append(self._asked(turn, at))
        return found

    def _asked(self, turn: TurnRecord, at: float) -> Asked:
        new = turn.driver_words.split("\n") if turn.driver_words else []
        self._said += new
        if not turn.superseded:
            # What he had said in the end: of a line that went on, only its beginning was new.
            whole = self._whole[: len(self._said)]
            self._said[: len(whole)] = whole
        reminder = turn.kind == TurnKind.REMINDER
        return Asked(at, tuple(self._said), not turn.superseded, reminder)

    def _cut_in(self, at: float, later: Sequence[TurnRecord]) -> Iterator[Overheard]:
        """The agent cut in: into the line that the transcript has next.

        Where a later turn brings that line as new, it was said afterwards: what cut in then was
        no answer to the driver, but to dispatch or a model, and no replay repeats those.
        """
        if len(self._whole) <= len(self._said):
            return
        line = self._whole[len(self._said)]
        news = (turn.driver_words.split("\n")[0] for turn in later if turn.driver_words)
        first = next(news, None)
        if first is None or not line.startswith(first):
            self._said.append(line)
            yield Overheard(at, tuple(self._said))
