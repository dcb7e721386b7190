"""Any text can be stored, and nothing else about it changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy.dialects import sqlite

from storage import FactHeard, StateKept, Store, TurnKept, TurnKind
from storage.columns import Moment, dump_json, moment, storable

ANY_TEXT = st.text(st.characters(categories=None))
AT = 1_800_000_000.0


@given(ANY_TEXT)
def test_what_is_storable_has_neither_nul_nor_lone_surrogates(text: str):
    stored = storable(text)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored
    assert len(stored) == len(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_plain_words_are_stored_as_they_are(text: str):
    assert storable(text) == text


@settings(deadline=None)
@given(st.recursive(ANY_TEXT, lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner)))
def test_any_words_can_be_stored_as_json(value: object):
    text = dump_json(value)
    assert text.encode()
    assert "\x00" not in json.dumps(json.loads(text), ensure_ascii=False)


def test_a_written_backslash_is_not_a_nul():
    assert json.loads(dump_json({"path": "\\u0000"})) == {"path": "\\u0000"}


@dataclass(frozen=True, slots=True)
class _Place:
    words: str


class _Memory(BaseModel):
    words: str
    heard: frozenset[str] = frozenset({"b", "a"})


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (_Memory(words="hi"), {"words": "hi", "heard": ["a", "b"]}),
        (_Memory.model_construct(words="\ud800"), {"words": "\ufffd", "heard": ["a", "b"]}),
        ({"kinds": frozenset({TurnKind.TURN, TurnKind.GREETING})}, {"kinds": ["greeting", "turn"]}),
        ({TurnKind.TURN: _Place("I-40")}, {"turn": {"words": "I-40"}}),
        ({TurnKind.TURN: _Place("\ud800")}, {"turn": {"words": "\ufffd"}}),
        ((1, ("\ud800", None)), [1, ["\ufffd", None]]),
        ({"kinds": {"x\x00"}}, {"kinds": ["x\ufffd"]}),
        ({"kinds": {"x\ud800"}}, {"kinds": ["x\ufffd"]}),
    ],
)
def test_models_and_sets_become_json(value: object, stored: object):
    as_json = json.loads(dump_json(value))
    if isinstance(value, _Memory):
        as_json["heard"] = sorted(as_json["heard"])
    assert as_json == stored


def test_what_is_no_data_is_refused():
    with pytest.raises(TypeError):
        dump_json({"socket": object()})


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        Moment().process_bind_param(datetime(2026, 11, 23), sqlite.dialect())  # noqa: DTZ001  the law


def test_a_time_of_another_zone_is_the_same_time():
    chicago = timezone(timedelta(hours=-6))
    bound = Moment().process_bind_param(datetime(2026, 11, 23, 6, tzinfo=chicago), sqlite.dialect())
    assert bound == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert bound.tzinfo is UTC


def test_a_moment_is_exact_to_the_microsecond():
    assert moment(1_800_000_000.123456).microsecond == 123456


@pytest.mark.parametrize("at", [1e18, -1e18, 1e300, float("inf"), float("nan")])
def test_a_time_beyond_all_calendars_is_a_faulty_value(at: float):
    with pytest.raises(ValueError, match=r"calendar|NaN"):
        moment(at)


@pytest.mark.parametrize(
    "words", ["a\x00b", "a\ud83db", "\udfff", "😀 ok", "'; DROP TABLE turns; --", "\r\n\t\x1b", ""]
)
async def test_broken_words_are_stored_on_both_databases(store: Store, words: str):
    call = f"call{words}"
    await store.keep_now(
        [
            TurnKept(call, 1, TurnKind.TURN, 1, AT, driver_words=words, agent_words=words),
            FactHeard(call, 1, "place", words, words, AT),
            StateKept(call, 1, {words: [words]}, AT),
        ]
    )
    [turn] = await store.turns(call)
    [fact] = await store.facts(call)
    state = await store.load_state(call)
    assert state is not None
    assert turn.driver_words == turn.agent_words == fact.words == fact.value == storable(words)
    assert state.memory == {storable(words): [storable(words)]}
