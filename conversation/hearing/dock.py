"""At the facility: the door, how far the unloading is, and when the driver checked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from conversation.facts import Fact, Topic
from conversation.forms import UnloadingStatus
from conversation.hearing.dock_phrases import (
    ANOTHER,
    APPOINTMENT,
    ASKS_FOR_PAY,
    BYGONE,
    BYGONE_BEFORE,
    CHECKED_IN,
    DOCKED_AT,
    DOOR_WORD,
    HYPOTHETICAL,
    LUMPER_PAID,
    NO_DOOR,
    NOT_A_DOOR_AFTER,
    NOT_STARTED,
    UNLOADING,
    WAITS_ON_THE_ROAD,
)
from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.phrases import before, negated, pattern
from conversation.hearing.question_phrases import INVERTED
from conversation.hearing.spoken import Spoken
from conversation.hearing.times import SpokenTime

_LETTERED = re.compile(r"[a-z]-?\d{1,3}|\d{1,3}-?[a-z]")
_LETTERS = frozenset("abcdefghjklmnpqrstuvwxyz")


def door_facts(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """The door that the driver was put in, the last one last; `asked` takes a number alone."""
    found = list(_named_doors(spoken, asked=asked))
    if asked and not found:
        found = list(_bare_door(spoken))
    yield from found
    if found:
        yield from _door_instead(spoken)


def _door_instead(spoken: Spoken) -> Iterator[Fact]:
    """ "Door five, no, six", "en la doce, digo, la trece": the door meant."""
    # A correction may begin a sentence of its own: "door five. No, six."
    flat = spoken.flat.replace(" . ", "   ")
    for match in _TAKEN_BACK.finditer(flat):
        first, last = spoken.words_at(*match.span())
        if not (is_number_word(spoken.words[first - 1]) or spoken.words[first - 1][-1:].isdigit()):
            continue
        number, end = _door_number(spoken.words, last)
        if number and (end == len(spoken.words) or spoken.pauses[end - 1]):
            yield Fact(Topic.DOOR, number, spoken.verbatim(last, end))


_TAKEN_BACK = pattern(
    "(?:(?:uh|oh|ay) )?(?:no es cierto|no|wait|sorry|i mean|perdon|digo|que diga|mejor dicho|"
    "mentira)(?: (?:no|wait|"
    "sorry|it's|it is|"
    "i mean|make that|actually|perdon|digo|es|en|la|el|door|dock|number|puerta|rampa|anden)){0,4}"
)


def _named_doors(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
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
    for match in DOCKED_AT.finditer(spoken.flat):
        if not _is_anothers(spoken.flat, match.start()):
            yield from _door_at(spoken, *spoken.words_at(*match.span()))


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
    if words[index : index + 2] == ("a", "hundred"):
        index += 1
    if words[index] == "once" and index and words[index - 1] in _BEFORE_ELEVEN:
        return "11", index + 1
    letter = words[index] if words[index] in _LETTERS and index + 1 < len(words) else ""
    at = _after_letter(words, index) if letter else index
    digits, end = _read_digits(words, at)
    return (f"{letter.upper()}{digits}", end) if digits else ("", index)


#: "Once" is eleven where Spanish stands before it.
_BEFORE_ELEVEN = frozenset({"la", "el", "puerta", "rampa", "anden", "muelle", "numero", "en"})


def _after_letter(words: tuple[str, ...], index: int) -> int:
    """The index behind a letter and the word that spells it: "b as in boy", "b like boy"."""
    if words[index + 1 : index + 3] == ("as", "in"):
        return index + 4
    return index + 3 if words[index + 1] in {"like", "for"} else index + 1


def _read_digits(words: tuple[str, ...], index: int) -> tuple[str, int]:
    """A number of up to three digits; "hundred and four" is 104 without its "one"."""
    if index < len(words) and words[index] == "hundred":
        digits, end = read_number(("one", *words[index:]), 0, spelled=True)
        return digits, index + end - 1
    return read_number(words, index, spelled=True)


#: How far into an answer a mere number is the door; later only where "it's" points to it.
_WORDS_BEFORE_A_BARE_DOOR = 8
_NO_DOOR_NEXT = frozenset({"las", "for", "about", "since", "at", "around", "till", "until"})
_POINTS_TO_IT = frozenset({"it's", "says", "number", "is", "that's", "es"})
#: "One" is a number only where nothing makes it a pronoun: "the last one", "the one dock".
_BEFORE_THE_NUMBER_ONE = frozenset({"", "uh", *_POINTS_TO_IT, "in", "think", "yeah", "said"})
_AFTER_THE_PRONOUN_ONE = frozenset({"dock", "door", "on", "over", "they", "with", "by", "in"})


def _bare_door(spoken: Spoken) -> Iterator[Fact]:
    for index in range(min(len(spoken.words), 2 * _WORDS_BEFORE_A_BARE_DOOR)):
        prior = spoken.words[index - 1] if index else ""
        late = index >= _WORDS_BEFORE_A_BARE_DOOR and prior not in _POINTS_TO_IT
        if prior in _NO_DOOR_NEXT or late or _moved_on(spoken.words, index):
            continue
        if _is_pronoun_one(spoken.words, index, prior):
            continue
        fact = next(_door_at(spoken, index, index), None)
        if fact is not None:
            yield fact
            return


def _moved_on(words: tuple[str, ...], index: int) -> bool:
    """Whether another door follows: "nine but I took ten", "it was twelve, now it's fifteen"."""
    following = words[index + 1 :]
    return any(
        word in _MOVES and is_number_word(number) and {"but", "now", "then"} & {*following[:at]}
        for at, (word, number) in enumerate(pairwise(following), start=1)
    )


_MOVES = frozenset({"it's", "took", "to", "in", "now", "number"})


def _is_pronoun_one(words: tuple[str, ...], index: int, prior: str) -> bool:
    if words[index] != "one" or read_number(words, index, spelled=True)[0] != "1":
        return False
    following = words[index + 1] if index + 1 < len(words) else ""
    return prior not in _BEFORE_THE_NUMBER_ONE or following in _AFTER_THE_PRONOUN_ONE


def unloading_facts(spoken: Spoken) -> Iterator[Fact]:
    """How far the unloading is, in the order in which it is told."""
    found = list(UNLOADING.find(spoken.flat))
    denied = any(label == NOT_STARTED for label, _ in found)
    for label, match in found:
        status = _status_told(spoken.flat, label, match)
        if status is None or (denied and status in _STARTED):
            continue
        yield Fact(Topic.UNLOADING, status.value, spoken.quote(match))


#: What cannot be where nobody has begun, signed papers or not.
_STARTED = frozenset({UnloadingStatus.UNLOADING, UnloadingStatus.COMPLETED})
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
    if denied or _is_past(status, flat, match):
        return None
    return None if HYPOTHETICAL.search(before(flat, start, reach)) else status


def _is_past(status: UnloadingStatus, flat: str, match: re.Match[str]) -> bool:
    """Whether it is told of another day or place, or of what led to the work that goes on."""
    if status is UnloadingStatus.COMPLETED:
        return False
    if BYGONE_BEFORE.search(before(flat, match.start(), 12)):
        return True
    if status is UnloadingStatus.WAITING:
        had_me = _HAD_ME.search(before(flat, match.start(), 3))
        return had_me is not None or WAITS_ON_THE_ROAD.search(flat) is not None
    if status is UnloadingStatus.WAITING_FOR_LUMPER:
        paid = match.group().startswith((" pay", " get", " hire"))
        return paid and LUMPER_PAID.search(before(flat, match.start(), 3)) is not None
    if status is UnloadingStatus.DETENTION:
        asks = INVERTED.match(flat) or ASKS_FOR_PAY.search(before(flat, match.start(), 8))
        return asks is not None or BYGONE.match(flat, match.end()) is not None
    return False


#: "On detention since eleven" is no arrival.
_PAID_SINCE = re.compile(" detention (?:since|from|desde)(?: [^ .]+)? $")
#: "They had me waiting": it is over.
_HAD_ME = re.compile(" (?:had|kept|tuvieron)(?: me| us)? $")


def check_in_facts(spoken: Spoken, found: Iterable[SpokenTime], *, asked: bool) -> Iterator[Fact]:
    """When the driver checked in; `asked` takes any time but that of the appointment."""
    bare: Fact | None = None
    for time in found:
        ahead = before(spoken.flat, time.start, 4)
        told = CHECKED_IN.search(ahead) is not None and ahead.endswith(
            tuple(f"{match.group()} " for match in CHECKED_IN.finditer(ahead))
        )
        ago = spoken.flat.startswith(" ago ", time.end)
        last = time.last + 1 if ago else time.last
        value = f"{time.value} ago" if ago else time.value
        if _PAID_SINCE.search(ahead):
            continue
        fact = Fact(Topic.CHECK_IN_TIME, value, spoken.verbatim(time.first, last))
        if told:
            yield fact
            return
        if bare is None and not (time.day_only or APPOINTMENT.search(ahead)):
            bare = fact
    if asked and bare is not None:
        yield bare
