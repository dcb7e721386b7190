"""Times as drivers say them: the clock, the day, how long from now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversation.hearing.numbers import is_number_word
from conversation.hearing.phrases import before, pattern
from conversation.hearing.spoken import Spoken, listen
from conversation.hearing.word_sets import word_set

_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
_UNIT = "one|two|three|four|five|six|seven|eight|nine"
#: In "five thirty five forty" the second five is an hour again.
_NEXT_MINUTE = "(?! (?:oh|ten|fifteen|twenty|thirty|forty|fifty)(?= ))"
_MINUTE = (
    f"(?:oh (?:{_UNIT})|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    f"(?:twenty|thirty|forty|fifty)(?: (?:{_UNIT}){_NEXT_MINUTE})?|[0-5][0-9])"
)
_PAST = "(?:after|past|of|to|till|before)"
#: The hours after noon of drivers who count to twenty four: "a las quince horas".
_LATE_HOUR_ES = (
    "(?:trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiuna|"
    "veintidos|veintitres)"
)
_HOUR_ES = (
    "(?:la una|las (?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|"
    f"{_LATE_HOUR_ES}|\\d+(?::\\d\\d)?)(?: horas)?)"
)
_HOUR_ES_BARE = "(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"
_MEANT_ES = "(?:(?<=digo )|(?<=perdon )|(?<=diga )|(?<=mejor dicho )|(?<=mas bien ))"
_TO_THE_HOUR_ES = "menos (?:cuarto|cinco|diez|veinte|veinticinco)"
_MINUTE_ES = (
    f"(?: y media| y cuarto| {_TO_THE_HOUR_ES}| para las cuarto| en punto"
    "| (?:y )?(?:diez|quince|veinte|"
    "veinticinco|treinta y cinco|treinta|cuarenta y cinco|cuarenta|cincuenta y cinco|cincuenta|"
    "\\d\\d)| y pico| y cinco| y diez)"
)
#: "De la tarde": an hour in front of it needs no "las".
_PART_ES = "(?:(?:de|en|por) la|dela|enla) (?:manana|tarde|noche|madrugada)"
#: "Cuarto para las cinco".
_TO_ES = f"(?:(?:un )?cuarto|diez|veinte|cinco|quince) para {_HOUR_ES}"
#: A clock time that is one by its shape, whatever stands around it.
_SURE = (
    f"(?:half past (?:{_HOUR})|half {_PAST} (?:{_HOUR})"
    f"|quarter {_PAST} (?:{_HOUR})|(?:a|ten|five|twenty) (?:quarter )?{_PAST} (?:{_HOUR})"
    r"|(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:am|pm))?|\d{1,2}(?:am|pm)"
    "|(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?: (?:one|two|"
    f"three))?) {_MINUTE}"
    f"|(?:{_HOUR}) {_MINUTE}(?: (?:am|pm|a m|p m|o'clock))?"
    f"|(?:{_HOUR}) (?:o'clock|o clock|am|pm|a m|p m)|(?:{_HOUR})ish"
    "|(?:oh (?:" + _UNIT + ")|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty(?: (?:one|two|three))?) hundred(?: hours)?"
    "|(?:[01]?\\d|2[0-3])[0-5]\\d(?: (?:am|pm|a m|p m|hours))?"
    "|noon(?:ish)?|midnight(?:ish)?|(?:right )?(?:after|before|around) (?:lunch|dark|dinner|"
    "supper|sunup|sunrise|sundown|daylight)"
    "|lunchtime|lunch time|dinnertime|dinner time|supper ?time|medio ?dia|media ?noche"
    f"|{_TO_ES}"
    f"|(?:entre )?(?:a )?{_HOUR_ES}{_MINUTE_ES}?(?: [oya] {_HOUR_ES}{_MINUTE_ES}?)?"
    f"|(?<! y ){_HOUR_ES_BARE}(?: y media| y cuarto| {_TO_THE_HOUR_ES}| y (?:cinco|diez|quince|"
    "veinte|veinticinco|(?:treinta|cuarenta|cincuenta)(?: y cinco)?))(?! (?:horas?|minutos?|"
    "millas?|mil))"
    f"|(?:{_HOUR_ES_BARE}|\\d{{1,2}})(?: y media| y cuarto)?(?= {_PART_ES})"
    f"|(?!una ){_HOUR_ES_BARE} (?:am|pm|a m|p m)"
    f"|(?<=tipo ){_HOUR_ES_BARE}|(?<=tipo )\\d{{1,2}}"
    f"|{_MEANT_ES}(?!una ){_HOUR_ES_BARE}"
    f"|entre (?:las )?{_HOUR_ES_BARE} y (?:las )?{_HOUR_ES_BARE}"
    f"|de (?:las )?{_HOUR_ES_BARE} a (?:las )?{_HOUR_ES_BARE}(?! (?:horas|minutos|millas)))"
)
_PART = (
    "(?:in the (?:morning|afternoon|evening|night)|at night|tonight|today|(?:this |"
    "tomorrow |the next |next |monday |tuesday |wednesday |thursday |friday |"
    "saturday |sunday )?(?:morning|afternoon|evening)|tomorrow night|tomorrow|"
    "o'clock|o clock|am|pm|a m|p m|sharp|(?:their|our|your|local|central|eastern|mountain|"
    "pacific)(?: standard)? time|central|eastern|mountain|pacific|on (?:monday|"
    "tuesday|wednesday|thursday|friday|saturday|sunday)|monday|tuesday|wednesday|"
    "thursday|friday|saturday|sunday|(?:(?:de|en|por) la|dela|enla) "
    "(?:manana|tarde|noche|madrugada)|del (?:medio ?)?dia|temprano|"
    "pasado manana|del dia siguiente|"
    "manana|hoy|esta (?:noche|tarde)|el (?:lunes|martes|miercoles|jueves|viernes|sabado|"
    "domingo)|or so|ish|at the latest|on the (?:nose|dot|button))"
)
_DAY = (
    "(?:tomorrow (?:morning|afternoon|evening|night)|tomorrow|tonight|this "
    "(?:morning|afternoon|evening)|later tonight|later today|(?:monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday)(?: (?:morning|afternoon|evening|"
    "night))?|first thing(?: in the morning| tomorrow)?|end of (?:the )?day|by dark|"
    "before dark|(?:early|late|later) (?:tonight|today|tomorrow)|"
    "(?:el )?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
    "(?: (?:en|por|a) la (?:manana|tarde|noche|madrugada)| temprano)?|"
    "(?:pasado )?manana (?:temprano|(?:en|por) la (?:manana|tarde|noche|madrugada)|"
    "a primera hora)|hoy (?:en|por) la (?:manana|tarde|noche)|a primera hora(?: de manana)?|"
    "(?:en|por) la (?:madrugada|tarde|noche)|"
    "pasado manana|manana|hoy|esta (?:tarde|noche|madrugada)|"
    "(?:early|late|mid) "
    "(?:morning|afternoon|evening)|today)"
)
_DAY_WORD = (
    "(?:tomorrow (?:morning|afternoon|evening|night)|tomorrow|tonight|today|this "
    "(?:morning|afternoon|evening)|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:morning|"
    "afternoon|evening|night))|monday|tuesday|wednesday|thursday|friday|saturday|"
    "sunday|early|late)"
)
#: Days before a time in Spanish: "mañana miércoles en la tarde a las dos".
_DAY_WORD_ES = (
    "(?:(?:pasado manana|manana|hoy)(?: (?:el )?(?:lunes|martes|miercoles|jueves|viernes|sabado|"
    "domingo))?|(?:el |este )?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|"
    "esta (?:tarde|noche|madrugada))"
    "(?: (?:temprano|(?:en|por|a) la (?:manana|tarde|noche|madrugada)))?"
)
_ABOUT = (
    "(?:about|around|round|roughly|maybe|probably|approximately|close to|closer to|by|at|"
    "before|after|right around|right about|right at|somewhere around|somewhere about|"
    "somewhere between|between|no later than|not before|uh|just|como al|como a|como|al|a eso de|"
    "no antes de|antes de|despues de|por ahi de|por ay de|alrededor de|aproximadamente|para|"
    "sobre|tipo|almost|maybe like|in the|on)"
)
_AMOUNT = (
    "(?:a couple(?: of)?(?: more)?|couple(?: of)?(?: more)?|a few(?: more)?|few|half(?: an?)?|"
    "another(?: couple| few| half| half an?)?|an|a|one more|"
    f"(?:another )?(?:(?:{_UNIT}|ten|eleven|twelve|fifteen|"
    f"(?:twenty|thirty|forty|fifty|sixty)(?: (?:{_UNIT}))?|"
    "\\d+(?:\\.\\d)?)(?: (?:or|to|and|maybe) (?:" + _UNIT + "|ten|fifteen|twenty|thirty|forty|"
    "\\d+))?(?: and a half)?(?: more)?)"
    "|medio|media|una|unas|unas (?:dos|tres|cuatro|cinco|seis)|otras (?:dos|tres)|"
    "otra(?: media)?|un par de|(?:dos|tres|cuatro|cinco|seis|siete|ocho)"
    "(?: o (?:tres|cuatro|cinco|seis|siete|ocho|nueve))?|nueve|diez|once|doce|catorce|quince|"
    "dieciseis|dieciocho|"
    "(?:veinte|treinta|cuarenta|cincuenta)(?: y cinco)?|veinticinco|unos)"
)
_LENGTH = (
    f"(?:(?:{_AMOUNT} )?hours? (?:and (?:change|some change|a quarter|a little|fifteen|ten|twenty|"
    "thirty|forty|forty five)"
    "|(?:fifteen|twenty|thirty|forty|fifty)(?: five)?(?! (?:minutes?|mins?|miles?|or|to)))"
    f"|{_AMOUNT} (?:hours?|hour and a half|hours and a half|hour or so|hours or so|minutes?|mins?|"
    "hr|hrs|days?|horas? y (?:media|cuarto)|horas?|minutos?|hour maybe|minutes or so)"
    f"(?: (?:and )?(?:a half|{_AMOUNT} (?:minutes?|hours?)))?|hour and a half|"
    "hora y media|media horas?)"
)
_RELATIVE = (
    f"(?:(?:in|en|within|give me) )?(?:(?:about|around|like|maybe|probably|just|roughly|como|unos|"
    f"unas|over|under|less than|uh) ){{0,2}}{_LENGTH}"
    "(?: (?:from now|out|away|from there|to go|or so|tops|max|more|mas))?"
)
_CLOCK_RANGE = (
    f"(?:(?:{_HOUR}) (?:or|to|and|maybe) )?{_SURE}"
    f"(?: (?:(?:or|to|and|maybe|a|o) )?(?:{_SURE}|(?:{_HOUR})(?= )))?"
)
_BARE = f"(?:{_HOUR})(?: (?:or|to|and|maybe) (?:{_HOUR}))?(?:ish)?"

_TIME = re.compile(
    f" (?P<time>(?P<relative>{_RELATIVE})"
    f"|(?:(?:{_ABOUT} ){{0,2}}(?:{_DAY_WORD}|{_DAY_WORD_ES}) (?:a )?)?(?:{_ABOUT} ){{0,3}}"
    f"(?:(?P<sure>{_CLOCK_RANGE})|(?P<bare>{_BARE}))(?: {_PART}){{0,3}}"
    f"|(?:{_ABOUT} ){{0,2}}(?P<day>{_DAY}))(?= )"
)
#: Where several times could be read as one span, only the first of them.
_ONE_TIME = re.compile(
    f" (?P<time>(?P<relative>{_RELATIVE})|(?:{_ABOUT} ){{0,3}}"
    f"(?:(?P<sure>{_SURE})|(?P<bare>{_HOUR}))(?: {_PART}){{0,3}}|(?P<day>{_DAY}))(?= )"
)
_DENIES = re.compile(" (?:not|no)$")
_HAS_PART = pattern(_PART)

#: What may stand after a number that makes it no time of day.
_COUNTS = pattern(
    "(?:more |other |hundred |point |or <n> )?(?:miles?|mile|percent|degrees|"
    "pallets?|trucks?|lanes?|guys|times|stops?|dollars|bucks|feet|foot|pieces|people|"
    "cars|mph|pounds|gallons|loads|doors|exits?|weeks?|months?|years?|wheeler|"
    "wheelers|axles|thousand|drops|pages?|page|cases|skids|millas|hundred|hours?|"
    "minutes?|mins?|days?|of (?:them|us|em)|north|south|east|west|eastbound|"
    "westbound|northbound|southbound|other|different|more|trailers|nights?|lot|in "
    "(?:a row|front|line)|ahead|inches|blocks|violations|tires?|bags|boxes|drivers|"
    "pm'd|below)"
)
_NAMED_NUMBER = word_set(
    """
    door doors dock bay exit mile marker post milepost spot row lane gate number load po
    trailer truck highway interstate route loop level i us hwy fm sr page slot parking space
    building suite lot phase stop pickup terminal puerta anden rampa ruta room class unit
    the last first next these those them all my ramp mm degrees minus every
    """
)
#: "Thirty eight" is no eight o'clock.
_TENS_BEFORE = re.compile(" (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) $")
#: "Two eighty five" is a road; an hour has no more than fifty nine minutes.
_TENS_AFTER = pattern("(?:sixty|seventy|eighty|ninety)")
#: "another one", "a new one": a thing, and not the hour.
_ONE_OF_THEM = re.compile(
    " (?:another|other|this|that|each|any|every|which|no|(?:a|the) [^ .]+|different|same|good|bad|"
    "new|old|right|wrong|big|little|only|next|last|better|whole|second|first|my|your|their) $"
)
_BETWEEN = frozenset({"uh", "like", "is", "number", "it's", "said"})


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """A time found in an utterance: its words' indexes and how it is given."""

    first: int
    last: int
    start: int
    end: int
    sure: bool
    relative: bool
    day_only: bool
    value: str


_SMALL_WORDS = frozenset({"uh", "by", "at", "like", "say", "just", "on", "more", "probably", "for"})


def times(spoken: Spoken) -> Iterator[SpokenTime]:
    """All times in the utterance, from left to right; counts, doors and highways left out."""
    for match in _found(spoken.flat):
        if _is_count(spoken.flat, match):
            continue
        first, last = spoken.words_at(*match.span("time"))
        yield SpokenTime(
            first,
            last,
            match.start(),
            match.end(),
            sure=bool(match["sure"] or match["relative"])
            or bool(_HAS_PART.search(f"{match.group()} ")),
            relative=bool(match["relative"]),
            day_only=bool(match["day"]),
            value=_shortened(spoken, first, last),
        )


def _found(flat: str) -> Iterator[re.Match[str]]:
    """Times one after the other; "not five fifteen, five fifty" are two, and no span of time."""
    match = _TIME.search(flat)
    while match is not None:
        if match["sure"] and _DENIES.search(flat, max(0, match.start() - 5), match.start()):
            match = _ONE_TIME.match(flat, match.start()) or match
        yield match
        match = _TIME.search(flat, match.end())


def _is_count(flat: str, match: re.Match[str]) -> bool:
    if match["relative"] or match["day"]:
        return False
    after = flat[match.end() : match.end() + 24]
    if _COUNTS.match(after):
        return True
    if match["bare"] and _is_no_hour(flat, match):
        return True
    number_at = match.start("sure") if match["sure"] else match.start("bare")
    prior = before(flat, number_at - 1, 4).split()
    while prior and (prior[-1] in _BETWEEN or (len(prior) > 1 and is_number_word(prior[-1]))):
        prior.pop()
    if prior and prior[-1] == "no":
        # "door no six", but "five, no, six"
        prior.pop()
        return bool(prior) and prior[-1] in _NAMED_NUMBER
    return bool(prior) and prior[-1] in _NAMED_NUMBER


def _is_no_hour(flat: str, match: re.Match[str]) -> bool:
    """Whether a number alone is part of a greater one, or stands for a thing."""
    start = match.start("bare")
    near = max(0, start - 24)
    if match["bare"] == "one" and _ONE_OF_THEM.search(flat, near, start):
        return True
    return bool(_TENS_AFTER.match(flat, match.end()) or _TENS_BEFORE.search(flat, near, start))


def names_day(value: str) -> bool:
    """Whether a time's words say which day it is on: "tomorrow at eight", and not "at eight"."""
    return _NAMED_DAY.search(_MORNING_ES.sub(" ", listen(value).flat)) is not None


_MORNING_ES = re.compile(" (?:de|en|por) la manana(?= )")
_NAMED_DAY = pattern(
    "(?:today|tonight|tomorrow|hoy|manana|esta noche)",
    "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)",
)


def _shortened(spoken: Spoken, first: int, last: int) -> str:
    while last - first > 1 and spoken.words[first] in _SMALL_WORDS:
        first += 1
    words = [w for w in spoken.verbatim(first, last).split() if w.lower() not in {"uh", "um"}]
    return " ".join(words).strip(" ,.;")
