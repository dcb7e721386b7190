"""What a call wants done, as orders. Whoever performs them adds words, network and clocks.

An answer to turn N is one `Say` with that turn, followed by at most one `HangUp` or
`TransferCall` of the same turn, which takes effect after the words are spoken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conversation.cards import EmergencyCard
from conversation.steps import Step

#: The turn that the greeting answers, before the driver has said anything.
GREETING_TURN = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One step to be spoken. `wording` counts how often it was said in this call before."""

    step: Step
    wording: int = 0
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """Answer `turn` with these lines. `firm`: the driver cannot cut them off.

    `understood` tells whether the rules read the driver's words, so that a plain line will do.
    """

    turn: int
    lines: tuple[Line, ...]
    firm: bool = False
    understood: bool = True


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Speak these lines at once, cutting off whatever is being said by us."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call once the words of `turn`, or those that cut in, are spoken."""

    turn: int | None


@dataclass(frozen=True, slots=True)
class TransferCall:
    """Hand the driver to `contact` (a phone number) once the words of `turn` are spoken."""

    turn: int | None
    contact: str


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """Store this card and tell the dispatchers, before anything after it is done."""

    card: EmergencyCard


@dataclass(frozen=True, slots=True)
class TuneAgent:
    """How long a silence counts as one (milliseconds), and how many reminders may follow."""

    reminder_after_ms: int
    reminders: int


@dataclass(frozen=True, slots=True)
class AskReading:
    """Have a second reader, where there is one, read these words of the driver's meanwhile.

    Where the rules have heard all of them (`conversation.plain`) that can be spared.
    What it finds comes back as `ReadingArrived`, or never. `question` is what he was asked,
    `utterance` the first of his lines that hold the words.
    """

    turn: int
    words: str
    utterance: int
    question: Step | None = None


Action = Say | Interrupt | HangUp | TransferCall | RaiseAlert | TuneAgent | AskReading


def raised_card(actions: Sequence[Action]) -> EmergencyCard | None:
    """The card that `actions` raise, if any; there is one at most."""
    return next((each.card for each in actions if isinstance(each, RaiseAlert)), None)
