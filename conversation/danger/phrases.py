"""Fixed phrases: harmless ones that hold an alarming word, and alarms that need no context.

They stand in `harmless.txt` and `alarms.txt`, which say how a line is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a phrase list, without its first word."""

    name: str
    rest: tuple[frozenset[str], ...]


PhraseIndex = dict[str, tuple[Phrase, ...]]


def longest(index: PhraseIndex, forms: Sequence[str], start: int) -> tuple[str, int] | None:
    """The longest phrase that begins at a word: its name and its length in words."""
    found: tuple[str, int] | None = None
    for phrase in index.get(forms[start], ()):
        length = len(phrase.rest) + 1
        if found is not None and length <= found[1]:
            continue
        following = forms[start + 1 : start + length]
        if len(following) == len(phrase.rest) and all(map(_stands_in, following, phrase.rest)):
            found = (phrase.name, length)
    return found


def compile_phrases(lines: Iterable[str], name: str) -> PhraseIndex:
    """First word -> the phrases that begin with it; each named after its list and its own line."""
    index: dict[str, list[Phrase]] = {}
    for line in lines:
        phrase_name = f"{name} {line}"
        for slots in _without_options([slot.split("|") for slot in line.split()]):
            phrase = Phrase(phrase_name, tuple(frozenset(slot) for slot in slots[1:]))
            for word in slots[0]:
                index.setdefault(word, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in index.items()}


def _stands_in(form: str, slot: frozenset[str]) -> bool:
    return form in slot


def _without_options(slots: list[list[str]]) -> Iterator[list[list[str]]]:
    choices = [[slot, []] if "" in slot else [slot] for slot in slots]
    for chosen in product(*choices):
        present = [[word for word in slot if word] for slot in chosen if slot]
        if present:
            yield present


def _lines(file: str) -> list[str]:
    text = files("conversation.danger").joinpath(file).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _alarms() -> PhraseIndex:
    index: PhraseIndex = {}
    kind = ""
    for line in _lines("alarms.txt"):
        if line.endswith(":"):
            kind = line[:-1]
            continue
        for word, phrases in compile_phrases([line], f"A {kind}").items():
            index[word] = index.get(word, ()) + phrases
    return index


HARMLESS_INDEX = compile_phrases(_lines("harmless.txt"), "H")
ALARM_INDEX = _alarms()
