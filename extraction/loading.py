"""What a driver tells of the shipper: being loaded there is no arrival, and nothing unloaded."""

from __future__ import annotations

import re
from dataclasses import replace

from conversation.facts import Fact, Hearing, Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus

#: Words of the driver's by which he speaks of loading, whatever was asked.
OF_LOADING = re.compile(
    r"\b(?:(?:get|got|getting|finish(?:ed)?|done|been|to|still) load(?:ed|ing|(?= me))|"
    r"load(?:ed|ing)? (?:me|us)|(?:me|nos) (?:\w+ )?cargaron|(?:me|nos) est[aá]n cargando|"
    r"at the shipper)\b",
    re.IGNORECASE,
)
_OF_DELIVERY = re.compile(
    r"\b(?:receiver|customer|consignee|deliver\w*|un-?load\w*|empty|empt(?:y|ied)|descarg\w*|"
    r"vac[ií]\w*|cliente|recibidor)\b",
    re.IGNORECASE,
)
#: What makes of the loading a delay: a wait, or something that was not ready.
_WAITED = re.compile(
    r"\b(?:sat|sitting|waited|waiting|stuck|took|taking|forever|finally|late|slow|behind|"
    r"short[- ]?handed|hours?|(?:was|were)(?: not|n't)|"
    r"(?:not|n't) (?:\w+ )?(?:ready|have|got|made)|broke\w*|lost my|tard\w+|esper\w+|horas?|"
    r"me tuvieron|no (?:\w+ )?(?:list[oa]s?|ten[ií]an|"
    r"hab[ií]a\w*|encontraban))\b",
    re.IGNORECASE,
)
#: Still at it: who is being loaded stands at the shipper's dock, as he would at a receiver's.
_STILL_THERE = re.compile(
    r"^\W*(?:no|nope|nah|naw|not)\b|\b(?:still|not yet|getting loaded|loading|waiting|"
    r"todav[ií]a|a[uú]n|cargando|esperando)\b",
    re.IGNORECASE,
)
_ROLLING = DriverStatus.DRIVING.value


def at_shipper(told: Hearing, text: str, *, asked: bool) -> Hearing:
    """What the line told without what it says of the shipper's dock; a wait there is the delay.

    `asked`: the loading was the question, so that who is done with it stands at no dock any more.
    """
    if _OF_DELIVERY.search(text):
        return told
    left = asked and not _STILL_THERE.search(text)
    facts = [fact for fact in told.facts if not _of_the_dock(fact, left=left)]
    wait = _WAITED.search(text)
    if asked and wait is not None and told.fact(Topic.DELAY_REASON) is None:
        facts.append(Fact(Topic.DELAY_REASON, DelayReason.FACILITY.value, wait.group()))
    return replace(told, facts=tuple(facts))


def _of_the_dock(fact: Fact, *, left: bool) -> bool:
    if not left:
        return fact.topic is Topic.UNLOADING and fact.value == UnloadingStatus.COMPLETED.value
    of_dock = fact.topic in {Topic.UNLOADING, Topic.DOOR}
    return of_dock or (fact.topic is Topic.STATUS and fact.value != _ROLLING)
