"""Which texts calls were spoken with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import BaseModel, Field

from server.endpoints import Asked, Query, endpoint
from server.errors import NotFoundError
from storage import prompt_texts, prompt_versions

#: So many versions are listed, the last used first.
NEWEST: Final = 500


class Version(BaseModel):
    """One version of the prompts. `first_used` and `last_used`: when calls with it began."""

    version: str
    kept_at: datetime
    first_used: datetime | None
    last_used: datetime | None
    calls: int
    current: bool = Field(description="calls that start now are spoken with it, on this server")


class Versions(BaseModel):
    """The versions, the last used first, and what is wrong with the files as they stand."""

    versions: list[Version]
    problems: list[str] = Field(
        description="why an edit is not in use: file, line, what is wrong, what would be right"
    )


@endpoint("GET", "/prompts/versions", answers={200: Versions}, tag="prompts")
async def versions(asked: Asked[None, None, None]) -> Versions:
    """The versions of the prompts that calls were spoken with, an agent's own among them."""
    prompts = asked.resources.prompts
    found = await prompt_versions(asked.resources.store, NEWEST)
    return Versions(
        versions=[
            Version(
                version=each.version,
                kept_at=each.kept_at,
                first_used=each.first_used,
                last_used=each.last_used,
                calls=each.calls,
                current=each.version == prompts.current.version,
            )
            for each in found
        ],
        problems=[str(problem) for problem in prompts.problems],
    )


class StepTexts(BaseModel):
    """The wordings of one step in each language, and what a model is told about it."""

    lines: list[str]
    lines_es: list[str]
    guidance: str


class VersionTexts(BaseModel):
    """All texts of one version, by step."""

    version: str
    texts: Mapping[str, StepTexts]


class VersionPath(Query):
    """A version, in the path."""

    version: str = Field(max_length=64)


@endpoint("GET", "/prompts/versions/{version}", answers={200: VersionTexts}, tag="prompts")
async def version_texts(asked: Asked[None, None, VersionPath]) -> VersionTexts:
    """The texts of one version: what a call that names it was spoken with."""
    version = asked.path.version
    texts = await prompt_texts(asked.resources.store, version)
    if texts is None:
        raise NotFoundError("no such version")
    return VersionTexts.model_validate({"version": version, "texts": texts})


ENDPOINTS = (versions, version_texts)
