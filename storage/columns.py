"""Column types that behave the same on SQLite and PostgreSQL.

Recognised speech can hold anything. PostgreSQL refuses NUL characters, and no encoder takes lone
surrogates; both are stored as U+FFFD, so that odd bytes never cost the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

import orjson
from pydantic import BaseModel
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

#: Row numbers. SQLite counts up only a column that is spelt INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")

#: JSON; `None` is SQL NULL. Not JSONB: that would forget the order of a card's lines.
Json = JSON(none_as_null=True)


def storable(text: str) -> str:
    """Return `text` with what no database can hold replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text of any length and any content."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A time with its zone: UTC on the way in and out. SQLite itself forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(at: float) -> datetime:
    """Return Unix time `at` as a time in UTC; ValueError where there is none."""
    try:
        return datetime.fromtimestamp(at, UTC)
    except (OverflowError, OSError) as exc:
        # An OSError would be taken for an outage of the database.
        raise ValueError(f"{at!r} is no time of any calendar") from exc


def dump_json(value: object) -> str:
    """Return `value` as JSON text that both databases take.

    The whole is encoded first and searched after: cleaning each string beforehand would cost
    every save what only broken words need.
    """
    try:
        text = _encode(value)
    except orjson.JSONEncodeError:
        text = _encode(_cleaned(value))
    if b"\\u0000" in text:
        text = _encode(_cleaned(orjson.loads(text)))
    return text.decode()


def _encode(value: object) -> bytes:
    # The option also takes enumerations for keys.
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON")


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, BaseModel):
        return _cleaned(value.model_dump())
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    if is_dataclass(value):
        return {each.name: _cleaned(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple | Set):
        return [_cleaned(each) for each in value]
    return value
