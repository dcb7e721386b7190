"""How drivers say what holds them up."""

from __future__ import annotations

from conversation.forms import DelayReason
from conversation.hearing.phrases import PhraseTable, pattern, table

REASONS: PhraseTable = table(
    {
        DelayReason.NONE: [
            (
                "(?:no|not any|ain't no|ain't got no|zero|without|any|haven't had any|don't have "
                "any|didn't have no|hasn't been any|no major|not no|ain't had no|haven't had no|"
                "no real|never) (?:real |big |major |more |kind of )?(?:delays?|holdups?|hold "
                "ups?|hold-ups?|issues?|problems|trouble|troubles|setbacks|hiccups|complaints on "
                "the road)(?: (?:at all|so far|yet|whatsoever|today|sir|ma'am|here|nothing|for "
                "me|or nothing)){0,4}(?! (?:yet|but for|except|other than|besides))"
            ),
            (
                "(?:running|rolling|going|smooth|it's|been|everything's|clear|all|so far|road's|"
                "roads are|real|nice and|pretty) (?:smooth(?:ly)?|smooth sailing|clear sailing)"
            ),
            "smooth sailing",
            "clear sailing",
            "smooth (?:ride|trip|running|so far)",
            (
                "(?:ningun|sin|no hay|no tengo|no he tenido|ninguna|no ha habido|nada de) (?:<w> "
                ")?(?:retrasos?|problemas?|demoras?|atrasos?|novedad)"
            ),
            "(?:no )?delays? none",
            "nothing (?:holding|slowing) me(?: up| down)?",
            "road's (?:fine|good|clear)",
            "(?:not|nary) (?:a|one) (?:lick|one|bit|single (?:one|thing)|drop)",
            (
                "(?:none|nothing|nada|not any) (?:that )?(?:cost|costing|hurt|hurting|slowed|"
                "stopped|"
                "held)"
                "(?: <w>){0,3}"
            ),
            "(?:esta |todo |camino |el camino )*despejad[oa]",
            "no traffic(?: at all)?(?= (?:\\.|$|no|nothing|and|or|i'm|all))",
            (
                "(?:nothing|ain't nothing|no one|not a thing|nada) (?:wrong|going on|to report|"
                "bad|major)"
            ),
        ],
        DelayReason.MECHANICAL: [
            "(?:caught|got|picked up|ran over|hit) a (?:nail|screw|bolt)",
            "service truck",
            (
                "(?:had|have|got|caught|blew|blown|lost|having|with|been having|fix|fixed|fixing|"
                "change|changed|changing|replace|replaced|replacing|putting|put|needed|need|"
                "getting|get|for|because of|waiting on) (?:a |an |me a |my |the |some |another |"
                "one of (?:my|the) |two |new |on |out |another |that |this ){0,4}(?:flat(?: "
                "tire)?|blow ?out|tires?|trailer tire|drive tire|steer tire|steer|alternator|"
                "water pump|air compressor|compressor|belt|radiator|coolant (?:leak|line|hose)|"
                "hose|air leak|air line|airline|fuel (?:pump|filter)s?|injector|turbo|starter|"
                "battery|batteries|brake (?:chamber|problem|issue|light|line|pads)|clutch|"
                "transmission|def (?:system|sensor|problem|issue)|sensor|fan clutch|reefer unit|"
                "alarm on the reefer|lights? (?:fixed|out)|mud ?flap|wheel seal|hub seal|"
                "radiator|u joint|mechanical|engine (?:trouble|problem|light|issue)|truck "
                "(?:trouble|problems?|issue|issues)|mechanic|road service|roadside|tow|wrecker|"
                "repair|repairs|brakes|gladhand|landing gear|shop|air bag|airbag|axle|kingpin|"
                "wiring|blown tire)(?! stop| to (?:clear|move|drag) )"
            ),
            "(?:broke|broken|break|breaking) down",
            (
                "(?:truck|tractor|trailer|engine|reefer|reefer unit|she|it|compressor|alternator|"
                "tire|clutch|"
                "transmission|turbo|radiator|belt) (?:is |was |got |has been |went |just |had "
                "){0,4}(?:broke|broken|down|dead|overheating|overheated|leaking|quit|went out|"
                "blew|blown|acting up|wouldn't start|won't start|would not start|derated|in the "
                "shop|busted|popped|went flat|failed|broke down)(?: (?:the|this))?"
            ),
            "in the shop",
            (
                "(?:sitting|stuck|parked|i'm|we're|been|sat) (?:here )?(?:in|at) (?:a|the|this) "
                "(?:<w> )?shop"
            ),
            (
                "(?:busted|broken|blown|bad|cracked|leaking|burst) (?:<w> )?(?:hose|air ?bags?|air "
                "line|"
                "airline|tire|belt|brake <w>|gladhand|battery|bulb|light|lights|seal|axle|wheel|"
                "radiator|"
                "shock|spring|line|valve|compressor)"
            ),
            (
                "at the (?:shop|dealer|dealership|freightliner|peterbilt|kenworth|volvo|cummins|"
                "repair shop|mechanic's|tire shop)"
            ),
            (
                "(?:mechanic|road service|roadside|tire guy|tow truck|wrecker|repair guy|service "
                "truck|mechanics) (?:is|to|come|came|guy|coming|was|took|has|fix|fixed|had|"
                "change)(?! (?:clear|move|pull|drag|get|haul) (?:the|him|her|them|it|out))"
            ),
            "mechanical(?: (?:issue|problem|trouble|breakdown|delay|failure))?",
            (
                "(?:blew|blown|popped|lost) (?:a|my|one|out|the|another|two) (?:<w> )?(?:tires?|"
                "recap|steer|drive|hose|belt|line)"
            ),
            "(?:doing|did|forced|stuck in|in) (?:a |my |another )?(?:parked )?regen",
            (
                "(?:se me |se )(?:descompuso|poncho|rompio|danio|dano|calento|quedo|trono|"
                "reviento|revento|apago|paro el motor|fundio|desinflo|quemo|tapo|jodio|chingo)"
            ),
            (
                "(?:llanta|motor|mecanico|problemas? mecanicos?|la troca|el camion) (?:ponchada|"
                "descompuest[ao]|mecanico|fallo|fallando|se|me|roto|danad[oa]|malo)?(?: "
                "<w>)?(?=(?: \\.| no| y| pero| me| la| lo| que| en| se| ya| tuve))"
            ),
            "overheat(?:ed|ing)",
            (
                "(?:def|dpf|egr|def system|sensors?|starter|battery|air (?:line|bag|compressor|"
                "dryer|leak)|hose|brakes?|apu|injector|water pump|fan|wheel seal)"
                "(?:'s)? (?:is |was |are |keeps? |kept |started |just |went |been |has |got )*"
                "(?:acting up|went out|going out|gone|gave out|quit|failed|failing|blew|blown|"
                "broke|"
                "leaking|smoking|hot|squealing|grinding|dragging|locked up|messed up|out|bad|flat)"
            ),
            "derated(?: me)?",
            (
                "(?:motor|engine|truck|tractor) (?:won't|wouldn't|can't|will not) (?:stay|run|"
                "start|"
                "pull|"
                "go|build|hold|crank|turn over|shift)"
            ),
            (
                "tires?(?:'s| is| was| are| keeps?| kept| started)? (?:going|go|went|losing|low|"
                "getting|"
                "leaking)(?: (?:flat|air|low|down|on air))"
            ),
            "def (?:derate|light|issue|problem|sensor)",
            "derate",
            "air leak",
            (
                "flat(?: tire)? (?:held|slowed|cost|set|put|got|had|made|delayed|took|kept|this "
                "morning|last night|earlier|on (?:the|my))"
            ),
            "engine(?:'s)? (?:derated|de-rated|running hot|in derate)",
            "mechanical",
            (
                "(?:reefer|unit|truck|engine|it|she|dash) (?:<w> ){0,2}(?:throwing|threw|throw) "
                "(?:a )?codes?"
            ),
        ],
        DelayReason.HOURS_OF_SERVICE: [
            (
                "(?:out of|ran out of|run out of|running out of|no more|no|low on|short on|outta|"
                "ain't got no|got no|used up my|used up all my|finish my|finished my|about out "
                "of|finish|burned up my|don't have no|don't have any|not enough|don't have the|"
                "don't have enough|ain't got the|ain't got enough|no tengo|sin|se me acabaron "
                "las|se acabaron las|se me acabaron mis|no tengo mas|ya no tengo|lost my|fresh "
                "out of) (?:more |drive |driving |legal |my |service |any |the |of "
                "){0,4}(?:hours?|clock|drive time|driving time|time on my clock|horas|horas de "
                "manejo|tiempo de manejo|hours left)(?: (?:to|left|de manejo|on my <w>))?"
            ),
            (
                "(?:my|the) (?:fourteen|eleven|seventy|clock|clock's|hours|14|11|70|eleven's|"
                "fourteen's|seventy's|e log|elog|eld|hours of service|time|log|logs)(?: hours?| "
                "hour clock| hour| clock)? (?:is|are|was|ran|run|has|just|'s|got|already|about "
                "to|was|will|gonna)? ?(?:is |be |all |up|finish(?:ed)?|done|out|over|run out|ran "
                "out|expired|gone|me out|me down|almost up|violation|through|about up|dead|used "
                "up|caught me|makes me|gets me|shut me|kill|killing|ain't gonna)"
            ),
            (
                "(?:hours of service|h o s|hos|log ?book|e log|eld)(?: (?:violation|issue|"
                "problem|ran|thing|clock|reset))?"
            ),
            (
                "(?!on the (?:ten|10) (?!hour|break|reset))"
                "(?:had to|have to|gotta|got to|need to|must|doing|taking|took|take|on|on my|in|"
                "start|started|did|sitting|finishing|finish|for|waiting on|until|till|in the "
                "middle of|need|due to|because of|made me|gonna have to|forced|making) (?:to "
                ")?(?:do |take |start |finish |doing |taking |get |wait on |shut down for |a |my "
                "|the |do my |mandatory ){0,4}(?:ten(?: hour)?(?: break| off| reset)?|10(?: "
                "hour)?(?: break| off| reset)?|ten-hour(?: break)?|thirty four|34|reset|thirty "
                "four hour reset|34 hour reset|ten hours|10 hours|mandatory break|eight and two|"
                "split sleeper)(?= (?:\\.|$|break|reset|hour|hours|off|so|because|i|then|and|uh|"
                "before|till|until|up|in|at|here|right|now|is|on|'s))(?! (?:miles|minutes|"
                "tonight|am|pm|o'clock))"
            ),
            (
                "(?:shut|shutting|shuts) (?:me |it |her )?down (?:for (?:my|the) (?:ten|hours|"
                "clock|break|reset)|on (?:hours|my hours|my clock)|because of (?:my )?hours)"
            ),
            "ten(?:'s| is) (?:not |ain't )?(?:up|over|done)",
            (
                "(?:se me |ya )(?:acabo|acabaron|terminaron|termino) (?:el tiempo|las horas|mis "
                "horas|el reloj|la hora)"
            ),
            "(?:mi|el) (?:reloj|tiempo de manejo) (?:se )?(?:acabo|termino|esta)",
            (
                "no (?:me|nos) (?:alcanzan?|quedan?|dan?|alcanzo) (?:ya )?(?:las |mis |el )?"
                "(?:horas|tiempo|reloj)"
            ),
            "descanso de (?:diez|10|treinta y cuatro|34)(?: horas?)?",
        ],
        DelayReason.OTHER: [
            (
                "(?:dispatch|dispatcher|broker|office|company|y'all|you guys) (?:<w> )?(?:sent|"
                "gave|"
                "assigned|booked|dispatched|called) (?:me )?(?:<w> ){0,3}late"
            ),
            (
                "(?:pulled|pull|brought|took|waved|called) me (?:in|over|around back|aside|"
                "around|up)(?: (?:at|to|for|by|on) (?:the |a |an )?(?:scale|weigh station|port|"
                "port of entry|scales|inspection|dot|chicken coop|coop|cops|cop|trooper|level "
                "<w>|checkpoint|highway patrol|state|chp|<w> inspection))?(?! (?:for the night|"
                "here for))"
            ),
            (
                "(?:level|dot|roadside|ag|agriculture|border|customs|safety|random|surprise|"
                "police|random) (?:one |two |three |1 |2 |3 )?(?:inspection|check|stop|hold|"
                "search)"
            ),
            "(?:an |the |for |on |my |got )inspection",
            "(?:inspected|inspecting)",
            "level (?:one|two|three|1|2|3)(?! of)",
            (
                "(?:weigh station|scale house|port of entry|chicken coop)(?! (?:in|near|by|at|"
                "past|on))"
            ),
            (
                "(?:at|on|in|en|through|crossing|cross|clear|clearing|stuck at|line at|of) (?:the "
                "|la "
                ")?(?:border|customs|aduana|frontera)"
            ),
            "(?:border|customs) (?:line|crossing|delay|hold|wait|is|was|took|got|they|had|has)",
            (
                "(?:missed|miss|passed|overshot|took|take|taken|went|go|gone|sent me|made|turned|"
                "turn) (?:me )?(?:my |the |a |an |that |down the |down a ){0,4}(?:exit|wrong "
                "(?:way|turn|exit|road|address|place|location|warehouse|highway|dock)|turn|bad "
                "turn)(?: <w>)?"
            ),
            (
                "(?:got|get|getting|was|i'm|been|am) (?:me )?(?:turned around|lost|misrouted|"
                "rerouted(?! around)|pulled over|a ticket|a citation|stopped by)"
            ),
            (
                "(?:gps|google|they|dispatch|broker|somebody|y'all|you|maps|office) (?:<w> "
                ")?(?:sent|took|routed|gave|had|put|send|give) me (?:to |on |down |out |in |the |"
                "a |an |all ){0,4}(?:wrong|wrong way|way|around|the other|other|different|bad|"
                "long way|old address)(?: <w>)?"
            ),
            "wrong (?:address|warehouse|location|place|directions)",
            (
                "(?:over ?slept|slept (?:in|late|through)|slept over|didn't wake up|missed my "
                "alarm|alarm didn't)"
            ),
            "(?:family|personal) (?:emergency|issue|problem|matter|stuff|thing|business)",
            (
                "(?:waiting (?:on|for)|need|needed|couldn't get|without|no|had to get|get|"
                "getting|trouble with|card|problem with) (?:a |the |my |some |that ){0,4}(?:fuel "
                "card|comdata|efs|fuel code|permits?|com ?check|money code|fuel advance|advance|"
                "trip permit|trailer|escort|pilot car)(?: (?:didn't|wasn't|wouldn't|declined|"
                "problem|issue))?"
            ),
            (
                "(?:fuel card|card) (?:was |got |is |keeps |kept |wouldn't |didn't |won't |not "
                "){1,4}(?:declined|work|working|declining|locked)"
            ),
            (
                "(?:road|bridge|train|railroad|parade|protest|marathon|funeral|draw ?bridge|rail|"
                "train was|long train) (?:crossing|blocking|blocked|was up|across|is up|"
                "restriction|out)"
            ),
            (
                "(?:over ?weight|rescale|re-scale|rescaled|reworked?|rework the load|load "
                "shifted|had to (?:rework|scale|reweigh|slide)|overweight|slide my tandems|over "
                "on my (?:drives|tandems|steers))"
            ),
            (
                "(?:cops?|trooper|police|dot|highway patrol|state trooper|smokey|bear|officer|"
                "chp|policia|la dot|la policia) (?:<w> )?(?:pulled|stopped|got|had|has|was|me|"
                "gave|held|inspect|kept|is|check|checking)(?: <w>)?"
            ),
            (
                "(?:was|i was|been|got|is|feeling|felt) (?:real |so )?(?:sick|throwing up|"
                "ill)(?: <w>)?(?= (?:this|last|all|and|so|earlier|yesterday))"
            ),
            "(?:me )?(?:inspeccionaron|inspeccion|pararon|revisaron|perdi|dormido)",
            (
                "(?:me|nos) (?:mandaron|toco|pasaron|metieron|salio|dieron) (?:a |a la |al |en |"
                "el |la )?"
                "(?:roj[oa]|revision|inspeccion|secundaria|rayos equis|semaforo rojo|"
                "reconocimiento)"
            ),
            (
                "(?:fila|linea|cola) (?:de |en |para |pa )?(?:la |el |cruzar )?(?:aduana|frontera|"
                "garita|"
                "puente|cruce|bascula)(?: <w>)?"
            ),
            (
                "(?:(?:mucha|bastante|larga) (?:fila|linea|cola)|(?:fila|linea|cola) (?:<w> ){0,2}"
                "(?:lent[oa]|larga|larguisima|no avanza|no se mueve)|lent[oa] la (?:fila|linea|"
                "cola))"
            ),
            (
                "(?:swap|swapping|swapped|switch|switched|change|changed) (?:trailers?|trucks?|"
                "tractors?|"
                "drivers?)"
            ),
            "low bridge(?: <w>){0,3}",
            "(?:bridge|clearance) (?:was |is )?too low",
            "detour(?:ed)? (?:by|for|because) (?:a )?(?:bridge|low)",
            (
                "(?:stopped|had to stop|pulled over|stop) (?:to|and) (?:sleep|rest|take a nap|"
                "nap|help)"
            ),
            "i (?:take|took|went|go) wrong <w>",
            (
                "(?:driver|codriver|partner|teammate|wife|husband|kid|dog) (?:got|was|is) (?:real "
                ")?sick"
            ),
            "(?:stalled|stopped|long|freight|slow) train",
            (
                "(?:blew|went|drove|ran|rolled|shot|sailed) (?:right |clean |straight )?(?:past|"
                "by) "
                "(?:my|the) (?:exit|turn|place|entrance|road)"
            ),
            (
                "(?:waiting|wait|waited|sitting) (?:on|for) (?:a |the |my |another )?(?:relay|swap|"
                "team|"
                "co|second|new|other|relief)? ?(?:driver|codriver|partner|relay|teammate)"
            ),
        ],
        DelayReason.WEATHER: [
            (
                "(?:wind|snow|ice|fog|storm|dust)s?(?:'s| is| has)? (?:got|had|has|keeping|keeps) "
                "(?:it|us|me|them|everything|everybody|the <w>|<n>) "
                "(?:all )?(?:closed|shut|parked|stopped|stuck|sitting|pinned)(?: down)?"
            ),
            (
                "(?:closed|shut|shut down|no go|parked) (?:to|for|on account of|because of) "
                "(?:(?:all|light|empty|and) ){0,3}(?:high profiles?|the wind|wind|snow|ice)"
                "(?: <w>)?"
            ),
            (
                "(?:wait\\w*|sit\\w*|parked|holed up|laid up) (?:here )?(?:on|for|till|until) "
                "(?:the |this |that |it |them )?(?:(?:snow )?plows?|salt trucks?|wind|snow|storm|"
                "ice|fog|weather|rain|hail|blizzard|squall|front)(?: to)?(?: <w>)?"
            ),
            (
                "(?:que|hasta que) (?:pase|baje|amaine|pare|se (?:calme|quite|pase|acabe|derrita)) "
                "(?:la |el |esta |este |tanto |tanta )?(?:tormenta|nieve|viento|lluvia|hielo|"
                "neblina|niebla|aire|tolvanera|nevada|aguacero|granizo|huracan)"
            ),
            (
                "(?:pushing|blowing|shoving|tossing|throwing|knocking) (?:me|us|the truck|this "
                "truck) "
                "(?:all )?"
                "(?:around|over|sideways)"
            ),
            (
                "(?:me|nos) agarro (?:la |una |el )?(?:nevada|nieve|lluvia|tormenta|viento|neblina|"
                "aguacero|"
                "hielo)"
            ),
            "(?:mucho|bastante|puro|el|por el|un) aire(?! acondicionado)(?: <w>)?",
            "(?:coming|came|comes) down (?:in sheets|in buckets|sideways|so hard|real hard)",
            (
                "(?:waiting|sitting|sat|waited|riding|rode) out (?:a |the |this |that |some "
                ")?(?:bad )?"
                "(?:tornado|storm|hail|wind|snow|blizzard|ice|flood|hurricane|weather|fog)(?: <w>)?"
            ),
            (
                "(?:wind|rain|snow|fog|ice|weather|storm|hail|sleet)s?(?:'s| is| was| has| are| "
                "got)+ "
                "(?:been |really |just |still |so |pretty |getting |real |coming )*(?:pushing|"
                "blowing|"
                "beating|down|bad|hard|thick|heavy|rough|strong|slowing|killing|knocking|kicking|"
                "whipping|wicked|brutal|nasty|howling|everywhere)"
            ),
            (
                "(?:little|light|patchy|bit of|just|dense|thick|"
                "bad|heavy|nasty|terrible|winter|rough|lot of|all this|this|because of|the|"
                "that|them|el|un|una|con|some|big|on account of|due to|for|in|horrible|awful|"
                "severe|"
                "ground|mucha|mucho|el mal|"
                "mal|la|strong|high|hard|snow|it's|it is|is|was|for the|by the|really|ugly|of|"
                "crazy) (?:weather|snow|snowing|snowstorm|blizzard|storms?|ice|ice storm|icy|"
                "icing|fog|foggy|wind|winds|windy|rain|raining|hail|sleet|sleeting|black ice|"
                "whiteout|white out|hurricane|tornado(?:es)?|tropical storm|flood(?:ing|ed)?|"
                "dust storm|thunderstorms?|snowy|freezing rain|nieve|lluvia|nevada|clima|"
                "tormenta|neblina|hielo|(?<!el )tiempo|viento|mud ?slide|rock ?slide|avalanche|"
                "wildfire|"
                "smoke from the fires?|lightning)(?! (?:ain't|isn't|is fine|is good|ain't bad|"
                "cleared|is clear|been good|was fine|was good|creek|hill|lake|water|cream))"
            ),
            (
                "(?:snowing|snowstorm|blizzard|whiteout|white out|black ice|sleeting|sleet|"
                "hailing|ice storm|dust storm|haboob|hurricane|freezing rain|flash flood(?:ing|"
                "s)?|flooded|nevando|lloviendo|granizando|chain(?:s|ing)? (?:up|law|control|on|"
                "required)|chain law|chaining up|chains|wind (?:advisory|closure|warning|"
                "restrictions?)|high winds?|snowed in|snow plows?|socked in|iced (?:up|over)|"
                "slick roads|roads? (?:is|are) (?:slick|icy|ice|iced)|(?:can't|couldn't|cannot|"
                "could not|can barely|"
                "could barely|barely|can hardly) see (?:nothing|anything|a thing|your hand|the "
                "road|ten feet|past (?:the|my) (?:hood|nose)|the (?:lines?|hood|truck in front))|"
                "no se (?:ve|veia|puede ver)(?: nada)?|(?:that|this|the|blowing|bad) dust|zero "
                "visibility|visibility|fogged in|"
                "blowing (?:snow|pretty good|hard)|slick|pouring(?: down| rain)?|raining (?:cats|"
                "hard|so|real|pretty|like|buckets|sideways)(?: <w>)?|weather(?:'s| is)? (?:bad|"
                "terrible|awful|nasty|horrible|rough|ugly|got|delay|hold|holding|related|slowed|"
                "slowing|been|crappy|turned))"
            ),
        ],
        DelayReason.FACILITY: [
            (
                "(?:computer|computers|system|forklift|printer|power)(?:'s| is| are| was| went) "
                "(?:broken|broke|down|out|crashed)"
            ),
            "they (?:took|take|was taking) (?:forever|all (?:day|night|morning)|so long|too long)",
            (
                "(?:loaded|load|loading|get loaded|got loaded|unloaded|got out|get out|left|"
                "leaving|started|cut loose|turned loose|released|picked up|pick up|out of there|"
                "out of the shipper) (?:me |us |it |real |really |so |too |pretty |out |of |"
                "there |the |shipper |very |that ){0,4}late(?! (?:night|last night|afternoon))"
            ),
            (
                "late (?:loading|load|pickup|getting loaded|getting out|leaving|start|departure|"
                "out of the shipper|at the shipper|release|coming out)"
            ),
            (
                "(?:they|shipper|the shipper|them|warehouse|customer|those people|guys|people|"
                "shippers|folks|loaders|consignee|receiver) (?:<w> ){0,3}(?:didn't|don't|"
                "wouldn't|won't|hadn't|not|never|did not|wasn't|weren't|ain't|haven't) (?:<w> "
                ")?(?:cut|let|load|get|turn|release|have|finish|give|gave|given|start|started|"
                "touch|touched|want|be|ready|unload|unloaded|take|got|gotten|done|unloading|"
                "loading|open|even|call|called|bring|move|put|loaded) ?(?:me|us|it|the|my|this|"
                "started|ready|loaded|out|on|to|a|done|nobody|enough|nothing)?(?: <w>){0,2}"
            ),
            (
                "(?:took|taking|take|takes) (?:them |the shipper |the receiver |forever |those "
                "guys |that place |these people |so long |their (?:sweet |own |sweet old |good "
                "){0,4}time|me ){0,4}(?:forever|all (?:day|morning|night)|their (?:sweet |own |"
                "good ){0,4}time|<n> hours?|so long|hours|long time)? ?(?:to )?(?:loading|load|"
                "unload|unloading|get me|getting me|at the shipper|load me|to load|to unload|"
                "with the load|to get me)(?: <w>)?"
            ),
            (
                "(?:shipper|receiver|customer|consignee|warehouse|dock|pickup|pick up|place|"
                "loading|cargador|facility|plant) (?:was |is |were |they |just |had me |really |"
                "been |got |did |held |holding |kept |'s |took |has |still |made |messed |put |"
                "always |there |guys |had |delayed |screwed |where |i picked up ){1,4}(?:late|"
                "slow|behind|backed up|me up|me over|me late|forever|a (?:nightmare|mess|joke|"
                "zoo)|terrible|awful|horrible|too long|all day|me waiting|"
                "sitting|waiting|me sitting|short|me|us|busy|closed|not ready|running behind|"
                "full|long|hours|a while|packed|shut)(?: <w>)?"
            ),
            (
                "(?:stuck(?! me)|sat|sitting|sit|held up|waited|waiting|held|wait|delayed|been|"
                "hold|holding|stay|stayed|spent) (?:me )?(?:<w> ){0,5}(?:at|by|with|on|in|for|"
                "from) (?:the |that |a |my |this |their |those )?(?:shipper|shipper's|receiver|"
                "pickup|pick up|dock|door|customer|consignee|paperwork|papers|bills?|bol|load|"
                "lumpers?|"
                "loaders?|warehouse|seal|product|cargador|plant|pick)(?! (?:for my|and i'm good))"
            ),
            (
                "(?:no|ain't got no|still no|without a|ain't got a|no open|ain't no|don't have a|"
                "haven't got a|not enough|short on|low on|short of|shortage of|short handed|"
                "short staffed|shorthanded|understaffed) (?:<w> )?(?:doors?|docks?|dock help|"
                "help|people|staff|loaders|lumpers?|fork ?lifts?|forklift (?:driver|drivers|"
                "operators?)|workers|unloaders)(?: (?:yet|open|available|since|here|for|in|today|"
                "six|till))?(?= (?:since|for|still|in|and|but|today|they|so|been|after|because|at "
                "all|yet still|here|\\.|$|to|or|right|i|till|until|six|seven|five|four))"
            ),
            (
                "(?:lumpers?|dock|receiving|warehouse|forklift) (?:is|are|ain't|isn't|was|were|"
                "'s|still|hasn't|haven't|not|service|crew|people|guy|guys|broke|on|at|gone|went|"
                "took) ?(?:here|on (?:lunch|break|strike)|showed|there|late|slow|backed|behind|"
                "come|came|busy|ready|at lunch|not|way|full|broke|down|gone|still|strike|taking|"
                "<w> (?:busy|slow|lunch|break))?(?: <w>)?"
            ),
            (
                "(?:waiting|wait|need|till|until|for|sitting|holding) (?:on |for |the |a |my |"
                "that |to get |them |pay |some |one |on the |on a ){0,4}lumpers?"
            ),
            "on (?:detention|the detention)",
            (
                "(?:should've|should have|shoulda|was supposed to have|were supposed to have) "
                "(?:been "
                ")?"
                "(?:out of here|out of there|gone|loaded|unloaded|rolling|left|done)(?: <w>){0,3}"
            ),
            (
                "(?:they|shipper|receiver|warehouse|plant|customer) (?:had|made|kept|left) (?:me|"
                "us) "
                "(?:wait|waiting|sit|sitting)(?: <w>){0,3}"
            ),
            "no hay (?:quien|nadie|ni quien|con quien)(?: <w>){0,3}",
            (
                "(?:nomas|solo|solamente|no mas) (?:hay|tienen|esta|trabaja) (?:un|una|uno|dos) "
                "(?:<w>)"
            ),
            (
                "(?:me|nos) (?:tardaron|tienen|tuvieron|hicieron) (?:<w> ){0,3}(?:cargar|cargando|"
                "descargar|"
                "descargando|esperar|esperando|la fila|afuera|fila)"
            ),
            (
                "(?:in|hit|into|on|getting|got|past|start|started|starting|pay|owe|owed|paid|"
                "want my|want|claim|approve) (?:the |my |me |some |that |for |on ){0,4}detention"
            ),
            "detention(?: (?:since|time|pay|started|at|clock))?",
            (
                "(?:they're|they are|they|dock is|docks are|place is|warehouse is|this place is) "
                "(?:all |so |just |really |way |real |pretty |been |running |super |already "
                "){0,4}(?:backed up|behind|slow|short|slow as <w>|short handed|short staffed|"
                "understaffed|busy|full|at lunch|on lunch|on break|way behind|jammed up|"
                "swamped)(?: (?:on|in|over|with|here|inside|at|today))?(?! (?:for miles|to|on "
                "(?:forty|eighty|the (?:highway|road|interstate)|i-)|bumper))"
            ),
            (
                "(?:they|they're|appointment|unloading|loading) (?:was|were|are|is) (?:all "
                ")?supposed to (?:start|unload|load|have|be|get|take|call|give)(?: <w>){0,2}"
            ),
            (
                "(?:taking|take|takes|took) (?:their|his|her|they) (?:sweet |own |good |sweet "
                "old ){0,4}time"
            ),
            (
                "(?:product|load|freight|order|paperwork|trailer|bills|bol|pallets?|produce) "
                "(?:wasn't|"
                "isn't|weren't|not|ain't|was not|is not|still not|aren't|hadn't been|hasn't been) "
                "(?:even |all |fully |quite )?(?:ready|there|done|made|built|staged|loaded|here|"
                "finished|packed|packaged|picked|pulled|wrapped|cooled|cut|harvested|bottled|"
                "printed|palletized|stacked|cooked|checked in)"
            ),
            (
                "(?:i'm |got |been |was )?(?:held up|delayed|held) (?:at|by) (?:the )?(?:shipper|"
                "receiver|customer|facility|warehouse|dock|pickup)"
            ),
            (
                "(?:me )?(?:cargaron|descargan|soltaron|despacharon|cargan|cargaban) (?:muy |bien |"
                "bastante |hasta |tan )?(?:tarde|lento|despacio)"
            ),
            (
                "no (?:me|nos) (?:carga|descarga|solta|suelta|despacha|atendi|atiende)"
                "(?:n|ban|ron|rian|an|ndo|eron)?(?= )"
            ),
            "(?:me )?(?:tuvieron|tienen) (?:<w> ){0,2}esperando(?: <w>){0,3}",
            (
                "(?:me|nos) (?:tuvieron|tenian|tienen|dejaron|hicieron) (?:ahi |aqui |como |casi |"
                "mas de |unas )*<numero> horas?(?: <w>){0,3}"
            ),
            "(?:se )?(?:tardaron|tardan|demoraron) (?:<w> ){0,3}(?:en )?(?:cargar|descargar)\\w*",
            (
                "(?:bodega|recibidor|cargador|shipper|cliente|receiver) (?:<w> )?(?:lento|lenta|"
                "tarde|atrasado|atrasados|no|tardo|tardaron|se tardo|esta)(?: <w>)?"
            ),
            (
                "no (?:hay|me dan|me han dado|tienen) (?:puerta|puertas|gente|personal|lumper|"
                "montacargas)(?: <w>)?"
            ),
            "esperando (?:al |el |un |a )?(?:lumper|lamper)",
            (
                "(?:lumpers?|lamper|descargador|descargadores|maniobristas?) (?:todavia |aun )*"
                "(?:no (?:viene|vienen|llega|llegan|ha llegado|han llegado|aparece|esta|estan)|"
                "esta tardando|se tarda)"
            ),
            (
                "lumpers?(?:'s)? (?:is |are |was |all |way ){0,2}"
                "(?:backed up|behind|slow|busy|swamped)"
            ),
            (
                "(?:they|shipper|receiver|warehouse|guard|office|clerk|people|somebody) (?:<w> )?"
                "(?:lost|misplaced|messed up|screwed up|couldn't find|can't find|didn't have) "
                "(?:my|the|our|any|all) (?:<w> )?(?:paperwork|papers|bills?|bol|load|order|"
                "appointment|trailer|product|po|number|pallets?|seal)"
            ),
            "took (?:my|our) (?:door|spot|slot|dock|appointment|place)",
            (
                "(?:gave|given|giving) (?:away )?(?:my|our) (?:door|spot|slot|dock|appointment|"
                "time)"
                "(?: away| to (?:<w> ){0,2}<w>)?"
            ),
            "slow (?:shipper|receiver|loaders?|lumpers?|warehouse|dock)",
        ],
        DelayReason.HEAVY_TRAFFIC: [
            (
                "(?:bad|heavy|in|this|rush hour|lot of|lots of|some|the|terrible|crazy|stuck in|"
                "little|of|hit|because of|with|it's|just|too much|much|just the|sitting in|is|"
                "fighting|all this|big|more|due to|got|mucho|muchisimo|hay|el|del|por|to|from|"
                "ran into|for|hitting|light) traffic(?: jam| backup| stopped| standing)?(?! "
                "(?:is|was|'s)? ?(?:light|good|fine|clear|ain't bad|not bad|isn't bad|great|"
                "moving good|was fine|been good|ain't nothing))"
            ),
            (
                "traffic(?:'s| is| was)? (?:is |just |really |real |so |been |was |all |getting |"
                "gets |got |pretty |kinda |super |very |too |backed |a |little |in <w> |through "
                "<w> |on <w> <w> |on <w> |around <w> |by <w> ){0,4}(?:bad|heavy|crawling|stopped|"
                "terrible|horrible|awful|backed up|crazy|killing me|killing|thick|slow|up|jammed|"
                "jam|nightmare|insane|rough|ugly|standing|stop|mess|ridiculous|everywhere|bumper|"
                "building|stacked)"
            ),
            (
                "(?:traffic jam|jam packed|stop and go|stop-and-go|bumper to bumper|gridlock|"
                "gridlocked|backed up|back ?up for|backup|parking lot out here|rush hour|"
                "rush-hour|stau)(?! (?:in|to the (?:dock|door)|to (?:a|the)|here at|at the dock|"
                "into|on (?:the|a) (?:dock|door)))"
            ),
            (
                "(?:construction|road ?work|road construction|lane closures?|lanes? closed|lane "
                "shut|detours?|work zone|orange barrels|construccion|paving|one lane|single lane|"
                "down to one(?: lane)?|down to two lanes|lanes shut|lanes? blocked)(?! (?:site|"
                "materials?|load|supplies|company|stuff|equipment|jobsite))"
            ),
            (
                "(?:there's|there is|there was|had|it's|they got|they had|some|because of|due to|"
                "big|bad|hit|behind|got|a|an|another|from|of|by|for|some kind of|the|is|was|hay "
                "un|un|por un|por el) (?:a |an |big |bad |some |kind of |kinda |huge |nasty |"
                "major |multi car |fatal |couple |terrible |car |three car |little "
                "){0,4}(?:wreck|wrecks|accidents?|crash|pile ?up|car fire|rollover|fender bender|"
                "collision|smash|(?<!tuve un )accidente|(?<!tuve un )choque|"
                "disabled vehicle|stalled car)(?= (?:ahead|up|"
                "on|in|in front|here|down|there|over|at|by|and|that|had|has|they|got|so|before|"
                "\\.|everybody|everything|near|around|just|blocking|shut|closed|or|out|past|"
                "adelante|en|y|que|somewhere|we|traffic|everyone))"
            ),
            (
                "(?:road|highway|interstate|freeway|bridge|lane|exit|ramp|forty|eighty|ninety|"
                "seventy five|ten)(?:'s| is| was)? (?:closed|shut down|blocked|shut)(?: down)?"
            ),
            "(?:road|highway|interstate) closure",
            (
                "(?:shut|closed|blocked|shutting|closing|blocking) (?:i |interstate |highway |us "
                ")?(?:<n>|"
                "i-\\d+)(?: all)? (?:down|off|up)"
            ),
            (
                "(?:tanker|semi|rig|car|bus|pickup|rv|camper|eighteen wheeler|big truck|another "
                "truck|"
                "a truck|somebody|some guy|guy|van) (?:done |has |had |got |just )?(?:flipped|"
                "rolled|"
                "turned|"
                "tipped|jackknifed|wrecked|crashed|overturned|caught fire|burned up)(?: over)?"
                "(?= (?:\\.|$|they|and|up|on|in|so|ahead|at|by|down|out|near|blocking|right))"
            ),
            (
                "(?:they|cops|police|troopers?|dot) (?:got|have|had|is|are|were|was)? "
                "?(?:everybody|"
                "everyone|us "
                "all|all of us|traffic) (?:getting|get|going|coming|routed|off|detoured|turning|"
                "sitting)"
                "(?: <w>){0,2}"
            ),
            (
                "(?:closed|shut down|shut|blocked|closed down) (?:off )?(?:the )?(?:i |interstate |"
                "highway |us )?"
                "(?:<n>|i-\\d+)(?= (?:\\.|$|at|in|near|by|between|both|from|out|north|south|east|"
                "west|"
                "eastbound|westbound|northbound|southbound|again|completely|because|due|for))"
            ),
            "(?:a|one big|this|giant|big) parking lot(?= (?:\\.|$|out|on|they call|of))",
            (
                "(?:shut|closed|close|blocked) (?:the|this|both|all|it all|it|everything) (?:road|"
                "highway|interstate|lanes?|freeway|bridge|down)(?: down)?"
            ),
            "traffic",
            "trafico",
            "(?:embotellamiento|carretera cerrada|desvio)",
            "(?:everybody|everyone|people) (?:going|getting|heading) home",
            "slow (?:going|go)",
            (
                "(?:stuck|been|sitting|following|get|got|held up) behind (?:a |an |this |some |"
                "the |"
                "these )?"
                "(?:oversized?|wide|slow|tractors?|combines?|farm|train|convoy|snow ?plows?|house|"
                "big)"
                "(?: loads?| moving <w>)?"
            ),
            "(?:a|slow|to|at) (?:slow )?crawl(?! space)",
            (
                "(?:had|have|got|has) (?:the )?(?:i |interstate |highway |us )?(?:<n>|i-\\d+|road|"
                "highway|interstate|pass|bridge) (?:all |completely )?(?:closed|shut down|shut|"
                "blocked)"
            ),
            "(?:wrecker|wreckers|tow trucks?) to (?:clear|move|drag|haul)(?: <w>){1,2}",
            "crawling(?: (?:along|through|only))?",
            "(?:jam|jammed|backlog) (?:up|on|here|in|is|there)",
        ],
    }
)

BARE_REASONS: PhraseTable = table(
    {
        DelayReason.WEATHER: [
            (
                "(?:weather|snow|snowing|fog|foggy|rain|raining|wind|winds|windy|ice|icy|storms?|"
                "blizzard|sleet|hail|flood(?:ing|ed)?|chains?|chain up|chaining|"
                "nieve|nevando|lluvia|lloviendo|lluvioso|neblina|clima|viento|hielo|tormenta|"
                "granizo|mal tiempo|inundad[oa]|inundacion|nevada|aguacero|ventarron|"
                "(?<!de )aire(?! acondicionado))"
            )
        ],
        DelayReason.MECHANICAL: [
            (
                "check engine(?: light)?|(?:engine|motor) (?:light|trouble|problem|issue|(?:went|"
                "came|is) "
                "(?:on|out))"
            ),
            (
                "(?:won't|wouldn't|can't|couldn't) (?:go|run|do|get) (?:over|above|past|faster)(?: "
                "<w>)?"
            ),
            (
                "(?:tires?|flat|breakdown|brakes|truck problems?|repairs?|mechanical|regen|"
                "alternator|starter|batter(?:y|ies)|radiator|transmission|clutch|turbo|injectors?|"
                "compressor|(?:water|fuel) pump|def|sensor|air ?lines?|hose|belt|axle|wheel "
                "(?:seal|"
                "bearing)|engine|blowout|coolant|oil leak|shop|taillights?|marker light|"
                "(?:trailer|head|brake|tail|marker|clearance) lights?|mechanic|road service|"
                "headlights?|reefer (?:unit|quit|down)|air ?bags?|"
                "llantas?|mecanico|motor|frenos|taller|bateria|fallo|falla|bandas?|mangueras?|"
                "(?:el|la) (?:reefer|thermo|termo|unidad)|batallando con|"
                "ponchadura|ponchada|radiador|alternador|clutch|transmision|inyectores|balatas?|"
                "fuga de (?:aire|aceite|agua)|calent\\w+|no (?:prende|arranca)|fallando|turbina)"
            ),
            (
                "(?:bad|busted|broken|blown|burnt out|burned out) (?:<w> )?(?:lights?|tire|hose|"
                "wheel|"
                "gladhand|battery|airline|bulb|seal|taillight|mud ?flap)"
            ),
        ],
        DelayReason.FACILITY: [
            (
                "(?:one|only one|just one|a single|two) (?:guy|man|person|fella|forklift|loader|"
                "kid|lady|dock)"
            ),
            (
                "(?:shipper|receiver|lumpers?|loading|unloading|warehouse|docks?|loaders?|"
                "fork ?lifts?|forklift|receiving|guard(?: shack)?|(?:gate|yard) pass|gate|bills|"
                "(?:pick ?up|po|appointment|reload|release) (?:number|paperwork)|paperwork|"
                "reload|preload|pallets|product|live load|cross ?dock|customer|consignee|"
                "cargador|bodega|no door|cargando|descargando|cargaron|muelle|anden|rampa|"
                "recibidor|cliente|montacargas|embarque|almacen|puertas?)"
            ),
            "(?:short|low) (?:on|of|handed|staffed)(?: <w>)?",
            "(?:took|take|takes|taking) (?:them|their|they)(?: <w>)?",
        ],
        DelayReason.HEAVY_TRAFFIC: [
            (
                "(?:wrecks?|accidents?|crash|pile ?up|construction|backup|backups|roadwork|road "
                "work|flipped over|rolled over|overturned|jackknifed|"
                "detour|lanes?|closures?|stop and go|rush hour|bumper|gridlock|parking lot|"
                "slow spots?|traffic|(?<!tuve un )accidente|(?<!tuve un )choque|"
                "congestion|trafico|obras|construccion|"
                "(?<=de )carros|trabajos|tapon|volcadura|carambola|trancad[oa]|"
                "desviacion|desvio|carril|embotellamiento|cerraron|(?:carretera|camino|autopista|"
                "freeway|paso|calle|interestatal)(?: (?:esta|estaba|toda))* cerrad[oa]|"
                "cerrad[oa] (?:la|el) <w>)"
            ),
            (
                "(?:interstate|road|highway|bridge|pass|freeway|ramp) (?:was |is |got |were )?"
                "(?:closed|shut|blocked|backed)"
            ),
            "closed (?:the|down|off|it|all)(?: <w>)?",
        ],
        DelayReason.HOURS_OF_SERVICE: [
            (
                "(?:(?:my|the|against my|out of|outta|no|legal|driving|enough|service) (?:hours|"
                "clock|log|fourteen|eleven|seventy)|(?<=^ )hours|hours of|"
                "(?<! o )clock|log|fourteen|eleven|ten hour|my ten|reset|break|"
                "mi (?:thirty|treinta|diez|break|ten)|(?:mis|las|sin|de|mas|de) horas|(?<=^ "
                ")horas|reloj|descanso)"
            )
        ],
        DelayReason.OTHER: [
            (
                "(?:inspection|scales?|border|dot|customs|fuel card|gps|lost|police|cops?|trooper|"
                "bridge (?:was |is )?(?:out|closed)|wrong (?:<w>)|missed (?:my|the) (?:exit|turn)|"
                "family|wife|husband|kids?|hospital|doctor|dentist|funeral|sick|ill|overslept|"
                "overweight|train|ticket|fuel card|"
                "frontera|aduana|inspeccion|garita|revision|en rojo|la roja|bascula|policia|"
                "sobrepeso|peso|permisos?|ticket|papeles|fila|linea|cola|reten|secundaria|puente|cruce|transito|dormid[oa]|familia|esposa|enferm[oa]|perdi|multa)"
            )
        ],
    }
)

DELAYED_SIGNS = pattern(
    "late",
    "behind(?: schedule)?",
    "slow(?:ed|er|ing)?(?: down)?",
    "esperando (?:a )?que",
    "shut",
    "shut (?:us |me )?down",
    "closed",
    "stuck",
    "held",
    "delayed?",
    "delays",
    "lost",
    "waiting",
    "sat",
    "sit",
    "sitting",
    "stopped",
    "stop",
    "parked",
    "cost me",
    "hours?",
    "minutes",
    "because",
    "cause",
    "can't",
    "won't",
    "not gonna",
    "ain't gonna",
    "had to",
    "have to",
    "crawl(?:ing)?",
    "(?:not|ain't|isn't) moving",
    "backed up",
    "heavy",
    "bad",
    "took",
    "took me",
    "stand",
    "standing",
    "push",
    "instead",
    "longer",
    "later",
    "in (?:the |some |this |bad )?traffic",
    "due to",
    "tarde",
    "atrasado",
    "retraso",
    "despacio",
    "parado",
    "batallando",
    "parados",
    "mucho",
    "broke",
    "set me back",
    "holding",
    "hold",
    "pulled",
    "terrible",
    "jam",
    "moved",
    "one lane",
    "accidente",
    "lento",
    "(?:a|one big|this|giant|big) parking lot",
    "long line",
    "check(?:ing|ed)? my (?:paper|papers|paperwork|load|truck|trailer|log|logs)",
    "till (?:i|we) (?:hit|got|ran)",
    "varad[oa]s?",
    "detenid[oa]s?",
    "(?:tuve|tuvimos|tengo|tenemos) que (?:par|esper|deten|orill|baj|regres|desvi|cambi|dar|"
    "ir)\\w*",
    "por (?:la|el|un|una|culpa|tanta|tanto)",
    "(?:me|nos) (?:agarro|toco|pego|detuvo|detuvieron|paro|pararon|retraso|tuvieron|mandaron)",
    "lent[oa]s?",
    "no (?:se mueve|avanz\\w+|me deja|deja|nos deja)",
    "(?:retrasad|demorad|atorad|estancad|atrasad)[oa]s?",
    "por culpa(?: <w>)?",
    "larg[oa]s?",
    "fuertes?",
)

#: Signs of a delay only where delays were asked about.
SIGNS_WHEN_ASKED = pattern(
    "ahead",
    "(?:had|made|have|got|get) (?:me|us|them|it)",
    "wait(?:ed)?",
    "while",
    "out",
    "had",
    "(?:me|nos) <w>",
    "one (?:guy|man|person)",
    "(?:didn't|don't|doesn't|wouldn't) (?:show|have|work|start)(?: <w>)?",
    "tuvieron",
    "tuve",
    "estuvo",
    "lentisim[oa]",
)

MINOR = pattern(
    (
        "(?:but|though) (?:i'm |it's |we're |it ain't |nothing |not |i'll |should |it "
        "isn't |still )?(?:rolling|moving|okay|fine|good|alright|not bad|be fine|make it|"
        "on time|on schedule|nothing|ain't|no delays?|it's (?:fine|moving|okay|good)|"
        "that's all)(?: <w>)?"
    ),
)

ROAD_FINE = pattern(
    (
        "(?:road's|roads are|road is|weather's|weather is|traffic's|traffic is|traffic was|"
        "weather was|traffic has been|weather has been) (?:been )?(?:real |pretty |all ){0,4}"
        "(?:fine|good|clear|light|great|dry|nice|moving|okay|not (?:too )?bad)"
    ),
    (
        "(?:traffic|weather|roads?|it) (?:ain't|isn't|wasn't|hasn't been|aren't) (?:been )?"
        "(?:real |that |too |so ){0,2}(?:bad|heavy|terrible)"
    ),
)

OTHERWISE = pattern("(?:but|except|other than|besides|just|only|<w> but|yet but)")

#: Waiting for a door is what one does at a receiver; it is a delay when it takes long.
PLAIN_WAIT = pattern(
    "touch(?:ed)?",
    "start(?:ed)?",
    "unload(?:ed|ing)?",
    "door",
    "doors",
    "dock",
    "waiting",
    "paperwork",
    "bills?",
    "wait",
    "open",
)

LONG = pattern(
    "hours?",
    "since",
    "all (?:day|morning|night|afternoon)",
    "behind",
    "late",
    "forever",
    "detention",
    "lumpers?",
    "still(?: <w>){0,4} no",
    "no door since",
    "took",
    "taking",
    "slow",
    "short(?: <w>)?",
    "backed up",
    "mad",
    "tired of",
    "ridiculous",
    "till",
    "held",
    "delayed?",
    "horas",
    "desde",
)

DENIED = pattern(
    (
        "(?:no|not|ain't|isn't|wasn't|aren't|without|never|nor|if|when|unless|didn't|"
        "don't|haven't|hasn't|avoid|other side|sin|ningun|before(?! me)|somebody|someone's|"
        "hate|miss|missed|past|out of|beat|ahead of|weren't|until|my buddy|thought|supposed|"
        "worried|ayer|antier|pagar|paguen|pagan|"
        "neither|cleared|his|her|their|expecting|might|did|when's|where's|what about)"
    ),
)
