"""The house stands as it is described: who imports whom, and where Retell's words are spelt."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversation.picture import picture

ROOT = Path(__file__).parent.parent
#: What each package may import of the house; `server` stands on top of all.
BELOW: dict[str, set[str]] = {
    "conversation": set(),
    "prompts": {"conversation"},
    "extraction": {"conversation"},
    "storage": {"conversation"},
    "simulator": {"conversation"},
    "server": {"conversation", "prompts", "extraction", "storage", "simulator", "bench"},
}
MODULES = [path.relative_to(ROOT) for name in BELOW for path in sorted((ROOT / name).rglob("*.py"))]
CORE = [path for path in MODULES if path.parts[0] == "conversation"]

#: Modules that read a clock, draw random numbers, wait, or reach out of the process.
IMPURE = {
    "asyncio", "concurrent", "http", "logging", "multiprocessing", "os", "random", "secrets",
    "select", "selectors", "signal", "socket", "ssl", "subprocess", "threading", "time", "urllib",
    "uuid",
}  # fmt: skip
#: What the core needs from other people.
CORE_USES = {"conversation", "pydantic"}

#: Names that only Retell uses (Retell docs: LLM WebSocket, Webhooks overview, Get Call).
RETELLS_NAMES = {
    "agent_interrupt", "agent_turn", "auto_reconnect", "call_details",
    "content_complete", "digit_to_press", "disconnection_reason", "end_call", "interaction_type",
    "interrupt_id", "interruption_sensitivity", "no_interruption_allowed", "ping_pong",
    "reminder_max_count", "reminder_required", "reminder_trigger_ms", "response_id",
    "response_required", "response_type", "retell_llm_dynamic_variables",
    "show_transferee_as_caller", "transcript_with_tool_calls", "transfer_bridged",
    "transfer_cancelled", "transfer_destination", "transfer_number", "transfer_started",
    "turntaking", "update_agent", "update_only", "user_turn",
}  # fmt: skip
SPELLS_RETELL = {
    Path("server/wire.py"),
    Path("server/retell.py"),
    Path("server/call_object.py"),
    Path("server/retell_events.py"),
}


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, by their full names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_one_way(path):
    package = path.parts[0]
    of_the_house = {top(module) for module in imported(path)} & {*BELOW, "bench", "tests"}
    assert of_the_house <= {package, *BELOW[package]}


@pytest.mark.parametrize("path", CORE, ids=str)
def test_the_core_has_no_clock_no_network_and_no_chance(path):
    used = {top(module) for module in imported(path)}
    assert not used & IMPURE
    assert {name for name in used if name not in sys.stdlib_module_names} <= CORE_USES


@pytest.mark.parametrize("path", CORE, ids=str)
def test_the_core_waits_for_nothing_and_asks_nobody_for_the_time(path):
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "utcnow", "today"}


def texts(path: Path) -> set[str]:
    """The text constants of a file."""
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def names(path: Path) -> set[str]:
    """Everything that is named in a file: variables, attributes, arguments, keywords."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                found.add(name)
            case ast.keyword(arg=str(name)) | ast.FunctionDef(name=name):
                found.add(name)
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if p.parts[0] == "server"], ids=str)
def test_retells_fields_are_spelt_at_the_edge_alone(path):
    if path not in SPELLS_RETELL:
        assert not texts(path) & RETELLS_NAMES


#: The core's own reactions to its own events bear these names of Retell's too.
THE_CORES_OWN = {"transfer_started", "transfer_bridged"}
BELOW_THE_EDGE = [p for p in MODULES if p.parts[0] not in ("server", "simulator")]


@pytest.mark.parametrize("path", BELOW_THE_EDGE, ids=str)
def test_below_the_edge_nobody_knows_retells_names(path):
    known = (texts(path) | names(path)) & RETELLS_NAMES
    assert known <= (THE_CORES_OWN if path in CORE else set())


def test_the_edge_does_spell_them():
    spelt = texts(Path("server/wire.py")) | names(Path("server/wire.py"))
    assert {"response_required", "content_complete", "turntaking"} <= spelt


def test_the_readme_shows_the_table_of_phases():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{picture().strip()}\n```" in text


def test_every_package_is_named_for_the_build():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = set(project["tool"]["setuptools"]["packages"])
    standing = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for name in BELOW
        for path in (ROOT / name).rglob("__init__.py")
    }
    assert standing == named
