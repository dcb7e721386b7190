"""Plays a recording on the bare core: no socket, no clock, and nobody hears it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conversation.actions import GREETING_TURN, Action, HangUp, Interrupt, RaiseAlert, Say
from conversation.actions import Line as SpokenLine
from conversation.bare_line import BareLine
from conversation.cards import TransferStep
from conversation.events import (
    CallEnded,
    CallStarted,
    DetailsArrived,
    Event,
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
        self._at = recording.at
        self._line = BareLine(lambda: self._at, self._note)
        self._lines: tuple[str, ...] = ()
        self._played = Played()

    def play(self) -> Played:
        """The whole call."""
        self._begin()
        for happening in self._recording.happenings:
            if self._line.memory.phase is not Phase.ENDED or isinstance(happening, Dropped):
                self._at = happening.at
                self._happen(happening)
        self._line.tell(CallEnded(self._recording.ended_at))
        memory = self._line.memory
        emergency = memory.emergency_form()
        self._played.forms = {
            "check_in": memory.check_in_form().model_dump(mode="json"),
            "emergency": None if emergency is None else emergency.model_dump(mode="json"),
        }
        return self._played

    def _begin(self) -> None:
        at, begun = self._recording.at, self._recording.begun
        if not self._recording.greeted:
            self._line.tell(DetailsArrived(at, begun.load, begun.bound))
            return
        started = CallStarted(at, begun.load, self._recording.cut_off, begun.bound)
        self._speak(self._line.tell(started))
        self._line.answered(GREETING_TURN)

    def _happen(self, happening: Happening) -> None:
        match happening:
            case Asked():
                self._ask(happening)
            case Overheard(lines=lines):
                self._hear(lines)
                self._overhear_word_by_word(Speaker.AGENT)
            case Dropped():
                self._speak(self._line.drops())
                self._line.answered(GREETING_TURN)
            case Transfer(at=at, step=step, contact=contact):
                self._speak(self._line.tell(_REPORTS[step](at, contact)))

    def _ask(self, asked: Asked) -> None:
        known = len(self._lines)
        self._hear(asked.lines)
        if len(asked.lines) > known and not asked.reminder:
            self._overhear_word_by_word(Speaker.DRIVER)
        actions = self._line.asks(ReminderDue if asked.reminder else TurnRequested)
        self._line.answered()
        if asked.heard:
            self._speak(actions)

    def _hear(self, lines: tuple[str, ...]) -> None:
        """Take in what the driver has said by now; a line may have become longer."""
        known = min(len(self._lines), len(lines))
        place = self._last_of_driver()
        said = self._line.transcript
        if known and place is not None:
            said[place] = Utterance(Speaker.DRIVER, lines[known - 1])
        said += [Utterance(Speaker.DRIVER, line) for line in lines[known:]]
        self._lines = lines

    def _last_of_driver(self) -> int | None:
        said = self._line.transcript
        places = (n for n in range(len(said) - 1, -1, -1))
        return next((n for n in places if said[n].speaker is Speaker.DRIVER), None)

    def _overhear_word_by_word(self, floor: Speaker) -> None:
        """The newest line as it came, until the agent cuts in."""
        newest = self._line.transcript.pop()
        self._speak(self._line.hears(newest.text, floor=floor))

    def _speak(self, actions: Sequence[Action]) -> None:
        said = next((each for each in actions if isinstance(each, Say | Interrupt)), None)
        if said is None or not said.lines:
            return
        memory = self._line.memory
        words = self._voice.words(said.lines, memory, self._at)
        self._played.steps += [line.step.value for line in said.lines]
        self._played.said.append(words)
        self._played.turns += 1
        for line in said.lines:
            self._judge(line, memory)
        self._line.speaks(words, hangs_up=any(isinstance(each, HangUp) for each in actions))

    def _judge(self, line: SpokenLine, memory: Memory) -> None:
        """Hold a line to the safety laws as it was really spoken."""
        text = self._voice.words([line], memory, self._at)
        for fault in safety_faults(line.step, text, memory.language):
            self._played.unsafe.append(f"{line.step.value}: {fault.what}")

    def _note(self, _: Event, __: Memory, actions: Sequence[Action]) -> None:
        self._played.alarm |= any(isinstance(action, RaiseAlert) for action in actions)
