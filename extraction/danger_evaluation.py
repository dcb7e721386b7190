"""How well emergencies are recognised, measured on a file of labelled driver utterances.

The file has a JSON object on each line: `id`, `text`, `emergency` (true or false) and, for an
emergency, its `type`. Other members are ignored, empty lines too.

Errors: `BadLabelsError` (a `ValueError`) for a line that cannot be used, with its number, and for a
file without any line. What the operating system says about the file itself is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, computed_field, model_validator
from rich.console import Console
from rich.table import Table

from conversation.danger import Verdict, assess
from conversation.forms import EmergencyType


class BadLabelsError(ValueError):
    """A labelled file that cannot be used. `line` counts from 1; None is the whole file."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        place = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {problem}")


class LabelledUtterance(BaseModel):
    """One line of the file."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: Annotated[str, Field(min_length=1)]
    text: str
    emergency: bool
    type: Annotated[EmergencyType | None, Field(strict=False)] = None

    @model_validator(mode="after")
    def _type_goes_with_emergency(self) -> Self:
        if self.emergency != (self.type is not None):
            raise ValueError("`type` is needed for an emergency, and only for one")
        return self


class Prediction(BaseModel):
    """What was recognised in one utterance."""

    model_config = ConfigDict(frozen=True)

    id: str
    verdict: Verdict
    type: EmergencyType | None
    words: str


class EmergencyEvaluation(BaseModel):
    """Counts, rates and every prediction. A rate over nothing is null.

    "Raised" is a verdict of `yes` or `perhaps`. `precision` is the share of raised utterances
    that are emergencies, `type_accuracy` the share of raised emergencies with the right type.
    """

    model_config = ConfigDict(frozen=True)

    utterances: int
    emergencies: int
    emergencies_yes: int
    emergencies_perhaps: int
    ordinary_yes: int
    ordinary_perhaps: int
    types_right: int
    missed: list[str] = Field(description="ids of emergencies with the verdict `no`")
    doubted: list[str] = Field(description="ids of emergencies with the verdict `perhaps`")
    false_yes: list[str] = Field(description="ids of ordinary utterances with the verdict `yes`")
    false_perhaps: list[str] = Field(description="the same with the verdict `perhaps`")
    wrong_type: list[str] = Field(description="ids of raised emergencies of another type")
    predictions: list[Prediction]

    @computed_field  # type: ignore[prop-decorator]  # mypy cannot type decorated properties
    @property
    def recall(self) -> float | None:
        """Emergencies raised."""
        return _share(self.emergencies_yes + self.emergencies_perhaps, self.emergencies)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall_yes(self) -> float | None:
        """Emergencies that switch the call at once."""
        return _share(self.emergencies_yes, self.emergencies)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def false_yes_rate(self) -> float | None:
        """Ordinary utterances that would switch the call."""
        return _share(self.ordinary_yes, self.utterances - self.emergencies)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def false_perhaps_rate(self) -> float | None:
        """Ordinary utterances that cost a confirming question."""
        return _share(self.ordinary_perhaps, self.utterances - self.emergencies)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """Raised utterances that are emergencies."""
        right = self.emergencies_yes + self.emergencies_perhaps
        return _share(right, right + self.ordinary_yes + self.ordinary_perhaps)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision_yes(self) -> float | None:
        """The same for the verdict `yes` alone."""
        return _share(self.emergencies_yes, self.emergencies_yes + self.ordinary_yes)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def type_accuracy(self) -> float | None:
        """Raised emergencies whose type is right."""
        return _share(self.types_right, self.emergencies_yes + self.emergencies_perhaps)


def evaluate_emergencies(path: Path | str) -> EmergencyEvaluation:
    """Assess every utterance of a labelled file; raises `BadLabelsError` for an unusable line."""
    labelled = list(read_labelled(Path(path)))
    if not labelled:
        raise BadLabelsError(Path(path), None, "holds no labelled utterance")
    return evaluate(labelled)


def read_labelled(path: Path) -> Iterator[LabelledUtterance]:
    """The utterances of a file, in order; no id may come twice."""
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            utterance = LabelledUtterance.model_validate(json.loads(line.decode("utf-8-sig")))
        except ValidationError as error:
            raise BadLabelsError(path, number, _first_problem(error)) from error
        except (ValueError, RecursionError) as error:
            raise BadLabelsError(path, number, f"is not JSON in UTF-8 ({error})") from error
        if utterance.id in seen:
            problem = f"the id {utterance.id!r} stands on line {seen[utterance.id]} already"
            raise BadLabelsError(path, number, problem)
        seen[utterance.id] = number
        yield utterance


def evaluate(labelled: Iterable[LabelledUtterance]) -> EmergencyEvaluation:
    """Assess the utterances and compare with their labels."""
    ids: dict[tuple[bool, Verdict], list[str]] = {
        (emergency, verdict): [] for emergency in (True, False) for verdict in Verdict
    }
    predictions: list[Prediction] = []
    wrong_type: list[str] = []
    for utterance in labelled:
        danger = assess(utterance.text)
        ids[utterance.emergency, danger.verdict].append(utterance.id)
        predictions.append(
            Prediction(
                id=utterance.id, verdict=danger.verdict, type=danger.type, words=danger.words
            )
        )
        if utterance.emergency and danger.type not in {None, utterance.type}:
            wrong_type.append(utterance.id)
    yes, perhaps = len(ids[True, Verdict.YES]), len(ids[True, Verdict.PERHAPS])
    return EmergencyEvaluation(
        utterances=len(predictions),
        emergencies=yes + perhaps + len(ids[True, Verdict.NO]),
        emergencies_yes=yes,
        emergencies_perhaps=perhaps,
        ordinary_yes=len(ids[False, Verdict.YES]),
        ordinary_perhaps=len(ids[False, Verdict.PERHAPS]),
        types_right=yes + perhaps - len(wrong_type),
        missed=ids[True, Verdict.NO],
        doubted=ids[True, Verdict.PERHAPS],
        false_yes=ids[False, Verdict.YES],
        false_perhaps=ids[False, Verdict.PERHAPS],
        wrong_type=wrong_type,
        predictions=predictions,
    )


def print_evaluation(evaluation: EmergencyEvaluation, console: Console | None = None) -> None:
    """The evaluation as two tables for people: the measures, and the ids of the mistakes."""
    console = console or Console()
    console.print(_measures(evaluation))
    mistakes = _mistakes(evaluation)
    if mistakes.row_count:
        console.print(mistakes)


def _measures(found: EmergencyEvaluation) -> Table:
    table = Table(title=f"Emergencies recognised in {found.utterances} utterances")
    table.add_column("measure")
    table.add_column("count", justify="right")
    table.add_column("rate", justify="right")
    raised = found.emergencies_yes + found.emergencies_perhaps
    all_raised = raised + found.ordinary_yes + found.ordinary_perhaps
    ordinary = found.utterances - found.emergencies
    rows: tuple[tuple[str, int, int, float | None], ...] = (
        ("emergencies raised (yes or perhaps)", raised, found.emergencies, found.recall),
        ("emergencies with yes", found.emergencies_yes, found.emergencies, found.recall_yes),
        ("ordinary with yes", found.ordinary_yes, ordinary, found.false_yes_rate),
        ("ordinary with perhaps", found.ordinary_perhaps, ordinary, found.false_perhaps_rate),
        ("raised that are emergencies", raised, all_raised, found.precision),
        ("raised with the right type", found.types_right, raised, found.type_accuracy),
    )
    for name, count, of, rate in rows:
        table.add_row(name, f"{count} of {of}", "-" if rate is None else f"{rate:.1%}")
    return table


def _mistakes(found: EmergencyEvaluation) -> Table:
    table = Table(title="Mistakes")
    table.add_column("kind")
    table.add_column("ids", overflow="fold")
    for name, ids in (
        ("missed emergency", found.missed),
        ("false yes", found.false_yes),
        ("false perhaps", found.false_perhaps),
        ("wrong type", found.wrong_type),
    ):
        if ids:
            table.add_row(name, " ".join(ids))
    return table


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _first_problem(error: ValidationError) -> str:
    first: dict[str, Any] = dict(error.errors(include_url=False)[0])
    place = ".".join(str(step) for step in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
