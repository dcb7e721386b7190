"""Which language a driver speaks, from one line."""

from __future__ import annotations

from conversation.hearing.spoken import Spoken
from conversation.hearing.word_sets import word_set

#: Words that stand in no English sentence.
_SPANISH = word_set(
    """
    estoy estamos esta estan voy vamos vengo venimos ando andamos aqui ahorita ahi alla llegue
    llego llegamos llegando saliendo pasando entrando buenos buenas dias tardes tarde noche noches
    manana gracias senorita senor pero porque puerta carga descargando esperando tengo manejando
    camino cerca rumbo todavia muy todo donde cuando hora horas minutos despacho ando ningun
    ninguno hay para usted ustedes trafico quiero creo pues como ya hoy desde hasta media dos tres
    cuatro cinco seis siete ocho nueve diez doce una dice dijeron digame mire oiga mande bien
    claro nomas tambien batallando retraso problema problemas choque choco carretera milla salida
    """
)
#: Words that Spanish shares with names of places and with English.
_SHARED = word_set("si no en la el los las de del a por con y que lo le se me mi su un uno al")


def speaks_spanish(spoken: Spoken) -> bool:
    """Whether the line is Spanish: a few words of it in an English line are a driver's habit."""
    certain = sum(word in _SPANISH for word in spoken.words)
    shared = sum(word in _SHARED for word in spoken.words)
    if certain == 0 or certain + shared < 3:
        return False
    return (certain + shared) * 2 > len(spoken.words)
