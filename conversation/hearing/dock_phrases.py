"""How drivers say what happens at the dock."""

from __future__ import annotations

from conversation.forms import UnloadingStatus
from conversation.hearing.phrases import PhraseTable, pattern, table

NOT_STARTED = "not started"

UNLOADING: PhraseTable = table(
    {
        UnloadingStatus.COMPLETED: [
            (
                "(?:all |i'm |we're |we are |i am |already |just |got |am |is |been |me |fully |"
                "completely |they |done ){1,4}(?:unloaded|offloaded|done unloading|finished "
                "unloading|emptied)(?: (?:already|now|and))?"
            ),
            (
                "(?:i'm|we're|i am|we are|me|yes|trailer is|trailer's|truck is|truck's|wagon's|"
                "it's|got|yeah|am|box is) (?:all |already |now |completely |totally |done |all "
                "done |uh |is |about ){0,4}(?:empty|mt)(?! (?:almost|spot|space|door|lot|out|"
                "pallets))"
            ),
            (
                "(?:all|just|they're|they are|we're|i'm|they|it's) (?:done|finished)(?: "
                "unloading| with me| and| here| now)?(?= (?:\\.|$|they|unloading|with me|here|"
                "now|and|already|trailer|i'm|empty|about|just|got|sir|ma'am|at))"
            ),
            (
                "they (?:are |were |just |already |got |done |have ){0,4}(?:finished|finish|done|"
                "got me done|got done|emptied|wrapped up)(?: (?:me|up|unloading|it|about|already|"
                "just))?"
            ),
            "(?:finished|finish|done) (?:unloading|up|offloading)",
            (
                "(?:got|have|getting|picked up|waiting on|grab) (?:my |the |all my |signed "
                "){0,4}(?:paperwork|bills|papers|pod|bol|receipt|bills of lading)(?: (?:signed|"
                "back|in (?:my )?hand|already|now))"
            ),
            "just got (?:my |the |all my |signed |all the ){0,3}(?:paperwork|papers|bills|bol|pod)",
            (
                "(?:paperwork|papers|bills|bol|pod)(?:'s| is| are) (?:all |already )?(?:in (?:my "
                ")?hand|"
                "signed)"
            ),
            "pulled (?:off|out of|away from) the (?:dock|door)",
            (
                "(?:ya )?(?:me )?(?<! se )(?<! se me )(?:descargaron|terminaron|acabaron|vaciaron)"
                "(?! (?:las|mis|el|mi) (?:horas|tiempo|reloj))(?: (?:de descargar|ya|todo))?"
            ),
            (
                "(?:estoy|ando|ya|quede|estamos|caja|traila) (?:ya |esta ){0,4}(?:vaci[oa]|"
                "descargad[oa])"
            ),
            "(?:empty|unloaded|offloaded) (?:and|already|now|since|about)(?: <w>)?",
            "delivered(?: (?:already|it|and|the load|this morning|an hour ago|about))",
            "all unloaded",
            (
                "(?:already|just|done) dropped (?:it|the (?:trailer|load|box)|my (?:trailer|load|"
                "box))(?: <w>)?"
            ),
            "green light(?: <w>){0,4} pull(?:ing|ed)? (?:out|off|away|forward)",
            (
                "(?:pulled|pulling|left|leaving|drove|rolled|rolling|headed|heading)"
                "(?: right| just)?(?: out| off| away)?(?: of)?(?: the| that)?"
                "(?: receiver| customer| dock| door| consignee)?(?: out)? empty"
            ),
            "empty(?= (?:\\.|$|now|and (?:rolling|heading|headed|gone|done)))",
            "(?:live|drop) (?:unload|load) done",
            (
                "(?:(?:ya|acabo de|acabamos de|apenas) (?:la |lo |las |los )?|"
                "(?:la |lo )(?:acabo de |acabamos de ))(?:entregue|entregamos|entregar|"
                "entregarla|entregado|tire la (?:caja|traila)|deje la (?:caja|traila|carga))"
            ),
            (
                "(?:termine|terminamos|acabe|acabamos|terminaron|acabaron) de (?:descargar|"
                "entregar|bajar)\\w*"
            ),
            "(?:ya (?:esta|quedo)|esta) (?:entregad[oa]|vaci[oa]|descargad[oa])",
            "(?:ya )?me (?:lo |la |los )?firmaron(?: (?:el|la|los|todo|pod|papeles))?",
            "(?:was|got|been) (?:empty|unloaded) (?:at|by|around|about|since|an|like)",
        ],
        UnloadingStatus.DETENTION: [
            (
                "(?:on|in|into|hit|hitting|at|past|getting|start|started|starting|going into|"
                "went into|claim|claiming|want|owe|pay)(?: (?:me|my|the|some|that|on)){0,4} "
                "detention"
            ),
            "detention(?: (?:since|time|now|clock|pay|started|from))?",
            "(?:en|cobrando|corriendo) (?:la |el )?(?:detencion|detention)(?: desde)?",
            "(?:ya )?(?:me )?(?:empezo|entro|corre|esta corriendo) (?:la |el )?detencion",
        ],
        UnloadingStatus.WAITING_FOR_LUMPER: [
            (
                "(?:waiting|wait|waits|sitting|need|needs|till|until|holding|looking|for|gotta|"
                "get|got to|have to|no|ain't no|where's|paying|pay|want|wants) (?:on |for |to |"
                "the |a |my |get |pay |these |them |some |here |that |find |have |hire |on the |"
                "is |still ){0,4}lumpers?(?: (?:gets?|to|service|shows?|guy|crew|comes?))?"
            ),
            (
                "lumpers?(?:'s)? (?:is |are |was |all |way ){0,2}"
                "(?:backed up|behind|slow|busy|swamped)"
            ),
            (
                "(?:lumpers?|lumper's) (?:ain't|isn't|not|hasn't|haven't|is|are|not|still|didn't|"
                "has|ain't even|crew|service|guy|guys)(?: (?:here|showed|there|come|came|yet|"
                "coming|busy|late|on|not|at|still|finishing|running|behind|working|way|gonna|"
                "to)){1,2}"
            ),
            (
                "lumpers?(?:'s)?(?: (?:guys?|crew|service|fella|dude|people))? (?:<not>|still) "
                "(?:even |been |yet |not |really ){0,2}(?:show(?:n|ed)?|come|came|got|gotten|"
                "arrived?|start(?:ed)?|here)(?: (?:up|here|yet|back|in)){0,2}"
            ),
            (
                "(?:el |los )?(?:lumpers?|lamper|descargador|descargadores|maniobristas?) "
                "(?:todavia |aun )*(?:no (?:viene|vienen|llega|llegan|ha llegado|han llegado|"
                "aparece|esta|estan)|esta tardando|se tarda)"
            ),
            (
                "(?:esperando|espero|falta|faltan|ocupo|necesito|no llega|no hay|no ha llegado|"
                "no aparece) (?:al? |el |un |que llegue el |que venga el |los |de ){0,3}"
                "(?:lumpers?|lamper|descargador|descargadores|maniobristas?)"
            ),
        ],
        NOT_STARTED: [
            (
                "(?:ain't|haven't|hasn't|not|didn't|isn't|nobody|nobody's|no one|never|ain't "
                "nobody|they're not|don't) (?:even |nobody |been |no one |yet |have |really "
                "){0,4}(?:started?|touched|begun|begin|unloading|unloaded|loaded|on the trailer|"
                "in the trailer|in there|pulled (?:a|any|nothing)|working|opened|took|broke "
                "(?:the )?seal)(?: (?:on me|me|yet|it|unloading|nothing|on it|on the trailer|the "
                "trailer|to unload)){0,4}"
            ),
            (
                "<they> (?:are )?(?:just )?(?:fixing|about|getting ready|ready) to (?:start|begin|"
                "unload|get (?:started|going|on it))(?: <w>)?"
            ),
            "(?:light's|light is) (?:still )?(?:red)",
            "(?<! a )(?<! a big )(?<! at the )red light(?: still)?",
            "(?:ni|no|nunca) (?:me |nos )(?:han |ha )?(?:tocado|tocan|toca|empezado|empiezan)",
            "(?:todavia|aun) no (?:empiezan|me descargan|comienzan|me empiezan|han empezado)",
            "no (?:me )?(?:han|empiezan|descargan) (?:empezado|a descargar|descargado|nada)",
        ],
        UnloadingStatus.UNLOADING: [
            "casi (?:terminan|acaban|termino)",
            (
                "(?:<they> (?:are )?)?(?:about |maybe |almost |like |over )?(?:a |two |three "
                ")?(?:third|thirds|quarters?|"
                "fourth|"
                "fifth|<n> percent)(?: of (?:the way|it))? (?:done|unloaded|through|finished|off|"
                "empty)"
            ),
            "<they> (?:are )?(?:just |now |finally |only ){0,3}(?:getting|got) started(?: <w>)?",
            (
                "<they> (?:are )?(?:already |still |just )?(?:on|in) (?:me|it|us)(?= (?:\\.|$|now|"
                "right|already|"
                "as))"
            ),
            (
                "(?:guys?|men|people|<n>) (?:guys |men )?(?:on it|on me|working)(?= (?:\\.|$|now|"
                "right|should|it))"
            ),
            (
                "(?:should|gonna|will|'ll|they'll|i'll) be (?:done|finished|empty|unloaded) (?:in|"
                "by|"
                "around|about|"
                "soon|shortly)(?: <w>)?"
            ),
            (
                "<they> (?:are |just |still |already |now |finally |currently |gotta |about |"
                "halfway |almost |got |a |been |half |is |be |started |start |begin |began "
                "){0,4}(?:unloading|pulling|offloading|taking (?:them off|pallets|the|freight)|"
                "emptying|working on (?:me|the trailer|my trailer)|breaking (?:it )?down|"
                "stripping|unload(?! (?:at|only|on|after|till|until|from|when|by|first|in)))(?! "
                "(?:other|"
                "somebody|another|the truck next|trucks|him|her|(?:a|the|that|this|one) (?:other "
                ")?(?:guy|truck|driver|fella))) ?(?:me|"
                "us|it|the trailer|pallets?|freight|now|the load|right now|my trailer)?"
            ),
            (
                "(?:being|getting|i'm|we're|am|are|still|currently|started|start|begun|began|me|"
                "is|start to|half|partly|almost|halfway|mostly|nearly) (?:being |getting |done |"
                "be |to ){0,4}(?:unloaded|offloaded|live unloaded|unloading|offloading)(?! "
                "(?:yet|till|until))"
            ),
            "(?:on|in) (?:the|my) (?:trailer|wagon|truck) (?:now|right now|pulling|unloading)",
            "<they> (?:just |finally |already )?(?:started|begun|began)(?: <w>)?",
            (
                "(?:started|starting|start|begun) (?:on (?:me|it|us)|unloading|pulling|"
                "taking)(?: <w>)?"
            ),
            (
                "(?:about |like |almost |they're |is |i'm |over |more than |maybe ){0,4}(?:half|"
                "halfway|half way|three quarters|seventy five percent|fifty percent|quarter|"
                "ninety percent) (?:way |of the way )?(?:done|unloaded|through|empty|finished|"
                "off|there)"
            ),
            "(?:me )?(?:estan|esta|andan) (?:ya )?(?:descargando|bajando|vaciando)(?: <w>)?",
            "(?:estoy|estamos|ya|aqui|ahorita|ando|sigo) (?:me )?descargando",
            (
                "(?:me )?(?:estan|andan|esta) (?:ya )?(?:sacando|quitando|tumbando) (?:las |los |"
                "la |"
                "el |mis )?(?:tarimas|cajas|pallets|paletas|carga|producto)"
            ),
            "(?:ya )?(?:me )?(?:empezaron|comenzaron) (?:a )?(?:descargar|bajar|sacar)\\w*",
            "(?:van|vamos) (?:como |por |ya ){0,4}(?:a )?(?:la )?mitad",
            "(?:almost|nearly|about|just about) (?:done|finished|empty|unloaded)",
            (
                "they(?:'ve)? (?:only |just |still )?(?:got|have) (?:(?!doors?|trucks?|guys?|"
                "drivers?|docks?|people|spots?)<w> ){0,3}left(?! (?:me|at|the|in line))"
            ),
            (
                "<they> (?:got|have|took|pulled) (?:about |like |maybe |almost |over )?(?:half|"
                "most|some|"
                "a third|a quarter|a few|<n>)(?: of)?(?: it| them| the (?:load|freight|pallets))? "
                "(?:off|"
                "out|done|gone)"
            ),
            (
                "(?:half|most|some|part|a third|a quarter|the rest|rest)(?: of)? (?:the |my |it|"
                "this )(?:load|freight|trailer|product|pallets|stuff)?(?:'s| is| are)? (?:still )?"
                "(?:on|in|left on|left in)(?: (?:here|there|it|the trailer|my trailer|the truck|"
                "me))"
            ),
            (
                "(?:about |like |only |just )?(?:<n>|a few|few|couple|a couple|couple of) "
                "(?:more )?"
                "(?:skids?|rows?|bins?|totes?|stacks?) (?:left|to go|off|out|more)"
            ),
            "(?:about )?<n> (?:more )?pallets? (?:left|to go|off|out|more)",
            (
                "(?:forklift|fork lift|lumper|lumpers|guy|they|guys)(?:'s| is| are) (?:in|on|"
                "pulling|unloading|working|taking|going)(?: (?:the trailer|my trailer|it|me|"
                "there|now|on))?"
            ),
            "empezaron(?: <w>){0,3}",
            (
                "<they> (?:already |just |only )?(?:pulled|taken|took|unloaded) (?:about |like |"
                "maybe |"
                "only )?(?:<n>|some|most|a few|a couple)(?: of (?:them|it))?(?: pallets?| skids?)? "
                "(?:off|out)"
            ),
            "(?:doing|it's) (?:a |the |my own )?(?:driver|hand|self) unload",
            (
                "(?:a third|two thirds|third|a quarter|half|halfway|most) (?:of the way|way) "
                "(?:in|through|done|there|unloaded)"
            ),
            (
                "(?:guys?|crew|forklifts?|lumpers?|workers?|they)(?:'re|'s)?(?: (?:with|on|and|"
                "pallet|"
                "jacks?|a|forklifts?|the|right|already|now|both|all)){0,4}(?: are| is)? (?:up )?in "
                "(?:there|the trailer|my trailer|the box|my box)(?: (?:now|right now|working))?"
            ),
            (
                "(?:dug|pulled|took|taken|hauled|unloaded|pulling|got) (?:out |off )?(?:all but|"
                "most of|"
                "half of|all except)(?: <w>){1,2}"
            ),
            "(?:les |le |nos )?faltan? (?:como |nomas )?<w> (?:tarimas|cajas|pallets|paletas)",
            "(?:finally |just |now )?bumping me (?:around|now)",
            "finishing (?:up|me up|unloading)",
        ],
        UnloadingStatus.IN_DOOR: [
            (
                "(?:in|on|at|into|hit|bumped|bumping|backed (?:in|into|up to|to)|got) (?:the |a |"
                "my |to |into ){0,4}(?:dock|door)(?: (?:now|already|<n>|number <n>|right "
                "now))?(?! (?:yet|open|help|plate|assignment|lock|number is not))"
            ),
            "(?:door|dock|bay)(?: number| uh| is){0,4} (?:<n>|number)",
            (
                "(?<! trucks )(?<! everybody )(?<! cars )(?<! line )(?<! them )(?<! traffic "
                ")(?:backed "
                "in|"
                "docked|"
                "backed up|bumped up)(?: (?:to|and|already|now|against))(?: <w>)?"
            ),
            (
                "<they> (?:put|stuck|got|gave|assigned|backed) me (?:in|on|at|to|a|into) (?:a |"
                "the )?(?:door|dock|bay)(?! yet)"
            ),
            "(?:en|a) (?:la |el |una |un )?(?:puerta|anden|rampa|muelle)",
            (
                "(?:me |nos )?(?:metieron|dieron|pusieron|asignaron|mandaron) (?:ya )?(?:en |a )?"
                "(?:(?:la|el|una|un|mi) )?(?:puerta|anden|rampa|muelle)"
            ),
            (
                "(?:me |nos )?(?:metieron|dieron|pusieron|asignaron) (?:en |ya |a )?(?:la|el)"
                "(?= <numero>)"
            ),
            "(?:puerta|anden|rampa|muelle) (?:numero |la |el ){0,2}<numero>",
            "i'm backed in",
            "in the hole",
            (
                "backed(?: up)? (?:in|into|in to) (?:door |dock |number )?<n>(?! (?:cars?|trucks?|"
                "poles?))"
            ),
            (
                "(?:bellied|snugged|butted|pushed|tight|right|pulled) (?:up )?(?:to|against) the "
                "(?:dock|door)"
            ),
            "been bumped(?= (?:for|since|an|about|going|like))",
            "(?:i'm|we're) bumped(?= (?:in|up|to|against|and))",
            "bumped the dock",
        ],
        UnloadingStatus.WAITING: [
            (
                "(?:still |just |been |i'm |we're |they have me |they got me |got me |me |"
                "sitting |sitting here |here |and |parked |in line |yeah |yes |am |now |sit |to |"
                "keep |only ){1,4}waiting(?: (?:on|for|to|in|here|at|outside|since|now|still|sir|"
                "ma'am|around|my turn|their call))?(?! (?:it|this|that|the (?:storm|weather)|out|"
                "for my (?:ten|hours|clock|break|shower)|for (?:road service|the mechanic|a "
                "mechanic|the tow|a tow|traffic)|"
                "(?:(?:on|for) )?(?:the |a |my |some |these )?lumpers?|"
                "on (?:road service|a mechanic|the mechanic|the tow|a tow|traffic|parts?)))"
            ),
            (
                "(?:waiting|wait|waits|waited) (?:on|for) (?:a |the |my |them |to get |them to |"
                "an |it to |some |on a |open |they |they to ){0,4}(?:dock|door|doors|call|text|"
                "assignment|green light|unload|paperwork to start|get in|let me in|check in|give|"
                "assign|open|my turn|turn|spot|name|number|buzzer|pager)"
            ),
            (
                "(?:no|ain't got no|ain't got a|don't have a|haven't got a|haven't given me a|"
                "didn't give me a|not got a|still no|without a|ain't even got a|ain't gave me a|"
                "ain't gave me no|ain't given me a|they ain't got a|haven't got|didn't get a|not "
                "give me|haven't gave me a|have no|got no|don't have|not have|haven't assigned|"
                "not yet) (?:a |open |even )?(?:door|dock|doors|assignment)(?: (?:yet|assignment|"
                "assigned|open|available))?"
            ),
            (
                "(?:they'd|they'll|they said they'd|said they'd|gonna|they will|supposed to|"
                "they're gonna|will|they|they gonna|going to) (?:text|call|holler at|buzz|radio|"
                "page|ring|wave|flag) (?:me|us)(?: (?:when|in|for|once|with|on))?"
            ),
            (
                "(?:in|on|standing in) (?:the |a )?(?:line|staging(?: area| lot)?|waiting area|"
                "waiting room|drop lot|holding area|queue|overflow|driver lounge|driver's "
                "lounge)(?: (?:to|at|waiting|behind|outside|for))?"
            ),
            "<n> (?:trucks?|guys|drivers|ahead)(?: <w>)? (?:ahead|in front) of me",
            (
                "(?:in|on) (?:this|a|the|their) (?:big |long |huge )?(?:line|queue)(?: (?:at|for|"
                "of|"
                "outside|"
                "here|waiting|to))?"
            ),
            (
                "(?:they |they're |he )?(?:won't|wouldn't|ain't|don't|not) (?:let|letting|gonna "
                "let) "
                "(?:me|us)"
                " (?:in|on|through|past|check in|back in)(?: <w>){0,3}"
            ),
            "waiting to (?:get|check|be let|pull|back) (?:in|on|through|back)",
            "took my (?:phone )?number",
            (
                "(?:so |and )?(?:i |i've |i'm )?(?:gotta|have to|got to|supposed to|just) wait"
                "(?= (?:\\.|$|for (?:my|them|a|the) (?:appointment|time|turn|door|dock|slot)|till|"
                "until|"
                "here|"
                "out|now|my))"
            ),
            (
                "(?:no )?(?:me|nos) tienen (?:aqui |afuera |alla |parad[oa] )+(?:en la fila|"
                "esperando|"
                "afuera)?"
            ),
            (
                "(?:guard|guy|lady|gate|office|they|window)(?:'s| has| have| got| took)? (?:got |"
                "took "
                "|has )?"
                "my (?:paperwork|papers|bills?|number|info)(?= )"
            ),
            (
                "(?:told|telling|said|asked) (?:me |us )?(?:to )?(?:wait|hold "
                "(?:on|tight|up)|hang tight|sit tight|park|stage)(?: <w>){0,2}"
            ),
            (
                "(?:waiting|wait) (?:on|for) (?:them|somebody|someone|the shipper|the receiver) to "
                "(?:load|call|come|start|get|open|text|wave|assign|give|unload)(?: <w>)?"
            ),
            (
                "(?:ain't|haven't|hasn't|didn't|don't|won't) (?:even )?(?:give|gave|given|got|get|"
                "assigned|assign) (?:me|us) (?:a |no |any |my |the )?(?:door|dock)(?: yet)?"
            ),
            (
                "(?:parked|staged|sitting|park) (?:out |over |outside |in |on |at ){1,4}(?:the |"
                "their )?(?:lot|street|yard|gate|staging|side|front|back|parking lot)?(?: "
                "waiting)"
            ),
            (
                "(?:estoy|estamos|aqui|ando|sigo|seguimos|y|nomas|ya) esperando(?! (?:al? |el |un "
                "|una "
                "|los |que llegue el |que venga el ){0,3}(?:lumpers?|lamper|descargador|"
                "descargadores|maniobristas?))(?: (?:a que|puerta|que|turno|la|el|una))?"
            ),
            (
                "(?:waiting|esperando|espero|en espera) (?:por |de |que me den |a que me den )?"
                "(?:la |una |un |mi |el )?(?:door|dock|puerta|rampa|anden|turno|llamada)"
            ),
            "(?:estoy|estamos|ando|aqui) (?:en espera|formad[oa])(?: <w>)?",
            (
                "(?:estoy|estamos|ando|aqui) (?:<w> ){1,4}esperando(?! (?:al? |el |un |los ){0,2}"
                "(?:lumpers?|lamper|descargador))"
            ),
            "(?:me|nos) (?:tienen|traen|trae) (?:aqui |afuera )*(?:esperando|parad[oa]|formad[oa])",
            (
                "(?:llevo|llevamos|tengo) (?:como |ya |mas de |casi |unas )*<numero> horas? "
                "(?:aqui |ya |nomas )*(?:esperando|parad[oa]|formad[oa]|sin)"
            ),
            "esperando (?:puerta|que me|a que me|turno|la puerta|una puerta|que|a que)",
            (
                "(?:no|todavia no|aun no) (?:me |nos )?(?:dan|han dado|asignan|dieron|tengo) "
                "(?:la |el |una |un )?(?:puerta|anden|rampa|muelle)"
            ),
            (
                "(?:me|nos) (?:dijeron|dicen|pidieron|mandaron) que (?:me |nos )?(?:esper\\w+|"
                "aguant\\w+|estacion\\w+|form\\w+)"
            ),
            "(?:en|haciendo) (?:la )?(?:fila|cola|linea)",
            (
                "<numero> (?:trocas|camiones|trailers|choferes|troques|traileros)(?: <w>){0,2} "
                "(?:adelante|antes|enfrente)"
            ),
            (
                "(?:no|ni) (?:me|nos) (?:han )?(?:hablado|llamado|hablan|llaman|asignado|atendido|"
                "atienden)"
            ),
            "(?:que )?me (?:hablan|avisan|llaman|marcan)",
            (
                "(?:(?<=^ )|(?<=\\. ))waiting (?:at|outside|in) (?:the )?(?:receiver|customer|"
                "consignee|gate)"
            ),
            "hasn't (?:called|gave) me",
            (
                "(?:ain't|haven't|hasn't|didn't|never|nobody's|nobody has) (?:even |yet |got "
                "around to "
                "){0,2}(?:call(?:ed)?|paged?|buzz(?:ed)?|text(?:ed)?|"
                "radioed|waved) (?:me|us|my (?:number|name))(?: <w>)?"
            ),
            (
                "(?:(?:and |then |after (?:him|that) )(?:it's me|i'm (?:up )?next|it's my turn)|"
                "i'm (?:up )?next(?: in line)?|next in line|(?:second|third|fourth|fifth) in line)"
            ),
            (
                "before they (?:even |can |will )?(?:start|get to me|take me|call me|look at me|"
                "touch "
                "me|see me|unload me)"
            ),
            (
                "(?:haven't|ain't|not|hasn't) (?:got |been |gotten |given |gave |assigned "
                "){1,4}(?:me |one|a door|no door|in)(?: yet)?"
            ),
        ],
    }
)

HYPOTHETICAL = pattern(
    (
        "(?:when|once|soon as|after|till|until|if|before|as soon as|till i'm|by the time|"
        "cuando|hasta|get|will|i'll|gonna|should|unless|hope|hoping|next to me|while|"
        "next to me is|guy|other truck|last time|yesterday|supposed to|want|expect|in "
        "case|almost|about|nearly|be|first|before me|ahead of me|when i'm|they'll|they "
        "will|am i|do i|can i|is there|did|when's|where's|how's)"
    ),
)

CHECKED_IN = pattern(
    (
        "(?:checked|checking|signed|check) in(?: (?:at|around|about|like|uh|since|with|the|"
        "guard|shack|guy|by|it was|was|right|time|is)){0,4}"
    ),
    (
        "(?:got|pulled in|showed up|arrived|been|been sitting|get|came|reached|reach|in) "
        "(?:here|in|there)?(?: (?:at|around|about|since|like|right|here|by)){0,3}"
    ),
    "here since(?: about| around| like)?",
    "(?:llegue|registre|entre)(?: (?:a|como|aqui|desde)){0,4}",
    "desde",
)

#: Before a time at which he was to be there, or they open or call him.
APPOINTMENT = pattern(
    "(?:appointment|appt|cita|window|scheduled|supposed|opens?|open|close|closes|until|till)",
)

DOOR_WORD = pattern(
    (
        "(?:dock door|door|dock|bay|puerta|anden|rampa|muelle)(?:'s)?(?: (?:number|no|uh|"
        "is|like|it's|#|numero|la|el|a|they said|said|was)){0,3}"
    ),
    (
        "<they> (?:put|stuck|got|have|had|parked|backed|assigned) me(?: (?:up|over|back|down))? "
        "(?:in|into)(?: number)?"
    ),
    (
        "(?:me )?(?:metieron|pusieron|dieron|asignaron|mandaron|tienen) (?:en |a |ya "
        ")?(?:la|el)(?: puerta| numero| anden)?"
    ),
    (
        "(?:i'm|we're|i am|estoy|backed up|backed|backing|sitting|bumped up|bumped|bumping|docked) "
        "(?:uh |in |on |at |into |to |en ){1,2}number"
    ),
)

#: Of a truck at a dock, where a number needs no "door" before it.
DOCKED_AT = pattern(
    "(?:bumped|docked)(?: up)? (?:against|to|into|on|in|at)(?: (?:number|la)){0,1}",
    "(?:backed|backing)(?: up)? (?:into|in|in to|onto|up to)(?: (?:number|door|dock|to|la)){0,2}"
    "(?= (?:<n>))",
    "backed (?:up )?against(?: number)?",
)

#: A lumper who was paid before the work began is not waited for.
LUMPER_PAID = pattern("had to", "already", "i paid", "just")

#: Told of another day or asked about: no detention that runs now.
BYGONE_BEFORE = pattern("(?:last|the other) (?:week|time|month|load|trip|year)", "one time")
ASKS_FOR_PAY = pattern("(?:cuanto|cuando|quien|pagar|paguen|pagan|pagaron|deben|debian)")
#: What a truck waits for that stands at no dock.
WAITS_ON_THE_ROAD = pattern(
    "(?:aduana|frontera|garita|puente|paso|cruzar|cruce|revision|reten|migra|grua|mecanico|llantero|llanta|"
    "road service|tow truck|rescate|asistencia)",
    "(?:carretera|camino|autopista|trafico|nieve|hielo|tormenta|neblina|viento|accidente|choque)",
)
BYGONE = pattern(
    "(?:de |del )(?:ayer|antier|la semana|la otra|la carga|otro|el otro|mes)(?: <w>)?",
    "(?:from |for )?(?:last|the other) (?:week|time|month|day|load|trip|night)",
)

NO_DOOR = pattern(
    "no",
    "not",
    "ain't",
    "isn't",
    "haven't",
    "without",
    "don't",
    "he's",
    "they're",
    "next to me",
    "next to me is",
    "guy",
    "truck",
    "trucks",
    "other",
    "from",
    "out of",
    "waiting on",
    "he",
    "she",
    "buddy",
    "driver",
    "if",
    "want",
    "wants",
    "supposed",
    "his",
    "left",
    "broke",
)

NOT_A_DOOR_AFTER = pattern(
    (
        "(?:hours?|minutes?|o'clock|am|pm|miles?|pallets?|trucks?|<n> (?:am|pm)|thirty|"
        "times|days?|other|guys|people|more|of|and a half|or|percent|oclock|am|to|till|something|"
        "states|loads|stops|places|weeks|months|ish|odd|degrees|feet|foot|doors|docks|bays|"
        "horas?|minutos?)"
    ),
)

ANOTHER = pattern(
    (
        "(?:truck|guy|driver|buddy|trailer|fella|dude) (?:next|beside|in|on|at|over|"
        "ahead|behind|that's|who's|with|they)(?: <w>){0,5}"
    ),
    "(?:he's|she's|they're|he is|she is|they are)(?: <w>){0,3}",
    "(?:traffic|cars|line|interstate|highway|everything)(?:'s)?(?: <w>){0,2}",
    "(?:next to|beside|across from)",
    "my (?:brother|cousin|friend|son|dad|uncle|buddy|neighbor)(?:'s)?(?: <w>){0,3}",
)
