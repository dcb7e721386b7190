"""What a call comes to with the new texts, beside what it came to with the old ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from conversation.steps import STEP_RULES, Step
from server.replay.player import Played
from server.replay.recording import Recording

#: Values that say nothing, beside null.
_NOTHING: Final = frozenset({"unknown", "incomplete", "not_escalated"})
#: From worst to best: more may become of a hand-over, and never less.
_ESCALATION: Final = ("not_escalated", "callback_promised", "transferred")


class FieldChange(BaseModel):
    """A form field with another value. `worse`: what the driver said is not on the form any more.

    A value that was known and is lost, or that is replaced by another one, is worse: the driver
    said the same. One that was not known before, and a hand-over that got further, are better.
    """

    field: str
    before: Any
    after: Any
    worse: bool


class CallDifference(BaseModel):
    """How one call differs. `before` and `after` are with the old and with the new texts.

    `lost_safety`: safety steps that were said before and are not any more, and safety laws that
    the lines break as they are spoken now. `reproduced`: played with the texts that it was begun
    with, the call comes to the forms that were stored.
    """

    call_id: str
    version_before: str | None
    version_after: str
    reproduced: bool
    alarm_before: bool
    alarm_after: bool
    turns_before: int
    turns_after: int
    words_before: int
    words_after: int
    lines_changed: int
    steps_lost: list[str]
    steps_added: list[str]
    lost_safety: list[str]
    fields: list[FieldChange]

    @property
    def worse(self) -> bool:
        """Whether an alarm, a safety line or a value is lost."""
        lost_alarm = self.alarm_before and not self.alarm_after
        return lost_alarm or bool(self.lost_safety) or any(each.worse for each in self.fields)

    @property
    def differs(self) -> bool:
        """Whether anything but the words is another."""
        alarms = self.alarm_before != self.alarm_after
        steps = bool(self.steps_lost or self.steps_added)
        return alarms or steps or bool(self.fields) or self.turns_before != self.turns_after


def compare(recording: Recording, before: Played, after: Played, version: str) -> CallDifference:
    """The difference that the texts of `version` make to a call."""
    steps_before, steps_after = Counter(before.steps), Counter(after.steps)
    lost = steps_before - steps_after
    pairs = zip(before.said, after.said, strict=False)
    changed = sum(one != other for one, other in pairs)
    return CallDifference(
        call_id=recording.call_id,
        version_before=recording.prompt_version,
        version_after=version,
        reproduced=_same_forms(recording.forms, before.forms),
        alarm_before=before.alarm,
        alarm_after=after.alarm,
        turns_before=before.turns,
        turns_after=after.turns,
        words_before=before.words,
        words_after=after.words,
        lines_changed=changed + abs(len(before.said) - len(after.said)),
        steps_lost=sorted(lost.elements()),
        steps_added=sorted((steps_after - steps_before).elements()),
        lost_safety=[
            *(f"{step} is not said" for step in sorted(lost) if STEP_RULES[Step(step)].safety),
            *sorted(set(after.unsafe) - set(before.unsafe)),
        ],
        fields=list(_changes(before.forms, after.forms)),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for form in ("check_in", "emergency"):
        old, new = before.get(form) or {}, after.get(form) or {}
        for name in dict.fromkeys([*old, *new]):
            was, now = old.get(name), new.get(name)
            if was != now:
                worse = is_worse(name, was, now)
                yield FieldChange(field=f"{form}.{name}", before=was, after=now, worse=worse)


def is_worse(field: str, before: object, after: object) -> bool:
    """Whether a field that held `before` holds less with `after`."""
    if before is None or before in _NOTHING:
        return False
    if field == "escalation_status" and after in _ESCALATION:
        return _ESCALATION.index(after) < _ESCALATION.index(before)
    return bool(before != after)


def _same_forms(stored: Mapping[str, Any] | None, played: Mapping[str, Any]) -> bool:
    if stored is None:
        return False
    return all(_filled(stored.get(form)) == _filled(played[form]) for form in played)


def _filled(form: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """The fields that hold something: a newer release may know fields that are empty."""
    return form and {name: value for name, value in form.items() if value is not None}


class ReplaySummary(BaseModel):
    """All calls that were played. `reproduced`: of how many the stored forms came out again."""

    version: str
    calls: int
    reproduced: int
    unchanged: int
    only_words: int
    worse: int
    alarms_lost: int
    alarms_new: int
    fields_worse: int
    fields_better: int
    words_before: int
    words_after: int
    turns_before: int
    turns_after: int


def summary(version: str, differences: list[CallDifference]) -> ReplaySummary:
    """The sums over all calls."""
    fields = [field for each in differences for field in each.fields]
    same = [each for each in differences if not each.differs and not each.worse]
    return ReplaySummary(
        version=version,
        calls=len(differences),
        reproduced=sum(each.reproduced for each in differences),
        unchanged=sum(not each.lines_changed for each in same),
        only_words=sum(bool(each.lines_changed) for each in same),
        worse=sum(each.worse for each in differences),
        alarms_lost=sum(each.alarm_before and not each.alarm_after for each in differences),
        alarms_new=sum(each.alarm_after and not each.alarm_before for each in differences),
        fields_worse=sum(field.worse for field in fields),
        fields_better=sum(not field.worse for field in fields),
        words_before=sum(each.words_before for each in differences),
        words_after=sum(each.words_after for each in differences),
        turns_before=sum(each.turns_before for each in differences),
        turns_after=sum(each.turns_after for each in differences),
    )
