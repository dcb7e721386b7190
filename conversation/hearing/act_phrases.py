"""How people on the phone do what they do by speaking."""

from __future__ import annotations

from conversation.facts import Act
from conversation.hearing.phrases import PhraseTable, pattern, table

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
            "this call (?:is|may be|will be) (?:being )?screened",
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
                "number|here|us|my cell|on this number)(?: (?:again|anymore|no more|ever|every))?"
            ),
            (
                "(?:stop|quit) (?:with )?(?:these|the|all the|all these) (?:damn |stupid "
                ")?(?:phone )?calls"
            ),
            "(?:stop|quit) blowing up my phone",
            (
                "(?:take|get|remove) (?:me|my number|this number) off(?: of)? (?:your|the|this|"
                "that|y'all's) (?:list|call list|calling list|system)"
            ),
            "(?:lose|delete|erase) (?:my|this) number",
            "don't call (?:no more|anymore)",
            "leave me alone",
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
            "ya no me (?:llame|marque|llamen|marquen)",
        ],
        Act.WRONG_PERSON: [
            "(?:don't|doesn't|no longer|ain't) works? here(?: <w>){0,2}",
            "wrong (?:number|person|guy|phone|driver|man|one)(?: <w>)?",
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
                "$|this|sorry|you|at|sir|ma'am|man|i|and|by))"
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
                "driver|no truck driver|me|his phone|her phone|his number|her number|<w>'s "
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
            "(?:got|have|dialed|called) the wrong <w>",
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
            "se equivoco(?: de numero)?",
            (
                "no (?:soy|es) (?:el|ese|esa|ella|yo)(?: <w>)?(?= (?:\\.|$|numero|senor|senora|"
                "chofer))"
            ),
            "no conozco a (?:ningun|ese|nadie|esa|ninguna)",
            "aqui no (?:hay|vive|trabaja|esta) (?:ningun|ninguna|nadie)",
            "no (?:hay|vive) (?:ningun|ninguna|nadie)(?: <w>)? (?:aqui|con ese nombre)",
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
            "(?:talk|speak) to a (?:real |live |actual )?(?:person|human)",
            "real person",
            "is this (?:real|live|automated)",
            "you (?:real|human)",
            (
                "(?:usted )?es (?:un |una )?(?:robot|maquina|computadora|persona|grabacion|"
                "inteligencia artificial)(?: real)?"
            ),
            "hablo con (?:un |una )?(?:robot|maquina|computadora|persona)",
        ],
        Act.ASKS_WHO: [
            (
                "who(?:'s| is| was)? (?:this|that|calling|speaking|it|you)(?: (?:again|calling|"
                "at|with|now))?"
            ),
            (
                "who (?:am i|are you|you|y'all)(?: (?:talking to|speaking with|with|calling for|"
                "again|calling from|work for|from))?"
            ),
            "who(?:'s| is) (?:there|talking)",
            "who you (?:with|calling for|is)",
            "who(?:'d| did) you say(?: <w>)?",
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
            (
                "(?:one|just a|just one|gimme a|give me a|give me one|gimme one|wait a|wait one|"
                "a) (?:second|sec|moment|minute|min|hot minute|hot second)(?! (?:ago|away|and|"
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
                "(?:call|ring|phone|try|holler at|hit|buzz) (?:me|us) (?:back|later|again|"
                "tomorrow|in|at|after|when|around|like|about|up)(?: <w>)?"
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
            (
                "(?:llameme|marqueme|hableme|llame|marque|me puede llamar|me puede marcar|me "
                "llama|me marca|me habla|me puede hablar|puede llamarme|llamame|marcame)(?: "
                "(?:mas tarde|despues|luego|al rato|en|a las|a la|como|manana|de vuelta|otra vez|"
                "ahorita)){1,2}"
            ),
            (
                "(?:le|te|yo le|ahorita le|luego le) (?:llamo|marco|hablo|regreso la llamada)(?: "
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
                "can barely|could barely|don't|i no|barely) (?:really )?(?:hear|catch|get|"
                "understand|make out)(?: what)?(?: you| that| ya| u| it| nothing| any of that| a "
                "word)(?: <w>)?"
            ),
            (
                "(?:you're|your|you are|you) (?:breaking|cutting|going|fading|cut) (?:up|out|in "
                "and out)"
            ),
            "pardon(?: me)?",
            "excuse me",
            "(?:como|que|mande|perdon)(?= (?:\\.|$|dice|dijo|senorita|senor))(?: (?:dice|dijo))?",
            "mande",
            "no (?:le|la|te|lo) (?:escucho|oigo|entiendo|escuche|entendi|oi)(?: <w>)?",
            "(?:otra vez|repita|repite|me repite)(?: por favor)?",
            "i (?:didn't|did not) (?:hear|get|catch)(?: <w>)?",
            "come again",
            "one more time",
            "what did you",
            "bad (?:signal|connection|reception|line)",
            "speak up",
            "louder",
        ],
        Act.SAYS_GOODBYE: [
            (
                "(?:bye|goodbye|good bye|bye-bye|adios|hasta luego|take care|have a good (?:one|"
                "day|night|evening|afternoon|weekend)|talk to (?:you|ya|y'all) later|see (?:you|"
                "ya)|later gator|que le vaya bien|que tenga buen dia|nos vemos|ciao|peace out|"
                "you too|y'all be safe)"
            ),
            (
                "(?:i |we )?(?:gotta|got to|have to|need to|gots to|better) (?:go|run|get off|"
                "hang up|let you go|get going|get back|jump off|get off the phone)(?: (?:now|bye|"
                "here|off|back|on|man))?(?! to| through| around| under| get| back| fuel| look| "
                "check| see| help| north| south)"
            ),
            "(?:me )?tengo que (?:colgar|irme|dejarlo|dejarla)",
            "i'm (?:hanging up|gonna let you go|about to hang up)",
            "let me (?:go|let you go|get off)(?= )",
            "(?:i'll|imma) let you go",
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
            "nothing(?: is|'s)? wrong(?: with me| here)?",
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
            "(?:es|era|fue) (?:una )?broma",
            "estoy (?:bromeando|jugando)",
            "no paso nada",
            "no hubo (?:accidente|nada)",
        ],
        Act.CORRECTS: [
            "(?:i )?told you wrong",
            "(?:no|nah|oh|hey|uh|well) wait(?: a (?:minute|second|sec))?",
            "wait (?:no|a minute|a second|hold on)",
            "(?:i|we) (?:was|were|am|are|'m) wrong",
            "i (?:meant|mean|misspoke|messed up|lied|take that back)(?: to say)?",
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
            "(?:me equivoque|perdon|digo|mejor dicho|corrijo|no espere|le dije mal)",
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
            "(?:fuck|screw) (?:you|off|y'all)",
            (
                "(?:ask|talk to|call) (?:my|the) (?:dispatcher|dispatch|broker|office|boss|"
                "company|carrier)"
            ),
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
            "who knows",
            "god (?:only )?knows",
            "lord knows",
            "(?:no|yo no) (?:se|sabria decirle|tengo idea)(?! (?:preocupe|puede|si))",
            "quien sabe",
            "hard to (?:say|tell)",
            "no telling",
            "ain't no telling",
            "beats me",
            "idk",
            "search me",
            "ain't (?:sure|certain)",
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
            "all good",
            "todo (?:bien|tranquilo|en orden|perfecto|normal)",
            "(?:muy )?bien(?: gracias)?",
            "by god's grace",
            "rolling right along",
        ],
    }
)

#: What may follow a short answer that is a whole one: "i am sir", and not "i am in Waco".
_WHOLE = "(?= (?:sir|ma'am|miss|man|boss|sure|just|really|too|yet|thank|thanks|for|\\.|$))"
YES = pattern(
    ("(?:yes|yeah|yep|sure|sure (?:thing|will|did)|you bet|you betcha|absolutely|definitely)"),
    ("(?:of course|correct|that's (?:right|correct)|that is right|exactly|mhm|affirmative|okay)"),
    ("(?:alright|all right|ten-four|ten four|10 4|copy(?: that)?|roger(?: that)?|will do|got it)"),
    ("(?:gotcha|got you|i got you|i gotcha|understood|for sure|no problem|sounds good|can do)"),
    ("(?:you got it|works for me|si|claro|claro que si|correcto|asi es|como no|por supuesto)"),
    ("(?:de acuerdo|esta bien|andale|orale|simon|indeed|haan|tak|wi|oui|i sure (?:will|did))"),
    "(?:uh huh|mm hmm|mhm|fa sho|fo sho|sho nuff|alrighty|all righty|aight|a'ight|yup)",
    "(?:ain't no problem|amen|certainly|good deal|no worries|i suppose|i guess so)",
    "(?:i will|i do|i am|we are|i can|i did|it is|we will|right|bet|fine|ya|true|sale|ji|da|aye)"
    + _WHOLE,
)

NO = pattern(
    "(?:no|nope|nah|naw|negative|not really|not yet|not at all|nada|none|ninguno|ninguna)",
    "(?:nada mas|para nada|nyet|nein|i don't think so|todavia no|aun no|hell no|heck no)",
    "(?:not so far|not that i know(?: of)?|uh uh|huh uh|don't think so|not now|not today)",
    "(?:nothing like that|neither|nothing|ain't no|ain't none)",
    "(?:i am not|i'm not|i ain't|we ain't|we're not|i (?:have|did) not|i haven't|i didn't)"
    + _WHOLE,
    "(?:i can't|i won't|i don't|it's not|it ain't|it is not|never)" + _WHOLE,
)

QUESTION = pattern(
    (
        "(?:what|when|where|why|how|which|who)(?:'s| is| are| was| do| does| did| about| "
        "time| much| long| come| can| should| you|'d|'re| will| if| kind| am)(?: <w>)?"
    ),
    (
        "(?:can|could|do|does|did|is|are|will|would|should|have|has) (?:you|y'all|u|ya|i|"
        "they|there|the|my|that|this|he|she|it|we|somebody|someone|anybody)(?: <w>)?"
    ),
    (
        "you (?:know|got|have|think|want|need|heard|hear) (?:if|what|when|where|how|any|"
        "anything|a|me to|who|my|the)(?: <w>)?"
    ),
    (
        "(?:cuanto|cuando|donde|como|que|por que|cual|a que hora)(?: <w>)? (?:es|voy|"
        "hago|pago|pagan|puedo|puede|sabe|me|debo|tengo|le|hay|van|va)(?: <w>)?"
    ),
    "what about",
    "how about",
    "any (?:word|news|idea|chance|way) (?:on|about|when|if|you|of|to)",
)

ASKS = pattern(
    (
        "(?:what's|what is|where's|who's|how's|when's|where is|who is) (?:a|an|the|my|"
        "your|our) (?:<w>)"
    ),
    (
        "(?:do|does|did|have|has) (?:you|y'all|u|ya) (?:know|got|have|hear|find|get|see|"
        "happen|guys|got|think|still|want|need|all)(?: <w>)?"
    ),
    (
        "(?:can|could|will|would) (?:you|y'all|u|somebody|someone) (?:please )?(?:tell|"
        "find|get|see|check|send|ask|call (?:them|the|him|her|ahead|and)|text|give|look|"
        "let|email|make|move|change|reschedule|push|help|fix|put|pay|work|figure)(?: "
        "<w>)?"
    ),
    (
        "(?:how much|how come|what about|what time|what's my|what's the|what is the|what "
        "is my|where's my|where is my|where do i|where am i|when do i|when am i|when's "
        "my|when is my|when's the|who do i|who should i|what do (?:i|you|y'all)|what am "
        "i|what are (?:you|y'all) (?:paying|doing|gonna)|what should|am i (?:getting|"
        "gonna|supposed|going)|are (?:you|y'all|they) (?:gonna|going|paying|sure)|is "
        "(?:there|it okay|that okay|my|the|somebody|anybody|that|this load|it)|should i|"
        "do i (?:need|have|get|gotta|still)|you know (?:if|what|when|where|who|anything|"
        "how)|y'all (?:got|know|gonna|have|find)|you got (?:a|any|my|anything|the)|any "
        "(?:word|news|chance|idea) (?:on|about|if|of|when)|why (?:do|are|is|did|you|"
        "y'all)|which (?:door|gate|dock|entrance|building)) (?:<w>)"
    ),
    (
        "(?:cuanto me|cuanto van|me puede decir|me puede mandar|sabe si|sabe cuando|sabe "
        "donde|donde tengo|a donde voy|cual es|que numero|tiene el|me van a pagar|cuando "
        "me|hay alguna|hay otra)(?: <w>)?"
    ),
)

ASKING_START = pattern(
    (
        "(?:what|when|where|why|how|which|can|could|do|does|did|is|are|will|would|should|"
        "have|any|cuanto|cuando|donde|cual|puede|me puede)(?: <w>)?"
    ),
)
