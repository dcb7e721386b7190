"""What the words are about: the vocabulary of trouble and of what takes it back.

Words of one concept are alike to the recogniser even where no example sentence held them: it has
learned from "my alternator quit" what to think of "my gearbox quit". A stem ends in `*`.
"""

from __future__ import annotations

from functools import lru_cache

CONCEPTS: dict[str, str] = {
    # who
    "me": "i i'm im me we we're us i've we've i'll ima yo nosotros mi me nos ah i'd estoy ando traigo "
    "myself mwen",
    "mine": "my our mi mis nuestra nuestro mine me's muh",
    "companion": "co-driver codriver coworker partner passenger wife husband son daughter kid buddy "
    "brother companero compa companera esposa esposo hijo hija mama cousin trainee kasama oga "
    "trainer amigo friend co",
    "other": "somebody someone some guy dude fella fellow man lady woman people they they're them he "
    "he's she his her their other another driver car cars semi truckers folks cop cops trooper "
    "troopers forklift alguien senor senora otro otra chofer carro ellos gente unos tipo vato bato "
    "compadre bus van pickup minivan motorcycle everybody person four-wheeler wheeler bloke lad "
    "kid girl boy neighbor tanker",
    # denial and doubt
    "negation": "no not ain't aint isn't wasn't weren't didn't don't doesn't never none nothing nobody "
    "nah naw nope without haven't hasn't neither nor sin nada nadie ningun ninguna ninguno nunca "
    "tampoco wasnt didnt dont isnt won't",
    "cannot": "can't cant cannot caint couldn't cain't unable cyaan puedo puede deja",
    "if": "if unless case suppose supposing assuming would would've could've might should hopefully "
    "barring say si ojala hubiera hubiese whenever worst gonna'd i'd you'd they'd long maybe",
    "ask": "what who where when why how which do does did is are can should whose what's who's que "
    "quien cuando donde como cual wetin y'all anybody any a",
    "joke": "kidding joking haha ha lol jaja jajaja playin playing messin messing jk psych hahaha joke "
    "pulling leg gotcha figuratively",
    # time
    "past": "yesterday last ago week weeks month months year years earlier monday tuesday wednesday "
    "thursday friday saturday sunday once back ayer pasado pasada anoche hace antes lunes martes "
    "miercoles jueves viernes sabado domingo before already used was were had january february march "
    "april may june july august september october november december winter summer spring ya estuvo",
    "now": "now right just ahorita ahora acabo acaban just's currently still here aqui este",
    "fixed": "fixed replaced repaired changed patched welded swapped adjusted tightened cleared clear "
    "handled settled done solved healed better fine good okay ok rolling moving running going "
    "arreglaron arreglo arreglada cambie cambiaron bien quedo listo camino jalando sacaron new over "
    "finished back again alright",
    "ahead": "ahead front behind up opposite other side eastbound westbound northbound southbound "
    "adelante enfrente sentido traffic backed closed lane lanes shut passed past road news radio cb",
    # the truck
    "part": "engine motor transmission tranny trans clutch brake brakes breaks tire tires tyre tyres "
    "llanta llantas radiator alternator battery batteries axle driveshaft turbo compressor airline "
    "wheel wheels hub bearing steering starter injector hose belt pump fan gearbox shaft kingpin "
    "dual duals steer drive drives frenos freno embrague transmision radiador bateria eje turbo "
    "banda manguera volante diesel fuel oil coolant air aire def dpf ecm spring suspension rim "
    "landing gear fifth u-joint differential rearend hood tank tanque direccion maza cardan drum",
    "truck": "truck rig tractor trailer semi traila troca camion caja trailer's truck's lorry vehicle "
    "bobtail reefer flatbed tanker rig's cab cabin cabina plataforma pipa nodriza machine wagon "
    "tractor's unit she she's her hood",
    "fail": "died dies dead quit quits broke broken blew blown blowout busted burst snapped locked "
    "stalled seized overheated overheating overheat failed gone shot smoking cracked leaking derate "
    "limp stranded tow wrecker disabled stuck flat popped exploded descompuso apago poncho revento "
    "trono quebro rompio varado tirado murio varada arranca prende jala grua kaput conked spoil shut "
    "fell sheared collapsed jammed gelled knock knocking slipping grinding atascado descompuesta",
    "stopped": "shoulder soldier ditch median ramp overpass intersection roadside guardrail tracks "
    "flashers triangles blocking stopped orilla zanja carril embankment culvert side grass curb "
    "canal barranco barranca bush gutter emergency",
    # harm
    "crash": "wreck wrecked crash crashed collision collided rolled rollover flipped jackknifed "
    "jackknife knifed rear-ended rearended ended sideswiped t-boned boned slammed smashed plowed struck hit "
    "clipped ran overturned upside choque choco chocar chocaron volteo voltee volcado volque "
    "atropelle estrelle accident accidente aksidan tipped slid pileup totaled jam banged dashed bumped",
    "body": "chest arm arms leg legs head hand hands finger fingers face heart neck back eye eyes "
    "throat stomach side foot feet knee ankle shoulder hip jaw mouth lips tongue pecho brazo pierna "
    "cabeza mano manos cara corazon espalda ojos garganta panza dedo dedos boca lungs belly ribs "
    "wrist elbow blood sugar sangre chess azucar estomago belle body toe vision breath breathing",
    "ill": "hurt hurts hurting pain pains bleeding bleed numb dizzy faint fainted fainting breathe "
    "breathing unconscious seizure stroke attack overdose overdosed choking swelling vomiting "
    "throwing puking shaking sweating collapsed collapse unresponsive poisoned injured sick "
    "passed blacking lightheaded duele dolor sangrando desmayo desmayando respirar mareado infarto "
    "convulsionando herido ahogando vomitando burned burnt crushed pinned stabbed shot stung bit "
    "dying contractions labor swollen tight tingling cut broke broken faint giddiness swimmy",
    "fire": "fire flames flame burning burns smoke blaze fuego incendio incendiando quemando lumbre "
    "ablaze alight llamas humo ardiendo smoking glowing sparks melting",
    "leak": "leak leaking leaks spill spilled spilling pouring dripping gushing hazmat chemical acid "
    "ammonia chlorine propane fuga derramo gas fumes hissing ruptured venting",
    "weapon": "gun guns pistol knife rifle shotgun weapon bat machete pistola cuchillo arma armas "
    "armados blade hammer pipe gunpoint bullets shots bomb",
    "crime": "robbed robbing robbery robber hijacked hijacking carjacked stole stolen steal threatened "
    "threatening asaltaron asaltando robaron robando secuestraron jacked kidnapped attacked beating "
    "shooting kill amenazado apuntando thief thieves thugs broke breaking took",
    "peril": "flood flooding tornado blizzard stranded trapped avalanche landslide lightning wildfire "
    "hurricane drowning water atrapado encerrado freezing buried underwater floating washed inundado",
    "help": "help ambulance police emergency 911 mayday sos medic firefighters paramedics ayuda auxilio "
    "ayudeme ambulancia policia bomberos emergencia cops",
    # the ordinary day
    "site": "dock door doors receiver shipper lumper guard gate yard warehouse customer consignee "
    "appointment cita bodega puerta lumpers unloading unload unloaded load loaded forklift pallet "
    "pallets paperwork bills bol po seal scale facility plant receiving office building",
    "road": "interstate highway exit mile marker freeway carretera autopista turnpike route road street "
    "bridge westbound",
    "rest": "sleep sleeping nap bunk break hours tired asleep shower eat lunch coffee night dormir "
    "descanso cansado hungry rest parked parking motel",
    "shop": "shop mechanic dealer ta petro loves pilot service terminal taller mecanico speedco "
    "scheduled appointment pm inspection maintenance servicio tomorrow friday later",
    "weather": "snow snowing rain raining ice icy fog foggy wind windy storm hail weather nieve lluvia "
    "neblina nevando lloviendo viento chains slick",
    "device": "phone phone's app computer tablet eld gps radio headset system telefono celular pila "
    "tracker signal line call charger website",
    "named": "street avenue drive named name company called customer's town city exit hauling delivering "
    "supplies parts forms form report contact extinguisher extinguishers alarm drill test training "
    "video kit insurance hospital",
    "money": "rate rates money dollars bucks price prices fee cost pay paid lumper broker cuesta precio "
    "bill fees robbery",
    "feeling": "killing kill dying dead sick tired crazy burned fried beat shot toast cooked done mad "
    "bored hungry starving muero muriendo matando muerto quemado",
}


def _index() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    whole: dict[str, set[str]] = {}
    stems: list[tuple[str, str]] = []
    for concept, vocabulary in CONCEPTS.items():
        for entry in vocabulary.split():
            if entry.endswith("*"):
                stems.append((entry[:-1], concept))
            else:
                whole.setdefault(entry, set()).add(concept)
    return {word: tuple(sorted(found)) for word, found in whole.items()}, tuple(stems)


_WHOLE, _STEMS = _index()


@lru_cache(maxsize=16384)
def concepts_of(word: str) -> tuple[str, ...]:
    """The concepts of a comparable word, usually none."""
    found = _WHOLE.get(word, ())
    if found or not _STEMS:
        return found
    return tuple({concept for stem, concept in _STEMS if word.startswith(stem)})
