"""The answers of an emergency: is the driver safe, is anyone hurt, does the load hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conversation.facts import Fact, Topic
from conversation.forms import InjuryStatus, SafetyStatus
from conversation.hearing.distress_phrases import (
    IDIOMS,
    INJURY,
    KIND_OF_TRAILER,
    LOAD,
    NOT_LOOKED,
    NOT_SO,
    NOT_THERE,
    SAFETY,
    STILL_TO_DO,
    SUBJECT,
    THINGS,
    UNSURE,
)
from conversation.hearing.phrases import before
from conversation.hearing.spoken import Spoken
from conversation.steps import Step

#: An answer's own yes or no: it says nothing about the words behind it.
_ANSWER_WORD = re.compile(" (?:no|nah|nope|naw|yeah|yes|okay)(?= )")


def distress_facts(spoken: Spoken, asked: Step | None) -> Iterator[Fact]:
    """What the words say of safety, injuries and the load, beside a mere yes or no."""
    yield from _safety(spoken, asked=asked is Step.ASK_SAFE)
    yield from _injury(spoken, asked)
    yield from _load(spoken, asked=asked is Step.ASK_LOAD_SECURE)


def _safety(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """Safe or not where he is; "unsafe" wins over "safe" within one utterance."""
    found = []
    for label, match in SAFETY.find(spoken.flat):
        if label == "safe as an answer" and not asked:
            continue
        ahead = before(spoken.flat, match.start(), 2)
        if label == "unsafe":
            if NOT_THERE.search(ahead) or UNSURE.search(ahead):
                continue
        elif STILL_TO_DO.search(ahead) or _denies(ahead, match):
            continue
        value = SafetyStatus.UNSAFE if label == "unsafe" else SafetyStatus.SAFE
        found.append(Fact(Topic.SAFETY, value.value, spoken.quote(match)))
    yield from sorted(found, key=lambda fact: fact.value == SafetyStatus.UNSAFE.value)


def _injury(spoken: Spoken, asked: Step | None) -> Iterator[Fact]:
    """Whether anyone is hurt; "injured" wins over "none" within one utterance.

    "I'm fine" to "are you safe?" answers that, and leaves open whether somebody else is hurt.
    """
    found = []
    for label, match in INJURY.find(spoken.flat):
        if label == "well" and asked in (Step.ASK_SAFE, Step.ASK_LOAD_SECURE):
            continue
        ahead = before(spoken.flat, match.start(), 3)
        if label == "injured" and (_denies(ahead, match) or _of_no_person(spoken.flat, match)):
            continue
        value = InjuryStatus.INJURED if label == "injured" else InjuryStatus.NONE
        found.append(Fact(Topic.INJURY, value.value, spoken.quote(match)))
    yield from sorted(found, key=lambda fact: fact.value == InjuryStatus.INJURED.value)


def _of_no_person(flat: str, match: re.Match[str]) -> bool:
    if IDIOMS.match(flat, match.end()):
        return True
    return _NO_PERSON.match(match.group()) is not None and (
        THINGS.search(before(flat, match.start(), 3)) is not None
    )


#: What an injury may begin with and a breakdown too.
_NO_PERSON = re.compile(" (?:is|got|both|dead|dying|died|broke|broken|busted|smashed)(?= |$)")


def _load(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """Whether the load is secure. "It" is the load only when the load was `asked` about."""
    for label, match in LOAD.find(spoken.flat):
        if not asked and match.group().startswith(_NOT_SURELY_THE_LOAD):
            continue
        if label == "secure" and _was_sealed(spoken.flat, match):
            continue
        ahead = before(spoken.flat, match.start(), 2)
        if UNSURE.search(ahead) or _denies(ahead, match):
            continue
        yield Fact(Topic.LOAD_SECURE, label == "secure", spoken.quote(match))


def _was_sealed(flat: str, match: re.Match[str]) -> bool:
    """ "It's a sealed box, I ain't opened it": he does not know."""
    if not NOT_LOOKED.search(flat):
        return False
    return match.group().endswith("sealed") and KIND_OF_TRAILER.match(flat, match.end()) is not None


_NOT_SURELY_THE_LOAD = (
    " it ", " it's ", " that's ", " everything", " stuff", " secure", " nothing ", " no ",
    " not ", " ain't ", " isn't ", " still ", " in place", " they're ", " haven't ", " hasn't ",
    " didn't ", " never ", " nobody ", " nobody's ", " leaking some", " leaking fluid", " nada ",
    " dripping", " pouring", " oozing",
)  # fmt: skip


def _denies(ahead: str, match: re.Match[str]) -> bool:
    """Whether what stands ahead denies the match; a no before a new subject does not."""
    if SUBJECT.match(match.group() + " ") or not ahead.endswith((" no ", " nope ")):
        ahead = _ANSWER_WORD.sub("", ahead)
    return NOT_SO.search(ahead) is not None
