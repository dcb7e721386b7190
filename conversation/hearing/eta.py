"""When the driver expects to arrive, told apart from every other time that he names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conversation.facts import Act, Fact, Topic
from conversation.hearing.eta_phrases import (
    ARRIVAL,
    BESIDE_A_TIME,
    CORRECTED,
    DENIED_BEFORE,
    NOT_AT_FIRST,
    OTHER_AFTER,
    OTHER_BEFORE,
    PLANNED,
    PUT_OFF,
    TOLD_ALREADY,
    VAGUE,
)
from conversation.hearing.phrases import before, clause, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.times import SpokenTime


def eta_facts(
    spoken: Spoken, found: Iterable[SpokenTime], *, asked: bool, on_road: bool = False
) -> tuple[list[Fact], set[Act]]:
    """The arrival that the utterance tells, at most one; `asked` when it was the question.

    `on_road`: the question was another one that is put to a truck on the road. A plain time of
    day ("six tonight") is then the arrival, because nothing else was spoken of.
    """
    best: tuple[int, SpokenTime] | None = None
    reached = 0
    for time in found:
        weight = _weight(spoken, time, asked=asked, after=reached)
        reached = time.end
        if not weight and on_road and _stands_alone(spoken, time):
            weight = 1
        if weight and (best is None or _outweighs(spoken, best, (weight, time))):
            best = (weight, time)
    if best is not None:
        time = best[1]
        acts = {Act.VAGUE_ETA} if time.day_only else set()
        return [Fact(Topic.ETA, time.value, spoken.verbatim(time.first, time.last))], acts
    return [], ({Act.VAGUE_ETA} if asked and VAGUE.search(spoken.flat) else set())


def _weight(spoken: Spoken, time: SpokenTime, *, asked: bool, after: int) -> int:
    """How surely the time is the arrival: 0 when it is not. `after`: where the last time ended."""
    ahead = before(spoken.flat, time.start, 6)
    own = before(spoken.flat[after:], time.start - after, 6) if after <= time.start else ahead
    if _is_other(spoken, time, ahead, own):
        return 0
    if _is_plain(spoken, time):
        return 3
    arrival = _last_end(ARRIVAL, ahead)
    other = _last_end(OTHER_BEFORE, ahead)
    other = max(other, _offset(ahead, own, DENIED_BEFORE))
    told = not time.day_only and _ends_with(TOLD_ALREADY, ahead)
    if asked and (told or _SO.search(ahead) or _is_put_off(spoken, time, ahead)):
        arrival = max(arrival, len(ahead))
    adjacent = arrival > 0 and arrival >= len(ahead) - 1
    if other > arrival or (other == arrival and other > 0 and not adjacent):
        return 0
    if arrival > 0 and (time.sure or time.day_only or asked or _is_close(ahead[arrival:])):
        return 4 if time.sure and not time.day_only else 3
    if not asked:
        return 0
    return 2 if time.sure and not time.day_only else 1


def _is_other(spoken: Spoken, time: SpokenTime, ahead: str, own: str) -> bool:
    """Whether the words right beside the time make it another one; `own` are those before it."""
    if OTHER_AFTER.match(spoken.flat, time.end) or _ends_with(PLANNED, own):
        return True
    first = own == ahead and not (time.first and spoken.pauses[time.first - 1])
    if first and _ends_with(NOT_AT_FIRST, own):
        return True
    return time.relative and _of_another(ahead)


def _of_another(ahead: str) -> bool:
    """Whether a length of time is how late he is, or how long somebody else will take."""
    return _ends_with(_BEHIND, ahead) or _ends_with(_OTHERS_SAID, ahead)


def _is_put_off(spoken: Spoken, time: SpokenTime, ahead: str) -> bool:
    """ "Not till tomorrow", "won't be before five": the earliest that he can be there."""
    if _ends_with(_NOT_YET, ahead) and _BEFORE.match(spoken.flat, time.start):
        return True
    of_appointment = "appointment" in ahead or "cita" in ahead
    return _NOT_BEFORE.search(ahead) is not None and not of_appointment


def _is_plain(spoken: Spoken, time: SpokenTime) -> bool:
    """ "ten minutes out", "six instead of five": an arrival by the words behind it."""
    if _last_end(OTHER_BEFORE, clause(spoken.flat, time.start, 6)):
        return False
    from_here = time.relative and _FROM_HERE.search(time_words(spoken, time)) is not None
    return from_here or _INSTEAD.match(spoken.flat, time.end) is not None


def _stands_alone(spoken: Spoken, time: SpokenTime) -> bool:
    plain = time.sure or time.day_only or time.last - time.first > 1
    if time.relative or not plain:
        return False
    beside = spoken.words[: time.first] + spoken.words[time.last :]
    return all(word in BESIDE_A_TIME for word in beside)


def _is_close(between: str) -> bool:
    """Whether so few words part the arrival from its time; the town arrived in is not counted."""
    return len(_ARRIVED_IN.sub(" ", f"{between} ", count=1)) <= 14


_ARRIVED_IN = re.compile(r"^ (?:in|into|to|at|inside)(?: the)?(?: [^ .]+){1,2}(?= )")
_INSTEAD = pattern("instead of(?: <w>){1,3}", "en (?:lugar|vez) de(?: <w>){1,4}")
_FROM_HERE = pattern("out", "away", "from here", "to go", "from there")
#: "Eight or so, eight on the nose": the exact one.
_EXACTLY = pattern("on the (?:nose|dot|button)", "sharp", "en punto")
_BEHIND = pattern("behind(?: by)?", "late(?: by)?")
_SO = re.compile(
    " (?:so|then|which is|which'd be|meaning|that makes it)(?: (?:probably|maybe|about|like|"
    "around|i'd say|i say|by|at|call it)){0,4} $"
)


#: "He said an hour": how long another's work takes.
_OTHERS_SAID = pattern(
    "(?:he|they|guy|man|mechanic|shop|guard|clerk|lady|fella|tech|driver) (?:said|says|told me|"
    "saying)"
    "(?: (?:it'd be|it'll be|it's|like|about|maybe|another))?"
)
#: "Won't be before five": the earliest that he can be there.
_NOT_YET = pattern(
    "(?:not|won't|ain't gonna|isn't gonna)(?: (?:be|make it|get|there|in|happen|gonna)){0,3}"
)
_BEFORE = re.compile(" (?:before|till|until|antes)")
#: "Not till tomorrow", "ya hasta la noche": the arrival, where it was asked for.
_NOT_BEFORE = re.compile(
    "(?:^| )(?:(?:not|won't be|won't make it|won't get there|be|probably|it'll be) (?:till|until|"
    "before)|hasta)"
    "(?: (?:like|about|around|como|a|eso|de|la|en|noche|tarde|manana|maybe|probably)){0,4} $"
)


def time_words(spoken: Spoken, time: SpokenTime) -> str:
    """The time and the word after it, for what they say together."""
    return f"{spoken.flat[time.start : time.end + 12]} "


def _last_end(phrases: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in phrases.finditer(text)), default=0)


def _ends_with(phrases: re.Pattern[str], text: str) -> bool:
    return any(found.end() == len(text) - 1 for found in phrases.finditer(text))


def _offset(whole: str, tail: str, phrases: re.Pattern[str]) -> int:
    """Where the last match in `tail`, the end of `whole`, ends in `whole`; 0 without one."""
    end = _last_end(phrases, tail)
    return end + len(whole) - len(tail) if end else 0


def _outweighs(spoken: Spoken, held: tuple[int, SpokenTime], new: tuple[int, SpokenTime]) -> bool:
    between = spoken.flat[held[1].end : new[1].start + 12]
    if new[1].sure and _EXACTLY.search(f"{spoken.flat[new[1].start : new[1].end]} "):
        return True
    if new[1].day_only and not held[1].day_only:
        return PUT_OFF.search(between) is not None
    if held[1].day_only and not new[1].day_only:
        return True
    if CORRECTED.search(between):
        return new[0] >= 1
    return new[0] > held[0]
