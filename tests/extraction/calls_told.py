"""Calls for readers: who says what."""

from __future__ import annotations

from conversation.events import LoadFacts, Speaker, Transcript, Utterance
from extraction.reader import CallToRead

#: A Tuesday morning in Dallas.
CALLED_AT = 1744121640.0


def transcript(*lines: str) -> Transcript:
    """Lines in turn, the agent first; one that begins with "+" goes on."""
    told: list[Utterance] = []
    for line in lines:
        goes_on = line.startswith("+") and bool(told)
        last = told[-1].speaker if told else Speaker.DRIVER
        other = Speaker.AGENT if last is Speaker.DRIVER else Speaker.DRIVER
        told.append(Utterance(last if goes_on else other, line.lstrip("+")))
    return tuple(told)


def call(*lines: str, **load: str) -> CallToRead:
    """A call that began on a Tuesday morning in Dallas."""
    facts = LoadFacts.model_validate({"timezone": "America/Chicago", **load})
    return CallToRead(transcript(*lines), facts, CALLED_AT)
