"""What the recogniser notices in an utterance: marks, each at the word where it is complete.

A mark is a short text such as `b hit me` (two neighbouring words) or `p mine part` (words of two
concepts near each other). The trainer learns a weight for each mark; recognition adds them up.
Nearly all marks look back only, so that what is noticed in the beginning of an utterance stays as
it is when more words arrive; a statement is weighed with what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from conversation.danger.clauses import clause_marks
from conversation.danger.concepts import concepts_of
from conversation.danger.phrases import ALARM_INDEX, HARMLESS_INDEX, longest
from conversation.danger.roots import root_row
from conversation.danger.statements import signs

Marks = tuple[str, ...]

_REACH = 9  # words between which two concepts are seen together
_EDGE = "^"
_ROOT_REACH = 5  # roots between which two of them are seen together
_SMALL_ROOTS = frozenset(("be", "hav", "do", "will"))


@lru_cache(maxsize=16384)
def word_marks(form: str) -> tuple[str, ...]:
    """The marks of a word by itself: the word and its concepts."""
    return ("w " + form, *("c " + concept for concept in concepts_of(form)))


@lru_cache(maxsize=16384)
def letter_marks(form: str) -> tuple[str, ...]:
    """Pieces of three to five letters, so that a misheard or unknown word is still known a bit."""
    padded = f"<{form}>"
    return tuple(
        padded[start : start + size]
        for size in (3, 4, 5)
        for start in range(len(padded) - size + 1)
    )


def context_marks(forms: Sequence[str]) -> list[list[str]]:
    """The marks of words together, one list for each word and one for the end."""
    return [[mark for group in groups for mark in group] for groups in mark_groups(forms)]


def mark_groups(forms: Sequence[str]) -> list[list[Marks]]:
    """The same marks in groups, which come back as they are while an utterance grows.

    What has been weighed once can so be remembered by group.
    """
    count = len(forms)
    marks: list[list[Marks]] = [[] for _ in range(count + 1)]
    concepts = [concepts_of(form) for form in forms]
    _mark_phrases(forms, marks, concepts)
    _mark_neighbours(forms, marks, concepts)
    _mark_concepts(marks, concepts)
    for end, found in clause_marks(forms, concepts):
        marks[end].append(tuple(found))
    _mark_roots(forms, marks)
    for end, sign in signs(forms):
        marks[end - 1].append(("R " + sign,))
    return marks


def _mark_phrases(
    forms: Sequence[str], marks: list[list[Marks]], concepts: list[tuple[str, ...]]
) -> None:
    harmless = [False] * len(forms)
    start = 0
    while start < len(forms):
        found = longest(HARMLESS_INDEX, forms, start)
        if found is None:
            start += 1
            continue
        name, length = found
        last = start + length - 1
        marks[last].append(("H", name))
        concepts[last] = (*concepts[last], "HARMLESS")
        harmless[start : start + length] = [True] * length
        start += length
    for start in range(len(forms)):
        found = longest(ALARM_INDEX, forms, start)
        if found is None:
            continue
        name, length = found
        last = start + length - 1
        if all(harmless[start : last + 1]):
            continue
        marks[last].append(("A", name))
        if "ALARM" not in concepts[last]:
            concepts[last] = (*concepts[last], "ALARM")
        if len(forms) <= length + 2:
            marks[last].append(("A alone",))


def _mark_neighbours(
    forms: Sequence[str], marks: list[list[Marks]], concepts: Sequence[tuple[str, ...]]
) -> None:
    before, last = "", _EDGE
    around: tuple[str, ...] = ()
    for at, form in enumerate(forms):
        here = concepts[at]
        marks[at].append(_neighbours(before, last, around, form, here))
        before, last, around = last, form, here
    marks[-1].append(_neighbours(before, last, around, "$", ()))


@lru_cache(maxsize=16384)
def _neighbours(
    before: str, last: str, around: tuple[str, ...], form: str, here: tuple[str, ...]
) -> Marks:
    marks = [f"b {last} {form}"]
    if before:
        marks += (f"s {before} {form}", f"t {before} {last} {form}")
    marks += [f"x {concept} {form}" for concept in around]
    marks += [f"y {last} {concept}" for concept in here]
    return tuple(marks)


def _mark_concepts(marks: list[list[Marks]], concepts: Sequence[tuple[str, ...]]) -> None:
    for at, here in enumerate(concepts):
        if here:
            earlier = [found for found in concepts[max(0, at - _REACH) : at] if found]
            near = tuple(concepts[at - 2 : at]) if at >= 2 else ()
            marks[at].append(_concepts_near(tuple(earlier), near, here))


@lru_cache(maxsize=16384)
def _concepts_near(
    earlier: tuple[tuple[str, ...], ...], near: tuple[tuple[str, ...], ...], here: tuple[str, ...]
) -> Marks:
    marks = [f"p {first} {second}" for found in earlier for first in found for second in here]
    if near:
        marks += [
            f"q {first} {middle} {second}"
            for first in near[0] or ("",)
            for middle in near[1] or ("",)
            for second in here
        ]
    return tuple(marks)


def _mark_roots(forms: Sequence[str], marks: list[list[Marks]]) -> None:
    before, last = "", _EDGE
    telling: tuple[str, ...] = ()
    for root, at in root_row(forms):
        marks[at].append(_roots(before, last, root, telling))
        if root not in _SMALL_ROOTS:
            telling = (*telling[1 - _ROOT_REACH :], root)
        before, last = last, root
    marks[-1].append(_roots(before, last, "$", ()))


@lru_cache(maxsize=16384)
def _roots(before: str, last: str, root: str, telling: tuple[str, ...]) -> Marks:
    marks = [f"B {last} {root}"]
    if before:
        marks += (f"S {before} {root}", f"T {before} {last} {root}")
    if root != "$":
        marks.append("L " + root)
        if root not in _SMALL_ROOTS:
            marks += [f"P {earlier} {root}" for earlier in telling]
    return tuple(marks)
