"""`python -m danger_training.thresholds`: what each threshold costs, by cross-validation.

Learns three times from two thirds of the taught sentences and scores the third that is left. The
sentences are parted in blocks as they stand in the file, because neighbours are often alike.
Held-back sentences take no part, so that they still measure what the thresholds are worth.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from conversation.danger.model import read_model
from conversation.danger.recognition import score_of
from conversation.danger.wording import words_of
from danger_training.__main__ import model_text
from danger_training.corpus import Sentence, read_sentences
from danger_training.learning import learn

PARTS = 3
BLOCK = 60  # sentences
THRESHOLDS = (-1.5, -1.3, -1.1, -0.9, -0.7, -0.5, 0.0, 0.3, 0.6, 0.9, 1.2)

Scored = tuple[float, bool]  # a score, and whether the sentence is an emergency


def scores_unseen(sentences: Sequence[Sentence]) -> list[Scored]:
    """The score of every sentence from weights that were not learned from it."""
    scored = []
    for part in range(PARTS):
        unseen = sentences_of_part(sentences, part)
        taught = [
            sentence
            for other in range(PARTS)
            if other != part
            for sentence in sentences_of_part(sentences, other)
        ]
        model = read_model(model_text(learn(taught), ""))
        for sentence in unseen:
            forms = [word.form for word in words_of(sentence.text)]
            if forms:
                scored.append((score_of(model, forms), sentence.emergency))
    return scored


def sentences_of_part(sentences: Sequence[Sentence], part: int) -> list[Sentence]:
    """Every third block of the sentences."""
    return [one for at, one in enumerate(sentences) if at // BLOCK % PARTS == part]


def share_from(threshold: float, scored: Sequence[Scored], *, emergency: bool) -> float:
    """The share of the emergencies, or of the others, that score at least the threshold."""
    scores = [score for score, is_emergency in scored if is_emergency == emergency]
    return sum(score >= threshold for score in scores) / len(scores) if scores else 0.0


def main() -> int:
    """Print the shares of emergencies and of ordinary sentences from each threshold on."""
    scored = scores_unseen([one for one in read_sentences() if one.split == "train"])
    sys.stdout.write("from  emergencies  ordinary\n")
    for threshold in THRESHOLDS:
        found = share_from(threshold, scored, emergency=True)
        alarms = share_from(threshold, scored, emergency=False)
        sys.stdout.write(f"{threshold:4.1f}  {found:11.1%}  {alarms:8.1%}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
