"""The labelled sentences that the recogniser is taught with and tested on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import conversation.danger
from conversation.forms import EmergencyType

SENTENCES = Path(__file__).with_name("sentences.jsonl")
WORD_LISTS = tuple(
    Path(conversation.danger.__file__).with_name(name)
    for name in ("alarms.txt", "concepts.txt", "harmless.txt", "roots.txt", "statements.txt")
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One driver utterance. `split` is `train`, or `held` for those never learned from."""

    text: str
    type: EmergencyType | None
    kind: str
    language: str
    split: str

    @property
    def emergency(self) -> bool:
        return self.type is not None


def read_sentences(path: Path = SENTENCES) -> list[Sentence]:
    """All sentences, in the order of the file."""
    sentences = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            kind = EmergencyType(row["type"]) if row["emergency"] else None
            sentences.append(
                Sentence(row["text"], kind, row["kind"], row["language"], row["split"])
            )
    return sentences


def digest() -> str:
    """What the shipped model records about what it was taught: the sentences and word lists."""
    found = hashlib.sha256()
    for path in (SENTENCES, *WORD_LISTS):
        found.update(path.read_bytes())
    return found.hexdigest()
