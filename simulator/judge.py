"""Holds the server to the protocol. Pure: frames and times go in, findings come out.

Feed it everything that passes the socket, in order: `connected`, `sent` for each frame of Retell,
`received` for each message of the server, `closed`; and `tick` now and then, because silence is a
breach that no frame announces. It says of each message whether Retell would take it.
Rules: Retell docs, LLM WebSocket, Set up your server, Troubleshooting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from simulator.findings import Finding, Rule
from simulator.wire import AgentInterrupt, Config, PingPong, Response, ServerFrame, read_frame


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may take, in seconds of real time, at every pace.

    `patience`: until the first words of an answer, and between its frames. `in_flight`: how late
    a frame under an old id is excused. `pong`: until a ping must be echoed.
    """

    patience: float = 2.0
    in_flight: float = 0.05
    pong: float = 5.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Retell makes of one message: the frame if it counts, and what was found."""

    frame: ServerFrame | None
    findings: tuple[Finding, ...] = ()


class _Kind(Enum):
    GREETING = auto()
    GREETING_AFTER_REDIAL = auto()
    ANSWER = auto()
    INTERRUPT = auto()


@dataclass(slots=True)
class _Debt:
    """Words that the server owes, or has offered, under one id."""

    number: int
    kind: _Kind
    asked_at: float
    last_at: float
    has_words: bool = False
    begun: bool = False
    complete: bool = False
    superseded_at: float | None = None
    cancelled: bool = False
    driver_talks: bool = False
    silence_told: bool = False
    actions: frozenset[str] = frozenset()

    @classmethod
    def new(cls, number: int, kind: _Kind, at: float) -> _Debt:
        return cls(number, kind, asked_at=at, last_at=at)

    @property
    def turn(self) -> int | None:
        """The response id; interrupts have none."""
        return None if self.kind is _Kind.INTERRUPT else self.number

    @property
    def label(self) -> str:
        """What a finding must say beside the response id."""
        return f"interrupt_id {self.number}" if self.kind is _Kind.INTERRUPT else ""

    @property
    def open(self) -> bool:
        """Whether somebody still waits for words under this id."""
        settled = self.complete or self.cancelled or self.superseded_at is not None
        return not (settled or self.driver_talks)


@dataclass(slots=True)
class _Socket:
    """What is known of one connection; a re-dial begins a new one."""

    frames: int = 0
    newest: int = 0
    debts: dict[int, _Debt] = field(default_factory=dict)
    interrupt: _Debt | None = None
    pings: dict[int, float] = field(default_factory=dict)


class Judge:
    """Watches one call, over all of its connections."""

    def __init__(self, limits: Limits | None = None, *, web_call: bool = False) -> None:
        self._limits = limits or Limits()
        self._web_call = web_call
        self._socket = _Socket()
        self._highest_before = -1
        self._over = False
        self._heard: set[str] = set()

    # What happens on our side

    def connected(self, at: float, *, redial: bool = False) -> None:
        """A socket is open: from now on the greeting is owed, or possible after a re-dial."""
        if redial:
            self._highest_before = max(self._highest_before, *self._socket.debts)
        kind = _Kind.GREETING_AFTER_REDIAL if redial else _Kind.GREETING
        self._socket = _Socket(debts={0: _Debt.new(0, kind, at)})

    def sent(self, at: float, frame: Mapping[str, Any]) -> None:
        """Retell sends `frame` now."""
        kind = frame["interaction_type"]
        newest = self._socket.debts[self._socket.newest]
        if kind == "ping_pong":
            self._socket.pings[frame["timestamp"]] = at
        elif kind == "update_only" and frame.get("turntaking") == "user_turn":
            # What is owed stays owed, but while the driver talks nobody hears the silence.
            newest.driver_talks = True
        elif kind in ("response_required", "reminder_required"):
            self._asked(at, frame["response_id"], newest)

    def _asked(self, at: float, number: int, newest: _Debt) -> None:
        if number == newest.number:
            return  # the same request once more
        newest.superseded_at = at
        self._socket.debts[number] = _Debt.new(number, _Kind.ANSWER, at)
        self._socket.newest = number
        if self._socket.interrupt is not None:
            self._socket.interrupt.superseded_at = at

    def call_is_over(self) -> None:
        """The call has ended: what comes now is nobody's concern."""
        self._over = True

    def spoke(self, at: float, text: str, turn: int | None) -> tuple[Finding, ...]:
        """The driver has heard a whole line: was it, or a question in it, said before?"""
        phrases = {_plain(text), *map(_plain, re.findall(r"[^.!?]+\?", text))}
        phrases = {phrase for phrase in phrases if phrase.count(" ") >= 2}
        repeated = sorted(phrases & self._heard, key=len)
        self._heard |= phrases
        return (Finding(Rule.REPEATED_LINE, at, repeated[-1], turn),) if repeated else ()

    # What the server does

    def received(self, at: float, data: str | bytes) -> Verdict:
        """The server's message `data` arrives now."""
        if self._over:
            return Verdict(None)
        reading = read_frame(data)
        findings = [Finding(fault.rule, at, fault.detail) for fault in reading.faults]
        first = self._socket.frames == 0
        self._socket.frames += 1
        frame, counts = reading.frame, True
        match frame:
            case Config() if not first:
                findings.append(Finding(Rule.CONFIG_NOT_FIRST, at))
            case PingPong():
                findings += self._pong(at, frame)
            case Response():
                counts, found = self._response(at, frame)
                findings += found
            case AgentInterrupt():
                counts, found = self._interruption(at, frame)
                findings += found
            case _:
                self._sign_of_life(at)
        return Verdict(frame if counts else None, tuple(findings))

    def closed(self, at: float, code: int) -> tuple[Finding, ...]:
        """The server's side of the socket closed with `code`; 1006 is a broken connection."""
        if self._over:
            return ()
        if code == 1006:
            return (Finding(Rule.LINE_DROPPED, at, "code 1006"),)
        return (Finding(Rule.SERVER_CLOSED, at, f"code {code}, {reason_for_close(code)}"),)

    def tick(self, at: float) -> tuple[Finding, ...]:
        """Nothing happened until now: is something overdue? Each thing is told once."""
        if self._over:
            return ()
        findings = [*self._silence(at, self._socket.debts.get(self._socket.newest))]
        findings += self._silence(at, self._socket.interrupt)
        late = [sent for sent in self._socket.pings.values() if at - sent > self._limits.pong]
        if late:
            self._socket.pings.clear()
            detail = f"{at - min(late):.1f} s, limit {self._limits.pong:g} s"
            findings.append(Finding(Rule.PING_UNANSWERED, at, detail))
        return tuple(findings)

    # The rules

    def _pong(self, at: float, frame: PingPong) -> tuple[Finding, ...]:
        if self._socket.pings.pop(frame.timestamp, None) is None:
            return (Finding(Rule.PING_NOT_ECHOED, at, str(frame.timestamp)),)
        return ()

    def _response(self, at: float, frame: Response) -> tuple[bool, tuple[Finding, ...]]:
        debt = self._socket.debts.get(frame.response_id)
        if debt is None:
            known = frame.response_id <= max(self._highest_before, self._socket.newest)
            rule = Rule.STALE_ID if known else Rule.UNASKED_ID
            return False, (
                Finding(rule, at, f"newest is {self._socket.newest}", frame.response_id),
            )
        refusal = self._refused(at, debt, frame)
        found = () if refusal is None else (refusal,)
        counts = refusal is None and not debt.cancelled
        return counts, (*found, *self._taken(at, debt, frame, counts=counts))

    def _refused(self, at: float, debt: _Debt, frame: Response | AgentInterrupt) -> Finding | None:
        """Why the frame is not spoken, if there is anything to say about it."""
        if debt.complete:
            second = frame.content_complete
            rule = Rule.SECOND_COMPLETION if second else Rule.FRAME_AFTER_COMPLETION
            return Finding(rule, at, debt.label, debt.turn)
        if debt.superseded_at is not None:
            late = at - debt.superseded_at
            rule = Rule.IN_FLIGHT if late <= self._limits.in_flight else Rule.STALE_ID
            detail = f"{late * 1000:.0f} ms after id {self._socket.newest} was asked"
            return Finding(rule, at, detail, debt.turn)
        if debt.cancelled and frame.content.strip():
            crossed = at - debt.asked_at <= self._limits.in_flight
            rule = Rule.CROSSED_OWN_INTERRUPT if crossed else Rule.CUT_BY_OWN_INTERRUPT
            return Finding(rule, at, turn=debt.turn)
        return None

    def _interruption(self, at: float, frame: AgentInterrupt) -> tuple[bool, tuple[Finding, ...]]:
        debt = self._socket.interrupt
        newest = self._socket.debts[self._socket.newest]
        if debt is None or frame.interrupt_id > debt.number:
            debt = self._socket.interrupt = _Debt.new(frame.interrupt_id, _Kind.INTERRUPT, at)
            newest.cancelled = newest.cancelled or not newest.complete
        if frame.interrupt_id < debt.number:
            return False, (Finding(Rule.STALE_ID, at, f"interrupt_id {frame.interrupt_id}"),)
        refusal = self._refused(at, debt, frame)
        if refusal is not None:
            return False, (refusal,)
        return True, self._taken(at, debt, frame, counts=True)

    def _taken(
        self, at: float, debt: _Debt, frame: Response | AgentInterrupt, *, counts: bool
    ) -> tuple[Finding, ...]:
        """Enter the frame under its id, and judge the answer as it stands."""
        findings: list[Finding] = []
        actions = debt.actions | frame.actions
        if len(actions) > 1 and actions != debt.actions:
            findings.append(Finding(Rule.TWO_ACTIONS, at, " and ".join(sorted(actions)), debt.turn))
        if counts and frame.transfer_number is not None:
            if not frame.content.strip():
                findings.append(Finding(Rule.BARE_TRANSFER, at, turn=debt.turn))
            if self._web_call:
                findings.append(Finding(Rule.TRANSFER_ON_WEB_CALL, at, turn=debt.turn))
        debt.actions = actions
        debt.begun = True
        debt.last_at = at
        debt.has_words = debt.has_words or bool(frame.content.strip())
        debt.complete = debt.complete or frame.content_complete
        empty = frame.content_complete and not debt.has_words and not actions
        if counts and empty and debt.kind in (_Kind.ANSWER, _Kind.INTERRUPT):
            findings.append(Finding(Rule.EMPTY_ANSWER, at, turn=debt.turn))
        return tuple(findings)

    def _sign_of_life(self, at: float) -> None:
        """A tool call between two pieces of an answer: the server is at work."""
        debt = self._socket.debts[self._socket.newest]
        if debt.has_words:
            debt.last_at = at

    def _silence(self, at: float, debt: _Debt | None) -> tuple[Finding, ...]:
        if debt is None or not debt.open or debt.silence_told:
            return ()
        since = debt.last_at if debt.has_words else debt.asked_at
        if at - since <= self._limits.patience:
            return ()
        debt.silence_told = True
        detail = f"{at - since:.1f} s, patience {self._limits.patience:g} s"
        if debt.kind is _Kind.GREETING_AFTER_REDIAL and not debt.begun:
            return (Finding(Rule.NO_FIRST_FRAME_AFTER_REDIAL, at, detail),)
        rule = Rule.NO_COMPLETION if debt.has_words else Rule.NO_WORDS
        return (Finding(rule, at, detail, debt.turn),)


_CLOSE_REASONS = {
    1000: "agent_hangup",
    1005: "error_llm_websocket_open",
    1006: "error_llm_websocket_lost_connection",
    1007: "error_llm_websocket_corrupt_payload",
}


def reason_for_close(code: int) -> str:
    """The `disconnection_reason` that Retell gives a call whose socket closed with `code`."""
    return _CLOSE_REASONS.get(code, "error_llm_websocket_runtime")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))
