"""How drivers say that they are safe, hurt, or have lost their load."""

from __future__ import annotations

import re

from conversation.hearing.phrases import PhraseTable, pattern, table

_SAFE_PLACES = (
    "(?:rest area|rest stop|service plaza|service area|plaza|travel plaza|parking area|truck ?stop|"
    "truck-stop|parking lot|lot|gas station|weigh station|love's|pilot|ta|petro|flying|dock|"
    "receiver|shipper|yard|store|side street|turnout|pull off|pullout|chain up area)"
    "(?: (?:lot|parking lot))?"
)

SAFETY: PhraseTable = table(
    {
        "unsafe": [
            (
                "(?:not|ain't|isn't|don't feel|no|never|hardly|barely) (?:really |very |too |"
                "exactly |in a |at a |a |somewhere |that |so |all that |feeling ){0,4}safe(?: "
                "(?:place|spot|here|at all))?"
            ),
            (
                "(?:in|blocking|across|halfway in|half in|stuck in|partly in|sticking out in|"
                "hanging out in|out in|still in) (?:the |a |both |two |all |half the |part of "
                "the |middle of the |live |left |right |fast |slow |travel |hammer |granny |"
                "driving |passing |center |middle ){1,4}lanes?(?! (?:closed|closure|shut))"
            ),
            (
                "(?:in|blocking) (?:a |the )?(?:live |middle of (?:a |the ))(?:lane|road|highway|"
                "interstate|traffic|freeway|intersection|ramp|bridge)"
            ),
            "(?:i'm|we're|i am|still|truck's|sitting|stuck|standing|stopped) (?:out )?in the road",
            "(?:sticking|hanging) out (?:in|into|on) (?:the |traffic)(?:<w>)?",
            "(?:in|blocking) traffic",
            "blocking (?:the|everything|everybody|all|both|half)(?: <w>)?",
            (
                "(?:they're|they are|they|cars are|cars|trucks|trucks are|traffic's|traffic is|"
                "traffic|people are|people|everybody's) (?:just )?(?:still )?(?:flying|flyin|"
                "zooming|whipping|blowing|swerving|coming|screaming|buzzing) (?:right )?(?:by|"
                "past|around|at|up)(?: me| us)?"
            ),
            "(?:ain't|no|isn't|not no|there's no|not any|hardly any|not much) (?:no )?shoulder",
            (
                "(?:bad|dangerous|terrible|horrible|scary|sketchy|awful) (?:spot|place|location|"
                "curve|place to be)"
            ),
            "(?:on|in|around) a (?:blind )?(?:curve|blind spot|bend)",
            "(?:on|across|stuck on) the (?:railroad )?tracks",
            (
                "(?:hitting|beating|banging|breaking|busting|smashing|kicking|shooting|pounding) "
                "(?:on )?(?:my|the|at my|at the|in my|at) (?:window|door|truck|glass|windshield|"
                "cab|me)"
            ),
            (
                "(?:he's|she's|they're|guy's|guys|somebody's|he is|they are|man's|is|are|still|"
                "right) (?:still |right |standing |up |outside |out ){0,3}(?:at|by|outside|on) "
                "(?:of )?(?:my|the) (?:window|truck|cab|driver's door|running board|steps?)"
            ),
            (
                "(?:has|got|have|with|holding|pointing|pulled|waving|swinging|carrying) (?:a |an "
                "|his |the |something like a )(?:gun|knife|bat|pistol|machete|crowbar|pipe|rifle|"
                "weapon|hammer|tire iron)"
            ),
            "(?:coming|come|came|running|walking) (?:at|toward|towards|after) me",
            (
                "(?:i'm |i am |we're |still |got me )(?:trapped|pinned|stuck (?:inside|in (?:the "
                "|my )?(?:cab|truck|seat|here))|stuck in it)"
            ),
            (
                "(?:can't|cannot|couldn't) (?:get out|get off|get over|get the door open|open "
                "(?:the|my) door|move it|get it off|get out of the (?:lane|road|way)|move my "
                "legs)(?: <w>)?"
            ),
            (
                "(?:trucks?|cars?|semis|rigs|trailers|wheelers|traffic|they|everybody|people)"
                "(?:'s|'re| are| is| keep| keeps)? (?:still |all )?(?:passing|going by|running by|"
                "pass) (?:me |us |by )?(?:right |real |awful |mighty |so |too |pretty |way )*"
                "(?:close|inches|feet|foot)"
            ),
            "fire(?:'s| is)? (?:getting|close|spreading|right)(?: <w>)?",
            "smoke(?:'s| is)? (?:in|filling|getting in)(?: <w>)?",
            "(?:water|flood)(?:'s| is)? (?:still )?(?:coming up|rising|up to|over)(?: <w>)?",
            "(?:i'm|i am) scared",
            (
                "(?:upside down|hanging|sideways|on my side|laying on its side) (?:in (?:the |my |"
                "this )?(?:cab|truck|seat|ditch)|by my (?:seat ?)?belt)"
            ),
            "hanging upside down",
            (
                "(?:they|they're|he|he's|somebody|somebody's|guys|guy|someone|people)(?: is| are)? "
                "(?:still )?trying to (?:break|get|bust) in"
            ),
            "(?:i'm|we're|i am|been) hiding",
            "(?:teetering|hanging|dangling|balanced) (?:on|off|over) (?:the|a|of)(?: <w>)?",
            (
                "(?<!no )(?<!any )(?:live|power|downed|electric|electrical|hot) (?:wires?|"
                "lines?)(?: <w>){0,2} "
                "(?:on|over|"
                "across|down|sparking|hanging)"
            ),
            "(?:no room|nowhere|no way) to (?:go|get (?:out|off|away))",
            (
                "(?:cars|trucks|people|they|everybody|traffic) (?:just )?(?:keeps?|are|is|still) "
                "(?:on |"
                "just )?(?:sliding|crashing|hitting|slamming|piling|plowing|running) (?:into|in "
                "to|us|me|"
                "up)(?: <w>)?"
            ),
            (
                "(?<!was )(?:gonna|going to|about to|fixing to|might|could) (?:blow(?: up)?(?= "
                "(?:\\.|$|"
                "any|and|"
                "i))|explode|catch(?: on)? fire|tip over|roll over|go over the)"
            ),
            "no es seguro",
            "(?:estoy|ando|sigo|estamos) (?:escondid|encerrad)[oa]s?",
            (
                "(?:carros|trailers|camiones|autos|todos|trocas)? ?(?:me )?pasan (?:muy |bien |"
                "bastante |todos )*(?:cerca|recio|rapido|pegad[oa]s?|en chinga|a un lado)"
            ),
            (
                "(?:sigo|estoy|quede|estamos|parado) (?:aqui |todavia |atravesad[oa] )*en (?:el |"
                "un |"
                "pleno |medio del )?carril"
            ),
            (
                "(?:estoy|quede|sigo|estamos) (?:atorad|atrapad|prensad)[oa]s?(?! en (?:el "
                ")?trafico)"
                "(?= (?:\\.|$|en la cabina|adentro|dentro|aqui|y|no))"
            ),
            "no (?:estoy|estamos) (?:seguro|a salvo|segura)",
            "en (?:medio|la mitad) (?:de la|del) (?:carretera|freeway|camino|carril)",
            "(?:tiene|con|traen) (?:una )?(?:pistola|arma|cuchillo)",
        ],
        "safe": [
            (
                "(?:behind|over|on the other side of) the (?:guard ?rail|guardrail|rail|wall|"
                "barrier|fence|jersey wall)"
            ),
            (
                "(?:climbed|got|i'm|i am|am|jumped|crawled|we're|hopped|already) (?:up |on |"
                "already |all |safely |way |now |back ){0,4}(?:out|clear|away)(?: of (?:it|the "
                "(?:truck|cab|road|way|lane))| the (?:truck|road|highway)| from (?:it|the "
                "(?:truck|road|fire|traffic)))?(?! (?:of (?:hours|fuel|time|gas|it now)|here|on|"
                "in|by|near|past|to|there|bed|work|dispatch))"
            ),
            (
                "(?:i'm|i am|we're|standing|sitting|walked|went|over) across the (?:road|street|"
                "highway|ditch|(?:parking )?lot|field|yard)"
            ),
            (
                "(?:way (?:up|off|over|back|away) (?:the|on|in|from|to|here|there|off)|way "
                "(?:off|back|away)(?= \\.|$)|up (?:on )?the (?:bank|hill|embankment)|(?:couple )?"
                "hundred (?:feet|yards|foot)(?: away)?|far away|far (?:enough )?(?:from|back)|"
                "well (?:off|away|clear|back))(?: the (?:road|side|bank|hill|highway))?"
            ),
            (
                "(?:way|well|all the way|completely|clear|pulled|parked|i'm|we're|truck's|moved|"
                "totally|everything's|it's) off (?:to )?the (?:road|side|side of the road|"
                "highway|interstate|roadway|freeway)"
            ),
            (
                "(?:i'm|i am|we're|we are|yeah|yes|am|feel|everybody's|all|it's|stopped|parked|"
                "place is|somewhere|in a|pretty|i'm in a|truck's|got to a|at a|to a|nice and) "
                "(?:pretty |all |real |perfectly |somewhere |in a |at a |fine and |okay and |"
                "stopped |good and |parked |very |quite ){0,4}safe(?: (?:place|spot|area|now|"
                "here|and sound|enough|sir|ma'am))?"
            ),
            (
                "(?:parked|stopped|stop|pulled over|sitting|i'm|i am|pulled) (?:up |over |in |at |"
                "off "
                "|into |here |inside |safely |now |a ){1,4}(?:the |a |my |some |this |"
                f"){{0,2}}{_SAFE_PLACES}"
            ),
            (
                "(?:baje|sali|salimos|bajamos) (?:ya )?(?:del|de la) (?:camion|troca|cabina|"
                "carretera)"
            ),
            (
                "(?:me orille|orillado|orillada|me sali|me estacione|estacionad[oa]|parad[oa]|me "
                "pare|estoy) "
                "(?:a|en|al) (?:el |la |un |una )?(?:area de descanso|gasolinera|estacionamiento|"
                "truck stop|"
                "truck-stop|parada|orilla|plaza|lote|yarda)"
            ),
            "(?:estoy|estamos) (?:bien |muy )?(?:lejos|retirad[oa]s?)",
            "(?:made it|walked|ran|got|went)(?: <w>){1,5} across the (?:street|road)",
            "(?:inside|into) (?:a|the|this|somebody's) (?:store|building|restaurant|house|office)",
            (
                "(?:sitting|i'm|we're|am|waiting) in (?:the |a |an |his |her )(?:back of (?:the |"
                "a |an |"
                "his )?)?(?:state |highway )?(?:patrol |police |cop |cop's |trooper's |trooper |"
                "sheriff's |deputy's |officer's |squad )?(?:car|cruiser|ambulance|suv)"
            ),
            (
                "(?:estoy|estamos|si|sigo) (?:a salvo|segur[oa]|en un lugar seguro|fuera|afuera|"
                "parad[oa] en(?! (?:el |la |un |medio |pleno |una )*(?:carril|carretera|freeway|"
                "autopista|"
                "medio|curva|vias?|puente|rampa|linea) ))"
            ),
            (
                "(?:with|cop's|trooper's|police is|police are|cops are|trooper is|the cops|"
                "police) (?:the police|the trooper|the cops|here with me|here now)"
            ),
        ],
        # Enough for an answer, and too little where nobody has asked
        "safe as an answer": [
            "safe(?: (?:place|spot|area|now|here|and sound|enough|yeah))?",
            f"(?:in|at|on) (?:the |a |some |this |my ){{1,2}}{_SAFE_PLACES}",
            (
                "(?:i'm|i am|we're|we are|i feel|i think i'm|estoy|estamos) (?:all |perfectly |"
                "just |both |doing |pretty |muy ){0,3}(?:okay|fine|good|alright|all right|bien)"
                "(?! (?:for|to) <w>)"
            ),
            (
                "(?:flashers|four ways|four-ways|hazards|triangles|cones|flares)(?: <w>){0,2} "
                "(?:on|out)"
            ),
            "(?:got|put|have|set) (?:my |the |out my |out the )(?:triangles|cones|flares)",
            (
                "(?:in|on) the (?:grass|woods|field|sidewalk|ditch bank|dirt|weeds|gravel|brush|"
                "pasture|trees|bushes|median grass|tree ?line)"
            ),
            "(?:off|away from) (?:of )?the (?:pavement|asphalt|blacktop|concrete|hard ?top)",
            (
                "in(?:side)?(?: of)? (?:the|a|this|their|somebody's|some) (?:<w> )?(?:diner|cafe|"
                "store|restaurant|building|house|office|lobby|church|barn|station|motel|hotel|"
                "mcdonald's|bar)"
            ),
            (
                "(?:adentro|dentro|estoy|metido|metida|aqui|ya) (?:ya |aqui |bien |ahorita )*(?:de|"
                "del|en|adentro de|adentro del|adentro en|dentro de) (?:la |el |una |un )?(?:fonda|"
                "tienda|restaurante|gasolinera|oxxo|cafe|oficina|iglesia|hotel|motel|comedor|"
                "cafeteria|tiendita|casa)"
            ),
            "en el acotamiento con <w>",
            "(?:ya )?(?:me|nos) (?:baje|bajamos|sali|salimos|aparte|aleje|alejamos|quite|orille)",
        ],
    }
)

INJURY: PhraseTable = table(
    {
        "none": [
            (
                "(?:not|ain't|isn't|no one's|nobody's|nobody is|no one is|nobody|no one|ain't "
                "nobody|weren't|wasn't|don't think (?:anybody's|anyone's|i'm|so nobody's)|didn't "
                "get|never got|none of us) (?:got |is |was |else |been |really |seriously |badly "
                "|bad |hurt or |even |too |all that |anybody |nobody |no one |neither of us |i'm "
                "){0,4}(?:hurt|injured|bleeding|harmed)(?: (?:or nothing|or anything|bad|here|at "
                "all))?"
            ),
            "no (?:injuries|injury|one hurt|body hurt|body's hurt|one's hurt)",
            (
                "(?:just|only|little|kinda|bit|pretty|a) (?:a little |a bit |kinda |really |real "
                "|pretty |bit ){0,4}(?:shaky|rattled|nervous|scared|bruised up a little|sore)"
            ),
            "(?:shook(?:en)?|shaken)(?: up)?",
            "(?:not a|without a|didn't get a) scratch(?: on me)?",
            (
                "(?:nadie|ninguno|no hay) (?:esta |salio |resulto )?(?:herid[oa]s?|"
                "lastimad[oa]s?|lesionad[oa]s?)"
            ),
            "no (?:estoy|hay|me) (?:herid[oa]|lastimad[oa]|lastime|heridos|nadie)(?: <w>)?",
            "(?:nobody|no one|none of us|neither of us) (?:got |was )?hurt",
            "all in one piece",
            (
                "(?:everybody|everyone|we all|all of us|both of us|we both|both drivers) (?:just |"
                "all )?(?:walked|climbed|got|made it|came) (?:away|out|off)(?: (?:okay|fine|"
                "alright))?(?! (?:of|late|to|before|but|except))"
            ),
            (
                "(?:all(?: <n>)?|both) of us (?:are )?(?:just |up and )?(?:standing|walking|"
                "talking|moving)"
                "(?: <w>)?"
            ),
            (
                "(?:everybody|everyone)(?:'s| is) (?:up and )?(?:walking|standing|talking|"
                "moving)(?: "
                "(?:around|here))?"
            ),
            "(?:just|only|nothing(?: hurt)? but) (?:my|his|her) (?:pride|ego|feelings|nerves)",
        ],
        # Of the driver himself, and no word of anyone else
        "well": [
            (
                "(?:i'm|i am|we're|we are|i feel|everybody's|everyone's|everybody is|everyone is|"
                "me i'm|both|we're both|they're|both of us are|she's|he's|physically|all of us) "
                "(?:all |both |perfectly |totally |doing |just |physically |pretty |alright and |"
                "really |fine and |all of us |thank god |completely ){0,4}(?:okay|fine|alright|"
                "all right|good|unhurt|unharmed|in one piece)(?= (?:\\.|$|just|i |but|nobody|no|"
                "it's|they|sir|ma'am|man|thank|we|the|thanks|everybody|only|and|yeah|out|he|she|"
                "truck|though|i'm|here|now|honey|so|to|uh|physically|really|lol|we're|load|my|"
                "quit|stop|"
                "already|like|please|can|leave))"
            ),
            "(?:estoy|estamos|todos|yo) (?:estamos |estoy )?bien",
        ],
        "injured": [
            (
                "(?:i'm|i am|he's|she's|he is|she is|i|he|she) (?:really |just )?(?:not|ain't|"
                "don't|"
                "doesn't|isn't) (?:feel |feeling |doing |look |looking |too |so |very |real |"
                "really "
                "){0,4}(?:good|well|okay|alright|all right|so hot|too hot)(?= (?:\\.|$|at|he|"
                "she|i |my |"
                "and|right|now|man|sir|ma'am))"
            ),
            (
                "(?:i'm|i am|she's|he's|she is|he is|they're|he|she|somebody's|someone's|"
                "somebody|my (?:wife|husband|codriver|partner|son|leg|arm|back|neck|head|hand|"
                "knee|ankle|shoulder|ribs|chest)(?:'s| is)?|guy's|lady's|driver's|kid's|"
                "passenger|people|they are|is|think i'm|got|both|everybody's|leg's|arm's|yeah|"
                "yes|other driver(?:'s)?) (?:is |are |really |all |hurt |been |got |getting |"
                "real |bad |pretty |kinda |be |might be |badly |hurting and |bleeding and |"
                "killing me and |looks? ){0,4}(?:hurt(?:ing|s)?|injured|bleeding|unconscious|not "
                "breathing|knocked out|passed out|hurt bad|cut(?: up| open)?|broken|broke|"
                "throbbing|swollen|killing me|not moving(?: good)?|unresponsive|burned|burnt|in "
                "pain)(?! down)"
            ),
            (
                "(?:guy|lady|girl|kid|driver|woman|man|people|somebody|someone|he|she|boy|"
                "passenger|baby)(?: <w>){0,4} (?:ain't|isn't|not|is not|aren't) (?:moving|"
                "breathing|responding|talking|waking up|conscious|answering|good)"
            ),
            (
                "(?:loading|putting|loaded|put|taking|took|hauling|hauled) (?:<w> ){1,3}(?:in|"
                "into|to|on|away "
                "in) (?:an|the|a) (?:ambulance|hospital|stretcher|helicopter)"
            ),
            "(?:glass|metal|debris|gravel) in (?:my|his|her) (?:eyes?|face|hand|arm|leg)",
            (
                "(?:knee|ankle|wrist|hand|arm|leg|foot|face|eye|lip)(?:'s| is)? (?:about |like |"
                "all )?"
                "(?:the size of|swole up|swelled up|puffed up|blown up)"
            ),
            (
                "(?:burning|stinging|hurting|irritating) my (?:eyes?|throat|lungs?|skin|nose|face|"
                "chest)"
            ),
            (
                "(?:my |his |her )?(?:throat|eyes|lungs)(?:'s|'re| is| are)? (?:<w> )?(?:burning|"
                "stinging|"
                "hurting|swollen|closing|on fire)"
            ),
            "(?:i'm|i am|keep|can't stop|started) coughing",
            "(?:whiplash|concussion|limping|dazed|disoriented|woozy|staggering)",
            (
                "(?:knock|blow|bump|whack|hit|lump|gash) (?:to|on|in|across) (?:the|my|his|her) "
                "(?:head|face|neck|back|chest|forehead)"
            ),
            (
                "(?:holding|grabbing|clutching|rubbing|favoring) (?:his|her|their) (?:<w> "
                ")?(?:head|leg|"
                "arm|hand|neck|back|knee|face|shoulder|ribs?|wrist|chest|stomach|side|hip)"
            ),
            (
                "(?:guy|man|lady|woman|kid|girl|boy|rider|biker|passenger|driver|he's|she's|he|she|"
                "somebody|someone)(?:'s| is)? (?:down|laid out|(?:laying |lying )?(?:on|in) the "
                "(?:ground|pavement|street|grass))(?= (?:\\.|$|and|he|she|on|not|there|bad|hurt))"
            ),
            "(?:blood|bleeding|bloody)(?! (?:pressure|work|test|sugar|hell|mary))",
            "(?:head|face|mouth|nose) is blood",
            (
                "(?:broke|broken|busted|hurt|cut|hit|banged|smashed|twisted|burned|messed up|"
                "injured|pulled|strained|wrenched|jammed|tweaked|sprained|bumped|cracked|hurts "
                "in) (?:my|his|her|their|open my|"
                "up my) (?:<w> )?(?:head|leg|arm|hand|neck|back|foot|knee|face|shoulder|ribs?|"
                "wrist|ankle|nose|finger|fingers|hip|elbow|chest|collarbone|forehead)"
            ),
            (
                "(?:my|his|her) (?:<w> )?(?:head|leg|arm|hand|neck|back|foot|knee|face|shoulder|"
                "ribs?|wrist|ankle|chest|stomach|side|hip|elbow|collarbone)(?:'s| is| are| "
                "feels?| feeling| "
                "went| got)? "
                "(?:really |kinda |all |real |hurting |is |sort of |pretty |a little |a bit "
                "){0,4}(?:hurts?|hurting|bleeding|broken|broke|killing me|numb|cut|busted|sore|"
                "messed up|tweaked|pulled|strained|bruised|banged up|swollen|swelling|swole|bad|"
                "stiff|tight|pounding|funny|weird|heavy|"
                "burning)"
            ),
            "(?:chest|stomach|heart|abdominal|arm|neck|back|leg) pains?",
            "pain in my (?:<w>)",
            (
                "(?:can't|cannot|can not|hard to|trouble|hardly|having trouble|short of|barely) "
                "(?:hardly |barely )?breath(?:e|ing)?"
            ),
            "short of breath",
            (
                "(?:cuts?|gash|bump|knot|blood|bruises?) (?:all over|on|over|in) (?:my|his|her|"
                "their) <w>"
            ),
            "(?:can't|cannot|can not) (?:feel|move) (?:my|his|her) <w>",
            (
                "(?:having|had|think i'm having) (?:a |an )?(?:heart attack|stroke|seizure|"
                "allergic reaction|asthma attack|panic attack)"
            ),
            "(?:passing|pass|passed|blacking|blacked|fading) out",
            (
                "(?:dizzy|light ?headed|throwing up|vomiting|puking|nauseous|faint|fainted|"
                "swimmy headed|going numb)"
            ),
            (
                "(?:feeling|feel|feels) (?:real |really |so |very |pretty ){0,4}(?:sick|bad|weak|"
                "terrible|awful|faint|funny|rough)"
            ),
            (
                "(?:my )?(?:sugar|blood pressure|blood sugar)(?:'s| is)? (?:is |real |way |gone |"
                "too |dropped |really |dropping |crashing ){0,4}(?:low|high|down|dropped|"
                "dropping|up|crashed|crashing)"
            ),
            (
                "(?:se|le|les) (?:pego|golpeo|lastimo|corto|quebro|duele|dio|fracturo|abrio) "
                "(?:<w> ){0,2}"
                "(?:cabeza|cuello|espalda|brazo|pierna|mano|cara|pecho|rodilla|hombro|frente|pie|costilla\\w*)"
            ),
            (
                "(?:me|nos) (?:duele|lastime|corte|pegue|quebre|lastimamos|siento mal|"
                "fracture)(?: <w>){0,3}"
            ),
            (
                "(?:estoy|estamos|esta|estan|salio|salieron|resulto|resultaron|quedo|quedaron|sali|"
                "quede) (?:muy |bien |algo |medio |mal )?(?:herid[oa]s?|lastimad[oa]s?|"
                "lesionad[oa]s?|sangrando|inconscientes?)"
            ),
            (
                "(?:companer[oa]|espos[oa]|hij[oa]|pasajer[oa]|chofer|senora?|muchach[oa]|otro|"
                "otra|persona|gente|nin[oa]s?) (?:<w> ){0,1}(?:esta|estan|quedo|salio|anda) "
                "(?:muy |bien |algo |todo )?(?:golpead[oa]s?|mal)"
            ),
            "(?:estoy|estamos|sali|salimos|quede) (?:muy |bien |algo |todo )?golpead[oa]s?",
            (
                "(?:nomas|solo|unos|puros|con|varios) (?:unos |puros )?(?:golpes|golpecitos|"
                "raspones|"
                "moretones|cortadas|rasgunos)"
            ),
            (
                "(?:hay|hubo|tengo|tenemos|traigo|traemos|llevo) (?:a )?(?:alguien|algunos?|"
                "algunas?|un[oa]?s?|otr[oa]s?|dos|tres|cuatro|cinco|vari[oa]s|much[oa]s|mi|el|la|"
                "los|las|gente|\\d+)(?! sol[oa])(?: (?!nadie|ningun)<w>){0,2} "
                "(?:muy )?(?:herid[oa]s?|"
                "lastimad[oa]s?|lesionad[oa]s?|atrapad[oa]s?|inconscientes?|muert[oa]s?|sangrando)"
            ),
            (
                "(?:hay|hubo|tengo|tenemos|traigo) (?:alguien|un[oa]?s?|dos|tres|cuatro|cinco|"
                "vari[oa]s|much[oa]s|gente|\\d+) (?:herid[oa]s?|lastimad[oa]s?|lesionad[oa]s?|"
                "atrapad[oa]s?|inconscientes?|muert[oa]s?|sangrando)"
            ),
            (
                "(?:el|la|los|las|un|una|mi|mis|su) (?:cabeza|cuello|espalda|brazos?|piernas?|"
                "manos?|cara|pecho|rodillas?|hombros?|frente|pies?|dedos?|tobillo|"
                "muneca|cadera|nariz|ojos?|costillas?)(?: (?:izquierd[oa]|"
                "derech[oa]|esta|toda|todo|muy|bien|medio|como|mal)){0,3} (?:lastimad[oa]s?|"
                "golpead[oa]s?|quebrad[oa]s?|fracturad[oa]s?|rot[oa]s?|cortad[oa]s?|herid[oa]s?|"
                "hinchad[oa]s?|abiert[oa]s?|adolorid[oa]s?|dormid[oa]s?|sangrando)"
            ),
            "no (?:puedo respirar|siento (?:las?|los|el|mis?) <w>)",
            (
                "(?:estoy|ando|me siento|esta|anda) (?:muy |todo |bien |medio )?(?:maread[oa]|"
                "debil|desmayad[oa]|vomitando)"
            ),
            (
                "(?:dead|dying|died)(?! (?:battery|end|stop|tired|truck|alternator|on (?:the|me)|"
                "for|spot|zone))"
            ),
            (
                "(?:need|needs|call|want|send|get) (?:me |us |him |her )?(?:an |a )?(?:ambulance|"
                "paramedics?|doctor|medic|e m s|ems)"
            ),
        ],
    }
)

LOAD: PhraseTable = table(
    {
        "loose": [
            (
                "(?:trailer|truck|it|rig|load)(?:'s| is) (?:laying |lying |over |down |flipped "
                "){0,2}on (?:its|it's|her|the) side"
            ),
            (
                "(?:trailer|truck|it|rig)(?:'s| is) (?:upside down|flipped|tipped over|rolled "
                "over|rolled)"
            ),
            (
                "(?:boxes|pallets|freight|product|cargo|load|stuff|cases|it|everything|bags|fuel|"
                "pieces|cans|cartons|drums?|totes?|barrels?|tank|coils?|pipe|lumber|logs|cows|cattle|hogs|chickens|"
                "produce|water|beer|steel|rolls)(?:'s| is| are|'re)? (?:is |are |all |just |"
                "scattered |laying |laid |spread |strewn |spilled |thrown |half |got |it's |"
                "everywhere |out |over |kind of |some of it's |some |starting to |started |"
                "leaking |has |have |had ){0,4}(?:everywhere|all over(?: <w>){0,3}|on the "
                "(?:road|ground|highway|median|shoulder|interstate|street)|in the (?:road|ditch|"
                "median|lane|creek|street)|spilled|spilling|scattered|shifted|shifting|leaning|"
                "leaking|gone|burning(?: up)?|burnt|burned(?: up)?|destroyed|ruined|loose|come "
                "loose|came loose|busted|crushed|fell out|fell off|falling out|fell over|tipped|"
                "tipped over|on fire|dumped|hanging out|strewn|exposed|lost|came out|come out|"
                "out of the trailer|wet|trashed|a mess|a total loss|totaled|stolen)(?! (?:done|"
                "here))"
            ),
            (
                "(?:doors?|back doors?|trailer doors?|reefer|box|seal|roof|side|wall|nose|"
                "straps?|chains?|"
                "tarps?|trailer|swing doors)(?:'s| is| are| got)? (?:is |are |all |been |got |"
                "has |came |just |ripped |peeled |swung |split |kind of |had |come |popped |"
                "busted ){0,4}(?:busted(?: open| off| out)?|broke(?:n)?(?: open| loose| off)?|"
                "open(?:ed)?(?: up)?|popped open|popped|swung open|ripped(?: open| off)?|"
                "split(?: open)?|torn(?: open| up)?|peeled(?: back| open)?|snapped|caved in|come "
                "open|came open|cut|hanging|burning|on fire|came loose|loose|cracked open|burst "
                "open|flew open)"
            ),
            (
                "(?:load|it|freight|cargo|product|trailer|nothing|it's|that's)(?:'s| is| has)? (?:"
                "really |all )?(?:not|ain't|isn't|no longer|hasn't|wasn't|don't look|doesn't look) "
                "(?:been |even |really |all |very |too |looking ){0,3}(?:secured?|safe|good|okay|"
                "stable|intact|tied|strapped|fine|alright|all right)"
            ),
            "(?:no|not|ain't|isn't) (?:very |really |too )?(?:secured?|intact)",
            (
                "lost (?:the|my|some of the|half the|half my|part of the|all the|all of it|the "
                "whole|some|most of the) ?(?:load|freight|pallets|cargo|product)?"
            ),
            (
                "(?:spilled|spilling|leaking) (?:all over|everywhere|out|fuel|diesel|the load|"
                "onto|on)(?: <w>)?"
            ),
            (
                "(?:it's|it is|stuff's|they're) (?:all )?(?:running|pouring|flowing|rolling|"
                "blowing) (?:down|"
                "out|across|all over|onto|into)(?: <w>){0,2}"
            ),
            (
                "lost (?:about |like |maybe |at least )?(?:<n>|a few|a couple|several)(?: of)? "
                "(?:<w> ){1,3}"
                "(?:out|off|onto|on the)"
            ),
            (
                "(?:leaking|dripping|pouring|oozing)(?: out)? (?:some|something|liquid|fluid|stuff|"
                "product)(?: <w>){0,3}"
            ),
            (
                "(?:se )?(?:tiro|regaro|salieron|salio|volco|cayo|cayeron|desparramo|movio|"
                "perdio|quemo|abrio|"
                "abrieron|regaron) (?:la carga|las puertas|todo|las cajas|toda|la traila)"
            ),
            (
                "(?:esta |quedo |anda )?(?:todo|toda)(?: esta| quedo)? (?:tirad[oa]|regad[oa]|"
                "desparramad[oa])"
            ),
            (
                "se (?:la |lo |las |los |me la |me lo )?(?:llevaron|robaron|esta quemando|quemo|"
                "estan quemando|esta regando|esta tirando|esta saliendo)(?: (?:toda|todo|la carga|"
                "todita|todito|parte|algo))?"
            ),
            "(?:me |nos )?robaron (?:la carga|toda|todo|la traila|parte|las cajas)",
            "se (?:volteo|volco|abrio|partio) (?:la |el )?(?:caja|remolque|traila|trailer|carga)",
            (
                "(?:carga|cajas|tarimas) (?:esta |estan |anda |se )?(?:tirad[oa]s?|regad[oa]s?|"
                "suelt[oa]s?|movid[oa]s?|movio|cayo|por todos lados|quemando|perdida)"
            ),
            (
                "(?:they|somebody|he) (?:took|stole|got|stealing|taking|unloading|cut) (?:the |"
                "my |some |it|off |some of ){1,4}(?:load|freight|boxes|pallets|trailer|seal|lock|"
                "all|stuff)?"
            ),
        ],
        "secure": [
            (
                "(?:load|freight|trailer|it|it's|everything|cargo|product|pallets|everything's|"
                "load's|trailer's|freight's|doors|doors are|that's|box|straps|chains|seal|cases|"
                "reefer)(?:'s| is| are|'re|'re all)? (?:is |are |all |still |just |fine and |"
                "good and |riding |looks |look |looking |seems |sitting |closed and |sealed and |"
                "locked and |nice and |strapped |shut and |been |upright and |staying |closed up "
                "and ){0,4}(?:fine|good|okay|secure(?:d)?|intact|sealed|shut|locked|closed|safe|"
                "tight|strapped(?: down)?|in place|solid|holding|alright|all right|untouched|"
                "still on|still in there|not touched|upright|put|standing|held|stable)"
            ),
            (
                "(?:it |load |trailer |freight |seal |nothing |stuff |cargo |product |pallets "
                ")(?:ain't|hasn't|didn't|haven't|has not|didn't even|never|did not|isn't|is not) "
                "(?:even )?(?:moved?|shifted|shift|broke|broken|been touched|budged|come loose|"
                "fell|damaged|touched|leaking|come out)"
            ),
            (
                "(?:still )?(?:sealed|locked up|strapped(?: down)?|chained(?: down)?|buttoned "
                "up|closed "
                "up|in place)(?: (?:tight|and|up))?"
            ),
            "secured?(?! (?:it|the|them|my))",
            "no (?:le|les) (?:paso|pasa|hizo|hicieron) nada",
            "seals?(?:'s| is| are)? (?:still )?(?:intact|on|good|there|not broken)",
            (
                "(?:truck|tractor|rig|box|van|unit|container|can)(?:'s| is)? (?:all |still )?"
                "(?:locked|sealed|closed|shut|buttoned)(?: up)?(?: tight)?"
            ),
            (
                "(?:caja|remolque|traila|trailer|mercancia|todo|toda) (?:esta |sigue |va |viene |"
                "quedo |todo |toda |bien |muy |todavia ){1,4}(?:cerrad[oa]|sellad[oa]|"
                "asegurad[oa]|amarrad[oa]|intact[oa]|completa)"
            ),
            "(?:nada|no|nunca) se (?:cayo|movio|tiro|abrio|perdio|rego|solto|quebro)(?: <w>)?",
            "nothing (?:shifted|moved|spilled|fell|broke|came out|came loose|damaged)",
            (
                "(?:haven't|hasn't|didn't|never|ain't) (?:lost?|lose) (?:a|any|one|nothing)(?: "
                "single)?(?: <w>)?"
            ),
            "(?:nobody|no one)(?:'s| has)? (?:opened|touched|messed with) (?:it|the <w>)",
            (
                "no (?:visible |real )?(?:spills?|leaks?|leaking|shifting|holes?|problems?|issues?|"
                "movement|(?:broken|busted|damaged|loose|torn) <w>)"
            ),
            (
                "(?:it|load|freight|that) (?:ain't|isn't|is not|not) (?:going|moving) (?:nowhere|"
                "anywhere)"
            ),
            "no damage(?: to (?:it|the (?:load|trailer)))?",
            "(?:load|trailer)'s empty",
            (
                "(?:la )?carga (?:parece que |creo que |yo creo que |se ve |toda |todavia )*"
                "(?:esta |sigue |va |viene )?(?:bien|segur[oa]|asegurad[oa]|intacta|"
                "cerrada|completa)"
            ),
            (
                "(?:puertas|traila|sello) (?:estan |esta |sigue ){0,4}(?:cerrad[oa]s?|bien|"
                "intact[oa]|puesto)"
            ),
        ],
    }
)

NOT_SO = pattern(
    "(?:not|ain't|isn't|if|don't think|hope|hopefully|nobody|no|nothing|don't|wasn't|"
    "didn't|never|nor|or|without|hasn't|haven't|neither|almost|could|would|nadie|ningun[oa]?|sin|"
    "(?:se|ver|saber) si)"
)

#: Not there any more, or not yet: "out of the lane", "gotta get off the road".
NOT_THERE = pattern(
    "(?:not|ain't|isn't|wasn't|aren't|longer|out of|outta|nobody|nobody's|got off|almost)"
)
STILL_TO_DO = pattern(
    "(?:gotta|need|needs|have to|want|wanna|trying|try|gonna|going to|can't|cannot|couldn't|"
    "get|getting|should|let me|help|help me|once|might|ran|run|went|slid|tengo que|quiero)"
)

#: A denial before one of these is of something else: "no, my neck hurts".
SUBJECT = pattern(
    "(?:i|i'm|i am|i've|my|me|he|he's|she|she's|his|her|they|they're|we|we're|somebody|somebody's|"
    "someone|someone's|the|guy|lady|think i'm|got|it|it's|that's|load|trailer|"
    "everything|everything's|load's|trailer's|there's|trucks|cars|"
    "(?:hay|hubo|tengo|tenemos)(?! (?:herid|lastim|lesion|nadie|a nadie|ningun))|traigo|traemos|"
    "el|la|los|las|mi|mis|su)"
)

#: Things break and die too: "the truck's dead", "my windshield is broken".
THINGS = re.compile(
    " (?:cow|deer|dog|hog|horse|cat|animal|elk|moose|coyote|bird|bear|truck|traffic|trailer|it|"
    "load|rig|tractor|engine|motor|brakes?|battery|phone|reefer|unit|"
    "line|tires?|mirror|windshield|glass|axle|belt|hose|doors?|seal|bumper|hood|lights?|fan|"
    "radiator|cab|signal|tablet|gps|eld|transmission|clutch|alternator|starter|pump|radio|"
    "compressor|"
    "turbo|heater|ac)(?:'s| is| are| just| got| went){0,3} $"
)

#: "A sealed box, I haven't opened it": what is inside he does not know.
NOT_LOOKED = pattern(
    "(?:haven't|hasn't|ain't|didn't|never|don't|not|can't) (?:even |really |been able to )?"
    "(?:open(?:ed)?|look(?:ed)?|check(?:ed)?|see|seen|peek(?:ed)?|got back there|gone back there)",
    "no (?:la |lo |le |me )?(?:he|hemos|pude|puedo|quise) (?:abrir|ver|revisar|checar|abierto|"
    "visto|revisado|checado|asomado)(?:la|lo|le)?",
    "no (?:la|lo|le) (?:abri|vi|revise|cheque)",
)
#: "A sealed trailer": how it was closed, and not how it is now.
KIND_OF_TRAILER = pattern("(?:box|trailer|load|van|container|unit|can|freight)")

UNSURE = pattern(
    "(?:if|hope|hopefully|whether|to see|let me check|check|make sure|when|until|"
    "once|almost|could|would|might|gonna|is|make)"
)

IDIOMS = pattern(
    "(?:to death|me in here|sitting here|for a (?:coffee|shower|smoke)|laughing|money)"
)
