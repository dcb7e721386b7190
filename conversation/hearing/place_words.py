"""Words that shape a spoken place: states, directions, relations, truck stops, and what ends it."""

from __future__ import annotations

from conversation.hearing.word_sets import phrase_set, spellings, word_set

STATES = phrase_set(
    """
    alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|
    idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|
    michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|
    new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|
    rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|
    washington|west virginia|wisconsin|wyoming|ontario|quebec|alberta|manitoba|saskatchewan|
    british columbia|mexico|canada|cali|jersey|tejas|nuevo mexico|luisiana|carolina|
    the carolinas|nueva york
    """
)
#: States by their letters, as far as those are no words: behind a town only.
STATE_LETTERS = word_set(
    "tn tx ar az fl ga ia il ks ky md mn ms mo nc nd ne nh nj nm nv ny sc sd ut wi wv wy"
)
#: States that are also towns which drivers name without their state.
TOWNS_TOO = frozenset({"new york", "washington", "delaware", "quebec"})

#: Too wide to use, beside a state alone.
WIDE_PLACES = phrase_set(
    """
    the road|road|the highway|highway|the interstate|interstate|the freeway|freeway|
    the truck|my truck|truck|here|right here|out here|over here|on the road|
    the middle of nowhere|middle of nowhere|nowhere|the country|the mountains|the desert|
    somewhere|down the road|the parking lot|parking lot|a parking lot|truck stop|
    the truck stop|a truck stop|rest area|the rest area|a rest area|la carretera|carretera|
    el camino|camino|traffic|in traffic|the scale|between|the turnpike|the line|the shoulder|
    shoulder|the median|the ditch|the exit|the ramp|the border|the weigh station|route|
    the midwest|midwest|up north|down south|the south|out west|the east coast|the west coast|
    orilla|la orilla|acotamiento|la cabina|cabina|la cuneta|cuneta|la zanja|zanja|el camarote|
    la litera|la cama|el taller|el bano|la revision|el comedor|la oficina|el restaurante|
    el estacionamiento|las regaderas|
    el asiento|la troca|el camion|el carro|la inspeccion|la traila|el remolque|
    la aduana|aduana|la frontera|frontera|la garita|la caseta|el puente|el cruce|la salida|
    la bascula|bascula|la fila|la linea|el trafico|la calle|la yarda|la casa|la gasolinera|
    una gasolinera|el area de descanso|el truck-stop|un truck-stop|el parqueadero|la rampa|
    same place|almost there|the panhandle|the way|my way|town|
    the city|city|seat|the seat|
    my seat|the cab|cab|bed|the sleeper|home|the house|close|near|far|lost
    """
)

DIRECTIONS = word_set(
    """
    north south east west northbound southbound eastbound westbound norte sur este oeste
    """
)

#: Numbers that drivers say for an interstate, and hardly for another highway.
INTERSTATES = word_set(
    """
    4 5 8 10 12 15 16 17 19 20 22 24 25 26 29 30 35 37 39 40 43 44 45 49 55 57 64 65 66 68 70 71
    72 74 75 76 77 78 79 80 81 82 83 84 85 86 88 89 90 91 94 95 96 105 110 195 205 210 215 220
    225 235 240 255 264 265 270 271 275 276 277 278 280 285 294 295 405 410 420 430 435 440 459
    464 465 469 470 471 475 476 480 485 494 495 505 520 530 540 565 575 580 595 605 610 630 635
    640 664 670 675 676 678 680 684 690 694 695 696 710 735 740 755 775 805 810 820 840 865 880
    """
)

#: Relations of a truck to a place: how the form spells them, and how drivers say them.
RELATIONS: dict[str, str] = spellings(
    """
    coming up on: coming up on | come up on
    near: getting ready to hit | about to hit | fixing to hit | fixing hit
    coming into: coming into | coming in to | getting into | rolling into
    coming through: coming through
    coming out of: coming out of
    coming up to: coming up to | coming to
    by: coming by | out by | over by | up by | down by | back by | close by | right by | by
    coming down off: coming down off
    coming off: coming off of | coming off
    coming down: coming down
    through: coming down through | rolling through | running through | going through
    through: wheeling through | hauling through | cruising through | trucking through
    through: passing through | driving through | cutting through | moving through
    through: got through | through | thru
    coming over: coming over
    at: arrived at | arrived to | made it to | checked in at | got to | pulled into
    at: pulled in at | backed in at | docked at | reached to | unloading at | delivering at
    en: descargando en | cargando en
    at: unloaded at | loaded at | docked in at
    at: delivering to | empty at | still at | waiting at | dropping at | parked at
    at: sitting at | over at | up at | down at | out at | here at | right at | back at | at
    in: arrived in | over in | up in | down in | out in | back in | here in | in | inside
    close to: getting close to | close to
    pulling into: pulling into
    past: came through | come through | went through | gone through | rolled through
    past: went past | went by | gone past | got past | rolled past | drove past | rolled by
    past: come past | passed through | passed by | passed | pass | cleared | crossed | past
    just through: just through
    getting off: getting off
    off: got off | turning off | pulled off | off of | off
    passing: passing by | passing
    going up: going up | climbing up
    climbing: climbing
    up: headed up | heading up | pulling up
    down: headed down | heading down | going down
    on the north side of: on the north side of | north side of
    on the south side of: on the south side of | south side of
    on the east side of: on the east side of | east side of
    on the west side of: on the west side of | west side of
    on the outskirts of: on the outskirts of | outskirts of | edge of | on the edge of
    crossing: crossing
    near: about to cross | fixing to cross | getting ready to cross
    crossing into: crossing into
    entering: entering
    into: crossed over into | come over into | crossed into
    entered: entered
    approaching: approaching
    leaving: just leaving | leaving
    saliendo de: acabo de salir de
    just left: just left
    pulled out of: just pulled out of | pulled out of
    rolled out of: just rolled out of | rolled out of
    pulling out of: pulling out of | pull out of
    rolling out of: rolling out of
    near: getting ready to leave
    near: nearing | out near | over near | up near | down near | near to | nearby | near
    outside of: outside of | out side of
    outside: outside
    out of: outta | out of
    next to: next to | beside
    around: around
    behind: behind
    across from: across from
    before: before
    after: after
    north of: north of
    south of: south of
    east of: east of
    west of: west of
    northeast of: northeast of
    northwest of: northwest of
    southeast of: southeast of
    southwest of: southwest of
    this side of: this side of
    the other side of: other side of | the other side of
    short of: shy of | short of
    into: into
    onto: onto | on to
    from: from
    between: in between | between
    on: on the side of | on the shoulder of | on the right side of
    on: on | up on | out on | down on
    along: along
    under: under | went under | going under
    between: entre
    across: across
    cerca de: cerca de | cerca
    pasando: pasando por | pasando | ya paso de
    pase: pase por | pase
    acabo de pasar: acabo de pasar por | acabo de pasar
    acabamos de pasar: acabamos de pasar
    pasamos: pasamos
    llegando a: llegando a | llegando al | mero llego a | mero llego al | casi llego a
    llegando a: casi llego al | a punto de llegar a | por llegar a | mero llegamos a
    acabo de cruzar: acabo de cruzar
    cruzando: cruzando
    subiendo: subiendo
    bajando: bajando por | bajando de
    llegando a: falta poco para llegar a | falta poquito para llegar a | falta nada para llegar a
    llegando a: falta poco para | falta poquito para
    saliendo de: saliendo de
    entrando a: entrando a
    a la altura de: a la altura de
    por: por
    en: en | dentro de
    adelante de: adelante de | delante de
    antes de: antes de llegar a | antes de llegar al | antes de
    de: para llegar a | para llegar al | de llegar a | de llegar al
    hacia: hacia
    pasado: mas adelante de | mas alla de
    at: llegue al | llegue a | llegamos al | llegamos a | llegue con | llegue aqui a
    at: llegue aqui al
    in: llegue con el cliente en | llegue con el cliente de | con el cliente en | con el cliente de
    afuera de: afuera de
    rumbo a: rumbo a
    frente a: frente a
    junto a: junto a
    despues de: despues de
    de: de
    del: del
    """
)
#: Dropped at the front of a place: they say no more than that the truck is there.
PLAIN_RELATIONS = frozenset({"in", "at", "on", "en", "por", "de", "along", "across"})
#: These may open a place without the driver having said "I am".
MOVING_RELATIONS = phrase_set(
    """
    coming up on|come up on|coming into|coming through|coming out of|rolling into|
    rolling through|running through|going through|passing through|driving through|went past|
    went by|rolled past|got through|passing|passed|pass|crossed|cleared|crossing|approaching|
    fixing to hit|fixing hit|about to hit|getting ready to hit|about to cross|fixing to cross|
    acabo de salir de|acabo de pasar|acabo de pasar por|acabamos de pasar|just rolled out of|
    just left|just pulled out of|pulled out of|rolled out of|pulling out of|pull out of|
    rolling out of|
    pasando|pasando por|ya paso de|llegando a|llegando al|mero llego a|mero llego al|
    casi llego a|casi llego al|a punto de llegar a|por llegar a|mero llegamos a|
    acabo de cruzar|cruzando|subiendo|bajando por|bajando de|falta poco para llegar a|
    falta poquito para llegar a|falta nada para llegar a|falta poco para|falta poquito para|
    saliendo de|entrando a|coming up to|coming down off|coming off|coming off of|coming down|
    coming down through|coming over|crossing into|crossed into|crossed over into|
    pulling into|rolled through|wheeling through|hauling through|cruising through|
    trucking through|
    come through|came through|cutting through|just through|entering
    """
)

#: Chains and kinds of truck stops, as they are written.
TRUCK_STOPS = {
    "ta": "TA",
    "petro": "Petro",
    "pilot": "Pilot",
    "love's": "Love's",
    "flying": "Flying",
    "j": "J",
    "sapp": "Sapp",
    "bosselman": "Bosselman",
    "buc-ee's": "Buc-ee's",
    "qt": "QT",
    "kwik": "Kwik",
}
#: Names that are not written with one capital letter.
WRITTEN = {
    **TRUCK_STOPS,
    **{
        name: name.upper()
        for name in word_set("dc rdc okc heb c&s ups us usa dfw p&g cvs xpo pfg ii")
    },
    **{name: name.upper() for name in STATE_LETTERS},
    "h-e-b": "H-E-B",
    "heb": "H-E-B",
    "bj's": "BJ's",
}
#: Common nouns of places: written small, and no place by themselves.
COMMON_NOUNS = word_set(
    """
    rest area stop truck-stop warehouse distribution center depot plant terminal yard store
    exit ramp on-ramp off-ramp turnoff toll plaza weigh station scale house parking lot row
    fence back shoulder median side receiver shipper customer consignee facility dock cold
    storage mile marker welcome line state county border split interchange service travel
    truck center's grade building gate guard shack bodega puerta almacen de del la el las
    los the of and by in on at off near past between westbound eastbound northbound
    southbound north south east west old front corner light intersection gas turnpike loop
    just right before after miles about tunnel overpass curve parada gasolinera hotel port entry
    inspeccion cabina cuneta zanja bascula camion troca traila remolque acotamiento
    aduana frontera garita caseta puente cruce salida entrada planta ciudad pueblo area descanso
    linea
    kilometro milla cliente yarda centro taller estacion
    inspection checkpoint factory mill mine farm ranch school church airport hospital drop
    top bottom end beginning way area's oasis picnic pull pullout runaway fuel place spot y
    """
)

#: Generic places that say nothing without a name behind them.
GENERIC = word_set(
    """
    receiver shipper customer consignee warehouse yard dock door doors gate guard shack
    orilla yarda acotamiento office shop place facility terminal store plant building house
    home hotel motel hospital
    customer's receiver's shipper's bank parking lot spot truck trailer cab sleeper bunk
    lane lanes middle side back front shoulder median ditch ramp road highway interstate
    freeway line bed scale scales rest area stop truck-stop station fuel island pump pumps
    light red way bathroom shower restaurant store's delivery pickup drop window bodega


    gasolinera cliente muelle anden almacen patio recibidor del carretera camino puerta
    centro distribution center dc depot
    factory mill exit corner fence hills mountains woods desert country sticks river
    creek route inspeccion cabina cuneta zanja camarote litera cama asiento banqueta carril caja
    camion troca troque traila remolque carro
    taller bano revision comedor oficina restaurante estacionamiento regaderas
    aduana frontera garita caseta puente cruce salida entrada bascula planta parada casa pueblo
    calle parqueadero retorno yonke truck-stop ciudad linea
    """
)
#: What is driven begins no name: "the truck leaving Orlando".
VEHICLES = word_set("truck camion troca troque traila trailer remolque rig")

#: Never the first word of a place.
NOT_A_PLACE = word_set(
    """
    dirt weeds gravel
    a an traffic time least work first second about all it that this these those my your his
    her their our noon midnight night morning afternoon evening line case fact advance
    person order front back no not some any every each one's me you him them us we i he she
    they what which who when how why there here now then today tomorrow tonight yesterday
    once schedule hold break duty detention drive park neutral fifth gear cruise hours
    minutes hour minute days day week weeks month months year years while bit couple few lot
    half another fuel gas coffee food lunch dinner breakfast water ice snow rain fog shape
    trouble pain charge track call phone speaker bluetooth mute hook reverse idle regen
    touch contact control position so if and or but because cause since until till unless
    though although really very too pretty quite almost enough far close ahead behind up
    down over out off away together mistake due end myself golly chance accident monday
    tuesday wednesday thursday friday saturday
    sunday lunes martes miercoles jueves viernes sabado domingo law hand foot head heart mind
    god god's jesus
    christ honest reason way ways yeah yes yep nope okay alright well uh hey man sir ma'am
    buddy brother maybe probably bad fine late early slow fast short other same next last
    done empty loaded full ready waiting driving rolling moving running going doing getting
    being having trying looking talking eating sleeping fueling unloading loading mi su tu
    mis sus nada todo esto eso lo que ya si pero porque cuando hora horas minutos trafico
    camino manana tarde noche gonna wanna gotta let's oh lord anybody anyone
    anything somebody someone something everybody everything nobody nothing pm am
    construction weather delays delay stop-and-go bumper both neither either em myself
    itself breath at in on by to of from with for near past tracking app gps computer paper
    map screen paperwork dead grass guardrail rail lane lanes ditch trailer circle corner
    jail heaven space church bathtub sun dark back-up backup blizzard storm wreck crash is
    are was were be been do does did has have had can could will would shall should may
    might must get got gets make makes made take takes took say says said see sees saw know
    knows knew think thinks thought want wants wanted need needs like likes stand jam pile
    luck love money course accidente queue stage papers shade process hurry rush limbo
    circles it's i'm i'll i've i'd we're we'll we've they're they've that's there's he's
    she's you're what's who's where's who'd ain't isn't don't can't won't didn't
    """
)

#: Words of a Spanish sentence that goes on behind a name, or corrects it.
_SPANISH_SENTENCE = word_set(
    """
    se nos les le digo diga perdon dicho traigo tengo tenemos hace desde hay nomas todavia apenas
    aca alla ahi mero orita ando andamos vengo venimos salgo salimos llegue es son fue era esta
    estan hubo casi tambien luego despues entonces mas mejor tuve choque chocamos volque volcamos
    llevo llevamos sigo seguimos hago quiero puedo pienso estaba estuve sali tienen tuvieron dicen
    dijeron necesito ocupo acabo acaba vine manejo descargo entrego salgo pasamos duele queda
    quedan falta faltan esperando descargando
    rumbo hacia compa jefe mire oiga mientras aunque verdad carnal camarada nomas
    """
)
#: Words that end a name; wider than the words that cannot begin one.
ENDS_A_NAME = _SPANISH_SENTENCE | NOT_A_PLACE - word_set(
    """
    new big little back park ice water rock lake fort long short head love god full one's
    fog small good way hand law foot far heart paper
    """
) | word_set(
    """
    and or but so with for because cause if when where while as than that which who about
    around by in on at to from into out of off over under up down near past through outside
    inside behind before after between across toward towards along against headed heading
    headin going coming leaving getting making taking trying waiting sitting running rolling
    driving moving stopped parked stuck loaded unloaded delivered picked should would could
    will might may gonna can't don't didn't won't isn't wasn't weren't ain't haven't hasn't
    been being be is are was were am has have had do does did done just still already again
    also too only even right left now then soon later today tomorrow tonight yesterday there
    por here everything everybody nothing something traffic weather construction clear smooth
    slow backed good fine great bad real pretty got get gets took take takes looks looking
    like said says say told think thinks thought guess figure believe know knows see saw
    check checked checking please thanks thank sir ma'am okay yeah yes no nope well uh oh
    man buddy brother honey miss boss bro dude y'all hey hello bye this these those the a an
    my your his her their our its it he she we they you i me him them us what how why
    whatever somewhere probably maybe actually basically almost half more less much many lot
    lots some any all both each every other another miles mile minutes hours hour minute
    o'clock pm eta appointment load truck trailer driver dispatch broker shipper receiver
    waitin hoping wanting needing bit since until till though although unless however never
    always arrive arrived arriving deliver delivering delivery empty full late early en pero
    porque y o con sin para que ya si muy todo ahorita ahora cuando donde como estoy estamos
    voy vamos llego llegamos creo senorita senor oficial gracias fixing started start
    starting stop stopping stops pulled pull pulling crossed exactly make makes made fast
    hauling snow snowing rain raining wind windy blowing fog foggy icy shut closed open
    opened broke broken flat tire engine smoke blew blown hit crash wreck wrecked crashed
    accident flipped rolled hurt fire burning help safe unsafe ok alive alone busted totaled
    northbound southbound eastbound westbound stretch side eating fueling sleeping grabbing
    resting having finishing i'm i'll i've i'd we're we'll we've it's it'll that's there's
    they're they've he's she's called named you're what's let's who's where's gotta wanna
    lemme gimme cop cops police sign signs fuel fueled gas lunch dinner breakfast coffee
    shower sleep rest thirty come comes came door doors supposed em meaning expecting wait
    """
)  # fmt: skip

#: What "por la nieve", "en el hielo" or "en detención" tell of: causes and states, no places.
_SPANISH_STATES_OF_THINGS = word_set(
    """
    nieve lluvia hielo neblina niebla tormenta granizo viento vientos aire clima tiempo calor frio
    construccion obras trabajos choque choques accidentes desviacion embotellamiento fila filas
    cola linea ponchadura ponchada llanta llantas falla fallas falta culpa causa motivo problema
    problemas retraso atraso demora detencion espera rato momento instante descanso cita citas ruta
    comida cena lonche chequeo lumper papeles documentos permiso policia suerte fin cuanto serio
    broma favor casualidad ahi alla aca aqui ahorita mientras
    """
)
#: A state whose name is a snowfall behind its article.
_SNOWFALL = frozenset({"nevada"})
NOT_A_PLACE |= _SPANISH_STATES_OF_THINGS
#: Behind a Spanish article these begin no name, unless the two are a town's: "la nieve".
NO_NAME_BEHIND_ARTICLE = NOT_A_PLACE | _SNOWFALL

#: Small words that may stand inside a name: "truth or consequences" is not worth their noise.
INSIDE_NAMES = frozenset(
    {"de", "del", "la", "las", "los", "el", "of", "st", "saint", "san", "santa"}
)

#: Adverbs and fillers that may stand anywhere in a place and are left out of it.
FILLERS = word_set(
    """
    uh just right like kinda about around's still currently now here there over already down
    up out way back somewhere somewheres roughly maybe basically almost only ya ahorita aqui
    mero como apenas pues halfway bien all again exactly probably actually well so yeah okay
    nomas ahora mismo tantito todavia apenitas
    """
)
#: Between "I am" and the place: how the truck is there.
BEING_THERE = FILLERS | word_set(
    """
    driving rolling running sitting parked stopped stuck standing cruising moving going
    headed heading traveling trucking broke broken pulled holding waiting resting staying
    stranded crawling creeping north south east west northbound southbound eastbound
    westbound checked laid sleeping shut fueling staged backed located coming not's in's
    turning parado parada estacionado estacionada tirado tirada varada atorada atrapado atrapada
    acostado dormido volcado chocado manejando rodando descansando atorado detenido varado
    fueled clear got made getting safe good fine okay alone doing home hauling cruising barreling
    hammering estacionado estacionada descansando durmiendo comiendo cenando desayunando
    almorzando echando diesel cargando esperando formado formada tomando cafe rodeado llenando
    tanque
    """
)
SUBJECTS = word_set(
    """
    i'm we're estoy estamos ando andamos voy vamos vengo venimos sigo dandole circulando encuentro
    encontramos hallo faltan
    """
)
#: Words that may open an answer before the place itself.
OPENERS = FILLERS | word_set(
    """
    i'm we're yes yep yeah no nope sir ma'am well hey man let me see think it's that's is
    says say sign the a at hello hi oh okay alright i am we are en si estoy estamos believe
    guess gps shows showing said phone okay's bueno mire senorita senor por ando voy good
    fine honey baby brother buddy lemme in it was pues vengo sigo yup right encuentro encontramos
    hallo faltan me
    """
)
#: First words of answers that are no bare name of a place.
NOT_BARE = word_set(
    """
    hang hold pardon repeat ask track tracking track's lost same nope roger copy ten-four
    negative affirmative who whose why what's huh speak talk talking hablo english espanol
    nunya none business personal private you're you'd your can could do did does bro bruh
    dang damn shit hell fuck fucking crap crying laughing whatever wherever somewhere's
    anywhere everywhere nowhere call calling texting text breaking unintelligible inaudible
    robot computer machine spam scam excuse sorry oops wow whoa yo ma mom babe sweetheart
    sugar darling dispatcher dispatch boss gone found number cannot never between standby
    stand give hear heard come listen quit depends idk don't-know check see look watch go
    drive driving rolling trucking cruising resting fifty mhm mm nah naw nary nel aight k bet
    fasho simon orale sale andale wait false alarm blah da dear lol huh ooh aw geez gee golly
    yup question clue negatory nother sometime whenever early late delayed good bad fine un
    una lugar seguro cool awesome perfect excellent
    esta estan perdon digo diga dicho mejor choque chocamos volque volcamos perdi tuve tuvimos
    hubo hay se nos pegue quede traigo tengo acaba acaban acabo viene vienen
    super solid straight wonderful blessed hungry tired sleepy bored mad angry happy sick
    dead home bed
    """
)

#: Fillers after which nothing more of a place comes.
FILLERS_THAT_END = frozenset({"so", "still", "already", "yeah", "okay", "probably", "well", "pues"})
DISTANCES = word_set(
    """
    miles mile minutes minute mins hour hours exits millas milla minutos hora horas kilometros
    kilometers
    """
)
RELATIONS_OF_DISTANCE = phrase_set(
    """
    outta|out of|outside|outside of|south of|north of|east of|west of|past|before|shy of|
    short of|this side of|the other side of|other side of|after|del|northeast of|northwest of|
    southeast of|southwest of|into|near|antes de|despues de|de|adelante de|
    antes de llegar a|para llegar a|
    para llegar al|de llegar a|de llegar al|al norte de|al sur de
    """
)
NEVER_INSIDE = phrase_set("out of|outta|behind|pass|leaving|coming to|across|along|inside")
#: May open a place at the head of a clause, without "I am"; the name must be one that is known.
HEADING_RELATIONS = phrase_set(
    """
    in|at|by|near|past|on|off|off of|outside|outside of|just outside|close to|around|north of|
    south of|east of|west of|this side of|short of|shy of|before|between|through|thru|behind|
    next to|across from|over by|over at|over in|up by|up in|up at|down by|down in|down at|
    out by|back in|back at|nearing|inside|into|en|por|cerca de|pasando|pasando por|saliendo de|
    llegando a|entrando a|a la altura de|antes de|afuera de|adelante de|leaving|just leaving|
    on the north side of|north side of|on the south side of|south side of|on the east side of|
    east side of|on the west side of|west side of|on the outskirts of|outskirts of|
    headed up|heading up|headed down|heading down
    """
)
#: With these a name needs not be known: they say nothing else but where one is.
SURE_OF_PLACE = phrase_set("by|near|past|outside|outside of|close to|cerca de|saliendo de|pasando")
#: What follows a place that the sentence is about, and not the truck's: "memphis is slow".
TELLS_OF_PLACE = word_set(
    """
    is was has had says said are were isn't wasn't ain't won't don't doesn't didn't keeps guy
    guys people dispatch dispatcher load loads driver drivers truck appointment wants took takes
    """
)
#: First words of truck stops and rest areas, which lead to a place without a name of their own.
STOPS = word_set("rest truck-stop truck weigh welcome parking cold fuel scale service travel toll")
#: Begin no place of their own, except where any description helps.
ONLY_INSIDE = phrase_set(
    """
    behind|inside|under|across|into|out of|outta|after|off|off of|from|along|beside|
    next to|across from|de|shy of|short of|dentro de|to|cerca|onto|on to|para llegar a|
    para llegar al|de llegar a|de llegar al|hacia
    """
)
#: The truck may stand at somebody's gate; with any other relation it is on the road.
RELATIONS_AT_REST = phrase_set(
    """
    arrived at|arrived in|arrived to|made it to|checked in at|got to|pulled into|
    pulled in at|backed in at|docked at|reached to|unloading at|delivering at|delivering to|
    empty at|still at|waiting at|dropping at|parked at|sitting at|in|at|on|en|de|over in|
    up in|down in|out in|back in|here in|over at|up at|down at|out at|here at|right at|
    back at|inside|behind|off|off of|next to|beside|across from|under|descargando en|cargando en|
    unloaded at|loaded at|llegue al|llegue a|
    llegamos al|llegamos a|llegue con|llegue aqui a|llegue aqui al|llegue con el cliente en|
    llegue con el cliente de|con el cliente en|con el cliente de
    """
)
THINGS_TO_BE_ON = word_set(
    """
    road street avenue bridge pike turnpike boulevard parkway freeway expressway ramp loop
    pass mountain hill grade border causeway drive highway river island beltway tollway
    thruway bypass interstate summit connector exit side
    """
)
NAMES_IN_ING = word_set("spring wheeling crossing landing sterling flushing corning reading")
NAMES_IN_ANDO = word_set("orlando fernando hernando brando")
#: One of these alone is no name, though it may begin one.
NEVER_ALONE = word_set(
    """
    big little long new small good great grand old white black green red blue side lower
    upper east west north south mount fort saint st san santa el la los las port de lake
    mister general downtown northbound southbound eastbound westbound bad heavy hard nice
    real full fast deep high low
    """
)
KEEP_ARTICLE = word_set(
    """
    bridge turnoff junction line pass split border tunnel turnpike median shoulder beltway
    """
)
COMPASS = frozenset({"north", "south", "east", "west", "old", "las", "los", "el", "la"})
FOLLOWS_A_NAME = word_set(
    """
    i i'm i'll and about just now right uh but we we're sir ma'am be should eta so it's
    northbound southbound eastbound westbound north south east west ahora ahorita y yo
    """
)
HERE = word_set(
    """
    parked sitting stopped stuck rolling driving here near past outside still aqui cerca
    currently running going doing out broke somewhere someplace around pulled shut staged
    laid fueled fueling parado parada estacionado estacionada atorado detenido varado descansando
    """
)
CLAUSE_OPENERS = word_set(
    """
    yeah yes yep no nope uh and but so well just still okay hey hello sir ma'am right
    currently now man i'm we're oh alright good fine si pues here honey sister brother
    morning afternoon evening know boss buddy
    """
)
MOVERS = word_set("i we i've we've just am done are ya about have finally already me nos")
#: What may stand between two pieces of one place.
BETWEEN_PLACES = FILLERS | word_set(
    """
    it's i'm we're i am we are the sign says that's is at and mile by be sitting think guess
    unintelligible audio inaudible en la estoy ando
    """
)
#: Chains that freight goes to, and words for a warehouse: "at the Target in Tifton" is an arrival.
RECEIVERS = word_set(
    """
    walmart target kroger costco publix heb h-e-b aldi lowe's lowes amazon sysco mclane
    albertsons safeway meijer wegmans winco dollar c&s tyson cargill smithfield pepsi
    pepsico coke fedex ups ikea menards tractor kohl's warehouse dc distribution receiver
    consignee plant depot bodega almacen hub supervalu unfi sam's bj's whirlpool nestle
    kellogg's kraft performance gordon staples autozone walgreens cvs hyvee hy-vee giant
    ahold foods delhaize shaw's stop-and-shop lion ford rdc heinz goya frito frito-lay walgreen's
    """
)
#: Words of every day that begin a chain's name: "Home Depot", "Food Lion".
BEGIN_CHAINS = frozenset({"home", "food", "best", "office", "dollar", "cold", "us"})
#: Names of chains, which say by themselves that a place is meant.
CHAINS = RECEIVERS - word_set(
    """
    warehouse dc distribution receiver consignee plant depot bodega almacen hub giant tractor foods
    performance gordon coke dollar stop-and-shop
    """
)

#: Open a place as words of passing do, but the truck stands there.
ARRIVING_RELATIONS = phrase_set(
    """
    arrived at|arrived in|arrived to|made it to|checked in at|got to|pulled into|
    pulled in at|backed in at|docked at|reached to|unloading at|delivering at|delivering to|
    empty at|still at|waiting at|dropping at|parked at|sitting at|llegue al|llegue a|llegamos al|
    llegamos a|llegue con|llegue aqui a|llegue aqui al|llegue con el cliente en|
    llegue con el cliente de|con el cliente en|con el cliente de|unloaded at|loaded at|
    descargando en|cargando en
    """
)
#: "i stand on border": the present tense of drivers who learned English on the road.
PLAIN_PRESENT = word_set("stand sit stay wait park drive go stop stuck rest sleep")
#: "stuck in traffic in Atlanta": no places, and the place can come after them.
HELD_UP = phrase_set(
    "in traffic|in line|on break|in construction|in backup|on detention|in detention|in queue"
)
