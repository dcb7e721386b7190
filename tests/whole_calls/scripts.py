"""The whole calls of `tests/calls`, by name."""

from __future__ import annotations

from pathlib import Path

from simulator import CallScript, load_script

CALLS = Path(__file__).parent.parent / "calls"

SCRIPTS: dict[str, CallScript] = {
    path.stem: load_script(path) for path in sorted(CALLS.glob("*.yaml"))
}
