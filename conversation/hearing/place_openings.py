"""Where in an utterance a place may begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conversation.hearing import place_words as tables
from conversation.hearing.numbers import NUMBER_WORDS
from conversation.hearing.phrases import before, pattern
from conversation.hearing.place_reader import leads_to_name, relation_at, town_at
from conversation.hearing.roads import (
    MILE_WORDS,
    ROAD_NAMES,
    Words,
    milepost,
    names_highway,
    word_at,
)
from conversation.hearing.spoken import Spoken
from conversation.hearing.towns import TOWNS


class Opening(NamedTuple):
    """Where a place may begin; whether a bare name is enough; whether it has to be `is_evident`."""

    at: int
    bare: bool = False
    must_be_known: bool = False


def openings(spoken: Spoken, *, asked: bool) -> Iterator[Opening]:
    words = spoken.words
    yield Opening(first_content(words), bare=True, must_be_known=not asked)
    for index, word in enumerate(words):
        if word not in _MAY_OPEN and not word[-1:].isdigit():
            continue
        if word in tables.SUBJECTS or (word in _VERBS_OF_WE and word_at(words, index - 1) in _WE):
            yield Opening(_past_words(words, index + 1, tables.BEING_THERE))
        elif _opens_moving(spoken, index) or names_highway(words, index) or milepost(words, index):
            yield Opening(index)
        elif word in tables.HERE and _starts_clause(spoken, index):
            yield Opening(_past_words(words, index, tables.BEING_THERE))
        elif led := _led_to(spoken, index, asked=asked):
            yield led
        elif _heads_place(spoken, index, asked=asked):
            yield Opening(index, must_be_known=True)
        elif _names_chain(words, index, asked=asked):
            yield Opening(index, bare=True, must_be_known=True)


def _heads_place(spoken: Spoken, index: int, *, asked: bool) -> bool:
    """Whether "in", "at" or "by" begins a clause here, or comes after "I'm" in it."""
    found = relation_at(spoken.words, index)
    if found is None or found[0] not in tables.HEADING_RELATIONS:
        return False
    if _starts_clause(spoken, index):
        return True
    ahead = before(spoken.flat, spoken.starts[index] - 1, 7)
    if _ELSEWHERE.search(ahead):
        return False
    if asked or (found[0] in {"at", "by", "near"} and _MINE.search(ahead) is not None):
        return True
    if found[0] in _SPANISH_WHERE and _MINE_ES.search(ahead) and not _ELSEWHERE_ES.search(ahead):
        return True
    return found[0] in {"on", "en", "por"} and tells_own_mishap(ahead)


def tells_own_mishap(ahead: str) -> bool:
    """ "rolled over on 10 by Katy": the mishap that he tells is his, unless he names another."""
    return _MISHAP.search(ahead) is not None and _ANOTHERS.search(ahead) is None


_MISHAP = pattern(
    "rolled(?: it| her| the truck)? over",
    "wrecked",
    "crashed",
    "jack ?knifed",
    "flipped(?: over)?",
    "broke down",
    "broken down",
    "hit a (?:deer|cow|car|pole)",
    "rear ended",
    "blew a tire",
    "choque",
    "chocamos",
    "(?:me )?volque",
    "volcamos",
    "me (?:chocaron|voltee|pegaron)",
    "tuve un (?:accidente|choque)",
    "me quede(?: tirado| varado)?",
    "(?:perdi|sin|se fueron) (?:los )?frenos",
    "se me (?:poncho|descompuso|apago|trono|acabaron|acabo)",
    "lost (?:my|the) brakes",
    "tirado",
    "varado",
    "atorado",
)
_ANOTHERS = pattern(
    "somebody",
    "someone",
    "another",
    "guy",
    "(?:a|an|another|other) (?:truck|car|van|driver)",
    "(?:un|otro|el otro) (?:camion|carro|troca|chofer)",
    "hay",
    "there's",
)


#: "Estoy tomando mi media hora en el Petro": where he is, by the verb a few words before.
_SPANISH_WHERE = frozenset({"en", "por", "cerca de"})
_MINE_ES = pattern("estoy", "estamos", "ando", "andamos", "parado", "me quede", "me pare", "sigo")
_ELSEWHERE_ES = pattern(
    "para", "rumbo", "cita", "entreg\\w+", "carg(?:ar|ue|aron|o)", "recog\\w+", "tengo que",
    "estaba", "estuve", "hubo", "hay", "choque", "accidente", "viene", "mi casa", "esposa",
    "familia", "vivo", "sali", "salgo", "esperar", "llegar", "llego", "ir", "trafico", "si",
    "cuando", "no", "problema", "fila",
)  # fmt: skip
_MINE = pattern("i'm", "we're", "i", "we", "pulled over", "shut down", "parked")
_ELSEWHERE = pattern(
    "to", "for", "from", "towards?", "headed", "heading", "deliver(?:s|ed|ing|y)?", "was", "were",
    "pick(?:ed|ing)? up", "load(?:ed|ing)?", "drop(?:ped|ping)?", "appointment", "next", "last",
    "he", "he's", "she", "she's", "they", "they're", "had", "will", "i'll", "be", "wreck", "live",
    "accident", "stuff", "call", "called", "dispatch", "y'all", "you", "bad", "traffic", "want",
    "closed", "backed", "if", "when", "till", "until", "going", "get", "gonna", "sat", "been",
    "weather", "rain", "snow", "my (?:wife|house|home|family)", "home", "stop(?:ped)?", "left",
)  # fmt: skip


def _names_chain(words: Words, index: int, *, asked: bool) -> bool:
    """ "the Publix in Lakeland", "Target Nashville": told behind "the receiver", or when asked."""
    if words[index] == "the":
        behind = word_at(words, index - 1) in tables.GENERIC
        return (asked or behind) and word_at(words, index + 1) in tables.CHAINS
    return words[index] in tables.CHAINS and town_at(words, index + 1) > 0


_WE = frozenset({"i", "we"})
#: "I meant Kansas City": the place in the stead of another.
_MEANT = frozenset({"meant", "mean", "digo", "diga", "perdon", "dicho", "miento"})
#: As many say "I meant" by themselves: "digo", and "que diga" and "mejor dicho" as one.
_TO_A_NAME = frozenset({"de", "a", "al", "bueno"})
_MEANT_BEHIND = {"diga": "que", "dicho": "mejor"}
#: "Lots of snow up here in Donner": "here" is where the speaker is, whatever he speaks of.
_RIGHT_HERE = frozenset(
    {"in", "at", "by", "near", "around", "outside", "en", "por", "cerca", "a", "afuera"}
)
_HERE = frozenset({"here", "aqui", "aca"})
_VERBS_OF_WE = frozenset({"am", "are"}) | tables.PLAIN_PRESENT
#: "Dead stopped on sixty four", "been sitting by Tulsa": his own standing still.
_STANDING = frozenset({"stopped", "parked", "sitting", "stuck"})
_DEAD = frozenset({"dead", "been", "completely", "all", "totally"})
_IS_NAMED = frozenset({"is", "says", "said", "was", "dice", "decia"})
_NAMING = pattern(
    "(?:letrero|senal|anuncio|gps|mapa|telefono)(?: aqui)?(?: que| me)?",
    "(?:closest|nearest|last|next) (?:<w> )?(?:thing|town|city|place|exit|sign|one|stop)"
    "(?: to (?:me|us|here)| i (?:saw|see|passed))?",
    "where (?:i'm|we're) at",
    "(?:the |that |this )?signs?(?: here| there| up ahead)?",
)
#: "Well not Statesville, it's Conover."
_NOT_THERE = pattern("(?:not|ain't|no|isn't|wasn't)(?: <w>){1,4}")


def _led_to(spoken: Spoken, index: int, *, asked: bool) -> Opening | None:
    """A place that the words before it announce: "a town called", "I meant", "the sign said"."""
    words, word = spoken.words, spoken.words[index]
    if asked and (
        word in {"called", "named", "llama"} or (word in _IS_NAMED and _names_it(spoken, index))
    ):
        return Opening(index + 1, bare=True)
    if asked and (mended := _mended(spoken, index)):
        return mended
    if word in _MEANT and _says_meant(words, index):
        after = index + 1 + (word_at(words, index + 1) in _TO_A_NAME)
        return Opening(after, bare=True, must_be_known=True)
    if word in _STANDING and word_at(words, index - 1) in _DEAD:
        return Opening(_past_words(words, index, tables.BEING_THERE), must_be_known=True)
    if word in _HERE and word_at(words, index + 1) in _RIGHT_HERE:
        return Opening(index, must_be_known=not asked)
    return None


def _says_meant(words: Words, index: int) -> bool:
    word, prior = words[index], word_at(words, index - 1)
    if word in {"digo", "perdon", "miento"}:
        return True
    return prior == _MEANT_BEHIND[word] if word in _MEANT_BEHIND else prior in _WE


def _mended(spoken: Spoken, index: int) -> Opening | None:
    """The place in the stead of one taken back: "wait, no, Checotah", "not there, it's Conover"."""
    if town_at(spoken.words, index) and _after_correction(spoken, index):
        return Opening(index, bare=True, must_be_known=True)
    if spoken.words[index] in {"it's", "is"} and _mends_a_place(spoken, index):
        return Opening(index + 1, bare=True)
    return None


def _mends_a_place(spoken: Spoken, index: int) -> bool:
    ahead = before(spoken.flat, spoken.starts[index] - 1, 6)
    return any(found.end() == len(ahead) - 1 for found in _NOT_THERE.finditer(ahead))


def _after_correction(spoken: Spoken, index: int) -> bool:
    """Whether the words before a town take another place back: "wait, no, what am I saying"."""
    ahead = before(spoken.flat, spoken.starts[index] - 1, 7)
    return _TAKES_BACK.search(ahead) is not None


_TAKES_BACK = pattern(
    "wait", "no", "scratch that", "i mean", "what am i saying", "i meant", "sorry", "actually",
    "correction", "digo", "perdon", "que diga", "mejor dicho", "mas bien", "me equivoque",
)  # fmt: skip


def _names_it(spoken: Spoken, index: int) -> bool:
    """Whether a name comes behind "is": "the closest town to me is", "the last sign said"."""
    ahead = before(spoken.flat, spoken.starts[index] - 1, 6)
    return any(found.end() == len(ahead) - 1 for found in _NAMING.finditer(ahead))


_OPENING_RELATIONS = tables.MOVING_RELATIONS | tables.ARRIVING_RELATIONS
#: Every word that can open a place, beside those that end in a digit.
_MAY_OPEN = frozenset(
    {*tables.SUBJECTS, *tables.HERE, "am", "are", *NUMBER_WORDS, *MILE_WORDS, *ROAD_NAMES}
    | {spelled.split()[0] for spelled in _OPENING_RELATIONS}
    | tables.PLAIN_PRESENT
    | {"called", "named", "llama", "the", "here", "it's", *_MEANT, *_STANDING, *_IS_NAMED}
    | {spelled.split()[0] for spelled in tables.HEADING_RELATIONS}
    | tables.CHAINS
    | {town.split()[0] for town in TOWNS}
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


def first_content(words: Words) -> int:
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
