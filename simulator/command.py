"""What `checkcall simulate` does."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from rich.console import Console

from simulator.call_history import Webhooks
from simulator.findings import Rule
from simulator.judge import Limits
from simulator.pace import Pace
from simulator.play import Forms, play
from simulator.scene import Network
from simulator.script import CallScript, ScriptError, load_script
from simulator.show import Show
from simulator.webhooks import SignedWebhooks

DEFAULT_URL = "ws://127.0.0.1:8080/llm-websocket"

#: The scripts that come with Checkcall.
CALLS = Path(__file__).parent / "calls"


class ExitStatus(IntEnum):
    """How the command ends."""

    GOOD = 0
    FAILED = 1  # a breach of the protocol, or an expectation that was not met
    NOT_PLAYED = 2  # a broken script, or no server


@dataclass(frozen=True, slots=True)
class Options:
    """The command's options. `speed` may be inf; webhooks are posted if they have a URL."""

    url: str = DEFAULT_URL
    speed: float = 1.0
    patience: float = Limits().patience
    call_id: str | None = None
    webhook_url: str | None = None
    webhook_key: str = ""
    network: Network = field(default_factory=Network)


async def simulate(
    script: Path | str,
    options: Options | None = None,
    *,
    forms: Forms | None = None,
    console: Console | None = None,
) -> ExitStatus:
    """Play the call in the file `script`, show it on `console`, and say how it went.

    A name without a path, such as `ordinary`, is one of the scripts that come with Checkcall.
    """
    options = options or Options()
    show = Show(console or Console())
    try:
        loaded = load_script(find_script(script))
    except ScriptError as error:
        show.refuses(error)
        return ExitStatus.NOT_PLAYED
    return await _play(loaded, options, show, forms)


def find_script(name: Path | str) -> Path:
    """The file that `name` means: a path, or the bare name of a script in `CALLS`."""
    path = Path(name)
    own = CALLS / f"{path.name}.yaml"
    return own if path.parent == Path() and not path.exists() and own.exists() else path


async def _play(
    script: CallScript, options: Options, show: Show, forms: Forms | None
) -> ExitStatus:
    pace = Pace(options.speed)
    async with AsyncExitStack() as stack:
        webhooks: Webhooks | None = None
        if options.webhook_url is not None:
            webhooks = await stack.enter_async_context(
                SignedWebhooks(options.webhook_url, options.webhook_key, pace.timer, show)
            )
        show.begins(script, options.url)
        report = await play(
            script,
            options.url,
            pace=pace,
            call_id=options.call_id,
            forms=forms,
            webhooks=webhooks,
            limits=Limits(patience=options.patience),
            network=options.network,
            watcher=show,
        )
    show.ends(report)
    if not report.turns and any(found.rule is Rule.CANNOT_CONNECT for found in report.findings):
        return ExitStatus.NOT_PLAYED
    return ExitStatus.GOOD if report.ok else ExitStatus.FAILED
