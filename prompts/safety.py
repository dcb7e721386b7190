"""Safety laws: what some lines must say and what no emergency line may claim.

They are checked on the words, so a line can hold to them in a phrasing that the patterns do not
know; it is refused all the same, because a refused line costs an editor a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from conversation.steps import STEP_RULES, Step
from prompts.parsing import Language
from prompts.problems import Fault


class _Words(NamedTuple):
    """The same words in each language."""

    en: re.Pattern[str]
    es: re.Pattern[str]

    def found_in(self, text: str, language: Language) -> bool:
        return (self.en if language == "en" else self.es).search(text) is not None


def _words(en: str, es: str) -> _Words:
    return _Words(re.compile(en, re.IGNORECASE), re.compile(es, re.IGNORECASE))


class _Law(NamedTuple):
    words: _Words
    must: bool
    fault: Fault


_SAYS_911 = _Law(
    _words(
        r"\b(?:9[ -]?1[ -]?1|nine[ -]one[ -]one)\b",
        r"\b(?:9[ -]?1[ -]?1|nueve[ -]uno[ -]uno|nueve once)\b",
    ),
    must=True,
    fault=Fault("the wording does not say 911", "Tell the driver to call 911"),
)
_BEGINS_WITH_YES = _Law(
    _words(r"^yes\b", r"^sí\b"),
    must=True,
    fault=Fault("the wording does not begin with a plain yes", "Begin it with Yes (Spanish: Sí)"),
)
_BEGINS_WITH_NO = _Law(
    _words(r"^no\b", r"^no\b"),
    must=True,
    fault=Fault("the wording does not begin with a plain no", "Begin it with No"),
)
_SAYS_AUTOMATED = _Law(
    _words(
        r"\bautomated (?:\w+ )?(?:assistant|system)\b",
        r"\b(?:asistente|sistema) (?:\w+ )?autom[aá]ti(?:zad[oa]|c[oa])\b",
    ),
    must=True,
    fault=Fault(
        "the wording does not say that this is an automated assistant",
        "Say: automated assistant (Spanish: asistente automatizado)",
    ),
)
_DENIES_AUTOMATED = _Law(
    _words(
        r"\b(?:not|isn't|ain't|never) (?:\w+ ){0,2}(?:automated|a robot|a machine)\b"
        r"|\bI(?:'m| am) (?:a (?:real |live )?(?:person|human)|human)\b",
        r"\bno (?:soy|es) (?:\w+ ){0,2}(?:autom[aá]ti\w+|robot|máquina)\b"
        r"|(?<!no )\bsoy (?:una persona|human[oa])\b",
    ),
    must=False,
    fault=Fault("the wording denies being automated", "Say plainly that it is automated"),
)
_CLAIMS_CONNECTION = _Law(
    _words(
        r"\b(?:you're|you are|you've been|you have been|has been|have been|got you|is|are)"
        r" (?:now |already |all )*(?:connected|transferred|put through)\b"
        r"|\byou(?:'re| are) (?:now |already )?(?:through|on with|speaking with|talking to)\b"
        r"|\bI(?:'ve| have)(?: just| now| already)? (?:connected|transferred|put you through)\b"
        r"|\bI(?:'ve| have)(?: got)? [^,.;:]{0,40}\bon the (?:line|phone)\b"
        r"|\b(?:is|are) (?:now |already |right )?(?:here with|on (?:the|this|your) (?:line|call))"
        r"|(?<!nobody )(?<!no one )\b(?:has|have) (?:now |already |just )?"
        r"(?:joined|answered|picked up)\b",
        r"\b(?:está|queda|quedó|ha sido|fue) (?:ya |ahora )?(?:conectad|comunicad|transferid)"
        r"|\b(?:lo|la|le) (?:he |hemos )?(?:ya )?(?:conecté|comuniqué|transferí)\b"
        r"|\b(?:lo|la|le) (?:he|hemos) (?:conectado|comunicado|transferido)\b"
        r"|\b(?:está|están|tengo|tenemos)\b(?! (?:llamando|tratando))"
        r"[^,.;:]{0,40}\ben (?:la|su) línea\b"
        r"|\bya (?:contestó|contestaron|respondió|respondieron|entró)\b",
    ),
    must=False,
    fault=Fault(
        "the wording claims that somebody is connected already",
        "Say what happens now: I'm connecting you (Spanish: le estoy comunicando)",
    ),
)

_SAYS_CALL_BACK = _Law(
    _words(r"\bcall", r"\bllama"),
    must=True,
    fault=Fault("the wording promises no call", "Say that a dispatcher will call back"),
)
_CLAIMS_TRANSFER = _Law(
    _words(
        r"\b(?:I'm|I am|we're|we are) (?:now )?(?:connecting|transferring|putting)\b",
        r"\b(?:estoy|estamos) (?:comunicando|transfiriendo|pasando)\b",
    ),
    must=False,
    fault=Fault(
        "the wording claims that a transfer is under way",
        "Say that a dispatcher will call back; no transfer is possible here",
    ),
)

_LAWS: Mapping[Step, tuple[_Law, ...]] = {
    Step.ADVISE_911: (_SAYS_911,),
    Step.ROBOT_ANSWER: (_BEGINS_WITH_YES, _SAYS_AUTOMATED, _DENIES_AUTOMATED),
    Step.HUMAN_ANSWER: (_BEGINS_WITH_NO, _SAYS_AUTOMATED, _DENIES_AUTOMATED),
    Step.PROMISE_CALL_BACK: (_SAYS_CALL_BACK, _CLAIMS_TRANSFER),
    Step.REPEAT_CALL_BACK: (_SAYS_CALL_BACK, _CLAIMS_TRANSFER),
}


def safety_faults(step: Step, text: str, language: Language) -> Iterator[Fault]:
    """The safety laws that `text`, a rendered line of `step`, breaks."""
    everywhere = (_CLAIMS_CONNECTION,) if STEP_RULES[step].safety else ()
    for law in (*_LAWS.get(step, ()), *everywhere):
        if law.words.found_in(text, language) is not law.must:
            yield law.fault
