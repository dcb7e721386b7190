"""Plays lines on the core, for tests that read as calls."""

from __future__ import annotations

from collections.abc import Sequence

from conversation.actions import (
    Action,
    HangUp,
    Interrupt,
    Line,
    RaiseAlert,
    Say,
    TransferCall,
)
from conversation.call import Call
from conversation.cards import EmergencyCard
from conversation.events import (
    AnswerSent,
    CallEnded,
    CallStarted,
    DriverSpoke,
    Event,
    LineRestored,
    LoadFacts,
    ReminderDue,
    Speaker,
    TransferBridged,
    TransferFailed,
    TransferStarted,
    TurnRequested,
    Utterance,
)
from conversation.flow import USUAL, Flow
from conversation.memory import Memory
from conversation.states import Phase
from conversation.steps import Step

NOISE = "(unintelligible audio)"
FIRST, SECOND = "+15550101", "+15550102"


def load(**facts: object) -> LoadFacts:
    """A load of ours, with one dispatcher to hand an emergency to."""
    known = {"driver_name": "Fern Abbott", "load_number": "4410", "contacts": (FIRST,)}
    return LoadFacts.model_validate({**known, **facts})


class CoreCall:
    """One call on the core. What the call says is heard at once, unless a test wants otherwise."""

    def __init__(self, flow: Flow | None = USUAL, /, **facts: object) -> None:
        self.call = Call()
        self.transcript: list[Utterance] = []
        self.turn = 0
        self.at = 1000.0
        self.actions: Sequence[Action] = ()
        self.tell(CallStarted(self.at, load(**facts), flow=flow))

    def says(self, words: str, *, unheard: bool = False) -> list[Step]:
        """The driver says this, and an answer is asked for; what it is made of."""
        self.transcript.append(Utterance(Speaker.DRIVER, words))
        return self._asks(TurnRequested, unheard=unheard)

    def goes_on(self, words: str) -> list[Step]:
        """The driver's last line grows before our answer to it was spoken."""
        longer = f"{self.transcript[-1].text} {words}"
        self.transcript[-1] = Utterance(Speaker.DRIVER, longer)
        return self._asks(TurnRequested)

    def ends_his_line(self, words: str) -> None:
        """The driver's last line is heard to its end, after we have cut into it."""
        line = max(i for i, each in enumerate(self.transcript) if each.speaker is Speaker.DRIVER)
        self.transcript[line] = Utterance(Speaker.DRIVER, words)
        self.tell(DriverSpoke(self._now(), tuple(self.transcript), None))

    def is_asked_again(self) -> list[Step]:
        """An answer is asked for although nothing was said since."""
        return self._asks(TurnRequested)

    def is_silent(self) -> list[Step]:
        """A reminder is due."""
        return self._asks(ReminderDue)

    def talks(self, words: str, floor: Speaker | None = Speaker.DRIVER) -> list[Step]:
        """The driver is heard, and nothing is asked for yet; what the call cuts in with."""
        self.transcript.append(Utterance(Speaker.DRIVER, words))
        return self.tell(DriverSpoke(self._now(), tuple(self.transcript), floor))

    def drops(self) -> list[Step]:
        """The line drops, and another process goes on from the memory's JSON."""
        kept = self.memory.model_dump_json()
        self.call = Call(Memory.model_validate_json(kept))
        return self.tell(LineRestored(self._now()))

    def transfer_starts(self, contact: str = FIRST) -> list[Step]:
        return self.tell(TransferStarted(self._now(), contact))

    def transfer_is_bridged(self, contact: str = FIRST) -> list[Step]:
        return self.tell(TransferBridged(self._now(), contact))

    def transfer_fails(self, contact: str = FIRST) -> list[Step]:
        return self.tell(TransferFailed(self._now(), contact))

    def ends(self) -> list[Step]:
        return self.tell(CallEnded(self._now()))

    def tell(self, event: Event, *, unheard: bool = False) -> list[Step]:
        """Hand in any event; the steps of what is said because of it."""
        self.actions = self.call.receive(event)
        if self.lines and not unheard:
            words = " ".join(line.step for line in self.lines)
            self.transcript.append(Utterance(Speaker.AGENT, words))
            self.call.receive(DriverSpoke(self.at, tuple(self.transcript), None))
        return [line.step for line in self.lines]

    def _asks(
        self, kind: type[TurnRequested] | type[ReminderDue], *, unheard: bool = False
    ) -> list[Step]:
        self.turn += 1
        event = kind(self._now(), self.turn, tuple(self.transcript))
        steps = self.tell(event, unheard=unheard)
        self.call.receive(AnswerSent(self.at, self.turn))
        return steps

    def _now(self) -> float:
        self.at += 1
        return self.at

    # What came of the last event

    @property
    def lines(self) -> tuple[Line, ...]:
        said = [a for a in self.actions if isinstance(a, Say | Interrupt)]
        return said[0].lines if said else ()

    @property
    def cuts_in(self) -> bool:
        return any(isinstance(action, Interrupt) for action in self.actions)

    @property
    def hangs_up(self) -> bool:
        return any(isinstance(action, HangUp) for action in self.actions)

    @property
    def transfers_to(self) -> str | None:
        return next((a.contact for a in self.actions if isinstance(a, TransferCall)), None)

    @property
    def alerts(self) -> list[EmergencyCard]:
        return [action.card for action in self.actions if isinstance(action, RaiseAlert)]

    @property
    def memory(self) -> Memory:
        return self.call.memory

    @property
    def phase(self) -> Phase:
        return self.memory.phase
