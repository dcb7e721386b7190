"""Whether a Spanish line speaks to the driver as usted, as every shipped line does.

Most verb forms of tú are those of usted with an s, and many of these are plurals too ("cargas"):
only forms that mean nothing else are told. A tú that sounds like somebody else's doing ("maneja")
is told where it begins a sentence, as an order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from prompts.problems import Fault, excerpt

_PRONOUN: Final = re.compile(
    r"\b(?:tú|tus?|te|ti|contigo|tuy[oa]s?|vos|vosotr[oa]s|os|vuestr[oa]s?)\b", re.IGNORECASE
)
# Forms of usted that become those of tú with an s, and no other word.
_USTED: Final = frozenset(
    re.split(
        r"\s+",
        "está puede tiene quiere necesita llega viene va anda sigue sabe dice hace ve cree calcula "
        "piensa lleva trae debe oye siente entiende recuerda prefiere termina empieza habla queda "
        "encuentra pasa manda confirma descansa sube recoge regresa vuelve avisa duerme maneja "
        "conduce busca conoce pide pone sale suena usa ocupa "
        "estaba tenía podía iba había venía quería decía hacía "
        "podría querría tendría debería iría vendría haría diría estaría "
        "esté haya pueda tenga quiera vaya llegue cuelgue preocupe mueva olvide espere haga diga "
        "venga salga necesite llame mande deje corra baje maneje toque intente dude quede sienta "
        "pare conduzca regrese avise conteste hable permanezca retire",
    )
)
_OTHER_FORMS: Final = re.compile(
    r"\b(?:eres|has(?= \w+(?:do|to|cho)\b)|sos"
    r"|(?!atrás|detrás)\w{2,}rás"  # future
    r"|(?!exist|trist|insist|consist|resist|asist|chist|cost|past|contr|desg|bast|gast)"
    r"\w{2,}(?:aste|iste)s?)\b",  # preterite
    re.IGNORECASE,
)
_ORDER_WITH_PRONOUN: Final = re.compile(
    r"\b(?:\w*[áéíóú]\w*[aei]te"  # quédate
    r"|(?:llám|mánd|espér|cuént|avís|déj|ayúd|hábl|márc|contést|confírm|enví|escúch|mír|regál)"
    r"a(?:me|nos|le|les|lo|la)"
    r"|dime|dinos|dile|hazme|ponme|tenme|(?:tráe|permíte|repíte|respónde)(?:me|nos))\b",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"(?:^|[.!…]\s*)"
    r"((?:maneja|conduce|permanece|descansa|respira|disculpa|perdona|oye|mira|cuelga|haz|ten|pon)\b"
    r"|espera(?=[,.!]| un| tantito| ahí| por favor| en )|sigue(?= conmigo)"
    r"|llama(?= (?:primero )?al? )|ve(?= con )"
    r"|(?:manda|envía|avisa|deja)(?= (?:el|la|los|las|un|una|al?) ))"
    r"|[,;] ((?:maneja|disculpa|perdona|oye|mira|cuelga|haz|pon)\b)",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"¿[^?]*\?")
_USTED_INSTEAD: Final = {
    "tú": "usted", "tu": "su", "tus": "sus", "te": "le", "ti": "usted", "contigo": "con usted",
    "eres": "es", "has": "ha",
}  # fmt: skip


def familiar_faults(text: str) -> Iterator[Fault]:
    """The words of a Spanish `text` that speak to the driver as tú, each once."""
    orders = (found[1] or found[2] for found in _ORDER.finditer(_QUESTION.sub("", text)))
    found = [
        *_PRONOUN.findall(text),
        *(word for word in re.findall(r"\w+", text) if _usted_of(word)),
        *(match[0] for match in _OTHER_FORMS.finditer(text)),
        *_ORDER_WITH_PRONOUN.findall(text),
        *orders,
    ]
    for word in dict.fromkeys(found):
        instead = _USTED_INSTEAD.get(word.lower()) or _usted_of(word)
        said = f", such as {excerpt(instead)}" if instead else ""
        yield Fault(f"{excerpt(word)} speaks to the driver as tú", f"Say it with usted{said}")


def _usted_of(word: str) -> str | None:
    form = word.lower().removesuffix("s")
    return form if form != word.lower() and form in _USTED else None
