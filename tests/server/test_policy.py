"""Hours in which nobody is called."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from server.policy import QuietHours

CHICAGO = ZoneInfo("America/Chicago")
NIGHT = QuietHours(start=time(21), end=time(6, 30))
NOON = QuietHours(start=time(12), end=time(13))


def november(when: tuple[int, int, int]) -> datetime:
    day, hour, minute = when
    return datetime(2026, 11, day, hour, minute, tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("hours", "clock", "quiet_until"),
    [
        (NIGHT, (24, 20, 59), None),
        (NIGHT, (24, 21, 0), (25, 6, 30)),
        (NIGHT, (25, 0, 0), (25, 6, 30)),
        (NIGHT, (25, 6, 29), (25, 6, 30)),
        (NIGHT, (25, 6, 30), None),
        (NOON, (24, 11, 59), None),
        (NOON, (24, 12, 30), (24, 13, 0)),
        (NOON, (24, 13, 0), None),
        (QuietHours(start=time(9), end=time(9)), (24, 9, 0), None),
    ],
)
def test_quiet_hours_hold_until_they_are_over(
    hours: QuietHours, clock: tuple[int, int, int], quiet_until: tuple[int, int, int] | None
) -> None:
    at = november(clock)
    assert hours.hold(at) is (quiet_until is not None)
    if quiet_until is not None:
        assert hours.over(at) == november(quiet_until)


def test_quiet_hours_end_by_the_clock_on_the_wall_when_the_clocks_change():
    spring = datetime(2026, 3, 7, 23, 0, tzinfo=CHICAGO)
    assert NIGHT.over(spring).isoformat() == "2026-03-08T06:30:00-05:00"
