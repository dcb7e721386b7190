"""How people on the phone do what they do by speaking."""

from __future__ import annotations

from conversation.facts import Act
from conversation.hearing.phrases import PhraseTable, table

_WISH = (
    "(?:let me|lemme|can i|could i|may i|i need to|i want to|i wanna|i'd like to|i gotta|i got to|"
    "i have to|i'd rather|rather|i would like to|i'm trying to|wanna|like to|just let me|need to|"
    "want to)"
)
_PERSON = (
    "(?:a |an |the |some |my |your |y'all's |any |one of your )?(?:real |live |actual |human |"
    "other "
    "|different )?(?:person|human being|human|somebody(?: real| else| human)?|someone(?: real| "
    "else| "
    "human)?|anybody|dispatchers?|dispatch|agent|operator|representative|rep|supervisor|manager|"
    "boss|office|people|load planner|fleet manager|(?!receiv|shipping|warehouse|front|window|"
    "desk|dock|gate|guard|shop|tow|yard|scale|lumper|"
    "tire|"
    "cop|other)[a-z]+ (?:guy|lady|gal)|whoever(?:'s| is)?(?: in charge)?)"
)
#: The driver's own errand at the dock is no wish that is ours to pass on.
_NOT_THERE = "(?! (?:at|in|inside|on|from|over|out|here|first|up) )"

WHO_ANSWERS: PhraseTable = table(
    {
        Act.VOICEMAIL: [
            "(?:you've|you have) reached(?: the (?:voicemail|voice mail|mailbox|phone))?",
            (
                "(?:leave|leaving) (?:me |us )?(?:a |your |the )?(?:brief |short |detailed |"
                "quick )?(?:message|name(?: and| your| number|<w>){0,4} number)(?: and| after| "
                "at| with| for)?"
            ),
            "leave (?:your )?(?:name|number|message)",
            "(?:after|at) the (?:tone|beep)",
            "record your (?:message|name)",
            "(?:please )?(?:state|say) your name(?: and| why| the| reason| what| after| at| so)",
            (
                "(?:the )?(?:voice ?mail|mailbox) (?:box )?(?:is full|has not been set up|hasn't "
                "been set up|that has not been set up|belonging|is not set up|isn't set up)"
            ),
            "has a voice ?mail box",
            "automated voice (?:message|messaging) (?:system|service)",
            "automatic(?: voice)? (?:message|messaging) (?:system|service)",
            "forwarded to (?:an automat(?:ic|ed)|voice ?mail|a voice)",
            "forwarded to voice ?mail",
            (
                "(?:the )?(?:person|party|subscriber|customer|number|wireless customer|google "
                "voice subscriber)(?: that)? you(?:'re| are|'ve| have)? (?:calling|called|dialed|"
                "trying|are trying|tried|dialled)(?: to (?:call|reach))?(?: is| cannot| can't| "
                "does| has| at| right| now){1,4}"
            ),
            (
                "(?:is |are )?not available (?:right now|to take|at this time|at the moment)(?: "
                "your call)?"
            ),
            (
                "(?:can't|cannot|unable to|couldn't|could not) (?:come|get|make it) to (?:the|"
                "my) phone"
            ),
            "(?:can't|cannot|unable to) (?:take|answer) your call",
            "can't answer (?:the|my) phone right now",
            (
                "i'll (?:get back to you|call you back|return your call)(?: just)? as soon as "
                "(?:i can|possible)"
            ),
            (
                "(?:get back (?:to|with) you|return your call|call you back)(?: just)? as soon "
                "as (?:i can|possible)"
            ),
            "press (?:one|pound|1|2|two|the pound|star|any key)(?: for| to| key| when)?",
            "(?:when you|to) (?:have )?finish(?:ed)? recording",
            "hang up or press",
            "(?:call(?: |-)screening|screening service)(?: <w>)?",
            "using a screening service(?: from google)?",
            "(?:this|your) call (?:is|may be|will be) (?:being )?screened",
            "screening this call",
            "(?:go ahead and )?say your name and why you(?:'re| are) calling",
            "i'll see if (?:this person|they|he|she) (?:is|are|'s) available",
            "google assistant",
            (
                "(?:buzon de voz|correo de voz|deje (?:su|un|el) (?:mensaje|recado|nombre)|"
                "despues del tono|al escuchar el tono|dejeme un mensaje|deja tu mensaje|deja un "
                "mensaje)"
            ),
            (
                "the (?:number|person) you(?: have|'ve)? (?:dialed|reached)(?: is| has)? (?:not "
                "in service|disconnected|been disconnected|no longer)"
            ),
            "at the sound of the (?:tone|beep)",
            "welcome to (?:verizon|t mobile|at&t|sprint) <w>",
        ],
        Act.STOP_CALLING: [
            (
                "(?:stop|quit|don't|do not|never|y'all need to stop|please stop) (?:freaking |"
                "fucking |damn |blowing up |ever )?call(?:ing)? (?:me|this number|my phone|my "
                "number|here|us|my cell|on this number)(?! (?:a|an|names?|boss|honey|sweetie|"
                "sweetheart|"
                "baby|crazy|lazy|that|late|if|unless|until|till|before|when|while) )(?: (?:again|"
                "anymore|no more|ever|every))?"
            ),
            (
                "(?:stop|quit) (?:with )?(?:these|the|all the|all these) (?:damn |stupid "
                ")?(?:phone )?calls"
            ),
            "(?:stop|quit) blowing up my phone",
            "(?:stop|quit) (?:harassing|bothering|pestering) (?:me|us)",
            (
                "(?:take|get|remove) (?:me|my number|this number) (?:off|from)(?: of)? (?:your|the|"
                "this|that|y'all's) (?:list|call list|calling list|system|robocalls?|database|"
                "calls)"
            ),
            "(?:lose|delete|erase) (?:my|this) number",
            "don't call (?:no more|anymore)",
            "leave me alone",
            (
                "call(?:s|ing)?(?: <w>){0,6} (?:knock it off|cut it out|quit it|give it a rest|"
                "stop "
                "it|enough already)"
            ),
            (
                "(?:knock it off|cut it out) with (?:the |these |all the |all these )?(?:calls|"
                "calling)"
            ),
            (
                "don't (?:want|need) (?:no more |any more |these |these damn |your |y'all's |any "
                "of these )(?:calls|phone calls|call)"
            ),
            "(?:do not|don't) want (?:you|y'all) calling(?: me)?",
            (
                "no me (?:llame|llamen|marque|marquen|hable|hablen|esten llamando|vuelva a "
                "llamar|vuelvan a llamar|este llamando)(?: mas)?"
            ),
            "deje(?:n)? de llamar(?:me)?",
            "no (?:quiero|queremos) (?:mas |sus |estas )?llamadas",
            "ya no me (?:llame|marque|llamen|marquen)",
        ],
        Act.WRONG_PERSON: [
            "(?:don't|doesn't|no longer|ain't) works? here(?: <w>){0,2}",
            (
                "(?:el|ella) no (?:esta|se encuentra|vive aqui)(?= (?:\\.|$|este|ahorita|aqui|en|"
                "soy|"
                "yo|dejo|salio))"
            ),
            (
                "(?:don't|doesn't|no longer|ain't) (?:drive|work|haul|run|driving|working) for "
                "us(?: "
                "<w>){0,2}"
            ),
            "(?:you |must have |musta |you've )(?:must have |have )?misdialed",
            "(?:(?<=^ )|(?<=^ no )|(?<=^ nah ))ain't no <w> (?:here|at this)(?= )",
            (
                "(?:you|y'all|you've|you must|think you|you all)(?: (?:just|must|have|sure|guys|"
                "definitely|probably|folks)){0,2} (?:got|have|dialed|called|reached|calling) "
                "(?:the "
                "|a )wrong (?:number|person|guy|phone|driver|trucker|woman|man|lady|dude|fella|"
                "house|place|one)"
                "(?! (?:for|on|from|of|there|listed|in|at|to))"
            ),
            (
                "(?:sorry|no|nope|nah|uh|think|it's|this is|that's|hello|man|honey|you) (?:a |"
                "the )?"
                "wrong (?:number|person|phone|guy)(?= (?:\\.|$|sorry|man|sir|ma'am|buddy|bud|"
                "bro|dude|brother|honey|bye|"
                "i|i'm|this|don't|pal|here|quit|stop))"
            ),
            (
                "(?:(?<=^ )|(?<=\\. ))wrong (?:number|person)(?! (?:on|for|from|of|in|at|there|"
                "listed|to|they|is|was|again|called|came|up|but|and))"
            ),
            (
                "you(?:'re| are)? (?:looking for|want|wanting|need|after|trying to (?:reach|get|"
                "call)) my (?:husband|wife|dad|son|brother|father|daughter|mom|roommate|neighbor|"
                "ex|boyfriend|"
                "girlfriend)(?! (?:<w> ){0,6}(?:right here|hold|here he|driving))"
            ),
            (
                "(?:don't|do not|never) (?:even )?(?:haul|truck|drive|deliver)(?: (?:freight|loads|"
                "anything|nothing|trucks?))? (?:for )(?:nobody|anybody|anyone|no one)(?! (?:but|"
                "else|like|except|on|in))"
            ),
            (
                "(?:there's|there is|ain't|there ain't|we got|we don't have|don't have) (?:no|"
                "nobody|no one|any|anybody|anyone) (?:<w> )?(?:here )?(?:by that name|named|at "
                "this number|with that name|called|by the name)(?: <w>){0,2}"
            ),
            (
                "(?:there's|there is|there ain't|we got|we don't have|don't have) (?:no|any) "
                "(?!door|dock|park|should|room|space|lumper|problem|delay|traffic|way|one|signal|"
                "service|place|truck|spot|bath|rest|line|wait|reason|help|body|light|shade|snow|"
                "rain|fuel|need|time|more|food|power|load|freight|stop|exit|hurry|wreck|accident|"
                "emergency|fire|smoke|injur|damage|police|cop|ice|wind|fog|work|forklift|people|"
                "guard|shower|water|reception|cell|phone|appointment|number|paper|trailer|"
                "product|pallet|crew|driver|such|movement|idea|point)<w> (?:<w> )?here(?= (?:\\.|"
                "$|this|sorry|you|at|sir|ma'am|man|i |and|by))"
            ),
            "(?:nobody|no one|anybody) (?:here )?(?:by that name|named|called|with that name)",
            (
                "(?:don't|do not) know (?:who that is|that guy|that person|him|her|that name|"
                "(?:no|any|anybody|anyone|nobody)(?: <w>)? (?:named|called|by that name|by the "
                "name))(?: <w>)?"
            ),
            (
                "(?:i'm not|i ain't|i am not|this ain't|this isn't|this is not|that's not|that "
                "ain't) (?:him|her|that guy|that person|the driver|a driver|no driver|a truck "
                "driver|no truck driver|his phone|her phone|his number|her number|<w>'s "
                "(?:phone|number))"
            ),
            (
                "(?:he|she) (?:don't|doesn't|ain't|does not) (?:have|got|on|use|at) this "
                "(?:number|phone)(?: anymore)?"
            ),
            "(?:not|ain't|isn't) (?:his|her|<w>'s) (?:number|phone)(?: anymore| no more)?",
            (
                "(?:don't|doesn't|do not|never) (?:even )?(?:drive|drove|own|have|driven) (?:a|"
                "no|any) (?:truck|semi|rig|trucks)"
            ),
            (
                "(?:had|have) (?:had )?this number (?:for )?(?:like )?(?:<w> ){0,3}(?:years?|"
                "months?|weeks?|days?)"
            ),
            "just got this (?:number|phone)",
            (
                "(?:this is not|this isn't|this ain't|that's not) (?!good|right|correct|"
                "working|fair|"
                "fun|my|mine|the|a|an|safe|great|cool|okay|easy|real|how|what|where|when|why|gonna|"
                "going|about|bad|for|your|enough|funny|happening|it|true|too|very|really|so|"
                "even|on|"
                "in|at|no|nice|normal|possible|legal|that|this|help|always|him|her|me|over|worth|"
                "what's|looking|near|up|all|one|dispatch)[a-z]{3,}(?= (?:\\.|$|this is|it's|you|"
                "sorry|she|he|wrong|i'm|ma'am|sir|man|anymore))"
            ),
            (
                "you called (?:a|the|my) (?:house|store|shop|home|restaurant|office|business|"
                "salon|church|wrong)"
            ),
            (
                "this is (?:a|the) (?:flower shop|store|shop|restaurant|house|private "
                "(?:residence|home|number)|residence|business|church|school|salon|hospital|"
                "doctor's office|dentist|bakery|pizza place|barber ?shop|daycare|hotel|motel|"
                "garage|beauty salon|nail salon|clinic|library|bank|gas station)"
            ),
            "(?:numero )?equivocado",
            (
                "no soy (?!de|del|muy|tan|yo|nadie|un|una|el que|robot|medico|mecanico|nuevo)<w>"
                "(?= (?:\\.|$|yo|soy|el (?:no|dejo|salio|esta)|ella))"
            ),
            "soy (?:su|la|el) (?:espos[oa]|hij[oa]|mama|papa|herman[oa]|senora|mujer|marido)",
            (
                "(?:nobody|no one) (?:here|in this house) (?:drives?|owns) (?:a |any |no "
                ")?(?:truck|semi|rig)s?"
            ),
            "(?:telefono|numero|celular) (?:ya )?no es (?:de|su|suyo)(?: <w>)?",
            "se equivoco(?: de numero)?",
            (
                "no (?:soy|es) (?:el|ese|esa|ella|yo)(?: <w>)?(?= (?:\\.|$|numero|senor|senora|"
                "chofer))"
            ),
            "no conozco a (?:ningun|ese|nadie|esa|ninguna)",
            "aqui no (?:hay|vive|trabaja|esta) (?:ningun|ninguna|nadie)",
            "no (?:hay|vive) (?:ningun|ninguna|nadie)(?: <w>)? (?:aqui|con ese nombre)",
        ],
        Act.ASKS_PERSON: [
            f"{_WISH} (?:please |just )?(?:talk|speak|chat) (?:to|with) {_PERSON}{_NOT_THERE}",
            f"{_WISH} (?:get (?:a )?hold of|get through to|reach) {_PERSON}{_NOT_THERE}",
            (
                "(?:put|get|patch|transfer|connect|send|switch|pass|hand) me (?:through |over |in "
                f"touch |back )?(?:to|with) {_PERSON}"
            ),
            "(?:put|patch) me through",
            (
                "(?:put|get) (?!me|you|him|her|them|us|it|that|this|my|the|a)<w> (?:back )?on "
                "(?:the )?"
                "(?:phone|line)"
            ),
            (
                f"(?:put|get|bring) {_PERSON} on(?! (?:the|that|my) (?:load|truck|trailer|dock|"
                f"forklift))"
            ),
            f"(?:get|find) me {_PERSON}",
            (
                "(?:give me|gimme|can i (?:get|have)|i want|i need|i'd rather have|i'd like|"
                "want|need) (?:a |an |"
                "the |some"
                " )?(?:real |live |actual |human )?(?:person|human|human being|dispatcher|dispatch|"
                "operator|representative|agent|supervisor)(?! (?:to (?:send|find|fix|tell|give|"
                "change)|"
                "about|app|code|office is))"
            ),
            (
                "(?:is there|ain't there|isn't there|you got|do you have|are there|y'all got|"
                "where's) "
                "(?:a |an |any |no |some )?(?:real |live |actual )?(?:person|human|human being|"
                "people|"
                "somebody|someone|anybody|operator|dispatcher)(?: there| real| human| "
                "else)?(?: (?:i "
                "can|to|that can|who can|can i) (?:<w> )?(?:talk|speak)(?: (?:to|with))?)"
            ),
            (
                "(?:(?<=^ )|(?<=\\. )|just |please )(?:have|get|ask|tell) (?!me|it|the|them|him|"
                "her|us|"
                "your|my|a)<w> (?:to )?call me(?! (?:back|later|in|at|when|tomorrow|after))"
            ),
            "(?:real|live|actual) (?:person|human|dispatcher) (?:please|now|on)",
            "(?:human|person|representative|operator|dispatcher|agent) please",
            (
                "(?:have|tell|get|ask) (?:a |my |the )?(?:real |live )?(?:dispatch|dispatcher|"
                "somebody|"
                "someone|person|human|supervisor|boss|manager)(?: else)? (?:to )?(?:call|phone|"
                "ring) "
                "me(?! (?:back|later|in|at|when|tomorrow|after))"
            ),
            (
                "(?:quiero|necesito|puedo|dejeme|dejame|quisiera) hablar con (?:un |una |el |"
                "la |los "
                "de )?(?:persona|alguien|humano|despacho|despachador|despachadora|gente|jefe|"
                "operador)"
                "(?: real)?"
            ),
            (
                "(?:paseme|comuniqueme|comuniquenme|pongame|pasame|comunicame) (?:con|a) (?:un "
                "|una |el "
                "|la )?(?:persona|alguien|humano|despacho|despachador|despachadora|jefe|operador)"
            ),
        ],
        Act.ASKS_IF_ROBOT: [
            (
                "(?:are|is) (?:you|this|that)(?: even)? (?:a |an |some |some kind of |like a |"
                "the |one of (?:them|those) )?(?:real |actual |live |fake )?(?:robot|bot|machine|"
                "computer|recording|human|person|ai|a i|real person|a\\.i|automated|chat ?bot|"
                "robo ?call|robots|bots)(?: <w>)?"
            ),
            (
                "(?:am i|i'm|i am|who am i) (?:talking|speaking) (?:to|with) (?:a |an |some |one "
                "of (?:them|those) )?(?:real |actual |live )?(?:robot|bot|machine|computer|"
                "recording|human|person|ai|a i)(?: <w>)?"
            ),
            (
                "(?:is this|this is|this|is that) (?:one of (?:them|those)|a|an) (?:ai|a i|robot|"
                "robo|computer|automated) (?:thing|call|things|calls|deal|lady|voice|caller)s?"
            ),
            (
                "you (?:a |sound like a |sound like an |sound like some kind of |some kind of |"
                "ain't real |a damn |just a )(?:robot|bot|machine|computer|recording|ai|real "
                "person|human)(?: <w>)?"
            ),
            (
                "you(?:'re| are) (?:just |nothing but )?(?:a |an |some |some kind of |one of them )"
                "(?:damn |fucking |god damn )?(?:robot|bot|machine|computer|recording|ai)s?"
            ),
            "real person",
            "is this (?:real|live|automated)",
            "(?:don't|doesn't) sound (?:real|human|like a (?:real )?(?:person|human))",
            "you (?:real|human)",
            (
                "(?:usted )?es (?:un |una )?(?:robot|maquina|computadora|persona|grabacion|"
                "inteligencia artificial)(?: real)?"
            ),
            "hablo con (?:un |una )?(?:robot|maquina|computadora|persona)",
        ],
        Act.ASKS_WHO: [
            (
                "who(?:'s|s| is| was)? (?:this|that|calling|speaking|it|you)(?: (?:again|calling|"
                "at|with|now))?"
            ),
            (
                "who (?:am i|are you|you|y'all)(?: (?:talking to|speaking with|with|calling for|"
                "again|calling from|work for|from))?"
            ),
            "who(?:'s| is) (?:there|talking)",
            "who (?:were|was) (?:you|y'all) (?:trying|looking|calling|wanting)(?: <w>)?",
            "who you (?:with|calling for|is)",
            (
                "you (?:from|with|calling (?:from|for)) (?!me )(?:<w> ){1,4}(?:or what|or who|or "
                "something|"
                "or somebody)"
            ),
            "are you (?:from|with) (?:dispatch|the (?:office|broker|company|carrier))",
            "who(?:'d| did) you say(?: <w>)?",
            "who (?:dis|dat|is you|all is this|the (?:hell|heck|fuck) (?:is|are) (?:this|you))",
            "what(?:'s| is) (?:your|ya) name",
            "(?:which|what) load(?= (?:\\.|$|is (?:this|that|it)|are you|you|do you))",
            (
                "is (?:this|that) (?:the )?(?:dispatch|dispatcher|office|broker|company)(?= (?:\\.|"
                "$|calling))"
            ),
            "what (?:is this|are you) (?:about|calling about|calling for)",
            "what company(?: is this| are you| you)?",
            "where (?:are )?you calling from",
            "which company",
            "who do i speak with",
            "quien (?:habla|es|llama|me habla|me llama|eres)",
            "de (?:parte )?(?:quien|que compania|donde)(?: habla| llama)?(?: me habla)?",
        ],
    }
)

WANTS: PhraseTable = table(
    {
        Act.ASKS_TO_WAIT: [
            "(?:hold|hang) (?:on|up a (?:second|sec|minute)|tight)",
            "hold the (?:line|phone)",
            "(?:(?<=^ )|(?<=\\. )|okay |yeah |whoa )hold up(?! (?:at|by|on|in|fine|good|well))",
            (
                "(?:i )?(?:can't|cannot|can not) (?:really )?talk(?: (?:right now|now|at the "
                "moment|"
                "i'm|just))?(?! (?:about|to))"
            ),
            "(?:gimme|give me) (?:just )?(?:one|a bit|a few)(?= (?:\\.|$|i'm|i |please|here|man))",
            "(?:i'm|i am) (?:just )?backing (?:up|in|this)(?: <w>)? (?:right now|hold)",
            "let me (?:go )?(?:look|check|see|ask|find out)(?: <w>){0,2}",
            (
                "(?:one|just a|just one|gimme a|give me a|give me one|gimme one|wait a|wait one|"
                "need a|need just a|hold a|(?<=^ )a) (?:second|sec|moment|minute|min|hot "
                "minute|hot second)(?! (?:ago|away|and|"
                "later|behind|late|out|door))"
            ),
            "(?:un|espereme un|deme un|dame un) (?:momento|momentito|minuto|segundo|ratito)",
            "esper(?:e|eme|ame|a)(?: tantito| un)?(?: momento)?",
            "momentito",
            "permitame(?: un momento)?",
            "bear with me",
            "stand by",
            (
                "let me (?:pull over|park|turn (?:this|the|my) radio|get off the phone|put you "
                "on|call you|see|look|check|find)(?: <w>){0,2}"
            ),
        ],
        Act.ASKS_CALL_BACK: [
            (
                "(?:call|ring|phone|holler at|buzz) (?:me|us) (?:back|later|again|tomorrow|in|at|"
                "after|when|around|like|about|up)(?: <w>)?"
            ),
            "(?:hit me (?:back|up)|try me (?:back|later|again|in|at|tomorrow|after))(?: <w>)?",
            (
                "(?:can|could) i (?:call|ring|holler at|hit|get back (?:to|with)) (?:you|y'all)(?: "
                "back)?(?! (?:if|for|about))"
            ),
            (
                "(?:can|could|will|would) (?:you|y'all|u) (?:please )?call (?:me )?(?:back|later|"
                "again)"
            ),
            (
                "call (?:me )?back(?: later| in| at| when| please| around| after| like| "
                "tomorrow){1,4}"
            ),
            "call back",
            "call (?:me )?(?:another time|some other time|later)",
            (
                "(?:can i|i'll|let me|i will|i can|lemme|i'm gonna|imma) call (?:you|y'all|u) "
                "(?:right )?(?:back|later|when|in)(?: <w>)?"
            ),
            "(?:bad|not a good|ain't a good) time(?: <w>)?",
            "(?:gonna|going to|have to|need to|gotta|better) call (?:you|y'all) (?:right )?back",
            "i'll (?:hit|holler at) you (?:back|later)",
            "i'll get back (?:to|with) (?:you|y'all)(?= (?:in|when|after|later|once|at|\\.|$))",
            (
                "(?:llameme|marqueme|hableme|llame|marque|me puede llamar|me puede marcar|me "
                "llama|me marca|me habla|me puede hablar|puede llamarme|llamame|marcame)(?: "
                "(?:mas tarde|despues|luego|al rato|en|a las|a la|como|manana|de vuelta|otra vez|"
                "ahorita)){1,2}"
            ),
            (
                "(?:(?<! quien )le|te|yo le|ahorita le|luego le) (?:llamo|marco|hablo|regreso la "
                "llamada)(?: "
                "(?:al rato|luego|despues|mas tarde|ahorita|en))?"
            ),
        ],
        Act.ASKS_TO_REPEAT: [
            "(?:say|come) (?:that )?again",
            (
                "(?:what|how)(?:'d| did|'s)? (?:you|y'all|u) (?:say|said|just say|asking|ask|"
                "want|saying)(?: <w>)?"
            ),
            "what (?:was|is) (?:that|it)(?: again| now)?",
            "repeat (?:that|it|please|the question|yourself)",
            "(?:can|could|would|will) you (?:please )?(?:repeat|say)(?: <w>)?",
            (
                "(?:didn't|couldn't|can't|can not|cannot|did not|can't hardly|couldn't hardly|"
                "can barely|could barely|don't|i no|barely) (?:really )?(?:hear|catch|understand|"
                "make out)(?: what)?(?: you| that| ya| u| it| nothing| any of that| a "
                "word)(?: <w>)?"
            ),
            "(?:didn't|did not|don't) (?:quite |really )?get (?:that|what you|a word|any of that)",
            (
                "(?:hello )?(?:is )?(?:anybody|anyone|somebody|someone) (?:still )?(?:there|on the "
                "line)"
            ),
            "(?:can|do) you hear me(?: now)?",
            "(?:are )?(?:you|y'all) (?:still )?there(?= (?:\\.|$|hello|man))",
            (
                "(?:you're|your|you are|you) (?:breaking|cutting|going|fading|cut) (?:up|out|in "
                "and out)"
            ),
            "(?:pardon|excuse) me(?= (?:\\.|$|what|sir|ma'am))",
            "pardon(?! me)",
            (
                "(?:como|que|(?<! lo )(?<! la )(?<! se )mande|perdon)(?= (?:\\.|$|dice|dijo|"
                "senorita|"
                "senor))(?: (?:dice|dijo))?"
            ),
            ("(?<! lo )(?<! la )(?<! los )(?<! las )(?<! se )(?<! le )(?<! que )mande"),
            "no (?:le|la|te|lo) (?:escucho|oigo|entiendo|escuche|entendi|oi)(?: <w>)?",
            "(?:otra vez|repita|repite|me repite)(?: por favor)?",
            "i (?:didn't|did not) (?:hear|catch)(?: <w>)?",
            (
                "missed (?:that|what you|the last|the first|that last|that first)(?= (?:\\.|$|"
                "part|said|say|bit))"
            ),
            "come again",
            "one more time",
            "run that by me(?: again)?",
            "what did you",
            "bad (?:signal|connection|reception|line)",
            "speak up",
            "louder",
        ],
        Act.SAYS_GOODBYE: [
            (
                "(?:bye|goodbye|good bye|bye-bye|adios|hasta luego|take care|have a "
                "(?:good|great|nice|blessed|safe|wonderful|lovely|better) (?:one|day|night|evening|"
                "afternoon|weekend)|talk to (?:you|ya|y'all) later|see (?:you|"
                "ya)|later gator|que le vaya bien|que tenga buen dia|nos vemos|ciao|peace out|"
                "you too|y'all be safe)"
            ),
            (
                "(?:i |we )?(?:gotta|got to|have to|need to|gots to|better) (?:go|run|get off|"
                "hang up|"
                "let you go|get going|get back|jump off|get off the phone)(?: (?:now|bye|here|"
                "man|sir|"
                "back to it|back at it))?(?= (?:\\.|$|bye|now|man|sir|ma'am|thanks|thank|talk|"
                "i'm|i |i'll|"
                "they|they're|my|here|okay|alright|because|cause|driver|buddy|but|honey|he's|"
                "she's|so|"
                "someone|somebody|have|guard|the (?:guy|guard|phone|lady|light|law)))"
            ),
            "(?:me )?tengo que (?:colgar|irme|dejarlo|dejarla)",
            "i'm (?:hanging up|gonna let you go|about to hang up)",
            "let me (?:let you go|get off (?:here|the phone|this phone))",
            (
                "(?:gonna|going to|let me|about to|i'll|gotta|need to) (?:jump|hop) off (?:the "
                "phone|this "
                "phone|here(?= (?:\\.|$|the|i|man|they|now|bye)))"
            ),
            "let me go(?= (?:\\.|$|man|bye|i |i'm|they|they're|my|now))",
            (
                "(?:i'll|imma|gotta|got to|have to|need to|better|should|gonna|going to) let "
                "(?:you|"
                "y'all) go"
            ),
        ],
        Act.SPEAKS_SPANISH: [
            (
                "(?:habla|hablas|hay alguien que hable|tiene alguien que hable|me puede hablar "
                "en|puede hablar|hableme en|en) espanol(?: por favor)?"
            ),
            (
                "(?:do you |you |can you |anybody |anyone |somebody )?(?:speak|talk|habla|"
                "spanish) (?:spanish|espanol|please)(?: please)?"
            ),
            (
                "no (?:hablo|entiendo|speak|english|hablo mucho|ingles)(?: mucho| good| much| "
                "bien| el)?(?: english| ingles)?"
            ),
            "(?:don't|do not) speak (?:good |much |no |the )?english",
            "in spanish",
            "spanish please",
        ],
        Act.SPEAKS_ENGLISH: [
            (
                "(?:i |can you |can we |you |do you |please |let's )?(?:speak|talk) (?:in "
                ")?english(?: please)?"
            ),
            "in english(?: please)?",
            "english please",
            "en ingles(?: por favor)?",
            "don't (?:speak|understand|know|habla) (?:no |any )?(?:spanish|espanol)",
            "no (?:habla|hablo|comprendo) espanol",
            "english",
        ],
    }
)

TELLS: PhraseTable = table(
    {
        Act.FALSE_ALARM: [
            "false alarm",
            (
                "(?:i was|i'm|i am|just|only|we're|was) (?:just |only )?(?:joking|kidding|"
                "playing|messing(?: with (?:you|y'all))?|pulling your leg|fooling|teasing)(?: "
                "(?:with you|around|with y'all))?"
            ),
            "(?:it was|that was|it's|was) (?:just |only )?a joke",
            "just a joke",
            "nothing happened",
            "nothing is happened",
            "nothing(?: is|'s)? wrong(?: with me| here)?(?! with)",
            "(?:wrong|bad|poor) (?:choice of )?words?(?! (?:from|for))",
            "(?:never ?mind|forget (?:it|about it|i said(?: <w>){0,3}|what i said))",
            "(?:i'm|i was) (?:just )?(?:messing|screwing|playing|goofing) (?:with|around)(?: <w>)?",
            "(?:that's|it's|that was) (?:not|just not) what i (?:meant|mean|said)",
            "(?:didn't|did not) mean (?:it )?(?:like )?that(?: way)?",
            "you (?:misunderstood|misheard|heard (?:me |that |it )?wrong)(?: me)?",
            "no emergency",
            "(?:not|ain't|isn't|wasn't) (?:an |no |a )?emergency",
            "there's no (?:emergency|accident|problem)",
            (
                "(?:no|wasn't no|ain't no|there was no|there wasn't no|wasn't any|didn't have no|"
                "not an) (?:accident|wreck|crash|breakdown)(?: here| or nothing| at all)?"
            ),
            (
                "i didn't (?:wreck|crash|hit (?:anything|nothing|anybody|nobody|him|her|it|them)|"
                "break down)"
            ),
            "didn't touch (?:anybody|nobody|anything|nothing)",
            "i did not (?:touch|hit|crash)(?: <w>)?",
            "(?:it|that|this) (?:ain't|isn't|wasn't|was not|is not) me",
            "not me",
            "(?:i'm|i am|i was|we're|ain't|wasn't) not? ?(?:involved|in it|part of it)",
            "wasn't (?:me|involved)",
            "falsa alarma",
            "(?:es|era|fue|es pura|fue pura) (?:una |pura |de )?broma",
            "(?:estoy|estaba|era|ando) (?:bromeando|jugando|vacilando)",
            "(?:olvidelo|no es cierto|lo dije jugando|me entendio mal)",
            "no paso nada",
            "no hubo (?:accidente|nada)",
        ],
        Act.CORRECTS: [
            "(?:i )?told you wrong",
            "(?:no|nah|oh|hey|uh|well) wait(?: a (?:minute|second|sec))?",
            "wait (?:no|a minute|a second|hold on)",
            "(?:i|we) (?:was|were|am|are|'m) wrong",
            "i (?:meant|misspoke|messed up|lied|take that back)(?: to say)?",
            "i mean(?! (?:to|it|that)(?= ))",
            "my (?:bad|mistake|fault)",
            "correction",
            "scratch that",
            "let me (?:correct|fix|change) (?:that|myself|it)",
            (
                "(?:that's|that ain't|that isn't|that was|that is) (?:wrong|not right|not "
                "correct|right no)"
            ),
            "actually",
            "no i'm sorry",
            "sorry (?:i meant|i mean|no|it's|not)",
            "i said it wrong",
            "(?:gave|give|told) (?:you|y'all) (?:the|a|that) wrong <w>",
            "change that",
            "not (?:<w> )?(?:<w> )?(?:i said|i mean)",
            "make (?:it|that) (?=(?:about |like |around )?(?:<n>|noon|midnight|half|quarter))",
            (
                "(?:me equivoque|perdon|digo(?! (?:que|yo) )|que diga|mejor dicho|corrijo|"
                "no espere|no esperate|no mentira|mas bien|le dije mal)"
            ),
        ],
        Act.REFUSES: [
            "none (?:of|a) (?:your|y'all's|ya|yo|yer) (?:damn |god damn |fucking )?business",
            "nunya(?: business)?",
            (
                "(?:i'm|i am) not (?:telling|giving|saying|gonna tell|going to tell|gonna give|"
                "answering|gonna answer|talking to)(?: <w>){0,3}"
            ),
            (
                "i ain't (?:telling|giving|saying|gonna tell|gotta tell|got to tell|answering|"
                "talking to)(?: <w>){0,3}"
            ),
            (
                "(?:don't|do not) (?:have to|gotta|got to|need to) (?:tell|answer|give|talk to|"
                "say)(?: <w>){0,3}"
            ),
            (
                "(?:don't|do not) (?:wanna|want to) (?:talk|tell|say|answer|answer that|"
                "discuss)(?: <w>)?"
            ),
            "(?:i )?won't (?:tell|say|answer)(?: <w>)?",
            "(?:why|what) (?:should|would|do) i (?:have to )?(?:tell|need to tell) you(?: <w>)?",
            "(?:that's|it's) (?:private|confidential|my business|personal|not your business)",
            "go to hell",
            "plead(?:ing)? the fifth",
            "for me to know",
            "(?:rather|prefer) not(?: to)?(?: (?:say|tell|answer|share|talk|get into))(?: <w>)?",
            "rather not(?= (?:\\.|$))",
            "don't feel like (?:telling|saying|talking|sharing|answering)(?: <w>)?",
            (
                "(?:fuck|screw|f|eff|damn|forget) (?:you|off|y'all|this|that (?:shit|crap|"
                "noise)|this "
                "shit)(?! (?:up|over|weather|traffic|rain|snow|fog|road|truck|trailer|thing|"
                "dock|guy))"
            ),
            (
                "(?:kiss my|bite me|eat shit|piss off|shut up|shut the (?:hell|fuck) up|up yours|"
                "get lost|buzz off)"
            ),
            "(?:hell|fuck) with (?:you|this|that|y'all)",
            (
                "(?:i )?(?:don't|ain't|do not|won't|not) (?:wanna |gonna |going to )?(?:talk|"
                "talking|speak|answer|answering) (?:(?:to|with) )?(?:(?:a|no|some|any) "
                ")?(?:robots?|machines?|computers?|bots?|recordings?)"
            ),
            "i said no",
            (
                "(?:ask|call) (?:my|the) (?:dispatcher|dispatch|broker|office|boss|company|carrier)"
                "(?! (?:if|about|when|what|to|and|how|why|whether))"
            ),
            "talk to (?:my|the) (?:dispatcher|broker|office|boss|company|carrier)(?! about)",
            (
                "(?:you|y'all) (?:can|could) (?:see|look at|check|track) (?:it|me|that|the) "
                "(?:on|in|with|app|tracking|gps|macropoint|truck)(?: <w>){0,2}"
            ),
            "look (?:at|on) (?:the|your) (?:tracking|gps|macropoint|computer|tracker|app)",
            "check (?:the|your) (?:tracking|gps|macropoint|tracker|app|eld)",
            "no le (?:voy a decir|digo|importa)(?: <w>)?",
            "que le importa",
        ],
        Act.DOES_NOT_KNOW: [
            "(?:no|not a|no damn) (?:idea|clue)",
            "don't-know",
            "(?:foggiest|faintest|slightest)(?: (?:idea|clue|notion))?",
            (
                "(?:i )?(?:don't|do not|dont|didn't) (?:really |even |exactly |rightly |honestly "
                ")?know(?: (?:yet|exactly|nothing|right now|for sure|where i am|where i'm at|"
                "where we are|when|what time|man|sir|ma'am|that|how long))?"
            ),
            (
                "(?:couldn't|can't|could not|cannot) (?:really |even )?(?:tell (?:you|ya)|"
                "say)(?: (?:for sure|exactly|honestly))?"
            ),
            (
                "not (?:real |really |too |exactly |100% |a hundred percent |so |quite )?sure(?: "
                "yet)?"
            ),
            "your guess is as good as mine",
            "(?:couldn't|can't|wouldn't) (?:even |really )?(?:begin to |want to |wanna )?guess",
            "hate to (?:guess|say)(?= (?:\\.|$|man|sir|ma'am|right))",
            "(?:ni|la menor) idea",
            "who knows",
            "god (?:only )?knows",
            "lord knows",
            "(?:no|yo no) (?:se|sabria decirle|tengo idea)(?! (?:preocupe|puede|si|me|le|la|lo))",
            "no (?:le|te) (?:se|sabria) decir",
            "no (?:me )?(?:fije|acuerdo|recuerdo)",
            "(?:a saber|sepa|vaya usted a saber)",
            "(?:no|sin) (?:le )?(?:tiene|trae|veo|vi)? ?(?:el |un |ningun )?numero",
            "no me (?:han )?(?:dicho|dijeron|dicen)(?= (?:\\.|$|nada|todavia|cual))",
            "no se si (?:hay|hubo|alguien|esta|estan|salio)(?: <w>){0,2}",
            "quien sabe",
            "hard to (?:say|tell)",
            "no telling",
            "ain't no telling",
            "beats me",
            "idk",
            "search me",
            "ain't (?:sure|certain)",
            (
                "(?:haven't|ain't|have not|didn't|did not) (?:even |really )?(?:looked|checked|"
                "look|check|"
                "seen it)(?: yet| at it| on it| back there){0,2}(?= (?:\\.|$|but|i |sir|ma'am|"
                "man|cause))"
            ),
            (
                "(?:couldn't|can't) (?:really )?(?:see it|tell from here|tell)(?= (?:\\.|$|from|"
                "yet|man|they|he|she|it's|because|cause|if|i))"
            ),
            "not certain",
        ],
        Act.GREETS: [
            (
                "(?:hello|hi|hey|howdy|hola|alo|bueno|good morning|good afternoon|good evening|"
                "morning|afternoon|evening|buenos dias|buenas tardes|buenas noches|buenas|what's "
                "up|yello|how you doing|how are you(?: doing)?|how's it going|how y'all doing|"
                "sup|yo)"
            ),
        ],
        Act.ALL_WELL: [
            (
                "(?:going|doing|doin|everything's|everything is|it's all|it's|all|all's|things "
                "are|we're|i'm|i am|trip is|it is|it's going|is going|trip's|feeling|everything) "
                "(?:going |doing |been |real |pretty |really |very |just |all |so far |is |still "
                "){0,4}(?:good|fine|great|well|alright|all right|okay|perfect|smooth|lovely|"
                "peachy|hunky dory|cool|wonderful|excellent|blessed|beautiful|dandy|gravy|normal|"
                "nice|awesome|straight)(?: (?:so far|here|thank you|thanks|today|and you|sir|"
                "ma'am))?"
            ),
            "can't complain",
            "no (?:complaints|problems?|issues?|worries|trouble)",
            "not (?:too )?bad",
            (
                "(?:good|fine|alright|okay|great|pretty good|real good|very good|all good|so far "
                "so good|living the dream|same old same old|couldn't be better|another day "
                "another dollar|perfect|smooth)(?= (?:\\.|$|and|how|sir|ma'am|thank|just|thanks|"
                "man|uh|i'm|we're|so|no|right|you|honey|baby|$))"
            ),
            "so far so good",
            "living the dream",
            "fair to middling?",
            "same <w> different day",
            "another day in paradise",
            "(?:hanging in there|chugging along|still kicking|above ground)",
            "all good",
            (
                "todo (?:va |anda |muy |esta )?(?:bien|tranquilo|en orden|perfecto|normal|al cien|"
                "al 100|suave|calmado|chevere|chido|good|a gusto|de maravilla)"
            ),
            "(?:al cien|al 100|de maravilla|de lujo|a toda madre|sin novedad)",
            # "Bien lenta" is very slow, and not well.
            (
                "(?:muy )?bien(?: gracias)?(?! (?:lent|fe[oa]|mal|tard|car|lej|cerc|atras|retras|"
                "pesad|mojad|cansad|enferm|maread|adolorid|calient|fri|llen|gord|parad|atorad|"
                "reci|fuert|dificil|complicad|golpead|much|poquit|larg|cargad|trabad|dur|rapid|"
                "temprano|despacio|asustad|caliente|resbalos|peligros)\\w*)"
            ),
            "by god's grace",
            "rolling right along",
        ],
    }
)
