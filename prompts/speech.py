"""What a text-to-speech voice can say well, whatever the step: one rendered line at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from prompts.languages import language_faults
from prompts.parsing import MANGLED, Language
from prompts.problems import Fault, excerpt

#: Longer than this, in characters, no driver listens: about 20 seconds of speech.
MAX_SPOKEN = 300

_MARKUP = re.compile(r"[*_#`\[\]{}<>()|~^\\=@]|(?<!\d)/|/(?!\d)")
_ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|us|mx|co|app|gov|edu|info|biz|ai|dev|ca)\b",
    re.IGNORECASE,
)
_STRAY = re.compile(
    r"\s[,.;:?!]"  # "load ."
    r"|[,;:]\s*[,.;:?!]"  # "load,."
    r"|[?!]\s*[,.;:]"
    r"|!!|[?!]{2,}"
    r"|(?<!\.)\.\.(?!\.)"
    r"|^[,.;:?!]"
    r"|[¿¡]\s*[\s,.;:?!]"
)
# How other programs write variables.
_OTHER_VARIABLE = re.compile(r"%\w+%|\$\w*[A-Za-z_]\w*|%[sd]\b|:\w+:")
# Between two capitals it is part of a name, as in J&J; behind a number a percentage.
_LONE_SIGN = re.compile(r"(?<![A-Z])&|&(?![A-Z])|\+(?!\w)|(?<!\w)\+|(?<!\d)%|\$(?!\d)")
_ENTITY = re.compile(r"&\w+;")
_NO_SPACE_BEHIND = re.compile(r"\w([,;?!]|(?<=[^\W\d_]{2})\.(?=[A-ZÁÉÍÓÚÑ¿]))[^\W\d_]")
_LIST_MARK = re.compile(r"^\s*(?:[-–—•·+]|\d+[.)]\s|[a-z][.)]\s)", re.IGNORECASE)  # noqa: RUF001
_QUOTED = re.compile(r"^[“”„«»‘]|[“”„«»]$|^'.*'$")  # noqa: RUF001 - the typographic marks are meant
_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|FIXME|XXX+|(?i:xxx+|lorem|ipsum|placeholder|insert \w+ here))\b"
)
_LONG_NUMBER = re.compile(r"\d{5,}")
_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ]{2,}\b")
_ENDS = re.compile(r"[.?!…][\"'”’]?$")  # noqa: RUF001 - the typographic marks are meant
_SPELT = re.compile(r"(?:\b[^\W\d_] ){3,}[^\W\d_]\b")
# The stops of "8 a.m. or later" end no sentence.
_SENTENCE = re.compile(r"(?:\b[ap]\.\s?m\.(?! [A-ZÁÉÍÓÚÑ¿])|[^.?!…]|\.(?=\w))*[.?!…]+")
_DOUBLED = re.compile(
    r"\b(the|to|a|an|of|is|are|for|in|on|at|and|your|you|we|de|la|el|los|en|que|con|para|su"
    r"|una?) \1\b",
    re.IGNORECASE,
)
# Words in capitals that are said letter by letter, or that a voice knows as words.
_ABBREVIATIONS: Final = frozenset(
    re.split(
        r" ",
        "ADD AI AM APU BOL CB CDL DC DEF DOT DOTS DVIR ELD ETA ETD FCFS FEMA FMCSA FTL GPS "
        "HAZMAT HOS ID IDS LLC LTL MC NASA OK OS PM PO POD PODS PRO PTI PU RSVP SCAC TMS "
        "TONU TV US USA VIN ZIP EDI IFTA IRP MT OSD POC RFID SMS TWIC VHF WMS AL AK AZ AR "
        "CA CO CT DE FL GA HI IL IN IA KS KY LA ME MD MA MI MN MS MO NE NV NH NJ NM NY NC "
        "ND OH OR PA RI SC SD TN TX UT VT VA WA WV WI WY DF EE UU EEUU NL",
    )
)
# A question that has lost its mark.
_ASKS_WITHOUT_MARK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:(?:so|and|okay|well|now|hey|sorry|also|thanks|thank you|good|great|got it|copy that"
        r"|all right|right|please|perfect|one more thing),? )*"
        r"(?:(?:who|what|where|why|how|which|when)(?:'s|'re| (?:is|are|was|were"
        r"|do|does|did|will|would|can|could|have|has|much|many"
        r"|far|long|soon|time|road|town|door|exit))\b(?! (?:matters|counts|it is|you are))"
        r"|(?:are|is|was|were|do|does|did|can|could|will|would|have|has|any) (?:you|it|there|they"
        r"|anyone|anybody|the|your|i|we|someone|somebody|delays?|trouble|problems?)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"^(?:(?:y|bueno|oiga|entonces|ahora|gracias|perfecto|bien|muy bien|qué bueno|claro"
        r"|entendido),? )*(?:cómo|dónde|cuándo|cuál|cuáles|quién|por dónde"
        r"|en dónde|a dónde|en qué|a qué hora|hasta qué|cuánt[oa]s?)\b",
        re.IGNORECASE,
    ),
}
# Signs, invisible, private and unassigned characters.
_UNSPEAKABLE = {"So", "Sm", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}


def speech_faults(text: str, *, asks: bool, language: Language) -> Iterator[Fault]:
    """What keeps `text` from being said, and heard as a question or not."""
    if not re.search(r"\w", text):
        yield Fault("nothing is said", "Keep words outside of the {% if %}")
        return
    if len(text) > MAX_SPOKEN:
        what = f"the wording is longer than {MAX_SPOKEN} characters"
        yield Fault(what, "Say one thing, in one or two short sentences")
    yield from _unspeakable(text)
    yield from _badly_spoken(text)
    yield from language_faults(text, language)
    if _STRAY.search(text):
        fix = "Take the space or comma into the {% if %} of the variable beside it"
        yield Fault("a space or punctuation mark stands alone", fix)
    if glued := _NO_SPACE_BEHIND.search(text):
        what = f"no space stands behind {excerpt(glued[1])}"
        yield Fault(what, "Put one there: the voice makes its pauses by it")
    yield from _questions(text, asks=asks, language=language)


def _unspeakable(text: str) -> Iterator[Fault]:
    if _ADDRESS.search(text):
        yield Fault("a web address would be read aloud", "Say in words where to look")
    if mangled := MANGLED.search(text):
        what = f"{excerpt(mangled[0])} is a letter that was saved in the wrong encoding"
        yield Fault(what, "Save the file as UTF-8 and type the letter again")
        return
    if entity := _ENTITY.search(text):
        yield Fault(f"{excerpt(entity[0])} would be read aloud", "Write the word itself")
    elif marked := _OTHER_VARIABLE.search(text):
        fix = "A variable has two braces: {{ load_number }}"
        yield Fault(f"{excerpt(marked[0])} would be read aloud", fix)
    elif lone := _LONE_SIGN.search(text):
        fix = "Write the word, such as and, plus or percent (Spanish: y, más, por ciento)"
        yield Fault(f"the sign {excerpt(lone[0])} would be read aloud", fix)
    for mark in sorted(set(_MARKUP.findall(text))):
        fix = "Write plain words; a variable has two braces: {{ load_number }}"
        yield Fault(f"the sign {excerpt(mark)} would be read aloud", fix)
    for sign in sorted({char for char in text if _cannot_be_said(char)}):
        name = unicodedata.name(sign, f"character {ord(sign):#06x}").lower()
        yield Fault(f"the sign {excerpt(sign)} ({name}) cannot be said", "Write plain words")


def _cannot_be_said(char: str) -> bool:
    if char.isascii() and (char.isalnum() or char in " ,.?!'"):
        return False
    if _MARKUP.match(char):
        return False  # told as markup
    if char.isalpha():
        return not unicodedata.name(char, "").startswith(("LATIN", "FEMININE", "MASCULINE"))
    return unicodedata.category(char) in _UNSPEAKABLE and char != "+"


def _badly_spoken(text: str) -> Iterator[Fault]:
    """What a voice would say, but not as it is meant."""
    if _LIST_MARK.match(text):
        yield Fault("the wording begins like an item of a list", "Begin with the first word")
    if _QUOTED.search(text):
        what = "curly or single quotation marks stand around the wording"
        yield Fault(what, 'Put the wording in straight double quotes: "..."')
    elif text.count('"') % 2:
        fix = "Take it out, or put the whole wording in straight double quotes"
        yield Fault("a quotation mark has no partner", fix)
    if placeholder := _PLACEHOLDER.search(text):
        yield Fault(f"{excerpt(placeholder[0])} would be read aloud", "Write the words themselves")
    if number := _LONG_NUMBER.search(text):
        what = f"{number[0]} would be read as one big number"
        yield Fault(what, "Write it in groups, such as 555 01 00, or leave it out")
    if shouted := _shouted(text):
        what = f"{excerpt(shouted)} is in capitals and may be spelt out letter by letter"
        yield Fault(what, "Write it in small letters")
    if spelt := _SPELT.search(text):
        what = f"{excerpt(spelt[0])} would be spelt out letter by letter"
        yield Fault(what, "Write whole words")
    if doubled := _DOUBLED.search(text):
        yield Fault(f"{excerpt(doubled[0])} says a word twice", "Take one of them out")
    if not _ENDS.search(text):
        fix = "End it with a full stop or a question mark: the next line is said right after it"
        yield Fault("the wording does not end as a sentence", fix)


def _shouted(text: str) -> str | None:
    """A word in capitals that is no abbreviation."""
    for found in _CAPITALS.finditer(text):
        word: str = found[0]
        has_vowel = re.search(r"[AEIOUÁÉÍÓÚY]", word) is not None
        if word not in _ABBREVIATIONS and has_vowel and (len(word) > 3 or word in _SMALL_WORDS):
            return word
    return None


_SMALL_WORDS: Final = frozenset(
    re.split(
        r" ",
        "YOU THE ARE NOT NOW AND HOW WHY WHO ANY ALL CAN DID HAS GET OUT OFF YES DAY WAY WE "
        "IT IS DO SO UP GO HE MY ES EL ESTÁ UNA QUE LOS LAS CON POR SUS HOY YA TODO",
    )
)


def _questions(text: str, *, asks: bool, language: Language) -> Iterator[Fault]:
    marks = text.count("?")
    if not asks:
        if marks or "¿" in text:
            fix = "Say it as a statement; nobody listens for an answer here"
            yield Fault("the wording asks, but this step must not ask", fix)
        elif unmarked := _unmarked_question(text, language):
            fix = "Say it as a statement; nobody listens for an answer here"
            what = f"{excerpt(unmarked)} asks, but this step must not ask"
            yield Fault(what, fix)
        return
    if not marks:
        fix = "End the wording with a question and its question mark"
        yield Fault("the wording asks nothing, but this step asks", fix)
    elif marks > 1:
        yield Fault("the wording asks more than one question", "Keep the one that matters most")
    elif unmarked := _unmarked_question(text, language):
        what = f"the wording asks more than one question: {excerpt(unmarked)}"
        yield Fault(what, "Keep the one that matters most")
    if language == "es" and text.count("¿") != marks:
        yield Fault("a Spanish question needs both of its marks", "Write it as ¿...?")
    elif language == "en" and "¿" in text:
        yield Fault("the sign ¿ stands in an English line", "End the question with ? alone")


def _unmarked_question(text: str, language: Language) -> str | None:
    for sentence in _SENTENCE.findall(text):
        said: str = sentence.strip().replace("\u2019", "'")
        if not said.endswith("?") and _ASKS_WITHOUT_MARK[language].match(said):
            return said
    return None
