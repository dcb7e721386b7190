"""One utterance read whole: every reader is asked, then what cannot stand together is settled."""

from __future__ import annotations

from collections import deque

from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing import answers, distress, dock, paperwork, trip
from conversation.hearing.acts import acts_in
from conversation.hearing.eta import eta_facts
from conversation.hearing.places import PlaceTold, place_told
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.times import SpokenTime, times
from conversation.steps import Step

#: Of more times than so many in one utterance, only the last are read: the last word counts.
_MOST_TIMES = 20
#: Nothing that follows one of these is about the load.
_NOT_THE_DRIVER = {Act.VOICEMAIL, Act.WRONG_PERSON}


def hear(text: str, asked: Step | None) -> Hearing:
    """The facts and acts of one driver utterance; `asked` is the question that it answers.

    Any text is allowed. Every fact's words are a verbatim piece of `text`. Where the driver
    corrects himself within the utterance, the last fact about a topic is the one that counts.
    """
    spoken = listen(text)
    acts = acts_in(spoken)
    if not spoken.words or acts & _NOT_THE_DRIVER:
        return Hearing((), frozenset(acts))
    facts = _facts(spoken, asked, acts)
    return Hearing(tuple(facts), frozenset(acts))


def _facts(spoken: Spoken, asked: Step | None, acts: set[Act]) -> list[Fact]:
    place = place_told(
        spoken,
        asked=asked in answers.ASKS_PLACE,
        liberal=asked is Step.ASK_EMERGENCY_PLACE,
    )
    if place.too_wide:
        acts.add(Act.VAGUE_PLACE)
    facts = [place.fact] if place.fact else []
    free = _free_times(spoken, place)
    facts += _timed(spoken, asked, acts, free)
    facts += _trip(spoken, asked, place)
    facts += dock.door_facts(spoken, asked=asked is Step.ASK_DOOR)
    facts += dock.unloading_facts(spoken)
    facts += distress.safety_facts(spoken)
    facts += distress.injury_facts(spoken)
    facts += distress.load_facts(spoken, asked=asked is Step.ASK_LOAD_SECURE)
    facts += paperwork.pod_facts(spoken, asked=asked in answers.ASKS_POD)
    facts += paperwork.reefer_facts(spoken, asked=asked is Step.ASK_REEFER)
    facts += answers.answer_facts(spoken, asked, acts, frozenset(fact.topic for fact in facts))
    return _settled(facts)


def _free_times(spoken: Spoken, place: PlaceTold) -> list[SpokenTime]:
    """Times that are no part of the place ("ten" in "on ten")."""
    found = deque(times(spoken), maxlen=_MOST_TIMES)
    return [time for time in found if time.last <= place.first or time.first >= place.last]


def _timed(
    spoken: Spoken, asked: Step | None, acts: set[Act], free: list[SpokenTime]
) -> list[Fact]:
    if Act.ASKS_CALL_BACK in acts:
        return list(paperwork.call_back_facts(spoken, free))
    checked_in = list(dock.check_in_facts(spoken, free, asked=asked is Step.ASK_CHECK_IN))
    eta, eta_acts = eta_facts(spoken, free, asked=asked in answers.ASKS_ETA)
    acts |= eta_acts
    return checked_in + eta


def _trip(spoken: Spoken, asked: Step | None, place: PlaceTold) -> list[Fact]:
    if asked is Step.ARE_YOU_THERE and len(spoken.words) <= 5:
        return []
    status = list(trip.status_facts(spoken))
    if not status and place.fact is not None:
        status = _status_by_place(place, place.fact)
    arrived = any(fact.value != DriverStatus.DRIVING.value for fact in status)
    reasons = list(
        trip.delay_facts(
            spoken,
            asked=asked in answers.ASKS_DELAY,
            arrived=arrived or asked in answers.ASKS_DOCK,
        )
    )
    if not reasons and asked is Step.ASK_DELAY_REASON:
        reasons = list(trip.named_reasons(spoken))
    return status + list(trip.late_facts(spoken)) + reasons


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


def _settled(facts: list[Fact]) -> list[Fact]:
    """Facts in the order heard, without those that others of the same utterance outweigh."""
    facts = list(dict.fromkeys(facts))
    values = {(fact.topic, fact.value) for fact in facts}
    for status in _OUTLASTS:
        if (Topic.UNLOADING, status) in values:
            facts = [f for f in facts if f.topic is not Topic.UNLOADING or f.value == status]
            break
    reasons = [fact for fact in facts if fact.topic is Topic.DELAY_REASON]
    if any(fact.value != DelayReason.NONE.value for fact in reasons):
        facts = [
            fact
            for fact in facts
            if fact.topic is not Topic.DELAY_REASON or fact.value != DelayReason.NONE.value
        ]
    return facts
