"""Short answers to the questions of the check-in: what a yes, a no or one word says there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conversation.facts import Act, Fact, Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.word_sets import phrase_set
from conversation.steps import Step

#: Acts beside which nothing is an answer.
_NO_ANSWER = {
    Act.VOICEMAIL,
    Act.WRONG_PERSON,
    Act.STOP_CALLING,
    Act.ASKS_TO_REPEAT,
    Act.ASKS_TO_WAIT,
}


def checkin_answer_facts(
    spoken: Spoken, asked: Step | None, acts: set[Act], told: frozenset[Topic]
) -> Iterator[Fact]:
    """What a short answer to `asked` says; `told` is known from the words themselves."""
    found = _READERS.get(asked) if asked is not None else None
    if found is None or acts & _blocking(spoken, acts):
        return
    topic, read = found
    if topic not in told:
        yield from read(spoken, acts, told)


def _blocking(spoken: Spoken, acts: set[Act]) -> set[Act]:
    """ "No, it's been easy, oh hang on": answered before something came up."""
    answered = Act.NO in acts and len(spoken.words) > _WORDS_OF_A_BARE_ANSWER
    return _NO_ANSWER - {Act.ASKS_TO_WAIT, Act.ASKS_TO_REPEAT} if answered else _NO_ANSWER


_Reader = Callable[[Spoken, set[Act], frozenset[Topic]], Iterator[Fact]]


def _first_words(spoken: Spoken) -> str:
    return spoken.verbatim(0, min(len(spoken.words), 4))


# Still on the road?

#: "Go on, I'm listening": a yes to the caller and not to the question.
_LISTENS = phrase_set(
    """
    okay|ok|uh huh|mhm|mm hmm|hm|right|alright|all right|sure|go ahead|go on|okay go ahead|
    yeah go ahead|yes go ahead|uh huh go ahead|uh huh go on|mhm go ahead|mhm go on|okay go on|
    okay go|go|yeah go on|sure go ahead|alright go ahead|i'm listening|okay i'm listening|
    yeah okay|well|uh yeah go ahead|right go ahead|fine|bueno|digame|mande|a ver|okay then|
    okay yeah go ahead|yes ma'am go ahead|yes sir go ahead|shoot|okay shoot|good
    """
)
_STOPPED = pattern(
    "(?:parked|stopped|sitting|shut down|resting|sleeping|home|on (?:my )?(?:break|ten|thirty)|"
    "parado|estacionado|not|ain't|here|there|waiting|loading|loaded|broke|broken)"
)
_STILL = pattern(
    "still am",
    "(?:i )?(?:sure )?(?:still )?(?:am|are)(?= (?:\\.|$|sir|ma'am))",
    "(?:i )?still (?:got|have) (?:a |some |quite a |about |like )*(?:ways|way|bit|miles|<n>|hours?|"
    "long|little)(?: <w>){0,2}",
    "not there yet",
    "(?:ain't|haven't|not) (?:there|made it|arrived|got there|gotten there)(?: yet)?",
    "(?:still )?(?:a )?ways (?:to go|out|off|away)",
    "todavia(?: voy| ando| no llego)?",
    "(?:ahi|ya) (?:voy|vamos)",
    "(?:ya )?(?:mero|casi) (?:llego|llegamos|llegando)",
    "(?:me |nos )?faltan? (?:como |poco|poquito|un rato|<numero> (?:millas|horas|minutos))",
)
_RESTS = pattern(
    "(?:(?:i'm|i am|we're|just|uh|i) )?(?:parked|stopped|shut down|pulled over|resting|sleeping|"
    "asleep|"
    "laid over|laying over|on (?:my )?(?:break|ten|thirty|thirty four|reset)|taking (?:my |a "
    ")(?:break|"
    "ten|thirty|nap|reset)|parad[oa]|estacionad[oa]|descansando|durmiendo|dormido)",
    "(?:fueling|getting fuel|eating|taking a shower|at (?:a|the) (?:truck-stop|truck stop|rest "
    "area))",
)
_AT_ITS_END = pattern(
    "(?:receiver|customer|consignee|shipper|warehouse|dock|door|facility|dc|here|there|delivery|"
    "gate|yard|unload\\w*|loading|waiting|broke|down on|stuck|cliente|bodega|puerta|esperando)",
    "(?:home|house|shop)",
)
_HERE = pattern(
    "(?:here|i'm here|there|arrived|at the (?:receiver|customer)|made it|aqui|ya llegue)"
)


def _status(spoken: Spoken, acts: set[Act], _told: frozenset[Topic]) -> Iterator[Fact]:
    if " ".join(spoken.words) in _LISTENS:
        return
    if still := _STILL.search(spoken.flat):
        yield Fact(Topic.STATUS, DriverStatus.DRIVING.value, spoken.quote(still))
    elif here := _HERE.fullmatch(spoken.flat.rstrip()):
        yield Fact(Topic.STATUS, DriverStatus.ARRIVED.value, spoken.quote(here))
    elif (resting := _RESTS.search(spoken.flat)) and not _AT_ITS_END.search(spoken.flat):
        # On the way, though not rolling at this moment.
        yield Fact(Topic.STATUS, DriverStatus.DRIVING.value, spoken.quote(resting))
    elif Act.YES in acts and not _STOPPED.search(spoken.flat) and _says_yes(spoken):
        yield Fact(Topic.STATUS, DriverStatus.DRIVING.value, _first_words(spoken))


#: "Okay" and "mhm" may say no more than that he listens.
_PLAIN_YES = pattern(
    "(?:yeah|yes|yep|si|sure am|of course|correct|affirmative|simon|absolutely|i am|you know it|"
    "that's right)"
)


def _says_yes(spoken: Spoken) -> bool:
    return _PLAIN_YES.search(spoken.flat) is not None


# Delays

_MORE = pattern("(?:but|except|just|only|other than|besides|though|nothing else|little|some|until)")
_ON_TIME = pattern("on time", "on schedule", "ahead of schedule", "early", "no problem", "a tiempo")
_FINE = pattern(
    (
        "(?:all|everything|it's all|i'm|we're|it's|going|been|all's|so far so|doing|"
        "everything's) (?:is |been |going |all |real |pretty ){0,4}(?:good|fine|clear|"
        "smooth|okay|great|alright)"
    ),
    "all clear",
    "so far so good",
    "smooth(?: so far)?",
    "clean and green",
    "(?:good|fine|clear|great|perfect|smooth)",
    "todo (?:va |anda |muy |esta )?(?:bien|tranquilo|normal|en orden|al cien|al 100|suave|good|"
    "perfecto|chevere|chido|calmado|on time|de maravilla|a tiempo)",
    "todo (?!bien |muy |va |anda |esta )(?!parad|lent|mal|cerrad|ator|trab|fe|tapad|atras|deten|"
    "congel|moj|retras|trancad|el |lo |se |pesad|congest)<w>(?= (?:\\.|$|por|jefe|senor|senorita|"
    "gracias|hasta|mi|bro|amigo|compa))",
    "cero (?:problemas?|retrasos?|demoras?|novedades)",
    "(?:al cien|sin (?:novedad|problemas?|contratiempos?)|en tiempo|de maravilla)",
    "(?:voy|vamos|ando) (?:muy )?bien(?! (?:atras|retras|tard|lent|despacio))",
    "(?:road's|roads are|traffic's|weather's) (?:been )?(?:good|fine|clear|light)",
    "very good",
    "not a problem",
    "they (?:was|were) (?:real |pretty |very )?(?:quick|fast|good)",
    "can't complain",
    "no problems?",
    "not (?:so far|yet|that i know of|really|at all)",
    "none(?: (?:that i know of|so far|yet|at all|whatsoever))?",
    "nel",
)
_NO_PROBLEM = pattern("(?:(?:oh|uh|well|sir) )?(?:no problems?|no issues?|sin problemas?)")
_NOT_FINE = pattern("<not>")


def _delay(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    fine = _FINE.search(spoken.flat) or (_ON_TIME.search(spoken.flat) if Act.YES in acts else None)
    if Act.NO in acts or (_NO_PROBLEM.match(spoken.flat) and Topic.LATE not in told):
        if not (_MORE.search(spoken.flat) and Topic.LATE in told):
            yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, _first_words(spoken))
    elif fine is not None:
        ahead = before(spoken.flat, fine.start(), 3)
        denied = _NOT_FINE.search(ahead) is not None or (
            fine.group() == " good" and " pretty " in ahead
        )
        if not denied and not _MORE.search(spoken.flat):
            yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, spoken.quote(fine))
    elif Topic.LATE not in told and len(spoken.words) <= 3 and _says_yes(spoken):
        yield Fact(Topic.LATE, True, _first_words(spoken))


#: What a dock does that is slow, where the question was whether it is.
_SLOW = pattern(
    "(?:dragging|taking) (?:their|they) (?:sweet )?(?:feet|time|butts?|ass|asses)",
    "(?:they're|they are|it's|everything's|they've been|real|super|awful|pretty) (?:being |so |"
    "really |"
    "real |super |running )?(?:slow|behind|backed up|swamped|short (?:handed|staffed))",
    "(?:computers?|system|systems)(?:'s| is| are)? (?:been )?down",
    "(?:nomas|solo|pues|por|es|es que|nomas es) (?:el|la|los|las) (?:lumpers?|lamper|montacargas|"
    "gente|puerta|papeleo|papeles|fila|turno|espera)",
    "<numero> (?:trocas|camiones|trailers|choferes|troques|traileros)(?: <w>){0,2} "
    "(?:adelante|antes|enfrente)",
    "(?:un poco|poquito|algo|medio|bien|muy|super|todos) (?:lent|atrasad|tardad|ocupad)[oa]s?",
    "(?:esta|estaba|estan|que esta) cerrad[oa]s?(?! la| el)",
    "(?:ellos |esta gente |aqui )?(?:estan|esta|son|andan|van) (?:bien |muy |super |algo |medio |"
    "todos |un poco |poquito )*(?:lent[oa]s?|atrasad[oa]s?|ocupad[oa]s?|llen[oa]s?|tardad[oa]s?|"
    "saturad[oa]s?|despacio)",
    "(?:se )?(?:tardan|tardaron|estan tardando|demoran|demoraron|tardando)(?: <w>)?",
    "no (?:hay|tienen|traen) (?:<w> )?(?:gente|personal|montacargas|espacio|puertas?|quien)(?: "
    "<w>)?",
    "(?:llevo|llevamos|tengo|tenemos|ya van|hace) (?:como |mas de |ya |unas |casi )*<numero> "
    "horas?(?: <w>)?",
    "(?:un (?:buen )?(?:rato|monton|chingo)|muchisimo|demasiado)",
    "(?:forklifts?|equipment|pallet jack|conveyor)(?:'s| is| just| has)? (?:quit|broke|broken|down|"
    "died|dead)",
)


def _facility_delay(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    slow = _SLOW.search(spoken.flat)
    if slow is not None and not _NOT_FINE.search(before(spoken.flat, slow.start(), 2)):
        yield Fact(Topic.DELAY_REASON, DelayReason.FACILITY.value, spoken.quote(slow))
        return
    if Act.YES in acts and _says_yes(spoken) and not _FINE.search(spoken.flat):
        yield Fact(Topic.DELAY_REASON, DelayReason.FACILITY.value, _first_words(spoken))
    else:
        yield from (f for f in _delay(spoken, acts, told) if f.topic is Topic.DELAY_REASON)
        if Topic.UNLOADING not in told:
            yield from _bare_unloading(spoken, acts, told)


# At the dock

_WAITS = pattern(
    "(?:espero|formado|haciendo fila|en espera|waiting|just sitting(?: here)?|sitting|esperando|"
    "not yet|in line|parked|nope|nothing yet|"
    "not a door yet|nada todavia|todavia no)"
)
_DONE = pattern(
    "(?:done|finished|empty|all done|vaci[oa]|terminado|listo|descargad[oa]|ya acabaron|"
    "ya terminaron|unloaded|completed|complete)"
)
_GOING = pattern(
    "(?:unloading|in progress|working on it|halfway|half way|descargando|bajando|sacando|slow but|"
    "en eso andan|en eso estan)"
)
_DOCKED = pattern("(?:in (?:a|the) door|backed in|docked|in the dock|at the dock|on the dock)")
_AT_DOCK = (
    (_WAITS, UnloadingStatus.WAITING),
    (_DONE, UnloadingStatus.COMPLETED),
    (_GOING, UnloadingStatus.UNLOADING),
    (_DOCKED, UnloadingStatus.IN_DOOR),
)
#: "Empty? I ain't even backed in."
_NOT_DONE = pattern(
    "(?:third|thirds|half|quarters?|percent|almost|nearly|ain't|not|haven't|hasn't|isn't|aren't|no|yet|todavia|if|when)"
)
#: Longer answers to another question tell a story, in which "sitting" may be anything.
_WORDS_OF_A_BARE_ANSWER = 4


def _unloading(spoken: Spoken, _acts: set[Act], _told: frozenset[Topic]) -> Iterator[Fact]:
    for phrases, status in _AT_DOCK:
        match = phrases.search(spoken.flat)
        if match and not (status is UnloadingStatus.COMPLETED and _NOT_DONE.search(spoken.flat)):
            yield Fact(Topic.UNLOADING, status.value, spoken.quote(match))
            return


def _bare_unloading(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """ "waiting" is heard at any question of the dock, where it is all that is said."""
    if len(spoken.words) <= _WORDS_OF_A_BARE_ANSWER and not acts & {Act.NO}:
        yield from _unloading(spoken, acts, told)


def _door(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """ "Do you have a door?" "No, not yet": he waits for one."""
    if Act.NO in acts and Topic.DOOR not in told and not _ELSE_THAN_WAITING.search(spoken.flat):
        yield Fact(Topic.UNLOADING, UnloadingStatus.WAITING.value, _first_words(spoken))
    else:
        yield from _bare_unloading(spoken, acts, told)


_ELSE_THAN_WAITING = pattern(
    "(?:there|here) yet", "drop", "driving", "rolling", "on the road", "drop and hook", "know",
    "unloading", "empty", "done", "idea", "se", "llego", "llegado", "arrived", "made it",
)  # fmt: skip


# The POD

_NOT_AGREED = pattern("(?:why|what for|how|to who|to what|where)(?: <w>)?")
_AGREED = phrase_set(
    "k|kk|bet|fasho|for sure|fo sho|aight|sale|andale|orale|simon|va|dale|sobres|arre|claro|"
    "roger|roger that|copy|copy that|ten-four|word|gotcha|done|say less|heard|heard you"
)


_CANNOT = pattern(
    "(?:sorry )?(?:i )?(?:can't|cannot|won't)"
    "(?! (?:you|y'all|i|they|the (?:receiver|shipper|office)|wait|forget))"
)


def _pod(spoken: Spoken, acts: set[Act], _told: frozenset[Topic]) -> Iterator[Fact]:
    cannot = _CANNOT.match(spoken.flat) and Act.DOES_NOT_KNOW not in acts
    if Act.NO in acts or cannot:
        yield Fact(Topic.POD, False, _first_words(spoken))
    elif " ".join(spoken.words) in _AGREED or _agrees(spoken, acts):
        yield Fact(Topic.POD, True, _first_words(spoken))


def _agrees(spoken: Spoken, acts: set[Act]) -> bool:
    return Act.YES in acts and not _NOT_AGREED.search(spoken.flat)


def _reason(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    """What slows him down: "nothing" names no reason while he is late."""
    if Act.NO not in acts:
        yield from (f for f in _delay(spoken, acts, told) if f.topic is Topic.DELAY_REASON)


_READERS: dict[Step, tuple[Topic, _Reader]] = {
    Step.ASK_STATUS: (Topic.STATUS, _status),
    Step.ASK_DELAY: (Topic.DELAY_REASON, _delay),
    Step.ASK_DELAY_REASON: (Topic.DELAY_REASON, _reason),
    Step.ASK_FACILITY_DELAY: (Topic.DELAY_REASON, _facility_delay),
    Step.ASK_UNLOADING: (Topic.UNLOADING, _unloading),
    Step.ASK_FACILITY: (Topic.UNLOADING, _bare_unloading),
    Step.ASK_DOOR: (Topic.UNLOADING, _door),
    Step.ASK_CHECK_IN: (Topic.UNLOADING, _bare_unloading),
    Step.POD_REMINDER: (Topic.POD, _pod),
    Step.POD_REMINDER_EMPTY: (Topic.POD, _pod),
}
#: The steps that are read here.
CHECKIN_QUESTIONS = frozenset(_READERS)
