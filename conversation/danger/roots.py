"""Reduces words to their roots, so that rows of words are alike however they are bent.

"The truck's died on me" and "my truck just died" share "truck be die", and "se murió la troca"
shares its roots, too. The lists stand in `roots.txt`; what they do not name is cut by rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

_LEFT_OUT = "left-out"
_SHORTEST = 3  # letters that must be left of a word


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in files("conversation.danger").joinpath("roots.txt").read_text("utf-8").splitlines():
        root, colon, forms = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        roots = () if root == _LEFT_OUT else tuple(map(_cut, root.split()))
        found.update(dict.fromkeys(forms.split(), roots))
    return found


@lru_cache(maxsize=16384)
def roots_of(form: str) -> tuple[str, ...]:
    """The roots of one comparable word: none for a word that says nothing, two for "i'm"."""
    known = _listed().get(form)
    if known is not None:
        return known
    if form.endswith("'s"):
        return (*roots_of(form[:-2]), "be")
    return (_cut(form),)


def root_row(forms: Sequence[str]) -> list[tuple[str, int]]:
    """The roots of an utterance, each with the place of the word that it comes from."""
    return [(root, at) for at, form in enumerate(forms) for root in roots_of(form)]


def _cut(word: str) -> str:
    for ending, shortest in (("ing", 3), ("in", 3), ("ed", 3), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= shortest and word[-2:] != "ss":
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "esl":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word
