"""Whether what a driver said supports a value: by the rules, or by his yes to what he was asked.

That words were said is not enough: "it's going good" was said, and tells of no weather.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from conversation.danger import is_beyond_doubt
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import CallOutcome, DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing import hear
from conversation.hearing.numbers import is_number_word
from conversation.hearing.spoken import listen
from conversation.hearing.word_sets import word_set
from conversation.steps import Step
from extraction.proposals import Proposal
from extraction.rule_reader import Exchange
from extraction.said import UNSAID, said_in, value_words

#: The topic of each field, and the one that a value of it is noted under.
TOPICS: Final[dict[str, Topic]] = {
    "check_in.driver_status": Topic.STATUS,
    "check_in.current_location": Topic.PLACE,
    "check_in.eta": Topic.ETA,
    "check_in.delay_reason": Topic.DELAY_REASON,
    "check_in.unloading_status": Topic.UNLOADING,
    "check_in.door": Topic.DOOR,
    "check_in.pod_reminder_acknowledged": Topic.POD,
    "emergency.safety_status": Topic.SAFETY,
    "emergency.injury_status": Topic.INJURY,
    "emergency.emergency_location": Topic.PLACE,
    "emergency.load_secure": Topic.LOAD_SECURE,
}
_FREE: Final = frozenset({Topic.PLACE, Topic.ETA, Topic.DOOR})
_AT_DOOR: Final = frozenset({UnloadingStatus.IN_DOOR.value, UnloadingStatus.UNLOADING.value})


def supported(proposal: Proposal, exchange: Exchange, before: str = "") -> Fact | None:
    """The fact that this line of the driver's makes of a proposal, or None where it makes none.

    `before` are the driver's earlier words of the same kind, such as the road of a milepost.
    """
    topic = TOPICS.get(proposal.name)
    if topic is None:
        return None
    if topic in _FREE:
        value = str(proposal.value)
        for kind, supports in _FREE_VALUES.items():
            if kind is topic and (found := supports(value, exchange, before)):
                return Fact(topic, found, proposal.words)
        return None
    return _closed(proposal, topic, exchange)


def _closed(proposal: Proposal, topic: Topic, exchange: Exchange) -> Fact | None:
    if proposal.name == "check_in.driver_status":
        return _status(proposal, exchange)
    heard = any(fact.topic is topic and fact.value == proposal.value for fact in _heard(exchange))
    return Fact(topic, proposal.value, proposal.words) if heard else None


def _status(proposal: Proposal, exchange: Exchange) -> Fact | None:
    """`delayed` is not a place in the trip, but being late on it.

    What may hold up a truck holds up this one where delays were asked about: a wreck that a driver
    tells of may be behind him.
    """
    facts = list(_heard(exchange))
    if proposal.value == DriverStatus.DELAYED.value:
        late = any(fact.topic is Topic.LATE and fact.value is True for fact in facts)
        about_delays = _ASKED_BY[Topic.DELAY_REASON] & set(exchange.agent.asked)
        held_up = about_delays and any(
            fact.topic is Topic.DELAY_REASON and fact.value != DelayReason.NONE.value
            for fact in facts
        )
        return Fact(Topic.LATE, True, proposal.words) if late or held_up else None
    told = any(fact.topic is Topic.STATUS and fact.value == proposal.value for fact in facts)
    at_door = proposal.value == DriverStatus.UNLOADING.value and any(
        fact.topic is Topic.UNLOADING and fact.value in _AT_DOOR for fact in facts
    )
    return Fact(Topic.STATUS, proposal.value, proposal.words) if told or at_door else None


def _heard(exchange: Exchange, *asked: Step) -> Iterator[Fact]:
    """What the rules hear in the line: as the answer that it is, and by itself."""
    yield from exchange.hearing.facts
    for step in (None, *asked):
        yield from hear(exchange.text, step).facts


# Places


#: No place begins or ends with one of these.
_RAGGED: Final = word_set(
    """
    so this that they i i'm it it's my you your me we he she of and but get got let called put
    just uh like now then since who what because sitting behind going been is was are were have
    """
)
#: A value may have so many words of its own beyond what the rules take for the place.
_BEYOND: Final = 3


def _place(value: str, exchange: Exchange, before: str) -> str:
    if not said_in(value, (exchange.text, before)):
        return value if _agreed(value, Topic.PLACE, exchange) else ""
    words = value_words(value)
    own = [word for word in words if word not in UNSAID]
    if {own[0], own[-1]} & _RAGGED:
        return ""
    asked = [step for step in _PLACE_ASKED if step in exchange.agent.asked]
    told = [str(fact.value) for fact in _heard(exchange, *asked) if fact.topic is Topic.PLACE]
    return value if any(_is_that_place(words, value_words(place)) for place in told) else ""


_PLACE_ASKED: Final = (Step.ASK_PLACE, Step.ASK_EMERGENCY_PLACE)


def _is_that_place(words: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a value is the place that the rules hear in the line, or that and a little more."""
    mine = {word for word in words if word not in UNSAID}
    theirs = {word for word in told if word not in UNSAID}
    return mine <= theirs or (theirs <= mine and len(mine - theirs) <= _BEYOND)


def _overlap(value: str, other: str) -> bool:
    """Whether two spellings share a word of their own."""
    mine = {word for word in value_words(value) if word not in UNSAID}
    theirs = {word for word in value_words(other) if word not in UNSAID}
    return bool(mine & theirs) or said_in(value, (other,)) or said_in(other, (value,))


def _agreed(value: str, topic: Topic, exchange: Exchange) -> bool:
    """Whether the agent's question said it, and the driver's line is a yes."""
    statement, hearing = exchange.agent.statement, exchange.hearing
    if not statement or not hearing.does(Act.YES) or hearing.does(Act.NO):
        return False
    if not said_in(value, (statement, exchange.text)):
        return False
    return any(
        fact.topic is topic and _overlap(value, str(fact.value))
        for fact in hear(statement, None).facts
    )


# Times and doors


_HALF_OF_DAY: Final = re.compile(r"\s*\b[ap]\.?\s?m\b\.?", re.IGNORECASE)


def _eta(value: str, exchange: Exchange, _before: str) -> str:
    if not said_in(value, (exchange.text,)):
        # "1:30 PM" of a driver who said "one thirty": the half of the day is a guess.
        value = _HALF_OF_DAY.sub("", value).strip()
        if not said_in(value, (exchange.text,)):
            return value if _agreed(value, Topic.ETA, exchange) else ""
    facts = _heard(exchange, *((Step.ASK_ETA,) if Step.ASK_ETA in exchange.agent.asked else ()))
    told = any(fact.topic is Topic.ETA and _overlap(value, str(fact.value)) for fact in facts)
    return value if told else ""


_DOORS: Final = ("door", "dock", "bay", "puerta", "anden", "rampa", "muelle")


def _door(value: str, exchange: Exchange, _before: str) -> str:
    if not said_in(value, (exchange.text,)):
        return value if _agreed(value, Topic.DOOR, exchange) else ""
    facts = _heard(exchange)
    told = any(fact.topic is Topic.DOOR and _overlap(value, str(fact.value)) for fact in facts)
    return value if told or _follows_door(value, exchange.text) else ""


def _follows_door(value: str, text: str) -> bool:
    own = [word for word in value_words(value) if word not in (*_DOORS, "number")]
    if not any(is_number_word(word) or len(word) == 1 for word in own):
        return False
    flat = f" {' '.join(listen(text).words)} "
    return bool(own) and any(
        f" {door}{number} {' '.join(own)} " in flat for door in _DOORS for number in ("", " number")
    )


_FREE_VALUES: Final[dict[Topic, Callable[[str, Exchange, str], str]]] = {
    Topic.PLACE: _place,
    Topic.ETA: _eta,
    Topic.DOOR: _door,
}


_ASKED_BY: Final[dict[Topic, frozenset[Step]]] = {
    Topic.PLACE: frozenset({Step.ASK_PLACE, Step.ASK_EMERGENCY_PLACE}),
    Topic.ETA: frozenset({Step.ASK_ETA}),
    Topic.DOOR: frozenset({Step.ASK_DOOR}),
    Topic.DELAY_REASON: frozenset({Step.ASK_DELAY, Step.ASK_DELAY_REASON}),
    Topic.UNLOADING: frozenset({Step.ASK_UNLOADING}),
    Topic.POD: frozenset({Step.POD_REMINDER}),
}


def answers(proposal: Proposal, exchange: Exchange) -> bool:
    """Whether the line answers a question for just that, or corrects what was said."""
    asked = _ASKED_BY.get(TOPICS[proposal.name], frozenset())
    return bool(asked & set(exchange.agent.asked)) or exchange.hearing.does(Act.CORRECTS)


# The call as a whole

_NOBODY: Final[dict[CallOutcome, re.Pattern[str]]] = {
    CallOutcome.VOICEMAIL: re.compile(
        r"\b(?:leave (?:\w+ ){0,3}message|after the (?:tone|beep)|voice ?mail|mailbox|"
        r"not available|can't (?:come|get) to the phone|buz[oó]n|despu[eé]s del tono)\b",
        re.IGNORECASE,
    ),
    CallOutcome.WRONG_PERSON: re.compile(
        r"\b(?:wrong (?:number|person|guy)|(?:no|nobody|don't know any) \w+ here|"
        r"(?:you|you've) got the wrong|not (?:him|her|the driver)|don't (?:drive|know (?:any|no))|"
        r"n[uú]mero equivocado|equivocad[oa])\b",
        re.IGNORECASE,
    ),
}


def nobody_reached(proposal: Proposal, exchange: Exchange) -> bool:
    """Whether a line is a mailbox's or a stranger's, as a proposed outcome says."""
    for outcome, words in _NOBODY.items():
        if proposal.value == outcome.value:
            return words.search(exchange.text) is not None
    return False


# Danger


_EMPTY: Final = word_set(
    """
    yes yeah no nope okay alright good fine well hello hey hi uh the a an i i'm it it's is was and
    but so to of in on at my me you we that this there here just like sir ma'am thanks thank bye
    what who where when do did have got right sure
    """
)
#: Fewer words of their own say nothing that could be danger.
_OWN_WORDS: Final = 2
_HARMLESS: Final = frozenset(
    {Act.ALL_WELL, Act.VOICEMAIL, Act.WRONG_PERSON, Act.FALSE_ALARM, Act.UNINTELLIGIBLE}
)


def may_be_danger(words: str, text: str, hearing: Hearing) -> bool:
    """Whether a second opinion of danger, which rests on `words` in `text`, can be believed.

    Not where the rules are sure of the opposite: what they merely do not understand they do not
    deny.
    """
    own = [word for word in listen(words).words if word not in _EMPTY and not word.isdecimal()]
    if len(own) < _OWN_WORDS or hearing.acts & _HARMLESS:
        return False
    return not is_beyond_doubt(text)
