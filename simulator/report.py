"""What is left when a simulated call is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conversation.events import Transcript
from simulator.findings import Finding, Severity


class Ended(StrEnum):
    """Who or what ended the call."""

    HANG_UP = "hang_up"  # the server, with end_call
    TRANSFER = "transfer"  # a dispatcher took over
    DRIVER = "driver"  # the driver hung up
    OPEN = "open"  # nobody: the script was through
    LOST = "lost"  # the connection, for good
    TOO_LONG = "too_long"  # Retell: max_call_duration_ms has passed


class CallOver(Exception):  # noqa: N818 - an ending, not an error
    """The call has ended; `reason` is Retell's `disconnection_reason`."""

    def __init__(self, ended: Ended, reason: str) -> None:
        super().__init__(reason)
        self.ended = ended
        self.reason = reason


class TurnKind(StrEnum):
    """What the server spoke for."""

    GREETING = "greeting"
    ANSWER = "answer"
    REMINDER = "reminder"
    INTERRUPT = "interrupt"


@dataclass(frozen=True, slots=True)
class Turn:
    """One request and what came of it. Times are real milliseconds from the request on.

    `text` is all that the server sent, `heard` what was spoken of it. A superseded turn was
    replaced by a newer request before it was spoken.
    """

    number: int
    kind: TurnKind
    text: str
    heard: str
    first_words_ms: float | None
    first_sentence_ms: float | None
    complete_ms: float | None
    superseded: bool = False
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """An action that the server asked for: `end_call`, `transfer` or `digits`.

    `outcome` is `done`, `discarded` (somebody spoke first), or how a transfer went.
    """

    name: str
    target: str
    outcome: str
    turn: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole call: what was said, how fast, what was done, and what was wrong."""

    title: str
    call_id: str
    ended: Ended
    reason: str
    turns: tuple[Turn, ...]
    actions: tuple[Action, ...]
    transcript: Transcript
    all_findings: tuple[Finding, ...]
    forms: Mapping[str, Any] | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The breaches; any of them fails the call."""
        return self._of(Severity.BREACH)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is legal, but would be noticed."""
        return self._of(Severity.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What explains the rest."""
        return self._of(Severity.NOTE)

    @property
    def ok(self) -> bool:
        """Whether there was no breach of the protocol and the script got what it expected."""
        return not self.findings

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(found for found in self.all_findings if found.severity is severity)
