"""All benchmarks, one after the other, as `make bench` runs them."""

from __future__ import annotations

import uvloop

from bench import alarms, calls, recognition


async def main() -> None:
    """Run each with its defaults."""
    recognition.run()
    await calls.run(calls.parser().parse_args([]))
    await alarms.run(alarms.parser().parse_args([]))


if __name__ == "__main__":
    uvloop.run(main())
