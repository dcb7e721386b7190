"""Short answers to the questions of an emergency, where a word too much or too few is grave.

A yes or a no counts for the question that was asked only as far as the rest of the answer leaves
it standing: "yeah, I climbed out" says nothing about injuries, "no, it's just the AC" nothing
about danger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conversation.facts import Act, Fact, Topic
from conversation.forms import InjuryStatus, SafetyStatus
from conversation.hearing.distress_phrases import NOT_LOOKED
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.yes_no import ACKNOWLEDGES, NO, YES
from conversation.steps import Step


def answer_facts(
    spoken: Spoken, asked: Step | None, acts: set[Act], told: frozenset[Topic]
) -> Iterator[Fact]:
    """What a yes, a no or a bare word says as the answer to `asked`; `told` is known without."""
    reader = _READERS.get(asked) if asked is not None else None
    if reader is not None and not acts & _NO_ANSWER:
        yield from reader(spoken, acts, told)


def answer_acts(spoken: Spoken, asked: Step | None, acts: set[Act], facts: list[Fact]) -> set[Act]:
    """The acts as they stand once the question and the told facts are known."""
    if asked is Step.CONFIRM_DANGER:
        return _confirming(spoken, acts, facts)
    if asked is Step.CONFIRM_FALSE_ALARM:
        return _confirming_false_alarm(spoken, acts, facts)
    if asked in _READERS and _NO_FUE.match(spoken.flat) and not _wants_help(spoken):
        return acts | {Act.FALSE_ALARM}
    if asked is Step.ASK_INJURED and _NOT_ME.search(spoken.flat):
        return acts - {Act.FALSE_ALARM}
    if asked is Step.ASK_SAFE and Act.NO in acts and _denies_danger(spoken, facts):
        return acts | {Act.FALSE_ALARM}
    return acts


#: "No, it was a false alarm", written without its comma; nobody denies unasked that it was one.
_NO_FUE = pattern("(?:no ){1,3}(?:fue|era|es) (?:una |pura |de )?(?:falsa alarma|broma)")
#: Said of the injury, and not of the emergency.
_NOT_ME = pattern("not me")


def _confirming(spoken: Spoken, acts: set[Act], facts: list[Fact]) -> set[Act]:
    """ "Do you need help?": a call for help outweighs a no, and what is dealt with a yes."""
    if _wants_help(spoken):
        return (acts - {Act.NO, Act.FALSE_ALARM, Act.ALL_WELL}) | {Act.YES}
    if acts == {Act.GREETS}:
        return acts | {Act.ASKS_TO_REPEAT}
    if _PERHAPS.match(spoken.flat):
        return acts | {Act.YES}
    if _DEALT_WITH.search(spoken.flat) and not (_STILL.search(spoken.flat) or _unwell(facts)):
        return acts | {Act.ALL_WELL}
    if Act.NO in acts and _denies_danger(spoken, facts):
        return acts | {Act.FALSE_ALARM}
    return acts


def _confirming_false_alarm(spoken: Spoken, acts: set[Act], facts: list[Fact]) -> set[Act]:
    """ "Was that a false alarm?": "no, false alarm" is no clear yes, and a call for help a no."""
    if _wants_help(spoken) or _unwell(facts) or _GOES_ON.search(spoken.flat):
        return (acts - {Act.YES, Act.FALSE_ALARM}) | {Act.NO}
    if _NO_FALSE_ALARM.match(spoken.flat):
        return acts - {Act.FALSE_ALARM}
    return acts


#: Trouble that has not ended, whatever yes or no stands beside it.
_GOES_ON = pattern(
    "still (?:<w> ){0,2}(?:fire|burning|smoking|hurts?|hurting|bleeding|stuck|trapped|leaking)"
)
_NO_FALSE_ALARM = pattern("(?:no|nope|nah) false alarm")


def _wants_help(spoken: Spoken) -> bool:
    wish = _HELP.search(spoken.flat)
    return wish is not None and not _NO_HELP.search(before(spoken.flat, wish.start(), 3))


#: A half yes: help is offered, rather than the suspicion dropped.
_PERHAPS = pattern(
    "(?:(?:uh|well|i) ){0,2}(?:please|hurry|maybe|might|might need|kind of|kinda|sort of|sorta|"
    "possibly|a "
    "little|"
    "tal vez|quizas)"
)
_HELP = pattern(
    "(?:i|we|he|she|they|please|yes|yeah|do|really|still|definitely|gonna) (?:do |really |still |"
    "just |sure |all ){0,2}need (?:some |your |y'all's |medical |serious )?(?:help|assistance|an "
    "ambulance|the (?:police|cops)|police|paramedics|911|somebody|someone)",
    "(?<!no )need (?:some |medical )?help",
    "(?:send|get) (?:me |us |him |her )?(?:some )?(?:help|somebody|someone|an ambulance|the "
    "police)",
    "help (?:me|us|please|him|her)",
    "(?:call|calling) (?:911|nine one one|an ambulance|the (?:police|cops|law))",
    "(?:it is|it's|this is|yes) an emergency",
    "(?:necesito|necesitamos|mande|manden|mandeme|pida) (?:una |un )?(?:ayuda|ambulancia|policia)",
    "(?:ayuda|ayudeme|auxilio)",
)
_NO_HELP = pattern("(?:don't|do not|didn't|doesn't|won't|not|ain't|never|without|if|would|already)")
_DEALT_WITH = pattern(
    "(?:taken|took) care of",
    "(?:last|other) (?:week|month|year|night|day|time|winter|summer|trip)",
    "(?:yesterday|this morning|a while (?:ago|back)|days ago|weeks ago|hours ago|earlier|ayer)",
    "(?:all|already|got it|it's|been|now|them) (?:fixed|handled|sorted|done|over|dealt with|better|"
    "resolved|settled|cleaned up)(?: (?:with|now))?",
    "(?:back on the road|rolling (?:again|now)|back to normal|ya (?:paso|esta|lo arreglaron))",
)
_STILL = pattern("(?:still|again now|help|stuck|not|ain't|hurts?|now it's|worse)")

_DENIAL = pattern(
    "(?:(?:no|nah|nope|naw|oh|uh|man|sir|ma'am|dude|bro|lol|honey|negative) ){1,4}(?:nothing like "
    "that|not like that|all good|todo bien|(?:it's|that's|it was|that was|there's|there was|"
    "we're|es|"
    "era|fue|i|i'm|we) (?:just|only|nomas|solo)|(?:just|only|nomas|solo)(?! (?:me|about|barely|"
    "in|on|"
    "at|stuck|sitting|trapped|hurt|a))|(?:i'm|i am|we're|we|i|it|it's|that's|everything's|"
    "everything "
    "is|estoy|esta|todo) (?:all |just |doing |really |totally |actually |esta ){0,2}(?:fine|"
    "okay|good|"
    "alright|all right|great|cool|bien|under control)|i (?:ran|run) out of (?:hours|time)|i'm "
    "(?:just )?"
    "out of hours|i(?:'m| was| am) (?:joking|kidding)|i meant|i mean|what i meant|i was talking|"
    "you (?:got|heard) (?:me|that) wrong)"
)
#: Trouble that stands, whatever the denial was meant for.
_TROUBLE = pattern(
    "(?:flat|tire|blowout|blew|engine|broke|broken|stuck|wreck|wrecked|accident|crash|crashed|hit|"
    "leaning|shifted|tipped|fender|bender|ditch|smoke|fire|hurt|bleeding|gun|scared|leak|"
    "leaking|spill|brakes?|tow|llanta|"
    "choque|shook|shaken|hurts)"
)
_NO_TROUBLE = pattern("(?:no|not|ain't|isn't|wasn't|didn't|don't) (?:an |a |no |any )?")


def _denies_danger(spoken: Spoken, facts: list[Fact]) -> bool:
    trouble = _TROUBLE.search(spoken.flat)
    stands = trouble and not _NO_TROUBLE.search(before(spoken.flat, trouble.start(), 2))
    ambiguous = "estoy" in spoken.words and "," not in spoken.pauses
    return (
        _denies(spoken)
        and not (stands or ambiguous)
        and not _unwell(facts)
        and not _tells_why_safe(facts)
    )


def _denies(spoken: Spoken) -> bool:
    return _DENIAL.match(spoken.flat) is not None


def _unwell(facts: list[Fact]) -> bool:
    return any(
        (fact.topic, fact.value)
        in (
            (Topic.SAFETY, SafetyStatus.UNSAFE.value),
            (Topic.INJURY, InjuryStatus.INJURED.value),
        )
        for fact in facts
    )


def _tells_why_safe(facts: list[Fact]) -> bool:
    """Whether more than "I'm fine" says that he is safe."""
    return any(
        fact.topic is Topic.SAFETY
        and fact.value == SafetyStatus.SAFE.value
        and not fact.words.lower().endswith(_WELL_WORDS)
        for fact in facts
    )


_WELL_WORDS = ("fine", "okay", "ok", "good", "alright", "all right", "bien")


def _safe_answer(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """A yes is safe; a no is not, unless it begins a denial or speaks of something else."""
    if Topic.SAFETY in told or (Act.DOES_NOT_KNOW in acts and not acts & {Act.YES, Act.NO}):
        return
    if _wants_help(spoken):
        yield Fact(Topic.SAFETY, SafetyStatus.UNSAFE.value, _first_words(spoken))
    elif Act.YES in acts and not _merely_acknowledges(spoken):
        yield Fact(Topic.SAFETY, SafetyStatus.SAFE.value, _first_words(spoken))
    elif Act.NO in acts and not (_denies(spoken) or _speaks_of_people(spoken, told)):
        yield Fact(Topic.SAFETY, SafetyStatus.UNSAFE.value, _first_words(spoken))


def _injured_answer(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """A no is nobody; a yes is somebody only where nothing else follows that it may stand for."""
    if Topic.INJURY in told or Act.DOES_NOT_KNOW in acts:
        return
    if Act.YES in acts:
        if not (_merely_acknowledges(spoken) or told & _ANSWERS_ELSE or _tells_a_tale(spoken)):
            yield Fact(Topic.INJURY, InjuryStatus.INJURED.value, _first_words(spoken))
        elif well := _WELL.search(spoken.flat):
            yield Fact(Topic.INJURY, InjuryStatus.NONE.value, spoken.quote(well))
    elif Act.NO in acts:
        if not _wants_help(spoken):
            yield Fact(Topic.INJURY, InjuryStatus.NONE.value, _first_words(spoken))
    elif len(spoken.words) <= _FEW_WORDS and (somebody := _SOMEBODY.match(spoken.flat)):
        yield Fact(Topic.INJURY, InjuryStatus.INJURED.value, spoken.quote(somebody))
    elif nobody := (_NOBODY.match(spoken.flat) or _WELL.match(spoken.flat)):
        yield Fact(Topic.INJURY, InjuryStatus.NONE.value, spoken.quote(nobody))


def _load_answer(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """A yes is secure, a no is not, where neither is about people."""
    unknown = Act.DOES_NOT_KNOW in acts or NOT_LOOKED.search(spoken.flat)
    if Topic.LOAD_SECURE in told or unknown:
        return
    if Act.YES in acts and not _merely_acknowledges(spoken):
        yield Fact(Topic.LOAD_SECURE, True, _first_words(spoken))
    elif Act.NO in acts and not _speaks_of_people(spoken, told):
        yield Fact(Topic.LOAD_SECURE, False, _first_words(spoken))


_ANSWERS_ELSE = {Topic.SAFETY, Topic.PLACE, Topic.LOAD_SECURE}
_NOBODY = pattern("(?:nobody|no one|nadie|not a soul|none of us|ninguno)(?! (?:else|but|except))")
#: A longer answer says more of them than that they are hurt.
_FEW_WORDS = 6
_SOMEBODY = pattern(
    "(?:uh |just |only |well ){0,2}(?:me|myself|maybe|possibly|i might be|i could be|a little|"
    "(?:my|the|his|a) (?:other )?(?:passenger|wife|husband|codriver|partner|son|daughter|"
    "driver|guy|"
    "lady|woman|man|kid|girl|boy|people)|other driver|(?:mi|la|el) (?:esposa|hijo|pasajero|chofer|"
    "senora|muchacho))(?! (?:is fine|is okay|is good|'s|was|came|hit|ran|left|took))"
)
_WELL = pattern(
    "(?:all|everything(?:'s| is)|everybody(?:'s| is)|everyone(?:'s| is)|we're all|it's all|todos|"
    "todo) (?:all )?(?:good|fine|okay|alright|bien)",
    "(?:fine|good|alright)(?= (?:sir|ma'am|man|just|thank|thanks|\\.|$))",
)
#: A sentence of the driver's own behind the yes; "yeah, I think so" and "yeah, I am" are none.
_TALE = pattern(
    "(?:i(?! (?:think|believe|guess|am|might|could|reckon|do)(?= ))|i'm|i've|we|we're|it's(?! "
    "(?:pretty |real |really |kinda |"
    "very |so ){0,2}(?:bad|serious|hurting|ugly))|that's|"
    "everything|everything's|everybody's|they're|y'all|you|what|but i|let me|hold|wait|go|fine|"
    "good|"
    "okay|all|safe|can|just)(?: <w>)?"
)


def _tells_a_tale(spoken: Spoken) -> bool:
    yes = YES.search(spoken.flat)
    position = yes.end() if yes else 0
    while yes := YES.match(spoken.flat, position):
        position = yes.end()
    return _TALE.match(spoken.flat, position) is not None


def _speaks_of_people(spoken: Spoken, told: frozenset[Topic]) -> bool:
    """ "No, nobody", "no, my neck hurts": an answer to "is anyone hurt?", whatever was asked."""
    no = NO.search(spoken.flat)
    rest = no.end() if no else 0
    return Topic.INJURY in told or _NOBODY.match(spoken.flat, rest) is not None


def _merely_acknowledges(spoken: Spoken) -> bool:
    """ "Okay" by itself: heard, and nothing answered."""
    heard = ACKNOWLEDGES.match(spoken.flat)
    return heard is not None and YES.match(spoken.flat, heard.end()) is None


def _first_words(spoken: Spoken) -> str:
    return spoken.verbatim(0, min(len(spoken.words), 4))


_NO_ANSWER = {
    Act.VOICEMAIL,
    Act.WRONG_PERSON,
    Act.STOP_CALLING,
    Act.ASKS_TO_REPEAT,
    Act.FALSE_ALARM,
}
_READERS: dict[Step, Callable[[Spoken, set[Act], frozenset[Topic]], Iterator[Fact]]] = {
    Step.ASK_SAFE: _safe_answer,
    Step.ASK_INJURED: _injured_answer,
    Step.ASK_LOAD_SECURE: _load_answer,
}
