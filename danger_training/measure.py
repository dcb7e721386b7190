"""`python -m danger_training.measure`: how well the held-back sentences are recognised."""

from __future__ import annotations

import sys
from collections import Counter

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
    """The share of ordinary sentences of which some beginning, heard as unfinished, is `yes`."""
    ordinary = [sentence.text.split() for sentence in sentences if not sentence.emergency]
    early = 0
    for words in ordinary:
        beginnings = (" ".join(words[:end]) for end in range(1, len(words)))
        early += any(
            assess(beginning, finished=False).verdict is Verdict.YES for beginning in beginnings
        )
    return early / len(ordinary)


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
    console.print(f"ordinary sentences with a beginning that is `yes`: {early:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
