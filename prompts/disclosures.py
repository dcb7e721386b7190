"""What the first words of a call must disclose, where the settings demand it.

Who calls without saying that nobody human speaks, or records without saying so, may break the law
of the state the driver is in. So these are checked in every opening line of every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversation.steps import Step
from prompts.parsing import Language
from prompts.problems import Fault

#: The variable that opening lines tell of recording with: filled while recording is disclosed.
RECORDED = "recorded"

_OPENINGS = frozenset({Step.OPENING, Step.OPENING_INBOUND, Step.OPENING_CUT_OFF})
_SAYS_AUTOMATED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:automated|artificial|robot|virtual (?:assistant|agent)|A\.?I\.?)(?!\w)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:automátic[oa]|automatizad[oa]|artificial|robot|(?:asistente|agente) virtual)\b",
        re.IGNORECASE,
    ),
}
_SAYS_RECORDED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<!not )(?<!never )(?<!n't )(?<!not be )\brecord(?:ed|ing)\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"(?<!no )(?<!no se )(?<!no está siendo )(?<!no queda )"
        r"\b(?:grabad[oa]|graba|grabando|grabación|grabar)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Disclosures:
    """What opening lines must tell: that the caller is automated, that the call is recorded."""

    ai: bool = True
    recording: bool = False

    @property
    def values(self) -> dict[str, str]:
        """What every line is filled with by these settings."""
        return {RECORDED: "yes"} if self.recording else {}

    def faults(self, step: Step, text: str, language: Language) -> Iterator[Fault]:
        """What `text`, a rendered line of `step`, fails to disclose."""
        if step not in _OPENINGS:
            return
        if self.ai and not _SAYS_AUTOMATED[language].search(text):
            what = "the wording does not say that the caller is automated (DISCLOSE_AI)"
            yield Fault(what, "Say: the automated line for dispatch (Spanish: línea automática)")
        if self.recording and not _SAYS_RECORDED[language].search(text):
            what = "the wording does not say that the call is recorded (DISCLOSE_RECORDING)"
            fix = "Say: on a recorded line (Spanish: en una línea grabada)"
            yield Fault(what, fix)
