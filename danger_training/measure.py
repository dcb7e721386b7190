"""`python -m danger_training.measure`: how well the held-back sentences are recognised."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise

from rich.console import Console
from rich.table import Table

from conversation.danger import Verdict, assess
from danger_training.corpus import Sentence, read_sentences
from extraction.danger_evaluation import (
    EmergencyEvaluation,
    LabelledUtterance,
    evaluate,
    print_evaluation,
)


def held_sentences() -> list[Sentence]:
    """The sentences that nothing was ever learned from."""
    return [sentence for sentence in read_sentences() if sentence.split == "held"]


def measure_held() -> EmergencyEvaluation:
    """The evaluation of the held sentences; ids are their numbers among the held ones."""
    return evaluate(
        LabelledUtterance(
            id=str(number),
            text=sentence.text,
            emergency=sentence.emergency,
            type=sentence.type,
        )
        for number, sentence in enumerate(held_sentences())
    )


def certain_too_early(sentences: list[Sentence]) -> float:
    """The share of ordinary sentences that would raise an alarm before they end.

    As in a call: two beginnings in a row must be `yes`, heard as unfinished.
    """
    ordinary = [sentence.text.split() for sentence in sentences if not sentence.emergency]
    return sum(any(map(all, pairwise(_alarms_word_by_word(words)))) for words in ordinary) / len(
        ordinary
    )


def _alarms_word_by_word(words: list[str]) -> list[bool]:
    beginnings = (" ".join(words[:end]) for end in range(1, len(words)))
    return [assess(beginning, finished=False).verdict is Verdict.YES for beginning in beginnings]


def _by_kind() -> Table:
    verdicts: Counter[tuple[str, Verdict]] = Counter()
    for sentence in held_sentences():
        name = f"{sentence.type or 'no emergency'}: {sentence.kind}"
        verdicts[name, assess(sentence.text).verdict] += 1
    table = Table("kind of sentence", *Verdict, title="Verdicts by kind of sentence")
    for name in sorted({name for name, _ in verdicts}):
        table.add_row(name, *(str(verdicts[name, verdict]) for verdict in Verdict))
    return table


def main() -> int:
    """Print the measures of the held sentences."""
    console = Console()
    print_evaluation(measure_held(), console)
    console.print(_by_kind())
    early = certain_too_early(held_sentences())
    console.print(f"ordinary sentences that would raise an alarm before they end: {early:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
