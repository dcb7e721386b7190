"""A call with nothing around it but its line, for whoever plays calls without a socket.

What Retell would tell of a line is told here: the driver is heard word by word, a request holds all
that was said, and a line that drops takes everything with it but the memory. When things happen,
and in which words the agent speaks, is the player's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conversation.actions import GREETING_TURN, Action, Interrupt
from conversation.call import Call
from conversation.events import (
    AnswerSent,
    DriverSpoke,
    Event,
    LineRestored,
    ReminderDue,
    Speaker,
    TurnRequested,
    Utterance,
)
from conversation.memory import Memory

#: Is told of each event, what the call knew before it, and what it did about it.
Watch = Callable[[Event, Memory, Sequence[Action]], None]


class BareLine:
    """One call, and the transcript that Retell would keep of it. `now` gives Unix time, seconds."""

    def __init__(self, now: Callable[[], float], watch: Watch | None = None) -> None:
        self.call = Call()
        self.transcript: list[Utterance] = []
        self.turn = GREETING_TURN
        self._now = now
        self._watch = watch

    @property
    def memory(self) -> Memory:
        """What the call knows now."""
        return self.call.memory

    def tell(self, event: Event) -> Sequence[Action]:
        """Let the call know of any event; what it does about it."""
        before = self.memory
        actions = self.call.receive(event)
        if self._watch is not None:
            self._watch(event, before, actions)
        return actions

    def hears(
        self, words: str, *, line: int | None = None, floor: Speaker = Speaker.DRIVER
    ) -> Sequence[Action]:
        """The driver says `words` one by one, in a new line or on in the transcript's `line`.

        Returns what the call cuts in with, if it does; the words behind were not said then.
        """
        place = len(self.transcript) if line is None else line
        for word in words.split():
            self.adds(place, word)
            actions = self.overhears(floor)
            if cuts_in(actions):
                return actions
        return ()

    def adds(self, line: int, word: str) -> None:
        """One more word of the driver in the transcript's `line`, which may be a new one."""
        if line == len(self.transcript):
            self.transcript.append(Utterance(Speaker.DRIVER, word))
        else:
            said = f"{self.transcript[line].text} {word}"
            self.transcript[line] = Utterance(Speaker.DRIVER, said)

    def overhears(self, floor: Speaker | None) -> Sequence[Action]:
        """The transcript as it stands comes by, and nobody waits for an answer."""
        return self.tell(DriverSpoke(self._now(), tuple(self.transcript), floor))

    def asks(self, kind: type[TurnRequested] | type[ReminderDue]) -> Sequence[Action]:
        """An answer is asked for."""
        self.turn += 1
        return self.tell(kind(self._now(), self.turn, tuple(self.transcript)))

    def answered(self, turn: int | None = None) -> None:
        """The answer under `turn`, else the one that was asked for last, has been sent whole."""
        self.tell(AnswerSent(self._now(), self.turn if turn is None else turn))

    def speaks(self, words: str, *, hangs_up: bool = False) -> None:
        """The agent says `words` to their end, and the transcript shows that they were heard."""
        self.transcript.append(Utterance(Speaker.AGENT, words))
        self.overhears(Speaker.AGENT)
        if not hangs_up:
            self.overhears(None)

    def drops(self) -> Sequence[Action]:
        """The line drops and comes back at another process, which has the memory's JSON."""
        kept = self.memory.model_dump_json()
        self.call = Call(Memory.model_validate_json(kept))
        return self.tell(LineRestored(self._now()))


def cuts_in(actions: Sequence[Action]) -> bool:
    """Whether the agent speaks without being asked."""
    return any(isinstance(action, Interrupt) for action in actions)
