"""Learns the weights: logistic regression by gradient steps, in a fixed order.

For a long utterance only its gravest window takes part in a step: an emergency needs one grave
window, and in an ordinary utterance even the gravest must not be.

Recognition also hears utterances that are not finished. So the weights are learned twice: the
second time every ordinary utterance is joined by its own most alarming beginning ("I just hit",
before "traffic" follows), with a small share, because some beginnings are emergencies.
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

ROUNDS = 6
ORDERS = tuple(range(1, 13))  # learned in so many orders; the weights are their average
KIND_ROUNDS = 8
STEP = 0.3
KIND_BIAS_STEP = 0.02
SHRINK = 1e-3
DROPPED_WORDS = 0.2  # left out at random in each step, so that no single word decides alone
FEWEST_SENTENCES = 2  # a mark seen in fewer sentences teaches nothing
BEGINNING_SHARE = 0.2
LONGEST_BEGINNING = 40  # words
FIRST_STEP = 1e-6  # what each mark's slopes are taken to have been before the first
SETTLED = 0.003  # an error this small is not worth a step

Marked = list[list[tuple[int, float]]]  # for each word: the marks and how much each counts


@dataclass(frozen=True, slots=True)
class Example:
    """An utterance to learn from; `share` is how much its error counts."""

    words: Marked
    emergency: bool
    share: float = 1.0


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
    known = [sentence for sentence in sentences if words_of(sentence.text)]
    vocabulary = Vocabulary()
    marked = [vocabulary.mark(sentence.text) for sentence in known]
    kept = _kept(marked)
    examples = [
        Example(_only(kept, one), sentence.emergency)
        for one, sentence in zip(marked, known, strict=True)
    ]
    first = _learn_danger(examples, ORDERS[:1])
    emergencies = {sentence.text for sentence in known if sentence.emergency}
    for sentence in known:
        if not sentence.emergency:
            examples += _alarming_beginning(sentence.text, emergencies, vocabulary, first)
    learner = _learn_danger(examples, ORDERS)
    kinds = _KindLearner()
    kinds.learn(
        [
            (example.words, KINDS.index(sentence.type))
            for example, sentence in zip(examples, known, strict=False)
            if sentence.type is not None
        ]
    )
    names = {number: mark for mark, number in vocabulary.numbers.items() if number in kept}
    return Learned(
        danger={mark: learner.weights[number] for number, mark in names.items()},
        bias=learner.bias,
        kinds={mark: [row[number] for row in kinds.weights] for number, mark in names.items()},
        kind_bias=kinds.bias,
    )


def _learn_danger(examples: Sequence[Example], orders: Sequence[int]) -> _DangerLearner:
    learners = []
    for order in orders:
        learner = _DangerLearner()
        learner.learn(list(examples), random.Random(order))  # noqa: S311 - no secret
        learners.append(learner)
    return _average(learners)


def _average(learners: Sequence[_DangerLearner]) -> _DangerLearner:
    average = _DangerLearner()
    average.bias = sum(learner.bias for learner in learners) / len(learners)
    for number in {number for learner in learners for number in learner.weights}:
        total = sum(learner.weights.get(number, 0.0) for learner in learners)
        average.weights[number] = total / len(learners)
    return average


def _alarming_beginning(
    text: str, emergencies: set[str], vocabulary: Vocabulary, learner: _DangerLearner
) -> list[Example]:
    """The beginning of an ordinary utterance that sounds most like an emergency, if any does."""
    words = text.split()
    worst: Example | None = None
    worst_score = 0.0
    for length in range(1, min(len(words), LONGEST_BEGINNING)):
        beginning = " ".join(words[:length])
        example = Example(vocabulary.mark(beginning), emergency=False, share=BEGINNING_SHARE)
        if beginning in emergencies or not example.words:
            continue
        score = learner.score(example.words)
        if score > worst_score:
            worst, worst_score = example, score
    return [worst] if worst else []


def _only(kept: set[int], marked: Marked) -> Marked:
    return [[pair for pair in word if pair[0] in kept] for word in marked]


def _kept(examples: Iterable[Marked]) -> set[int]:
    seen: Counter[int] = Counter()
    for example in examples:
        seen.update({number for word in example for number, _ in word})
    return {number for number, sentences in seen.items() if sentences >= FEWEST_SENTENCES}


class _DangerLearner:
    def __init__(self) -> None:
        self.weights: defaultdict[int, float] = defaultdict(float)
        self.bias = 0.0
        self._steps: defaultdict[int, float] = defaultdict(lambda: FIRST_STEP)
        self._bias_steps = FIRST_STEP

    def learn(self, examples: list[Example], order: random.Random) -> None:
        for _ in range(ROUNDS):
            order.shuffle(examples)
            for example in examples:
                self._step(example, order)

    def score(self, words: Marked) -> float:
        window = self._gravest(words)
        return self.bias + sum(self._weight(word) for word in window) / window_scale(len(window))

    def _weight(self, word: list[tuple[int, float]]) -> float:
        weights = self.weights
        return sum(weights.get(number, 0.0) * share for number, share in word)

    def _gravest(self, words: Marked) -> Marked:
        if len(words) <= WINDOW:
            return words
        sums = [0.0]
        for word in words:
            sums.append(sums[-1] + self._weight(word))
        starts = range(len(words) - WINDOW + 1)
        best = max(starts, key=lambda at: sums[at + WINDOW] - sums[at])
        return words[best : best + WINDOW]

    def _step(self, example: Example, order: random.Random) -> None:
        window = self._gravest(example.words)
        counts = _counts([word for word in window if order.random() >= DROPPED_WORDS])
        scale = 1.0 / (window_scale(len(window)) * (1.0 - DROPPED_WORDS))
        weights, steps = self.weights, self._steps
        score = self.bias + scale * sum(weights[n] * share for n, share in counts.items())
        odds = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
        error = (odds - example.emergency) * example.share
        if abs(error) < SETTLED:
            return
        for number, share in counts.items():
            slope = error * scale * share + SHRINK * weights[number]
            steps[number] += slope * slope
            weights[number] -= STEP * slope / math.sqrt(steps[number])
        self._bias_steps += error * error
        self.bias -= STEP * error / math.sqrt(self._bias_steps)


class _KindLearner:
    def __init__(self) -> None:
        self.weights: list[defaultdict[int, float]] = [defaultdict(float) for _ in KINDS]
        self.bias = [0.0] * len(KINDS)
        self._steps = [defaultdict[int, float](lambda: FIRST_STEP) for _ in KINDS]

    def learn(self, examples: Iterable[tuple[Marked, int]]) -> None:
        order = random.Random(1)  # noqa: S311 - no secret
        counted = [(_counts(words), len(words), kind) for words, kind in examples]
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
            self.bias[at] -= KIND_BIAS_STEP * error


def _counts(words: Iterable[list[tuple[int, float]]]) -> dict[int, float]:
    counts: defaultdict[int, float] = defaultdict(float)
    for word in words:
        for number, share in word:
            counts[number] += share
    return counts
