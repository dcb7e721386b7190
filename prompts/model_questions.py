"""Whether a question that a model phrased asks what its step asks.

The driver's answer is read as the answer to the step's question: "ten", said of pallets, would
become his arrival, and a yes to "all on time?" a delay. So a question that lacks its step's own
words, or turns a yes around, is not passed on, and the step's line asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from conversation.steps import Step
from prompts.parsing import Language
from prompts.safety import step_faults


def _topic(en: str, es: str) -> dict[Language, re.Pattern[str]]:
    return {
        "en": re.compile(rf"\b(?:{en})", re.IGNORECASE),
        "es": re.compile(rf"\b(?:{es})", re.IGNORECASE),
    }


_PLACE: Final = _topic(
    r"where|whereabouts|locat|town|city|cities|exit\b|mile|marker|highway|interstate|road|route"
    r"|near|clos|state\b|spot\b|position|landmark",
    r"dónde|ubicaci|ciudad|pueblo|salida|milla|carretera|cerca|altura|estado|lugar|tramo",
)
_TIME: Final = _topic(
    r"when\b|time|ETA\b|arriv|get (?:there|in)\b|hour|how (?:long|soon|far out)|expect",
    r"cuándo|hora|lleg|tiempo|cuánto|para qué",
)
_POD: Final = _topic(
    r"send|sen[dt]\b|text\b|upload|e-?mail|share|shoot|snap|get (?:us|me|that|the|it)|submit"
    r"|turn (?:in|that|it)|forward|have\b|drop|scan|photo|picture",
    r"mand|env[ií]|hac|sub[ae]|compart|pas[ae]|foto",
)

#: What a question of each step must be about.
TOPICS: Final[Mapping[Step, Mapping[Language, re.Pattern[str]]]] = {
    Step.ASK_HOW: _topic(
        r"how\b|going|everything|things?\b|trip|holding up", r"cómo|qué tal|todo|va\b|viaje"
    ),
    Step.ASK_STATUS: _topic(
        r"roll|driv|on the (?:road|way|move)|moving|en route|under ?way|head(?:ed|ing)|in transit"
        r"|wheel|trucking|running down the road",
        r"camino|carretera|manej|rod|ruta|viaj|rumbo|marcha|conduc",
    ),
    Step.ASK_PLACE: _PLACE,
    Step.ASK_PLACE_CLOSER: _PLACE,
    Step.ASK_ETA: _TIME,
    Step.ASK_ETA_TIME: _TIME,
    Step.ASK_DELAY: _topic(
        r"delay|h[eo]ld\w*[ -]?(?:\w+ )?up|slow|traffic|weather|trouble|problem|issue|late\b|behind"
        r"|set ?back|snag|hiccup",
        r"retras|atras|demor|tráfico|problema|deten|contratiempo|quitando|tard|clima|inconvenient",
    ),
    Step.ASK_DELAY_REASON: _topic(
        r"why|what|reason|caus|how come|hold|slow|delay|behind",
        r"por qué|qué|motivo|causa|razón|atras|retras|demor",
    ),
    Step.ASK_REEFER: _topic(
        r"reefer|temp|degree|reading|unit\b|running at",
        r"reefer|temperatura|grado|termo|caja|marca",
    ),
    Step.ASK_FACILITY: _topic(
        r"where|facilit|stop\b|receiver|shipper|warehouse|customer|yard|site|place|locat|town"
        r"|pull(?:ed)? in",
        r"dónde|bodega|parada|almacén|cliente|lugar|patio|planta|ciudad|cuál",
    ),
    Step.ASK_CHECK_IN: _topic(
        r"check(?:ed|ing)?[ -]?in|time|when\b|arriv|g[eo]t (?:there|in)\b",
        r"hora|cuándo|registr|lleg|entr",
    ),
    Step.ASK_UNLOADING: _topic(
        r"unload|door|wait|dock|in line|empty|emptied",
        r"descarg|puerta|esper|andén|rampa|turno|muelle",
    ),
    Step.ASK_DOOR: _topic(r"door|dock|bay\b", r"puerta|andén|rampa|muelle"),
    Step.ASK_FACILITY_DELAY: _topic(
        r"h[eo]ld|wait|slow|delay|trouble|problem|issue|backed up|behind|long",
        r"esper|atras|retras|demor|problema|tard|lent|deten",
    ),
    Step.POD_REMINDER: _POD,
    Step.POD_REMINDER_EMPTY: _POD,
}
#: A yes to these steps is trouble: "all good?" would turn it around.
_YES_IS_TROUBLE: Final = frozenset({Step.ASK_DELAY, Step.ASK_FACILITY_DELAY})
_ALL_IS_WELL: Final = re.compile(
    r"\b(?:good|okay|ok|fine|smooth\w*|clear|great|all right|alright|without|free of"
    r"|bien|normal|tranquil[oa]|libre|sin)\b",
    re.IGNORECASE,
)


def question_faults(text: str, step: Step, language: Language) -> Iterator[str]:
    """Why `text`, a model's question, does not ask what `step` asks; each in a few words."""
    topic = TOPICS.get(step)
    if topic is not None and not topic[language].search(text):
        yield "asks something else"
    if step in _YES_IS_TROUBLE and _ALL_IS_WELL.search(text):
        yield "turns a yes around"
    for fault in step_faults(step, text, language):
        yield fault.what.removeprefix("the wording ")
