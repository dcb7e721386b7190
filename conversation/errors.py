"""What can go wrong inside a conversation.

ConversationError
└── ImpossibleSignalError   our own mistake: the table of phases has no such cell
"""

from __future__ import annotations


class ConversationError(Exception):
    """Base of all errors raised by this package."""


class ImpossibleSignalError(ConversationError):
    """A signal came in a phase that does not know it. Always a mistake in our own code."""

    def __init__(self, phase: str, signal: str) -> None:
        super().__init__(f"no way out of phase {phase!r} by signal {signal!r}")
        self.phase = phase
        self.signal = signal
