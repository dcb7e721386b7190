"""How well a reader fills the forms: labelled calls in, a score for each field out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from conversation.facts import Act
from conversation.forms import CheckInForm, EmergencyForm
from conversation.hearing import hear
from conversation.hearing.numbers import read_number
from conversation.hearing.spoken import listen
from conversation.hearing.word_sets import word_set
from extraction.rule_reader import read_transcript

#: A reader: transcript lines in, both forms out.
Reader = Callable[[list[dict[str, str]]], tuple[CheckInForm, EmergencyForm | None]]


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
    """The forms of one call, as filled by the reader."""

    model_config = ConfigDict(frozen=True)

    id: str
    check_in: dict[str, Any]
    emergency: dict[str, Any] | None


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


def read_by_rules(lines: list[dict[str, str]]) -> tuple[CheckInForm, EmergencyForm | None]:
    """The reader that needs no model."""
    reading = read_transcript(lines)
    return reading.check_in, reading.emergency


def evaluate_calls(path: Path, reader: Reader = read_by_rules) -> Evaluation:
    """Read every labelled call of a JSON Lines file and score it field by field.

    Raises CallsFileError for a line that is no labelled call.
    """
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    mistakes: list[Mistake] = []
    predictions: list[Prediction] = []
    ungrounded: list[Ungrounded] = []
    values = 0
    for call in _labelled_calls(path):
        check_in, emergency = reader(call["transcript"])
        prediction = Prediction(
            id=call["id"],
            check_in=check_in.model_dump(mode="json"),
            emergency=emergency.model_dump(mode="json") if emergency else None,
        )
        predictions.append(prediction)
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
        yield call


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


def is_grounded(value: str, transcript: list[dict[str, str]]) -> bool:
    """Whether every word of a value was said by the driver, or confirmed by him.

    Numbers count by value ("I-40" is "forty"). An agent's question counts when the driver's next
    line does not deny it.
    """
    heard = _supported_words(transcript)
    said = [word for each in listen(value).words for word in each.split("-")]
    return all(word in heard or word in _UNSAID or "".join(said) in heard for word in said)


#: Words that the form adds to what was said or spells its own way: kinds of roads, relations.
_UNSAID = word_set("i us highway route the of in at from past near up on by marker")


def _supported_words(transcript: list[dict[str, str]]) -> frozenset[str]:
    supported: set[str] = set()
    question = ""
    for line in transcript:
        if line["role"] == "agent":
            question = line["content"] if "?" in line["content"] else ""
            continue
        supported.update(_words(line["content"]))
        if question and Act.YES in hear(line["content"], None).acts:
            supported.update(_words(question))
    return frozenset(supported)


def _words(text: str) -> list[str]:
    """Folded words, and the numbers among them as digits beside their words."""
    words = [word for each in listen(text).words for word in each.replace("-", " ").split()]
    numbers = [read_number(words, index, spelled=True)[0] for index in range(len(words))]
    whole = [each.replace("-", "") for each in listen(text).words]
    return words + [number for number in numbers if number] + whole


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
