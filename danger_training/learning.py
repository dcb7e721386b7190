"""Learns the weights: logistic regression by gradient steps, in a fixed order.

For a long utterance only its gravest window takes part in a step: an emergency needs one grave
window, and in an ordinary utterance even the gravest must not be.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conversation.danger.marks import context_marks, letter_marks, word_marks
from conversation.danger.model import KINDS, LETTERS, WINDOW, window_scale
from conversation.danger.wording import words_of
from danger_training.corpus import Sentence

ROUNDS = 8
KIND_ROUNDS = 8
STEP = 0.3
SHRINK = 1e-3
DROPPED_WORDS = 0.2  # left out at random in each step, so that no single word decides alone
FEWEST_SENTENCES = 2  # a mark seen in fewer sentences teaches nothing
SETTLED = 0.003  # an error this small is not worth a step

Marked = list[list[tuple[int, float]]]  # for each word: the marks and how much each counts


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by mark, unrounded."""

    danger: Mapping[str, float]
    bias: float
    kinds: Mapping[str, Sequence[float]]
    kind_bias: Sequence[float]


class Vocabulary:
    """Numbers for marks, in the order of first sight."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, text: str) -> Marked:
        """The marks of an utterance by number."""
        forms = [word.form for word in words_of(text)]
        marked: Marked = []
        for form, context in zip((*forms, ""), context_marks(forms), strict=True):
            own = [(self._number(mark), 1.0) for mark in word_marks(form)] if form else []
            letters = [(self._number(m), LETTERS) for m in letter_marks(form)] if form else []
            marked.append(own + letters + [(self._number(mark), 1.0) for mark in context])
        last = marked.pop()
        if marked:
            marked[-1] += last
        return marked

    def _number(self, mark: str) -> int:
        return self.numbers.setdefault(mark, len(self.numbers))


def learn(sentences: Iterable[Sentence]) -> Learned:
    """Learn all weights from the sentences; the same sentences always give the same weights."""
    known = list(sentences)
    vocabulary = Vocabulary()
    examples = [vocabulary.mark(sentence.text) for sentence in known]
    kept = _kept(examples)
    examples = [[[pair for pair in word if pair[0] in kept] for word in one] for one in examples]
    count = len(vocabulary.numbers)
    learner = _DangerLearner(count)
    learner.learn([(one, s.emergency) for one, s in zip(examples, known, strict=True)])
    kinds = _KindLearner(count)
    kinds.learn([(one, s.type) for one, s in zip(examples, known, strict=True) if s.type])
    names = {number: mark for mark, number in vocabulary.numbers.items() if number in kept}
    return Learned(
        danger={mark: learner.weights[number] for number, mark in names.items()},
        bias=learner.bias,
        kinds={mark: [row[number] for row in kinds.weights] for number, mark in names.items()},
        kind_bias=kinds.bias,
    )


def _kept(examples: Iterable[Marked]) -> set[int]:
    seen: Counter[int] = Counter()
    for example in examples:
        seen.update({number for word in example for number, _ in word})
    return {number for number, sentences in seen.items() if sentences >= FEWEST_SENTENCES}


class _DangerLearner:
    def __init__(self, marks: int) -> None:
        self.weights = [0.0] * marks
        self.bias = 0.0
        self._steps = [1e-6] * marks
        self._bias_steps = 1e-6

    def learn(self, examples: list[tuple[Marked, bool]]) -> None:
        order = random.Random(1)  # noqa: S311 - an order of examples, no secret
        for _ in range(ROUNDS):
            order.shuffle(examples)
            for example, emergency in examples:
                if example:
                    self._step(self._gravest(example), float(emergency), order)

    def _gravest(self, example: Marked) -> Marked:
        if len(example) <= WINDOW:
            return example
        weights = self.weights
        sums = [0.0]
        for word in example:
            sums.append(sums[-1] + sum(weights[number] * share for number, share in word))
        starts = range(len(example) - WINDOW + 1)
        best = max(starts, key=lambda at: sums[at + WINDOW] - sums[at])
        return example[best : best + WINDOW]

    def _step(self, window: Marked, target: float, order: random.Random) -> None:
        counts: defaultdict[int, float] = defaultdict(float)
        for word in window:
            if order.random() >= DROPPED_WORDS:
                for number, share in word:
                    counts[number] += share
        scale = 1.0 / (window_scale(len(window)) * (1.0 - DROPPED_WORDS))
        weights, steps = self.weights, self._steps
        score = self.bias + scale * sum(weights[n] * share for n, share in counts.items())
        error = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))) - target
        if abs(error) < SETTLED:
            return
        for number, share in counts.items():
            slope = error * scale * share + SHRINK * weights[number]
            steps[number] += slope * slope
            weights[number] -= STEP * slope / math.sqrt(steps[number])
        self._bias_steps += error * error
        self.bias -= STEP * error / math.sqrt(self._bias_steps)


class _KindLearner:
    def __init__(self, marks: int) -> None:
        self.weights = [[0.0] * marks for _ in KINDS]
        self.bias = [0.0] * len(KINDS)
        self._steps = [[1e-6] * marks for _ in KINDS]

    def learn(self, examples: Sequence[tuple[Marked, object]]) -> None:
        order = random.Random(1)  # noqa: S311 - an order of examples, no secret
        counted = [(_counts(one), len(one), KINDS.index(kind)) for one, kind in examples]
        for _ in range(KIND_ROUNDS):
            order.shuffle(counted)
            for counts, words, kind in counted:
                self._step(counts, 1.0 / window_scale(words), kind)

    def _step(self, counts: Mapping[int, float], scale: float, kind: int) -> None:
        scores = [
            bias + scale * sum(row[number] * share for number, share in counts.items())
            for row, bias in zip(self.weights, self.bias, strict=True)
        ]
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        for at, odd in enumerate(odds):
            error = odd / sum(odds) - (at == kind)
            if abs(error) < SETTLED:
                continue
            row, steps = self.weights[at], self._steps[at]
            for number, share in counts.items():
                slope = error * scale * share + SHRINK * row[number]
                steps[number] += slope * slope
                row[number] -= STEP * slope / math.sqrt(steps[number])
            self.bias[at] -= 0.02 * error


def _counts(example: Marked) -> dict[int, float]:
    counts: defaultdict[int, float] = defaultdict(float)
    for word in example:
        for number, share in word:
            counts[number] += share
    return counts
