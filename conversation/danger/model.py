"""The learned weights of the marks, as the trainer wrote them.

The file beside this module is written by `python -m danger_training` and never by hand. Weights
are whole thousandths, so that the file is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from conversation.danger.marks import letter_marks, word_marks
from conversation.forms import EmergencyType

MODEL_FILE = "weights.json"
SCALE = 1000
LETTERS = 0.3  # a word has many pieces of letters; this is what one of them counts
WINDOW = 24  # words judged together: an alarm in the middle of a long story is not thinned out
KINDS = (
    EmergencyType.ACCIDENT,
    EmergencyType.BREAKDOWN,
    EmergencyType.MEDICAL,
    EmergencyType.OTHER,
)
_REMEMBERED = 20_000


def window_scale(words: int) -> float:
    """What the sum over a window of this many words is divided by."""
    return float((words + 2) ** 0.7)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by mark: of danger, and of each kind of emergency in the order of `KINDS`.

    `perhaps_from` and `yes_from` are scores; `corpus` is the digest of the sentences that the
    weights were learned from.
    """

    danger: Mapping[str, float]
    kinds: Mapping[str, tuple[float, ...]]
    bias: float
    kind_bias: tuple[float, ...]
    perhaps_from: float
    yes_from: float
    corpus: str
    _words: dict[str, float]

    def word(self, form: str) -> float:
        """The weight of a word by itself; remembered, because words come back."""
        known = self._words.get(form)
        if known is None:
            weight = self.danger.get
            known = sum(weight(mark, 0.0) for mark in word_marks(form)) + LETTERS * sum(
                weight(mark, 0.0) for mark in letter_marks(form)
            )
            if len(self._words) < _REMEMBERED:
                self._words[form] = known
        return known


@cache
def shipped_model() -> Model:
    """The model that comes with the package; read once."""
    return read_model(files("conversation.danger").joinpath(MODEL_FILE).read_text("utf-8"))


def read_model(text: str) -> Model:
    """A model from its file's text."""
    content = json.loads(text)
    return Model(
        danger={mark: row[0] / SCALE for mark, row in content["marks"].items() if row[0]},
        kinds={
            mark: tuple(weight / SCALE for weight in row[1:])
            for mark, row in content["marks"].items()
            if len(row) > 1
        },
        bias=content["bias"] / SCALE,
        kind_bias=tuple(weight / SCALE for weight in content["kind_bias"]),
        perhaps_from=content["perhaps_from"] / SCALE,
        yes_from=content["yes_from"] / SCALE,
        corpus=content["corpus"],
        _words={},
    )
