"""One utterance read whole: every reader is asked, then what cannot stand together is settled."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import lru_cache

from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import DelayReason, DriverStatus, SafetyStatus, UnloadingStatus
from conversation.hearing import answers, distress, dock, paperwork, trip
from conversation.hearing.acts import acts_in, hands_back
from conversation.hearing.checkin_answers import CHECKIN_QUESTIONS, checkin_answer_facts
from conversation.hearing.emergency_answers import answer_acts, answer_facts
from conversation.hearing.eta import eta_facts
from conversation.hearing.languages import speaks_english, speaks_spanish
from conversation.hearing.phrases import pattern
from conversation.hearing.places import PlaceTold, place_told
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.times import SpokenTime, times
from conversation.steps import Step

#: Of more times than so many in one utterance, only the last are read: the last word counts.
_MOST_TIMES = 20
#: Nothing that follows one of these is about the load.
_NOT_THE_DRIVER = {Act.VOICEMAIL, Act.WRONG_PERSON}


@lru_cache(maxsize=4096)
def hear(text: str, asked: Step | None) -> Hearing:
    """The facts and acts of one driver utterance; `asked` is the question that it answers.

    Any text is allowed. Every fact's words are a verbatim piece of `text`. Where the driver
    corrects himself within the utterance, the last fact about a topic is the one that counts.

    What was heard is kept for a while: an utterance is heard in the frame that brings it, once more
    in the turn that it ends, and again whenever its transcript is read.
    """
    spoken = listen(text)
    acts = acts_in(spoken)
    if hands_back(spoken):
        acts = answer_acts(spoken, asked, acts, [])
        return Hearing((), frozenset(acts))
    if not spoken.words or acts & _NOT_THE_DRIVER:
        return Hearing((), frozenset(acts))
    if speaks_spanish(spoken):
        acts.add(Act.SPEAKS_SPANISH)
    elif speaks_english(spoken):
        acts.add(Act.SPEAKS_ENGLISH)
    facts = _facts(spoken, asked, acts)
    return Hearing(tuple(facts), frozenset(acts))


def _facts(spoken: Spoken, asked: Step | None, acts: set[Act]) -> list[Fact]:
    place = place_told(
        spoken,
        asked=asked in answers.ASKS_PLACE,
        liberal=asked is Step.ASK_EMERGENCY_PLACE,
        of_delay=asked in answers.ASKS_DELAY,
    )
    if place.too_wide:
        acts.add(Act.VAGUE_PLACE)
    facts = [place.fact] if place.fact else []
    free = _free_times(spoken, place, of_arrival=asked in answers.ASKS_ETA)
    facts += _timed(spoken, asked, acts, free)
    denies = asked is Step.ASK_FACILITY_DELAY and Act.NO in acts
    facts += _trip(spoken, None if denies else asked, place, acts)
    facts += dock.door_facts(spoken, asked=asked is Step.ASK_DOOR)
    if asked is not Step.ASK_LOAD_SECURE:
        facts += dock.unloading_facts(spoken)
    facts += distress.distress_facts(spoken, asked)
    facts += paperwork.pod_facts(spoken, asked=asked in answers.ASKS_POD)
    facts += paperwork.reefer_facts(spoken, asked=asked is Step.ASK_REEFER)
    meant = answer_acts(spoken, asked, acts, facts)
    acts.intersection_update(meant)
    acts.update(meant)
    told = frozenset(fact.topic for fact in facts)
    if asked in CHECKIN_QUESTIONS:
        facts += checkin_answer_facts(spoken, asked, acts, told)
    else:
        facts += answer_facts(spoken, asked, acts, told)
    return _settled(_without_false_place(facts, place, acts, spoken))


#: What is said in doing one of these names no place: "false alarm", "hold on".
_NAMES_NO_PLACE = {
    Act.FALSE_ALARM,
    Act.ASKS_TO_REPEAT,
    Act.ASKS_TO_WAIT,
    Act.ASKS_WHO,
    Act.ASKS_IF_ROBOT,
    Act.ASKS_PERSON,
    Act.REFUSES,
    Act.STOP_CALLING,
    Act.SAYS_GOODBYE,
}


def _is_no_place(fact: Fact) -> bool:
    """Whether what stands in the fact's words is no name: "en la rampa", "in the road"."""
    if fact.topic is Topic.SAFETY:
        return fact.value == SafetyStatus.UNSAFE.value
    return fact.topic is Topic.UNLOADING


def _is_door(place: str, others: list[Fact]) -> bool:
    """ "en puerta, la doscientos cuatro": a door's number, and no road's."""
    first, _, number = place.lower().partition(" ")
    doors = {fact.value for fact in others if fact.topic is Topic.DOOR}
    return first in {"puerta", "rampa", "anden", "muelle", "door", "dock"} and number in doors


def _without_false_place(
    facts: list[Fact], place: PlaceTold, acts: set[Act], spoken: Spoken
) -> list[Fact]:
    """Without a name that is none, since its words say something else."""
    if place.fact is None:
        return facts
    others = [fact for fact in facts if fact.topic not in (Topic.PLACE, Topic.STATUS)]
    said = place.fact.words
    if place.bare:
        knows_none = Act.DOES_NOT_KNOW in acts and said.strip() == spoken.text.strip(" .!?,")
        names_none = knows_none or bool(acts & _NAMES_NO_PLACE)
        false = names_none or any(fact.words in said or said in fact.words for fact in others)
    else:
        false = any(_is_no_place(fact) and said in fact.words for fact in others)
        false = false or _is_door(str(place.fact.value), others)
    if not false:
        return facts
    return [fact for fact in facts if fact.words != said or fact in others]


def _free_times(spoken: Spoken, place: PlaceTold, *, of_arrival: bool) -> list[SpokenTime]:
    """Times that are no part of the place ("ten" in "on ten").

    `of_arrival`: "five minutes from the receiver" tells of both.
    """
    found = deque(times(spoken), maxlen=_MOST_TIMES)
    return [
        time
        for time in found
        if time.last <= place.first or time.first >= place.last or (of_arrival and time.relative)
    ]


def _corrects_eta(spoken: Spoken, acts: set[Act]) -> bool:
    """At the reminder of the POD a time is when he sends it, unless he takes back what he said."""
    return Act.CORRECTS in acts or _ARRIVAL_NAMED.search(spoken.flat) is not None


_ARRIVAL_NAMED = pattern(
    "eta", "be (?:there|in|late)", "closer to", "get there", "arrive", "llego", "instead of",
    "put me (?:down )?(?:for|at)", "better make (?:it|that)", "matter of fact", "scratch that",
    "(?:mejor )?(?:pongale|ponle|pongame)(?: a)? las?",
)  # fmt: skip

#: Questions that are put to a truck on the road, or before anything is known.
_ON_THE_ROAD = frozenset(
    {
        None,
        Step.OPENING,
        Step.OPENING_INBOUND,
        Step.ASK_HOW,
        Step.ASK_STATUS,
        Step.ASK_PLACE,
        Step.ASK_PLACE_CLOSER,
        Step.CHECK_POSITION,
        Step.ASK_DELAY,
    }
)


def _timed(
    spoken: Spoken, asked: Step | None, acts: set[Act], free: list[SpokenTime]
) -> list[Fact]:
    if Act.ASKS_CALL_BACK in acts:
        return list(paperwork.call_back_facts(spoken, free))
    checked_in = list(dock.check_in_facts(spoken, free, asked=asked is Step.ASK_CHECK_IN))
    if trip.stands_on_road(spoken):
        checked_in = []
    if asked in answers.ASKS_POD and not _corrects_eta(spoken, acts):
        return checked_in
    eta, eta_acts = eta_facts(
        spoken, free, asked=asked in answers.ASKS_ETA, on_road=asked in _ON_THE_ROAD
    )
    acts |= eta_acts
    return checked_in + eta


#: "just the tire this morning" names its cause; a longer story has to say what it did.
_WORDS_OF_A_BARE_REASON = 6
#: "customs", "the shipper": so short that it can be nothing else.
_WORDS_OF_ANY_REASON = 3
_SMALL_WORDS = frozenset({"el", "la", "los", "las", "del", "de", "un", "una", "the", "a"})
#: "eleven" is a clock only where a reason was asked for; "fog" is weather at any question.
_TOLD_BY_A_NOUN = {
    DelayReason.WEATHER.value,
    DelayReason.HEAVY_TRAFFIC.value,
    DelayReason.MECHANICAL.value,
}


def _trip(spoken: Spoken, asked: Step | None, place: PlaceTold, acts: set[Act]) -> list[Fact]:
    if asked is Step.ARE_YOU_THERE and len(spoken.words) <= 5:
        return []
    status = list(trip.status_facts(spoken))
    if asked in _NOT_OF_THE_TRIP:
        status = [fact for fact in status if not _on_the_line(fact)]
    if not status and place.fact is not None:
        status = _status_by_place(place, place.fact)
    arrived = any(fact.value != DriverStatus.DRIVING.value for fact in status)
    reasons = list(
        trip.delay_facts(
            spoken,
            asked=asked in answers.ASKS_DELAY,
            arrived=arrived or asked in answers.ASKS_DOCK,
            of_lateness=asked is Step.ASK_DELAY_REASON,
        )
    )
    late = list(trip.late_facts(spoken))
    if asked is Step.ASK_DELAY and late and late[-1].value is False and _pass_by(reasons):
        # "A lot of wind, but I'll make it on time."
        reasons = [replace(late[-1], topic=Topic.DELAY_REASON, value=DelayReason.NONE.value)]
    if not reasons:
        reasons = _named_reasons(spoken, asked, acts, late)
    return status + late + reasons


def _named_reasons(
    spoken: Spoken, asked: Step | None, acts: set[Act], late: list[Fact]
) -> list[Fact]:
    """A cause named by its noun alone, as far as the question and the rest leave no other sense."""
    is_late = late[-1].value if late else None
    if asked is Step.ASK_DELAY_REASON:
        return list(trip.named_reasons(spoken))
    if asked in answers.ASKS_DELAY:
        if is_late is False:
            return [replace(late[-1], topic=Topic.DELAY_REASON, value=DelayReason.NONE.value)]
        if Act.NO in acts or not trip.tells_of_delay(spoken, late):
            return _bare_nouns(spoken, any_kind=asked is Step.ASK_DELAY)
        return list(trip.named_reasons(spoken))[:1]
    if is_late and asked in _ON_THE_ROAD | answers.ASKS_ETA:
        return [f for f in trip.named_reasons(spoken) if f.value in _TOLD_BY_A_NOUN][:1]
    return []


def _pass_by(reasons: list[Fact]) -> bool:
    """Whether nothing was told but weather and traffic, which one can be on time in spite of."""
    passing = (DelayReason.WEATHER.value, DelayReason.HEAVY_TRAFFIC.value)
    return bool(reasons) and all(fact.value in passing for fact in reasons)


def _bare_nouns(spoken: Spoken, *, any_kind: bool) -> list[Fact]:
    nouns = [word for word in spoken.words if word not in _SMALL_WORDS]
    if any_kind and len(nouns) <= _WORDS_OF_ANY_REASON:
        return list(trip.named_reasons(spoken))
    if len(spoken.words) > _WORDS_OF_A_BARE_REASON:
        return []
    return [f for f in trip.named_reasons(spoken) if f.value in _TOLD_BY_A_NOUN]


_NOT_OF_THE_TRIP = frozenset(
    {Step.ARE_YOU_THERE, Step.ASK_SAFE, Step.ASK_INJURED, Step.ASK_LOAD_SECURE}
)
_AT_A_DOCK = pattern("(?:dock|door|receiver|customer|consignee|shipper|warehouse|gate|facility)")


def _on_the_line(fact: Fact) -> bool:
    """Whether "I'm here" or "made it over" is said of the line or of himself, not of the load."""
    arrived = fact.value == DriverStatus.ARRIVED.value
    return arrived and _AT_A_DOCK.search(f" {fact.words.lower()} ") is None


def _status_by_place(place: PlaceTold, fact: Fact) -> list[Fact]:
    if place.at_receiver and not place.on_road:
        return [Fact(Topic.STATUS, DriverStatus.ARRIVED.value, fact.words)]
    if place.on_road:
        return [Fact(Topic.STATUS, DriverStatus.DRIVING.value, fact.words)]
    return []


_OUTLASTS = (
    UnloadingStatus.COMPLETED.value,
    UnloadingStatus.DETENTION.value,
    UnloadingStatus.WAITING_FOR_LUMPER.value,
    UnloadingStatus.UNLOADING.value,
)


_DELIVERED = pattern(
    "(?:unloaded|offloaded|emptied|empty|delivered|finished unloading|done unloading|vaci[oa]|"
    "descargad[oa]|descargaron|vaciaron)"
)


def _says_delivered(fact: Fact) -> bool:
    """Whether the load is off, and not only its papers signed, as they are at a shipper's too."""
    completed = fact.value == UnloadingStatus.COMPLETED.value
    return completed and _DELIVERED.search(f" {fact.words.lower()} ") is not None


def _settled(facts: list[Fact]) -> list[Fact]:
    """Facts in the order heard, without those that others of the same utterance outweigh."""
    facts = list({(fact.topic, fact.value): fact for fact in reversed(facts)}.values())[::-1]
    values = {(fact.topic, fact.value) for fact in facts}
    for status in _OUTLASTS:
        if (Topic.UNLOADING, status) in values:
            facts = [f for f in facts if f.topic is not Topic.UNLOADING or f.value == status]
            break
    if any(_says_delivered(fact) for fact in facts):
        # Rolling again, but the load is delivered: that is what this call is about.
        facts = [
            fact
            for fact in facts
            if fact.topic is not Topic.STATUS or fact.value != DriverStatus.DRIVING.value
        ]
    reasons = [fact for fact in facts if fact.topic is Topic.DELAY_REASON]
    late = [fact.value for fact in facts if fact.topic is Topic.LATE]
    if late[-1:] == [True] or any(fact.value != DelayReason.NONE.value for fact in reasons):
        facts = [
            fact
            for fact in facts
            if fact.topic is not Topic.DELAY_REASON or fact.value != DelayReason.NONE.value
        ]
    return facts
