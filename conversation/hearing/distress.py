"""The answers of an emergency: is the driver safe, is anyone hurt, does the load hold?"""

from __future__ import annotations

from collections.abc import Iterator

from conversation.facts import Fact, Topic
from conversation.hearing.distress_phrases import IDIOMS, INJURY, LOAD, NOT_SO, SAFETY, UNSURE
from conversation.hearing.phrases import before
from conversation.hearing.spoken import Spoken


def safety_facts(spoken: Spoken) -> Iterator[Fact]:
    """Safe or not where he is."""
    for label, match in SAFETY.find(spoken.flat):
        ahead = before(spoken.flat, match.start(), 2)
        if label == "safe" and NOT_SO.search(ahead):
            continue
        if label == "unsafe" and UNSURE.search(ahead):
            continue
        yield Fact(Topic.SAFETY, label, spoken.quote(match))


def injury_facts(spoken: Spoken) -> Iterator[Fact]:
    """Whether anyone is hurt; "injured" wins over "none" within one utterance."""
    found = []
    for label, match in INJURY.find(spoken.flat):
        ahead = before(spoken.flat, match.start(), 3)
        if label == "injured" and (NOT_SO.search(ahead) or IDIOMS.match(spoken.flat, match.end())):
            continue
        found.append(Fact(Topic.INJURY, label, spoken.quote(match)))
    yield from sorted(found, key=lambda fact: fact.value == "injured")


def load_facts(spoken: Spoken, *, asked: bool) -> Iterator[Fact]:
    """Whether the load is secure. "It" is the load only when the load was `asked` about."""
    for label, match in LOAD.find(spoken.flat):
        if not asked and match.group().startswith((" it ", " it's ", " everything", " stuff")):
            continue
        ahead = before(spoken.flat, match.start(), 2)
        if UNSURE.search(ahead) or (label == "loose" and NOT_SO.search(ahead)):
            continue
        yield Fact(Topic.LOAD_SECURE, label == "secure", spoken.quote(match))
