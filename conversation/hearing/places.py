"""Where the driver says that he is, read from the shape of speech: no list of towns behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversation.facts import Fact, Topic
from conversation.hearing import place_words as tables
from conversation.hearing.numbers import NUMBER_WORDS
from conversation.hearing.phrases import clause, conditional, pattern
from conversation.hearing.place_reader import PlaceReader, SpokenPlace, leads_to_name, relation_at
from conversation.hearing.roads import (
    MILE_WORDS,
    ROAD_NAMES,
    Words,
    milepost,
    names_highway,
    word_at,
)
from conversation.hearing.spoken import Spoken

#: More than so many places in one utterance are noise; reading on would only take time.
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """The place of one utterance, if any, and what it says about the trip."""

    fact: Fact | None = None
    too_wide: bool = False
    on_road: bool = False
    at_receiver: bool = False
    first: int = 0
    last: int = 0


def place_told(spoken: Spoken, *, asked: bool, liberal: bool = False) -> PlaceTold:
    """The place that counts. `asked`: it was the question; `liberal`: in an emergency."""
    found = _joined(spoken, _places(spoken, asked=asked, liberal=liberal))
    if not found and asked:
        found = _town_and_state(spoken, liberal=liberal)
    if not found:
        return PlaceTold(too_wide=asked and _is_wide(spoken))
    best = found[0]
    for place in found[1:]:
        if place.weight > best.weight or (place.weight >= 2 and _corrected(spoken, best, place)):
            best = place
    fact = Fact(Topic.PLACE, best.value, spoken.verbatim(best.first, best.last))
    wide = best.weight <= 1 and not liberal
    return PlaceTold(fact, wide, best.road, best.receiver, best.first, best.last)


_CORRECTED = pattern(
    "no",
    "wait",
    "actually",
    "i mean",
    "told you wrong",
    "sorry",
    "scratch that",
    "correction",
    "nah",
    "hold on",
    "not",
    "ain't",
    "perdon",
    "digo",
)
_NOT_HERE = pattern(
    "closed",
    "shut down",
    "was on",
    "was in",
    "was at",
    "were",
    "used to",
    "not",
    "ain't",
    "isn't",
    "instead of",
    "told you wrong(?: on)?(?: that)?",
    "detour",
    "wasn't",
    "never",
    "no longer",
    ("(?:wreck|accident|crash|construction|traffic|weather|snow|ice) (?:on|in|at|up on|over on)"),
    "sending (?:us|everybody|everyone)",
    "take",
    "taking",
    "took",
    "delivered",
    "picked up",
    "(?:he|she|they)(?:'s| is| are|'re)",
    "his",
    "their",
    "buddy",
    "be (?:on|in|at)",
    "avoid",
    "hate",
    "won't be",
    "be",
    "ain't at",
    "missed",
    "passed up",
    "truck in",
    "guy in",
    "leave",
)


def _places(spoken: Spoken, *, asked: bool, liberal: bool) -> list[SpokenPlace]:
    reader = PlaceReader(spoken, liberal=liberal)
    found: list[SpokenPlace] = []
    reached = 0
    for index, bare in _openings(spoken, asked=asked):
        if index < reached or index >= len(spoken.words):
            continue
        place = reader.read(index, bare=bare)
        if place is not None and place.first >= reached and not _excluded(spoken, place):
            found.append(place)
            reached = place.last
        if len(found) == _MOST_PLACES:
            break
    return found


def _excluded(spoken: Spoken, place: SpokenPlace) -> bool:
    """Whether it is somewhere that the truck is not: closed, denied, past, or another's."""
    start = spoken.starts[place.first] - 1
    return bool(_NOT_HERE.search(clause(spoken.flat, start, 4))) or conditional(spoken.flat, start)


def _joined(spoken: Spoken, found: list[SpokenPlace]) -> list[SpokenPlace]:
    """Places told one after the other as one: "ninety three north, i'm south of Wikieup"."""
    joined: list[SpokenPlace] = []
    for place in found:
        if joined and _belongs_to(spoken, joined[-1], place):
            joined.append(_one_place(joined.pop(), place))
        else:
            joined.append(place)
    return joined


def _one_place(first: SpokenPlace, second: SpokenPlace) -> SpokenPlace:
    return replace(
        second,
        first=first.first,
        value=f"{first.value} {second.value}",
        weight=first.weight + second.weight,
        road=first.road or second.road,
    )


def _belongs_to(spoken: Spoken, before: SpokenPlace, after: SpokenPlace) -> bool:
    between = spoken.words[before.last : after.first]
    road_first = before.weight == 2 and after.weight == 3
    milepost_last = any(
        word in {"mile", "exit", "milepost"} for word in spoken.words[after.first : after.last]
    )
    if not (road_first or milepost_last) or names_highway(spoken.words, after.first):
        return False
    return len(between) <= 5 and all(word in tables.BETWEEN_PLACES for word in between)


def _corrected(spoken: Spoken, before: SpokenPlace, after: SpokenPlace) -> bool:
    said_between = spoken.flat[spoken.starts[before.last - 1] : spoken.starts[after.first]]
    ahead = clause(spoken.flat, spoken.starts[before.first] - 1, 4)
    return bool(_CORRECTED.search(said_between) or _CORRECTED.search(ahead))


def _openings(spoken: Spoken, *, asked: bool) -> Iterator[tuple[int, bool]]:
    """Indexes where a place may begin, and whether a bare name is enough there."""
    words = spoken.words
    if asked:
        yield _first_content(words), True
    for index, word in enumerate(words):
        if word not in _MAY_OPEN and not word[-1:].isdigit():
            continue
        if word in tables.SUBJECTS or (word in _VERBS_OF_WE and word_at(words, index - 1) in _WE):
            yield _past_words(words, index + 1, tables.BEING_THERE), False
        elif _opens_moving(spoken, index) or names_highway(words, index) or milepost(words, index):
            yield index, False
        elif asked and word in {"called", "named"}:
            yield index + 1, True
        elif word in tables.HERE and _starts_clause(spoken, index):
            yield _past_words(words, index, tables.BEING_THERE), False


_WE = frozenset({"i", "we"})
_VERBS_OF_WE = frozenset({"am", "are"}) | tables.PLAIN_PRESENT
_OPENING_RELATIONS = tables.MOVING_RELATIONS | tables.ARRIVING_RELATIONS
#: Every word that can open a place, beside those that end in a digit.
_MAY_OPEN = frozenset(
    {*tables.SUBJECTS, *tables.HERE, "am", "are", *NUMBER_WORDS, *MILE_WORDS, *ROAD_NAMES}
    | {spelled.split()[0] for spelled in _OPENING_RELATIONS}
    | tables.PLAIN_PRESENT
    | {"called", "named"}
)


def _starts_clause(spoken: Spoken, index: int) -> bool:
    if index == 0 or spoken.pauses[index - 1]:
        return True
    return spoken.words[index - 1] in tables.CLAUSE_OPENERS


def _opens_moving(spoken: Spoken, index: int) -> bool:
    """Whether words of passing a place begin here: "just went past", "coming up on"."""
    found = relation_at(spoken.words, index)
    if found is None or found[0] not in _OPENING_RELATIONS:
        return False
    before = word_at(spoken.words, index - 1)
    return _starts_clause(spoken, index) or before in tables.MOVERS


def _first_content(words: Words) -> int:
    index = 0
    while word_at(words, index) in tables.OPENERS and index < 12:
        if leads_to_name(words, index) or names_highway(words, index):
            break
        index += 1
    return index


def _past_words(words: Words, index: int, skipped: frozenset[str]) -> int:
    limit = min(len(words), index + 7)
    while index < limit and not leads_to_name(words, index):
        if " ".join(words[index : index + 2]) in tables.HELD_UP:
            index += 1
        elif words[index] not in skipped:
            break
        index += 1
    return index


def _town_and_state(spoken: Spoken, *, liberal: bool) -> list[SpokenPlace]:
    """A town with its state anywhere in the answer to the question about the place."""
    reader = PlaceReader(spoken, liberal=liberal)
    for index, word in enumerate(spoken.words):
        if word in tables.ENDS_A_NAME or word in tables.NOT_BARE or word in tables.STATES:
            continue
        place = reader.read(index, bare=True)
        if place is None or place.last - place.first < 2 or place.weight != 3:
            continue
        if place.value.split()[-1].lower() in tables.STATES and not _excluded(spoken, place):
            return [place]
    return []


def _is_wide(spoken: Spoken) -> bool:
    words = spoken.words[_first_content(spoken.words) :]
    while words:
        if len(words) <= 4 and " ".join(words) in tables.WIDE_PLACES:
            return True
        if words[0] not in tables.OPENERS:
            return False
        words = words[1:]
    return False
