"""How an agent sounds and listens at Retell: the fields of its agent object, with their ranges.

Names, ranges and meanings: Retell docs, "Create Voice Agent". The defaults are those for calls to
drivers, who sit in a loud cab and have little time; a field that is None is left to Retell.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

#: Free text, templates such as `{{driver_name}}` included.
_Text = Annotated[str, Field(min_length=1, max_length=2000)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}-([A-Z]{2}|\d{3})$")]
_MINUTE: Final = 60_000


class _Setting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class HangUpAction(_Setting):
    """Hang up at once."""

    type: Literal["hangup"] = "hangup"


class StaticTextAction(_Setting):
    """Leave this message."""

    type: Literal["static_text"]
    text: _Text


class VoicemailOption(_Setting):
    """What is done when a mailbox picks up."""

    action: Annotated[HangUpAction | StaticTextAction, Field(discriminator="type")] = HangUpAction()
    detection_prompt: _Text | None = None


class IvrOption(_Setting):
    """What is done when a telephone menu picks up."""

    action: HangUpAction = HangUpAction()
    detection_prompt: _Text | None = None


class CallScreeningOption(_Setting):
    """What a call screener is told."""

    agent_identity: _Text
    call_purpose: _Text


class CustomSttConfig(_Setting):
    """A recogniser of one's own choice, for `stt_mode` custom."""

    provider: Literal["azure", "deepgram", "soniox", "assemblyai", "muse"]
    endpointing_ms: int = Field(ge=10, le=3000)


class UserDtmfOptions(_Setting):
    """How digits that the driver presses are taken."""

    digit_limit: int | None = Field(None, ge=1, le=50)
    termination_key: Annotated[str, Field(pattern=r"^[0-9#*]$")] | None = None
    timeout_ms: int = Field(5000, ge=1000, le=15_000)


class PronunciationEntry(_Setting):
    """How a word is said."""

    word: Annotated[str, Field(min_length=1, max_length=200)]
    alphabet: Literal["ipa", "cmu", "pinyin", "jyutping"]
    phoneme: Annotated[str, Field(min_length=1, max_length=200)]


class PiiConfig(_Setting):
    """What Retell takes out of its own records after a call.

    `phone_number` also removes the number that was called, so that nobody can look it up there.
    """

    mode: Literal["post_call"] = "post_call"
    categories: tuple[
        Literal[
            "person_name",
            "address",
            "email",
            "phone_number",
            "ssn",
            "passport",
            "driver_license",
            "credit_card",
            "bank_account",
            "password",
            "pin",
            "medical_id",
            "date_of_birth",
            "customer_account_number",
        ],
        ...,
    ] = ()


class AnalysisItem(_Setting):
    """One thing that Retell's own analysis reads out of a call. Our forms do not depend on it."""

    type: Literal["string", "enum", "boolean", "number", "system-presets"]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    description: _Text | None = None
    choices: tuple[_Text, ...] | None = Field(None, min_length=1, max_length=100)
    conditional_prompt: _Text | None = None
    required: bool | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.choices is not None) != (self.type == "enum"):
            raise ValueError("choices belong to an enum, and an enum needs them")
        if self.description is None and self.type != "system-presets":
            raise ValueError("only system presets come without a description")
        presets = ("call_summary", "call_successful", "user_sentiment")
        if self.type == "system-presets" and self.name not in presets:
            raise ValueError(f"a system preset is one of {', '.join(presets)}")
        return self


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone is named like America/Chicago")
    return name


class VoiceSettings(_Setting):
    """The fields of Retell's agent that matter when drivers are called."""

    voice_id: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        "retell-Cimo", description="the voice"
    )
    fallback_voice_ids: tuple[Annotated[str, Field(min_length=1)], ...] | None = Field(
        None, max_length=10, description="voices of other providers, for an outage of the first"
    )
    voice_speed: float = Field(1.0, ge=0.5, le=2, description="times faster than usual")
    pronunciation_dictionary: tuple[PronunciationEntry, ...] | None = Field(None, max_length=500)
    language: _Locale | Annotated[tuple[_Locale, ...], Field(min_length=1, max_length=10)] = Field(
        "en-US", description="a single locale is recognised best"
    )
    timezone: Annotated[str, AfterValidator(_zone)] | None = Field(
        None, description="an IANA name; Retell's own default is America/Los_Angeles"
    )
    voicemail_option: VoicemailOption | None = Field(
        VoicemailOption(), description="None: a mailbox is not looked for"
    )
    ivr_option: IvrOption | None = Field(
        IvrOption(), description="a mailbox that is taken for a menu is only hung up by this"
    )
    call_screening_option: CallScreeningOption | None = None
    ring_duration_ms: int = Field(30_000, ge=5000, le=300_000)
    max_call_duration_ms: int = Field(10 * _MINUTE, ge=_MINUTE, le=120 * _MINUTE)
    end_call_after_silence_ms: int = Field(
        _MINUTE, ge=10_000, le=120 * _MINUTE, description="our own reminders come before"
    )
    reminder_trigger_ms: int = Field(
        8000, ge=1, le=120 * _MINUTE, description="a silence that is met with a reminder"
    )
    reminder_max_count: int = Field(
        3, ge=0, le=100, description="so many reminders in a row; the last one says goodbye"
    )
    responsiveness: _Share = Field(1.0, description="lower waits longer for the driver")
    enable_dynamic_responsiveness: bool = False
    interruption_sensitivity: _Share = Field(
        0.8, description="lower for the noise of a cab; 0 is never interrupted"
    )
    begin_message_delay_ms: int = Field(0, ge=0, le=5000)
    boosted_keywords: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] | None = (
        Field(None, max_length=500, description="names, depots and streets to be recognised")
    )
    denoising_mode: Literal[
        "no-denoise", "noise-cancellation", "noise-and-background-speech-cancellation"
    ] = Field(
        "noise-and-background-speech-cancellation", description="a cab has a radio beside its noise"
    )
    denoising_enhancement_level: _Share | None = None
    stt_mode: Literal["fast", "accurate", "custom"] = "fast"
    custom_stt_config: CustomSttConfig | None = None
    enable_backchannel: bool = False
    allow_user_dtmf: bool = True
    user_dtmf_options: UserDtmfOptions | None = None
    enable_dnc_detection: bool = False
    webhook_timeout_ms: int = Field(10_000, ge=1000, le=30_000)
    data_storage_setting: Literal[
        "everything", "everything_except_pii", "basic_attributes_only"
    ] = "everything"
    data_storage_retention_days: int | None = Field(None, ge=1, le=730)
    pii_config: PiiConfig = Field(PiiConfig(), description="no category: nothing is taken out")
    opt_in_signed_url: bool = Field(
        False, description="links to recordings end after a while, instead of never"
    )
    signed_url_expiration_ms: int | None = Field(None, ge=_MINUTE, le=30 * 24 * 60 * _MINUTE)
    post_call_analysis_data: tuple[AnalysisItem, ...] | None = Field(None, max_length=50)
    post_call_analysis_model: Annotated[str, Field(min_length=1, max_length=100)] | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.stt_mode == "custom") != (self.custom_stt_config is not None):
            raise ValueError("custom_stt_config belongs to stt_mode custom, which needs it")
        return self

    def fields(self) -> dict[str, Any]:
        """The fields as Retell takes them; None takes back what was set there before."""
        told = self.model_dump(mode="json", exclude_none=True)
        return {name: told.get(name) for name in type(self).model_fields}
