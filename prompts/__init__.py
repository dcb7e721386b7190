"""What is said: the prompt files, and the code that loads, checks and renders them."""

from prompts.disclosures import Disclosures
from prompts.folder import (
    SHIPPED,
    Checked,
    FolderState,
    PromptFolder,
    check_prompts,
    load_prompts,
)
from prompts.library import PromptLibrary
from prompts.overrides import check_overrides
from prompts.parsing import LANGUAGES, Language
from prompts.problems import Problem, PromptErrors

__all__ = [
    "LANGUAGES",
    "SHIPPED",
    "Checked",
    "Disclosures",
    "FolderState",
    "Language",
    "Problem",
    "PromptErrors",
    "PromptFolder",
    "PromptLibrary",
    "check_overrides",
    "check_prompts",
    "load_prompts",
]
