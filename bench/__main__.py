"""All benchmarks, one after the other, as `make bench` runs them."""

from __future__ import annotations

import uvloop

from bench import alarms, calls, recognition, soak


async def main() -> None:
    """Run each with its defaults."""
    recognition.run()
    soak.run(calls=300)
    await calls.run(calls.parser().parse_args([]))
    await alarms.run(alarms.parser().parse_args([]))


if __name__ == "__main__":
    uvloop.run(main())
