"""What the server says under one id, as it comes in; and where its first sentence ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.report import Turn, TurnKind
from simulator.wire import AgentInterrupt, Response

#: A stop, with closing quotes, before a space or the end: speech starts there.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'\u201d\u2019)\]]*(?=\s|$)")


@dataclass(slots=True)
class Answer:
    """The words and the action under one response id, or one interrupt id.

    Times are on the clock of the call's timer, in seconds. `last_at` moves with every sign of
    life from the server; patience is counted from it.
    """

    number: int
    kind: TurnKind
    asked_at: float
    last_at: float
    text: str = ""
    complete: bool = False
    protected: bool = False
    end_call: bool = False
    transfer_number: str | None = None
    digits: str | None = None
    words_at: float | None = None
    sentence_at: float | None = None
    complete_at: float | None = None
    #: The words that can be spoken by now: whole sentences, or everything once complete.
    speakable: list[str] = field(default_factory=list)
    _settled: int = 0  # how much of the text they are

    @classmethod
    def awaited(cls, number: int, kind: TurnKind, at: float) -> Answer:
        """An answer that has just been asked for."""
        return cls(number, kind, asked_at=at, last_at=at)

    def add(self, at: float, frame: Response | AgentInterrupt) -> None:
        """Take one more frame of the answer."""
        self.last_at = at
        self.text += frame.content
        self.complete = self.complete or frame.content_complete
        self._settle()
        self.protected = self.protected or frame.no_interruption_allowed
        self.end_call = self.end_call or frame.end_call
        self.transfer_number = self.transfer_number or frame.transfer_number
        self.digits = self.digits or frame.digit_to_press
        if self.words_at is None and self.text.strip():
            self.words_at = at
        if self.sentence_at is None and self.speakable:
            self.sentence_at = at
        if self.complete_at is None and self.complete:
            self.complete_at = at

    def _settle(self) -> None:
        """Move what has become speakable. Looks at new text only: a server may never stop."""
        around = self.text[max(self._settled - 1, 0) : self._settled + 1]
        if self._settled and not any(map(str.isspace, around)):
            # The end of a sentence may turn out to be the middle of a word, such as "4.2".
            self._settled -= len(self.speakable.pop())
        end = len(self.text)
        if not self.complete:
            ends = [match.end() for match in _SENTENCE_END.finditer(self.text, self._settled)]
            end = ends[-1] if ends else self._settled
        self.speakable += self.text[self._settled : end].split()
        self._settled = end

    @property
    def turn(self) -> int | None:
        """The response id; interrupts have none."""
        return None if self.kind is TurnKind.INTERRUPT else self.number

    @property
    def waiting_since(self) -> float:
        """The moment from which the driver's patience is counted."""
        return self.asked_at if self.words_at is None else self.last_at

    def as_turn(self, heard: str, *, superseded: bool = False, cut_off: bool = False) -> Turn:
        """The turn for the report, with `heard` of its words spoken."""
        return Turn(
            number=self.number,
            kind=self.kind,
            text=self.text.strip(),
            heard=heard,
            first_words_ms=self._ms(self.words_at),
            first_sentence_ms=self._ms(self.sentence_at),
            complete_ms=self._ms(self.complete_at),
            superseded=superseded,
            cut_off=cut_off,
        )

    def _ms(self, at: float | None) -> float | None:
        return None if at is None else (at - self.asked_at) * 1000

    @property
    def action(self) -> tuple[str, str] | None:
        """What to do once all is spoken, as name and target; `end_call` wins (docs, Functions)."""
        if self.end_call:
            return "end_call", ""
        if self.transfer_number is not None:
            return "transfer", self.transfer_number
        return ("digits", self.digits) if self.digits is not None else None
