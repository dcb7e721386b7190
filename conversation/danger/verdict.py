"""What the recogniser answers about one utterance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversation.forms import EmergencyType


class Verdict(StrEnum):
    """Is this an emergency? `PERHAPS` costs the driver one short question, `YES` switches."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Danger:
    """The verdict on one utterance.

    `type` is None exactly when the verdict is `NO`. `words` is the verbatim piece of the
    utterance that gave the danger away, empty for `NO`.
    """

    verdict: Verdict
    type: EmergencyType | None
    words: str


NO_DANGER = Danger(Verdict.NO, None, "")
