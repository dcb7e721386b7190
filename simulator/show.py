"""Shows a call in the terminal as it runs: a line for each thing, readable in a plain pipe too."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from conversation.events import Speaker
from simulator.findings import Finding, Severity
from simulator.report import Report, Turn, TurnKind
from simulator.script import CallScript, ScriptError

_NAMES = {Speaker.AGENT: ("Agent", "bold cyan"), Speaker.DRIVER: ("Driver", "bold green")}
_MARKS = {
    Severity.BREACH: ("✗", "bold red"),
    Severity.WARNING: ("!", "yellow"),
    Severity.NOTE: ("·", "dim"),
}
_NAME_WIDTH = 8


class Show:
    """A `record.Watcher` that prints. The time beside an agent's line is that from the request to
    its first complete sentence, which is when a driver begins to hear it.
    """

    def __init__(self, console: Console) -> None:
        self._console = console

    def begins(self, script: CallScript, url: str) -> None:
        """Say which call is played."""
        self._print(Text.assemble((script.title, "bold"), (f"  {url}", "dim")))
        if script.about:
            self._print(Text(script.about.strip(), "dim"))

    def refuses(self, error: ScriptError) -> None:
        """Say why a script is not played."""
        self._print(Text(str(error), "bold red"))

    def said(self, speaker: Speaker, text: str, turn: Turn | None = None) -> None:
        """See `Watcher.said`."""
        name, style = _NAMES[speaker]
        line = Text.assemble((name.rjust(_NAME_WIDTH), style), "  ")
        if turn is None:
            line.append(text)
        else:
            line.append_text(_agents_words(turn))
        self._print(line)

    def happened(self, what: str) -> None:
        """See `Watcher.happened`."""
        self._print(Text.assemble(" " * (_NAME_WIDTH + 2), (f"— {what} —", "magenta")))

    def found(self, finding: Finding) -> None:
        """See `Watcher.found`."""
        mark, style = _MARKS[finding.severity]
        self._print(Text.assemble(mark.rjust(_NAME_WIDTH), "  ", (str(finding), style)))

    def ends(self, report: Report) -> None:
        """Sum the call up."""
        verdict, style = ("good", "bold green") if report.ok else ("failed", "bold red")
        counts = f"{_count(report.findings, 'breach', 'breaches')}, " + _count(
            report.warnings, "warning", "warnings"
        )
        line = Text.assemble((verdict, style), f": ended with {report.ended.value}, {counts}")
        times = sorted(
            turn.first_sentence_ms
            for turn in report.turns
            if turn.first_sentence_ms is not None and turn.kind is not TurnKind.INTERRUPT
        )
        if times:
            middle = times[len(times) // 2]
            line.append(f"; first sentence after {_ms(middle)} (median), {_ms(times[-1])} (max)")
        self._print(line)

    def _print(self, text: Text) -> None:
        # In a pipe nothing is wrapped, so that one thing stays one line.
        self._console.print(text, soft_wrap=not self._console.is_terminal, highlight=False)


def _agents_words(turn: Turn) -> Text:
    words = Text(turn.heard or ("(superseded)" if turn.superseded else "(silence)"))
    if turn.cut_off and turn.heard:
        words.append(" —")
    if turn.kind in (TurnKind.INTERRUPT, TurnKind.REMINDER):
        words.append(f"  [{turn.kind.value}]", "dim")
    asked_for = turn.kind is not TurnKind.INTERRUPT and not turn.superseded
    if turn.first_sentence_ms is not None and asked_for:
        words.append(f"  {_ms(turn.first_sentence_ms)}", "dim")
    return words


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"


def _count(things: tuple[Finding, ...], one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"
