"""Chaos: ``python -m tests.chaos [--short] [--seed N] [NAME ...]``; prints a JSON line a figure.

The exit status is 1 when something was lost or came twice, or when the control did not show doubles.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.harm import Harm
from tests.chaos.servers import local_slack, own_postgres
from tests.chaos.slots import Slots, run_slots
from tests.chaos.wave import NAIVE, REAL, Outcome, Size, run_wave, seeded
from tests.load.figures import Figure

SQLITE, POSTGRES = "sqlite", "postgres"
ENGINES = (SQLITE, POSTGRES)


@dataclass(frozen=True, slots=True)
class Fire:
    """How much of each harm; a freeze is longer than a lease."""

    kills: int = 0
    freezes: int = 0
    restarts: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Scenarios by name, on each engine; SQLite has one process and no server to restart."""

    size: Size
    slots: Slots
    fires: dict[str, Fire]


FULL = Plan(
    Size(2_000, 50, 400),
    Slots(schedules=100, kills=20),
    {
        "kills": Fire(kills=20),
        "freezes": Fire(freezes=6),
        "restarts": Fire(restarts=4),
        "all": Fire(kills=20, freezes=4, restarts=3),
    },
)
SHORT = Plan(Size(160, 16, 240), Slots(schedules=100, kills=6), {"all": Fire(4, 1, 1)})


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="sqlite, postgres; else both")
    parser.add_argument("--short", action="store_true", help="a little of everything, for CI")
    parser.add_argument(
        "--seed", type=int, default=None, help="for doing it again (default: other)"
    )
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(ENGINES)
    if unknown:
        parser.error(f"there is no engine {', '.join(sorted(unknown))}")
    seed = given.seed if given.seed is not None else seeded_by_nobody()
    sys.stderr.write(f"chaos: --seed {seed}\n")
    plan = SHORT if given.short else FULL
    well = [asyncio.run(on_engine(each, plan, seed)) for each in given.names or ENGINES]
    return 0 if all(well) else 1


def seeded_by_nobody() -> int:
    return int.from_bytes(Path("/dev/urandom").open("rb").read(3), "big")


async def on_engine(engine: str, plan: Plan, seed: int) -> bool:
    figures: list[Figure] = []
    outcomes = [
        await scenario(engine, name, plan, fire, seed)
        for name, fire in plan.fires.items()
        if engine == POSTGRES or fire.kills or fire.freezes
    ]
    figures += totals(engine, outcomes)
    control = await scenario(engine, "control", plan, Fire(kills=3), seed, module=NAIVE)
    figures.append(
        Figure("chaos_control_doubled", [control.doubled], "messages", ">= 1", {"engine": engine})
    )
    with place(engine) as (url, folder, _):
        slots = await run_slots(url, plan.slots, seeded(seed), folder, replicas(engine))
    about = {"engine": engine, "slots": slots.expected, "kills": slots.kills}
    figures += [
        Figure("chaos_slots_missed", [slots.missed], "slots", "<= 0", about),
        Figure("chaos_slots_doubled", [slots.doubled], "slots", "<= 0", about),
    ]
    for figure in figures:
        sys.stdout.write(figure.line() + "\n")
    sys.stdout.flush()
    return not any(figure.missed for figure in figures)


def replicas(engine: str) -> int:
    return 3 if engine == POSTGRES else 1


async def scenario(
    engine: str, name: str, plan: Plan, fire: Fire, seed: int, module: str = REAL
) -> Outcome:
    with place(engine) as (url, folder, restart):
        harm = Harm(
            seeded(seed),
            fire.kills,
            fire.freezes,
            fire.restarts if restart else 0,
            restart,
        )
        async with local_slack(plan.size.messages // 2 + 1, plan.size.channels, folder) as slack:
            outcome = await run_wave(
                url,
                slack,
                plan.size,
                harm,
                replicas=replicas(engine),
                module=module,
                folder=folder,
            )
    sys.stderr.write(f"chaos: {engine}, {name}: {outcome}\n")
    return outcome


@contextmanager
def place(engine: str) -> Iterator[tuple[str, Path, Callable[[], None] | None]]:
    """A new database, a folder for logs, and what restarts the server if there is one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peerbot-chaos-")))
        if engine == POSTGRES:
            url, restart = stack.enter_context(own_postgres())
            yield url, folder, restart
        else:
            yield f"sqlite:///{folder / 'peerbot.db'}", folder, None


def totals(engine: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    about = {
        "engine": engine,
        "messages": sum(each.messages for each in outcomes),
        "kills": sum(each.harm.get("kill", 0) for each in outcomes),
        "freezes": sum(each.harm.get("freeze", 0) for each in outcomes),
        "restarts": sum(each.harm.get("restart", 0) for each in outcomes),
        "seconds": round(sum(each.seconds for each in outcomes)),
    }
    unsent = sum(each.messages - each.states.get("sent", 0) for each in outcomes)
    return [
        Figure("chaos_lost", [sum(each.lost for each in outcomes)], "messages", "<= 0", about),
        Figure(
            "chaos_doubled", [sum(each.doubled for each in outcomes)], "messages", "<= 0", about
        ),
        Figure(
            "chaos_out_of_order",
            [sum(each.out_of_order for each in outcomes)],
            "messages",
            "<= 0",
            about,
        ),
        Figure("chaos_not_known_as_sent", [unsent], "messages", "<= 0", about),
    ]


if __name__ == "__main__":
    sys.exit(main())
