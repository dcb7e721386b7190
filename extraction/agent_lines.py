"""What an agent's line does, in any agent's wording: what it asks, and what it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from conversation.forms import EscalationStatus
from conversation.steps import Step

_QUESTIONS: tuple[tuple[Step, str], ...] = (
    (
        Step.ASK_LOAD_SECURE,
        (
            r"\b(?:load|freight|cargo|trailer|product|pallets)\b[^.?!]{0,40}\b(?:secure|intact|"
            r"okay|ok|alright|all right|fine|in good shape|in one piece|still (?:on|in|good)|"
            r"closed|damaged?|shifted|sealed|upright|spill\w*)\b|(?:spill\w*|damaged?|lose|lost) "
            r"(?:any of |of )?(?:the |your )?(?:load|freight|cargo|product)|"
            r"(?:what|how) about (?:the|your) (?:load|freight|cargo|trailer)|how(?:'s| is) (?:the|"
            r"your) "
            r"(?:load|freight|cargo)|^(?:and )?the (?:load|freight|cargo)\?|[¿y ]+(?:la carga|su "
            r"carga)\?|"
            r"(?:la carga|mercanc[ií]a|el remolque|la caja)[^.?!]{0,30}(?:segur[ao]|asegurad[ao]|"
            r"bien|intact[ao]|completa|tir[oó]|da[nñ])"
        ),
    ),
    (
        Step.ASK_INJURED,
        (
            r"\b(?:hurt|injur\w+|wounded|bleeding|able to breathe|in (?:any )?pain|"
            r"need (?:an ambulance|medical|a (?:doctor|medic|paramedic))|"
            r"(?:are|is) (?:you|everyone|everybody) (?:okay|alright|all right)(?= \?|\?| "
            r"physically)|"
            r"lastim\w+|herid\w+|necesita (?:una )?ambulancia|est[aá] (?:usted )?bien(?=\?))"
        ),
    ),
    (
        Step.ASK_SAFE,
        (
            r"\bsafe (?:place|spot|location|area|where|distance|right now|now|there|from)\b|"
            r"\b(?:are|you're|you|everyone) (?:\w+ ){0,3}safe\b|somewhere safe|off (?:of )?the "
            r"(?:road(?:way)?|lanes?|shoulder|"
            r"highway)\b[^.!]*\?|well away|out of (?:traffic|harm|danger|the (?:lane|road|way))"
            r"[^.!]*\?|away from (?:the )?(?:traffic|road|fire|truck|vehicle)[^.!]*\?|a salvo|"
            r"lugar seguro|fuera del? (?:la carretera|peligro|el tr[aá]fico|carril|camino|"
            r"tr[aá]fico|tr[aá]nsito)"
        ),
    ),
    (
        Step.POD_REMINDER,
        (
            r"\bp\.?o\.?d\b|proof of delivery|signed (?:paperwork|bills?|bol|copy|paper)|"
            r"paperwork signed|\bbol\b[^.?!]{0,30}\b(?:send|photo|picture|scan)|(?:send|photo|"
            r"picture|scan)[^.?!]{0,40}\b(?:bol|bills?|paperwork|delivery receipt|"
            r"signed (?:copy|copies|papers?|sheet))\b|comprobante|"
            r"(?:papeles|documentos|recibos?|carta porte|remisi[oó]n|bol)\b[^.?!]{0,20}"
            r"(?:firmad|sellad)"
        ),
    ),
    (
        Step.ASK_DOOR,
        (
            r"\b(?:which|what|give you a|given you a|assigned (?:you )?a|have a|got a|in a|door|"
            r"dock) (?:\w+ )?(?:door|dock)\b[^.!]*\?|\b(?:door|dock) number|what door|which door|"
            r"(?:qu[eé]|cu[aá]l) (?:puerta|rampa|and[eé]n|muelle)|(?:dieron|asignaron|asignado|"
            r"dado|tiene|toc[oó]|pusieron|metieron)[^.!?]{0,12} (?:puerta|rampa|and[eé]n|muelle)|"
            r"n[uú]mero de (?:la )?(?:puerta|rampa|and[eé]n)|(?:en|ya en) (?:la |una )?(?:puerta|"
            r"rampa|and[eé]n)[^.!]*\?"
        ),
    ),
    (
        Step.ASK_CHECK_IN,
        (
            r"\b(?:what time|when) (?:did|were) you (?:\w+ )?(?:check|get there|arrive|get in|"
            r"checked)|check[- ]in time|\bget you checked in|(?:dieron entrada|check-?in\b|"
            r"registr[oó]|hora "
            r"de registro)|"
            r"how long have you been (?:there|waiting|sitting|at)|"
            r"(?:a qu[eé] hora|desde cu[aá]ndo|cu[aá]ndo) (?:lleg[oó]\b|se registr[oó]|entr[oó]\b)|"
            r"cu[aá]nto (?:tiempo )?lleva (?:ah[ií]|esperando)|desde qu[eé] hora"
        ),
    ),
    (
        Step.ASK_REEFER,
        r"\b(?:reefer|temperature|temp|set ?point|degrees|temperatura|grados|termo)\b[^.!]*\?",
    ),
    (
        Step.ASK_ETA,
        (
            r"\beta\b|\barriv(?:e|al|ing)\b[^.!]*\??|\bwhat time\b|\bwhen (?:do|will|can|should|"
            r"are|would) (?:you|we|they|the (?:receiver|customer))|\bhow (?:far|soon|much longer|"
            r"much time|long (?:until|till|before|to|do you think))\b|expect to (?:be|get|arrive|"
            r"reach|deliver|make)|expect you\b|\bnew time\b|(?:have|give me|got|is there) an? "
            r"(?:rough |new |better |updated |estimated )?(?:time|estimate|idea of (?:the|a) time|"
            r"ballpark|guess|hour)\b|best guess|ballpark|\brealistic\w*|rough (?:time|idea|"
            r"estimate)|"
            r"time ?frame|\b(?:\w+ )?time (?:now|then|there|in \w+)\?|"
            r"(?:put(?:s|ting)?|get(?:s|ting)?|have|has) you (?:in|into|there|at the)|"
            r"(?:do|does|doing) (?:to|for) your \w+|(?:and|about) (?:the|your) delivery|"
            r"make your (?:arrival|delivery)|(?:qu[eé]|cu[aá]nto) tiempo (?:estima|calcula|cree|"
            r"le)|"
            r"a qu[eé] hora|cu[aá]ndo (?:llega|cree|piensa|estar|va a)|hora (?:de llegada|"
            r"estimada|aproximada|m[aá]s o menos)|tiempo estimado|cu[aá]nto (?:le|te|tiempo) falta|"
            r"qu[eé] tan lejos|repeat the time|(?:nueva|su) hora|"
            r"(?:think|thinking|looking at|shooting for|say) (?:for|on) (?:your |the )?\w+(?: "
            r"then| now)?"
            r"\?|(?:should|can|shall|do) i tell (?:the |them|him|her)|\bya (?:mero|merito) llega|"
            r"when you(?:'d| would|'ll| will| might)|"
            r"\by (?:a qu[eé] hora )?llega(?:r[ií]a)? a|"
            r"what hour|qu[eé] hora (?:calcula|cree|piensa|estima)|could you give me a time"
        ),
    ),
    (
        Step.ASK_UNLOADING,
        (
            r"\b(?:unload\w*|offload\w*)\b[^.!]*\?|\bstatus there\b|(?:empty|swept out)[^.!]*\?|"
            r"working on (?:you|your|the trailer)[^.!]*\?|(?:waiting|esperando)\?|(?:started|"
            r"begun|finished|"
            r"done)[^.!]{0,20}"
            r"(?:you|yet|there|at the receiver)\?|"
            r"(?:descarg\w+|vac[ií][oa])[^.!]*\?"
        ),
    ),
    (
        Step.ASK_DELAY,
        (
            r"\b(?:delays?|delayed|delaying|problems?|issues?|(?<!in )trouble|holding you (?:up|"
            r"back)|"
            r"held you up|slow(?:ing|ed)? you|hold(?:ing|s)?[- ]?ups?|held up|put(?:ting)? you "
            r"behind|set(?:ting)? you back|in your way|hiccups?|snags?|setbacks?|"
            r"atras\w+|esperar mucho|quitando tiempo|"
            r"keeping you|retras\w+|demor\w+|problemas?|contratiempos?|novedad(?:es)?|"
            r"inconvenientes?)\b[^.!]*\??|\bany (?:\w+ )?(?:traffic|"
            r"weather|construction)\b|(?:traffic|weather|construction) or (?:traffic|weather|"
            r"anything|construction)|"
            r"how(?:\'s| is| are) the (?:traffic|weather|roads?)|"
            r"(?:weather|traffic|roads?|wind|snow|rain)\b[^.?!]{0,12}\b(?:treating|holding|"
            r"cooperating|a problem|"
            r"bad|giving you|affecting)|(?:going|running|still) smooth\w*|"
            r"anything (?:wrong|slowing|holding|going on|in (?:your|the) way|to report|i should "
            r"know|"
            r"keeping)|everything (?:on track|running smooth\w*|still on (?:time|schedule))|"
            r"(?:encontrado|tenido|hay|habido)[^.?!]{0,12}(?:tr[aá]fico|mal tiempo|algo)|"
            r"^(?:is it |was it |because of )?(?:the )?(?:bad |just )?(?:traffic|weather|"
            r"construction|"
            r"tr[aá]fico|clima)\?|(?:hay|hubo) (?:mucho )?tr[aá]fico"
        ),
    ),
    (
        Step.ASK_DELAY_REASON,
        (
            r"\b(?:what(?:'s| is| was)?|why) [^.?!]{0,30}(?:closure|caus\w+|reason|happened|"
            r"behind|late|hold)|what happened|caused the delay|what for|why is that|tell you why|"
            r"what(?:'s| is) going on|what(?:'s| is)(?: it that'?s?)? (?:the )?(?:matter|wrong|"
            r"slowing|keeping)|"
            r"qu[eé] (?:es lo que )?le est[aá] (?:causando|quitando|atrasando|retrasando)|"
            r"(?:give|gave|given) (?:you )?a reason|(?:is|was) (?:that|it|this) (?:for|because of|"
            r"due to|from) |"
            r"why they|why(?: it's| so| you)|"
            r"(?:cu[aá]l|qu[eé]) (?:es |fue )?(?:la |el )?(?:causa|motivo|raz[oó]n)|"
            r"por qu[eé]\b[^.!]{0,30}(?:tard|retras|demor|parad|deten)|qu[eé] (?:pas[oó]|"
            r"sucedi[oó]|"
            r"ocurri[oó]|lo (?:retras|detuv|detien))|a qu[eé] se debe"
        ),
    ),
    (
        Step.ASK_PLACE,
        (
            r"\bwhere(?:abouts)?\b|\b(?:location|position)\b|what(?:'s|"
            r" is) your (?:20|twenty|location|position)|\b(?:town|highway|mile marker|"
            r"cross street|exit|city|landmark)\b[^.!]*\?|(?:which|what) (?:stop|warehouse|"
            r"facility|receiver|shipper|store|dc|rest area|exit|truck stop|city|town|highway|road|"
            r"state|part of|mile|interstate|port|terminal|yard|ramp|place|one|petro|pilot|"
            r"love's|ta|walmart|plant|lot|county)(?! (?:time|hour))|d[oó]nde|ubicaci[oó]n|por "
            r"d[oó]nde|"
            r"(?:qu[eé]|cu[aá]l) (?:lugar|ciudad|pueblo|carretera|salida|milla|cruce|parte|bodega|"
            r"cliente|altura|parada|sitio)|(?:la )?(?:ciudad|pueblo|salida|"
            r"milla)\b[^.?!]{0,20}cercan[ao]"
        ),
    ),
    (
        Step.ASK_STATUS,
        (
            r"\b(?:still|are you|you) (?:\w+ ){0,2}(?:rolling|driving|on the road|moving|en route|"
            r"under ?way)\b[^.!]*\?|(?:sigue|va|viene|anda) (?:en (?:camino|carretera|ruta)|"
            r"manejando|rodando)"
        ),
    ),
    (
        Step.ASK_HOW,
        (
            r"\bhow(?:'s| is| are| has)\b|status|update|everything (?:okay|ok|alright|going)|"
            r"c[oó]mo (?:va|est[aá]|le va|anda|viene|le ha ido|sigue)|todo bien|qu[eé] (?:tal|"
            r"novedades)"
        ),
    ),
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
#: Asks for a time that is not the arrival's: when he leaves, when a road opens, how long a wait.
_OTHER_TIME = re.compile(
    r"\b(?:when|what time|how long|how soon)\b[^.?!]{0,40}\b(?:start(?:ing)?|roll(?:ing)?|"
    r"leav(?:e|ing)|"
    r"open(?:s|ed|ing)?|fix(?:ed)?|repaired|load(?:ed|ing)?|back on|going again|ready|wait(?:ed|"
    r"ing)?|"
    r"be done|finish(?:ed)?|they think|been)\b|how long do they|(?:cu[aá]ndo|a qu[eé] hora)"
    r"[^.?!]{0,30}(?:sale|suelt|abre|arregl|carg|arranc)|when(?:'s| is) your (?:time|appointment|"
    r"slot|window|turn)|"
    r"(?:a qu[eé] hora|cu[aá]ndo) (?:es|era) su cita",
    re.IGNORECASE,
)
#: Asks after the loading: what he tells of a dock then is the shipper's.
_OF_LOADING = re.compile(
    r"\b(?:(?:get|got|getting|are you|you're|been|still|finish(?:ed)?|done) (?:\w+ )?"
    r"load(?:ed|ing)|load(?:ed|ing) you|(?:le|lo|la) (?:\w+ )?cargaron|"
    r"(?:le|lo|la|est[aá]n) (?:est[aá]n )?carg(?:ado|ando)|loading)\b[^.!]*\?",
    re.IGNORECASE,
)
_OF_ARRIVAL = re.compile(
    r"\b(?:arriv\w*|eta|(?:be|get|make it) (?:in|to|into|at|there)|there|deliver\w*|expect you|"
    r"receiver|customer|lleg\w+|entreg\w+)\b",
    re.IGNORECASE,
)

_TRANSFER = re.compile(
    r"\b(?:(?:connect|transfer|patch)(?:ting|ring|ing|ed|red)?|put(?:ting)? (?:you|us|this|the|"
    r"your|"
    r"him|her|a|someone|dispatch))\b[^.?!]{0,40}\b(?:dispatcher|dispatch|person|human|someone|team|supervisor|"
    r"safety|through|now|representative|agent|specialist)\b"
    r"|\b(?:connecting|transferring|patching) you\b|putting you through|"
    r"\b(?:bring|get|hand|pass|switch|loop|forward|conferenc)(?:ting|ing|e)\b[^.?!]{0,25}\b(?:"
    r"live |a |our |the )*(?:dispatcher|dispatch|human|supervisor|safety (?:team|manager|desk))\b"
    r"|(?:dispatcher|supervisor) (?:is |who is )?(?:on the line|joining|coming on|with us) "
    r"?(?:now)?"
    r"|(?:le|lo|la|te) (?:voy a |estoy |vamos a )?(?:comunic\w+|transfer\w+|transfir\w+|"
    r"transfier\w+|"
    r"pas(?:o|ar|ando)\b|conect\w+)"
    r"|transfiri[eé]ndo\w*|comunic[aá]ndol\w*|sigo comunicando|"
    r"(?:estoy |voy a )?pas(?:o|ando|ar) (?:su|la|esta) llamada a|buscando (?:a )?un despachador|"
    r"you have dispatch with you|talk to dispatch, they have|ya est[aá] con despacho|"
    r"hable con despacho, ya",
    re.IGNORECASE,
)
_NO_TRANSFER = re.compile(
    r"(?:tried|unable|couldn't|could not|can't|cannot|not able|no (?:one|dispatcher|body)|"
    r"nobody|failed|didn't go|isn't (?:free|available)|no dispatchers?|not available|"
    r"unavailable|busy|tied up|all (?:of our )?dispatchers|no (?:hay|pude|puedo|se pudo|contesta)|"
    r"nadie|ocupad[oa]s?|no est[aá] disponible)\b",
    re.IGNORECASE,
)
_CALL_BACK = re.compile(
    r"(?:dispatcher|dispatch|someone|somebody|they|supervisor|team|we|i|person|manager|"
    r"safety)\b[^.?!]{0,30}\b(?:will|is going to|'ll|going to|"
    r"gonna)\b[^.?!]{0,25}\b(?:call|phone|ring|reach)\b"
    r"|(?:they'll|we'll|i'll|he'll|she'll|who will|someone'll) (?:\w+ ){0,3}(?:call|reach|"
    r"phone|be in touch|contact)|call you (?:right )?back|calling you (?:right )?back|callback|"
    r"call-back|(?:the|your|a) call back\b|libre este tel[eé]fono|get back to you|give you a "
    r"(?:call|ring)|return your call|in touch with you|"
    r"have (?:a |the |someone |somebody |our )?(?:dispatcher|dispatch|supervisor|\w+)? ?"
    r"(?:call|phone|ring) you|expect a call"
    r"|(?:le|lo|la|te) (?:llam(?:ar[aá]n?|an?|amos|aremos)\b|van? a (?:llamar|marcar|hablar|"
    r"contactar)|"
    r"regresa\w*|marca(?:r[aá]n?|n|mos)?\b|contactar[aá]n?|habla(?:r[aá]n?|n)\b|"
    r"devuelv\w+)|devolver[aá]n? la llamada|"
    r"se (?:comunicar[aá]n?|pondr[aá]n? en contacto)|para que le (?:llamen?|hablen?|marquen?)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True, slots=True)
class AgentLine:
    """One line of the agent's: the questions in it, first the one that is answered.

    `asks_more` says that delays were known already and it asked for others; `makes_it` that it
    asked whether the driver is on time (True) or late (False); `other_time` that it asked when
    something else than the arrival will be; `of_loading` that it asked after the loading at the
    shipper. `statement` is its yes-or-no
    question as the driver would say it of himself, empty where it asks something else.
    """

    text: str
    asked: tuple[Step, ...]
    asks_more: bool = False
    other_time: bool = False
    makes_it: bool | None = None
    statement: str = ""
    of_loading: bool = False

    @property
    def reminds_of_pod(self) -> bool:
        """Whether the line reminds the driver to send the POD."""
        return Step.POD_REMINDER in self.asked


# The same lines are read again and again, in a call and from one to the next.
@lru_cache(maxsize=1024)
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
    other_time = bool(_OTHER_TIME.search(question)) and not _OF_ARRIVAL.search(question)
    if other_time and Step.ASK_ETA in asked:
        asked.remove(Step.ASK_ETA)
    of_loading = any(_OF_LOADING.search(sentence) for sentence in questions)
    statement = _statement(question)
    return AgentLine(text, tuple(asked), asks_more, other_time, makes_it, statement, of_loading)


_FIRST_PERSON = (
    (
        re.compile(r"\byou(?:'re| are) (?:still )?|¿?\best[aá] (?:usted )?(?:ya )?", re.IGNORECASE),
        "i'm ",
    ),
    (re.compile(r"¿?\b(?:ya )?lleg[oó]\b", re.IGNORECASE), "ya llegué"),
    (
        re.compile(
            r"¿?\b(?:usted )?(?:sigue|va|anda|viene)\b(?= (?:en|por|con|a la|cerca))", re.IGNORECASE
        ),
        "voy",
    ),
    (re.compile(r"\bare you (?:still |already |now )?", re.IGNORECASE), "i'm "),
    (re.compile(r"\bhave you (?:already )?", re.IGNORECASE), "i have "),
    (re.compile(r"\bdid you (?:already )?get\b(?= (?:un)?loaded)", re.IGNORECASE), "i got"),
    (re.compile(r"\bdid you (?:already )?make\b", re.IGNORECASE), "i made"),
    (
        re.compile(
            r"\bdid you (?:already )?(?:arrive|get)\b(?= (?:in|at|to|there|here))", re.IGNORECASE
        ),
        "i arrived",
    ),
    (re.compile(r"\b(?:have|did) they (?:already )?", re.IGNORECASE), "they "),
    (re.compile(r"\bshows? you (?:\w+ )?(?=in|at|near|by)", re.IGNORECASE), "i'm "),
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou\b", re.IGNORECASE), "me"),
)
#: Questions that a yes does not answer.
_OPEN_QUESTION = re.compile(
    r"\b(?:or|where|what|when|which|how|why|can you|could you|would you|will you)\b|"
    r"\bhave they (?:given|told)"
    r"|\b(?:once|after|if|una vez|en cuanto|pued[ea]n?|podr[ií]an?|nos (?:manda|hace|env[ií]a))\b"
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
    r"your (?:four ways|flashers|hazards) on|llame (?:primero )?al (?:911|nueve uno uno))\b",
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
