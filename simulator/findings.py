"""What can be wrong with a server's side of the socket, and how much each thing matters.

A breach makes a call fail. A warning is legal, but a driver would notice it. A note explains what
was seen and is nobody's fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; only a breach fails the call."""

    BREACH = "breach"
    WARNING = "warning"
    NOTE = "note"


class Rule(StrEnum):
    """A rule of the protocol, or of good manners on the phone, by what broke it."""

    # One frame by itself
    BINARY_FRAME = "binary_frame"
    INVALID_JSON = "invalid_json"
    NO_RESPONSE_TYPE = "no_response_type"
    UNKNOWN_RESPONSE_TYPE = "unknown_response_type"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    NULL_FIELD = "null_field"
    UNKNOWN_FIELD = "unknown_field"
    # Order and ids
    CONFIG_NOT_FIRST = "config_not_first"
    STALE_ID = "stale_id"
    IN_FLIGHT = "in_flight"
    UNASKED_ID = "unasked_id"
    FRAME_AFTER_COMPLETION = "frame_after_completion"
    SECOND_COMPLETION = "second_completion"
    CUT_BY_OWN_INTERRUPT = "cut_by_own_interrupt"
    CROSSED_OWN_INTERRUPT = "crossed_own_interrupt"
    # Words owed to the driver
    NO_WORDS = "no_words"
    NO_COMPLETION = "no_completion"
    NO_FIRST_FRAME_AFTER_REDIAL = "no_first_frame_after_redial"
    EMPTY_ANSWER = "empty_answer"
    REPEATED_LINE = "repeated_line"
    # Actions
    TWO_ACTIONS = "two_actions"
    BARE_TRANSFER = "bare_transfer"
    TRANSFER_ON_WEB_CALL = "transfer_on_web_call"
    # The connection
    PING_UNANSWERED = "ping_unanswered"
    PING_NOT_ECHOED = "ping_not_echoed"
    SERVER_CLOSED = "server_closed"
    LINE_DROPPED = "line_dropped"
    CANNOT_CONNECT = "cannot_connect"
    TOO_LONG = "too_long"
    # What the script asked for
    EXPECTATION = "expectation"
    LINES_UNSAID = "lines_unsaid"


_WARNINGS = {
    Rule.UNKNOWN_FIELD,
    Rule.CUT_BY_OWN_INTERRUPT,
    Rule.EMPTY_ANSWER,
    Rule.REPEATED_LINE,
    Rule.BARE_TRANSFER,
    Rule.TRANSFER_ON_WEB_CALL,
    Rule.LINE_DROPPED,
    Rule.LINES_UNSAID,
}
_NOTES = {Rule.IN_FLIGHT, Rule.CROSSED_OWN_INTERRUPT, Rule.NO_FIRST_FRAME_AFTER_REDIAL}

#: What each rule's breaking means, for people.
MEANINGS: dict[Rule, str] = {
    Rule.BINARY_FRAME: "binary frame: Retell closes with 1007 and the call is over",
    Rule.INVALID_JSON: "not one JSON object: Retell logs it and the agent says nothing",
    Rule.NO_RESPONSE_TYPE: "no response_type: read as a response, and fails silently",
    Rule.UNKNOWN_RESPONSE_TYPE: "unknown response_type",
    Rule.MISSING_FIELD: "a required field is missing: Retell drops the frame",
    Rule.WRONG_TYPE: "a field has the wrong type: Retell drops the frame",
    Rule.OUT_OF_RANGE: "a value is out of its range",
    Rule.NULL_FIELD: "null for an optional field: leave the field out",
    Rule.UNKNOWN_FIELD: "a field that Retell does not know",
    Rule.CONFIG_NOT_FIRST: "config must be the first frame on a socket",
    Rule.STALE_ID: "a frame under an old id: nobody hears it",
    Rule.IN_FLIGHT: "a frame under an old id was on its way when the newer request left",
    Rule.UNASKED_ID: "a frame under an id that was never asked for",
    Rule.FRAME_AFTER_COMPLETION: "a frame under an id that is already complete",
    Rule.SECOND_COMPLETION: "a second content_complete for one id",
    Rule.CUT_BY_OWN_INTERRUPT: "words under an id that an agent_interrupt has cancelled",
    Rule.CROSSED_OWN_INTERRUPT: "the request and an agent_interrupt crossed: the answer is lost",
    Rule.NO_WORDS: "no words: the driver hears silence",
    Rule.NO_COMPLETION: "no content_complete: the agent goes mute",
    Rule.NO_FIRST_FRAME_AFTER_REDIAL: "no response_id 0 after the re-dial",
    Rule.EMPTY_ANSWER: "an empty answer: legal, but the driver hears silence",
    Rule.REPEATED_LINE: "said before in the same words",
    Rule.TWO_ACTIONS: "two actions under one id: at most one of them runs",
    Rule.BARE_TRANSFER: "transfer_number on a frame without words is easily lost",
    Rule.TRANSFER_ON_WEB_CALL: "a web call cannot be transferred",
    Rule.PING_UNANSWERED: "ping_pong not answered in time: Retell closes and re-dials",
    Rule.PING_NOT_ECHOED: "ping_pong with a timestamp that was not sent or already answered",
    Rule.SERVER_CLOSED: "the server closed the socket of a live call",
    Rule.LINE_DROPPED: "the connection broke: Retell re-dials",
    Rule.CANNOT_CONNECT: "no connection to the server",
    Rule.TOO_LONG: "the call lasted as long as Retell allows",
    Rule.EXPECTATION: "the script expected otherwise",
    Rule.LINES_UNSAID: "the call ended before the driver had said everything",
}


def severity_of(rule: Rule) -> Severity:
    """How much breaking `rule` matters."""
    if rule in _WARNINGS:
        return Severity.WARNING
    return Severity.NOTE if rule in _NOTES else Severity.BREACH


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen. `at` is in seconds on the caller's clock; `turn` a response id."""

    rule: Rule
    at: float
    detail: str = ""
    turn: int | None = None

    @property
    def severity(self) -> Severity:
        """Breach, warning or note: a property of the rule."""
        return severity_of(self.rule)

    def __str__(self) -> str:
        where = "" if self.turn is None else f" [id {self.turn}]"
        detail = f" ({self.detail})" if self.detail else ""
        return f"{MEANINGS[self.rule]}{detail}{where}"
