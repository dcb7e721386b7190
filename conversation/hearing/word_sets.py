"""Sets of words, written as running text so that long tables stay readable."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which blanks and line ends part."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """The phrases of `text`, which bars part; line ends are blanks."""
    phrases = " ".join(text.split()).split("|")
    return frozenset(phrase.strip() for phrase in phrases if phrase.strip())


def spellings(text: str) -> dict[str, str]:
    """A line for each spelling: "spelling: variant | variant"; gives the spelling by variant."""
    lines = (line.partition(":") for line in text.splitlines() if line.strip())
    return {
        variant: spelling.strip()
        for spelling, _, variants in lines
        for variant in phrase_set(variants)
    }
