"""Retell's signature on webhooks."""

from __future__ import annotations

import pytest

from server.signature import WINDOW_MS, is_genuine, sign

KEY, BODY, AT = "test-api-key", b'{"event":"call_ended"}', 1_700_000_000_000
#: The vector of Retell's own SDK.
SIGNATURE = f"v={AT},d=07024cabe7dd8f6d1c6e4a8324ca92c812e6ad4a7ee506c04f7e462e3321823e"


def test_retells_own_vector_is_signed_the_same():
    assert sign(BODY, KEY, AT) == SIGNATURE


@pytest.mark.parametrize("late", [0, WINDOW_MS, -WINDOW_MS])
def test_a_signature_is_genuine_within_the_window(late):
    assert is_genuine(BODY, KEY, SIGNATURE, AT + late)


@pytest.mark.parametrize("late", [WINDOW_MS + 1, -WINDOW_MS - 1])
def test_a_signature_outside_the_window_is_refused(late):
    assert not is_genuine(BODY, KEY, SIGNATURE, AT + late)


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "v=1",
        SIGNATURE + " ",
        SIGNATURE.upper(),
        SIGNATURE.replace("v=", "t="),
        SIGNATURE[:-1],
        SIGNATURE[:-1] + "f",
        ",".join(reversed(SIGNATURE.split(","))),
    ],
)
def test_anything_else_is_refused(signature):
    assert not is_genuine(BODY, KEY, signature, AT)


def test_other_bytes_are_refused():
    assert not is_genuine(BODY + b" ", KEY, SIGNATURE, AT)


def test_another_key_is_refused():
    assert not is_genuine(BODY, "another", SIGNATURE, AT)
