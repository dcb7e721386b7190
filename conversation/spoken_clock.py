"""The parts of a spoken time: the clock, the part of the day, the day, how long from now.

Reads the short phrase of a form ("tomorrow around eight thirty", "a las tres de la tarde"). A word
that it does not know makes the whole unread: half understood is misunderstood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final

from conversation.hearing.numbers import read_number
from conversation.hearing.spoken import listen
from conversation.hearing.word_sets import word_set


class Part(StrEnum):
    """Which half or part of the day."""

    AM = "am"
    PM = "pm"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Day(Enum):
    """A day by its distance from the call."""

    TODAY = 0
    TOMORROW = 1
    AFTER_TOMORROW = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `whole_day` where the hour counts to 24, and so leaves no doubt."""

    hour: int
    minute: int
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class SpokenMoment:
    """What a phrase says. `minutes` count from the call; `weekday` is 0 on Monday."""

    clock: Clock | None = None
    part: Part | None = None
    day: Day | None = None
    weekday: int | None = None
    minutes: int | None = None
    zone: str = ""


class _OpenError(Exception):
    """The words leave the moment open."""


def read_moment(spoken: str) -> SpokenMoment | None:
    """What `spoken` says, or None where it names no moment, several, or unknown words."""
    words = _prepared(spoken)
    if not words or len(words) > _MOST_WORDS:
        return None
    try:
        length = _length(words)
        if length is not None:
            return SpokenMoment(minutes=length)
        reading = _Reading(words)
        reading.read()
    except _OpenError:
        return None
    return reading.moment()


_MOST_WORDS: Final = 16
_FILLER: Final = word_set(
    """
    about around roughly maybe probably approximately close closer by at just uh like right sharp
    o'clock on the so call it say i'd i'll be there call make in over here up until somewhere
    a eso como tipo el la las los de del en por well it's looking punto latest al para ahi
    alrededor aproximadamente este nose dot button
    """
)
_WEEKDAYS: Final = {
    word: number
    for number, names in enumerate(
        (
            "monday lunes", "tuesday martes", "wednesday miercoles", "thursday jueves",
            "friday viernes", "saturday sabado", "sunday domingo",
        )
    )
    for word in names.split()
}  # fmt: skip
_PARTS: Final = {
    "am": Part.AM, "pm": Part.PM, "morning": Part.MORNING, "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING, "night": Part.NIGHT, "tarde": Part.AFTERNOON, "noche": Part.NIGHT,
    "madrugada": Part.AM, "temprano": Part.MORNING,
}  # fmt: skip
#: Words that mean one thing together, what day it is and what part of it.
_PHRASES: Final[tuple[tuple[tuple[str, ...], Day | None, Part | None], ...]] = (
    (("pasado", "manana"), Day.AFTER_TOMORROW, None),
    # "De la manana", "por la manana": the morning, and not the day after this one.
    (("la", "manana"), None, Part.MORNING),
    (("a", "m"), None, Part.AM),
    (("p", "m"), None, Part.PM),
    (("tonight",), Day.TODAY, Part.NIGHT),
    (("esta", "noche"), Day.TODAY, Part.NIGHT),
    (("esta", "tarde"), Day.TODAY, Part.AFTERNOON),
    (("this", "morning"), Day.TODAY, Part.MORNING),
    (("this", "afternoon"), Day.TODAY, Part.AFTERNOON),
    (("this", "evening"), Day.TODAY, Part.EVENING),
    (("hora", "local"), None, None),
    (("mi", "hora"), None, None),
)
_ZONES: Final = frozenset({"eastern", "central", "mountain", "pacific"})
_PAST: Final = frozenset({"past", "after"})
_TO: Final = frozenset({"to", "till", "of", "before", "para"})
_OWN_TIME: Final = frozenset({"my", "our", "local"})
_HOURS: Final = frozenset({"hour", "hours", "hr", "hrs", "hora", "horas"})
_MINUTES: Final = frozenset({"minute", "minutes", "min", "mins", "minuto", "minutos"})
_FROM_NOW: Final = word_set(
    """
    in en within about around like maybe probably just roughly como unos unas uh from now out away
    to go there more another otra otros otras otro by i'll i'd be say so it's
    """
)
_SPANISH_NUMBERS: Final = {"una": "uno", "once": "11", "veintiuna": "21"}
#: Spanish that is said in other words, or run together.
_SAID_OTHERWISE: Final = (
    (re.compile(r" (?:las )?(?:doce|12) del (?:dia|mediodia|medio dia)(?= )"), " mediodia"),
    (re.compile(r" medio dia(?= )"), " mediodia"),
    (re.compile(r" media noche(?= )"), " medianoche"),
    (re.compile(r" (de|en)la(?= )"), r" \1 la"),
    # "A las quince horas" is a time of day.
    (re.compile(r" (las [a-z0-9:]+) horas(?= )"), r" \1"),
)
_ISH: Final = re.compile(r"([a-z0-9:]+)-?ish")
#: Makes a time less exact, and no other.
_NEARLY: Final = re.compile(r" (?:or so|or thereabouts|mas o menos|give or take|ish)(?= )")


def _prepared(spoken: str) -> list[str]:
    flat = _NEARLY.sub(" ", f" {' '.join(listen(spoken).words)} ")
    for said, otherwise in _SAID_OTHERWISE:
        flat = said.sub(otherwise, flat)
    words: list[str] = []
    for word in flat.split():
        ish = _ISH.fullmatch(word)
        words += _parted(ish.group(1) if ish else word)
    return words


def _parted(word: str) -> list[str]:
    """ "8am" as two words, and "eight-thirty"."""
    half = re.fullmatch(r"(\d{1,2}(?:[:.]?\d\d)?)(am|pm|a|p)", word)
    if half:
        return [half.group(1), half.group(2)[0] + "m"]
    return [part for part in word.split("-") if part] if "-" in word else [word]


def _number(words: Sequence[str], index: int) -> tuple[int | None, int]:
    """The number below a hundred, or in full hundreds, that begins at `index`."""
    spelt = [_SPANISH_NUMBERS.get(word, word) for word in words]
    digits, after = read_number(spelt, index, most_digits=2)
    return (int(digits), after) if digits else (None, index)


# How long from now


def _length(words: Sequence[str]) -> int | None:
    """The minutes of "an hour and a half", or None where no length of time is told."""
    if not any(word in _HOURS or word in _MINUTES for word in words):
        return None
    rest = [word for word in words if word not in _FROM_NOW]
    text = " ".join(_as_digits(rest))
    for pattern, minutes in _LENGTHS:
        if found := pattern.fullmatch(text):
            return minutes(found)
    raise _OpenError


def _as_digits(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    index = 0
    while index < len(words):
        value, after = _number(words, index)
        if words[index] in {"a", "an", "una", "un"}:
            value, after = 1, index + 1
        if value is None:
            word = words[index]
            word = "h" if word in _HOURS else "m" if word in _MINUTES else word
            out.append(word)
            after = index + 1
        else:
            out.append(str(value))
        index = after
    return out


def _hours_of(found: re.Match[str]) -> int:
    return round(float(found["h"] or 1) * 60) + int(found["m"] or 0)


_LENGTHS: Final = (
    (re.compile(r"(?P<h>\d+(?:\.\d)?)? ?h(?: (?:and |y )?(?P<m>\d+)(?: m)?)?"), _hours_of),
    (
        re.compile(r"(?:(?P<n>\d+) )?h (?:and |y )?(?:1 )?(?:half|media)"),
        lambda found: int(found["n"] or 1) * 60 + 30,
    ),
    (
        re.compile(r"(?P<n>\d+) (?:and |y )?(?:1 )?(?:half|media) h"),
        lambda found: int(found["n"]) * 60 + 30,
    ),
    (re.compile(r"(?:1 )?(?:half|media|medio) (?:1 )?h"), lambda _: 30),
    (re.compile(r"(?:1 )?couple(?: of)? h"), lambda _: 120),
    (re.compile(r"(?:1 )?quarter of 1 h"), lambda _: 15),
    (re.compile(r"(?P<m>\d+) m"), lambda found: int(found["m"])),
)


# A time of day


@dataclass(slots=True)
class _Reading:
    """Walks over the words once; each word must mean something, and nothing may be told twice."""

    words: Sequence[str]
    index: int = 0
    clock: Clock | None = None
    parts: set[Part] = field(default_factory=set)
    day: Day | None = None
    weekday: int | None = None
    zone: str = ""

    def read(self) -> None:
        while self.index < len(self.words):
            for step in (self._read_phrase, self._read_clock, self._read_day, self._read_other):
                if step():
                    break
            else:
                raise _OpenError

    def moment(self) -> SpokenMoment | None:
        if self.clock is None or len(self.parts) > 1:
            return None
        part = next(iter(self.parts), None)
        return SpokenMoment(self.clock, part, self.day, self.weekday, None, self.zone)

    def _word(self, ahead: int = 0) -> str:
        at = self.index + ahead
        return self.words[at] if at < len(self.words) else ""

    def _take(self, count: int) -> bool:
        self.index += count
        return True

    def _set_clock(self, clock: Clock) -> None:
        if self.clock is not None and self.clock != clock:
            raise _OpenError
        self.clock = clock

    def _set_day(self, day: Day) -> None:
        if self.day not in {None, day}:
            raise _OpenError
        self.day = day

    def _read_phrase(self) -> bool:
        """Several words that mean one thing."""
        first, second = self._word(), self._word(1)
        for words, day, part in _PHRASES:
            if (first, second)[: len(words)] == words:
                if day is not None:
                    self._set_day(day)
                if part is not None:
                    self.parts.add(part)
                return self._take(len(words))
        if first in _ZONES:
            self.zone = first
            return self._take(1 + self._zone_tail())
        return first in _OWN_TIME and second == "time" and self._take(2)

    def _zone_tail(self) -> int:
        tail = (self._word(1), self._word(2))
        if tail in {("standard", "time"), ("daylight", "time")}:
            return 2
        return 1 if tail[0] == "time" else 0

    def _read_day(self) -> bool:
        word = self._word()
        days = {"today": Day.TODAY, "hoy": Day.TODAY}
        days |= {"tomorrow": Day.TOMORROW, "manana": Day.TOMORROW}
        if word in days:
            self._set_day(days[word])
        elif word in _WEEKDAYS:
            if self.weekday not in {None, _WEEKDAYS[word]}:
                raise _OpenError
            self.weekday = _WEEKDAYS[word]
        elif word in _PARTS:
            self.parts.add(_PARTS[word])
        else:
            return False
        return self._take(1)

    def _read_other(self) -> bool:
        return self._word() in _FILLER and self._take(1)

    # The clock

    def _read_clock(self) -> bool:
        return (
            self._read_noon() or self._read_relation() or self._read_digits() or self._read_hour()
        )

    def _read_noon(self) -> bool:
        word = self._word()
        if word in {"noon", "midday", "mediodia"}:
            self._set_clock(Clock(12, 0, whole_day=True))
            self.parts.clear()
            return self._take(1)
        if word in {"midnight", "medianoche"}:
            if self.day is Day.TOMORROW:
                # The night to that day or the night after it: both are meant by some.
                raise _OpenError
            self._set_clock(Clock(0, 0, whole_day=True))
            self.day = None
            self.parts.clear()
            return self._take(1)
        return False

    def _read_relation(self) -> bool:
        """ "half past three", "quarter to five", "ten till six", "cuarto para las seis"."""
        start = self.index + (self._word() == "a")
        word = self.words[start] if start < len(self.words) else ""
        if word == "half":
            minutes, after = 30, start + 1
        elif word in {"quarter", "cuarto"}:
            minutes, after = 15, start + 1
        else:
            value, after = _number(self.words, start)
            if value is None:
                return False
            minutes = value
        relation = self.words[after] if after < len(self.words) else ""
        if relation not in _PAST | _TO:
            return False
        hour_at = after + 1 + (relation == "para" and self._at(after + 1) in {"la", "las"})
        hour, end = _number(self.words, hour_at)
        if hour is None or not 1 <= hour <= 12 or not 0 < minutes < 60:
            raise _OpenError
        if relation == "to" and minutes in {hour - 1, hour + 11}:
            # "Five to six" may be a range.
            raise _OpenError
        if relation in _PAST:
            self._set_clock(Clock(hour, minutes))
        else:
            self._set_clock(Clock((hour - 1) or 12, 60 - minutes))
        self.index = end
        return True

    def _read_digits(self) -> bool:
        found = re.fullmatch(r"(\d{1,2})[:.]?(\d\d)", self._word())
        if not found or (len(self._word()) == 2):
            return False
        hour, minute = int(found[1]), int(found[2])
        if hour > 24 or minute > 59:
            raise _OpenError
        marked = found[1].startswith("0") or hour > 12 or hour == 0
        self._set_clock(Clock(hour % 24, minute, whole_day=marked))
        return self._take(1 + (self._word(1) == "hours"))

    def _read_hour(self) -> bool:
        early = self._word() in {"oh", "zero", "cero"}
        hour, after = _number(self.words, self.index + early)
        if hour is None:
            return False
        marked = early
        if hour >= 100:
            hour, minute, marked = hour // 100, hour % 100, True
        elif self._at(after) == "hundred":
            minute, after, marked = 0, after + 1, True
        else:
            minute, after = self._minute(after)
        if minute < 0:
            hour, minute = hour - 1, 60 + minute
        if hour > 24 or minute > 59:
            raise _OpenError
        if self._at(after) == "hours":
            after += 1
        self._set_clock(Clock(hour % 24 if hour > 12 else hour, minute, marked or hour > 12))
        self.index = after
        return True

    def _minute(self, at: int) -> tuple[int, int]:
        """The minute that follows an hour, below zero for "menos cuarto"."""
        word, following = self._at(at), self._at(at + 1)
        if word in {"y", "menos"}:
            fixed = {"media": 30, "cuarto": 15}.get(following)
            minute, after = (fixed, at + 2) if fixed else _number(self.words, at + 1)
            if minute is None:
                raise _OpenError
            return (minute if word == "y" else -minute), after
        if word == "oh":
            minute, after = _number(self.words, at + 1)
            return (minute, after) if minute is not None else (0, at)
        minute, after = _number(self.words, at)
        # "Five six" names two hours; a minute alone is ten or more.
        if minute is None:
            return 0, at
        if minute < 10 and not self._at(at).startswith("0"):
            raise _OpenError
        return minute, after

    def _at(self, index: int) -> str:
        return self.words[index] if index < len(self.words) else ""
