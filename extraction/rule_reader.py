"""The reader without a model: plain rules folded over a whole transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from conversation.danger import Verdict, assess
from conversation.facts import Act, Fact, Hearing, Topic
from conversation.forms import (
    CallOutcome,
    CheckInForm,
    DelayReason,
    DriverStatus,
    EmergencyForm,
    EmergencyType,
    InjuryStatus,
    SafetyStatus,
)
from conversation.hearing import hear
from conversation.notes import Notes
from conversation.steps import Step
from extraction.agent_lines import (
    AgentLine,
    escalation,
    handles_emergency,
    read_agent_line,
    takes_it_seriously,
)
from extraction.loading import OF_LOADING, at_shipper
from extraction.read_back import objects, read_back, reads_back_time

#: Graver first: the graver thing gives the type.
_GRAVITY = (
    EmergencyType.MEDICAL,
    EmergencyType.ACCIDENT,
    EmergencyType.OTHER,
    EmergencyType.BREAKDOWN,
)
_EMERGENCY_STEPS = frozenset({Step.ASK_SAFE, Step.ASK_INJURED, Step.ASK_LOAD_SECURE})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One driver line, with the agent's line that it answers.

    `reply` is the agent's very next line, where the driver let stand what it may have read back.
    """

    text: str
    agent: AgentLine
    hearing: Hearing
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Both forms of one call, and the notes behind them, which hold the driver's words.

    `begins` is the driver's line with which an emergency began, `reminded` whether the agent
    reminded him of the POD.
    """

    check_in: CheckInForm
    emergency: EmergencyForm | None
    notes: Notes
    exchanges: Sequence[Exchange] = ()
    begins: int | None = None
    reminded: bool = False


def read_transcript(lines: Iterable[Mapping[str, str]]) -> Reading:
    """Read a transcript of `{"role": "agent" | "user", "content": text}` lines."""
    spoken = [(line["role"], line["content"]) for line in lines]
    exchanges = exchanges_in(spoken)
    agent_lines = [text for role, text in spoken if role == "agent"]
    begins = _emergency_begins(exchanges, spoken)
    reminded = any(read_agent_line(text).reminds_of_pod for text in agent_lines)
    notes = fold(exchanges, begins)
    emergency = None
    if begins is not None:
        emergency = notes.emergency_form(
            emergency_type=_type(exchanges[begins:]),
            escalation=escalation(_agent_lines_after(spoken, begins)),
        )
    outcome = CallOutcome.EMERGENCY if emergency else _outcome(exchanges, notes)
    check_in = notes.check_in_form(outcome=outcome, pod_reminded=reminded)
    return Reading(check_in, emergency, notes, exchanges, begins, reminded)


def exchanges_in(spoken: Sequence[tuple[str, str]]) -> list[Exchange]:
    """Each line of the driver's, with the agent's line that it answers."""
    exchanges: list[Exchange] = []
    agent = read_agent_line("")
    arrived = False
    said_last = ""
    for role, text in spoken:
        if role == "agent":
            agent = read_agent_line(text)
            agent = _asking_at_facility(agent) if arrived else agent
            if not agent.asked and reads_back_time(said_last, text):
                # "Four o'clock." "No, five": it is still the arrival that is spoken of.
                agent = replace(agent, asked=(Step.ASK_ETA,))
        elif role == "user":
            said_last = text
            hearing = _hear(text, agent)
            exchanges.append(Exchange(text, agent, hearing))
            arrived = arrived or _tells_of_arrival(hearing)
            if hearing.facts or hearing.does(Act.YES) or hearing.does(Act.NO):
                # The question is answered: what the driver goes on to say is no second answer.
                agent = read_agent_line("")
    return _as_read_back(exchanges, spoken)


def _as_read_back(
    exchanges: Sequence[Exchange], spoken: Sequence[tuple[str, str]]
) -> list[Exchange]:
    """The exchanges with what the agent's very next line read back, where he let it stand."""
    roles = [role for role, _ in spoken if role in {"agent", "user"}]
    texts = [text for role, text in spoken if role in {"agent", "user"}]
    settled: list[Exchange] = []
    at = -1
    for index, exchange in enumerate(exchanges):
        at = roles.index("user", at + 1)
        follows = at + 1 < len(roles) and roles[at + 1] == "agent"
        following = exchanges[index + 1] if index + 1 < len(exchanges) else None
        if follows and not (following and _objects(following, texts[at + 1])):
            reply = texts[at + 1]
            heard = read_back(exchange.hearing, exchange.text, exchange.agent, reply)
            settled.append(replace(exchange, hearing=heard, reply=reply))
        else:
            settled.append(exchange)
    return settled


def _objects(following: Exchange, reply: str) -> bool:
    return objects(following.hearing, read_agent_line(reply))


def _asking_at_facility(agent: AgentLine) -> AgentLine:
    steps = [Step.ASK_FACILITY_DELAY if s is Step.ASK_DELAY else s for s in agent.asked]
    return replace(agent, asked=tuple(steps))


def _tells_of_arrival(hearing: Hearing) -> bool:
    """Whether he stands at a facility: what delays him from then on is the work there."""
    status = hearing.fact(Topic.STATUS)
    at_door = hearing.fact(Topic.UNLOADING) is not None
    return at_door or (status is not None and status.value != DriverStatus.DRIVING.value)


def fold(exchanges: Sequence[Exchange], begins: int | None) -> Notes:
    """What was told; from the line `begins` on, in an emergency."""
    notes = Notes()
    for index, exchange in enumerate(exchanges):
        asked = exchange.agent.asked[0] if exchange.agent.asked else None
        in_emergency = begins is not None and index >= begins
        hearing = exchange.hearing
        if in_emergency and Step.ASK_PLACE in exchange.agent.asked:
            agent = _asking_emergency_place(exchange.agent)
            hearing = read_back(_hear(exchange.text, agent), exchange.text, agent, exchange.reply)
        if index == begins:
            before = _before_danger(exchange.text)
            told = _hear(before, exchange.agent) if before else Hearing()
            notes = notes.with_hearing(told, index, asked=asked)
        notes = notes.with_hearing(hearing, index, asked=asked, in_emergency=in_emergency)
    return notes


def _asking_emergency_place(agent: AgentLine) -> AgentLine:
    steps = [Step.ASK_EMERGENCY_PLACE if s is Step.ASK_PLACE else s for s in agent.asked]
    return replace(agent, asked=tuple(steps))


def _before_danger(text: str) -> str:
    """What the line said before its danger; all of it where no words of danger are known."""
    collision = _COLLISION.search(text)
    words = assess(text).words or (collision.group() if collision else "")
    return split_at_danger(text, words)[0] if words else text


def split_at_danger(text: str, words: str) -> tuple[str, str]:
    """The utterance before the words of danger, and from them on."""
    at = text.find(words) if words else 0
    return (text[:at].strip(), text[at:]) if at > 0 else ("", text)


# The emergency


def _emergency_begins(
    exchanges: Sequence[Exchange], spoken: Sequence[tuple[str, str]]
) -> int | None:
    """The index of the driver's line with which an emergency began that was never taken back."""
    if any(exchange.hearing.does(Act.VOICEMAIL) for exchange in exchanges):
        return None
    begins: int | None = None
    for index, exchange in enumerate(exchanges):
        if begins is None and assess(exchange.text).verdict is Verdict.YES:
            if exchange.hearing.fact(Topic.POD) is not None:
                # "I won't", to "don't forget the POD": an answer, and nothing that broke in.
                continue
            serious = takes_it_seriously(_agent_lines_after(spoken, index))
            begins = index if serious else None
        elif begins is not None and _takes_back(exchange):
            begins = None
    if begins is None and handles_emergency([text for role, text in spoken if role == "agent"]):
        return _first_sign(exchanges)
    if begins is None:
        return None
    # Where the agent asked after the driver earlier, it was the line before that moved it to.
    sign = _asked_after(exchanges[: begins + 1])
    return begins if sign is None else min(begins, sign)


def _takes_back(exchange: Exchange) -> bool:
    heard = exchange.hearing
    if not heard.does(Act.FALSE_ALARM) or _is_in_trouble(heard):
        return False
    return assess(exchange.text).verdict is not Verdict.YES


def _first_sign(exchanges: Sequence[Exchange]) -> int | None:
    """The driver's first words that may be an emergency, where only the agent's reaction tells."""
    for index, exchange in enumerate(exchanges):
        if assess(exchange.text).verdict is Verdict.PERHAPS:
            return index
    return _asked_after(exchanges)


def _asked_after(exchanges: Sequence[Exchange]) -> int | None:
    """The line that first moved the agent to ask after the driver."""
    for index, exchange in enumerate(exchanges):
        asked = index and _EMERGENCY_STEPS & set(exchange.agent.asked)
        if asked and not exchange.hearing.does(Act.FALSE_ALARM):
            return index - 1
    return None


_COLLISION = re.compile(
    r"\b(?:(?<!didn't )(?<!did not )(?<!never )(?<!without )hit|wreck\w*|crash\w*|rear[- ]ended|"
    r"jack ?knif\w*|roll(?:ed)? over|flipped|ditch|"
    r"slammed|collision|sideswiped|(?<!casi )choqu\w*|(?<!casi )(?<!casi me )volte\w*)\b",
    re.IGNORECASE,
)


_WITNESSED = re.compile(
    r"\b(?:didn't|did not|never) (?:hit|touch) (?:him|her|them|nobody|anybody|"
    r"anyone)\b.*\b(?:stopped|"
    r"help\w*|bleeding|hurt)|"
    r"\b(?:stopped|pulled over) (?:to|and) help|\b(?:me par[eé]|par[eé]) (?:a|para) ayudar",
    re.IGNORECASE,
)


def _type(exchanges: Sequence[Exchange]) -> EmergencyType:
    """The type of the emergency that begins with the first exchange.

    What broke in gives the type. A graver thing told later counts too, but an injury told when
    asked about injuries makes no accident a medical emergency.
    """
    told: EmergencyType | None = None
    if any(_WITNESSED.search(exchange.text) for exchange in exchanges):
        # Somebody else's accident, which the driver has stopped to help with.
        return EmergencyType.OTHER
    for exchange in exchanges:
        danger = assess(exchange.text)
        if told is None and _COLLISION.search(exchange.text):
            told = EmergencyType.ACCIDENT
        if danger.type is None or danger.verdict is not Verdict.YES:
            continue
        if told is None:
            told = danger.type
        elif told is not EmergencyType.ACCIDENT and _becomes(danger.type, exchange):
            told = min(told, danger.type, key=_GRAVITY.index)
    return told or _guessed_type(exchanges)


def _becomes(graver: EmergencyType, exchange: Exchange) -> bool:
    """Whether an emergency of another kind becomes this one with what is told now.

    Ill is only who says so: what the recogniser of danger makes of an answer like "a couple
    hundred feet" is not enough beside a fire.
    """
    if Step.ASK_INJURED in exchange.agent.asked:
        return False
    ill = _told(exchange.hearing, Topic.INJURY, InjuryStatus.INJURED.value)
    return ill or graver is not EmergencyType.MEDICAL


def _guessed_type(exchanges: Sequence[Exchange]) -> EmergencyType:
    """The type where the recogniser of danger found none, and only the agent's reaction tells."""
    for exchange in exchanges:
        danger = assess(exchange.text)
        if danger.type is not None:
            return danger.type
        if _COLLISION.search(exchange.text):
            return EmergencyType.ACCIDENT
        if _told(exchange.hearing, Topic.INJURY, InjuryStatus.INJURED.value):
            return EmergencyType.MEDICAL
        if _told(exchange.hearing, Topic.DELAY_REASON, DelayReason.MECHANICAL.value):
            return EmergencyType.BREAKDOWN
    return EmergencyType.OTHER


def _told(hearing: Hearing, topic: Topic, value: str) -> bool:
    return any(fact.topic is topic and fact.value == value for fact in hearing.facts)


def _agent_lines_after(spoken: Sequence[tuple[str, str]], begins: int) -> list[str]:
    """The agent's lines after the driver's line number `begins`."""
    driver_lines = -1
    after: list[str] = []
    for role, text in spoken:
        driver_lines += role == "user"
        if role == "agent" and driver_lines >= begins:
            after.append(text)
    return after


def _is_in_trouble(hearing: Hearing) -> bool:
    return any(
        fact.value in (SafetyStatus.UNSAFE.value, InjuryStatus.INJURED.value)
        for fact in hearing.facts
    )


def _outcome(exchanges: Sequence[Exchange], notes: Notes) -> CallOutcome | None:
    if any(exchange.hearing.does(Act.VOICEMAIL) for exchange in exchanges):
        return CallOutcome.VOICEMAIL
    wrong = any(exchange.hearing.does(Act.WRONG_PERSON) for exchange in exchanges)
    told = notes.knows(Topic.PLACE) or notes.knows(Topic.ETA)
    return CallOutcome.WRONG_PERSON if wrong and not told else None


# One line of the driver's


def _hear(text: str, agent: AgentLine) -> Hearing:
    """What the driver's line tells as the answer to all that the agent's line asked."""
    hearings = [hear(text, step) for step in agent.asked or (None,)]
    facts: list[Fact] = []
    for hearing in hearings:
        topics = {fact.topic for fact in facts}
        facts += [fact for fact in hearing.facts if fact.topic not in topics]
    acts = frozenset[Act]().union(*(hearing.acts for hearing in hearings))
    heard = Hearing(tuple(facts), acts)
    if agent.asks_more:
        heard = _without_denial(heard)
    if _DO_NOT_FORGET.search(agent.text):
        heard = _not_forgetting(heard, text)
    if agent.other_time:
        heard = _without_arrival(heard, text)
    if agent.of_loading or OF_LOADING.search(text):
        heard = at_shipper(heard, text, asked=agent.of_loading)
    return _with_confirmations(heard, text, agent)


def _without_denial(hearing: Hearing) -> Hearing:
    """ "Anything else?" "No": that denies another reason, and not the one already given."""
    kept = tuple(
        fact
        for fact in hearing.facts
        if fact.topic is not Topic.DELAY_REASON or fact.value != DelayReason.NONE.value
    )
    return replace(hearing, facts=kept)


_DO_NOT_FORGET = re.compile(
    r"\b(?:don't|do not|never) forget|\bno (?:se )?(?:le |te )?(?:olvid|vaya a olvid)",
    re.IGNORECASE,
)
_WORDS_OF_A_PLAIN_NO = 3


def _not_forgetting(hearing: Hearing, text: str) -> Hearing:
    """ "Don't forget the POD." "No sir": he will not forget it."""
    pod = hearing.fact(Topic.POD)
    plain = hearing.does(Act.NO) and len(text.split()) <= _WORDS_OF_A_PLAIN_NO
    if pod is None or pod.value is True or not plain:
        return hearing
    facts = tuple(f for f in hearing.facts if f.topic is not Topic.POD)
    return replace(hearing, facts=(*facts, replace(pod, value=True)))


def _without_arrival(hearing: Hearing, text: str) -> Hearing:
    """ "When do you roll again?" "At two": no arrival, unless he says so."""
    if _ARRIVES.search(text):
        return hearing
    return replace(hearing, facts=tuple(f for f in hearing.facts if f.topic is not Topic.ETA))


_ARRIVES = re.compile(
    r"\b(?:there|arriv\w+|get in|eta|deliver\w*|receiver|llego|llegar\w*|all[aá])\b", re.IGNORECASE
)

#: What a plain yes can confirm. Safety, injuries and the load have questions of their own.
_CONFIRMABLE = frozenset(
    {Topic.PLACE, Topic.ETA, Topic.STATUS, Topic.DOOR, Topic.UNLOADING, Topic.DELAY_REASON}
)


def _with_confirmations(hearing: Hearing, text: str, agent: AgentLine) -> Hearing:
    """What a yes or no to the agent's question says beside the driver's own words."""
    yes, no = hearing.does(Act.YES), hearing.does(Act.NO)
    told = {fact.topic for fact in hearing.facts}
    words = " ".join(text.split()[:4])
    facts = list(hearing.facts)
    if agent.makes_it is not None and (yes or no) and Topic.LATE not in told:
        facts.append(Fact(Topic.LATE, agent.makes_it is not yes, words))
    if yes and agent.statement:
        facts += [
            replace(fact, words=words)
            for fact in hear(agent.statement, None).facts
            if fact.topic in _CONFIRMABLE and fact.topic not in told
        ]
    return replace(hearing, facts=tuple(facts))
