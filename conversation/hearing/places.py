"""Where the truck is, read from the shape of speech: no list of towns stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conversation.facts import Act, Fact, Topic
from conversation.hearing import place_words as tables
from conversation.hearing.numbers import is_number_word, read_number
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken

_MOST_WORDS_IN_A_NAME = 4
_LONGEST_RELATION = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a place: a highway, a milepost, or a relation with a name."""

    end: int
    text: str
    weight: int  # 0 says nothing alone; 1 wide; 2 a road; 3 a town or a milepost
    road: bool = False


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """A place found in an utterance, by its words' indexes."""

    first: int
    last: int
    value: str
    weight: int
    on_road: bool


def places(spoken: Spoken, *, asked: bool, liberal: bool = False) -> list[SpokenPlace]:
    """Places where the driver says that he is. `asked`: it was the question.

    `liberal` takes descriptions too ("on the shoulder by the bridge"), as in an emergency.
    """
    found: list[SpokenPlace] = []
    reached = 0
    for index, bare in _openings(spoken, asked=asked):
        if index < reached:
            continue
        place = _PlaceReader(spoken, liberal=liberal).read(index, bare=bare)
        if place is not None and not _excluded(spoken, place):
            found.append(place)
            reached = place.last
    return found


_NOT_HERE = pattern(
    "closed", "shut down", "was on", "was in", "was at", "were", "used to", "not", "ain't", "isn't", "instead of",
    "wreck on", "wreck in", "wreck at", "accident on", "crash on", "construction on", "traffic on", "told you wrong(?: on)?(?: that)?",
    "sending (?:us|everybody|everyone)", "detour", "wasn't", "never", "if", "when i get", "once i", "no longer", "out of", "take", "taking", "took",
    "he's", "she's", "they're", "he is", "she is", "they are", "his", "their", "buddy", "weather on", "delivered", "picked up",
    "be on", "be in", "be at", "avoid", "hate",
)  # fmt: skip
_SHUT_AFTER = pattern("(?:is|was|are|were|it's|being)? ?(?:all )?(?:closed|shut|blocked)(?: down)?")


def _excluded(spoken: Spoken, place: SpokenPlace) -> bool:
    start = spoken.starts[place.first]
    ahead = before(spoken.flat, start - 1, 3)
    return bool(_NOT_HERE.search(ahead))


def _openings(spoken: Spoken, *, asked: bool) -> Iterator[tuple[int, bool]]:
    """Indexes where a place may begin, and whether a bare name is enough there."""
    words = spoken.words
    if asked:
        yield _first_content(words), True
    for index, word in enumerate(words):
        if word in tables.SUBJECTS or (
            word in {"am", "are", "i'm"} and index and words[index - 1] in {"i", "we"}
        ):
            yield _after_being_there(words, index + 1), False
        elif _opens_moving(spoken, index):
            yield index, False
        elif _is_highway_with_direction(words, index) or _is_milepost(words, index):
            yield index, False
        elif word in _HERE and _starts_clause(spoken, index):
            yield _after_being_there(words, index), False


_HERE = frozenset(
    "parked sitting stopped stuck rolling driving here near past outside still aqui cerca "
    "currently running out broke".split()
)
_CLAUSE_OPENERS = frozenset(
    "yeah yes yep no nope uh and but so well just still okay hey hello sir ma'am right currently "
    "now man i'm we're oh alright good fine si pues here honey sister brother morning afternoon evening".split()
)


def _starts_clause(spoken: Spoken, index: int) -> bool:
    if index == 0 or spoken.pauses[index - 1]:
        return True
    return spoken.words[index - 1] in _CLAUSE_OPENERS


def _opens_moving(spoken: Spoken, index: int) -> bool:
    found = _relation(spoken.words, index)
    if found is None or found[0] not in tables.MOVING_RELATIONS and spoken.words[index] not in {"pass", "crossed", "cleared"}:
        return False
    return _starts_clause(spoken, index) or spoken.words[index - 1] in {"i", "we", "i've", "we've", "just", "am", "done"}


def _first_content(words: tuple[str, ...]) -> int:
    index = 0
    while index < len(words) and words[index] in tables.OPENERS and index < 12:
        if _relation_at(words, index) or _is_highway_with_direction(words, index):
            break
        index += 1
    return index


def _after_being_there(words: tuple[str, ...], index: int) -> int:
    limit = min(len(words), index + 7)
    while index < limit and words[index] in tables.BEING_THERE:
        if _relation_at(words, index):
            break
        index += 1
    return index


def _relation_at(words: tuple[str, ...], index: int) -> bool:
    found = _relation(words, index)
    if found is None:
        return False
    after = index + found[1]
    return after < len(words) and (
        words[after] not in tables.NOT_A_PLACE or words[after] in {"a", "an", "the"}
    )


def _relation(words: tuple[str, ...], index: int) -> tuple[str, int] | None:
    """The relation that begins at `index`, longest first: its spoken words and their count."""
    if index >= len(words) or words[index] not in _RELATION_STARTS:
        return None
    for count in range(_LONGEST_RELATION, 0, -1):
        spelled = " ".join(words[index : index + count])
        if spelled in tables.RELATIONS and index + count <= len(words):
            return spelled, count
    return None


_RELATION_STARTS = frozenset(spelled.split()[0] for spelled in tables.RELATIONS)


def _is_milepost(words: tuple[str, ...], index: int) -> bool:
    return words[index] in {"mile", "milepost", "mm", "milla", "exit", "salida"} and _milepost(words, index) is not None


def _milepost(words: tuple[str, ...], index: int) -> Piece | None:
    word = words[index] if index < len(words) else ""
    if word not in {"mile", "milepost", "mm", "marker", "milla", "exit", "salida", "milemarker"}:
        return None
    after = index + 1
    name = {"mm": "mile marker", "milepost": "milepost", "milemarker": "mile marker"}.get(word, word)
    while after < len(words) and words[after] in {"marker", "post", "number", "uh", "is", "like", "market"}:
        if words[after] in {"marker", "post", "market"}:
            name = "mile post" if words[after] == "post" else "mile marker"
        after += 1
    digits, end = read_number(words, after, spelled=True)
    return Piece(end, f"{name} {digits}", 3) if digits else None


def _highway(words: tuple[str, ...], index: int, *, sure: bool) -> Piece | None:
    """A highway by its number; `sure` when the words before say that a road is meant."""
    word = words[index] if index < len(words) else ""
    start = index
    named = ""
    if word in {"the", "la", "el"}:
        start += 1
        sure = sure or read_number(words, start)[0] != ""
        word = words[start] if start < len(words) else ""
    joined = word.replace("-", "")
    for prefix, kind in _PREFIXES:
        digits = joined.removeprefix(prefix)
        if joined != digits and digits.isdecimal():
            return _with_direction(words, start + 1, f"{kind}-{digits}")
    while word in tables.ROAD_WORDS:
        named = named or word
        if word != "route" and word != "highway" and named in {"state", "us"}:
            named = word if word in {"route", "highway"} else named
        start += 1
        word = words[start] if start < len(words) else ""
    digits, end = read_number(words, start)
    if not digits or digits.startswith("0") or _counts(words, end):
        return None
    with_direction = end < len(words) and words[end] in tables.DIRECTIONS
    if not (named or sure or with_direction):
        return None
    return _with_direction(words, end, _written_road(named, digits))


_PREFIXES = (("i", "I"), ("us", "US"), ("hwy", "Highway"), ("sr", "SR"), ("fm", "FM"))
_ROADS = {
    "i": "I-", "interstate": "I-", "us": "US-", "highway": "Highway ", "hwy": "Highway ",
    "route": "Route ", "rt": "Route ", "ruta": "Route ", "sr": "SR-", "state": "State Route ",
    "loop": "Loop ", "fm": "FM ", "autopista": "", "carretera": "",
}  # fmt: skip


def _written_road(named: str, digits: str) -> str:
    if named:
        return f"{_ROADS[named]}{digits}"
    return f"I-{digits}" if digits in tables.INTERSTATES else _US_ROADS.get(digits, digits)


_US_ROADS = {digits: f"US-{digits}" for digits in ("93", "287", "101", "395", "380", "281", "412", "550", "191", "219", "231", "431", "321")}


def _with_direction(words: tuple[str, ...], end: int, road: str) -> Piece:
    if end + 1 < len(words) and words[end + 1] == "bound" and words[end] in tables.DIRECTIONS:
        return Piece(end + 2, f"{road} {words[end]}bound", 2, road=True)
    if end < len(words) and words[end] in tables.DIRECTIONS and _word(words, end + 1) != "of":
        return Piece(end + 1, f"{road} {words[end]}", 2, road=True)
    return Piece(end, road, 2, road=True)


def _counts(words: tuple[str, ...], index: int) -> bool:
    """Whether a unit of measure follows, so that the number is no highway."""
    return _word(words, index) in _UNITS_OF_MEASURE


_UNITS_OF_MEASURE = frozenset(
    "mile miles minute minutes mins hour hours hr percent degrees pallets trucks days day weeks "
    "o'clock am pm feet gallons dollars bucks pounds thousand hundred loads stops times mph more "
    "something or guys people cars in".split()
) - {"in"}


def _word(words: tuple[str, ...], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def _is_highway_with_direction(words: tuple[str, ...], index: int) -> bool:
    word = words[index]
    if not (is_number_word(word) or word in tables.ROAD_WORDS or word[:1] in "iu" and word[-1:].isdigit()):
        return False
    piece = _highway(words, index, sure=False)
    return piece is not None


class _PlaceReader:
    """Reads one place as a chain of pieces, from left to right."""

    def __init__(self, spoken: Spoken, *, liberal: bool) -> None:
        self._spoken = spoken
        self._words = spoken.words
        self._liberal = liberal

    def read(self, start: int, *, bare: bool) -> SpokenPlace | None:
        """The place that begins at `start`, or None."""
        pieces: list[Piece] = []
        index = start
        while index < len(self._words):
            index, broken = self._skip_fillers(index, bool(pieces))
            piece = None if broken else self._piece(index, pieces, bare=bare)
            if piece is None:
                break
            pieces.append(piece)
            index = piece.end
            if self._spoken.pauses[index - 1] == "." or len(pieces) >= 7:
                break
        while pieces and pieces[-1].weight == 0 and not self._liberal:
            pieces.pop()
        weight = sum(piece.weight for piece in pieces)
        if not pieces or weight == 0:
            return None
        return SpokenPlace(
            start, pieces[-1].end, _joined(pieces), weight, any(p.road for p in pieces)
        )

    def _skip_fillers(self, index: int, inside: bool) -> tuple[int, bool]:
        while index < len(self._words) and self._words[index] in tables.FILLERS:
            if _relation_at(self._words, index) or (inside and self._spoken.pauses[index] == "."):
                break
            if inside and self._words[index] in {"so", "still", "already", "yeah", "okay", "probably"}:
                return index, True
            index += 1
        return index, False

    def _piece(self, index: int, pieces: list[Piece], *, bare: bool) -> Piece | None:
        return (
            self._distance(index)
            or _milepost(self._words, index)
            or _highway(self._words, index, sure=bare and not pieces)
            or self._related(index, bool(pieces))
            or (self._name(index, bare=True) if bare and not pieces else None)
            or (self._direction(index) if pieces else None)
        )

    def _direction(self, index: int) -> Piece | None:
        word = _word(self._words, index)
        if word in tables.DIRECTIONS and word.endswith("bound"):
            return Piece(index + 1, word, 0)
        if word in tables.DIRECTIONS and _word(self._words, index + 1) == "side":
            return Piece(index + 2, f"{word} side", 0)
        return None

    def _distance(self, index: int) -> Piece | None:
        """ "twenty five miles south of Wikieup", "ten minutes outside Tulsa"."""
        amount, after = self._amount(index)
        unit = _word(self._words, after)
        if not amount or unit not in {"miles", "mile", "minutes", "minute", "mins", "hour", "hours", "exits", "millas", "minutos"}:
            return None
        relation_at = after + 1
        while _word(self._words, relation_at) in {"or", "so", "uh", "like", "just", "out", "maybe"}:
            if _relation(self._words, relation_at):
                break
            relation_at += 1
        relation = _relation(self._words, relation_at)
        if relation is not None and relation[0] in _DISTANT:
            spelled, name_at = tables.RELATIONS[relation[0]], relation_at + relation[1]
        elif _word(self._words, relation_at) == "from":
            spelled, name_at = "from", relation_at + 1
        else:
            return None
        name = self._object(name_at)
        if name is None or name.weight == 0:
            return None
        return Piece(name.end, f"{amount} {unit} {spelled} {name.text}", 3, road=True)

    def _amount(self, index: int) -> tuple[str, int]:
        digits, end = read_number(self._words, index)
        if digits:
            return digits, end
        word = _word(self._words, index)
        if word in {"a", "an", "half", "couple", "few", "another"}:
            end = index + 1
            while _word(self._words, end) in {"couple", "few", "half", "of", "an", "a", "more"}:
                end += 1
            return " ".join(self._words[index:end]), end
        return "", index

    def _related(self, index: int, inside: bool) -> Piece | None:
        relation = _relation(self._words, index)
        if relation is None or (inside and relation[0] in _NEVER_INSIDE):
            return None
        found = self._object(index + relation[1], on=relation[0].endswith(("on", "off", "off of")))
        if found is None:
            return None
        if relation[0] == "between":
            found = self._second_of_two(found)
        spelled = tables.RELATIONS[relation[0]]
        if relation[0] in tables.PLAIN_RELATIONS and not inside:
            spelled = ""
        text = f"{spelled} {found.text}".strip() if not found.road or inside or spelled not in {"", "on"} else found.text
        road = found.road or relation[0] in tables.MOVING_RELATIONS or relation[0] in _ON_THE_WAY
        return Piece(found.end, text, found.weight, road=road)

    def _second_of_two(self, first: Piece) -> Piece:
        if _word(self._words, first.end) != "and":
            return first
        second = self._object(first.end + 1)
        if second is None:
            return first
        return Piece(second.end, f"{first.text} and {second.text}", 3, road=True)

    def _object(self, index: int, *, on: bool = True) -> Piece | None:
        """What a relation points to: a milepost, a road or a name."""
        while _word(self._words, index) in {"uh", "like", "that", "this", "right"}:
            index += 1
        word = _word(self._words, index)
        return (
            _milepost(self._words, index + 1 if word in {"the", "that"} else index)
            or _highway(self._words, index, sure=on)
            or self._name(index, bare=False)
        )

    def _name(self, index: int, *, bare: bool) -> Piece | None:
        start = index
        article = _word(self._words, start) in {"the", "a", "an", "el", "la", "los", "las"}
        if article and not (_word(self._words, start) in {"el", "la", "los", "las"} and False):
            start += 1
        first = _word(self._words, start)
        if not first or first in tables.NOT_A_PLACE and not self._state_at(start):
            return None
        if is_number_word(first) or (bare and not article and (first in tables.ENDS_A_NAME or first in tables.NOT_BARE)):
            return None
        end = self._name_end(start)
        if end == start or (bare and not self._stands_alone(start, end)):
            return None
        words = self._words[start:end]
        if all(word in tables.GENERIC for word in words):
            weight = 0
        else:
            weight = 1 if self._is_state(words) else 3
        text = self._written(start, end)
        return Piece(end, f"the {text}" if article and self._keeps_article(words) else text, weight)

    @staticmethod
    def _keeps_article(words: tuple[str, ...]) -> bool:
        return words[-1] in {"bridge", "turnoff", "junction", "line", "pass", "exit", "split", "border", "tunnel", "ramp", "median", "shoulder", "turnpike"}

    def _name_end(self, start: int) -> int:
        end = start
        limit = start + _MOST_WORDS_IN_A_NAME + (2 if self._liberal else 0)
        while end < len(self._words) and end < limit:
            word = self._words[end]
            if end > start and not self._goes_on(word, end):
                break
            state = self._state_at(end)
            if state and (end > start or state == 2):
                return end + state
            if state and self._words[end] not in tables.TOWNS_TOO:
                return end + state
            end += 1
            if self._spoken.pauses[end - 1]:
                state = self._state_at(end) if self._spoken.pauses[end - 1] == "," else 0
                return end + state
        return end

    def _goes_on(self, word: str, index: int) -> bool:
        if word in tables.INSIDE_NAMES and word not in tables.ENDS_A_NAME:
            return True
        if word == "road" or self._state_at(index):
            return True
        if word in tables.ENDS_A_NAME or is_number_word(word):
            return False
        if word.endswith(("n't", "'m", "'re", "'ve", "'ll", "'d")):
            return False
        return not (word.endswith("ing") and len(word) > 5 and word not in {"spring", "springs", "wheeling", "crossing", "landing", "sterling"})

    def _state_at(self, index: int) -> int:
        """How many words a state's name takes here; 0 where none stands."""
        if index + 1 < len(self._words) and " ".join(self._words[index : index + 2]) in tables.STATES:
            return 2
        return 1 if _word(self._words, index) in tables.STATES else 0

    @staticmethod
    def _is_state(words: tuple[str, ...]) -> bool:
        spelled = " ".join(words)
        return spelled in tables.STATES and spelled not in tables.TOWNS_TOO

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether a bare name is the answer, and not the start of a sentence about something."""
        if len(self._words) - end <= 2 or self._spoken.pauses[end - 1] or self._state_at(end - 1):
            return True
        follower = self._words[end]
        return follower in _FOLLOWS_A_NAME or _relation(self._words, end) is not None

    def _written(self, start: int, end: int) -> str:
        lower = self._spoken.text.islower()
        pieces = []
        for index in range(start, end):
            verbatim = self._spoken.verbatim(index, index + 1)
            pieces.append(_write(self._words[index], verbatim, lower=lower))
            if index + 1 < end and self._spoken.pauses[index] == ",":
                pieces[-1] += ","
        return " ".join(pieces)


_DISTANT = frozenset(
    "outta|out of|outside|outside of|south of|north of|east of|west of|past|before|from|shy of|"
    "short of|this side of|the other side of|other side of|after|northeast of|northwest of|"
    "southeast of|southwest of|into|in|near|antes de|despues de|de|adelante de|away from".split("|")
)
_NEVER_INSIDE = frozenset("from|to|out of|outta|behind|after|pass|de|leaving|coming to|across|before|into|along".split("|")) - {"de", "before", "after"}
_ON_THE_WAY = frozenset("past|by|near|outside|outside of|approaching|before|after|around".split("|"))
_FOLLOWS_A_NAME = frozenset("i i'm i'll and about just now right uh but we we're sir ma'am be should eta it's so".split())


def _write(word: str, verbatim: str, *, lower: bool) -> str:
    if not lower and (verbatim[:1].isupper() or verbatim[:1].isdigit()):
        return verbatim
    if word in tables.WRITTEN:
        return tables.WRITTEN[word]
    if word in tables.COMMON_NOUNS:
        return word
    return verbatim[:1].upper() + verbatim[1:]


def _joined(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces if piece.text)


_CORRECTED = pattern("no", "wait", "actually", "i mean", "told you wrong", "sorry", "scratch that", "correction", "nah", "hold on", "not", "ain't")


def place_facts(
    spoken: Spoken, *, asked: bool, liberal: bool = False
) -> tuple[list[Fact], set[Act], bool]:
    """The place, whether it is too wide to use, and whether it is on the road."""
    found = places(spoken, asked=asked, liberal=liberal)
    if not found:
        wide = asked and _is_wide(spoken)
        return [], ({Act.VAGUE_PLACE} if wide else set()), False
    best = found[0]
    for place in found[1:]:
        between = spoken.flat[spoken.starts[best.first] : spoken.starts[place.first]]
        if place.weight > best.weight or (_CORRECTED.search(between) and place.weight >= 2):
            best = place
    fact = Fact(Topic.PLACE, best.value, spoken.verbatim(best.first, best.last))
    return [fact], ({Act.VAGUE_PLACE} if best.weight <= 1 else set()), best.on_road


def _is_wide(spoken: Spoken) -> bool:
    words = spoken.words[_first_content(spoken.words) :]
    while words and words[0] in {"in", "on", "at", "the", "here", "out", "en", "still"} and " ".join(words) not in tables.WIDE_PLACES:
        words = words[1:]
    return 0 < len(words) <= 4 and " ".join(words) in tables.WIDE_PLACES
