"""Whether the rules have heard everything that a driver said.

Where they have, nobody else has to read it. Where a word is left over, it may be what matters: "I'm
on forty and there's a weird smell" tells a place, and something else.
"""

from __future__ import annotations

from conversation.danger import is_beyond_doubt
from conversation.facts import Hearing
from conversation.hearing.acts import words_of_acts
from conversation.hearing.phrases import pattern
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.word_sets import phrase_set, word_set


def is_accounted_for(words: str, hearing: Hearing) -> bool:
    """Whether every word belongs to a fact or an act of `hearing`, or tells nothing by itself.

    Words that sound somewhat like danger are not accounted for, whatever else they tell. Pure, and
    linear in the length of the text.
    """
    spoken = listen(words)
    left = _left_over(spoken, hearing)
    return not left and is_beyond_doubt(words)


def _left_over(spoken: Spoken, hearing: Hearing) -> set[int]:
    """The indexes of the words that nothing accounts for."""
    left = {at for at, word in enumerate(spoken.words) if word not in _TELLS_NOTHING}
    if not left:
        return left
    for first, last in words_of_acts(spoken, hearing.acts):
        left.difference_update(range(first, last))
    for match in _SMALL_TALK.finditer(spoken.flat):
        left.difference_update(range(*spoken.words_at(*match.span())))
    for fact in hearing.facts:
        left -= _standing_in(spoken, fact.words)
    return left


def _standing_in(spoken: Spoken, piece: str) -> set[int]:
    """The words that a verbatim piece of the text holds, wherever it stands."""
    found: set[int] = set()
    at = spoken.text.find(piece) if piece else -1
    while at >= 0:
        end = at + len(piece)
        found |= {n for n, (start, stop) in enumerate(spoken.spans) if start < end and stop > at}
        at = spoken.text.find(piece, end)
    return found


#: Words that hold a sentence together, fill a pause, or say of a truck and a trip that they are.
#: None of them can be what is wrong.
_TELLS_NOTHING = word_set(
    """
    a an the this that these those my our your his their its some any
    i i'm i've i'll i'd i'ma we we're we've we'll we'd you you're you'll it it's it'll me us
    they they're he he's she she's them there there's here that's what's
    am is are was were be been being do does did have has had can could will would should gonna
    going go went gotta got get getting gets wanna want
    and or so then well but because cause
    about around roughly approximately maybe probably just right now still already almost only
    like really pretty kinda sorta basically actually currently again too also yet today tonight
    at on in to from of for by with near past before after between into toward towards up down over
    out off as till until through along outside
    uh oh hey hello hi okay alright yeah yes yep no nope nah man sir ma'am buddy boss brother
    please thanks thank bud dear honey hon y'all
    say said says guess think reckon believe figure see know let tell mean suppose hope
    good fine great sure
    driving rolling headed heading running moving cruising coming sitting truck load trip road
    dock door yard receiver shipper consignee customer warehouse facility gate place street highway
    interstate exit mile-marker marker backed parked checked loaded empty unloaded roads clear dry
    send text email sign once paperwork pod bol bill lading photo picture later soon
    time eta gps arrive arriving arrival make made
    hour hours minute minutes mile miles half quarter o'clock am pm morning afternoon evening noon
    north south east west northbound southbound eastbound westbound
    un una el la los las lo mi su este esta estoy estamos ando andamos voy vamos
    soy es son esta estan hay tengo tenemos me te se le les
    y o pero pues entonces porque que de del al a en con por para como hasta desde entre cerca
    ya todavia ahora ahorita aqui aca alli ahi hoy casi mas menos solo nomas bien muy tambien
    si no bueno gracias senor senora jefe amigo oiga mire fijese este
    creo digo pienso digamos yo nosotros usted ustedes
    yarda bodega cliente almacen puerta muelle papeles foto firma mando
    manejando rodando camino rumbo llegando llego llegamos llegue hora horas minuto minutos milla
    millas media cuarto manana tarde noche norte sur este oeste camion carga viaje
    """
)

#: Courtesies and turns of speech, whole: a word of them alone may tell something.
_SMALL_TALK = pattern(
    *phrase_set(
        """
        to be safe|i would say|let's see|let me see|take care|have a good (?:one|day|night|evening)|
        can't complain|could be worse|same old|you know|no problem|talk to you later|god willing|
        lord willing|if all goes well|how are you|how you doing|how about you|and you|
        si dios quiere|primero dios|gracias a dios|buen dia|buenos dias|buenas tardes|buenas noches|
        que tenga buen dia|como esta|sin novedad|todo bien|every thing's good|all good
        """
    )
)
