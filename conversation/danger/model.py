"""The learned weights of the marks, as the trainer wrote them.

The file beside this module is written by `python -m danger_training` and never by hand. Weights
are whole thousandths, so that the file is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Model:
    """What each mark weighs for danger and for each kind of emergency in the order of `KINDS`.

    `danger` holds a mark's weight and its size: a sum of weights is divided by the root of the
    sum of sizes, so that long and short utterances compare. `perhaps_from` and `yes_from` are
    scores; `corpus` is the digest of the sentences that the weights were learned from.
    """

    danger: Mapping[str, tuple[float, float]]
    kinds: Mapping[str, tuple[float, ...]]
    bias: float
    kind_bias: tuple[float, ...]
    perhaps_from: float
    yes_from: float
    corpus: str
    _words: dict[str, tuple[float, float]]

    def of(self, marks: Iterable[str]) -> tuple[float, float]:
        """The weight and the size of some marks together."""
        get = self.danger.get
        weight = size = 0.0
        for mark in marks:
            known = get(mark)
            if known is not None:
                weight += known[0]
                size += known[1]
        return weight, size

    def word(self, form: str) -> tuple[float, float]:
        """The weight and size of a word by itself; remembered, because words come back."""
        known = self._words.get(form)
        if known is None:
            own, letters = self.of(word_marks(form)), self.of(letter_marks(form))
            known = own[0] + LETTERS * letters[0], own[1] + LETTERS * letters[1]
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
        danger={mark: (row[0] / SCALE, float(row[1])) for mark, row in content["marks"].items()},
        kinds={
            mark: tuple(weight / SCALE for weight in row[2:])
            for mark, row in content["marks"].items()
            if len(row) > 2
        },
        bias=content["bias"] / SCALE,
        kind_bias=tuple(weight / SCALE for weight in content["kind_bias"]),
        perhaps_from=content["perhaps_from"] / SCALE,
        yes_from=content["yes_from"] / SCALE,
        corpus=content["corpus"],
        _words={},
    )
