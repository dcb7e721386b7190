"""What has been sent in one answer, and what it took: the turn's record is made of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from storage import TurnKept


@dataclass(slots=True)
class Delivery:
    """Grows while an answer is being spoken. `started` is by `time.perf_counter`."""

    started: float = field(default_factory=time.perf_counter)
    words: str = ""
    first_words_ms: float | None = None
    completed_ms: float | None = None
    #: Something newer, or the end of the line, came before all was said.
    cut_off: bool = False
    #: The model whose words were sent; empty where all of them are ours.
    model: str = ""
    requests: int = 0
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    #: From the request to a model to its first useful words.
    model_ms: float | None = None
    deadlines_missed: int = 0
    #: Why the script had to speak for the model, in a word or a few; empty where it had not.
    fallback: str = ""
    #: What a model said and was not sent.
    withheld: str = ""

    def sent(self, words: str) -> None:
        """These words have left."""
        if words and self.first_words_ms is None:
            self.first_words_ms = self.elapsed()
        self.words += words

    def complete(self) -> None:
        """All has been said."""
        self.completed_ms = self.elapsed()

    def elapsed(self) -> float:
        """Milliseconds since the answer was asked for."""
        return (time.perf_counter() - self.started) * 1000

    def on(self, turn: TurnKept) -> TurnKept:
        """The record of `turn`, with all of this."""
        return replace(
            turn,
            agent_words=self.words.strip(),
            first_words_ms=self.first_words_ms,
            completed_ms=self.completed_ms,
            cut_off=self.cut_off,
            model=self.model or None,
            model_requests=self.requests,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            model_ms=self.model_ms,
            deadlines_missed=self.deadlines_missed,
            fallback=self.fallback or None,
            withheld=self.withheld or None,
        )


@dataclass(slots=True)
class Tally:
    """How one connection's turns were phrased."""

    turns: int = 0
    without_model: int = 0

    def add(self, turn: TurnKept) -> None:
        """Count a turn that was answered."""
        self.turns += 1
        self.without_model += turn.model_requests == 0
