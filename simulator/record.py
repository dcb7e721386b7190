"""Keeps what happens in a call, and tells whoever watches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from conversation.events import Speaker
from simulator.findings import Finding
from simulator.report import Action, Turn


class Watcher(Protocol):
    """Sees a call as it runs."""

    def said(self, speaker: Speaker, text: str, turn: Turn | None = None) -> None:
        """A line is over; the agent's lines come with their turn."""

    def happened(self, what: str) -> None:
        """Something that is not speech: a silence, a broken line, a transfer."""

    def found(self, finding: Finding) -> None:
        """The judge has something to say."""


class Nobody:
    """Watches nothing."""

    def said(self, speaker: Speaker, text: str, turn: Turn | None = None) -> None:
        """See `Watcher.said`."""

    def happened(self, what: str) -> None:
        """See `Watcher.happened`."""

    def found(self, finding: Finding) -> None:
        """See `Watcher.found`."""


class Record:
    """The growing report."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.turns: list[Turn] = []
        self.actions: list[Action] = []
        self.findings: list[Finding] = []

    def found(self, findings: Iterable[Finding]) -> None:
        """Enter what the judge found."""
        for finding in findings:
            self.findings.append(finding)
            self.watcher.found(finding)

    def agent_said(self, turn: Turn) -> None:
        """Enter what the agent said, or would have said."""
        self.turns.append(turn)
        self.watcher.said(Speaker.AGENT, turn.heard, turn)

    def driver_said(self, text: str) -> None:
        """Tell what the driver said; the transcript keeps it."""
        self.watcher.said(Speaker.DRIVER, text)

    def acted(self, action: Action) -> None:
        """Enter an action that the server asked for, and what came of it."""
        self.actions.append(action)
        target = f" {action.target}" if action.target else ""
        self.watcher.happened(f"{action.name}{target}: {action.outcome.replace('_', ' ')}")
