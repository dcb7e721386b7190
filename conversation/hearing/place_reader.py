"""One place read as a chain of pieces: roads, mileposts, and relations with names."""

from __future__ import annotations

from dataclasses import dataclass

from conversation.hearing import place_words as tables
from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.roads import Piece, Words, highway, is_unit, milepost, word_at
from conversation.hearing.spoken import Spoken
from conversation.hearing.towns import LONGEST_TOWN, TOWNS

_MOST_WORDS_IN_A_NAME = 4
_MOST_PIECES = 7
_CONTRACTIONS = ("n't", "'m", "'re", "'ve", "'ll", "'d")
_LONGEST_RELATION = max(len(spelled.split()) for spelled in tables.RELATIONS)
#: "rest area", "weigh station": no names, but what follows says which.
_KINDS_OF_STOP = frozenset({"area", "stop", "station", "storage", "plaza", "center"})
#: "the paper mill", "the ice plant": what is made there says which.
_KINDS_OF_WORKS = frozenset({"mill", "plant", "factory", "cannery", "refinery", "brewery"})
_CROSSINGS = frozenset({"interchange", "split", "junction", "exchange", "merge"})
_NO_BARE_NAME = tables.ENDS_A_NAME | tables.NOT_BARE | tables.BEING_THERE
#: "leaving this truck at the Pilot": what one leaves somewhere is not where one was.
_LEAVING = frozenset({"leaving", "just left"})
_LEFT_THERE = frozenset({"truck", "trailer", "load", "rig"})
#: Where one is headed says which way the road is gone, and is no place by itself.
_BOUND_FOR = ("rumbo a ", "hacia ")
_SPANISH_ARTICLES = frozenset({"el", "la", "los", "las"})
_RELATION_STARTS = frozenset(spelled.split()[0] for spelled in tables.RELATIONS)


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """A place, by the indexes of its words. `road` and `weight` as those of its pieces.

    `receiver` says that it is a warehouse or a chain that freight goes to.
    """

    first: int
    last: int
    value: str
    weight: int
    road: bool
    receiver: bool = False


def relation_at(words: Words, index: int) -> tuple[str, int] | None:
    """The relation that begins at `index` ("coming up on"), and its count of words."""
    if word_at(words, index) not in _RELATION_STARTS:
        return None
    for count in range(min(_LONGEST_RELATION, len(words) - index), 0, -1):
        spelled = " ".join(words[index : index + count])
        if spelled in tables.RELATIONS:
            return spelled, count
    return None


def town_at(words: Words, index: int) -> int:
    """How many words a known town's name takes here; 0 where none stands."""
    for count in range(min(LONGEST_TOWN, len(words) - index), 0, -1):
        if " ".join(words[index : index + count]) in TOWNS:
            return count
    return 0


def leads_to_name(words: Words, index: int) -> bool:
    """Whether a relation begins at `index` and something that can be a name follows it."""
    found = relation_at(words, index)
    if found is None:
        return False
    after = word_at(words, index + found[1])
    return bool(after) and (after not in tables.NOT_A_PLACE or after in {"a", "an", "the"})


class PlaceReader:
    """Reads places of one utterance. `liberal` takes descriptions too, as in an emergency."""

    def __init__(self, spoken: Spoken, *, liberal: bool = False) -> None:
        self._spoken = spoken
        self._words = spoken.words
        self._liberal = liberal
        self._lower = spoken.text.islower()

    def read(self, start: int, *, bare: bool) -> SpokenPlace | None:
        """The place that begins at `start`, or None; `bare` takes a name without a relation."""
        first = self._past_fillers(start, inside=False)
        piece = self._piece(first, inside=False, bare=bare) if first < len(self._words) else None
        return self._place(first, self._pieces_behind(piece)) if piece else None

    def read_on(self, place: SpokenPlace, index: int) -> SpokenPlace:
        """The place with the pieces that follow at `index`, where something else was said."""
        held = Piece(index, place.value, place.weight, road=place.road)
        return self._place(place.first, self._pieces_behind(held)) or place

    def _pieces_behind(self, piece: Piece) -> list[Piece]:
        """The piece, and those that follow it without a break."""
        pieces = [piece]
        while len(pieces) < _MOST_PIECES and self._spoken.pauses[pieces[-1].end - 1] != ".":
            index = self._past_fillers(pieces[-1].end, inside=True)
            following = self._piece(index, inside=True, bare=False)
            if index >= len(self._words) or following is None:
                break
            pieces.append(following)
        return pieces

    def _place(self, first: int, pieces: list[Piece]) -> SpokenPlace | None:
        while pieces and pieces[-1].weight == 0 and not self._liberal:
            pieces.pop()
        weight = sum(piece.weight for piece in pieces if not piece.text.startswith(_BOUND_FOR))
        if weight == 0 and not (self._liberal and pieces):
            return None
        last = pieces[-1].end
        words = self._words[first:last]
        receiver = any(word in tables.RECEIVERS for word in words)
        if receiver and any(word in tables.TRUCK_STOPS for word in words):
            receiver = False
        value = " ".join(piece.text for piece in pieces)
        return SpokenPlace(first, last, value, weight, any(p.road for p in pieces), receiver)

    def _past_fillers(self, index: int, *, inside: bool) -> int:
        while word_at(self._words, index) in tables.FILLERS:
            if leads_to_name(self._words, index):
                break
            if inside and self._words[index] in tables.FILLERS_THAT_END:
                break
            index += 1
        return index

    def _piece(self, index: int, *, inside: bool, bare: bool) -> Piece | None:
        first = not inside
        return (
            (self._crossing(index) if inside else None)
            or self._distance(index)
            or milepost(self._words, index)
            or highway(self._words, index, sure=bare and first)
            or self._related(index, inside=inside)
            or (self._name(index, bare=True) if bare and first else None)
            or (self._town(index) if inside else None)
            or (self._behind_road(index) if inside else None)
            or (self._direction(index) if inside else None)
        )

    def _crossing(self, index: int) -> Piece | None:
        """A second highway at which the truck is on the first: "ten and the one oh one"."""
        if word_at(self._words, index) not in {"and", "y"} or not self._ends_a_road(index):
            return None
        article = word_at(self._words, index + 1)
        road = highway(self._words, index + 1, sure=True)
        if road is None or is_unit(word_at(self._words, road.end)):
            return None
        end = road.end
        kind = word_at(self._words, end)
        named = f" {kind}" if kind in _CROSSINGS else ""
        joins = word_at(self._words, index) + (" the" if article == "the" else "")
        return Piece(end + bool(named), f"{joins} {road.text}{named}", 2, road=True)

    def _ends_a_road(self, index: int) -> bool:
        """Whether what ends before `index` is a highway's number, or its direction."""
        last = word_at(self._words, index - 1)
        return last in tables.DIRECTIONS or is_number_word(last) or last[-1:].isdigit()

    def _town(self, index: int) -> Piece | None:
        """A town right behind what is no name: "exit eighty seven Jackson Tennessee"."""
        before = self._words[max(0, index - 2) : index]
        if not any(is_number_word(word) for word in before) and town_at(self._words, index) == 0:
            return None
        named = town_at(self._words, index) or (1 if self._state_at(index + 1) else 0)
        if not named or word_at(self._words, index) in tables.ENDS_A_NAME | tables.NOT_BARE:
            return None
        end = index + named
        end += self._state_at(end)
        return Piece(end, self._written(index, end), 3)

    def _behind_road(self, index: int) -> Piece | None:
        """A name written behind a road, up to the end: "Highway 50, Ely"."""
        number = word_at(self._words, index - 1)[-1:].isdigit()
        if self._spoken.pauses[index - 1] != "," or not (number or self._ends_a_road(index)):
            return None
        if index >= len(self._words) or not self._spoken.verbatim(index, index + 1)[:1].isupper():
            return None
        if self._words[index] in tables.DIRECTIONS or not self._begins_name(
            index, bare=True, article=""
        ):
            return None
        end = self._name_end(index)
        ends = end == len(self._words) or self._spoken.pauses[end - 1] == "."
        return Piece(end, self._written(index, end), 3) if ends else None

    def _direction(self, index: int) -> Piece | None:
        word = word_at(self._words, index)
        if word not in tables.DIRECTIONS:
            return None
        if word_at(self._words, index + 1) == "side":
            return Piece(index + 2, f"{word} side", 0)
        return Piece(index + 1, word, 0) if word.endswith("bound") else None

    def _distance(self, index: int) -> Piece | None:
        """ "twenty five miles south of Wikieup", "ten minutes outside Tulsa"."""
        amount, after = self._amount(index)
        unit = word_at(self._words, after)
        if not amount or unit not in tables.DISTANCES:
            return None
        at = after + 1
        while word_at(self._words, at) in tables.FILLERS | {"or", "so"} and not leads_to_name(
            self._words, at
        ):
            at += 1
        relation = relation_at(self._words, at)
        if relation is not None and relation[0] in tables.RELATIONS_OF_DISTANCE:
            spelled, name_at = tables.RELATIONS[relation[0]], at + relation[1]
        elif word_at(self._words, at) in {"from", "para"}:
            spelled, name_at = "de" if self._words[at] == "para" else "from", at + 1
        else:
            return None
        name = self._object(name_at, on=True)
        if name is None or name.weight == 0:
            return None
        return Piece(name.end, f"{amount} {unit} {spelled} {name.text}", 3, road=True)

    def _amount(self, index: int) -> tuple[str, int]:
        digits, end = read_number(self._words, index)
        if digits:
            return digits, end
        end = index
        while word_at(self._words, end) in {"a", "an", "half", "couple", "few", "of", "another"}:
            end += 1
        end += word_at(self._words, end) == "hundred"
        return " ".join(self._words[index:end]), end

    def _related(self, index: int, *, inside: bool) -> Piece | None:
        relation = relation_at(self._words, index)
        if relation is None or not self._allowed(relation[0], inside=inside):
            return None
        spelled = tables.RELATIONS[relation[0]]
        on = spelled in {"on", "off", "getting off", "onto"} or (spelled == "from" and inside)
        sure = on or spelled in {"en", "por"} or relation[0].endswith(" hit")
        found = self._object(index + relation[1], on=sure)
        if found is None or (relation[0] in _LEAVING and found.text in _LEFT_THERE):
            return None
        if on and not inside and not self._is_on_something(found):
            return None
        if spelled == "between":
            found = self._second_of_two(found)
        if not inside and (spelled in tables.PLAIN_RELATIONS):
            spelled = ""
        road = found.road or relation[0] not in tables.RELATIONS_AT_REST
        return Piece(found.end, f"{spelled} {found.text}".strip(), found.weight, road=road)

    def _allowed(self, relation: str, *, inside: bool) -> bool:
        if inside:
            return relation not in tables.NEVER_INSIDE
        return self._liberal or relation not in tables.ONLY_INSIDE

    def _is_on_something(self, found: Piece) -> bool:
        """ "on" wants a road: "on the Basin Bridge", and not "on my paperwork"."""
        if found.road or found.weight == 0 or self._liberal:
            return True
        return any(
            word in tables.THINGS_TO_BE_ON for word in self._words[found.end - 3 : found.end]
        )

    def _second_of_two(self, first: Piece) -> Piece:
        if word_at(self._words, first.end) not in {"and", "y"}:
            return first
        second = self._object(first.end + 1, on=True)
        if second is None:
            return first
        return Piece(second.end, f"{first.text} and {second.text}", 3, road=True)

    def _object(self, index: int, *, on: bool) -> Piece | None:
        """What a relation points to: a milepost, a road or a name."""
        while word_at(self._words, index) in {"uh", "like", "that", "this", "right", "just", "now"}:
            index += 1
        article = word_at(self._words, index) in {"the", "that", "la", "el"}
        return (
            milepost(self._words, index + 1 if article else index)
            or highway(self._words, index, sure=on)
            or self._name(index, bare=False)
        )

    def _name(self, index: int, *, bare: bool) -> Piece | None:
        article = self._article(index)
        start = index + 1 if article else index
        if not self._begins_name(start, bare=bare, article=article):
            return None
        end = self._name_end(start)
        words = self._words[start:end]
        if (bare and not (self._stands_alone(end) or self._is_town(start, end))) or (
            len(words) == 1 and words[0] in tables.NEVER_ALONE
        ):
            return None
        weight = 0 if self._is_plain_noun(start, end) else self._weight(words, article)
        text = self._written(start, end)
        keeps = article == "the" and words[-1] in tables.KEEP_ARTICLE
        return Piece(end, f"the {text}" if keeps else text, weight)

    def _is_town(self, start: int, end: int) -> bool:
        """Whether the whole name is a known town's of several words, and not what is told of."""
        after = word_at(self._words, end)
        return town_at(self._words, start) > 1 and after not in tables.TELLS_OF_PLACE

    def _article(self, index: int) -> str:
        word = word_at(self._words, index)
        if word in {"the", "a", "an"} or town_at(self._words, index) > 1:
            return word if word in {"the", "a", "an"} else ""
        if word in {"un", "una"}:
            return "a"
        if word in {"el", "la", "los", "las"}:
            after = word_at(self._words, index + 1)
            known = after in tables.GENERIC or after in tables.TRUCK_STOPS
            return word if known or after in tables.RECEIVERS else ""
        return ""

    def _begins_name(self, start: int, *, bare: bool, article: str) -> bool:
        first = word_at(self._words, start)
        if not first or is_number_word(first) or self._is_articled_noun(start):
            return False
        if self._state_at(start):
            return True
        second = word_at(self._words, start + 1)
        chain = first in tables.BEGIN_CHAINS and second in tables.RECEIVERS
        chain = chain or (first in tables.STOPS and second in _KINDS_OF_STOP)
        chain = chain or (bool(article) and first.isalpha() and second in _KINDS_OF_WORKS)
        chain = chain or (first == "linea" and bool(self._state_at(start + 2)))
        is_none = first in tables.NOT_A_PLACE or (bare and first in tables.VEHICLES)
        if is_none and not chain:
            return town_at(self._words, start) > 1
        if not bare or article or chain or town_at(self._words, start) > 1:
            return True
        if first in _NO_BARE_NAME:
            return False
        return not (self._is_doing(start) or self._is_past_tense(start))

    def _is_articled_noun(self, start: int) -> bool:
        """ "la nieve", "el tráfico": a Spanish noun with its article, and no name ("La Mesa")."""
        articled = self._words[start] in _SPANISH_ARTICLES or (
            start > 0 and self._words[start - 1] in _SPANISH_ARTICLES
        )
        if not articled:
            return False
        noun = start + (self._words[start] in _SPANISH_ARTICLES)
        if word_at(self._words, noun) == "linea" and self._state_at(noun + 2):
            return False
        known = town_at(self._words, noun - 1) > 1
        return not known and word_at(self._words, noun) in tables.NO_NAME_BEHIND_ARTICLE

    def _is_plain_noun(self, start: int, end: int) -> bool:
        """ "el lote", "la esquina": with its article, and not of a town's or a written name."""
        if self._words[start] not in _SPANISH_ARTICLES or end - start != len(("el", "lote")):
            return False
        named = town_at(self._words, start) > 1 or town_at(self._words, start + 1) > 0
        return not (named or self._spoken.verbatim(start + 1, end)[:1].isupper())

    def _is_past_tense(self, start: int) -> bool:
        """ "agarraron", "choqué", "pegó": a Spanish verb, and no name."""
        verbatim = self._spoken.verbatim(start, start + 1)
        ends = self._words[start].endswith(("aron", "ieron")) and len(verbatim) > len("sharon")
        return ends or verbatim.endswith(("é", "í", "ó"))

    def _is_doing(self, start: int) -> bool:
        """ "leaning pretty bad": something that goes on, and no name."""
        first, second = self._words[start], word_at(self._words, start + 1)
        doing = first.endswith("ing") and len(first) > 5 and first not in tables.NAMES_IN_ING
        return (doing and first not in tables.TRUCK_STOPS) or first == second

    @staticmethod
    def _weight(words: Words, article: str) -> int:
        spelled = " ".join(words)
        if all(word in tables.GENERIC for word in words):
            return 0
        if words[0] in tables.STATES and all(word in tables.DIRECTIONS for word in words[1:]):
            return 3 if spelled in tables.TOWNS_TOO else 1
        if spelled in tables.STATES and spelled not in tables.TOWNS_TOO:
            return 1
        if article in {"a", "an"} and words[0] not in tables.TRUCK_STOPS:
            return 0 if words[0] not in tables.RECEIVERS else 3
        return 3

    def _name_end(self, start: int) -> int:
        end = start
        limit = start + _MOST_WORDS_IN_A_NAME + (2 if self._liberal else 0)
        while end < min(len(self._words), limit):
            if end > start and not self._goes_on(end):
                break
            town = town_at(self._words, end)
            if town > 1 and end > start:
                return end + town + self._state_at(end + town)
            state = self._state_at(end)
            if state and end > start:
                return self._past_border(end + state)
            end += state or 1
            pause = self._spoken.pauses[end - 1]
            if pause:
                return end + (self._state_at(end) if pause == "," else 0)
        return end

    def _past_border(self, end: int) -> int:
        """ "the Louisiana line" is one name."""
        while word_at(self._words, end) in {"line", "border", "state", "side"}:
            end += 1
        return end

    def _goes_on(self, index: int) -> bool:
        """Whether the word at `index` is a further word of the name before it."""
        word, prior = self._words[index], self._words[index - 1]
        if word == "and":
            return len(prior) == 1 and len(word_at(self._words, index + 1)) == 1
        if (word == "stop" and prior in {"truck", "rest"}) or (
            word in {"line", "border"} and prior in tables.STATES
        ):
            return True
        if word in {"de", "del"} and self._road_follows(index + 1):
            return False
        if self._state_at(index) or word in tables.INSIDE_NAMES:
            return word not in tables.ENDS_A_NAME or bool(self._state_at(index))
        ends = word.endswith(("ando", "iendo")) and word not in tables.NAMES_IN_ANDO
        ends = ends or word in tables.ENDS_A_NAME or word.endswith(_CONTRACTIONS)
        if ends or is_number_word(word) or milepost(self._words, index):
            return False
        return not word.endswith("ing") or len(word) <= 5 or word in tables.NAMES_IN_ING

    def _road_follows(self, index: int) -> bool:
        """ "el Pilot de la diez": the road that the place is on, and no part of its name."""
        return highway(self._words, index, sure=True) is not None

    def _state_at(self, index: int) -> int:
        """How many words a state's name takes here; 0 where none stands."""
        two = self._words[index : index + 2]
        if len(two) == 2 and " ".join(two) in tables.STATES:
            return 2
        word = word_at(self._words, index)
        return 1 if word in tables.STATES or (index and word in tables.STATE_LETTERS) else 0

    def _stands_alone(self, end: int) -> bool:
        """Whether a bare name is the answer, and not the start of a sentence about something."""
        if len(self._words) - end <= 2 or self._spoken.pauses[end - 1]:
            return True
        if self._state_at(end - 1) or milepost(self._words, end) or self._ends_in_town(end):
            return True
        follower = self._words[end]
        return follower in tables.FOLLOWS_A_NAME or relation_at(self._words, end) is not None

    def _ends_in_town(self, end: int) -> bool:
        return any(
            town_at(self._words[start:end], 0) == end - start for start in (end - 1, end - 2)
        )

    def _written(self, start: int, end: int) -> str:
        pieces = []
        town_ends = start
        for index in range(start, end):
            comma = "," if index + 1 < end and self._spoken.pauses[index] == "," else ""
            named = town_at(self._words, index) if index >= town_ends else 0
            town_ends = max(town_ends, index + named if named > 1 else 0)
            pieces.append(self._write(index, end, in_town=index < town_ends) + comma)
        return " ".join(pieces)

    def _write(self, index: int, end: int, *, in_town: bool) -> str:
        word, verbatim = self._words[index], self._spoken.verbatim(index, index + 1)
        if not self._lower and (verbatim[:1].isupper() or verbatim[:1].isdigit()):
            return verbatim
        if word in tables.WRITTEN:
            return tables.WRITTEN[word]
        proper_follows = index + 1 < end and self._words[index + 1] not in tables.COMMON_NOUNS
        compass = word in tables.COMPASS and proper_follows
        if word in tables.COMMON_NOUNS and not (compass or in_town):
            return word if verbatim.isascii() else verbatim.lower()
        return verbatim[:1].upper() + verbatim[1:]
