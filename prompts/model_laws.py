"""What a sentence that a language model phrased must not say, whatever the step.

A model only phrases a step of the check-in. It may not promise what nobody will do, give advice on
which a life may hang, end a call that goes on, or name a number that nobody said. Like the laws for
prompt files these are patterns: a harmless sentence that one of them catches costs nothing but its
liveliness, because the step's own line is spoken instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from conversation.hearing.numbers import NUMBER_WORDS
from conversation.steps import Step
from prompts.model_questions import question_faults
from prompts.parsing import Language
from prompts.reactions import reaction_faults
from prompts.safety import model_safety_faults, promises_time
from prompts.speech import MAX_SPOKEN, speech_faults


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_PROMISES_TRANSFER: Final = _words(
    r"\b(?:put|get|hand|bring)(?:t?ing)? (?:you|him|her|them|someone|somebody|a dispatcher|a person"
    r"|the dispatcher)\b[^.?!]{0,30}\b(?:through|on the (?:line|phone)|to (?:a|the|your|our|one of)"
    r" (?:\w+ )?(?:dispatch\w*|person|human|agent)|with (?:a|the|your|our) (?:\w+ )?dispatch\w*)",
    r"\b(?:connect|transfer|patch)(?:ing)? you\b",
    r"\bhold (?:on |the line )?(?:while|until) I\b|\bstay on the line\b",
    # "Se lo paso a despacho" is what was asked, and not the driver.
    r"\b(?<!se lo )(?<!se la )(?:comunic|transfier|transfer|conect|pas)\w*"
    r" (?:con|a) (?:un|una|el|la|alguien|despacho)\b",
    r"\b(?<!se )(?:lo|la|le) (?:voy a )?(?:comunico|transfiero|conecto|comunicar|transferir"
    r"|conectar|paso|pasar)\b|\bno cuelgue\b",
)
_PROMISES_CALL: Final = _words(
    r"\b(?:we|I|they|he|she|someone|somebody|dispatch|a dispatcher|your dispatcher|a person)"
    r"(?:'ll| will| is going to| are going to|'re going to|'m going to)\b[^.?!]{0,30}"
    r"\b(?:call|phone|ring|reach out|contact|get back to)\b",
    r"\b(?:le|lo|la) (?:llamar|vamos a llamar|va a llamar|van a llamar|marcar)\w*",
)
_EMERGENCY: Final = _words(
    r"\b(?:9[ -]?1[ -]?1|nine[ -]one[ -]one|nueve[ -]uno[ -]uno|nueve once)\b",
    r"\b(?:ambulance|paramedics?|EMTs?|emergency|emergencies|police|fire department|hospital"
    r"|first responders?|highway patrol|state trooper|tow truck|roadside)\b",
    r"\b(?:ambulancia|paramédicos?|emergencias?|policía|bomberos|hospital|grúa)\b",
)
_MEDICAL: Final = _words(
    r"\b(?:doctors?|medical|medication|medicines?|aspirin|painkillers?|pills?|tourniquet|CPR"
    r"|first aid|bandages?|bleeding|wounds?|put pressure|apply pressure|injur\w+|concussion"
    r"|heart attack|stroke|symptoms?|dose)\b",
    r"\b(?:médic[oa]s?|medicinas?|medicamentos?|aspirinas?|pastillas?|torniquete|vendas?|sangr\w+"
    r"|heridas?|lesi[oó]n\w*|primeros auxilios|síntomas?|dosis)\b",
)
_HURRIES: Final = _words(
    r"\b(?:speed up|drive faster|step on it|hurry|make up (?:the |some )?time|skip (?:your |the )?"
    r"break|keep driving|push (?:on|through))\b",
    r"\b(?:acelere|apúrese|dése prisa|dese prisa|maneje más rápido)\b",
)
_FAREWELL: Final = _words(
    r"\b(?:bye|goodbye|good night|take care|(?:drive|be|stay|travel) safe(?:ly)?"
    r"|safe (?:travels|trip|driving|drive)"
    r"|have a (?:\w+ ){0,2}(?:one|day|night|evening|afternoon|trip|weekend|drive)"
    r"|talk (?:to you )?(?:later|soon|again)|(?:hang|hanging) up|end(?:ing)? (?:the|this|our) call"
    r"|let you go|(?:that's|that is) (?:it|all|everything)\b(?! from| right| okay)"
    r"|thanks for your time|all set"
    r"|(?:I'm|we're|we are) (?:all )?(?:done|finished)(?: here)?|(?:no|any) (?:more|other"
    r"|further) questions"
    r"|see (?:you|ya)|so long(?=[.!,])|catch you (?:later|soon)|until next time|ciao"
    r"|call (?:is )?(?:over|ended))\b",
    r"\b(?:adiós|hasta (?:luego|pronto|la próxima)|cuídese|que (?:le vaya|tenga) (?:bien|buen\w*)"
    r"|buen viaje|maneje con cuidado|voy a colgar|(?:es|sería) todo|nos vemos|hasta la vista)\b",
)
_BREAKS_CHARACTER: Final = _words(
    r"\b(?:language model|system prompt|as an AI"
    r"|my (?:\w+ )?(?:instructions|prompt|guidelines|programming|rules)"
    r"|openai|chatgpt|transcript|transcription|ignore (?:all |the |my |your )?(?:previous|prior)"
    r"|developer mode|jailbreak)\b",
    r"\b(?:modelo de lenguaje|mis instrucciones|transcripción)\b",
)
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
#: "One" stands for anything, and "ten four" for yes.
_NO_NUMBERS: Final = frozenset({"one", "uno", "oh", "hundred"})
_TEN_FOUR: Final = re.compile(r"\bten four\b", re.IGNORECASE)
_UNACCENTED: Final = str.maketrans("áéíóú", "aeiou")
_SPANISH: Final = re.compile(
    r"[¿¡ñáéíóú]|\b(?:que|de|la|el|los|las|su|en|por|para|con|un|una|le|se|a|y|gracias|usted|bien"
    r"|entendido|claro)\b",
    re.IGNORECASE,
)

#: No sentence that breaks one of these laws lacks all of these beginnings of words: until one of
#: them comes, a sentence may be spoken while it is still being made. (Signs and numbers are held
#: back before they get here.)
RISKY: Final = (
    "acelere", "adiós", "afternoon", "again", "agent", "ai", "alert", "alguien", "ambul",
    "answered", "apply", "apúr", "asegur", "asist", "aspirin", "assistant", "automat", "avis",
    "ayuda", "back", "bandag", "bleed", "bomber", "bonus", "bot", "break", "bye", "call", "called",
    "camino", "care", "chatgpt", "checkcall", "compens", "comput", "comunic", "concuss", "conect",
    "connect", "contact", "cpr", "cuelgue", "cuíd", "day", "dese", "developer", "dispatch",
    "dispatched", "doctor", "dose", "dosis", "drive", "driver", "driving", "dése", "emerg", "emt",
    "entró", "envi", "estar", "evening", "everyone", "everything", "faster", "fire", "first",
    "garantiz", "going", "goodb", "grab", "grúa", "guarant", "guideline", "habla", "hang", "hasta",
    "heart", "help", "herid", "highway", "hold", "hospital", "human", "hurry", "ignore", "injur",
    "instruc", "jailbreak", "joined", "language", "later", "lesi", "let", "line", "ll", "llam",
    "línea", "machine", "mand", "maneje", "marc", "mechanic", "mecánic", "medic", "model",
    "máquina", "médic", "need", "night", "nine", "nueve", "on", "one", "openai", "pag",
    "paid", "painkill", "paramed", "paramédic", "pas", "pastill", "patch", "pay", "person",
    "phone", "picked", "pill", "polic", "pressure", "primer", "programm", "promet", "promise",
    "prompt", "push", "reach", "recib", "record", "reembols", "refund", "reimb", "rescue",
    "responder", "ring", "roadside", "robot", "safe", "sangr", "send", "sent", "somebody",
    "someone", "soon", "soy", "speaking", "speed", "state", "stay", "step", "stroke", "symptom",
    "system", "síntom", "talk", "tenga", "through", "time", "todo", "torniq", "tourniq", "tow",
    "trans", "travel", "trip", "user", "vaya", "venda", "viaje", "voy", "weekend", "will", "with",
    "woman", "wound",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a model's sentences may do in this turn.

    `asks`: the step asks something. `ends`: the call ends with these words. `promises_call`: the
    step tells of a call by dispatch. `numbers`: all that stand in what is known or was said, in
    digits and in words. `question`: the step that asks. `wordings`: the sentences of the steps' own
    lines, which may be said as they are.
    """

    language: Language
    asks: bool
    ends: bool = False
    promises_call: bool = False
    numbers: Collection[str] = ()
    question: Step | None = None
    wordings: Collection[str] = ()


def model_faults(text: str, bounds: Bounds) -> Iterator[str]:
    """The laws that `text`, one whole sentence of a model's, breaks; each in a few words."""
    yield from content_faults(text, bounds)
    yield from _form_faults(text, bounds)


def content_faults(text: str, bounds: Bounds) -> Iterator[str]:
    """Those that the beginning of a sentence breaks as well as the whole of it."""
    for fault in model_safety_faults(text):
        yield fault.what.removeprefix("the wording ")
    if _PROMISES_TRANSFER.search(text):
        yield "promises a transfer"
    if not bounds.promises_call and _PROMISES_CALL.search(text):
        yield "promises a call"
    if _EMERGENCY.search(text):
        yield "speaks of an emergency"
    if _MEDICAL.search(text):
        yield "gives medical advice"
    if _HURRIES.search(text):
        yield "hurries the driver"
    if _BREAKS_CHARACTER.search(text):
        yield "speaks of itself as a model"
    if not bounds.ends and says_farewell(text):
        yield "says goodbye in a call that goes on"
    if text in bounds.wordings:
        return
    if bounds.promises_call and "?" not in text and promises_time(text, bounds.language):
        yield "promises a time"
    yield from reaction_faults(
        text, bounds.language, promises_call=bounds.promises_call, ends=bounds.ends
    )


def _form_faults(text: str, bounds: Bounds) -> Iterator[str]:
    if any(number not in bounds.numbers for number in _counts(text)):
        yield "names a number that nobody said"
    if "?" in text and not bounds.asks:
        yield "asks where nothing is asked"
    if text.count("?") > 1:
        yield "asks twice"
    if "?" in text and bounds.question is not None and text not in bounds.wordings:
        yield from question_faults(text, bounds.question, bounds.language)
    if len(text) > MAX_SPOKEN:
        yield "is too long"
    if any(speech_faults(text, asks="?" in text, language=bounds.language)):
        yield "cannot be said"
    if bounds.language == "es" and len(text.split()) > 3 and not _SPANISH.search(text):
        yield "speaks another language"


def named_numbers(text: str) -> list[str]:
    """The numbers that `text` names, in digits or in words, as they stand there."""
    words = _WORD.findall(text.lower().translate(_UNACCENTED))
    return [word for word in words if word[0].isdecimal() or word in NUMBER_WORDS]


def _counts(text: str) -> Iterator[str]:
    """The numbers that tell something."""
    ways_to_agree = _TEN_FOUR.sub("", text)
    return (number for number in named_numbers(ways_to_agree) if number not in _NO_NUMBERS)


def says_farewell(text: str) -> bool:
    """Whether a sentence takes leave."""
    return _FAREWELL.search(text) is not None


def may_be_risky(words: str) -> bool:
    """Whether a sentence that begins with `words` may turn into one that breaks a law.

    A risky word that is not whole yet has not been said either.
    """
    return any(word.startswith(RISKY) for word in re.findall(r"[^\W\d_]+", words.lower()))
