"""Phone numbers as people write them."""

from __future__ import annotations

import phonenumbers


def dialable(number: str) -> str:
    """A number in E.164. ValueError where it is none that could be dialled."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException as error:
        raise ValueError("a number is written like +15550100199") from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError("the number is too short or too long for its country")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
