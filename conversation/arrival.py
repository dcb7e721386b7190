"""A spoken arrival as a moment: "tomorrow around eight", "in two hours", "noonish".

No library is the authority here: those that read dates answer "tomorrow at 8" with a wrong time
and no doubt about it. These rules know what drivers say, in English and Spanish, and answer None
wherever the words leave it open: a range, "later", a word they do not know, an hour that the
change of the clocks skips or repeats.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conversation.forms import Arrival
from conversation.spoken_clock import Clock, Day, Part, SpokenMoment, read_moment

#: How the zones of North America are called, beside their names in the tz database.
_ZONES: Final = {
    **dict.fromkeys(("eastern", "est", "edt", "et"), "America/New_York"),
    **dict.fromkeys(("central", "cst", "cdt", "ct"), "America/Chicago"),
    **dict.fromkeys(("mountain", "mst", "mdt", "mt"), "America/Denver"),
    **dict.fromkeys(("pacific", "pst", "pdt", "pt"), "America/Los_Angeles"),
}
#: Nobody on a check call speaks of an arrival further away than this.
_FURTHEST: Final = timedelta(days=7)
#: A time on another day is taken for the one of morning and evening that is nearer to the
#: appointment, where one of them is as near as this.
_NEAR_APPOINTMENT: Final = timedelta(hours=5)
_HALF_DAY: Final = 12


def resolve_arrival(
    spoken: str, *, called_at: float, timezone: str = "", appointment_at: str = ""
) -> Arrival | None:
    """The moment that `spoken` means, said in a call that began at `called_at` (Unix time).

    `timezone` is the driver's or the load's (a name of the tz database, an offset such as
    "-05:00", or "Central"); without it only "in two hours" can be told. `appointment_at` is ISO
    8601, in that zone where it names none, or a time as it is spoken. None where the words leave
    the moment open.
    """
    if not called_at:
        return None
    told = read_moment(spoken)
    if told is None:
        return None
    zone = zone_of(told.zone or timezone)
    appointment = _appointment(appointment_at, called_at, zone_of(timezone))
    at = _moment(told, datetime.fromtimestamp(called_at, zone or UTC), zone, appointment)
    if at is None or not timedelta(0) < at - datetime.fromtimestamp(called_at, UTC) <= _FURTHEST:
        return None
    late = None if appointment is None else round((at - appointment).total_seconds() / 60)
    return Arrival(at=at, timezone=str(at.tzinfo), minutes_late=late)


def zone_of(name: str) -> tzinfo | None:
    """The time zone of that name; None where there is none."""
    name = name.strip()
    if not name:
        return None
    spoken = name.lower().removeprefix("us/").removesuffix(" time").removesuffix(" standard")
    if spoken in _ZONES:
        return ZoneInfo(_ZONES[spoken])
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _offset(name)


def _offset(name: str) -> tzinfo | None:
    bare = name.upper().removeprefix("UTC").removeprefix("GMT")
    if bare in {"", "Z"}:
        return UTC
    try:
        return datetime.strptime(bare, "%z").tzinfo
    except ValueError:
        return None


def _appointment(text: str, called_at: float, zone: tzinfo | None) -> datetime | None:
    if not text.strip():
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        told = read_moment(text)
        now = datetime.fromtimestamp(called_at, zone or UTC)
        return None if told is None or zone is None else _moment(told, now, zone, None)
    if at.tzinfo is not None:
        return at
    return None if zone is None or len(text.strip()) <= len("2025-04-08") else _wall(at, zone)


def _moment(
    told: SpokenMoment, now: datetime, zone: tzinfo | None, appointment: datetime | None
) -> datetime | None:
    if told.minutes is not None:
        return (now.astimezone(UTC) + timedelta(minutes=told.minutes)).astimezone(now.tzinfo)
    if told.clock is None or zone is None:
        return None
    found = [at for at in _candidates(told, told.clock, now, zone) if at > now]
    if len(found) > 1 and (told.day or told.weekday is not None):
        return _likelier(found, appointment)
    return min(found, default=None)


def _candidates(told: SpokenMoment, clock: Clock, now: datetime, zone: tzinfo) -> list[datetime]:
    """Each moment that the words may mean, on the day they name or on the next days."""
    found = []
    for on in _dates(told, now.date()):
        for hour, next_day in _hours(clock, told.part):
            wall = datetime.combine(on + timedelta(days=next_day), time(hour, clock.minute))
            at = _wall(wall, zone)
            if at is not None:
                found.append(at)
    if told.weekday is not None:
        # Said on that very weekday: today while the time is still to come, else a week on.
        ahead = [at for at in found if at > now]
        return [at for at in ahead if at - ahead[0] < timedelta(days=1)] if ahead else []
    return found


def _dates(told: SpokenMoment, today: date) -> list[date]:
    if told.weekday is not None:
        ahead = (told.weekday - today.weekday()) % 7
        return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
    match told.day:
        case Day.TODAY:
            return [today]
        case Day.TOMORROW:
            return [today + timedelta(days=1)]
        case Day.AFTER_TOMORROW:
            return [today + timedelta(days=2)]
        case None:
            return [today, today + timedelta(days=1)]


def _hours(clock: Clock, part: Part | None) -> list[tuple[int, int]]:
    """The hours of the day that are meant, each with 1 where it is after midnight of a night."""
    if clock.whole_day:
        return [] if _contradicts(clock.hour, part) else [(clock.hour, 0)]
    hour = clock.hour % _HALF_DAY
    later = hour + _HALF_DAY
    if part is Part.NIGHT:
        # "Tonight at one" is after midnight; "at five in the night" is neither.
        return [(later, 0)] if hour >= 6 else [(hour, 1)] * (hour <= 4)
    meant: dict[Part | None, list[int]] = {
        Part.AM: [hour],
        Part.MORNING: [hour] * (hour > 0),
        Part.PM: [later],
        Part.AFTERNOON: [later] * (hour <= 8),
        Part.EVENING: [later] * (hour >= 4),
        None: [hour, later],
    }
    return [(each, 0) for each in meant[part]]


def _contradicts(hour: int, part: Part | None) -> bool:
    """ "Fourteen hundred in the morning" means nothing."""
    if part in {Part.AM, Part.MORNING}:
        return hour >= _HALF_DAY
    return part in {Part.PM, Part.AFTERNOON, Part.EVENING} and hour < _HALF_DAY


def _likelier(found: list[datetime], appointment: datetime | None) -> datetime:
    """Of two times of one day, the one near the appointment, else the one of the working day."""
    if appointment is not None:
        nearest = min(found, key=lambda at: abs(at - appointment))
        if abs(nearest - appointment) <= _NEAR_APPOINTMENT:
            return nearest
    working = [at for at in found if 5 <= at.hour < 17]
    return working[0] if working else found[0]


def _wall(at: datetime, zone: tzinfo) -> datetime | None:
    """The moment when the clock on the wall shows that; None where it never does, or twice."""
    here = at.replace(tzinfo=zone)
    skipped = here.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at
    return None if skipped or here.utcoffset() != here.replace(fold=1).utcoffset() else here
