"""Whether a place fits where the tracking last saw the truck."""

from __future__ import annotations

import pytest

from conversation.position import contradicts


@pytest.mark.parametrize(
    ("place", "last_known"),
    [
        ("I-40 near Amarillo", "Amarillo, TX"),
        ("I-40 at Groom", "I-40 mile 110"),
        ("the Loves", ""),
        ("", "Needles, CA"),
        ("about an hour out", "Needles, CA"),
    ],
)
def test_a_shared_name_or_road_or_an_unknown_place_is_no_contradiction(place, last_known):
    assert not contradicts(place, last_known)


@pytest.mark.parametrize(
    ("place", "last_known"),
    [("I-40 at Seligman", "Needles, CA"), ("still in Laredo", "US-287 near Wichita Falls")],
)
def test_places_with_no_name_in_common_contradict(place, last_known):
    assert contradicts(place, last_known)
