"""Plays a script on the bare core: no socket, no server, and time is a value.

What Retell would do is done in the simulator's order: the driver is heard word by word, each
request gets its answer, an answer is spoken unless a newer request or a cut-in has overtaken it,
and only what was spoken to its end has its action carried out. A dropped line loses everything but
the memory, which goes on from its JSON in a new `Call`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conversation.actions import (
    GREETING_TURN,
    Action,
    HangUp,
    Interrupt,
    Line,
    RaiseAlert,
    Say,
    TransferCall,
    TuneAgent,
)
from conversation.bare_line import BareLine, cuts_in
from conversation.events import (
    CallEnded,
    CallStarted,
    DriverSpoke,
    Event,
    LoadFacts,
    ReminderDue,
    Speaker,
    TransferBridged,
    TransferFailed,
    TransferStarted,
    TurnRequested,
    Utterance,
)
from conversation.memory import Memory
from prompts import PromptLibrary
from server.voice import Voice
from server.wire import load_facts
from simulator import CallScript, Ended
from simulator.call_object import call_object
from simulator.script import CutsIn, DriverTurn, HangsUp, LineDrops, Mumbles, Says, Silent
from simulator.wire import UNINTELLIGIBLE

#: When the call begins, and how long everything takes in it.
NOON = 1_780_000_000.0
A_WHILE = 2.0


class CallOver(Exception):  # noqa: N818 - an ending, not an error
    """The call has ended."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended)
        self.ended = ended


@dataclass
class Asked:
    """One event, and what the call did about it."""

    event: Event
    actions: Sequence[Action]
    memory: Memory


@dataclass
class Played:
    """What the call came to. `heard` are the agent's lines as spoken, `spoken` their steps."""

    ended: Ended = Ended.OPEN
    transferred_to: str | None = None
    heard: list[str] = field(default_factory=list)
    spoken: list[tuple[Line, ...]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)

    @property
    def forms(self) -> dict[str, Any]:
        """The forms as they are stored."""
        emergency = self.memory.emergency_form()
        return {
            "check_in": self.memory.check_in_form().model_dump(mode="json"),
            "emergency": emergency and emergency.model_dump(mode="json"),
        }

    @property
    def cards(self) -> list[RaiseAlert]:
        """The emergency cards that were raised, oldest first."""
        return [a for asked in self.asked for a in asked.actions if isinstance(a, RaiseAlert)]


def play_on_core(
    script: CallScript, library: PromptLibrary, call_id: str, *, tells_of_transfers: bool = True
) -> Played:
    """Play `script`; without `tells_of_transfers` no webhook says what became of a transfer."""
    return _Retell(script, Voice(library, call_id), tells_of_transfers).play()


class _Retell:
    """What Retell does with a call, on a bare line."""

    def __init__(self, script: CallScript, voice: Voice, tells_of_transfers: bool) -> None:
        self._script = script
        self._voice = voice
        self._tells = tells_of_transfers
        self._line = BareLine(self._now, self._keep)
        self._load = _load(script)
        self._at = NOON
        self._transfers = deque(script.transfer)
        self._reminders = 0
        self._reminders_allowed = script.agent.reminder_max_count
        self._talked_over = False
        self.driver = deque(script.driver)
        self._played = Played()

    def play(self) -> Played:
        """The whole call."""
        try:
            self._speak(self._line.tell(CallStarted(self._now(), self._load)))
            while self.driver or self._talked_over:
                if self._talked_over:
                    self._talked_over = False
                    self._ask(TurnRequested)
                else:
                    self._play_turn(self.driver.popleft())
        except CallOver as over:
            self._played.ended = over.ended
        self._line.tell(CallEnded(self._now()))
        self._played.memory = self._line.memory
        return self._played

    # The driver

    def _play_turn(self, turn: DriverTurn) -> None:
        match turn:
            case Says():
                self._says(turn)
            case CutsIn():
                self._says(Says(says=turn.cuts_in))
            case Silent():
                self._is_silent(turn.silent)
            case Mumbles():
                self._mumbles(turn.mumbles)
            case LineDrops():
                self._drop_and_redial()
            case HangsUp():
                raise CallOver(Ended.DRIVER)

    def _says(self, says: Says) -> None:
        self._reminders = 0
        begins = len(self._line.transcript)
        *early, last = (says.says, *says.goes_on)
        for piece in early:
            if self._utters(begins, piece, says):
                return
            self._line.asks(TurnRequested)
            if says.goes_on_when == "answered":
                self._line.answered()
        if not self._utters(begins, last, says):
            self._ask(TurnRequested, late=self._late(says), drops=says.line_drops)

    def _utters(self, begins: int, text: str, says: Says) -> bool:
        """Say it word by word; True when the agent cut in."""
        for word in text.split():
            self._line.adds(begins, word)
            times = 2 if says.arrives == "twice" else 1
            for _ in range(times):
                actions = self._line.overhears(Speaker.DRIVER)
                if cuts_in(actions):
                    self._speak(actions)
                    return True
        return False

    def _late(self, says: Says) -> DriverSpoke | None:
        """An update of a moment ago, which arrives after the request."""
        if says.arrives != "late":
            return None
        *before, last = self._line.transcript
        shorter = Utterance(last.speaker, last.text.rpartition(" ")[0] or last.text)
        return DriverSpoke(self._now(), (*before, shorter))

    def _is_silent(self, times: int) -> None:
        for _ in range(times):
            if self._reminders < self._reminders_allowed:
                self._reminders += 1
                self._ask(ReminderDue)

    def _mumbles(self, times: int) -> None:
        for _ in range(times):
            self._reminders = 0
            self._line.transcript.append(Utterance(Speaker.DRIVER, UNINTELLIGIBLE))
            self._line.overhears(Speaker.DRIVER)
            self._ask(TurnRequested)

    # The agent

    def _ask(
        self,
        kind: type[TurnRequested] | type[ReminderDue],
        *,
        late: DriverSpoke | None = None,
        drops: bool = False,
    ) -> None:
        actions = self._line.asks(kind)
        if drops:
            self._drop_and_redial()
            if self._script.retell.asks_again_after_drop:
                self._ask(kind)
            return
        self._line.answered()
        cut_in = self._line.tell(late) if late is not None else ()
        self._speak(cut_in if cuts_in(cut_in) else actions)

    def _drop_and_redial(self) -> None:
        """Only what JSON holds survives."""
        if not self._script.retell.ids_continue:
            self._line.turn = 0
        self._speak(self._line.drops())
        self._line.answered(GREETING_TURN)

    def _speak(self, actions: Sequence[Action]) -> None:
        """Speak what is to be spoken, as far as the driver lets it, and do what follows from it."""
        for action in actions:
            if isinstance(action, TuneAgent):
                self._reminders_allowed = action.reminders
        said = next((a for a in actions if isinstance(a, Say | Interrupt)), None)
        if said is None or not said.lines:
            return
        firm = isinstance(said, Interrupt) or said.firm
        words = self._voice.words(said.lines, self._line.memory, self._at)
        self._line.overhears(Speaker.AGENT)
        heard, cut_in = self._spoken(words, firm=firm)
        self._played.heard.append(heard)
        self._played.spoken.append(said.lines if heard == words else ())
        if cut_in:
            self._speak(cut_in)
        elif heard == words:
            self._line.overhears(None)
            self._carry_out(actions)

    def _spoken(self, words: str, *, firm: bool) -> tuple[str, Sequence[Action]]:
        """As much of `words` as is spoken, and what the agent cuts into its own line with."""
        turn = self.driver[0] if self.driver else None
        if not isinstance(turn, CutsIn):
            self._line.transcript.append(Utterance(Speaker.AGENT, words))
            return words, ()
        until = min(turn.after_words, len(words.split()) - 1)
        heard = " ".join(words.split()[:until])
        place = len(self._line.transcript)
        self._line.transcript.append(Utterance(Speaker.AGENT, heard))
        if not firm:
            if not self._script.retell.trims_cut_lines:
                self._line.transcript[place] = Utterance(Speaker.AGENT, words)
            return heard, ()
        self.driver.popleft()
        self._talked_over = True
        for word in turn.cuts_in.split():
            self._line.adds(place + 1, word)
            actions = self._line.overhears(Speaker.DRIVER)
            if cuts_in(actions):
                self._talked_over = False
                return heard, actions
        self._line.transcript[place] = Utterance(Speaker.AGENT, words)
        return words, ()

    def _carry_out(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, HangUp):
                raise CallOver(Ended.HANG_UP)
            if isinstance(action, TransferCall):
                self._transfer(action.contact)

    def _transfer(self, contact: str) -> None:
        outcome = self._transfers[0]
        if len(self._transfers) > 1:
            self._transfers.popleft()
        self._report(TransferStarted(self._now(), contact))
        if outcome == "bridged":
            self._report(TransferBridged(self._now(), contact))
            self._played.transferred_to = contact
            raise CallOver(Ended.TRANSFER)
        self._speak(self._report(TransferFailed(self._now(), contact)))

    def _report(self, event: Event) -> Sequence[Action]:
        return self._line.tell(event) if self._tells else ()

    # The call

    def _keep(self, event: Event, _: Memory, actions: Sequence[Action]) -> None:
        self._played.asked.append(Asked(event, actions, self._line.memory))

    def _now(self) -> float:
        self._at += A_WHILE
        return self._at


def _load(script: CallScript) -> LoadFacts:
    """What the server makes of the call object; a web call cannot be transferred."""
    load = load_facts(call_object(script, "call_1"))
    return load.model_copy(update={"contacts": ()}) if script.call == "web" else load
