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
_NO_KIND = (0.0,) * len(KINDS)
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
    _groups: dict[tuple[str, ...], tuple[float, float]]
    _kinds_of_words: dict[str, tuple[float, ...]]

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

    def group(self, marks: tuple[str, ...]) -> tuple[float, float]:
        """The weight and size of marks that come together, remembered while a turn grows."""
        known = self._groups.get(marks)
        if known is None:
            if len(self._groups) >= _REMEMBERED:
                self._groups.clear()
            known = self._groups[marks] = self.of(marks)
        return known

    def kinds_of(self, marks: Iterable[str]) -> tuple[float, ...]:
        """What some marks together weigh for each kind."""
        get = self.kinds.get
        rows = [row for mark in marks if (row := get(mark)) is not None]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else _NO_KIND

    def kinds_of_word(self, form: str) -> tuple[float, ...]:
        """What a word by itself weighs for each kind; remembered like its weight."""
        known = self._kinds_of_words.get(form)
        if known is None:
            own, letters = self.kinds_of(word_marks(form)), self.kinds_of(letter_marks(form))
            known = tuple(a + LETTERS * b for a, b in zip(own, letters, strict=True))
            if len(self._kinds_of_words) < _REMEMBERED:
                self._kinds_of_words[form] = known
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
        _groups={},
        _kinds_of_words={},
    )
