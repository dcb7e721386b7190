"""Learns the weights: a support vector machine over the marks, by dual coordinate descent.

The method (Hsieh et al., 2008) comes to one answer, whatever the order of the sentences: each
sentence is told from the boundary by a margin, and one that is not pulls the weights its way.

For a long utterance only its gravest window takes part: an emergency needs one grave window, and
in an ordinary utterance even the gravest must not be. The windows are chosen by the weights
learned before.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conversation.danger.marks import context_marks, letter_marks, word_marks
from conversation.danger.model import KINDS, LETTERS, WINDOW
from conversation.danger.wording import words_of
from danger_training.corpus import Sentence

COST = 1.0  # what a sentence on the wrong side costs, against large weights
KIND_COST = 0.5
WINDOW_ROUNDS = 2  # times that the windows of long utterances are chosen anew
MOST_PASSES = 60
SETTLED = 0.1  # no sentence pulls harder than this: learned
FEWEST_SENTENCES = 2  # a mark seen in fewer sentences teaches nothing

Marked = list[list[tuple[int, float]]]  # for each word: its marks and how often each counts
Vector = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """An utterance to learn from."""

    words: Marked
    emergency: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights and sizes by mark, unrounded."""

    danger: Mapping[str, float]
    sizes: Mapping[str, float]
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


class Weighing:
    """How much each mark counts before anything is learned: the rarer, the more."""

    def __init__(self, examples: Sequence[Marked]) -> None:
        seen: Counter[int] = Counter()
        for example in examples:
            seen.update({number for word in example for number, _ in word})
        self.rarity = {
            number: math.log((1 + len(examples)) / (1 + sentences)) + 1
            for number, sentences in seen.items()
            if sentences >= FEWEST_SENTENCES
        }

    def vector(self, words: Iterable[list[tuple[int, float]]]) -> Vector:
        """The marks of some words with their values, as long as any other vector."""
        counts: dict[int, float] = {}
        rarity = self.rarity
        for word in words:
            for number, count in word:
                if number in rarity:
                    counts[number] = counts.get(number, 0.0) + count
        size = math.sqrt(sum(count * rarity[number] ** 2 for number, count in counts.items()))
        return [(number, count * rarity[number] / size) for number, count in counts.items()]

    def gravest(self, words: Marked, weights: Sequence[float]) -> Marked:
        """The window of the words that scores highest; all of them where they are few."""
        if len(words) <= WINDOW:
            return words
        starts = range(len(words) - WINDOW + 1)
        sums, sizes = [0.0], [0.0]
        for word in words:
            known = [(n, count, self.rarity[n]) for n, count in word if n in self.rarity]
            sums.append(sums[-1] + sum(weights[n] * count * rare for n, count, rare in known))
            sizes.append(sizes[-1] + sum(count * rare**2 for _, count, rare in known))

        def score(at: int) -> float:
            size = sizes[at + WINDOW] - sizes[at]
            return (sums[at + WINDOW] - sums[at]) / math.sqrt(size or 1.0)

        best = max(starts, key=score)
        return words[best : best + WINDOW]


def learn(sentences: Iterable[Sentence]) -> Learned:
    """Learn all weights from the sentences; the same sentences always give the same weights."""
    known = [sentence for sentence in sentences if words_of(sentence.text)]
    vocabulary = Vocabulary()
    marked = [vocabulary.mark(sentence.text) for sentence in known]
    weighing = Weighing(marked)
    weights, bias = _learn_danger(
        [Example(one, sentence.emergency) for one, sentence in zip(marked, known, strict=True)],
        weighing,
        len(vocabulary.numbers),
    )
    kinds = _learn_kinds(known, marked, weighing, weights)
    rarity = weighing.rarity
    names = {number: mark for mark, number in vocabulary.numbers.items() if number in rarity}
    return Learned(
        danger={mark: weights[number] * rarity[number] for number, mark in names.items()},
        sizes={mark: rarity[number] ** 2 for number, mark in names.items()},
        bias=bias,
        kinds={
            mark: [row[number] * rarity[number] for row, _ in kinds]
            for number, mark in names.items()
        },
        kind_bias=[kind_bias for _, kind_bias in kinds],
    )


def _learn_danger(
    examples: Sequence[Example], weighing: Weighing, size: int
) -> tuple[list[float], float]:
    weights, bias = [0.0] * size, 0.0
    sides = [1.0 if example.emergency else -1.0 for example in examples]
    for _ in range(1 + WINDOW_ROUNDS):
        vectors = [
            weighing.vector(weighing.gravest(example.words, weights)) for example in examples
        ]
        weights, bias = separate(vectors, sides, COST, size)
    return weights, bias


def _learn_kinds(
    sentences: Sequence[Sentence],
    marked: Sequence[Marked],
    weighing: Weighing,
    weights: Sequence[float],
) -> list[tuple[list[float], float]]:
    """For each kind of emergency the weights that tell it from the other kinds."""
    told = [
        (weighing.vector(weighing.gravest(words, weights)), sentence.type)
        for words, sentence in zip(marked, sentences, strict=True)
        if sentence.emergency
    ]
    vectors = [vector for vector, _ in told]
    return [
        separate(
            vectors, [1.0 if kind is this else -1.0 for _, kind in told], KIND_COST, len(weights)
        )
        for this in KINDS
    ]


def separate(
    vectors: Sequence[Vector], sides: Sequence[float], cost: float, size: int
) -> tuple[list[float], float]:
    """The weights and bias that part the vectors of side 1 from those of side -1.

    Each vector's pull is set in turn to what is best while the others stay; one whose pull stays
    at nothing is skipped more and more often.
    """
    weights, bias = [0.0] * size, 0.0
    pulls = [0.0] * len(vectors)
    slack = 0.5 / cost
    lengths = [1.0 + sum(value * value for _, value in vector) + slack for vector in vectors]
    order = random.Random(1)  # noqa: S311 - no secret
    everyone = list(range(len(vectors)))
    active = list(everyone)
    for turn in range(MOST_PASSES):
        order.shuffle(active)
        hardest, resting = 0.0, set()
        for at in active:
            side, pull, vector = sides[at], pulls[at], vectors[at]
            score = bias + sum([weights[number] * value for number, value in vector])
            slope = side * score - 1.0 + slack * pull
            if pull == 0.0 and slope >= 0.0:
                resting.add(at)
                continue
            hardest = max(hardest, abs(slope))
            pulls[at] = max(0.0, pull - slope / lengths[at])
            change = (pulls[at] - pull) * side
            bias += change
            for number, value in vector:
                weights[number] += change * value
        whole = len(active) == len(everyone)
        if hardest < SETTLED and whole:
            break
        if hardest < SETTLED or turn % 5 == 4:
            active = list(everyone)
        else:
            active = [at for at in active if at not in resting]
    return weights, bias
