"""The statements of durable jobs. Each is built once: to build one costs more than to run it.

States stand in them as constants, without which SQLite does not use an index of open jobs alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    UpdateBase,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from storage.presence import held_elsewhere
from storage.tables import jobs

_QUEUED: Final = jobs.c.state == literal_column("'queued'")
_RUNNING: Final = jobs.c.state == literal_column("'running'")

_at: Final = bindparam("at", type_=jobs.c.run_at.type)
_LAPSED: Final = and_(_RUNNING, jobs.c.locked_until < _at)


@cache
def looking(kinds: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """Whether any job of these kinds is `due` at `at`, and whether leases have `lapsed`."""
    due = exists().where(or_(and_(_QUEUED, jobs.c.run_at <= _at), _LAPSED), _one_of(kinds))
    lapsed = exists().where(_LAPSED)
    return select(due.label("due"), lapsed.label("lapsed"))


@cache
def burying() -> UpdateBase:
    """The statement that ends jobs whose last try never came back."""
    return (
        update(jobs)
        .where(_LAPSED, jobs.c.attempts >= jobs.c.max_attempts)
        .values(state="dead", error="its last lease lapsed", finished_at=_at, locked_until=None)
        .returning(jobs.c.kind, jobs.c.key, jobs.c.attempts)
    )


@cache
def claiming(kinds: tuple[str, ...]) -> UpdateBase:
    """The one statement that finds `limit` due jobs, and leases them to `new_owner`.

    It is a worker of `process`, and has them until `until`.
    """
    earlier = jobs.alias("earlier")
    held_up = exists().where(
        earlier.c.lane == jobs.c.lane,
        earlier.c.id < jobs.c.id,
        literal_column("earlier.state IN ('queued', 'running')"),
    )
    due = or_(
        and_(_QUEUED, jobs.c.run_at <= _at),
        and_(_LAPSED, jobs.c.attempts < jobs.c.max_attempts),
    )
    # A CTE: PostgreSQL may run a bare subquery with LIMIT more than once.
    chosen = (
        select(jobs.c.id)
        .where(
            due,
            _one_of(kinds),
            ~held_up,
            ~held_elsewhere(jobs.c.for_call, bindparam("process"), _at),
        )
        .order_by(jobs.c.run_at, jobs.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=jobs)
        .cte("chosen")
    )
    return (
        update(jobs)
        .where(jobs.c.id.in_(select(chosen.c.id)))
        .values(
            state="running",
            attempts=jobs.c.attempts + 1,
            owner=bindparam("new_owner"),
            locked_until=bindparam("until", type_=jobs.c.locked_until.type),
        )
        .returning(*jobs.c)
    )


@cache
def settling(names: Sequence[str]) -> UpdateBase:
    """The statement that writes endings with these columns, where the try still owns its job.

    Parameters: `job`, `tries` and `owned_by`, and each column with `new_` before its name.
    """
    ours = and_(
        jobs.c.id == bindparam("job"),
        _RUNNING,
        jobs.c.owner == bindparam("owned_by"),
        jobs.c.attempts == bindparam("tries"),
    )
    news = {name: bindparam(f"new_{name}", type_=jobs.c[name].type) for name in names}
    return update(jobs).where(ours).values(news)


def _one_of(kinds: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(jobs.c.kind == kind for kind in kinds))
