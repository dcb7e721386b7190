"""What one driver utterance tells: facts for the forms, and what the driver does by saying it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a fact is about. Values of closed sets are those of `forms`."""

    # driving | arrived | unloading: where the truck is in its trip
    STATUS = "status"
    # True: the driver says that he will be, or is, late or held up; False: on time
    LATE = "late"
    PLACE = "place"
    ETA = "eta"
    DELAY_REASON = "delay_reason"
    UNLOADING = "unloading"
    DOOR = "door"
    POD = "pod"  # True: agrees to send it; False: refuses
    REEFER = "reefer"
    CHECK_IN_TIME = "check_in_time"
    CALL_BACK_TIME = "call_back_time"
    SAFETY = "safety"  # safe | unsafe
    INJURY = "injury"  # none | injured
    LOAD_SECURE = "load_secure"  # True | False


class Act(StrEnum):
    """What the driver does by speaking, beside telling facts."""

    YES = "yes"
    NO = "no"
    GREETS = "greets"
    ALL_WELL = "all_well"  # "going good", "can't complain": no fact by itself
    UNINTELLIGIBLE = "unintelligible"  # recognition heard speech, but no words
    ASKS_TO_REPEAT = "asks_to_repeat"  # "what?", "say again", "huh"
    ASKS_WHO = "asks_who"  # "who is this?"
    ASKS_IF_ROBOT = "asks_if_robot"
    ASKS_PERSON = "asks_person"  # "let me talk to somebody real", "put dispatch on"
    ASKS_DISPATCH = "asks_dispatch"  # any other question, for dispatch to answer
    ASKS_TO_WAIT = "asks_to_wait"  # "hold on", "one second"
    ASKS_CALL_BACK = "asks_call_back"  # "call me later"
    SAYS_GOODBYE = "says_goodbye"  # "gotta go", "bye"
    STOP_CALLING = "stop_calling"
    WRONG_PERSON = "wrong_person"
    VOICEMAIL = "voicemail"
    DOES_NOT_KNOW = "does_not_know"  # "no idea", "couldn't tell you"
    REFUSES = "refuses"  # "none of your business", "not telling you that"
    CORRECTS = "corrects"  # "no wait", "I told you wrong": the facts beside it win
    FALSE_ALARM = "false_alarm"  # "false alarm", "I was joking", "nothing happened"
    VAGUE_PLACE = "vague_place"  # a place too wide to use: a state alone, "on the highway"
    VAGUE_ETA = "vague_eta"  # an arrival without a time: "later", "when I get there"
    SPEAKS_SPANISH = "speaks_spanish"
    SPEAKS_ENGLISH = "speaks_english"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value, and the driver's own words that say it (a verbatim piece of the utterance)."""

    topic: Topic
    value: str | bool
    words: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that the rules read from one utterance."""

    facts: tuple[Fact, ...] = ()
    acts: frozenset[Act] = frozenset()

    def fact(self, topic: Topic) -> Fact | None:
        """The fact about `topic`, or None; the last one where the driver corrected himself."""
        return next((fact for fact in reversed(self.facts) if fact.topic is topic), None)

    def does(self, act: Act) -> bool:
        """Whether the driver did `act` with this utterance."""
        return act in self.acts
