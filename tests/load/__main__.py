"""Runs benchmarks by name, all without one: ``python -m tests.load [NAME ...] [--quick]``.

Prints a JSON line a figure. The exit status is 1 when a goal was missed or a benchmark broke off.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from bot.loop import run
from tests.load import ack, compare, pulse, sessions, talking, wave
from tests.load.figures import Figure

Benchmark = Callable[[bool], Coroutine[Any, Any, list[Figure]]]
BENCHMARKS: dict[str, Benchmark] = {
    "ack": ack.measure,
    "wave": wave.measure,
    "pulse": pulse.measure,
    "compare": compare.measure,
    "sessions": sessions.measure,
    "chat": talking.measure,
}


def main(
    arguments: Sequence[str] | None = None, benchmarks: Mapping[str, Benchmark] = BENCHMARKS
) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(benchmarks))
    parser.add_argument(
        "--quick", action="store_true", help="a little of everything, and no judgement"
    )
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(benchmarks)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    chosen = [benchmarks[name] for name in given.names or benchmarks]
    reached = [judge(each, quick=given.quick) for each in chosen]
    return 0 if all(reached) else 1


def judge(benchmark: Benchmark, *, quick: bool) -> bool:
    """Whether it ran to its end and reached its goals; one that breaks off does not stop the next."""
    try:
        figures = run(benchmark(quick))
    except Exception:
        traceback.print_exc()
        return False
    for figure in figures:
        sys.stdout.write(figure.line(judged=not quick) + "\n")
    sys.stdout.flush()
    return quick or not any(figure.missed for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
