"""Whether a call may be placed now: what its agent's gates say, in the driver's own time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from phonenumbers import PhoneNumber, parse
from phonenumbers.timezone import time_zones_for_number

from conversation.events import LoadFacts
from server.policy import Gates
from storage.dialling import CallHistory, Since

#: What the library says of a number that could be anywhere.
_ANYWHERE = "Etc/Unknown"
#: A number of more zones than this tells nothing either: it is toll-free.
_FEW = 4
#: A driver whose zone is not known may be in any of these: quiet hours hold while they do in one.
_LOWER_48 = tuple(
    ZoneInfo(f"America/{city}") for city in ("New_York", "Chicago", "Denver", "Los_Angeles")
)


class NotNeededError(Exception):
    """A gate speaks against the call; the text says which. `until`: when it would not any more."""

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.until = until


def driver_zones(load: LoadFacts) -> Sequence[ZoneInfo]:
    """The zones that the driver may be in: the load's, else those of his number."""
    if load.timezone:
        return (ZoneInfo(load.timezone),)
    names = time_zones_for_number(_number(load))
    zones = tuple(ZoneInfo(name) for name in names if name != _ANYWHERE)
    return zones if 0 < len(zones) <= _FEW else _LOWER_48


def _number(load: LoadFacts) -> PhoneNumber:
    return parse(load.phone_number, None)


def since(gates: Gates, load: LoadFacts, now: datetime) -> Since:
    """From when on the driver's calls and the load's updates count."""
    today = now.astimezone(driver_zones(load)[0]).replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = timedelta(minutes=gates.fresh_update_minutes or 0)
    return Since(day=today.astimezone(UTC), update=now - fresh)


def check_hours(gates: Gates, load: LoadFacts, now: datetime) -> None:
    """Raise `NotNeededError` in the quiet hours of the driver."""
    quiet = gates.quiet_hours
    if quiet is None:
        return
    there = [now.astimezone(zone) for zone in driver_zones(load)]
    if over := [quiet.over(at) for at in there if quiet.hold(at)]:
        until = max(over)
        raise NotNeededError(f"quiet hours of the driver until {until.isoformat()}", until)


def check_history(gates: Gates, history: CallHistory) -> None:
    """Raise `NotNeededError` where the driver, or the load, has been asked enough."""
    most, fresh = gates.calls_per_day, gates.fresh_update_minutes
    if most is not None and history.calls >= most:
        raise NotNeededError(f"this driver has been called {history.calls} times today")
    if fresh is not None and history.updated_at is not None:
        at = history.updated_at.astimezone(UTC).isoformat(timespec="seconds")
        raise NotNeededError(f"the load has an update of {at}, by call {history.updated_by}")
