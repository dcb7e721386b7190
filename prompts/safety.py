"""Safety laws: what some lines must say, and what no line may claim or promise.

They are checked on the words, so a line can hold to them in a phrasing that the patterns do not
know; it is refused all the same, because a refused line costs an editor a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from conversation.steps import Step
from prompts.parsing import LANGUAGES, Language
from prompts.problems import Fault


class _Words(NamedTuple):
    """The same words in each language."""

    en: re.Pattern[str]
    es: re.Pattern[str]

    def found_in(self, text: str, language: Language) -> bool:
        return (self.en if language == "en" else self.es).search(text) is not None


def _plain(text: str) -> str:
    """`text` with the apostrophe that the patterns know."""
    return text.replace("\u2019", "'")


def _words(en: str, es: str) -> _Words:
    return _Words(re.compile(en, re.IGNORECASE), re.compile(es, re.IGNORECASE))


class _Law(NamedTuple):
    words: _Words
    must: bool
    fault: Fault


def _must(what: str, fix: str, en: str, es: str) -> _Law:
    return _Law(_words(en, es), must=True, fault=Fault(what, fix))


def _must_not(what: str, fix: str, en: str, es: str) -> _Law:
    return _Law(_words(en, es), must=False, fault=Fault(what, fix))


# 911

_911_EN = r"\b(?:9[ .-]?1[ .-]?1|nine[ -]one[ -]one|nine[ -]eleven)\b"
_911_ES = r"\b(?:9[ .-]?1[ .-]?1|nueve[ -]uno[ -]uno|nueve[ -]once)\b"

_SAYS_911 = _must(
    "the wording does not say 911",
    "Tell the driver to call 911 (Spanish: nueve uno uno)",
    _911_EN,
    _911_ES,
)
_TELLS_TO_CALL_911 = _must(
    "the wording names 911 but does not tell to call it",
    "Say: call 911 first (Spanish: llame primero al nueve uno uno)",
    rf"\b(?:call|dial|phone|ring|contact|reach)\b[^.?!;]*{_911_EN}|^(?!.*{_911_EN})",
    rf"\b(?:llam\w+|marque|marcar|márquele|comuníque\w*|contacte)\b[^.?!;]*{_911_ES}"
    rf"|^(?!.*{_911_ES})",
)
_ADVISES_FAINTLY = _must_not(
    "the wording leaves open whether to call 911",
    "Say plainly: call 911 first (Spanish: llame primero al nueve uno uno)",
    r"\b(?:maybe|perhaps|possibly|consider|could|(?:may|might) (?:want|need|wish|have)|may)\b"
    rf"[^.?!;]*{_911_EN}|\bcall (?:dispatch|us|me) first\b",
    rf"\b(?:quizás?|tal vez|a lo mejor|considere|podría|puede)\b[^.?!;,]*{_911_ES}"
    r"|\bllame (?:primero )?a(?:l)? despacho\b",
)
_SOMEBODY_ELSE_CALLS_911 = _must_not(
    "the wording leaves the call to 911 to somebody else",
    "Tell the driver to call 911 himself: nobody else will",
    r"\b(?:dispatch(?:er)?|I|we)(?:'ll| will| can|(?:'m|'re| am| is| are)(?: going to)?)"
    rf" (?:call|dial|phone|contact)(?:ing)?\b[^.?!;]*{_911_EN}",
    r"\b(?:despacho|despachador|nosotros|yo)\b[^.?!;,]*\bllam(?:a|ar|ará|amos|aremos|o|aré|ando)"
    rf"\b[^.?!;]*{_911_ES}",
)
_ADVISES_AGAINST_911 = _must_not(
    "the wording advises against calling 911",
    "Tell the driver to call 911 first; nothing may hold that up",
    rf"(?!(?:don't|do not) (?:wait|hesitate)\b(?! (?:for|on) {_911_EN}))"
    r"\b(?:don't|do not|never|not|no (?:need|reason|point)|needn't|shouldn't|can't"
    r"|cannot|won't|avoid|without"
    r"|instead of|rather than|before (?:you )?(?:call|dial)\w*"
    r"|(?<!don't )(?<!do not )wait\w*|hold off|stop|unless|only)"
    rf"\b[^.?!;]*{_911_EN}"
    rf"|{_911_EN}[^.?!;]*\b(?:is not|isn't|not (?:necessary|needed)|later|afterwards"
    rf"|if you (?:want|like|wish|must)"
    r"|only (?:if|when|after)|but first"
    r"|(?:when|once|after|as soon as|until) (?:we|I|this|that|the (?:call|questions?)|dispatch)"
    r"|(?:when|once|after) you(?:'ve| have|'re| are) (?:answered|told|finished|done|spoken|talked)"
    r"|unless|in case (?:dispatch|we|I|they)|unnecessary|(?:can|will) wait|won't help)\b",
    rf"(?!no (?:espere|aguarde|dude)\b(?! (?:a|al) {_911_ES}))"
    r"\b(?:no|nunca|jamás|evite|sin|en (?:vez|lugar) de|antes de"
    r"|(?<!no )(?:espere|aguarde)|salvo|solo|sólo"
    rf"|solamente|únicamente|deje de)\b[^.?!;]*{_911_ES}"
    rf"|{_911_ES}[^.?!;]*\b(?:no es necesario|no hace falta|después|más tarde|luego"
    rf"|(?:cuando|en cuanto|una vez que) (?:yo |nosotros )?(?:terminemos|acabemos|termine|acabe"
    rf"|haya (?:terminado|contestado)|me (?:diga|haya))|al (?:terminar|acabar)"
    rf"|puede esperar|si (?:quiere|gusta|desea)|solo si|sólo si)",
)

# The emergency's questions: the call understands a yes by them.

_FREIGHT_EN = (
    r"(?:load|freight|cargo|trailer|truck|rig|tractor|vehicle|unit|equipment|goods|reefer)"
)
_FREIGHT_ES = (
    r"(?:carga|mercancía|flete|remolque|caja|camión|troca|tráiler|trailer|tractor|unidad|equipo"
    r"|vehículo)"
)
_ASKS_OPENLY = _must_not(
    "the wording cannot be answered with yes or no",
    "Ask for a yes or a no: are you, is anyone, was that",
    r"(?:^|[.!,] )(?:(?:so|and|okay),? )?(?:how|why|what|where|when|who|which)\b[^.?!]*\?",
    r"¿(?:y )?(?:cómo|por qué|qué|dónde|cuándo|quién(?:es)?|cuál(?:es)?|cuánt\w+)\b",
)

_ASKS_IF_SAFE = _must(
    "the wording does not ask whether the driver is safe",
    "Ask: are you safe where you are? (Spanish: ¿está a salvo ahí donde está?)",
    r"\b(?:safe|safely|(?:in|to) safety)\b|\bout of (?:danger|harm)",
    r"\b(?:salvo|segur[oa]s?(?! (?:de|que)\b)|seguridad)\b|\bfuera de peligro",
)
_ASKS_IF_THE_LOAD_IS_SAFE = _must_not(
    "the wording asks whether the truck or the load is safe",
    "Ask whether the driver is safe: the load has a question of its own",
    rf"\b(?:is|are|if|whether|that|think|keep|get|got|leave|left|park(?:ed)?|have)"
    rf" (?:the|your|all the) {_FREIGHT_EN}\b|\b(?:the|your) {_FREIGHT_EN} (?:is|are)\b",
    rf"(?:^|[.,¿] ?)(?:y )?(?:el|la|los|las|sus?) {_FREIGHT_ES}\b"
    r"|\b(?:está|están|queda|quedó|sigue|si|que|dejó|tiene)"
    r"(?: bien| ya| aún| todavía| en un lugar)?"
    rf"(?: segur[oa]s?| a salvo)? (?:el|la|los|las|sus?) {_FREIGHT_ES}\b",
)
_ABOUT_THE_DRIVER = _must(
    "the wording does not ask about the driver",
    "Ask whether the driver is safe, before anything else",
    r"\b(?:you|you're|everybody|everyone)\b",
    r"\b(?:está|están|esta usted|usted|se encuentra|se siente|ustedes|su)\b",
)
_ASKS_FOR_HARM = _must(
    "the wording does not ask whether anyone is hurt",
    "Ask: is anyone hurt? (Spanish: ¿hay alguien herido?)",
    r"\b(?:hurt|injur\w+|ill|sick|harmed|bleeding|wounded|medical|ambulance|pain)\b",
    r"\b(?:herid\w+|lastim\w+|lesion\w+|enferm\w+|se siente mal|golpead\w+|sangrando|médic\w+"
    r"|ambulancia|dolor)\b",
)
_ASKS_WHERE = _must(
    "the wording does not ask where the driver is",
    "Ask: where exactly are you? (Spanish: ¿en dónde está exactamente?)",
    r"\b(?:where|where's|location|located|spot|address|exit|mile marker|milepost|highway|road"
    r"|place|near)\b",
    r"\b(?:dónde|ubicación|ubicad\w+|lugar|dirección|salida|milla|carretera|queda|cerca)\b",
)
_ASKS_FOR_LOAD = _must(
    "the wording does not ask whether the load is secure",
    "Ask: is the load secure? (Spanish: ¿está segura la carga?)",
    r"(?=.*\b(?:load|freight|cargo|trailer|goods)\b)"
    r"(?=.*\b(?:secure|secured|safe|intact|in place|tied down|strapped|okay|ok|all right|fine)\b)",
    r"(?=.*\b(?:carga|flete|mercancía|remolque|caja)\b)"
    r"(?=.*\b(?:segur\w+|asegur\w+|intact\w+|firme|bien|sujet\w+|amarrad\w+)\b)",
)
_ASKS_FOR_EMERGENCY = _must(
    "the wording does not ask whether help is needed",
    "Ask: do you need help right now? (Spanish: ¿necesita ayuda ahorita?)",
    r"\b(?:help|emergency|danger|trouble|hurt|injured|urgent|assistance)\b",
    r"\b(?:ayuda|emergencia|peligro|apuros?|problemas?|herid\w+|urgen\w+|auxilio)\b",
)
_ASKS_FOR_FALSE_ALARM = _must(
    "the wording does not ask whether it was a false alarm",
    "Ask: was that a false alarm? (Spanish: ¿fue una falsa alarma?)",
    r"\b(?:false alarm|mistake|(?:no|not an) emergency)\b",
    r"\b(?:falsa alarma|error|equivocación|(?:ninguna|no (?:es|hay|fue)(?: una)?) emergencia)\b",
)
_TURNS_YES_AROUND = _must_not(
    "a yes to this wording would mean the opposite",
    "Ask without not or nobody, so that a yes means what the guidance says",
    r"\b(?:not|nobody|no one|no-one|none|unsafe|unhurt|uninjured|unharmed|insecure"
    r"|aren't|isn't|wasn't|don't|didn't|can't)\b",
    r"\b(?:no|nadie|ningun[oa]|ningún|insegur\w+|ilesos?|ilesas?|sin)\b",
)
_IN_DANGER = _must_not(
    "a yes to this wording would mean that the driver is in danger",
    "Ask whether the driver is safe: a yes must mean safe",
    r"\b(?:in|any) (?:danger|trouble)|\bat risk\b|\bunsafe\b",
    r"\b(?:en|corre|hay) (?:algún )?(?:peligro|riesgo)",
)
_ALL_WELL = _must_not(
    "a yes to this wording would mean that all is well",
    "Ask so that a yes means that help is needed, or that somebody is hurt",
    r"\b(?:okay|ok|all right|alright|fine|safe|good|well)\?",
    r"\b(?:bien|a salvo|en orden|sin novedad)\?",
)
_NOT_A_FALSE_ALARM = _must_not(
    "a yes to this wording would mean that the emergency is real",
    "Ask: was that a false alarm?",
    r"\b(?:not|isn't|wasn't) (?:just )?(?:a |the )?(?:false alarm|mistake)|\breal\b"
    r"|\bstill\b[^?]*\bemergency",
    r"\bno (?:es|fue|era) (?:una )?(?:falsa alarma|error)|\breal\b"
    r"|\b(?:sigue|todavía|aún)\b[^?]*\bemergencia",
)

# Questions of the check-in whose yes has a meaning.

_ON_TIME = _must_not(
    "a yes to this wording would mean that there is no delay",
    "Ask so that a yes means a delay: any delays so far?",
    r"\b(?:on (?:time|schedule|track)|making (?:good )?time|all (?:good|clear)|without (?:any )?"
    r"(?:delay|trouble)|(?:everything|all|things) (?:is |are |still |going |running )*(?:good|well"
    r"|fine|okay|ok|all right|smooth(?:ly)?)|no (?:delays?|trouble|problems?|hold-?ups?))\b",
    r"\b(?:todo (?:va |está |sigue )?(?:bien|en orden|sin novedad)|a tiempo|puntual"
    r"|según lo previsto|en horario|sin (?:retrasos?|atrasos?|problemas?"
    r"|demoras?)|ningún (?:retraso|atraso|problema))\b",
)
_ARRIVED = _must_not(
    "a yes to this wording would mean that the truck has arrived",
    "Ask so that a yes means that the truck is still on its way",
    r"\b(?:arrived|(?:there|here) yet|at the (?:receiver|shipper|dock|facility)|parked|stopped"
    r"|gotten there|made it)\b",
    r"\b(?:llegó|ya está (?:allá|ahí)|estacionad\w+|parad\w+|en la bodega)\b",
)
_NAMES_POD = _must(
    "the wording does not name the POD",
    "Ask for the signed POD (proof of delivery)",
    r"\b(?:pods?|proof of delivery|paperwork|bill of lading|bol|delivery (?:receipt|papers?|ticket)"
    r"|signed (?:papers?|documents?|receipt))\b",
    r"\b(?:pods?|comprobante|prueba de entrega|papeles|carta porte|documentos?|remisión|acuse)\b",
)

# The hand-over

_STAY_ON = _must(
    "the wording does not ask to stay on the line",
    "Say: stay on the line (Spanish: no cuelgue)",
    r"\bstay (?:on|with|right|connected|there|put|tuned)\b|\b(?:please )?hold(?: on| the line"
    r"| tight|,|\.|$)|\bkeep (?:the|this|your) (?:line|phone)|\b(?:don't|do not) hang up"
    r"|\bhang (?:on|tight)\b|\bone (?:moment|second|sec)\b|\bbear with\b"
    r"|\bremain on\b|\bplease hold"
    r"|\bjust a (?:moment|second)",
    r"\bno (?:vaya a )?(?:cuelgue|colgar|corte)|\bpermanezca\b|\bquéd(?:e|a)se\b|\bsiga (?:conmigo"
    r"|en la línea)|\bespere\b|\baguarde\b|\baguante\b|\bmanténgase\b|\bun (?:momento|segundo"
    r"|momentito|segundito)\b|\bno se retire\b|\bno se vaya\b",
)
_SAYS_WHAT_HAPPENS = _must(
    "the wording does not say that a dispatcher is being called",
    "Say: I'm connecting you to a dispatcher now (Spanish: le estoy comunicando)",
    r"\b(?:connect\w*|transferr?\w*|put\w* you|get\w* (?:you|a|the|dispatch|someone"
    r"|somebody|through|hold)"
    r"|patch\w*|hand\w* you|reach\w*|call\w*|dial\w*|bring\w*|try\w*|ring\w*|pass\w* you)\b",
    r"\b(?:comunic\w+|transf\w+|pas(?:o|ando|ar|arle)|conect\w+|llam\w+|marc\w+|busc\w+|consig\w+"
    r"|intent\w+|son(?:ando|ar)|suena|enlaz\w+|contact\w+)\b",
)
_SENDS_AWAY = _must_not(
    "the wording tells the driver to hang up, which loses the hand-over",
    "Ask to stay on the line",
    r"(?<!don't )(?<!do not )(?<!never )(?<!not )\bhang(?:ing)? up\b|\bgood ?bye\b"
    r"|\bbye\b",
    r"(?<!no )(?<!nunca )\b(?:cuelgue|puede colgar)\b|\badiós\b|\bhasta luego\b",
)
_CLAIMS_CONNECTION = _must_not(
    "the wording claims that somebody is connected already",
    "Say what happens now: I'm connecting you (Spanish: le estoy comunicando)",
    r"\b(?:you're|you are|you've been|you have been|has been|have been|got you|is|are)"
    r" (?:now |already |all )*(?:connected|transferred|put through)\b"
    r"|\byou(?:'re| are) (?:now |already )?(?:through|on with|on the line with|speaking with"
    r"|speaking to|talking to|talking with|live with)\b(?! (?:an?|the|our|dispatch's) (?:automat"
    r"|AI|robot|computer|machine|virtual|bot))"
    r"|\b(?:I|we)(?:'ve| have)(?: just| now| already)? (?:connected|transferred|put you through"
    r"|patched you)\b"
    r"|\b(?:I|we) (?:just )?(?:connected|transferred) you\b"
    r"|\b(?:I|we)(?:'ve| have)(?: got)? [^,.;:]{0,40}"
    r"\bon (?:the|my|another|the other) (?:line|phone)\b"
    r"|\b(?:dispatch(?:er)?|somebody|someone|they|he|she|a person|help)(?:'s|'re| is| are| has"
    r"| have)(?: now| already| right| just)*"
    r" (?:here|with (?:you|us)|on (?:the|this|your) (?:line|call|phone)|listening|hearing"
    r"|joined|answered|picked up|connected)\b(?! (?:yet|you))"
    r"|\btransfer(?:'s| is)? (?:complete|done|through)"
    r"|\bhere(?:'s| is) (?:the |a |your )?dispatch(?:er)?\b|\bgo ahead,? dispatch"
    r"|(?<!nobody )(?<!no one )\b(?:has|have) (?:now |already |just )?"
    r"(?:joined|answered|picked up)\b",
    r"\b(?:está|queda|quedó|ha sido|fue) (?:ya |ahora )?(?:conectad|comunicad|transferid|enlazad)"
    r"|\b(?:lo|la|le) (?:he |hemos )?(?:ya )?(?:conecté|comuniqué|transferí|pasé)\b"
    r"|\b(?:lo|la|le) (?:he|hemos) (?:conectado|comunicado|transferido|pasado)\b"
    r"|\b(?:está|están|tengo|tenemos)\b(?! (?:llamando|tratando|buscando))"
    r"[^,.;:]{0,40}\ben (?:la|su) (?:línea|llamada)\b"
    r"|\b(?:le|los|las) (?:escucha|está escuchando|están escuchando)\b"
    r"|\b(?:está|ya está) hablando con\b(?! (?:una?|el|la)"
    r" (?:asistente|sistema|línea|robot|máquina)\b)"
    r"|\baquí (?:está|tiene|le dejo) (?:el|al|con el|a un)?"
    r" ?despach"
    r"|\bya (?:contestó|contestaron|respondió|respondieron|entró|entraron|está con)\b",
)
_SAYS_CALL_BACK = _must(
    "the wording promises no call",
    "Say that a dispatcher will call back",
    r"\bcall(?:s|ing)?(?: you\b|[- ]back\b)|\bgiv\w+ you a (?:call|ring)\b"
    r"|(?:\bwill|'ll|\bgoing to) call\b",
    r"\bl[eoa]s? (?:va a |van a |vuelva a |vuelve a |volverá a |vamos a )?(?:llam|marc)"
    r"|\b(?:llamar|marcar)(?:le|lo|la)\b"
    r"|\bla llamada\b",
)
_CLAIMS_TRANSFER = _must_not(
    "the wording claims that a transfer is under way",
    "Say that a dispatcher will call back; no transfer is possible here",
    r"\b(?:I'm|I am|we're|we are) (?:now )?(?:connecting|transferring|putting)\b",
    r"\b(?:estoy|estamos) (?:comunicando|transfiriendo|pasando)\b",
)
_NO_CALL = _must_not(
    "the wording says that nobody will call",
    "Say that a dispatcher will call back",
    r"\b(?:won't|will not|can't|cannot|nobody (?:will|can)|no one (?:will|can)|never)"
    r"(?: be able to)? call",
    r"\b(?:nadie|no) (?:le |lo |la )?(?:va a |van a |podrá |puede )?llama",
)

# Promises that nobody can keep

_TIME_EN = (
    r"\b(?:in|within) (?:about |around |the next |under |less than |just )*(?:a |an "
    r"|one |two |three "
    r"|five |ten |fifteen |twenty |thirty |\d+ |a few |a couple of |half an )+(?:second|minute|hour"
    r"|moment)"
    r"|\b(?:in|within) the (?:next )?(?:hour|minute|day)\b"
    r"|\bany (?:second|minute|moment)\b|\b(?:very )?soon\b|\bshortly\b|\bmomentarily\b"
    r"|\b(?:tomorrow|tonight|today|this (?:morning|afternoon|evening)|(?:at|by|before|until) "
    r"(?:\d|noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten))\b"
    r"|\bright (?:away|back)\b|\bin no time\b|\bas soon as\b|\bimmediately\b"
)
_TIME_ES = (
    r"\b(?:en|dentro de) (?:menos de |unos |unas |los próximos |un |una |dos |tres |cinco |diez "
    r"|quince |veinte |treinta |\d+ |pocos |media )+(?:segundo|minuto|hora|rato)"
    r"|\bmañana\b|\bhoy\b|\besta (?:tarde|noche)\b|\ba las? (?:\d|una|dos|tres|cuatro|cinco|seis"
    r"|siete|ocho|nueve|diez)"
    r"|\b(?:en|dentro de) la próxima hora\b|\ben menos de\b"
    r"|\bpronto\b|\benseguida\b|\ben seguida\b|\bde inmediato\b|\binmediatamente\b|\bcuanto antes\b"
    r"|\ben breve\b|\ben un (?:momento|rato|ratito|momentito)\b|\blo antes posible\b"
)
_PROMISES_A_TIME = _must_not(
    "the wording promises a time that nobody knows",
    "Say that a dispatcher will call, and not when",
    _TIME_EN,
    _TIME_ES,
)
_PROMISES_HELP = _must_not(
    "the wording promises what we do not know or cannot do",
    "Say only what Checkcall does: it tells dispatch, and it connects the call",
    r"\b(?:help|an? ambulance|ambulances?|(?:the )?police|(?:the )?paramedics|(?:the )?fire \w+"
    r"|(?:a |the )?tow truck|(?:a |the )?mechanic|somebody|someone|rescue)(?:'s| is| are)"
    r" (?:on (?:the|its|their) way|coming|en route|headed|driving|almost there)"
    r"|\b(?:help|ambulances?|police|paramedics|fire \w+|tow truck|mechanic|rescue)(?:'ll| will)"
    r" (?:be (?:there|here|with you|on)|come|arrive|get (?:there|here|to you)|reach)"
    r"|\b(?:I|we)(?:'ve|'m|'re|'ll| have| am| are| will)? ?(?:already |just |now )?(?:called|"
    r"calling|call|sent|sending|send|dispatched|notified|alerted|contacted)"
    r" (?:for |you |out )*(?:911|nine|an? ambulance|the police|police|paramedics|help|the fire"
    r"|a tow|emergency services)"
    r"|\b(?:you'll|you will|you're going to|everything will|everything's going to|it'll"
    r"|it will|it's going to|everyone will) be (?:just |all )?(?:okay|ok|fine"
    r"|all right|alright|safe"
    r"|good)\b"
    r"|\b(?:I|we) (?:promise|guarantee)\b|\bguaranteed?\b",
    r"\b(?:la ayuda|ayuda|una ambulancia|la ambulancia|la policía|los bomberos|la grúa|una grúa"
    r"|un mecánico|alguien)(?: ya)? (?:va|viene|está|están|vienen|van) (?:en camino|para allá"
    r"|llegando|de camino)"
    r"|\b(?:ayuda|ambulancia|policía|bomberos|grúa|mecánico) (?:va a (?:llegar|venir|estar)"
    r"|van a (?:llegar|venir|estar)|llegará\w*|ya (?:va|van|viene|vienen|llega\w*))\b"
    r"|\b(?:ya )?(?:llamé|llamamos|mandé|mandamos|envié|enviamos|avisé) (?:al |a la "
    r"|a los |una |un )?"
    r"(?:911|nueve|ambulancia|policía|bomberos|grúa)"
    r"|\btodo (?:va a salir|saldrá|va a estar|estará) bien\b|\b(?:va a|van a) estar bien\b"
    r"|\b(?:le|se lo) (?:prometo|garantizo|aseguro)\b|\bgarantizad[oa]\b",
)
_GIVES_FIRST_AID = _must_not(
    "the wording gives medical advice",
    "Leave that to 911: Checkcall does not know what has happened",
    r"\b(?:put|apply|keep) (?:some |firm )?pressure\b|\btourniquet\b|\bCPR\b|\bbandage\b"
    r"|\bfirst aid\b|\baspirin\b|\bpain ?killers?\b"
    r"|\b(?:do not|don't|never) move (?:him|her|them|the|anyone|anybody)\b"
    r"|\bgive (?:him|her|them) (?:some |any )?(?:water|medic\w+|pills?)\b",
    r"\b(?:haga|ponga|aplique|mantenga) presión\b|\btorniquete\b|\bprimeros auxilios\b"
    r"|\baspirinas?\b|\bvend(?:e|aje|a la|el)\b|\bno (?:lo|la|los|las) mueva\b"
    r"|\bdele (?:agua|medic\w+|pastillas?)\b",
)
_PROMISES_PAY = _must_not(
    "the wording promises pay",
    "Leave pay to dispatch: say that the question is passed on",
    r"\b(?:you'll|you will|we'll|we will|you (?:get|are|can get)|I'll)"
    r" (?:be |get )?(?:(?:detention|layover|extra) )?"
    r"(?:paid|pay|reimburse\w*|compensat\w*|a bonus|refund\w*)"
    r"|\bwill (?:be (?:paid|reimbursed|compensated|refunded|approved)|pay for|reimburse|approve)\b",
    r"\b(?:le (?:vamos a |van a )?(?:pag(?:amos|aremos|arán|ar|an)|reembols\w+|compens\w+)"
    r"|(?:va a|van a) (?:pagar|aprobar|reembolsar|cubrir)|(?:pagará|aprobará|reembolsará)n?"
    r"|se le (?:paga|pagará)|recibirá (?:un )?(?:pago|bono))\b",
)

# Who speaks

_BEGINS_WITH_YES = _must(
    "the wording does not begin with a plain yes",
    "Begin it with Yes (Spanish: Sí)",
    r"^yes\b(?! and no\b)",
    r"^sí\b(?! y no\b)",
)
_BEGINS_WITH_NO = _must(
    "the wording does not begin with a plain no",
    "Begin it with No",
    r"^no(?:[,.;]|,? (?:sir|ma'am|I|I'm|it|it's|this|you|you're)\b)",
    r"^no(?:[,.;]|,? (?:señora?|soy|es|le|está|habla)\b)",
)
_SAYS_AUTOMATED = _must(
    "the wording does not say that this is an automated assistant",
    "Say: automated assistant (Spanish: asistente automatizado)",
    r"\bautomated (?:\w+ ){0,2}(?:assistant|system|line|service|agent|voice|caller|program)\b"
    r"|\b(?:virtual|AI|artificial|computer) (?:assistant|agent|voice|intelligence|program)\b"
    r"|\b(?:a robot|an AI|a bot|a computer|a machine)\b",
    r"\b(?:asistente|sistema|línea|servicio|agente"
    r"|voz) (?:\w+ ){0,2}(?:autom[aá]ti(?:zad[oa]|c[oa])"
    r"|virtual|artificial)\b|\binteligencia artificial\b"
    r"|\b(?:un robot|una máquina|una computadora|un bot)\b",
)
_CLAIMS_TO_BE_HUMAN = _must_not(
    "the wording denies being automated",
    "Say plainly that it is automated",
    r"\b(?:just|only) (?:kidding|joking|a joke)\b|\b(?:not|isn't|ain't|never"
    r"|no) (?:\w+ ){0,2}(?:automated|a robot|a machine|a bot"
    r"|a computer|an AI|AI|robot|recording)\b"
    r"|\b(?:I'm|I am|this is|it's|you're talking to|you are talking to"
    r"|speaking with|talking with|talking to) (?:just |really |only |actually )?"
    r"(?:a (?:real |live |actual |human )?(?:person|human|man|woman|human being)|human"
    r"|(?:one of the|your|a) (?:real |live |human )?dispatchers?)\b"
    r"|\b(?:but|and) (?:really |also |actually |still )?(?:a )?(?:real |live )?(?:person|human)\b"
    r"|\b(?:this is|I'm|I am|it's) [^.,?!]{1,30}, (?:a|your|one of (?:the|your|our))"
    r" (?:real |live |human )?dispatchers?[.,?!]",
    r"\bbroma\b|\bbromeando\b|\bno (?:soy|es|está hablando con"
    r"|habla con) (?:\w+ ){0,2}(?:autom[aá]ti\w+|robot|máquina"
    r"|grabación|computadora|bot)\b"
    r"|(?<!no )\b(?:soy|habla con|está hablando con) (?:una persona|human[oa]|un humano"
    r"|un ser humano|(?:el|su|un) despachador)\b"
    r"|\b(?:habla|soy) [^.,?!]{1,30}, (?:su|el|la|una?) despachadora?[.,?!]",
)

_SAYS_GOODBYE = _must(
    "the wording does not say goodbye, and the call ends with it",
    "End it with goodbye (Spanish: hasta luego)",
    r"\b(?:good ?bye|bye|take care|(?:drive|stay|be|ride) safe|safe (?:travels?"
    r"|trip|driving)|so long"
    r"|have a (?:\w+ ){0,2}(?:day|night|one|trip|evening|weekend)|see you|talk (?:to you )?\w*)\b",
    r"\b(?:adiós|hasta (?:luego|pronto|la próxima|mañana)|cuídese|buen viaje|maneje con cuidado"
    r"|que (?:le vaya|tenga|esté|descanse)|nos vemos|buen (?:día|camino)"
    r"|buenas (?:tardes|noches))\b",
)
_CLOSINGS = frozenset({step for step in Step if step.startswith("closing")} | {Step.GOODBYE})

_YES_OR_NO = (_TURNS_YES_AROUND, _ASKS_OPENLY)
_CALL_BACK = (_SAYS_CALL_BACK, _CLAIMS_TRANSFER, _NO_CALL, _PROMISES_A_TIME)
_HANDING_OVER = (_STAY_ON, _SAYS_WHAT_HAPPENS, _SENDS_AWAY, _PROMISES_A_TIME)

_LAWS: Mapping[Step, tuple[_Law, ...]] = {
    Step.ASK_STATUS: (_ARRIVED,),
    Step.ASK_DELAY: (_ON_TIME,),
    Step.ASK_FACILITY_DELAY: (_ON_TIME,),
    Step.POD_REMINDER: (_NAMES_POD,),
    Step.POD_REMINDER_EMPTY: (_NAMES_POD,),
    Step.PERSON_WANTED: (_SAYS_CALL_BACK, _NO_CALL, _PROMISES_A_TIME),
    Step.QUESTION_NOTED: (_PROMISES_A_TIME,),
    Step.ROBOT_ANSWER: (_BEGINS_WITH_YES, _SAYS_AUTOMATED),
    Step.HUMAN_ANSWER: (_BEGINS_WITH_NO, _SAYS_AUTOMATED),
    Step.CONFIRM_DANGER: (_ASKS_FOR_EMERGENCY, _ALL_WELL, *_YES_OR_NO),
    Step.ADVISE_911: (
        _SAYS_911,
        _TELLS_TO_CALL_911,
        _ADVISES_FAINTLY,
        _SOMEBODY_ELSE_CALLS_911,
    ),
    Step.ASK_SAFE: (
        _ASKS_IF_SAFE,
        _ASKS_IF_THE_LOAD_IS_SAFE,
        _ABOUT_THE_DRIVER,
        _IN_DANGER,
        *_YES_OR_NO,
    ),
    Step.ASK_INJURED: (_ASKS_FOR_HARM, _ALL_WELL, *_YES_OR_NO),
    Step.ASK_EMERGENCY_PLACE: (_ASKS_WHERE,),
    Step.ASK_LOAD_SECURE: (_ASKS_FOR_LOAD, *_YES_OR_NO),
    Step.HAND_OVER: _HANDING_OVER,
    Step.HAND_OVER_NEXT: _HANDING_OVER,
    Step.HAND_OVER_RINGING: _HANDING_OVER,
    Step.PROMISE_CALL_BACK: _CALL_BACK,
    Step.REPEAT_CALL_BACK: _CALL_BACK,
    Step.CONFIRM_FALSE_ALARM: (_ASKS_FOR_FALSE_ALARM, _NOT_A_FALSE_ALARM, _ASKS_OPENLY),
}
#: No line of any step may say these.
_EVERYWHERE = (
    _ADVISES_AGAINST_911,
    _CLAIMS_TO_BE_HUMAN,
    _PROMISES_HELP,
    _GIVES_FIRST_AID,
    _PROMISES_PAY,
)


def safety_faults(step: Step, text: str, language: Language) -> Iterator[Fault]:
    """The safety laws that `text`, a rendered line of `step`, breaks."""
    # Once Retell has reported that a dispatcher is on the line, saying so is true.
    yield from step_faults(step, text, language)
    said = _plain(text)
    ending = (_SAYS_GOODBYE,) if step in _CLOSINGS else ()
    connected = () if step is Step.HANDED_OVER else (_CLAIMS_CONNECTION,)
    for law in (*_EVERYWHERE, *connected, *ending):
        if law.words.found_in(said, language) is not law.must:
            yield law.fault


def step_faults(step: Step, text: str, language: Language) -> Iterator[Fault]:
    """What `text` must say in `step` and does not, or must not and does."""
    said = _plain(text)
    for law in _LAWS.get(step, ()):
        if law.words.found_in(said, language) is not law.must:
            yield law.fault


def promises_time(text: str, language: Language) -> bool:
    """Whether `text` names a time, of which nobody knows whether it will be kept."""
    return _PROMISES_A_TIME.words.found_in(_plain(text), language)


#: What a model may say in no step: nobody has looked at its words before they are spoken.
_NOT_FOR_MODELS = (_CLAIMS_CONNECTION, _CLAIMS_TRANSFER, *_EVERYWHERE)


def model_safety_faults(text: str) -> Iterator[Fault]:
    """The safety laws that a model's words break, in whatever language they are."""
    said = _plain(text)
    for law in _NOT_FOR_MODELS:
        if any(law.words.found_in(said, language) for language in LANGUAGES):
            yield law.fault
