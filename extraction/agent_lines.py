"""What an agent's line does: which question it asks, in any agent's wording, and what it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversation.forms import EscalationStatus
from conversation.steps import Step

_QUESTIONS: tuple[tuple[Step, str], ...] = (
    (Step.ASK_LOAD_SECURE, r"\b(?:load|freight|cargo|trailer|product)\b[^.?!]{0,40}\b(?:secure|intact|okay|closed|damaged|shifted|sealed|spill\w*)|la carga (?:est[aá]|va|sigue)[^.?!]{0,20}(?:segura|asegurada|bien)"),
    (Step.ASK_INJURED, r"\b(?:hurt|injur\w+|wounded|bleeding|able to breathe|lastimad\w+|herid\w+)\b"),
    (Step.ASK_SAFE, r"\bsafe (?:place|spot|location|area|where|distance|right now|now|there|from)\b|\b(?:are|you're|you|everyone) (?:\w+ ){0,3}safe\b|somewhere safe|off the (?:road|highway)\b[^.!]*\?|well away|out of (?:traffic|the (?:lane|road))[^.!]*\?|a salvo|lugar seguro"),
    (Step.POD_REMINDER, r"\bp\.?o\.?d\b|proof of delivery|signed (?:paperwork|bills?|bol|copy|paper)|paperwork signed|\bbol\b[^.?!]{0,30}\b(?:send|photo|picture|scan)|(?:send|photo|picture|scan)[^.?!]{0,40}\b(?:bol|bills?|paperwork|delivery receipt)\b|comprobante"),
    (Step.ASK_DOOR, r"\b(?:which|what|give you a|given you a|assigned (?:you )?a|have a|got a|in a|door|dock) (?:\w+ )?(?:door|dock)\b[^.!]*\?|\b(?:door|dock) number|what door|which door|qu[eé] puerta|dieron puerta"),
    (Step.ASK_CHECK_IN, r"\b(?:what time|when) (?:did|were) you (?:\w+ )?(?:check|get there|arrive|get in|checked)|check[- ]in time|a qu[eé] hora (?:lleg|se regist)"),
    (Step.ASK_REEFER, r"\b(?:reefer|temperature|temp|set ?point|degrees|temperatura)\b[^.!]*\?"),
    (Step.ASK_ETA, r"\beta\b|\barriv(?:e|al|ing)\b[^.!]*\??|\bwhat time\b|\bwhen (?:do|will|can|should|are|would) (?:you|we)|\bhow (?:far|long|soon|much longer)\b|expect to (?:be|get|arrive|reach|deliver|make)|\bnew time\b|a qu[eé] hora|cu[aá]ndo (?:llega|cree|piensa|estar)|hora de llegada|could you give me a time"),
    (Step.ASK_UNLOADING, r"\b(?:unload\w*|offload\w*)\b[^.!]*\?|\bstatus there\b|(?:empty|swept out)[^.!]*\?|(?:descarg\w+)[^.!]*\?"),
    (Step.ASK_DELAY, r"\b(?:delays?|delayed|delaying|problems?|issues?|trouble|holding you (?:up|back)|held you up|slowing you|hold-?ups?|put you behind|slow you down|set you back|keeping you|retrasos?|demoras?|problemas?)\b[^.!]*\??"),
    (Step.ASK_DELAY_REASON, r"\b(?:what(?:'s| is| was)?|why) [^.?!]{0,30}(?:closure|cause\w*|reason|happened|behind|late|hold)|what happened|caused the delay|what for|why is that|tell you why|what(?:'s| is) going on"),
    (Step.ASK_PLACE, r"\bwhere(?:abouts)?\b|\b(?:your|current|exact) (?:location|position)\b|what(?:'s| is) your (?:20|twenty|location|position)|\b(?:town|highway|mile marker|cross street|exit)\b[^.!]*\?|which (?:rest area|exit|truck stop|city|town|highway|mile|interstate)|d[oó]nde|ubicaci[oó]n|por d[oó]nde"),
    (Step.ASK_STATUS, r"\b(?:still|are you|you) (?:\w+ ){0,2}(?:rolling|driving|on the road|moving|parked|stopped|en route|loaded|there|here|at)\b[^.!]*\?|have you (?:made it|arrived|checked|delivered)|are you checked in|sigue (?:en camino|manejando)|ya lleg|est[aá] en"),
    (Step.ASK_HOW, r"\bhow(?:'s| is| are| has)\b|status|update|c[oó]mo (?:va|est[aá]|le va)"),
)  # fmt: skip
_COMPILED = tuple((step, re.compile(asks, re.IGNORECASE)) for step, asks in _QUESTIONS)

_ANYTHING_ELSE = re.compile(
    r"anything else|any other|only the|just the|besides|algo m[aá]s|is (?:it|that) (?:only|just)",
    re.IGNORECASE,
)
_WILL_MAKE_IT = re.compile(
    r"(?:going to|gonna|will you|able to|can you|still|you'll|you will) (?:still )?(?:be able to )?"
    r"(?:make (?:it|that|your|the|this)|be (?:on time|there by|there on time)|hit (?:that|your)|make)"
    r"|on (?:time|schedule|track)(?: for)?[^.!]*\?|in time[^.!]*\?|good for (?:that|your|the)",
    re.IGNORECASE,
)
_WILL_NOT_MAKE_IT = re.compile(
    r"(?:won't|will not|not going to|can't|isn't going to|not) (?:\w+ )?(?:work|make|be able)"
    r"|running (?:late|behind)[^.!]*\?|(?:be|you're|you are) late[^.!]*\?",
    re.IGNORECASE,
)
_FACILITY_SIGNS = re.compile(
    r"\b(?:unload\w*|door|dock|receiver there|there|descarg\w*)\b", re.IGNORECASE
)

_TRANSFER = re.compile(
    r"\b(?:connect|transfer|patch|put)(?:ting|ring|ing|ed|red)?\b[^.?!]{0,40}\b(?:dispatcher|dispatch|person|human|someone|team|supervisor|safety|through|now|representative|agent|specialist)\b"
    r"|\b(?:connecting|transferring|patching) you\b|putting you through|bringing (?:a|in) (?:live )?(?:dispatcher|human)"
    r"|(?:le|lo|la) (?:comunico|transfiero|paso|conecto)|transfiri[eé]ndo\w*",
    re.IGNORECASE,
)
_NO_TRANSFER = re.compile(
    r"(?:tried|unable|couldn't|could not|can't|cannot|not able|no (?:one|dispatcher|body)|nobody|failed|didn't go|isn't (?:free|available)|no dispatchers?|not available|unavailable|all (?:of our )?dispatchers)\b",
    re.IGNORECASE,
)
_CALL_BACK = re.compile(
    r"(?:dispatcher|dispatch|someone|somebody|they|supervisor|team|we|i|person|manager|safety)\b[^.?!]{0,30}\b(?:will|is going to|'ll|going to|gonna)\b[^.?!]{0,25}\b(?:call|phone|ring|reach)\b"
    r"|(?:they'll|we'll|i'll|he'll|she'll|who will|someone'll) (?:\w+ ){0,3}(?:call|reach|phone)|call you (?:right )?back|calling you back|callback|call-back"
    r"|(?:le|lo|la) (?:llamar[aá]n?|van? a llamar|regresar)|devolver[aá] la llamada",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True, slots=True)
class AgentLine:
    """One line of the agent's: the questions in it, first the one that is answered.

    `asks_more` says that delays were known already and it asked for others; `makes_it` that it
    asked whether the driver is on time (True) or late (False).
    """

    text: str
    asked: tuple[Step, ...]
    question: str
    asks_more: bool = False
    makes_it: bool | None = None

    @property
    def reminds_of_pod(self) -> bool:
        """Whether the line reminds the driver to send the POD."""
        return Step.POD_REMINDER in self.asked


def read_agent_line(text: str) -> AgentLine:
    """Which questions a line asks. A line that asks nothing gives no step."""
    sentences = [sentence for sentence in _SENTENCES.split(text.strip()) if sentence]
    questions = [sentence for sentence in sentences if "?" in sentence] or sentences[-1:]
    question = questions[-1] if questions else ""
    asked: list[Step] = []
    for sentence in reversed(questions):
        asked += [step for step in _steps(sentence) if step not in asked]
    if not asked or (asked == [Step.ASK_HOW]):
        asked = asked or [step for step in _steps(text) if step is not Step.ASK_HOW]
    if _is_pod_reminder(text) and Step.POD_REMINDER not in asked:
        asked.insert(0, Step.POD_REMINDER)
    asks_more = bool(_ANYTHING_ELSE.search(question))
    makes_it = True if _WILL_MAKE_IT.search(question) else None
    if _WILL_NOT_MAKE_IT.search(question):
        makes_it = False
    return AgentLine(text, tuple(asked), question, asks_more, makes_it)


def _steps(sentence: str) -> list[Step]:
    return [step for step, asks in _COMPILED if asks.search(sentence)]


_POD = dict(_COMPILED)[Step.POD_REMINDER]
_POD_KNOWN = re.compile(r"(?:thank(?:s| you) for|received|got|have) (?:\w+ ){0,3}(?:pod|proof)", re.IGNORECASE)


def _is_pod_reminder(text: str) -> bool:
    return bool(_POD.search(text)) and not _POD_KNOWN.search(text)


def escalation(lines: list[str]) -> EscalationStatus:
    """What the agent did about an emergency, by its lines since the emergency began."""
    status = EscalationStatus.NOT_ESCALATED
    for line in lines:
        for sentence in _SENTENCES.split(line):
            if _TRANSFER.search(sentence) and not _NO_TRANSFER.search(sentence):
                status = EscalationStatus.TRANSFERRED
            elif _CALL_BACK.search(sentence) or (_NO_TRANSFER.search(sentence) and _CALL_BACK.search(line)):
                status = EscalationStatus.CALLBACK_PROMISED
    return status
