"""What is said: the prompt files, and the code that loads, checks and renders them."""

from prompts.library import SHIPPED, PromptLibrary, check_prompts, load_prompts
from prompts.parsing import LANGUAGES, Language
from prompts.problems import Problem, PromptErrors

__all__ = [
    "LANGUAGES",
    "SHIPPED",
    "Language",
    "Problem",
    "PromptErrors",
    "PromptLibrary",
    "check_prompts",
    "load_prompts",
]
