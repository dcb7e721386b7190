"""Where the driver says that he is, read from the shape of speech: no list of towns behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conversation.facts import Fact, Topic
from conversation.hearing import place_words as tables
from conversation.hearing.phrases import before, clause, conditional, pattern
from conversation.hearing.place_corrections import (
    is_said_instead,
    with_last_number,
    with_milepost_of,
)
from conversation.hearing.place_evidence import is_evident, is_hour, names_known
from conversation.hearing.place_openings import first_content, openings
from conversation.hearing.place_reader import PlaceReader, SpokenPlace, relation_at
from conversation.hearing.roads import highway, names_highway
from conversation.hearing.spoken import Spoken

#: More than so many places in one utterance are noise; reading on would only take time.
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """The place of one utterance, if any, and what it says about the trip.

    `bare`: a name that is known for a place only because a place was asked for.
    """

    fact: Fact | None = None
    too_wide: bool = False
    on_road: bool = False
    at_receiver: bool = False
    bare: bool = False
    first: int = 0
    last: int = 0


def place_told(
    spoken: Spoken, *, asked: bool, liberal: bool = False, of_delay: bool = False
) -> PlaceTold:
    """The place that counts. `asked`: it was the question; `liberal`: in an emergency.

    `of_delay`: the answer tells of a delay, and a place without "I'm" is where that was.
    """
    found = _joined(spoken, _places(spoken, asked=asked, liberal=liberal, of_delay=of_delay))
    if not found and asked:
        found = _town_and_state(spoken, liberal=liberal)
    if not found:
        return PlaceTold(too_wide=asked and _is_wide(spoken))
    best = with_last_number(spoken, found[0])
    for place in found[1:]:
        if place.first < best.last:
            continue
        corrected = _corrected(spoken, best, place)
        if corrected and (mended := with_milepost_of(best, place)):
            best = mended
        elif _is_better(spoken, best, place, corrected=corrected):
            best = place
    best = _with_road_before(spoken, with_last_number(spoken, best))
    fact = Fact(Topic.PLACE, best.value, spoken.verbatim(best.first, best.last))
    if best.weight == 0 and _is_nowhere(spoken, best):
        return PlaceTold(too_wide=True)
    wide = best.weight <= 1 and not liberal
    bare = not (best.road or _opens_with_relation(spoken, best) or names_known(spoken, best))
    return PlaceTold(fact, wide, best.road, best.receiver, bare, best.first, best.last)


def _with_road_before(spoken: Spoken, place: SpokenPlace) -> SpokenPlace:
    """ "in the ditch on 80 at mile 214": the road that the milepost or the town is told of.

    The road's bare number is a road only because of what follows it.
    """
    words = spoken.words
    end = place.first
    end -= end > 1 and words[end - 1] in _ARTICLES and words[end - 2] in _JOINS_A_ROAD
    joins = end > 0 and words[end - 1] in _JOINS_A_ROAD
    end -= joins
    for first in range(end - 1, max(end - _LONGEST_ROAD, 0), -1):
        if words[first - 1] not in _ON_A_ROAD:
            continue
        road = highway(words, first, sure=True)
        if road is not None and road.end == end:
            value = " ".join((road.text, *words[end : place.first], place.value))
            return replace(place, first=first, value=value, weight=place.weight + road.weight)
    return place


#: A road's number with its article and direction takes at most so many words.
_LONGEST_ROAD = 5
_ON_A_ROAD = frozenset({"on", "en", "por"})
_JOINS_A_ROAD = frozenset({"at", "near", "en"})
_ARTICLES = frozenset({"the", "la", "el"})


def _is_better(spoken: Spoken, held: SpokenPlace, place: SpokenPlace, *, corrected: bool) -> bool:
    """Whether a later place is the one that counts."""
    if place.weight > held.weight or (place.weight >= 2 and corrected):
        return True
    return place.weight == held.weight and _has_moved_on(spoken, held, place)


def _has_moved_on(spoken: Spoken, held: SpokenPlace, place: SpokenPlace) -> bool:
    """ "I came through Gallup at noon, I'm near Holbrook": where he is, and not where he was."""
    ahead = before(spoken.flat, spoken.starts[place.first] - 1, 3)
    return held.value.startswith(_GONE_FROM) and _IS_NOW.search(ahead) is not None


_GONE_FROM = (
    "past ",
    "just left ",
    "leaving ",
    "passing ",
    "pulled out ",
    "rolled out ",
    "pase ",
    "acab",
)
_IS_NOW = pattern("i'm", "we're", "now", "estoy", "ando", "ahorita")
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
    "que diga",
    "mejor dicho",
    "mas bien",
    "miento",
    "me equivoque",
    "corrijo",
)
_NOT_HERE = pattern(
    "closed",
    "shut down",
    "was on",
    "was in",
    "was at",
    "(?:i|we) was(?! (?:just|about|going|fixing|coming))",
    "estaba",
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


def _places(spoken: Spoken, *, asked: bool, liberal: bool, of_delay: bool) -> list[SpokenPlace]:
    reader = PlaceReader(spoken, liberal=liberal)
    found: list[SpokenPlace] = []
    reached = 0
    for opening in openings(spoken, asked=asked):
        if opening.at < reached or opening.at >= len(spoken.words):
            continue
        if of_delay and opening.must_be_known:
            continue
        place = reader.read(opening.at, bare=opening.bare)
        if place is None or place.first < reached or _excluded(spoken, place):
            continue
        instead = bool(found) and is_said_instead(spoken, found[-1], place)
        known = opening.must_be_known and not instead
        if is_evident(spoken, place) if known else not is_hour(spoken, place):
            found.append(place)
            reached = place.last
        if len(found) == _MOST_PLACES:
            break
    return found


def _excluded(spoken: Spoken, place: SpokenPlace) -> bool:
    """Whether it is somewhere that the truck is not: closed, denied, past, or another's."""
    start = spoken.starts[place.first] - 1
    if _NOT_HERE.search(clause(spoken.flat, start, 4)):
        return True
    return conditional(spoken.flat, start) and not _CONDITION_OVER.search(
        before(spoken.flat, start, 4)
    )


#: "my appointment's not till noon so I'm parked": the condition is the other clause's.
_CONDITION_OVER = pattern("(?:so|and|but) (?:now )?(?:i'm|we're)")


def _is_nowhere(spoken: Spoken, place: SpokenPlace) -> bool:
    """ "on the shoulder", "in the truck": a description that finds nobody."""
    found = relation_at(spoken.words, place.first)
    first = place.first + (found[1] if found else 0)
    return " ".join(spoken.words[first : place.last]) in tables.WIDE_PLACES


def _opens_with_relation(spoken: Spoken, place: SpokenPlace) -> bool:
    return relation_at(spoken.words, place.first) is not None


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
        word in {"mile", "exit", "milepost", "milla", "salida", "kilometro"}
        for word in spoken.words[after.first : after.last]
    )
    if not (road_first or milepost_last) or names_highway(spoken.words, after.first):
        return False
    return len(between) <= 5 and all(word in tables.BETWEEN_PLACES for word in between)


def _corrected(spoken: Spoken, before: SpokenPlace, after: SpokenPlace) -> bool:
    said_between = spoken.flat[spoken.starts[before.last - 1] : spoken.starts[after.first]]
    ahead = clause(spoken.flat, spoken.starts[before.first] - 1, 4)
    return bool(_CORRECTED.search(said_between) or _CORRECTED.search(ahead))


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
    words = spoken.words[first_content(spoken.words) :]
    while words:
        if len(words) <= 4 and " ".join(words) in tables.WIDE_PLACES:
            return True
        if words[0] not in tables.OPENERS:
            return False
        words = words[1:]
    return False
