"""What a dispatcher sets for an agent: who is called when, and how the call goes."""

from __future__ import annotations

from typing import Annotated

import phonenumbers
from pydantic import AfterValidator, Field

from conversation.flow import Flow, FlowSettings, Reminders
from server.policy import Gates, Retries
from server.voice_settings import VoiceSettings

#: An emergency whose line was lost is never dialled again more often than this.
MOST_REDIALS = 5


def dialable(number: str) -> str:
    """A number in E.164. ValueError where it is none that could be dialled."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException as error:
        raise ValueError("a number is written like +15550100199") from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError("the number is too short or too long for its country")
    if parsed.extension:
        raise ValueError("an extension cannot be dialled")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


_Number = Annotated[str, AfterValidator(dialable)]


class ConversationFlow(FlowSettings):
    """How the check-in goes, and when a driver is called at all."""

    from_number: _Number | None = Field(
        None, description="the number that calls are placed from; None: RETELL_FROM_NUMBER"
    )
    contacts: tuple[_Number, ...] = Field(
        (),
        max_length=10,
        description="who an emergency is handed to, in order, where the load names nobody; "
        "none: DISPATCH_NUMBER",
    )
    gates: Gates = Gates()
    retries: Retries = Retries()
    redial_cut_off_tries: int = Field(
        0,
        ge=0,
        le=MOST_REDIALS,
        description="so often a driver is called back whose line was lost in an emergency",
    )

    def of_a_call(self, voice: VoiceSettings) -> Flow:
        """What a call itself has to know."""
        settings = self.model_dump(include=set(FlowSettings.model_fields))
        reminders = Reminders(
            after_seconds=voice.reminder_trigger_ms / 1000, count=voice.reminder_max_count
        )
        return Flow(**settings, reminders=reminders)
