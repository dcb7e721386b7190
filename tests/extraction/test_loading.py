"""Being loaded at the shipper is no arrival, and nothing unloaded; a wait there is a delay."""

from __future__ import annotations

import pytest

from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from extraction.rule_reader import read_transcript


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        (
            "Did you get loaded?",
            "yeah they finished me at two twenty, their reefer unit wasn't cold",
        ),
        (
            "Did you get loaded at the shipper?",
            "they just now finished me up, sat there four hours",
        ),
        ("¿Ya lo cargaron?", "sí ya me cargaron, acabaron a las cuatro, no tenían la mercancía"),
    ],
)
def test_a_wait_at_the_shipper_delays_a_truck_on_the_road(asks, says):
    check_in = read_transcript(
        [
            {"role": "agent", "content": asks},
            {"role": "user", "content": says},
            {"role": "agent", "content": "What's your ETA?"},
            {"role": "user", "content": "about nine"},
        ]
    ).check_in
    assert check_in.driver_status is DriverStatus.DELAYED
    assert check_in.delay_reason is DelayReason.FACILITY
    assert check_in.unloading_status is UnloadingStatus.NOT_APPLICABLE


def test_who_is_still_being_loaded_stands_at_the_dock():
    check_in = read_transcript(
        [
            {"role": "agent", "content": "Are you loaded yet?"},
            {"role": "user", "content": "nope still in the dock, they're putting pallets on"},
        ]
    ).check_in
    assert check_in.driver_status is DriverStatus.UNLOADING
