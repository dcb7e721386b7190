"""Plays a recording on the bare core: no socket, no clock, and nobody hears it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conversation.actions import GREETING_TURN, Action, HangUp, Interrupt, RaiseAlert, Say
from conversation.actions import Line as SpokenLine
from conversation.call import Call
from conversation.cards import TransferStep
from conversation.events import (
    AnswerSent,
    CallEnded,
    CallStarted,
    DetailsArrived,
    DriverSpoke,
    Event,
    LineRestored,
    ReminderDue,
    Speaker,
    TransferBridged,
    TransferFailed,
    TransferStarted,
    TurnRequested,
    Utterance,
)
from conversation.memory import Memory
from conversation.states import Phase
from prompts import PromptLibrary
from prompts.safety import safety_faults
from server.replay.recording import Asked, Dropped, Happening, Overheard, Recording, Transfer
from server.voice import Voice

_Report = type[TransferStarted] | type[TransferBridged] | type[TransferFailed]
_REPORTS: dict[TransferStep, _Report] = {
    TransferStep.STARTED: TransferStarted,
    TransferStep.BRIDGED: TransferBridged,
    TransferStep.CANCELLED: TransferFailed,
}


@dataclass(slots=True)
class Played:
    """What a call came to. `steps` in their order, `said` the agent's lines as he heard them.

    `turns` counts the answers that were spoken; `unsafe` are lines that broke a safety law.
    """

    steps: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    turns: int = 0
    alarm: bool = False
    unsafe: list[str] = field(default_factory=list)
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """How many words the agent spoke."""
        return sum(len(line.split()) for line in self.said)


def play(recording: Recording, library: PromptLibrary) -> Played:
    """Play `recording` with the texts of `library`."""
    return _Player(recording, library).play()


class _Player:
    def __init__(self, recording: Recording, library: PromptLibrary) -> None:
        self._recording = recording
        self._voice = Voice(library, recording.call_id)
        self._call = Call(Memory())
        self._heard: list[Utterance] = []
        self._lines: tuple[str, ...] = ()
        self._turn = 0
        self._played = Played()

    def play(self) -> Played:
        """The whole call."""
        self._begin()
        for happening in self._recording.happenings:
            if self._call.memory.phase is not Phase.ENDED or isinstance(happening, Dropped):
                self._happen(happening)
        self._tell(CallEnded(self._recording.ended_at))
        memory = self._call.memory
        emergency = memory.emergency_form()
        self._played.forms = {
            "check_in": memory.check_in_form().model_dump(mode="json"),
            "emergency": None if emergency is None else emergency.model_dump(mode="json"),
        }
        return self._played

    def _begin(self) -> None:
        at, begun = self._recording.at, self._recording.begun
        if not self._recording.greeted:
            self._tell(DetailsArrived(at, begun.load, begun.bound))
            return
        started = CallStarted(at, begun.load, self._recording.cut_off, begun.bound)
        self._speak(self._tell(started), at)
        self._tell(AnswerSent(at, GREETING_TURN))

    def _happen(self, happening: Happening) -> None:
        match happening:
            case Asked():
                self._ask(happening)
            case Overheard(at=at, lines=lines):
                self._hear(lines)
                self._overhear_word_by_word(at, Speaker.AGENT)
            case Dropped(at=at):
                self._speak(self._tell(LineRestored(at)), at)
                self._tell(AnswerSent(at, GREETING_TURN))
            case Transfer(at=at, step=step, contact=contact):
                self._speak(self._tell(_REPORTS[step](at, contact)), at)

    def _ask(self, asked: Asked) -> None:
        known = len(self._lines)
        self._hear(asked.lines)
        if len(asked.lines) > known and not asked.reminder:
            self._overhear_word_by_word(asked.at, Speaker.DRIVER)
        self._turn += 1
        event = ReminderDue if asked.reminder else TurnRequested
        actions = self._tell(event(asked.at, self._turn, tuple(self._heard)))
        self._tell(AnswerSent(asked.at, self._turn))
        if asked.heard:
            self._speak(actions, asked.at)

    def _hear(self, lines: tuple[str, ...]) -> None:
        """Take in what the driver has said by now; a line may have become longer."""
        known = min(len(self._lines), len(lines))
        place = self._last_of_driver()
        if known and place is not None:
            self._heard[place] = Utterance(Speaker.DRIVER, lines[known - 1])
        self._heard += [Utterance(Speaker.DRIVER, line) for line in lines[known:]]
        self._lines = lines

    def _last_of_driver(self) -> int | None:
        places = (n for n in range(len(self._heard) - 1, -1, -1))
        return next((n for n in places if self._heard[n].speaker is Speaker.DRIVER), None)

    def _overhear_word_by_word(self, at: float, floor: Speaker) -> None:
        """The newest line as it came, until the agent cuts in."""
        *before, last = self._heard
        words = last.text.split()
        for count in range(1, len(words) + 1):
            line = Utterance(Speaker.DRIVER, " ".join(words[:count]))
            actions = self._tell(DriverSpoke(at, (*before, line), floor))
            if any(isinstance(action, Interrupt) for action in actions):
                self._heard[-1] = line
                self._speak(actions, at)
                return

    def _speak(self, actions: Sequence[Action], at: float) -> None:
        said = next((each for each in actions if isinstance(each, Say | Interrupt)), None)
        if said is None or not said.lines:
            return
        memory = self._call.memory
        words = self._voice.words(said.lines, memory, at)
        self._played.steps += [line.step.value for line in said.lines]
        self._played.said.append(words)
        self._played.turns += 1
        for line in said.lines:
            self._judge(line, memory, at)
        self._heard.append(Utterance(Speaker.AGENT, words))
        # The transcript shows that we are heard.
        self._tell(DriverSpoke(at, tuple(self._heard), Speaker.AGENT))
        if not any(isinstance(each, HangUp) for each in actions):
            self._tell(DriverSpoke(at, tuple(self._heard), None))

    def _judge(self, line: SpokenLine, memory: Memory, at: float) -> None:
        """Hold a line to the safety laws as it was really spoken."""
        text = self._voice.words([line], memory, at)
        for fault in safety_faults(line.step, text, memory.language):
            self._played.unsafe.append(f"{line.step.value}: {fault.what}")

    def _tell(self, event: Event) -> list[Action]:
        actions = self._call.receive(event)
        self._played.alarm |= any(isinstance(action, RaiseAlert) for action in actions)
        return actions
