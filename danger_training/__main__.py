"""`python -m danger_training`: learn from the sentences and write the weights that are shipped."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import conversation.danger
from conversation.danger.model import KINDS, MODEL_FILE, SCALE
from danger_training.corpus import digest, read_sentences
from danger_training.learning import Learned, learn

PERHAPS_FROM = -0.2  # a question costs the driver a second, a missed alarm costs much more
YES_FROM = 0.3
LEAST_WEIGHT = 150  # thousandths; what is lighter is left out of the file
LEAST_KIND_WEIGHT = 600
WEIGHTS = Path(conversation.danger.__file__).with_name(MODEL_FILE)


def model_text(learned: Learned, corpus: str) -> str:
    """The model file: one mark a line, in alphabetical order, weights in thousandths."""
    rows = {}
    for mark in sorted(learned.danger):
        danger = _thousandths(learned.danger[mark])
        kinds = [_thousandths(weight) for weight in learned.kinds[mark]]
        row = [danger, round(learned.sizes[mark])]
        if max(map(abs, kinds)) >= LEAST_KIND_WEIGHT:
            rows[mark] = row + kinds
        elif abs(danger) >= LEAST_WEIGHT:
            rows[mark] = row
    head = {
        "corpus": corpus,
        "kinds": list(KINDS),
        "bias": _thousandths(learned.bias),
        "kind_bias": [_thousandths(weight) for weight in learned.kind_bias],
        "perhaps_from": _thousandths(PERHAPS_FROM),
        "yes_from": _thousandths(YES_FROM),
    }
    body = ",\n".join(
        f"{json.dumps(mark, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for mark, row in rows.items()
    )
    return json.dumps(head)[:-1] + ',"marks":{\n' + body + "\n}}\n"


def _thousandths(weight: float) -> int:
    return round(weight * SCALE)


def main() -> int:
    """Write the model file."""
    taught = [sentence for sentence in read_sentences() if sentence.split == "train"]
    text = model_text(learn(taught), digest())
    WEIGHTS.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(taught)} sentences, {text.count(chr(10)) - 2} marks -> {WEIGHTS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
