"""At the facility: the door, how far the unloading is, and when the driver checked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conversation.facts import Fact, Topic
from conversation.forms import UnloadingStatus
from conversation.hearing.dock_phrases import (
    ANOTHER,
    CHECKED_IN,
    DOOR_WORD,
    HYPOTHETICAL,
    NO_DOOR,
    NOT_A_DOOR_AFTER,
    NOT_STARTED,
    UNLOADING,
)
from conversation.hearing.numbers import read_number
from conversation.hearing.phrases import before, negated, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.times import SpokenTime

_LETTERED = re.compile(r"[a-z]-?\d{1,3}|\d{1,3}-?[a-z]")
_LETTERS = frozenset("abcdefghjklmnpqrstuvwxyz")


def door_facts(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """The door that the driver was put in; `asked` takes a number alone."""
    for match in DOOR_WORD.finditer(spoken.flat):
        ahead = before(spoken.flat, match.start(), 3)
        if NO_DOOR.search(ahead) or _is_anothers(spoken.flat, match.start()):
            continue
        first, last = spoken.words_at(*match.span())
        if _named_by_door(spoken.words[first:last]) or asked:
            yield from _door_at(spoken, first, last)
        else:
            fact = next(_door_at(spoken, first, last), None)
            if fact is not None and not _is_highway_after(spoken, last):
                yield fact
    if asked:
        yield from _bare_door(spoken)


def _is_anothers(flat: str, start: int) -> bool:
    """Whether it is told of another driver's truck."""
    ahead = before(flat, start, 7)
    return any(found.end() >= len(ahead) - 1 for found in ANOTHER.finditer(ahead))


def _named_by_door(words: tuple[str, ...]) -> bool:
    return any(
        word.removesuffix("'s") in {"door", "dock", "bay", "puerta", "anden", "rampa", "muelle"}
        for word in words
    ) or words[0] in {"metieron", "me"}


def _is_highway_after(spoken: Spoken, index: int) -> bool:
    _, end = read_number(spoken.words, index)
    after = spoken.words[end] if end < len(spoken.words) else ""
    return after in {
        "north",
        "south",
        "east",
        "west",
        "eastbound",
        "westbound",
        "northbound",
        "southbound",
        "near",
        "by",
        "past",
        "at",
        "outside",
        "coming",
        "just",
        "around",
        "about",
    }


def _door_at(spoken: Spoken, first: int, index: int) -> Iterator[Fact]:
    number, end = _door_number(spoken.words, index)
    if number and not NOT_A_DOOR_AFTER.match(
        spoken.flat, spoken.starts[end - 1] + len(spoken.words[end - 1])
    ):
        yield Fact(Topic.DOOR, number, spoken.verbatim(first, end))


def _door_number(words: tuple[str, ...], index: int) -> tuple[str, int]:
    while index < len(words) and words[index] in {
        "uh",
        "like",
        "number",
        "at",
        "in",
        "la",
        "el",
        "en",
        "numero",
    }:
        index += 1
    if index >= len(words):
        return "", index
    if _LETTERED.fullmatch(words[index]):
        return words[index].upper(), index + 1
    letter = words[index] if words[index] in _LETTERS and index + 1 < len(words) else ""
    digits, end = read_number(words, index + 1 if letter else index, spelled=True)
    return (f"{letter.upper()}{digits}", end) if digits else ("", index)


def _bare_door(spoken: Spoken) -> Iterator[Fact]:
    for index in range(min(len(spoken.words), 8)):
        prior = spoken.words[index - 1] if index else ""
        if prior in {"for", "about", "since", "at", "around", "till", "until"}:
            continue
        fact = next(_door_at(spoken, index, index), None)
        if fact is not None:
            yield fact
            return


def unloading_facts(spoken: Spoken) -> Iterator[Fact]:
    """How far the unloading is, in the order in which it is told."""
    found = list(UNLOADING.find(spoken.flat))
    denied = any(label == NOT_STARTED for label, _ in found)
    for label, match in found:
        status = _status_told(spoken.flat, label, match)
        if status is None or (denied and status is UnloadingStatus.UNLOADING):
            continue
        yield Fact(Topic.UNLOADING, status.value, spoken.quote(match))


#: "no, they haven't given me a door": the answer's "no" says nothing against the rest.
_DENIES_ITSELF = pattern("(?:no|not|ain't|haven't|hasn't|todavia|aun|still no|without|don't)")
#: How many words before a status a condition can stand ("when they get me unloaded").
_REACH_OF_CONDITIONS = {UnloadingStatus.COMPLETED: 3, UnloadingStatus.DETENTION: 4}


def _status_told(flat: str, label: str, match: re.Match[str]) -> UnloadingStatus | None:
    if label == NOT_STARTED:
        return UnloadingStatus.IN_DOOR
    status, start = UnloadingStatus(label), match.start()
    reach = _REACH_OF_CONDITIONS.get(status, 2)
    denies = _DENIES_ITSELF.match(match.group() + " ") is not None
    denied = (not denies and negated(flat, start, 2)) or _is_anothers(flat, start)
    return None if denied or HYPOTHETICAL.search(before(flat, start, reach)) else status


def check_in_facts(spoken: Spoken, found: Iterable[SpokenTime], *, asked: bool) -> Iterator[Fact]:
    """When the driver checked in; `asked` takes any time."""
    for time in found:
        ahead = before(spoken.flat, time.start, 4)
        told = CHECKED_IN.search(ahead) is not None and ahead.endswith(
            tuple(f"{match.group()} " for match in CHECKED_IN.finditer(ahead))
        )
        ago = spoken.flat.startswith(" ago ", time.end)
        if told or (asked and (not time.day_only)):
            last = time.last + 1 if ago else time.last
            value = f"{time.value} ago" if ago else time.value
            yield Fact(Topic.CHECK_IN_TIME, value, spoken.verbatim(time.first, last))
            return
