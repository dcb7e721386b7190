"""How drivers say that what they met on the road did not hold them up."""

from __future__ import annotations

from conversation.hearing.phrases import pattern

#: Said of anything at all: it cost no time.
UNHINDERED = pattern(
    (
        "(?:<not>|nothing) (?:even |really |been |gonna |going to |be |that |ever |any )*"
        "(?:slow(?:ed|ing)?|hold(?:ing)?|held|hurt(?:ing)?|bother(?:ed|ing)?|affect(?:ed|ing)?|"
        "stopp?(?:ed|ing)?|delay(?:ed|ing)?|cost(?:ing)?|set(?:ting)?|hinder(?:ed|ing)?|"
        "put(?:ting)?) (?:me|us|nobody|anybody|anything|nothing|it|this truck|the truck)(?: (?:up|"
        "down|back|behind|"
        "none|any|at all|much))*"
    ),
    "(?:but |and |so )?(?:today|now|right now|so far)(?: <w>){0,2} (?:fine|good|okay|great|clear)",
    (
        "(?:still |gonna be |be |should be |am |i'm |we're |right |running )+"
        "(?:on (?:time|schedule|track)|ahead of (?:time|schedule))"
    ),
    "(?:recuper\\w+|repuse|gane) (?:el |ese |mi )?tiempo",
    "(?:past|through|out of|around|by) (?:that|it|all that|this)(?: now)?(?: and making (?:good "
    ")?time)?"
    "(?= (?:\\.|$|now|and|so|i))",
    "(?:made|making|make) (?:it |the time |that |most of it )?up(?: (?:the )?time)?",
    "(?:didn't|don't|doesn't|ain't) (?:lose|lost|cost) (?:any|no|much|a) (?:time|minute)",
    "(?:didn't|doesn't|don't) (?:really )?(?:count|matter)",
    "(?:but|and) (?:i'm|we're|i am|still) (?:making|getting) (?:it|there|good time|time)",
    "(?:but|and) (?:it|that|they) (?:wasn't|weren't|isn't|ain't|was not) (?:too |that |so |real |"
    "all that "
    ")*(?:bad|terrible|long|much|heavy)",
    "(?:that's|it's|it'll be|that'll be|it is|it was|but) (?:just |only |pretty |real |really |"
    "very )*"
    "(?:quick|minor|nothing(?: (?:serious|bad|major|crazy))?|short|a quick <w>|no big (?:deal|"
    "thing))",
    "(?:pero |but )(?:nada|nothing|no) (?:grave|serio|importante|de que preocuparse|serious|bad|"
    "major|"
    "too bad|crazy)",
    "pero (?:poco|poquito|ya paso|ya pase|ligero|leve)",
    "(?:it is |it's |that's |that is |is |this is )(?:not|no) (?:a |any |really |gonna be |what i "
    "call )*(?:delay\\w*|problem|issue|big deal|hold ?up)",
    "no me (?:ha |han |esta )?(?:retras\\w+|afect\\w+|detien\\w+|detuv\\w+|atras\\w+)",
    "(?:pero |ya |y )+(?:voy|todo|ando|vamos) (?:muy )?(?:bien|a tiempo|normal)",
)

#: Said of weather and of other traffic, which pass by themselves or are passed.
GONE_BY = pattern(
    "(?:cleared|clearing|let|letting|dried|opened|thinned) (?:right |all )?(?:up|out|off)",
    "(?:burned|burnt|blew|moved|died|melted|slacked|eased|tapered|calmed) (?:off|over|on|down|out)",
    "(?:it|fog|storm|rain|snow|they) (?:has |have |had |all |just |already )*(?:lifted|melted|"
    "passed|cleared)",
    "(?:no|without any|without a) (?:delays?|problems?|issues?|time lost)",
    "(?:dry|clear|clean) (?:roads?|pavement|ground)",
    "(?:quit|stopped) (?:raining|snowing|blowing|sleeting)",
    (
        "(?:got|went|going|made it|cut|slipped|been|routed|drove) (?:me |right |way )?(?:around|"
        "past|by|"
        "through) (?:it|that|them|all that|all of it|the (?:mess|worst)(?: of it)?)"
    ),
    "(?:missed|beat|dodged|ahead of|out of|behind me)(?: (?:it|that|them|most|all|of|the|worst|"
    "rush))+",
    "(?:before|after) (?:it|they|everything) (?:got|backed|closed|hit|started|shut|piled)(?: <w>)?",
    (
        "(?:i'm|we're|it's|everything's|they're|all|roads? (?:is|are)|road's|been) (?:all |back |"
        "still "
        "|just |now |so far |moving |doing |rolling |running |going |flowing |pretty |right |real "
        "|nice and |clean and )*(?:fine|good|okay|smooth|alright|clear|dry|light|great|wide open)"
        "(?! (?:slow|bit|wait|chunk|for))"
    ),
    "ya (?:se quito|paso|pase|pasamos|la pase|lo pase|esta despejado|se despejo|esta limpio)",
)

#: Time lost is lost, however well it goes now.
COST = pattern(
    "(?:<n>|an|couple|few|half|whole|unas?|media) (?:more |good |an |of )*(?:hours?|minutes|days?|"
    "horas?|minutos)",
    "(?:lost|sat|waited|cost|running|hour|hours|bit|little|way) (?:me |about |late|behind|an?)",
    "(?:late|behind|stuck|delayed|forever|tarde|atrasad[oa]|all (?:day|morning|night))",
    "most of (?:the|my) (?:day|morning|night|afternoon)",
    "(?:set|put|knocked) me back",
)

#: Praise of the road and the sky: enough where delays were asked about.
ROAD_PRAISED = pattern(
    (
        "(?:the )?(?:traffic|weather|roads?|highway|interstate|skies|sky|wind|drive|trip|ride|"
        "run|driving|conditions?|carretera|camino|trafico|clima)(?:'s| is| are| has| have|'ve| was|"
        " been| looks?| looking| esta| ha estado)* (?:been |all |just |not |too |real |pretty |"
        "that "
        "|so |nice and |super |actually |muy |bien )*(?:fine|good|clear|light|dry|nice|beautiful|"
        "smooth|great|perfect|wide open|moving (?:good|fine|along|great|well)|flowing|not bad|"
        "excellent|cooperating|limpi[oa]|despejad[oa]|sec[oa]|tranquil[oa]|bien|buen[oa])"
    ),
    (
        "(?:the )?(?:traffic|weather|roads?|wind|it)(?:'s| is| are| has| been)* "
        "(?:not|ain't|isn't|aren't|hasn't|wasn't|weren't)(?: been)? (?:been |too |that |so |real |"
        "really |all "
        "that )*"
        "(?:bad|heavy|terrible|slow)"
    ),
    "(?:clear|dry|good|open|wide open|empty) (?:roads?|skies|highway|weather|road ahead)",
    "(?:don't|can't|do not|not|ain't) (?:see|think|know|expect|expecting|anticipate|anticipating) "
    "(?:of )?(?:why|how|any|anything|none|no)",
    (
        "(?:everything|it|it's|all|we|we're|i'm|life)(?:'s| is| are)? (?:all |just |been "
        ")*(?:gravy|"
        "peachy|golden|dandy|kosher|copacetic|a-okay|roses|hunky dory|ticking|peaches)"
    ),
    "(?:nobody|no one|hardly anybody|not many people) (?:else )?(?:on|out on) the (?:road|highway)",
    "(?:road|highway|it|interstate) (?:all )?to myself",
    "(?:smoother|easier|better|nicer) (?:run|trip|ride|day|drive)",
    "shouldn't be (?:any|no|nothing|a problem|anything)",
    "(?:been |it's |it was |just |like )+(?:a breeze|a (?:cake ?walk|piece of cake|walk in the "
    "park|dream)|butter|gravy|silk)",
    "(?:couldn't|can't|could not) (?:ask|be|have been|get|wish|have asked) (?:for )?(?:any )?"
    "(?:better|smoother|nicer)",
    "(?:no )?nothing (?:to speak of|major|much|serious|worth (?:mentioning|talking about)|"
    "unusual|crazy|special|big|yet)",
    "(?:it's|traffic's|we're|i'm|they're|but|still) (?:still )?(?:moving|flowing)(?: along| good| "
    "fine| okay| though)?(?= (?:\\.|$|i|so|and|now|it))",
    "(?:todo|va|vamos|ando|camino) (?:muy |bien |va )*(?:tranquilo|bien|sin problemas?|en orden)",
    "(?:i got|got|have|plenty of|lots of) (?:plenty of |lots of |enough |good )+(?:hours|time|"
    "clock)",
)
