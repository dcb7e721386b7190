"""The reader without a model: plain rules folded over a whole transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from conversation.danger import Danger, Verdict, assess
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    DelayReason,
    EmergencyForm,
    EmergencyType,
    InjuryStatus,
    SafetyStatus,
)
from conversation.hearing import hear
from conversation.notes import Notes
from conversation.steps import Step
from extraction.agent_lines import AgentLine, escalation, read_agent_line

#: Graver first: the graver thing gives the type.
_GRAVITY = (
    EmergencyType.MEDICAL,
    EmergencyType.ACCIDENT,
    EmergencyType.OTHER,
    EmergencyType.BREAKDOWN,
)
_EMERGENCY_STEPS = frozenset({Step.ASK_SAFE, Step.ASK_INJURED, Step.ASK_LOAD_SECURE})


@dataclass(frozen=True, slots=True)
class Reading:
    """Both forms of one call, and the notes behind them, which hold the driver's words."""

    check_in: CheckInForm
    emergency: EmergencyForm | None
    notes: Notes


def read_transcript(lines: Iterable[Mapping[str, str]]) -> Reading:
    """Read a transcript of `{"role": "agent" | "user", "content": text}` lines."""
    fold = _Fold()
    for line in lines:
        if line["role"] == "agent":
            fold.agent_said(line["content"])
        elif line["role"] == "user":
            fold.driver_said(line["content"])
    return fold.reading()


@dataclass
class _Fold:
    """What is known after each line."""

    notes: Notes = field(default_factory=Notes)
    agent: AgentLine = field(default_factory=lambda: read_agent_line(""))
    type: EmergencyType | None = None
    suspected: Danger | None = None
    agent_lines_since: list[str] = field(default_factory=list)
    pod_reminded: bool = False
    voicemail: bool = False
    wrong_person: bool = False
    utterance: int = 0

    def agent_said(self, text: str) -> None:
        """Note what the agent asks and does."""
        self.agent = read_agent_line(text)
        self.pod_reminded = self.pod_reminded or self.agent.reminds_of_pod
        if self.type is not None:
            self.agent_lines_since.append(text)

    def driver_said(self, text: str) -> None:
        """Note what the driver tells."""
        hearing = _hear(text, self.agent)
        self.voicemail = self.voicemail or hearing.does(Act.VOICEMAIL)
        self.wrong_person = self.wrong_person or hearing.does(Act.WRONG_PERSON)
        danger = assess(text)
        if self.type is None and self._begins(danger, hearing):
            self._switch(text, danger, hearing)
        else:
            self._take_in(hearing, danger)
        self.utterance += 1

    def reading(self) -> Reading:
        """Both forms as they stand."""
        emergency = None
        if self.type is not None:
            emergency = self.notes.emergency_form(
                emergency_type=self.type, escalation=escalation(self.agent_lines_since)
            )
        return Reading(
            self.notes.check_in_form(outcome=self._outcome(), pod_reminded=self.pod_reminded),
            emergency,
            self.notes,
        )

    def _outcome(self) -> CallOutcome | None:
        if self.type is not None:
            return CallOutcome.EMERGENCY
        if self.voicemail:
            return CallOutcome.VOICEMAIL
        told = self.notes.knows(Topic.PLACE) or self.notes.knows(Topic.ETA)
        return CallOutcome.WRONG_PERSON if self.wrong_person and not told else None

    def _begins(self, danger: Danger, hearing: Hearing) -> bool:
        """Whether an emergency begins with this line."""
        if self.voicemail or hearing.does(Act.VOICEMAIL):
            return False
        if danger.verdict is Verdict.YES:
            return True
        confirmed = (
            self.suspected is not None
            and bool(_EMERGENCY_STEPS & set(self.agent.asked))
            and _is_in_trouble(hearing)
        )
        if danger.verdict is Verdict.PERHAPS:
            self.suspected = danger
        elif not confirmed:
            self.suspected = None if hearing.does(Act.NO) else self.suspected
        return confirmed

    def _switch(self, text: str, danger: Danger, hearing: Hearing) -> None:
        """The emergency begins: what was said before its words still belongs to the check-in."""
        told = danger if danger.type is not None else self.suspected
        self.type = (told.type if told else None) or EmergencyType.OTHER
        before, _ = split_at_danger(text, danger.words)
        if before:
            self.notes = self.notes.with_hearing(
                _hear(before, self.agent), self.utterance, asked=_first(self.agent)
            )
        self._note(hearing, in_emergency=True)

    def _take_in(self, hearing: Hearing, danger: Danger) -> None:
        if self.type is not None:
            if danger.verdict is Verdict.YES and danger.type is not None:
                self.type = min(self.type, danger.type, key=_GRAVITY.index)
            if hearing.does(Act.FALSE_ALARM) and not _is_in_trouble(hearing):
                self.type = None
                self.agent_lines_since.clear()
        self._note(hearing, in_emergency=self.type is not None)

    def _note(self, hearing: Hearing, *, in_emergency: bool) -> None:
        self.notes = self.notes.with_hearing(
            hearing, self.utterance, asked=_first(self.agent), in_emergency=in_emergency
        )


def split_at_danger(text: str, words: str) -> tuple[str, str]:
    """The utterance before the words of danger, and from them on."""
    at = text.find(words) if words else 0
    return (text[:at].strip(), text[at:]) if at > 0 else ("", text)


def _first(agent: AgentLine) -> Step | None:
    return agent.asked[0] if agent.asked else None


def _is_in_trouble(hearing: Hearing) -> bool:
    return any(
        fact.value in (SafetyStatus.UNSAFE.value, InjuryStatus.INJURED.value)
        for fact in hearing.facts
    ) or (hearing.does(Act.YES) and not hearing.does(Act.NO))


def _hear(text: str, agent: AgentLine) -> Hearing:
    """What the driver's line tells as the answer to all that the agent's line asked."""
    hearings = [hear(text, step) for step in agent.asked or (None,)]
    facts = _merged(hearings)
    acts = frozenset().union(*(hearing.acts for hearing in hearings))
    heard = Hearing(tuple(facts), acts)
    return _without_doubts(_with_confirmations(heard, text, agent), agent)


def _merged(hearings: Sequence[Hearing]) -> list[Fact]:
    facts: list[Fact] = []
    for hearing in hearings:
        topics = {fact.topic for fact in facts}
        facts += [fact for fact in hearing.facts if fact.topic not in topics]
    return facts


def _without_doubts(hearing: Hearing, agent: AgentLine) -> Hearing:
    """ "Anything else?" — "no" denies another reason, and not the one already given."""
    if not agent.asks_more:
        return hearing
    kept = tuple(
        fact
        for fact in hearing.facts
        if not (fact.topic is Topic.DELAY_REASON and fact.value == DelayReason.NONE.value)
    )
    return replace(hearing, facts=kept)


_FIRST_PERSON = (
    (re.compile(r"\byou(?:'re| are) (?:still )?", re.IGNORECASE), "i'm "),
    (re.compile(r"\bare you (?:still |already |now )?", re.IGNORECASE), "i'm "),
    (re.compile(r"\bhave you (?:already )?", re.IGNORECASE), "i have "),
    (re.compile(r"\b(?:have|did) they (?:already )?", re.IGNORECASE), "they "),
    (re.compile(r"\bshows? you (?:\w+ )?(?=in|at|near|by)", re.IGNORECASE), "i'm "),
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou\b", re.IGNORECASE), "me"),
    (re.compile(r"¿?\best[aá] (?:usted )?(?:ya )?", re.IGNORECASE), "estoy "),
)
_CHOICE = re.compile(r"\bor\b|\bwhere\b|\bwhat\b|\bwhen\b|\bwhich\b|\bhow\b|\bwhy\b|\bhave they (?:given|told)", re.IGNORECASE)
#: What a plain yes can confirm. Safety, injuries and the load have questions of their own.
_CONFIRMABLE = frozenset(
    {Topic.PLACE, Topic.ETA, Topic.STATUS, Topic.DOOR, Topic.UNLOADING, Topic.DELAY_REASON}
)


def _with_confirmations(hearing: Hearing, text: str, agent: AgentLine) -> Hearing:
    """A driver's yes or no to what the agent's question itself says."""
    facts = list(hearing.facts)
    told = {fact.topic for fact in facts}
    yes, no = hearing.does(Act.YES), hearing.does(Act.NO)
    words = " ".join(text.split()[:4])
    if agent.makes_it is not None and (yes or no) and Topic.LATE not in told:
        facts.append(Fact(Topic.LATE, agent.makes_it is not yes, words))
    if yes and "?" in agent.question and not _CHOICE.search(agent.question):
        facts += [
            replace(fact, words=words)
            for fact in _said_by(agent.question)
            if fact.topic in _CONFIRMABLE and fact.topic not in told
        ]
    return replace(hearing, facts=tuple(facts))


def _said_by(question: str) -> tuple[Fact, ...]:
    """What the agent's question would tell if the driver said it."""
    spoken = question.rstrip("? ")
    for pattern, words in _FIRST_PERSON:
        spoken = pattern.sub(words, spoken)
    return hear(spoken, None).facts
