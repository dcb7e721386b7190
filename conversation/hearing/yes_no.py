"""Yes and no, as people on the phone say them."""

from __future__ import annotations

from conversation.hearing.phrases import pattern

#: What may follow a short answer that is a whole one: "i am sir", and not "i am in Waco".
_WHOLE = "(?= (?:(?:sir|ma'am|miss|man|boss|sure|just|really|too|yet|thank|thanks|for)(?= )|\\.|$))"
YES = pattern(
    ("(?:yes|yeah|yep|sure|sure (?:thing|will|did)|you bet|you betcha|absolutely|definitely)"),
    "(?:(?:hell|heck|fuck|damn) (?:yes|yeah|yep|right)|you know it|fasho|bet your ass|kk)",
    "you know i (?:will|do|am|did)",
    ("(?:of course|correct|that's (?:right|correct)|that is right|exactly|mhm|affirmative|okay)"),
    ("(?:alright|all right|ten-four|ten four|10 4|copy(?: that)?|roger(?: that)?|will do|got it)"),
    ("(?:gotcha|got you|i got you|i gotcha|understood|for sure|no problem|sounds good|can do)"),
    ("(?:you got it|works for me|si|claro|claro que si|correcto|asi es|como no|por supuesto)"),
    (
        "(?:exacto|exactamente|efectivamente|afirmativo|es correcto|asi mero|dale|ta bien|"
        "ta bueno|esta bueno|sobres|arre|con gusto|eso es|asi mismo)"
    ),
    (
        "(?:de acuerdo|esta bien|andale|andele|orale|simon|indeed|haan|tak|wi|oui|i sure (?:will|"
        "did))"
    ),
    "(?:uh huh|mm hmm|mm uh|mhm|fa sho|fo sho|sho nuff|alrighty|all righty|aight|a'ight|yup)",
    "(?:ok|okay|okey|okie) (?:dokey|dokie|doke)",
    "(?:sounds (?:about |just )?right|(?:that's |just )?about right|that's about it|that'd be "
    "right|"
    "that sounds (?:about )?right|that'll be it|right on|more or less|mas o menos|sounds like it)",
    "(?:ain't no problem|amen|certainly|good deal|no worries|i suppose|i guess so)",
    "(?:i will|i do|i am|we are|i can|i did|it is|we will|right|bet|fine|ya|true|sale|ji|da|aye|k)"
    + _WHOLE,
    "(?:i (?:think|believe|guess|reckon|hope|suppose) so|i guess|(?:as )?far as i (?:know|can "
    "tell)|"
    "should be|it should(?: be)?|pretty much|probably|looks like it|seems (?:like it|so)|i'd "
    "say so|"
    "i'd think so|mostly|creo que si|pienso que si|si pues|segun yo)" + _WHOLE,
)

#: "No sé", "no tengo idea": no answer, and no no.
_KNOWS_NOT = (
    "(?! (?:se(?= (?:\\.|$|si|que|cuando|cuanto|cual|donde|a|bien|exactamente|todavia|pues|la "
    "verdad|"
    "decirle|senor|senorita|sabe))|tengo idea|sabria|me acuerdo|recuerdo|(?:le|te) se decir))"
)
NO = pattern(
    f"no{_KNOWS_NOT}",
    "(?:nope|nah|naw|negative|not really|not yet|not at all|nada|none(?! of)|ninguno|ninguna)",
    "(?:negativo|ni uno|en absoluto|que va|nada mas|para nada|nyet|nein|i don't think so|todavia "
    "no|aun no|hell no|heck no)",
    "(?:not so far|not that i know(?: of)?|huh uh|nuh uh|don't think so|not now|not today|nel)",
    "(?:uh uh|not (?:any ?more|no more|exactly|quite))" + _WHOLE,
    "(?:not (?:a|one) (?:one|thing|bit)|not that i (?:can (?:see|tell)|see|saw|noticed?))",
    "(?:not even close|far from it|not hardly|not a chance|not by a long shot|(?:heck|hell) naw)",
    "(?:nothing like that|neither|nothing|ain't no|ain't none)",
    "(?:i am not|i'm not|i ain't|we ain't|we're not|i (?:have|did) not|i haven't|i didn't)"
    + _WHOLE,
    "(?:i can't|i won't|i don't|it's not|it ain't|it is not|never)" + _WHOLE,
)

#: "Yeah no", which is a no, but not "yeah no problem", which is a yes.
YES_BUT_NO = pattern(
    # "Sí, no le pasó nada" is a yes.
    "(?:yeah|yes|okay|alright|oh|si(?! no (?:le|les|se|hay|te|tiene|trae|paso))|right|well) "
    "(?:no|nah|nope|not really)"
    "(?! (?:problems?|worries|doubt|sweat|biggie|kidding|issues?) )",
    "(?:absolutely|definitely|certainly|of course|probably|i guess|i hope|sure|i'd say|most "
    "likely|likely) not",
    "(?:claro|por supuesto|creo|yo creo) que no",
)

#: Says that the words were heard, and does not answer them.
ACKNOWLEDGES = pattern(
    "(?:okay|alright|all right|copy(?: that)?|roger(?: that)?|got it|gotcha|got you|understood|"
    "sounds good|right|bueno|ten-four|ten four|10 4)"
)

#: The driver is back on the line, or lets us speak.
BACK_AGAIN = pattern(
    "(?:(?:okay|alright|all right|hey|sorry|yeah|yes|hello|uh|well|so) ){0,3}(?:(?:i'm|i am|we're) "
    "(?:back|back here|here now|back on|ready|listening)|i'm here go ahead|go ahead|go|shoot|"
    "fire away|what's up|"
    "sorry (?:about that )?i'm here|ya estoy aqui|digame|mande usted)(?: (?:now|sorry|sir|"
    "ma'am|man|"
    "go ahead|with you|again|go|what's up)){0,2}"
)
