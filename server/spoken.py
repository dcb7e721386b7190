"""A model's words, piece by piece, made into speech: cleaned, bounded, held to the laws.

Pure: text goes in as it comes, and what may be sent comes out. Where nothing has been said in the
turn yet, the first words leave at once unless they can turn into a sentence that breaks a law; what
follows leaves in whole sentences, once they have been looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from prompts.model_laws import (
    Bounds,
    content_faults,
    may_be_risky,
    model_faults,
    says_farewell,
)
from prompts.speech import MAX_SPOKEN

#: More sentences than this no driver listens to.
MAX_SENTENCES: Final = 3
#: A sentence that is so long and still not over never will be.
LONGEST_SENTENCE: Final = 240
#: The share of a sentence's words that stand in what was said before, from which it repeats that.
SAID_AGAIN: Final = 0.8

_END: Final = re.compile(r"[.?!…]+[\"'\u201d\u2019)\]*]*(?=\s)|[?!]+[\"'\u201d\u2019)\]*]*$|\n+")
_SENTENCE: Final = re.compile(r".+?(?:[.?!…]+(?=\s|$)|$)", re.DOTALL)
#: "a.m.", "St." and the number of a list's item end no sentence.
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:[a-z]|mr|mrs|ms|dr|st|no|hwy|approx|vs|etc|mi|ft|jct|rd|ave|sr|sra)|^\W*\d{1,2})\.$",
    re.IGNORECASE,
)
#: What may leave before its sentence is whole: words, and nothing that would have to be changed.
_PLAIN: Final = re.compile(r"(?:[^\W\d_]|[ ',¿¡])+")
#: Such words are whole sentences, as drivers say them.
_STANDS_ALONE: Final = re.compile(
    r"okay|ok|alright|all right|got it|sure|right|good|great|thanks|thank you|noted|understood"
    r"|no problem|no worries|sorry|copy that|fair enough|bien|muy bien|claro|bueno|entendido"
    r"|gracias|de acuerdo|perfecto|anotado|está bien",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"^\W*(?:agent|assistant|checkcall|dispatch(?:er)?|bot|ai|system|me)\s*:\s*", re.IGNORECASE
)
_OTHER_ROLE: Final = re.compile(r"^\W*(?:driver|user|human|caller|conductor)\s*:", re.IGNORECASE)
_DIRECTIONS: Final = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|(?<!\*)\*(?!\*)\s*\w+(?:s|ing)\b[^*]*\*(?!\*)", re.IGNORECASE
)
_MARKUP: Final = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`+|^\s*(?:#+|[-\u2022\u2013]|\d+[.)])\s+|~~")
_QUOTES: Final = re.compile(r"[\"\u201c\u201d\u00ab\u00bb]")
_POINTS: Final = {"E": "east", "W": "west", "N": "north", "S": "south"}


def _bound(found: re.Match[str]) -> str:
    """ "I-40 EB": eastbound."""
    point = _POINTS[found[2][0]]
    return f"{found[1]} {point}bound" if found[2].endswith("B") else f"{found[1]} {point}"


def _twelve_hours(found: re.Match[str]) -> str:
    """ "14:30" as drivers say it, and "08:30" without its nought."""
    hour, minutes = int(found[1]), "" if found[2] == "00" else f":{found[2]}"
    if 0 < hour < 13:
        return f"{hour}{minutes or ':00'}"
    return f"{hour % 12 or 12}{minutes} {'p.m.' if hour else 'a.m.'}"


#: Signs and short forms as one says them.
_SAID: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"\b(?:[Ii]nterstate|I)[ -]?(\d{1,3})(?=\b)"), r"I-\1"),
    (re.compile(r"\b(?:hwy|highway)\.? ?(\d+)", re.IGNORECASE), r"highway \1"),
    (re.compile(r"\b(?:rte|rt)\.? ?(\d+)", re.IGNORECASE), r"route \1"),
    (re.compile(r"\bmm\.? ?(\d+)", re.IGNORECASE), r"mile marker \1"),
    (re.compile(r"\b10-4\b"), "ten four"),
    (re.compile(r"\b(I-\d+|US-\d+|(?:highway|route) \d+) ?(EB|WB|NB|SB|E|W|N|S)\b"), _bound),
    (re.compile(r"\b(0\d|1[3-9]|2[0-3]):(\d\d)\b"), _twelve_hours),
    (re.compile(r"(?<![\w-])[-\u2212](?=\d)"), "minus "),
    (re.compile(r"(\d) ?mi\b\.?"), r"\1 miles"),
    (re.compile(r"(\d) ?hrs?\b\.?"), r"\1 hours"),
    (re.compile(r"(\d) ?mins?\b\.?"), r"\1 minutes"),
    (re.compile(r"(\d) ?lbs\b\.?"), r"\1 pounds"),
    (re.compile(r"(\d) ?(?:°|º) ?F?\b"), r"\1 degrees"),
    (re.compile(r"(\d) ?%"), r"\1 percent"),
    (re.compile(r"\$ ?(\d[\d.,]*\d|\d)"), r"\1 dollars"),
    (re.compile(r"#(?=\d)"), "number "),
    (re.compile(r"(\d),(?=\d{3}\b)"), r"\1"),
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"(?<=\s)@\s+"), "at "),
    (re.compile(r"~ ?(?=\d)"), "about "),
    (re.compile(r"\bw/ ?(?=\w)"), "with "),
    (
        re.compile(
            r"(\d)\s*[\u2013\u2014-]\s*(?=\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m|hours|miles|min))"
        ),
        r"\1 to ",
    ),
    (re.compile(r"(?<=\w)/(?=\w)"), " or "),
    (re.compile(r"\s*[\u2013\u2014]\s*|\s+-\s+"), ", "),
)
_UNSPEAKABLE: Final = {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"}


def speakable(sentence: str) -> str:
    """The sentence without anything that is not said, and with numbers as one says them."""
    text = _ROLE.sub("", unicodedata.normalize("NFC", sentence))
    text = _QUOTES.sub("", _MARKUP.sub("", _DIRECTIONS.sub("", text)))
    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    text = "".join(" " if unicodedata.category(sign) in _UNSPEAKABLE else sign for sign in text)
    text = re.sub(r"\s+([,.;:?!])", r"\1", " ".join(text.split()))
    text = re.sub(r"([?!])[?!.]+", r"\1", text).replace("\u2019", "'")
    return text if any(sign.isalnum() for sign in text) else ""


def sentences(lines: Iterable[str]) -> frozenset[str]:
    """The single sentences of `lines`, as they are spoken."""
    return frozenset(
        speakable(each) for line in lines for each in _SENTENCE.findall(line) if each.strip()
    )


def says_again(sentence: str, already: str) -> bool:
    """Whether the sentence tells nothing that has not been said just before, and asks nothing."""
    words = _words(sentence)
    known = _words(already)
    again = sum(word in known for word in words)
    return "?" not in sentence and bool(words) and again >= len(words) * SAID_AGAIN


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


class Composer:
    """Makes one model's answer into pieces that may be sent, in their order.

    `already`: what has been said in this turn before; a first sentence that says it again is left
    out. `at_once`: nothing is given out before the whole answer is there, as where the call ends
    with it.
    """

    def __init__(self, bounds: Bounds, *, already: str = "", at_once: bool = False) -> None:
        self._bounds = bounds
        self._already = already
        self._flows = not already and not at_once
        self._at_once = at_once
        self._text = ""
        # How much of the sentence being made has left already.
        self._left = ""
        self._kept: list[str] = []
        self._sentences = 0
        self._letters = 0
        #: Some word has come, sent or not.
        self.alive = False
        #: The question of the step has been asked, or enough is said: nothing more is taken.
        self.done = False
        self.asked = False
        #: Why the rest of the answer was refused.
        self.fault: str | None = None
        #: What came, and was not sent.
        self.withheld = ""

    @property
    def in_mid_sentence(self) -> bool:
        """Whether what was sent ends in the middle of a sentence."""
        return bool(self._left)

    @property
    def stands_alone(self) -> bool:
        """Whether what was sent of a broken sentence is one by itself."""
        return _STANDS_ALONE.fullmatch(self._left) is not None

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken."""
        return self.done or self.fault is not None

    @property
    def has_sentence(self) -> bool:
        """Whether a whole sentence has been sent."""
        return self._sentences > 0

    def feed(self, text: str) -> str:
        """Take in a piece; return what may be sent now, which may be nothing."""
        if self.closed:
            return ""
        self._text += text
        self.alive = self.alive or bool(speakable(self._text))
        out = ""
        while not self.closed and (end := self._sentence_end()):
            sentence, self._text = self._text[:end], self._text[end:].lstrip()
            out += self._whole(sentence)
        if not self.closed and len(self._text) > LONGEST_SENTENCE:
            self._refuse("does not come to an end", self._text)
        if self._flows and not self.closed:
            out += self._beginning()
        return out

    def finish(self, *, whole: bool) -> str:
        """The answer has ended; what is left of it. Half a sentence is none."""
        out = ""
        if not self.closed and self._text.strip():
            rest, self._text = self._text.strip(), ""
            if whole:
                out = self._whole(rest if rest[-1] in ".?!…" else f"{rest}.")
            else:
                self.withheld = rest[len(self._left) :]
        if self._at_once and self.fault is None:
            if self._bounds.ends and not any(says_farewell(each) for each in self._kept):
                self._refuse("does not say goodbye", " ".join(self._kept))
                return ""
            return " ".join(self._kept)
        return out

    def _sentence_end(self) -> int | None:
        if _OTHER_ROLE.match(self._text) and not self._left:
            # It goes on with the driver's part.
            self.done, self.withheld, self._text = True, self._text, ""
            return None
        for found in _END.finditer(self._text):
            if found[0][0] != "." or not _ABBREVIATED.search(self._text[: found.start() + 1]):
                return found.end()
        return None

    def _whole(self, raw: str) -> str:
        """A whole sentence: what of it has not been sent yet."""
        said = speakable(raw)
        left, self._left = self._left, ""
        if not said:
            return ""
        if not self._sentences and says_again(said, self._already):
            self.withheld = said
            return ""
        fault = next(model_faults(said, self._bounds), None)
        if fault is None and not said.startswith(left):
            fault = "changes what was said"
        if fault is None and self._letters + len(said) > MAX_SPOKEN:
            fault = "is too long"
        if fault is not None:
            self._left = left
            self._refuse(fault, raw)
            return ""
        self._sentences += 1
        self._letters += len(said)
        self.asked = "?" in said
        self.done = self.asked or self._sentences >= MAX_SENTENCES
        if self._at_once:
            self._kept.append(said)
            return ""
        self._flows = False
        rest = said[len(left) :]
        return f"{rest} " if left else f"{said} "

    def _beginning(self) -> str:
        """The first words of the first sentence, which may leave before it is whole.

        The rest of it leaves in one piece: Retell speaks by sentences, and a frame for each word
        costs both sides more than the words.
        """
        if self._left:
            return ""
        words = self._text.strip().rstrip(" ,")
        # A lone letter may yet be a highway.
        if len(words) < 2 or not _PLAIN.fullmatch(words) or may_be_risky(words):
            return ""
        if any(content_faults(words, self._bounds)):
            return ""
        self._left = words
        return words

    def _refuse(self, fault: str, text: str) -> None:
        self.fault = fault
        self.withheld = text[len(self._left) :].strip() or text
        self._text = ""
