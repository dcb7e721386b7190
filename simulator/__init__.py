"""Retell's side of the custom-LLM socket, for people, tests and benchmarks."""

from simulator.findings import Finding, Rule, Severity
from simulator.judge import Judge, Limits
from simulator.pace import AS_FAST_AS_POSSIBLE, Pace
from simulator.play import play
from simulator.report import Action, Ended, Report, Turn, TurnKind
from simulator.scene import Network
from simulator.script import CallScript, ScriptError, load_script, parse_script

__all__ = [
    "AS_FAST_AS_POSSIBLE",
    "Action",
    "CallScript",
    "Ended",
    "Finding",
    "Judge",
    "Limits",
    "Network",
    "Pace",
    "Report",
    "Rule",
    "ScriptError",
    "Severity",
    "Turn",
    "TurnKind",
    "load_script",
    "parse_script",
    "play",
]
