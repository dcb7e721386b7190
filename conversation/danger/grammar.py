"""Patterns of words with slots, all looked for together in one walk over an utterance.

A pattern is a row of words: `a|b` stands for either word, `<name>` for any phrase of a slot, and
`?` behind a word or slot says that it may be missing. `^` and `$` are the two ends of the
utterance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

BEGIN, END = "^", "$"

_Row = tuple[frozenset[str], ...]
_Place = tuple[int, int]  # a row, and how many of its words have been heard


class Found(NamedTuple):
    """A pattern found: its label, its first word and the word after its last, ends not counted."""

    label: str
    start: int
    end: int


class Grammar:
    """The patterns of a list. Reading a word costs one look-up, however many patterns there are."""

    def __init__(self, patterns: Iterable[tuple[str, str]], slots: Mapping[str, str]) -> None:
        """Takes labelled patterns and the phrases of each slot, between commas."""
        self._rows: list[_Row] = []
        self._labels: list[str] = []
        for label, pattern in patterns:
            for row in _rows(pattern, slots):
                self._rows.append(row)
                self._labels.append(label)
        self._known = frozenset(word for row in self._rows for words in row for word in words)
        begun: dict[str, set[_Place]] = {}
        for number, row in enumerate(self._rows):
            for word in row[0]:
                begun.setdefault(word, set()).add((number, 0))
        self._begun = {word: frozenset(places) for word, places in begun.items()}
        self._start = _State(frozenset())
        self._states: dict[frozenset[_Place], _State] = {}

    def find(self, forms: Sequence[str]) -> list[Found]:
        """Every pattern that stands in the words, in the order of their first words."""
        padded = (BEGIN, *forms, END)
        last = len(forms)
        beginning, begun = self._start.following, self._begun
        found: list[Found] = []
        for start, form in enumerate(padded):
            if form not in begun:
                continue
            state = beginning.get(form) or self._after(self._start, form)
            at = start + 1
            while state is not _NOWHERE:
                begin, end = max(0, start - 1), min(at - 1, last)
                found += [Found(label, begin, end) for label in state.complete]
                if at > last + 1:
                    break
                state = self._after(state, padded[at])
                at += 1
        return found

    def _after(self, state: _State, form: str) -> _State:
        following = state.following.get(form)
        if following is None:
            if form not in self._known:
                return _NOWHERE
            following = state.following[form] = self._step(state, form)
        return following

    def _step(self, state: _State, form: str) -> _State:
        places = self._begun.get(form, frozenset()) if state is self._start else state.places
        reached = [(row, at + 1) for row, at in places if form in self._rows[row][at]]
        if not reached:
            return _NOWHERE
        going_on = frozenset(place for place in reached if place[1] < len(self._rows[place[0]]))
        complete = {self._labels[row] for row, at in reached if at == len(self._rows[row])}
        if complete:
            return _State(going_on, tuple(sorted(complete)))
        return self._states.setdefault(going_on, _State(going_on))


class _State:
    """Where all patterns stand after some words; what follows is worked out when first needed."""

    __slots__ = ("complete", "following", "places")

    def __init__(self, places: frozenset[_Place], complete: tuple[str, ...] = ()) -> None:
        self.places = places
        self.complete = complete
        self.following: dict[str, _State] = {}


_NOWHERE = _State(frozenset())


def _rows(pattern: str, slots: Mapping[str, str]) -> Iterator[_Row]:
    choices = [_choices(token, slots) for token in pattern.split()]
    for chosen in product(*choices):
        row = tuple(words for part in chosen for words in part)
        if row:
            yield row


def _choices(token: str, slots: Mapping[str, str]) -> list[_Row]:
    """What may stand for a token; raises `KeyError` for a slot that is not listed."""
    optional = token.endswith("?")
    token = token.removesuffix("?")
    phrases = slots[token].split(",") if token.startswith("<") else token.split("|")
    words = [phrase.split() for phrase in phrases]
    single = frozenset(phrase[0] for phrase in words if len(phrase) == 1)
    choices: list[_Row] = [(single,)] if single else []
    choices += [tuple(frozenset((word,)) for word in phrase) for phrase in words if len(phrase) > 1]
    return [*choices, ()] if optional else choices
