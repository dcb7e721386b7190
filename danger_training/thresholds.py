"""`python -m danger_training.thresholds`: what each threshold costs, by cross-validation.

Learns three times from about two thirds of the taught sentences and scores the third that is left.
Sentences that share most of their words stay together, so that none is scored by its own near
twin. Held-back sentences take no part, so that they still measure what the thresholds are worth.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from conversation.danger.model import read_model
from conversation.danger.recognition import kind_of, score_of
from conversation.danger.wording import words_of
from danger_training.__main__ import model_text
from danger_training.corpus import Sentence, read_sentences
from danger_training.learning import learn

PARTS = 3
ALIKE = 0.5  # the share of their words that two sentences of one group have in common
THRESHOLDS = (-0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
LONG = 10  # words: most drivers' answers in a call are longer than most taught sentences


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence, and what weights that never saw it or its like say."""

    sentence: Sentence
    words: int
    score: float
    right_type: bool


def scores_unseen(sentences: Sequence[Sentence]) -> list[Scored]:
    """Every sentence, scored by weights that were not learned from it or from one like it."""
    parts = parts_of(sentences)
    scored = []
    for part in range(PARTS):
        model = read_model(model_text(learn(_but(part, sentences, parts)), ""))
        for sentence, its_part in zip(sentences, parts, strict=True):
            forms = [word.form for word in words_of(sentence.text)]
            if its_part != part or not forms:
                continue
            right = kind_of(model, forms) is sentence.type
            scored.append(Scored(sentence, len(forms), score_of(model, forms), right))
    return scored


def parts_of(sentences: Sequence[Sentence]) -> list[int]:
    """The part of each sentence; sentences that are alike are in one part."""
    words = [frozenset(word.form for word in words_of(one.text)) for one in sentences]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    group = list(range(len(sentences)))

    def first_of(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for at, own in enumerate(words):
        shared = Counter(other for word in own for other in holders[word])
        for other, common in shared.items():
            if common >= ALIKE * len(own | words[other]):
                group[first_of(at)] = first_of(other)
        for word in own:
            holders[word].append(at)
    return [first_of(at) * 2654435761 // 2**16 % PARTS for at in range(len(sentences))]


def _but(part: int, sentences: Sequence[Sentence], parts: Sequence[int]) -> list[Sentence]:
    return [one for one, its_part in zip(sentences, parts, strict=True) if its_part != part]


def share_from(threshold: float, scored: Sequence[Scored], *, emergency: bool) -> float:
    """The share of the emergencies, or of the others, that score at least the threshold."""
    scores = [one.score for one in scored if one.sentence.emergency == emergency]
    return sum(score >= threshold for score in scores) / len(scores) if scores else 0.0


def _print(title: str, scored: Sequence[Scored]) -> None:
    sys.stdout.write(f"{title}: {len(scored)} sentences\nfrom  emergencies  ordinary\n")
    for threshold in THRESHOLDS:
        found = share_from(threshold, scored, emergency=True)
        alarms = share_from(threshold, scored, emergency=False)
        sys.stdout.write(f"{threshold:4.1f}  {found:11.1%}  {alarms:8.1%}\n")


def main() -> int:
    """Print the shares of emergencies and of ordinary sentences from each threshold on."""
    scored = scores_unseen([one for one in read_sentences() if one.split == "train"])
    _print("all", scored)
    _print(f"{LONG} words and more", [one for one in scored if one.words >= LONG])
    _print("Spanish", [one for one in scored if one.sentence.language == "es"])
    emergencies = [one for one in scored if one.sentence.emergency]
    right = sum(one.right_type for one in emergencies) / len(emergencies)
    sys.stdout.write(f"type right: {right:.1%}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
