"""Judges one driver utterance by phrases and by what takes them back."""

from __future__ import annotations

import re

from conversation.danger.verdict import NO_DANGER, Danger, Verdict
from conversation.forms import EmergencyType

_ALARMS: tuple[tuple[EmergencyType, str], ...] = (
    (
        EmergencyType.MEDICAL,
        r"\b(?:can'?t|can ?not|cannot|caint|couldn'?t) (?:hardly |barely )?(?:breathe?|feel my|move my)\b|"
        r"\bchest (?:pains?|hurts?|is|feels)\b|\b(?:ain'?t|not|isn'?t) breathing\b|"
        r"\b(?:pass(?:ed|ing)?|black(?:ed|ing)?) out\b|\bi'?m (?:hurt|bleeding|choking|dizzy)\b|"
        r"\bbleeding (?:bad|all|real|a lot)|\bheart attack\b|\bunconscious\b|\boverdos|\bseizure\b|"
        r"\bwon'?t wake up\b|\bdesmay|\bno puedo respirar\b|\bduele (?:mucho )?el pecho\b|"
        r"\bsangrando\b|\bhaving a stroke\b",
    ),
    (
        EmergencyType.ACCIDENT,
        r"\b(?:i|we)(?:'?ve)? (?:just |think i )?(?:wrecked|crashed|jackknifed|jack knifed|flipped|rolled over)\b|"
        r"\b(?:i|we) (?:just )?(?:hit (?:a|an|the|somebody|someone|some) (?!traffic|road|snow|rain|shop|scale)\w+)|"
        r"\b(?:hit|rear ?ended|sideswiped|t boned) me\b|\b(?:got|been) (?:hit|rear ended|sideswiped)\b|"
        r"\b(?:in|into|off in) (?:a|the) (?:ditch|median|guard ?rail)\b|\bon (?:its|her|my|the) side\b|"
        r"\bacabo de chocar\b|\bchoqu[eé]\b|\bme (?:chocaron|volte[eé]|volqu[eé])\b|\bse me volte[oó]\b",
    ),
    (
        EmergencyType.OTHER,
        r"\b(?:on fire|fire fire)\b|\bflames?\b|\b(?:being|getting) (?:robbed|hijacked|carjacked)\b|"
        r"\b(?:pointing|pulled|got|with|has) (?:a|his) (?:gun|pistol|knife)\b|\bleaking all over\b|"
        r"\bstole (?:my|the) (?:truck|trailer|load)\b|\bgot an emergency\b|\basalt(?:ando|aron)\b|"
        r"\bquemando\b|\bincendi|\bcall (?:911|nine one one)\b|\btornado'?s\b",
    ),
    (
        EmergencyType.BREAKDOWN,
        r"\b(?:i|we|truck|truck'?s) (?:just )?(?:broke down|broken down|died|dead)\b|\btruck'?s dead\b|"
        r"\bbl(?:ew|own) (?:a|my|the|out)\b|\bblowout\b|\b(?:engine|motor|truck|she) (?:just )?"
        r"(?:quit|died|shut (?:down|off)|locked up)\b|\b(?:lost|no) (?:my )?brakes\b|"
        r"\bstuck on the shoulder\b|\bsmoke (?:coming|pouring|rolling)\b|\bse me (?:ponch|descompuso)|"
        r"\bya no prende\b|\bestoy (?:tirado|varado)\b",
    ),
)
_TAKEN_BACK = re.compile(
    r"\b(?:no|ain'?t no|wasn'?t|weren'?t|didn'?t|nobody|never|not|if|what happens|who do i|"
    r"fixed|all good now|yesterday|last (?:week|month|year|night)|this morning|kidding|joking|"
    r"up ahead|other side|ayer|adelante|si|a[nñ]o|arregl\w+)\b"
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _ALARMS)


def assess(utterance: str) -> Danger:
    """Judge one utterance, or the part of it that is recognised so far; never raises."""
    text = utterance.lower().replace("’", "'")
    if len(text) != len(utterance):
        text = utterance
    for kind, pattern in _COMPILED:
        found = pattern.search(text)
        if found is None:
            continue
        around = text[max(0, found.start() - 60) : found.end() + 120]
        around = around.replace(found.group(), " ")
        verdict = Verdict.PERHAPS if _TAKEN_BACK.search(around) else Verdict.YES
        return Danger(verdict, kind, utterance[found.start() : found.end()])
    return NO_DANGER
