"""How well a reader fills the forms: labelled calls in, a score for each field out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from conversation.events import LoadFacts, Speaker, Transcript, Utterance
from conversation.forms import CheckInForm, EmergencyForm, Reader
from extraction.grounding import is_grounded
from extraction.reader import CallReading, CallToRead
from extraction.reading import by_rules

#: Fills the forms of one call.
Reads = Callable[[CallToRead], CallReading]


class CallsFileError(ValueError):
    """A file of labelled calls that cannot be read: which line, and why."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class FieldScore(BaseModel):
    """Right answers of one field."""

    model_config = ConfigDict(frozen=True)

    field: str
    right: int
    total: int

    @property
    def accuracy(self) -> float:
        """Right answers as a part of all, 1.0 where there were none to give."""
        return self.right / self.total if self.total else 1.0


class Mistake(BaseModel):
    """One field that was filled differently from its label."""

    model_config = ConfigDict(frozen=True)

    id: str
    field: str
    expected: Any
    predicted: Any


class Prediction(BaseModel):
    """The forms of one call, who filled them, and how many proposed values were dropped."""

    model_config = ConfigDict(frozen=True)

    id: str
    check_in: dict[str, Any]
    emergency: dict[str, Any] | None
    reader: Reader = Reader.RULES
    dropped: int = 0
    failure: str | None = None


class Ungrounded(BaseModel):
    """A value without support in the driver's words."""

    model_config = ConfigDict(frozen=True)

    id: str
    field: str
    value: str


class Evaluation(BaseModel):
    """The result over a file of calls."""

    model_config = ConfigDict(frozen=True)

    calls: int
    fields: tuple[FieldScore, ...]
    accuracy: float
    right: int
    total: int
    values: int
    ungrounded: tuple[Ungrounded, ...]
    mistakes: tuple[Mistake, ...]
    predictions: tuple[Prediction, ...]


def evaluate_calls(
    path: Path, reads: Reads = by_rules, progress: Callable[[int, int], None] | None = None
) -> Evaluation:
    """Read every labelled call of a JSON Lines file and score it field by field.

    `progress` is told after each call how many of how many are read. Raises CallsFileError for a
    line that is no labelled call, before any is read.
    """
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    mistakes: list[Mistake] = []
    predictions: list[Prediction] = []
    ungrounded: list[Ungrounded] = []
    values = 0
    calls = list(_labelled_calls(path))
    for call in calls:
        prediction = _prediction(call, reads(_to_read(call)))
        predictions.append(prediction)
        if progress is not None:
            progress(len(predictions), len(calls))
        for name, expected, predicted in _compared(call, prediction):
            total[name] = total.get(name, 0) + 1
            if is_right(expected, predicted):
                right[name] = right.get(name, 0) + 1
            else:
                mistakes.append(
                    Mistake(id=call["id"], field=name, expected=expected, predicted=predicted)
                )
        for name, value in _free_values(prediction):
            values += 1
            if not is_grounded(value, call["transcript"]):
                ungrounded.append(Ungrounded(id=call["id"], field=name, value=value))
    all_right, all_total = sum(right.values()), sum(total.values())
    return Evaluation(
        calls=len(predictions),
        fields=tuple(
            FieldScore(field=name, right=right.get(name, 0), total=count)
            for name, count in total.items()
        ),
        accuracy=all_right / all_total if all_total else 1.0,
        right=all_right,
        total=all_total,
        values=values,
        ungrounded=tuple(ungrounded),
        mistakes=tuple(mistakes),
        predictions=tuple(predictions),
    )


def _prediction(call: Mapping[str, Any], reading: CallReading) -> Prediction:
    forms = reading.forms
    return Prediction(
        id=call["id"],
        check_in=forms.check_in.model_dump(mode="json"),
        emergency=forms.emergency.model_dump(mode="json") if forms.emergency else None,
        reader=forms.reader,
        dropped=reading.dropped,
        failure=reading.failure,
    )


def _to_read(call: Mapping[str, Any]) -> CallToRead:
    """The call as a reader gets it; when it began tells the model what day it is."""
    told = call.get("call")
    started = told.get("started_at") if isinstance(told, dict) else None
    try:
        began = datetime.fromisoformat(str(started))
    except ValueError:
        return CallToRead(_transcript(call))
    zone = began.strftime("%z")
    return CallToRead(_transcript(call), LoadFacts(timezone=zone), began.timestamp())


def _transcript(call: Mapping[str, Any]) -> Transcript:
    speakers = {"agent": Speaker.AGENT, "user": Speaker.DRIVER}
    return tuple(
        Utterance(speakers.get(line["role"], Speaker.OTHER), line["content"])
        for line in call["transcript"]
    )


def _labelled_calls(path: Path) -> Iterable[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            call = json.loads(line)
        except ValueError as exc:
            raise CallsFileError(path, number, f"not JSON: {exc}") from exc
        if not isinstance(call, dict):
            raise CallsFileError(path, number, "not an object")
        missing = [key for key in ("id", "transcript", "check_in") if key not in call]
        if missing:
            raise CallsFileError(path, number, f"lacks {', '.join(missing)}")
        if not _are_lines(call["transcript"]):
            raise CallsFileError(path, number, "its transcript is no list of role and content")
        yield call


def _are_lines(transcript: object) -> bool:
    return isinstance(transcript, list) and all(
        isinstance(line, dict)
        and isinstance(line.get("role"), str)
        and isinstance(line.get("content"), str)
        for line in transcript
    )


def _compared(call: Mapping[str, Any], prediction: Prediction) -> Iterable[tuple[str, Any, Any]]:
    for name in CheckInForm.model_fields:
        yield f"check_in.{name}", call["check_in"].get(name), prediction.check_in[name]
    expected, predicted = call.get("emergency"), prediction.emergency
    if expected is None and predicted is None:
        return
    for name in EmergencyForm.model_fields:
        yield (
            f"emergency.{name}",
            (expected or {}).get(name),
            (predicted or {}).get(name),
        )


_PUNCTUATION = re.compile(r"[^\w\s]")


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub("", text.lower()).split())


def is_right(expected: object, predicted: object) -> bool:
    """Whether a prediction is right.

    A list holds accepted spellings: right when, lower-cased and without punctuation, the
    prediction contains one of them or is contained in one (at least half its length).
    """
    if not isinstance(expected, list):
        return bool(expected == predicted)
    if not isinstance(predicted, str) or not _plain(predicted):
        return False
    said = _plain(predicted)
    return any(
        spelling in said or (said in spelling and len(said) * 2 >= len(spelling))
        for spelling in map(_plain, map(str, expected))
    )


def _free_values(prediction: Prediction) -> Iterable[tuple[str, str]]:
    for name in ("current_location", "eta", "door"):
        if prediction.check_in[name]:
            yield f"check_in.{name}", prediction.check_in[name]
    if prediction.emergency and prediction.emergency["emergency_location"]:
        yield "emergency.emergency_location", prediction.emergency["emergency_location"]


def print_table(evaluation: Evaluation, console: Console | None = None) -> None:
    """Print accuracy by field, then each mistake."""
    console = console or Console()
    table = Table(title=f"{evaluation.calls} calls, {evaluation.accuracy:.1%} of fields right")
    table.add_column("field")
    table.add_column("right", justify="right")
    table.add_column("of", justify="right")
    table.add_column("accuracy", justify="right")
    for score in evaluation.fields:
        table.add_row(score.field, str(score.right), str(score.total), f"{score.accuracy:.0%}")
    console.print(table)
    for mistake in evaluation.mistakes:
        console.print(
            f"{mistake.id} {mistake.field}: {mistake.predicted!r} instead of {mistake.expected!r}",
            markup=False,
        )
