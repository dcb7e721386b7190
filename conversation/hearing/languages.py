"""Which language a driver speaks, from one line."""

from __future__ import annotations

from conversation.hearing.spoken import Spoken
from conversation.hearing.word_sets import word_set

#: Words that stand in no English sentence.
_SPANISH = word_set(
    """
    estoy estamos esta estan voy vamos vengo venimos ando andamos aqui ahorita ahi alla llegue
    llego llegamos llegando saliendo pasando entrando buenos buenas dias tardes tarde noche noches
    manana porque puerta carga descargando esperando tengo manejando todavia donde cuando hora
    horas minutos despacho ningun ninguno ninguna para usted ustedes trafico quiero creo pues como
    ya hoy desde hasta media dos tres cuatro cinco seis siete ocho nueve diez doce una dice dijeron
    digame diga mire oiga mande bien claro nomas tambien batallando retraso problema problemas
    choque choco carretera milla salida camino cerca rumbo muy todo hay pero soy era tenia tenemos
    tiene tienen puede puedo pueden llama llamar llameme marcar marqueme hablo habla hablar hablamos
    quien estas esto eso ese esa este nos les mas menos solo poco poquito mucho mucha retrasado
    atrasado parado parada parados varado atorado descanso dormir durmiendo dormido llanta troca
    camion remolque traila bodega cliente rampa anden muelle tarimas lluvia lloviendo nieve
    nevando viento neblina frontera aduana revision terminaron termine termino acabaron acabo
    descargaron descargue descargado vacio vacia mando mandar lo foto papeles firmen firmaron listo
    seguro lugar herido lastimado ayuda ambulancia orilla orille espanol ingles aca asi ahora luego
    rato mediodia medianoche lunes martes miercoles jueves viernes sabado domingo quince veinte
    treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos rodando
    dandole despejado tranquilo nada nadie nunca siempre tampoco calculo pienso quizas vez segun
    entre hacia cual cuanto cuantos otra otro ayer semana orale andele andale simon jefe fila espere
    esperar falta faltan queda hace hago hizo fue fui vine viene vienen vienes dejaron dieron
    metieron pusieron tardaron cargaron cargando carro pego golpe duele cabeza pecho sangre
    equivocado equivocada ocupado ocupada numero gusto gustaria necesito apenas merito casi antes
    chocamos chocaron chocado volque volco volcamos volcado volcada volteo cuneta asaltaron
    asaltando asalto robaron accidente auxilio socorro ayudeme ayudenme ayudame incendio incendiando
    quemando fuego humo frenos quitaron troque infarto alarma falsa perdon
    tuve tuvimos hubo perdi perdimos traigo traemos trae alguien gente persona personas herida
    heridos heridas lastimada lastimados lesionado lesionada pierna piernas brazo mano espalda
    rodilla hombro quebrado quebrada quebre roto rota muerto muerta fallaron trancaron
    despues sigo sigue seguimos tomando comiendo sueno cansado cruzando cruce puente
    mero horas rato estacionado estacionada momento ocupo agarro agarre encuentro descansando
    echando llenando manejo ponchada ponchadura poncho registre formado hielo choques filas
    recibidor puertas taller inspeccion garita caseta nuevo ningunos tengan traia venia iba seria
    """
) - {"lo"}
#: Words that Spanish shares with names of places and with English, and what English borrows.
_SHARED = word_set(
    """
    si no en el la los las de del a por con y que lo le se me mi su un uno al sin son ok okay va
    gracias senor senora senorita amigo compa hola bueno adios favor muchas tal o es te
    """
)
#: Said alone, when the telephone is picked up or in need, by nobody who speaks English.
_ALONE = word_set("digame diga mande bueno chocamos choque auxilio socorro ayudeme ayudenme")


def speaks_spanish(spoken: Spoken) -> bool:
    """Whether the line is Spanish: a few words of it in an English line are a driver's habit."""
    words = [word for word in spoken.words if word != "uh"]
    if len(words) == 1:
        return words[0] in _ALONE
    certain = sum(word in _SPANISH for word in words)
    shared = sum(word in _SHARED for word in words)
    if certain == 0 or (certain + shared < 3 and certain + shared < len(words)):
        return False
    return (certain + shared) * 2 > len(words)


#: Words that stand in no Spanish sentence, as drivers mix the two: no "load", "okay" or "trailer".
_ENGLISH = word_set(
    """
    i i'm i've i'll i'd the and it's is are was were you your they they're we we're my this that
    about at on in got get going gonna be been just not ain't don't can't will would should there
    here what where when how much yes yeah from to of for with out up down around maybe probably
    """
) - {"no", "in", "on"}
_ENGLISH_WORDS = 4


def speaks_english(spoken: Spoken) -> bool:
    """Whether the line is plain English of some length: so a driver goes back from Spanish."""
    english = sum(word in _ENGLISH for word in spoken.words)
    if len(spoken.words) < _ENGLISH_WORDS or english * 3 < len(spoken.words) or english < 2:
        return False
    return not any(word in _SPANISH for word in spoken.words)
