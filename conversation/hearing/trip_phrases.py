"""How drivers say where the truck is in its trip, and whether it is late."""

from __future__ import annotations

import re

from conversation.forms import DriverStatus
from conversation.hearing.phrases import PhraseTable, pattern, table

STATUS: PhraseTable = table(
    {
        DriverStatus.UNLOADING: [
            (
                "<they> (?:are )?(?:unloading|pulling|taking|working on) (?:me|us|the trailer|my "
                "trailer|pallets?|freight)(?: off)?"
            ),
            "(?:getting|being) (?:unloaded|offloaded|live unloaded)",
            "(?:i'm|we're|i am|still) unloading",
            "me (?:estan|esta) (?:descargando|bajando)",
            "(?:estoy|estamos) descargando",
        ],
        DriverStatus.ARRIVED: [
            (
                "<i> <adv>(?:here|there)(?! (?:in|near|by|on|at|around|outside|past|we|to|for "
                "you|still)\\b)(?: now| already| waiting| at the <w>| at <w> receiver)?"
            ),
            (
                "<i> <adv>(?:at|in|to|inside) (?:the |their |my |your )?(?:receiver|receiver's|"
                "shipper|customer|customer's|consignee|delivery|warehouse|facility|dc|d c|"
                "distribution center|plant|stop|drop|destination|dock|yard|guard shack|gate|cold "
                "storage|final|store)(?! of)"
            ),
            (
                "(?:i |we |i've |we've |we have |i have |just |finally |done |have "
                "){0,4}(?:arrived|made it(?! (?:all|back|up|work|out|as|easy) )(?: here| in| to "
                "(?:the |my )?(?:receiver|customer|"
                "consignee|delivery|warehouse|shipper|destination|facility))?|got here|got (?:in|"
                "to) (?:the|my) (?:receiver|customer|consignee|delivery|warehouse|facility|dock|"
                "yard|place)|pulled in(?:to (?:the |their )?(?:receiver|customer|consignee|lot|"
                "yard|facility|warehouse))?|showed up|checked in|backed in(?:to)? (?:the |a |to "
                "the )?(?:dock|door|hole|slot)|bumped (?:the )?(?:dock|door)|backed up to the "
                "(?:dock|"
                "door)|reached(?: here| the (?:receiver|customer|place|warehouse|location))?)(?! "
                "through| past| to the <w> in)"
            ),
            (
                "(?:^|made it|arrived|checked in|got here|been here|pulled in)(?: (?:already|"
                "since|for|about|at|and|this|with|here|just))"
            ),
            "(?:arrived|checked in)",
            (
                "(?:still |sitting |parked |waiting |back |over |here |down ){1,2}at the "
                "(?:receiver|shipper|customer|consignee|warehouse|dock|gate|guard shack|dc|plant)"
            ),
            "on site",
            (
                "(?:in|on) (?:this |the |a |their )?(?:line|queue) (?:at|for|outside) (?:the |"
                "their "
                ")?(?:port|"
                "terminal|yard|rail ?yard|ramp|plant|gate|receiver|shipper|customer|warehouse|dc|"
                "scale house "
                "at the plant|mill|elevator|terminal gate)"
            ),
            (
                "(?:won't|wouldn't|don't|ain't) (?:let|letting) (?:me|us) (?:in|on|check in)(?! "
                "(?:the |that |"
                "this )?(?:road|highway|interstate|exit|lane|bridge|pass))"
            ),
            (
                "backed(?: up)? (?:in|into|in to) (?:door |dock |number )?<n>(?! (?:cars?|trucks?|"
                "poles?))"
            ),
            (
                "(?:sitting |parked |waiting |i'm |here )+(?:in|at|on) the (?:driveway|property|"
                "entrance|"
                "check[- ]in|guard gate|front gate|security gate)"
            ),
            (
                "(?:me |nos )?(?:metieron|dieron|pusieron|asignaron) (?:ya )?(?:en |a )?"
                "(?:(?:la|el|una|un|mi) )?(?:puerta|anden|rampa|muelle)"
            ),
            (
                "(?:me |nos )?(?:metieron|dieron|pusieron|asignaron) (?:en |ya |a )?(?:la|el)"
                "(?= <numero>)"
            ),
            (
                "(?:backed in|backed up|docked|parked|sitting|backed) (?:at|to|in|on|into) "
                "(?:the|a|my|their) (?:dock|door|bay|hole)"
            ),
            (
                "in(?:side)? (?:their|the (?:receiver|customer|consignee|warehouse)(?:'s)?) "
                "(?:parking )?(?:lot|yard)"
            ),
            (
                "pulling (?:up (?:to|at)|in(?:to| at| to)?) (?:the|their) (?:guard (?:shack|house)|"
                "gate|"
                "receiver|receiver's|customer|consignee|warehouse|dc|yard|facility|lot|dock)"
            ),
            "on the property",
            "on property",
            "still here",
            "(?:we |i |me )?(?:been|being) (?:here|sitting here|waiting here)",
            "(?:bumped|bumping|hit) the dock",
            (
                "<they> (?:put|stuck|got|gave|have|assigned) me (?:on|in|at|to|a) (?:a |the "
                ")?(?:door|dock|bay)"
            ),
            "in (?:a|the|my) (?:door|dock)",
            "(?:(?:ya )?(?:llegue|llegamos)|acabo de llegar)(?! a las)",
            (
                "(?:ya )?(?:estoy|estamos|ando) (?:ya |aqui |ahorita )*(?:(?:en|con) (?:el |la )?"
                "(?:cliente|bodega|customer|receiver|consignee|warehouse|dock|shipper|"
                "door|almacen|muelle|puerta|destino|yarda del cliente|recibidor|entrega)|"
                "esperando (?:que|puerta|"
                "a que))"
            ),
            (
                "(?:(?<=^ )|(?<=\\. ))(?:aqui |ya )?(?:en (?:la|el) )(?:yarda|patio|bodega|"
                "cliente|recibidor|almacen)(?: del cliente| del recibidor)?(?= (?:\\.|$|esperando|"
                "ya|desde))"
            ),
            (
                "aqui (?:ya |estoy )?(?:con|en) (?:el|la) (?:cliente|recibidor|receiver|customer|"
                "bodega|"
                "consignee|warehouse)"
            ),
            (
                "(?:afuera|enfrente|frente|junto) (?:del|de la|al|a la) (?:cliente|bodega|"
                "recibidor|"
                "almacen|receiver|warehouse|customer)"
            ),
            "(?:ya )?(?:cheque|registre|hice|di) (?:mi |la |de )?(?:entrada|check in|llegada)",
            "(?:en|de) (?:detencion|detention)(?= (?:\\.|$|desde|hace|ya|con|aqui))",
            "(?:me|nos) (?:tienen|traen) (?:aqui |afuera )*(?:esperando|formad[oa])",
            (
                "(?:llevo|llevamos|tengo) (?:como |ya |mas de |casi |unas )*<numero> horas? "
                "(?:aqui |ya |nomas )*(?:esperando|formad[oa]|sin puerta)"
            ),
            "ya (?:estoy|estamos|ando) (?:aqui|alli|ahi|alla)",
            (
                "(?:i'm|we're) (?:all )?(?:backed in|docked|in the door|at the dock|on the dock|"
                "checked in)"
            ),
            "i reach(?:ed)?(?: here| already| the <w>| there)",
            "(?:i am|i'm|we are) (?:already )?reached",
            (
                "<i> <adv>waiting (?:on|for) (?:a |the |them to (?:give|assign)(?: me)? (?:a "
                ")?)?(?:door|dock|lumpers?)"
            ),
        ],
        DriverStatus.DRIVING: [
            (
                "(?:just |finally )?(?:left|leaving|pulled out of|pulling out of|rolled out of) "
                "(?:the |my |that )?(?:shipper|pickup|pick up)"
            ),
            "(?:rolling|heading|headed|going|on my way) to (?:the|my) next (?:pick|load|stop|one)",
            (
                "<i> <adv>(?:driving|rolling|moving|trucking|cruising|on the road|on the move|on "
                "my way|on our way|en route|in route|in transit|under way|underway|headed "
                "(?:that way|there|your way|to|down|up|toward|towards|your|north|south|east|"
                "west)|heading (?:that way|there|your way|to|down|up|toward|towards|north|south|"
                "east|west)|southbound|northbound|eastbound|westbound|hauling|making (?:good |"
                "great |decent )?time|going down the road|coming|behind the wheel|still going|"
                "going)(?! (?:to (?:be|sleep|need|have|get|call|go|stop|shut|take|sit)|nowhere|"
                "be|back to sleep))"
            ),
            (
                "(?:still|just|yeah|yep|yes|uh|keep|keeping on|kept|been|now|good|fine|okay|hot "
                "but we're|we) (?:driving|rolling|moving|trucking|cruising|hauling)"
            ),
            "(?:rolling|cruising) (?:along|right along|good|smooth|down|through|on)",
            "(?:driving|rolling|cruising|trucking)(?= (?:\\.|$))",
            "(?:on|still on|back on|out on) the (?:road|move|highway|interstate|big road)",
            "(?:on|still on) (?:my|our) way",
            "making (?:good|great|decent) time",
            "half ?way(?: there)?(?= (?:\\.|$|(?:to|from|i|so|now)(?= )))",
            (
                "(?:got|have) (?:about |another |still |like |around |maybe |only )*<n>(?: "
                "hundred)?"
                "(?: and <n>)? (?:more )?miles(?: to go| left| yet)?"
            ),
            "(?:hooked up|hooked|loaded) and (?:gone|rolling|going|moving|headed out)",
            (
                "(?:driving|rolling|trucking)(?! (?:me|them|us|distance|test|record|time|hours|"
                "school|pin|over|out from))"
            ),
            "(?:^|still )en route",
            "in transit",
            "headed (?:your|that|their) way",
            "(?:back )?up to speed",
            "running (?:smooth|good|fine|strong|down the road|right along|along|hard|great)",
            "got (?:the|my) (?:hammer|pedal) down",
            "wheels? (?:are |is |still |keep |kept |a )*(?:turning|rolling|moving)",
            (
                "(?:voy|vamos|ando|estoy|sigo|seguimos) (?:dandole|manejando|rodando|en (?:el "
                ")?camino|"
                "en ruta|de camino|para alla|rumbo|en la carretera|por|llegando|saliendo|pasando|"
                "bien y voy)"
            ),
            "(?:en|de) camino",
            "(?:ya )?(?:mero|casi) (?:llego|llegamos|estoy llegando|voy llegando)",
            (
                "(?:ahi|aqui|ya|pues) (?:voy|vamos)(?= (?:\\.|$|bien|en|por|para|con|rumbo|"
                "saliendo|"
                "pasando|llegando|rodando|poco|despacio|tranquilo|manejando|dandole))"
            ),
            (
                "(?:voy|vengo|vamos|ando) (?:ya |bien |todavia )*(?:cargad[oa]|loaded|rolling|"
                "driving|"
                "circulando|de viaje|en carretera)"
            ),
            (
                "(?:voy|vamos|vengo|venimos|ando) (?:ya |bien |aqui |todavia |ahorita )*(?:para|"
                "hacia|"
                "rumbo|"
                "camino|de subida|de bajada|rodando|en ruta)"
            ),
            "(?:manejando|dandole)",
            "rodando",
            "rumbo a",
            "(?:i am|i'm) going(?= (?:\\.|$|it|on|now|still|fine|good))",
            "i(?:'m| am) (?:not |ain't )?(?:there|here) yet",
            "on the truck driving",
            (
                "(?:i'm|i am|we're|i|we|no|nah|nope) (?:not|ain't|isn't|haven't|hasn't) (?:there|"
                "arrived|made it|got there|gotten there|reached|here) yet"
            ),
        ],
    }
)

NOT_ARRIVED = pattern(
    (
        "(?:not|ain't|isn't|haven't|hasn't|almost|never|didn't|nearly|when|once|till|"
        "until|if|after|soon as|before|gonna|will|i'll|we'll|should|be|supposed to|"
        "aren't|about to|fixing to|cuando|no|he|she|they|they're|he's|she's|guy|truck|"
        "buddy|by the time|expect|hope|hoping|casi|in case|unless|i'd|we'd|wasn't|had|"
        "would|you|their|drivers?|trucks|everybody|somebody|people|want me|wants me|the)"
    ),
)

NOT_DRIVING = pattern(
    (
        "(?:not|ain't|isn't|haven't|never|when|once|till|until|if|after|soon as|before|"
        "he's|she's|he|she|they're|they|stop|stopped|quit|can't|guy|truck|buddy|probably|"
        "been|had|was|cannot|start|get|unless|supposed to be|should be|wasn't|everybody|"
        "traffic|either|everybody's|tired of|my husband|my wife|while|of|hours|de)"
    ),
)

LATE: PhraseTable = table(
    {
        "false": [
            (
                "(?:right |still |gonna be |be |running |all |am |i'm |it's |yes |we're |there |"
                "here |will be |should be |get there )?(?:on time|on schedule|ahead of schedule|"
                "early|ahead of time|on track|with time to spare)(?! (?:this morning|today|in "
                "the morning|morning|and|tomorrow morning|evening|afternoon)?(?:they|last))"
            ),
            "(?:plenty|lots|loads|got|have|enough) (?:of )?time(?: to spare| left)?",
            "time to spare",
            (
                "(?:i'll|i will|we'll|i'm gonna|i can|gonna|should|will|can still|still) make "
                "it(?: no problem| just fine| fine| okay| on time| in time| easy| there){0,4}"
                "(?! (?:there )?(?:by|around|about|at|till|until|before|to|like) )"
            ),
            "(?:make|making) (?:my|the|that) appointment",
            "(?:not|ain't|isn't|won't be|am not|no) (?:running )?(?:late|behind)(?: schedule)?",
            "(?:a tiempo|(?<!el )(?<!mi )tiempo(?! de manejo))",
            "same (?:as|like) (?:i|before|we)(?: <w>){0,3}",
            "(?:should|will|gonna|i'll) be (?:fine|good|alright|okay) on time",
            "good on time",
            "(?:right )?on (?:my |the |our )?(?:plan|schedule|target|pace)",
            "(?:not|no) (?:gonna be |going to be )?late",
            (
                "(?:i|we) (?:still |should |will |can |gonna |to )*make it (?:on time|in time|fine|"
                "okay)"
            ),
            "no problem (?:making|with) (?:it|the appointment|that)",
            "easy money",
            "(?:got|i got|i have) time",
        ],
        "true": [
            (
                "(?:running|gonna be|going to be|be|i'm|i am|we're|we are|be a little|am|will be|"
                "run|getting|is|me|already|little|bit|hour|hours|minutes|it's|know|know i'm|too|"
                "come in|there|it) (?:about |like |a |an |running |little |bit |way |probably |"
                "maybe |and |good |close to |couple of |real |pretty |so |just |couple |few "
                "|half |one |two |three |<n> |hour |hours |minutes |minute |some |or |or so |at "
                "least |kinda ){0,6}(?:late|"
                "behind(?! (?:the|a|an|my|his|her|their|this|that|it|some|him|them|you|us) )|"
                "delayed|"
                "tardy|off schedule)(?! (?:for pickup|last night|"
                "night|model|afternoon|the (?:truck|guy|wheel|guardrail)|him|her|that|a |this|me "
                "now))"
            ),
            (
                "(?:running|i'm|we're|little|hours?|minutes?|way|far|falling|got me|put me|set "
                "me|puts me|day|setting me|put us|got us|am) (?:way |far |little |bit |running |"
                "about ){0,2}behind(?: schedule)?(?! (?:the|a|him|her|them|this|that|me now|us "
                "now|some|it))"
            ),
            "behind schedule",
            (
                "(?:not |ain't |won't |can't |cannot |isn't |couldn't |never |aren't |no way |"
                "won't be able to |not gonna be able to |ain't no way i )(?:way |no |gonna |"
                "going to |be able to |be |i |i'm |we're |about to |possibly ){0,4}(?:make|"
                "making|make it|be there|get there|be able to make|reach|happen|making it)(?: "
                "(?:it|that|the|my|no|by|on|today|in|there|appointment|time)){0,4}(?! (?:a |any |"
                "no )?(?:sense|difference|money|coffee))"
            ),
            "<i> not (?=(?:\\.|they|i|we|because|cause|gonna|going))",
            "(?:is|are|be|it's|that's|ain't|won't be) (?:not|im|no) ?(?:possible|gonna happen)",
            "impossible",
            (
                "(?:gonna |going to |will |have to |need to |gotta |can you |better |please |you "
                "|just )(?:need a |be a |to )?(?:reschedule|push (?:it|that|the|my)(?: "
                "appointment)?(?: back)?|move (?:it|that|the|my) appointment|miss (?:it|that|the|"
                "my)(?: appointment| time)?)"
            ),
            "(?:miss|missed|missing) (?:my|the|that) (?:appointment|window|time|slot)",
            (
                "(?:(?<! i'm )(?<! got )(?<! get )(?<! getting )(?<! was )(?<! am )lost|cost me|"
                "set me back|put me back|threw me off|put me behind|costing me|"
                "kept me|held me up|held up|set back|delayed me|hold me|slowed me down|slowing "
                "me down)(?: (?:about |like |a |an |for |up |over |good |almost |at least |"
                "couple |few |of ){0,4}(?:<n> |half |hour|hours|minutes|day|an|hold me up|"
                "couple)){0,4}"
            ),
            (
                "(?:voy|vengo|vamos|llego|llegare|ando|estoy|llegar) (?:a llegar |un poco |bien |"
                "muy |como |con |poquito |algo |una |unas |media |hora |horas |y |minutos |<n> |"
                "<numero> "
                "){0,5}(?:tarde|atrasado|atrasada|retrasado|"
                "retraso|demorado)"
            ),
            "(?:con|de|llevo|traigo|tengo) (?:<w> ){0,3}(?:retraso|atraso|demora)",
            "(?:me|nos) (?:retrase|retrasaron|atrase|atrasaron|demoraron|retrasamos|detuvieron)",
            (
                "no (?:voy a|vamos a|alcanzo|creo que|llego|voy|puedo) (?:llegar|alcanzar|a|"
                "tiempo|alcance|alcanzo)(?: a tiempo)?"
            ),
            (
                "(?:pero|ya|entonces|pues) no (?:llego|alcanzo|llegamos|alcanzamos)(?! (?:a ver|"
                "todavia))"
            ),
            "(?:estoy|estamos|ando|quede) (?:aqui )?(?:varad[oa]s?|detenid[oa]s?|atorad[oa]s?)",
            "(?:todo|esta todo|estamos) parado",
            (
                "<i> <adv>(?:dead |stopped dead|stuck|stopped|sitting|parked|stop|stand|standing|"
                "blocked|dead|trapped|block)(?: (?:still|dead|here|right|completely|out|in|on|at|"
                "uh|now|the|up|behind|because|by|of|for|this|a|bad|big|some)){0,3}(?: (?:traffic|"
                "a jam|jam|backup|back up|dead stop|standstill|construction|a wreck|wreck|an "
                "accident|snow|blizzard|storm|ice|closure|road closure|still|line|weather|since|"
                "moving))"
            ),
            "(?:at a|a complete) (?:standstill|dead stop|complete stop)",
            "(?:stopped dead|dead stopped|dead stop)",
            (
                "(?:(?:i|we|traffic|i've|we've|we're|i'm|everything|traffic's) (?:ain't|not|"
                "haven't|"
                "hasn't|isn't|aren't|have not|is not)|(?:nothing|nobody|nothing's|nobody's)(?: "
                "is)?) "
                "(?:even )?(?:moving|budged|(?<! i haven't )(?<! we haven't )moved)(?= (?:\\.|$|in|"
                "for|since|a|at))"
            ),
            (
                "(?:all |got it |shut |they |road's |roads |road is |interstate's |highway's |"
                "it's |they've |have |had |pass is |is |i |i'm |we're |got )(?:shut (?:us |me |"
                "it |everything )?down|closed(?: (?:it|the (?:road|pass|gates|highway|"
                "interstate)|down))?)(?: (?:for (?:the )?(?:wind|snow|weather|storm|ice)|because|"
                "till|until|on account|<w>'s|due))?(?! (?:at|for the night|last|yesterday))"
            ),
            (
                "(?:got|have|has) (?:it|<w>|<w> <w>) (?:all )?(?:shut down|closed|shut|"
                "blocked)(?! for (?:the night|me))"
            ),
            "waiting (?:it|this|that|the (?:weather|storm|snow|wind|ice|fog)) out",
            "no avanza(?:mos|n)?",
            (
                "(?:gonna|going to|it'll|it will|will|it's) (?:be |gonna be |push |take "
                ")?(?:longer|later)(?: than| now)?"
            ),
        ],
    }
)

LATE_DENIED = pattern(
    "not",
    "ain't",
    "isn't",
    "don't",
    "never",
    "no",
    "if",
    "was",
    "without",
    "unless",
    "before",
    "they're",
    "they",
    "he's",
    "wasn't",
    "won't",
    "didn't",
    "hate",
    "be",
    "nobody",
    "must",
    "nothing",
    "anything",
    "none",
    "nada",
    "door",
)

#: "Nothing at all has held me up": who or what did not, some words before.
NOTHING_DID = re.compile(
    " (?:nothing|nobody|no one|none|nada|nadie|anything|not a thing|ain't|isn't|ain't been|not|"
    "hasn't|haven't|didn't|doesn't|won't|wouldn't|never|without|instead of|rather than)"
    "(?:'s)?(?: (?:is|has|have|had|been|be|was|really|even|ever|gonna|going to|of (?:it|that|them)|"
    "at all|so far|yet|to|that's|that|which|will|would|should|could|actually|much|else|there|me|"
    "today|here|any|out here|in the way)){0,5} $"
)

ON_TIME_DENIED = pattern(
    "not",
    "ain't",
    "isn't",
    "don't",
    "won't",
    "can't",
    "didn't",
    "doubt",
    "no way",
    "never",
    "not gonna",
)
