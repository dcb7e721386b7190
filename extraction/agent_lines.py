"""What an agent's line does, in any agent's wording: what it asks, and what it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversation.forms import EscalationStatus
from conversation.steps import Step

_QUESTIONS: tuple[tuple[Step, str], ...] = (
    (
        Step.ASK_LOAD_SECURE,
        (
            r"\b(?:load|freight|cargo|trailer|product)\b[^.?!]{0,40}\b(?:secure|intact|okay|"
            r"closed|damaged|shifted|sealed|spill\w*)|la carga (?:est[aá]|va|"
            r"sigue)[^.?!]{0,20}(?:segura|asegurada|bien)"
        ),
    ),
    (
        Step.ASK_INJURED,
        r"\b(?:hurt|injur\w+|wounded|bleeding|able to breathe|lastimad\w+|herid\w+)\b",
    ),
    (
        Step.ASK_SAFE,
        (
            r"\bsafe (?:place|spot|location|area|where|distance|right now|now|there|from)\b|"
            r"\b(?:are|you're|you|everyone) (?:\w+ ){0,3}safe\b|somewhere safe|off the (?:road|"
            r"highway)\b[^.!]*\?|well away|out of (?:traffic|the (?:lane|road))[^.!]*\?|a salvo|"
            r"lugar seguro"
        ),
    ),
    (
        Step.POD_REMINDER,
        (
            r"\bp\.?o\.?d\b|proof of delivery|signed (?:paperwork|bills?|bol|copy|paper)|"
            r"paperwork signed|\bbol\b[^.?!]{0,30}\b(?:send|photo|picture|scan)|(?:send|photo|"
            r"picture|scan)[^.?!]{0,40}\b(?:bol|bills?|paperwork|delivery receipt)\b|comprobante"
        ),
    ),
    (
        Step.ASK_DOOR,
        (
            r"\b(?:which|what|give you a|given you a|assigned (?:you )?a|have a|got a|in a|door|"
            r"dock) (?:\w+ )?(?:door|dock)\b[^.!]*\?|\b(?:door|dock) number|what door|which door|"
            r"qu[eé] puerta|dieron puerta"
        ),
    ),
    (
        Step.ASK_CHECK_IN,
        (
            r"\b(?:what time|when) (?:did|were) you (?:\w+ )?(?:check|get there|arrive|get in|"
            r"checked)|check[- ]in time|a qu[eé] hora (?:lleg|se regist)"
        ),
    ),
    (Step.ASK_REEFER, r"\b(?:reefer|temperature|temp|set ?point|degrees|temperatura)\b[^.!]*\?"),
    (
        Step.ASK_ETA,
        (
            r"\beta\b|\barriv(?:e|al|ing)\b[^.!]*\??|\bwhat time\b|\bwhen (?:do|will|can|should|"
            r"are|would) (?:you|we)|\bhow (?:far|soon|much longer|long (?:until|till|before|to|"
            r"do you think))\b|expect to (?:be|get|arrive|reach|deliver|make)|\bnew time\b|"
            r"a qu[eé] hora|cu[aá]ndo (?:llega|cree|piensa|estar)|hora de llegada|"
            r"could you give me a time"
        ),
    ),
    (
        Step.ASK_UNLOADING,
        (
            r"\b(?:unload\w*|offload\w*)\b[^.!]*\?|\bstatus there\b|(?:empty|swept out)[^.!]*\?|"
            r"(?:descarg\w+)[^.!]*\?"
        ),
    ),
    (
        Step.ASK_DELAY,
        (
            r"\b(?:delays?|delayed|delaying|problems?|issues?|trouble|holding you (?:up|back)|"
            r"held you up|slowing you|hold-?ups?|put you behind|slow you down|set you back|"
            r"keeping you|retrasos?|demoras?|problemas?)\b[^.!]*\??|\bany (?:\w+ )?(?:traffic|"
            r"weather|construction)\b|(?:traffic|weather) or (?:traffic|weather)|how(?:\'s| is|"
            r" are) the (?:traffic|weather|roads?)"
        ),
    ),
    (
        Step.ASK_DELAY_REASON,
        (
            r"\b(?:what(?:'s| is| was)?|why) [^.?!]{0,30}(?:closure|cause\w*|reason|happened|"
            r"behind|late|hold)|what happened|caused the delay|what for|why is that|tell you why|"
            r"what(?:'s| is) going on"
        ),
    ),
    (
        Step.ASK_PLACE,
        (
            r"\bwhere(?:abouts)?\b|\b(?:your|current|exact) (?:location|position)\b|what(?:'s|"
            r" is) your (?:20|twenty|location|position)|\b(?:town|highway|mile marker|"
            r"cross street|exit)\b[^.!]*\?|which (?:warehouse|"
            r"facility|receiver|store|dc|rest area|exit|truck stop|city|town|highway|"
            r"mile|interstate)|d[oó]nde|ubicaci[oó]n|por d[oó]nde"
        ),
    ),
    (
        Step.ASK_STATUS,
        (
            r"\b(?:still|are you|you) (?:\w+ ){0,2}(?:rolling|driving|on the road|moving|en route|"
            r"under ?way)\b[^.!]*\?|sigue (?:en camino|manejando)"
        ),
    ),
    (Step.ASK_HOW, r"\bhow(?:'s| is| are| has)\b|status|update|c[oó]mo (?:va|est[aá]|le va)"),
)
_COMPILED = tuple((step, re.compile(asks, re.IGNORECASE)) for step, asks in _QUESTIONS)

_ANYTHING_ELSE = re.compile(
    r"anything else|any other|only the|just the|besides|algo m[aá]s|is (?:it|that) (?:only|just)",
    re.IGNORECASE,
)
_WILL_MAKE_IT = re.compile(
    r"(?:going to|gonna|will you|able to|can you|still|you'll|"
    r"you will) (?:still )?(?:be able to )?"
    r"(?:make (?:it|that|your|the|this)|be (?:on time|there by|there on time)|hit (?:that|"
    r"your)|make)"
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
    r"\b(?:connect|transfer|patch|put)(?:ting|ring|ing|ed|"
    r"red)?\b[^.?!]{0,40}\b(?:dispatcher|dispatch|person|human|someone|team|supervisor|"
    r"safety|through|now|representative|agent|specialist)\b"
    r"|\b(?:connecting|transferring|patching) you\b|putting you through|bringing (?:a|"
    r"in) (?:live )?(?:dispatcher|human)"
    r"|(?:le|lo|la) (?:comunico|transfiero|paso|conecto)|transfiri[eé]ndo\w*",
    re.IGNORECASE,
)
_NO_TRANSFER = re.compile(
    r"(?:tried|unable|couldn't|could not|can't|cannot|not able|no (?:one|dispatcher|body)|"
    r"nobody|failed|didn't go|isn't (?:free|available)|no dispatchers?|not available|"
    r"unavailable|all (?:of our )?dispatchers)\b",
    re.IGNORECASE,
)
_CALL_BACK = re.compile(
    r"(?:dispatcher|dispatch|someone|somebody|they|supervisor|team|we|i|person|manager|"
    r"safety)\b[^.?!]{0,30}\b(?:will|is going to|'ll|going to|"
    r"gonna)\b[^.?!]{0,25}\b(?:call|phone|ring|reach)\b"
    r"|(?:they'll|we'll|i'll|he'll|she'll|who will|someone'll) (?:\w+ ){0,3}(?:call|reach|"
    r"phone)|call you (?:right )?back|calling you back|callback|call-back"
    r"|(?:le|lo|la) (?:llamar[aá]n?|van? a llamar|regresar)|devolver[aá] la llamada",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True, slots=True)
class AgentLine:
    """One line of the agent's: the questions in it, first the one that is answered.

    `asks_more` says that delays were known already and it asked for others; `makes_it` that it
    asked whether the driver is on time (True) or late (False). `statement` is its yes-or-no
    question as the driver would say it of himself, empty where it asks something else.
    """

    text: str
    asked: tuple[Step, ...]
    asks_more: bool = False
    makes_it: bool | None = None
    statement: str = ""

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
    return AgentLine(text, tuple(asked), asks_more, makes_it, _statement(question))


_FIRST_PERSON = (
    (
        re.compile(r"\byou(?:'re| are) (?:still )?|¿?\best[aá] (?:usted )?(?:ya )?", re.IGNORECASE),
        "i'm ",
    ),
    (re.compile(r"\bare you (?:still |already |now )?", re.IGNORECASE), "i'm "),
    (re.compile(r"\bhave you (?:already )?", re.IGNORECASE), "i have "),
    (re.compile(r"\b(?:have|did) they (?:already )?", re.IGNORECASE), "they "),
    (re.compile(r"\bshows? you (?:\w+ )?(?=in|at|near|by)", re.IGNORECASE), "i'm "),
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou\b", re.IGNORECASE), "me"),
)
#: Questions that a yes does not answer.
_OPEN_QUESTION = re.compile(
    r"\b(?:or|where|what|when|which|how|why|can you|could you|would you|will you)\b|"
    r"\bhave they (?:given|told)"
    r"|\b(?:qu[eé]|d[oó]nde|cu[aá]ndo|c[oó]mo|cu[aá]l)\b",
    re.IGNORECASE,
)


def _statement(question: str) -> str:
    """A yes-or-no question in the first person: "Are you at the Kroger?" is "i'm at the Kroger"."""
    if "?" not in question or _OPEN_QUESTION.search(question):
        return ""
    spoken = question.strip("¿? ")
    for pattern, words in _FIRST_PERSON:
        spoken = pattern.sub(words, spoken)
    return spoken


def _steps(sentence: str) -> list[Step]:
    return [step for step, asks in _COMPILED if asks.search(sentence)]


_POD = dict(_COMPILED)[Step.POD_REMINDER]
_POD_KNOWN = re.compile(
    r"(?:thank(?:s| you) for|received|got|have) (?:\w+ ){0,3}(?:pod|proof)", re.IGNORECASE
)


def _is_pod_reminder(text: str) -> bool:
    return bool(_POD.search(text)) and not _POD_KNOWN.search(text)


_HANDLES_EMERGENCY = re.compile(
    r"\b(?:call(?:ed|ing)? 911|911 (?:first|right|now)|ambulance|paramedics|medical help|"
    r"first responders|"
    r"get (?:out of|away from) the (?:truck|cab|fire|trailer)|emergency services|fire department|"
    r"your (?:four ways|flashers|hazards) on|llame al 911)\b",
    re.IGNORECASE,
)


def handles_emergency(lines: list[str]) -> bool:
    """Whether only an emergency makes an agent speak as in these lines."""
    if any(_HANDLES_EMERGENCY.search(line) for line in lines):
        return True
    asked = {step for line in lines for step in read_agent_line(line).asked}
    asked_after = bool(asked & {Step.ASK_SAFE, Step.ASK_INJURED})
    gets_help = escalation(lines) is not EscalationStatus.NOT_ESCALATED
    return asked_after and (Step.ASK_LOAD_SECURE in asked or gets_help)


def takes_it_seriously(lines: list[str]) -> bool:
    """Whether the agent's lines after a danger was told treat it as one.

    An agent that goes on with the check call was not told of an emergency. Where the call ends
    at once, nothing speaks against it.
    """
    if len(lines) <= 1 or any(_HANDLES_EMERGENCY.search(line) for line in lines):
        return True
    asked = {step for line in lines for step in read_agent_line(line).asked}
    if asked & {Step.ASK_SAFE, Step.ASK_INJURED, Step.ASK_LOAD_SECURE}:
        return True
    return escalation(lines) is not EscalationStatus.NOT_ESCALATED


def escalation(lines: list[str]) -> EscalationStatus:
    """What the agent did about an emergency, by its lines since the emergency began."""
    status = EscalationStatus.NOT_ESCALATED
    for line in lines:
        for sentence in _SENTENCES.split(line):
            if _TRANSFER.search(sentence) and not _NO_TRANSFER.search(sentence):
                status = EscalationStatus.TRANSFERRED
            elif _CALL_BACK.search(sentence) or (
                _NO_TRANSFER.search(sentence) and _CALL_BACK.search(line)
            ):
                status = EscalationStatus.CALLBACK_PROMISED
    return status
