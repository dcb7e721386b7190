"""What the driver does by speaking, beside telling facts."""

from __future__ import annotations

import re

from conversation.facts import Act
from conversation.hearing.act_phrases import (
    ASKING_START,
    ASKS,
    NO,
    QUESTION,
    TELLS,
    WANTS,
    WHO_ANSWERS,
    YES,
)
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.word_sets import phrase_set, word_set

UNINTELLIGIBLE = re.compile(
    r"[(\[<*]?\s*(?:unintelligible|inaudible|indiscernible|unclear|noise|static)"
    r"(?:\s+(?:audio|speech|noise|speaking))?\s*[)\]>*]",
    re.IGNORECASE,
)


_LEAD = word_set(
    """
    uh oh well hey hello hi okay alright so and man sir ma'am right now honey baby brother
    good listen look hola bueno pues ay
    """
)
_REPEAT_WHOLE = phrase_set(
    """
    what|huh|who|what's that|pardon|sorry|excuse me|come again|que|como|mande|perdon|hello|
    what now|what you say|i'm sorry|say what|how's that|what was that|eh what|uh what|
    do what|do what now|sorry what|what again
    """
)
_GREETING_ONLY = frozenset({"hello", "hi", "hey", "hola", "bueno", "alo"})
_SPANISH_WORDS = word_set(
    """
    estoy estamos voy vamos aqui ahorita llegue llego esta bien buenos buenas dias tardes
    noches gracias senorita senor que pero porque puerta carga descargando descargar
    esperando tengo manejando camino cerca rumbo mas ya todavia muy todo si como donde
    cuando hora horas media minutos manana noche hoy despacho camion troca traila ando
    ningun ninguno nada hay una con por para las los del mande digame bueno usted trafico
    llegando saliendo pasando entregar foto mando claro
    """
)


#: Letters within which a greeting stands: "this morning" later on is none.
_GREETING_ENDS = 12


def acts_in(spoken: Spoken) -> set[Act]:
    """All acts that the words show by themselves; YES and NO are the answer's first word."""
    acts = {Act.UNINTELLIGIBLE} if UNINTELLIGIBLE.search(spoken.text) else set()
    if not spoken.words:
        return acts | {Act.UNINTELLIGIBLE}
    flat = spoken.flat
    for phrases in (WHO_ANSWERS, WANTS, TELLS):
        for label, match in phrases.find(flat):
            act = Act(label)
            if not _does_not_count(act, flat, match.start()):
                acts.add(act)
    whole = " ".join(word for word in spoken.words if word != "uh")
    acts |= _polarity(spoken)
    if whole in _REPEAT_WHOLE and Act.YES not in acts:
        acts.add(Act.ASKS_TO_REPEAT)
    acts |= _question(spoken, acts)
    if sum(word in _SPANISH_WORDS for word in spoken.words) * 3 > len(
        spoken.words
    ) + 1 and _certainly_spanish(spoken):
        acts.add(Act.SPEAKS_SPANISH)
    return _without_contradictions(acts)


_SPANISH_MARKS = word_set(
    """
    estoy estamos aqui ahorita llegue buenos buenas gracias senorita senor pero porque
    puerta descargando esperando tengo manejando camino rumbo todavia muy todo donde cuando
    horas manana noche despacho ando ningun hay usted trafico mande digame pasando llegando
    claro voy
    """
)


def _certainly_spanish(spoken: Spoken) -> bool:
    return sum(word in _SPANISH_MARKS for word in spoken.words) >= 1 and len(spoken.words) >= 2


def _does_not_count(act: Act, flat: str, start: int) -> bool:
    """Words of a mailbox in a driver's own sentence, and "morning" as a time of day."""
    if act is Act.VOICEMAIL:
        return _TOLD_BY_DRIVER.search(before(flat, start, 2)) is not None
    return act is Act.GREETS and start > _GREETING_ENDS


_TOLD_BY_DRIVER = pattern(
    "i", "didn't", "not", "let me", "i'll", "should i", "want me to", "said to"
)


def _polarity(spoken: Spoken) -> set[Act]:
    """YES or NO, when the answer begins with one, after fillers."""
    position = 0
    words = spoken.words
    for index, word in enumerate(words[:4]):
        at = spoken.starts[index] - 1
        if NO.match(spoken.flat, at) and not spoken.flat.startswith(
            (" no problem ", " no worries ", " no hay problema"), at
        ):
            return {Act.NO}
        if YES.match(spoken.flat, at):
            position = at
            rest = spoken.flat[position:]
            return {Act.YES} if not _YES_BUT_NO.match(rest) else {Act.NO}
        if word not in _LEAD:
            break
    closing = " ".join(words[-2:])
    if words[-1] in {"yes", "yeah", "si"} and len(words) <= 10:
        return {Act.YES}
    return (
        {Act.YES} if closing in {"so yeah", "so yes"} else {Act.NO} if closing == "so no" else set()
    )


_YES_BUT_NO = pattern("(?:yeah|yes|okay|alright|oh|si|right|well) (?:no|nah|nope|not really)")


def _question(spoken: Spoken, acts: set[Act]) -> set[Act]:
    if acts & {
        Act.ASKS_WHO,
        Act.ASKS_IF_ROBOT,
        Act.ASKS_TO_REPEAT,
        Act.ASKS_CALL_BACK,
        Act.VOICEMAIL,
        Act.ASKS_TO_WAIT,
    }:
        return set()
    if ASKS.search(spoken.flat):
        return {Act.ASKS_DISPATCH}
    asked = "?" in spoken.text
    if asked and (QUESTION.search(spoken.flat) or ASKING_START.match(spoken.flat)):
        return {Act.ASKS_DISPATCH}
    return set()


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
    if Act.SPEAKS_SPANISH in acts and Act.SPEAKS_ENGLISH in acts:
        acts -= {Act.SPEAKS_ENGLISH}
    return acts
