"""One utterance made ready for reading: folded words, and the way back to the verbatim text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from conversation.hearing.word_sets import word_set

#: "forty-five" is two words, as it is without the hyphen.
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_WORD = re.compile(
    rf"\b(?:{_TENS})(?=-(?:{_UNITS})\b)"
    r"|[^\W_]+(?:['\u2019.:&/-][^\W_]+)*'?|#(?=\d)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!;…]|--|—")
_ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç\u2019`", "aaaaaeeeeiiiiooooouuuunc''")

#: Words after which a full stop is part of the word.
_ABBREVIATIONS = frozenset({"st", "ft", "mt", "hwy", "rt", "rd", "dr", "mr", "mrs", "us", "no"})

#: Other spellings of one word, by recognition or by dialect. One word stays one word.
_SPELLINGS = {
    "im": "i'm", "dont": "don't", "cant": "can't", "caint": "can't", "wont": "won't",
    "aint": "ain't", "isnt": "isn't", "didnt": "didn't", "doesnt": "doesn't", "wasnt": "wasn't",
    "havent": "haven't", "hasnt": "hasn't", "ive": "i've", "thats": "that's", "its": "it's",
    "youre": "you're", "theyre": "they're", "theres": "there's", "hes": "he's", "shes": "she's",
    "couldnt": "couldn't", "wouldnt": "wouldn't", "whats": "what's", "wheres": "where's",
    "an'": "and", "bout": "about", "oclock": "o'clock", "innerstate": "interstate",
    "yessir": "yes", "yessum": "yes", "yup": "yep", "yeh": "yeah", "yea": "yeah", "ya'll": "y'all",
    "nossir": "no", "settin": "sitting", "sittin": "sitting", "ok": "okay", "kay": "okay",
    "mm-hmm": "mhm", "uh-huh": "mhm", "uh-uh": "nope", "um": "uh", "umm": "uh", "uhh": "uh",
    "er": "uh", "erm": "uh", "hmm": "uh", "ah": "uh", "eh": "uh", "til": "till", "'til": "till",
    "a.m": "am", "p.m": "pm", "a.m.": "am", "p.m.": "pm", "u.s": "us", "tmrw": "tomorrow",
    "appt": "appointment", "fourty": "forty", "loves": "love's", "intrastate": "interstate",
    "construcion": "construccion", "lumber": "lumper", "lumbers": "lumpers", "10-4": "ten-four",
    "twenny": "twenty", "afternoone": "afternoon", "maam": "ma'am", "dunno": "don't-know",
    "em": "them", "'em": "them", "prolly": "probably", "prob": "probably", "finna": "fixing",
    "pod's": "pod", "mmhmm": "mhm", "mhmm": "mhm", "mm-hm": "mhm",
    "uh-hum": "mhm", "mmhm": "mhm", "truckstop": "truck-stop", "co-driver": "codriver",
    # Spanish as it is spoken: diminutives, words run together, what recognition writes for them.
    "pa'": "para", "tamos": "estamos", "alas": "las", "ala": "la", "orita": "ahorita",
    "horitita": "ahorita", "ahoritita": "ahorita", "horitas": "horas", "minutitos": "minutos",
    "ratito": "rato", "momentito": "momento", "merito": "mero", "meritito": "mero",
    "cerquita": "cerca", "lueguito": "luego", "tempranito": "temprano", "apenitas": "apenas",
    "tardecito": "tarde", "tardecita": "tarde", "nochecita": "noche", "prontito": "pronto",
    "adelantito": "adelante", "parqueado": "estacionado", "parqueada": "estacionada",
    "parkeado": "estacionado", "parkeada": "estacionada", "troka": "troca", "nop": "nope",
    "aja": "mhm", "ajam": "mhm", "sip": "si", "okey": "okay",
}  # fmt: skip

#: Words that recognition writes for a contraction, told by the verb that follows.
_CONTRACTED = {"ill": "i'll", "id": "i'd"}
_VERBS = word_set(
    """
    be send get call do have make take let text try probably just say figure see go shoot need
    email upload stop keep arrive start drop scan snap give
    """
)

#: Words of English that recognition writes for Spanish ones, told by the word before or behind.
_AFTER_VOY = word_set(
    """
    a al en por para pasando llegando saliendo entrando manejando rodando bien tarde atrasado
    retrasado cerca rumbo con cargado vacio de llegar ya aqui
    """
)
_COUNTED = frozenset({"una", "media", "otra"})
#: "Pa" is the state of Pennsylvania, too.
_BEFORE_PA = word_set("voy vamos vengo venimos ando sigo millas horas minutos hora milla ya nomas")
_AFTER_PA = word_set("llegar el la las los que alla aca no mi manana ya un una descargar cargar")

_DROPPED_G = re.compile(r"[a-z]{2,}in'?")
#: Words that end in "-in" and are no shortened "-ing".
_TRUE_IN = word_set(
    """
    again main rain train pain plain certain curtain captain mountain austin dublin franklin
    within cabin begin coffin twin thin chin skin spin grin robin basin martin justin marin
    kevin colin irvin edwin calvin melvin alvin darwin wisconsin berlin houstin elgin lufkin
    griffin joplin chopin odin erwin gavin tulin stain chain brain drain grain gain remain
    contain obtain explain bargain fountain villain maintain ruin satin pumpkin napkin
    margin origin virgin urgin bulletin penguin coin join eldin benjamin bin fin sin win pin
    tin kin din gin vin lin salin latin cousin resin
    """
)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """The word as the tables spell it: lower case, no accents, one spelling for each word."""
    flat = word.lower().translate(_ACCENTS)
    if flat in _SPELLINGS:
        return _SPELLINGS[flat]
    if _DROPPED_G.fullmatch(flat) and (flat.endswith("'") or _is_gerund(flat)):
        return flat.rstrip("'") + "g"
    return flat.rstrip("'")


_GERUNDS = word_set(
    """
    rollin runnin drivin haulin waitin headin comin goin fixin movin unloadin loadin doin
    gettin nothin truckin havin makin lookin passin bumpin stoppin leavin callin sayin
    tellin workin pullin backin takin thinkin tryin turnin crawlin creepin bleedin hurtin
    somethin anythin everythin mornin evenin snowin rainin blowin freezin hittin talkin
    wheelin haulin cruisin checkin holdin figurin pushin shootin restin sleepin eatin fuelin
    """
)


def _is_gerund(flat: str) -> bool:
    return flat in _GERUNDS and flat not in _TRUE_IN


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance as folded words.

    `flat` is all words between single blanks, with ` . ` where a sentence ends, so that a pattern
    never reads across two sentences. `starts` are the words' offsets in it, `spans` their places
    in the verbatim `text`, and `pauses` holds "", "," or "." as heard after each word.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    pauses: tuple[str, ...]
    flat: str
    starts: tuple[int, ...]

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """Indexes (first, past the last) of the words in `flat[start:end]`."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.starts[first] + len(self.words[first]) <= start:
            first += 1
        last = bisect_right(self.starts, end - 1)
        return first, max(last, first + 1)

    def verbatim(self, first: int, last: int) -> str:
        """The text of the words with indexes `first` to `last` (excluded), as it was said."""
        if not self.words:
            return self.text
        first = min(first, len(self.words) - 1)
        last = min(max(last, first + 1), len(self.words))
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def quote(self, match: re.Match[str]) -> str:
        """What a pattern matched in `flat`, verbatim."""
        return self.verbatim(*self.words_at(*match.span()))


@lru_cache(maxsize=1024)
def listen(text: str) -> Spoken:
    """Fold `text` for reading; any text is allowed, the empty one too."""
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [fold(text[start:end]) for start, end in spans]
    for index, (word, following) in enumerate(pairwise(words)):
        if word in _CONTRACTED and following in _VERBS:
            words[index] = _CONTRACTED[word]
        elif word == "boy" and following in _AFTER_VOY:
            words[index] = "voy"
        elif following == "dies" and word in {"la", "las"}:
            words[index + 1] = "diez"
        elif following == "horita":
            words[index + 1] = "hora" if word in _COUNTED else "ahorita"
        elif (word == "pa" and following in _AFTER_PA) or (
            following == "pa" and word in _BEFORE_PA
        ):
            words[index + (following == "pa")] = "para"
    nexts = [start for start, _ in spans[1:]] + [len(text)] * bool(spans)
    pauses = [
        _pause(word, text[end:following])
        for word, (_, end), following in zip(words, spans, nexts, strict=True)
    ]
    flat, starts = _joined(words, pauses)
    return Spoken(text, tuple(words), tuple(spans), tuple(pauses), flat, tuple(starts))


def _pause(word: str, gap: str) -> str:
    if gap == " ":
        return ""
    if _SENTENCE_END.search(gap):
        dotted = gap.startswith(". ") and word in _ABBREVIATIONS
        return "" if dotted or (word in {"am", "pm"} and gap == ". ") else "."
    return "," if "," in gap or ":" in gap or "(" in gap else ""


def _joined(words: list[str], pauses: list[str]) -> tuple[str, list[int]]:
    pieces = [" "]
    starts: list[int] = []
    offset = 1
    for word, pause in zip(words, pauses, strict=True):
        starts.append(offset)
        piece = f"{word} . " if pause == "." else f"{word} "
        pieces.append(piece)
        offset += len(piece)
    return "".join(pieces), starts
