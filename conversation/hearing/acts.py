"""What the driver does by speaking, beside telling facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from conversation.facts import Act
from conversation.hearing.act_phrases import TELLS, WANTS, WHO_ANSWERS
from conversation.hearing.phrases import before, clause, pattern
from conversation.hearing.question_phrases import (
    ASKING_START,
    ASKS,
    FOR_DISPATCH,
    INVERTED,
    PLAIN_QUESTION,
    QUESTION,
)
from conversation.hearing.spoken import Spoken
from conversation.hearing.word_sets import phrase_set, word_set
from conversation.hearing.yes_no import ACKNOWLEDGES, BACK_AGAIN, NO, YES, YES_BUT_NO

UNINTELLIGIBLE = re.compile(
    r"[(\[<*]?\s*(?:unintelligible|inaudible|indiscernible|unclear|noise|static)"
    r"(?:\s+(?:audio|speech|noise|speaking))?\s*[)\]>*]",
    re.IGNORECASE,
)


_NOISE_WORDS = ("ntelligible", "naudible", "ndiscernible", "unclear", "noise", "static")


def _is_noise(text: str) -> bool:
    """Whether recognition put a mark for noise; one look for its words spares most the pattern."""
    lowered = text.lower()
    return any(word in lowered for word in _NOISE_WORDS) and bool(UNINTELLIGIBLE.search(text))


_LEAD = word_set(
    """
    uh oh well hey hello hi okay alright so and man sir ma'am right now honey baby brother
    good listen look hola bueno pues ay
    """
)
_REPEAT_WHOLE = phrase_set(
    """
    what|huh|what's that|pardon|sorry|excuse me|come again|que|como|mande|perdon|hello|
    what now|what you say|i'm sorry|say what|how's that|what was that|eh what|uh what|
    say what now|what's that now|do what|do what now|sorry what|what again
    """
)
_PERSON_WHOLE = phrase_set(
    """
    agent|operator|representative|dispatcher|dispatch|a person|person|human|a human|real person|
    talk to a person|talk to a human|live person|dispatch please|una persona|operadora
    """
)
#: Letters within which a greeting stands: "this morning" later on is none.
_GREETING_ENDS = 12


def acts_in(spoken: Spoken) -> set[Act]:
    """All acts that the words show by themselves; YES and NO are the answer's first word."""
    acts = {Act.UNINTELLIGIBLE} if _is_noise(spoken.text) else set()
    if not spoken.words:
        return acts | {Act.UNINTELLIGIBLE}
    if hands_back(spoken):
        return acts | {Act.GREETS}
    flat = spoken.flat
    for phrases in (WHO_ANSWERS, WANTS, TELLS):
        for label, match in phrases.find(flat):
            act = Act(label)
            if not _does_not_count(act, flat, match):
                acts.add(act)
    acts |= _polarity(spoken)
    acts |= _whole(spoken, acts)
    acts |= _question(spoken, acts)
    return _without_contradictions(acts)


def words_of_acts(spoken: Spoken, acts: frozenset[Act]) -> Iterator[tuple[int, int]]:
    """Which words do one of `acts`: the indexes of the first and past the last, piece by piece."""
    flat = spoken.flat
    for phrases in (WHO_ANSWERS, WANTS, TELLS):
        for label, match in phrases.find(flat):
            act = Act(label)
            if act in acts and not _does_not_count(act, flat, match):
                yield spoken.words_at(*match.span())
    for phrase in (YES, NO, YES_BUT_NO, _THANKS, ACKNOWLEDGES):
        for match in phrase.finditer(flat):
            yield spoken.words_at(*match.span())
    if hands_back(spoken) or _whole(spoken, set(acts)):
        yield 0, len(spoken.words)


def hands_back(spoken: Spoken) -> bool:
    """Whether the driver only says that he is on the line again: "okay I'm back", "go ahead"."""
    back = BACK_AGAIN.match(spoken.flat)
    return back is not None and back.end() >= len(spoken.flat.rstrip(" ."))


def _whole(spoken: Spoken, acts: set[Act]) -> set[Act]:
    """What a word means only where it is all that was said."""
    whole = " ".join(word for word in spoken.words if word != "uh")
    if whole == "who":
        return {Act.ASKS_WHO}
    if whole in _PERSON_WHOLE:
        return {Act.ASKS_PERSON}
    if whole in {"wait", "wait wait", "espere"}:
        return {Act.ASKS_TO_WAIT}
    missed = whole in _REPEAT_WHOLE and Act.YES not in acts
    return {Act.ASKS_TO_REPEAT} if missed else set()


def _does_not_count(act: Act, flat: str, match: re.Match[str]) -> bool:
    """Words of other people, denied words, and "morning" as a time of day."""
    ahead = _DOES_NOT_COUNT_AFTER.get(act)
    if ahead is not None and ahead.search(before(flat, match.start(), 3)):
        return True
    means_else = _MEANS_ELSE.get(act)
    return means_else is not None and means_else(flat, match)


def _told_of_a_mailbox(flat: str, match: re.Match[str]) -> bool:
    return _TOLD_BY_DRIVER.search(before(flat, match.start(), 2)) is not None


def _comes_late(_flat: str, match: re.Match[str]) -> bool:
    return match.start() > _GREETING_ENDS


def _is_unwell(flat: str, match: re.Match[str]) -> bool:
    denied = _NOT_WELL.search(clause(flat, match.start(), 3)) is not None
    return denied or _NO_GOOD.search(before(flat, match.start(), 2) + "good ") is not None


def _is_in_earnest(flat: str, match: re.Match[str]) -> bool:
    fun = _IN_FUN.search(match.group() + " ") is not None
    return fun and _NOT_IN_FUN.search(before(flat, match.start(), 3)) is not None


def _chatters(flat: str, match: re.Match[str]) -> bool:
    if match.group() != " i mean":
        return False
    known = before(flat, match.start(), 1) == " what "
    return known or bool(_OPENING_CHATTER.match(flat) or _CHATTER.match(flat, match.start()))


_MEANS_ELSE: dict[Act, Callable[[str, re.Match[str]], bool]] = {
    Act.VOICEMAIL: _told_of_a_mailbox,
    Act.GREETS: _comes_late,
    Act.ALL_WELL: _is_unwell,
    Act.FALSE_ALARM: _is_in_earnest,
    Act.CORRECTS: _chatters,
}
_TOLD_BY_DRIVER = pattern(
    "i", "didn't", "not", "let me", "i'll", "should i", "want me to", "said to"
)


#: Before an act's words: somebody else does it, or it is told of and not asked for.
_DOES_NOT_COUNT_AFTER = {
    Act.ASKS_CALL_BACK: pattern(
        "(?:they|they'll|they'd|they're|he|he'll|he'd|she|she'll|she'd|guard|dock|receiver|shipper|"
        "office|somebody|someone|who)(?: <w>){0,2}",
        "(?:em|them|him|her|waiting|gonna|supposed)(?: <w>)? to",
        "(?:a|the|for a|waiting on a|no)(?= $)",
        "(?:told|asked)(?: <w>){0,2}",
    ),
    Act.ASKS_TO_WAIT: pattern(
        "(?:in|for|about|half|took|take|takes|been|like|within|every|only|another|en|by)",
        "they|he|she",
    ),
    Act.REFUSES: pattern(
        "(?:can|could|will|would) (?:you|y'all)", "(?:let me|please|gonna|i'll|they|he|she|it)"
    ),
    Act.ASKS_PERSON: pattern(
        "(?:don't|do not|didn't|ain't|already|not|never)(?: <w>)?", "they|he|she|them|him"
    ),
    Act.ASKS_TO_REPEAT: pattern("(?:they|he|she|them|him)(?: <w>)?"),
    Act.DOES_NOT_KNOW: pattern("(?:you|y'all|they)"),
    Act.SAYS_GOODBYE: pattern("(?:said|saying|told|waved|kissed)(?: <w>)?"),
    # "he told me to stop calling", "won't stop calling me"
    Act.STOP_CALLING: pattern(
        "(?:won't|wouldn't|doesn't|didn't|can't|couldn't|never|keeps?)",
        "(?:he|she|they|him|her|them|told me|said)(?: <w>)? to",
        "(?:he|she|they|wife|boss|guy|guard|receiver|shipper) (?:said|says|told me|goes)",
    ),
}
_IN_FUN = pattern(
    "(?:<w> ){0,3}(?:alarm|joke|joking|kidding|playing|messing|broma|bromeando|falsa)(?: <w>){0,3}"
)
_NOT_IN_FUN = pattern("(?:not|wasn't|isn't|ain't|never|is no|was no|don't|no es|no fue|no era)")
_NOT_WELL = pattern(
    "(?:no|nada) (?:esta|estoy|estamos|anda|ando|me siento|va|voy|vamos|muy|tan|todo|le)",
    "(?:not|ain't|isn't|aren't|don't|doesn't|didn't|wasn't|never|can't|cannot|won't|hardly|nothing|"
    "nobody|none)",
)
_NO_GOOD = pattern("(?:is|are|was|it's|that's|ain't|been|be|<w>'s) no good")
#: "I mean" as chatter opens a sentence; as a correction it brings another value.
_OPENING_CHATTER = pattern(
    "(?:(?:yeah|no|well|oh|uh|okay) )?i mean (?:i|i'm|i've|it's|we|we're|he|she|they|you|what|why|"
    "there's|that's)"
)
_CHATTER = pattern(
    "i mean (?:(?:i'm|it's|we're|we|i|everything's|that's) (?:all |just |really )?(?:okay|fine|"
    "good|"
    "alright|all right|safe|not)|nobody|everybody|everything|yeah|no|like|sure|come on|you know)"
)


def _polarity(spoken: Spoken) -> set[Act]:
    """YES or NO, when the answer begins with one, after fillers."""
    words = spoken.words
    thanks = _THANKS.match(spoken.flat)
    skipped = len(thanks.group().split()) if thanks else 0
    for index, word in enumerate(words[skipped : skipped + 4], start=skipped):
        at = spoken.starts[index] - 1
        if YES_BUT_NO.match(spoken.flat, at):
            return {Act.NO}
        if spoken.flat.startswith(_NO_THAT_AGREES, at) or YES.match(spoken.flat, at):
            return {Act.YES}
        if NO.match(spoken.flat, at):
            return {Act.NO}
        if word not in _LEAD:
            break
    closing = " ".join(words[-2:])
    if words[-1] in {"yes", "yeah", "si"} and len(words) <= 10:
        return {Act.YES}
    if closing in {"so yeah", "so yes"}:
        return {Act.YES}
    return {Act.NO} if closing in _NO_AT_LAST else set()


_NO_AT_LAST = frozenset(
    {"so no", "but no", "but nah", "but nope", "pero no", "ahorita no", "ahora no", "momento no"}
)
#: Before the answer: "thank God no".
_THANKS = pattern(
    "(?:uh |oh )?(?:thank (?:god|the lord|goodness|heavens|you jesus)|thankfully|luckily|"
    "fortunately|gracias a dios|knock on wood|god willing|so far)"
)
_NO_THAT_AGREES = (" no problem ", " no worries ", " no hay problema ")


def _question(spoken: Spoken, acts: set[Act]) -> set[Act]:
    """Questions for dispatch, and what the driver wants dispatch to know."""
    if acts & _ANSWERED_BY_US:
        return set()
    plain = PLAIN_QUESTION.search(spoken.flat)
    if plain and not _NO_QUESTION_AFTER.search(before(spoken.flat, plain.start(), 3)):
        return {Act.ASKS_DISPATCH}
    if ASKS.search(spoken.flat) or FOR_DISPATCH.search(spoken.flat):
        return {Act.ASKS_DISPATCH}
    if INVERTED.match(spoken.flat):
        return {Act.ASKS_DISPATCH}
    if "?" not in spoken.text or _SMALL_TALK.search(spoken.flat):
        return set()
    asked = QUESTION.search(spoken.flat) or ASKING_START.match(spoken.flat)
    return {Act.ASKS_DISPATCH} if asked else set()


_ANSWERED_BY_US = {
    Act.ASKS_WHO,
    Act.ASKS_IF_ROBOT,
    Act.ASKS_PERSON,
    Act.ASKS_TO_REPEAT,
    Act.ASKS_CALL_BACK,
    Act.VOICEMAIL,
    Act.ASKS_TO_WAIT,
}
_NO_QUESTION_AFTER = pattern("(?:know|idea|clue|sure|tell|say|depends|see|ask|asked|told|on|no se)")
_SMALL_TALK = pattern(
    "(?:how are you|how you doing|how y'all doing|how's it going|what's up|how about you|and you)"
)


def _without_contradictions(acts: set[Act]) -> set[Act]:
    if Act.VOICEMAIL in acts:
        acts -= {
            Act.ASKS_CALL_BACK,
            Act.WRONG_PERSON,
            Act.ASKS_TO_WAIT,
            Act.ASKS_DISPATCH,
            Act.SAYS_GOODBYE,
        }
    if Act.STOP_CALLING in acts:
        acts -= {Act.ASKS_CALL_BACK}
    if Act.WRONG_PERSON in acts:
        acts -= {Act.ASKS_DISPATCH, Act.ASKS_TO_REPEAT}
    if Act.ASKS_PERSON in acts:
        acts -= {Act.REFUSES, Act.ASKS_IF_ROBOT}
    if Act.SPEAKS_SPANISH in acts and Act.SPEAKS_ENGLISH in acts:
        acts -= {Act.SPEAKS_ENGLISH}
    return acts
