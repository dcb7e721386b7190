"""Tables of spoken phrases, compiled once.

A phrase is words between single blanks, as in `Spoken.flat`, and may hold regular expressions
without capturing groups. Names in angle brackets stand for words that vary freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)

#: What the names in angle brackets stand for. Repetitions are bounded, so that reading is linear.
_NAMES: dict[str, str] = {
    # The driver as the subject, now
    "<i>": "(?:i'm|i am|we're|we are|me|estoy|estamos|ando|andamos|yo estoy)",
    # I or we
    "<we>": "(?:i|we)",
    # Words that change nothing, before what matters
    "<adv>": (
        "(?:(?:just|still|right|really|kinda|pretty|about|already|gonna|going to|a "
        "little|a bit|now|currently|probably|definitely|actually|uh|like|way|over|all|so|"
        "here|only|sitting|parked|stopped|stuck|ya|todavia|aqui|muy|bien|be|being|been|"
        "getting|running) ){0,4}"
    ),
    # They, at a dock
    "<they>": "(?:they|they're|they are|they've|they have|they just|they done|he|she|somebody)",
    "<not>": (
        "(?:not|ain't|isn't|aren't|wasn't|don't|didn't|doesn't|haven't|hasn't|won't|"
        "can't|never|cannot|couldn't|no)"
    ),
    "<n>": f"(?:\\d+|(?:{_UNIT}|{_TEEN})(?: (?:{_UNIT}|{_TEEN}))?)",
    # A number in Spanish, as it names a door
    "<numero>": (
        "(?:\\d+|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|"
        "quince|diecis\\w+|diecio\\w+|diecin\\w+|veint\\w+|treinta|cuarenta|cincuenta|sesenta|"
        "setenta|ochenta|noventa|cien|ciento)"
    ),
    "<a>": "(?:a|an|the|my|any|no|some|this|that|one|un|una|el|la)",
    "<sir>": "(?: (?:sir|ma'am|miss|man|buddy|brother|boss|honey|hun|sister|bro|dear))?",
    "<w>": "[^ .]+",
    "<w*>": "(?:[^ .]+ ){0,3}",
}


def expand(phrase: str) -> str:
    """The regular expression of one phrase."""
    for name, words in _NAMES.items():
        phrase = phrase.replace(name, words)
    return phrase


def pattern(*phrases: str) -> re.Pattern[str]:
    """One pattern for several phrases; it reads whole words of `Spoken.flat`."""
    return re.compile(f" (?:{'|'.join(expand(phrase) for phrase in phrases)})(?= )")


@dataclass(frozen=True)
class PhraseTable:
    """Phrases by label, read in one pass: at each place the first label that fits wins."""

    labels: tuple[str, ...]
    compiled: re.Pattern[str]

    def find(self, flat: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Each label found in `flat` with its match, from left to right."""
        for match in self.compiled.finditer(flat):
            assert match.lastgroup is not None
            yield self.labels[int(match.lastgroup[1:])], match


def table(phrases: Mapping[str, Iterable[str]]) -> PhraseTable:
    """Compile phrases by label."""
    branches = [
        f"(?P<p{index}>{'|'.join(expand(phrase) for phrase in group)})"
        for index, group in enumerate(phrases.values())
    ]
    return PhraseTable(tuple(phrases), re.compile(f" (?:{'|'.join(branches)})(?= )"))


_NEGATIONS = pattern(
    "<not>", "without", "nobody", "nothing", "sin", "ningun", "ninguna", "nunca", "nada",
    "neither", "nor", "used to", "nobody's", "nothing's", "aren't", "ain't nobody",
)  # fmt: skip
_CONDITIONS = pattern(
    "if", "unless", "when", "once", "till", "until", "soon as", "after", "before", "by the time",
    "whenever", "in case", "am i", "do i", "will i", "cuando", "hasta que",
)  # fmt: skip
_CLAUSE_START = re.compile(
    " (?:i|i'm|i've|i'll|i'd|we|we're|we've|we'll|they|they're|they've|he|he's|she|"
    "she's|it|it's|there's|and|but|so|because|cause|then|you|y'all|you're|that's|yo|"
    "pero|y|porque)(?= )"
)


@lru_cache(maxsize=64)
def _window(words: int) -> re.Pattern[str]:
    return re.compile(rf"(?: [^ .]+){{0,{words}}}$")


def before(flat: str, start: int, words: int = 3) -> str:
    """Up to `words` words before offset `start`, in the same sentence, blank at both ends."""
    piece = flat[max(0, start - 16 * words) : start]
    sentence = piece.rpartition(" .")[2]
    found = _window(words).search(sentence)
    return f"{found.group() if found else ''} "


def clause(flat: str, start: int, words: int = 3) -> str:
    """Like `before`, from the subject or conjunction on with which the clause begins.

    "no sir i'm out of hours": what stands before "i'm" says nothing about "out of hours".
    """
    if _CLAUSE_START.match(flat, start):
        return " "
    ahead = before(flat, start, words)
    begin = max((found.start() for found in _CLAUSE_START.finditer(ahead)), default=0)
    return ahead[begin:]


def negated(flat: str, start: int, words: int = 3) -> bool:
    """Whether a word of denial stands shortly before offset `start`, in its clause."""
    return _NEGATIONS.search(clause(flat, start, words)) is not None


def conditional(flat: str, start: int, words: int = 4) -> bool:
    """Whether what begins at `start` is told of as a condition, or as something to come."""
    return _CONDITIONS.search(before(flat, start, words)) is not None
