"""What words are about: the vocabulary of trouble and of what takes it back.

Words of one concept are alike to the recogniser even where no example sentence held them: it has
learned from "my alternator quit" what to think of "my gearbox quit". The vocabulary stands in
`concepts.txt`: a concept's name and a colon, then its words, indented.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def _concepts_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    concept = ""
    for line in (
        files("conversation.danger").joinpath("concepts.txt").read_text("utf-8").split("\n")
    ):
        if line.endswith(":"):
            concept = line[:-1]
        elif not line.startswith("#"):
            for word in line.split():
                found.setdefault(word, []).append(concept)
    return {word: tuple(sorted(set(concepts))) for word, concepts in found.items()}


_CONCEPTS = _concepts_by_word()


@lru_cache(maxsize=16384)
def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts of a comparable word, usually none."""
    return _CONCEPTS.get(word, ())
