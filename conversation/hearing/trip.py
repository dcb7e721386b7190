"""How the trip goes: rolling or there, late or on time, and what holds it up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conversation.facts import Fact, Topic
from conversation.forms import DelayReason, DriverStatus
from conversation.hearing.delay_outcomes import COST, GONE_BY, ROAD_PRAISED, UNHINDERED
from conversation.hearing.delay_phrases import (
    BARE_REASONS,
    DELAYED_SIGNS,
    DENIED,
    LONG,
    MINOR,
    OTHERWISE,
    PLAIN_WAIT,
    REASONS,
    ROAD_FINE,
    SIGNS_WHEN_ASKED,
)
from conversation.hearing.phrases import before, clause, conditional
from conversation.hearing.spoken import Spoken
from conversation.hearing.trip_phrases import (
    LATE,
    LATE_DENIED,
    NOT_ARRIVED,
    NOT_DRIVING,
    NOTHING_DID,
    ON_TIME_DENIED,
    STATUS,
)

#: Delay words that stand for a delay only beside a sign of one, or when delays were asked about.
_NEEDS_CAUSE = frozenset({DelayReason.WEATHER, DelayReason.OTHER, DelayReason.HEAVY_TRAFFIC})


#: "at the receiver", with the "I'm" left out; in the middle of a sentence it may be anybody's.
_OPENS_AT_DOCK = re.compile(
    "^ (?:(?:yeah|yes|uh|well|oh|okay|hey|right|still|i said|so) ){0,3}at (?:the|my|their) "
    "(?:receiver|customer|consignee|warehouse|shipper|dock|delivery)(?= (?!in (?:an|about|two)))"
)
#: Who is early waits for his time, and for nothing that holds him up.
_EARLY = re.compile(" (?:early|temprano)(?= )(?! (?:this|in the) morning)")
#: "Till my clock ran out": told of as what has happened.
_RAN_OUT = re.compile(" (?:ran|run) out|caught me|shut me|acab")
#: "It went well till I hit this traffic": no condition, but what has happened.
_HAS_HIT = re.compile(
    " (?:till|until|when|once|after|before) (?:(?:i|we) (?:just )?"
    "(?:hit|got|ran|came|reached|started)(?: [^ .]+){0,3}|(?:they|somebody|it|something)) $"
)
_LATE_ALONE = frozenset({"delayed", "late", "running late", "behind", "tarde", "atrasado"})


#: What holds a truck up on the road: whoever sits "here" behind it is at nobody's gate.
_ON_THE_ROAD = re.compile(
    " (?:wrecks?|traffic|accidents?|crash|lanes?|interstate|highway|freeway|rush hour|pile ?up|"
    "road ?work|construction|choque|accidente|trafico|todo parado|aduana|frontera|garita|puente|"
    "cruzar|"
    "carretera|autopista|nieve|hielo|tormenta|reten|migra|volcadura|grua|mecanico|llantero|"
    "bascula|caseta)(?= )"
)
#: "Getting there" is not there.
_NEARLY = re.compile(" (?:getting|get) (?:there|here)$")
#: "They took forever to load me at the shipper" tells of the work, and of no arrival.
_WORKED_ON = re.compile(" (?:load|loading|loaded|finish|finished|held|kept|had)(?: up)? $")
_STANDS_HERE = re.compile("sit|wait|still here|been here|parad[oa]|espera")


def stands_on_road(spoken: Spoken) -> bool:
    """Whether the utterance tells of the road, so that "sitting here" is no arrival."""
    return _ON_THE_ROAD.search(spoken.flat) is not None


def status_facts(spoken: Spoken) -> Iterator[Fact]:
    """Where the driver says that the truck is in its trip."""
    on_road = stands_on_road(spoken)
    for label, match in STATUS.find(spoken.flat):
        status = DriverStatus(label)
        if status is DriverStatus.ARRIVED and _NEARLY.search(match.group()):
            continue
        if on_road and label == DriverStatus.ARRIVED and _STANDS_HERE.search(match.group()):
            continue
        if match.group().startswith(" me at ") and _WORKED_ON.search(
            before(spoken.flat, match.start(), 3)
        ):
            continue
        guard = NOT_DRIVING if status is DriverStatus.DRIVING else NOT_ARRIVED
        told = not guard.search(clause(spoken.flat, match.start()))
        if told and not conditional(spoken.flat, match.start()):
            yield Fact(Topic.STATUS, status.value, spoken.quote(match))
    if at_dock := _OPENS_AT_DOCK.match(spoken.flat):
        yield Fact(Topic.STATUS, DriverStatus.ARRIVED.value, spoken.quote(at_dock))


def late_facts(spoken: Spoken) -> Iterator[Fact]:
    """Whether he says to be late (True) or on time (False)."""
    if " ".join(spoken.words) in _LATE_ALONE:
        yield Fact(Topic.LATE, True, spoken.verbatim(0, len(spoken.words)))
    for label, match in LATE.find(spoken.flat):
        ahead = clause(spoken.flat, match.start(), 2)
        if label == "true" and (
            LATE_DENIED.search(ahead) or NOTHING_DID.search(before(spoken.flat, match.start(), 6))
        ):
            continue
        if label == "false" and ON_TIME_DENIED.search(ahead):
            yield Fact(Topic.LATE, True, spoken.quote(match))
            continue
        yield Fact(Topic.LATE, label == "true", spoken.quote(match))


def delay_facts(
    spoken: Spoken, *, asked: bool, arrived: bool, of_lateness: bool = False
) -> Iterator[Fact]:
    """What holds the truck up, or that nothing does. `asked`: delays were the question.

    `of_lateness`: he is late and was asked why; then whatever went well is not the answer.
    """
    flat = spoken.flat
    for label, match in REASONS.find(flat):
        reason = DelayReason(label)
        if reason is DelayReason.NONE:
            if not OTHERWISE.match(flat, match.end()):
                yield Fact(Topic.DELAY_REASON, reason.value, spoken.quote(match))
            continue
        if not of_lateness and (outcome := _no_hindrance(flat, match.end(), reason)):
            if asked:
                yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, spoken.quote(outcome))
        elif _is_cause(flat, match, reason, asked=asked, arrived=arrived):
            yield Fact(Topic.DELAY_REASON, reason.value, spoken.quote(match))
    praised = _good_news(flat) if asked and not of_lateness else None
    if praised and not OTHERWISE.match(flat, praised.end()):
        yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, spoken.quote(praised))


def named_reasons(spoken: Spoken) -> Iterator[Fact]:
    """Causes named by a noun alone: enough only as the answer to "what held you up?"."""
    for label, match in BARE_REASONS.find(spoken.flat):
        if _no_hindrance(spoken.flat, match.end(), DelayReason(label)) or ROAD_FINE.search(
            spoken.flat, match.start()
        ):
            continue
        if not DENIED.search(clause(spoken.flat, match.start())):
            yield Fact(Topic.DELAY_REASON, label, spoken.quote(match))


def tells_of_delay(spoken: Spoken, late: list[Fact]) -> bool:
    """Whether the answer to "any delays?" speaks of one, be it by a word of standing still."""
    signs = DELAYED_SIGNS.search(spoken.flat) or SIGNS_WHEN_ASKED.search(spoken.flat)
    return bool(late) or signs is not None


def _good_news(flat: str) -> re.Match[str] | None:
    """What says that the trip goes well, whatever he has met: the last word behind a "but"."""
    if COST.search(flat):
        return None
    but = flat.find(" but ")
    after_all = GONE_BY.search(flat, but) if but >= 0 else None
    return ROAD_PRAISED.search(flat) or UNHINDERED.search(flat) or after_all


def _no_hindrance(flat: str, end: int, reason: DelayReason) -> re.Match[str] | None:
    """ "it's raining, but it ain't slowing me down": what is met and costs no time is no delay."""
    if COST.search(flat):
        return None
    gone_by = GONE_BY.search(flat, end) if reason in _NEEDS_CAUSE else None
    return UNHINDERED.search(flat, end) or gone_by


def _has_happened(flat: str, match: re.Match[str]) -> bool:
    ahead = before(flat, match.start(), 5)
    return bool(_RAN_OUT.search(match.group()) or _HAS_HIT.search(ahead))


def _is_cause(
    flat: str, match: re.Match[str], reason: DelayReason, *, asked: bool, arrived: bool
) -> bool:
    start = match.start()
    if (
        DENIED.search(clause(flat, start))
        or (conditional(flat, start, 3) and not _has_happened(flat, match))
        or ROAD_FINE.search(flat[match.start() : match.end() + 40])
    ):
        return False
    if reason in _NEEDS_CAUSE and not (asked or DELAYED_SIGNS.search(flat)):
        return False
    if reason is DelayReason.FACILITY and not asked and _EARLY.search(flat):
        return False
    if reason is DelayReason.FACILITY and not asked and PLAIN_WAIT.search(match.group() + " "):
        return LONG.search(flat) is not None
    if arrived and reason is DelayReason.HEAVY_TRAFFIC and not asked:
        return False
    return asked or not (reason in _NEEDS_CAUSE and MINOR.match(flat, match.end()))
