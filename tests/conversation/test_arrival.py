"""Spoken arrivals as moments: right, or none."""

from __future__ import annotations

from datetime import datetime

import pytest

from conversation.arrival import resolve_arrival, zone_of

#: A Tuesday morning in Dallas.
CALLED = "2025-04-08T09:14:00-05:00"


def at(spoken: str, called: str = CALLED, zone: str = "America/Chicago", **load: str) -> str | None:
    called_at = datetime.fromisoformat(called).timestamp()
    arrival = resolve_arrival(spoken, called_at=called_at, timezone=zone, **load)
    return None if arrival is None else arrival.at.strftime("%a %H:%M %z")


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("about one thirty", "Tue 13:30 -0500"),
        ("one thirty", "Tue 13:30 -0500"),
        ("7:30", "Tue 19:30 -0500"),
        ("around 8 AM", "Wed 08:00 -0500"),
        ("tomorrow around eight thirty", "Wed 08:30 -0500"),
        ("tomorrow night around eleven", "Wed 23:00 -0500"),
        ("half past three", "Tue 15:30 -0500"),
        ("quarter to five", "Tue 16:45 -0500"),
        ("ten till six", "Tue 17:50 -0500"),
        ("8:30 tonight", "Tue 20:30 -0500"),
        ("tonight at one", "Wed 01:00 -0500"),
        ("eleven in the night", "Tue 23:00 -0500"),
        ("noonish", "Tue 12:00 -0500"),
        ("midnight", "Wed 00:00 -0500"),
        ("fiveish", "Tue 17:00 -0500"),
        ("five or so", "Tue 17:00 -0500"),
        ("seventeen hundred", "Tue 17:00 -0500"),
        ("oh six hundred", "Wed 06:00 -0500"),
        ("fourteen thirty", "Tue 14:30 -0500"),
        ("1730", "Tue 17:30 -0500"),
        ("friday morning at eight", "Fri 08:00 -0500"),
        ("tuesday at eight", "Tue 20:00 -0500"),
        ("tuesday at eight in the morning", "Tue 08:00 -0500"),
        ("this afternoon at three", "Tue 15:00 -0500"),
        ("in two hours", "Tue 11:14 -0500"),
        ("an hour and a half", "Tue 10:44 -0500"),
        ("two and a half hours", "Tue 11:44 -0500"),
        ("half an hour", "Tue 09:44 -0500"),
        ("couple of hours", "Tue 11:14 -0500"),
        ("about 45 minutes out", "Tue 09:59 -0500"),
        ("three o'clock eastern", "Tue 15:00 -0400"),
        ("a las tres y media de la tarde", "Tue 15:30 -0500"),
        ("mañana a las ocho", "Wed 08:00 -0500"),
        ("a las ocho de la mañana", "Wed 08:00 -0500"),
        ("mañana a las ocho de la mañana", "Wed 08:00 -0500"),
        ("las tres menos cuarto", "Tue 14:45 -0500"),
        ("a la una más o menos", "Tue 13:00 -0500"),
        ("en dos horas", "Tue 11:14 -0500"),
        ("hora y media", "Tue 10:44 -0500"),
        ("pasado mañana a las diez", "Thu 10:00 -0500"),
        ("el viernes a las dos", "Fri 14:00 -0500"),
    ],
)
def test_a_plain_time_is_resolved(spoken: str, meant: str):
    assert at(spoken) == meant


@pytest.mark.parametrize(
    "spoken",
    [
        "",
        "later",
        "tomorrow",
        "tonight",
        "first thing",
        "tomorrow morning",
        "2:15 to 2:30",
        "between five and six",
        "five or six",
        "five to six",
        "five six",
        "two or three hours",
        "a few hours",
        "before six",
        "four o'clock their time",
        "eight hours behind",
        "fourteen hundred in the morning",
        "tomorrow midnight",
        "this morning at eight",
        "99:99",
        "three three thousand " * 40,
    ],
)
def test_what_the_words_leave_open_is_not_guessed(spoken: str):
    assert at(spoken) is None


def test_the_spring_change_of_the_clocks_is_counted():
    called = "2025-03-08T22:00:00-06:00"
    assert at("tomorrow at eight", called) == "Sun 08:00 -0500"
    assert at("in five hours", called) == "Sun 04:00 -0500"


def test_an_hour_that_the_clocks_skip_or_repeat_is_open():
    assert at("two thirty am", "2025-03-08T22:00:00-06:00") is None
    assert at("one thirty am", "2025-11-01T22:00:00-05:00") is None


def test_a_weekday_counts_from_the_drivers_own_day():
    late_in_dallas = "2025-04-08T23:30:00-05:00"
    assert at("tomorrow at eight", late_in_dallas) == "Wed 08:00 -0500"
    assert at("tomorrow at eight", late_in_dallas, "America/New_York") == "Thu 08:00 -0400"


def test_without_a_zone_only_a_length_of_time_can_be_told():
    assert at("one thirty", zone="") is None
    assert at("in two hours", zone="") == "Tue 16:14 +0000"
    assert at("three eastern", zone="") == "Tue 15:00 -0400"


@pytest.mark.parametrize("name", ["America/Chicago", "Central", "CST", "US/Central", "-05:00"])
def test_a_zone_goes_by_many_names(name: str):
    assert at("one thirty", zone=name) == "Tue 13:30 -0500"


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc", "soon"])
def test_an_unknown_zone_is_none(name: str):
    assert zone_of(name) is None


@pytest.mark.parametrize(
    ("appointment", "late"),
    [
        ("2025-04-08T15:00:00-05:00", -90),
        ("2025-04-08T15:00:00", -90),
        ("2025-04-08T17:00:00Z", 90),
        ("2025-04-08", None),
        ("1:00 PM", 30),
        ("soon", None),
        ("", None),
    ],
)
def test_lateness_is_counted_against_the_appointment(appointment: str, late: int | None):
    called_at = datetime.fromisoformat(CALLED).timestamp()
    arrival = resolve_arrival(
        "one thirty",
        called_at=called_at,
        timezone="America/Chicago",
        appointment_at=appointment,
    )
    assert arrival is not None
    assert arrival.minutes_late == late


def test_the_appointment_tells_the_morning_of_another_day_from_its_evening():
    appointment = "2025-04-09T20:00:00"
    assert at("tomorrow at seven") == "Wed 07:00 -0500"
    assert at("tomorrow at seven", appointment_at=appointment) == "Wed 19:00 -0500"
