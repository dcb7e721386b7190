"""Plain statements: "I jackknifed", "my truck is on fire", "me asaltaron".

A driver who says what has just happened to him is believed at once, however rare his other words
are, unless the same breath takes it back: a condition, a near miss, somebody else's words before
it; a time long past or a laugh after it. Where it is only unsure (a repair, "yesterday"), the
learned weights judge. "I'm okay" takes nothing back. All lists stand in `statements.txt`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from conversation.danger.grammar import Found, Grammar
from conversation.danger.phrases import HARMLESS_INDEX, longest
from conversation.danger.verdict import Verdict
from conversation.forms import EmergencyType

_BEFORE = 8  # words in which a doubt before a statement still holds for it
_AFTER = 12
_SETTLED_AFTER = 4  # words heard after a statement when an unfinished utterance is believed
_BREAKS = frozenset(
    ("and", "but", "so", "because", "cause", "cuz", "now", "y", "pero", "porque", "entonces")
)
_SINGLE = (
    "unsure-before",
    "unsure-after",
    "taken-back-before",
    "taken-back-after",
    "moved-on",
    "cries",
)
_SUREST_FIRST = (Verdict.YES, Verdict.PERHAPS, Verdict.NO)
_GRAVEST_FIRST = (
    EmergencyType.MEDICAL,
    EmergencyType.ACCIDENT,
    EmergencyType.OTHER,
    EmergencyType.BREAKDOWN,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a driver plainly states, and the words from `start` to before `end` that state it."""

    verdict: Verdict
    type: EmergencyType
    start: int
    end: int


def plain_statement(forms: Sequence[str], *, finished: bool) -> Statement | None:
    """The gravest statement in the words, a certain one before a suspicious one.

    In an unfinished utterance only one that a few more words have not taken back. Where all that
    is stated is taken back, the verdict is `NO`.
    """
    heard = [statement for _, statement in _stated(tuple(forms)) if statement is not None]
    if not finished:
        heard = [one for one in heard if len(forms) - one.end >= _SETTLED_AFTER]
    elif not heard:
        return _cry(forms)
    return min(heard, key=_gravity, default=None)


def signs(forms: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What the lists find, for the learned weights: the place of the word after it, and a name."""
    for found, weighed in _stated(tuple(forms)):
        verdict = "unsure" if weighed is None else weighed.verdict
        kind = found.label.split()[1]
        yield from ((found.end, sign) for sign in (verdict, f"{verdict} {kind}", found.label))
    last = {found.label: found.end for found in _by_end(_lists().reservations.find(forms))}
    yield from ((max(1, end), name) for name, end in last.items())


def moved_on(forms: Sequence[str]) -> bool:
    """Does the driver say that he is past it and rolling again?"""
    return bool(_lists().moved_on.find(forms))


@lru_cache(maxsize=256)  # asked twice for one utterance: for the weights and for the verdict
def _stated(forms: tuple[str, ...]) -> list[tuple[Found, Statement | None]]:
    """What stands in the words, and what each is worth; None where the weights have to judge."""
    return [(found, _weighed(forms, found)) for found in _lists().statements.find(forms)]


def _by_end(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda one: one.end)


def _weighed(forms: Sequence[str], found: Found) -> Statement | None:
    lists = _lists()
    before = _same_clause(forms[max(0, found.start - _BEFORE) : found.start])
    after = forms[found.end : found.end + _AFTER]
    verdict, kind = found.label.split()
    if lists.taken_back_before.find(before) or lists.taken_back_after.find(after):
        verdict = Verdict.NO
    elif (
        lists.unsure_before.find(before)
        or lists.unsure_after.find(after)
        or _goes_on_harmlessly(forms, found.start, found.end)
    ):
        return None
    return Statement(Verdict(verdict), EmergencyType(kind), found.start, found.end)


def _same_clause(before: Sequence[str]) -> Sequence[str]:
    breaks = [at for at, form in enumerate(before) if form in _BREAKS]
    return before[breaks[-1] + 1 :] if breaks else before


def _goes_on_harmlessly(forms: Sequence[str], start: int, end: int) -> bool:
    """Does a harmless phrase begin in the statement and reach past it, as in "crashed early"?"""
    for at in range(start, end):
        phrase = longest(HARMLESS_INDEX, forms, at)
        if phrase is not None and at + phrase[1] > end:
            return True
    return False


def _cry(forms: Sequence[str]) -> Statement | None:
    """An utterance that is a cry and nothing else: anything may have happened."""
    lists = _lists()
    if lists.cries.find(forms) and all(form in lists.cry_words for form in forms):
        return Statement(Verdict.PERHAPS, EmergencyType.OTHER, 0, len(forms))
    return None


def _gravity(statement: Statement) -> tuple[int, int, int]:
    return (
        _SUREST_FIRST.index(statement.verdict),
        _GRAVEST_FIRST.index(statement.type),
        statement.start - statement.end,
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    statements: Grammar
    unsure_before: Grammar
    unsure_after: Grammar
    taken_back_before: Grammar
    taken_back_after: Grammar
    moved_on: Grammar
    cries: Grammar
    cry_words: frozenset[str]
    reservations: Grammar  # all of these lists together, each labelled with its name


@cache
def _lists() -> _Lists:
    slots, under = _read(files("conversation.danger").joinpath("statements.txt").read_text("utf-8"))

    def grammar(*headings: str) -> Grammar:
        return Grammar(((name, line) for name in headings for line in under[name]), slots)

    single = {name: grammar(name) for name in _SINGLE}
    return _Lists(
        statements=grammar(*(heading for heading in under if " " in heading)),
        unsure_before=single["unsure-before"],
        unsure_after=single["unsure-after"],
        taken_back_before=single["taken-back-before"],
        taken_back_after=single["taken-back-after"],
        moved_on=single["moved-on"],
        cries=single["cries"],
        cry_words=frozenset(" ".join(under["cry-words"]).split()),
        reservations=Grammar(((name, line) for name in _SINGLE for line in under[name]), slots),
    )


def _read(text: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The slots of a list, and its patterns by the heading that they stand under."""
    slots: dict[str, str] = {}
    under: dict[str, list[str]] = {}
    heading = ""
    for line in (line.strip() for line in text.splitlines()):
        if line.endswith(":"):
            heading = line[:-1]
        elif line.startswith("<") and " = " in line:
            name, _, phrases = line.partition(" = ")
            slots[name] = phrases
        elif line and not line.startswith("#"):
            under.setdefault(heading, []).append(line)
    return slots, under
