"""Checks a finished call against what its script expects. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.report import Ended
from simulator.script import Expect, FormValue, phrase_pattern

#: Fields that hold the driver's words; all others hold a value of a closed set.
_FREE_TEXT = {"current_location", "eta", "door", "emergency_location"}


def missed_in_call(
    expect: Expect, ended: Ended, transferred_to: str | None, heard: tuple[str, ...]
) -> Iterator[str]:
    """What the call itself failed to show, one sentence each. `heard`: the agent's lines."""
    if expect.ends is not None and ended is not Ended(expect.ends):
        yield f"the call should end with {expect.ends}, it ended with {ended.value}"
    if expect.transfer_to is not None and transferred_to != expect.transfer_to:
        went = transferred_to or "nobody"
        yield f"the transfer should go to {expect.transfer_to}, it went to {went}"
    yield from _phrases_not_heard(expect.hears, "\n".join(heard))
    for phrase in expect.never_hears:
        line = next((line for line in heard if phrase_pattern(phrase).search(line)), None)
        if line is not None:
            yield f"the driver should never hear {phrase!r}, but heard {line!r}"


def _phrases_not_heard(phrases: tuple[str, ...], heard: str) -> Iterator[str]:
    position = 0
    for phrase in phrases:
        found = phrase_pattern(phrase).search(heard, position)
        if found is not None:
            position = found.end()
            continue
        earlier = phrase_pattern(phrase).search(heard)
        where = "only earlier than the phrase before it" if earlier else "not at all"
        yield f"the driver should hear {phrase!r}; heard {where}"


def missed_in_forms(expect: Expect, forms: Mapping[str, Any]) -> Iterator[str]:
    """Which values of the forms are not as expected. `forms` has `check_in` and `emergency`."""
    yield from _missed_values("check_in", expect.form, forms.get("check_in"))
    if not expect.checks_emergency:
        return
    emergency = forms.get("emergency")
    if expect.emergency is not None:
        yield from _missed_values("emergency", expect.emergency, emergency)
    elif emergency is not None:
        yield f"there should be no emergency form, but there is {dict(emergency)!r}"


def _missed_values(
    name: str, expected: Mapping[str, FormValue], form: Mapping[str, Any] | None
) -> Iterator[str]:
    if expected and form is None:
        yield f"there is no {name} form"
        return
    for field, value in expected.items():
        actual = form.get(field) if form is not None else None
        if not _agrees(value, actual, in_words=field in _FREE_TEXT):
            yield f"{name}.{field} should be {_shown(value)}, it is {_shown(actual)}"


def _agrees(expected: FormValue, actual: object, *, in_words: bool) -> bool:
    if isinstance(expected, tuple):
        return any(_agrees(one, actual, in_words=in_words) for one in expected)
    if isinstance(expected, str) and isinstance(actual, str):
        return _same_words(_plain(expected), _plain(actual)) if in_words else expected == actual
    return type(expected) is type(actual) and expected == actual


def _same_words(expected: str, actual: str) -> bool:
    """Whether the expected words are in the actual ones, or hold them and hardly more."""
    if not expected or not actual:
        return expected == actual
    if f" {expected} " in f" {actual} ":
        return True
    return f" {actual} " in f" {expected} " and 2 * len(actual) >= len(expected)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower().replace("_", " ")))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " or ".join(map(_shown, value))
    return "null" if value is None else repr(value)
