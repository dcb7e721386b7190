"""All benchmarks, one after the other: `python -m bench`."""

from __future__ import annotations

from bench import calls

if __name__ == "__main__":
    calls.main()
