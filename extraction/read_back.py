"""What the agent read back, and the driver let stand: of several values told, the one that counts.

"Five, no, I don't know, seven, seven forty." "Seven forty PM, thank you." Only what the driver said
himself can be read back; the value stays in his words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from conversation.facts import Act, Fact, Hearing, Topic
from conversation.hearing import hear
from conversation.hearing.answers import ASKS_ETA, ASKS_PLACE
from conversation.hearing.eta_phrases import OTHER_AFTER
from conversation.hearing.numbers import read_number
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.times import SpokenTime, names_day, times
from conversation.hearing.word_sets import word_set
from conversation.spoken_clock import Clock, read_moment
from conversation.steps import Step
from extraction.agent_lines import AgentLine

_SENTENCES = re.compile(r"(?<=[.?!])\s+")
#: A sentence of more words tells something of its own.
_MOST_WORDS = 12
#: What may stand before the value that is read back: "Okay, so that's", "Entendido, entonces".
_OPENERS = word_set(
    """
    okay so got it gotcha alright all right great good perfect understood copy then well thank
    thanks you i have i'll put down that's that is you're it's we'll say and about around at by for
    near on in eta arrival door dock bien muy gracias entendido perfecto entonces listo bueno
    anotado a la las el los en con puerta rampa anden de del pues como por
    """
)
#: Words of a place that say nothing of which one it is.
_OF_NO_PLACE = _OPENERS | word_set(
    """
    the i interstate highway us route past coming up just this side of there your where over down
    hwy road sir ma'am senor noted
    """
)
_DOOR = word_set("door dock puerta rampa anden muelle")


def read_back(told: Hearing, text: str, agent: AgentLine, reply: str) -> Hearing:
    """What the driver's line told, given the agent's line that followed it, the `reply`.

    `agent` is the line that the driver answered. His words for a time, a place or a door take the
    place of what was heard where they are what the agent reads back.
    """
    sentence = _statement(reply)
    if not sentence or told.does(Act.CORRECTS):
        return told
    spoken, said = listen(text), listen(sentence)
    found = (
        _time_read_back(told, spoken, said, agent),
        _place_read_back(told, spoken, said, agent),
        _door_read_back(told, spoken, said, agent),
    )
    for fact in found:
        if fact is not None:
            others = tuple(each for each in told.facts if each.topic is not fact.topic)
            told = replace(told, facts=(*others, fact))
    return told


def objects(told: Hearing, agent: AgentLine) -> bool:
    """Whether the driver's next line denies what the `agent` line has read back."""
    return told.does(Act.CORRECTS) or (told.does(Act.NO) and not agent.asked)


def reads_back_time(text: str, reply: str) -> bool:
    """Whether the `reply` reads back a time that the driver's line named."""
    said = listen(_statement(reply))
    clock = _clock_read_back(said)
    return clock is not None and any(_clock(t) == clock for t in times(listen(text)))


def _statement(reply: str) -> str:
    """The first sentence of the agent's line, where it is short and asks nothing."""
    sentences = [each for each in _SENTENCES.split(reply.strip()) if each]
    while sentences and all(word in _OPENERS for word in listen(sentences[0]).words):
        sentences.pop(0)
    if not sentences or "?" in sentences[0] or len(sentences[0].split()) > _MOST_WORDS:
        return ""
    return sentences[0]


# A time


def _time_read_back(told: Hearing, spoken: Spoken, said: Spoken, agent: AgentLine) -> Fact | None:
    heard = told.fact(Topic.ETA)
    if heard is None and not (ASKS_ETA & set(agent.asked)):
        return None
    clock = _clock_read_back(said)
    if clock is None or (heard is not None and _clock_of(str(heard.value)) == clock):
        return None
    meant = [time for time in times(spoken) if _clock(time) == clock]
    if not meant:
        return None
    # The day must stay with its hour.
    time = next((each for each in meant if names_day(each.value)), meant[-1])
    first, last = time.first, time.last
    if names_day(said.text) and not names_day(time.value):
        day = next((each for each in times(spoken) if _stands_by(time, each)), time)
        first, last = min(first, day.first), max(last, day.last)
    words = spoken.verbatim(first, last)
    return Fact(Topic.ETA, time.value if last - first == time.last - time.first else words, words)


def _stands_by(time: SpokenTime, day: SpokenTime) -> bool:
    between = max(day.first - time.last, time.first - day.last)
    return day.day_only and names_day(day.value) and 0 <= between <= _WORDS_TO_THE_DAY


#: "At nine then, tomorrow": how many words may part the hour from its day.
_WORDS_TO_THE_DAY = 2


def _clock_read_back(said: Spoken) -> tuple[int, int] | None:
    found = list(times(said))
    if not found or any(word not in _OPENERS for word in said.words[: found[0].first]):
        return None
    if OTHER_AFTER.match(said.flat, found[0].end):
        return None
    clocks = {_clock(time) for time in found if not time.day_only}
    return clocks.pop() if len(clocks) == 1 else None


def _clock(time: SpokenTime) -> tuple[int, int] | None:
    return None if time.relative else _clock_of(time.value)


def _clock_of(value: str) -> tuple[int, int] | None:
    moment = read_moment(value)
    clock: Clock | None = None if moment is None else moment.clock
    return None if clock is None else (clock.hour % 12, clock.minute)


# A place


def _place_read_back(told: Hearing, spoken: Spoken, said: Spoken, agent: AgentLine) -> Fact | None:
    if not ASKS_PLACE & set(agent.asked) or _clock_read_back(said) is not None:
        return None
    named = _content(said)
    heard = told.fact(Topic.PLACE)
    if not named or (heard is not None and _has_all(named, str(heard.value))):
        return None
    names_place = hear(said.text, Step.ASK_EMERGENCY_PLACE).fact(Topic.PLACE) is not None
    if not names_place and (heard is not None or len(named) == 1):
        return None
    span = _said_together(spoken, named)
    if span is None:
        return None
    words = spoken.verbatim(*span)
    return Fact(Topic.PLACE, words, words)


def _content(said: Spoken) -> list[str]:
    return [word for word, _ in _numbered(said.words) if word not in _OF_NO_PLACE]


def _has_all(named: list[str], value: str) -> bool:
    words = {word for word, _ in _numbered(listen(value).words)}
    return set(named) <= words


def _numbered(words: tuple[str, ...]) -> list[tuple[str, int]]:
    """The words with their indexes, numbers as digits: "seventy five" is "75"."""
    out: list[tuple[str, int]] = []
    index = 0
    while index < len(words):
        digits, after = read_number(words, index)
        out.append((digits or words[index], index))
        index = after if digits else index + 1
    return out


def _said_together(spoken: Spoken, named: list[str]) -> tuple[int, int] | None:
    """Where the driver said these words, all close together; the last time counts."""
    numbered = _numbered(spoken.words)
    wanted = set(named)
    if not wanted <= {word for word, _ in numbered}:
        return None
    reach = len(named) + _WORDS_BETWEEN
    for start in reversed(range(len(numbered))):
        window = numbered[start : start + reach]
        if window[0][0] in wanted and wanted <= {word for word, _ in window}:
            last = max(at for at, (word, _) in enumerate(window, start) if word in wanted)
            end = numbered[last + 1][1] if last + 1 < len(numbered) else len(spoken.words)
            return numbered[start][1], end
    return None


#: How many small words of the driver's may stand between those that are read back.
_WORDS_BETWEEN = 4


# A door


def _door_read_back(told: Hearing, spoken: Spoken, said: Spoken, agent: AgentLine) -> Fact | None:
    heard = told.fact(Topic.DOOR)
    if heard is None and Step.ASK_DOOR not in agent.asked:
        return None
    numbers = [word for word, _ in _numbered(said.words) if word.isdecimal()]
    names_door = bool(_DOOR & set(said.words)) or len(said.words) <= len(numbers) + 3
    if len(numbers) != 1 or not names_door or (heard is not None and heard.value == numbers[0]):
        return None
    for word, index in reversed(_numbered(spoken.words)):
        if word == numbers[0]:
            return Fact(Topic.DOOR, word, spoken.verbatim(index, index + 1))
    return None
