"""One answer in the making: what will be said, and what the call will know afterwards."""

from __future__ import annotations

from conversation.actions import Line
from conversation.cards import ReceiptStep, TransferStep
from conversation.memory import Emergency, Language, Memory
from conversation.states import Phase, Signal, step_to
from conversation.steps import STEP_RULES, Step


class Draft:
    """Collects lines and changes while an event is being answered; discarded afterwards."""

    def __init__(self, memory: Memory, at: float) -> None:
        self.memory = memory
        self.at = at
        self.lines: list[Line] = []
        self.firm = False
        self.hangs_up = False
        self.transfers_to: str | None = None
        # Whether the rules understood the driver well enough for a plain line.
        self.understood = True
        # Whether the driver goes on in another language than ours so far.
        self.switched_language = False

    @property
    def phase(self) -> Phase:
        """The phase that the call is in after what was drafted so far."""
        return self.memory.phase

    @property
    def emergency(self) -> Emergency:
        """The emergency being handled; only where there is one."""
        assert self.memory.emergency is not None
        return self.memory.emergency

    def note(self, **changes: object) -> None:
        """Change what the call knows."""
        self.memory = self.memory.model_copy(update=changes)

    def speak(self, language: Language) -> None:
        """Go on in this language."""
        self.switched_language = language != self.memory.language
        self.note(language=language)

    def note_emergency(self, **changes: object) -> None:
        """Change what the call knows of its emergency."""
        self.note(emergency=self.emergency.model_copy(update=changes))

    def note_receipt(self, step: TransferStep, contact: str) -> None:
        """Add a step to the receipt of the hand-over."""
        done = ReceiptStep(step=step, contact=contact, at=self.at)
        self.note_emergency(receipt=(*self.emergency.receipt, done))

    def signal(self, signal: Signal) -> None:
        """Move the call by the table of phases."""
        memory = self.memory
        paused = memory.emergency.paused_phase if memory.emergency else memory.phase
        before = memory.closed_in or paused
        self.note(phase=step_to(memory.phase, signal, where_it_was=before))

    def say(self, step: Step, **values: str) -> None:
        """Add a line. The same step gets another wording each time."""
        said = self.memory.said.get(step, 0)
        self.lines.append(Line(step, said, values))
        self.note(said={**self.memory.said, step: said + 1})

    def ask(self, step: Step, **values: str) -> None:
        """Add a question and wait for its answer."""
        self.say(step, **values)
        self.note(question=step)

    def worn_out(self, step: Step) -> bool:
        """Whether a question has no wording left that the driver has not heard."""
        return self.memory.said.get(step, 0) >= STEP_RULES[step].wordings

    def hang_up(self) -> None:
        """End the call after these lines; the driver cannot cut them off."""
        self.firm = self.hangs_up = True
        self.note(question=None)

    def transfer(self, contact: str) -> None:
        """Hand the driver over after these lines; he cannot cut them off by a "yeah"."""
        self.firm = True
        self.transfers_to = contact
        self.note(question=None)
