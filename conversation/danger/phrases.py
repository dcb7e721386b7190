"""Fixed phrases: harmless ones that hold an alarming word, and alarms that need no context.

A line is one phrase; `a|b` stands for either word, `a|` for a word that may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

# Words inside these say nothing about danger: they are the names of things, or manners of speaking.
HARMLESS = """
emergency|panic brake|brakes|contact|contacts|exit|exits|triangle|triangles|kit|kits|number|load|room
emergency room|vehicle|management|department|lane|lights|light|flashers|entrance|window|button
accident|incident|injury|police|crash report|reports|form|forms|kit|paperwork|packet|record|claim
accident free
fire|smoke|panic alarm|alarms|detector|detectors|drill|drills
fire department|station|extinguisher|extinguishers|lane|truck|trucks|marshal|hydrant|wood|brick|bricks
fire hall|house|house|road|sale|works|pit|place|away
brake|brakes check|checks|parts|pads|shoes|inspection|cleaner|lights|light|line|job|adjustment
jake|engine|parking|trailer|retarder brake
check engine
death valley|wish
dead horse|man's|wood|end|zone|spot|line|asleep|tired|beat|broke|serious|stop|battery|reckoning|quiet
dead indian|weight|head|heading|heads|headed|heading
bed|bad|hot|top|back|front|rear|door|doors alarm
heart attack grill
heart of
heart's set
sweet heart
broken arrow|bow|down
breakdown lane|department|number|line|of
break|broke|breaking|breaks it|them|em|that|this|the down to|into|by
broke down the|by|my|that|this
break|broke the news|ice|record|bank|even|seal
breaking|cutting|cut up
you're|your|you are|is|were breaking|cutting up|out
cut|cuts|cutting me|us|him off
cut|cuts|cutting the|my seal|engine
cut bank
running|run|runs late|behind|early|ahead|low|slow
runaway|escape ramp
run|ran|runs|running into|in|through construction|traffic|weather|rain|snow|some|town|fog|delays
ran into|in an|a|some old|problem|construction|traffic|weather|rain|snow|buddy|friend
hit|hits|hitting the|a|some|any|more|this|that|heavy|bad|little|lot|up|up traffic|rush|road|rain|snow|weather|sack|hay|shower|showers|scale|scales|jackpot|brakes|gym|bunk|fuel|state|border|interstate|highway|freeway|gas|store|restroom|bathroom|spot|construction|snag|storm|ice|fog|wind|backup|delay|jam|books|button|switch|loves|pilot|ta|petro|town|city|limit|stretch|streets|trail|bed|pillow|vending|buffet|casino|beach|lights|light|detour
hit|hits|hitting traffic|rush|rain|snow|weather|construction|fog|ice|some|every|wind|me|us|dallas|houston|atlanta|chicago|nashville|memphis|omaha|denver|phoenix
hit|hits me|us|him|them|em up|back|on|with|for
hit with a|the|detention|late|fee|fees|toll|tolls|ticket|charge|bill|storm
got|getting|get hit with
crash here|out|tonight|early|course|at|in|for|on
gonna|going|wanna|to|just|can|need|gotta|finna crash
crash|crashed for|out|on|at|early|last|hard ten|the|eight|bunk|couch|loves|pilot|ta|petro|night|about|motel|hotel
app|phone|computer|system|eld|tablet|website|site|portal|gps|network|internet|server|printer crashed|crash|crashes|died|dead|dying|die|dies|broke|broken|down|froze|frozen|locked
app|phone|computer|system|eld|tablet|website|site|portal|gps|network|internet|server|printer|phone's|system's|computer's|tablet's|eld's|gps|headset|bluetooth|charger|radio|cell|mobile is|was|about|almost|keeps|just|got|went|locked|all down|dead|dying|died|crashed|froze|up|out
system's|computer's|phone's|tablet's|eld's|radio's|printer's|battery's|signal's|line's down|dead|dying|about|gone|frozen|froze
my|the phone|cell|tablet|headset battery|'s died|dead|dying
killing|kills|killed|kill me|us|time|it|some|my|the|a here|today|time|hour|day|back|feet|whole
is|are|be|'s|gonna|will killing|kill me|us|you
dying|die|died for|of|to|laughing a|hunger|boredom|thirst|old|get|go|see|hear|from
almost|about|nearly|bout died|choked|fell had|a|when|laughing|over
heart|stroke attack when|if
about|bout|almost|nearly|gave|give|gives|gonna had|have|me|give a|an|us|me heart|stroke|fit|cow|attack|a
killed it|the|a|an hour|hours|box|day|load|order|time
to|would|i'd kill for
scared me|us to|half|the to|death|hell
bored|scared|worried|sick|tired|worked|beat|starved|talked|love to|of death|waiting|this|that|it|here|sitting
sick of|and tired
highway|daylight robbery
robbed|robbing|rob me|us|him|you|people blind|of|on|with
stole|steal|stealing my|the|a spot|parking|door|nap|place|lunch|sandwich|show|minute|idea
bleeding money|me|us|orange|heart dry
bled|bleed me|us dry
burning|burned|burn daylight|time|up|through|out|my|fuel|hours hours|my|time|the|whole|day|morning
burnt|burned out|toast
smoke|smoking|having|smoked|smokes a|break|cigarette|cigarettes|one|brisket|ribs|meat|cigar|'em|em|weed
a smoke
smoke detector|detectors|break|brisket
on fire today|tonight|lately|sale|sales
in|under the weather|bus
blew|blow|blows|blowing through|past|by|right|me|my|it|off|up through|past|by|off|away|mind|budget|phone|steam
blew it
phone|phone's|inbox been|is blowing|blow up
blow over|by|off|steam
blowing over|through|past|up|off|snow|wind|cold|hot|sand|dust
blowing me|us around
shoot|shot me|him|them|you|for|the|an|us a|text|email|message|over|nine|ten|breeze|noon
give|gimme|take|took|taking me|a|another a shot|picture
flu|covid|allergy|tetanus|money|long|big|shot shot|shots
shooting for
fired|fire up|off|away
fell|fall asleep|behind|through|short|for|into|off|apart the|schedule|a|line|board
drop|dropped|dropping the|a|an|my|off|it|em|load|trailer|box|empty off|trailer|load|hook|box|line|pin|ball|gear
drop and|n hook
dropped and hooked
lost|lose|losing my|the|an|a|some|track|about|signal|time|spot|hours|hour|place|wallet|mind|keys|pen|signal|service|minutes|appointment|of|paperwork|bet|game|weight
stuck in|at|on|here|behind|waiting|with traffic|light|shipper|receiver|hold|dock|the|a|line|for|this|gate|customs|border|slow|somebody|someone|because|cause|scale|dc|lot
trapped behind|in a|this|traffic|meeting
pulling|pull|yanking your|my|his leg|chain|out|into|in|up|over|hair
cost|costs|costing me an|arm
pain in|my my|the|neck|butt|ass|rear|side
give|gives|gave|giving me|us a heart|headache|break|ride|hand|ulcer
headache of
break|lunch|coffee|smoke|bathroom|thirty break|time
take|took|taking|on|my|a|thirty|minute|mandatory|ten|hour break
rolled|roll|rolling out|in|through|into|over|up|on|by out|early|there|here
bleeding edge|heart
first aid
life flight|insurance
flat rate|bed|beds|land|rock|screen|out
flat|dead broke
lumper robbed
red|green light|lights
lightning fast
spilled my|coffee|the coffee|drink|soda|lunch|beans
spill kit|training|video|beans|tea|the
leak test
hazmat endorsement|load|placards|placard|test|training|paperwork|certified|card|fee|background|video|school
crash test|dummies|barrel|barrels|bar|pad|course
gun barrel|smoke|range|show|store|safe
shotgun seat|wedding
bomb diggity
da|the bomb
explosion of
blood pressure|work|bank|drive|sugar pills|pill|meds|medicine|check|checked|test|drive|machine|is|was fine|good
drug|blood test|tests|work|drawn
heart|blood|sugar|pain pill|pills|medicine|meds|doctor|medication
medical card|supplies|supply|center|exam|examiner|cert|certificate|records
hospital bed|beds|dock|road|drive|supplies|linens|delivery|account|gown|gowns
wreck it ralph
train wreck
wrecker service|yard|driver's|road|lane
tow yard|company|behind|dolly|motor
ambulance parts|chaser|drive|company|entrance
life|death|accident insurance
crash champions
stroke of
heat stroke warning|video
collision center|repair|shop|avoidance|mitigation|course
strike|hurricane|tornado|flood|fire|storm|wind|snow|winter watch|warning|warnings|season|relief|damage|insurance
hurricane utah|season|party
tornado alley|watch|warning
me muero|muriendo|estoy muriendo de|del hambre|sueno|risa|ganas|sed|cansancio|calor|frio|aburrimiento
muero|muriendo|muerto|muerta de|del|por hambre|sueno|risa|ganas|sed|cansancio|calor|aburrimiento|cansado
se me murio|acabo|descargo|apago|cayo|quebro|perdio el|la telefono|celular|pila|tableta|llamada|gps|internet|senal|cel|sistema
me quede|quedo sin|dormido senal|pila|saldo|horas|bateria|dinero|lana
se cayo|cae el|la sistema|llamada|carga|internet
freno|frenos de mano|motor|emergencia
telefono|contacto|numero|salida|cuarto|sala de emergencia|emergencias
sala de urgencias
me pego el|la sueno|hambre|trafico|flojera|aire|hora|calor|frio
este|el|ese trafico|calor|frio|lumper me esta|tiene|trae|va matando|harto|muriendo
un|puro robo
me|nos robaron|roban|asaltan con|en el|los|la|ese precio|precios
choco|chocar con|la la|mano|cama|cinco
hunger|heat|sun|waiting|work|traffic wan|go|dey kill|finish me
eating my|our head|brain|lunch|breakfast|dinner|ear|time
car|truck|trailer wash
"""

# These are alarms wherever nothing takes them back; the type follows the words.
ALARMS: dict[str, str] = {
    "medical": """
can't|cannot|caint|cain't|cant|couldn't|can breathe|breath|breed|breath
can't|cannot|caint|can hardly|barely|even|not breathe|breath|breed|walk|stand|move|see
not|ain't|isn't|aint|quit|stopped|no|he's|she's|barely not|hardly|barely|more breathing|breathin
chest|chess pain|pains|hurts|hurting|pane|panes|tight|tightness|pressure|burning|paining|hurtin
chest|chess is|feels|been|real|so|too|its|it|gone|dey hurting|tight|killing|pounding|hurtin|paining|heavy|squeezing|burning|pain|crushing
pain|pains|pressure|tightness|hurting|hurtin|misery in|on|inside|of my|me|the chest|heart|brest|jaw
heart attack
having|having|have|got a|in stroke|seizure|contractions|miscarriage|fit
i'm|he's|she's|is|we're|was|are|am bleeding|choking|dizzy|unconscious|convulsing|vomiting|hurt|injured|unresponsive|fainting|suffocating|overdosing|bleedin|dying|drowning|wounded
bleeding bad|out|real|badly|everywhere|all|a|pretty|like|to|heavily bad|everywhere|over|lot|badly|death|hell
won't|can't|don't|doesn't|not|didn't stop|quit bleeding
won't|don't|not|isn't|can't|ain't|doesn't|wouldn't wake|wakin|waking|get|come him|her|up|to
he's|she's|is|just|lips|face turning|turned|turn|are|gone|going blue|purple|gray|grey|white
pass|passed|passing|black|blacked|blacking|blackin|passin out
i'm|gonna|fixin|about|going|might|bout|finna|think|gon i'll|to|i'm pass|faint|collapse|die|black|puke|fall out
call|send|need|get|want|calling|me|us|please an|a|me|us ambulance|medic|paramedic|paramedics|doctor|medics|amberlance
heart's|heart is|racing|pounding|stopping|skipping|fluttering|beating|exploding|jumping too|and|all|real|out|like|so
can't feel|move my|his|her|the|one|either legs|leg|arm|arms|hand|hands|face|feet|side|fingers|body|toes|neck
arm|arms|leg|legs|hand|hands|face|fingers|side|mouth|tongue|lips|feet|arm's|leg's|face's|hand's|went|gone|is|are|all numb|asleep|tingling|tingly|limp|paralyzed|droopy|drooping
broke|broken|fractured|crushed|smashed|busted|dislocated|snapped|severed my|his|her|the arm|leg|ankle|wrist|foot|hip|back|neck|collarbone|nose|hand|finger|fingers|ribs|shoulder|jaw|skull|knee
throat|throat's|tongue|face|eyes|airway|lips is|are|swelling|closing|closed|swole|swollen up|shut|closing|swelling
blood sugar|sugar's|sugar low|dropped|crashed|dropping|crashing|down|forty|fifty|tanked|too
blood all|everywhere|is|coming|pouring|gushing|over|out|spurting
over|od'd dosed|dose
overdose|overdosed|overdosing
allergic reaction
anaphylactic shock
heat stroke|exhaustion
low blood sugar
got|been|was|i've|he's|she's been|just stabbed|shot|electrocuted|poisoned|burned|crushed|pinned
no|has|without a|no pulse
going|gonna|want|wanna|i'll|to to kill|hurt|shoot|end|unalive myself|it
don't wanna|want to live
no puedo|puede|podemos respirar|moverme|pararme|tragar|hablar|caminar
me falta|faltando el aire|aire
me duele|duelen|dolia mucho|muchisimo|bien|bastante|feo|harto el|la|los pecho|corazon|brazo|pierna|cabeza|espalda|estomago|panza
dolor|dolores muy|bien|fuerte|en|de el|fuerte pecho|corazon
se desmayo|desmayaron|infarto|ahogo|convulsiono
me|se esta|voy|estoy|andaba a|dando desmayar|desmayando|desangrando|ahogando|muriendo|infarto|infartando|convulsionando
esta|estoy|ando sangrando|desangrando|convulsionando|inconsciente|herido|herida|lastimado|vomitando|ahogandose|ahogando
no reacciona|responde|respira|despierta|contesta|siento|vuelve
un|una infarto|derrame|embolia|convulsion|sobredosis
ocupo|necesito|manden|mande|llamen|llame|pidan|pida un|una|a ambulancia|doctor|medico|paramedicos
""",
    "accident": """
i|we|i've|we've|just|i'm|done|ah|already just|done|have|been|got|went|gone|and wrecked|crashed|flipped|jackknifed|rear-ended|rearended|sideswiped|overturned|collided|t-boned
jack|jackknifed|jack-knifed knifed|nighted|nifed|knife
i|we|he|they|she|truck|car|somebody|someone|guy|lady|pickup|van|just|done rear|real|rare|reared ended|and|end
i|we|just|have|been|done had|in|have|been|was a|an|got accident|wreck|crash|collision|axident
got|been|was|i've|just|get|were|we've|we|im been|just|got hit|rear|sideswiped|t-boned|broadsided|struck|clipped|smashed|rammed|creamed
hit|rammed|struck|crashed|smashed|plowed|slammed|ran|backed|sideswiped|clipped|run|bumped|smacked|banged|t-boned|rear-ended into|in|over|the me|us|my|back of|in
into the back|side|rear|front|end of a|an|my|somebody|me|him|her|the|some|this|another
i|we|just|i've|think|done|and just|i|have|done|i've|we hit|struck|ran|killed|clipped|rear-ended|sideswiped|smashed|plowed|slammed over|into|a|an|the|this|somebody|someone|some man|guy|lady|woman|car|deer|person|kid|motorcycle|bus|pole|bridge|pedestrian|cow|horse|elk|moose|tree|wall|guardrail|rail|truck|van|pickup|biker|cyclist|bicycle|house|building|parked|boy|girl|minivan|sedan
hit|struck|ran|run|killed over|somebody|someone|person|pedestrian|a somebody|someone|person|pedestrian|kid|man|guy|woman|lady|boy|girl|child|biker|cyclist|over
in|into|inside|down a|the|this|some ditch|ravine|canal|creek|embankment|gully|culvert|median|lake|pond|bank|woods|trees|cornfield|field|river
laying|layin|lying|laid|on|over on|over its|it's|her|my|his|their|the side|roof|top
tipped|turned|rolled|flipped|laid|fell|tipping|went|knocked|blew over|upside|it|me|her on|over|down|its
upside down
went|ran|run|slid|go|drove|slipped|goes|skidded|knocked|pushed|forced|me|us|right|straight off|me the|of road|highway|interstate|ramp|bridge|shoulder|embankment|edge
head on|-on collision|with|crash|into
airbag|airbags|air went|bag|bags|came|off|deployed|popped|blew|out|off
under|underneath|beneath my|the|me trailer|truck|wheels|tires|bumper|trailers
choque|chocamos|volcamos|volque|voltee|volteamos|atropelle|estrelle
me|nos pegaron|chocaron|chocado|pego|choco|volque|voltee|estrelle|embistio|impacto|arrollo
acabo|acabamos de chocar|atropellar|volcar|estrellar|tener|pegarle
se me|nos volteo|volco|voltio|fue|coleo|desengancho la|el|a|de troca|traila|camion|caja|trailer|lado|zanja|canal
le|les pegue|di|dimos|pegamos a|con|al un|una|otro|puente|carro|poste|venado|persona|vaca
tuve|tuvimos|sufri|traigo un|el accidente|choque
""",
    "other": """
on|caught|catch|cod|has|is fire|far|on|fiya i|we|my|the
is|trailer's|truck's|engine's|it's|reefer's|tire's|tires|trailer|truck|load's|load|engine|brakes|we're|caught|cab's|sleeper's on|are|is fire|on|ablaze|burning|smoldering
truck|trailer|engine|tire|brake|reefer|cab|sleeper|there's fire
see|there's|got|have|seeing|is|big|of|are|just flames|fire|sparks flames|coming|under|in|behind|back|shooting
bursting|burst|gone|went|up into|in flames|smoke
being|been|got|getting|just|was been|robbed|hijacked|carjacked|mugged|kidnapped|attacked|jumped|jacked|chased|followed|held|threatened|shot|beat|beaten
robbing|robbed|hijacking|hijacked|attacking|carjacking|kidnapped|jumped|attacked|mugging|holding|shooting|chasing|following|threatening|beating me|us|up|at
with|got|has|have|had|pulled|pulling|pointing|waving|carry|carrying|holding|put|pointed|got|having|is a|an|the|his|their|out|big gun|knife|pistol|shotgun|rifle|machete|weapon|bat|guns|firearm|pipe|hammer|blade|strap|sticks|gum|gone
at|held gunpoint|me|up at
got|have|carry|carrying guns|knives|weapons|sticks|straps
stole|stolen|stealing|took|taking|jacked|hijacked|nicked|unhooked my|the|our|his|off truck|trailer|rig|load|tractor|keys|freight|rig
truck|trailer|load|rig|tractor|freight|truck's|trailer's|load's got|was|been|is|just|has|gone stolen|stole|jacked|been|gone|hijacked|and
breaking|broke|trying|tryna|break|getting|climbing|kicking|broke to|into|in|get|break my|the|into|in truck|trailer|cab|door|sleeper|window|in|my
shots|shot|active|gun|shooter|they're|somebody|he's|someone fired|shooter|shooting|is shooting|at|here|people|in|fired
leaking|leak|leaks|spilling|pouring|dripping|gushing|spewing|venting|spilled out|all|from|on|over|product|chemicals|fuel|acid|hazmat|my of|out|over|everywhere|the|my|tank|trailer|bottom
chemical|hazmat|fuel|diesel|acid|gas|ammonia|propane|chlorine|product|tank|cargo is|spill|leak|spilled|spilling|leaking|leaked|everywhere|pouring|all
all over|across the|both|three|two road|highway|interstate|freeway|lanes|lane|street|ramp
call|send|get|need|want|calling|dial|me|phone|we|us the|me|some|us police|911|cops|cop|help|fire|law|somebody|sheriff|ambulance|trooper|troopers
need help|911|police|assistance right|now|bad|here|please|out|quick
this|it's|is|got|have|have|a|real an|an|a|bad emergency|emergencies|situation
emergency here|emergency|right|now|please|situation
help me|please|us|help please|help|now|me|somebody
somebody|someone|please|send|oh|god help|me
mayday
in trouble|danger|distress|real|serious|bad|trouble trouble|danger
trapped|stuck|locked in|inside|under|underneath the|my|here|a truck|trailer|cab|flood|water|snow|snowbank|blizzard|reefer|mud|elevator
water|water's|flood|river is|coming|rising|up|moving|getting|in|over my|the|in|into|up|to|hood|doors|door|cab|truck|engine|window|windows
no heat|fuel|food and|or|no no|food|heat|fuel
freezing|starving|burning to|alive death
running|run|ran|trying|tryna|forcing|pushing|run me|us to|off the|run road|me
to kill|shoot|stab|hurt|rob|beat me|us
doing|giving|performing cpr|first|mouth
me|nos estan|quieren|vienen|acaban|siguen|esta|estuvieron de robando|asaltando|robar|asaltar|matar|siguiendo|persiguiendo|apuntando|golpeando|secuestrando|amenazando|disparando
me|nos asaltaron|robaron|secuestraron|golpearon|amenazo|amenazaron|quitaron|apunto|balearon|persiguen|atacaron
se|esta|estan robaron|llevaron|robando|llevando|llevaron la|mi|el troca|caja|camion|carga|traila|trailer
se|esta|se esta|incendio|prendio|estan quemando|incendiando|ardiendo|la|el|prendiendo
hay|traigo|sale|tengo|salio fuego|lumbre|llamas|incendio|fuga|derrame|balazos|balacera
ayuda|auxilio|ayudeme|ayudenme|socorro
necesito|ocupo|mande|manden|llame|llamen|llama ayuda|a|la|al policia|bomberos|911|la|nueve
una|tengo emergencia|una emergencia
con|trae|traen|traian|a|mano pistola|arma|armas|cuchillo|machete|armada|rifle|pistolas
""",
    "breakdown": """
i'm|i|we|we're|truck|truck's|trailer|trailer's|rig|she|she's|it|it's|just|done|me|been|is|am|i've|got broke|broken|brokedown down
truck|truck's|engine|motor|she|it|tractor|transmission|alternator|battery|rig|thing|just|engine's|motor's|she's|done|tractor's just|done|is|has|up|went|gone|and died|dead|quit|stalled|seized|blew|locked|overheated|froze|exploded|shot|conked|failed|kaput
died|quit|stalled|shut|locked|gave|cut|shutdown on|off|up|out|down me|us|and|in|here|right
shut|shuts|shutting itself|down|me|her|it down|off|on
won't|wouldn't|will|can't|don't|doesn't|not|didn't start|crank|move|go|run|shift|fire|turn|budge|starting|pull|build|release|roll|moving|stop over|air|at|up|anymore|no|in|gear
blew|blown|blowed|popped|busted|lost|blowing|got a|my|out|two|the|an|three|both|on|another tire|tires|steer|drive|trailer|turbo|engine|motor|hose|gasket|transmission|radiator|tyre|flat|wheel|out
blew out
blow|blew|blown|bust out|blowout
blowout
flat tire|tires|steer|drive|on|tyre
tire|tyre|steer|tires|dual|tread|recap|retread blew|popped|exploded|busted|came|went|burst|is|flat|gone|let|shredded|apart|off
lost|losing|no|my|got my|no|all|the brakes|brake|breaks|air|power|steering|oil|clutch|engine|transmission|pressure
brake|brakes|breaks|brakes|air|brake are|is|went|have|just|completely gone|out|failed|locked|smoking|stuck|shot|fading|failing
out|run|ran|running of|out of|outta fuel|diesel|gas|of
stuck|stranded|stopped|sitting|parked|disabled|broke|dead|pulled|sittin|broken|setting|settin|pulled on|in|alongside|off|over the|on|side|in shoulder|side|soldier|road|highway|interstate|freeway|middle|ditch|mud|tracks|ramp|lane|bridge|intersection|railroad
on|to the|side shoulder|side|soldier|sholder|edge of|with
side of the|a|uh road|highway|interstate|freeway|innerstate|street
i'm|stuck|left|got|am stranded
need|send|call|get|waiting|wait|want|got a|on|for|me|us|some|the|road tow|wrecker|mechanic|toe|service|roadside|truck
blocking|block the|a|both|traffic|everybody|one|all|two road|lane|lanes|ramp|intersection|highway|traffic|street|exit|tracks|everybody
middle of the|a|this road|highway|interstate|freeway|intersection|lane|street|bridge
wheel|wheels|axle|driveshaft|drive|hub|bumper|fifth|hood|duals fell|came|come|flew|broke|snapped|shaft|rolled off|out|fell|loose
engine|radiator|turbo|transmission|motor|brakes|fuel|oil|hood|coolant is|smoking|smoke|steam|steaming|overheating|leaking|leak|blowing|pouring|everywhere|dumping
smoke|steam|smoking|oil|coolant|antifreeze coming|pouring|rolling|is|everywhere|out|bad|blowing|all from|out|under|over
derated|derate|de-rated|limp mode|me|down|to
se me|nos descompuso|poncho|apago|revento|quebro|rompio|trono|quemo|calento|acabo|acabaron|paro|quedo|atasco|trabo|murio|salio|desbielo|chingo|jodio
me quede|quedo|dejo sin|tirado|varado|parado|atascado|atorado|quedado frenos|diesel|aire|luces|la|en
ya no prende|jala|camina|arranca|frena|agarra|quiere|entra|da|funciona
no prende|arranca|agarra|jala|camina|frena|arranco|prendio|entra
necesito|ocupo|mande|manden una|un|la grua|mecanico|asistencia
estoy|ando|quede|quedamos|sigo varado|tirado|atascado|atorado|descompuesto
estoy en la orilla
no|sin tengo|hay frenos|aire|direccion|luces
truck|motor|engine|gear|brake|tyre|tire don|no|dey die|spoil|knock|fail|burst|finish|gree|enter|start
""",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a phrase list, without its first word."""

    name: str
    rest: tuple[frozenset[str], ...]


def _without_options(slots: list[list[str]]) -> Iterator[list[list[str]]]:
    choices = [[slot, []] if "" in slot else [slot] for slot in slots]
    for chosen in product(*choices):
        yield [[word for word in slot if word] for slot in chosen if slot]


def compile_phrases(lines: str, prefix: str) -> dict[str, tuple[Phrase, ...]]:
    """First word -> the phrases that begin with it."""
    index: dict[str, list[Phrase]] = {}
    for number, line in enumerate(lines.strip().splitlines()):
        for slots in _without_options([slot.split("|") for slot in line.split()]):
            if not slots:
                continue
            phrase = Phrase(f"{prefix}{number}", tuple(frozenset(slot) for slot in slots[1:]))
            for word in slots[0]:
                index.setdefault(word, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in index.items()}


def longest(
    index: dict[str, tuple[Phrase, ...]], forms: list[str], start: int
) -> tuple[str, int] | None:
    """The longest phrase that begins at a word: its name and its length in words."""
    found: tuple[str, int] | None = None
    for phrase in index.get(forms[start], ()):
        length = len(phrase.rest) + 1
        if (found is None or length > found[1]) and start + length <= len(forms):
            if all(forms[start + 1 + k] in slot for k, slot in enumerate(phrase.rest)):
                found = (phrase.name, length)
    return found
