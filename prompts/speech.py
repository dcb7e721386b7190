"""What a text-to-speech voice can say well, whatever the step: one rendered line at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from prompts.parsing import Language
from prompts.problems import Fault, excerpt

#: Longer than this, in characters, no driver listens: about 20 seconds of speech.
MAX_SPOKEN = 300

_MARKUP = re.compile(r"[*_#`\[\]{}<>()|~^\\=@]")
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|us|mx)\b", re.IGNORECASE)
_STRAY = re.compile(
    r"\s[,.;:?!]"  # "load ."
    r"|[,;:]\s*[,.;:?!]"  # "load,."
    r"|[?!]\s*[,.;:]"
    r"|(?<!\.)\.\.(?!\.)"
    r"|^[,.;:?!]"
    r"|[¿¡]\s*[\s,.;:?!]"
)
# Signs, invisible, private and unassigned characters.
_UNSPEAKABLE = {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}


def speech_faults(text: str, *, asks: bool, language: Language) -> Iterator[Fault]:
    """What keeps `text` from being said, and heard as a question or not."""
    if not text:
        yield Fault("nothing is said", "Keep words outside of the {% if %}")
        return
    if len(text) > MAX_SPOKEN:
        what = f"the wording is longer than {MAX_SPOKEN} characters"
        yield Fault(what, "Say one thing, in one or two short sentences")
    yield from _unspeakable(text)
    if _STRAY.search(text):
        fix = "Take the space or comma into the {% if %} of the variable beside it"
        yield Fault("a space or punctuation mark stands alone", fix)
    yield from _questions(text, asks=asks, language=language)


def _unspeakable(text: str) -> Iterator[Fault]:
    if _ADDRESS.search(text):
        yield Fault("a web address would be read aloud", "Say in words where to look")
    for mark in sorted(set(_MARKUP.findall(text))):
        fix = "Write plain words; a variable has two braces: {{ load_number }}"
        yield Fault(f"the sign {excerpt(mark)} would be read aloud", fix)
    for sign in sorted({char for char in text if unicodedata.category(char) in _UNSPEAKABLE}):
        if not _MARKUP.match(sign):
            name = unicodedata.name(sign, f"character {ord(sign):#06x}").lower()
            yield Fault(f"the sign {excerpt(sign)} ({name}) cannot be said", "Write plain words")


def _questions(text: str, *, asks: bool, language: Language) -> Iterator[Fault]:
    marks = text.count("?")
    if not asks:
        if marks or "¿" in text:
            fix = "Say it as a statement; nobody listens for an answer here"
            yield Fault("the wording asks, but this step must not ask", fix)
        return
    if not marks:
        fix = "End the wording with a question and its question mark"
        yield Fault("the wording asks nothing, but this step asks", fix)
    elif marks > 1:
        yield Fault("the wording asks more than one question", "Keep the one that matters most")
    if language == "es" and text.count("¿") != marks:
        yield Fault("a Spanish question needs both of its marks", "Write it as ¿...?")
