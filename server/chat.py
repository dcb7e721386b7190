"""`checkcall prompts chat`: the driver's part is typed, and what the call makes of it is shown."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence

from conversation.actions import (
    GREETING_TURN,
    Action,
    HangUp,
    Interrupt,
    RaiseAlert,
    Say,
    TransferCall,
)
from conversation.bare_line import BareLine
from conversation.cards import EmergencyCard
from conversation.events import (
    CallEnded,
    CallStarted,
    Event,
    LoadFacts,
    ReminderDue,
    TransferBridged,
    TransferFailed,
    TransferStarted,
    TurnRequested,
)
from conversation.evidence import told_since
from conversation.memory import Memory
from conversation.states import Phase
from prompts import PromptLibrary
from server.voice import Voice

HELP = (
    "Type what the driver says. An empty line is his silence. /bridged and /failed tell what "
    "became of a transfer, /drop loses the line, /bye hangs up."
)


class Chat:
    """One call in a terminal. `show` prints a line; `now` is Unix time in seconds."""

    def __init__(
        self,
        library: PromptLibrary,
        load: LoadFacts,
        show: Callable[[str], None],
        now: Callable[[], float],
    ) -> None:
        self._voice = Voice(library, secrets.token_hex(4))
        self._load = load
        self._show = show
        self._now = now
        self._line = BareLine(now, self._tell_of)
        self._contact: str | None = None
        #: Nobody is on the line any more.
        self.over = False

    def begin(self) -> None:
        """The agent's first words."""
        self._show(HELP)
        self._speak(self._line.tell(CallStarted(self._now(), self._load)))
        self._line.answered(GREETING_TURN)

    def hear(self, typed: str) -> None:
        """Take in one line that was typed."""
        match typed.strip():
            case "/bye":
                self.over = True
            case "/drop":
                self._speak(self._line.drops())
                self._line.answered(GREETING_TURN)
            case "/bridged" | "/failed" as told:
                self._report(told)
            case "":
                self._ask(ReminderDue)
            case words if words.startswith("/"):
                self._show(HELP)
            case words:
                self._say(words)

    def end(self) -> None:
        """Hang up, and show the forms."""
        self._line.tell(CallEnded(self._now()))
        memory = self._line.memory
        for name, form in (
            ("check_in", memory.check_in_form()),
            ("emergency", memory.emergency_form()),
        ):
            if form is not None:
                for field, value in form.model_dump(mode="json").items():
                    if value is not None:
                        self._show(f"  {name}.{field}: {value}")

    def _say(self, words: str) -> None:
        """The driver says it, and then waits, unless the agent cuts in."""
        if cut_in := self._line.hears(words):
            self._speak(cut_in)
        else:
            self._ask(TurnRequested)

    def _ask(self, kind: type[TurnRequested] | type[ReminderDue]) -> None:
        actions = self._line.asks(kind)
        self._line.answered()
        self._speak(actions)

    def _report(self, told: str) -> None:
        if self._contact is None:
            self._show("  no transfer has been asked for")
            return
        contact, self._contact = self._contact, None
        self._line.tell(TransferStarted(self._now(), contact))
        event = TransferBridged if told == "/bridged" else TransferFailed
        self._speak(self._line.tell(event(self._now(), contact)))

    def _speak(self, actions: Sequence[Action]) -> None:
        for action in actions:
            match action:
                case Say(lines=lines) | Interrupt(lines=lines) if lines:
                    words = self._voice.words(lines, self._line.memory, self._now())
                    steps = ", ".join(line.step.value for line in lines)
                    self._show(f"agent: {words}")
                    self._show(f"  said: {steps}")
                    hangs_up = any(isinstance(each, HangUp) for each in actions)
                    self._line.speaks(words, hangs_up=hangs_up)
                case TransferCall(contact=contact):
                    self._contact = contact
                    self._show(f"  transfer to {contact}: /bridged or /failed")
                case HangUp():
                    self._show("  the agent hangs up")
                    self.over = True
                case _:
                    pass

    def _tell_of(self, _: Event, before: Memory, actions: Sequence[Action]) -> None:
        for line in _changes(before, self._line.memory, actions):
            self._show(f"  {line}")


def _changes(before: Memory, after: Memory, actions: Sequence[Action]) -> Iterator[str]:
    """What an event has changed that one wants to see."""
    for action in actions:
        if isinstance(action, RaiseAlert):
            yield _card(action.card)
    if after.phase is not before.phase:
        yield f"phase: {before.phase} -> {after.phase}"
    if after.language != before.language:
        yield f"language: {after.language}"
    if after.emergency and not before.emergency and after.phase is Phase.SUSPECTED:
        yield f'suspected danger: "{after.emergency.words}"'
    for told in told_since(after.notes, before.notes):
        was = " (replaced)" if told.superseded else ""
        yield f'fact: {told.note.topic} = {told.note.value}, "{told.note.words}"{was}'


def _card(card: EmergencyCard) -> str:
    return (
        f'ALARM {card.number}: {card.emergency_type}, {card.status}, "{card.words}", '
        f"{card.escalation_status}"
    )
