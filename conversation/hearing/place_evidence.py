"""Which words are a place whatever was asked, and which only where a place was asked for."""

from __future__ import annotations

from conversation.hearing import place_words as tables
from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.phrases import before
from conversation.hearing.place_openings import tells_own_mishap
from conversation.hearing.place_reader import SpokenPlace, relation_at, town_at
from conversation.hearing.roads import Words, highway, milepost, names_highway, word_at
from conversation.hearing.spoken import Spoken
from conversation.hearing.towns import WORDS_TOO


def is_hour(spoken: Spoken, place: SpokenPlace) -> bool:
    """A small number alone is sooner the hour than the highway."""
    if place.last - place.first > 1 or not is_number_word(spoken.words[place.first]):
        return False
    digits, _ = read_number(spoken.words, place.first)
    return int(digits or "0") <= _LAST_HOUR or digits not in tables.INTERSTATES


_LAST_HOUR = 12


def is_evident(spoken: Spoken, place: SpokenPlace) -> bool:
    """Whether the words are a place whatever was asked: a name that is known, or a sure "by"."""
    words = spoken.words
    if word_at(words, place.last) in tables.TELLS_OF_PLACE or _leads_elsewhere(spoken, place):
        return False
    if names_known(spoken, place):
        return True
    if place.weight >= 2 and words[place.first] in tables.STOPS:
        return relation_at(words, place.first) is None and place.last - place.first > 2
    found = relation_at(words, place.first)
    after = word_at(words, place.first + found[1]) if found else ""
    if found is None or not after or place.weight < 2:
        return False
    on_highway = found[0] in _ON_A_ROAD and _is_highway(words, place.first + found[1])
    if on_highway and after in {"la", "el"} and place.weight == _A_ROAD_ALONE:
        # "en la doce" is a door as well, unless something happened there.
        ahead = before(spoken.flat, spoken.starts[place.first] - 1, 7)
        on_highway = tells_own_mishap(ahead)
    named = after not in tables.ENDS_A_NAME | tables.NOT_BARE
    return on_highway or (found[0] in tables.SURE_OF_PLACE and named and not is_number_word(after))


_A_ROAD_ALONE = 2
_ON_A_ROAD = frozenset({"on", "off", "off of", "en", "por"})


def _is_highway(words: Words, index: int) -> bool:
    """Whether "on" is said of a road here: "on 40", and not "on two"."""
    if names_highway(words, index):
        return True
    index += word_at(words, index) in {"the", "la", "el"}
    digits, _ = read_number(words, index)
    return highway(words, index, sure=True) is not None and digits in tables.INTERSTATES


def _leads_elsewhere(spoken: Spoken, place: SpokenPlace) -> bool:
    """ "memphis by six" is where he will be then; "dallas to memphis" is his trip."""
    following = spoken.words[place.last : place.last + 2]
    if not following:
        return False
    if following[0] in {"to", "bound", "next", "yesterday", "earlier", "last", "this"}:
        return True
    return following[0] in {"by", "at", "around", "about"} and is_number_word(following[-1])


def names_known(spoken: Spoken, place: SpokenPlace) -> bool:
    """Whether a town, a state behind a name, or a chain with something to it is named."""
    found = relation_at(spoken.words, place.first)
    words = spoken.words[place.first + (found[1] if found else 0) : place.last]
    article = words[:1] in (("the",), ("a",))
    words = words[1:] if article else words
    if not words or (words[0] in WORDS_TOO and words[-1] not in tables.STATES):
        return False
    town = town_at(words, 0) > 0 and not article
    known = town or words[0] in tables.TRUCK_STOPS or words[0] in tables.CHAINS
    if known and (found or place.last - place.first > 1 or words[0] not in tables.TRUCK_STOPS):
        return True
    if words[0] in tables.BEGIN_CHAINS and word_at(words, 1) in tables.RECEIVERS:
        return True
    away = any(word in tables.DISTANCES for word in words[:4])
    if found or away or words[0] in tables.STOPS or milepost(spoken.words, place.first):
        return any(town_at(words, index) for index in range(len(words)))
    return len(words) > 1 and words[-1] in tables.STATES and not _holds_relation(words)


def _holds_relation(words: Words) -> bool:
    return any(relation_at(words, index) for index in range(len(words)))
