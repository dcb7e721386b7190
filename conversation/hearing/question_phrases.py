"""How drivers ask for what only dispatch can tell or do."""

from __future__ import annotations

from conversation.hearing.phrases import pattern

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
        "(?:how much|how come|what about|what time|what time's|what's my|what's the|what is "
        "the|what is my|where's my|where is my|where do i|where am i|when do i|when am i|when's "
        "my|when is my|when's the|who do i|who should i|what do (?:i|you|y'all)|what am "
        "i|what are (?:you|y'all) (?:paying|doing|gonna)|what should|am i (?:getting|"
        "gonna|supposed|going)|are (?:you|y'all|they) (?:gonna|going|paying|sure)|is "
        "(?:there|it okay|that okay|somebody|anybody)|should i|"
        "do i (?:need|have|get|gotta|still)|(?<=^ )you know (?!what i|what they)(?:if|what|"
        "when|where|who|anything|"
        "how)|y'all (?:got|know|gonna|have|find)|you got (?:a|any|my|anything|the)|any "
        "(?:word|news|chance|idea) (?:on|about|if|of|when)|why (?:do|are|is|did|you|"
        "y'all)|which (?:door|gate|dock|entrance|building)) (?:<w>)"
    ),
    (
        "(?:(?<!en )cuanto me|cuanto van|me puede decir|me puede mandar|sabe si|sabe cuando|sabe "
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

#: Questions that need no question mark, for their word order shows them.
PLAIN_QUESTION = pattern(
    "how many (?:hours|miles|days|stops|loads|pallets) (?:i|do|did|we|am|have|they|are|is) <w>",
    "(?:when|how soon|what time|how long) (?:will|are|is|do|does|would|till|until|before) (?:they|"
    "you|y'all|somebody|someone|dispatch|he|she|the|my|i) <w>",
    "how long (?:is|will|does|before|till|until|you|it|they|this) <w>",
    "how long(?= (?:\\.|$))",
    "(?:is|are) (?:this|you|y'all|it|the call) (?:call )?(?:being )?(?:recorded|recording)",
    "is this (?:an|the) (?:emergency|after hours|dispatch) (?:line|number)",
    "(?:which|what) (?:appointment|number|delivery)(?= (?:\\.|$|is|are|you|do|did|we))",
    "(?:what|which) (?:load|pickup|po|order|trailer|confirmation|reference|seal|delivery|"
    "appointment)"
    "(?: number| time) (?:you|y'all|do|did|are|is|am|should|they|i) <w>",
    "what(?:'s| is) (?:this|that) (?:load|about)(?= (?:\\.|$))",
    "(?:can|could|will|would) (?:you|y'all|somebody|someone) (?:please )?call (?!me|us|back|"
    "again|later)"
    "<w>",
    "(?:am i|i'm) (?:gonna|going to) (?:get|be) (?:fired|paid|wrote up|written up|in trouble)",
    "what(?:ever)? happened (?:to|with) (?!me|it|was|is|us)<w>",
    "(?:is|are) (?:a|an) <w> (?:okay|good|fine|enough|alright)",
    "how do i (?:reach|get|call|find|contact|send|upload|turn) <w>",
    "(?:should|do) i (?:call|need|have|just|wait|go|leave|send|take) <w>",
    "(?:donde|cuando|(?<!en )cuanto) (?:me|van|va|tengo|hay|es|esta|queda|dejo) <w>",
)

#: A question by its word order, where it opens the line: "did my detention get paid".
INVERTED = pattern(
    "(?:(?:also|and|hey|so|uh|well|yeah|but|man|oh|okay|no) ){0,3}(?:(?:did|does|will|has|have|can|"
    "could|do|would|should|am) (?:my|they|you|y'all|i|it|there|this|we|he|she|somebody)|(?:is|are) "
    "(?:the|my|there|it|this)|(?:does|will|has) the) <w>"
)

#: What the driver wants dispatch to know or to do.
FOR_DISPATCH = pattern(
    "(?:tell|let) (?:them|dispatch|the dispatcher|my dispatcher|the office|the broker|him|her|"
    "y'all|"
    "somebody) (?:that |to |know |i |i'm |it's |the |my |we |they |about |there's )(?:<w>)?",
    "(?:one|another|a) (?:more|other|last) thing",
    "(?:oh )?by the way",
    "(?:i|we|i'm|i'll) (?:just |still |really |also |gonna |going to |do )?need(?:ing)? (?:to "
    "get )?"
    "(?:a |an |my |the |some |another |me a |y'all to |you to |them to |somebody to |dispatch to )"
    "(?:new |fuel |different |delivery |trailer |tow |lumper |gate |pickup |po |empty ){0,2}(?:tow|"
    "truck|wrecker|road service|mechanic|address|appointment|number|code|receipt|check|money|"
    "advance|"
    "comcheck|comchek|efs|cash|home time|load|reload|trailer|directions|confirmation|rate con|"
    "permit|permits|tires?|hotel|motel|ride|relay|reschedule|send|change|fix|call the|move|card)",
    "(?:need|needs|want|have) (?:to be |this |it |that |my appointment )?(?:rescheduled|repowered)",
    "(?:bol|bols|b o l|bill of lading|bills|bill|rate con|rate confirmation|paperwork|load sheet) "
    "(?:says|say|shows|show|has|got|said|reads) <w>",
    "(?:gave|give|sent|got) (?:me|us) (?:the|a) wrong (?!way|door|one)<w>",
    "(?:wrong|new|different|another) (?:delivery )?(?:address|po number|po|pickup number|seal "
    "number)",
    "(?:changed|switched|moved|cancelled|canceled) (?:the|my|our) (?:delivery |drop |delivery )?"
    "(?:address|delivery|appointment|drop|load|receiver)(?: <w>)?",
    "loaded me (?:overweight|over weight|over gross|wrong|heavy|too heavy)",
    "(?:i'm|we're|it's) (?:overweight|over weight|over gross)",
    "(?:seals?|numbers?|count|po)(?: number)? (?:don't|doesn't|didn't|does not|ain't) "
    "match(?:ing)?",
    "(?:trailer|marker|tail|head|brake|clearance|turn|running|abs|check engine) lights? (?:is|"
    "are|'s|"
    "went|won't|ain't|keeps?) (?:out|on|working|come|coming)",
    "(?:not|ain't|isn't) (?:my|the right) load",
    "(?:ain't|not) (?:on|hauling|pulling|got) (?:that|this) load(?: no more| anymore)?",
    "gave (?:it|that load|the load|my load) to (?:somebody|someone|another|a different)(?: <w>)?",
    "turned (?:me|us) (?:away|around)",
    "i quit(?= (?:\\.|$|man|this|y'all|i'm))",
    "(?:digale|diganle|avisele|avise) (?:a|al|que) <w>",
    "necesito (?:una grua|otra direccion|un mecanico|dinero|otra cita|el numero)(?: <w>)?",
)
