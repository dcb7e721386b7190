"""What a call knows of itself. Frozen, and whole as JSON: a new process goes on from it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conversation.cards import EmergencyCard, ReceiptStep, TransferStep
from conversation.events import LoadFacts, Speaker
from conversation.flow import USUAL, Flow
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    EmergencyForm,
    EmergencyType,
    EscalationStatus,
)
from conversation.notes import Notes
from conversation.states import EMERGENCY_PHASES, Phase
from conversation.steps import Step

Language = Literal["en", "es"]


_UNDER_WAY = (TransferStep.REQUESTED, TransferStep.STARTED)
_UNDONE = (TransferStep.CANCELLED, TransferStep.GAVE_UP)


class Ending(StrEnum):
    """Why we said goodbye."""

    COMPLETE = "complete"
    DRIVER_HAD_TO_GO = "driver_had_to_go"
    BAD_LINE = "bad_line"
    SILENCE = "silence"
    FEW_WORDS = "few_words"
    CALL_BACK_ASKED = "call_back_asked"
    STOP_CALLING = "stop_calling"
    WRONG_PERSON = "wrong_person"
    VOICEMAIL = "voicemail"
    EMERGENCY = "emergency"
    CANCELLED = "cancelled"


class _Memory(BaseModel):
    model_config = ConfigDict(frozen=True)


class Emergency(_Memory):
    """An emergency, suspected or accepted, and how far its hand-over is."""

    type: EmergencyType | None = None
    words: str = ""
    seen_at: float
    accepted: bool = False
    # The check-in as it stood when the emergency broke in.
    paused_phase: Phase
    paused_question: Step | None = None
    # The driver's line in which it was first suspected.
    utterance: int = 0
    # It was accepted on words that the driver had not finished.
    unfinished: bool = False
    # The first emergency words have been said.
    announced: bool = False
    advised_911: bool = False
    # How many times an answer in a row could not be used.
    unclear: int = 0
    # Index of the contact being tried; past the end of the list when none is left.
    contact: int = 0
    call_back_promised: bool = False
    # The line has closed on a transfer of which nothing was heard in good time.
    transfer_overdue: bool = False
    # Called back after the line was lost, in vain, and not called any more.
    not_reached: bool = False
    receipt: tuple[ReceiptStep, ...] = ()
    card: EmergencyCard | None = None
    confirmed_false_at: float | None = None

    @property
    def transfer_stands(self) -> bool:
        """Whether a dispatcher got on the line, and nothing undid that."""
        return self._last_of(TransferStep.BRIDGED, *_UNDONE) is TransferStep.BRIDGED

    @property
    def transfer_pending(self) -> bool:
        """Whether a transfer was asked for of which neither success nor failure is known."""
        if self.transfer_stands:
            return False
        return self._last_of(*_UNDER_WAY, *_UNDONE) in _UNDER_WAY

    def _last_of(self, *steps: TransferStep) -> TransferStep | None:
        """The latest of `steps` on the receipt: reports can come late and out of order."""
        return next((done.step for done in reversed(self.receipt) if done.step in steps), None)

    @property
    def escalation(self) -> EscalationStatus:
        """What became of the hand-over, by the receipt and not by what was said."""
        if self.transfer_stands:
            return EscalationStatus.TRANSFERRED
        if self.call_back_promised:
            return EscalationStatus.CALLBACK_PROMISED
        return EscalationStatus.NOT_ESCALATED


class Ear(_Memory):
    """How much of the transcript has been answered."""

    # Driver lines that were answered, and the last of them as it stood then.
    lines: int = 0
    last_line: str = ""
    # Letters of ours in the transcript when we last answered: more now means we were heard.
    agent_letters: int = 0
    # Answers in a row of which the transcript never showed a word.
    unheard: int = 0
    # Whether the transcript has shown words of our last answer by now.
    traced: bool = True


class Memory(_Memory):
    """Everything that decides what this call does next."""

    phase: Phase = Phase.DIALLED
    # The phase in which the line closed; None while it is open.
    closed_in: Phase | None = None
    load: LoadFacts = LoadFacts()
    # How this check-in is wanted, once that is known: from then on it does not change.
    bound: Flow | None = None
    started_at: float = 0.0
    language: Language = "en"
    notes: Notes = Notes()
    # The question that the driver has been asked and not yet answered.
    question: Step | None = None
    # How often each step was said: the next wording, and when a question is worn out.
    said: dict[Step, int] = Field(default_factory=dict)
    # How often each question was answered by something else than its answer.
    failed: dict[Step, int] = Field(default_factory=dict)
    # Questions that are not asked again: refused, not known, or all their wordings used.
    given_up: frozenset[Step] = frozenset()
    # Those that the driver would not answer.
    refused: frozenset[Step] = frozenset()
    ear: Ear = Ear()
    # How many words of the unfinished answer have been overheard.
    overheard: int = 0
    # Who talks now, as far as we were told.
    floor: Speaker | None = None
    # The newest turn that was answered on this line, and the first whose reading still counts:
    # what was read of words that were heard again, as one with others, says nothing any more.
    answered_turn: int | None = None
    readings_from: int = 0
    # The turn whose answer has been asked for and not yet sent whole.
    owed_turn: int | None = None
    fruitless: int = 0  # turns in a row that told nothing
    unclear: int = 0  # turns in a row without intelligible words
    silences: int = 0  # reminders in a row
    refusals: int = 0  # turns in which the driver would not answer
    pod_reminded: bool = False
    position_doubtful: bool = False
    # The driver's line in which the truck was first said to have arrived.
    arrived_in_line: int | None = None
    for_dispatch: tuple[str, ...] = ()
    # What was told from outside the call, by the keys under which it was.
    taken_in: tuple[str, ...] = ()
    ending: Ending | None = None
    emergency: Emergency | None = None
    # Suspicions denied and false alarms confirmed, oldest first: both decisions stay on record.
    past_emergencies: tuple[Emergency, ...] = ()

    @property
    def flow(self) -> Flow:
        """How this check-in goes."""
        return self.bound or USUAL

    @property
    def in_emergency(self) -> bool:
        """Whether an accepted emergency is being handled."""
        return self.phase in EMERGENCY_PHASES or self.had_emergency

    @property
    def had_emergency(self) -> bool:
        """Whether an emergency was accepted and not taken back."""
        return self.emergency is not None and self.emergency.accepted

    def check_in_form(self) -> CheckInForm:
        """The check-in form as far as it is known now."""
        return self.notes.check_in_form(outcome=self._outcome(), pod_reminded=self.pod_reminded)

    def emergency_form(self) -> EmergencyForm | None:
        """The emergency form, or None where there is no accepted emergency."""
        if self.emergency is None or not self.emergency.accepted:
            return None
        return self.notes.emergency_form(
            emergency_type=self.emergency.type or EmergencyType.OTHER,
            escalation=self.emergency.escalation,
        )

    def _outcome(self) -> CallOutcome | None:
        """The outcome where the call itself decides it; None leaves it to what was told."""
        if self.had_emergency:
            return CallOutcome.EMERGENCY
        return (
            {
                Ending.WRONG_PERSON: CallOutcome.WRONG_PERSON,
                Ending.VOICEMAIL: CallOutcome.VOICEMAIL,
            }.get(self.ending)
            if self.ending
            else None
        )
