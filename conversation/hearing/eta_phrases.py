"""Words around a time that make it the arrival, or some other time."""

from __future__ import annotations

from conversation.hearing.phrases import pattern
from conversation.hearing.word_sets import word_set

#: Words shortly before a time that make it an arrival.
ARRIVAL = pattern(
    "(?:gimme|give me) (?:till|until)(?: about| around)?",
    (
        "(?:won't|not gonna|ain't gonna|can't) (?:be|make it|get) (?:there|here|in) "
        "(?:till|until|before)"
    ),
    "be (?:there|here|in|at|over there|rolling in|pulling in|arriving|getting there)",
    "(?:i'll|we'll|i will|we will|i'd|should|shall|gonna|going to|will) be",
    (
        "(?:i'll|we'll|gonna|should|will|can|i'd|might) (?:make|roll|pull|get|arrive|hit|"
        "reach|see|come|deliver|land)"
    ),
    "(?:get|getting|got|make|making|made) (?:there|in|it|to|that)",
    "arriv(?:e|al|ing)",
    "eta(?:'s| is| of)?",
    (
        "(?:gps|google|the computer|my map|maps|qualcomm|navigation|nav|elog|it|garmin|"
        "phone) (?:is |'s )?(?:says?|saying|said|shows?|showing|puts?|putting|got|has|"
        "have|telling|tells|giving|gives)"
    ),
    "gps",
    "looking (?:at|like)",
    "look like",
    "looks like",
    "shooting for",
    "thinking",
    "figure",
    "figuring",
    "hoping",
    "expect(?:ing)?",
    "guessing",
    "i guess",
    "(?:i'd|i would|my|best) guess(?: is| would be)?",
    "i'd say",
    "i say",
    "(?<! they )say",
    "call it",
    "make it",
    "(?:(?:just|so|yeah|then|better) put|put(?:ting)? (?:me|us|it|that|her))"
    "(?: (?:me|us|it|that|her))?(?: down| in)?(?: for| at| as)?",
    "(?:go|going) with",
    "more like",
    "closer to",
    "be about",
    "be around",
    "should be",
    "would be",
    "it's gonna be",
    "gonna be",
    "it will be",
    "it'll be",
    "will be",
    "be more",
    "(?:roll|rolling|pull|pulling|get|getting) in",
    "(?:probably|maybe|then|so|i'd|bad|terrible|heavy|slow|good|fine|clear|and) be",
    "be like",
    "have me there",
    "puts me there",
    "puts me in",
    "reach",
    "reaching",
    "reaches",
    "projected",
    "estimated",
    "estimate",
    "drop(?:ping)? at",
    "unload(?:ing)? at",
    "deliver(?:ing|y)?",
    "there by",
    "there at",
    "there around",
    "there about",
    "on schedule for",
    "on track for",
    "on time for",
    "still on for",
    "good for",
    "arrival",
    "try(?:ing)? for",
    "(?:voy|vengo|ando) (?:bien )?(?:tarde|atrasado)",
    "no (?:llego|llegamos|llegare|voy a llegar) hasta",
    "(?:ya )?(?:va|van) a ser",
    "(?:sera|seran|seria|serian|ha de ser)",
    "(?:ponle|pongale|ponga|digamos|le pongo|yo digo|diria|diles?|digale|digales)(?: tu)?(?: que)?",
    "(?:espero|pienso|le calculo|segun yo|yo pienso)(?: que)?",
    "(?:gps|google|mapa|maps|telefono|navegador|computadora)(?: me| lo| la)? "
    "(?:dice|marca|pone|da|manda)(?: que| aqui| alla)?",
    "me (?:marca|pone) (?:que )?",
    "a mas tardar",
    "(?:entrego|entregamos|descargo|entregar)",
    "llego",
    "llegamos",
    "llegare",
    "llegaremos",
    "llegar",
    "llegando",
    "estare",
    "estaremos",
    "estar alla",
    "voy a estar",
    "voy a llegar",
    "vamos a llegar",
    "alla",
    "will come",
    "i come",
    "i am there",
    "i'm there",
    "we are there",
    "i think",
    "yo creo",
    "creo que",
    "calculo",
    "there in",
    "pushing",
    "show(?:s|ing)? me",
    "to go",
    "to (?:the )?(?:receiver|customer|consignee|delivery)",
    "out",
    "i'm at your door",
)

#: Words shortly before a time that make it some other time.
OTHER_BEFORE = pattern(
    "appointment(?:'s)?(?: (?:is|was|at|time|for|about|around|set|said|window)){0,4}",
    "appointment",
    "cita",
    "la cita(?: es| era)?",
    "supposed to (?:be )?(?:<w> ){0,4}<w>",
    "was supposed",
    "due(?: in| at| there| by){0,4}",
    "since",
    "desde",
    "till",
    "until",
    "hasta",
    "told (?:<w> ){0,4}<w>",
    "(?:i|we) (?:just )?left(?: <w>){0,3}",
    (
        "(?:got|been) (?:here|in|loaded|up|out|to|unloaded|off|done|on the road|stuck|"
        "held|pulled|there|my)(?: <w>){0,3}"
    ),
    "arrived(?: <w>){0,2}",
    "left(?: (?!so|about|to|for|till)<w>){1,2}",
    "checked in(?: <w>){0,3}",
    "check in(?: <w>){0,2}",
    "showed up(?: <w>){0,2}",
    "picked up(?: <w>){0,3}",
    (
        "(?:loaded|rolled out|pulled out|took off|started|woke up|shut down|stopped|"
        "parked|fueled|finished|finish|departed|headed out|out of there|came in|come "
        "in)(?: <w>){0,3}"
    ),
    (
        "(?:open|opens|opened|close|closes|closed|closing)(?: back up)?(?: at| by| "
        "around| until| till){0,4}"
    ),
    "(?:receiving|window|hours|lunch|shift)(?: <w>){0,3}",
    "was(?: <w>){0,2}",
    "were(?: <w>){0,2}",
    "had me(?: <w>){0,4}",
    "llegue(?: <w>){0,3}",
    "sali(?: <w>){0,3}",
    "hace(?: <w>){0,2}",
    "(?:me|nos) quedan?(?: <w>)?",
    "(?:me|nos) (?:esperan|quieren|querian|esperaban|citaron)(?: <w>){0,3}",
    "(?:dijeron|dijo|dicen|dijieron)(?: <w>){0,4}",
    "(?:abren|abre|cierran|cierra|salgo|saldre|arranco|arrancamos|empiezo|descanso)(?: <w>){0,2}",
    "(?:voy a|puedo|vamos a|podre) (?:salir|arrancar|mover(?:me)?|rodar|manejar|seguir)"
    "(?: <w>){0,2}",
    "me (?:levanto|despierto|acuesto|pare|levante)(?: <w>){0,2}",
    "en (?:lugar|vez) de",
    "cargaron(?: <w>){0,3}",
    "call (?:me|you|back)(?: <w>){0,3}",
    "call us(?: <w>){0,3}",
    "llameme(?: <w>){0,3}",
    "marqueme(?: <w>){0,3}",
    (
        "(?:sat|sitting|sit|stuck|waited|waiting|been|drove|driven|driving|lost|cost|"
        "took|take|takes|wait|held|hold)(?: (?:<w> ){0,4}<w>)?"
    ),
    "instead of",
    "every",
    "after about",
    "for(?: about| like| over| almost| the last| at least){0,4}",
    "change it",
    "last",
    "the last",
    "past",
    "ya llevo",
    "llevo",
    "tengo",
    "i got about",
    "and it's",
    "it's already",
    "right now it's",
    "they (?:said|say|told me|want me|want us|got me|have me)(?: <w>){0,3}",
    "meeting",
    "alarm",
    "(?:run|runs|running|ran) (?:me )?out(?: of (?:hours|time|clock))?(?: at| by| around| "
    "about){0,2}",
    "he's",
    "she's",
    "he'll",
    "she'll",
    "mechanic(?: <w>){0,6}",
    "road service(?: <w>){0,6}",
    "tow(?: <w>){0,5}",
    "lumpers?(?: <w>){0,5}",
    "break(?: <w>){0,2}",
    "hours? (?:left|behind|late)",
    "move(?:d)? (?:it|the appointment) (?:to|back)?",
    "reset(?: <w>){0,3}",
    "ten's up(?: <w>){0,2}",
    "back on duty(?: <w>){0,2}",
    (
        "(?:start|leave|leaving|roll|rolling|go|going|get moving|rolling out|head|"
        "heading) (?:back )?(?:up |out |again )?(?:at|around|about|by|in)"
    ),
)

#: Deny the first time that follows, and no later one: "not five, six".
DENIED_BEFORE = pattern(
    (
        "(?:ain't|not|won't|can't|never|cannot|couldn't|isn't)"
        "(?! (?:gonna |going to )?(?:happen|work|possible|workin))(?: (?:no|way|i'm|i|we|"
        "able|gonna|going|to|be|make|making|get|the|that|do|there|possible|it|in|by|"
        "at)){0,6}"
    ),
)

#: Right before a time that was to be, and will not: "iba a llegar a las dos".
PLANNED = pattern(
    "(?:iba|ibamos|tenia|teniamos|debia|debiamos|deberia|(?:quede|quedamos) (?:de|en)|se suponia|"
    "se supone|"
    "supuestamente|era|pensaba|pense|creia|calculaba|planeaba|queria|esperaba)"
    "(?: (?!pero |ahora |ahorita |ya |llego |voy |vamos |entonces |creo )<w>){0,5}",
    "(?:was|were) (?:just )?(?:gonna|going to|about to|fixing to|fixin' to|hoping to|trying to) "
    "(?:say|tell you|guess|be|get|make|arrive)(?: (?!but |now |so )<w>){0,3}",
)
#: Deny the first time of an utterance: "no voy a llegar a las dos, a las tres".
NOT_AT_FIRST = pattern(
    "no (?:voy a|vamos a|creo que|puedo|podemos|alcanzo a|alcanzamos a|pude)?(?: )?"
    "(?:llegar|llego|llegamos|llegue|estar|alcanzar|alcanzo|alcance|entregar)(?! hasta)"
    "(?: (?:alla|ahi|con el|al|cliente|para)){0,4}",
    "no es",
)

#: "I told the other lady six": what he has told others of his arrival, where that is asked.
TOLD_ALREADY = pattern("(?:i|we) (?:already |just |done )*(?:told|said|gave|texted)(?: <w>){1,5}")

#: An arrival told before is put off to another day.
PUT_OFF = pattern(
    "(?:run|runs|ran|running) out", "won't", "can't", "not gonna", "ain't gonna",
    "so (?:it'll|it's|that's|i'll|i'd|now|it will|probably)", "so it", "moved", "instead",
)  # fmt: skip

#: Words right after a time that make it some other time.
OTHER_AFTER = pattern(
    "for (?:a|my|the|that) (?:parts?|mechanic|tow|tire|repair|pickup|load|next load|road service)",
    (
        "(?:is |was |ain't |isn't |won't |will |it's )?(?:not )?(?:be |gonna |going to "
        ")?(?:not possible|impossible|happen(?:ing)?)"
    ),
    (
        "(?:ain't|isn't|won't|is not|will not|not gonna|ain't gonna|isn't gonna|is no|no "
        "es)(?: <w>)?"
    ),
    "not possible",
    "ago",
    "late",
    "behind",
    "early",
    "delay",
    "appointment(?= (?:\\.|$|time))",
    "for (?:a|my|the) appointment",
    "is (?:my|the|our) appointment",
    "already",
    "of (?:driving|sitting|waiting)",
    "mark",
    "shift",
    "(?:sitting|waiting|here|in the dock|at the dock|in line)",
    "no (?:door|dock)",
    "break",
    "left on (?:my|the)",
    "over(?:time)?",
    "to (?:unload|load|fix|change|repair|clear)",
    "was the appointment",
    "tarde",
    "de retraso",
    "atrasado",
    "long",
    "drive time",
    "on my (?:clock|fourteen|eleven|break)",
    "wait",
    "max to unload",
    "appointment time",
    "before (?:i|they|we|he)",
    "till i",
    "until i",
)

CORRECTED = pattern(
    "no",
    "wait",
    "actually",
    "but",
    "make it",
    "more like",
    "scratch that",
    "i mean",
    "now",
    "pero",
    "no wait",
    "call it",
    "better say",
    "let's (?:say|go|do|put)",
    "(?:just|so|i'd|i'll|we'll|or|better) say",
    "put(?: (?:me|us|it|that|her))?(?: down)?",
    "go with",
    "changed",
    "perdon",
    "digo",
    "que diga",
    "mejor dicho",
    "mas bien",
    "me equivoque",
    "corrijo",
    "mentira",
    "miento",
    "bueno",
    "mejor",
    "(?:ponle|pongale|ponga|digamos|diles?|digale|digales)",
)

#: What may stand beside a time in an answer that is nothing but the time.
BESIDE_A_TIME = word_set(
    """
    uh well so like say says said i i'd i'll maybe probably be will it'll it's that's there think
    guess hope yeah yes yep okay sir ma'am man oh about around by at till until than pues si dios
    quiere como creo que yo no not told you already for sure the
    """
)

VAGUE = pattern(
    "later(?: on| today| tonight)?",
    "soon",
    "when i get there",
    "whenever(?: i get there)?",
    "in a while",
    "in a bit",
    "in a little(?: while| bit)?",
    "not (?:too )?long",
    "sometime(?: <w>)?",
    "as soon as i can",
    "shortly",
    "eventually",
    "before long",
    "mas tarde",
    "al rato",
    "pronto",
    "cuando llegue",
    "luego",
    "quick as i can",
    "at some point",
    "not far",
    "almost there",
    "ya mero",
    "ahorita",
)
