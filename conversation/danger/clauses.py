"""Who it happened to: the subject, the trouble and the reservations of each clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_ENGLISH_JOINTS = (
    "and but so cause because cuz then though although when while that's where which till until "
    "now or"
)
_SPANISH_JOINTS = "y pero porque entonces cuando que pues pos o"
_JOINTS = frozenset((_ENGLISH_JOINTS + " " + _SPANISH_JOINTS).split(" "))
_OPENERS = frozenset(("me", "mine", "companion", "other", "truck", "part", "body"))
_TROUBLES = ("ALARM", "crash", "fire", "weapon", "crime", "ill", "leak", "fail", "peril", "stopped")
_RESERVATIONS = ("negation", "if", "ask", "joke", "past", "fixed", "ahead", "HARMLESS")
_LONGEST = 14


def clause_marks(
    forms: Sequence[str], concepts: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """For each clause the word it ends on and its marks."""
    start = 0
    earlier: set[str] = set()
    for at in range(len(forms) + 1):
        ends = at == len(forms) or (forms[at] in _JOINTS and at - start > 1)
        if not ends and at - start < _LONGEST:
            continue
        if at > start:
            held = {concept for found in concepts[start:at] for concept in found}
            yield at - 1, _marks_of(forms[start:at], concepts[start:at], held, earlier)
            earlier |= held
        start = at


def _marks_of(
    forms: Sequence[str],
    concepts: Sequence[tuple[str, ...]],
    held: set[str],
    earlier: set[str],
) -> list[str]:
    troubles = [trouble for trouble in _TROUBLES if trouble in held]
    reservations = [name for name in _RESERVATIONS if name in held]
    own = "own" if held & {"me", "mine"} else "with" if "companion" in held else "none"
    before = "own" if earlier & {"me", "mine"} else "none"
    subject = _subject(concepts)
    marks = [f"k {subject} {own}"]
    for trouble in troubles:
        marks.append(f"k {subject} {own} {trouble}")
        marks.append(f"k {own} {before} {trouble}")
        marks.extend(f"k {trouble} {reservation}" for reservation in reservations)
        if not reservations:
            marks.append(f"k {trouble} plain {own}")
    if not troubles:
        after = [trouble for trouble in _TROUBLES if trouble in earlier]
        marks.extend(f"k after {name} {found}" for name in reservations for found in after[:2])
    marks.append(f"o {forms[0]} {troubles[0] if troubles else ''}")
    return marks


def _subject(concepts: Sequence[tuple[str, ...]]) -> str:
    for found in concepts[:6]:
        for concept in found:
            if concept in _OPENERS:
                return concept
    return "none"
