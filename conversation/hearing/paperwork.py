"""The POD, the reefer's reading and the time to call back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conversation.facts import Fact, Topic
from conversation.hearing.numbers import read_number
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken
from conversation.hearing.times import SpokenTime
from conversation.hearing.word_sets import word_set

_SENDS = pattern(
    (
        "(?:i'll|gonna|i will) (?:have|get) (?:<w> ){1,2}(?:to )?(?:send|do|text|email|"
        "write|scan)(?: <w>)?"
    ),
    "i'll (?:try|do my best|see what i can do)",
    (
        "(?:i'll|i will|we'll|will|i'm gonna|gonna|i can|i|let me|going to|imma|lemme|we "
        "will|i'd|sure will|i always|always|already) (?:go ahead and |make the photo and "
        "|make a picture and |make photo and |take a picture and |take the picture and |"
        "take a photo and |get it and |definitely |just |always |gladly |be sure to |"
        "make sure to |make sure and |make sure i |get that |have them <w> it and |try to |"
        "for sure |just ){0,4}(?:send|sent|text|texted|email|emailed|shoot|get|forward|"
        "upload|uploaded|take (?:a|the) (?:picture|photo)|scan|submit|handle it|do (?:it|"
        "that)|make (?:the|a) (?:photo|picture)|snap|drop)(?: <w>)?"
    ),
    (
        "(?:will do|can do|you got it|you bet|no problem|not a problem|for sure|sure "
        "thing|of course(?! not)|absolutely(?! not)|consider it done|i got you|gotcha|done|i'm "
        "on it|"
        "it's done|sent it|already sent(?: it)?|soon as|as soon as|when i'm empty|once "
        "i'm empty|when they sign(?: it)?|once they sign(?: it)?|don't worry|no worries|"
        "ten-four|ten four|i know the drill|i know|always do|i always do|like always|"
        "same as always)"
    ),
    (
        "(?:se (?:la|lo|las|los) (?:mando|envio|mandare|enviare|hago llegar)|yo (?:se "
        ")?(?:la|lo|se) mando|le mando (?:la|el)|la mando|lo mando|si senorita|si senor|"
        "con gusto|claro que si|sin problema|cuando (?:termine|terminen|me lo firmen))"
    ),
    "(?:will|i'll|gonna) (?:get|send|shoot) (?:it|that|them) (?:to you|over|in|to y'all|off)",
    "you know (?:i will|it)",
    "(?:won't|don't|never) forget",
    "(?:you'll|you will|y'all will|y'all'll) (?:have|get|see) (?:it|them|that|the <w>)(?: <w>)?",
    "(?:it's|already|should be|they're) (?:already )?(?:in|on) (?:your|the|y'all's|its) (?:inbox|"
    "email|"
    "app|way|system|portal)",
    "(?:doing|sending|uploading|texting|emailing|scanning|taking|snapping) (?:it|that|them|one|the "
    "<w>|a (?:photo|picture|pic))(?: (?:now|right now|already|over|as we speak))?",
    "(?:sent|uploaded|emailed|texted) (?:it|that|them|the <w>|my <w>)(?: <w>)?",
    "(?:the )?(?:pod|paperwork)(?:'s| is) (?:already )?(?:in|sent|uploaded|on|done)(?: <w>){0,3}",
    "(?:have|got) it (?:in (?:my )?hand|right here|here|signed|already)",
    "(?:i'll|i will|we'll|we will|i'm gonna|i always|i can|lemme|let me|she'll|he'll) (?:be sure |"
    "make sure |go ahead |definitely |always )*(?:to |and )*(?:take care|handle|make (?:sure|it|"
    "that)|"
    "tell|let|remember|do|get|see to|have|remind|pass|bring|scan|fax)(?: <w>)?",
    "(?:my|it'd be my|with) pleasure",
    "(?:yo )?(?:se|te|les?) (?:la|lo|las|los|el) (?:\\w+)",
    "(?:ya|ahorita|luego|yo|al rato|orita) (?:se|te|les?|la|lo|los) (?:la |lo |las |los )?"
    "(?:mand\\w+|envi\\w+|hice|hago|paso|pase)",
    "(?:con mucho|con) gusto",
    "(?:no se|ni se) (?:preocupe|apure|mortifique)",
    "(?:esta|estara|'ta|ta) (?:bien|bueno|listo|hecho)",
    "(?:en cuanto|luego que|ya que|apenas|nomas|cuando) (?:me )?(?:lo |la |los |las )?(?:firmen|"
    "descarguen|termine\\w*|entregue|tenga|salga|acaben|den)",
    "(?:cuente|cuenta) con (?:el|ello|eso|ellos)",
    "(?:voy a|vamos a) (?:mandar\\w*|enviar\\w*|tomar\\w*)",
    "(?:le|te|les) (?:mando|envio|tomo|saco|paso) (?:la |el |una |las |los )?(?:foto\\w*|pod|"
    "papel\\w*)?",
    "seguro que si",
    "no se me (?:va a )?olvida\\w*",
    "(?:les?|se los?) digo",
    "(?:i got (?:it|ya|that)|i hear (?:you|ya)|heard (?:you|ya)|i won't|i ain't gonna forget|"
    "i'll let you know|no se preocupe|no se (?:me )?(?:olvida|preocupe))(?= (?:\\.|$|sir|ma'am|"
    "man|boss|then|okay|"
    "thanks))",
    "ahorita(?: mismo)?",
    "ya (?:quedo|esta|estuvo)",
)
_REFUSES = pattern(
    (
        "(?:i |we |nah i |no i )(?:don't|ain't|won't|can't|not|ain't gonna|am not|never|"
        "didn't|do not|cannot) (?:gonna |going to |even |got to |have to |gotta |be |"
        "really |ever ){0,4}(?:do that|do no|doing that|doing no|send|sending|text|"
        "texting|take|taking|have no|got no|got a|have a (?:smart|camera|phone)|handle|"
        "handling|do paperwork|deal|messing|fool)(?: <w>){0,3}"
    ),
    (
        "(?:my |the )?(?:carrier|company|office|boss|dispatcher|broker|owner|secretary|"
        "safety department) (?:<w> )?(?:handles?|does|do|takes?|sends?|will|takes care|"
        "deals?|got|gets|send)(?: <w>){0,2}"
    ),
    (
        "(?:y'all|you) (?:can|could|gotta|need to|have to|should) (?:get|ask|call|"
        "request|pull)(?: <w>){0,4}"
    ),
    (
        "(?:that's|that ain't|that is|ain't|it's|it is) (?:not |on |up to |for )?(?:my "
        "(?:job|problem|department|responsibility|company|office|carrier|boss)|them|the "
        "office)"
    ),
    "(?:i )?said no",
    (
        "(?:get|ask) (?:it|them|that) (?:from|for) (?:it |the |my )?(?:office|carrier|"
        "company|broker|receiver|them|boss)"
    ),
    "not (?:doing|gonna|sending|my job|going to|happening)",
    "(?:yo |ya )?no (?:se |le |les |te )?(?:la |lo |las |los )?(?:mando|envio|tomo|saco|hago)"
    "(?! falta)(?: <w>){0,2}",
    (
        "(?:se |le )?(?:la|lo|las|los) (?:doy|entrego|dejo|llevo|paso|mando) (?:<w> )?(?:a|al|en|"
        "con|nomas a) (?:mi|la|el|los de la)? ?(?:patron|jefe|jefa|patrona|compania|oficina|dueno|"
        "despacho|esposa)"
    ),
    "(?:eso )?(?:lo|la|los) (?:ve|hace|manda|maneja|arregla) (?:mi|la|el) <w>",
    "no (?:voy|puedo) (?:a )?(?:mandar|enviar|hacer)(?: <w>)?",
    "(?:lo|la|eso) (?:manda|hace|maneja) (?:mi|la) (?:compania|oficina|jefe|patron)",
)
_NAMES_POD = pattern(
    (
        "(?:pod|p o d|proof of delivery|bol|b o l|bills?|paperwork|papers|signed (?:copy|"
        "paperwork|bills?)|photo|picture|foto|receipt|papeles|it|them)"
    ),
)


def pod_facts(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """Whether the driver will send the POD; unasked only where he names it."""
    refuses = _REFUSES.search(spoken.flat)
    if refuses is not None and (asked or _UNASKED_POD.search(spoken.flat)):
        yield Fact(Topic.POD, False, spoken.quote(refuses))
        return
    promises = _SENDS.finditer(spoken.flat) if asked else filter(None, [_promises(spoken)])
    for sends in promises:
        if not (_NOT_BEFORE.search(before(spoken.flat, sends.start(), 2)) or _returns(sends)):
            yield Fact(Topic.POD, True, spoken.quote(sends))
            return


def _returns(sends: re.Match[str]) -> bool:
    return _GETS_THERE.search(sends.group() + " ") is not None


#: "when I get back" promises nothing.
_GETS_THERE = pattern("get (?:back|home|there|here|done|empty|off|out|paid|in|unloaded|around)")


def _promises(spoken: Spoken) -> re.Match[str] | None:
    """The words by which a driver promises the POD, or has sent it, before he is asked for it."""
    if promise := _PROMISES.search(spoken.flat):
        return promise
    sends = _SENDS.search(spoken.flat)
    named = sends is not None and _UNASKED_POD.search(spoken.flat)
    return sends if named and sends is not None and "sen" in sends.group() else None


#: "not till I get paid": what follows is no promise.
_NOT_BEFORE = pattern("till", "until", "unless", "not", "if", "don't", "won't", "didn't", "ain't")
_PAPERS = (
    "(?:the |my |that |them |all the )?(?:signed )?(?:pod|p o d|proof of delivery|paperwork|papers|"
    "bills?|bol|pictures?|photos?)"
)
_PROMISES = pattern(
    (
        "(?:i'll|i will|we'll|i already|already|i just|just|gonna|let me|i) (?:already |just )?"
        "(?:send|sent|text|texted|email|emailed|upload|uploaded|scan|scanned|submitted|submit) "
        f"{_PAPERS}"
    ),
    (
        "(?:i'll|i will|we'll|already|i already|i just) (?:send|sent|text|texted|email|emailed|"
        "upload|uploaded) (?:it|that|them) (?:now|right now|over|in|to you|to y'all|last night|"
        "already|right away)"
    ),
    "(?:the |my )?(?:pod|paperwork)(?:'s| is) (?:already )?(?:in the app|sent|uploaded)",
)


_UNASKED_POD = pattern(
    "(?:the|signed|that|my|a|el|la) (?:pod|p o d|proof of delivery|signed bills?|signed bol)"
)

_DEGREES = pattern(
    (
        "(?:set|setting|running|reading|reads|at|it's|is|holding|showing|shows|temp|"
        "temperature|reefer|says|sitting|steady|about|right|around|been|holding at|"
        "keeping|a|en|temperatura|sitting at|degrees at)(?: (?:at|on|is|steady|right|"
        "about|around|a|like|uh|of|it's)){0,2}"
    ),
)
_MINUS = frozenset({"minus", "negative", "menos"})


def reefer_facts(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """The reefer's reading in degrees as the driver gives them, "-10" for "minus ten"."""
    words = spoken.words
    named = _TALKS_REEFER.search(spoken.flat)
    if not asked and named is None:
        return
    for index, word in enumerate(words):
        minus = word in _MINUS
        digits, end = read_number(words, index + 1 if minus else index)
        if not digits or int(digits) > 99:
            continue
        after = words[end] if end < len(words) else ""
        if after in _OTHER_UNITS:
            continue
        degrees = after in {"degrees", "degree", "grados", "below", "fahrenheit"}
        ahead = before(spoken.flat, spoken.starts[index] - 1, 3)
        of_reefer = named is not None and spoken.starts[index] > named.start()
        if asked or degrees or minus or (of_reefer and _at_end(_DEGREES, ahead)):
            value = f"-{digits}" if minus or after == "below" else digits
            yield Fact(Topic.REEFER, value, spoken.verbatim(index, end))
            return


_TALKS_REEFER = pattern(
    "(?:reefers?|reefer's|temp|temperature|degrees|set point|unit|box temp|temperatura)",
    "(?:termo|grados)",
)
_OTHER_UNITS = word_set(
    """
    miles mile minutes minute hours hour o'clock am pm pallets percent trucks north south
    east west eastbound westbound northbound southbound thirty fifteen horas
    """
)


def _at_end(phrases: re.Pattern[str], text: str) -> bool:
    return any(found.end() == len(text) - 1 for found in phrases.finditer(text))


def call_back_facts(spoken: Spoken, found: Iterable[SpokenTime]) -> Iterator[Fact]:
    """When to call back, for an utterance that asks to be called back."""
    for time in found:
        yield Fact(Topic.CALL_BACK_TIME, time.value, spoken.verbatim(time.first, time.last))
        return
