"""What a model may say beside its question: that it has heard, and what becomes of it.

A list of forbidden sentences is never complete: whoever is told to cancel the load finds words for
it. So what a model states is held to what a reaction can be. It begins as reactions begin; of
itself and of dispatch it says only what is true of every call, that the driver was heard and that
it is written down and passed on; and the driver is told nothing to do and nothing to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from prompts.parsing import Language

_BAR: Final = re.compile(r"\s+\|\s+")


def _any(phrases: str) -> str:
    """Alternatives of a pattern, laid out freely: ` | ` stands between them, lines are joined."""
    return "|".join(re.sub(r"\n\s*", "", each) for each in _BAR.split(phrases.strip()))


def _words(phrases: str) -> re.Pattern[str]:
    """Any of `phrases` as whole words; sentences are compared in small letters."""
    return re.compile(rf"\b(?:{_any(phrases)})\b")


# How a sentence begins

#: What may stand before anything, and says nothing.
_INTERJECTIONS: Final = _any(r"""
    oh | ah | ok | okay | alright | all right | well | yeah | yep | yup | man | wow | whoa | hey
    | sure | right | so | and | but | hmm+ | ha | haha | gosh | jeez | geez | boy | hi | hello | uh
    | um | y | uy | híjole | bueno | pues | ay | órale | hola | ándele
""")
_BEGINNING: Final = re.compile(rf"\W*(?:(?:{_INTERJECTIONS})\b\W*)*(?:\w+, )?")
#: What happened to him is how it is: a fact of the call never is.
_SUCH: Final = _any(r"""
    (?:(?:really|pretty|so|too|very|quite|just|sure|always|never|not|been|got to be|gotta be) )*+
    (?:rough|tough|hard|good|great|fine|okay|ok|alright|all right|fair|understandable|unfortunate
    |frustrating|annoying|helpful|nice|awesome|perfect|excellent|exactly|right|correct|crazy|wild
    |long|slow|busy|noted|clear|quiet|hot|cold|easy|ideal|fun|bad|a lot|no|one|for|something|what
    |your|how|the (?:worst|way)|an? (?:\w+ )?(?:good|great|fair|tough|rough|long|bummer|pain|shame
    |lot|mess|drag|question|busy|hard|hassle|relief|day|week|trip|run|haul|drive|night|one))
""")
#: How a reaction begins, which no order does.
_OPENINGS: Final[dict[Language, re.Pattern[str]]] = {
    "en": _words(rf"""
        got (?:it|that|you|ya) | gotcha | sounds?
        | (?:that(?: one)?|this|it)(?:'s| is| was| must be| looks?| seems?) (?:{_SUCH})
        | (?:that|this|it) (?:sounds|looks|seems) (?:like|{_SUCH})
        | (?:that|it) (?:makes sense|helps|happens|works)
        | (?:that|it) (?:sure |really |never |always )?(?:does|can be|adds up|gets old|stinks|sucks)
        | thanks? | appreciated? | good | great | nice | glad | happy | sorry | love | fair | fine
        | no (?:worries|problem|rush|trouble|sweat|need to apologi[sz]e) | not | understood
        | understandable | copy | roger | ten four | noted | makes | perfect | excellent | awesome
        | cool | absolutely | of course | definitely | certainly | long | rough | tough | what an?
        | must | hopefully | hope | wish | take your time | hang in there | hear you | always
        | loud and clear | bummer | ouch | yikes | ugh | welcome | will do | the line
        | my (?:apologies|bad|mistake) | i | i'(?:m|ll|ve|d) | we | we'(?:re|ll|ve)
        | you(?:'re| are)(?: \w+ly| all| just| still| right| back)*+ (?:welcome|on|at|in|near|past
        |out|almost|about|close|there|here|making|having|doing|running|rolling|moving|driving|waiting
        |stuck|sitting|parked|head(?:ed|ing)|busy|loaded|unloaded|empty|cutting|breaking)
        | you (?:bet|know|too|got it|said|told|mentioned|sound|have your)
        | let me (?:note|write|jot|put (?:that|it)|make a note|ask|see|say|try) | let's see
        | one (?:last|more|quick) | last | just | quick | before | next | now | for | on | at | near
        | in | traffic | waiting | delays | weather | dispatch | someone | a dispatcher
        | safe | drive | be | have a | stay safe | bye | goodbye | take care
    """),
    "es": _words(r"""
        enti?[eé]nd\w+ | copiado | enterado | voy a | claro | bien | muy | gracias | muchas | mil
        | perfecto | vale | de acuerdo | excelente | qué | que | lo (?:siento|lamento|entiendo)
        | lo (?:anoto|anoté|paso) | sí | no (?:se preocupe|hay|pasa|tengo|le) | anot\w+ | ya | suena
        | se | me | eso | con (?:gusto|calma) | tómese | tranquil[oa] | por supuesto | comprendo
        | espero | ojalá | así | le | aquí | disculpe | perdone? | perdón | una | última | seguro
        | cierto | correcto | listo | debe | está (?:bien|muy bien|claro|anotado)
        | es (?:una?|lo|normal|para|algo|entendible|comprensible) | son cosas | lamento
        | siento | agradezco | veo | oigo | en | sin prisa | igualmente | quedó | la línea
        | despacho | un despachador | alguien | cuídese | adiós | hasta | maneje con cuidado
        | buen | buenas?
    """),
}
#: The first words of reactions that more must follow, while a sentence is being made.
_BEGUN: Final = re.compile(
    _any(
        "no | all | that(?:'s)? | it(?:'s)? | this | let | of | take | my | one | will | con | por"
    )
)
#: Such a sentence may still become anything.
_OPEN: Final = _words("i | we | you | le | se")
#: What may stand before a question, and where a question begins.
_BEFORE: Final = _words(r"""
    when | once | if | as | after | before | with | since | while | other than | besides | from | by
    | until | about | ahora | cuando | si | después | antes | aparte | además | desde | hacia
    | hasta | mientras
""")
_ASKS: Final = re.compile(
    _any(r"""
        (?:what|where|which|when (?:do|does|did|will|are|is)|how|why|who|are|is|have|has)\b
        | (?:did|do)\b
        | (?:does|can|could|will|would|any|anything)\b | ¿
    """)
)

# What it says of itself

_HELPING: Final = _any(r"""
    will | would | am | are | was | were | can | could | do | did | just | already | also | really
    | definitely | certainly | still | totally | truly | now | going to | gonna | be | been | only
    | not | so | very | too | all | always
""")
#: Of what is done, only hearing, writing down, passing on, waiting and asking.
_TRUE_OF_ITSELF: Final = _any(r"""
    hear\w* | understand | understood | see(?! to) | know | knew | appreciate | hope | think | guess
    | bet | believe
    | get (?:it|that|you) | got (?:it|that|you)(?! \w) | got one | imagine | mean | wonder
    | note | noted | noting | jot\w* | write | wrote | writing | written | relay\w* | share
    | sharing
    | pass(?:ed|ing)? (?!you|him|her|the phone)\w+ | add(?:ed|ing)? (?:that|this|it)
    | mark(?:ed|ing)? (?:that|this|it|you) | flag(?:ged|ging)? | put(?:ting)? (?:that|it|this) down
    | tell(?:ing)? (?:dispatch|them|your dispatcher) | tak(?:e|ing) (?:a note|that down|it down)
    | let(?:ting)? (?:dispatch|them|your dispatcher|the office|the team) know | mak(?:e|ing) a
    | get (?:this|that|it) to dispatch | make sure (?:dispatch|that gets)
    | have (?:noted|written|passed|marked|it|that|you|one|just one|a couple|another|no|to|your)
    | have (?:dispatch|a question|a note) | ask(?:ing)?(?! you to) | need | want\w* | wondering
    | check(?:ing)? (?:in|on) | call(?:ing)? (?:about|for|from|on behalf|to) | on the line
    | wait\w* | hold(?:ing)?(?! on| the line) | sorry | glad | happy | here | afraid | sure
    | curious | listening | unable | certain | quick | brief | say\w* | said | catch | caught
    | miss(?:ed)? | like | love | wish | apologi[sz]e | try(?:ing)? | feel
    | keep (?:it|this)
    | almost | nearly | right (?:here|with you) | an? (?:automated|virtual) | dispatch's
    | the automated | with you | too | can't | cannot | couldn't | don't | didn't | won't | wouldn't
    | haven't | hadn't | wasn't
""")
_ACTS: Final = re.compile(
    rf"\b(?:i|we)(?:'(?:ll|ve|m|d|re))?(?: (?:{_HELPING})\b)*+(?! (?:{_TRUE_OF_ITSELF})\b)(?= \w)"
)
_ACTS_ES: Final = re.compile(
    _any(r"""
        \b(?:voy|vamos) a (?!anotar|pasar(?:lo|la|los)?\b(?! con)|avisar|esperar|apuntar)\w+
        | \b(?:he|hemos) (?!anotado|apuntado|escuchado|oído|entendido|tomado nota)\w+[dt]o\b
        | \b(?!anot|avis|esper|tendr|pasar|apunt|escuch|pregunt|entend|qued)\w{2,}(?:ré|remos)\b
        | \b(?!anot|apunt|entend|escuch|tom)\w{3,}[^r\W]é\b(?<!\bcafé)(?<!\besté)
        | \b(?!escuch|entend|anot|est|ten|sab|pod|quer|kilóm|próxi|últi|mis)\w{2,}[aei]mos\b
        | \b(?:estoy|estamos) (?!anotando|esperando|escuchando|llamando por|pasando)\w+ndo\b
    """)
)

# What it says of the driver

#: "When you get there" tells nobody to get there.
_ASIDE: Final = "".join(
    rf"(?<!{word} you)"
    for word in "when if as once what where until time that how sure".split()  # noqa: SIM905
)
_ADVISES: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(
        rf"\byou{_ASIDE}(?:'d better|'ll|'d)\b"
        rf"|\byou{_ASIDE} (?:"
        + _any(r"""
            will | would | won't | can | can't | could | should\w* | shouldn't | must | mustn't
            | may
            | might | need | don't | do not | have to | ought | get to | never | always | better
        """)
        + r")\b|\byou deserve\b"
        r"|\byou've (?!had|been (?:on|at|out|there|wait|hav|through|busy|driv|sitt))"
        r"|\byou(?:'re| are)(?: \w+ly| all| just| still| not)? (?:"
        + _any(r"""
            not | safe | fine | okay | ok | cleared? | free | allowed | entitled | owed | due
            | legal
            | within | approved | released | good to | through | re-?routed | dispatched | getting
            | going to | gonna | supposed | required | dehydrated | sick | hurt | wrong | stupid
            | checkcall | an? (?!rough|long) | the
            | having an? (?!(?:\w+ ){0,2}(?:day|time|week|trip|run|night|one)\b)
        """)
        + r")\b"
    ),
    "es": _words(r"""
        puede | debe | debería | tiene que | necesita | podrá | deberá | tendrá | le conviene | tome
        | vaya | deje | está autorizad[oa]
    """),
}
_ORDERS: Final = re.compile(
    r"(?:[,;:]\s+|\b(?:just|please|then|and|so|now|go ahead and|por favor,?)\s+)(?:"
    + _any(r"""
        do not | don't | never | go | drive | turn | drop | deliver | take(?! your time) | keep
        | stop
        | pull | get | leave | skip | bypass | ignore | delete | edit | put | drink | eat | lie
        | sit
        | stay | tell | call | text | email | visit | press | give | read | send | bring | head
        | use
        | wait | check | look | open | close | refuse | sign | pay | shut | rest | breathe | walk
        | run
        | park | unhook | follow | find | try | be | move | switch | diríjase | vaya | deje
        | entregue
        | regrese | siga | tome(?!se) | beba | llame | no (?:vaya|deje|entregue|maneje)
    """)
    + r")\b"
)

# What it says of others, and of the world

_OTHERS: Final = re.compile(
    r"(?<!let )(?<!tell )\b(?:"
    + _any(r"""
        they | he | she | someone | somebody | everyone | everybody | dispatch(?!'s automated)
        | help
        | (?:a|the|your|our|my|this|that) (?:next |new )?(?:dispatcher|receiver|shipper|customer)
        | (?:a|the|your|our|my|this|that) (?:next |new )?(?:broker|company|boss|supervisor|manager)
        | (?:a|the|your|our|my|this|that) (?:next |new )?(?:team|office|load|appointment|delivery)
        | (?:a|the|your|our|my|this|that) (?:next |new )?(?:pick-?up|stop|address|detention|lumper)
        | (?:a|the|your|our|my|this|that) (?:next |new )?(?:route|hours|logs?|weather|road|brakes?)
        | (?:a|the|your|our|my|this|that) (?:tires?|facility|dock|door|warehouse|yard|carrier|wife)
    """)
    + ")(?:"
    + _any(r"""
        's | 'll | 're | 've | 'd
        | \ (?:will|is|are|was|were|has|have|had|knows?|can|could|would|should|wants?|pays?|opens?)
        | \ (?:closes?|goes|got|moved|changed|says?|said|called|arrives?|comes?|needs?)
        | \ (?:does|doesn't|did|didn't|do|don't|isn't|aren't|won't|can't)
    """)
    + r")\b"
)
#: Dispatch gets what the driver tells; and what is done to him at a dock he has told himself.
_TRUE_OF_OTHERS: Final = _words(r"""
    dispatch(?:'ll| will)? (?:gets?|has|have|hears?|sees?|needs?) (?:it|that|this|what|your note)
    | dispatch(?:'ll| will)? (?:gets?|has|have|sees?) your (?:question|message|update)
    | have dispatch
    | they(?:'re| are|'ve| have)(?: got)?(?: been| really| sure| still)* (?:you|keep\w*|mak\w*)
    | they(?:'re| are|'ve| have)(?: been| really| sure| still)* (?:tak\w*|hold\w*|slow|busy|backed)
""")
_CALLS: Final = re.compile(
    _any(r"""
        \b(?:they|someone|somebody|dispatch|a person|(?:a|the|your) dispatcher)(?:'ll| will| can)
        \ (?:call|get back|follow up|answer|reach out|let you know|contact|have|get|take|help|try)\b
        | \b(?:despacho|un despachador|alguien|una persona)(?: que)?(?: le| se)?(?: va a)?
        \ (?:llam|contest|habl|respond|comunic)
    """)
)
_OTHERS_ES: Final = re.compile(
    r"(?<!\ba )(?<!\bde )\b(?:ellos|ellas|alguien|despacho|(?:el|la|su|un|una|nuestr[oa]) (?:"
    + _any(r"""
        despachador | cliente | bodega | carga | cita | entrega | jefe | supervisor | compañía
        | empresa | ruta | dirección | receptor | parada | pago
    """)
    + r"))(?: ya| no| le| lo| la| se)* (?!le (?:llam|contest|habl|respond)|sigue|recibe|tiene)\w+"
)
_CLAIMS: Final = _words(r"""
    paid | pays | payment | dollars | bonus | raise | money | refund\w* | reimburs\w* | safe
    | pay (?:is|will) | cover(?:s|ed)? (?:it|that|the|your|for) | safely | dangerous | in danger
    | risk\w* | legal\w* | illegal\w* | allowed | permitted | liab\w+ | fault | rights? to | logs?
    | your rights | log ?book | eld | hours of service | inspection | weigh station | ticket
    | officer | violation | (?:fine|okay|ok|good) to (?:go|drive|keep|leave|run|move)
    | dinero | dólares | pagad[oa] | segur[oa] (?:ahí|manejar) | peligros[oa] | bitácora | derechos?
    | ilegal | culpa | permitid[oa]
""")
_THERE_IS: Final = _words(r"there(?:'s| is| are| will be) (?!no rush) | hay (?!problema)")

#: Neither told nor asked, whatever the step.
_NEVER: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "asks for what is nobody's business",
        _words(r"""
            (?:credit|debit|fuel|bank|gift|comdata|efs)[ -]?cards? | card (?:number|info\w*) | ssn
            | social security | date of birth | birth ?(?:day|date) | pass ?(?:word|code) | pin
            | cdl
            | (?:bank|routing|account) ?(?:account|number) | licen[sc]e | home address | passport
            | immigration | wife | husband | girlfriend | boyfriend | married | religion | vote
            | union
            | tarjetas? | contraseña | seguro social | fecha de nacimiento
            | cuenta (?:bancaria|de banco)
            | licencia | pasaporte | espos[oa]
        """),
    ),
    (
        "decides about the load",
        _words(r"""
            cancel\w* | re-?schedul\w* | re-?rout\w* | redirect\w* | approv\w* | authori[sz]\w*
            | abandon\w* | (?:turn|head|go) (?:back|around) | unhook\w*
            | new (?:address|destination|appointment) | reprogram\w* | reagend\w* | desví\w*
            | autoriz\w* | aprob\w* | nueva (?:cita|dirección)
        """),
    ),
    (
        "gives medical advice",
        _words(r"""
            lie down | drink (?:some |plenty of )?water | deep breaths? | breathe | ibuprofen
            | tylenol
            | panic attack | dehydrat\w+ | seizures? | blood (?:pressure|sugar) | insulin
            | chest pain | heartburn | antacids? | sprain\w*
            | your (?:chest|heart|leg|head|arm|back) | elevate | overdose | recuéstese | respire
            | tome agua | deshidrat\w+ | presión arterial | su (?:pecho|corazón)
        """),
    ),
    (
        "gives legal advice",
        _words(r"""
            lawyers? | attorneys? | sue | suing | lawsuits? | court | legally | liable | liability
            | abogad[oa]s? | demand(?:a|ar|arlos|e)
        """),
    ),
    (
        "is rude",
        _words(r"""
            damn | shit\w* | fuck\w* | bitch\w* | asshole\w* | idiots? | stupid | moron\w* | dumb
            | shut up | hate you | crap | pendej\w+ | cabr[oó]n\w* | chinga\w* | mierda | cállese
        """),
    ),
)
#: Names are told by their capitals.
_SOMEBODY: Final = re.compile(
    _any(r"""
        (?i:\bmy name\b|\bcall me\b|\bme llamo\b|\bmi nombre\b|\bdo I sound like\b)
        | (?i:\bas a (?:driver|trucker|human|person|dispatcher)\b)
        | (?i:\ba (?:regular|real|human|live) (?:guy|gal|person|being|man|woman)\b|\bhuman\b)
        | \b(?:[Tt]his is|I'm|I am|[Ss]oy) (?!Checkcall\b)[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\b
    """)
)


def reaction_faults(
    text: str, language: Language, *, promises_call: bool, ends: bool
) -> Iterator[str]:
    """What `text`, a sentence of a model's, says that is no reaction and no question.

    `promises_call`: the step tells of a call by dispatch; `ends`: the call ends with these words.
    A sentence that has no end yet may still become a question.
    """
    low = text.lower()
    for fault, words in _NEVER:
        if words.search(low):
            yield fault
    if _SOMEBODY.search(text):
        yield "claims to be somebody"
    told = _told(low)
    if not told:
        return
    if not _begins_well(told, low, language):
        yield "is no reaction"
    if _ACTS.search(told) or (language == "es" and _ACTS_ES.search(told)):
        yield "claims or promises to do something"
    if not (promises_call and _CALLS.search(told)) and _speaks_of_others(told, language):
        yield "speaks for others"
    if _THERE_IS.search(told) or (not ends and _CLAIMS.search(told)):
        yield "claims what nobody told"
    if not ends and (_ADVISES[language].search(told) or _ORDERS.search(told)):
        yield "tells the driver what to do"


def _told(low: str) -> str:
    """What a sentence states: of a question, what stands before its last comma."""
    told = low
    if low.endswith("?"):
        told = low[: max(0, *(low.rfind(sign) for sign in (", ", ": ", ". ", "¿")))].rstrip(" ,:.")
    elif low.endswith((".", "!", "…")):
        return low
    return "" if _ASKS.match(told, _begins(told)) else told


def _begins_well(told: str, low: str, language: Language) -> bool:
    """Whether a statement begins as reactions do; two words before a question may be any."""
    rest = told[_begins(told) :].strip(" ,.!…")
    if low[-1].isalnum() and _OPEN.match(rest):
        return False
    if not rest or _OPENINGS[language].match(rest) or _BEGUN.fullmatch(rest):
        return True
    return low.endswith("?") and (len(rest.split()) <= 2 or _BEFORE.match(rest) is not None)


def _begins(told: str) -> int:
    """Where it begins, after all that says nothing."""
    found = _BEGINNING.match(told)
    return found.end() if found else 0


def _speaks_of_others(told: str, language: Language) -> bool:
    if language == "es" and _OTHERS_ES.search(told):
        return True
    return _OTHERS.search(told) is not None and _TRUE_OF_OTHERS.search(told) is None
