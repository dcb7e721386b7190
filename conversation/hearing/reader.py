"""One utterance read whole: every reader is asked, then what cannot stand together is settled."""

from __future__ import annotations

from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing import answers, dock, distress, paperwork, trip
from conversation.hearing.acts import acts_in
from conversation.hearing.eta import eta_facts
from conversation.hearing.places import place_facts
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.times import SpokenTime, times
from conversation.steps import Step

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
    place, place_acts, on_road = place_facts(
        spoken,
        asked=asked in answers.ASKS_PLACE,
        liberal=asked is Step.ASK_EMERGENCY_PLACE,
    )
    acts |= place_acts
    facts = list(place)
    free = _free_times(spoken, place)
    facts += _timed(spoken, asked, acts, free)
    facts += _trip(spoken, asked, on_road=on_road, place=place, acts=acts)
    facts += dock.door_facts(spoken, asked=asked is Step.ASK_DOOR)
    facts += dock.unloading_facts(spoken)
    facts += distress.safety_facts(spoken)
    facts += distress.injury_facts(spoken)
    facts += distress.load_facts(spoken)
    facts += paperwork.pod_facts(spoken, asked=asked in answers.ASKS_POD)
    facts += paperwork.reefer_facts(spoken, asked=asked is Step.ASK_REEFER)
    facts += answers.answer_facts(spoken, asked, acts, frozenset(fact.topic for fact in facts))
    return _settled(facts, asked)


def _free_times(spoken: Spoken, place: list[Fact]) -> list[SpokenTime]:
    """Times that are no part of the place ("ten" in "on ten")."""
    taken = [fact.words for fact in place]
    found = list(times(spoken))
    if not taken:
        return found
    at = spoken.text.find(taken[0])
    until = at + len(taken[0])
    return [
        time
        for time in found
        if spoken.spans[time.last - 1][1] <= at or spoken.spans[time.first][0] >= until
    ]


def _timed(
    spoken: Spoken, asked: Step | None, acts: set[Act], free: list[SpokenTime]
) -> list[Fact]:
    if Act.ASKS_CALL_BACK in acts:
        return list(paperwork.call_back_facts(spoken, free))
    checked_in = list(dock.check_in_facts(spoken, free, asked=asked is Step.ASK_CHECK_IN))
    eta, eta_acts = eta_facts(spoken, free, asked=asked in answers.ASKS_ETA)
    acts |= eta_acts
    return checked_in + eta


def _trip(
    spoken: Spoken, asked: Step | None, *, on_road: bool, place: list[Fact], acts: set[Act]
) -> list[Fact]:
    if asked is Step.ARE_YOU_THERE and len(spoken.words) <= 5:
        return []
    status = list(trip.status_facts(spoken))
    if not status and on_road and place:
        status = [Fact(Topic.STATUS, DriverStatus.DRIVING.value, place[0].words)]
    arrived = any(fact.value != DriverStatus.DRIVING.value for fact in status)
    facts = status + list(trip.late_facts(spoken))
    return facts + list(
        trip.delay_facts(
            spoken,
            asked=asked in answers.ASKS_DELAY,
            arrived=arrived or asked in answers.ASKS_DOCK,
        )
    )


_AT_DOOR = {UnloadingStatus.IN_DOOR.value, UnloadingStatus.UNLOADING.value}


def _settled(facts: list[Fact], asked: Step | None) -> list[Fact]:
    """Facts in the order heard, with those dropped that another one denies."""
    if any(fact.topic is Topic.DELAY_REASON and fact.value != DelayReason.NONE.value for fact in facts):
        facts = [
            fact
            for fact in facts
            if not (fact.topic is Topic.DELAY_REASON and fact.value == DelayReason.NONE.value)
        ]
    return facts
