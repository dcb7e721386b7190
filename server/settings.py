"""All settings in one table: name, default, meaning. Read once at start, then frozen.

From the environment, or from a `.env` file in the working directory. A bad value stops the start
with the variable's name and what was expected.
"""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import prompts
from prompts import Disclosures

_E164 = re.compile(r"\+[1-9]\d{4,14}")
_PUNCTUATION = re.compile(r"[ ().-]")
_ORIGIN = re.compile(r"https?://[^/?#@\s]+")
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]*")


class SettingsError(Exception):
    """The environment holds a value that cannot be used; the text names each such variable."""


class Settings(BaseSettings):
    """What a server can be told. Each field is the environment variable of the same name."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    HOST: str = Field("0.0.0.0", description="address to listen on")  # noqa: S104 - a server
    PORT: int = Field(8080, ge=0, le=65535, description="port to listen on; 0 picks a free one")
    DATABASE_URL: str = Field(
        "sqlite+aiosqlite:///checkcall.db", description="where calls are kept (SQLAlchemy URL)"
    )
    SECRET_KEY: SecretStr = Field(
        SecretStr(""),
        description="signs the access tokens of users; a long random text, no start without",
    )
    DEVELOPMENT: bool = Field(
        False, description="for development only: start without a good SECRET_KEY"
    )
    ACCESS_TOKEN_EXPIRE_MINUTES: int = Field(
        15, ge=1, le=1440, description="how long an access token is good"
    )
    TRUSTED_PROXIES: int = Field(
        0,
        ge=0,
        le=10,
        description="so many proxies before this server are believed in X-Forwarded-For",
    )
    ALLOWED_ORIGINS: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="origins whose web pages may use the API, separated by commas; * for all",
    )
    SOCKET_SECRET: SecretStr = Field(
        SecretStr(""),
        description="secret path segment of the socket: /llm-websocket/{secret}/{call_id}",
    )
    DISPATCH_NUMBER: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="numbers that emergencies are handed to, in order, separated by commas"
    )
    RETELL_API_KEY: SecretStr = Field(SecretStr(""), description="the key of the Retell account")
    PUBLIC_URL: str = Field(
        "", description="where Retell reaches this server, such as https://calls.example.com"
    )
    RETELL_BASE_URL: str = Field(
        "https://api.retellai.com", description="where Retell's REST API is reached"
    )
    RETELL_FROM_NUMBER: str = Field(
        "", description="the number that calls are placed from, where an agent has none of its own"
    )
    RETELL_WEBHOOK_KEY: SecretStr = Field(
        SecretStr(""),
        description="the key that signs Retell's webhooks; RETELL_API_KEY where it is not set",
    )
    ALLOW_UNSIGNED_WEBHOOKS: bool = Field(
        False, description="for development only: take webhooks while no key is set"
    )
    NOTIFY_WEBHOOK_URL: str = Field(
        "", description="where emergency cards and the forms of calls are sent"
    )
    NOTIFY_WEBHOOK_SECRET: SecretStr = Field(
        SecretStr(""),
        description="signs what is sent there (a Standard Webhooks secret, whsec_ and base64)",
    )
    OPENAI_API_KEY: SecretStr = Field(
        SecretStr(""), description="the key of the language model's provider; none: no model"
    )
    OPENAI_BASE_URL: str = Field(
        "",
        description="an OpenAI-compatible server instead of OpenAI, such as "
        "http://127.0.0.1:8000/v1; one that wants no key is used without OPENAI_API_KEY",
    )
    LLM_MODEL: str = Field("gpt-4.1-mini", min_length=1, description="the model that phrases")
    LLM_FALLBACK_MODEL: str = Field(
        "", description="the model that is asked when LLM_MODEL is late; LLM_MODEL again if empty"
    )
    FIRST_WORDS_DEADLINE_MS: int = Field(
        900,
        ge=100,
        le=1500,
        description="how long a model may take to its first words before another is asked too",
    )
    READER_MODEL: str = Field("", description="the model that fills the forms; LLM_MODEL if empty")
    READER_MODE: Literal["json_schema", "tools", "json"] = Field(
        "json_schema", description="how the forms are asked for, as far as the provider can"
    )
    READER_DEADLINE_SECONDS: float = Field(
        45.0, gt=0, description="how long a model may read a whole call before the rules do"
    )
    VOICE: Literal["", "scripted", "hybrid", "model"] = Field(
        "",
        description="who phrases a line: scripted (the prompt files), hybrid (a model where plain "
        "rules did not understand the driver), model (always); scripted without a provider, "
        "hybrid with one",
    )
    PROMPTS_DIR: Path = Field(
        Path(prompts.__file__).parent, description="the folder with what is said"
    )
    DISCLOSE_AI: bool = Field(
        True, description="opening lines must say that the caller is automated"
    )
    DISCLOSE_RECORDING: bool = Field(
        False, description="opening lines must say that the call is recorded"
    )
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="least level that is logged; driver's words only ever at DEBUG"
    )
    LOG_FORMAT: Literal["auto", "json", "text"] = Field(
        "auto", description="auto: text in a terminal, JSON anywhere else"
    )
    DETAILS_DEADLINE_MS: int = Field(
        1000, ge=0, description="how long the greeting waits for the call's details"
    )
    REDIAL_GRACE_SECONDS: float = Field(
        30.0, ge=0, description="how long a dropped line may take to come back"
    )
    CUT_OFF_MINUTES: float = Field(
        60.0,
        ge=0,
        description="a call so soon after an emergency whose line was lost goes on with it",
    )
    EVENTS_DAYS: float = Field(
        7.0, gt=0, le=3650, description="how long events can be had again from the event stream"
    )
    DRAIN_SECONDS: float = Field(
        25.0, ge=0, description="how long running calls may go on after a SIGTERM"
    )

    @field_validator("DISPATCH_NUMBER", "ALLOWED_ORIGINS", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(each.strip() for each in value.split(",") if each.strip())
        return value

    @field_validator("ALLOWED_ORIGINS")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(each == "*" or _ORIGIN.fullmatch(each) for each in value):
            raise ValueError("each origin is written like https://dispatch.example.com")
        return value

    @field_validator("DISPATCH_NUMBER")
    @classmethod
    def _dialable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        numbers = tuple(_PUNCTUATION.sub("", number) for number in value)
        if not all(_E164.fullmatch(number) for number in numbers):
            raise ValueError("each number is written like +15550100")
        return numbers

    @field_validator("NOTIFY_WEBHOOK_URL", "OPENAI_BASE_URL", "PUBLIC_URL")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("an address begins with https:// or http://")
        return value

    @field_validator("VOICE")
    @classmethod
    def _has_a_model(cls, value: str, info: ValidationInfo) -> str:
        key = info.data.get("OPENAI_API_KEY")
        provider = (key and key.get_secret_value()) or info.data.get("OPENAI_BASE_URL")
        if value in ("hybrid", "model") and not provider:
            raise ValueError("it needs OPENAI_API_KEY or OPENAI_BASE_URL")
        return value

    @field_validator("NOTIFY_WEBHOOK_SECRET")
    @classmethod
    def _signing(cls, value: SecretStr) -> SecretStr:
        try:
            b64decode(value.get_secret_value().removeprefix("whsec_"), validate=True)
        except ValueError as error:
            raise ValueError("a secret is whsec_ and base64") from error
        return value

    @field_validator("SOCKET_SECRET")
    @classmethod
    def _path_segment(cls, value: SecretStr) -> SecretStr:
        if not _SEGMENT.fullmatch(value.get_secret_value()):
            raise ValueError("it stands in an address: letters, digits and -._~ only")
        return value

    @property
    def disclosures(self) -> Disclosures:
        """What the opening lines must tell."""
        return Disclosures(ai=self.DISCLOSE_AI, recording=self.DISCLOSE_RECORDING)

    @property
    def has_provider(self) -> bool:
        """Whether there is a language model to ask."""
        return bool(self.OPENAI_API_KEY.get_secret_value() or self.OPENAI_BASE_URL)

    @field_validator("PUBLIC_URL")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def socket_url(self) -> str:
        """What Retell is told to dial, less the call's id."""
        secret = self.SOCKET_SECRET.get_secret_value()
        base = f"{self.PUBLIC_URL.replace('http', 'ws', 1)}/llm-websocket"
        return f"{base}/{secret}" if secret else base

    @property
    def voice(self) -> Literal["scripted", "hybrid", "model"]:
        """Who phrases a line."""
        return self.VOICE or ("hybrid" if self.has_provider else "scripted")

    @property
    def webhook_key(self) -> str | None:
        """The key that signs Retell's webhooks, or None where there is none."""
        keys = (self.RETELL_WEBHOOK_KEY, self.RETELL_API_KEY)
        return next((key.get_secret_value() for key in keys if key.get_secret_value()), None)

    @classmethod
    def from_environment(cls, **overrides: object) -> Self:
        """The settings of this process. Raises `SettingsError`."""
        try:
            return cls.model_validate({**cls().model_dump(), **overrides} if overrides else cls())
        except ValidationError as error:
            problems = "\n".join(
                f"  {'.'.join(map(str, item['loc']))}: {item['msg']}"
                for item in error.errors(include_url=False, include_input=False)
            )
            raise SettingsError(f"settings that cannot be used:\n{problems}") from error
