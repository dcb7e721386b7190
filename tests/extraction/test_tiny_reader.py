"""A real model through the whole path of reading: valid forms, or a clean fall-back to rules."""

from __future__ import annotations

import asyncio
from itertools import islice
from pathlib import Path

from openai import AsyncOpenAI

from conversation.forms import Reader
from extraction.evaluation import Evaluation, evaluate_calls
from extraction.model_reader import ModelReader, ReaderRules
from extraction.reader import CallReading, CallToRead
from tests.tiny_model import TinyModel, tiny_model  # noqa: F401  a fixture

_OWN_CALLS = Path(__file__).parent / "calls" / "own.jsonl"
#: A real model takes its time; where it takes more (seconds), the rules read.
PATIENCE = 10.0
CALLS = 2


def test_a_real_model_fills_forms_or_leaves_them_to_the_rules(
    tiny_model: TinyModel,  # noqa: F811
    tmp_path: Path,
):
    file = tmp_path / "calls.jsonl"
    with _OWN_CALLS.open(encoding="utf-8") as lines:
        file.write_text("".join(islice(lines, CALLS)), encoding="utf-8")
    found = _evaluated(file, tiny_model)
    assert found.calls == CALLS
    assert found.ungrounded == ()
    for prediction in found.predictions:
        assert (prediction.reader is Reader.MODEL) == (prediction.failure is None)


def _evaluated(file: Path, model: TinyModel) -> Evaluation:
    with asyncio.Runner() as runner:
        client = AsyncOpenAI(api_key="none", base_url=model.base_url, max_retries=0)
        reader = ModelReader(client, model.model, ReaderRules(deadline=PATIENCE, retries=1))

        def read(call: CallToRead) -> CallReading:
            return runner.run(reader.read(call))

        found = evaluate_calls(file, read)
        runner.run(client.close())
    return found
